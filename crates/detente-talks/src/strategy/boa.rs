//! A strategy made of parts: what it offers (B, the bidding), what it thinks of the other (O), when it accepts (A).
//!
//! T. Baarslag, K. Hindriks, M. Hendrikx, A. Dirkzwager, C. Jonker, "Decoupling negotiating agents to explore the
//! space of negotiation strategies", *Novel Insights in Agent-based Complex Automated Negotiation*, Springer 2014. The parts are
//! boxes that are made once a talk.

use super::model::Belief;
use super::{Answer, Entry, MakeModel, Strategy, Verdict};
use crate::limits::Time;
use crate::space::{Book, Outcome};
use crate::talk::Turn;

/// What a party offers, and what it stands at.
pub trait Offering: Send {
    /// The outcome to offer now; `None` for nothing.
    fn propose(&mut self, turn: &mut Turn<'_, '_>, model: &dyn Model) -> Option<Outcome>;

    /// The least utility that it still stands at: what its own acceptance compares offers with.
    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64;

    /// Compares an offer with what it stands at.
    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome) -> Verdict {
        let wanted = self.aspiration(turn);
        Verdict::new(turn.utility(offer), wanted)
    }

    /// It hears another's offer.
    fn hear(&mut self, _turn: &mut Turn<'_, '_>, _from: usize, _offer: Outcome) {}

    /// It hears that another party accepted an offer.
    fn hear_accepted(&mut self, _turn: &mut Turn<'_, '_>, _by: usize, _offer: Outcome) {}
}

/// When a party accepts.
pub trait Acceptance: Send {
    /// Weighs an offer. `plan` is the party's own side.
    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome, plan: &mut Plan<'_>) -> Answer;

    /// It hears another's offer.
    fn hear(&mut self, _turn: &mut Turn<'_, '_>, _from: usize, _offer: Outcome) {}
}

/// What a party believes of the others' preferences.
pub trait Model: Send {
    /// It hears another's offer.
    fn hear(&mut self, _book: &Book<'_>, _time: Time, _from: usize, _offer: Outcome) {}

    /// What it believes of the party `of`; `None` where it believes nothing, as of those whom it has not heard.
    fn belief(&self, _of: usize) -> Option<&Belief> {
        None
    }

    /// What it believes `outcome` is worth to the party `of`, from 0 to 1.
    fn estimate(&self, book: &Book<'_>, of: usize, outcome: Outcome) -> Option<f64> {
        Some(self.belief(of)?.utility(|issue| book.option(outcome, issue)))
    }
}

/// The model of those who have none.
pub struct Unknown;

impl Model for Unknown {}

/// No model.
pub(super) const UNKNOWN: Entry<MakeModel> =
    Entry { name: "unknown", about: "Believes nothing.", parameters: &[], make: |_| Box::new(Unknown) };

/// A party's own side, as its acceptance sees it.
pub struct Plan<'p> {
    offering: &'p mut dyn Offering,
    model: &'p dyn Model,
    planned: &'p mut Planned,
}

/// What was planned to be offered in which step.
#[derive(Default)]
struct Planned(Option<(u32, Option<Outcome>)>);

impl Plan<'_> {
    /// Weighs the offer as the offering itself would.
    pub fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome) -> Verdict {
        self.offering.judge(turn, offer)
    }

    /// What the party would offer in this step if it refused. It is asked for once a step: what was planned is offered.
    pub fn next(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome> {
        let step = turn.time.step;
        match self.planned.0 {
            Some((of, planned)) if of == step => planned,
            _ => {
                let planned = self.offering.propose(turn, self.model);
                self.planned.0 = Some((step, planned));
                planned
            }
        }
    }
}

/// A strategy made of an offering, an acceptance and a model.
pub struct Boa {
    offering: Box<dyn Offering>,
    acceptance: Box<dyn Acceptance>,
    model: Box<dyn Model>,
    planned: Planned,
}

impl Boa {
    /// Of these parts.
    pub fn new(offering: Box<dyn Offering>, acceptance: Box<dyn Acceptance>, model: Box<dyn Model>) -> Boa {
        Boa { offering, acceptance, model, planned: Planned::default() }
    }

    /// The same with another acceptance.
    pub fn with_acceptance(self, acceptance: Box<dyn Acceptance>) -> Boa {
        Boa { acceptance, ..self }
    }

    /// The same with another model.
    pub fn with_model(self, model: Box<dyn Model>) -> Boa {
        Boa { model, ..self }
    }

    fn plan(&mut self) -> (Plan<'_>, &mut dyn Acceptance) {
        let Boa { offering, acceptance, model, planned } = self;
        (Plan { offering: offering.as_mut(), model: &**model, planned }, acceptance.as_mut())
    }
}

impl Strategy for Boa {
    fn respond(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome) -> Answer {
        let (mut plan, acceptance) = self.plan();
        acceptance.judge(turn, offer, &mut plan)
    }

    fn propose(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome> {
        self.plan().0.next(turn)
    }

    fn hear(&mut self, turn: &mut Turn<'_, '_>, from: usize, offer: Outcome) {
        self.offering.hear(turn, from, offer);
        self.acceptance.hear(turn, from, offer);
        self.model.hear(turn.book, turn.time, from, offer);
    }

    fn hear_accepted(&mut self, turn: &mut Turn<'_, '_>, by: usize, offer: Outcome) {
        self.offering.hear_accepted(turn, by, offer);
    }
}
