//! The order of outcomes by what they are worth to one party.
//!
//! The list is ascending; of equal utilities the one first in the order of enumeration stands first. (NegMAS sorts
//! with an unstable sort: its order of ties depends on the version of numpy and on the processor.) An outcome is
//! **rational** if it is worth at least the reservation value; rational outcomes are the upper end of the list.
//!
//! Three implementations: [`dense`] is a list, exact in all; [`late`] makes that list when it pays, with the same answers; [`lazy`] makes no list, for
//! additive spaces of any size. [`Order::of`] chooses.

pub mod dense;
pub mod late;
pub mod lazy;

use crate::dice::Dice;
use crate::profile::Profile;
use crate::space::{Book, Outcome, Space};
use dense::{Dense, Shared};
use late::{Late, Waiting};
use lazy::{Lazy, Walk};
use std::sync::Arc;

/// Which outcomes a strategy considers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// All.
    All,
    /// Those worth at least the reservation value.
    Rational,
}

/// How far below the wished-for utility an outcome may lie and be taken for it (NegMAS, `inv_ufun/presorting.py`).
pub const SLACK: f64 = 1e-6;

/// A wish from above to below that is not longer than this is read the other way round, as NegMAS does.
pub const MOST_REVERSED: f64 = 0.1;

/// The most outcomes that are listed where an order without a list would serve. At about 100,000 a cold talk takes as long either way,
/// on a million it is some twenty times quicker without a list (`cargo bench -p detente-talks --bench lazy`).
pub const MOST_LISTED: u128 = 1 << 17;

/// The fewest outcomes whose list is made only when it pays: a smaller one costs less than the questions of a talk.
pub const LEAST_LATE: u128 = 1 << 13;

/// A question to an order whose list is not made costs about as much as this many outcomes of the list.
const A_QUESTION: u128 = 64;

/// What of a party's order can be prepared once and shared between talks.
#[derive(Clone, Debug)]
pub enum Order {
    /// A list.
    Dense(Arc<Dense>),
    /// A list that is made when it pays.
    Late(Arc<Late>),
    /// No list.
    Lazy(Arc<Lazy>),
}

impl Order {
    /// The order of `profile` on `space`: a list of up to [`MOST_LISTED`] outcomes, or of up to [`crate::space::MOST_NUMBERED`] where issues are
    /// linked or rules forbid some; none where there are more and issues are not linked. `None` for the rest: no strategy that
    /// compares outcomes works there.
    ///
    /// So on wide spaces the cheapest outcome at or above a utility is that of a grid; [`lazy`] says how near it is.
    pub fn of(profile: &Profile, space: &Space) -> Option<Order> {
        let best = match space.size() {
            size if size > MOST_LISTED => Order::lazy(profile, space),
            size if size >= LEAST_LATE => Order::late(profile, space, (size / A_QUESTION) as u64),
            _ => None,
        };
        best.or_else(|| Order::dense(profile, space))
    }

    /// A list that is made after so many questions, or for one that needs it; `None` where [`Late::new`] says so.
    pub fn late(profile: &Profile, space: &Space, questions: u64) -> Option<Order> {
        Late::new(profile, space, questions).map(|late| Order::Late(Arc::new(late)))
    }

    /// A list; `None` where there are too many outcomes to number.
    pub fn dense(profile: &Profile, space: &Space) -> Option<Order> {
        Dense::new(profile, space).map(|dense| Order::Dense(Arc::new(dense)))
    }

    /// No list; `None` where there are links or rules between issues, or more than [`lazy::MOST_ISSUES`].
    pub fn lazy(profile: &Profile, space: &Space) -> Option<Order> {
        Lazy::new(profile, space).map(|lazy| Order::Lazy(Arc::new(lazy)))
    }

    /// The order for one talk.
    pub fn ranking(&self) -> Box<dyn Ranking> {
        match self {
            Order::Dense(dense) => Box::new(Shared::new(Arc::clone(dense))),
            Order::Late(late) => Box::new(Waiting::new(Arc::clone(late))),
            Order::Lazy(lazy) => Box::new(Walk::new(Arc::clone(lazy))),
        }
    }
}

/// One party's order of outcomes. Methods take `&mut self` because a lazy order learns as it is asked; the answers
/// depend on the profile alone, never on what was asked before.
pub trait Ranking: Send {
    /// What an outcome is worth.
    fn utility(&self, outcome: Outcome, book: &Book<'_>) -> f64;

    /// The least and the greatest utility of any outcome.
    fn range(&self) -> (f64, f64);

    /// How many outcomes there are; `None` where they were not counted.
    fn count(&self, among: Among) -> Option<u64>;

    /// The `rank`-th best outcome, 0 the best; `None` past the last. Asked for rank after rank this is MiCRO's list and
    /// tit-for-tat's `next_worse`.
    fn at(&mut self, rank: u64, among: Among, book: &mut Book<'_>) -> Option<Outcome>;

    /// The cheapest outcome worth at least `low`; the best where none is. (NegMAS's `worst_in`.) One at most
    /// [`SLACK`] below `low` is taken instead if it is strictly nearer to `low`; of its equals the first of the list. `None` if
    /// there are none, or if `low` is above `high` by more than [`MOST_REVERSED`]; by less, the two are swapped.
    fn worst_in(&mut self, low: f64, high: f64, among: Among, book: &mut Book<'_>) -> Option<Outcome>;

    /// One of the outcomes worth `low` to `high`, each as likely; `None` if there are none.
    fn any_in(
        &mut self,
        low: f64,
        high: f64,
        among: Among,
        dice: &mut Dice,
        book: &mut Book<'_>,
    ) -> Option<Outcome>;
}
