//! Random entries of every kind, for any room. Each says a word that only its room says.

use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt;

/// A few numbers from which entries are made, so that a failing case shrinks to a small one.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Which kind of entry.
    pub kind: u8,
    /// Which of several ways to fill it.
    pub way: u8,
    /// When it happened.
    pub when: u8,
    /// When it was recorded, mostly on the file's date.
    pub recorded: u8,
    /// What id it has, if any.
    pub name: Name,
    /// What is wrong with it, if anything.
    pub fault: Option<u8>,
    /// Where it stands among the other entries of its section, in a file of two rooms.
    pub place: u8,
}

/// The id of an entry.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    /// None is written.
    Unnamed,
    /// One that no other entry has.
    Own,
    /// One that other rooms use too, where none sees the other.
    Twin,
    /// One that other rooms may use too, whether they see each other or not.
    Shared(u8),
    /// One of an entry that everybody sees, which is not allowed.
    Taken(u8),
}

/// How careful the writer of a room was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Nothing is wrong.
    Sound,
    /// One entry in eight is wrong.
    Hasty,
    /// Ids are taken and entries are wrong, as they come.
    Wild,
}

/// How many kinds of entry there are.
const KINDS: u8 = 22;

/// Any draw of a writer who takes this much care.
pub fn draw(care: Care) -> impl Strategy<Value = Draw> {
    let (ids, faults): (u8, u8) = match care {
        Care::Sound => (9, 0),
        Care::Hasty => (9, 12),
        Care::Wild => (13, 20),
    };
    let name = (0..ids, any::<u8>()).prop_map(|(which, n)| match which {
        0..=2 => Name::Unnamed,
        3..=6 => Name::Own,
        7..=8 => Name::Twin,
        9..=10 => Name::Shared(n % 3),
        _ => Name::Taken(n),
    });
    let fault =
        (0..100u8, 0..FAULTS).prop_map(move |(chance, fault)| (chance >= 100 - faults).then_some(fault));
    (0..KINDS, 0..12u8, 0..12u8, 0..10u8, name, fault, any::<u8>()).prop_map(
        |(kind, way, when, recorded, name, fault, place)| Draw {
            kind,
            way,
            when,
            recorded,
            name,
            fault,
            place,
        },
    )
}

/// Ids of the scene, which every process has.
const TAKEN: [&str; 8] = ["north", "report", "truce", "first", "pos-north", "offer", "head-north", "swap"];

/// An entry with the section that it stands in.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The section.
    pub section: &'static str,
    /// The entry.
    pub entry: Value,
    /// Where it stands among the others.
    pub place: u8,
    /// Is one of its keys written twice?
    pub twice: bool,
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.entry.to_string();
        match text.strip_prefix('{').filter(|_| self.twice) {
            Some(rest) => write!(f, "{{\"note\": \"one\", \"note\": \"two\", {rest}"),
            None => f.write_str(&text),
        }
    }
}

/// The sections, in the order in which the test writes them.
pub const SECTIONS: [&str; 17] = [
    "sources",
    "parties",
    "people",
    "issues",
    "sessions",
    "delegations",
    "positions",
    "proposals",
    "responses",
    "agreements",
    "statements",
    "contacts",
    "incidents",
    "preferences",
    "corrections",
    "withdrawals",
    "releases",
];

/// The word that only entries of `room` say.
pub fn secret(room: &str) -> String {
    format!("zq{}", slug(room).replace(['-', '+'], ""))
}

/// A room's name in ids and file names.
pub fn slug(room: &str) -> String {
    room.replacen(':', "-", 1)
}

/// The `index`-th entry of `room` (sometimes two that belong together).
pub fn pieces(room: &str, index: usize, draw: &Draw) -> Vec<Piece> {
    let mut all = Maker { room, index, draw }.pieces();
    for (part, piece) in all.iter_mut().enumerate() {
        let entry = &mut piece.entry;
        if let Some(id) = id_of(room, index, draw).filter(|_| part == 0 && entry.get("id").is_none()) {
            entry["id"] = id.into();
        }
        if let Some(recorded) = RECORDED.get(usize::from(draw.recorded)) {
            entry["recorded"] = (*recorded).into();
        }
        if room == "joint" {
            put_into_joint(entry, draw);
        }
        if let Some(fault) = draw.fault.filter(|_| part == 0) {
            spoil(piece, fault, draw.way, room == "joint");
        }
    }
    all
}

/// Says that the entry is in the joint room, in its first key or in its last.
fn put_into_joint(entry: &mut Value, draw: &Draw) {
    let fields = entry.as_object_mut().expect("an entry is a mapping");
    if draw.way.is_multiple_of(2) {
        fields.insert("room".into(), "joint".into());
    } else {
        let rest = std::mem::take(fields);
        fields.extend([("room".into(), "joint".into())].into_iter().chain(rest));
    }
}

/// Most entries take the date of their file.
const RECORDED: [&str; 4] = ["2025-05-16T12:00", "2025-05-19", "2025-06-02T08:00+03:00", "2026-01-01"];

fn id_of(room: &str, index: usize, draw: &Draw) -> Option<String> {
    match draw.name {
        Name::Unnamed => None,
        Name::Own => Some(own_id(room, index)),
        Name::Twin if index == 0 => Some(match room {
            "caucus:north" | "caucus:south" => "twin-0".to_owned(),
            "party:north" | "party:south" | "party:east" | "team" => "twin-1".to_owned(),
            _ => own_id(room, index),
        }),
        Name::Twin => None,
        Name::Shared(n) => Some(format!("shared-{n}")),
        Name::Taken(n) => Some(TAKEN[usize::from(n) % TAKEN.len()].to_owned()),
    }
}

fn own_id(room: &str, index: usize) -> String {
    format!("{}-{index}", slug(room).replace('+', "-"))
}

/// How many ways there are to spoil an entry. The last few are for files of two rooms.
const FAULTS: u8 = 15;

/// Ids that exist in one world and not in the other, or nowhere, or nearly.
const ELSEWHERE: [&str; 6] =
    ["nothing-of-this-name", "team-0", "tem-0", "joint-0", "caucus-south-0", "party-south-1"];

/// Makes the entry wrong in one of the ways in which people get it wrong.
fn spoil(piece: &mut Piece, fault: u8, way: u8, in_joint: bool) {
    let (key, value) = match fault {
        0 => ("when", json!("2025-13-45")),
        1 => ("basis", json!("rumoured")),
        2 => ("colour", json!("blue")),
        3 => ("source", json!("nowhere#1")),
        4 => ("source", json!("report#99")),
        5 => ("source", json!({"id": "report", "quote": "words that nobody wrote"})),
        6 => ("id", json!("an id with spaces")),
        7 => ("recorded", json!("about 2025")),
        8 => ("note", json!([1, 2])),
        9 => ("when", json!(format!("before {}", ELSEWHERE[usize::from(way) % ELSEWHERE.len()]))),
        10 => ("source", json!(ELSEWHERE[usize::from(way) % ELSEWHERE.len()])),
        11 if in_joint => ("room", json!("team")),
        12 if in_joint => ("room", json!("jiont")),
        13 if in_joint => ("room", json!(["joint"])),
        14 if in_joint => return piece.twice = true,
        _ => ("basis", json!("reported")),
    };
    piece.entry[key] = value;
}

struct Maker<'a> {
    room: &'a str,
    index: usize,
    draw: &'a Draw,
}

impl Maker<'_> {
    fn pieces(&self) -> Vec<Piece> {
        match self.draw.kind {
            0 | 1 => vec![self.dated("positions", self.step())],
            2 => vec![self.dated("positions", self.number())],
            3 => vec![self.dated("positions", self.red_line())],
            4 => vec![self.dated("proposals", self.proposal())],
            5 => vec![self.dated("responses", self.response())],
            6 => vec![self.dated("agreements", self.agreement())],
            7 | 8 => vec![self.dated("incidents", self.incident())],
            9 => vec![self.dated("statements", self.statement())],
            10 => vec![self.dated("contacts", self.contact())],
            11 => vec![self.dated("sessions", self.session())],
            12 => vec![self.piece("delegations", self.delegation())],
            13 => vec![self.piece("people", json!({"name": self.words("person"), "party": self.side()}))],
            14 | 15 => vec![self.piece("sources", self.source())],
            16 => vec![self.piece("preferences", self.preferences())],
            17 => vec![self.piece("corrections", self.correction())],
            18 => vec![self.piece("withdrawals", json!({"of": self.target(), "why": self.words("why")}))],
            19 => self.release(),
            20 => vec![self.piece("parties", json!({"name": self.words("party"), "role": "ally"}))],
            _ => self.issue(),
        }
    }

    fn piece(&self, section: &'static str, entry: Value) -> Piece {
        Piece { section, entry, place: self.draw.place, twice: false }
    }

    fn dated(&self, section: &'static str, mut entry: Value) -> Piece {
        const DATES: [&str; 10] = [
            "2025-05-16",
            "2025-05",
            "before first",
            "2025-05-10/2025-05-20",
            "about 2025-04",
            "unknown",
            "2025-05-16T10:00",
            "after second",
            "2025-06-01T09:00+03:00",
            "2024",
        ];
        if let Some(date) = DATES.get(usize::from(self.draw.when)) {
            entry["when"] = json!(date);
        }
        self.piece(section, entry)
    }

    /// Words that hold the room's secret and a word that every room says.
    fn words(&self, what: &str) -> String {
        format!("{what} {} of the harbour, {}", self.index, secret(self.room))
    }

    fn pick<'t>(&self, of: &[&'t str]) -> &'t str {
        of[usize::from(self.draw.way) % of.len()]
    }

    fn side(&self) -> &'static str {
        self.pick(&["north", "south", "east"])
    }

    fn step(&self) -> Value {
        let option = self.pick(&["none", "partial", "full", "open", "partial"]);
        json!({"party": self.side(), "issue": "truce", "kind": self.pick(&["demand", "offer", "wish", "acceptance"]),
               "option": option, "condition": self.words("condition"), "session": "first"})
    }

    fn number(&self) -> Value {
        let range = self.pick(&["30", "at least 40", "under 90", "20-25", "about 100"]);
        json!({"party": self.side(), "issue": "captives", "kind": self.pick(&["demand", "offer", "wish"]), "range": range})
    }

    /// Each side refuses another thing, so that red lines do not contradict each other.
    fn red_line(&self) -> Value {
        let side = self.side();
        let option = if side == "north" { "none" } else { "open" };
        json!({"party": side, "issue": "truce", "kind": "refusal", "option": option, "red_line": true})
    }

    fn proposal(&self) -> Value {
        json!({"title": self.words("proposal"), "by": [self.side()], "terms": {"truce": self.pick(&["partial", "full"]), "captives": "50"}, "replaces": "offer"})
    }

    fn response(&self) -> Value {
        json!({"to": "offer", "by": self.side(), "answer": self.pick(&["accepts", "refuses", "counters", "considers"]), "text": self.words("answer")})
    }

    fn agreement(&self) -> Value {
        json!({"title": self.words("agreement"), "status": self.pick(&["agreed", "signed", "in-principle"]), "scope": "part",
               "parties": ["north", "south"], "terms": {"captives": "40"},
               "commitments": [{"id": "one", "who": ["north"], "what": self.words("duty"), "by": "2025-06-01", "state": "minimal"},
                               {"who": ["south"], "what": self.words("duty"), "by": self.pick(&["2025-05-18", "2025-07"])}]})
    }

    fn incident(&self) -> Value {
        json!({"kind": self.pick(&["shelling", "clash", "other", "drone-attack"]), "place": self.words("place"),
               "at": self.pick(&["50.9, 34.8", "51.2, 36.1", "48.0, 37.8"]),
               "killed": self.pick(&["3", "at least 5", "unknown"]),
               "wounded": [{"count": "2", "by": "north"}, {"count": "9", "by": "south", "who": self.words("who")}],
               "attributed": [{"to": self.side(), "by": "north", "denied": true}], "text": self.words("incident")})
    }

    fn statement(&self) -> Value {
        if self.draw.way.is_multiple_of(2) {
            return json!({"by": "head-north", "words": "They met for two hours.", "about": ["truce"], "source": {"id": "report", "quote": "They met for two hours."}});
        }
        let mut said = json!({"by": self.side(), "sense": self.words("statement"), "about": ["flag"], "may": self.may()});
        if self.draw.way.is_multiple_of(3) {
            said["session"] = json!(self.pick(&["first", "second"]));
        }
        said
    }

    /// On what condition words may be used: some of it runs out, some has run out.
    fn may(&self) -> Value {
        let level = self.pick(&["team-only", "substance", "quote", "attribute"]);
        let until = self.pick(&["2025-05-17", "2025-05-19", "2025-06", "before second", "2030-04"]);
        json!({"level": level, "by": self.side(), "until": until, "scope": self.words("scope")})
    }

    fn contact(&self) -> Value {
        json!({"kind": self.pick(&["pressure", "call", "threat"]), "from": ["med"], "to": [self.side(), "head-north"], "about": ["truce"], "text": self.words("contact")})
    }

    fn session(&self) -> Value {
        json!({"title": self.words("session"), "kind": self.pick(&["direct", "shuttle", "proximity"]), "place": self.words("place"),
               "parties": ["north", "south"], "host": "med", "lasted": "about 2 hours", "discussed": ["truce", "flag"]})
    }

    fn delegation(&self) -> Value {
        json!({"party": "north", "session": self.pick(&["first", "second"]), "head": "head-north", "mandate": self.words("mandate")})
    }

    fn source(&self) -> Value {
        let text = format!("{}\nThey met for two hours.\n", self.words("sentence"));
        match self.draw.way % 3 {
            0 => json!({"title": self.words("source"), "kind": "own", "file": file_of(self.room)}),
            _ => {
                json!({"title": self.words("source"), "kind": "press", "published": "2025-05-17", "text": text})
            }
        }
    }

    fn preferences(&self) -> Value {
        let weight = usize::from(self.draw.way) * 7 + 1;
        json!({"party": self.side(), "weights": {"truce": weight.to_string(), "flag": "3.5"},
               "values": {"truce": {"none": "0", "partial": "0.4", "full": "1"}, "flag": {"one": "1"}}, "reservation": "2"})
    }

    /// Entries of the scene that may be corrected or taken back from any room.
    fn target(&self) -> &'static str {
        self.pick(&["pos-north", "pos-south", "offer", "pact", "raid", "second"])
    }

    fn correction(&self) -> Value {
        let (of, set) = match self.draw.way % 4 {
            0 => ("pos-north", json!({"option": "full", "note": self.words("correction")})),
            1 => ("raid", json!({"killed": "7", "basis": "inferred"})),
            2 => ("second", json!({"title": self.words("title")})),
            _ => ("pact", json!({"status": "signed"})),
        };
        json!({"of": of, "set": set, "why": self.words("why")})
    }

    /// Words of this room, and the link to their copy in a wider one, which the scene has.
    fn release(&self) -> Vec<Piece> {
        let original = format!("original-{}-{}", slug(self.room).replace('+', "-"), self.index);
        let said = json!({"id": original, "by": "north", "sense": COPIED, "note": self.words("note"), "may": self.may()});
        let into = self.pick(&["copy-public", "copy-joint"]);
        let into = if self.room == "joint" { "copy-public" } else { into };
        let to = into.trim_start_matches("copy-");
        let link = json!({"of": original, "into": into, "to": to, "permitted_by": "north", "condition": self.words("condition")});
        let mut all = vec![self.piece("statements", said)];
        if self.room != "public" {
            all.push(self.piece("releases", link));
        }
        all
    }

    /// An issue that this room alone knows of, with a position on it.
    fn issue(&self) -> Vec<Piece> {
        let id = format!("issue-{}-{}", slug(self.room).replace('+', "-"), self.index);
        let issue = json!({"id": id, "title": self.words("issue"), "scale": "ordinal", "options": ["low", "high"],
                           "part_of": "truce", "links": [{"to": "flag", "kind": "trade", "why": self.words("why")}]});
        let position = json!({"party": self.side(), "issue": id, "kind": "demand", "option": self.pick(&["low", "high"])});
        vec![self.piece("issues", issue), self.piece("positions", position)]
    }
}

/// The words that are released.
pub const COPIED: &str = "We could live with it.";

/// The text file that sources of `room` name.
pub fn file_of(room: &str) -> String {
    format!("sources/{}.txt", slug(room))
}
