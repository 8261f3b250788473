//! Worlds that keep statements which independent draws seldom keep: a random walk inside them.
//!
//! **Method.** Hit-and-run: from a point inside, a random direction, then a point drawn on the line as far as it is
//! inside (R. L. Smith, "Efficient Monte Carlo procedures for generating points uniformly distributed over bounded
//! regions", Operations Research 32 (1984) 1296–1308). Weights and values move in turn, because comparisons of
//! packages are linear in either, given the other. Where numbers are triangular, a step is taken with the
//! probability of Metropolis (C. J. P. Bélisle, H. E. Romeijn, R. L. Smith, "Hit-and-run algorithms for generating
//! multivariate distributions", Mathematics of Operations Research 18 (1993) 255–266). Every world is a walk of its
//! own from the same point inside, of [`steps`] steps; so worlds are independent, and nearly, not exactly, of
//! the stated distribution.
//!
//! **Cost.** Steps times statements and numbers.

use super::draw::Dice;
use super::known::{Known, Range, Weights, double};
use super::sample::Drawn;

/// Steps of a walk: 100, and 20 for each number that varies.
pub(crate) fn steps(known: &Known) -> usize {
    let values = known.values.iter().flat_map(|values| &values.classes);
    let weights = (0..known.weights.len()).filter(|&issue| !known.weights.is_exact(issue)).count();
    100 + 20 * (weights + values.filter(|range| !range.is_exact()).count())
}

/// Walks from `start`.
pub(crate) fn walk(known: &Known, start: &Drawn, dice: &mut Dice) -> Drawn {
    let mut at = start.clone();
    let weights_vary = (0..known.weights.len()).any(|issue| !known.weights.is_exact(issue));
    let values_vary = known.values.iter().flat_map(|values| &values.classes).any(|range| !range.is_exact());
    for step in 0..steps(known) {
        if weights_vary && (step % 2 == 0 || !values_vary) {
            move_weights(known, &mut at, dice);
        } else if values_vary {
            move_values(known, &mut at, dice);
        }
    }
    at
}

/// How far a line is inside: `slack + t · slope` stays at or above 0 for all that was asked.
struct Chord {
    from: f64,
    to: f64,
}

impl Chord {
    const WHOLE: Chord = Chord { from: f64::NEG_INFINITY, to: f64::INFINITY };

    fn cut(&mut self, slack: f64, slope: f64) {
        let at = -slack.max(0.0) / slope;
        if slope > 0.0 {
            self.from = self.from.max(at);
        } else if slope < 0.0 {
            self.to = self.to.min(at);
        }
    }

    /// A place on it; `None` where it has no length or no end.
    fn place(&self, dice: &mut Dice) -> Option<f64> {
        let open = self.from.is_finite() && self.to.is_finite() && self.from < self.to;
        let t = dice.between(if open { self.from } else { 0.0 }, if open { self.to } else { 0.0 });
        open.then_some(t)
    }
}

fn move_weights(known: &Known, at: &mut Drawn, dice: &mut Dice) {
    let n = known.weights.len();
    let mut direction: Vec<f64> = (0..n).map(|_| dice.between(-1.0, 1.0)).collect();
    let mut chord = Chord::WHOLE;
    match &known.weights {
        Weights::Simplex(_) => {
            let mean = direction.iter().sum::<f64>() / n as f64;
            direction.iter_mut().for_each(|d| *d -= mean);
            at.weights.iter().zip(&direction).for_each(|(w, d)| chord.cut(*w, *d));
        }
        Weights::Ranges(ranges) => {
            for ((w, d), range) in at.weights.iter().zip(&mut direction).zip(ranges) {
                if range.is_exact() {
                    *d = 0.0;
                }
                chord.cut(w - double(range.low), *d);
                chord.cut(double(range.high) - w, -*d);
            }
        }
    }
    for &(more, less) in &known.more {
        chord.cut(at.weights[more] - at.weights[less], direction[more] - direction[less]);
    }
    for preferred in &known.prefers {
        let sum = |weights: &[f64]| lead(known, preferred, weights, &at.classes);
        chord.cut(sum(&at.weights), sum(&direction));
    }
    let (place, chance) = (chord.place(dice), dice.unit());
    let Some(t) = place else { return };
    let moved: Vec<f64> = at.weights.iter().zip(&direction).map(|(w, d)| w + t * d).collect();
    if let Weights::Ranges(ranges) = &known.weights {
        let likelier = ratio(ranges.iter().zip(&at.weights).zip(&moved).map(|((r, a), b)| (r, *a, *b)));
        if chance >= likelier {
            return;
        }
    }
    at.weights = moved;
}

fn move_values(known: &Known, at: &mut Drawn, dice: &mut Dice) {
    let direction: Vec<Vec<f64>> = known
        .values
        .iter()
        .map(|values| {
            let step = |range: &Range| {
                let d = dice.between(-1.0, 1.0);
                if range.is_exact() { 0.0 } else { d * (double(range.high) - double(range.low)) }
            };
            values.classes.iter().map(step).collect()
        })
        .collect();
    let mut chord = Chord::WHOLE;
    for ((values, v), d) in known.values.iter().zip(&at.classes).zip(&direction) {
        for ((range, v), d) in values.classes.iter().zip(v).zip(d) {
            chord.cut(v - double(range.low), *d);
            chord.cut(double(range.high) - v, -*d);
        }
        for below in 1..values.chain {
            chord.cut(v[below - 1] - v[below], d[below - 1] - d[below]);
        }
    }
    for preferred in &known.prefers {
        let sum = |classes: &[Vec<f64>]| lead(known, preferred, &at.weights, classes);
        chord.cut(sum(&at.classes), sum(&direction));
    }
    let (place, chance) = (chord.place(dice), dice.unit());
    let Some(t) = place else { return };
    let along = |(v, d): (&Vec<f64>, &Vec<f64>)| v.iter().zip(d).map(|(v, d)| v + t * d).collect();
    let moved: Vec<Vec<f64>> = at.classes.iter().zip(&direction).map(along).collect();
    let ranges = known.values.iter().flat_map(|values| &values.classes);
    let both = at.classes.iter().flatten().zip(moved.iter().flatten());
    if chance < ratio(ranges.zip(both).map(|(range, (a, b))| (range, *a, *b))) {
        at.classes = moved;
    }
}

/// What the preferred package is worth above the other.
pub(crate) fn lead(
    known: &Known,
    preferred: &detente_model::scenario::Preferred,
    weights: &[f64],
    classes: &[Vec<f64>],
) -> f64 {
    let worth = |terms: &[(usize, u32)]| -> f64 {
        let of = |&(issue, option): &(usize, u32)| {
            weights[issue] * classes[issue][known.values[issue].class_of[option as usize]]
        };
        terms.iter().map(of).sum()
    };
    worth(&preferred.this) - worth(&preferred.to)
}

/// How much likelier the second numbers are than the first.
fn ratio<'r>(numbers: impl Iterator<Item = (&'r Range, f64, f64)>) -> f64 {
    let mut ratio = 1.0;
    for (range, before, after) in numbers {
        let Some(peak) = range.peak else { continue };
        let (low, peak, high) = (double(range.low), double(peak), double(range.high));
        let height = |x: f64| {
            if x < peak {
                (x - low) / (peak - low)
            } else if peak < high {
                (high - x) / (high - peak)
            } else {
                1.0
            }
        };
        let (a, b) = (height(before).max(0.0), height(after).max(0.0));
        ratio *= if a > 0.0 { b / a } else { 1.0 };
    }
    ratio
}
