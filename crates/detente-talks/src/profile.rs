//! What outcomes are worth to one party, in doubles, as strategies reckon.
//!
//! `u(x) = min(cap, (bias + Σᵢ gainsᵢ(xᵢ) + Σ_t table_t(cell of x)) / unit)`, summed from left to right without fused
//! multiplication, as NegMAS's `LinearAdditiveUtilityFunction` does. From a scenario the gains are its integers and `unit` is
//! its unit: every sum is then exact and ties are ties. From another program's doubles `unit` is 1 and each gain is
//! the double `weight · value`.

use detente_model::scenario::{Discount, Table, Utility};
use std::fmt;

/// Sums of integers up to this are exact in doubles.
const EXACT: i64 = 1 << 53;

/// A link that changes values, in doubles.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The issues, by index.
    pub issues: Vec<usize>,
    /// What each combination of their options adds; the last of `issues` fastest.
    pub values: Vec<f64>,
}

/// What outcomes are worth to one party.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    gains: Vec<Vec<f64>>,
    links: Vec<Link>,
    bias: f64,
    unit: f64,
    cap: Option<f64>,
    reservation: Option<f64>,
    discount: Option<Discount>,
}

/// Why there is no such profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// There is not one value for each option of each issue, or one weight for each issue.
    Shape,
    /// A number is not finite.
    NotFinite,
    /// A link names an issue that is not there, or has not one value a combination.
    Link(usize),
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileError::Shape => write!(f, "there must be one weight an issue and one value an option"),
            ProfileError::NotFinite => {
                write!(f, "a weight, a value or a reservation value is not a finite number")
            }
            ProfileError::Link(link) => write!(f, "link {link} does not fit the issues"),
        }
    }
}

impl std::error::Error for ProfileError {}

impl Profile {
    /// A sum of weighted values, in doubles as they are: `tables[issue][option]`. A reservation value of −∞ is none.
    pub fn additive(
        weights: &[f64],
        tables: &[Vec<f64>],
        reservation: Option<f64>,
    ) -> Result<Profile, ProfileError> {
        if weights.len() != tables.len() {
            return Err(ProfileError::Shape);
        }
        let gain = |(weight, table): (&f64, &Vec<f64>)| table.iter().map(|value| weight * value).collect();
        Profile {
            gains: weights.iter().zip(tables).map(gain).collect(),
            links: Vec::new(),
            bias: 0.0,
            unit: 1.0,
            cap: None,
            reservation: reservation.filter(|&value| value != f64::NEG_INFINITY),
            discount: None,
        }
        .checked()
    }

    /// The profile of a scenario's party.
    pub fn of(utility: &Utility) -> Result<Profile, ProfileError> {
        // Beyond what doubles add exactly, each part is rounded once before it is added.
        let (divisor, unit) =
            if is_exact(utility) { (1.0, utility.unit as f64) } else { (utility.unit as f64, 1.0) };
        let double = |&gain: &i64| gain as f64 / divisor;
        let link = |table: &Table| Link {
            issues: table.issues.clone(),
            values: table.values.iter().map(double).collect(),
        };
        let worth = |scaled: i64| scaled as f64 / utility.unit as f64;
        Profile {
            gains: utility.gains.iter().map(|options| options.iter().map(double).collect()).collect(),
            links: utility.tables.iter().map(link).collect(),
            bias: double(&utility.bias),
            unit,
            cap: utility.cap.map(worth),
            reservation: utility.reservation.map(worth),
            discount: utility.discount,
        }
        .checked()
    }

    fn checked(self) -> Result<Profile, ProfileError> {
        let numbers = self.gains.iter().flatten().chain(self.links.iter().flat_map(|link| &link.values));
        // Also no sum of them overflows.
        if !numbers.chain(&self.reservation).map(|number| number.abs()).sum::<f64>().is_finite() {
            return Err(ProfileError::NotFinite);
        }
        let cells = |link: &Link| {
            link.issues
                .iter()
                .try_fold(1usize, |cells, &issue| cells.checked_mul(self.gains.get(issue)?.len()))
        };
        match self.links.iter().position(|link| cells(link) != Some(link.values.len())) {
            Some(link) => Err(ProfileError::Link(link)),
            None => Ok(self),
        }
    }

    /// Has it one value for each option of these issues?
    pub fn fits(&self, options: &[u32]) -> bool {
        self.gains.len() == options.len()
            && self.gains.iter().zip(options).all(|(gains, &n)| gains.len() == n as usize)
    }

    /// What an outcome is worth, by its options. Cost: one addition an issue and link.
    pub fn utility(&self, option: impl Fn(usize) -> u32) -> f64 {
        let mut sum = self.bias;
        for (issue, gains) in self.gains.iter().enumerate() {
            sum += gains[option(issue) as usize];
        }
        for link in &self.links {
            let cell = |cell, &issue: &usize| cell * self.gains[issue].len() + option(issue) as usize;
            sum += link.values[link.issues.iter().fold(0, cell)];
        }
        self.finish(sum)
    }

    fn finish(&self, sum: f64) -> f64 {
        let worth = if self.unit == 1.0 { sum } else { sum / self.unit };
        self.cap.map_or(worth, |cap| worth.min(cap))
    }

    /// What every outcome is worth, in the order of enumeration. The same numbers as [`Profile::utility`]'s. Cost: where there
    /// are no links, one addition an outcome and a few more for each issue but the last: sums of the first issues are kept.
    pub fn utilities(&self) -> Vec<f64> {
        let mut sums = self.sums(&self.gains);
        self.links.iter().for_each(|link| self.add_link(link, &mut sums));
        if self.unit != 1.0 || self.cap.is_some() {
            sums.iter_mut().for_each(|sum| *sum = self.finish(*sum));
        }
        sums
    }

    /// The sums over all issues but the last, in the order of enumeration, and what the options of the last add: a head and a part of the tail
    /// make an outcome's sum before it is divided and capped. `None` where there are links.
    pub(crate) fn heads_and_tail(&self) -> Option<(Vec<f64>, &[f64])> {
        let (last, others) = self.gains.split_last().filter(|_| self.links.is_empty())?;
        Some((self.sums(others), last))
    }

    /// The sums over some of the first issues.
    fn sums(&self, issues: &[Vec<f64>]) -> Vec<f64> {
        let mut sums = vec![self.bias];
        for gains in issues {
            let mut longer = Vec::with_capacity(sums.len() * gains.len());
            for sum in &sums {
                longer.extend(gains.iter().map(|gain| sum + gain));
            }
            sums = longer;
        }
        sums
    }

    /// The least and the greatest number in [`Profile::utilities`], where there are no links: each sum grows with each of its parts, rounded
    /// or not, so that the extremes are the sums of the extremes. Cost: one look at each option.
    pub fn range(&self) -> Option<(f64, f64)> {
        let extreme = |better: fn(f64, f64) -> f64, none: f64| {
            let best = |gains: &Vec<f64>| gains.iter().copied().fold(none, better);
            self.finish(self.gains.iter().map(best).fold(self.bias, |sum, gain| sum + gain))
        };
        self.links
            .is_empty()
            .then(|| (extreme(f64::min, f64::INFINITY), extreme(f64::max, f64::NEG_INFINITY)))
    }

    fn add_link(&self, link: &Link, sums: &mut [f64]) {
        let stride = |issue: usize| self.gains[issue + 1..].iter().map(Vec::len).product::<usize>();
        let places: Vec<(usize, usize)> =
            link.issues.iter().map(|&issue| (stride(issue), self.gains[issue].len())).collect();
        for (number, sum) in sums.iter_mut().enumerate() {
            let cell = places.iter().fold(0, |cell, &(stride, n)| cell * n + number / stride % n);
            *sum += link.values[cell];
        }
    }

    /// `gains[issue][option]`: what each option adds, before the division by [`Profile::unit`].
    pub fn gains(&self) -> &[Vec<f64>] {
        &self.gains
    }

    /// Links between issues that change values; a profile without is additive.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// What is added whatever the outcome, before the division.
    pub fn bias(&self) -> f64 {
        self.bias
    }

    /// By what sums are divided.
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// No outcome is worth more.
    pub fn cap(&self) -> Option<f64> {
        self.cap
    }

    /// What the party has without an agreement; −∞ where there is no such value.
    pub fn reservation(&self) -> f64 {
        self.reservation.unwrap_or(f64::NEG_INFINITY)
    }

    /// How utilities shrink while talks last. Strategies reckon without it; it is applied to what a talk brought.
    pub fn discount(&self) -> Option<Discount> {
        self.discount
    }
}

/// Do doubles add up this party's integers without rounding, whatever the outcome and the order?
fn is_exact(utility: &Utility) -> bool {
    let largest = |numbers: &[i64]| numbers.iter().map(|n| n.unsigned_abs()).max().unwrap_or(0);
    let gains = utility.gains.iter().map(|options| largest(options));
    let links = utility.tables.iter().map(|table| largest(&table.values));
    let most = gains.chain(links).fold(utility.bias.unsigned_abs(), u64::saturating_add);
    most <= EXACT as u64 && utility.unit <= EXACT
}
