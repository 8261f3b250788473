//! Many talks as data: which strategies talk about what, by which rules, how long, how often.
//!
//! A plan numbers its runs `0..len`: by scenario, protocol, limits, who sits where, repetition, the last fastest. From
//! a number to its [`Choice`] and back is arithmetic: nothing is listed. A run's random numbers are those of its number
//! ([`crate::dice`]), so it is the same whoever plays it, and with which others.
//!
//! All talks of one choice but for the repetition are a **cell**; its runs stand beside each other.

use crate::limits::Limits;
use crate::protocol::Rules;
use crate::strategy::Spec;
use std::fmt;

/// A scenario as a plan knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What it is called; unique in the plan.
    pub name: String,
    /// How many parties there are.
    pub parties: usize,
    /// [`crate::fingerprint::of`] it.
    pub hash: String,
}

/// Who sits where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seating {
    /// Each strategy in each seat, against each in the others.
    Everyone {
        /// Also all seats with the same strategy.
        mirror: bool,
    },
    /// These only: a team has a strategy for each seat, by its place in the plan's list.
    Teams(Vec<Vec<usize>>),
}

/// A tournament or sweep.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is talked about.
    pub topics: Vec<Topic>,
    /// The strategies, each once.
    pub strategies: Vec<Spec>,
    /// Who sits where.
    pub seating: Seating,
    /// By which rules.
    pub protocols: Vec<Rules>,
    /// How long.
    pub limits: Vec<Limits>,
    /// How often each talk is held.
    pub repetitions: u32,
    /// The seed of all random numbers.
    pub seed: u64,
}

/// What is talked about in a run, by whom, how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The place of the scenario.
    pub topic: usize,
    /// The place of the protocol.
    pub protocol: usize,
    /// The place of the limits.
    pub limits: usize,
    /// The place of the strategy in each seat.
    pub seats: Vec<usize>,
    /// Which time.
    pub repetition: u32,
}

/// Why a plan cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// There is nothing of this.
    Nothing(&'static str),
    /// This stands there twice.
    Twice(String),
    /// A team has not one strategy a party of this scenario.
    Team {
        /// Which team, from 0.
        team: usize,
        /// How many strategies it has.
        strategies: usize,
        /// The scenario.
        topic: String,
        /// Its parties.
        parties: usize,
    },
    /// A scenario has fewer than two parties.
    Alone(String),
    /// With one strategy all talks are mirrors, and these are left out.
    OnlyMirrors,
    /// There are more runs than can be numbered.
    TooMany,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Nothing(what) => write!(f, "there are no {what}; name one at least"),
            PlanError::Twice(what) => write!(f, "{what} stands there twice; name it once"),
            PlanError::Team { team, strategies, topic, parties } => write!(
                f,
                "team {} has {strategies} strategies and {topic} has {parties} parties; name one for each",
                team + 1
            ),
            PlanError::Alone(topic) => write!(f, "{topic} has fewer than two parties; talks need two"),
            PlanError::OnlyMirrors => {
                write!(f, "one strategy has none to talk with but itself; name two, or allow that")
            }
            PlanError::TooMany => write!(f, "that is more than 2^63 talks; ask for fewer"),
        }
    }
}

impl std::error::Error for PlanError {}

impl Plan {
    /// Finds what is wrong with the plan, and where each scenario's runs begin.
    pub fn numbered(self) -> Result<Numbered, PlanError> {
        let lists = [
            ("scenarios", self.topics.len()),
            ("strategies", self.strategies.len()),
            ("protocols", self.protocols.len()),
            ("limits", self.limits.len()),
            ("repetitions", self.repetitions as usize),
        ];
        if let Some((what, _)) = lists.iter().find(|(_, count)| *count == 0) {
            return Err(PlanError::Nothing(what));
        }
        let mut names: Vec<String> = self.topics.iter().map(|topic| topic.name.clone()).collect();
        names.extend(self.strategies.iter().map(|spec| format!("the strategy {spec}")));
        names.extend(self.protocols.iter().map(|rules| format!("the protocol {rules}")));
        names.extend(self.limits.iter().map(|limits| format!("the limit of {limits}")));
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(PlanError::Twice(twice[0].clone()));
        }
        let mut starts = vec![0u64];
        for topic in 0..self.topics.len() {
            let runs = self.runs_of(topic)?;
            let end = starts[topic].checked_add(runs).filter(|&end| end < 1 << 63);
            starts.push(end.ok_or(PlanError::TooMany)?);
        }
        Ok(Numbered { plan: self, starts })
    }

    fn runs_of(&self, topic: usize) -> Result<u64, PlanError> {
        let counts = [self.protocols.len() as u64, self.limits.len() as u64, self.repetitions.into()];
        let all = counts.iter().try_fold(self.seatings(topic)?, |product, &n| product.checked_mul(n));
        all.ok_or(PlanError::TooMany)
    }

    /// In how many ways the seats of a scenario are taken.
    fn seatings(&self, topic: usize) -> Result<u64, PlanError> {
        let Topic { name, parties, .. } = &self.topics[topic];
        let strategies = self.strategies.len() as u64;
        if *parties < 2 {
            return Err(PlanError::Alone(name.clone()));
        }
        match &self.seating {
            Seating::Everyone { mirror } => {
                let power = u32::try_from(*parties).ok().and_then(|parties| strategies.checked_pow(parties));
                let all = power.ok_or(PlanError::TooMany)?;
                match if *mirror { all } else { all - strategies } {
                    0 => Err(PlanError::OnlyMirrors),
                    count => Ok(count),
                }
            }
            Seating::Teams(teams) if teams.is_empty() => Err(PlanError::Nothing("teams")),
            Seating::Teams(teams) if teams.iter().flatten().any(|&seat| seat >= self.strategies.len()) => {
                Err(PlanError::Nothing("strategies of that number"))
            }
            Seating::Teams(teams) => match teams.iter().position(|team| team.len() != *parties) {
                Some(team) => Err(PlanError::Team {
                    team,
                    strategies: teams[team].len(),
                    topic: name.clone(),
                    parties: *parties,
                }),
                None => Ok(teams.len() as u64),
            },
        }
    }
}

/// A plan whose runs are numbered.
#[derive(Clone, Debug)]
pub struct Numbered {
    plan: Plan,
    /// Where the runs of each scenario begin, and where the last end.
    starts: Vec<u64>,
}

impl Numbered {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// How many runs there are.
    #[allow(clippy::len_without_is_empty, reason = "none is empty")]
    pub fn len(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }

    /// What run `run` is, if there is one. Cost: a binary search among scenarios, a division a seat.
    pub fn choice(&self, run: u64) -> Option<Choice> {
        if run >= self.len() {
            return None;
        }
        let topic = self.starts.partition_point(|&start| start <= run) - 1;
        let mut rest = run - self.starts[topic];
        let mut digit = |base: u64| {
            let digit = rest % base;
            rest /= base;
            digit
        };
        let repetition = digit(self.plan.repetitions.into()) as u32;
        let seating = digit(self.seatings(topic));
        let limits = digit(self.plan.limits.len() as u64) as usize;
        let protocol = digit(self.plan.protocols.len() as u64) as usize;
        Some(Choice { topic, protocol, limits, seats: self.seats(topic, seating), repetition })
    }

    /// Which run a choice is, if it is one of the plan's.
    pub fn run(&self, choice: &Choice) -> Option<u64> {
        let plan = &self.plan;
        let fits = choice.topic < plan.topics.len()
            && choice.protocol < plan.protocols.len()
            && choice.limits < plan.limits.len()
            && choice.repetition < plan.repetitions;
        if !fits {
            return None;
        }
        let seating = self.seating(choice.topic, &choice.seats)?;
        let place = choice.protocol as u64 * plan.limits.len() as u64 + choice.limits as u64;
        let cell = place * self.seatings(choice.topic) + seating;
        Some(self.starts[choice.topic] + cell * u64::from(plan.repetitions) + u64::from(choice.repetition))
    }

    /// The runs of chunk `chunk` (from 1) of `of` about equal ones; the first are longer by one where it does not come
    /// out even.
    pub fn chunk(&self, chunk: u64, of: u64) -> std::ops::Range<u64> {
        let (len, of) = (u128::from(self.len()), u128::from(of.max(1)));
        let begin = |chunk: u64| {
            let chunk = u128::from(chunk).min(of);
            (chunk * (len / of) + chunk.min(len % of)) as u64
        };
        begin(chunk.saturating_sub(1))..begin(chunk)
    }

    fn seatings(&self, topic: usize) -> u64 {
        let plan = &self.plan;
        let cells = (self.starts[topic + 1] - self.starts[topic]) / u64::from(plan.repetitions);
        cells / (plan.protocols.len() * plan.limits.len()) as u64
    }

    fn seats(&self, topic: usize, seating: u64) -> Vec<usize> {
        let strategies = self.plan.strategies.len() as u64;
        let mirror = match &self.plan.seating {
            Seating::Teams(teams) => return teams[seating as usize].clone(),
            Seating::Everyone { mirror } => *mirror,
        };
        let parties = self.plan.topics[topic].parties;
        // Mirrors stand at the multiples of `apart`, from 0: after each follow `apart - 1` others.
        let apart = apart(strategies, parties);
        let mut rest = if mirror { seating } else { 1 + seating + seating / (apart - 1) };
        let mut seats = vec![0; parties];
        for seat in seats.iter_mut().rev() {
            *seat = (rest % strategies) as usize;
            rest /= strategies;
        }
        seats
    }

    fn seating(&self, topic: usize, seats: &[usize]) -> Option<u64> {
        let strategies = self.plan.strategies.len();
        let mirror = match &self.plan.seating {
            Seating::Teams(teams) => {
                return teams.iter().position(|team| team == seats).map(|team| team as u64);
            }
            Seating::Everyone { mirror } => *mirror,
        };
        let parties = self.plan.topics[topic].parties;
        if seats.len() != parties || seats.iter().any(|&seat| seat >= strategies) {
            return None;
        }
        let number = seats.iter().fold(0u64, |number, &seat| number * strategies as u64 + seat as u64);
        let apart = apart(strategies as u64, parties);
        match (mirror, number % apart) {
            (true, _) => Some(number),
            (false, 0) => None,
            (false, _) => Some(number - number / apart - 1),
        }
    }
}

/// How far apart two mirrors stand in the order of seatings: `1 + s + s² + …`.
fn apart(strategies: u64, parties: usize) -> u64 {
    (0..parties).fold(0, |sum, _| sum * strategies + 1)
}
