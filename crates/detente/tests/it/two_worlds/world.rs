//! A process as one random world has it, and the folder that it is written to.

use super::entries::{COPIED, Care, Draw, Name, Piece, SECTIONS, draw, file_of, pieces, secret, slug};
use crate::harness::Process;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write;

/// The rooms with a file of their own that a world may have.
pub const ROOMS: [&str; 10] = [
    "caucus:north",
    "caucus:south",
    "caucus:north+south",
    "caucus:east+south",
    "party:north",
    "party:south",
    "party:east",
    "party:med",
    "party:nobody",
    "team",
];

/// Whether `viewer` reads `room`: the table of the design, written down once more.
pub fn reads(viewer: &str, room: &str) -> bool {
    let members = |room: &str| {
        room.split_once(':').map_or(Vec::new(), |(_, who)| who.split('+').map(str::to_owned).collect())
    };
    match (viewer, room) {
        (_, "public") => true,
        ("public", _) => false,
        (_, "joint") => true,
        ("projector", _) => false,
        ("team", room) => !room.starts_with("party:"),
        (_, "team") => false,
        (viewer, room) => members(room).iter().any(|member| format!("party:{member}") == viewer),
    }
}

/// The file of a room.
#[derive(Clone, Debug)]
pub enum RoomFile {
    /// There is none.
    Missing,
    /// It holds these entries.
    Holds(Vec<Draw>),
    /// It holds these, and its source texts are not there.
    WithoutSources(Vec<Draw>),
    /// It has a header and nothing else.
    Bare,
    /// It has no bytes.
    Empty,
    /// It is no YAML.
    Broken,
    /// It is no text.
    Binary,
    /// It says that it is another room.
    Misnamed,
    /// It holds the same id in thousands of entries.
    Huge(u16),
    /// It is a folder.
    Folder,
    /// There are two files for it.
    Twice,
}

/// Any state of a room's file.
fn any_file() -> impl Strategy<Value = RoomFile> {
    prop_oneof![
        2 => Just(RoomFile::Missing),
        10 => vec(draw(Care::Wild), 1..6).prop_map(RoomFile::Holds),
        1 => vec(draw(Care::Wild), 1..6).prop_map(RoomFile::WithoutSources),
        1 => Just(RoomFile::Bare),
        1 => Just(RoomFile::Empty),
        1 => Just(RoomFile::Broken),
        1 => Just(RoomFile::Binary),
        1 => Just(RoomFile::Misnamed),
        1 => (1000..3000u16).prop_map(RoomFile::Huge),
        1 => Just(RoomFile::Folder),
        1 => Just(RoomFile::Twice),
    ]
}

/// A file of a writer who takes this much care.
fn careful_file(care: Care) -> impl Strategy<Value = RoomFile> {
    prop_oneof![
        1 => Just(RoomFile::Missing),
        1 => Just(RoomFile::Bare),
        8 => vec(draw(care), 0..4).prop_map(RoomFile::Holds),
    ]
}

/// A process.
#[derive(Clone, Debug)]
pub struct World {
    keeper: &'static str,
    public: Vec<Draw>,
    joint: Vec<Draw>,
    /// How many more joint entries there are, all alike.
    crowd: usize,
    rooms: Vec<(&'static str, RoomFile)>,
}

/// What a viewer does not read: joint entries, how many more of them, and the files of rooms.
type Unseen = (Vec<Draw>, usize, Vec<RoomFile>);

fn unseen(rooms: usize) -> impl Strategy<Value = Unseen> {
    let crowd = prop_oneof![8 => Just(0), 1 => Just(500_usize)];
    prop_oneof![
        8 => (vec(draw(Care::Wild), 0..8), crowd, vec(any_file(), rooms)),
        1 => Just((Vec::new(), 0, std::iter::repeat_n(RoomFile::Missing, rooms).collect())),
    ]
}

/// Two worlds that differ only in rooms that `viewer` does not read.
pub fn two_worlds(viewer: &'static str) -> impl Strategy<Value = (World, World)> {
    let (seen, hidden): (Vec<&str>, Vec<&str>) = ROOMS.into_iter().partition(|room| reads(viewer, room));
    let keeper = prop::sample::select(vec!["team", "party:north", "projector", "public"]);
    let same = prop_oneof![3 => same(Care::Sound, seen.len()), 1 => same(Care::Hasty, seen.len())];
    let rooms = hidden.len();
    (keeper, same, unseen(rooms), unseen(rooms)).prop_map(move |(keeper, (public, joint, files), a, b)| {
        let world = |(other_joint, crowd, other_files): Unseen| World {
            keeper,
            public: public.clone(),
            joint: if reads(viewer, "joint") { joint.clone() } else { other_joint },
            crowd: if reads(viewer, "joint") { 0 } else { crowd },
            rooms: seen
                .iter()
                .copied()
                .zip(files.clone())
                .chain(hidden.iter().copied().zip(other_files))
                .collect(),
        };
        (world(a), world(b))
    })
}

/// What the viewer reads: public entries, joint entries, and the files of `rooms` rooms.
fn same(care: Care, rooms: usize) -> impl Strategy<Value = (Vec<Draw>, Vec<Draw>, Vec<RoomFile>)> {
    (vec(draw(care), 0..6), vec(draw(care), 0..4), vec(careful_file(care), rooms))
}

impl World {
    /// A world with one entry in each of `rooms`, and nothing else but the scene.
    pub fn with_one_entry_in(keeper: &'static str, rooms: &[&'static str]) -> World {
        let statement =
            Draw { kind: 9, way: 1, when: 0, recorded: 9, name: Name::Own, fault: None, place: 0 };
        let of = |room: &str| if rooms.contains(&room) { vec![statement.clone()] } else { Vec::new() };
        let own = rooms.iter().copied().filter(|room| ROOMS.contains(room));
        World {
            keeper,
            public: of("public"),
            joint: of("joint"),
            crowd: 0,
            rooms: own.map(|room| (room, RoomFile::Holds(of(room)))).collect(),
        }
    }

    /// The world as a folder.
    pub fn write(&self) -> Process {
        let mut process = Process::of(&self.process_file())
            .with("sources/public.txt", "Public words.\n")
            .with("sources/joint.txt", format!("{} {}\n", secret("joint"), self.joint.len()));
        for (room, file) in &self.rooms {
            process = write_room(process, room, file);
        }
        process
    }

    fn process_file(&self) -> String {
        let public = scene().into_iter().chain(all_pieces("public", &self.public)).collect::<Vec<_>>();
        let joint = joint_scene().into_iter().chain(all_pieces("joint", &self.joint));
        let alike = json!({"room": "joint", "by": "north", "when": "2025-05-16", "sense": secret("joint")});
        let joint: Vec<Piece> =
            joint.into_iter().chain((0..self.crowd).map(|_| fixed("statements", alike.clone()))).collect();
        let mut text = format!(
            "process:\n  id: worlds\n  title: Two worlds\n  keeper: {}\n  zone: Europe/Istanbul\n  recorded: 2025-05-17\n  author: An author\n  basis: stated\n  salt: abc\n",
            self.keeper
        );
        sections(&mut text, &public, &joint);
        text
    }
}

fn write_room(process: Process, room: &str, file: &RoomFile) -> Process {
    let name = format!("rooms/{}.yaml", slug(room));
    match file {
        RoomFile::Missing => process,
        RoomFile::Holds(draws) => {
            let source = format!("{} {}\nThey met for two hours.\n", secret(room), draws.len());
            process.with(&name, room_text(room, draws)).with(&file_of(room), source)
        }
        RoomFile::WithoutSources(draws) => process.with(&name, room_text(room, draws)),
        RoomFile::Bare => process.with(&name, header(room)),
        RoomFile::Empty => process.with(&name, ""),
        RoomFile::Broken => {
            process.with(&name, format!("{}statements: [{{]}}\n\t- \"{}", header(room), secret(room)))
        }
        RoomFile::Binary => process.with(&name, b"\x7fELF\x00\x01\xff\xfe".repeat(40)),
        RoomFile::Misnamed => process.with(&name, header("public")),
        RoomFile::Huge(count) => process.with(&name, huge(room, *count)),
        RoomFile::Folder => process.with_folder(&name),
        RoomFile::Twice => {
            let turned = room.split_once('+').map_or_else(|| room.replacen(':', "-", 1), |_| turned(room));
            process.with(&name, header(room)).with(&format!("rooms/{}.yaml", slug(&turned)), header(room))
        }
    }
}

/// The members of a caucus the other way round.
fn turned(room: &str) -> String {
    let (kind, members) = room.split_once(':').unwrap_or((room, ""));
    let members: Vec<&str> = members.split('+').rev().collect();
    format!("{kind}:{}", members.join("+"))
}

fn header(room: &str) -> String {
    format!("room: {room}\nrecorded: 2025-05-17\nauthor: {}\nbasis: inferred\n", secret(room))
}

fn all_pieces(room: &str, draws: &[Draw]) -> Vec<Piece> {
    draws.iter().enumerate().flat_map(|(index, draw)| pieces(room, index, draw)).collect()
}

fn room_text(room: &str, draws: &[Draw]) -> String {
    let mut text = header(room);
    sections(&mut text, &all_pieces(room, draws), &[]);
    text
}

fn huge(room: &str, count: u16) -> String {
    let entry = format!("  - {{id: north, by: north, sense: {}}}\n", secret(room));
    format!("{}statements:\n{}", header(room), entry.repeat(count.into()))
}

/// Writes every section: the `fixed` entries in their order, the `others` at their places between
/// them, and a comment before each of the others.
fn sections(text: &mut String, fixed: &[Piece], others: &[Piece]) {
    for section in SECTIONS {
        let fixed: Vec<&Piece> = fixed.iter().filter(|piece| piece.section == section).collect();
        let others: Vec<&Piece> = others.iter().filter(|piece| piece.section == section).collect();
        if fixed.is_empty() && others.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{section}:");
        for place in 0..=fixed.len() {
            for other in others.iter().filter(|other| usize::from(other.place) % (fixed.len() + 1) == place) {
                let _ = writeln!(text, "  # {}\n  - {}", secret("joint"), other);
            }
            if let Some(piece) = fixed.get(place) {
                let _ = writeln!(text, "  - {piece}");
            }
        }
    }
}

fn fixed(section: &'static str, entry: Value) -> Piece {
    Piece { section, entry, place: 0, twice: false }
}

/// What every world has for everybody: enough to point at from any room.
fn scene() -> Vec<Piece> {
    let mut all: Vec<Piece> =
        [("north", "belligerent"), ("south", "belligerent"), ("east", "belligerent"), ("med", "mediator")]
            .map(|(id, role)| {
                fixed("parties", json!({"id": id, "name": format!("Harbour {id}"), "role": role}))
            })
            .into();
    let options = ["none", "partial", "full", "open"];
    all.extend([
        fixed("sources", json!({"id": "report", "title": "Harbour report", "kind": "press", "text": "They met for two hours.\nThey agreed on little.\n"})),
        fixed("people", json!({"id": "head-north", "name": "Ada", "party": "north", "offices": [{"title": "Warden", "rank": "minister"}]})),
        fixed("issues", json!({"id": "truce", "title": "Truce", "scale": "ordinal", "options": options})),
        fixed("issues", json!({"id": "captives", "title": "Captives", "scale": "numeric", "unit": "persons", "min": "0", "max": "500"})),
        fixed("issues", json!({"id": "flag", "title": "Flag", "scale": "nominal", "options": ["one", "two"]})),
        fixed("sessions", json!({"id": "first", "title": "First round", "kind": "direct", "when": "2025-05-16", "parties": ["north", "south"], "discussed": ["truce"]})),
        fixed("sessions", json!({"id": "second", "title": "Second round", "kind": "direct", "when": "2025-05-20", "recorded": "2025-05-21", "parties": ["north", "south"]})),
        fixed("positions", json!({"id": "pos-north", "party": "north", "issue": "truce", "kind": "demand", "option": "partial", "when": "2025-05-01"})),
        fixed("positions", json!({"id": "pos-south", "party": "south", "issue": "truce", "kind": "offer", "option": "none", "when": "2025-05-16"})),
        fixed("proposals", json!({"id": "offer", "title": "Harbour offer", "by": ["north"], "to": ["south"], "terms": {"truce": "full"}})),
        fixed("agreements", json!({"id": "pact", "title": "Harbour pact", "status": "agreed", "scope": "part", "parties": ["north", "south"], "when": "2025-05-16"})),
        fixed("incidents", json!({"id": "raid", "kind": "clash", "when": "2025-05-15", "killed": "2"})),
        fixed("statements", json!({"id": "copy-public", "by": "north", "sense": COPIED})),
        fixed("statements", json!({"id": "swap", "by": "south", "sense": "A swap of captives", "when": "2025-05-18"})),
    ]);
    all
}

/// What every world has in the joint room.
fn joint_scene() -> Vec<Piece> {
    let copy = json!({"id": "copy-joint", "room": "joint", "by": "north", "sense": COPIED});
    vec![fixed("statements", copy)]
}
