//! The commands that print a page of a process.

use crate::args::{self, Look as LookArgs};
use crate::as_of::{as_of, date, end_of};
use crate::desk::{self, Desk};
use crate::{Exit, Outcome, Talk};
use detente_brief::{Asked, Candidates, Format, Lane, Lang, Layer, Look, Printed, TextStyle};
use detente_record::{Entry, Header, View};
use detente_store::{Store, StoreError};

/// Which page.
pub enum Which {
    /// The brief, with what changed since a date.
    Brief(Option<String>),
    /// The gap matrix.
    Gaps,
    /// The timeline, of a lane or between two dates.
    Timeline {
        /// Since when.
        from: Option<String>,
        /// Until when.
        to: Option<String>,
        /// The name of the lane.
        lane: Option<String>,
    },
    /// All parties.
    Actors,
    /// One party or person.
    Actor(String),
    /// The day sheet, with what was recorded after a time.
    Today(Option<String>),
    /// All meetings.
    Meetings,
    /// One meeting.
    Meeting(String),
    /// What to know of a party, before a meeting.
    Prepare(String, Option<String>),
    /// The positions of a party on an issue: issue, party.
    Held(String, String),
    /// The incidents, with layers on their map; the list from after one on.
    Incidents {
        /// The sources that are drawn as layers.
        layers: Vec<String>,
        /// The incident after which the list begins.
        before: Option<String>,
    },
    /// All sources.
    Sources,
    /// One source, perhaps with a sentence marked.
    Source(String, Option<u32>),
    /// Proposals, agreements, commitments.
    Agreements,
    /// One proposal.
    Proposal(String),
    /// Packages side by side: those with these ids, or the newest.
    Packages(Vec<String>),
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
    let lang = Lang::new(args.shown.lang.as_deref().unwrap_or("en"))
        .map_err(|error| Outcome::wrong(error.to_string()))?;
    let mut desk = desk::open(&args.process, args.shown.viewer.as_deref(), talk)?;
    let as_of = as_of(args.shown.known.as_deref(), args.shown.on.as_deref(), &desk.header.zone)
        .map_err(Outcome::wrong)?;
    let Desk { store, record, viewer, header } = &mut desk;
    let view = record.view(viewer, as_of);
    // Who looks back sees what ran out by then, and who looks now what has run out by now.
    let looks_back = args.shown.known.is_some() || args.shown.on.is_some();
    let look = Look::new(&view, &lang);
    let look = if looks_back { look } else { look.at((talk.clock)()) };
    let candidates = match which {
        Which::Search(words) => {
            candidates(store.as_mut(), &view, words).map_err(|error| desk::store_failed(error, talk))?
        }
        _ => Candidates::new(),
    };
    let documents = match which {
        Which::Incidents { layers, .. } => documents(store.as_mut(), &view, layers, talk)?,
        _ => Vec::new(),
    };
    let layers: Vec<Layer<'_>> = documents.iter().map(|(entry, bytes)| Layer { entry, bytes }).collect();
    let printed = page_of(&look, which, (&candidates, &layers), header).map_err(Outcome::wrong)?;
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

/// The entries of the layers that were asked for, with their documents.
fn documents<'v>(
    store: &mut dyn Store,
    view: &'v View<'_>,
    layers: &[String],
    talk: &Talk,
) -> Result<Vec<(&'v Entry, Vec<u8>)>, Outcome> {
    let mut found = Vec::new();
    for id in layers {
        let attached = desk::attached(view, id).map_err(Outcome::wrong)?;
        let bytes = detente_store::document(store, &attached.room, &attached.sha256)
            .map_err(|error| desk::store_failed(error, talk))?;
        found.push((attached.entry, bytes));
    }
    Ok(found)
}

fn page_of<'v>(
    look: &'v Look<'_>,
    which: &'v Which,
    (candidates, layers): (&Candidates, &[Layer<'_>]),
    header: &Header,
) -> Result<Printed<'v>, String> {
    Ok(match which {
        Which::Brief(since) => {
            let since = since.as_deref().map(|text| date("since", text, &header.zone)).transpose()?;
            detente_brief::brief(look, since.as_ref())
        }
        Which::Gaps => detente_brief::gaps(look),
        Which::Timeline { from, to, lane } => {
            let date = |flag, text: &Option<String>| {
                text.as_deref().map(|text| date(flag, text, &header.zone)).transpose()
            };
            let lane = lane.as_deref().map(lane_named).transpose()?;
            let asked = Asked { lane, from: date("from", from)?, to: date("to", to)?, ..Asked::default() };
            detente_brief::timeline(look, &asked)
        }
        Which::Actors => detente_brief::actors(look),
        Which::Actor(id) => detente_brief::actor(look, id),
        Which::Today(since) => {
            let since = since.as_deref().map(|text| end_of("since", text, &header.zone)).transpose()?;
            detente_brief::today(look, look.today(), since)
        }
        Which::Meetings => detente_brief::meetings(look),
        Which::Meeting(id) => detente_brief::meeting(look, id),
        Which::Prepare(party, meeting) => detente_brief::prepare(look, party, meeting.as_deref()),
        Which::Held(issue, party) => detente_brief::held(look, issue, party),
        // A page that is printed looks at the time of the view: the same record gives the same bytes.
        Which::Incidents { before, .. } => {
            detente_brief::incidents(look, look.now(), layers, before.as_deref())
        }
        Which::Sources => detente_brief::sources(look),
        Which::Source(id, sentence) => detente_brief::source(look, id, *sentence),
        Which::Agreements => detente_brief::agreements(look),
        Which::Proposal(id) => detente_brief::proposal(look, id),
        Which::Packages(ids) => {
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            detente_brief::packages(look, &ids)
        }
        Which::Show(id) => detente_brief::show(look, id),
        Which::Search(words) => detente_brief::search(look, words, candidates),
        Which::Log(room) => {
            let room = room.as_deref().map(desk::room_named).transpose()?;
            detente_brief::log(look, room.as_ref())
        }
    })
}

fn lane_named(name: &str) -> Result<Lane, String> {
    Lane::named(name).ok_or_else(|| {
        let known: Vec<&str> = Lane::ALL.iter().map(|lane| lane.as_str()).collect();
        format!("--lane: there is no lane “{name}”; write one of: {}", known.join(", "))
    })
}

/// How a page is to be printed.
pub fn format_of(args: &LookArgs, talk: &Talk) -> Format {
    format(args.shown.format, talk)
}

/// The form of a page, as asked for.
pub fn format(asked: args::Format, talk: &Talk) -> Format {
    match asked {
        args::Format::Text => Format::Text(TextStyle { width: talk.width, color: talk.color }),
        args::Format::Json => Format::Json,
        args::Format::Markdown => Format::Markdown,
        args::Format::Html => Format::Html,
    }
}
