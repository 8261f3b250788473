//! From what was typed to the fields that show it.

use super::label::{self, Words};
use super::part::{Ask, Part, Rows};
use super::placed::Placed;
use super::typed::Typed;
use super::view::{ByIssue, Choice, Control, Field, List, Row, Wording};
use detente_brief::doc::{Inline, Line, shown};
use detente_brief::html::{escape, words as printed};
use detente_brief::{Look, Names};
use detente_model::shape::Decoder;
use detente_model::{Issue, Kind, Room, Scale, Source, SourceRef, Span, sentences};
use detente_record::asked::{self, OF_ISSUE};
use jiff::tz::TimeZone;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many things are chosen from a list; of more the name is typed, with suggestions.
const MOST_LISTED: usize = 200;
/// Up to so many have a box to tick each.
const MOST_BOXES: usize = 40;
/// So many are suggested.
const MOST_SUGGESTED: usize = 1_000;
/// So many issues have a field of their own, even if nothing is said of them.
const MOST_ISSUES: usize = 40;
/// So many sentences of a source are shown beside a citation.
const MOST_SENTENCES: usize = 200;
/// Texts that are seldom longer than a line.
const SHORT: [&str; 9] = ["title", "name", "short", "place", "unit", "publisher", "label", "who", "given"];

/// The group of fields that say on what a position is.
pub(super) const EXTENT: &str = "extent";

/// Draws fields for one viewer.
pub(super) struct Draw<'d, 'v> {
    pub look: &'d Look<'v>,
    pub names: &'d Names<'v>,
    pub words: &'d Words,
    pub typed: &'d Typed,
    pub placed: &'d Placed,
    /// The room that the entry is to be written into.
    pub room: Room,
    lists: RefCell<BTreeMap<String, Vec<Kind>>>,
}

impl<'d, 'v> Draw<'d, 'v> {
    pub(super) fn new(
        look: &'d Look<'v>,
        names: &'d Names<'v>,
        words: &'d Words,
        typed: &'d Typed,
        placed: &'d Placed,
        room: Room,
    ) -> Draw<'d, 'v> {
        Draw { look, names, words, typed, placed, room, lists: RefCell::default() }
    }

    /// The field of a part beneath the name `above`.
    pub(super) fn part(&self, part: &Part, above: &str) -> Field<'d> {
        let mut name = super::fill::beneath(above, &part.key);
        let control = self.control(part, &name);
        let lang = self.look.lang;
        let label = lang.say(&label::label_id(lang, part));
        let hint = match (&control, &part.ask) {
            // Boxes explain themselves.
            (Control::Checks { .. }, _) => None,
            _ => label::hint(lang, part),
        };
        let faults = match (&control, &part.ask) {
            // What is wrong is told at its first part.
            (_, Ask::Extent) => {
                name = EXTENT.to_owned();
                Vec::new()
            }
            (Control::Texts { rows, .. }, _) => {
                let rows = rows.iter().map(|row| format!("{name}.{}", row.row));
                let names = rows.flat_map(|row| [format!("{row}.lang"), row]).chain([name.clone()]);
                names.flat_map(|name| self.placed.at(&name).to_vec()).collect()
            }
            _ => self.placed.at(&name).to_vec(),
        };
        Field { hint, faults, ..self.field(name, label, part.required, control) }
    }

    /// A field with what is wrong at it.
    pub(super) fn field(
        &self,
        name: String,
        plain: String,
        required: bool,
        control: Control<'d>,
    ) -> Field<'d> {
        let faults = self.placed.at(&name).to_vec();
        let label = escape(&plain);
        Field { words: self.words, name, label, plain, required, hint: None, faults, control }
    }

    fn control(&self, part: &Part, name: &str) -> Control<'d> {
        let value = || self.typed.one(name).to_owned();
        match &part.ask {
            Ask::Words { of, words } => self
                .select(name, words.iter().map(|word| (word.clone(), label::word(self.look.lang, of, word)))),
            Ask::YesNo => self.select(
                name,
                ["true", "false"].map(|word| (word.to_owned(), self.look.lang.say(&format!("word-{word}")))),
            ),
            Ask::Name(kinds) => self.name(name, kinds),
            Ask::Names(kinds) => self.several(name, kinds),
            // The text of a source is long; a quote is not.
            Ask::Prose => {
                let rows = if part.key == "text" { 8 } else { 3 };
                Control::Area { value: value(), rows, is_code: false }
            }
            Ask::Yaml => Control::Area { value: value(), rows: 4, is_code: true },
            Ask::Text => self.texts(name, SHORT.contains(&part.key.as_str())),
            Ask::Extent => self.extent(),
            Ask::Record(parts) => Control::Group {
                parts: parts.iter().map(|part| self.part(part, name)).collect(),
                refresh: false,
            },
            Ask::Rows(rows) => self.rows(rows, name),
            Ask::ByIssue(ask) => self.by_issue(ask, name),
            Ask::Date | Ask::Line | Ask::Loose | Ask::Term => self.line(name),
        }
    }

    /// A line; where it would lose the breaks of what stands in it, several.
    pub(super) fn line(&self, name: &str) -> Control<'d> {
        let value = self.typed.one(name).to_owned();
        match value.contains('\n') {
            true => Control::Area { value, rows: 4, is_code: false },
            false => Control::Line { value, list: None },
        }
    }

    /// A list of `options`. What was chosen stands in it in any case.
    pub(super) fn select(
        &self,
        name: &str,
        options: impl IntoIterator<Item = (String, String)>,
    ) -> Control<'d> {
        self.select_now(self.typed.one(name), options)
    }

    fn select_now(&self, now: &str, options: impl IntoIterator<Item = (String, String)>) -> Control<'d> {
        let option = |(value, label): (String, String)| Choice { chosen: value == now, value, label };
        let mut all =
            vec![Choice { value: String::new(), label: self.words.none.clone(), chosen: now.is_empty() }];
        all.extend(options.into_iter().map(option));
        if all.iter().all(|option| !option.chosen) {
            all.push(Choice { value: now.to_owned(), label: clean(now), chosen: true });
        }
        Control::Select { options: all }
    }

    /// What may be named: of what there is by name, of what happened the latest first.
    fn choices(&self, kinds: &[Kind]) -> Vec<(String, String)> {
        let place = |kind: &Kind| kinds.iter().position(|one| one == kind);
        let mut all: Vec<(usize, String, String, String)> = Vec::new();
        for kind in kinds {
            for choice in self.names.choices(&[*kind], &self.room).iter() {
                let label = if choice.note.is_empty() { &choice.value } else { &choice.note };
                let order = if kind.needs_source() { String::new() } else { label.clone() };
                all.push((place(kind).unwrap_or(0), order, choice.value.clone(), label.clone()));
            }
        }
        all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.look.lang.compare(&a.1, &b.1)));
        all.into_iter().map(|(_, _, value, label)| (value, label)).collect()
    }

    fn name(&self, name: &str, kinds: &[Kind]) -> Control<'d> {
        let all = self.choices(kinds);
        let value = self.typed.one(name);
        match all.len() > MOST_LISTED || value.contains('\n') {
            true => Control::Line { value: value.to_owned(), list: Some(self.list(kinds)) },
            false => self.select_now(&self.as_chosen(value, kinds, &all), all),
        }
    }

    /// A name as it stands among the choices: a link names an entry by its room and id.
    fn as_chosen(&self, now: &str, kinds: &[Kind], all: &[(String, String)]) -> String {
        let stands = all.iter().any(|(value, _)| value == now);
        let chosen = if stands { None } else { self.names.as_chosen(now, kinds, &self.room) };
        chosen.unwrap_or_else(|| now.to_owned())
    }

    /// The name of the list of suggestions for these kinds.
    fn list(&self, kinds: &[Kind]) -> String {
        let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let id = format!("list-{}", words.join("-"));
        self.lists.borrow_mut().insert(id.clone(), kinds.to_vec());
        id
    }

    /// The lists of suggestions that the fields drawn so far use.
    pub(super) fn lists(&self) -> Vec<List> {
        let suggestion = |(value, label)| Choice { value, label, chosen: false };
        let list = |(id, kinds): (&String, &Vec<Kind>)| List {
            id: id.clone(),
            options: self.choices(kinds).into_iter().take(MOST_SUGGESTED).map(suggestion).collect(),
        };
        self.lists.borrow().iter().map(list).collect()
    }

    /// Boxes to tick: those that are ticked first, in the order in which they were named.
    fn several(&self, name: &str, kinds: &[Kind]) -> Control<'d> {
        let typed = self.typed.all(name);
        let all = self.choices(kinds);
        let now: Vec<String> = typed
            .iter()
            .flat_map(|value| value.split([',', '،', '\n']))
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .map(|id| self.as_chosen(id, kinds, &all))
            .collect();
        let now: Vec<&str> = now.iter().map(String::as_str).collect();
        if all.is_empty() || all.len() > MOST_BOXES {
            let list = (!all.is_empty()).then(|| self.list(kinds));
            return Control::Line { value: now.join(", "), list };
        }
        self.boxes(&now, all)
    }

    fn boxes(&self, now: &[&str], all: Vec<(String, String)>) -> Control<'d> {
        let label = |id: &str| {
            let known = all.iter().find(|(value, _)| value == id);
            clean(known.map_or(id, |(_, label)| label.as_str()))
        };
        let ticked = now.iter().map(|id| Choice { value: (*id).to_owned(), label: label(id), chosen: true });
        let chosen: BTreeSet<&str> = now.iter().copied().collect();
        let others = all.iter().filter(|(value, _)| !chosen.contains(value.as_str()));
        let others =
            others.map(|(value, label)| Choice { value: value.clone(), label: label.clone(), chosen: false });
        Control::Checks { options: ticked.chain(others).collect() }
    }

    fn texts(&self, name: &str, is_short: bool) -> Control<'d> {
        let wording = |row: u32| Wording {
            row,
            words: self.typed.one(&format!("{name}.{row}")).to_owned(),
            language: self.typed.one(&format!("{name}.{row}.lang")).to_owned(),
        };
        let rows: Vec<Wording> = self.typed.shown_rows(name).into_iter().map(wording).collect();
        let is_short = is_short && rows.iter().all(|row| !row.words.contains('\n'));
        Control::Texts { rows, is_short }
    }

    fn rows(&self, rows: &Rows, name: &str) -> Control<'d> {
        let row = |row: u32| {
            let name = format!("{name}.{row}");
            Row {
                faults: self.placed.at(&name).to_vec(),
                parts: rows.parts.iter().map(|part| self.part(part, &name)).collect(),
                sentences: if rows.cites { self.sentences(&name) } else { Vec::new() },
                name,
            }
        };
        Control::Rows {
            rows: self.typed.shown_rows(name).into_iter().map(row).collect(),
            refresh: rows.cites,
        }
    }

    /// The sentences of the source that the citation `name` names.
    fn sentences(&self, name: &str) -> Vec<String> {
        let id = self.typed.one(&format!("{name}.id"));
        let mut d = Decoder::new("", TimeZone::UTC);
        let source = SourceRef::read(id, Span::default(), &mut d);
        let found = source.and_then(|source| self.look.view.fact::<Source, _>(&self.room, &source));
        let text = found.and_then(|(_, source)| source.text.as_deref()).unwrap_or("");
        sentences(text).take(MOST_SENTENCES).map(clean).collect()
    }

    /// On what a position is: an option of its issue, several, or a number.
    fn extent(&self) -> Control<'d> {
        let [option, options, range] = OF_ISSUE;
        let issue = self.names.issue(self.typed.one("issue"), &self.room);
        let labelled = issue.map(|issue| labelled(&self.names.options(issue))).unwrap_or_default();
        let field = |key: &str, control: Control<'d>| {
            let lang = self.look.lang;
            let label = lang.say(&format!("field-position-{key}"));
            Field { faults: Vec::new(), ..self.field(key.to_owned(), label, false, control) }
        };
        let told = OF_ISSUE.iter().flat_map(|key| self.placed.at(key)).cloned().collect();
        let now: Vec<&str> = self
            .typed
            .all(options)
            .iter()
            .flat_map(|value| value.split([',', '،', '\n']))
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .collect();
        let (mut parts, has_options) = (Vec::new(), !labelled.is_empty());
        let is_numeric = issue.is_none_or(|issue| issue.scale == Scale::Numeric);
        if has_options {
            parts.push(field(option, self.select(option, labelled.clone())));
            parts.push(field(options, self.boxes(&now, labelled)));
        } else {
            if issue.is_none() || self.typed.is_filled(option) {
                parts.push(field(option, self.line(option)));
            }
            if issue.is_none() || !now.is_empty() {
                parts.push(field(options, Control::Line { value: now.join(", "), list: None }));
            }
        }
        if is_numeric || !has_options || self.typed.is_filled(range) {
            parts.push(field(range, self.line(range)));
        }
        if let Some(first) = parts.first_mut() {
            first.faults = told;
        }
        Control::Group { parts, refresh: true }
    }

    /// A row for each issue: those of which something is said first, in the order in which it was.
    fn by_issue(&self, ask: &Ask, name: &str) -> Control<'d> {
        let issues = self.choices(&[Kind::Issue]);
        let sent = self.typed.rows(name);
        let key_of = |row: u32| format!("{name}.{row}.key");
        let mut said = BTreeSet::new();
        let mut rows = Vec::new();
        for row in &sent {
            let issue = self.typed.one(&key_of(*row)).trim();
            let known = issues.iter().find(|(id, _)| id == issue).map(|(_, label)| label.as_str());
            let is_said = self.typed.is_filled(&format!("{name}.{row}.value"));
            let is_new = said.insert(issue.to_owned());
            if !issue.is_empty() && (is_new || is_said) {
                rows.push(self.of_issue(ask, name, *row, issue, Some(known.unwrap_or(issue))));
            } else if is_said {
                rows.push(self.of_issue(ask, name, *row, issue, None));
            }
        }
        let mut next = sent.last().map_or(0, |last| last + 1);
        let open = issues.iter().filter(|(id, _)| !said.contains(id));
        let is_many = issues.len() > MOST_ISSUES;
        if is_many {
            rows.push(self.of_issue(ask, name, next, "", None));
        } else {
            for (id, label) in open {
                rows.push(self.of_issue(ask, name, next, id, Some(label)));
                next += 1;
            }
        }
        Control::ByIssue { rows, more: is_many }
    }

    fn of_issue(&self, ask: &Ask, name: &str, row: u32, issue: &str, label: Option<&str>) -> ByIssue<'d> {
        let (key, value) = (format!("{name}.{row}.key"), format!("{name}.{row}.value"));
        let known = self.names.issue(issue, &self.room);
        let control = match (ask, known) {
            (Ask::Term, Some(issue)) if !issue.options.is_empty() && issue.scale != Scale::Numeric => {
                self.select(&value, labelled(&self.names.options(issue)))
            }
            _ => self.line(&value),
        };
        let which = label.is_none().then(|| {
            let control = self.name(&key, &[Kind::Issue]);
            self.field(key.clone(), self.words.which.clone(), false, control)
        });
        let mut field = self.field(value, self.words.value.clone(), false, control);
        if let Some(label) = label {
            field.label = self.issue_label(label, known);
            field.plain = clean(label);
        }
        if which.is_none() {
            // The issue is not typed, so what is wrong with it is told at its value.
            field.faults.extend(self.placed.at(&key).iter().cloned());
        }
        ByIssue { issue: label.map(|_| issue.to_owned()), key, which, value: field }
    }

    fn issue_label(&self, label: &str, issue: Option<&Issue>) -> String {
        let unit = issue.and_then(|issue| issue.unit.as_ref()).map(|unit| self.look.lang.text(unit));
        let title = Inline::data(label);
        match unit {
            Some(unit) => printed(
                &self.look.lang.line("form-issue-unit", vec![("issue", title.into()), ("unit", unit.into())]),
                None,
            ),
            None => printed(&vec![title], None),
        }
    }

    /// Rooms to choose from, with those who read each.
    pub(super) fn rooms(&self, rooms: &[Room], now: Option<&Room>) -> Control<'d> {
        let option = |room: &Room| {
            let readers = self.names.readers(room);
            let words = self
                .look
                .lang
                .line("form-room", vec![("room", self.look.room(room).into()), ("readers", readers.into())]);
            Choice { value: room.to_string(), label: printed(&words, None), chosen: Some(room) == now }
        };
        Control::Rooms { options: rooms.iter().map(option).collect() }
    }
}

fn labelled(options: &[asked::Choice]) -> Vec<(String, String)> {
    let label =
        |option: &asked::Choice| if option.note.is_empty() { &option.value } else { &option.note }.clone();
    options.iter().map(|option| (option.value.clone(), label(option))).collect()
}

/// Words of the record in a list, where no mark can set them apart.
fn clean(text: &str) -> String {
    text.chars().map(shown).collect()
}

/// A line of words as HTML.
pub(super) fn html(line: &Line) -> String {
    printed(line, None)
}
