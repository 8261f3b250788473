//! A form before it is printed: what its templates show.

use super::label::Words;
use super::placed::Told;
use askama::Template;

/// A field, or a group of fields.
#[derive(Template)]
#[template(path = "form/field.html")]
pub(super) struct Field<'w> {
    pub words: &'w Words,
    /// The name of its input.
    pub name: String,
    /// Its label, as HTML.
    pub label: String,
    /// Its label without marks.
    pub plain: String,
    pub required: bool,
    pub hint: Option<String>,
    pub faults: Vec<Told>,
    pub control: Control<'w>,
}

/// How a field is filled in.
pub(super) enum Control<'w> {
    /// A line, perhaps with a list of suggestions.
    Line { value: String, list: Option<String> },
    /// Many lines.
    Area { value: String, rows: u8, is_code: bool },
    /// One of some.
    Select { options: Vec<Choice> },
    /// Several of some.
    Checks { options: Vec<Choice> },
    /// A room, with those who read it.
    Rooms { options: Vec<Choice> },
    /// A text in each of some languages.
    Texts { rows: Vec<Wording>, is_short: bool },
    /// Fields that belong together; `refresh` where other choices may be shown after one was made.
    Group { parts: Vec<Field<'w>>, refresh: bool },
    /// Fields that belong together, as often as needed.
    Rows { rows: Vec<Row<'w>>, refresh: bool },
    /// A field for each issue.
    ByIssue { rows: Vec<ByIssue<'w>>, more: bool },
}

/// Something that may be chosen.
pub(super) struct Choice {
    pub value: String,
    /// In words; as HTML where it is not in a list that opens.
    pub label: String,
    pub chosen: bool,
}

/// One wording of a text.
pub(super) struct Wording {
    pub row: u32,
    pub words: String,
    pub language: String,
}

/// One row of a group.
pub(super) struct Row<'w> {
    pub name: String,
    pub faults: Vec<Told>,
    pub parts: Vec<Field<'w>>,
    /// The sentences of the source that was chosen.
    pub sentences: Vec<String>,
}

/// What is said of one issue.
pub(super) struct ByIssue<'w> {
    /// The issue, if it is settled which.
    pub issue: Option<String>,
    /// The name of the input for it.
    pub key: String,
    /// The field for it, if it is open which.
    pub which: Option<Field<'w>>,
    pub value: Field<'w>,
}

/// Suggestions for a line.
pub(super) struct List {
    pub id: String,
    pub options: Vec<Choice>,
}

impl Field<'_> {
    /// What explains it: its hint and its faults.
    fn described(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("f-{}-h", self.name));
        let faults = (!self.faults.is_empty()).then(|| format!("f-{}-e", self.name));
        hint.into_iter().chain(faults).collect::<Vec<_>>().join(" ")
    }

    fn is_faulty(&self) -> bool {
        !self.faults.is_empty()
    }
}

/// A line of the summary of faults: where it leads, and what is wrong.
pub(super) struct Fault {
    pub name: String,
    pub label: String,
    pub told: Told,
}

/// A whole form.
#[derive(Template)]
#[template(path = "form/form.html")]
pub(super) struct Form<'w> {
    pub words: &'w Words,
    pub action: &'w str,
    pub hidden: Vec<(&'static str, String)>,
    /// Sentences at the top, as HTML.
    pub notices: Vec<String>,
    pub faults: Vec<Fault>,
    /// What is shown beside it, as HTML.
    pub beside: String,
    pub required: Vec<Field<'w>>,
    pub optional: Vec<Field<'w>>,
    pub is_open: bool,
    pub lists: Vec<List>,
    /// What the button says that sends it.
    pub send: String,
}

impl Form<'_> {
    fn is_faulty(&self) -> bool {
        !self.faults.is_empty() || !self.notices.is_empty()
    }
}
