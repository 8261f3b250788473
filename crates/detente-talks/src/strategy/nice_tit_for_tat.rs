//! Nice tit-for-tat: answers the other's concessions in kind, on the way to the Nash point.
//!
//! T. Baarslag, K. Hindriks, C. Jonker, "A tit for tat negotiation strategy for real-time bilateral negotiations", *Complex
//! Automated Negotiations*, Springer 2013; the agent of ANAC 2011 in its BOA form in GENIUS (`NiceTitForTat_Offering`, with the best outcome for
//! the other of those that fit). All numbers are shares of the way from my least to my greatest utility:
//!
//! * N, what the Nash point (the greatest product of my share and the other's, by what it is believed to have) gives me, times
//!   `1.4 − 0.6·(1 − s)`, between 0.5 and 1; s is the least that the other's first offers (until t = 0.01) gave me;
//! * the other has conceded the part `f = (best − s)/(N − s)` of the way, at most 1; my target is `1 − f·(1 − N)`;
//! * of what lies between the target and N a part is given up: 0.1, and from t = 0.91 (0.85 where there are over 3,000 outcomes) on `20·(t − 0.91)`;
//! * of the outcomes worth 0.98 of the target the one is offered that is believed to be best for the others; or their own best offer, if that is
//!   not worse for me.
//!
//! It accepts by `AC_combi(0.98, MAX^W)`: what is worth its next offer, and at the end also what is the best lately heard. (The
//! original's rule for the last 2 % of time comes to that: it compares with the mean of better offers of the window. It then
//! waits all the same while more than 10 offers are to come, 40 on large spaces, or while any are and a better one was ever heard.)
//!
//! Against itself it stands still, since neither concedes first, until the time makes both fall to N; there they agree only if
//! the late acceptance takes what the other offers. Where both believe too much of N, that can be less than the reservation value, and no
//! agreement: so the rule has it.
//!
//! Other than GENIUS: the factor of N is so from the first turn on (there 1.4 in the first); if the first offers give me N already, f is 1 (there it is below 0); outcomes above the target plus 0.05 are not
//! excluded; beyond 4,096 outcomes the Nash point and the offer come from the exchanges of [`super::search`], where GENIUS gives up from 200,000
//! on; nothing below the reservation value is offered; discounts are not looked at. With several others, theirs is the mean of
//! the beliefs. The usual model is [`super::model::BAYESIAN`]. Without a model N is 0.7 before the factor (also where the model believes that all is worth the same), and what is
//! nearest to the target is offered. Cost of a turn: two searches.

use super::acceptance::late::Combi;
use super::boa::{Boa, Model, Offering};
use super::search::{self, Search};
use super::{Entry, Make, model};
use crate::ranking::Among;
use crate::space::Outcome;
use crate::talk::Turn;

/// The strategy.
pub(super) const NICE: Entry<Make> = Entry {
    name: "nice-tit-for-tat",
    about: "Answers concessions in kind on the way to the Nash point (GENIUS's NiceTitForTat of 2011).",
    parameters: &[],
    make: Make::Parts(|_| {
        let offering =
            NiceTitForTat { search: Search::default(), nash: UNKNOWN_NASH, start: None, best: None };
        Boa::new(Box::new(offering), Box::new(Combi::new(LATE, false)), model::usual_bayesian())
    }),
};

/// What the Nash point is assumed to give where it is not known.
const UNKNOWN_NASH: f64 = 0.7;
/// Until then offers are the other's first.
const FIRST: f64 = 0.01;
/// From then on it accepts the best of what it lately heard.
const LATE: f64 = 0.98;
/// Which part of the target is enough.
const ENOUGH: f64 = 0.98;

struct NiceTitForTat {
    search: Search,
    /// What the Nash point gives me, after the factor.
    nash: f64,
    /// The least that the first offers gave me.
    start: Option<f64>,
    /// The best offer that was heard, and what it gives me.
    best: Option<(Outcome, f64)>,
}

impl NiceTitForTat {
    /// The target, as a share, after these first and best offers.
    fn target(&self, turn: &Turn<'_, '_>, start: f64, best: f64) -> f64 {
        let way = self.nash - start;
        let conceded = if way > 0.0 { ((best - start) / way).min(1.0) } else { 1.0 };
        let target = 1.0 - conceded * (1.0 - self.nash);
        target - bonus(turn) * (target - self.nash).max(0.0)
    }

    fn look_for_nash(&mut self, turn: &Turn<'_, '_>, is_known: bool, start: f64) {
        let point = if is_known { self.search.nash_share(turn) } else { None };
        let factor = 1.4 - 0.6 * (1.0 - start);
        self.nash = (point.unwrap_or(UNKNOWN_NASH) * factor).clamp(0.5, 1.0);
    }
}

/// Which part of the way from the target to the Nash point is given up.
fn bonus(turn: &Turn<'_, '_>) -> f64 {
    let from = if turn.book.space().size() > 3_000 { 0.85 } else { 0.91 };
    (20.0 * (turn.time.relative - from)).clamp(0.1, 1.0)
}

impl Offering for NiceTitForTat {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, model: &dyn Model) -> Option<Outcome> {
        let (Some(start), Some((heard, worth))) = (self.start, self.best) else {
            return turn.at(0, Among::Rational);
        };
        let is_known = self.search.wish_by_belief(turn, model);
        self.look_for_nash(turn, is_known, start);
        let target = self.target(turn, start, worth);
        let planned = match is_known {
            true => self.search.best(turn, search::at_share(turn, ENOUGH * target)),
            false => search::nearest(turn, search::at_share(turn, target)),
        }?;
        let is_better = turn.utility(heard) >= turn.utility(planned);
        Some(if is_better { heard } else { planned })
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let target = match (self.start, self.best) {
            (Some(start), Some((_, best))) => self.target(turn, start, best),
            _ => 1.0,
        };
        search::at_share(turn, target).max(turn.reservation())
    }

    fn hear(&mut self, turn: &mut Turn<'_, '_>, _: usize, offer: Outcome) {
        let worth = search::share(turn, turn.utility(offer));
        if self.start.is_none() || turn.time.relative <= FIRST {
            self.start = Some(self.start.map_or(worth, |start| start.min(worth)));
        }
        if self.best.is_none_or(|(_, best)| worth > best) {
            self.best = Some((offer, worth));
        }
    }
}
