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
//! * When the clock was put back, the session is locked, and its age goes on from where it was: a
//!   clock that is put back an hour gives no hour more. What is not seen is the time
//!   between a session's last request and the jump; there the session is locked, as after any jump back.
//! * The age is never less than what the clock shows since the beginning, so no session lives
//!   beyond its hard end, whatever the clock does.

use super::secret::Key;
use crate::guard::{Guard, stands};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, VecDeque};

/// The forms of a session whose results are remembered.
pub const MOST_FORMS: usize = 256;

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
        if step.is_negative() {
            return true;
        }
        self.age = self.age.saturating_add(step);
        false
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

/// The most bytes of their results: the newest is remembered however long it is.
pub const MOST_RESULTS: usize = 1 << 20;

/// What became of a form that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It comes for the first time: carry it out, then [`super::Access::remember`] its result, or
    /// [`super::Access::forget`] it if nothing came of it.
    First,
    /// It is being carried out.
    Running,
    /// It was carried out, with this result.
    Done(String),
}

/// The forms of one session, of which the last [`MOST_FORMS`] are remembered.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    results: BTreeMap<Key, Option<String>>,
    order: VecDeque<Key>,
    /// How long the results are together.
    bytes: usize,
}

impl Forms {
    pub(crate) fn claim(&mut self, form: &str) -> Claim {
        let form = Key::of_text(form);
        let known = self.results.get(&form).cloned();
        if stands(Guard::FormReplay, known.is_none()) {
            self.put(form, None);
            return Claim::First;
        }
        known.flatten().map_or(Claim::Running, Claim::Done)
    }

    pub(crate) fn result(&self, form: &str) -> Option<String> {
        self.results.get(&Key::of_text(form)).cloned().flatten()
    }

    pub(crate) fn remember(&mut self, form: &str, result: String) {
        self.put(Key::of_text(form), Some(result));
    }

    pub(crate) fn forget(&mut self, form: &str) {
        let form = Key::of_text(form);
        if matches!(self.results.get(&form), Some(None)) {
            self.results.remove(&form);
            self.order.retain(|known| *known != form);
        }
    }

    fn put(&mut self, form: Key, result: Option<String>) {
        self.bytes += result.as_ref().map_or(0, String::len);
        match self.results.insert(form, result) {
            None => self.order.push_back(form),
            Some(before) => self.bytes -= before.map_or(0, |before| before.len()),
        }
        while self.order.len() > MOST_FORMS || (self.bytes > MOST_RESULTS && self.order.len() > 1) {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(Some(result)) = self.results.remove(&oldest) {
                self.bytes -= result.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_forms_are_remembered_and_no_more() {
        let mut forms = Forms::default();
        for n in 0..MOST_FORMS + 10 {
            assert_eq!(forms.claim(&n.to_string()), Claim::First);
            forms.remember(&n.to_string(), format!("/entry?id={n}"));
        }
        assert_eq!((forms.results.len(), forms.order.len()), (MOST_FORMS, MOST_FORMS));
        assert_eq!(forms.claim("9"), Claim::First);
        assert_eq!(forms.claim("265"), Claim::Done("/entry?id=265".into()));
        forms.forget("265");
        assert_eq!(forms.claim("265"), Claim::Done("/entry?id=265".into()));
        assert_eq!(forms.claim("9"), Claim::Running);
        forms.forget("9");
        assert_eq!(forms.claim("9"), Claim::First);
    }

    #[test]
    fn long_results_push_out_the_oldest() {
        let mut forms = Forms::default();
        let long = "x".repeat(MOST_RESULTS / 3);
        for n in 0..5 {
            assert_eq!(forms.claim(&n.to_string()), Claim::First);
            forms.remember(&n.to_string(), long.clone());
        }
        assert_eq!(forms.order.len(), 3);
        assert_eq!(forms.claim("4"), Claim::Done(long.clone()));
        assert_eq!(forms.claim("0"), Claim::First);
        forms.remember("0", "y".repeat(MOST_RESULTS * 2));
        assert_eq!((forms.order.len(), forms.bytes), (1, MOST_RESULTS * 2));
    }

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
