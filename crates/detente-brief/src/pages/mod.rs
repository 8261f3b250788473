//! The pages: one file each. Every one is made from a view and nothing else.

pub mod actor;
pub mod actors;
pub mod agreements;
pub mod audit;
pub mod brief;
pub mod check;
pub mod deals;
pub mod elicit;
pub mod frontier;
pub mod gaps;
pub mod held;
pub mod incidents;
pub mod log;
pub mod meeting;
pub mod meetings;
pub mod packages;
pub mod prepare;
pub mod proposal;
pub mod rehearsal;
pub mod search;
pub mod show;
pub mod source;
pub mod sources;
pub mod talk;
pub mod timeline;
pub mod today;
pub mod tournament;

use crate::doc::{Block, Inline, Line, Page, Target};
use crate::lang::Lang;
use crate::look::Look;
use crate::sections::LazyJson;
use crate::text::TextStyle;
use crate::{html, markdown, text};
use detente_model::{AsFact, Kind, Room};
use detente_record::{Entry, Seat};
use serde_json::{Value, json};
pub(crate) use show::cited;

/// A page and the same as JSON.
pub struct Printed<'v> {
    /// The page.
    pub page: Page,
    /// Everything that the page shows, and what its limits left out.
    pub json: LazyJson<'v>,
    /// Was there anything to show? For a search or an id: was it found?
    pub found: bool,
}

/// How a page is printed.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    /// For the terminal.
    Text(TextStyle),
    /// JSON, with two spaces.
    Json,
    /// CommonMark.
    Markdown,
    /// One self-contained file.
    Html,
}

impl Printed<'_> {
    /// The bytes of the page in `format`.
    pub fn print(self, lang: &Lang, format: Format) -> String {
        match format {
            Format::Text(style) => text::render(&self.page, lang, style),
            Format::Json => json_text(&(self.json)()),
            Format::Markdown => markdown::render(&self.page),
            Format::Html => html::render(&self.page, lang),
        }
    }
}

/// JSON in which no character can turn a terminal's text: such ones are written as escapes.
pub fn json_text(value: &Value) -> String {
    let json = format!("{value:#}\n");
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match crate::doc::shown(c) == c {
            true => out.push(c),
            false => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out
}

/// A page with its title, badge and foot.
fn page(look: &Look<'_>, title: Line, blocks: Vec<Block>) -> Page {
    let header = look.view.header();
    let known = look.lang.instant(look.view.known(), look.zone());
    let foot = look.lang.line(
        "page-foot",
        vec![
            ("viewer", Inline::data(look.badge()).into()),
            ("process", look.lang.text(&header.title).into()),
            ("known", known.into()),
            ("version", Inline::data(env!("CARGO_PKG_VERSION")).into()),
        ],
    );
    Page { title, badge: look.badge(), blocks, foot }
}

/// A page's title with the name of the process in it.
fn title(look: &Look<'_>, id: &str) -> Line {
    look.lang.line(id, vec![("process", look.lang.text(&look.view.header().title).into())])
}

/// An entry as one line of a list: its date, what it says, its marks and its id.
fn entry_line(look: &Look<'_>, entry: &Entry) -> Line {
    let mut line = Line::new();
    if let Some(when) = look.when(entry) {
        line.push(Inline::Strong(when));
        line.push(Inline::mark(" · "));
    }
    line.extend(look.describe(entry));
    line.extend(look.marks(entry));
    line.push(Inline::mark(" "));
    line.extend(look.id(entry));
    line
}

/// The entry of a kind that an id, or ROOM/ID, names, if it counts; a planned meeting also before its date.
fn named<'v, T: AsFact + 'v>(look: &'v Look<'_>, id: &str) -> Option<(&'v Entry, &'v T)> {
    let found = look.view.find(id);
    let mut live = found.iter().filter(|seen| seen.is_live());
    live.find_map(|seen| Some((seen.entry(), T::of(seen.entry().fact()?)?)))
}

/// The page that says that there is no such thing in this view, with the nearest id.
fn not_found<'v>(look: &'v Look<'_>, kind: &'static str, id: &str) -> Printed<'v> {
    let lang = look.lang;
    let mut blocks = vec![Block::Para(vec![lang.word("show-none")])];
    let known = look.view.entries().map(|seen| seen.entry().id.as_str());
    if let Some(near) = detente_model::nearest(id, known) {
        let near = Inline::Id(near.to_owned());
        blocks.push(Block::Para(lang.line("show-near", vec![("id", near.into())])));
    }
    let json = Box::new(move || envelope(look, kind, Value::Null));
    Printed { page: page(look, nothing_title(look, id), blocks), json, found: false }
}

/// The title of a page about something that is not in this view.
fn nothing_title(look: &Look<'_>, id: &str) -> Line {
    look.lang.line("show-none-title", vec![("id", Inline::data(id).into())])
}

/// The way to add an entry of `kind`, into the viewer's own room; `None` where he may write nothing or nothing can be
/// followed.
fn add_link(look: &Look<'_>, kind: Kind) -> Option<Block> {
    let room = match look.view.viewer().seat() {
        Seat::Team => Room::Team,
        Seat::Party(party) => Room::Party(party.clone()),
        Seat::Public | Seat::Projector => return None,
    };
    let target = || Target::screen("add").with("kind", kind.as_str()).with("room", room.to_string());
    let words = look.to(target, vec![look.lang.word(&format!("add-{}", kind.as_str()))]);
    words.iter().any(|word| matches!(word, Inline::To(..))).then_some(Block::Para(words))
}

/// What every JSON answer begins with.
pub fn envelope(look: &Look<'_>, kind: &str, content: Value) -> Value {
    json!({
        "kind": kind,
        "version": env!("CARGO_PKG_VERSION"),
        "process": look.view.header().id.as_str(),
        "viewer": look.view.viewer().seat().to_string(),
        "known": look.view.known().to_string(),
        "on": look.view.on().and_then(|on| on.latest).map(|at| at.to_string()),
        "content": content,
    })
}
