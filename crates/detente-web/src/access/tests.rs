//! Random histories against a small model, the log at every prefix, and a disk that fails.

use super::event::Line;
use super::kept::Kept;
use super::{Access, Denied, Key, NotMade, Refused, Secret, Unlock, What, log};
use crate::access::Named;
use crate::door::{Answer, Knock, Seated, answer};
use jiff::SignedDuration;
use proptest::prelude::*;
use std::fs;
use std::fs::File;
use world::{World, english, is_locked, is_nobody, is_open, named, parties, pin, seat};

#[allow(dead_code)]
#[path = "../../tests/it/world.rs"]
mod world;

const SEATS: [&str; 4] = ["team", "party:north", "party:south", "projector"];

#[derive(Clone, Debug)]
enum Step {
    Link(usize),
    Open(usize),
    RevokeLink(usize),
    Token(usize, i64),
    UseToken(usize),
    RevokeToken(usize),
    Knock(usize),
    Unattended(usize),
    Lock(usize),
    Unlock(usize, bool),
    SignOut(usize),
    RevokeSession(usize),
    Pass(i64),
    Restart,
}

fn step() -> impl Strategy<Value = Vec<Step>> {
    let which = || 0..3usize;
    let one = |strategy: BoxedStrategy<Step>| strategy.prop_map(|step| vec![step]).boxed();
    // Where something may end, and a minute before.
    let minutes = || prop::sample::select(vec![1, 5, 10, 14, 15, 59, 60, 360, 719, 720, 1380, -1, -10, -300]);
    prop_oneof![
        2 => (0..4usize).prop_map(|seat| vec![Step::Link(seat)]),
        3 => one(which().prop_map(Step::Open).boxed()),
        1 => one(which().prop_map(Step::RevokeLink).boxed()),
        1 => (0..4usize, 1..13i64).prop_map(|(seat, hours)| vec![Step::Token(seat, hours)]),
        1 => (which(), 1..3i64).prop_map(|(which, hours)| {
            vec![Step::UseToken(which), Step::Pass(hours * 60), Step::UseToken(which)]
        }),
        1 => one(which().prop_map(Step::RevokeToken).boxed()),
        4 => one(which().prop_map(Step::Knock).boxed()),
        1 => one(which().prop_map(Step::Unattended).boxed()),
        1 => one(which().prop_map(Step::Lock).boxed()),
        3 => (which(), 1..6usize).prop_map(|(which, tries)| vec![Step::Unlock(which, false); tries]),
        4 => one(which().prop_map(|which| Step::Unlock(which, true)).boxed()),
        // A day's work, never idle.
        1 => (which(), 1..72usize).prop_map(|(which, tens)| {
            std::iter::repeat_n([Step::Pass(10), Step::Knock(which)], tens).flatten().collect()
        }),
        1 => one(which().prop_map(Step::SignOut).boxed()),
        1 => one(which().prop_map(Step::RevokeSession).boxed()),
        5 => one(minutes().prop_map(Step::Pass).boxed()),
        1 => Just(vec![Step::Restart]),
    ]
}

fn history() -> impl Strategy<Value = Vec<Step>> {
    let begin = [Step::Link(1), Step::Open(0), Step::Token(2, 2)];
    prop::collection::vec(step(), 1..40)
        .prop_map(move |steps| begin.iter().cloned().chain(steps.into_iter().flatten()).collect())
}

/// One of those that there are.
fn pick<T>(all: &mut [T], which: usize) -> Option<&mut T> {
    let count = all.len().max(1);
    all.get_mut(which % count)
}

/// The rules once more, as short as they can be said.
#[derive(Default)]
struct Model {
    now: i64,
    links: Vec<Thing>,
    tokens: Vec<Thing>,
    sessions: Vec<Session>,
}

/// A link or a token: what it says, when it was read last, and how old it is since it was made.
struct Thing {
    text: String,
    seat: &'static str,
    gone: bool,
    made: i64,
    last: i64,
    age: i64,
    lasts: i64,
}

struct Session {
    cookie: String,
    seat: &'static str,
    over: bool,
    wrong: u32,
    last: i64,
    age: i64,
    awake: Option<i64>,
    /// What a new server knows of `last` and `age`.
    written: (i64, i64),
}

impl Thing {
    fn new(secret: &Secret, seat: &'static str, now: i64, lasts: i64) -> Thing {
        Thing { text: secret.reveal(), seat, gone: false, made: now, last: now, age: 0, lasts }
    }

    fn stands(&mut self, now: i64) -> bool {
        self.age += (now - self.last).max(0);
        self.last = now;
        !self.gone && self.age < self.lasts
    }

    fn key(&self) -> Key {
        Secret::parse(&self.text).unwrap().key()
    }
}

impl Session {
    fn key(&self) -> Key {
        Secret::parse(&self.cookie).unwrap().key()
    }

    fn event(&mut self, now: i64) {
        let (last, age) = self.written;
        self.written = (now, age + (now - last).max(0));
    }

    /// Is it over, and is it awake?
    fn look(&mut self, now: i64, attended: bool) -> (bool, bool) {
        if self.over {
            return (true, false);
        }
        let back = now < self.last;
        self.age += (now - self.last).max(0);
        self.last = now;
        if self.age >= 720 {
            self.over = true;
            self.event(now);
            return (true, false);
        }
        if self.awake.is_some_and(|seen| back || now - seen >= 15) {
            self.awake = None;
            self.event(now);
        }
        if attended && self.awake.is_some() {
            self.awake = Some(now);
        }
        (false, self.awake.is_some())
    }
}

fn agrees(answer: &Answer, (over, awake): (bool, bool)) -> bool {
    match answer {
        Answer::Open(_) => !over && awake,
        Answer::Locked(_) => !over && !awake,
        Answer::Nobody => over,
    }
}

/// A right to make and revoke, from a session that is signed out thereafter.
fn as_keeper<T>(world: &World, act: impl FnOnce(&Access, &Seated) -> T) -> T {
    let seated = world.seated(&world.keeper());
    let result = act(world.access(), &seated);
    world.access().sign_out(&seated).unwrap();
    result
}

fn wanted(seat: &str, minutes: i64) -> Named {
    Named { lasts: SignedDuration::from_mins(minutes), ..named("Somebody", seat) }
}

fn carry_out(world: &mut World, model: &mut Model, step: &Step) {
    let now = model.now;
    match *step {
        Step::Link(at) => {
            let link = as_keeper(world, |access, seated| {
                access.make_link(&seated.keeper().unwrap(), wanted(SEATS[at], 24 * 60), &parties()).unwrap()
            });
            model.links.push(Thing::new(&link, SEATS[at], now, 24 * 60));
        }
        Step::Token(at, hours) => {
            let token = as_keeper(world, |access, seated| {
                access
                    .make_token(&seated.keeper().unwrap(), wanted(SEATS[at], hours * 60), &parties())
                    .unwrap()
            });
            model.tokens.push(Thing::new(&token, SEATS[at], now, hours * 60));
        }
        Step::Open(which) => {
            let Some(link) = pick(&mut model.links, which) else { return };
            let entered = world.access().enter(&link.text, &pin(world::PIN), english());
            assert_eq!(entered.is_ok(), link.stands(now), "{entered:?}");
            let Ok(opened) = entered else { return };
            assert_eq!(opened.seat, seat(link.seat));
            link.gone = true;
            model.sessions.push(Session {
                cookie: opened.secret.reveal(),
                seat: link.seat,
                over: false,
                wrong: 0,
                last: now,
                age: 0,
                awake: Some(now),
                written: (now, 0),
            });
        }
        Step::RevokeLink(which) => {
            let Some(link) = pick(&mut model.links, which) else { return };
            let what = What::Link(link.key());
            let done = as_keeper(world, |access, seated| access.revoke(&seated.keeper().unwrap(), what));
            assert_eq!(done.is_ok(), !link.gone);
            link.gone = true;
        }
        Step::RevokeToken(which) => {
            let Some(token) = pick(&mut model.tokens, which) else { return };
            let what = What::Token(token.key());
            let done = as_keeper(world, |access, seated| access.revoke(&seated.keeper().unwrap(), what));
            assert_eq!(done.is_ok(), !token.gone);
            token.gone = true;
        }
        Step::UseToken(which) => {
            let Some(token) = pick(&mut model.tokens, which) else { return };
            let answer = world.token(&token.text);
            assert_eq!(is_open(&answer), token.stands(now));
            if let Answer::Open(seated) = answer {
                assert_eq!(*seated.viewer().seat(), seat(token.seat));
            }
        }
        Step::RevokeSession(which) => {
            let Some(session) = pick(&mut model.sessions, which) else { return };
            let what = What::Session(session.key());
            let done = as_keeper(world, |access, seated| access.revoke(&seated.keeper().unwrap(), what));
            assert_eq!(done.is_ok(), !session.over);
            session.over = true;
        }
        Step::Knock(which) | Step::Unattended(which) | Step::Lock(which) | Step::SignOut(which) => {
            let Some(session) = pick(&mut model.sessions, which) else { return };
            let attended = !matches!(step, Step::Unattended(_));
            let knock = match attended {
                true => Knock::cookie(Some(&session.cookie)),
                false => Knock::unattended(Some(&session.cookie)),
            };
            let answer = answer(world.access(), &knock);
            assert!(agrees(&answer, session.look(now, attended)), "{answer:?}");
            let Answer::Open(seated) = answer else { return };
            assert_eq!(*seated.viewer().seat(), seat(session.seat));
            if matches!(step, Step::Lock(_)) {
                world.access().lock(&seated).unwrap();
                session.awake = None;
                session.event(now);
            } else if matches!(step, Step::SignOut(_)) {
                world.access().sign_out(&seated).unwrap();
                session.over = true;
            }
        }
        Step::Unlock(which, right) => {
            let Some(session) = pick(&mut model.sessions, which) else { return };
            let typed = if right { world::PIN } else { "no such words" };
            let unlocked = world.access().unlock(&session.cookie, &pin(typed));
            let (over, _) = session.look(now, false);
            let expected = match (over, right) {
                (true, _) => "Nobody".to_owned(),
                (false, true) => {
                    (session.wrong, session.awake) = (0, Some(now));
                    session.event(now);
                    "Open".to_owned()
                }
                (false, false) => {
                    session.wrong += 1;
                    session.over = session.wrong == 5;
                    session.event(now);
                    if session.over { "Nobody".to_owned() } else { format!("Wrong({})", 5 - session.wrong) }
                }
            };
            assert_eq!(format!("{unlocked:?}"), expected);
        }
        Step::Pass(minutes) => {
            world.minutes(minutes);
            model.now += minutes;
        }
        Step::Restart => {
            assert_eq!(world.restart().unwrap().torn, 0);
            for session in &mut model.sessions {
                session.awake = None;
                (session.last, session.age) = session.written;
            }
            // What a server saw of a link's or a token's age is not written.
            for thing in model.links.iter_mut().chain(&mut model.tokens) {
                (thing.last, thing.age) = (thing.made, 0);
            }
        }
    }
}

fn kept_of(bytes: &[u8]) -> (Kept, usize) {
    let (lines, length) = log::read(bytes).unwrap();
    (Kept::replay(lines).unwrap(), length)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn a_history_goes_as_the_model_says(steps in history()) {
        let mut world = World::new("team");
        let mut model = Model::default();
        let mut states = vec![];
        for step in &steps {
            carry_out(&mut world, &mut model, step);
            let length = fs::metadata(&world.file).unwrap().len() as usize;
            states.push((length, world.access().state().kept.clone()));
        }
        let bytes = fs::read(&world.file).unwrap();
        for (length, kept) in states {
            prop_assert_eq!(&kept_of(&bytes[..length]).0, &kept);
            // A torn line behind it changes nothing.
            let torn = bytes.len().min(length + 30);
            if !bytes[length..torn].contains(&b'\n') {
                let (again, counted) = kept_of(&bytes[..torn]);
                prop_assert_eq!((&again, counted), (&kept, length));
            }
        }
    }
}

/// More where the tests are built with `DETENTE_CASES_WEB`.
fn cases() -> u32 {
    option_env!("DETENTE_CASES_WEB").and_then(|cases| cases.parse().ok()).unwrap_or(48)
}

#[test]
fn a_log_torn_anywhere_opens_with_the_lines_before() {
    let mut world = World::new("team");
    let keeper = world.keeper();
    world.guest(&keeper, "party:north");
    world.stop();
    let bytes = fs::read(&world.file).unwrap();
    for length in 0..bytes.len() {
        fs::write(&world.file, &bytes[..length]).unwrap();
        let found = world.restart().unwrap();
        world.stop();
        let whole = bytes[..length].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        assert_eq!(found.torn, length - whole);
        assert_eq!(kept_of(&fs::read(&world.file).unwrap()).0, kept_of(&bytes[..whole]).0);
    }
}

/// Makes every write fail from now on; gives the right file.
fn fail(access: &Access) -> File {
    let broken = File::open("/").unwrap();
    std::mem::replace(&mut access.log().file, broken)
}

fn mend(access: &Access, file: File) {
    let mut log = access.log();
    log.file = file;
    log.lost = false;
}

#[test]
fn on_a_disk_that_fails_rights_are_taken_and_none_given() {
    let mut world = World::new("team");
    let keeper = world.keeper();
    let link = world.link(&keeper, "party:north");
    let (north, south) = (world.guest(&keeper, "party:north"), world.guest(&keeper, "party:south"));
    let wall = world.guest(&keeper, "projector");
    let whole = fs::read(&world.file).unwrap();
    let access = world.access();
    let held = world.seated(&keeper);
    let file = fail(access);
    assert!(access.keepers_link().is_err());
    let made = access.make_link(&held.keeper().unwrap(), named("x", "public"), &parties());
    assert!(matches!(made, Err(NotMade::NotWritten(_))));
    assert!(matches!(access.enter(&link, &pin(world::PIN), english()), Err(Refused::NotWritten(_))));
    assert!(matches!(access.exported(&held, "gaps", "html"), Err(Denied::NotWritten(_))));
    let revoked = access.revoke(&held.keeper().unwrap(), What::Session(Secret::parse(&north).unwrap().key()));
    assert!(matches!(revoked, Err(NotMade::NotWritten(_))));
    assert!(is_nobody(&world.knock(&north)));
    assert!(matches!(access.lock(&world.seated(&south)), Err(Denied::NotWritten(_))));
    assert!(is_locked(&world.knock(&south)));
    assert!(matches!(access.unlock(&south, &pin(world::PIN)), Unlock::NotWritten(_)));
    assert!(matches!(access.unlock(&south, &pin("wrong")), Unlock::NotWritten(_)));
    assert!(is_locked(&world.knock(&south)));
    world.minutes(15);
    assert!(is_locked(&world.knock(&wall)));
    assert_eq!(fs::read(&world.file).unwrap(), whole);
    // As soon as the disk takes it, what took effect is written, and first.
    mend(world.access(), file);
    assert!(matches!(world.access().unlock(&wall, &pin(world::PIN)), Unlock::Open));
    let kept = world.access().state().kept.clone();
    assert_eq!(kept_of(&fs::read(&world.file).unwrap()).0, kept);
    world.restart().unwrap();
    assert!(is_nobody(&world.knock(&north)));
    assert!(matches!(world.access().unlock(&south, &pin("wrong")), Unlock::Wrong(3)));
}

#[test]
fn two_who_open_one_link_at_once_are_one() {
    let world = World::new("team");
    let link = world.link(&world.keeper(), "party:north");
    let access = world.access();
    let opened = std::thread::scope(|scope| {
        let open = || access.enter(&link, &pin(world::PIN), english()).is_ok();
        let all: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        all.into_iter().map(|one| one.join().unwrap()).filter(|opened| *opened).count()
    });
    assert_eq!(opened, 1);
}

#[test]
fn a_line_reads_as_it_was_written() {
    let world = World::new("team");
    let keeper = world.keeper();
    world.guest(&keeper, "party:north");
    for line in &world.access().state().kept.lines {
        let text = serde_json::to_string(line).unwrap();
        assert_eq!(serde_json::from_str::<Line>(&text).unwrap(), *line, "{text}");
    }
}
