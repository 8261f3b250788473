//! How far long work has come, on standard error, where that is a terminal.

use crate::Talk;
use detente_deals::{Continue, Progress};
use detente_model::Room;
use detente_record::{Hash, Line, Record, Viewer};
use detente_store::{Batch, Damage, ProcessHeader, RoomState, Store, StoreError};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeSet;
use std::time::Duration;

/// A store that shows how many of its lines were read.
pub struct Watched {
    store: Box<dyn Store>,
    bar: ProgressBar,
}

/// Shows how much of `store` was read, where somebody looks at a terminal.
pub fn watched(mut store: Box<dyn Store>, talk: &Talk) -> Result<Box<dyn Store>, StoreError> {
    if !talk.progress {
        return Ok(store);
    }
    let mut lines = 0;
    for room in store.rooms()? {
        lines += store.state(&room)?.size;
    }
    let bar = ProgressBar::new(lines);
    if let Ok(style) =
        ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} entries, {eta} to go")
    {
        bar.set_style(style);
    }
    Ok(Box::new(Watched { store, bar }))
}

/// Shows that something goes on, until the answer is there.
pub fn while_waiting<T>(talk: &Talk, what: &str, work: impl FnOnce() -> T) -> T {
    if !talk.progress {
        return work();
    }
    let spinner = ProgressBar::new_spinner().with_message(what.to_owned());
    spinner.enable_steady_tick(Duration::from_millis(100));
    let done = work();
    spinner.finish_and_clear();
    done
}

/// Shows how far a search is, where somebody looks at a terminal.
pub struct Searching {
    bar: Option<ProgressBar>,
    stopped: fn() -> bool,
}

impl Searching {
    /// Begins to show.
    pub fn begin(talk: &Talk, what: &str) -> Searching {
        (talk.catch_stop)();
        let bar = talk.progress.then(|| ProgressBar::new(1).with_message(what.to_owned()));
        if let Some(bar) = &bar
            && let Ok(style) = ProgressStyle::with_template(
                "{msg} {bar:30} {pos} of {len} steps; Ctrl-C ends it and keeps what is proven",
            )
        {
            bar.set_style(style);
        }
        Searching { bar, stopped: talk.stopped }
    }

    /// Goes on, unless the user asked it to end.
    pub fn at(&self, progress: Progress) -> Continue {
        if let Some(bar) = &self.bar {
            bar.set_length(progress.of as u64);
            bar.set_position(progress.done as u64);
        }
        if (self.stopped)() { Continue::No } else { Continue::Yes }
    }
}

impl Drop for Searching {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Shows how many talks were played, with the time left, where somebody looks at a terminal.
pub struct Playing {
    bar: Option<ProgressBar>,
}

impl Playing {
    /// Begins to show.
    pub fn begin(talk: &Talk, talks: u64) -> Playing {
        (talk.catch_stop)();
        let bar = talk.progress.then(|| ProgressBar::new(talks));
        if let Some(bar) = &bar
            && let Ok(style) = ProgressStyle::with_template(
                "{bar:30} {human_pos} of {human_len} talks, {eta} to go; Ctrl-C stops and keeps what was played",
            )
        {
            bar.set_style(style);
        }
        Playing { bar }
    }

    /// One more was played.
    pub fn one_more(&self) {
        self.bar.iter().for_each(|bar| bar.inc(1));
    }
}

impl Drop for Playing {
    fn drop(&mut self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Store for Watched {
    fn header(&mut self) -> Result<ProcessHeader, StoreError> {
        self.store.header()
    }
    fn rooms(&mut self) -> Result<Vec<Room>, StoreError> {
        self.store.rooms()
    }
    fn state(&mut self, room: &Room) -> Result<RoomState, StoreError> {
        self.store.state(room)
    }
    fn read_behind(
        &mut self,
        room: &Room,
        known: u64,
        each: &mut dyn FnMut(Line) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let bar = &self.bar;
        self.store.read_behind(room, known, &mut |line| {
            bar.inc(1);
            each(line)
        })
    }
    fn append(&mut self, batches: &[Batch<'_>]) -> Result<(), StoreError> {
        self.store.append(batches)
    }
    fn candidates(&mut self, room: &Room, words: &[String]) -> Result<Option<BTreeSet<u32>>, StoreError> {
        self.store.candidates(room, words)
    }
    fn document(&mut self, room: &Room, sha256: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.document(room, sha256)
    }
    fn documents(&mut self, room: &Room) -> Result<Vec<Hash>, StoreError> {
        self.store.documents(room)
    }
    fn audit(&mut self) -> Result<Vec<Damage>, StoreError> {
        self.store.audit()
    }
    fn begin_reading(&mut self) -> Result<(), StoreError> {
        self.store.begin_reading()
    }
    fn end_reading(&mut self) -> Result<(), StoreError> {
        self.store.end_reading()
    }
    fn record(&mut self, viewer: &Viewer) -> Result<Record, StoreError> {
        self.store.record(viewer)
    }
    fn check(&mut self, viewer: &Viewer) -> Result<(), StoreError> {
        self.store.check(viewer)
    }
}
