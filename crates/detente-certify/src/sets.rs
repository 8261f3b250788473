//! Is each set of a step exactly the undominated of what its inputs make?

use crate::tree::Tree;
use crate::{Certificate, Refusal, Step, refuse};

pub(crate) fn check(certificate: &Certificate, number: usize) -> Result<(), Refusal> {
    let step = &certificate.steps[number];
    let mut outcome = vec![0; certificate.gains[0].len()];
    for (cell, numbers) in step.sets.iter().enumerate() {
        assign(certificate, &step.scope, cell, &mut outcome);
        let stated = Stated::new(numbers, certificate.bias.len());
        if !stated.is_falling() {
            return refuse(number, "a set is not in falling order");
        }
        let mut attained = vec![false; stated.len()];
        if !covered(certificate, step, &mut outcome, &stated, &mut attained) {
            return refuse(number, "a sum that its inputs allow exceeds its set");
        }
        if attained.contains(&false) {
            return refuse(number, "a vector of its set is not attained");
        }
        if !stated.is_undominated() {
            return refuse(number, "a vector of its set dominates another");
        }
    }
    Ok(())
}

/// Makes `outcome` choose what the `cell`th assignment of the scope chooses.
fn assign(certificate: &Certificate, scope: &[usize], mut cell: usize, outcome: &mut [u32]) {
    for &issue in scope.iter().rev() {
        outcome[issue] = (cell % certificate.options(issue)) as u32;
        cell /= certificate.options(issue);
    }
}

/// Is every sum that the step can make at most a stated vector? Marks those that are attained.
fn covered(
    certificate: &Certificate,
    step: &Step,
    outcome: &mut [u32],
    stated: &Stated<'_>,
    attained: &mut [bool],
) -> bool {
    let options = step.issue.map_or(1, |issue| certificate.options(issue));
    for option in 0..options {
        if let Some(issue) = step.issue {
            outcome[issue] = option as u32;
        }
        if !step.rules.iter().all(|&rule| certificate.rules[rule].allows(outcome)) {
            continue;
        }
        let sets: Vec<&[i64]> = step
            .inputs
            .iter()
            .map(|&input| &certificate.steps[input])
            .map(|input| &input.sets[certificate.cell(&input.scope, outcome)][..])
            .collect();
        let mut sums = Sums { parties: certificate.bias.len(), stated, attained };
        if !sums.are_covered(&local(certificate, step, outcome), &sets) {
            return false;
        }
    }
    true
}

/// What the step itself adds: the gain of its option and its factors' values.
fn local(certificate: &Certificate, step: &Step, outcome: &[u32]) -> Vec<i128> {
    let of = |party: usize| {
        let gain =
            step.issue.map_or(0, |issue| certificate.gains[party][issue][outcome[issue] as usize].into());
        let values = step.factors.iter().map(|&factor| &certificate.factors[factor]);
        let values = values.map(|f| i128::from(f.values[party][certificate.cell(&f.issues, outcome)]));
        gain + values.sum::<i128>()
    };
    (0..certificate.bias.len()).map(of).collect()
}

struct Sums<'s, 'c> {
    parties: usize,
    stated: &'s Stated<'c>,
    attained: &'s mut [bool],
}

impl Sums<'_, '_> {
    /// Goes through all sums of `base` and a vector of each set.
    fn are_covered(&mut self, base: &[i128], sets: &[&[i64]]) -> bool {
        let Some((set, others)) = sets.split_first() else { return self.is_covered(base) };
        set.chunks(self.parties).all(|vector| {
            let sum: Vec<i128> = base.iter().zip(vector).map(|(a, b)| a + i128::from(*b)).collect();
            self.are_covered(&sum, others)
        })
    }

    fn is_covered(&mut self, sum: &[i128]) -> bool {
        // What does not fit into 64 bits exceeds, or is not, any number that is stated.
        let Ok(sum) = sum.iter().map(|&s| i64::try_from(s)).collect::<Result<Vec<i64>, _>>() else {
            return false;
        };
        if let Some(place) = self.stated.position(&sum) {
            self.attained[place] = true;
            return true;
        }
        self.stated.reaches(&sum)
    }
}

/// A set as the certificate states it.
struct Stated<'c> {
    numbers: &'c [i64],
    parties: usize,
    tree: Tree,
}

impl<'c> Stated<'c> {
    fn new(numbers: &'c [i64], parties: usize) -> Stated<'c> {
        Stated { numbers, parties, tree: Tree::of(numbers, parties) }
    }

    fn len(&self) -> usize {
        self.numbers.len() / self.parties
    }

    fn vector(&self, place: usize) -> &[i64] {
        &self.numbers[place * self.parties..][..self.parties]
    }

    fn is_falling(&self) -> bool {
        (1..self.len()).all(|place| self.vector(place - 1) > self.vector(place))
    }

    /// Where this vector is stated.
    fn position(&self, vector: &[i64]) -> Option<usize> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            if self.vector(middle) > vector { from = middle + 1 } else { to = middle }
        }
        (from < self.len() && self.vector(from) == vector).then_some(from)
    }

    /// Is a stated vector nowhere below this one?
    fn reaches(&self, vector: &[i64]) -> bool {
        self.tree.reaches(self.numbers, vector, None)
    }

    fn is_undominated(&self) -> bool {
        (0..self.len()).all(|place| !self.tree.reaches(self.numbers, self.vector(place), Some(place)))
    }
}
