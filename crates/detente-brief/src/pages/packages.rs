//! The packages on the table side by side: what each settles, who answered what, whose red lines it touches, what
//! it leaves open, and how one led to the next.
//!
//! Made from the record alone. Where the viewer sees preferences, what a package is worth to whom stands beside it.

mod diary;
mod gathered;
mod touched;
mod worth;

use super::{Printed, envelope, page, title};
use crate::doc::{Block, Inline, Line, Table, Target, joined};
use crate::lang::Arg;
use crate::look::Look;
use crate::sections::{ledger, sessions::agreed_issues};
use detente_model::{Id, PartyRef, Room};
use detente_record::{Entry, Seat};
use gathered::{Gathered, Package, What};
use serde_json::{Value, json};
use touched::{RedLines, Touched};
use worth::Worth;

/// The keys by which the workspace is asked for packages, in the order of the columns; there is room for no more.
pub const COLUMNS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// The columns where nobody chose.
const NEWEST: usize = 4;

/// Steps of the diary on a page.
const STEPS: usize = 12;

/// Packages that a page lists to choose from.
const LISTED: usize = 60;

/// The packages with the ids `chosen` side by side; where none is chosen, the newest.
pub fn packages<'v>(look: &'v Look<'_>, chosen: &[&str]) -> Printed<'v> {
    let gathered = Gathered::of(look);
    let (places, unknown, is_cut) = placed(&gathered, chosen);
    let mut blocks: Vec<Block> = unknown
        .iter()
        .map(|id| look.lang.line("packages-unknown", vec![("id", Inline::Id((*id).to_owned()).into())]))
        .map(Block::Para)
        .collect();
    if is_cut {
        let most = vec![("n", COLUMNS.len().into())];
        blocks.push(Block::Para(look.lang.line("packages-too-many", most)));
    }
    let found = unknown.is_empty();
    let title = title(look, "packages-title");
    if gathered.packages.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(look.lang.line("packages-none", vec![]))]));
        let json = Box::new(move || envelope(look, "packages", json!({"packages": [], "diary": []})));
        return Printed { page: page(look, title, blocks), json, found };
    }
    let red_lines = RedLines::of(look, &gathered);
    let shown: Vec<&Package<'_>> = places.iter().map(|place| &gathered.packages[*place]).collect();
    let side = Side {
        look,
        gathered: &gathered,
        touched: shown.iter().map(|package| red_lines.touched(&gathered, package)).collect(),
        open: shown.iter().map(|package| gathered.open(package)).collect(),
        shown,
    };
    let worth = Worth::of(look, &side.shown);
    let diary = diary::diary(look, &gathered);
    blocks.push(Block::Section("packages", look.lang.line("packages-heading", vec![])));
    blocks.push(side.table(&worth));
    blocks.extend(worth.notes);
    blocks.extend(release(look));
    blocks.extend(side.red_lines());
    blocks.extend(side.left_open(&red_lines));
    blocks.extend(diary_blocks(look, &diary));
    blocks.extend(chooser(look, &gathered, &places));
    let worths = worth.json;
    let json = Box::new(move || {
        let gathered = Gathered::of(look);
        let red_lines = RedLines::of(look, &gathered);
        let of_package = |package: &Package<'_>| {
            let touched = red_lines.touched(&gathered, package);
            package_json(look, &gathered, package, &touched)
        };
        let place = |place: &usize| look.place(gathered.packages[*place].entry);
        let diary = diary::diary(look, &gathered);
        let content = json!({
            "shown": places.iter().map(place).collect::<Vec<_>>(),
            "worth": worths,
            "packages": gathered.packages.iter().map(of_package).collect::<Vec<_>>(),
            "diary": diary.steps.iter().map(|step| diary.json(step)).collect::<Vec<_>>(),
        });
        envelope(look, "packages", content)
    });
    Printed { page: page(look, title, blocks), json, found }
}

/// The places of the packages to be shown, the ids that none has, and whether there was not room for all.
fn placed<'c>(gathered: &Gathered<'_>, chosen: &[&'c str]) -> (Vec<usize>, Vec<&'c str>, bool) {
    if chosen.is_empty() {
        return ((0..gathered.packages.len().min(NEWEST)).collect(), Vec::new(), false);
    }
    let (mut places, mut unknown) = (Vec::new(), Vec::new());
    for id in chosen {
        let (room, bare) = match id.split_once('/') {
            Some((room, bare)) => (Room::parse(room), bare),
            None => (None, *id),
        };
        let is_meant = |entry: &Entry| {
            entry.id.as_str() == bare && (room.as_ref() == Some(&entry.room) || !id.contains('/'))
        };
        // Rooms that do not see each other may use one id: both are meant.
        let meant = (0..gathered.packages.len()).filter(|place| is_meant(gathered.packages[*place].entry));
        let meant: Vec<usize> = meant.collect();
        if meant.is_empty() {
            unknown.push(*id);
        }
        places.extend(meant.into_iter().filter(|place| !places.contains(place)).collect::<Vec<_>>());
    }
    let is_cut = places.len() > COLUMNS.len();
    places.truncate(COLUMNS.len());
    (places, unknown, is_cut)
}

/// The packages that stand side by side.
struct Side<'a, 'v, 'l> {
    look: &'v Look<'l>,
    gathered: &'a Gathered<'v>,
    shown: Vec<&'a Package<'v>>,
    touched: Vec<Vec<Touched<'v>>>,
    open: Vec<Vec<usize>>,
}

fn letter(column: usize) -> Inline {
    let letter = COLUMNS.get(column).map_or_else(String::new, |letter| letter.to_uppercase());
    Inline::Strong(vec![Inline::data(letter)])
}

impl Side<'_, '_, '_> {
    fn row(&self, head: Line, cell: impl FnMut((usize, &&Package<'_>)) -> Line) -> Vec<Line> {
        std::iter::once(head).chain(self.shown.iter().enumerate().map(cell)).collect()
    }

    fn table(&self, worth: &Worth) -> Block {
        let (look, lang) = (self.look, self.look.lang);
        let word = |id: &str| vec![lang.word(id)];
        let mut head = vec![word("packages-issue")];
        head.extend((0..self.shown.len()).map(|column| vec![letter(column)]));
        let mut rows = vec![
            self.row(word("packages-what"), |(_, package)| {
                let mut line = package.link(look);
                line.extend(look.marks(package.entry));
                line
            }),
            self.row(word("packages-by"), |(_, package)| package.by(look)),
            self.row(word("packages-when"), |(_, package)| look.when(package.entry).unwrap_or_default()),
            self.row(word("packages-state"), |(_, package)| package.state(look)),
        ];
        let is_settled = |issue: &usize| self.shown.iter().any(|package| package.option(*issue).is_some());
        rows.extend((0..self.gathered.issues.len()).filter(is_settled).map(|issue| self.issue(issue)));
        rows.push(
            self.row(word("packages-red-lines"), |(column, _)| touched::counted(look, &self.touched[column])),
        );
        rows.push(self.row(word("packages-leaves-open"), |(column, _)| {
            lang.line("packages-n-issues", vec![("n", self.open[column].len().into())])
        }));
        rows.extend(worth.rows.iter().cloned());
        rows.extend(self.answers());
        Block::Table(Table { caption: lang.line("packages-caption", vec![]), head, rows })
    }

    /// A row for an issue: on what each package settles it, and where that differs from its neighbour.
    fn issue(&self, issue: usize) -> Vec<Line> {
        let (look, lang) = (self.look, self.look.lang);
        let (entry, what) = self.gathered.issues[issue];
        let mut head = look.to(|| Target::entry(&entry.room, &entry.id), vec![lang.text(&what.title)]);
        let is_same = |package: &&Package<'_>| package.is_alike(self.shown[0], issue, what);
        if self.shown.len() > 1 && self.shown.iter().all(is_same) {
            head.extend([Inline::mark(" "), Inline::Arrow('=', vec![lang.word("packages-same-in-all")])]);
        }
        self.row(head, |(column, package)| {
            let Some(option) = package.option(issue) else {
                return vec![Inline::Quiet(vec![lang.word("packages-not-settled")])];
            };
            let mut line = look.option(what, option);
            let before = column.checked_sub(1).map(|before| (before, self.shown[before]));
            if let Some((before, other)) = before.filter(|(_, other)| !package.is_alike(other, issue, what)) {
                let (mark, id) = match other.option(issue) {
                    None => ('+', "packages-not-in"),
                    Some(_) => ('≠', "packages-unlike"),
                };
                let unlike = lang.line(id, vec![("package", letter(before).into())]);
                line.extend([Inline::mark(" "), Inline::Arrow(mark, unlike)]);
            }
            line
        })
    }

    /// A row for each party that answered one of the packages, or agreed to it.
    fn answers(&self) -> Vec<Vec<Line>> {
        let look = self.look;
        let has_answered = |party: &&&Entry| {
            self.shown
                .iter()
                .any(|package| answer(look, package, &party.id).is_some_and(|said| said.is_answer))
        };
        let answered = self.gathered.parties.iter().filter(has_answered);
        answered
            .map(|party| {
                let name = look.party(&party.room, &PartyRef::to(party.id.clone()));
                let head = look.lang.line("packages-answer-of", vec![("party", name.into())]);
                self.row(head, |(_, package)| match answer(look, package, &party.id) {
                    Some(said) => said.words,
                    None => vec![Inline::Quiet(vec![look.lang.word("packages-no-answer")])],
                })
            })
            .collect()
    }

    fn heading(&self, column: usize) -> Line {
        let title = self.shown[column].link(self.look);
        [letter(column), Inline::mark(" · ")].into_iter().chain(title).collect()
    }

    /// The red lines that each package touches, with their sources.
    fn red_lines(&self) -> Vec<Block> {
        let (look, lang) = (self.look, self.look.lang);
        let mut blocks = vec![
            Block::Section("packages-red-lines", lang.line("packages-red-lines-heading", vec![])),
            Block::Para(vec![Inline::Quiet(lang.line("packages-red-lines-rule", vec![]))]),
        ];
        for (column, touched) in self.touched.iter().enumerate() {
            blocks.push(Block::Heading(self.heading(column)));
            blocks.push(match touched.is_empty() {
                true => Block::Para(touched::counted(look, touched)),
                false => {
                    Block::List(touched.iter().map(|touched| touched.lines(look, self.gathered)).collect())
                }
            });
        }
        blocks
    }

    /// What each package leaves open; of that, where somebody has a red line.
    fn left_open(&self, red_lines: &RedLines<'_>) -> Vec<Block> {
        let lang = self.look.lang;
        let agreed = agreed_issues(self.look);
        let issue = |issue: &usize| {
            let (entry, what) = self.gathered.issues[*issue];
            let mut line = vec![lang.text(&what.title)];
            if agreed.contains(&std::ptr::from_ref(entry)) {
                let state = Inline::State(crate::doc::State::Yes, lang.say("packages-agreed-elsewhere"));
                line.extend([Inline::mark(" "), state]);
            } else if red_lines.is_on(*issue) {
                let marked = vec![lang.word("red-line")];
                line.extend([Inline::mark(" "), Inline::RedLine(marked)]);
            }
            line
        };
        let open = |open: &Vec<usize>| match open.is_empty() {
            true => vec![lang.word("none")],
            false => joined(open.iter().map(issue), " · "),
        };
        let keys = self.open.iter().enumerate().map(|(column, issues)| (vec![letter(column)], open(issues)));
        vec![
            Block::Section("packages-open", lang.line("packages-open-heading", vec![])),
            Block::Keys(keys.collect()),
        ]
    }
}

/// What a party said to a package.
struct Said {
    words: Line,
    /// Not only that it put the package forward.
    is_answer: bool,
}

fn answer(look: &Look<'_>, package: &Package<'_>, party: &Id) -> Option<Said> {
    let (entry, lang) = (package.entry, look.lang);
    match &package.what {
        What::Agreement(agreement) => {
            let is_party = agreement.parties.iter().any(|agreed| agreed.id == *party);
            let state = crate::doc::State::Yes;
            let words = vec![Inline::State(state, lang.say("packages-agreed"))];
            is_party.then_some(Said { words, is_answer: true })
        }
        What::Proposal(answered) => {
            let mut answers = answered.answers.iter();
            if let Some((entry, response)) = answers.find(|(e, r)| ledger::side(look, e, r) == *party) {
                let mut words = vec![ledger::answer_word(look, response.answer)];
                words.extend(ledger::answer_rest(look, entry, response));
                return Some(Said { words, is_answer: true });
            }
            let is_own = answered.proposal.by.iter().any(|by| look.party_of(&entry.room, by) == *party);
            let words = vec![Inline::Quiet(vec![lang.word("packages-own")])];
            is_own.then_some(Said { words, is_answer: false })
        }
    }
}

/// For the team: that releasing a package tells something, and that this is not worked out here.
fn release(look: &Look<'_>) -> Option<Block> {
    let is_team = *look.view.viewer().seat() == Seat::Team;
    is_team.then(|| Block::Para(vec![Inline::Quiet(look.lang.line("packages-release", vec![]))]))
}

fn diary_blocks(look: &Look<'_>, diary: &diary::Diary<'_, '_>) -> Vec<Block> {
    let lang = look.lang;
    let mut blocks = vec![Block::Section("packages-diary", lang.line("packages-diary-heading", vec![]))];
    if diary.steps.is_empty() {
        blocks.push(Block::Para(vec![Inline::Quiet(lang.line("packages-diary-none", vec![]))]));
        return blocks;
    }
    blocks.push(Block::Para(vec![Inline::Quiet(lang.line("packages-diary-rule", vec![]))]));
    blocks.push(crate::sections::limited(look, &diary.steps, (STEPS, None), |step| diary.lines(step)));
    blocks
}

/// All packages, each with the way to put it beside the others or to leave it out; for the team also to release it.
fn chooser(look: &Look<'_>, gathered: &Gathered<'_>, places: &[usize]) -> Vec<Block> {
    let lang = look.lang;
    let count = vec![("n", Arg::from(gathered.packages.len()))];
    let item = |(place, package): (usize, &Package<'_>)| {
        let column = places.iter().position(|shown| *shown == place);
        let mut line = Line::new();
        if let Some(column) = column {
            line.extend([letter(column), Inline::mark(" · ")]);
        }
        line.extend(package.link(look));
        let told = [Some(package.by(look)), look.when(package.entry), Some(package.state(look))];
        for part in told.into_iter().flatten() {
            line.push(Inline::mark(" · "));
            line.extend(part);
        }
        line.push(Inline::mark(" "));
        line.extend(look.id(package.entry));
        let ways = [toggle(look, gathered, places, place), offer_release(look, package.entry)];
        for way in ways.into_iter().filter(|way| !way.is_empty()) {
            line.push(Inline::mark(" · "));
            line.extend(way);
        }
        (line, Vec::new())
    };
    let all: Vec<(usize, &Package<'_>)> = gathered.packages.iter().enumerate().collect();
    let rule = if look.leads_somewhere() { "packages-choose" } else { "packages-choose-command" };
    vec![
        Block::Section("packages-all", lang.line("packages-all-heading", count)),
        Block::Para(vec![Inline::Quiet(lang.line(rule, vec![("n", COLUMNS.len().into())]))]),
        crate::sections::limited(look, &all, (LISTED, None), |(place, package)| item((*place, package))),
    ]
}

/// The way to the same page with a package more, or less; nothing where there is no room for more.
fn toggle(look: &Look<'_>, gathered: &Gathered<'_>, places: &[usize], place: usize) -> Line {
    let is_shown = places.contains(&place);
    let wanted: Vec<usize> = match is_shown {
        true => places.iter().filter(|shown| **shown != place).copied().collect(),
        false => places.iter().copied().chain([place]).collect(),
    };
    if !look.leads_somewhere() || wanted.is_empty() || wanted.len() > COLUMNS.len() {
        return Line::new();
    }
    let target = || {
        let pairs = COLUMNS.iter().zip(&wanted);
        pairs.fold(Target::screen("packages"), |target, (key, place)| {
            target.with(key, look.place(gathered.packages[*place].entry))
        })
    };
    let id = if is_shown { "packages-leave-out" } else { "packages-put-beside" };
    look.to(target, vec![look.lang.word(id)])
}

/// The way to release a package into a wider room, for the team.
fn offer_release(look: &Look<'_>, entry: &Entry) -> Line {
    let is_team = *look.view.viewer().seat() == Seat::Team;
    match is_team && entry.room != Room::Public {
        true => look.offer(
            &entry.room,
            || Target::screen("release").with("id", look.place(entry)),
            "packages-to-release",
        ),
        false => Line::new(),
    }
}

fn package_json(
    look: &Look<'_>,
    gathered: &Gathered<'_>,
    package: &Package<'_>,
    touched: &[Touched<'_>],
) -> Value {
    let issue = |issue: usize| gathered.issues[issue].0.id.to_string();
    let terms: serde_json::Map<String, Value> =
        package.terms.iter().map(|(place, option)| (issue(*place), Value::from(*option))).collect();
    let answers: Vec<Value> = match &package.what {
        What::Agreement(_) => Vec::new(),
        What::Proposal(answered) => answered.answers.iter().map(|(entry, _)| entry.encode()).collect(),
    };
    json!({
        "entry": package.entry.encode(),
        "id": look.place(package.entry),
        "stands": package.stands(),
        "replaced_by": package.replaced_by.map(|by| look.place(by)),
        "became": package.became.map(|agreement| look.place(agreement)),
        "terms": terms,
        "answers": answers,
        "red_lines": touched.iter().map(|touched| touched.json(gathered)).collect::<Vec<_>>(),
        "leaves_open": gathered.open(package).into_iter().map(issue).collect::<Vec<_>>(),
    })
}
