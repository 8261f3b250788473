//! Meetings, and contacts outside them.

use crate::{ActorRef, IssueRef, Lasted, PartyRef, Rank, Text, VagueDate};

crate::words! {
    /// How the parties meet.
    pub enum SessionKind {
        /// In one room.
        Direct = "direct",
        /// In one place, in separate rooms.
        Proximity = "proximity",
        /// The mediator travels between them.
        Shuttle = "shuttle",
        /// To prepare a later session.
        Preparatory = "preparatory",
    }
}

crate::record! {
    /// A meeting. Its date (`when`) is when it began.
    pub struct Session {
        /// What it is called.
        pub title: Text,
        /// How the parties met.
        pub kind: SessionKind,
        /// Where.
        pub place: Option<Text>,
        /// The parties that took part.
        pub parties: Vec<PartyRef>,
        /// The party that gave the place or the chair.
        pub host: Option<PartyRef>,
        /// How high the session was meant to be.
        pub level: Option<Rank>,
        /// How long it lasted.
        pub lasted: Option<Lasted>,
        /// When it ended, where that is known better than how long it lasted.
        pub ended: Option<VagueDate>,
        /// The issues that were talked about.
        pub discussed: Vec<IssueRef>,
        /// What came of it, in a sentence.
        pub outcome: Option<Text>,
    }
}

crate::words! {
    /// What kind of contact it was.
    pub enum ContactKind {
        /// A meeting.
        Meeting = "meeting",
        /// A call or a message.
        Call = "call",
        /// One urges another to do something.
        Pressure = "pressure",
        /// One offers help, a place, a meeting.
        Offer = "offer",
        /// Some prepare a common line.
        Alignment = "alignment",
        /// One gives support, in arms, money or words.
        Support = "support",
        /// One threatens another, with sanctions or otherwise.
        Threat = "threat",
    }
}

crate::record! {
    /// A contact between parties and third parties, outside a session.
    pub struct Contact {
        /// What kind.
        pub kind: ContactKind,
        /// Who came forward: parties or persons.
        pub from: Vec<ActorRef>,
        /// With whom, or towards whom.
        pub to: Vec<ActorRef>,
        /// The issues that it was about.
        pub about: Vec<IssueRef>,
        /// What happened, in a sentence.
        pub text: Text,
    }
}
