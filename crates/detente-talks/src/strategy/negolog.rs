//! NegoLog's time-dependent agents: the target follows a Bézier curve, and the outcome nearest to it is offered.
//!
//! R. Vahidov, G. Kersten, B. Yu, "Human–agent negotiations: the impact agents' concession schedule and task complexity on
//! agreements", HICSS 2017; as NegoLog has it (`BoulwareAgent`, `LinearAgent`, `ConcederAgent`). The target at time t is
//! `(1 − t)²·p₀ + 2(1 − t)t·p₁ + t²·p₂` with p₀ = 1, p₂ = 0.4 and p₁ 0.85, 0.7 and 0.55. If the reservation value r lies above p₂, it
//! takes its place and p₁ is multiplied by `(1 + r)/(1 + p₂)`. It accepts what is worth the target.
//!
//! NegoLog's time is the step over the number of steps, from 0 on; where there is no number of steps, the relative time here. Shares of the way
//! from the least to the greatest utility stand for NegoLog's utilities from 0 to 1. Cost of a turn: one search for the nearest.

use super::boa::{Model, Offering};
use super::{Entry, Make, search};
use crate::limits::Time;
use crate::space::Outcome;
use crate::talk::Turn;

/// Concedes late.
pub(super) const BOULWARE: Entry<Make> = Entry {
    name: "negolog-boulware",
    about: "Concedes late along a Bézier curve from 1 to 0.4 of the way (NegoLog).",
    parameters: &[],
    make: Make::Offering(|_| Box::new(Curve { middle: 0.85 })),
};
/// Concedes evenly.
pub(super) const LINEAR: Entry<Make> = Entry {
    name: "negolog-linear",
    about: "Concedes evenly from 1 to 0.4 of the way (NegoLog).",
    parameters: &[],
    make: Make::Offering(|_| Box::new(Curve { middle: 0.7 })),
};
/// Concedes early.
pub(super) const CONCEDER: Entry<Make> = Entry {
    name: "negolog-conceder",
    about: "Concedes early along a Bézier curve from 1 to 0.4 of the way (NegoLog).",
    parameters: &[],
    make: Make::Offering(|_| Box::new(Curve { middle: 0.55 })),
};

/// Where the target is at the end.
const END: f64 = 0.4;

/// A Bézier curve of the second degree.
pub(super) fn bezier(time: f64, [first, middle, last]: [f64; 3]) -> f64 {
    let rest = 1.0 - time;
    rest * rest * first + 2.0 * rest * time * middle + time * time * last
}

/// Time as NegoLog reckons it.
pub(super) fn time(time: Time) -> f64 {
    time.steps.map_or(time.relative, |steps| f64::from(time.step) / f64::from(steps.max(1)))
}

struct Curve {
    middle: f64,
}

impl Offering for Curve {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        let wanted = self.aspiration(turn);
        search::nearest(turn, wanted)
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let reservation = search::share(turn, turn.reservation());
        let (middle, last) = match reservation > END {
            true => (self.middle * (1.0 + reservation) / (1.0 + END), reservation),
            false => (self.middle, END),
        };
        let target = bezier(time(turn.time), [1.0, middle, last]);
        search::at_share(turn, target).max(turn.reservation())
    }
}
