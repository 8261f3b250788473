//! An entry: one line of a room's log.

use detente_model::shape::{Decoder, Field, Fields, Keys, Mention, ObjectSchema, Schemas, Shape};
use detente_model::{
    ActorRef, AnyRef, Basis, Cites, Code, DATE_FORMS, Fact, Id, Kind, Node, NodeKind, Room, Span, Text,
    VagueDate, record,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

record! {
    /// What every entry may have beside what it says.
    pub struct Common {
        /// Its id, for others to point at; made from room and content if none is written.
        pub id: Option<Id>,
        /// Its room, where the file holds two (process.yaml: public, which is the default, or joint, unless that has a file of its own).
        pub room: Option<Room>,
        /// When it happened, perhaps vaguely.
        pub when: Option<VagueDate>,
        /// When it was recorded, if not on the file's date.
        pub recorded: Option<VagueDate>,
        /// Who wrote it, if not the file's author.
        pub author: Option<String>,
        /// On what it rests, if not on the file's basis.
        pub basis: Option<Basis>,
        /// Where it comes from: SOURCE, SOURCE#4 (its fourth sentence), or {id: SOURCE, quote: "exact words"}; or a list of these.
        pub source: Option<Cites>,
        /// A note for those who read the room.
        pub note: Option<Text>,
    }
}

/// The new values of some fields of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch(pub Node);

impl Patch {
    /// The names of the fields that it sets.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let pairs = match &self.0.kind {
            NodeKind::Map(pairs) => pairs.as_slice(),
            _ => &[],
        };
        pairs.iter().map(|(key, _)| key.text.as_str())
    }
}

impl Shape for Patch {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let pairs = d.pairs(node)?;
        if let Some((key, _)) =
            pairs.iter().find(|(key, _)| matches!(key.text.as_str(), "id" | "room" | "recorded" | "author"))
        {
            d.error(Code::BadCorrection, key.span, format!("a correction cannot change the {}", key.text))
                .help("withdraw the entry and write another");
            return None;
        }
        Some(Patch(node.clone()))
    }
    fn encode(&self) -> Value {
        self.0.to_value()
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": "object", "minProperties": 1, "properties": {"id": false, "room": false, "recorded": false, "author": false}})
    }
}

record! {
    /// New values for some fields of an earlier entry, in its room or a narrower one. It acts only in views that see it.
    pub struct Correction {
        /// The entry that it corrects.
        pub of: AnyRef,
        /// The fields with their new values.
        pub set: Patch,
        /// Why, in a sentence.
        pub why: Option<Text>,
    }
}

record! {
    /// An earlier entry is taken back, in its room or a narrower one. It acts only in views that see it.
    pub struct Withdrawal {
        /// The entry that is taken back.
        pub of: AnyRef,
        /// Why, in a sentence.
        pub why: Option<Text>,
    }
}

record! {
    /// Words of this room were copied, with permission, into a wider room. This link stays here.
    pub struct Release {
        /// The entry of this room whose words they are.
        pub of: AnyRef,
        /// The entry of the wider room that repeats them.
        pub into: AnyRef,
        /// The wider room. It must be written where that is public, so that nothing becomes public by a slip.
        pub to: Option<Room>,
        /// Who permitted it.
        pub permitted_by: ActorRef,
        /// When it was permitted.
        pub permitted: Option<VagueDate>,
        /// On what condition.
        pub condition: Option<Text>,
    }
}

/// What an entry does.
// In boxes, since a record holds an entry for each of its lines, and nearly all of them say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It says something.
    Says(Fact),
    /// It corrects an earlier entry.
    Corrects(Box<Correction>),
    /// It takes an earlier entry back.
    Withdraws(Box<Withdrawal>),
    /// It tells that words were released.
    Releases(Box<Release>),
}

/// Which [`Deed`] an item of a file is: decided by the section that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeedKind {
    /// A fact of this kind.
    Says(Kind),
    /// A correction.
    Corrects,
    /// A withdrawal.
    Withdraws,
    /// A release.
    Releases,
}

impl DeedKind {
    /// All of them, in the order in which files list them.
    pub fn all() -> impl Iterator<Item = DeedKind> {
        let deeds = [DeedKind::Corrects, DeedKind::Withdraws, DeedKind::Releases];
        Kind::ALL.iter().copied().map(DeedKind::Says).chain(deeds)
    }

    /// The key under which a file lists them.
    pub fn section(self) -> &'static str {
        match self {
            DeedKind::Says(kind) => kind.section(),
            DeedKind::Corrects => "corrections",
            DeedKind::Withdraws => "withdrawals",
            DeedKind::Releases => "releases",
        }
    }

    /// The kind in one word.
    pub fn as_str(self) -> &'static str {
        match self {
            DeedKind::Says(kind) => kind.as_str(),
            DeedKind::Corrects => "correction",
            DeedKind::Withdraws => "withdrawal",
            DeedKind::Releases => "release",
        }
    }

    fn decode_fields(self, keys: &mut Keys<'_>, d: &mut Decoder) -> Option<Deed> {
        match self {
            DeedKind::Says(kind) => Fact::decode_fields(kind, keys, d).map(Deed::Says),
            DeedKind::Corrects => Correction::decode_fields(keys, d).map(Box::new).map(Deed::Corrects),
            DeedKind::Withdraws => Withdrawal::decode_fields(keys, d).map(Box::new).map(Deed::Withdraws),
            DeedKind::Releases => Release::decode_fields(keys, d).map(Box::new).map(Deed::Releases),
        }
    }

    /// The one called `word`.
    pub fn from_word(word: &str) -> Option<DeedKind> {
        DeedKind::all().find(|kind| kind.as_str() == word)
    }

    /// The schema of an entry of this kind.
    pub fn schema(self, schemas: &mut Schemas) -> Value {
        schemas.define(self.as_str(), |schemas| {
            let mut object = ObjectSchema::new(schemas);
            Common::schema_fields(&mut object);
            let doc = match self {
                DeedKind::Says(kind) => {
                    kind.schema_fields(&mut object);
                    kind.describe()
                }
                DeedKind::Corrects => {
                    Correction::schema_fields(&mut object);
                    "New values for some fields of an earlier entry."
                }
                DeedKind::Withdraws => {
                    Withdrawal::schema_fields(&mut object);
                    "An earlier entry is taken back."
                }
                DeedKind::Releases => {
                    Release::schema_fields(&mut object);
                    "Words of this room were copied, with permission, into a wider room."
                }
            };
            object.finish(doc)
        })
    }
}

/// What an entry takes from the file that it stands in, where it does not say so itself.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// The room.
    pub room: Room,
    /// The rooms that an entry of this file may choose.
    pub rooms: Vec<Room>,
    /// The recorded time.
    pub recorded: Timestamp,
    /// Who wrote it.
    pub author: String,
    /// On what it rests.
    pub basis: Option<Basis>,
}

/// One entry of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id: unique among what its readers can see.
    pub id: Id,
    /// Its room.
    pub room: Room,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Who wrote it.
    pub author: String,
    /// When it happened (valid time), if that was said.
    pub when: Option<VagueDate>,
    /// On what it rests.
    pub basis: Basis,
    /// Where it comes from.
    pub sources: Cites,
    /// A note for the readers of the room.
    pub note: Option<Text>,
    /// What it does.
    pub deed: Deed,
}

/// An entry that was read and may still lack an id.
pub struct Draft {
    /// The entry; its id is a placeholder where `has_id` is false.
    pub entry: Entry,
    /// Was an id written?
    pub has_id: bool,
}

impl Entry {
    /// Reads an entry of `kind` from `node`.
    pub fn decode(kind: DeedKind, node: &Node, defaults: &Defaults, d: &mut Decoder) -> Option<Draft> {
        let mut keys = Keys::of(node, d)?;
        let common = Common::decode_fields(&mut keys, d);
        let deed = kind.decode_fields(&mut keys, d);
        keys.finish(d);
        let (common, deed) = (common?, deed?);
        let room = common.room.unwrap_or_else(|| defaults.room.clone());
        if !defaults.rooms.contains(&room) {
            let allowed: Vec<String> = defaults.rooms.iter().map(Room::to_string).collect();
            d.error(Code::WrongRoom, node.span_at(&["room"]), format!("{room} has no place in this file"))
                .expected(allowed.join(" or "))
                .help(match room {
                    Room::Public => "write it in process.yaml".to_owned(),
                    Room::Joint => {
                        "write it in process.yaml, with room: joint, or in rooms/joint.yaml".to_owned()
                    }
                    _ => format!("write it in rooms/{}.yaml", room.file_stem()),
                });
            return None;
        }
        let recorded = match &common.recorded {
            None => defaults.recorded,
            Some(date) => recorded_time(date, node, d)?,
        };
        let basis = match common.basis.or(defaults.basis) {
            Some(basis) => basis,
            // What an entry does to another rests on nothing of its own.
            None if !matches!(deed, Deed::Says(_)) => Basis::Reported,
            None => {
                d.error(
                    Code::MissingKey,
                    keys_start(node),
                    "the entry has no basis, and its file has none either",
                )
                .expected("basis: reported, stated, inferred or assumed");
                return None;
            }
        };
        let has_id = common.id.is_some();
        let entry = Entry {
            id: common.id.unwrap_or_else(placeholder),
            room,
            recorded,
            author: common.author.unwrap_or_else(|| defaults.author.clone()),
            when: common.when,
            basis,
            sources: common.source.unwrap_or_default(),
            note: common.note,
            deed,
        };
        Some(Draft { entry, has_id })
    }

    /// What kind of entry it is.
    pub fn kind(&self) -> DeedKind {
        match &self.deed {
            Deed::Says(fact) => DeedKind::Says(fact.kind()),
            Deed::Corrects(_) => DeedKind::Corrects,
            Deed::Withdraws(_) => DeedKind::Withdraws,
            Deed::Releases(_) => DeedKind::Releases,
        }
    }

    /// What it says, if it says something.
    pub fn fact(&self) -> Option<&Fact> {
        match &self.deed {
            Deed::Says(fact) => Some(fact),
            _ => None,
        }
    }

    /// The id of the entry that it acts on, if it acts on one.
    pub fn target(&self) -> Option<&AnyRef> {
        match &self.deed {
            Deed::Says(_) => None,
            Deed::Corrects(correction) => Some(&correction.of),
            Deed::Withdraws(withdrawal) => Some(&withdrawal.of),
            Deed::Releases(release) => Some(&release.of),
        }
    }

    /// The canonical form: the same entry always gives the same JSON.
    pub fn encode(&self) -> Value {
        let mut map = Map::new();
        map.insert("id".into(), self.id.encode());
        map.insert("entry".into(), self.kind().as_str().into());
        map.insert("room".into(), self.room.encode());
        map.insert("recorded".into(), Value::String(self.recorded.to_string()));
        map.insert("author".into(), Value::String(self.author.clone()));
        self.encode_content(&mut map);
        Value::Object(map)
    }

    /// What was written, without id, room, time and author.
    fn encode_content(&self, map: &mut Map<String, Value>) {
        self.when.put("when", map);
        self.basis.put("basis", map);
        if !self.sources.0.is_empty() {
            self.sources.put("source", map);
        }
        self.note.put("note", map);
        match &self.deed {
            Deed::Says(fact) => fact.encode_fields(map),
            Deed::Corrects(correction) => correction.encode_fields(map),
            Deed::Withdraws(withdrawal) => withdrawal.encode_fields(map),
            Deed::Releases(release) => release.encode_fields(map),
        }
    }

    /// Reads what [`Entry::encode`] gives, with `zone` for dates that name none.
    pub fn from_canonical(text: &str, zone: &TimeZone) -> Option<Entry> {
        let value: Value = serde_json::from_str(text).ok()?;
        let mut d = Decoder::new("", zone.clone());
        Entry::decode_whole(Node::from_value(&value), &mut d).filter(|_| d.diagnostics.is_empty())
    }

    /// Reads a whole entry as a line of a log holds it: with its kind, id, room, time and author.
    pub fn decode_whole(mut node: Node, d: &mut Decoder) -> Option<Entry> {
        let kind = take_scalar(&mut node, "entry", d)?;
        let kind = read_or_tell(&kind, d, DeedKind::from_word(&kind.0), "a kind of entry")?;
        let recorded = take_scalar(&mut node, "recorded", d)?;
        let recorded =
            read_or_tell(&recorded, d, recorded.0.parse().ok(), "a time such as 2025-05-16T09:00:00Z")?;
        let room = node.get("room").and_then(|room| match &room.kind {
            NodeKind::Scalar(text) => Room::parse(text),
            _ => None,
        });
        let room = room.unwrap_or(Room::Public);
        let defaults =
            Defaults { rooms: vec![room.clone()], room, recorded, author: String::new(), basis: None };
        let draft = Entry::decode(kind, &node, &defaults, d)?;
        if !draft.has_id {
            d.error(Code::MissingKey, node.span, "the line has no id").expected("id: …");
            return None;
        }
        Some(draft.entry)
    }

    /// The content as canonical bytes, from which an id is made.
    pub fn content_bytes(&self) -> Vec<u8> {
        let mut map = Map::new();
        map.insert("entry".into(), self.kind().as_str().into());
        map.insert("room".into(), self.room.encode());
        self.encode_content(&mut map);
        Value::Object(map).to_string().into_bytes()
    }

    /// The entry as it could stand in a file.
    fn node(&self) -> Node {
        let mut map = Map::new();
        self.id.put("id", &mut map);
        self.encode_content(&mut map);
        Node::from_value(&Value::Object(map))
    }

    /// What its file would have to say for all entries.
    fn defaults(&self) -> Defaults {
        Defaults {
            room: self.room.clone(),
            rooms: vec![self.room.clone()],
            recorded: self.recorded,
            author: self.author.clone(),
            basis: Some(self.basis),
        }
    }

    /// The references that it holds. Cost: it is written and read once.
    pub fn mentions(&self, zone: &TimeZone) -> Vec<Mention> {
        let mut d = Decoder::new("", zone.clone());
        let _ = Entry::decode(self.kind(), &self.node(), &self.defaults(), &mut d);
        d.take_mentions()
    }

    /// This entry with the fields of `patch` replaced; what is wrong goes to `d`.
    pub fn patched(&self, patch: &Patch, d: &mut Decoder) -> Option<Entry> {
        let mut node = self.node();
        let (NodeKind::Map(pairs), NodeKind::Map(new)) = (&mut node.kind, &patch.0.kind) else { return None };
        for (key, value) in new {
            match pairs.iter_mut().find(|(k, _)| k.text == key.text) {
                Some(pair) => *pair = (key.clone(), value.clone()),
                None => pairs.push((key.clone(), value.clone())),
            }
        }
        pairs.retain(|(_, value)| value.kind != NodeKind::Null);
        let draft = Entry::decode(self.kind(), &node, &self.defaults(), d)?;
        Some(Entry { recorded: self.recorded, ..draft.entry })
    }
}

pub(crate) fn placeholder() -> Id {
    Id::new("unnamed").expect("the word is an id")
}

/// The text under `key`, taken out of `node`, with its place.
fn take_scalar(node: &mut Node, key: &str, d: &mut Decoder) -> Option<(String, Span)> {
    let place = node.span;
    let NodeKind::Map(pairs) = &mut node.kind else { return d.wrong_kind(node, "a mapping (key: value)") };
    let Some(at) = pairs.iter().position(|(k, _)| k.text == key) else {
        d.error(Code::MissingKey, place, format!("the key “{key}” is missing")).expected(format!("{key}: …"));
        return None;
    };
    let (_, value) = pairs.remove(at);
    d.scalar(&value, "a single value").map(|text| (text.to_owned(), value.span))
}

/// What was read of a text, or a diagnostic that it is not what was expected.
fn read_or_tell<T>(
    (text, span): &(String, Span),
    d: &mut Decoder,
    read: Option<T>,
    expected: &str,
) -> Option<T> {
    if read.is_none() {
        d.error(Code::UnknownWord, *span, format!("“{text}” is not {expected}")).expected(expected);
    }
    read
}

fn keys_start(node: &Node) -> detente_model::Span {
    match &node.kind {
        NodeKind::Map(pairs) if !pairs.is_empty() => pairs[0].0.span,
        _ => node.span,
    }
}

/// The instant at which something written as `date` was surely recorded: for a day its end, since
/// an entry of 16 May is not known in the morning of that day.
pub fn recorded_time(date: &VagueDate, node: &Node, d: &mut Decoder) -> Option<Timestamp> {
    let exact = date.is_exact_day();
    match date.interval().latest.filter(|_| exact) {
        Some(latest) => Some(whole_seconds(latest)),
        None => {
            d.error(
                Code::BadDate,
                node.span_at(&["recorded"]),
                format!("“{date}” does not say when it was recorded"),
            )
            .expected("a day or a time: 2025-05-17 or 2025-05-17T08:30")
            .help(format!("for when it happened write “when: {date}” ({DATE_FORMS})"));
            None
        }
    }
}

/// An instant without its fraction of a second, so that the last second of a day is written short.
fn whole_seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}
