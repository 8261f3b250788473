//! A door with a clock and a chance of the test's own.

use detente_model::{Id, Language};
use detente_record::Seat;
use detente_web::access::{Access, Found, LogError, Named, Opened, Pin, PinCost, Rules};
use detente_web::door::{Answer, Knock, Seated, answer};
use detente_web::world::{Chance, Clock};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Each is a test, and a row of the table in which a build with the feature `sabotage` looks for one
/// that turns red.
#[allow(unused_macros)]
macro_rules! table {
    ($(fn $name:ident() $body:block)*) => {
        $(pub fn $name() $body)*

        #[cfg(feature = "sabotage")]
        #[allow(dead_code)]
        pub const TABLE: &[(&str, fn())] = &[$((stringify!($name), $name),)*];

        #[cfg(test)]
        mod run {
            $(#[test] fn $name() { super::$name() })*
        }
    };
}

#[allow(unused_imports)]
pub(crate) use table;

/// A clock that stands until somebody moves it.
pub struct Watch(Mutex<Timestamp>);

impl Watch {
    pub fn at(start: Timestamp) -> Watch {
        Watch(Mutex::new(start))
    }

    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap() = now;
    }

    pub fn pass(&self, seconds: i64) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(SignedDuration::from_secs(seconds)).unwrap();
    }
}

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// Secrets that follow from their purpose alone.
pub struct Derived;

impl Chance for Derived {
    fn secret(&self, purpose: &str) -> [u8; 32] {
        Sha256::new().chain_update("a test").chain_update(purpose).finalize().into()
    }
}

pub const PIN: &str = "canary-pin-7731";

/// A process kept by `keeper`, with the parties north and south.
pub struct World {
    _folder: tempfile::TempDir,
    pub file: PathBuf,
    pub watch: Arc<Watch>,
    pub keeper: Seat,
    access: Option<Access>,
}

pub fn seat(text: &str) -> Seat {
    Seat::parse(text).unwrap()
}

pub fn pin(text: &str) -> Pin {
    Pin::new(text).unwrap()
}

pub fn english() -> Language {
    Language::new("en").unwrap()
}

pub fn parties() -> Vec<Id> {
    ["north", "south"].map(|id| Id::new(id).unwrap()).to_vec()
}

pub fn named(name: &str, at: &str) -> Named {
    Named { name: name.into(), seat: seat(at), lasts: SignedDuration::from_hours(24) }
}

impl World {
    pub fn new(keeper: &str) -> World {
        let start = "2026-11-27T09:00:00Z".parse().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut world = World {
            file: folder.path().join("access.jsonl"),
            _folder: folder,
            watch: Arc::new(Watch(Mutex::new(start))),
            keeper: seat(keeper),
            access: None,
        };
        world.restart().unwrap();
        world
    }

    pub fn access(&self) -> &Access {
        self.access.as_ref().unwrap()
    }

    pub fn stop(&mut self) {
        self.access = None;
    }

    /// Ends the server, and starts another on the same file.
    pub fn restart(&mut self) -> Result<Found, LogError> {
        self.stop();
        let rules = Rules { pin: PinCost::CHEAP, ..Rules::default() };
        let (access, found) =
            Access::open(&self.file, self.keeper.clone(), rules, self.watch.clone(), Arc::new(Derived))?;
        self.access = Some(access);
        Ok(found)
    }

    pub fn minutes(&self, minutes: i64) {
        self.watch.pass(minutes * 60);
    }

    pub fn enter(&self, link: &str) -> Opened {
        self.access().enter(link, &pin(PIN), english()).unwrap()
    }

    pub fn knock(&self, cookie: &str) -> Answer {
        answer(self.access(), &Knock::cookie(Some(cookie)))
    }

    pub fn seated(&self, cookie: &str) -> Seated {
        match self.knock(cookie) {
            Answer::Open(seated) => seated,
            other => panic!("{other:?}"),
        }
    }

    pub fn token(&self, token: &str) -> Answer {
        answer(self.access(), &Knock::token(Some(token)))
    }

    /// The cookie of a keeper's session.
    pub fn keeper(&self) -> String {
        let link = self.access().keepers_link().unwrap();
        self.enter(&link.reveal()).secret.reveal()
    }

    /// The text of a link for a seat.
    pub fn link(&self, keeper: &str, at: &str) -> String {
        let seated = self.seated(keeper);
        let keeper = seated.keeper().unwrap();
        self.access().make_link(&keeper, named("An adviser", at), &parties()).unwrap().reveal()
    }

    /// The cookie of a session on a seat.
    pub fn guest(&self, keeper: &str, at: &str) -> String {
        self.enter(&self.link(keeper, at)).secret.reveal()
    }
}

/// The same key with another secret.
pub fn forged(secret: &str) -> String {
    let (key, _) = secret.split_once('.').unwrap();
    format!("{key}.{}", "0".repeat(64))
}

pub fn is_open(answer: &Answer) -> bool {
    matches!(answer, Answer::Open(_))
}

pub fn is_locked(answer: &Answer) -> bool {
    matches!(answer, Answer::Locked(_))
}

pub fn is_nobody(answer: &Answer) -> bool {
    matches!(answer, Answer::Nobody)
}
