//! How often somebody may fail to open a link.
//!
//! A link's secret has 256 bits, so no number of guesses finds it; the limit slows down whoever
//! tries all the same. Two things keep it from telling one person what another did:
//!
//! * The right secret of a link that stands always opens it. Nobody can lock another out.
//! * Failures are counted by the name in the link that was brought, whether there is such a link
//!   or not. Only who brings the same dead link sees its count.
//!
//! A PIN has a limit of its own, which concerns one session: nobody can try one without that session's
//! cookie, and five wrong ones in a row end it.
//!
//! What remains: the names counted are at most [`MOST_NAMES`], and the one tried longest ago
//! gives way. So a flood of made-up links may let somebody else fail more often before he is told to wait;
//! it never makes him wait.

use super::secret::Key;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, VecDeque};

/// Failures within [`WINDOW`] before one is told to wait.
pub const MOST_FAILURES: usize = 20;

/// How long a failure counts.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// How many links' failures are counted at a time.
pub const MOST_NAMES: usize = 1024;

#[derive(Default)]
pub(crate) struct Limits {
    failures: BTreeMap<Key, VecDeque<Timestamp>>,
}

impl Limits {
    /// Counts a failure; how many there were before it within the window.
    pub(crate) fn failed(&mut self, key: Key, now: Timestamp) -> usize {
        if !self.failures.contains_key(&key) {
            self.make_room();
        }
        let times = self.failures.entry(key).or_default();
        // A time that lies ahead was counted before the clock was put back.
        times.retain(|time| *time <= now && now.duration_since(*time) < WINDOW);
        let before = times.len();
        times.push_back(now);
        if times.len() > MOST_FAILURES {
            times.pop_front();
        }
        before
    }

    fn make_room(&mut self) {
        while self.failures.len() >= MOST_NAMES {
            let stalest = self.failures.iter().min_by_key(|(_, times)| times.back().copied());
            let Some(stalest) = stalest.map(|(key, _)| *key) else { return };
            self.failures.remove(&stalest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_slides_and_a_flood_is_bounded() {
        let mut limits = Limits::default();
        let key = Key::of_text("mine");
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        for n in 0..MOST_FAILURES {
            assert_eq!(limits.failed(key, at(0)), n);
        }
        assert_eq!(limits.failed(key, at(14)), MOST_FAILURES);
        assert_eq!(limits.failed(key, at(15)), 1);
        // The clock goes back: what lies ahead no longer counts.
        assert_eq!(limits.failed(key, at(3)), 0);
        for n in 0..5000 {
            limits.failed(Key::of_text(&n.to_string()), at(20));
        }
        assert_eq!(limits.failures.len(), MOST_NAMES);
    }
}
