//! Those who concede with time, whatever the others do.
//!
//! P. Faratin, C. Sierra, N. Jennings, "Negotiation decision functions for autonomous agents", *Robotics and Autonomous
//! Systems* 24 (1998), in the form of NegMAS (`gb/negotiators/timebased.py`): the aspiration at time `t` is
//! `a(t) = A·(1 − t^e)`. With `L` the larger of the least utility and the reservation value and `H` the greatest utility, the party
//! accepts what is worth `(H − L)·a(t) + L − ε` and offers the cheapest outcome that is. Cost of a turn: one power and
//! one question to the ranking.

use super::boa::{Model, Offering};
use super::{Arguments, Entry, Kind, Make, Parameter};
use crate::ranking::Among;
use crate::space::Outcome;
use crate::talk::Turn;

pub(super) const EXPONENT: Parameter = Parameter {
    name: "exponent",
    kind: Kind::Number { from: 0.0, to: f64::INFINITY },
    default: "1",
    about: "above 1 it concedes late, below 1 early; inf never",
};
pub(super) const MAX: Parameter = Parameter {
    name: "max",
    kind: Kind::Number { from: 0.0, to: 1.0 },
    default: "1",
    about: "the aspiration at the beginning, as a share of the way from the least to the greatest utility",
};
const STOCHASTIC: Parameter = Parameter {
    name: "stochastic",
    kind: Kind::Flag,
    default: "no",
    about: "offers any outcome above the aspiration, each as likely, instead of the cheapest",
};
const TOLERANCE: Parameter = Parameter {
    name: "tolerance",
    kind: Kind::Number { from: 0.0, to: 1.0 },
    default: "0.0001",
    about: "how far below its aspiration it takes an outcome for it",
};
/// Concedes late.
pub(super) const BOULWARE: Entry<Make> = Entry {
    name: "boulware",
    about: "Concedes late: aspiration 1 − t⁴.",
    parameters: &[MAX, STOCHASTIC, TOLERANCE],
    make: Make::Offering(|arguments| make(arguments, 4.0, Among::Rational)),
};
/// Concedes evenly.
pub(super) const LINEAR: Entry<Make> = Entry {
    name: "linear",
    about: "Concedes evenly: aspiration 1 − t.",
    parameters: &[MAX, STOCHASTIC, TOLERANCE],
    make: Make::Offering(|arguments| make(arguments, 1.0, Among::Rational)),
};
/// Concedes early.
pub(super) const CONCEDER: Entry<Make> = Entry {
    name: "conceder",
    about: "Concedes early: aspiration 1 − t^¼.",
    parameters: &[MAX, STOCHASTIC, TOLERANCE],
    make: Make::Offering(|arguments| make(arguments, 0.25, Among::Rational)),
};
/// Any exponent.
pub(super) const TIME_DEPENDENT: Entry<Make> = Entry {
    name: "time-dependent",
    about: "Concedes with time: aspiration max·(1 − t^exponent).",
    parameters: &[EXPONENT, MAX, STOCHASTIC, TOLERANCE],
    make: Make::Offering(|arguments| make(arguments, arguments.number("exponent"), Among::Rational)),
};
/// NegMAS's `AspirationNegotiator`.
pub(super) const ASPIRATION: Entry<Make> = Entry {
    name: "aspiration",
    about: "As time-dependent, with a wider tolerance and a list of all outcomes (NegMAS's AspirationNegotiator).",
    parameters: &[
        Parameter { default: "4", ..EXPONENT },
        MAX,
        STOCHASTIC,
        Parameter { default: "0.001", ..TOLERANCE },
    ],
    make: Make::Offering(|arguments| make(arguments, arguments.number("exponent"), Among::All)),
};

fn make(arguments: &Arguments, exponent: f64, among: Among) -> Box<dyn Offering> {
    Box::new(TimeDependent {
        exponent,
        max: arguments.number("max"),
        tolerance: arguments.number("tolerance"),
        stochastic: arguments.flag("stochastic"),
        among,
        known: None,
    })
}

/// `t^e`. The named exponents take products and roots, which are several times quicker than a power and at most
/// a unit in the last place away from it. (A root is the nearest double on every machine: IEEE 754 asks for that.)
fn power(time: f64, exponent: f64) -> f64 {
    match exponent {
        1.0 => time,
        2.0 => time * time,
        4.0 => (time * time) * (time * time),
        0.5 => time.sqrt(),
        0.25 => time.sqrt().sqrt(),
        _ => libm::pow(time, exponent),
    }
}

/// Concedes with time.
pub(super) struct TimeDependent {
    exponent: f64,
    max: f64,
    tolerance: f64,
    stochastic: bool,
    among: Among,
    /// The aspiration at a time, which is asked for twice a step.
    known: Option<(f64, f64)>,
}

impl TimeDependent {
    /// Of the outcomes worth the reservation value, with the usual tolerance.
    pub(super) fn with(exponent: f64, max: f64) -> TimeDependent {
        let among = Among::Rational;
        TimeDependent { exponent, max, tolerance: 1e-4, stochastic: false, among, known: None }
    }

    /// `A·(1 − t^e)`.
    fn level(&self, time: f64) -> f64 {
        self.max * (1.0 - power(time, self.exponent))
    }
}

impl Offering for TimeDependent {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        let wanted = self.aspiration(turn);
        let (_, high) = turn.range();
        match self.stochastic {
            true => turn.any_in(wanted, high, self.among).or_else(|| turn.worst_in(wanted, high, self.among)),
            false => turn.worst_in(wanted, high, self.among),
        }
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let time = turn.time.relative;
        if let Some((_, wanted)) = self.known.filter(|(of, _)| *of == time) {
            return wanted;
        }
        let (low, high) = turn.rational_range();
        let wanted = ((high - low) * self.level(time) + low - self.tolerance).min(high).max(low);
        self.known = Some((time, wanted));
        wanted
    }
}
