//! What a screen gets: a view for one viewer, what was asked, and nothing by which more could be read.

use crate::answer::{Answer, Refusal};
use crate::asked::{Asked, address};
use crate::seat::Reading;
use detente_brief::doc::{Page, Target};
use detente_brief::{Look, Printed, html};
use detente_model::{AsFact, Room, Source};
use detente_record::{Hash, Seen};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// What the act behind a route gets.
pub struct Desk<'a> {
    /// The view, with the language of its pages.
    pub look: &'a Look<'a>,
    /// What was asked.
    pub asked: &'a Asked,
    /// What time it is.
    pub now: Timestamp,
    /// When the viewer said last that he has seen what is new.
    pub since: Option<Timestamp>,
    reading: &'a Reading<'a>,
}

impl<'a> Desk<'a> {
    /// A desk with what was read for its viewer.
    pub(crate) fn new(
        look: &'a Look<'a>,
        asked: &'a Asked,
        (now, since): (Timestamp, Option<Timestamp>),
        reading: &'a Reading<'a>,
    ) -> Desk<'a> {
        Desk { look, asked, now, since, reading }
    }

    /// The value that was asked under `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.asked.get(key)
    }

    /// The same, where nothing can be shown without it.
    pub fn need(&self, key: &str) -> Result<&str, Refusal> {
        self.get(key).ok_or(Refusal::Nothing)
    }

    /// The one entry that the viewer calls `id`.
    pub fn seen(&self, id: &str) -> Result<&'a Seen<'a>, Refusal> {
        match self.look.view.find(id).as_slice() {
            [one] => Ok(one),
            _ => Err(Refusal::Nothing),
        }
    }

    /// The address that a target leads to: with the dates as of which this desk looks.
    pub fn link(&self, target: &Target) -> String {
        let mut with: Vec<(&str, &str)> =
            target.with.iter().map(|(key, value)| (*key, value.as_str())).collect();
        with.extend(["known", "on"].iter().filter_map(|key| Some((*key, self.asked.get(key)?))));
        address(target.screen, &with)
    }

    /// A page as a screen.
    pub fn page(&self, printed: &Printed<'_>) -> Answer {
        let main = self.main(&printed.page);
        Answer::Screen(std::sync::Arc::new(crate::answer::Screen {
            title: self.look.lang.drawn(&printed.page.title),
            main,
            found: printed.found,
        }))
    }

    /// What a page shows, as HTML with its links.
    pub fn main(&self, page: &Page) -> String {
        html::fragment(page, Some(&|target| self.link(target)))
    }

    /// The lines of a room that may hold all words of a search.
    pub fn candidates(&self, room: &Room, words: &[String]) -> Result<Option<BTreeSet<u32>>, Refusal> {
        Ok(self.reading.candidates(room, words)?)
    }

    /// The document of a source that the viewer sees, with what it is called.
    pub fn document(&self, source: &Seen<'_>) -> Result<(String, Vec<u8>), Refusal> {
        let entry = source.entry();
        let held = entry.fact().and_then(Source::of);
        let named = held.and_then(|source| source.document.as_ref()).ok_or(Refusal::Nothing)?;
        let sha256 = Hash::parse(&named.sha256).ok_or(Refusal::Nothing)?;
        // It lies in the room of the correction that named it; another may have made the entry narrower since.
        let room = source.room_of_field("document");
        let bytes = self.reading.document(room, &sha256)?.ok_or(Refusal::Nothing)?;
        Ok((named.name.clone(), bytes))
    }
}
