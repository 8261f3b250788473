//! How long a talk may last, and what time each party sees. Time is simulated, never the clock on the wall.

mod json;

use crate::dice::Dice;
use std::fmt;

/// Seconds of a simulated clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Seconds {
    /// How many there are.
    pub limit: f64,
    /// What a turn of each party costs; the last holds for all further parties.
    pub a_turn: Vec<f64>,
}

/// When a talk ends without an agreement. At least one limit is reached some day.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    steps: Option<u32>,
    seconds: Option<Seconds>,
    own_steps: Vec<Option<u32>>,
    ending: f64,
}

/// Why there are no such limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitsError {
    /// The talk might never end.
    Endless,
    /// A time is below 0 or not finite.
    Seconds,
    /// The chance to end is not between 0 and 1.
    Chance,
}

impl fmt::Display for LimitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LimitsError::Endless => {
                write!(
                    f,
                    "give the talk a limit: steps, seconds (with turns that cost some), or a chance to end"
                )
            }
            LimitsError::Seconds => write!(f, "seconds are finite numbers, not below 0"),
            LimitsError::Chance => write!(f, "the chance to end after a step is between 0 and 1"),
        }
    }
}

impl std::error::Error for LimitsError {}

/// All that it limits, in words.
impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |all: &[f64]| all.iter().map(f64::to_string).collect::<Vec<_>>().join("/");
        let words = [
            self.steps.map(|steps| format!("{steps} steps")),
            self.seconds.as_ref().map(|s| format!("{} s, {} s a turn", s.limit, listed(&s.a_turn))),
            (self.ending > 0.0).then(|| format!("ends by chance {} a step", self.ending)),
        ];
        f.write_str(&words.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

impl Limits {
    /// So many steps.
    pub fn steps(steps: u32) -> Limits {
        Limits { steps: Some(steps), seconds: None, own_steps: Vec::new(), ending: 0.0 }
    }

    /// Steps, or seconds, or both, and the chance by which the talk ends at the beginning of a step.
    pub fn new(steps: Option<u32>, seconds: Option<Seconds>, ending: f64) -> Result<Limits, LimitsError> {
        let good = |second: &f64| second.is_finite() && *second >= 0.0;
        if !seconds.iter().all(|s| good(&s.limit) && s.a_turn.iter().all(good)) {
            return Err(LimitsError::Seconds);
        }
        if !(0.0..=1.0).contains(&ending) {
            return Err(LimitsError::Chance);
        }
        // A turn that costs less than a billionth of the limit might not move the sum.
        let runs = |s: &Seconds| !s.a_turn.is_empty() && s.a_turn.iter().all(|turn| *turn * 1e9 > s.limit);
        if steps.is_none() && !seconds.as_ref().is_some_and(runs) && ending < 1e-9 {
            return Err(LimitsError::Endless);
        }
        Ok(Limits { steps, seconds, own_steps: Vec::new(), ending })
    }

    /// The same with a limit of steps of each party's own: by it the party reckons time, and when it is reached the
    /// party leaves.
    pub fn with_own_steps(self, own_steps: Vec<Option<u32>>) -> Limits {
        Limits { own_steps, ..self }
    }

    /// How many steps there are.
    pub fn most_steps(&self) -> Option<u32> {
        self.steps
    }

    /// The seconds of a simulated clock.
    pub fn seconds(&self) -> Option<&Seconds> {
        self.seconds.as_ref()
    }

    /// After how many steps each party leaves; parties that are not named stay.
    pub fn own_steps(&self) -> &[Option<u32>] {
        &self.own_steps
    }

    /// The chance by which the talk ends at the beginning of a step.
    pub fn ending(&self) -> f64 {
        self.ending
    }
}

/// The time that a party sees in a turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time {
    /// The step, from 0.
    pub step: u32,
    /// How many steps there are, for this party.
    pub steps: Option<u32>,
    /// From above 0 to at most 1 (`(step + 1)/(steps + 1)`, or the share of the seconds if that is larger).
    pub relative: f64,
}

impl Time {
    /// The time in that step of so many.
    pub fn of_step(step: u32, steps: u32) -> Time {
        Time { step, steps: Some(steps), relative: share_of_steps(step, steps).min(1.0) }
    }

    /// Is this the last step?
    pub fn is_last(self) -> bool {
        self.steps == Some(self.step + 1)
    }
}

fn share_of_steps(step: u32, steps: u32) -> f64 {
    (f64::from(step) + 1.0) / (f64::from(steps) + 1.0)
}

/// Why time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Limit,
    Chance,
}

/// The running clock of a talk.
pub(crate) struct Clock<'l> {
    limits: &'l Limits,
    step: u32,
    elapsed: f64,
    dice: Dice,
}

impl<'l> Clock<'l> {
    pub(crate) fn new(limits: &'l Limits, dice: Dice) -> Clock<'l> {
        Clock { limits, step: 0, elapsed: 0.0, dice }
    }

    /// The number of steps that were completed.
    pub(crate) fn step(&self) -> u32 {
        self.step
    }

    pub(crate) fn elapsed(&self) -> f64 {
        self.elapsed
    }

    /// To be asked at the beginning of a step.
    pub(crate) fn over(&mut self) -> Option<Over> {
        if self.limits.steps.is_some_and(|steps| self.step >= steps)
            || self.is_late()
            || self.step == u32::MAX
        {
            return Some(Over::Limit);
        }
        let ends = self.limits.ending > 0.0 && self.dice.at(self.step).unit() < self.limits.ending;
        ends.then_some(Over::Chance)
    }

    /// Are the seconds used up?
    pub(crate) fn is_late(&self) -> bool {
        self.limits.seconds.as_ref().is_some_and(|seconds| self.elapsed >= seconds.limit)
    }

    /// Is the party's own limit reached?
    pub(crate) fn is_late_for(&self, party: usize) -> bool {
        self.own_steps(party).is_some_and(|steps| self.step >= steps)
    }

    fn own_steps(&self, party: usize) -> Option<u32> {
        self.limits.own_steps.get(party).copied().flatten()
    }

    pub(crate) fn time(&self, party: usize) -> Time {
        let steps = self.own_steps(party).or(self.limits.steps);
        let by_steps = steps.map_or(0.0, |steps| share_of_steps(self.step, steps));
        let by_seconds = self.limits.seconds.as_ref().map_or(0.0, |seconds| self.elapsed / seconds.limit);
        Time { step: self.step, steps, relative: by_steps.max(by_seconds).min(1.0) }
    }

    /// A turn of `party` passes.
    pub(crate) fn spend(&mut self, party: usize) {
        if let Some(seconds) = &self.limits.seconds {
            let cost = seconds.a_turn.get(party).or(seconds.a_turn.last());
            self.elapsed += cost.copied().unwrap_or(0.0);
        }
    }

    pub(crate) fn next_step(&mut self) {
        self.step += 1;
    }
}
