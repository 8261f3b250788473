//! Taking an entry back.

use super::correct::{rooms_for, why};
use super::draw::Draw;
use super::label::Words;
use super::{FORM, Hidden, Placed, Ready, Sheet, Typed};
use detente_brief::{Look, Names};
use detente_model::Room;
use detente_record::{DeedKind, Seen};
use detente_store::draft_of_deed;

/// The form that takes an entry back.
///
/// # Errors
/// If the template cannot be printed, which is a fault of the program.
pub fn withdraw(
    look: &Look<'_>,
    seen: &Seen<'_>,
    typed: &Typed,
    placed: &Placed,
    hidden: &Hidden<'_>,
) -> Result<String, askama::Error> {
    let names = Names::new(look.view, look.lang);
    let rooms = rooms_for(&names, seen);
    let room = super::chosen(typed, &rooms);
    let words = Words::of(look.lang);
    let draw = Draw::new(look, &names, &words, typed, placed, room.clone().unwrap_or(Room::Public));
    let asked = vec![draw.part(&why("withdrawal"), ""), super::room_field(&draw, &rooms, room.as_ref())];
    Sheet { asked, optional: Vec::new(), send: "form-withdraw", beside: String::new() }.print(&draw, hidden)
}

/// The withdrawal that was asked for.
///
/// # Errors
/// What is wrong with it already, at its inputs.
pub fn withdrawal(look: &Look<'_>, seen: &Seen<'_>, typed: &Typed) -> Result<Ready, Placed> {
    let names = Names::new(look.view, look.lang);
    let room = super::written_room(look, typed, &rooms_for(&names, seen))?;
    let (fields, ink) = super::fields_of(&super::read(&[why("withdrawal")], typed)?);
    let of = (seen.place().0, &seen.as_written().id);
    Ok(super::ready(draft_of_deed(DeedKind::Withdraws, of, fields, room, &FORM.into()), ink))
}
