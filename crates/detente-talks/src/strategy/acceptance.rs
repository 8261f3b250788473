//! When offers are accepted, whatever the offering.
//!
//! T. Baarslag, K. Hindriks, C. Jonker, "Effective acceptance conditions in real-time automated negotiation",
//! *Decision Support Systems* 60 (2014): `AC_own`, `AC_next(α, β)`, `AC_const`; those that hang on time are in [`late`].

pub mod late;

use super::boa::{Acceptance, Plan};
use super::{Answer, Entry, Kind, MakeAcceptance, Parameter, Response, Verdict};
use crate::space::Outcome;
use crate::talk::Turn;

const fn number(
    name: &'static str,
    from: f64,
    to: f64,
    default: &'static str,
    about: &'static str,
) -> Parameter {
    Parameter { name, kind: Kind::Number { from, to }, default, about }
}

/// The offering's own.
pub(super) const OWN: Entry<MakeAcceptance> = Entry {
    name: "own",
    about: "Accepts what the offering stands at.",
    parameters: &[],
    make: |_| Box::new(Own),
};
/// `AC_next`.
pub(super) const NEXT: Entry<MakeAcceptance> = Entry {
    name: "next",
    about: "Accepts if alpha·u(offer) + beta is at least what its own next offer is worth.",
    parameters: &[
        number("alpha", 0.0, 10.0, "1", "by what the offer's worth is multiplied"),
        number("beta", -1.0, 1.0, "0", "what is added to it"),
    ],
    make: |arguments| Box::new(Next { alpha: arguments.number("alpha"), beta: arguments.number("beta") }),
};
/// `AC_const`.
pub(super) const CONSTANT: Entry<MakeAcceptance> = Entry {
    name: "constant",
    about: "Accepts what is worth a fixed share of the way from the least to the greatest utility.",
    parameters: &[number("share", 0.0, 1.0, "0.9", "the share")],
    make: |arguments| Box::new(Constant(arguments.number("share"))),
};
/// Everything.
pub(super) const ANYTHING: Entry<MakeAcceptance> = Entry {
    name: "anything",
    about: "Accepts whatever is offered.",
    parameters: &[],
    make: |_| Box::new(Anything),
};

/// Accepts what the offering itself stands at.
pub struct Own;

impl Acceptance for Own {
    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome, plan: &mut Plan<'_>) -> Answer {
        plan.judge(turn, offer).into()
    }
}

/// `AC_next(α, β)`: accepts if `α·u(offer) + β ≥ u(own next offer)`; and if it would offer nothing, what the reservation value
/// asks for.
pub struct Next {
    /// By what the offer's worth is multiplied.
    pub alpha: f64,
    /// What is added to it.
    pub beta: f64,
}

impl Acceptance for Next {
    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome, plan: &mut Plan<'_>) -> Answer {
        let next = plan.next(turn);
        let wanted = next.map_or(turn.reservation(), |next| turn.utility(next));
        Verdict::new(self.alpha * turn.utility(offer) + self.beta, wanted).into()
    }
}

/// `AC_const(α)`: accepts what is worth that share of the way from the least to the greatest utility.
pub struct Constant(
    /// The share, from 0 to 1.
    pub f64,
);

impl Acceptance for Constant {
    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome, _: &mut Plan<'_>) -> Answer {
        let (low, high) = turn.range();
        Verdict::new(turn.utility(offer), low + self.0 * (high - low)).into()
    }
}

/// Accepts whatever is offered.
pub struct Anything;

impl Acceptance for Anything {
    fn judge(&mut self, _: &mut Turn<'_, '_>, _: Outcome, _: &mut Plan<'_>) -> Answer {
        Answer::plain(Response::Accept)
    }
}
