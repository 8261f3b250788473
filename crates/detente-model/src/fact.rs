//! What an entry may say: the kinds of things in a process.

use crate::shape::{Decoder, Fields, Keys, ObjectSchema, Schemas, Shape};
use crate::*;
use serde_json::{Map, Value};

macro_rules! facts {
    ($($(#[doc = $doc:literal])+ $Kind:ident = $word:literal in $section:literal;)+) => {
        /// The kinds of things in a process.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($(#[doc = $doc])+ $Kind),+ }

        impl Kind {
            /// All kinds, in the order in which files are written and pages list them.
            pub const ALL: &'static [Kind] = &[$(Kind::$Kind),+];

            /// The kind in one word, as in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$Kind => $word),+ }
            }

            /// The key under which a file lists such things.
            pub fn section(self) -> &'static str {
                match self { $(Kind::$Kind => $section),+ }
            }
        }

        /// One thing of the process. In a box, since kinds differ much in size and a record holds many of them.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fact { $($(#[doc = $doc])+ $Kind(Box<$Kind>)),+ }

        impl Fact {
            /// What kind it is.
            pub fn kind(&self) -> Kind {
                match self { $(Fact::$Kind(_) => Kind::$Kind),+ }
            }

            /// Reads the fields of a fact of `kind`.
            pub fn decode_fields(kind: Kind, keys: &mut Keys<'_>, d: &mut Decoder) -> Option<Fact> {
                match kind { $(Kind::$Kind => $Kind::decode_fields(keys, d).map(|fact| Fact::$Kind(Box::new(fact)))),+ }
            }

            /// Adds its fields to `map`.
            pub fn encode_fields(&self, map: &mut Map<String, Value>) {
                match self { $(Fact::$Kind(fact) => fact.encode_fields(map)),+ }
            }
        }

        impl Kind {
            /// Adds the fields of this kind to the schema of an entry.
            pub fn schema_fields(self, object: &mut ObjectSchema<'_>) {
                match self { $(Kind::$Kind => $Kind::schema_fields(object)),+ }
            }

            /// What the kind is, in a sentence.
            pub fn describe(self) -> &'static str {
                match self { $(Kind::$Kind => concat!($($doc),+).trim_ascii()),+ }
            }
        }

        $(impl AsFact for $Kind {
            const KIND: Kind = Kind::$Kind;
            fn of(fact: &Fact) -> Option<&Self> {
                match fact { Fact::$Kind(inner) => Some(inner), _ => None }
            }
        })+
    };
}

impl Fact {
    /// The session in which something was said or done, if it names one.
    pub fn session(&self) -> Option<&SessionRef> {
        match self {
            Fact::Position(position) => position.session.as_ref(),
            Fact::Proposal(proposal) => proposal.session.as_ref(),
            Fact::Agreement(agreement) => agreement.session.as_ref(),
            Fact::Delegation(delegation) => delegation.session.as_ref(),
            Fact::Statement(statement) => statement.session.as_ref(),
            _ => None,
        }
    }
}

/// A type that one variant of [`Fact`] holds.
pub trait AsFact: Sized {
    /// The kind of such facts.
    const KIND: Kind;
    /// The fact as this type, if it is one.
    fn of(fact: &Fact) -> Option<&Self>;
}

facts! {
    /// Where something comes from.
    Source = "source" in "sources";
    /// A party to the process.
    Party = "party" in "parties";
    /// A person who acts for a party.
    Person = "person" in "people";
    /// Something that is talked about.
    Issue = "issue" in "issues";
    /// A meeting.
    Session = "session" in "sessions";
    /// Those whom a party sends to a session.
    Delegation = "delegation" in "delegations";
    /// Where a party stands on an issue.
    Position = "position" in "positions";
    /// What someone puts to others.
    Proposal = "proposal" in "proposals";
    /// A party's answer to a proposal.
    Response = "response" in "responses";
    /// Something agreed.
    Agreement = "agreement" in "agreements";
    /// What someone said.
    Statement = "statement" in "statements";
    /// A contact outside a session.
    Contact = "contact" in "contacts";
    /// Something violent, or a breach.
    Incident = "incident" in "incidents";
    /// What outcomes are worth to a party.
    Preferences = "preferences" in "preferences";
}

impl Kind {
    /// Must an entry of this kind that is marked `reported` name its source? What only describes
    /// who and what there is need not.
    pub fn needs_source(self) -> bool {
        !matches!(self, Kind::Source | Kind::Party | Kind::Person | Kind::Issue | Kind::Preferences)
    }
}

macro_rules! targets {
    ($($Marker:ident, $Alias:ident, $name:literal, [$($Kind:ident),*];)+) => {
        $(
            #[doc = concat!("Marks a reference to ", $name, ".")]
            pub enum $Marker {}
            impl Target for $Marker {
                const KINDS: &'static [Kind] = &[$(Kind::$Kind),*];
                const NAME: &'static str = $name;
            }
            #[doc = concat!("A reference to ", $name, ".")]
            pub type $Alias = Ref<$Marker>;
        )+
    };
}

targets! {
    ToSource, SourceRef, "a source", [Source];
    ToParty, PartyRef, "a party", [Party];
    ToPerson, PersonRef, "a person", [Person];
    ToActor, ActorRef, "a party or a person", [Party, Person];
    ToIssue, IssueRef, "an issue", [Issue];
    ToSession, SessionRef, "a session", [Session];
    ToProposal, ProposalRef, "a proposal", [Proposal];
    ToAgreement, AgreementRef, "an agreement", [Agreement];
    Event, EventRef, "something that happened", [Session, Incident, Agreement, Proposal, Contact, Statement, Response];
    ToAny, AnyRef, "an entry", [];
}

impl Shape for Kind {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        let text = d.scalar(node, "a kind")?;
        let kind = Kind::ALL.iter().copied().find(|kind| kind.as_str() == text);
        if kind.is_none() {
            d.error(Code::UnknownWord, node.span, format!("“{text}” is no kind of entry"))
                .expected(format!("one of {}", words.join(", ")))
                .nearest(text, words);
        }
        kind
    }
    fn encode(&self) -> Value {
        Value::String(self.as_str().to_owned())
    }
    fn schema(_: &mut Schemas) -> Value {
        let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        serde_json::json!({"enum": words})
    }
}
