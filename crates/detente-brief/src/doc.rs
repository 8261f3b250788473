//! A page before it is printed: the same for the terminal, Markdown and HTML.

mod course;
mod graph;
mod lanes;

pub use course::{Course, CourseLine, CourseMark, CoursePanel};
pub use graph::{Cross, Graph, GraphMark, GraphNode, GraphTie, Stands, TieKind};
pub use lanes::{DrawnLane, DrawnMark, Frequency, FrequencyBar, LaneMark, Lanes};
mod bars;
mod curves;
mod map;
mod passage;

pub use bars::{Bar, Bars, Period};
pub use curves::{CurvePanel, Curves};
pub use map::{Graticule, MapCell, MapChart, MapLayer};
pub use passage::{Passage, Sentence};

use detente_model::gap::Drawn;
use detente_model::{Basis, Id, Language, Room};

/// A run of words with marks.
pub type Line = Vec<Inline>;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words of the program, in the page's language.
    Word(String),
    /// Words of the record: set apart, so that their direction does not disturb what is around.
    Data {
        /// The words.
        text: String,
        /// The language they are in, if that was said.
        language: Option<Language>,
    },
    /// Words that stand out.
    Strong(Line),
    /// Words that step back.
    Quiet(Line),
    /// Exact words of someone.
    Quote(Line),
    /// Words of a text that somebody quotes.
    Marked(Line),
    /// The mark of a basis, with its word.
    Basis(Basis, String),
    /// The badge of a room.
    Room {
        /// As files write it.
        room: Room,
        /// What it is called.
        words: Line,
    },
    /// The id of an entry.
    Id(String),
    /// The mark of a red line, with its words.
    RedLine(Line),
    /// The mark of a movement, with its words.
    Arrow(char, Line),
    /// A good, bad or open state, with its word.
    State(State, String),
    /// Words that lead somewhere in the workspace; elsewhere they are only words.
    To(Target, Line),
    /// Where something comes from, in short; in the workspace the whole of it as well, on hover and focus.
    Provenance {
        /// What always stands there: basis, room, numbers of sources.
        short: Line,
        /// What is shown when somebody asks: who recorded it when, and the words of its sources.
        whole: Line,
    },
}

/// Where words lead: a screen of the workspace, and what it is asked. Rooms and ids are those of what the
/// viewer sees already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name of the screen.
    pub screen: &'static str,
    /// What it is asked, by key.
    pub with: Vec<(&'static str, String)>,
}

impl Target {
    /// A screen that is asked nothing.
    pub fn screen(screen: &'static str) -> Target {
        Target { screen, with: Vec::new() }
    }

    /// The same screen, asked this as well.
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Target {
        self.with.push((key, value.into()));
        self
    }

    /// An entry by its room and id.
    pub fn entry(room: &Room, id: &Id) -> Target {
        Target::screen("entry").with("id", format!("{room}/{id}"))
    }

    /// A party or a person, by the room and the id of the entry that tells of it.
    pub fn actor(room: &Room, id: &Id) -> Target {
        Target::screen("actor").with("id", format!("{room}/{id}"))
    }
}

/// A character of the record as it may be shown: control characters could move the cursor or set
/// colours, bidi controls turn what stands around them, and two private-use characters mark places
/// in messages ([`crate::Lang`]).
pub fn shown(c: char) -> char {
    let unsafe_bidi = matches!(u32::from(c), 0x202a..=0x202e | 0x2066..=0x2069 | 0xf8f0..=0xf8f1);
    // Tags: letters that nobody sees.
    let hidden = matches!(u32::from(c), 0xe0000..=0xe007f);
    match c {
        '\n' | '\t' => c,
        _ if c.is_control() || unsafe_bidi || hidden => '\u{fffd}',
        _ => c,
    }
}

/// How a state is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Agreed, accepted, done.
    Yes,
    /// Refused, broken, overdue.
    No,
    /// Open, pending.
    Open,
    /// Begun.
    Begun,
    /// Well under way.
    UnderWay,
}

impl State {
    /// Its shape, so that nothing is told by colour alone.
    pub fn mark(self) -> char {
        match self {
            State::Yes => '✓',
            State::No => '✗',
            State::Open => '○',
            State::Begun => '◔',
            State::UnderWay => '◑',
        }
    }
}

impl Inline {
    /// Words of the record whose language is not known.
    pub fn data(text: impl Into<String>) -> Inline {
        Inline::data_in(text, None)
    }

    /// Words of the record in `language`.
    pub fn data_in(text: impl Into<String>, language: Option<Language>) -> Inline {
        Inline::Data { text: text.into().chars().map(shown).collect(), language }
    }

    /// A room as files write it.
    pub fn room(room: &Room) -> Inline {
        Inline::Room { room: room.clone(), words: vec![Inline::data(room.to_string())] }
    }

    /// A space, a comma, a bracket: no word.
    pub fn mark(text: &str) -> Inline {
        Inline::Word(text.to_owned())
    }

    /// The words without marks.
    pub fn plain(&self) -> String {
        match self {
            Inline::Word(text) | Inline::Data { text, .. } | Inline::Id(text) => text.clone(),
            Inline::Strong(line)
            | Inline::Quiet(line)
            | Inline::Marked(line)
            | Inline::RedLine(line)
            | Inline::Arrow(_, line)
            | Inline::To(_, line)
            | Inline::Provenance { short: line, .. } => plain(line),
            Inline::Quote(line) => format!("“{}”", plain(line)),
            Inline::Basis(_, word) | Inline::State(_, word) => word.clone(),
            Inline::Room { words, .. } => plain(words),
        }
    }
}

/// A line without marks.
pub fn plain(line: &[Inline]) -> String {
    line.iter().map(Inline::plain).collect()
}

/// A line without marks for a drawing, in which words of the record must not turn what is around them.
pub fn isolated(line: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Word(_) | Inline::Basis(..) | Inline::State(..) => inline.plain(),
        Inline::Data { .. } | Inline::Id(_) => {
            format!("\u{2068}{}\u{2069}", inline.plain())
        }
        Inline::Strong(line)
        | Inline::Quiet(line)
        | Inline::Marked(line)
        | Inline::RedLine(line)
        | Inline::Arrow(_, line)
        | Inline::To(_, line)
        | Inline::Room { words: line, .. }
        | Inline::Provenance { short: line, .. } => isolated(line),
        Inline::Quote(line) => format!("“{}”", isolated(line)),
    };
    line.iter().map(one).collect()
}

/// `lines` with `mark` between them.
pub fn joined(lines: impl IntoIterator<Item = Line>, mark: &str) -> Line {
    let mut whole = Line::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !whole.is_empty() {
            whole.push(Inline::mark(mark));
        }
        whole.extend(line);
    }
    whole
}

/// A part of a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// The beginning of a section: its name (for addresses and layout) and its heading.
    Section(&'static str, Line),
    /// A heading within a section.
    Heading(Line),
    /// A paragraph.
    Para(Line),
    /// Labels with what they stand for.
    Keys(Vec<(Line, Line)>),
    /// A list; each item may have lines of its own beneath it.
    List(Vec<(Line, Vec<Line>)>),
    /// Text as it stands in a file, line by line.
    Code(String),
    /// A table.
    Table(Table),
    /// A table that says the same as the chart before it: a page that can be looked at folds it.
    Twin(Table),
    /// The text of a source.
    Passage(Passage),
    /// Counts by week, with a table twin.
    Bars(Bars),
    /// Shares over time as lines and bands, with a table twin.
    Curves(Curves),
    /// A map, with a table twin.
    Map(Box<MapChart>),
    /// Where the parties stand on each issue.
    Matrix(Matrix),
    /// What happened when, drawn on a line of time, with a table twin.
    Strip(Strip),
    /// What efficient packages are worth to each party, with a table twin.
    Frontier(FrontierChart),
    /// What the offers of a talk are worth to each party over time, with a table twin.
    Course(Course),
    /// Who stands where and who speaks with whom, drawn; a list beneath it says the same.
    Graph(Graph),
    /// Who came forward to whom, party by party.
    Cross(Cross),
    /// What happened when, in lanes, with a table twin.
    Lanes(Box<Lanes>),
}

/// A table. The first cell of a row is its head.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows.
    pub caption: Line,
    /// The heads of its columns.
    pub head: Vec<Line>,
    /// Its rows, as wide as the head.
    pub rows: Vec<Vec<Line>>,
}

/// The gap matrix as it is shown.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// What it shows.
    pub caption: Line,
    /// The word over the issues.
    pub issue_head: Line,
    /// The word over the gaps.
    pub gap_head: Line,
    /// The parties' short names.
    pub parties: Vec<Line>,
    /// One row an issue.
    pub rows: Vec<MatrixRow>,
    /// What stands in an empty cell.
    pub nothing: Line,
    /// What the marks of the drawing mean.
    pub legend: Line,
    /// Do its drawings run from right to left, as the page does?
    pub right_to_left: bool,
}

/// One issue of a [`Matrix`].
#[derive(Clone, Debug)]
pub struct MatrixRow {
    /// The issue.
    pub issue: Line,
    /// How deep it is nested.
    pub depth: usize,
    /// How far apart the parties are, in words.
    pub gap: Line,
    /// One cell a party: what it holds, and what else is to be said of it.
    pub cells: Vec<Option<MatrixCell>>,
    /// The line on which the positions are drawn, if they can be.
    pub axis: Option<DrawnAxis>,
}

/// One party on one issue.
#[derive(Clone, Debug)]
pub struct MatrixCell {
    /// What it holds.
    pub holds: Line,
    /// Since when, on what condition, red lines, movement: a line each.
    pub more: Vec<Line>,
    /// Where that lies on the axis.
    pub drawn: Option<Drawn>,
    /// Where its red lines leave room.
    pub red_lines: Vec<Drawn>,
}

/// The line on which positions are drawn.
#[derive(Clone, Debug)]
pub struct DrawnAxis {
    /// The marks on it: thousandths from the beginning, and words.
    pub marks: Vec<(u32, String)>,
    /// The distance between the nearest positions of the two that are furthest apart: from, to.
    pub gap: Option<(u32, u32)>,
}

/// Events on a line of time.
#[derive(Clone, Debug)]
pub struct Strip {
    /// What it shows.
    pub caption: Line,
    /// Where it begins and ends, in words.
    pub ends: (String, String),
    /// The events.
    pub events: Vec<StripEvent>,
    /// What each kind of event is called.
    pub legend: Vec<(StripKind, String)>,
    /// Does time run from right to left, as the page does?
    pub right_to_left: bool,
}

/// One event on a [`Strip`].
#[derive(Clone, Debug)]
pub struct StripEvent {
    /// Where it begins, in thousandths.
    pub from: u32,
    /// Where it ends, in thousandths.
    pub to: u32,
    /// What kind it is.
    pub kind: StripKind,
    /// What it is, in words.
    pub title: String,
}

/// What kind of event a [`Strip`] shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StripKind {
    /// A session.
    Session,
    /// An agreement.
    Agreement,
    /// An incident.
    Incident,
}

/// What efficient packages are worth to each party, drawn.
#[derive(Clone, Debug)]
pub struct FrontierChart {
    /// What it shows.
    pub title: Line,
    /// How it is read.
    pub reading: Line,
    /// What its marks mean.
    pub key: Vec<(ChartMark, Line)>,
    /// The same in words, for who cannot see it.
    pub alternative: String,
    /// An axis a party: two at least.
    pub axes: Vec<PartyAxis>,
    /// The packages that are drawn, in the order of the frontier.
    pub points: Vec<ChartPoint>,
    /// A panel for each pair of parties; none where there are too many parties for panels.
    pub panels: Vec<Panel>,
    /// What the zone is called in which nobody gets less than he has without an agreement.
    pub zone: String,
    /// The way that each party went in a talk, and where that ended.
    pub ways: Vec<DrawnWay>,
    /// What was agreed in it.
    pub agreed: Option<DrawnEnd>,
    /// Do its words run from right to left? Its axes do not: numbers grow to the right.
    pub right_to_left: bool,
}

/// A mark of a [`FrontierChart`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartMark {
    /// An efficient package.
    Package,
    /// One that breaks a red line.
    BreaksRedLine,
    /// One that a solution chooses, with its letter.
    Letter,
    /// The stepped line.
    Steps,
    /// What a party has without an agreement.
    Floor,
    /// The zone of agreement.
    Zone,
    /// The offers of the party at this place.
    Offers(usize),
    /// What a talk agreed on.
    Agreed,
}

/// The offers of a party in a talk on a [`FrontierChart`], in their order.
#[derive(Clone, Debug)]
pub struct DrawnWay {
    /// The party's place.
    pub party: usize,
    /// What each is worth, in thousandths of each party's axis.
    pub offers: Vec<Vec<u32>>,
    /// Whose they are, in words.
    pub title: String,
}

/// What a talk agreed on, on a [`FrontierChart`].
#[derive(Clone, Debug)]
pub struct DrawnEnd {
    /// What it is worth, in thousandths of each party's axis.
    pub at: Vec<u32>,
    /// The same in words.
    pub title: String,
}

/// The axis of one party of a [`FrontierChart`].
#[derive(Clone, Debug)]
pub struct PartyAxis {
    /// The party's short name.
    pub party: String,
    /// What the axis shows: “Worth to Ukraine”.
    pub title: String,
    /// Its marks: thousandths from the least to the most, and numbers.
    pub marks: Vec<(u32, String)>,
    /// What the party has without an agreement, if that is known.
    pub floor: Option<DrawnFloor>,
}

/// What a party has without an agreement, on its axis.
#[derive(Clone, Debug)]
pub struct DrawnFloor {
    /// Its place, in thousandths.
    pub at: u32,
    /// The number.
    pub number: String,
    /// The number with what it is: “Ukraine without an agreement: 40”.
    pub words: String,
}

/// A package on a [`FrontierChart`].
#[derive(Clone, Debug)]
pub struct ChartPoint {
    /// What it is worth, in thousandths of each party's axis.
    pub at: Vec<u32>,
    /// Its letter, if a solution chooses it.
    pub letter: Option<String>,
    /// Does it break somebody's red line?
    pub breaks_red_line: bool,
    /// Does it give somebody less than he has without an agreement?
    pub misses_floor: bool,
    /// What it is worth to each party, in words.
    pub title: String,
    /// Where it leads, if it is on the table already.
    pub target: Option<Target>,
}

/// Two parties of a [`FrontierChart`], one to the right and one upwards.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The parties' places among the axes: to the right, upwards.
    pub axes: (usize, usize),
    /// The corners of the stepped line that no package is beyond, from right to left.
    pub outline: Vec<(u32, u32)>,
    /// Its corners for packages that give nobody less than he has without an agreement; empty where there are
    /// none, or where nobody's reservation value is known.
    pub zone: Vec<(u32, u32)>,
}

/// A whole page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its title.
    pub title: Line,
    /// Whose view it is: the badge that is always visible.
    pub badge: String,
    /// What it consists of.
    pub blocks: Vec<Block>,
    /// What stands at the foot of every page.
    pub foot: Line,
}
