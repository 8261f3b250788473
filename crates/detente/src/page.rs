//! The commands that print a page: brief, gaps, timeline, show, search.

use crate::args::{self, Look as LookArgs};
use crate::as_of::{as_of, date};
use crate::{Exit, Outcome, Talk, faults, viewer};
use detente_brief::{Format, Lang, Look, Printed, TextStyle};
use detente_model::{Code, Room};
use detente_record::{AsOf, Header, Record, Viewer};
use detente_store::{Faults, Opened};

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
    let opened = Opened::at(&args.process).map_err(|found| {
        // What is wrong with a file as a whole (a byte, its size) may be of a room in it.
        let no_file = found.diagnostics.iter().all(|fault| fault.code == Code::NoFile);
        cannot_open(&found, talk, !no_file)
    })?;
    let Some(header) = opened.header().cloned() else {
        let found = opened.into_faults();
        return Err(cannot_open(&found, talk, true));
    };
    let viewer = viewer::viewer(args.viewer.as_deref(), &header.keeper).map_err(Outcome::wrong)?;
    // The keeper reads his files whole, unless there are lines in process.yaml that he may not read.
    let reads_whole = *viewer.seat() == header.keeper && viewer.reads(&Room::Joint);
    let record = opened.record(&viewer).map_err(|found| cannot_open(&found, talk, !reads_whole))?;
    viewer::sits_at_table(&viewer, &record).map_err(Outcome::wrong)?;
    let as_of = as_of(args.known.as_deref(), args.on.as_deref(), &header.zone).map_err(Outcome::wrong)?;
    print(&record, &viewer, as_of, &lang, args, which, &header, talk)
}

#[expect(clippy::too_many_arguments, reason = "the last step of one function, cut for reading")]
fn print(
    record: &Record,
    viewer: &Viewer,
    as_of: AsOf,
    lang: &Lang,
    args: &LookArgs,
    which: &Which,
    header: &Header,
    talk: &Talk,
) -> Result<(String, bool), Outcome> {
    let view = record.view(viewer, as_of);
    let look = Look::new(&view, lang);
    let printed: Printed<'_> = match which {
        Which::Brief(since) => {
            let since = since
                .as_deref()
                .map(|text| date("since", text, &header.zone))
                .transpose()
                .map_err(Outcome::wrong)?;
            detente_brief::brief(&look, since.as_ref())
        }
        Which::Gaps => detente_brief::gaps(&look),
        Which::Timeline => detente_brief::timeline(&look),
        Which::Show(id) => detente_brief::show(&look, id),
        Which::Search(words) => detente_brief::search(&look, words),
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

/// The process cannot be shown. A viewer who is not the keeper is told neither lines nor
/// excerpts, since what is not his may stand around them.
fn cannot_open(found: &Faults, talk: &Talk, withhold_places: bool) -> Outcome {
    let mut err = faults::as_text(found, talk, withhold_places);
    err.push_str("error: the process cannot be shown; its keeper sees more with: detente check DIR\n");
    Outcome { out: String::new(), err, exit: Exit::WrongUse }
}
