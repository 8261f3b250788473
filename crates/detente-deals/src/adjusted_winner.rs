//! Adjusted winner: two parties with points on items; at most one item is split.
//!
//! **Definition.** Each party spreads the same number of points over the items. At first each item goes to the party
//! that puts more points on it; then those on which both put the same, one by one, to the party with the smaller score so far (of
//! equal scores to the first). Then from the party with
//! the greater score items go to the other one, in rising order of the ratio of the winner's points to the other's (those
//! with a tie in points first, of equals the first item), until the scores are equal, the last one in such a share
//! that they are. S. J. Brams, A. D. Taylor, "Fair division: from cake-cutting to dispute resolution", Cambridge
//! University Press 1996, chapter 4; the result is efficient, free of envy and equitable in points.
//!
//! All numbers are exact fractions. **Cost.** Sorting the items.

use crate::problem::Problem;
use num_bigint::BigInt;
use num_rational::BigRational;

/// An exact fraction in lowest terms.
pub type Fraction = BigRational;

/// Who gets what of each item, and what that is worth in points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// To whom each item went at first: 0 or 1.
    pub won: Vec<usize>,
    /// The scores then.
    pub initial: [BigRational; 2],
    /// What was handed over, in order.
    pub transfers: Vec<Transfer>,
    /// Of each item the first party's share in the end; the second has the rest.
    pub shares: Vec<BigRational>,
    /// The scores in the end. Equal, unless no share of any item makes them so.
    pub scores: [BigRational; 2],
}

impl Division {
    /// Of an item the second party's share in the end.
    pub fn rest(&self, item: usize) -> Fraction {
        whole(1) - &self.shares[item]
    }
}

/// A share of an item that went from who won it to the other party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Which item.
    pub item: usize,
    /// From whom: 0 or 1.
    pub from: usize,
    /// How much of the item: 1 is all of it.
    pub share: BigRational,
}

/// Why nothing is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DivisionError {
    /// Not two parties, or not one number an item a party.
    Shape,
    /// Points below 0.
    Negative,
    /// The two parties' points do not add up to the same, or to 0.
    Sums,
    /// The utilities are tied together by links or caps, or rules forbid outcomes: issues cannot be handed over one by one.
    Linked,
}

impl std::fmt::Display for DivisionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            DivisionError::Shape => "adjusted winner needs two parties with one number an item",
            DivisionError::Negative => "points are not below 0",
            DivisionError::Sums => "both parties' points must add up to the same number above 0",
            DivisionError::Linked => "links, rules or caps tie the issues together",
        })
    }
}

impl std::error::Error for DivisionError {}

/// Divides items by points: `points[party][item]`.
pub fn adjusted_winner(points: &[Vec<BigRational>]) -> Result<Division, DivisionError> {
    let [a, b] = points else { return Err(DivisionError::Shape) };
    if a.len() != b.len() {
        return Err(DivisionError::Shape);
    }
    let zero = whole(0);
    if a.iter().chain(b).any(|point| *point < zero) {
        return Err(DivisionError::Negative);
    }
    let sum = |points: &[BigRational]| points.iter().fold(zero.clone(), |sum, point| sum + point);
    if sum(a) != sum(b) || sum(a) == zero {
        return Err(DivisionError::Sums);
    }
    let won = winners(a, b);
    let mut shares: Vec<BigRational> = won.iter().map(|winner| whole(1 - *winner as i64)).collect();
    let initial = scores(points, &shares);
    let from = usize::from(initial[1] > initial[0]);
    let mut items: Vec<usize> = (0..won.len()).filter(|&item| won[item] == from).collect();
    // p / q rises as p · q' falls behind p' · q; an item that is worth nothing to the other one comes last.
    items.sort_by(|&i, &j| {
        let (mine, other) = (&points[from], &points[1 - from]);
        let is_useless = |item: usize| other[item] == zero;
        let cross = (&mine[i] * &other[j]).cmp(&(&mine[j] * &other[i]));
        is_useless(i).cmp(&is_useless(j)).then(if is_useless(i) { i.cmp(&j) } else { cross.then(i.cmp(&j)) })
    });
    let mut transfers = Vec::new();
    for item in items {
        let now = scores(points, &shares);
        let ahead = &now[from] - &now[1 - from];
        let both = &points[0][item] + &points[1][item];
        if ahead <= zero || both == zero {
            continue;
        }
        let share = (ahead / both).min(whole(1));
        // What the first party loses or gains.
        let change = if from == 0 { -&share } else { share.clone() };
        shares[item] += change;
        transfers.push(Transfer { item, from, share });
    }
    let scores = scores(points, &shares);
    Ok(Division { won, initial, transfers, shares, scores })
}

/// Who gets what at first.
fn winners(a: &[BigRational], b: &[BigRational]) -> Vec<usize> {
    let mut won: Vec<usize> = a.iter().zip(b).map(|(a, b)| usize::from(b > a)).collect();
    let (mut first, mut second) = (whole(0), whole(0));
    for (a, b) in a.iter().zip(b) {
        first += if a > b { a.clone() } else { whole(0) };
        second += if b > a { b.clone() } else { whole(0) };
    }
    for item in (0..won.len()).filter(|&item| a[item] == b[item]) {
        won[item] = usize::from(second < first);
        if won[item] == 0 { first += &a[item] } else { second += &b[item] }
    }
    won
}

fn scores(points: &[Vec<BigRational>], shares: &[BigRational]) -> [BigRational; 2] {
    let mut scores = [whole(0), whole(0)];
    for (item, share) in shares.iter().enumerate() {
        scores[0] += share * &points[0][item];
        scores[1] += (whole(1) - share) * &points[1][item];
    }
    scores
}

fn whole(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// Issues as items: who wins an issue gets its own best option there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issues {
    /// The issues on which something is to be divided, ascending; item `k` of the division is the `k`th of these.
    pub items: Vec<usize>,
    /// `points[party][item]`: of 100, what separates the party's own best option from what it has at
    /// the other's best option.
    pub points: Vec<Vec<BigRational>>,
    /// Of each issue the best option of either party; equal where both want the same, and such an issue is no item.
    pub best: Vec<[u32; 2]>,
}

impl Issues {
    /// From two parties' utilities without links, rules and caps.
    ///
    /// A party's best option is, of those that give it the most, the one that gives the other one the most, the
    /// first of equals. An issue on which both have the same best option is settled with it, and one that
    /// does not matter to either is not divided. The points of each party on all others are scaled to
    /// add up to 100. A share of an item is a lottery between both options, or an option in between where
    /// utilities are linear in it.
    pub fn of(problem: &Problem) -> Result<Issues, DivisionError> {
        if problem.parties() != 2 {
            return Err(DivisionError::Shape);
        }
        let is_capped = problem.caps().iter().any(Option::is_some);
        if !problem.factors().is_empty() || !problem.rules().is_empty() || is_capped {
            return Err(DivisionError::Linked);
        }
        let gain = |party: usize, issue: usize, option: u32| problem.gains()[party][issue][option as usize];
        let best = |party: usize, issue: usize| {
            let worth = |option: u32| (gain(party, issue, option), gain(1 - party, issue, option));
            let better = |a: u32, b: u32| if worth(b) > worth(a) { b } else { a };
            (0..problem.options()[issue]).reduce(better).unwrap_or(0)
        };
        let issues = 0..problem.options().len();
        let best: Vec<[u32; 2]> = issues.clone().map(|issue| [best(0, issue), best(1, issue)]).collect();
        let lost = |party: usize, issue: usize| {
            gain(party, issue, best[issue][party]) - gain(party, issue, best[issue][1 - party])
        };
        let items: Vec<usize> = issues.filter(|&issue| lost(0, issue) > 0 || lost(1, issue) > 0).collect();
        let mut points = Vec::with_capacity(2);
        for party in 0..2 {
            let all: i64 = items.iter().map(|&issue| lost(party, issue)).sum();
            if all == 0 {
                return Err(DivisionError::Sums);
            }
            let point = |&issue: &usize| BigRational::new(lost(party, issue).into(), all.into()) * whole(100);
            points.push(items.iter().map(point).collect());
        }
        Ok(Issues { items, points, best })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const CASES: [&str; 3] = [
        include_str!("../../../catalog/fair/camp_david_1978.json"),
        include_str!("../../../catalog/fair/panama_canal_1977.json"),
        include_str!("../../../catalog/fair/two_goods_textbook.json"),
    ];

    fn read(text: &str) -> (Value, Vec<Vec<BigRational>>) {
        let case: Value = serde_json::from_str(text).unwrap();
        let number = |point: &Value| whole(point.as_i64().unwrap());
        let party = |points: &Value| points.as_array().unwrap().iter().map(number).collect();
        let points = case["points"].as_array().unwrap().iter().map(party).collect();
        (case, points)
    }

    #[test]
    fn published_tables_are_reproduced_exactly() {
        for text in CASES {
            let (case, points) = read(text);
            let division = adjusted_winner(&points).unwrap();
            let right = &case["computed"]["aw"];
            for party in 0..2 {
                assert_eq!(division.scores[party].to_string(), right["score_exact"][party].as_str().unwrap());
                let initial = right["initial"][["A", "B"][party]].as_f64().unwrap();
                assert_eq!(division.initial[party], whole(initial as i64));
            }
            let items = case["items"].as_array().unwrap();
            for (item, share) in items.iter().zip(&division.shares) {
                let right = &right["share_of_first_party"][item.as_str().unwrap()][0];
                assert_eq!(share.to_string(), right.as_str().unwrap(), "{item}");
            }
            let transfers = right["transfers"].as_array().unwrap();
            assert_eq!(division.transfers.len(), transfers.len());
            for (transfer, right) in division.transfers.iter().zip(transfers) {
                assert_eq!(items[transfer.item], right[0]);
                assert_eq!(transfer.share.to_string(), right[1].as_str().unwrap());
            }
        }
    }

    #[test]
    fn random_ones_are_equitable_free_of_envy_and_split_one_item() {
        let half = BigRational::new(1.into(), 2.into());
        for case in 0..2_000 {
            let mut dice = crate::random::Dice::of(case);
            let items = 1 + dice.below(6) as usize;
            let mut party = || -> Vec<BigRational> {
                let drawn: Vec<i64> = (0..items).map(|_| dice.between(0, 4)).collect();
                let sum: i64 = drawn.iter().sum();
                let point = |n: &i64| BigRational::new((*n).into(), sum.max(1).into());
                if sum == 0 {
                    vec![BigRational::new(1.into(), items.into()); items]
                } else {
                    drawn.iter().map(point).collect()
                }
            };
            let points = vec![party(), party()];
            let division = adjusted_winner(&points).unwrap();
            assert_eq!(division.scores[0], division.scores[1], "case {case}");
            assert!(division.scores[0] >= half, "case {case}");
            let split = |share: &&BigRational| **share > whole(0) && **share < whole(1);
            assert!(division.shares.iter().filter(split).count() <= 1);
            // Efficient: no weights are missed. With shares s, some ratio separates what either has.
            for (i, have) in division.shares.iter().enumerate() {
                for (j, other) in division.shares.iter().enumerate() {
                    // The first gives a bit of i for a bit of j: if it could, both must not gain.
                    if *have > whole(0) && *other < whole(1) {
                        let first = &points[0][j] * &points[1][i];
                        let second = &points[0][i] * &points[1][j];
                        assert!(first <= second, "case {case}: {i} {j}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let p = |numbers: &[i64]| numbers.iter().map(|n| whole(*n)).collect::<Vec<_>>();
        assert_eq!(adjusted_winner(&[p(&[1])]), Err(DivisionError::Shape));
        assert_eq!(adjusted_winner(&[p(&[1]), p(&[1, 0])]), Err(DivisionError::Shape));
        assert_eq!(adjusted_winner(&[p(&[2, -1]), p(&[1, 0])]), Err(DivisionError::Negative));
        assert_eq!(adjusted_winner(&[p(&[2]), p(&[1])]), Err(DivisionError::Sums));
        assert_eq!(adjusted_winner(&[p(&[]), p(&[])]), Err(DivisionError::Sums));
    }

    #[test]
    fn issues_become_items() {
        // Both want option 1 of the second issue; the third matters to nobody.
        let problem = Problem::new(vec![
            vec![vec![0, 30, 20], vec![5, 9], vec![4, 4], vec![10, 0]],
            vec![vec![8, 0, 8], vec![0, 1], vec![0, 0], vec![0, 24]],
        ])
        .unwrap();
        let issues = Issues::of(&problem).unwrap();
        assert_eq!(issues.items, [0, 3]);
        // The second party is as content with option 2, which is better for the first.
        assert_eq!(issues.best, [[1, 2], [1, 1], [0, 0], [0, 1]]);
        assert_eq!(issues.points, [vec![whole(50), whole(50)], vec![whole(25), whole(75)]]);
        let division = adjusted_winner(&issues.points).unwrap();
        assert_eq!(division.initial, [whole(50), whole(75)]);
        // 75 x of the fourth issue and 25: 50 + 50 x = 75 - 75 x.
        assert_eq!(division.scores, [whole(60), whole(60)]);
        let linked = problem.with_caps(vec![Some(3), None]).unwrap();
        assert_eq!(Issues::of(&linked), Err(DivisionError::Linked));
    }
}
