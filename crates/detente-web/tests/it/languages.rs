//! No page of the workspace has a word of its own, and each follows the direction of its language: all screens,
//! forms with and without faults, the entrance and what is refused, in the pseudo-language, for a process whose own
//! words hold no Latin letter.

use crate::world::{Derived, PIN, named, pin, seat};
use cyrillic::{CAUCUS, PROCESS, PUT_RIGHT, TEAM, foreign_words, words_of_html};
use detente_brief::{PSEUDO, PSEUDO_RTL};
use detente_model::{Id, Kind, Language};
use detente_record::{AsOf, Seat, Viewer};
use detente_store::{Files, Opened, Place, copy_whole};
use detente_web::access::{Access, PinCost, Rules};
use detente_web::asked::Asked;
use detente_web::door::{self, Knock};
use detente_web::reply::Content;
use detente_web::request::{Body, Head};
use detente_web::routes::{Act, Door, Method, ROUTES, Route};
use detente_web::world::Clock;
use detente_web::{Workspace, World};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;
use tempfile::TempDir;

#[path = "../../../../tests/cyrillic.rs"]
mod cyrillic;

const HOST: &str = "127.0.0.1:4000";

/// Notes under every condition, and one that was released.
const NOTES: &str = cyrillic::NOTES;

/// A day on which deadlines are ahead and behind.
struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        "2025-05-20T09:00:00Z".parse().unwrap()
    }
}

/// A workspace that speaks the pseudo-language, with the ids of what is in it.
struct House {
    folder: TempDir,
    workspace: Workspace,
}

/// A session.
struct Browser {
    cookie: String,
    seat: &'static str,
}

type Pairs<'a> = Vec<(&'a str, &'a str)>;

impl House {
    fn new(caucus: &str) -> House {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("rooms")).unwrap();
        for (name, text) in [
            ("process.yaml", format!("{PROCESS}{PUT_RIGHT}")),
            ("rooms/caucus-север.yaml", caucus.to_owned()),
            ("rooms/team.yaml", TEAM.to_owned()),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let store = Place::Sqlite(folder.path().join("store.detente"));
        copy_whole(&mut Files::at(folder.path()), &store).unwrap();
        let rules = Rules { pin: PinCost::CHEAP, ..Rules::default() };
        let log = folder.path().join("access.jsonl");
        let (access, _) = Access::open(&log, Seat::Team, rules, Arc::new(Still), Arc::new(Derived)).unwrap();
        let world = World { clock: Arc::new(Still), chance: Arc::new(Derived) };
        let workspace = Workspace::new(store, access, 4000, world).unwrap();
        House { folder, workspace: workspace.speaking(PSEUDO).speaking(PSEUDO_RTL) }
    }

    fn keeper(&self, language: &str) -> Browser {
        let link = self.workspace.access.keepers_link().unwrap().reveal();
        self.enter(&link, "team", language)
    }

    fn enter(&self, link: &str, seat: &'static str, language: &str) -> Browser {
        let language = Language::new(language).unwrap();
        let opened = self.workspace.access.enter(link, &pin(PIN), language).unwrap();
        Browser { cookie: opened.secret.reveal(), seat }
    }

    fn link(&self, at: &str) -> String {
        let keeper = self.keeper(PSEUDO);
        let door::Answer::Open(seated) = self.door(&keeper) else { panic!("no keeper") };
        let keeper = seated.keeper().unwrap();
        let parties = ["север", "юг"].map(|id| Id::new(id).unwrap());
        self.workspace.access.make_link(&keeper, named("Писарь", at), &parties).unwrap().reveal()
    }

    fn guest(&self, at: &'static str, language: &str) -> Browser {
        self.enter(&self.link(at), at, language)
    }

    fn door(&self, browser: &Browser) -> door::Answer {
        door::answer(&self.workspace.access, &Knock::unattended(Some(&browser.cookie)))
    }

    fn csrf(&self, browser: &Browser) -> String {
        match self.door(browser) {
            door::Answer::Open(seated) => seated.csrf().unwrap().reveal().to_owned(),
            door::Answer::Locked(at) => at.csrf().reveal().to_owned(),
            door::Answer::Nobody => String::new(),
        }
    }

    /// The page that a request gets.
    fn page(&self, route: &Route, head: &Head, typed: &[(&str, &str)]) -> (u16, String) {
        let typed = typed.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let body = Body { typed: Asked(typed), ..Body::default() };
        let reply = self.workspace.answer(route, head, &body);
        match reply.body {
            Content::Whole(bytes) => (reply.status.as_u16(), String::from_utf8(bytes).unwrap()),
            Content::Stream(_) => (reply.status.as_u16(), String::new()),
        }
    }

    fn get(&self, browser: &Browser, route: &Route, query: &[(&str, &str)]) -> (u16, String) {
        self.page(route, &head(Some(browser), route.name, query), &[])
    }

    fn post(
        &self,
        browser: &Browser,
        name: &str,
        query: &[(&str, &str)],
        typed: &[(&str, &str)],
    ) -> (u16, String) {
        let csrf = self.csrf(browser);
        let mut all = vec![("_csrf", csrf.as_str())];
        all.extend_from_slice(typed);
        self.page(route(name, Method::Post), &head(Some(browser), name, query), &all)
    }

    /// `ROOM/ID` of the last entry of each kind in each room that a seat reads.
    fn ids(&self, at: &str) -> Vec<String> {
        let viewer = Viewer::seated(seat(at));
        let record = Opened::at(self.folder.path()).unwrap().record(&viewer).unwrap();
        let view = record.view(&viewer, AsOf::default());
        let mut last = BTreeMap::new();
        for seen in view.history() {
            let (room, entry) = (seen.place().0, seen.as_written());
            last.insert((room.to_string(), entry.kind().as_str()), format!("{room}/{}", entry.id));
        }
        last.into_values().chain(["public/небылица".to_owned()]).collect()
    }
}

fn head(browser: Option<&Browser>, name: &str, query: &[(&str, &str)]) -> Head {
    let query = query.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Head {
        session: browser.map(|browser| browser.cookie.split_once('.').unwrap().0.to_owned()),
        cookies: browser.map(|browser| format!("detente={}", browser.cookie)).unwrap_or_default(),
        name: name.to_owned(),
        query: Asked(query),
        host: Some(HOST.into()),
        origin: Some(format!("http://{HOST}")),
        languages: if browser.is_none() { PSEUDO.into() } else { "en".into() },
        ..Head::default()
    }
}

fn route(name: &str, method: Method) -> &'static Route {
    ROUTES.iter().find(|route| route.name == name && route.method == method).unwrap()
}

/// What is asked of a route; of one that is not named here, all that any is asked.
fn questions<'a>(name: &str, ids: &'a [String]) -> Vec<Pairs<'a>> {
    let by_id = || ids.iter().map(|id| vec![("id", id.as_str())]);
    let held = [("тишина", "север"), ("пленные", "юг"), ("смена", "риф"), ("небылица", "юг")];
    let held = held.map(|(issue, party)| vec![("issue", issue), ("party", party)]);
    let kinds = || Kind::ALL.iter().map(|kind| vec![("kind", kind.as_str())]);
    let dated = [vec![("known", "2025-01-01")], vec![("on", "2025-05-10")], vec![("on", "вчера")]];
    let own: Vec<Pairs<'a>> = match name {
        "actor" | "meeting" | "proposal" | "entry" | "correct" | "withdraw" | "release" | "attach" => {
            by_id().collect()
        }
        "source" => by_id().chain([vec![("id", "public/вестник"), ("sentence", "1")]]).collect(),
        "held" => held.to_vec(),
        "add" => kinds().collect(),
        "search" => vec![vec![("q", "гавань")], vec![("q", "небылица")]],
        "prepare" => vec![
            vec![("party", "север")],
            vec![("party", "юг"), ("meeting", "первая")],
            vec![("party", "небылица")],
        ],
        "rehearsal" => vec![
            vec![("strategy", "boulware"), ("strategy", "conceder"), ("steps", "20")],
            vec![("strategy", "boulwere"), ("strategy", "conceder")],
            vec![("steps", "0")],
        ],
        "timeline" => vec![vec![("lane", "contacts")], vec![("from", "2025-05-09"), ("to", "2025-05-11")]],
        "file" => ["brief", "gaps", "timeline"]
            .into_iter()
            .flat_map(|page| ["html", "md"].map(|format| vec![("page", page), ("format", format)]))
            .collect(),
        "today" | "brief" | "actors" | "gaps" | "meetings" | "agreements" | "incidents" | "sources"
        | "audit" | "access" | "packages" | "frontier" => Vec::new(),
        _ => by_id().chain(held).chain(kinds()).collect(),
    };
    own.into_iter().chain([vec![]]).chain(dated).collect()
}

/// The routes that show words to whoever has a session.
fn shown() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| {
        let is_page = matches!(route.act, Act::Screen(_) | Act::Own(_) | Act::Access(_));
        is_page && route.method == Method::Get && route.door != Door::Token && route.name != "document"
    })
}

/// The words of a page that stand neither in the record nor in a message. What is in English is marked so: the
/// sentences of faults, and names of inputs. What was typed is in nobody's language; what is to be released is shown
/// as it stands in the record, since it is copied so; a link is an address.
fn own_words(page: &str) -> Vec<String> {
    assert!(!page.contains('⟪'), "a message is missing: {page}");
    let mut rest = page.to_owned();
    for (open, close) in [
        ("<bdi lang=\"en\">", "</bdi>"),
        ("<pre", "</pre>"),
        ("<section class=\"beside\">", "</section>"),
        ("<p class=\"secret\"", "</p>"),
        ("<textarea", "</textarea>"),
        ("<style", "</style>"),
    ] {
        let parts = rest.split(open).enumerate();
        rest = parts
            .map(
                |(i, part)| if i == 0 { part } else { part.split_once(close).map_or(part, |(_, rest)| rest) },
            )
            .collect::<Vec<_>>()
            .join(" ");
    }
    foreign_words(&words_of_html(&rest))
}

/// Names of forms of files.
const FILES: [&str; 3] = ["HTML", "JSON", "Markdown"];

#[track_caller]
fn nothing_is_hard_coded(house: &House, browser: &Browser) {
    let ids = house.ids(browser.seat);
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut shown_pages = 0;
    for route in shown() {
        for query in questions(route.name, &ids) {
            let (status, page) = house.get(browser, route, &query);
            shown_pages += usize::from(status == 200);
            // Names of forms of files are the same in every language.
            let words = own_words(&page).into_iter().filter(|word| !FILES.contains(&word.as_str()));
            let words: BTreeSet<String> = words.collect();
            if !words.is_empty() {
                found.entry(route.name).or_default().extend(words);
            }
        }
    }
    assert_eq!(found, BTreeMap::new(), "{}", browser.seat);
    assert!(shown_pages > 20, "{shown_pages}");
}

#[test]
fn no_screen_of_the_team_has_a_word_of_its_own() {
    let house = House::new(NOTES);
    nothing_is_hard_coded(&house, &house.keeper(PSEUDO));
}

#[test]
fn no_screen_of_others_has_a_word_of_its_own() {
    let house = House::new(CAUCUS);
    for at in ["party:север", "projector", "public"] {
        nothing_is_hard_coded(&house, &house.guest(at, PSEUDO));
    }
}

#[test]
fn no_form_has_a_word_of_its_own_when_something_is_wrong() {
    let house = House::new(NOTES);
    let keeper = house.keeper(PSEUDO);
    let mut found = BTreeSet::new();
    let mut again = |(status, page): (u16, String)| {
        assert_eq!(status, 422, "{page}");
        found.extend(own_words(&page));
    };
    for kind in Kind::ALL {
        let query = [("kind", kind.as_str())];
        again(house.post(&keeper, "add", &query, &[("_once", "1")]));
        let wrong = [
            ("_once", "2"),
            ("room", "team"),
            ("basis", "небылица"),
            ("when", "вчера"),
            ("party", "небылица"),
            ("terms.0", "небылица"),
            ("commitments.0.who", "небылица"),
            ("attributed.0.to", "небылица"),
        ];
        again(house.post(&keeper, "add", &query, &wrong));
    }
    let one = [("id", "public/и2")];
    again(house.post(&keeper, "correct", &one, &[("_once", "3"), ("room", "public"), ("when", "вчера")]));
    let note = [("id", "caucus:север/суть")];
    again(house.post(&keeper, "release", &note, &[("_once", "5"), ("into", "небылица")]));
    again(house.post(&keeper, "attach", &[("id", "public/вестник")], &[("_once", "6"), ("room", "public")]));
    for (name, at, hours) in
        [("", "public", "1"), ("Писарь", "party:небылица", "1"), ("Писарь", "public", "0")]
    {
        let typed = [("_once", "7"), ("name", name), ("seat", at), ("hours", hours), ("what", "link")];
        again(house.post(&keeper, "give", &[], &typed));
    }
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn neither_the_entrance_nor_what_is_refused_has_a_word_of_its_own() {
    let house = House::new(CAUCUS);
    let keeper = house.keeper(PSEUDO);
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut told = |what, expected: u16, (status, page): (u16, String)| {
        assert_eq!(status, expected, "{what}: {page}");
        let words = own_words(&page);
        if !words.is_empty() {
            found.insert(what, words);
        }
    };
    let open =
        |query: &[(&str, &str)]| house.page(route("open", Method::Get), &head(None, "open", query), &[]);
    for at in ["team", "party:север", "projector", "public"] {
        told("a link", 200, open(&[("link", &house.link(at))]));
    }
    told("no link", 404, open(&[("link", "небылица")]));
    let short = [("link", house.link("public")), ("pin", "1".to_owned())];
    let short: Vec<(&str, &str)> = short.iter().map(|(key, value)| (*key, value.as_str())).collect();
    told("a short PIN", 422, house.page(route("open", Method::Post), &head(None, "open", &[]), &short));
    told("nobody", 401, house.page(route("today", Method::Get), &head(None, "today", &[]), &[]));

    let typed = [("_once", "1"), ("sense", "Сказано.")];
    let mut elsewhere = head(Some(&keeper), "add", &[("kind", "statement")]);
    elsewhere.origin = Some("http://elsewhere.example".into());
    told("from elsewhere", 403, house.page(route("add", Method::Post), &elsewhere, &typed));
    told("unclear", 400, house.get(&keeper, route("today", Method::Get), &[("on", "вчера")]));
    told("nothing", 404, house.get(&keeper, route("entry", Method::Get), &[("id", "public/небылица")]));
    let guest = house.guest("projector", PSEUDO);
    told("not for this seat", 403, house.get(&guest, route("add", Method::Get), &[]));
    told("not the keeper", 403, house.get(&guest, route("access", Method::Get), &[]));
    for what in ["link", "token"] {
        let typed = [("_once", what), ("name", "Писарь"), ("seat", "public"), ("hours", "2"), ("what", what)];
        told("given", 200, house.post(&keeper, "give", &[], &typed));
    }

    let door::Answer::Open(seated) = house.door(&guest) else { panic!("a guest") };
    house.workspace.access.lock(&seated).unwrap();
    told("locked", 200, house.get(&guest, route("locked", Method::Get), &[]));
    told("a wrong PIN", 422, house.post(&guest, "unlock", &[], &[("pin", "not this")]));
    told("locked in mid-form", 423, house.post(&guest, "seen", &[], &[("sense", "Сказано.")]));
    told("left", 200, house.post(&guest, "leave", &[], &[]));
    assert_eq!(found, BTreeMap::new());
}

#[test]
fn every_page_runs_in_the_direction_of_its_language() {
    let house = House::new(CAUCUS);
    let ids = house.ids("team");
    for (language, dir) in [(PSEUDO, "ltr"), (PSEUDO_RTL, "rtl"), ("ar", "rtl"), ("en", "ltr")] {
        let keeper = house.keeper(language);
        for route in shown().filter(|route| route.name != "file") {
            let query = questions(route.name, &ids).swap_remove(0);
            let (_, page) = house.get(&keeper, route, &query);
            let root = page.lines().find(|line| line.starts_with("<html")).unwrap_or_default();
            assert!(root.contains(&format!("dir=\"{dir}\"")), "{}: {root}", route.name);
            let text = page.split_once("<body").unwrap().1;
            assert!(!text.contains(" style="), "{}: a style of its own", route.name);
        }
        let refused = house.get(&keeper, route("today", Method::Get), &[("on", "вчера")]).1;
        assert!(refused.contains(&format!("dir=\"{dir}\"")), "{refused}");
    }
}

#[test]
fn rooms_are_called_by_words_in_the_workspace_and_as_files_write_them_in_files() {
    let house = House::new(NOTES);
    let page = |language: &str, name: &str, query: &[(&str, &str)]| {
        house.get(&house.keeper(language), route(name, Method::Get), query).1
    };
    let note = [("id", "caucus:север/суть")];
    let (english, arabic) = (page("en", "entry", &note), page("ar", "entry", &note));
    assert!(english.contains("title=\"caucus:север\">caucus with <bdi>Север</bdi>"), "{english}");
    assert!(arabic.contains("title=\"caucus:север\">لقاء منفرد مع <bdi>Север</bdi>"), "{arabic}");
    let form = page("en", "add", &[("kind", "statement")]);
    assert!(
        form.contains("value=\"caucus:север\"") && form.contains(">caucus with <bdi>Север</bdi>"),
        "{form}"
    );
    let file = page("en", "file", &[("page", "brief"), ("format", "md")]);
    assert!(file.contains("caucus:север") && !file.contains("caucus with"), "{file}");
}
