//! What a program writes: entries, corrections, withdrawals. All of a request, or nothing.

use super::asked;
use super::entries::room_named;
use super::openapi::{Entry, NewCorrection, NewEntries, NewWithdrawal};
use super::problem::Fault;
use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use crate::pen::{Pen, looked_at, sizes_text};
use detente_model::shape::{Decoder, Shape};
use detente_model::{Code, Diagnostic, Key, Node, NodeKind, Room, Span, nearest};
use detente_record::{DeedKind, Entry as Written, Seat, Seen};
use detente_store::{Draft, Faults, Texts, WriteError, drafts_of_json, node_of_json};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What the text that was sent is called, in faults.
const BODY: &str = "body";

/// How something is to be written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct How {
    /// The room of entries that name none; default: the narrowest of the seat.
    room: Option<String>,
    /// `looked` of `process`, as it was when the program looked: where somebody acted on the same entry since,
    /// nothing is written (409). Default: how far the rooms have come now.
    looked: Option<String>,
}

/// The same for what acts on another entry, and stands in its room where it names none.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// `looked` of `process`, as it was when the program looked: where somebody acted on the same entry since,
    /// nothing is written (409). Default: how far the rooms have come now.
    pub(super) looked: Option<String>,
}

/// How a request is carried out once.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it is read from the head of the request, and described here")]
pub struct Once {
    /// Names the request: sent again, it is not carried out again, and answered as the first time.
    #[param(rename = "Idempotency-Key", max_length = 128, pattern = "^[!-~]+$")]
    key: Option<String>,
}

/// What was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {
    /// The entries, as they were written.
    written: Vec<Entry>,
    /// What was found in them that stops nothing.
    warnings: Vec<Fault>,
}

/// Adds entries: one, or a list of them, all or none. (`detente add --json`)
#[utoipa::path(post, path = "/api/v1/add", operation_id = "add", params(How, Once),
    request_body = NewEntries,
    responses((status = 201, description = "What was written.", body = Done)))]
pub fn add(desk: &Desk<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let how: How = asked(desk.asked)?;
    let room = match how.room {
        Some(text) => room_named(&text)?,
        None => own_room(desk)?,
    };
    let looked = looked(desk, how.looked.as_deref())?;
    let (drafts, texts) = drafts_of_json(text(pen)?, &BODY.into(), &room).map_err(faulty)?;
    let written = pen.write(&drafts, &[], texts.clone(), looked)?;
    Ok(done(&written, pen, texts))
}

/// Corrects an entry: new values for some of its fields; `null` takes one away. (`detente correct`)
#[utoipa::path(post, path = "/api/v1/correct", operation_id = "correct", params(Since, Once),
    request_body = NewCorrection,
    responses((status = 201, description = "What was written.", body = Done)))]
pub fn correct(desk: &Desk<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    act_on(desk, pen, DeedKind::Corrects)
}

/// Takes an entry back. (`detente withdraw`)
#[utoipa::path(post, path = "/api/v1/withdraw", operation_id = "withdraw", params(Since, Once),
    request_body = NewWithdrawal,
    responses((status = 201, description = "What was written.", body = Done)))]
pub fn withdraw(desk: &Desk<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    act_on(desk, pen, DeedKind::Withdraws)
}

fn act_on(desk: &Desk<'_>, pen: &mut Pen<'_>, kind: DeedKind) -> Result<Answer, Refusal> {
    let since: Since = asked(desk.asked)?;
    let looked = looked(desk, since.looked.as_deref())?;
    let mut sent = Sent::read(pen)?;
    let target = sent.target(desk)?;
    let room = match sent.decoded::<Room>("room")? {
        Some(room) => room,
        // One that names nothing is refused by the writer, with all its faults.
        None => target.map_or_else(|| own_room(desk), |seen| Ok(seen.place().0.clone()))?,
    };
    let Sent { node, texts, file } = sent;
    let written = pen.write(&[Draft { kind, room, node, file }], &[], texts.clone(), looked)?;
    Ok(done(&written, pen, texts))
}

/// A body that acts on an entry.
pub(super) struct Sent {
    pub(super) node: Node,
    pub(super) texts: Texts,
    pub(super) file: Arc<str>,
}

impl Sent {
    /// Reads the body. A field that is `null` says nothing.
    pub(super) fn read(pen: &Pen<'_>) -> Result<Sent, Refusal> {
        let file: Arc<str> = BODY.into();
        let (mut node, texts) = node_of_json(text(pen)?, &file).map_err(faulty)?;
        if let NodeKind::Map(pairs) = &mut node.kind {
            pairs.retain(|(_, value)| value.kind != NodeKind::Null);
        }
        Ok(Sent { node, texts, file })
    }

    /// The entry that `of` names, which from now on it names with its room. `None` where it names nothing.
    pub(super) fn target<'a>(&mut self, desk: &Desk<'a>) -> Result<Option<&'a Seen<'a>>, Refusal> {
        let Some(Node { span, kind: NodeKind::Scalar(id) }) = self.node.get("of") else { return Ok(None) };
        let (span, id) = (*span, id.clone());
        let found = desk.look.view.find(&id);
        let [seen] = found.as_slice() else {
            return Err(match found.is_empty() {
                true => self.fault(Code::UnknownId, span, format!("nothing has the id “{id}”"), |fault| {
                    let known = desk.look.view.history().map(|seen| seen.as_written().id.as_str());
                    if let Some(near) = nearest(&id, known) {
                        fault.help(format!("did you mean “{near}”?"));
                    }
                }),
                false => self.fault(
                    Code::AmbiguousId,
                    span,
                    format!("“{id}” is used in more than one room"),
                    |fault| {
                        fault.expected("ROOM/ID");
                    },
                ),
            });
        };
        if let Some((by, _)) = seen.withdrawn() {
            return Err(self.fault(
                Code::BadCorrection,
                span,
                format!("“{id}” was taken back by “{}”", by.id),
                |_| (),
            ));
        }
        let named = format!("{}/{}", seen.place().0, seen.as_written().id);
        self.put("of", Node { span, kind: NodeKind::Scalar(named) });
        Ok(Some(seen))
    }

    /// What stands under `key`, if something does.
    pub(super) fn decoded<T: Shape>(&self, key: &str) -> Result<Option<T>, Refusal> {
        let Some(written) = self.node.get(key) else { return Ok(None) };
        let mut d = Decoder::new(&self.file, TimeZone::UTC);
        match T::decode(written, &mut d).filter(|_| d.diagnostics.is_empty()) {
            Some(value) => Ok(Some(value)),
            None => Err(faulty(Faults::told(d.diagnostics, self.texts.clone()))),
        }
    }

    /// Takes what stands under `key` out, with its place.
    pub(super) fn take(&mut self, key: &str) -> Option<Node> {
        let NodeKind::Map(pairs) = &mut self.node.kind else { return None };
        let at = pairs.iter().position(|(known, _)| known.text == key)?;
        Some(pairs.remove(at).1)
    }

    fn put(&mut self, key: &str, value: Node) {
        self.take(key);
        if let NodeKind::Map(pairs) = &mut self.node.kind {
            pairs.insert(0, (Key { span: value.span, text: key.to_owned() }, value));
        }
    }

    /// A fault at a place of the body.
    pub(super) fn fault(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        more: impl FnOnce(&mut Diagnostic),
    ) -> Refusal {
        let mut fault = Diagnostic::new(code, &self.file, Some(span), message);
        more(&mut fault);
        faulty(Faults::told(vec![fault], self.texts.clone()))
    }
}

/// The body as text.
fn text<'p>(pen: &Pen<'p>) -> Result<&'p str, Refusal> {
    std::str::from_utf8(pen.text).map_err(|_| Refusal::Unclear("the body is not UTF-8".into()))
}

fn faulty(found: Faults) -> Refusal {
    WriteError::Faults(Box::new(found)).into()
}

/// The narrowest room of whoever writes, so that nothing is told by a slip.
fn own_room(desk: &Desk<'_>) -> Result<Room, Refusal> {
    match desk.look.view.viewer().seat() {
        Seat::Team => Ok(Room::Team),
        Seat::Party(party) => Ok(Room::Party(party.clone())),
        Seat::Projector | Seat::Public => Err(Refusal::NotYours),
    }
}

/// How far the rooms had come when the program looked.
pub(super) fn looked(desk: &Desk<'_>, told: Option<&str>) -> Result<BTreeMap<Room, u64>, Refusal> {
    let Some(told) = told else { return Ok(desk.look.view.sizes()) };
    let sizes = looked_at(told);
    match sizes_text(sizes.iter().map(|(room, size)| (room, *size))) == told {
        true => Ok(sizes),
        false => Err(Refusal::Unclear("looked is not what process told".into())),
    }
}

/// What was written, and what was found in it.
pub(super) fn done(written: &[Written], pen: &mut Pen<'_>, texts: Texts) -> Answer {
    let written: Vec<Value> = written.iter().map(Written::encode).collect();
    let warnings = Faults::told(std::mem::take(&mut pen.warnings), texts).to_json();
    Answer::Written(json!({"written": written, "warnings": warnings}))
}
