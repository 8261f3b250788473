//! What is known of a party's weights and values, in the form that sampling and exact decisions share.
//!
//! Numbers have *ranges*; options of an issue that are liked alike form one *class*; the classes that are
//! ranked form a *chain*, the best first. Where all weights are unknown they sum to 1.
//!
//! What is not said is taken so (as [`Stated::central`] does):
//! * an unknown weight beside known ones lies between 0 and the greatest known one;
//! * an unknown value lies on the party's scale: from 0, or the least value known of the party, to 1, or the greatest;
//! * the best class of a ranking, where no number is known for it, has the top of the scale, the worst the bottom.

use super::WorldsError;
use detente_model::scenario::{Preferred, Spread, Stated, Utility};
use detente_model::{Basis, Decimal};

/// A number between two, flat or with a peak.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
    /// Where it is likeliest, if it is triangular.
    pub(crate) peak: Option<Decimal>,
}

impl Range {
    fn exact(number: Decimal) -> Range {
        Range { low: number, high: number, peak: None }
    }

    fn flat(low: Decimal, high: Decimal) -> Range {
        Range { low, high, peak: None }
    }

    pub(crate) fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

/// A number as a double, for sampling: digits over a power of ten, rounded once.
pub(crate) fn double(number: Decimal) -> f64 {
    let digits = number.scaled(number.scale()).unwrap_or(0) as f64;
    digits / 10u64.pow(number.scale().into()) as f64
}

/// Weights as far as they are known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Weights {
    /// So many, not below 0, that sum to 1.
    Simplex(usize),
    /// One range an issue.
    Ranges(Vec<Range>),
}

impl Weights {
    pub(crate) fn len(&self) -> usize {
        match self {
            Weights::Simplex(n) => *n,
            Weights::Ranges(ranges) => ranges.len(),
        }
    }

    /// Is the weight of this issue one number?
    pub(crate) fn is_exact(&self, issue: usize) -> bool {
        match self {
            Weights::Simplex(n) => *n == 1,
            Weights::Ranges(ranges) => ranges[issue].is_exact(),
        }
    }
}

/// The values of an issue's options.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Values {
    /// The range of each class; the first `chain` of them are ranked, the best first.
    pub(crate) classes: Vec<Range>,
    pub(crate) chain: usize,
    /// The class of each option.
    pub(crate) class_of: Vec<usize>,
}

/// What is known of a party.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) weights: Weights,
    /// Pairs of issues, of which the first counts at least as much.
    pub(crate) more: Vec<(usize, usize)>,
    pub(crate) values: Vec<Values>,
    pub(crate) prefers: Vec<Preferred>,
}

impl Known {
    /// What is known of the party at this place. `None` where all that was said are exact numbers, or utilities are not sums
    /// of weighted values. `assumed_spread` widens exact numbers, where the basis is `assumed`, by such a share of
    /// them, both ways.
    pub(crate) fn of(
        party: usize,
        utility: &Utility,
        assumed_spread: Option<Decimal>,
    ) -> Result<Option<Known>, WorldsError> {
        let Some(stated) = &utility.stated else { return Ok(None) };
        let assumed_spread = assumed_spread.filter(|_| utility.basis == Basis::Assumed);
        let said = !stated.more_important.is_empty() || !stated.prefers.is_empty();
        let ranked = stated.orders.iter().any(|order| !order.is_empty());
        if stated.is_exact() && assumed_spread.is_none() && !said && !ranked {
            return Ok(None);
        }
        let bad = || WorldsError::BadNumber { party };
        let shaped = stated.weights.len() == utility.gains.len()
            && stated.values.len() == utility.gains.len()
            && stated.orders.len() == utility.gains.len()
            && stated.values.iter().zip(&utility.gains).all(|(values, gains)| values.len() == gains.len());
        let issue_fits = |issue: &usize| *issue < utility.gains.len();
        let pairs = stated.more_important.iter().all(|(a, b)| issue_fits(a) && issue_fits(b));
        let terms = |p: &Preferred| {
            p.this.iter().chain(&p.to).all(|&(i, o)| issue_fits(&i) && (o as usize) < utility.gains[i].len())
        };
        if !shaped || !pairs || !stated.prefers.iter().all(terms) {
            return Err(WorldsError::Shape { party });
        }
        if !stated.prefers.iter().all(is_even) {
            return Err(WorldsError::Lopsided { party });
        }
        let range = |spread: &Spread| range(spread, assumed_spread).ok_or_else(bad);
        let weights = weights(&stated.weights, &range).and_then(|weights| match &weights {
            Weights::Ranges(ranges) if ranges.iter().any(|range| range.low.is_negative()) => Err(bad()),
            _ => Ok(weights),
        })?;
        let mut known = stated.values.clone();
        known.iter_mut().for_each(|values| values.retain(|value| *value != Spread::Unknown));
        let numbers: Vec<Option<Range>> = known.iter().flatten().map(range).collect::<Result<_, _>>()?;
        let numbers: Vec<Range> = numbers.into_iter().flatten().collect();
        let bottom = numbers.iter().map(|range| range.low).min().unwrap_or(Decimal::ZERO).min(Decimal::ZERO);
        let top = numbers.iter().map(|range| range.high).max().unwrap_or(1.into()).max(1.into());
        let values = (0..stated.values.len())
            .map(|issue| values(party, stated, issue, Range::flat(bottom, top), &range))
            .collect::<Result<_, _>>()?;
        let (more, prefers) = (stated.more_important.clone(), stated.prefers.clone());
        Ok(Some(Known { weights, more, values, prefers }))
    }
}

impl Known {
    /// Is every number one?
    pub(crate) fn is_exact(&self) -> bool {
        let mut values = self.values.iter().flat_map(|values| &values.classes);
        (0..self.weights.len()).all(|issue| self.weights.is_exact(issue)) && values.all(Range::is_exact)
    }
}

/// Do both sides name the same issues, each once?
fn is_even(preferred: &Preferred) -> bool {
    let issues = |terms: &[(usize, u32)]| {
        let mut issues: Vec<usize> = terms.iter().map(|term| term.0).collect();
        issues.sort_unstable();
        issues
    };
    let (this, to) = (issues(&preferred.this), issues(&preferred.to));
    this == to && this.windows(2).all(|pair| pair[0] < pair[1])
}

/// The range of a spread; `Some(None)` for an unknown one, `None` where its numbers are not in order or too long.
fn range(spread: &Spread, assumed: Option<Decimal>) -> Option<Option<Range>> {
    let range = match *spread {
        Spread::Exact(number) => match assumed {
            Some(share) => {
                let width = Decimal::new(
                    number.scaled(number.scale())?.checked_mul(share.scaled(share.scale())?)?.abs(),
                    number.scale().checked_add(share.scale())?,
                )?;
                let minus = Decimal::new(-width.scaled(width.scale())?, width.scale())?;
                Range::flat(number.plus(minus)?, number.plus(width)?)
            }
            None => Range::exact(number),
        },
        Spread::Between { low, high } => Range::flat(low, high),
        Spread::Around { low, likely, high } if low == high => {
            Range { low, high, peak: None }.peaked(likely)?
        }
        Spread::Around { low, likely, high } => Range::flat(low, high).peaked(likely)?,
        Spread::Unknown => return Some(None),
    };
    (range.low <= range.high).then_some(Some(range))
}

impl Range {
    fn peaked(mut self, likely: Decimal) -> Option<Range> {
        let inside = self.low <= likely && likely <= self.high;
        self.peak = (!self.is_exact()).then_some(likely);
        inside.then_some(self)
    }
}

type OfSpread<'f> = &'f dyn Fn(&Spread) -> Result<Option<Range>, WorldsError>;

fn weights(stated: &[Spread], range: OfSpread<'_>) -> Result<Weights, WorldsError> {
    let ranges: Vec<Option<Range>> = stated.iter().map(range).collect::<Result<_, _>>()?;
    if ranges.iter().all(Option::is_none) {
        return Ok(Weights::Simplex(ranges.len()));
    }
    let most = ranges.iter().flatten().map(|range| range.high).max().unwrap_or(Decimal::ZERO);
    let unknown = Range::flat(Decimal::ZERO, most.max(Decimal::ZERO));
    Ok(Weights::Ranges(ranges.into_iter().map(|range| range.unwrap_or(unknown)).collect()))
}

fn values(
    party: usize,
    stated: &Stated,
    issue: usize,
    scale: Range,
    range: OfSpread<'_>,
) -> Result<Values, WorldsError> {
    let ranges: Vec<Option<Range>> = stated.values[issue].iter().map(range).collect::<Result<_, _>>()?;
    let order = &stated.orders[issue];
    let mut class_of: Vec<Option<usize>> = vec![None; ranges.len()];
    let mut classes = Vec::new();
    for group in order.iter().filter(|group| !group.is_empty()) {
        let mut of_group: Option<Range> = None;
        for &option in group {
            match class_of.get_mut(option as usize) {
                Some(class @ None) => *class = Some(classes.len()),
                _ => return Err(WorldsError::Shape { party }),
            }
            of_group = both(of_group, ranges[option as usize]);
        }
        classes.push(of_group);
    }
    let chain = classes.len();
    if let Some(best) = classes.first_mut() {
        best.get_or_insert(Range::exact(scale.high));
    }
    if chain > 1 {
        classes[chain - 1].get_or_insert(Range::exact(scale.low));
    }
    let mut class_of_option = Vec::with_capacity(ranges.len());
    for (class, range) in class_of.into_iter().zip(&ranges) {
        class_of_option.push(class.unwrap_or_else(|| {
            classes.push(*range);
            classes.len() - 1
        }));
    }
    let mut classes: Vec<Range> = classes.into_iter().map(|range| range.unwrap_or(scale)).collect();
    tighten(&mut classes[..chain]);
    if classes.iter().any(|range| range.low > range.high) {
        return Err(WorldsError::Contradiction {
            party,
            statements: vec![super::Statement::Order { issue }],
        });
    }
    Ok(Values { classes, chain, class_of: class_of_option })
}

/// What both ranges say; the narrower one says where it is likeliest.
fn both(a: Option<Range>, b: Option<Range>) -> Option<Range> {
    let (Some(a), Some(b)) = (a, b) else { return a.or(b) };
    let (low, high) = (a.low.max(b.low), a.high.min(b.high));
    let peak = a.peak.or(b.peak).filter(|peak| low <= *peak && *peak <= high && low < high);
    Some(Range { low, high, peak })
}

/// Cuts flat ranges to what the ranking leaves of them: no class is above one that is ranked higher, or below one
/// that is ranked lower. What is cut off had no share in any world, so that what is left is still flat. The
/// bounds of peaked ranges stay as they are; ranges that leave nothing are found by their order.
fn tighten(chain: &mut [Range]) {
    let mut most = None;
    for range in chain.iter_mut() {
        let high = most.map_or(range.high, |most: Decimal| most.min(range.high));
        if range.peak.is_none() || high < range.low {
            range.high = high;
        }
        most = Some(high);
    }
    let mut least = None;
    for range in chain.iter_mut().rev() {
        let low = least.map_or(range.low, |least: Decimal| least.max(range.low));
        if range.peak.is_none() || low > range.high {
            range.low = low;
        }
        least = Some(low);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn rankings_cut_ranges() {
        let flat = |low: &str, high: &str| Range::flat(number(low), number(high));
        let mut chain = [flat("0", "5"), flat("1", "9"), flat("3", "3"), flat("0", "9")];
        tighten(&mut chain);
        assert_eq!(chain, [flat("3", "5"), flat("3", "5"), flat("3", "3"), flat("0", "3")]);
        let mut broken = [flat("0", "1"), flat("2", "3")];
        tighten(&mut broken);
        assert!(broken.iter().any(|range| range.low > range.high));
    }

    #[test]
    fn assumed_numbers_are_widened_exactly() {
        let spread = range(&Spread::Exact(number("0.35")), Some(number("0.2"))).unwrap().unwrap();
        assert_eq!((spread.low, spread.high), (number("0.28"), number("0.42")));
        let below = range(&Spread::Exact(number("-10")), Some(number("0.5"))).unwrap().unwrap();
        assert_eq!((below.low, below.high), (number("-15"), number("-5")));
        assert_eq!(range(&Spread::Between { low: number("2"), high: number("1") }, None), None);
    }
}
