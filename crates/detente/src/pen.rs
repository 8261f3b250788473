//! The commands that write entries: add, correct, withdraw, release, attach.

use crate::args::{Answer, Pen};
use crate::ask::{Ask, Asker, Decision, Flow, Stop, quoted};
use crate::deals::reveals;
use crate::desk::{self, Attached, Desk, room_named};
use crate::{Exit, Outcome, Talk, faults};
use detente_brief::{Lang, Names};
use detente_model::{AsFact, Key, Kind, Node, NodeKind, Proposal, Room, Source, Span};
use detente_record::{AsOf, DeedKind, Entry, Seat, Viewer};
use detente_store::{
    Draft, Faults, MAX_FILE, Releasing, Store, Texts, WriteError, Writer, attaching, draft_of_deed,
    draft_of_pairs, drafts_of_json, released_words,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;

/// The name of what a command line says, in messages.
const COMMAND_LINE: &str = "the command line";

/// The largest document that is attached, in bytes.
const MAX_DOCUMENT: u64 = 256 << 20;

/// A desk with a pen.
struct Writing<'a> {
    desk: Desk,
    pen: &'a Pen,
    talk: &'a Talk,
}

/// Where new entries come from.
pub enum Input<'a> {
    /// `KEY=VALUE` pairs of a kind.
    Pairs(&'a str, &'a [String]),
    /// A file of JSON, or standard input (`-`).
    Json(&'a Path),
    /// A person, who is asked for an entry of this kind, or of which kind first.
    Asked(Option<&'a str>, Asker),
}

/// `detente add`.
pub fn add(pen: &Pen, input: &Input<'_>, room: Option<&str>, talk: &Talk) -> Outcome {
    settle((|| {
        let mut writing = Writing::open(pen, talk)?;
        let room = room.map(room_named).transpose().map_err(Outcome::wrong)?;
        let (drafts, texts) = match input {
            Input::Asked(kind, asker) => {
                let kind = kind.map(fact_named).transpose().map_err(Outcome::wrong)?;
                return writing.add_asking(asker(talk).as_mut(), kind, room);
            }
            Input::Pairs(kind, pairs) => {
                let room = room.map_or_else(|| writing.own_room(), Ok).map_err(Outcome::wrong)?;
                let kind = kind_named(kind).map_err(Outcome::wrong)?;
                let (node, texts) = pairs_of(pairs, talk)?;
                (vec![Draft { kind, room, node, file: COMMAND_LINE.into() }], texts)
            }
            Input::Json(path) => {
                let room = room.map_or_else(|| writing.own_room(), Ok).map_err(Outcome::wrong)?;
                drafts_in(path, &room, talk)?
            }
        };
        writing.write(&drafts, &[], texts)
    })())
}

/// `detente correct`.
pub fn correct(
    pen: &Pen,
    id: &str,
    pairs: &[String],
    unset: &[String],
    why: Option<&str>,
    room: Option<&str>,
    talk: &Talk,
) -> Outcome {
    settle((|| {
        let mut writing = Writing::open(pen, talk)?;
        let (mut set, texts) = pairs_of(pairs, talk)?;
        let entry = writing.desk.find(id).map_err(Outcome::wrong)?;
        for key in unset {
            has_field(&entry, key).map_err(Outcome::wrong)?;
            if set.get(key).is_some() {
                return Err(Outcome::wrong(format!("“{key}” is both set and taken away")));
            }
        }
        if let NodeKind::Map(fields) = &mut set.kind {
            fields.extend(
                unset.iter().map(|key| (key_of(key), Node { span: Span::default(), kind: NodeKind::Null })),
            );
        }
        let draft = writing.deed(DeedKind::Corrects, id, vec![("set", set)], why, room)?;
        writing.write(&[draft], &[], texts)
    })())
}

/// Does the entry say something under `key`?
fn has_field(entry: &Entry, key: &str) -> Result<(), String> {
    let value = entry.encode();
    let fields = value.as_object().into_iter().flat_map(|map| map.keys()).map(String::as_str);
    // What kind it is, is no field of it.
    let fields: Vec<&str> = fields.filter(|field| *field != "entry").collect();
    if fields.contains(&key) {
        return Ok(());
    }
    let near = detente_model::nearest(key, fields.iter().copied());
    let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
    Err(format!("“{}” has nothing under “{key}”{hint}", entry.id))
}

/// `detente withdraw`.
pub fn withdraw(pen: &Pen, id: &str, why: Option<&str>, room: Option<&str>, talk: &Talk) -> Outcome {
    settle((|| {
        let mut writing = Writing::open(pen, talk)?;
        let draft = writing.deed(DeedKind::Withdraws, id, Vec::new(), why, room)?;
        writing.write(&[draft], &[], Texts::new())
    })())
}

/// What is to be released, and on whose permission.
pub struct ReleaseOf<'a> {
    /// The entry.
    pub id: &'a str,
    /// The wider room.
    pub to: &'a str,
    /// Who permitted it.
    pub permitted_by: &'a str,
    /// When.
    pub permitted: Option<&'a str>,
    /// On what condition.
    pub condition: Option<&'a str>,
    /// The id in the wider room.
    pub new_id: Option<&'a str>,
    /// Is it to be done, or only told?
    pub yes: bool,
}

/// `detente release`.
pub fn release(pen: &Pen, of: &ReleaseOf<'_>, talk: &Talk) -> Outcome {
    settle((|| {
        let mut writing = Writing::open(pen, talk)?;
        let entry = writing.desk.find(of.id).map_err(Outcome::wrong)?;
        writing.desk.may_release(of.id).map_err(Outcome::wrong)?;
        let to = room_named(of.to).map_err(Outcome::wrong)?;
        if !entry.room.is_narrower_than(&to) {
            let message = format!("“{}” is in {}, and {to} is not wider", entry.id, entry.room);
            return Err(Outcome::wrong(message));
        }
        let id = match of.new_id {
            None => None,
            Some(text) => Some(
                detente_model::Id::new(text)
                    .ok_or_else(|| Outcome::wrong(format!("“{text}” cannot be an id")))?,
            ),
        };
        let told = [Some(shows(&entry, &to)), tells_of_weights(&writing.desk, &entry, &to)];
        let told = told.into_iter().flatten().collect::<Vec<_>>().join("\n");
        if !of.yes {
            let err = format!("{told}\nnothing was written; to do it, say --yes\n");
            return Err(Outcome { err, exit: Exit::No, ..Outcome::default() });
        }
        let given = [
            ("permitted_by", Some(of.permitted_by)),
            ("permitted", of.permitted),
            ("condition", of.condition),
        ];
        let pairs: Vec<String> =
            given.iter().filter_map(|(key, value)| Some(format!("{key}={}", (*value)?))).collect();
        let (node, texts) = pairs_of(&pairs, talk)?;
        let terms =
            Draft { kind: DeedKind::Releases, room: entry.room.clone(), node, file: COMMAND_LINE.into() };
        let releasing = Releasing { entry: &entry, to, terms, id };
        let mut outcome = writing.with(texts, |writer| writer.release(&releasing))?;
        outcome.err = format!("{told}\n{}", outcome.err);
        Ok(outcome)
    })())
}

/// What a release shows to whom, in words.
fn shows(entry: &Entry, to: &Room) -> String {
    let readers = match to {
        Room::Public => "everybody".to_owned(),
        Room::Joint => "all parties at the table".to_owned(),
        Room::Caucus(members) => {
            let names: Vec<&str> = members.iter().map(|id| id.as_str()).collect();
            format!("{} and the team", names.join(", "))
        }
        Room::Party(party) => party.to_string(),
        Room::Team => "the team".to_owned(),
    };
    format!(
        "This tells {readers} what until now only the readers of {} know:\n{}Not told: its id, its author, its note, on what condition it may be used, a document, when it was recorded, and sources and a session that {to} does not have.",
        entry.room,
        detente_brief::json_text(&Value::Object(released_words(entry)))
    )
}

/// What the terms of a proposal tell those who would see it of the parties' weights, as far as whoever releases it
/// knows these.
fn tells_of_weights(desk: &Desk, entry: &Entry, to: &Room) -> Option<String> {
    let terms = entry.fact().and_then(Proposal::of)?.terms.as_ref()?;
    let scenario = desk.record.view(&desk.viewer, AsOf::default()).scenario().ok()?;
    let terms: Vec<(String, &str)> =
        terms.0.iter().map(|(issue, option)| (issue.to_string(), option.as_str())).collect();
    let settled = terms.iter().map(|(issue, option)| (issue.as_str(), *option));
    reveals::sentence(&scenario, settled, &entry.room, to)
}

/// `detente attach`.
pub fn attach(pen: &Pen, id: &str, file: &Path, room: Option<&str>, talk: &Talk) -> Outcome {
    settle((|| {
        let mut writing = Writing::open(pen, talk)?;
        let source = writing.desk.find(id).map_err(Outcome::wrong)?;
        let Some(fact) = source.fact().and_then(<Source as detente_model::AsFact>::of) else {
            let message = format!("“{id}” is a {}, not a source", source.kind().as_str());
            return Err(Outcome::wrong(message));
        };
        let bytes = document_bytes(file).map_err(Outcome::wrong)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let set = attaching(fact, &name, &bytes);
        let draft =
            writing.deed(DeedKind::Corrects, id, vec![("set", Node::from_value(&set))], None, room)?;
        let room = draft.room.clone();
        writing.write(&[draft], &[(room, bytes)], Texts::new())
    })())
}

fn document_bytes(file: &Path) -> Result<Vec<u8>, String> {
    let shown = file.display();
    let meta = std::fs::metadata(file).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    if !meta.is_file() {
        return Err(format!("{shown} is not a file"));
    }
    if meta.len() > MAX_DOCUMENT {
        return Err(format!("{shown} has {} MiB; at most {} are kept", meta.len() >> 20, MAX_DOCUMENT >> 20));
    }
    std::fs::read(file).map_err(|error| format!("{shown} cannot be read: {error}"))
}

/// `detente document`.
pub fn document(process: &Path, id: &str, out: &Path, viewer: Option<&str>, talk: &Talk) -> Outcome {
    settle((|| {
        let mut desk = desk::open(process, viewer, talk)?;
        desk.find(id).map_err(Outcome::wrong)?;
        let view = desk.record.view(&desk.viewer, AsOf::default());
        let Attached { room, name, sha256, .. } = desk::attached(&view, id).map_err(Outcome::wrong)?;
        let bytes = detente_store::document(desk.store.as_mut(), &room, &sha256)
            .map_err(|error| desk::store_failed(error, talk))?;
        write_new(out, &bytes).map_err(Outcome::wrong)?;
        let err = format!("wrote {name} ({} bytes, SHA-256 {sha256}) to {}\n", bytes.len(), out.display());
        Ok(Outcome { err, ..Outcome::default() })
    })())
}

/// Writes a file that must not be there, whole or not at all.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let shown = path.display();
    let mut file = std::fs::File::create_new(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("{shown} is there already"),
        _ => format!("{shown} cannot be written: {error}"),
    })?;
    file.write_all(bytes).map_err(|error| {
        let _ = std::fs::remove_file(path);
        format!("{shown} cannot be written: {error}")
    })
}

/// Reads the entries of a JSON file, or of standard input.
fn drafts_in(path: &Path, room: &Room, talk: &Talk) -> Result<(Vec<Draft>, Texts), Outcome> {
    let (name, read) = match path.to_str() {
        Some("-") => ("standard input".to_owned(), (talk.stdin)()),
        _ => (path.display().to_string(), std::fs::File::open(path).and_then(read_text)),
    };
    let text = read.map_err(|error| Outcome::wrong(format!("{name} cannot be read: {error}")))?;
    drafts_of_json(&text, &name.into(), room).map_err(|found| faulty(&found, talk))
}

/// All that `from` gives as text, which must not be without end.
pub fn read_text(from: impl Read) -> io::Result<String> {
    let mut text = String::new();
    from.take(MAX_FILE + 1).read_to_string(&mut text)?;
    match text.len() as u64 > MAX_FILE {
        true => Err(io::Error::other(format!("it has more than {} MiB", MAX_FILE >> 20))),
        false => Ok(text),
    }
}

fn pairs_of(pairs: &[String], talk: &Talk) -> Result<(Node, Texts), Outcome> {
    draft_of_pairs(pairs, &COMMAND_LINE.into()).map_err(|found| faulty(&found, talk))
}

fn faulty(found: &Faults, talk: &Talk) -> Outcome {
    let mut err = faults::as_text(found, talk, false);
    err.push_str("error: nothing was written\n");
    Outcome { err, exit: Exit::WrongUse, ..Outcome::default() }
}

/// The kind of fact that `word` names: what acts on another entry is not asked for.
fn fact_named(word: &str) -> Result<Kind, String> {
    match kind_named(word)? {
        DeedKind::Says(kind) => Ok(kind),
        DeedKind::Corrects => Err("to correct an entry: detente correct PROCESS ID KEY=VALUE".into()),
        DeedKind::Withdraws => Err("to take an entry back: detente withdraw PROCESS ID".into()),
        DeedKind::Releases => Err("to release an entry: detente release PROCESS ID --to ROOM".into()),
    }
}

/// The kind of entry that `word` names.
pub fn kind_named(word: &str) -> Result<DeedKind, String> {
    let words: Vec<&str> = DeedKind::all().map(DeedKind::as_str).collect();
    DeedKind::from_word(word).ok_or_else(|| {
        let near = detente_model::nearest(word, words.iter().copied());
        let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        format!("“{word}” is no kind of entry{hint}\n  help: one of {}", words.join(", "))
    })
}

fn key_of(text: &str) -> Key {
    Key { span: Span::default(), text: text.to_owned() }
}

fn settle(result: Result<Outcome, Outcome>) -> Outcome {
    result.unwrap_or_else(|outcome| outcome)
}

impl<'a> Writing<'a> {
    fn open(pen: &'a Pen, talk: &'a Talk) -> Result<Writing<'a>, Outcome> {
        let desk = desk::open(&pen.process, pen.viewer.as_deref(), talk)?;
        Ok(Writing { desk, pen, talk })
    }

    /// The narrowest room of whoever writes, so that nothing is told by a slip.
    fn own_room(&self) -> Result<Room, String> {
        match self.desk.viewer.seat() {
            Seat::Team => Ok(Room::Team),
            Seat::Party(party) => Ok(Room::Party(party.clone())),
            seat => Err(format!("{seat} writes nothing; write as team or party:PARTY")),
        }
    }

    /// The draft of a correction or withdrawal of `id`.
    fn deed(
        &self,
        kind: DeedKind,
        id: &str,
        fields: Vec<(&str, Node)>,
        why: Option<&str>,
        room: Option<&str>,
    ) -> Result<Draft, Outcome> {
        let entry = self.desk.find(id).map_err(Outcome::wrong)?;
        let written_in = self.desk.room_of(id).unwrap_or_else(|| entry.room.clone());
        let room = match room {
            Some(room) => room_named(room).map_err(Outcome::wrong)?,
            None => written_in.clone(),
        };
        let why = why.map(|why| Node { span: Span::default(), kind: NodeKind::Scalar(why.to_owned()) });
        let fields = fields.into_iter().chain(why.map(|why| ("why", why)));
        let fields = fields.map(|(key, node)| (key_of(key), node)).collect();
        Ok(draft_of_deed(kind, (&written_in, &entry.id), fields, room, &COMMAND_LINE.into()))
    }

    fn write(
        &mut self,
        drafts: &[Draft],
        documents: &[(Room, Vec<u8>)],
        texts: Texts,
    ) -> Result<Outcome, Outcome> {
        self.with(texts, |writer| writer.write(drafts, documents))
    }

    fn with(
        &mut self,
        texts: Texts,
        write: impl FnOnce(&mut Writer<'_>) -> Result<Vec<Entry>, WriteError>,
    ) -> Result<Outcome, Outcome> {
        let (entries, warnings) = self.written(texts, write)?;
        Ok(self.told(&entries, warnings))
    }

    /// What was written, and what was found in it that stops nothing.
    fn written(
        &mut self,
        texts: Texts,
        write: impl FnOnce(&mut Writer<'_>) -> Result<Vec<Entry>, WriteError>,
    ) -> Result<(Vec<Entry>, String), Outcome> {
        let Desk { store, viewer, record, .. } = &mut self.desk;
        let looked_at = record.view(viewer, AsOf::default()).sizes();
        let ready = Ready { pen: self.pen, talk: self.talk, looked_at };
        let (written, warnings) = ready.with(store.as_mut(), viewer, texts, write)?;
        match written {
            Ok(entries) => Ok((entries, warnings)),
            Err(error) => Err(desk::not_written(error, &self.desk.viewer, self.talk)),
        }
    }

    /// Writes an entry that a person is asked for.
    fn add_asking(
        &mut self,
        asker: &mut dyn Ask,
        kind: Option<Kind>,
        room: Option<Room>,
    ) -> Result<Outcome, Outcome> {
        let (draft, texts) = self.asked(asker, kind, room)?;
        // The warnings were told before.
        let (entries, _) = self.written(texts, |writer| writer.write(&[draft], &[]))?;
        Ok(self.told(&entries, String::new()))
    }

    /// A draft that a person agreed to, and that has no faults as far as can be said before.
    fn asked(
        &mut self,
        asker: &mut dyn Ask,
        kind: Option<Kind>,
        room: Option<Room>,
    ) -> Result<(Draft, Texts), Outcome> {
        self.desk.all_read()?;
        let Desk { store, viewer, record, header } = &mut self.desk;
        if let Some(room) = room.as_ref().filter(|room| !viewer.writes(room)) {
            return Err(desk::not_written(WriteError::NotYours(room.clone()), viewer, self.talk));
        }
        let lang = Lang::new("en").map_err(|error| Outcome::wrong(error.to_string()))?;
        let view = record.view(viewer, AsOf::default());
        let ready = Ready { pen: self.pen, talk: self.talk, looked_at: view.sizes() };
        let names = Names::new(&view, &lang);
        let today = header.zone.to_datetime((self.talk.clock)()).date().to_string();
        let mut flow = Flow::begin(asker, &names, today, kind, room).map_err(|stop| stopped(&stop, None))?;
        let mut next = flow.ask_all();
        loop {
            let so_far = next.and_then(|()| flow.draft());
            let (draft, texts) =
                so_far.map_err(|stop| stopped(&stop, flow.as_words().map(|words| ready.command(&words))))?;
            let drafts = std::slice::from_ref(&draft);
            let check = |writer: &mut Writer<'_>| writer.check(drafts);
            next = match ready.with(store.as_mut(), viewer, texts.clone(), check)? {
                (Err(WriteError::Faults(found)), _) => {
                    flow.ask_again(&found, &faults::as_text(&found, self.talk, false))
                }
                (Err(error), _) => return Err(desk::not_written(error, viewer, self.talk)),
                (Ok(_), warnings) => match flow.decide(&warnings) {
                    Ok(Decision::Write) => return Ok((draft, texts)),
                    Ok(Decision::Changed) => Ok(()),
                    Err(stop) => Err(stop),
                },
            };
        }
    }

    fn told(&self, entries: &[Entry], warnings: String) -> Outcome {
        let out = match self.pen.format {
            Answer::Text => entries.iter().map(|entry| format!("{}/{}\n", entry.room, entry.id)).collect(),
            Answer::Json => {
                let all: Vec<Value> = entries.iter().map(Entry::encode).collect();
                detente_brief::json_text(&json!({"written": all}))
            }
        };
        let mut err = warnings;
        for entry in entries {
            err.push_str(&format!("wrote a {} into {}\n", entry.kind().as_str(), entry.room));
        }
        Outcome { out, err, exit: Exit::Done }
    }
}

/// What a writer needs beside the place where it writes.
struct Ready<'a> {
    pen: &'a Pen,
    talk: &'a Talk,
    /// What was there of each room when the writer looked.
    looked_at: BTreeMap<Room, u64>,
}

impl Ready<'_> {
    /// The command line that adds what `words` say.
    fn command(&self, words: &str) -> String {
        let process = quoted(&self.pen.process.display().to_string());
        let flag = |name: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!(" --{name} {}", quoted(value))).unwrap_or_default()
        };
        let (viewer, author) = (flag("as", &self.pen.viewer), flag("author", &self.pen.author));
        format!("detente add {process} {words}{viewer}{author}")
    }

    /// Does something with a writer: what came of it, and what was found that stops nothing.
    fn with<T>(
        &self,
        store: &mut dyn Store,
        viewer: &Viewer,
        texts: Texts,
        act: impl FnOnce(&mut Writer<'_>) -> Result<T, WriteError>,
    ) -> Result<(Result<T, WriteError>, String), Outcome> {
        let author = match self.pen.author.clone().or_else(|| (self.talk.author)()) {
            Some(author) => author,
            None => {
                let header = store.header().map_err(|error| desk::store_failed(error, self.talk))?;
                // Whoever keeps the process is its author; another seat writes in its own name.
                let keeps = *viewer.seat() == header.keeper;
                if keeps { header.author } else { viewer.seat().to_string() }
            }
        };
        let mut salts = self.talk.salts;
        let (now, looked_at) = ((self.talk.clock)(), self.looked_at.clone());
        let mut writer =
            Writer { store, viewer, author, now, looked_at, salts: &mut salts, texts, warnings: Vec::new() };
        let came = act(&mut writer);
        let found = Faults::told(std::mem::take(&mut writer.warnings), std::mem::take(&mut writer.texts));
        Ok((came, faults::as_text(&found, self.talk, false)))
    }
}

/// A person stopped, or could not be asked: nothing was written. What was answered is not lost.
fn stopped(stop: &Stop, so_far: Option<String>) -> Outcome {
    let mut err = match stop {
        Stop::Cancelled => "nothing was written\n".to_owned(),
        Stop::Failed(why) => format!("error: {why}; nothing was written\n"),
    };
    if let Some(command) = so_far {
        err.push_str(&format!("  help: what was answered so far, to go on from: {command}\n"));
    }
    Outcome { err, exit: Exit::WrongUse, ..Outcome::default() }
}
