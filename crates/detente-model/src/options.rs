//! The options of an issue, with an index of their ids.

use crate::shape::{Decoder, Field, Keys, Schemas};
use crate::{Id, OptionEntry};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::OnceLock;

/// Looking an id up in a short ladder is quicker than an index, in a long one slower.
const SHORT: usize = 8;

/// The options of an issue, in the order written: a list that finds its options by id.
#[derive(Clone, Debug, Default)]
pub struct Options {
    all: Vec<OptionEntry>,
    places: OnceLock<HashMap<Id, usize>>,
}

impl Options {
    /// The place of the option `id`, from 0. Cost: the first look into a long list makes an index.
    pub fn place(&self, id: &Id) -> Option<usize> {
        if self.all.len() <= SHORT {
            return self.all.iter().position(|option| option.0.id == *id);
        }
        self.places.get_or_init(|| self.index()).get(id).copied()
    }

    fn index(&self) -> HashMap<Id, usize> {
        // Of two options with one id the first counts; that there are two is told elsewhere.
        self.all.iter().enumerate().rev().map(|(place, option)| (option.0.id.clone(), place)).collect()
    }
}

impl PartialEq for Options {
    fn eq(&self, other: &Options) -> bool {
        self.all == other.all
    }
}

impl Eq for Options {}

impl Deref for Options {
    type Target = [OptionEntry];
    fn deref(&self) -> &[OptionEntry] {
        &self.all
    }
}

impl FromIterator<OptionEntry> for Options {
    fn from_iter<I: IntoIterator<Item = OptionEntry>>(options: I) -> Options {
        Options { all: options.into_iter().collect(), places: OnceLock::new() }
    }
}

impl Field for Options {
    fn take(keys: &mut Keys<'_>, name: &'static str, d: &mut Decoder) -> Option<Self> {
        Vec::<OptionEntry>::take(keys, name, d).map(Options::from_iter)
    }
    fn put(&self, name: &str, map: &mut Map<String, Value>) {
        self.all.put(name, map);
    }
    fn field_schema(schemas: &mut Schemas) -> (Value, bool) {
        Vec::<OptionEntry>::field_schema(schemas)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IssueOption;

    #[test]
    fn the_first_of_two_options_with_one_id_is_found() {
        for count in [3, 30] {
            let id = |i: usize| Id::new(&format!("o{}", i % (count - 1))).unwrap();
            let options: Options =
                (0..count).map(|i| OptionEntry(IssueOption { id: id(i), label: None })).collect();
            assert_eq!(options.place(&id(0)), Some(0));
            assert_eq!(options.place(&id(count - 2)), Some(count - 2));
            assert_eq!(options.place(&Id::new("other").unwrap()), None);
        }
    }
}
