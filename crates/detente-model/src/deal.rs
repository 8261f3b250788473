//! What is put forward, answered, agreed and owed.

use crate::by_issue::{Named, keyed_by_issue};
use crate::shape::{Decoder, Schemas, Shape};
use crate::{ActorRef, AgreementRef, Id, IssueRef, Node, PartyRef, ProposalRef, SessionRef, Text, VagueDate};
use serde_json::{Value, json};

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

crate::words! {
    /// What may be done with words that were said in confidence, from the least to the most.
    pub enum Use {
        /// Nobody but the readers of the room may know.
        TeamOnly = "team-only",
        /// What was meant may be used; not the words, and not who said them.
        Substance = "substance",
        /// The words may be quoted, and not who said them.
        Quote = "quote",
        /// The words may be quoted, with who said them.
        Attribute = "attribute",
    }
}

crate::record! {
    /// On what condition a line may be used outside its room. (Words that were released are used already.)
    pub struct Permission {
        /// How far it goes.
        pub level: Use,
        /// Who gave it: a party or a person.
        pub by: Option<ActorRef>,
        /// When it was given.
        pub given: Option<VagueDate>,
        /// Until when it holds.
        pub until: Option<VagueDate>,
        /// With whom, or for what.
        pub scope: Option<Text>,
    }
}

crate::record! {
    /// What someone said. The notes of a meeting are statements with its session, one a line.
    pub struct Statement {
        /// Who: a party or a person.
        pub by: ActorRef,
        /// For which party, if that is not plain.
        pub party: Option<PartyRef>,
        /// The session in which it was said.
        pub session: Option<SessionRef>,
        /// The issues that it is about.
        pub about: Vec<IssueRef>,
        /// The exact words, when they are quoted.
        pub words: Option<Text>,
        /// The sense, when they are not.
        pub sense: Option<Text>,
        /// On what condition it may be used; none where nothing was said of that.
        pub may: Option<Permission>,
    }
}
