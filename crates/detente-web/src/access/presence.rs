//! What a server remembers of a session while it runs, and writes nowhere: when it was seen last,
//! and the forms that it sent. After a start every session is locked.
//!
//! # The clock
//!
//! The clock is handed in and may jump. Each session, token and link reads it for itself, so that
//! nobody learns from it when another was here, and has an **age**: the sum of the steps forwards
//! that it saw. It is over when its age reaches its full length.
//!
//! * A jump forwards counts as time: the session is locked, or over.
//! * When the clock was put back by more than [`CLOCK_SLACK`], the session is locked, and its age goes on from where it was: a
//!   clock that is put back an hour gives no hour more. What is not seen is the time
//!   between a session's last request and the jump; there the session is locked, as after any jump back.
//! * The age is never less than what the clock shows since the beginning, so no session lives
//!   beyond its hard end, whatever the clock does.
//! * After a start the age of a session is what the log's events of it tell, and that of a link or a
//!   token what the clock shows since it was made.

use super::forms::Forms;
use super::secret::Key;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// A step back that locks nobody: machines that share a clock correct each other by as much.
pub const CLOCK_SLACK: SignedDuration = SignedDuration::from_secs(2);

/// The clock as somebody read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) last: Timestamp,
    pub(crate) age: SignedDuration,
}

impl Reading {
    pub(crate) fn from(at: Timestamp) -> Reading {
        Reading { last: at, age: SignedDuration::ZERO }
    }

    /// Reads the clock; was it put back?
    pub(crate) fn tick(&mut self, now: Timestamp) -> bool {
        let step = now.duration_since(self.last);
        self.last = now;
        self.age = self.age.saturating_add(step.max(SignedDuration::ZERO));
        step < -CLOCK_SLACK
    }
}

/// What is remembered of one session, token or link.
#[derive(Debug)]
pub(crate) struct Presence {
    pub(crate) reading: Reading,
    /// When a person's request came last; `None` while locked.
    pub(crate) awake: Option<Timestamp>,
    /// The day of the last request.
    pub(crate) day: Option<Date>,
    /// PINs that are being compared.
    pub(crate) trying: u32,
    /// Form ids that were drawn.
    pub(crate) drawn: u64,
    pub(crate) forms: Forms,
}

impl Presence {
    fn new(reading: Reading) -> Presence {
        Presence { reading, awake: None, day: None, trying: 0, drawn: 0, forms: Forms::default() }
    }

    pub(crate) fn came(&mut self, now: Timestamp) {
        self.day = Some(TimeZone::UTC.to_datetime(now).date());
    }
}

/// The presences of all who have a key.
#[derive(Debug, Default)]
pub(crate) struct Presences(BTreeMap<Key, Presence>);

impl Presences {
    /// The presence of `key`, which begins with `reading` if there is none.
    pub(crate) fn of(&mut self, key: Key, reading: Reading) -> &mut Presence {
        self.0.entry(key).or_insert_with(|| Presence::new(reading))
    }

    pub(crate) fn get(&self, key: Key) -> Option<&Presence> {
        self.0.get(&key)
    }

    pub(crate) fn get_mut(&mut self, key: Key) -> Option<&mut Presence> {
        self.0.get_mut(&key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_grows_with_steps_forwards_only() {
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let mut reading = Reading::from(at(0));
        assert!(!reading.tick(at(10)));
        assert!(reading.tick(at(4)));
        assert!(!reading.tick(at(9)));
        assert_eq!(reading.age, SignedDuration::from_mins(15));
    }
}
