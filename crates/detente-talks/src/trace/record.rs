//! Writing a talk down while it is played.

use super::{Acceptance, Offered, Refusal, Trace};
use crate::observer::Observer;
use crate::space::{Book, Outcome};
use crate::strategy::{Answer, Response, Verdict};
use crate::talk::Report;
use detente_model::scenario::Scenario;

/// An issue with the names of its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedIssue {
    /// Its name.
    pub name: String,
    /// Its options' names.
    pub options: Vec<String>,
}

/// Who talks about what, by name, and how it is played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// The protocol.
    pub protocol: String,
    /// The parties.
    pub parties: Vec<String>,
    /// A strategy a party.
    pub strategies: Vec<String>,
    /// The issues.
    pub issues: Vec<NamedIssue>,
    /// The seed.
    pub seed: u64,
    /// The run.
    pub run: u64,
}

impl Cast {
    /// The issues of a scenario by name.
    pub fn issues_of(scenario: &Scenario) -> Vec<NamedIssue> {
        let named = scenario.issues.iter();
        named.map(|issue| NamedIssue { name: issue.name.clone(), options: issue.options.clone() }).collect()
    }
}

/// Watches one talk and writes down who offered, refused and accepted what.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    offers: Vec<(u32, usize, Outcome)>,
    refusals: Vec<(u32, usize, usize, Option<Verdict>)>,
    acceptances: Vec<Acceptance>,
}

impl Observer for Recorder {
    fn offered(&mut self, step: u32, party: usize, outcome: Outcome) {
        self.offers.push((step, party, outcome));
    }

    fn answered(&mut self, step: u32, party: usize, from: usize, offer: Outcome, answer: Answer) {
        let is_it = |&(_, by, outcome): &(u32, usize, Outcome)| by == from && outcome == offer;
        let Some(place) = self.offers.iter().rposition(is_it) else { return };
        match answer.response {
            Response::Reject => self.refusals.push((step, party, place, answer.verdict)),
            Response::Accept => self.acceptances.push(Acceptance { step, party, offer: place }),
            Response::End | Response::Leave | Response::NoResponse | Response::Wait => {}
        }
    }
}

impl Recorder {
    /// The trace of the talk that ended with `report`.
    pub fn finish(self, cast: Cast, report: &Report, book: &Book<'_>) -> Trace {
        let offered = |(step, party, outcome): (u32, usize, Outcome)| Offered {
            step,
            party,
            options: book.options(outcome),
        };
        let refusal = |(step, party, offer, verdict)| Refusal { step, party, offer, verdict };
        Trace {
            cast,
            offers: self.offers.into_iter().map(offered).collect(),
            refusals: self.refusals.into_iter().map(refusal).collect(),
            acceptances: self.acceptances,
            agreement: report.agreement.map(|outcome| book.options(outcome)),
            steps: report.steps,
            ended: report.ended,
            utilities: report.utilities.clone(),
        }
    }
}
