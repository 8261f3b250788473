//! Eliminating the issues one by one, with sets of undominated vectors as messages.
//!
//! **Definition.** A step that eliminates issue `x` with separator `S` leaves, for every assignment of
//! `S`, the undominated among: over the options of `x` that its rules allow, the gain of the option
//! plus its factors' values plus one vector of each of its inputs' messages. The last step's separator
//! is empty and its message is the frontier. Multi-objective bucket elimination: E. Rollon,
//! J. Larrosa, "Bucket elimination for multiobjective optimization problems", Journal of Heuristics 12
//! (2006) 307–328. Without links this is the combination of issues one by one of G. L. Nemhauser,
//! Z. Ullmann, "Discrete dynamic programming and capital allocation", Management Science 15 (1969) 494–505.
//!
//! **Why it is exact.** If a part of an outcome is worth less than another part over the same issues, to
//! someone and more to nobody, and both agree on the separator, the rest being equal, then no
//! efficient outcome has the worse part: dropping it loses nothing. So every part of an efficient
//! outcome stands in a message, and ties are treated as [`crate::join`] says.
//!
//! **Cost.** With `n` issues of `d` options, `w` the width of the order, and `F` the largest set:
//! `n·d^(w+1)·F` where a step has one message as input (always, without links), `F²` instead of
//! `F` where it has two; times what [`crate::merge`] or [`crate::dominance`] takes for a vector.

use crate::certificate::Certificate;
use crate::cover::Thinning;
use crate::join::{Pieces, join};
use crate::limits::{Budget, Reason, Stop};
use crate::packing::Packing;
use crate::plan::{Plan, Step};
use crate::problem::Problem;
use crate::set::Set;
use crate::vector::Vector;
use num_bigint::BigUint;
use std::borrow::Cow;

/// What an option at an assignment costs beside its vectors, in vectors looked at, about.
const A_BRANCH: u64 = 8;

/// What is wanted beside the frontier.
#[derive(Default)]
pub(crate) struct Wanted<'t> {
    /// How many outcomes reach each point?
    pub(crate) counts: bool,
    /// Where every intermediate set is noted.
    pub(crate) certificate: Option<&'t mut Certificate>,
    /// What makes sets that are too large smaller, and adds up by how much.
    pub(crate) thinning: Option<&'t mut Thinning>,
}

/// For every assignment of the separator, what the eliminated issues can be worth.
pub(crate) struct Message<V> {
    /// The separator, ascending.
    pub(crate) scope: Vec<usize>,
    /// One set an assignment, in the order of enumeration.
    pub(crate) sets: Vec<Set<V>>,
    /// What was taken off every vector so that none is below 0.
    pub(crate) offset: Vec<i64>,
    /// The first of the eliminated issues.
    first: usize,
    bytes: u64,
}

/// The least gain of each issue and least value of each factor, a number a party.
pub(crate) struct Floors {
    issues: Vec<Vec<i64>>,
    factors: Vec<Vec<i64>>,
    /// The greatest sum of what is above the floors, a party.
    pub(crate) ranges: Vec<i64>,
}

impl Floors {
    pub(crate) fn of(problem: &Problem) -> Floors {
        let parties = 0..problem.parties();
        let least = |values: &[i64]| values.iter().copied().min().unwrap_or(0);
        let most = |values: &[i64]| values.iter().copied().max().unwrap_or(0);
        let issue = |i: usize| parties.clone().map(|p| least(&problem.gains()[p][i])).collect();
        let factor = |f: usize| problem.factors()[f].values.iter().map(|values| least(values)).collect();
        let range = |p: usize| {
            let unary = problem.gains()[p].iter().map(|gains| most(gains) - least(gains));
            let linked = problem.factors().iter().map(|f| most(&f.values[p]) - least(&f.values[p]));
            unary.chain(linked).sum()
        };
        Floors {
            issues: (0..problem.options().len()).map(issue).collect(),
            factors: (0..problem.factors().len()).map(factor).collect(),
            ranges: parties.clone().map(range).collect(),
        }
    }

    /// The least gain of an issue to a party.
    pub(crate) fn issue(&self, issue: usize, party: usize) -> i64 {
        self.issues[issue][party]
    }

    /// The least value of a factor to a party.
    pub(crate) fn factor(&self, factor: usize, party: usize) -> i64 {
        self.factors[factor][party]
    }

    /// All these of a party together.
    pub(crate) fn least(&self, party: usize) -> i64 {
        self.issues.iter().chain(&self.factors).map(|least| least[party]).sum()
    }
}

/// A run through a plan.
pub(crate) struct Elimination<'p, 't, 'b, 'w> {
    problem: &'p Problem,
    plan: &'p Plan,
    floors: &'p Floors,
    pub(crate) packing: Packing,
    wanted: Wanted<'t>,
    pub(crate) budget: &'b mut Budget<'w>,
    /// The options chosen on the separator, where one is being gone through.
    outcome: Vec<u32>,
}

impl<'p, 't, 'b, 'w> Elimination<'p, 't, 'b, 'w> {
    pub(crate) fn new(
        problem: &'p Problem,
        plan: &'p Plan,
        floors: &'p Floors,
        wanted: Wanted<'t>,
        budget: &'b mut Budget<'w>,
    ) -> Self {
        let packing = Packing::of(problem.options());
        let outcome = vec![0; problem.options().len()];
        Elimination { problem, plan, floors, packing, wanted, budget, outcome }
    }

    /// Goes through all steps; what the last one leaves.
    pub(crate) fn run<V: Vector>(&mut self) -> Result<Message<V>, Stop> {
        let plan = self.plan;
        self.budget.begin(plan.steps.len());
        let mut messages: Vec<Option<Message<V>>> = Vec::with_capacity(plan.steps.len());
        for step in &plan.steps {
            let inputs: Vec<Message<V>> =
                step.inputs.iter().filter_map(|&input| messages[input].take()).collect();
            let message = self.step(step, &inputs)?;
            self.budget.give_back(inputs.iter().map(|input| input.bytes).sum());
            let points = message.sets.iter().map(|set| set.len() as u64).sum();
            self.budget.keep(points)?;
            if let Some(certificate) = self.wanted.certificate.as_deref_mut() {
                self.budget.take(certificate.note(step, &message))?;
            }
            self.budget.step_done(points)?;
            messages.push(Some(message));
        }
        // A plan has at least one step.
        messages.pop().flatten().ok_or_else(|| self.budget.stopped(Reason::Asked))
    }

    fn step<V: Vector>(&mut self, step: &Step, inputs: &[Message<V>]) -> Result<Message<V>, Stop> {
        let cells = self.problem.cells(&step.scope).unwrap_or(usize::MAX);
        self.budget.take((cells as u64).saturating_mul(size_of::<Set<V>>() as u64))?;
        let mut bytes = cells as u64 * size_of::<Set<V>>() as u64;
        let mut points = 0;
        let mut sets = Vec::with_capacity(cells);
        // Also where rules and empty inputs leave nothing to combine, each option is gone through, with all tables.
        let options: u64 = step.issue.map_or(1, |issue| self.problem.options()[issue].into());
        let tables = step.factors.len() * self.problem.parties() / 8 + step.rules.len();
        let options = options * (A_BRANCH + tables as u64);
        for cell in 0..cells {
            self.budget.look_at(options)?;
            self.choose(&step.scope, cell);
            let mut set = self.set(step, inputs)?;
            if let Some(thinning) = self.wanted.thinning.as_deref_mut() {
                thinning.thin(&mut set, self.budget)?;
            }
            self.budget.take(set.bytes())?;
            bytes += set.bytes();
            points += set.len() as u64;
            self.budget.keep(points)?;
            sets.push(set);
        }
        if let Some(thinning) = self.wanted.thinning.as_deref_mut() {
            thinning.step_done();
        }
        let first = inputs.iter().map(|input| input.first).chain(step.issue).min().unwrap_or(usize::MAX);
        Ok(Message { scope: step.scope.clone(), sets, offset: self.offset(step, inputs), first, bytes })
    }

    /// Chooses the options on `scope` that are the `cell`th assignment of it.
    fn choose(&mut self, scope: &[usize], mut cell: usize) {
        for &issue in scope.iter().rev() {
            let options = self.problem.options()[issue] as usize;
            self.outcome[issue] = (cell % options) as u32;
            cell /= options;
        }
    }

    fn offset<V>(&self, step: &Step, inputs: &[Message<V>]) -> Vec<i64> {
        let of = |party: usize| {
            let issue: i64 = step.issue.map_or(0, |issue| self.floors.issues[issue][party]);
            let factors: i64 = step.factors.iter().map(|&f| self.floors.factors[f][party]).sum();
            let inputs: i64 = inputs.iter().map(|input| input.offset[party]).sum();
            issue + factors + inputs
        };
        (0..self.problem.parties()).map(of).collect()
    }

    /// The undominated at one assignment of the separator.
    fn set<V: Vector>(&mut self, step: &Step, inputs: &[Message<V>]) -> Result<Set<V>, Stop> {
        let (words, counting) = (self.packing.words(), self.wanted.counts);
        let nothing = Set::single(V::pack(&[0; crate::problem::MOST_PARTIES]), words, counting);
        let mut chosen: Vec<Option<u32>> = vec![None];
        if let Some(issue) = step.issue {
            chosen = (0..self.problem.options()[issue]).map(Some).collect();
        }
        let mut branches = Vec::with_capacity(chosen.len());
        for option in chosen {
            branches.extend(self.branch(step, inputs, option, &nothing)?);
        }
        let ordered =
            inputs.len() <= 1 && step.issue.is_some_and(|issue| inputs.iter().all(|m| issue < m.first));
        let mut pieces = Pieces::new(branches.iter().map(|branch| branch.large).collect(), words, ordered);
        let mut choices = vec![0; words];
        for (list, branch) in branches.iter().enumerate() {
            for (index, &vector) in branch.small.vectors.iter().enumerate() {
                choices.iter_mut().enumerate().for_each(|(w, word)| *word = branch.small.word(index, w));
                if let (Some(issue), Some(option)) = (step.issue, branch.option) {
                    self.packing.choose(issue, option, &mut choices);
                }
                pieces.push(list, vector.plus(branch.shift), &choices);
                if let Some(counts) = &branch.small.counts {
                    pieces.counts.push(counts[index].clone());
                }
            }
        }
        join(&pieces, self.budget)
    }

    /// What one option can be combined with; nothing if a rule or an empty input forbids it.
    fn branch<'m, V: Vector>(
        &mut self,
        step: &Step,
        inputs: &'m [Message<V>],
        option: Option<u32>,
        nothing: &'m Set<V>,
    ) -> Result<Option<Branch<'m, V>>, Stop> {
        if let (Some(issue), Some(option)) = (step.issue, option) {
            self.outcome[issue] = option;
        }
        if !step.rules.iter().all(|&rule| self.problem.rules()[rule].allows(&self.outcome)) {
            return Ok(None);
        }
        let set = |input: &'m Message<V>| &input.sets[self.problem.cell(&input.scope, &self.outcome)];
        let mut sets: Vec<&'m Set<V>> = inputs.iter().map(set).collect();
        if sets.iter().any(|set| set.len() == 0) {
            return Ok(None);
        }
        // Stable, so that equal sizes stay in the order of the inputs.
        sets.sort_by_key(|set| set.len());
        let large = sets.pop().unwrap_or(nothing);
        let mut small = Cow::Borrowed(nothing);
        for set in sets {
            small = Cow::Owned(product(&small, set, self.packing.words(), self.budget)?);
        }
        Ok(Some(Branch { option, shift: self.shift(step), large, small }))
    }

    /// Gain and factors' values of the chosen options, above their floors.
    fn shift<V: Vector>(&self, step: &Step) -> V {
        let of = |party: usize| {
            let gain = step.issue.map_or(0, |issue| {
                let gains = &self.problem.gains()[party][issue];
                gains[self.outcome[issue] as usize] - self.floors.issues[issue][party]
            });
            let value = |&f: &usize| {
                let factor = &self.problem.factors()[f];
                let cell = self.problem.cell(&factor.issues, &self.outcome);
                factor.values[party][cell] - self.floors.factors[f][party]
            };
            gain + step.factors.iter().map(value).sum::<i64>()
        };
        V::pack(&(0..self.problem.parties()).map(of).collect::<Vec<_>>())
    }
}

/// An option with what it can be combined with: every sum of its shift, a vector of `large` and one of
/// `small`.
struct Branch<'m, V: Clone> {
    option: Option<u32>,
    shift: V,
    large: &'m Set<V>,
    small: Cow<'m, Set<V>>,
}

/// The undominated sums of a vector of each set; the sets are about different issues.
fn product<V: Vector>(a: &Set<V>, b: &Set<V>, words: usize, budget: &mut Budget<'_>) -> Result<Set<V>, Stop> {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut pieces = Pieces::new(vec![large], words, false);
    for (index, &vector) in small.vectors.iter().enumerate() {
        let choices: Vec<u64> = (0..words).map(|w| small.word(index, w)).collect();
        pieces.push(0, vector, &choices);
        let ways = |counts: &Vec<BigUint>| counts[index].clone();
        pieces.counts.extend(small.counts.as_ref().map(ways));
    }
    join(&pieces, budget)
}
