//! Acceptances for the end of a talk.
//!
//! T. Baarslag, K. Hindriks, C. Jonker, "Effective acceptance conditions in real-time automated negotiation", *Decision
//! Support Systems* 60 (2014): `AC_time(T)`, `AC_combi(T, α)`. Unlike there, nothing below the reservation value is accepted late.

use super::super::boa::{Acceptance, Plan};
use super::super::{Answer, Entry, Kind, MakeAcceptance, Parameter, Verdict};
use super::{Next, number};
use crate::space::Outcome;
use crate::talk::Turn;
use std::collections::VecDeque;

const FROM: Parameter = number("from", 0.0, 1.0, "0.99", "the time, from 0 to 1, from which on it does so");

/// `AC_time`.
pub(in super::super) const TIME: Entry<MakeAcceptance> = Entry {
    name: "time",
    about: "Refuses until a time, then accepts what is worth its reservation value.",
    parameters: &[FROM],
    make: |arguments| Box::new(Late { from: arguments.number("from") }),
};
/// `AC_combi`.
pub(in super::super) const COMBI: Entry<MakeAcceptance> = Entry {
    name: "combi",
    about: "As next; late also what is as good as the best offer of a window as long as the time that is left.",
    parameters: &[
        FROM,
        Parameter {
            name: "mean",
            kind: Kind::Flag,
            default: "no",
            about: "as good as the mean of these offers, instead of the best",
        },
    ],
    make: |arguments| Box::new(Combi::new(arguments.number("from"), arguments.flag("mean"))),
};

/// `AC_time(T)`: refuses before the time T, and from then on accepts what is worth the reservation value.
pub struct Late {
    /// T.
    pub from: f64,
}

impl Acceptance for Late {
    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome, _: &mut Plan<'_>) -> Answer {
        let wanted = if turn.time.relative < self.from { f64::INFINITY } else { turn.reservation() };
        Verdict::new(turn.utility(offer), wanted).into()
    }
}

/// For the offers of so many steps memory is taken at once, at the most.
const MOST_RESERVED: u32 = 1 << 16;

/// `AC_combi(T, MAX^W)`, or with the mean `AC_combi(T, AVG^W)`: accepts by `AC_next(1, 0)`; from the time T on also what is worth the most
/// (the mean) of the offers heard in the window before, as long as the time that is left. As GENIUS's `AC_CombiMaxInWindow`; the
/// offer itself does not count for the mean. With no other offer in the window it accepts.
pub struct Combi {
    from: f64,
    mean: bool,
    /// When offers were heard and what they are worth, of those that a window can still hold.
    heard: VecDeque<(f64, f64)>,
}

impl Combi {
    /// From this time on, with the best or the mean.
    pub fn new(from: f64, mean: bool) -> Combi {
        Combi { from, mean, heard: VecDeque::new() }
    }

    /// What an offer must be worth to be as good as those of the window; `None` where it holds no other.
    fn wanted(&self, now: f64) -> Option<f64> {
        let begin = now - (1.0 - now);
        let earlier = self.heard.len().checked_sub(1)?;
        let window =
            || self.heard.iter().take(earlier).filter(|(time, _)| *time > begin).map(|heard| heard.1);
        let count = window().count();
        let found = match self.mean {
            true => window().fold(0.0, |sum, worth| sum + worth) / count as f64,
            false => window().fold(f64::NEG_INFINITY, f64::max),
        };
        (count > 0).then_some(found)
    }
}

impl Acceptance for Combi {
    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome, plan: &mut Plan<'_>) -> Answer {
        let next = Next { alpha: 1.0, beta: 0.0 }.judge(turn, offer, plan);
        let (Some(verdict), true) = (next.verdict, turn.time.relative >= self.from) else { return next };
        let late = self.wanted(turn.time.relative).unwrap_or(f64::NEG_INFINITY).max(turn.reservation());
        Verdict { wanted: verdict.wanted.min(late), ..verdict }.into()
    }

    fn hear(&mut self, turn: &mut Turn<'_, '_>, _: usize, offer: Outcome) {
        let now = turn.time.relative;
        // No later window begins before the one of the time from which on they are looked at, or of now.
        let begin = 2.0 * now.max(self.from) - 1.0;
        while self.heard.front().is_some_and(|(time, _)| *time <= begin) {
            self.heard.pop_front();
        }
        if let (0, Some(steps)) = (self.heard.capacity(), turn.time.steps) {
            // All that the longest window can hold, so that no round allocates.
            let share = (2.0 * (1.0 - self.from)).min(1.0);
            self.heard
                .reserve_exact((share * f64::from(steps.min(MOST_RESERVED))) as usize * turn.parties + 2);
        }
        self.heard.push_back((now, turn.utility(offer)));
    }
}
