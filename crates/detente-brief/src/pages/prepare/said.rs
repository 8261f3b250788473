//! What was said in confidence: what may be used in the room with a party, and what must not be said there.

use super::{Side, reads};
use crate::doc::{Block, Inline, Line, State, joined, plain};
use crate::look::Look;
use crate::sections::lines::{self, Condition, Said};
use detente_model::{Id, Party, Role, Use};
use serde_json::{Value, json};

/// The lines that were said in confidence, by who said them and by what may be done with them.
pub(super) struct Sorted<'a, 'v> {
    /// By the other side.
    theirs: Vec<(&'a Said<'v>, Condition<'v>)>,
    /// By others, where the other side does not read it.
    others: Vec<(&'a Said<'v>, Condition<'v>)>,
}

/// What may be done with a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Allowed {
    May(Use),
    Ask,
    No,
}

impl<'a, 'v> Sorted<'a, 'v> {
    /// Of `lines`, those that were said in confidence by somebody other than the viewer himself.
    pub fn of(look: &Look<'_>, side: &Side<'_>, lines: &'a [Said<'v>]) -> Sorted<'a, 'v> {
        let mut sorted = Sorted { theirs: Vec::new(), others: Vec::new() };
        let own = own_parties(look);
        for said in lines {
            let condition = said.condition(look, look.today());
            let by = said.parties(look);
            let is_known = matches!(condition, Condition::Public | Condition::Joint);
            // Of a conclusion of ours only what somebody set a condition on was told in confidence.
            let is_ours = !said.was_told() && said.permission().is_none();
            if is_known || is_ours || by.iter().any(|id| own.contains(&id)) {
                continue;
            }
            if by.iter().any(|id| side.has(id)) {
                sorted.theirs.push((said, condition));
            } else if !reads(&side.entry.id, said.room()) {
                sorted.others.push((said, condition));
            }
        }
        sorted
    }

    /// What must not be said, set apart.
    pub fn must_not(&self, look: &Look<'_>) -> Vec<Block> {
        let heading = vec![Inline::State(State::No, look.lang.say("prepare-must-not"))];
        let lists = [
            list(look, "prepare-not-to-them", &self.others, Allowed::No),
            list(look, "prepare-not-to-others", &self.theirs, Allowed::No),
        ];
        section(look, ("must-not", heading), lists.concat(), "prepare-must-not-none")
    }

    /// What may be used, by how far.
    pub fn may(&self, look: &Look<'_>) -> Vec<Block> {
        let lists =
            [("theirs", &self.theirs), ("others", &self.others)].into_iter().flat_map(|(whose, lines)| {
                [Use::Attribute, Use::Quote, Use::Substance].into_iter().flat_map(move |level| {
                    let id = format!("prepare-{}-{whose}", level.as_str());
                    list(look, &id, lines, Allowed::May(level))
                })
            });
        section(look, ("may", vec![look.lang.word("prepare-may")]), lists.collect(), "prepare-may-none")
    }

    /// What nobody said how it may be used; nothing where there is no such line.
    pub fn ask(&self, look: &Look<'_>) -> Vec<Block> {
        let lists = [
            list(look, "prepare-ask-to-them", &self.others, Allowed::Ask),
            list(look, "prepare-ask-to-others", &self.theirs, Allowed::Ask),
        ]
        .concat();
        match lists.is_empty() {
            true => Vec::new(),
            false => section(look, ("ask", vec![look.lang.word("prepare-ask")]), lists, "none"),
        }
    }

    pub fn json(&self, look: &Look<'_>) -> Value {
        let all = |lines: &[(&Said<'_>, Condition<'_>)]| {
            let one = |(said, condition): &(&Said<'_>, Condition<'_>)| {
                let mut line = lines::json(look, said);
                line["must_not_be_said"] = json!(allowed(*condition) == Allowed::No);
                line
            };
            lines.iter().map(one).collect::<Value>()
        };
        json!({"by_them": all(&self.theirs), "by_others": all(&self.others)})
    }
}

fn allowed(condition: Condition<'_>) -> Allowed {
    match condition {
        Condition::Said(may) if may.level != Use::TeamOnly => Allowed::May(may.level),
        Condition::Said(_) | Condition::RanOut(_) => Allowed::No,
        Condition::NothingSaid => Allowed::Ask,
        Condition::Public | Condition::Joint => Allowed::May(Use::Attribute),
    }
}

/// A section of lists, or the words `none` where there are no lists.
fn section(
    look: &Look<'_>,
    (name, heading): (&'static str, Line),
    lists: Vec<Block>,
    none: &str,
) -> Vec<Block> {
    let none = || vec![Block::Para(vec![Inline::Quiet(vec![look.lang.word(none)])])];
    let lists = if lists.is_empty() { none() } else { lists };
    std::iter::once(Block::Section(name, heading)).chain(lists).collect()
}

/// The heading `id` with those of `all` with which may be done what is `wanted`.
fn list(look: &Look<'_>, id: &str, all: &[(&Said<'_>, Condition<'_>)], wanted: Allowed) -> Vec<Block> {
    let of_kind = all.iter().filter(|(_, condition)| allowed(*condition) == wanted);
    let items: Vec<(Line, Vec<Line>)> =
        of_kind.map(|(said, condition)| item(look, said, *condition)).collect();
    match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::Heading(vec![look.lang.word(id)]), Block::List(items)],
    }
}

fn item(look: &Look<'_>, said: &Said<'_>, condition: Condition<'_>) -> (Line, Vec<Line>) {
    // A position names its party itself.
    let who = match said.is_note() {
        true => vec![Inline::Strong(said.speaker(look))],
        false => Line::new(),
    };
    let what = joined([who, said.words(look)], ": ");
    let line = joined([lines::chip(look, condition), what], " ");
    let issues = said.issues();
    let issues = look.list(issues.iter().map(|issue| look.issue_link(&said.entry.room, issue)));
    let told = [look.when(said.entry).unwrap_or_default(), said.terms(look, condition), issues];
    let told = joined(told, " · ");
    (line, (!plain(&told).is_empty()).then_some(told).into_iter().collect())
}

/// The viewer's own side: what it said itself it may repeat.
fn own_parties<'l>(look: &'l Look<'_>) -> Vec<&'l Id> {
    match look.own_party() {
        Some(own) => vec![own],
        None => {
            let mediators = look.view.facts::<Party>().filter(|(_, party)| party.role == Role::Mediator);
            mediators.map(|(entry, _)| &entry.id).collect()
        }
    }
}
