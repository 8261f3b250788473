//! Hybrid: concedes with time, and more and more so the later it is; before that it answers the other's moves.
//!
//! M. O. Keskin, U. Çakan, R. Aydoğan, "Solver Agent: towards emotional and opponent-aware agent for human–robot
//! negotiation", AAMAS 2021; as NegoLog has it (`HybridAgent`). By time the target is a Bézier curve (see [`super::negolog`]) with p₀ = 1,
//! p₁ = 0.75 and p₂ from 0.8 on small to 0.675 on large spaces, or the reservation value if that is larger. By behaviour it is what my last
//! offer is worth to me, less `e·(1 + t)·Σ wₖ·dₖ`, e = 0.5: `dₖ` are the last four changes of what the other's
//! offers give me, the latest last, and the weights w are 0.05, 0.15, 0.3, 0.5 (of three 0.11, 0.22, 0.66; of two 0.25, 0.75). The target is
//! `(1 − t²)·behaviour + t²·time`; by time alone until the other made three offers. It accepts what is worth the target and offers
//! the outcome nearest to it.
//!
//! Shares of the way from the least to the greatest utility stand for NegoLog's utilities from 0 to 1. With several others, a change is one between two
//! offers of the same party. Cost of a turn: one search for the nearest.

use super::boa::{Model, Offering};
use super::{Entry, Kind, Make, Parameter, negolog, search};
use crate::space::Outcome;
use crate::talk::Turn;

/// The strategy.
pub(super) const HYBRID: Entry<Make> = Entry {
    name: "hybrid",
    about: "Answers the other's last moves, later on concedes with time (NegoLog's HybridAgent).",
    parameters: &[Parameter {
        name: "empathy",
        kind: Kind::Number { from: 0.0, to: 10.0 },
        default: "0.5",
        about: "how much of the other's moves it answers",
    }],
    make: Make::Offering(|arguments| {
        let empathy = arguments.number("empathy");
        Box::new(Hybrid { empathy, mine: None, last: Vec::new(), changes: [0.0; WINDOW], count: 0 })
    }),
};

/// How many changes are weighed.
const WINDOW: usize = 4;
/// Their weights, where there are two, three and four; the latest last.
const WEIGHTS: [&[f64]; WINDOW - 1] = [&[0.25, 0.75], &[0.11, 0.22, 0.66], &[0.05, 0.15, 0.3, 0.5]];
/// The target at the end, by the number of outcomes below which it holds.
const ENDS: [(u128, f64); 5] = [(450, 0.8), (1_500, 0.775), (4_500, 0.75), (18_000, 0.725), (33_000, 0.7)];
/// The target at the end on larger spaces.
const LOWEST_END: f64 = 0.675;

struct Hybrid {
    empathy: f64,
    /// What my last offer gives me.
    mine: Option<f64>,
    /// What each party's last offer gives me.
    last: Vec<Option<f64>>,
    /// The last changes, the latest last; of these the last `count` are there.
    changes: [f64; WINDOW],
    count: usize,
}

impl Hybrid {
    fn by_time(&self, turn: &Turn<'_, '_>) -> f64 {
        let size = turn.book.space().size();
        let end = ENDS.iter().find(|(below, _)| size < *below).map_or(LOWEST_END, |(_, end)| *end);
        let end = end.max(search::share(turn, turn.reservation()));
        negolog::bezier(negolog::time(turn.time), [1.0, 0.75, end])
    }

    fn by_behaviour(&self, turn: &Turn<'_, '_>) -> Option<f64> {
        let weights = WEIGHTS.get(self.count.checked_sub(2)?)?;
        let changes = &self.changes[WINDOW - self.count..];
        let moved = changes.iter().zip(*weights).map(|(change, weight)| change * weight);
        let moved = moved.fold(0.0, |sum, part| sum + part);
        Some(self.mine? - self.empathy * (1.0 + negolog::time(turn.time)) * moved)
    }
}

impl Offering for Hybrid {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        let wanted = self.aspiration(turn);
        let offer = search::nearest(turn, wanted)?;
        self.mine = Some(search::share(turn, turn.utility(offer)));
        Some(offer)
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let (by_time, time) = (self.by_time(turn), negolog::time(turn.time));
        let target = self
            .by_behaviour(turn)
            .map_or(by_time, |by_behaviour| (1.0 - time * time) * by_behaviour + time * time * by_time);
        search::at_share(turn, target).max(turn.reservation())
    }

    fn hear(&mut self, turn: &mut Turn<'_, '_>, from: usize, offer: Outcome) {
        if self.last.is_empty() {
            self.last = vec![None; turn.parties];
        }
        let worth = search::share(turn, turn.utility(offer));
        if let Some(before) = self.last[from].replace(worth) {
            self.changes.rotate_left(1);
            self.changes[WINDOW - 1] = worth - before;
            self.count = (self.count + 1).min(WINDOW);
        }
    }
}
