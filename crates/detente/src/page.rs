//! The commands that print a page: brief, gaps, packages, timeline, show, search.

use crate::args::{self, Look as LookArgs};
use crate::as_of::{as_of, date};
use crate::desk::{self, Desk};
use crate::{Exit, Outcome, Talk};
use detente_brief::{Candidates, Format, Lang, Look, Printed, TextStyle};
use detente_record::{Header, View};
use detente_store::{Store, StoreError};

/// Which page.
pub enum Which {
    /// The brief, with what changed since a date.
    Brief(Option<String>),
    /// The gap matrix.
    Gaps,
    /// Packages side by side: those with these ids, or the newest.
    Packages(Vec<String>),
    /// The timeline.
    Timeline,
    /// One entry.
    Show(String),
    /// A search.
    Search(Vec<String>),
    /// The lines of the logs, of one room or of all.
    Log(Option<String>),
}

/// Prints the page `which` of the process that `args` names.
pub fn page(args: &LookArgs, which: &Which, talk: &Talk) -> Outcome {
    match try_page(args, which, talk) {
        Ok((out, found)) => {
            Outcome { out, err: String::new(), exit: if found { Exit::Done } else { Exit::No } }
        }
        Err(outcome) => outcome,
    }
}

fn try_page(args: &LookArgs, which: &Which, talk: &Talk) -> Result<(String, bool), Outcome> {
    let lang =
        Lang::new(args.lang.as_deref().unwrap_or("en")).map_err(|error| Outcome::wrong(error.to_string()))?;
    let mut desk = desk::open(&args.process, args.viewer.as_deref(), talk)?;
    let as_of =
        as_of(args.known.as_deref(), args.on.as_deref(), &desk.header.zone).map_err(Outcome::wrong)?;
    let Desk { store, record, viewer, header } = &mut desk;
    let view = record.view(viewer, as_of);
    let look = Look::new(&view, &lang);
    let candidates = match which {
        Which::Search(words) => {
            candidates(store.as_mut(), &view, words).map_err(|error| desk::store_failed(error, talk))?
        }
        _ => Candidates::new(),
    };
    let printed = page_of(&look, which, &candidates, header).map_err(Outcome::wrong)?;
    let found = printed.found;
    let text = printed.print(&lang, format_of(args, talk));
    desk.all_read()?;
    Ok((text, found))
}

/// What the store's indexes say of where the words are.
fn candidates(store: &mut dyn Store, view: &View<'_>, words: &[String]) -> Result<Candidates, StoreError> {
    let words: Vec<String> = words.iter().map(|word| detente_record::words::fold(word)).collect();
    let mut found = Candidates::new();
    for room in view.rooms() {
        let places = store.candidates(room, &words)?;
        found.extend(places.map(|places| (room.clone(), places)));
    }
    Ok(found)
}

fn page_of<'v>(
    look: &'v Look<'_>,
    which: &'v Which,
    candidates: &Candidates,
    header: &Header,
) -> Result<Printed<'v>, String> {
    Ok(match which {
        Which::Brief(since) => {
            let since = since.as_deref().map(|text| date("since", text, &header.zone)).transpose()?;
            detente_brief::brief(look, since.as_ref())
        }
        Which::Gaps => detente_brief::gaps(look),
        Which::Packages(ids) => {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            detente_brief::packages(look, &ids)
        }
        Which::Timeline => detente_brief::timeline(look),
        Which::Show(id) => detente_brief::show(look, id),
        Which::Search(words) => detente_brief::search(look, words, candidates),
        Which::Log(room) => {
            let room = room.as_deref().map(desk::room_named).transpose()?;
            detente_brief::log(look, room.as_ref())
        }
    })
}

/// How a page is to be printed.
pub fn format_of(args: &LookArgs, talk: &Talk) -> Format {
    match args.format {
        args::Format::Text => Format::Text(TextStyle { width: talk.width, color: talk.color }),
        args::Format::Json => Format::Json,
        args::Format::Markdown => Format::Markdown,
        args::Format::Html => Format::Html,
    }
}
