//! Forms with which entries are added, corrected, withdrawn and released.
//!
//! Pure functions from what the viewer sees and what was typed to the HTML of a form, to a draft to be written, or to
//! faults placed at their inputs. What a form asks comes from the declarations of the vocabulary, by way of the JSON
//! Schema of a kind; so a new field is asked for without a line here (its label is a message).
//!
//! A form works without script. A button of a group sends it only to have it back with one row more
//! ([`Typed::wants_more`]); nothing that was typed is lost then, nor when something is wrong.
//!
//! ```text
//! GET   blank(kind, defaults) or opened(seen) ──► Typed ──► add(…), correct(…), … ──► HTML
//! POST  body ──► Typed ──► draft(…), correction(…), … ──► Ready ──► Writer::write
//!                  ▲                    │ Placed               │ WriteError
//!                  └── add(…, placed) ◄─┴──── Ready::placed ◄──┘
//! ```

mod correct;
mod draw;
mod fill;
mod label;
mod open;
mod part;
mod placed;
mod release;
mod said;
mod typed;
mod view;
mod withdraw;

pub use correct::{correct, correction, filled, opened};
pub use placed::{Placed, Told, too_much};
pub use release::{Release, release, released};
pub use typed::{MORE, MOST_BYTES, MOST_INPUTS, TooMuch, Typed};
pub use withdraw::{withdraw, withdrawal};

use detente_brief::doc::Inline;
use detente_brief::{Look, Names};
use detente_model::{Key, Kind, Node, NodeKind, Room, Span};
use detente_record::DeedKind;
use detente_store::{Draft, Texts, WriteError};
use draw::Draw;
use label::Words;
use part::Part;
use placed::Places;
use said::{Ink, Mapping, Reader};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use view::{Control, Fault, Field};

/// The name of the text of a form, in faults.
pub(crate) const FORM: &str = "the form";

/// The input with the token against forged requests.
pub const CSRF: &str = "_csrf";
/// The input with the form's one-time id.
pub const ONCE: &str = "_once";
/// The input with what was there when the form was made.
pub const LOOKED: &str = "_looked";
/// The input with the room that is written into.
pub const ROOM: &str = "room";

/// What a form carries that nobody types.
#[derive(Clone, Copy, Debug)]
pub struct Hidden<'a> {
    /// The address that it is sent to.
    pub action: &'a str,
    /// The token against forged requests.
    pub csrf: &'a str,
    /// The form's one-time id.
    pub once: &'a str,
    /// How many lines each of the viewer's rooms had when the form was first made.
    pub looked: &'a BTreeMap<Room, u64>,
}

impl Hidden<'_> {
    fn inputs(&self) -> Vec<(&'static str, String)> {
        let looked: Vec<String> = self.looked.iter().map(|(room, lines)| format!("{room}={lines}")).collect();
        vec![(CSRF, self.csrf.to_owned()), (ONCE, self.once.to_owned()), (LOOKED, looked.join(" "))]
    }
}

/// How many lines each room had when the form was made, as the form tells. Of a room that it does not tell of
/// everything counts as new.
pub fn looked(typed: &Typed) -> BTreeMap<Room, u64> {
    let room = |pair: &str| {
        let (room, lines) = pair.split_once('=')?;
        Some((Room::parse(room)?, lines.parse().ok()?))
    };
    typed.one(LOOKED).split_whitespace().filter_map(room).collect()
}

/// A draft that may be written, with what is needed to tell what is wrong with it.
#[derive(Debug)]
pub struct Ready {
    /// The draft.
    pub draft: Draft,
    /// Its text, for the writer.
    pub texts: Texts,
    places: Places,
}

impl Ready {
    /// Why it was not written, at the inputs that are to blame.
    pub fn placed(&self, look: &Look<'_>, error: &WriteError) -> Placed {
        self.places.placed(look, error)
    }
}

/// A form for an entry of `kind` in which nothing is typed yet, but for `defaults` by key (several names with commas).
pub fn blank(kind: Kind, defaults: &[(String, String)]) -> Typed {
    let mut pairs = Vec::new();
    fill::fill_defaults(&parts_to_add(kind), defaults, &mut pairs);
    pairs.extend(defaults.iter().filter(|(key, _)| key == ROOM).cloned());
    Typed::of_own(pairs)
}

/// A form about an entry in which nothing is typed yet.
pub fn blank_deed() -> Typed {
    Typed::of_own(Vec::new())
}

/// The ids of all messages that name a field of `kind`, or a word that may stand in it.
pub fn messages(kind: Kind) -> Vec<String> {
    let mut ids = Vec::new();
    parts_to_add(kind).iter().for_each(|part| label::ids_of(part, &mut ids));
    ids
}

/// The form that adds an entry of `kind`.
///
/// # Errors
/// If the template cannot be printed, which is a fault of the program.
pub fn add(
    look: &Look<'_>,
    kind: Kind,
    typed: &Typed,
    placed: &Placed,
    hidden: &Hidden<'_>,
) -> Result<String, askama::Error> {
    let names = Names::new(look.view, look.lang);
    let rooms = names.rooms();
    let room = chosen(typed, &rooms);
    let words = Words::of(look.lang);
    let draw = Draw::new(look, &names, &words, typed, placed, room.clone().unwrap_or(Room::Public));
    let parts = parts_to_add(kind);
    let own = parts.iter().map(|part| draw.part(part, ""));
    let fields = own.chain([room_field(&draw, &rooms, room.as_ref())]);
    let is_asked = |key: &str| open::stands_open(kind, key);
    let (asked, optional) = fields.partition(|field: &Field<'_>| field.required || is_asked(&field.name));
    Sheet { asked, optional, send: "form-add", beside: String::new() }.print(&draw, hidden)
}

/// What was typed as an entry of `kind`.
///
/// # Errors
/// What is wrong with it already, at its inputs.
pub fn draft(look: &Look<'_>, kind: Kind, typed: &Typed) -> Result<Ready, Placed> {
    let names = Names::new(look.view, look.lang);
    let room = written_room(look, typed, &names.rooms())?;
    let said = read(&parts_to_add(kind), typed)?;
    let mut ink = Ink::default();
    let pairs = ink.fields(&said);
    let end = u32::try_from(ink.text.len()).unwrap_or(u32::MAX);
    let node = Node { span: Span { start: 0, end }, kind: NodeKind::Map(pairs) };
    let file: Arc<str> = FORM.into();
    Ok(ready(Draft { kind: DeedKind::Says(kind), room, node, file }, ink))
}

fn parts_to_add(kind: Kind) -> Vec<Part> {
    let mut parts = part::parts_of_kind(kind);
    parts.push(part::id_part());
    parts
}

/// Reads what was typed for `parts`.
fn read(parts: &[Part], typed: &Typed) -> Result<Mapping, Placed> {
    let mut reader = Reader::default();
    let said = reader.parts(parts, "", typed);
    if reader.faults.is_empty() {
        return Ok(said);
    }
    let mut placed = Placed::default();
    reader.faults.iter().for_each(|(name, fault)| placed.add(name, fault));
    Err(placed)
}

fn ready(draft: Draft, ink: Ink) -> Ready {
    let places = Places::of(&ink);
    Ready { texts: Texts::from([(draft.file.clone(), ink.text)]), draft, places }
}

/// The fields of a deed's draft.
fn fields_of(said: &Mapping) -> (Vec<(Key, Node)>, Ink) {
    let mut ink = Ink::default();
    (ink.fields(said), ink)
}

/// The room that was chosen, or else the narrowest.
fn chosen(typed: &Typed, rooms: &[Room]) -> Option<Room> {
    let typed = Room::parse(typed.one(ROOM)).filter(|room| rooms.contains(room));
    typed.or_else(|| rooms.first().cloned())
}

/// The room that is written into: the one that was chosen, and no other.
fn written_room(look: &Look<'_>, typed: &Typed, rooms: &[Room]) -> Result<Room, Placed> {
    let asked = typed.one(ROOM).trim();
    if rooms.is_empty() {
        return Err(Placed::notice(vec![look.lang.word("form-writes-nothing")]));
    }
    let room = Room::parse(asked).filter(|room| rooms.contains(room));
    let named = || Inline::data(asked);
    room.ok_or_else(|| match asked {
        "" => Placed::notice(vec![look.lang.word("form-no-room")]),
        _ => Placed::notice(look.lang.line("form-not-yours", vec![("room", named().into())])),
    })
}

/// The choice of a room.
fn room_field<'d>(draw: &Draw<'d, '_>, rooms: &[Room], now: Option<&Room>) -> Field<'d> {
    let lang = draw.look.lang;
    let label = lang.say("form-who-reads");
    let hint = Some(lang.say(if rooms.is_empty() { "form-writes-nothing" } else { "hint-room" }));
    Field { hint, ..draw.field(ROOM.to_owned(), label, true, draw.rooms(rooms, now)) }
}

/// The fields of a form, to be printed.
struct Sheet<'d> {
    asked: Vec<Field<'d>>,
    optional: Vec<Field<'d>>,
    /// The message on its button.
    send: &'static str,
    /// What is shown beside it, as HTML.
    beside: String,
}

impl<'d> Sheet<'d> {
    fn print(self, draw: &Draw<'d, '_>, hidden: &Hidden<'_>) -> Result<String, askama::Error> {
        let Sheet { asked, optional, send, beside } = self;
        let mut faults = Vec::new();
        let mut drawn = BTreeSet::new();
        asked.iter().chain(&optional).for_each(|field| gather(field, &mut faults, &mut drawn));
        faults.extend(draw.placed.elsewhere().iter().map(Fault::whole));
        let homeless = draw.placed.names().filter(|name| !drawn.contains(*name));
        faults.extend(homeless.flat_map(|name| draw.placed.at(name)).map(Fault::whole));
        let is_used =
            |field: &Field<'_>| draw.typed.is_filled(&field.name) || draw.placed.is_within(&field.name);
        let form = view::Form {
            words: draw.words,
            action: hidden.action,
            hidden: hidden.inputs(),
            notices: draw.placed.notices().iter().map(draw::html).collect(),
            faults,
            beside,
            is_open: optional.iter().any(is_used),
            required: asked,
            optional,
            lists: draw.lists(),
            send: draw.look.lang.say(send),
        };
        askama::Template::render(&form)
    }
}

/// The faults of a field and of those in it, in the order in which they are shown, and the inputs that they are at.
fn gather(field: &Field<'_>, faults: &mut Vec<Fault>, drawn: &mut BTreeSet<String>) {
    let label = || field.label.clone();
    faults.extend(field.faults.iter().map(|told| Fault {
        name: field.name.clone(),
        label: label(),
        told: told.clone(),
    }));
    drawn.insert(field.name.clone());
    match &field.control {
        Control::Texts { rows, .. } => {
            let names = rows.iter().map(|row| format!("{}.{}", field.name, row.row));
            drawn.extend(names.flat_map(|name| [format!("{name}.lang"), name]));
        }
        Control::Group { parts, .. } => {
            parts.iter().for_each(|part| gather(part, faults, drawn));
            if field.name == draw::EXTENT {
                drawn.extend(detente_record::asked::OF_ISSUE.map(str::to_owned));
            }
        }
        Control::Rows { rows, .. } => {
            for row in rows {
                let fault =
                    |told: &Told| Fault { name: row.name.clone(), label: label(), told: told.clone() };
                faults.extend(row.faults.iter().map(fault));
                drawn.insert(row.name.clone());
                row.parts.iter().for_each(|part| gather(part, faults, drawn));
            }
        }
        Control::ByIssue { rows, .. } => {
            for row in rows {
                drawn.insert(row.key.clone());
                row.which.iter().chain([&row.value]).for_each(|part| gather(part, faults, drawn));
            }
        }
        _ => {}
    }
}

impl Fault {
    fn whole(told: &Told) -> Fault {
        Fault { name: String::new(), label: String::new(), told: told.clone() }
    }
}
