//! How a party behaves: when it accepts, what it offers.
//!
//! A [`Strategy`] is what a protocol asks. Most are a [`boa::Boa`]: an offering, an acceptance and an opponent model,
//! each of which can be taken from another strategy. One strategy is one file in `strategy/`, with a row in [`STRATEGIES`].

pub mod acceptance;
pub mod boa;
mod genius;
mod hybrid;
mod micro;
mod micro_min;
pub mod model;
mod negolog;
mod nice;
mod nice_tit_for_tat;
mod random;
mod search;
mod spec;
mod time_dependent;
mod tit_for_tat;
mod top_fraction;
mod tough;
mod trade_off;

pub use spec::{Arguments, Kind, Parameter, Spec, SpecError};

use crate::space::Outcome;
use crate::talk::Turn;
use acceptance::late;
use boa::{Acceptance, Boa, Model, Offering};

/// What a party says to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// It accepts.
    Accept,
    /// It refuses; it is then asked for an offer of its own.
    Reject,
    /// It ends the talks for all.
    End,
    /// It leaves; the others may go on.
    Leave,
    /// It says nothing; its turn is passed over.
    NoResponse,
    /// It asks to be asked again.
    Wait,
}

/// On what an answer rests: what the offer is worth to the party, and what it would have accepted. In the scale in which the
/// strategy compares, [`Scale`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// What the offer is worth.
    pub worth: f64,
    /// The least that is accepted.
    pub wanted: f64,
    /// What the two numbers are.
    pub scale: Scale,
}

/// What the numbers of a [`Verdict`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Utilities.
    Utility,
    /// Shares of the way from the larger of the least utility and the reservation value to the greatest.
    Gain,
}

impl Verdict {
    /// In utilities.
    pub fn new(worth: f64, wanted: f64) -> Verdict {
        Verdict { worth, wanted, scale: Scale::Utility }
    }

    /// Is the offer worth what is wanted?
    pub fn is_enough(self) -> bool {
        self.worth >= self.wanted
    }
}

/// An answer and on what it rests, if it rests on a comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// What is said.
    pub response: Response,
    /// Why.
    pub verdict: Option<Verdict>,
}

impl Answer {
    /// An answer that rests on no comparison.
    pub fn plain(response: Response) -> Answer {
        Answer { response, verdict: None }
    }
}

impl From<Verdict> for Answer {
    fn from(verdict: Verdict) -> Answer {
        let response = if verdict.is_enough() { Response::Accept } else { Response::Reject };
        Answer { response, verdict: Some(verdict) }
    }
}

/// A party's behaviour in one talk. It is made anew for each talk and may remember what it likes of that talk.
pub trait Strategy: Send {
    /// What it says to the offer on the table.
    fn respond(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome) -> Answer;

    /// What it offers; `None` if nothing.
    fn propose(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome>;

    /// It hears that another party made an offer: at once, before anybody's next turn.
    fn hear(&mut self, _turn: &mut Turn<'_, '_>, _from: usize, _offer: Outcome) {}

    /// It hears that another party accepted an offer, the hearer's or a third one's.
    fn hear_accepted(&mut self, _turn: &mut Turn<'_, '_>, _by: usize, _offer: Outcome) {}
}

/// A row of one of the tables below.
pub struct Entry<M: 'static> {
    /// What it is called.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// Makes it for one talk, from arguments that were checked against `parameters`.
    pub make: M,
}

/// How a strategy is made.
#[derive(Clone, Copy)]
pub enum Make {
    /// Of parts: this offering, with its own acceptance and no model unless others are named.
    Offering(fn(&Arguments) -> Box<dyn Offering>),
    /// Of parts, with an acceptance or a model of its own unless others are named.
    Parts(fn(&Arguments) -> Boa),
    /// In one piece.
    Whole(fn(&Arguments) -> Box<dyn Strategy>),
}

/// Makes an acceptance.
pub type MakeAcceptance = fn(&Arguments) -> Box<dyn Acceptance>;

/// Makes an opponent model.
pub type MakeModel = fn(&Arguments) -> Box<dyn Model>;

/// The strategies by name.
pub const STRATEGIES: &[Entry<Make>] = &[
    time_dependent::BOULWARE,
    time_dependent::LINEAR,
    time_dependent::CONCEDER,
    time_dependent::TIME_DEPENDENT,
    time_dependent::ASPIRATION,
    genius::BOULWARE,
    genius::LINEAR,
    genius::CONCEDER,
    genius::TIME_DEPENDENT,
    negolog::BOULWARE,
    negolog::LINEAR,
    negolog::CONCEDER,
    tit_for_tat::NAIVE,
    nice_tit_for_tat::NICE,
    hybrid::HYBRID,
    trade_off::TRADE_OFF,
    trade_off::PARETO_FOLLOWING,
    micro::MICRO,
    micro_min::MICRO_MIN,
    tough::TOUGH,
    nice::NICE,
    random::RANDOM,
    random::ALWAYS_ACCEPTING,
    top_fraction::TOP_FRACTION,
];

/// The acceptances by name.
pub const ACCEPTANCES: &[Entry<MakeAcceptance>] =
    &[acceptance::OWN, acceptance::NEXT, acceptance::CONSTANT, late::TIME, late::COMBI, acceptance::ANYTHING];

/// The opponent models by name.
pub const MODELS: &[Entry<MakeModel>] =
    &[boa::UNKNOWN, model::HARD_HEADED, model::SMITH, model::BAYESIAN, model::WINDOW];
