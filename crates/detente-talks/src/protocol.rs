//! The rules of the table: who speaks when, and when there is an agreement. One protocol is one file in `protocol/`,
//! with a row in [`PROTOCOLS`].

mod amop;
mod rules;
mod sao;
mod tau;

pub use amop::MultipleOffers;
pub use rules::{Rules, RulesError};
pub use sao::AlternatingOffers;
pub use tau::TentativeAgreement;

use crate::limits::Over;
use crate::space::Outcome;
use crate::talk::Table;

/// How a talk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// With an agreement that all at the table accepted.
    Agreement,
    /// A limit was reached.
    TimedOut,
    /// By chance, as its limits say.
    Chance,
    /// This party ended it.
    Broken {
        /// The party.
        by: usize,
    },
    /// This party left, and fewer than two remained.
    Left {
        /// The party.
        by: usize,
    },
    /// This party refused and offered nothing.
    NoOffer {
        /// The party.
        by: usize,
    },
    /// This party asked to wait again and again.
    Waiting {
        /// The party.
        by: usize,
    },
    /// This party's strategy offered what is no outcome, or what the protocol forbids.
    Impossible {
        /// The party.
        by: usize,
    },
    /// Nobody had anything new to offer.
    Exhausted,
}

impl From<Over> for Ended {
    fn from(over: Over) -> Ended {
        match over {
            Over::Limit => Ended::TimedOut,
            Over::Chance => Ended::Chance,
        }
    }
}

/// The end of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// What was agreed.
    pub agreement: Option<Outcome>,
    /// How.
    pub ended: Ended,
}

impl End {
    fn agreed(outcome: Outcome) -> End {
        End { agreement: Some(outcome), ended: Ended::Agreement }
    }

    fn without(ended: impl Into<Ended>) -> End {
        End { agreement: None, ended: ended.into() }
    }
}

/// The rules of a table.
pub trait Protocol: Send + Sync {
    /// Plays a talk to its end. It asks [`Table`] for each answer and offer, and keeps its clock.
    fn play(&self, table: &mut Table<'_, '_>) -> End;
}

/// A row of [`PROTOCOLS`].
pub struct Row {
    /// What it is called.
    pub name: &'static str,
    /// What its rules are, in a sentence.
    pub about: &'static str,
    /// Its options, as [`Rules`] are written.
    pub options: &'static [&'static str],
    /// Makes it, with its usual options.
    pub make: fn() -> Box<dyn Protocol>,
}

/// The protocols by name.
pub const PROTOCOLS: &[Row] = &[
    Row {
        name: "sao",
        about: "Alternating offers: in turn, each accepts what lies on the table or puts another offer in its place.",
        options: &rules::SAO,
        make: || Box::new(AlternatingOffers::default()),
    },
    Row {
        name: "tau",
        about: "Tentative agreement, unique offers: agreed is what all have offered and all have accepted.",
        options: &["min-unique=N", "window=N"],
        make: || Box::new(TentativeAgreement::default()),
    },
    Row {
        name: "amop",
        about: "Alternating multiple offers: all offer, then all vote on every offer.",
        options: &[],
        make: || Box::new(MultipleOffers),
    },
];

/// Who is still at the table.
struct Present(Vec<bool>);

impl Present {
    fn all(table: &Table<'_, '_>) -> Present {
        Present(vec![true; table.parties()])
    }

    fn has(&self, party: usize) -> bool {
        self.0[party]
    }

    /// `party` goes; the end, if fewer than two remain.
    fn leave(&mut self, party: usize) -> Option<End> {
        self.0[party] = false;
        let remain = self.0.iter().filter(|present| **present).count();
        (remain < 2).then(|| End::without(Ended::Left { by: party }))
    }

    /// What is to be looked at before each step: is time over, and whose own time?
    fn begin_step(&mut self, table: &mut Table<'_, '_>) -> Option<End> {
        if let Some(over) = table.clock.over() {
            return Some(End::without(over));
        }
        (0..self.0.len())
            .filter(|&party| table.clock.is_late_for(party))
            .find_map(|party| if self.has(party) { self.leave(party) } else { None })
    }
}
