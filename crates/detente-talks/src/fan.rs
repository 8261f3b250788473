//! What lay on the table as time went, over many talks: the data of a fan chart.
//!
//! Of each talk the offer on the table is noted at [`TIMES`] equally spaced relative times, from the first offer to the last; where all
//! offer at once, the last of a step. Each is written as a **height** for each party: the share of the way from the least to the
//! greatest utility, in thousandths. Talks with no limit of steps have no such path: their time is not known to who watches.
//!
//! [`Fan`] counts heights in whole numbers, so that any order of adding gives the same. Quantiles are exact to a thousandth.

use crate::batch::Reference;
use crate::limits::Limits;
use crate::observer::Observer;
use crate::space::{Book, Outcome};
use crate::talk::Stage;

/// At how many times a talk is looked at: at relative time 1/20, 2/20, … 1.
pub const TIMES: usize = 20;

/// The highest height.
const TOP: u16 = 1000;

/// Where nothing lies on the table, or the talk is over.
const NOTHING: u16 = u16::MAX;

/// Heights by time, then by party; empty where time is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub(crate) Vec<u16>);

impl Path {
    /// The height for `party` of what lies on the table at time `time` (0 is the first), from 0 to 1.
    pub fn height(&self, time: usize, party: usize) -> Option<f64> {
        let parties = self.0.len() / TIMES;
        let height = self.0.get(time * parties + party).copied();
        height
            .filter(|&height| party < parties && height != NOTHING)
            .map(|height| f64::from(height) / f64::from(TOP))
    }
}

/// Notes what lies on the table.
pub(crate) struct Recorder {
    steps: Option<u32>,
    offers: [Option<Outcome>; TIMES],
}

impl Recorder {
    pub(crate) fn new(limits: &Limits) -> Recorder {
        Recorder { steps: limits.most_steps(), offers: [None; TIMES] }
    }

    /// The path, each offer lasting until the next.
    pub(crate) fn finish(self, stage: &Stage, reference: &Reference, book: &Book<'_>) -> Path {
        if self.steps.is_none() {
            return Path::default();
        }
        let last = self.offers.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let parties = stage.sides().len();
        let mut heights = vec![NOTHING; TIMES * parties];
        let mut now = None;
        for (time, offer) in self.offers.iter().enumerate().take(last) {
            now = offer.or(now);
            let Some(outcome) = now else { continue };
            for (party, side) in stage.sides().iter().enumerate() {
                let utility = side.profile.utility(|issue| book.option(outcome, issue));
                heights[time * parties + party] = height(utility, reference.range(party));
            }
        }
        Path(heights)
    }
}

fn height(utility: f64, (least, best): (f64, f64)) -> u16 {
    if best > least { ((utility - least) / (best - least) * f64::from(TOP)).round() as u16 } else { 0 }
}

impl Observer for Recorder {
    fn offered(&mut self, step: u32, _: usize, outcome: Outcome) {
        if let Some(steps) = self.steps {
            // The first time that is not before (step + 1)/(steps + 1).
            let (step, steps) = (u64::from(step) + 1, u64::from(steps) + 1);
            let time = (TIMES as u64 * step).div_ceil(steps) as usize;
            self.offers[time.clamp(1, TIMES) - 1] = Some(outcome);
        }
    }
}

/// Heights of many talks, for one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fan {
    counts: Vec<u64>,
}

impl Default for Fan {
    fn default() -> Fan {
        Fan { counts: vec![0; TIMES * (usize::from(TOP) + 1)] }
    }
}

impl Fan {
    /// Adds the path of a talk, as `party` sees it.
    pub fn add(&mut self, path: &Path, party: usize) {
        let parties = path.0.len() / TIMES;
        if party >= parties {
            return;
        }
        for time in 0..TIMES {
            let height = path.0[time * parties + party];
            if height <= TOP {
                self.counts[time * (usize::from(TOP) + 1) + usize::from(height)] += 1;
            }
        }
    }

    fn at(&self, time: usize) -> &[u64] {
        let width = usize::from(TOP) + 1;
        &self.counts[time * width..(time + 1) * width]
    }

    /// How many talks had an offer on the table at a time.
    pub fn talks(&self, time: usize) -> u64 {
        self.at(time).iter().sum()
    }

    /// The quantile of `percent` in 100 at a time: the least height that is not exceeded by `percent` of the talks
    /// (type 1 of R. Hyndman, Y. Fan, "Sample quantiles in statistical packages", *The American Statistician* 50, 1996). `None`
    /// where no talk is left.
    pub fn quantile(&self, time: usize, percent: u64) -> Option<f64> {
        let talks = self.talks(time);
        let wanted = (u128::from(talks) * u128::from(percent.min(100))).div_ceil(100).max(1);
        let mut seen = 0u128;
        let reaches = |count: &u64| {
            seen += u128::from(*count);
            seen >= wanted
        };
        self.at(time).iter().position(reaches).map(|height| height as f64 / f64::from(TOP))
    }
}
