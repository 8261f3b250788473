//! What proves a frontier: the order of elimination and every intermediate set.
//!
//! The certificate holds the problem, the steps, and of each step the set for every assignment of
//! its separator, as absolute numbers. Somebody who checks, step by step, that each set is the undominated
//! of what the step's inputs make (and that every issue, factor, rule and message is used once, before
//! its issues are gone) has derived the frontier anew. `detente-certify` does that, and shares no
//! code with this crate.
//!
//! It is written as JSON, in pieces, so that a large one is never one text in memory. The
//! hash is SHA-256 of that text.

use crate::elimination::Message;
use crate::frontier::{Frontier, Point};
use crate::plan::Step;
use crate::problem::Problem;
use crate::vector::Vector;
use sha2::{Digest, Sha256};
use std::fmt::{self, Display, Write};

/// The name of the format, in the text itself.
pub const FORMAT: &str = "detente-certificate-1";

/// A problem, how its frontier was found, and the frontier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    problem: Problem,
    steps: Vec<Noted>,
    points: Vec<Point>,
}

/// A step and the sets that it left.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Noted {
    step: Step,
    /// All numbers of all vectors of all sets.
    numbers: Vec<i64>,
    /// Where each set ends among the numbers.
    ends: Vec<usize>,
}

impl Certificate {
    pub(crate) fn new(problem: &Problem) -> Certificate {
        Certificate { problem: problem.clone(), steps: Vec::new(), points: Vec::new() }
    }

    /// Notes a step and what it left; how many bytes that takes.
    pub(crate) fn note<V: Vector>(&mut self, step: &Step, message: &Message<V>) -> u64 {
        let (mut numbers, mut ends) = (Vec::new(), Vec::new());
        for set in &message.sets {
            for &vector in &set.vectors {
                numbers.extend(message.offset.iter().enumerate().map(|(p, offset)| vector.part(p) + offset));
            }
            ends.push(numbers.len());
        }
        let bytes = 8 * (numbers.len() + ends.len()) as u64;
        self.steps.push(Noted { step: step.clone(), numbers, ends });
        bytes
    }

    pub(crate) fn finish(&mut self, frontier: &Frontier) {
        self.points = frontier.points.clone();
    }

    /// How many vectors there are in all sets.
    pub fn vectors(&self) -> usize {
        self.steps.iter().map(|noted| noted.numbers.len()).sum::<usize>() / self.problem.parties()
    }

    /// Writes it as JSON.
    pub fn write(&self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{{\"format\":\"{FORMAT}\",\"bias\":{}", List(self.problem.bias()))?;
        out.write_str(",\"gains\":")?;
        each(out, self.problem.gains(), |out, of_party| write!(out, "{}", Lists(of_party)))?;
        out.write_str(",\"factors\":")?;
        each(out, self.problem.factors(), |out, factor| {
            let (issues, values) = (List(&factor.issues), Lists(&factor.values));
            write!(out, "{{\"issues\":{issues},\"values\":{values}}}")
        })?;
        out.write_str(",\"rules\":")?;
        each(out, self.problem.rules(), |out, rule| {
            let (when, then) = (Terms(&rule.when_all), Terms(&rule.then));
            write!(out, "{{\"when_all\":{when},\"then\":{then}}}")
        })?;
        out.write_str(",\"steps\":")?;
        each(out, &self.steps, |out, noted| noted.write(out))?;
        out.write_str(",\"frontier\":")?;
        each(out, &self.points, |out, point| {
            let (utilities, outcome) = (List(&point.utilities), List(&point.outcome));
            write!(out, "{{\"utilities\":{utilities},\"outcome\":{outcome}}}")
        })?;
        out.write_str("}")
    }

    /// As one text.
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        // Writing into a string does not fail.
        let _ = self.write(&mut text);
        text
    }

    /// SHA-256 of the text, in hexadecimal digits.
    pub fn hash(&self) -> String {
        struct Hashing(Sha256);
        impl Write for Hashing {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.update(text.as_bytes());
                Ok(())
            }
        }
        let mut hashing = Hashing(Sha256::new());
        let _ = self.write(&mut hashing);
        hashing.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Noted {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        let Step { issue, inputs, factors, rules, scope } = &self.step;
        match issue {
            Some(issue) => write!(out, "{{\"issue\":{issue}")?,
            None => out.write_str("{\"issue\":null")?,
        }
        let (inputs, factors, rules, scope) = (List(inputs), List(factors), List(rules), List(scope));
        write!(
            out,
            ",\"inputs\":{inputs},\"factors\":{factors},\"rules\":{rules},\"scope\":{scope},\"sets\":"
        )?;
        let mut begin = 0;
        each(out, &self.ends, |out, &end| {
            let numbers = List(&self.numbers[begin..end]);
            begin = end;
            write!(out, "{numbers}")
        })?;
        out.write_str("}")
    }
}

/// A JSON array, item by item.
fn each<T>(
    out: &mut dyn Write,
    items: &[T],
    mut write: impl FnMut(&mut dyn Write, &T) -> fmt::Result,
) -> fmt::Result {
    out.write_str("[")?;
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.write_str(",")?;
        }
        write(out, item)?;
    }
    out.write_str("]")
}

/// Numbers as a JSON array.
struct List<'a, T>(&'a [T]);

impl<T: Display> Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        each(f, self.0, |out, item| write!(out, "{item}"))
    }
}

/// Arrays of numbers in an array.
struct Lists<'a>(&'a [Vec<i64>]);

impl Display for Lists<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        each(f, self.0, |out, numbers| write!(out, "{}", List(numbers)))
    }
}

/// Pairs of issue and option.
struct Terms<'a>(&'a [(usize, u32)]);

impl Display for Terms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        each(f, self.0, |out, (issue, option)| write!(out, "[{issue},{option}]"))
    }
}
