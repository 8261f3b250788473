//! Plays a history in two worlds, and compares what the viewer gets.

use super::history::{Draw, Hidden, History, Shared};
use crate::house::{
    Browser, Events, Got, House, Pairs, ROOMS, Runs, at, collect, count_rows, pairs, reads, runs_of, viewer,
    word,
};
use crate::matrix::WRITE;
use crate::questions::{Form, Strange, forms, questions, shown_by};
use crate::world::{PIN, forged};
use detente_record::AsOf;
use detente_store::{Place, copy_for};
use detente_web::access::{Key, Secret, What};
use detente_web::http::path_of;
use detente_web::routes::{Act, Door, Method, ROUTES, Route};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;

/// How many questions are put at a moment in between, and at the end, where every route is asked besides. The time that
/// a history takes is bounded so, however many routes there are; all histories together ask everything.
const ASKED: [usize; 2] = [24, 64];

/// From one question to the next: a prime, as neighbours in the list of all are alike.
const STRIDE: usize = 1_009;

/// By which doors the viewer tries to come in.
const DOORS: [Door; 5] = [Door::Anybody, Door::Session, Door::Viewer, Door::Keeper, Door::Token];

/// How many forms of each sort are filled in.
const FORMS: usize = 3;

/// What told the two worlds apart.
pub struct Told(pub String);

/// Two worlds, and who looks at both.
pub struct Worlds {
    viewer: &'static str,
    a: World,
    b: World,
    schedule: Timestamp,
    /// Is the work of the store compared?
    counts: bool,
    /// How many questions were put to each world.
    pub asked: usize,
    /// How many of them were answered with what was asked for.
    pub found: usize,
}

struct World {
    house: House,
    /// The keeper's session that lets in others than the viewer.
    other: Browser,
    /// The viewer's sessions, in one language each.
    mine: [Browser; 2],
    token: String,
    events: Events,
    /// What others were given: to be taken back.
    given: Vec<What>,
    guesses: u32,
    /// Ids in rooms that the viewer does not read.
    ids: Vec<String>,
}

impl Worlds {
    /// For `viewer`, in a process that `keeper` keeps.
    pub fn new(keeper: &str, viewer: &'static str) -> Worlds {
        count_rows();
        let (a, b) = (World::new(keeper, viewer), World::new(keeper, viewer));
        let schedule = a.house.now();
        Worlds { viewer, a, b, schedule, counts: false, asked: 0, found: 0 }
    }

    /// Do the worlds differ in what the viewer may not see?
    pub fn differ(&self) -> bool {
        let sizes = |world: &World| world.house.sizes();
        let log = |world: &World| fs::read(&world.house.log).unwrap();
        sizes(&self.a) != sizes(&self.b) || log(&self.a) != log(&self.b) || self.a.ids != self.b.ids
    }

    pub fn play(&mut self, history: &History) -> Result<(), Told> {
        self.counts = history.has_rooms;
        for world in [&mut self.a, &mut self.b].into_iter().filter(|_| history.has_rooms) {
            world.house.make_rooms();
            world.house.workspace.tell_of_change();
            world.house.heard(&mut world.events);
        }
        let moments = history.moments.map(|moment| usize::from(moment) % history.slots.len());
        for (number, (shared, first, second)) in history.slots.iter().enumerate() {
            self.pass(shared);
            self.both(&format!("step {number}, {shared:?}"), |world, viewer| {
                world.share(shared, viewer, number)
            })?;
            for (world, hidden) in [(&mut self.a, first), (&mut self.b, second)] {
                for step in hidden {
                    world.hide(step);
                    world.hears_nothing(step)?;
                }
            }
            if moments.contains(&number) {
                self.schedule = later(self.schedule, 30);
                self.compare(&[], ASKED[0], usize::from(history.pick) + number)?;
            }
        }
        self.schedule = later(self.schedule, 30);
        let pages = self.compare(&shown_by(&DOORS), ASKED[1], usize::from(history.pick))?;
        self.fill_in(&pages)?;
        self.programs(history.pick)?;
        self.exports()
    }

    /// Sets both clocks to the next moment of the schedule, at which both keepers are there.
    fn pass(&mut self, shared: &Shared) {
        let minutes = if let Shared::Wait(minutes) = shared { i64::from(*minutes) } else { 0 };
        self.schedule = later(self.schedule, 60 * (minutes + 1));
        for world in [&self.a, &self.b] {
            world.house.watch.set(self.schedule);
            world.house.is_there(&world.house.keeper);
            world.house.is_there(&world.other);
        }
    }

    /// Does the same in both worlds; what comes of it, what the viewer hears of it, and the work for it must be
    /// the same.
    fn both(
        &mut self,
        what: &str,
        mut act: impl FnMut(&mut World, &str) -> Vec<Got>,
    ) -> Result<Vec<Got>, Told> {
        runs_of(&self.a.house.store);
        runs_of(&self.b.house.store);
        let first = act(&mut self.a, self.viewer);
        let second = act(&mut self.b, self.viewer);
        let runs = [&self.a, &self.b].map(|world| runs_of(&world.house.store));
        same(what, &first, &second)?;
        let [a, b] = [&mut self.a, &mut self.b].map(|world| world.house.heard(&mut world.events));
        if a != b {
            return Err(Told(format!("{what}: the events are {a:?} and {b:?}")));
        }
        self.same_work(what, runs)?;
        Ok(first)
    }

    fn same_work(&self, what: &str, [a, b]: [Runs; 2]) -> Result<(), Told> {
        if a == b || !self.counts {
            return Ok(());
        }
        let differ = a.iter().zip(&b).find(|(a, b)| a != b);
        Err(Told(format!("{what}: the store does {} or {} things; {differ:?}", a.len(), b.len())))
    }

    /// Asks in both worlds `most` of the questions that the viewer can ask, from the `pick`-th on, and every route that
    /// is in `routes` without a question. The pages of the first world.
    fn compare(&mut self, routes: &[&'static Route], most: usize, pick: usize) -> Result<Vec<Got>, Told> {
        for world in [&self.a, &self.b] {
            world.house.watch.set(self.schedule);
            world.mine.iter().for_each(|browser| world.house.is_there(browser));
        }
        let every = self.questions();
        let chosen = (0..most).map(|n| every[(pick * 31 + n * STRIDE) % every.len()].clone());
        let all: Vec<(&Route, Pairs)> =
            routes.iter().map(|route| (*route, Vec::new())).chain(chosen).collect();
        let mut pages = Vec::new();
        for (number, (route, query)) in all.into_iter().enumerate() {
            let language = (pick + number) % 2;
            let what = format!("{} as {}", at(&path_of(route), &query), ["en", "ar"][language]);
            let got = self.both(&what, |world, _| vec![world.ask(route, &query, language)])?;
            self.asked += 1;
            self.found += usize::from(got[0].status == 200);
            pages.extend(got);
        }
        Ok(pages)
    }

    /// Everything that the viewer can ask.
    fn questions(&self) -> Vec<(&'static Route, Pairs)> {
        let (strange, viewer) = (self.strange(), viewer(self.viewer));
        let record = Place::Sqlite(self.a.house.store.clone()).open().unwrap().record(&viewer).unwrap();
        let view = record.view(&viewer, AsOf::default());
        let of = |route: &'static Route| {
            questions(route, &view, &strange).into_iter().map(move |query| (route, query))
        };
        shown_by(&DOORS).into_iter().flat_map(of).collect()
    }

    /// What the viewer does not know of: ids and words of both worlds, and some of neither.
    fn strange(&self) -> Strange {
        let last = |world: &World| world.ids.iter().rev().take(6).cloned().collect::<Vec<_>>();
        let mut ids = [last(&self.a), last(&self.b)].concat();
        ids.extend(
            ["team/nothing", "nothing", "joint/twin-0", "twin-0", "party:north/twin-1", "a/b/c", ""]
                .map(str::to_owned),
        );
        let words = ROOMS.iter().filter(|room| !reads(self.viewer, room)).map(|room| word(room)).collect();
        Strange { ids, words }
    }

    /// Fills in a few forms of each sort that the pages hold, with what they need and with whatever comes to mind, and
    /// looks at what came of it.
    fn fill_in(&mut self, pages: &[Got]) -> Result<(), Told> {
        let found = pages.iter().flat_map(forms);
        let mut sorts: BTreeMap<String, Vec<Form>> = BTreeMap::new();
        for form in found.filter(|form| !["lock", "leave", "unlock", "/open"].contains(&form.action.as_str()))
        {
            let sort = form.action.split('?').next().unwrap_or_default().to_owned();
            let known = sorts.entry(sort).or_default();
            if known.len() < FORMS && known.iter().all(|other| other.fields.len() != form.fields.len()) {
                known.push(form);
            }
        }
        for (sort, form) in
            sorts.into_iter().flat_map(|(sort, all)| all.into_iter().map(move |form| (sort.clone(), form)))
        {
            for sent in [form.filled(), form.clone().told().fields] {
                self.both(&format!("the form {sort}"), |world, _| {
                    let path = format!("/v/{}/{}", world.mine[0].key(), form.action);
                    vec![world.house.post_path(Some(&world.mine[0]), &path, &sent)]
                })?;
            }
        }
        self.compare(&shown_by(&DOORS), 0, 0).map(|_| ())
    }

    /// What a program with the viewer's token sends to the routes that write.
    fn programs(&mut self, pick: u16) -> Result<(), Told> {
        for route in ROUTES.iter().filter(|route| route.door == Door::Token && route.method == Method::Post) {
            for room in ROOMS {
                let said = json!({"entry": "statement", "room": room, "id": format!("sent-{pick}"), "by": "north", "sense": "Sent.", "basis": "stated"});
                self.both(&format!("{} into {room}", path_of(route)), |world, _| {
                    vec![world.house.call(Some(&world.token), "POST", &path_of(route), said.to_string())]
                })?;
            }
        }
        Ok(())
    }

    /// What is handed over to the viewer as files.
    fn exports(&mut self) -> Result<(), Told> {
        let of = viewer(self.viewer);
        let [a, b] = [&self.a, &self.b].map(|world| {
            let folder = crate::house::in_memory();
            let to = folder.path().join("export");
            let mut store = Place::Sqlite(world.house.store.clone()).open().unwrap();
            copy_for(store.as_mut(), &of, &Place::Folder(to.clone())).unwrap();
            let mut files = BTreeMap::new();
            collect(&to, &to, &mut files);
            files
        });
        match a == b {
            true => Ok(()),
            false => Err(Told(format!("the files of the export differ: {:?} {:?}", a.keys(), b.keys()))),
        }
    }
}

impl World {
    fn new(keeper: &str, viewer: &str) -> World {
        let house = House::new(keeper);
        let other = house.keepers_session();
        let mine = ["en", "ar"].map(|language| house.guest(&house.keeper, viewer, language));
        let token = house.token(&house.keeper, viewer);
        let mut events = house.events(&mine[0]);
        assert_eq!(events.status, 200);
        house.heard(&mut events);
        World { house, other, mine, token, events, given: Vec::new(), guesses: 0, ids: Vec::new() }
    }

    /// What the viewer asks of a route, in one of his languages.
    fn ask(&self, route: &Route, query: &[(String, String)], language: usize) -> Got {
        let browser = &self.mine[language];
        match (route.door, &route.act) {
            (Door::Token, _) => {
                self.house.call(Some(&self.token), "GET", &at(&path_of(route), query), String::new())
            }
            (_, Act::Asset) => self.house.get_path(None, "/asset/nothing"),
            (Door::Anybody, _) => self.house.get_path(None, &at(&path_of(route), query)),
            _ => self.house.get(browser, route.name, query),
        }
    }

    /// A step that both worlds have.
    fn share(&mut self, shared: &Shared, viewer: &str, number: usize) -> Vec<Got> {
        let [mine, second] = self.mine.clone();
        match shared {
            Shared::Entry(room, draw) => {
                self.put(room, draw);
                Vec::new()
            }
            Shared::Write(room, draw) => {
                self.house.is_there(&mine);
                let mut said = draw.said(room, self.house.size(room));
                said.said["entry"] = json!(said.kind);
                said.said["basis"] = json!("stated");
                let form = pairs(&[
                    ("room", room),
                    ("json", &said.said.to_string()),
                    ("_once", &format!("form {number}")),
                ]);
                vec![self.house.answer(&WRITE, &mine, &form)]
            }
            Shared::Look => vec![self.house.get(&second, "brief", &[]), self.house.get(&mine, "gaps", &[])],
            Shared::Pins => {
                let lock = self.house.post(&second, "lock", &[]);
                let wrong = self.house.post(&second, "unlock", &pairs(&[("pin", "not this one")]));
                let right = self.house.post(&second, "unlock", &pairs(&[("pin", PIN), ("then", "brief")]));
                vec![lock, wrong, right]
            }
            Shared::BadForm => {
                let path = format!("/v/{}/lock", mine.key());
                vec![self.house.post_path(
                    Some(&mine),
                    &path,
                    &pairs(&[("_csrf", "none"), ("sense", "typed")]),
                )]
            }
            Shared::BadLink(times) => {
                let link = pairs(&[("link", &format!("{}.{}", "ab".repeat(16), "cd".repeat(32)))]);
                (0..*times).map(|_| self.house.get_path(None, &at("/open", &link))).collect()
            }
            Shared::Another => {
                let another = self.house.guest(&self.house.keeper, viewer, "en");
                vec![self.house.get(&another, "brief", &[])]
            }
            Shared::Token => {
                self.house.token(&self.house.keeper, viewer);
                Vec::new()
            }
            Shared::Wait(_) => vec![self.house.get(&mine, "brief", &[])],
        }
    }

    fn put(&mut self, room: &str, draw: &Draw) -> String {
        let said = draw.said(room, self.house.size(room));
        self.house.put(room, &said.id, said.kind, &said.said, said.document);
        said.id
    }

    /// A step that only this world has.
    fn hide(&mut self, step: &Hidden) {
        match step {
            Hidden::Entry(room, draw) => {
                let id = self.put(room, draw);
                self.ids.push(format!("{room}/{id}"));
                self.ids.push(id);
            }
            Hidden::Release(from, into, number) => self.release(from, into, *number),
            Hidden::Link(seat, guesses) => {
                let link = self.house.link(&self.other, seat);
                for _ in 0..*guesses {
                    self.house.get_path(None, &at("/open", &pairs(&[("link", &forged(&link))])));
                }
                self.given.push(What::Link(key(&link)));
            }
            Hidden::Session(seat, wrong, looks) => self.session(seat, *wrong, *looks),
            Hidden::Guesses(times) => {
                for _ in 0..*times {
                    self.guesses += 1;
                    let link = format!("a guess {}", self.guesses);
                    self.house.get_path(None, &at("/open", &pairs(&[("link", &link)])));
                }
            }
            Hidden::Token(seat) => {
                let token = self.house.token(&self.other, seat);
                for route in shown_by(&[Door::Token]) {
                    self.house.call(Some(&token), "GET", &path_of(route), String::new());
                }
                self.given.push(What::Token(key(&token)));
            }
            Hidden::Revoke => {
                if let Some(what) = self.given.pop() {
                    let seated = self.house.seated(&self.other).unwrap();
                    // It may have ended by itself.
                    let _ = self.house.workspace.access.revoke(&seated.keeper().unwrap(), what);
                }
            }
            Hidden::Pass(seconds) => self.house.watch.pass(i64::from(*seconds)),
        }
    }

    fn release(&mut self, from: &str, into: &str, number: u8) {
        if from == into
            || !detente_model::Room::parse(from).unwrap().may_cite(&detente_model::Room::parse(into).unwrap())
        {
            return;
        }
        let (size, wide) = (self.house.size(from), self.house.size(into));
        let (said, copy) = (format!("said-{size}-{number}"), format!("copy-{wide}-{number}"));
        let words = |room: &str| json!({"by": "north", "sense": format!("released out of {}", word(room))});
        self.house.put(from, &said, "statement", &words(from), None);
        self.house.put(into, &copy, "statement", &words(from), None);
        let link = json!({"of": format!("{from}/{said}"), "into": format!("{into}/{copy}"), "to": into, "permitted_by": "north"});
        self.house.put(from, &format!("link-{size}-{number}"), "release", &link, None);
        self.ids.push(format!("{from}/{said}"));
    }

    /// Another comes in, mistypes his PIN, and looks at things.
    fn session(&mut self, seat: &str, wrong: u8, looks: u8) {
        let guest = self.house.guest(&self.other, seat, "ar");
        if wrong > 0 {
            self.house.post(&guest, "lock", &[]);
        }
        for _ in 0..wrong {
            self.house.post(&guest, "unlock", &pairs(&[("pin", "not this one")]));
        }
        self.house.is_there(&guest);
        let screens = shown_by(&[Door::Viewer]);
        for n in 0..usize::from(looks % 4) {
            let route = screens[(usize::from(looks) + n) % screens.len()];
            self.house.get(&guest, route.name, &pairs(&[("q", "harbour"), ("id", "public/raid")]));
        }
        self.given.push(What::Session(key(&guest.cookie)));
    }

    fn hears_nothing(&mut self, step: &Hidden) -> Result<(), Told> {
        match self.house.heard(&mut self.events) {
            heard if heard.is_empty() => Ok(()),
            heard => Err(Told(format!("the viewer hears {heard:?} of {step:?}"))),
        }
    }
}

fn key(secret: &str) -> Key {
    Secret::parse(secret).unwrap().key()
}

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds)).unwrap()
}

fn same(what: &str, a: &[Got], b: &[Got]) -> Result<(), Told> {
    let differ = a.iter().zip(b).find(|(a, b)| a != b);
    let Some((a, b)) = differ else { return Ok(()) };
    let (a, b) = (a.all(), b.all());
    let at = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or(0);
    let from = |text: &str| text.lines().skip(at).take(3).collect::<Vec<_>>().join("\n");
    Err(Told(format!("{what}\none world, line {at}:\n{}\nthe other:\n{}", from(&a), from(&b))))
}
