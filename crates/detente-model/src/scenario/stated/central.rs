//! One set of numbers for preferences that are only half known: the central one.
//!
//! * A number between bounds counts as the middle; a triangular one as its likeliest.
//! * Weights of which only ranks are known count as the **rank-order centroid**: the mean of all
//!   weights that sum to 1 and keep the order, `w_k = (1/n) Σ_{j≥k} 1/j` (Barron & Barrett 1996,
//!   *Decision quality using ranked attribute weights*, Management Science 42(11):1515–1523). Where
//!   the order is partial, issues are ranked by how many count less, minus how many count more; equals share
//!   the mean of their places.
//! * Where other weights are numbers, an unknown one counts as half the greatest.
//! * Values of which only ranks are known go in equal steps: from 1 for the best to 0 for the worst, or
//!   between the numbers that are known.
//!
//! These are assumptions, made so that there is something to show; what holds whatever the numbers is
//! computed apart (necessarily and possibly efficient packages).

use super::Stated;
use crate::Spread;
use crate::scenario::Fraction;

impl Stated {
    /// The central weights and values. `None` where a fraction does not fit. Cost: cubic in the issues
    /// where ranks are given, otherwise linear.
    pub fn central(&self) -> Option<(Vec<Fraction>, Vec<Vec<Fraction>>)> {
        let values =
            self.values.iter().zip(&self.orders).map(|(values, order)| central_values(values, order));
        Some((self.central_weights()?, values.collect::<Option<_>>()?))
    }

    fn central_weights(&self) -> Option<Vec<Fraction>> {
        if !self.weights.is_empty() && self.is_ordinal() {
            return self.centroid();
        }
        let known: Vec<Option<Fraction>> = self.weights.iter().map(middle).collect();
        let greatest = known.iter().flatten().copied().max_by(compare).unwrap_or(Fraction::ZERO);
        let half = greatest.times(Fraction::new(1, 2)?)?;
        Some(known.into_iter().map(|weight| weight.unwrap_or(half)).collect())
    }

    /// Does each issue count more than each other, as far as the pairs and what follows from them say?
    pub fn importance(&self) -> Vec<Vec<bool>> {
        let n = self.weights.len();
        let mut above = vec![vec![false; n]; n];
        for &(more, less) in &self.more_important {
            above[more][less] = true;
        }
        for via in 0..n {
            for from in 0..n {
                if above[from][via] {
                    let further = above[via].clone();
                    above[from].iter_mut().zip(further).for_each(|(known, more)| *known |= more);
                }
            }
        }
        above
    }

    fn centroid(&self) -> Option<Vec<Fraction>> {
        let n = self.weights.len();
        let above = self.importance();
        let standing = |issue: usize| {
            let below = (0..n).filter(|&other| above[issue][other]).count() as i64;
            below - (0..n).filter(|&other| above[other][issue]).count() as i64
        };
        let standings: Vec<i64> = (0..n).map(standing).collect();
        let mut by_rank = vec![Fraction::ZERO; n];
        let mut tail = Fraction::ZERO;
        for rank in (0..n).rev() {
            tail = tail.plus(Fraction::new(1, rank as i128 + 1)?)?;
            by_rank[rank] = tail.times(Fraction::new(1, n as i128)?)?;
        }
        let weight = |issue: usize| {
            let first = standings.iter().filter(|other| **other > standings[issue]).count();
            let equals = standings.iter().filter(|other| **other == standings[issue]).count();
            let sum =
                by_rank[first..first + equals].iter().try_fold(Fraction::ZERO, |sum, w| sum.plus(*w))?;
            sum.times(Fraction::new(1, equals as i128)?)
        };
        (0..n).map(weight).collect()
    }
}

fn compare(a: &Fraction, b: &Fraction) -> std::cmp::Ordering {
    // Only for weights, which are decimals or their means: the products fit, or the sizes decide.
    match (a.over().checked_mul(b.under()), b.over().checked_mul(a.under())) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => (a.over() / a.under()).cmp(&(b.over() / b.under())),
    }
}

fn middle(spread: &Spread) -> Option<Fraction> {
    match spread {
        Spread::Exact(number) | Spread::Around { likely: number, .. } => Some(Fraction::of(*number)),
        Spread::Between { low, high } => {
            Fraction::of(*low).plus(Fraction::of(*high))?.times(Fraction::new(1, 2)?)
        }
        Spread::Unknown => None,
    }
}

fn central_values(values: &[Spread], order: &[Vec<u32>]) -> Option<Vec<Fraction>> {
    let mut central: Vec<Option<Fraction>> = values.iter().map(middle).collect();
    // The number of each group, where one of its options has one; the ends default to 1 and 0.
    let of_group = |group: &Vec<u32>| group.iter().find_map(|&option| central[option as usize]);
    let mut rungs: Vec<Option<Fraction>> = order.iter().map(of_group).collect();
    let last = rungs.len().saturating_sub(1);
    if let Some(first) = rungs.first_mut() {
        first.get_or_insert(Fraction::new(1, 1)?);
    }
    if last > 0 {
        rungs[last].get_or_insert(Fraction::ZERO);
    }
    let mut from = 0;
    for to in 1..rungs.len() {
        let (Some(high), Some(low)) = (rungs[from], rungs[to]) else { continue };
        let down = low.plus(high.times(Fraction::new(-1, 1)?)?)?;
        for (steps, rung) in (1..).zip(&mut rungs[from + 1..to]) {
            let share = Fraction::new(steps, (to - from) as i128)?;
            *rung = Some(high.plus(down.times(share)?)?);
        }
        from = to;
    }
    for (group, rung) in order.iter().zip(&rungs) {
        for &option in group {
            central[option as usize] = central[option as usize].or(*rung);
        }
    }
    Some(central.into_iter().map(|value| value.unwrap_or(Fraction::ZERO)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Decimal;

    fn fractions(numbers: &[(i128, i128)]) -> Vec<Fraction> {
        numbers.iter().map(|&(over, under)| Fraction::new(over, under).unwrap()).collect()
    }

    fn ranked(issues: usize, more_important: &[(usize, usize)]) -> Stated {
        Stated {
            weights: vec![Spread::Unknown; issues],
            values: vec![vec![]; issues],
            orders: vec![vec![]; issues],
            more_important: more_important.to_vec(),
            prefers: vec![],
        }
    }

    #[test]
    fn ranks_become_the_published_centroid() {
        // Barron & Barrett 1996, table 1, three attributes: 0.6111, 0.2778, 0.1111.
        let weights = ranked(3, &[(2, 0), (0, 1)]).central().unwrap().0;
        assert_eq!(weights, fractions(&[(5, 18), (1, 9), (11, 18)]));
        // Nothing said: all alike.
        assert_eq!(ranked(4, &[]).central().unwrap().0, fractions(&[(1, 4); 4]));
    }

    #[test]
    fn ranked_values_go_in_equal_steps_between_what_is_known() {
        let known = Spread::Exact(Decimal::parse("0.6").unwrap());
        let values = vec![Spread::Unknown, known, Spread::Unknown, Spread::Unknown, Spread::Unknown];
        // Best first: 3, then 0, then 1 (0.6), then 2 and 4 alike.
        let central = central_values(&values, &[vec![3], vec![0], vec![1], vec![2, 4]]).unwrap();
        assert_eq!(central, fractions(&[(4, 5), (3, 5), (0, 1), (1, 1), (0, 1)]));
    }
}
