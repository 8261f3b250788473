//! What many talks say together: means by cell, and by strategy with confidence intervals.
//!
//! A [`Cell`] is all repetitions of one choice. A strategy's [`Standing`] is over the cells in which it sits: a cell counts once, with
//! the mean of its talks (and of the strategy's seats, where it has several). Repetitions are not independent of each other (most
//! strategies draw nothing at random, and then they are equal), so an interval over single talks would be too narrow; over cells
//! it says how far the mean hangs on which scenarios and which others there happen to be.
//!
//! Sums go by the number of the run, so nothing hangs on threads or chunks. Cost: one addition a measure and run.

pub mod student;

use crate::batch::Row;
use crate::fan::Fan;
use crate::plan::{Choice, Numbered};
use crate::protocol::Ended;
use std::collections::BTreeMap;

/// A sum with how many were added.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    count: u64,
    total: f64,
}

impl Sum {
    /// Adds one.
    pub fn add(&mut self, number: f64) {
        self.count += 1;
        self.total += number;
    }

    /// The mean, if anything was added.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.total / self.count as f64)
    }
}

/// What is measured of a talk as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures<T> {
    /// Is there an agreement? Or how often.
    pub agreement: T,
    /// Steps that were completed.
    pub steps: T,
    /// Distance from the frontier ([`crate::batch::Reference`]).
    pub distance: T,
    /// Share of the largest Nash product.
    pub nash: T,
    /// Share of the largest welfare.
    pub welfare: T,
}

impl<T> Measures<T> {
    /// The same of each.
    pub fn map<'m, U>(&'m self, mut of: impl FnMut(&'m T) -> U) -> Measures<U> {
        Measures {
            agreement: of(&self.agreement),
            steps: of(&self.steps),
            distance: of(&self.distance),
            nash: of(&self.nash),
            welfare: of(&self.welfare),
        }
    }
}

/// All repetitions of one choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The choice; its repetition is 0.
    pub choice: Choice,
    /// How many talks there were.
    pub talks: u64,
    /// Of each talk.
    pub measures: Measures<Sum>,
    /// What each seat got, after its discount.
    pub payoffs: Vec<Sum>,
    /// The same as gains.
    pub gains: Vec<Sum>,
}

impl Cell {
    fn new(choice: Choice) -> Cell {
        let seats = choice.seats.len();
        Cell {
            choice,
            talks: 0,
            measures: Measures::default(),
            payoffs: vec![Sum::default(); seats],
            gains: vec![Sum::default(); seats],
        }
    }

    fn add(&mut self, row: &Row) {
        self.talks += 1;
        let measures = &mut self.measures;
        measures.agreement.add(f64::from(u8::from(row.ended == Ended::Agreement)));
        measures.steps.add(f64::from(row.steps));
        let score = &row.score;
        let known = [
            (&mut measures.distance, score.distance),
            (&mut measures.nash, score.nash),
            (&mut measures.welfare, score.welfare),
        ];
        for (sum, share) in known {
            share.iter().for_each(|&share| sum.add(share));
        }
        self.payoffs.iter_mut().zip(&row.payoffs).for_each(|(sum, &payoff)| sum.add(payoff));
        self.gains.iter_mut().zip(&score.gains).for_each(|(sum, &gain)| sum.add(gain));
    }

    /// The mean of what the seats of a strategy got; `None` if it sits in none.
    fn mean_of(&self, strategy: usize, sums: &[Sum]) -> Option<f64> {
        let mut all = Sum::default();
        let own = self.choice.seats.iter().zip(sums).filter(|(seat, _)| **seat == strategy);
        own.filter_map(|(_, sum)| sum.mean()).for_each(|mean| all.add(mean));
        all.mean()
    }
}

/// Gathers rows in the order of their runs.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    cells: Vec<Cell>,
    fans: BTreeMap<(usize, usize), Fan>,
    ends: [u64; 9],
}

impl Tally {
    /// Adds a row of the plan's; rows come in order.
    pub fn add(&mut self, plan: &Numbered, row: &Row) {
        let Some(choice) = plan.choice(row.run) else { return };
        let topic = choice.topic;
        let choice = Choice { repetition: 0, ..choice };
        if self.cells.last().is_none_or(|cell| cell.choice != choice) {
            self.cells.push(Cell::new(choice));
        }
        if let Some(cell) = self.cells.last_mut() {
            cell.add(row);
        }
        for party in 0..row.utilities.len() {
            self.fans.entry((topic, party)).or_default().add(&row.path, party);
        }
        self.ends[place_of(row.ended)] += 1;
    }

    /// The cells, in the order of their runs.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What lay on the table of the talks on a scenario, as the party in a seat sees it.
    pub fn fan(&self, topic: usize, party: usize) -> Option<&Fan> {
        self.fans.get(&(topic, party))
    }

    /// How many talks ended how: the word, and how many, for each way that occurred.
    pub fn ends(&self) -> impl Iterator<Item = (&'static str, u64)> {
        ENDS.into_iter().zip(self.ends).filter(|(_, count)| *count > 0)
    }

    /// How each strategy did, in the order of the plan.
    pub fn standings(&self, plan: &Numbered) -> Vec<Standing> {
        (0..plan.plan().strategies.len()).map(|strategy| self.standing(strategy)).collect()
    }

    fn standing(&self, strategy: usize) -> Standing {
        let own: Vec<&Cell> =
            self.cells.iter().filter(|cell| cell.choice.seats.contains(&strategy)).collect();
        let over = |of: &dyn Fn(&Cell) -> Option<f64>| {
            Estimate::of(&own.iter().filter_map(|cell| of(cell)).collect::<Vec<f64>>())
        };
        let measures = Measures {
            agreement: over(&|cell| cell.measures.agreement.mean()),
            steps: over(&|cell| cell.measures.steps.mean()),
            distance: over(&|cell| cell.measures.distance.mean()),
            nash: over(&|cell| cell.measures.nash.mean()),
            welfare: over(&|cell| cell.measures.welfare.mean()),
        };
        Standing {
            strategy,
            cells: own.len(),
            talks: own.iter().map(|cell| cell.talks).sum(),
            gain: over(&|cell| cell.mean_of(strategy, &cell.gains)),
            payoff: over(&|cell| cell.mean_of(strategy, &cell.payoffs)),
            measures,
        }
    }
}

/// The words for ends, as [`crate::trace::ended_word`] has them.
const ENDS: [&str; 9] =
    ["agreement", "timed-out", "chance", "exhausted", "broken", "left", "no-offer", "waiting", "impossible"];

fn place_of(ended: Ended) -> usize {
    let (word, _) = crate::trace::ended_word(ended);
    ENDS.iter().position(|end| *end == word).unwrap_or(0)
}

/// How a strategy did.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Its place in the plan.
    pub strategy: usize,
    /// In how many cells it sits.
    pub cells: usize,
    /// In how many talks.
    pub talks: u64,
    /// Its gain after discounts.
    pub gain: Option<Estimate>,
    /// Its utility after discounts.
    pub payoff: Option<Estimate>,
    /// Of the talks in which it sat.
    pub measures: Measures<Option<Estimate>>,
}

/// A mean with its standard error and its 95 % confidence interval by Student's t.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Of how many.
    pub count: usize,
    /// The mean.
    pub mean: f64,
    /// The standard error, and how far the interval goes either way; none of a single number.
    pub spread: Option<(f64, f64)>,
}

impl Estimate {
    /// Of these numbers, if there are any: `x̄ ± t(0.975; n − 1)·s/√n`. Two passes, in order.
    pub fn of(numbers: &[f64]) -> Option<Estimate> {
        let count = numbers.len();
        if count == 0 {
            return None;
        }
        let mean = numbers.iter().sum::<f64>() / count as f64;
        let spread = (count > 1).then(|| {
            let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
            let error = (squares / (count - 1) as f64 / count as f64).sqrt();
            (error, error * student::quantile_975(count as u64 - 1))
        });
        Some(Estimate { count, mean, spread })
    }
}
