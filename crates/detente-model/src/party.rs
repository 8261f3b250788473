//! Parties, and the people who act for them.

use crate::{Language, PartyRef, PersonRef, SessionRef, Text, VagueDate};

crate::words! {
    /// What a party is to the process.
    pub enum Role {
        /// It fights, or is asked to stop.
        Belligerent = "belligerent",
        /// It mediates.
        Mediator = "mediator",
        /// It gives the place.
        Host = "host",
        /// It stands for what is agreed.
        Guarantor = "guarantor",
        /// It backs one of the sides.
        Ally = "ally",
        /// It watches.
        Observer = "observer",
    }
}

crate::record! {
    /// A party: a state, a movement, an organisation, or a part of one.
    pub struct Party {
        /// Its name.
        pub name: Text,
        /// A short name for tables, if the name is long.
        pub short: Option<Text>,
        /// What it is to the process.
        pub role: Role,
        /// The party that it is a part of.
        pub part_of: Option<PartyRef>,
        /// The parties that it stands beside.
        pub allied_with: Vec<PartyRef>,
        /// The language in which it works.
        pub language: Option<Language>,
    }
}

crate::words! {
    /// How high an office stands, highest first, so that rank can be set against rank.
    pub enum Rank {
        /// President, monarch, supreme leader.
        HeadOfState = "head-of-state",
        /// Prime minister.
        HeadOfGovernment = "head-of-government",
        /// Minister of the government; commander-in-chief; leader of a movement.
        Minister = "minister",
        /// Deputy minister, chief of staff, special envoy.
        Deputy = "deputy",
        /// Adviser or aide to a leader, head of a department, ambassador, general.
        Senior = "senior",
        /// Any other official or officer.
        Official = "official",
        /// Without office.
        Private = "private",
    }
}

crate::record! {
    /// An office that a person holds for some time.
    pub struct Office {
        /// What it is called.
        pub title: Text,
        /// How high it stands.
        pub rank: Rank,
        /// The party whose office it is, if not the person's own.
        pub party: Option<PartyRef>,
        /// Since when.
        pub from: Option<VagueDate>,
        /// Until when.
        pub until: Option<VagueDate>,
    }
}

crate::record! {
    /// A person who acts in public for a party. (No private person is named.)
    pub struct Person {
        /// The name.
        pub name: Text,
        /// The party that the person acts for.
        pub party: Option<PartyRef>,
        /// The offices held, over time.
        pub offices: Vec<Office>,
    }
}

crate::record! {
    /// Those whom a party sends to a session.
    pub struct Delegation {
        /// The party that sends it.
        pub party: PartyRef,
        /// The session it is sent to; none for a standing delegation.
        pub session: Option<SessionRef>,
        /// Who leads it.
        pub head: Option<PersonRef>,
        /// Who else is in it.
        pub members: Vec<PersonRef>,
        /// How high it is, where that was said; else the head's rank.
        pub rank: Option<Rank>,
        /// What it may decide.
        pub mandate: Option<Text>,
    }
}
