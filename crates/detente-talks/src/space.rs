//! What can be agreed on: issues with options, outcomes, and a talk's book of outcomes.
//!
//! An [`Outcome`] is four bytes whatever the number of issues. Where all outcomes can be numbered (at most
//! [`MOST_NUMBERED`]) it is the outcome's place in the order of enumeration, last issue fastest. Where
//! there are more, it is the outcome's place in the [`Book`] of the talk, which writes an outcome down when somebody first
//! speaks of it: a talk of 1,000 steps meets some thousands of 10²⁰ outcomes. So sets of outcomes are bit sets,
//! offers are compared as numbers, and nothing is allocated per round, on spaces of any size.

use crate::dice::Dice;
use detente_model::scenario::Rule;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The most outcomes that are numbered one by one. Above it a party's list of utilities would not fit a cache or,
/// soon, the memory.
pub const MOST_NUMBERED: u64 = 1 << 24;

/// An outcome of one space (numbered), or of one talk's book. Of two outcomes of a numbered space the lesser comes first
/// in the order of enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outcome(pub(crate) u32);

impl Outcome {
    /// Its number: below the number of outcomes of a numbered space, or of those in the talk's book.
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

/// Why there is no such space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpaceError {
    /// There are no issues.
    NoIssues,
    /// This issue has no options, or more than 65,536.
    Options(usize),
    /// A rule names an issue or an option that is not there.
    Rule(usize),
    /// The rules forbid every outcome.
    NothingAllowed,
    /// There are rules, and too many outcomes to try each.
    RulesOnWide,
}

impl fmt::Display for SpaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpaceError::NoIssues => write!(f, "there is no issue to talk about"),
            SpaceError::Options(issue) => write!(f, "issue {issue} has no options, or more than 65,536"),
            SpaceError::Rule(rule) => write!(f, "rule {rule} names an unknown issue or option"),
            SpaceError::NothingAllowed => write!(f, "the rules forbid every outcome"),
            SpaceError::RulesOnWide => {
                write!(
                    f,
                    "there are rules between issues and more than {MOST_NUMBERED} outcomes; no strategy works on that"
                )
            }
        }
    }
}

impl std::error::Error for SpaceError {}

/// Issues by the number of their options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    options: Vec<u32>,
    /// What one option further adds to an outcome's number; empty where outcomes are not numbered.
    strides: Vec<u32>,
    size: u128,
    /// A bit an outcome, where rules forbid some.
    allowed: Option<Marks>,
}

impl Space {
    /// The space of issues with so many options, less the outcomes that break a rule. Cost: where there are rules, one test of
    /// each by outcome.
    pub fn new(options: Vec<u32>, rules: &[Rule]) -> Result<Space, SpaceError> {
        if options.is_empty() {
            return Err(SpaceError::NoIssues);
        }
        if let Some(issue) = options.iter().position(|&n| n == 0 || n > 1 << 16) {
            return Err(SpaceError::Options(issue));
        }
        let size = options.iter().fold(1u128, |product, &n| product.saturating_mul(n.into()));
        let strides = if size <= MOST_NUMBERED.into() { strides(&options) } else { Vec::new() };
        let mut space = Space { options, strides, size, allowed: None };
        if let Some(rule) = rules.iter().position(|rule| !space.knows(rule)) {
            return Err(SpaceError::Rule(rule));
        }
        if !rules.is_empty() {
            space.allowed = Some(space.keeping(rules)?);
        }
        Ok(space)
    }

    fn knows(&self, rule: &Rule) -> bool {
        let known = |&(issue, option): &(usize, u32)| self.options.get(issue).is_some_and(|&n| option < n);
        rule.when_all.iter().chain(&rule.then).all(known)
    }

    fn keeping(&self, rules: &[Rule]) -> Result<Marks, SpaceError> {
        let count = self.numbered().ok_or(SpaceError::RulesOnWide)?;
        let mut allowed = Marks::default();
        let mut options = vec![0; self.options.len()];
        for number in 0..count {
            self.write_options(Outcome(number), &mut options);
            if rules.iter().all(|rule| rule.allows(&options)) {
                allowed.mark(Outcome(number));
            }
        }
        if allowed.count() == 0 { Err(SpaceError::NothingAllowed) } else { Ok(allowed) }
    }

    /// How many options each issue has.
    pub fn options(&self) -> &[u32] {
        &self.options
    }

    /// How many outcomes there are, rules aside; the largest number there is where there are more.
    pub fn size(&self) -> u128 {
        self.size
    }

    /// How many outcomes there are, rules aside, where they are numbered.
    pub fn numbered(&self) -> Option<u32> {
        (!self.strides.is_empty()).then_some(self.size as u32)
    }

    /// Is this outcome of a numbered space there, and does it keep the rules?
    pub fn allows(&self, outcome: Outcome) -> bool {
        u128::from(outcome.0) < self.size && self.allowed.as_ref().is_none_or(|allowed| allowed.has(outcome))
    }

    /// Do rules forbid some outcomes?
    pub fn has_rules(&self) -> bool {
        self.allowed.is_some()
    }

    fn number(&self, options: &[u32]) -> Outcome {
        Outcome(self.strides.iter().zip(options).map(|(stride, option)| stride * option).sum())
    }

    fn write_options(&self, outcome: Outcome, into: &mut [u32]) {
        let mut rest = outcome.0;
        for (option, stride) in into.iter_mut().zip(&self.strides) {
            *option = rest / stride;
            rest %= stride;
        }
    }
}

fn strides(options: &[u32]) -> Vec<u32> {
    let mut strides = vec![1; options.len()];
    for issue in (1..options.len()).rev() {
        strides[issue - 1] = strides[issue] * options[issue];
    }
    strides
}

/// A set of outcomes: a bit each, growing as needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    bits: Vec<u64>,
    count: usize,
}

impl Marks {
    /// A set with room for the outcomes of a numbered space, so that it does not grow later.
    pub fn for_space(space: &Space) -> Marks {
        Marks { bits: vec![0; space.numbered().map_or(64, |n| n as usize / 64 + 1)], count: 0 }
    }

    /// Puts `outcome` in; was it new?
    pub fn mark(&mut self, outcome: Outcome) -> bool {
        let (word, bit) = (outcome.number() / 64, 1u64 << (outcome.0 % 64));
        if word >= self.bits.len() {
            self.bits.resize((word + 1).max(2 * self.bits.len()), 0);
        }
        let is_new = self.bits[word] & bit == 0;
        self.bits[word] |= bit;
        self.count += usize::from(is_new);
        is_new
    }

    /// Is `outcome` in?
    pub fn has(&self, outcome: Outcome) -> bool {
        self.bits.get(outcome.number() / 64).is_some_and(|word| word & (1 << (outcome.0 % 64)) != 0)
    }

    /// How many outcomes are in.
    pub fn count(&self) -> usize {
        self.count
    }
}

/// The outcomes that a talk can name: all of a numbered space, or those written down so far.
#[derive(Clone, Debug)]
pub struct Book<'s> {
    space: &'s Space,
    written: Written,
    scratch: Vec<u32>,
}

impl<'s> Book<'s> {
    /// The book of a new talk.
    pub fn new(space: &'s Space) -> Book<'s> {
        Book { space, written: Written::default(), scratch: Vec::new() }
    }

    /// The space.
    pub fn space(&self) -> &'s Space {
        self.space
    }

    /// The outcome with these options, one an issue; `None` where an option is not there or a rule forbids it. Cost: on a
    /// numbered space one multiplication an issue, else one look into a hash table.
    pub fn outcome(&mut self, options: &[u32]) -> Option<Outcome> {
        let counts = &self.space.options;
        let fits = options.len() == counts.len() && options.iter().zip(counts).all(|(option, n)| option < n);
        if !fits {
            return None;
        }
        if self.space.numbered().is_none() {
            return self.written.find_or_add(options);
        }
        Some(self.space.number(options)).filter(|&outcome| self.space.allows(outcome))
    }

    /// Any outcome, each as likely, rules aside; `None` where the book is full.
    pub fn any(&mut self, dice: &mut Dice) -> Option<Outcome> {
        if let Some(count) = self.space.numbered() {
            return Some(Outcome(dice.below(count.into()) as u32));
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.extend(self.space.options.iter().map(|&n| dice.below(n.into()) as u32));
        let outcome = self.written.find_or_add(&scratch);
        self.scratch = scratch;
        outcome
    }

    /// Is this an outcome that can be agreed on?
    pub fn holds(&self, outcome: Outcome) -> bool {
        match self.space.numbered() {
            Some(_) => self.space.allows(outcome),
            None => outcome.number() < self.written.count(self.space.options.len()),
        }
    }

    /// The option of `outcome` on `issue`. Cost: two divisions, or one look.
    pub fn option(&self, outcome: Outcome, issue: usize) -> u32 {
        match self.space.strides.get(issue) {
            Some(stride) => outcome.0 / stride % self.space.options[issue],
            None => self.written.options[outcome.number() * self.space.options.len() + issue].into(),
        }
    }

    /// The options of `outcome`, one an issue.
    pub fn options(&self, outcome: Outcome) -> Vec<u32> {
        (0..self.space.options.len()).map(|issue| self.option(outcome, issue)).collect()
    }
}

/// Outcomes of a wide space in the order in which they came up, found again by open addressing.
#[derive(Clone, Debug, Default)]
struct Written {
    options: Vec<u16>,
    /// Outcome numbers, by hash; [`FREE`] where there is none. A power of two in length, at most half full.
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Written {
    fn count(&self, issues: usize) -> usize {
        self.options.len() / issues
    }

    fn find_or_add(&mut self, options: &[u32]) -> Option<Outcome> {
        let count = self.count(options.len());
        if 2 * (count + 1) > self.slots.len() {
            self.grow(options.len());
        }
        let slot = self.slot_of(options.iter().map(|&option| option as u16), options.len());
        if self.slots[slot] == FREE {
            self.slots[slot] = u32::try_from(count).ok().filter(|&number| number != FREE)?;
            self.options.extend(options.iter().map(|&option| option as u16));
        }
        Some(Outcome(self.slots[slot]))
    }

    /// The slot that holds these options, or the free one where they belong.
    fn slot_of(&self, options: impl Iterator<Item = u16> + Clone, issues: usize) -> usize {
        // The standard hasher with its fixed keys: nothing but speed hangs on its values.
        let mut hasher = DefaultHasher::new();
        options.clone().for_each(|option| option.hash(&mut hasher));
        let mask = self.slots.len() - 1;
        let mut slot = hasher.finish() as usize & mask;
        while self.slots[slot] != FREE {
            let start = self.slots[slot] as usize * issues;
            if self.options[start..start + issues].iter().copied().eq(options.clone()) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self, issues: usize) {
        self.slots = vec![FREE; (2 * self.slots.len()).max(1024)];
        for number in 0..self.count(issues) {
            let own = self.options[number * issues..(number + 1) * issues].iter().copied();
            let slot = self.slot_of(own, issues);
            self.slots[slot] = number as u32;
        }
    }
}
