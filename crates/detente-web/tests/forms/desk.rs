//! A copy of a process of the catalogue, with somebody who looks at it and writes.

use detente_brief::{Lang, Look};
use detente_record::{AsOf, Entry, Record, Salt, Seat, Seen, View, Viewer};
use detente_store::{Files, Opened, Releasing, Store, WriteError, Writer};
use detente_web::form::{Hidden, Placed, Ready, Typed};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The processes of the catalogue.
pub const CATALOGUE: [&str; 3] = ["istanbul-2025", "camp-david-1978", "harbour-exercise"];

/// What forms carry in tests.
pub const HIDDEN: Hidden<'static> =
    Hidden { action: "/add?kind=position&room=team", csrf: "c", once: "o", looked: &BTreeMap::new() };

/// A process in a folder of its own.
pub struct Desk {
    folder: TempDir,
    /// Who looks.
    pub viewer: Viewer,
    record: Record,
    /// The language of pages.
    pub lang: Lang,
}

impl Desk {
    /// A copy of `process`, seen from `seat`.
    pub fn of(process: &str, seat: &str) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalog/processes").join(process);
        copy(&from, folder.path());
        let viewer = Viewer::seated(Seat::parse(seat).expect("a seat"));
        let record = Opened::at(folder.path()).expect("a process").record(&viewer).expect("a record");
        Desk { folder, viewer, record, lang: Lang::new("en").expect("a language") }
    }

    /// What he sees.
    pub fn view(&self) -> View<'_> {
        self.record.view(&self.viewer, AsOf::default())
    }

    fn with<T>(&self, texts: detente_store::Texts, act: impl FnOnce(&mut Writer<'_>) -> T) -> T {
        let mut store = Files::at(self.folder.path());
        store.header().expect("a header");
        let mut salts = || Salt([7; 32]);
        let looked_at = self.view().sizes();
        let mut writer = Writer {
            store: &mut store,
            viewer: &self.viewer,
            author: "a tester".into(),
            now: jiff::Timestamp::from_second(1_900_000_000).expect("in range"),
            looked_at,
            salts: &mut salts,
            texts,
            warnings: Vec::new(),
        };
        act(&mut writer)
    }

    /// Writes a draft.
    pub fn write(&self, ready: &Ready) -> Result<Vec<Entry>, WriteError> {
        self.with(ready.texts.clone(), |writer| writer.write(std::slice::from_ref(&ready.draft), &[]))
    }

    /// Writes a release.
    pub fn release(&self, releasing: &Releasing<'_>) -> Result<Vec<Entry>, WriteError> {
        self.with(detente_store::Texts::new(), |writer| writer.release(releasing))
    }

    /// Why a draft is not written, at its inputs.
    pub fn faults(&self, look: &Look<'_>, ready: &Ready) -> Placed {
        match self.write(ready) {
            Ok(entries) => panic!("it was written: {entries:?}"),
            Err(error) => ready.placed(look, &error),
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let into = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &into);
        } else {
            fs::copy(entry.path(), into).expect("a copy");
        }
    }
}

/// What pairs of texts say.
pub fn typed(pairs: &[(&str, &str)]) -> Typed {
    let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Typed::of(pairs.collect()).expect("not too much")
}

/// The same with more pairs, which replace those of their name.
pub fn with(sent: Vec<(String, String)>, more: &[(&str, &str)]) -> Typed {
    let mut pairs: Vec<(String, String)> =
        sent.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| name != other)).collect();
    pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Typed::of(pairs).expect("not too much")
}

/// The one entry with an id.
pub fn found<'s, 'r>(view: &'s View<'r>, id: &str) -> &'s Seen<'r> {
    view.find(id).first().copied().unwrap_or_else(|| panic!("no {id}"))
}
