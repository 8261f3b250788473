//! What was typed into a form, by the names of its inputs.

use std::collections::{BTreeMap, BTreeSet};

/// The most inputs that a form may have.
pub const MOST_INPUTS: usize = 5_000;

/// The most that may be typed into one form, in bytes.
pub const MOST_BYTES: usize = 4 << 20;

/// The last row that a group of inputs may have.
const LAST_ROW: u32 = 9_999;

/// The input that asks for the same form with one row more, of the group that its value names; with an empty
/// value only for what fits what was chosen so far.
pub const MORE: &str = "_more";

/// What was typed: line ends are line feeds, and control characters are shown as such.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

/// More was sent than a form takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMuch;

impl Typed {
    /// What the pairs of a form's body say.
    ///
    /// # Errors
    /// If there are more of them, or longer ones, than a form takes.
    pub fn of(pairs: Vec<(String, String)>) -> Result<Typed, TooMuch> {
        let bytes: usize = pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
        if pairs.len() > MOST_INPUTS || bytes > MOST_BYTES {
            return Err(TooMuch);
        }
        Ok(Typed::of_own(pairs))
    }

    /// The same for pairs that the program made.
    pub(super) fn of_own(pairs: impl IntoIterator<Item = (String, String)>) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in pairs {
            typed.0.entry(name).or_default().push(normal(&value));
        }
        typed
    }

    /// The same without what stands under `name`.
    pub fn without(mut self, name: &str) -> Typed {
        self.0.remove(name);
        self
    }

    /// The first value under `name`; empty if there is none.
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// All values under `name`, as they were sent.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Is anything but white space typed under `name` or beneath it?
    pub(super) fn is_filled(&self, name: &str) -> bool {
        let says = |values: &[String]| values.iter().any(|value| !value.trim().is_empty());
        says(self.all(name)) || self.beneath(name).any(|(_, values)| says(values))
    }

    /// The rows of the group `name` that were sent, rising.
    pub(super) fn rows(&self, name: &str) -> Vec<u32> {
        let row = |key: &str| {
            let number = key.split('.').next()?;
            // Each row has one name.
            let canonical = number == "0" || !number.starts_with(['0', '+']);
            number.parse().ok().filter(|row| canonical && *row <= LAST_ROW)
        };
        let rows: BTreeSet<u32> = self.beneath(name).filter_map(|(rest, _)| row(rest)).collect();
        rows.into_iter().collect()
    }

    /// The rows of the group to be shown: those that were sent, one more if that was asked for, and at least one.
    pub(super) fn shown_rows(&self, name: &str) -> Vec<u32> {
        let mut rows = self.rows(name);
        let next = rows.last().map_or(0, |last| last + 1);
        if rows.is_empty() || (self.all(MORE).iter().any(|more| more == name) && next <= LAST_ROW) {
            rows.push(next);
        }
        rows
    }

    /// Was the form sent only to have it back, with more rows or other choices?
    pub fn wants_more(&self) -> bool {
        self.0.contains_key(MORE)
    }

    fn beneath<'t>(&'t self, name: &str) -> impl Iterator<Item = (&'t str, &'t [String])> {
        let prefix = format!("{name}.");
        let length = prefix.len();
        self.0
            .range(prefix.clone()..)
            .take_while(move |(key, _)| key.starts_with(&prefix))
            .map(move |(key, values)| (&key[length..], values.as_slice()))
    }
}

/// Line ends as line feeds; what could not be typed as the character that stands for it.
fn normal(value: &str) -> String {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    value.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Typed::of(pairs.collect()).expect("not too much")
    }

    #[test]
    fn rows_are_those_that_were_sent() {
        let pairs = [
            ("a.10.x", "1"),
            ("a.2.x", ""),
            ("a.02.x", ""),
            ("a.99999999999", ""),
            ("a.b", ""),
            ("ab.3", ""),
        ];
        assert_eq!(typed(&pairs).rows("a"), [2, 10]);
        assert_eq!(typed(&pairs).shown_rows("c"), [0]);
        assert_eq!(typed(&[("a.10.x", "1"), (MORE, "a")]).shown_rows("a"), [10, 11]);
        assert_eq!(typed(&[("a.9999.x", "1"), (MORE, "a")]).shown_rows("a"), [9999]);
    }

    #[test]
    fn what_is_sent_is_bounded_and_normal() {
        assert_eq!(typed(&[("a", "x\r\ny\rz\u{0}\u{7f}")]).one("a"), "x\ny\nz\u{fffd}\u{fffd}");
        let many = (0..10_000).map(|at| (format!("a.{at}"), String::new())).collect();
        assert_eq!(Typed::of(many), Err(TooMuch));
        assert_eq!(Typed::of(vec![("a".into(), "x".repeat(MOST_BYTES + 1))]), Err(TooMuch));
        assert!(Typed::of(vec![("a".into(), "x".repeat(1 << 20))]).is_ok());
    }
}
