//! What was said in one talk, by name: offers, refusals and why, acceptances, the agreement, the end.
//!
//! A trace is written and read as JSON ([`Trace::to_json`], format `detente-trace-1`):
//!
//! | key | what it holds |
//! | --- | --- |
//! | `format` | `"detente-trace-1"` |
//! | `hypothetical` | `true`: nobody said any of this |
//! | `protocol`, `strategies`, `seed`, `run` | how it was played |
//! | `parties` | their names, in the order of their turns |
//! | `issues` | `{"name": …, "options": […]}` each, in order |
//! | `offers` | `[step, party, {issue: option, …}]` each; steps and parties count from 0 |
//! | `refusals` | `{"step", "party", "offer", "worth", "wanted", "scale"}`: which party refused which of `offers`, what it was worth to it and what it wanted; `scale` is `utility`, or `gain` (a share of the way from what it has anyway to its best) |
//! | `acceptances` | `{"step", "party", "offer"}`: which party accepted which of `offers`; files written before this was kept have none |
//! | `agreement` | `{issue: option, …}` or `null` |
//! | `steps` | how many were completed |
//! | `ended`, `by` | how it ended ([`ended_word`]), and the party that ended it or `null` |
//! | `utilities` | what each party has at the end; `null` without a reservation value |
//! | `hash` | BLAKE3 of the canonical offers and agreement, in hexadecimal |
//!
//! The canonical offers and agreement are `{"offers":[[step,party,{"issue":"option",…}],…],"agreement":{…}}` as compact JSON
//! in UTF-8 (no spaces, only `"`, `\` and control characters escaped), issues in their order.

pub(crate) mod json;
mod record;

pub use json::TraceError;
pub use record::{Cast, NamedIssue, Recorder};

use crate::protocol::Ended;
use crate::strategy::Verdict;
use std::fmt;

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The step, from 0.
    pub step: u32,
    /// Who made it.
    pub party: usize,
    /// One option an issue.
    pub options: Vec<u32>,
}

/// A refusal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Refusal {
    /// The step.
    pub step: u32,
    /// Who refused.
    pub party: usize,
    /// Which offer of the trace.
    pub offer: usize,
    /// Why, where it rests on a comparison.
    pub verdict: Option<Verdict>,
}

/// An acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The step.
    pub step: u32,
    /// Who accepted.
    pub party: usize,
    /// Which offer of the trace.
    pub offer: usize,
}

/// One talk.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Who talked about what, and how it was played.
    pub cast: Cast,
    /// All offers, in their order.
    pub offers: Vec<Offered>,
    /// All refusals, in their order.
    pub refusals: Vec<Refusal>,
    /// All acceptances, in their order.
    pub acceptances: Vec<Acceptance>,
    /// What was agreed.
    pub agreement: Option<Vec<u32>>,
    /// How many steps were completed.
    pub steps: u32,
    /// How it ended.
    pub ended: Ended,
    /// What each party has at the end.
    pub utilities: Vec<f64>,
}

/// The word for an end, and who brought it about.
pub fn ended_word(ended: Ended) -> (&'static str, Option<usize>) {
    match ended {
        Ended::Agreement => ("agreement", None),
        Ended::TimedOut => ("timed-out", None),
        Ended::Chance => ("chance", None),
        Ended::Exhausted => ("exhausted", None),
        Ended::Broken { by } => ("broken", Some(by)),
        Ended::Left { by } => ("left", Some(by)),
        Ended::NoOffer { by } => ("no-offer", Some(by)),
        Ended::Waiting { by } => ("waiting", Some(by)),
        Ended::Impossible { by } => ("impossible", Some(by)),
    }
}

/// Where two traces first differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// They are not about the same: other issues, options or parties.
    Cast,
    /// This offer, counted from 0, is another; `None` where a trace has none left.
    Offer {
        /// Which.
        place: usize,
        /// In the one.
        left: Option<Offered>,
        /// In the other.
        right: Option<Offered>,
    },
    /// The agreements differ.
    Agreement {
        /// In the one.
        left: Option<Vec<u32>>,
        /// In the other.
        right: Option<Vec<u32>>,
    },
    /// They ended after other numbers of steps, or otherwise.
    End {
        /// In the one.
        left: (u32, Ended),
        /// In the other.
        right: (u32, Ended),
    },
}

impl Difference {
    /// The same with its sides exchanged.
    pub fn turned(self) -> Difference {
        match self {
            Difference::Cast => Difference::Cast,
            Difference::Offer { place, left, right } => Difference::Offer { place, left: right, right: left },
            Difference::Agreement { left, right } => Difference::Agreement { left: right, right: left },
            Difference::End { left, right } => Difference::End { left: right, right: left },
        }
    }
}

impl Trace {
    /// The first difference in what was said; not in how it was played, nor in who refused or accepted, and why.
    pub fn diff(&self, other: &Trace) -> Option<Difference> {
        if self.cast.issues != other.cast.issues || self.cast.parties.len() != other.cast.parties.len() {
            return Some(Difference::Cast);
        }
        self.diff_offers(&other.offers)
            .or_else(|| self.diff_agreement(other.agreement.as_deref()))
            .or_else(|| self.diff_end((other.steps, other.ended)))
    }

    /// The first offer that differs.
    pub fn diff_offers(&self, other: &[Offered]) -> Option<Difference> {
        let most = self.offers.len().max(other.len());
        let place = (0..most).find(|&place| self.offers.get(place) != other.get(place))?;
        Some(Difference::Offer {
            place,
            left: self.offers.get(place).cloned(),
            right: other.get(place).cloned(),
        })
    }

    /// Is the agreement another?
    pub fn diff_agreement(&self, other: Option<&[u32]>) -> Option<Difference> {
        (self.agreement.as_deref() != other).then(|| Difference::Agreement {
            left: self.agreement.clone(),
            right: other.map(<[u32]>::to_vec),
        })
    }

    fn diff_end(&self, right: (u32, Ended)) -> Option<Difference> {
        let left = (self.steps, self.ended);
        (left != right).then_some(Difference::End { left, right })
    }

    /// BLAKE3 of the canonical offers and agreement, in hexadecimal.
    pub fn hash(&self) -> String {
        blake3::hash(json::canonical(self).as_bytes()).to_hex().to_string()
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, by) = ended_word(*self);
        match by {
            Some(by) => write!(f, "{word} by party {by}"),
            None => f.write_str(word),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offer = |offer: &Option<Offered>| match offer {
            Some(Offered { step, party, options }) => format!("step {step}, party {party}: {options:?}"),
            None => "none".to_owned(),
        };
        match self {
            Difference::Cast => write!(f, "other issues, options or parties"),
            Difference::Offer { place, left, right } => {
                write!(f, "offer {place}: {} | {}", offer(left), offer(right))
            }
            Difference::Agreement { left, right } => write!(f, "agreement: {left:?} | {right:?}"),
            Difference::End { left, right } => {
                write!(f, "{} after {} steps | {} after {} steps", left.1, left.0, right.1, right.0)
            }
        }
    }
}
