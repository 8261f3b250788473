//! The commands that print a page: brief, gaps, timeline, show, search.

use crate::args::{self, Look as LookArgs};
use crate::as_of::{as_of, date};
use crate::desk::{self, Desk};
use crate::{Exit, Outcome, Talk};
use detente_brief::{Candidates, Format, Lang, Look, Printed, TextStyle};
use detente_model::Room;
use detente_record::AsOf;

/// Which page.
pub enum Which {
    /// The brief, with what changed since a date.
    Brief(Option<String>),
    /// The gap matrix.
    Gaps,
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
    let candidates = match which {
        Which::Search(words) => candidates(&mut desk, words, talk)?,
        _ => Candidates::new(),
    };
    let printed = print(&desk, as_of, &lang, args, which, &candidates, talk)?;
    desk.all_read()?;
    Ok(printed)
}

/// What the store's indexes say of where the words are.
fn candidates(desk: &mut Desk, words: &[String], talk: &Talk) -> Result<Candidates, Outcome> {
    let words: Vec<String> = words.iter().map(|word| detente_record::words::fold(word)).collect();
    let rooms: Vec<Room> = desk.record.view(&desk.viewer, AsOf::default()).rooms().cloned().collect();
    let mut found = Candidates::new();
    for room in rooms {
        let places = desk.store.candidates(&room, &words).map_err(|error| desk::store_failed(error, talk))?;
        found.extend(places.map(|places| (room, places)));
    }
    Ok(found)
}

fn print(
    desk: &Desk,
    as_of: AsOf,
    lang: &Lang,
    args: &LookArgs,
    which: &Which,
    candidates: &Candidates,
    talk: &Talk,
) -> Result<(String, bool), Outcome> {
    let view = desk.record.view(&desk.viewer, as_of);
    let look = Look::new(&view, lang);
    let printed: Printed<'_> = match which {
        Which::Brief(since) => {
            let since = since
                .as_deref()
                .map(|text| date("since", text, &desk.header.zone))
                .transpose()
                .map_err(Outcome::wrong)?;
            detente_brief::brief(&look, since.as_ref())
        }
        Which::Gaps => detente_brief::gaps(&look),
        Which::Timeline => detente_brief::timeline(&look),
        Which::Show(id) => detente_brief::show(&look, id),
        Which::Search(words) => detente_brief::search(&look, words, candidates),
        Which::Log(room) => {
            let room = room.as_deref().map(desk::room_named).transpose().map_err(Outcome::wrong)?;
            detente_brief::log(&look, room.as_ref())
        }
    };
    let format = match args.format {
        args::Format::Text => Format::Text(TextStyle { width: talk.width, color: talk.color }),
        args::Format::Json => Format::Json,
        args::Format::Markdown => Format::Markdown,
        args::Format::Html => Format::Html,
    };
    let found = printed.found;
    Ok((printed.print(&look, format), found))
}
