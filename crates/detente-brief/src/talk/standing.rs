//! How far from the frontier a talk ended.
//!
//! An agreement is *efficient* if no package is better for one party and worse for none. Otherwise it leaves something on
//! the table: of the efficient packages that are worse for nobody, the one is named whose least gain is largest, then
//! whose second least is, and so on (lexicographic max–min; gains as shares of each party's range over the
//! frontier). The *distance from the frontier* is that of the nearest efficient package, that from the Nash solution its
//! own: the greatest difference of any party, as a share of that party's range over the frontier (Chebyshev distance, as for
//! the readable few). Exact where the whole frontier is known, and told only then. Cost: one comparison a point and party.

use super::Told;
use crate::doc::{Inline, Line, joined};
use detente_deals::{Known, Overview};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// Where a talk ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// The whole frontier is not known.
    Unknown,
    /// Nothing was agreed. So many efficient packages leave nobody with less than he has anyway.
    NoAgreement {
        /// How many.
        acceptable: usize,
    },
    /// Something was agreed.
    Agreed {
        /// The place of the efficient point that is worse for nobody and better for somebody.
        better: Option<usize>,
        /// The distance from the frontier.
        distance: f64,
        /// The distance from the Nash solution, where there is one.
        nash: Option<f64>,
    },
}

impl Standing {
    /// Of a talk.
    pub fn of(told: &Told<'_>) -> Standing {
        let Some(overview) = told.overview.filter(|overview| overview.known == Known::All) else {
            return Standing::Unknown;
        };
        match told.agreed() {
            Some(utilities) => Standing::agreed(overview, &utilities),
            None => {
                let meets = |point: &&detente_deals::Point| {
                    point.meets(overview.problem.reservations()).into_iter().all(|content| content)
                };
                Standing::NoAgreement { acceptable: overview.points.iter().filter(meets).count() }
            }
        }
    }

    fn agreed(overview: &Overview, utilities: &[i64]) -> Standing {
        let ranges = ranges(overview);
        let points = || overview.points.iter().map(|point| point.utilities.as_slice());
        let is_better =
            |point: &[i64]| point != utilities && point.iter().zip(utilities).all(|(a, b)| a >= b);
        let mut better: Option<(usize, Vec<f64>)> = None;
        for (place, point) in points().enumerate().filter(|(_, point)| is_better(point)) {
            let gains = sorted(shares(point, utilities, &ranges));
            if better.as_ref().is_none_or(|(_, best)| is_above(&gains, best)) {
                better = Some((place, gains));
            }
        }
        let distance = |point: &[i64]| shares(point, utilities, &ranges).map(f64::abs).fold(0.0, f64::max);
        Standing::Agreed {
            better: better.map(|(place, _)| place),
            distance: points().map(distance).fold(f64::INFINITY, f64::min),
            nash: overview.chosen("nash").map(|point| distance(&point.utilities)),
        }
    }

    /// In words.
    pub(super) fn told(&self, told: &Told<'_>) -> Line {
        let lang = told.table.lang;
        match self {
            Standing::Unknown => vec![Inline::Quiet(lang.line("talk-frontier-unknown", vec![]))],
            Standing::NoAgreement { acceptable } => {
                lang.line("talk-no-agreement-zone", vec![("n", (*acceptable).into())])
            }
            Standing::Agreed { better, distance, nash } => {
                let nash = nash.map(|nash| {
                    lang.line("talk-from-nash", vec![("share", told.table.percent(nash).into())])
                });
                let first = match better.and_then(|place| self.gained(told, place)) {
                    None => lang.line("talk-efficient", vec![]),
                    Some(gained) => {
                        let args =
                            vec![("share", told.table.percent(*distance).into()), ("gained", gained.into())];
                        lang.line("talk-not-efficient", args)
                    }
                };
                joined([first].into_iter().chain(nash), " ")
            }
        }
    }

    /// What the better package would give to whom.
    fn gained(&self, told: &Told<'_>, place: usize) -> Option<Line> {
        let (overview, agreed) = (told.overview?, told.agreed()?);
        let point = &overview.points[place];
        let gains: Vec<i64> =
            point.utilities.iter().zip(&agreed).map(|(a, b)| a.saturating_sub(*b)).collect();
        let terms = told.trace.agreement.as_ref().map(|options| {
            let differs = point.outcome.iter().zip(options).enumerate().filter(|(_, (a, b))| a != b);
            told.table.terms(differs.map(|(issue, (option, _))| (issue, *option)))
        });
        Some(joined([told.table.gained(&gains)].into_iter().chain(terms), " · "))
    }

    /// As JSON.
    pub(super) fn json(&self, told: &Told<'_>) -> Value {
        match self {
            Standing::Unknown => json!({"exact": false}),
            Standing::NoAgreement { acceptable } => json!({"exact": true, "acceptable": acceptable}),
            Standing::Agreed { better, distance, nash } => {
                let point = better.zip(told.overview).map(|(place, overview)| &overview.points[place]);
                json!({
                    "exact": true,
                    "efficient": better.is_none(),
                    "distance": distance,
                    "distance_from_nash": nash,
                    "better": point.map(|point| json!({
                        "outcome": told.table.outcome_json(&point.outcome),
                        "utilities": told.table.utilities_json(&point.utilities),
                    })),
                })
            }
        }
    }
}

/// Each party's range over the frontier, at least one unit.
fn ranges(overview: &Overview) -> Vec<f64> {
    let range = |party: usize| {
        let utilities = || overview.points.iter().map(|point| point.utilities[party]);
        let (low, high) = (utilities().min().unwrap_or(0), utilities().max().unwrap_or(0));
        (high as f64 - low as f64).max(1.0)
    };
    (0..overview.problem.parties()).map(range).collect()
}

/// What `point` gives more than `other`, as shares.
fn shares<'s>(point: &'s [i64], other: &'s [i64], ranges: &'s [f64]) -> impl Iterator<Item = f64> + 's {
    point.iter().zip(other).zip(ranges).map(|((a, b), range)| (*a as f64 - *b as f64) / range)
}

fn sorted(gains: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut gains: Vec<f64> = gains.collect();
    gains.sort_by(f64::total_cmp);
    gains
}

fn is_above(gains: &[f64], best: &[f64]) -> bool {
    let differs = gains.iter().zip(best).map(|(a, b)| a.total_cmp(b)).find(|order| *order != Ordering::Equal);
    differs == Some(Ordering::Greater)
}
