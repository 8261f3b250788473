//! `POST /api/v1/release`: the words of an entry in a wider room, on somebody's permission.

use super::asked;
use super::openapi::Entry;
use super::write::{Done, Once, Sent, Since, done, looked};
use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use crate::pen::Pen;
use detente_brief::deals::reveals::Learned;
use detente_brief::deals::shown::shown_to_others;
use detente_model::{AsFact, Code, Id, NodeKind, Proposal, Room, Span};
use detente_record::{DeedKind, Entry as Written, NotReleasable, Seen};
use detente_store::{Draft, Releasing, released_words};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

/// What is released, where to, and on whose word.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRelease {
    /// The entry: `ROOM/ID`, or an id that only one room uses.
    pub of: String,
    /// The wider room.
    pub to: String,
    /// Who permitted it: a party or a person.
    pub permitted_by: String,
    /// When.
    pub permitted: Option<String>,
    /// On what condition.
    pub condition: Option<String>,
    /// The id in the wider room; default: one from its words.
    pub new_id: Option<String>,
    /// Only tell what would be written, and what the release reveals.
    pub dry_run: Option<bool>,
}

/// What a release would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct WouldRelease {
    /// The entries that would be written.
    would_write: Vec<Entry>,
    /// The words that the wider room's readers would be told.
    words: Value,
    /// What they would learn of each other's weights from the terms of a proposal, if these are taken to be
    /// efficient, as far as the seat of the token knows the weights. Empty where nothing can be said.
    weights: Vec<LearnedWeights>,
}

/// What one party would learn of the weights of another.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearnedWeights {
    /// Who would see the terms thereby.
    observer: String,
    /// Of whose weights it would learn.
    subject: String,
    /// By which share its uncertainty would fall; `null` where that was not estimated.
    falls_by: Option<f64>,
    /// The standard error of that share.
    standard_error: Option<f64>,
    /// Over how many possible worlds it is estimated.
    worlds: u32,
}

/// Releases the words of an entry into a wider room. (`detente release`)
#[utoipa::path(post, path = "/api/v1/release", operation_id = "release", params(Since, Once),
    request_body = NewRelease,
    responses(
        (status = 200, description = "What would be written (`dry_run`).", body = WouldRelease),
        (status = 201, description = "What was written.", body = Done)))]
pub fn release(desk: &Desk<'_>, pen: &mut Pen<'_>) -> Result<Answer, Refusal> {
    let since: Since = asked(desk.asked)?;
    let looked = looked(desk, since.looked.as_deref())?;
    let mut sent = Sent::read(pen)?;
    let whole = sent.node.span;
    let place = |key: &str, sent: &Sent| sent.node.get(key).map_or(whole, |node| node.span);
    let Some(seen) = sent.target(desk)? else {
        return Err(sent.fault(
            Code::MissingKey,
            place("of", &sent),
            "it does not say what is released",
            |fault| {
                fault.expected("of: ROOM/ID");
            },
        ));
    };
    let to = wider(seen, &sent, place("to", &sent))?;
    releasable(seen, &sent, place("of", &sent))?;
    let id: Option<Id> = sent.decoded("new_id")?;
    let dry_run = is_dry(&mut sent)?;
    for key in ["of", "to", "new_id"] {
        sent.take(key);
    }
    let entry = seen.entry();
    let Sent { node, texts, file } = sent;
    let terms = Draft { kind: DeedKind::Releases, room: entry.room.clone(), node, file };
    let releasing = Releasing { entry, to, terms, id };
    if dry_run {
        let would = pen.check_release(&releasing, texts, looked)?;
        return Ok(Answer::Data(told(desk, &releasing, &would)));
    }
    let written = pen.release(&releasing, texts.clone(), looked)?;
    Ok(done(&written, pen, texts))
}

/// The room that the words go to, which has more readers.
fn wider(seen: &Seen<'_>, sent: &Sent, place: Span) -> Result<Room, Refusal> {
    let from = &seen.entry().room;
    match sent.decoded::<Room>("to")? {
        Some(to) if from.is_narrower_than(&to) => Ok(to),
        Some(to) => Err(sent.fault(
            Code::BadRelease,
            place,
            format!("the entry is in {from}, and {to} is not wider"),
            |_| (),
        )),
        None => Err(sent.fault(Code::MissingKey, place, "it does not say into which room", |fault| {
            fault.expected("to: joint");
        })),
    }
}

fn releasable(seen: &Seen<'_>, sent: &Sent, place: Span) -> Result<(), Refusal> {
    seen.may_release().map_err(|why| match why {
        NotReleasable::Already { by, release } => {
            let message = format!("it was released already, as “{}” (by “{}”)", release.into.id, by.id);
            sent.fault(Code::BadRelease, place, message, |_| ())
        }
        NotReleasable::Narrowed { written_in, now_in } => {
            let message = format!("it was corrected in {now_in}, which has fewer readers than {written_in}");
            sent.fault(Code::BadRelease, place, message, |fault| {
                fault.help(format!("correct it in {written_in} as well, or write the words anew"));
            })
        }
    })
}

fn is_dry(sent: &mut Sent) -> Result<bool, Refusal> {
    let Some(node) = sent.take("dry_run") else { return Ok(false) };
    match &node.kind {
        NodeKind::Scalar(word) if word == "true" => Ok(true),
        NodeKind::Scalar(word) if word == "false" => Ok(false),
        // Whoever meant only to look must not release by a slip.
        _ => Err(sent.fault(Code::WrongKind, node.span, "dry_run is true or false", |_| ())),
    }
}

fn told(desk: &Desk<'_>, releasing: &Releasing<'_>, would: &[Written]) -> Value {
    let would: Vec<Value> = would.iter().map(Written::encode).collect();
    let words = Value::Object(released_words(releasing.entry));
    json!({"would_write": would, "words": words, "weights": weights(desk, releasing)})
}

fn weights(desk: &Desk<'_>, releasing: &Releasing<'_>) -> Vec<LearnedWeights> {
    let proposal = releasing.entry.fact().and_then(Proposal::of);
    let Some(terms) = proposal.and_then(|proposal| proposal.terms.as_ref()) else {
        return Vec::new();
    };
    // Without a scenario nothing is known of weights.
    let Ok(scenario) = desk.look.view.scenario() else { return Vec::new() };
    let terms: Vec<(String, &str)> =
        terms.0.iter().map(|(issue, option)| (issue.to_string(), option.as_str())).collect();
    let settled = terms.iter().map(|(issue, option)| (issue.as_str(), *option));
    let rooms = (&releasing.entry.room, &releasing.to);
    let Some((pairs, worlds)) = shown_to_others(&scenario, settled, rooms, 1) else { return Vec::new() };
    let name = |party: usize| scenario.utilities[party].party.clone();
    let one = |pair: &detente_brief::deals::reveals::Pair| {
        let fall = pair.learned.as_ref().ok().and_then(Learned::fall);
        LearnedWeights {
            observer: name(pair.observer),
            subject: name(pair.subject),
            falls_by: fall.map(|(fall, _)| fall),
            standard_error: fall.map(|(_, error)| error),
            worlds,
        }
    };
    pairs.iter().map(one).collect()
}
