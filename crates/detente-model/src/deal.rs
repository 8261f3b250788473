//! What is put forward, answered, agreed and owed.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{
    ActorRef, AgreementRef, Code, Id, IssueRef, Key, Node, PartyRef, ProposalRef, Room, SessionRef, Target,
    Text, ToIssue, VagueDate,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The issues that the keys of a mapping named so far.
#[derive(Default)]
struct Named(HashMap<Id, HashSet<Option<Room>>>);

impl Named {
    /// Reads the issue that a key names. It may be written with its room or without, and still only
    /// once.
    fn read(&mut self, key: &Key, d: &mut Decoder) -> Option<IssueRef> {
        let issue = IssueRef::read(&key.text, key.span, d)?;
        let rooms = self.0.entry(issue.id.clone()).or_default();
        let is_named = match &issue.room {
            None => !rooms.is_empty(),
            room => rooms.contains(&None) || rooms.contains(room),
        };
        if is_named {
            d.error(Code::KeyTwice, key.span, format!("the issue “{}” is written twice", issue.id))
                .expected("each issue once");
        }
        rooms.insert(issue.room.clone());
        Some(issue)
    }
}

/// The schema of a mapping whose keys name issues.
fn keyed_by_issue(value: Value) -> Value {
    let names = crate::id::names(ToIssue::KINDS);
    json!({"type": "object", "propertyNames": {"x-names": names}, "additionalProperties": value})
}

/// Terms: for each issue that they settle, the option (or, on a numeric issue, the number).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms(pub Vec<(IssueRef, String)>);

impl Shape for Terms {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let mut whole = Some(Vec::new());
        let mut named = Named::default();
        for (key, value) in d.pairs(node)? {
            let issue = named.read(key, d);
            let option = d.scalar(value, "an option").map(str::to_owned);
            match (issue, option, &mut whole) {
                (Some(issue), Some(option), Some(terms)) => terms.push((issue, option)),
                _ => whole = None,
            }
        }
        whole.map(Terms)
    }
    fn encode(&self) -> Value {
        Value::Object(self.0.iter().map(|(i, o)| (i.to_string(), Value::String(o.clone()))).collect())
    }
    fn schema(_: &mut Schemas) -> Value {
        keyed_by_issue(json!({"type": crate::shape::SCALAR}))
    }
}

crate::record! {
    /// What someone puts to others: a package of terms, a text, a meeting.
    pub struct Proposal {
        /// What it is called.
        pub title: Text,
        /// Who puts it forward.
        pub by: Vec<ActorRef>,
        /// To whom; none means to all parties at the table.
        pub to: Vec<PartyRef>,
        /// What it would settle.
        pub terms: Option<Terms>,
        /// The issues that it is about, where its terms are not known.
        pub about: Vec<IssueRef>,
        /// The session in which it was made.
        pub session: Option<SessionRef>,
        /// The proposal that it takes the place of.
        pub replaces: Option<ProposalRef>,
        /// What it says, in a sentence.
        pub text: Option<Text>,
    }
}

crate::words! {
    /// An answer to a proposal.
    pub enum Answer {
        /// Yes.
        Accepts = "accepts",
        /// Yes, if.
        AcceptsIf = "accepts-if",
        /// It will think about it.
        Considers = "considers",
        /// It puts something else forward.
        Counters = "counters",
        /// No.
        Refuses = "refuses",
    }
}

crate::record! {
    /// A party's answer to a proposal.
    pub struct Response {
        /// The proposal.
        pub to: ProposalRef,
        /// Who answers.
        pub by: ActorRef,
        /// The party for which a person answers, if that is not plain.
        pub party: Option<PartyRef>,
        /// The answer.
        pub answer: Answer,
        /// What it puts forward instead.
        pub counter: Option<ProposalRef>,
        /// On what it depends.
        pub condition: Option<Text>,
        /// Its words, or their sense.
        pub text: Option<Text>,
    }
}

crate::words! {
    /// How firm an agreement is, from words to signature.
    pub enum AgreementStatus {
        /// Agreed in principle.
        InPrinciple = "in-principle",
        /// Agreed at the table, subject to the principals.
        AdReferendum = "ad-referendum",
        /// Agreed.
        Agreed = "agreed",
        /// Initialled.
        Initialled = "initialled",
        /// Signed.
        Signed = "signed",
        /// No longer in force.
        Lapsed = "lapsed",
    }
}

crate::words! {
    /// Does it settle everything that was talked about?
    pub enum Scope {
        /// All of it.
        Whole = "whole",
        /// A part.
        Part = "part",
    }
}

crate::words! {
    /// How far a commitment is carried out (after the Kroc Institute's monitoring scale).
    pub enum CommitmentState {
        /// Not begun.
        NotBegun = "not-begun",
        /// Begun.
        Minimal = "minimal",
        /// Well under way.
        Intermediate = "intermediate",
        /// Done.
        Complete = "complete",
        /// Broken.
        Broken = "broken",
    }
}

crate::record! {
    /// What a party owes by an agreement.
    pub struct Commitment {
        /// An id, unique within the agreement.
        pub id: Option<Id>,
        /// Who owes it.
        pub who: Vec<PartyRef>,
        /// What.
        pub what: Text,
        /// By when.
        pub by: Option<VagueDate>,
        /// How far it is carried out.
        pub state: Option<CommitmentState>,
    }
}

crate::record! {
    /// Something agreed, whole or in part.
    pub struct Agreement {
        /// What it is called.
        pub title: Text,
        /// How firm it is.
        pub status: AgreementStatus,
        /// Does it settle everything, or a part?
        pub scope: Scope,
        /// Who agreed.
        pub parties: Vec<PartyRef>,
        /// What it settles.
        pub terms: Option<Terms>,
        /// The issues that it is about, beyond its terms.
        pub about: Vec<IssueRef>,
        /// The session in which it was reached.
        pub session: Option<SessionRef>,
        /// The proposal that was accepted.
        pub proposal: Option<ProposalRef>,
        /// The agreement that it takes the place of.
        pub replaces: Option<AgreementRef>,
        /// What each owes.
        pub commitments: Vec<Commitment>,
        /// What it says, in a sentence.
        pub text: Option<Text>,
    }
}

crate::record! {
    /// What someone said.
    pub struct Statement {
        /// Who: a party or a person.
        pub by: ActorRef,
        /// For which party, if that is not plain.
        pub party: Option<PartyRef>,
        /// The issues that it is about.
        pub about: Vec<IssueRef>,
        /// The exact words, when they are quoted.
        pub words: Option<Text>,
        /// The sense, when they are not.
        pub sense: Option<Text>,
    }
}

crate::record! {
    /// A rule over packages: where all of `when_all` holds, all of `then` must (and if `then` is empty, `when_all` is forbidden).
    pub struct Constraint {
        /// The options that bring it into play.
        pub when_all: Terms,
        /// The options that are then required.
        pub then: Option<Terms>,
        /// Why, in a sentence.
        pub why: Option<Text>,
    }
}

/// A decimal for each option of some issues: `ceasefire: {none: 0, full: 1}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(pub Vec<(IssueRef, BTreeMap<Id, crate::Decimal>)>);

impl Shape for Values {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let mut whole = Some(Vec::new());
        let mut named = Named::default();
        for (key, value) in d.pairs(node)? {
            let issue = named.read(key, d);
            let options = decode_options(value, d);
            match (issue, options, &mut whole) {
                (Some(issue), Some(options), Some(values)) => values.push((issue, options)),
                _ => whole = None,
            }
        }
        whole.map(Values)
    }
    fn encode(&self) -> Value {
        let options = |map: &BTreeMap<Id, crate::Decimal>| -> Value {
            Value::Object(map.iter().map(|(id, value)| (id.to_string(), value.encode())).collect())
        };
        Value::Object(self.0.iter().map(|(issue, map)| (issue.to_string(), options(map))).collect())
    }
    fn schema(_: &mut Schemas) -> Value {
        keyed_by_issue(json!({"type": "object", "additionalProperties": {"type": ["number", "string"]}}))
    }
}

fn decode_options(node: &Node, d: &mut Decoder) -> Option<BTreeMap<Id, crate::Decimal>> {
    let mut whole = Some(BTreeMap::new());
    for (key, value) in d.pairs(node)? {
        let id = Id::read(&key.text, key.span, d);
        let number = crate::Decimal::decode(value, d);
        match (id, number, &mut whole) {
            (Some(id), Some(number), Some(map)) => {
                map.insert(id, number);
            }
            _ => whole = None,
        }
    }
    whole
}

/// A decimal for each of some issues: `ceasefire: 40`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights(pub Vec<(IssueRef, crate::Decimal)>);

impl Shape for Weights {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let mut whole = Some(Vec::new());
        let mut named = Named::default();
        for (key, value) in d.pairs(node)? {
            let issue = named.read(key, d);
            let number = crate::Decimal::decode(value, d);
            if number.is_some_and(crate::Decimal::is_negative) {
                d.error(Code::BadWeights, value.span, "a weight cannot be below zero")
                    .expected("zero or more; give an unwanted issue low values instead");
            }
            match (issue, number, &mut whole) {
                (Some(issue), Some(number), Some(weights)) => weights.push((issue, number)),
                _ => whole = None,
            }
        }
        whole.map(Weights)
    }
    fn encode(&self) -> Value {
        Value::Object(self.0.iter().map(|(issue, weight)| (issue.to_string(), weight.encode())).collect())
    }
    fn schema(_: &mut Schemas) -> Value {
        keyed_by_issue(json!({"type": ["number", "string"]}))
    }
}

crate::record! {
    /// What outcomes are worth to a party: the sum over issues of weight times value.
    pub struct Preferences {
        /// Whose.
        pub party: PartyRef,
        /// How much each issue counts. An issue that is left out counts nothing.
        pub weights: Weights,
        /// What each option is worth, issue by issue. An option that is left out is worth nothing.
        pub values: Values,
        /// What the party has without an agreement, on the scale of the sum of weight times value.
        pub reservation: Option<crate::Decimal>,
        /// Links between issues.
        pub constraints: Vec<Constraint>,
    }
}
