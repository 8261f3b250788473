//! Something that may be chosen, and how well what is typed fits it.

use crate::words::fold;
use std::fmt;

/// Something that may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is written when it is chosen.
    pub value: String,
    /// What it is, in words.
    pub note: String,
    /// Other names, by which it is found but which are not shown.
    pub also: String,
}

impl Choice {
    /// A choice without other names.
    pub fn new(value: impl Into<String>, note: impl Into<String>) -> Choice {
        Choice { value: value.into(), note: note.into(), also: String::new() }
    }

    /// How well `typed` fits: `None` if one of its words is nowhere in it, and more if they stand at
    /// the beginning of the value or of a word. Case and accents do not matter.
    pub fn fits(&self, typed: &str) -> Option<i64> {
        let typed = fold(typed);
        let whole = fold(&format!("{} {} {}", self.value, self.note, self.also));
        let begins = |word: &str| whole.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(word));
        let mut fit = 0;
        for word in typed.split_whitespace() {
            if !whole.contains(word) {
                return None;
            }
            fit += if whole.starts_with(word) {
                3
            } else if begins(word) {
                2
            } else {
                1
            };
        }
        Some(fit)
    }

    /// The places of those of `options` that `typed` fits: the best first, of equals in their order.
    pub fn fitting(options: &[Choice], typed: &str) -> Vec<usize> {
        let fits = options.iter().enumerate().filter_map(|(at, option)| Some((option.fits(typed)?, at)));
        let mut found: Vec<(i64, usize)> = fits.collect();
        found.sort_by_key(|(fit, at)| (-fit, *at));
        found.into_iter().map(|(_, at)| at).collect()
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.note.as_str() {
            "" => f.write_str(&self.value),
            note if self.value.is_empty() => f.write_str(note),
            note => write!(f, "{} – {note}", self.value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<Choice> {
        vec![
            Choice::new("budumer", "Bud Umer (person)"),
            Choice::new("umerov", "Rustem Umerov (person)"),
            Choice { also: "أونا".to_owned(), ..Choice::new("zuerich", "The town of Zürich") },
        ]
    }

    #[test]
    fn a_choice_is_found_by_id_by_name_and_by_other_names() {
        let found = |typed: &str| Choice::fitting(&people(), typed);
        assert_eq!(found("UMER"), [1, 0]);
        assert_eq!(found("rustem person"), [1]);
        assert_eq!(found("zurich"), [2]);
        assert_eq!(found("أونا"), [2]);
        assert_eq!(found(""), [0, 1, 2]);
        assert_eq!(found("nobody"), [] as [usize; 0]);
    }
}
