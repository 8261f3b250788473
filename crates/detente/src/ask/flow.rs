//! The questions, in their order. Whoever answers them is behind the trait [`Ask`].

use super::answers::{ANSWERS, Ground, Said, faulty, node_of, quoted, text_of};
use super::names::{cites, dates};
use super::{Answer, Ask, Choice, Question, Stop};
use detente_brief::doc::plain;
use detente_brief::{Names, on_a_line};
use detente_model::{Basis, Issue, Kind, Room, Scale};
use detente_record::DeedKind;
use detente_record::asked::{Asked, Field, Form, OF_ISSUE, TextForm, example, fields_of};
use detente_store::{Draft, Faults, Texts};
use std::sync::Arc;

/// The kinds that are written most, in that order; the others follow as the vocabulary lists them.
const MOST_USED: [Kind; 8] = [
    Kind::Position,
    Kind::Statement,
    Kind::Incident,
    Kind::Proposal,
    Kind::Response,
    Kind::Agreement,
    Kind::Contact,
    Kind::Session,
];

/// What a person decides who has seen the whole entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is to be written.
    Write,
    /// Something was changed; it is to be checked again.
    Changed,
}

/// An entry that is being asked for.
pub struct Flow<'f> {
    ask: &'f mut dyn Ask,
    names: &'f Names<'f>,
    today: String,
    kind: Kind,
    room: Room,
    asked: Asked,
    said: Vec<Option<Said>>,
}

impl<'f> Flow<'f> {
    /// Asks what kind of entry is to be written into which room, where that is not given.
    pub fn begin(
        ask: &'f mut dyn Ask,
        names: &'f Names<'f>,
        today: String,
        kind: Option<Kind>,
        room: Option<Room>,
    ) -> Answer<Flow<'f>> {
        let kind = match kind {
            Some(kind) => kind,
            None => ask_kind(ask)?,
        };
        let room = match room {
            Some(room) => room,
            None => ask_room(ask, names, None)?,
        };
        let asked = fields_of(kind);
        let said = vec![None; asked.all.len()];
        Ok(Flow { ask, names, today, kind, room, asked, said })
    }

    /// Asks for all of it.
    pub fn ask_all(&mut self) -> Answer<()> {
        let (required, free): (Vec<usize>, Vec<usize>) =
            (0..self.asked.own).partition(|at| self.asked.all[*at].required);
        required.into_iter().try_for_each(|at| self.ask_field(at))?;
        self.ask_which(free)?.into_iter().try_for_each(|at| self.ask_field(at))?;
        (self.asked.own..self.asked.all.len()).try_for_each(|at| self.ask_field(at))
    }

    /// One list of all that need not be said, instead of a question for each.
    fn ask_which(&mut self, free: Vec<usize>) -> Answer<Vec<usize>> {
        let free: Vec<usize> = free.into_iter().filter(|at| self.can_be_said(*at)).collect();
        if free.is_empty() {
            return Ok(Vec::new());
        }
        let choice = |at: &usize| Choice::new(&self.asked.all[*at].key, &self.asked.all[*at].says);
        let options: Vec<Choice> = free.iter().map(choice).collect();
        let question = Question {
            words: "What else do you know?".into(),
            help: "Enter alone skips it".into(),
            before: None,
        };
        let chosen = self.ask.choose_some(&question, &options)?;
        Ok(chosen.into_iter().filter_map(|place| free.get(place).copied()).collect())
    }

    /// Is there anything that the field could name?
    fn can_be_said(&self, at: usize) -> bool {
        match &self.asked.all[at].form {
            Form::Name(kinds) | Form::Names(kinds) => !self.names.choices(kinds, &self.room).is_empty(),
            _ => true,
        }
    }

    /// What the field `key` may name. Nobody can stand anywhere on an issue without options.
    fn nameable(&self, key: &str, kinds: &[Kind]) -> Vec<Choice> {
        let mut all = self.names.choices(kinds, &self.room).to_vec();
        if key == "issue" && self.asked.all.iter().any(|field| matches!(field.form, Form::OfIssue)) {
            let has_options = |issue: &Issue| issue.scale == Scale::Numeric || !issue.options.is_empty();
            all.retain(|choice| self.names.issue(&choice.value, &self.room).is_some_and(has_options));
        }
        all
    }

    fn ask_field(&mut self, at: usize) -> Answer<()> {
        let field = self.asked.all[at].clone();
        let said = match &field.form {
            Form::Words(words) => self.one_of(at, &field, words.clone())?,
            Form::Name(kinds) => self.one_of(at, &field, self.nameable(&field.key, kinds))?,
            Form::Names(kinds) => self.some_of(&field, &self.names.choices(kinds, &self.room))?,
            Form::OfIssue => Some(self.of_issue(at, &field)?),
            Form::Text(form) => self.typed(at, &field, &field.key, form)?,
        };
        self.said[at] = said;
        Ok(())
    }

    fn question(&self, at: usize, field: &Field, help: Vec<String>) -> Question {
        let help: Vec<String> = help.into_iter().filter(|part| !part.is_empty()).collect();
        Question {
            words: words_of(&field.key, field),
            help: help.join("; "),
            before: self.said[at].as_ref().map(|said| said.raw.clone()),
        }
    }

    fn one_of(&mut self, at: usize, field: &Field, mut options: Vec<Choice>) -> Answer<Option<Said>> {
        if options.is_empty() && field.required {
            return Err(Stop::Failed(self.nothing_to_name(field)));
        }
        if !field.required {
            options.push(Choice::new("", "leave it out"));
        }
        let question = self.question(at, field, vec![field.more.clone()]);
        let chosen = self.ask.choose(&question, &options)?;
        let value = options.get(chosen).map_or("", |option| option.value.as_str());
        Ok((!value.is_empty()).then(|| Said::word(&field.key, value)))
    }

    fn some_of(&mut self, field: &Field, options: &[Choice]) -> Answer<Option<Said>> {
        if options.is_empty() {
            return Ok(None);
        }
        let words = words_of(&field.key, field);
        let question = Question { words, help: field.more.clone(), before: None };
        let chosen = self.ask.choose_some(&question, options)?;
        let values: Vec<&str> =
            chosen.iter().filter_map(|at| options.get(*at)).map(|option| option.value.as_str()).collect();
        Ok((!values.is_empty()).then(|| Said::words(&field.key, &values)))
    }

    fn nothing_to_name(&self, field: &Field) -> String {
        let kinds: Vec<&str> = match &field.form {
            Form::Name(kinds) => kinds.iter().map(|kind| kind.as_str()).collect(),
            _ => Vec::new(),
        };
        format!(
            "“{}” must name a {}, and there is none that an entry in {} may name; write that first",
            field.key,
            kinds.join(" or a "),
            self.room
        )
    }

    /// On what a position is: the options of its issue, or a number.
    fn of_issue(&mut self, at: usize, field: &Field) -> Answer<Said> {
        let chosen = self.said.iter().flatten().find(|said| said.key == "issue");
        let issue: Option<&Issue> = chosen.and_then(|said| self.names.issue(&said.raw, &self.room));
        let mut options = issue.map(|issue| self.names.options(issue)).unwrap_or_default();
        let count = options.len();
        let [option, several, range] = OF_ISSUE;
        let is_numeric = issue.is_none_or(|issue| issue.scale == Scale::Numeric);
        if count > 0 {
            if count > 1 {
                options.push(Choice::new("", "several of these …"));
            }
            if is_numeric {
                options.push(Choice::new("", "a number …"));
            }
            let question = self.question(at, field, Vec::new());
            let place = self.ask.choose(&question, &options)?;
            if let Some(one) = options[..count].get(place) {
                return Ok(Said::word(option, &one.value));
            }
            if place == count && count > 1 {
                return self.several(field, several, &options[..count]);
            }
        }
        let unit = issue.and_then(|issue| issue.unit.as_ref()).map(|unit| self.names.text(unit));
        let form = "a number: 30, at least 30, at most 30, under 30, over 30, about 30, 20-40, unknown";
        let form = TextForm { single: true, form: form.into(), ..TextForm::default() };
        let says = unit.map_or_else(|| field.says.clone(), |unit| format!("{}, in {unit}", field.says));
        let field = Field { says, ..field.clone() };
        let said = self.typed(at, &field, range, &form)?;
        Ok(said.unwrap_or_else(|| Said::word(range, "")))
    }

    fn several(&mut self, field: &Field, key: &str, options: &[Choice]) -> Answer<Said> {
        let words = words_of(key, field);
        loop {
            let question = Question { words: words.clone(), ..Question::default() };
            let chosen = self.ask.choose_some(&question, options)?;
            let values: Vec<&str> =
                chosen.iter().filter_map(|at| options.get(*at)).map(|option| option.value.as_str()).collect();
            if !values.is_empty() {
                return Ok(Said::words(key, &values));
            }
            self.ask.tell("mark each with the space bar, then press Enter");
        }
    }

    fn typed(&mut self, at: usize, field: &Field, key: &str, form: &TextForm) -> Answer<Option<Said>> {
        let needs_source = key == "source" && self.must_name_source();
        let required = field.required || needs_source;
        let is_cite = !form.names.is_empty();
        let example = self.example(form).filter(|_| !is_cite);
        let help = vec![
            field.more.clone(),
            if is_cite { String::new() } else { form.form.clone() },
            example.map(|example| format!("such as {example}")).unwrap_or_default(),
            if needs_source { "what is reported names its source".into() } else { String::new() },
            if required { String::new() } else { "Enter leaves it out".into() },
        ];
        let question = self.question(at, field, help);
        let Flow { ask, names, today, room, said, kind, .. } = self;
        let others = said.iter().enumerate().filter(|(place, _)| *place != at);
        let before = others.filter_map(|(_, said)| said.as_ref()).collect();
        let ground = Ground { names, kind: *kind, room, before };
        let check = |text: &str| match text.trim() {
            "" if required => Err("this must be said".to_owned()),
            "" => Ok(()),
            text => ground.check(&Said::typed(key, text, form)),
        };
        let suggest = |typed: &str| match (form.date, form.names.as_slice()) {
            (true, _) => dates(names, typed, today, room),
            (false, []) => Vec::new(),
            (false, kinds) => cites(names, typed, kinds, room),
        };
        let text = ask.text(&question, &suggest, &check)?;
        Ok((!text.trim().is_empty()).then(|| Said::typed(key, &text, form)))
    }

    fn must_name_source(&self) -> bool {
        let basis = self.said.iter().flatten().find(|said| said.key == "basis");
        self.kind.needs_source() && basis.is_some_and(|basis| basis.raw == Basis::Reported.as_str())
    }

    /// An example of what can be typed in braces, with names of this process.
    fn example(&self, form: &TextForm) -> Option<String> {
        let schema = form.nested.as_ref()?;
        let first = |kinds: &[Kind]| Some(self.names.choices(kinds, &self.room).first()?.value.clone());
        let shown = example(schema, &self.asked.definitions, &first);
        // Terms: with an option that the issue has.
        let issue = shown.strip_prefix('{').and_then(|rest| rest.strip_suffix(": …}"));
        let issue = issue.and_then(|id| self.names.issue(id, &self.room));
        let option = issue.and_then(|issue| self.names.options(issue).into_iter().next());
        Some(option.map_or_else(|| shown.clone(), |option| shown.replace('…', &option.value)))
    }

    /// The draft of what was said, and its text.
    pub fn draft(&self) -> Result<(Draft, Texts), Stop> {
        let text = text_of(self.said.iter().flatten());
        let node = node_of(&text).map_err(Stop::Failed)?;
        let file: Arc<str> = ANSWERS.into();
        let draft =
            Draft { kind: DeedKind::Says(self.kind), room: self.room.clone(), node, file: file.clone() };
        Ok((draft, Texts::from([(file, text)])))
    }

    /// Tells what is wrong (`told`) and asks again for the fields that it is in.
    pub fn ask_again(&mut self, found: &Faults, told: &str) -> Answer<()> {
        self.ask.tell(told);
        let (draft, _) = self.draft()?;
        let places = faulty(found, &draft.node, &self.asked.all, &self.said);
        if places.is_empty() {
            return self.change();
        }
        places.into_iter().try_for_each(|at| self.ask_field(at))
    }

    /// Shows the whole entry and asks whether it is right.
    pub fn decide(&mut self, warnings: &str) -> Answer<Decision> {
        let readers = readers_of(self.names, &self.room);
        let mut shown = format!("\n{} in {}, read by {readers}:\n\n", self.kind.as_str(), self.room);
        for line in text_of(self.said.iter().flatten()).lines() {
            let safe: String = line.chars().map(detente_brief::doc::shown).collect();
            shown.push_str(&format!("  {safe}\n"));
        }
        self.ask.tell(&format!("{shown}\n{warnings}"));
        let options = [
            Choice::new("yes", format!("write it into {}, read by {readers}", self.room)),
            Choice::new("change", "something is not right yet"),
            Choice::new("no", "write nothing"),
        ];
        let question = Question { words: "Is it right?".into(), ..Question::default() };
        match self.ask.choose(&question, &options)? {
            0 => Ok(Decision::Write),
            1 => self.change().map(|()| Decision::Changed),
            _ => Err(Stop::Cancelled),
        }
    }

    /// Asks what is to be changed, and for that.
    fn change(&mut self) -> Answer<()> {
        let mut options = vec![Choice::new("room", self.room.to_string())];
        for (field, said) in self.asked.all.iter().zip(&self.said) {
            let note = said.as_ref().map_or_else(|| "–".to_owned(), |said| on_a_line(&said.raw));
            options.push(Choice { also: field.says.clone(), ..Choice::new(&field.key, note) });
        }
        let question = Question { words: "What is to be changed?".into(), ..Question::default() };
        match self.ask.choose(&question, &options)? {
            0 => {
                self.room = ask_room(self.ask, self.names, Some(&self.room))?;
                Ok(())
            }
            place => self.ask_field((place - 1).min(self.asked.all.len() - 1)),
        }
    }

    /// The words of a command line that say what was answered so far; none if nothing was.
    pub fn as_words(&self) -> Option<String> {
        let mut words = vec![self.kind.as_str().to_owned()];
        words.extend(self.said.iter().flatten().map(Said::pair));
        words.push(format!("--room {}", quoted(&self.room.to_string())));
        (words.len() > 2).then(|| words.join(" "))
    }
}

fn words_of(key: &str, field: &Field) -> String {
    let end = if field.says.ends_with('?') { "" } else { ":" };
    format!("{key} – {}{end}", field.says)
}

fn ask_kind(ask: &mut dyn Ask) -> Answer<Kind> {
    let others = Kind::ALL.iter().copied().filter(|kind| !MOST_USED.contains(kind));
    let kinds: Vec<Kind> = MOST_USED.into_iter().chain(others).collect();
    let choice = |kind: &Kind| Choice::new(kind.as_str(), kind.describe().trim_end_matches('.'));
    let options: Vec<Choice> = kinds.iter().map(choice).collect();
    let question = Question { words: "What kind of entry?".into(), ..Question::default() };
    let chosen = ask.choose(&question, &options)?;
    kinds.get(chosen).copied().ok_or(Stop::Cancelled)
}

fn ask_room(ask: &mut dyn Ask, names: &Names<'_>, before: Option<&Room>) -> Answer<Room> {
    let rooms = names.rooms();
    let choice = |room: &Room| Choice::new(room.to_string(), format!("read by {}", readers_of(names, room)));
    let options: Vec<Choice> = rooms.iter().map(choice).collect();
    if rooms.is_empty() {
        let seat = names.view.viewer().seat();
        return Err(Stop::Failed(format!("{seat} writes nothing; write as team or party:PARTY")));
    }
    let question = Question {
        words: "Who may read it?".into(),
        before: before.map(Room::to_string),
        ..Question::default()
    };
    let chosen = ask.choose(&question, &options)?;
    rooms.get(chosen).cloned().ok_or(Stop::Cancelled)
}

fn readers_of(names: &Names<'_>, room: &Room) -> String {
    on_a_line(&plain(&names.readers(room)))
}
