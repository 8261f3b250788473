//! GENIUS's time-dependent agents: the target falls with time, and the outcome nearest to it is offered.
//!
//! P. Faratin, C. Sierra, N. Jennings, "Negotiation decision functions for autonomous agents", *Robotics and Autonomous
//! Systems* 24 (1998); as GENIUS has it (`TimeDependent_Offering`). The target at time t is
//! `p(t) = least + (most − least)·(1 − F(t))`, `F(t) = k + (1 − k)·t^(1/e)`, `e` 0.2, 1 and 2 for Boulware, linear and conceder. Accepts by
//! `AC_next(1, 0)`. It differs from [`super::time_dependent`] in that: NegMAS's exponent is 1/e, it offers what is worth the target
//! at least, and accepts what is worth the target.
//!
//! Shares of the way from the least to the greatest utility stand for GENIUS's utilities from 0 to 1. Nothing below the
//! reservation value is offered or accepted; GENIUS's agents do not look at it. Cost of a turn: one power and one search for the nearest.

use super::acceptance::Next;
use super::boa::{Boa, Model, Offering, Unknown};
use super::{Arguments, Entry, Kind, Make, Parameter, search};
use crate::space::Outcome;
use crate::talk::Turn;

const fn share(name: &'static str, default: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Number { from: 0.0, to: 1.0 }, default, about }
}

const E: Parameter = Parameter {
    name: "e",
    kind: Kind::Number { from: 0.001, to: 1000.0 },
    default: "1",
    about: "below 1 it concedes late, above 1 early",
};
const K: Parameter = share("k", "0", "what it concedes at once");
const LEAST: Parameter =
    share("least", "0", "the target at the end, from 0 for the least to 1 for the greatest utility");
const MOST: Parameter = share("most", "1", "the target at the beginning");

/// Concedes late.
pub(super) const BOULWARE: Entry<Make> = Entry {
    name: "genius-boulware",
    about: "Concedes late and offers what is nearest to its target 1 − t⁵ (GENIUS's e = 0.2).",
    parameters: &[K, LEAST, MOST],
    make: Make::Parts(|arguments| make(arguments, 0.2)),
};
/// Concedes evenly.
pub(super) const LINEAR: Entry<Make> = Entry {
    name: "genius-linear",
    about: "Concedes evenly and offers what is nearest to its target 1 − t (GENIUS's e = 1).",
    parameters: &[K, LEAST, MOST],
    make: Make::Parts(|arguments| make(arguments, 1.0)),
};
/// Concedes early.
pub(super) const CONCEDER: Entry<Make> = Entry {
    name: "genius-conceder",
    about: "Concedes early and offers what is nearest to its target 1 − √t (GENIUS's e = 2).",
    parameters: &[K, LEAST, MOST],
    make: Make::Parts(|arguments| make(arguments, 2.0)),
};
/// Any e.
pub(super) const TIME_DEPENDENT: Entry<Make> = Entry {
    name: "genius-time-dependent",
    about: "Concedes with time and offers what is nearest to its target 1 − t^(1/e) (GENIUS).",
    parameters: &[E, K, LEAST, MOST],
    make: Make::Parts(|arguments| make(arguments, arguments.number("e"))),
};

fn make(arguments: &Arguments, e: f64) -> Boa {
    let number = |name| arguments.number(name);
    let offering =
        NearTarget { exponent: 1.0 / e, k: number("k"), least: number("least"), most: number("most") };
    Boa::new(Box::new(offering), Box::new(Next { alpha: 1.0, beta: 0.0 }), Box::new(Unknown))
}

struct NearTarget {
    exponent: f64,
    k: f64,
    least: f64,
    most: f64,
}

impl Offering for NearTarget {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        let wanted = self.aspiration(turn);
        search::nearest(turn, wanted)
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let conceded = self.k + (1.0 - self.k) * libm::pow(turn.time.relative, self.exponent);
        let target = self.least + (self.most - self.least) * (1.0 - conceded);
        search::at_share(turn, target).max(turn.reservation())
    }
}
