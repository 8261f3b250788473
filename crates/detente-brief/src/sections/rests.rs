//! Which entries rest on which source.

use crate::doc::Target;
use crate::look::Look;
use detente_model::{Cite, Fact, SourceRef};
use detente_record::Entry;
use std::collections::HashMap;

/// The entries that rest on each source, in the order of the view.
pub struct Rests<'v> {
    by_source: HashMap<*const Entry, Vec<Rest<'v>>>,
}

/// An entry that rests on a source.
pub struct Rest<'v> {
    /// The entry.
    pub entry: &'v Entry,
    /// Where in the source it says that it stands; `None` for a figure's or an attribution's own source.
    pub cite: Option<&'v Cite>,
}

impl<'v> Rests<'v> {
    /// What the entries of the view rest on. Cost: every entry is read once.
    pub fn of(look: &'v Look<'_>) -> Rests<'v> {
        let mut by_source: HashMap<*const Entry, Vec<Rest<'v>>> = HashMap::new();
        for seen in look.view.entries() {
            let entry = seen.entry();
            let mut note = |source: &SourceRef, cite: Option<&'v Cite>| {
                if let Some(source) = look.pointed(&entry.room, source) {
                    by_source.entry(source).or_default().push(Rest { entry, cite });
                }
            };
            entry.sources.0.iter().for_each(|cite| note(&cite.source, Some(cite)));
            inner(entry).for_each(|source| note(source, None));
        }
        Rests { by_source }
    }

    /// What rests on `source`.
    pub fn on(&self, source: &Entry) -> &[Rest<'v>] {
        self.by_source.get(&std::ptr::from_ref(source)).map_or(&[], Vec::as_slice)
    }

    /// How many entries rest on `source`, each once.
    pub fn count(&self, source: &Entry) -> usize {
        let entries = self.on(source).iter().map(|rest| std::ptr::from_ref(rest.entry));
        // What one entry says of a source stands together.
        let mut last = None;
        entries.filter(|entry| last.replace(*entry) != Some(*entry)).count()
    }
}

/// The sources of an incident's figures and attributions.
fn inner(entry: &Entry) -> impl Iterator<Item = &SourceRef> {
    let incident = match entry.fact() {
        Some(Fact::Incident(incident)) => Some(incident),
        _ => None,
    };
    let figures = incident.into_iter().flat_map(|incident| incident.killed.iter().chain(&incident.wounded));
    let figures = figures.flat_map(|figures| &figures.0).filter_map(|figure| figure.source.as_ref());
    let said = incident.into_iter().flat_map(|incident| &incident.attributed);
    figures.chain(said.filter_map(|said| said.source.as_ref()))
}

/// The screen of a source.
pub fn screen(source: &Entry) -> Target {
    Target::screen("source").with("id", format!("{}/{}", source.room, source.id))
}
