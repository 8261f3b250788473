//! The routes: one table. There is no other way in (`cargo xtask tidy` sees to that).
//!
//! A row says by which door one comes in, which roles may use it, and what of the record it touches; the tests
//! ask each route in every role and for every room, and read what they expect from this table.

use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use crate::entrance::{Entered, Entrance};
use crate::pen::Pen;
use crate::reply::Reply;
use crate::session::Session;
use crate::{api, deeds, entrance, screens};
use detente_record::Seat;

/// How a route is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Shows something and changes nothing.
    Get,
    /// Does something.
    Post,
}

/// By which door one comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Whoever reaches the address.
    Anybody,
    /// Whoever has a session, also one that is locked.
    Session,
    /// Whoever has a session that is not locked.
    Viewer,
    /// The keeper, in a session that is not locked.
    Keeper,
    /// A program with a token.
    Token,
}

/// What somebody is to the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The mediator's team.
    Team,
    /// A party.
    Party,
    /// What stands on the wall.
    Projector,
    /// Anybody.
    Public,
}

impl Role {
    /// All of them.
    pub const ALL: [Role; 4] = [Role::Team, Role::Party, Role::Projector, Role::Public];

    /// The role of a seat.
    pub fn of(seat: &Seat) -> Role {
        match seat {
            Seat::Team => Role::Team,
            Seat::Party(_) => Role::Party,
            Seat::Projector => Role::Projector,
            Seat::Public => Role::Public,
        }
    }
}

/// What of the record a route touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rooms {
    /// Nothing.
    None,
    /// The rooms that the viewer reads.
    Read,
    /// One room that he writes.
    Write,
}

/// What is behind a route.
#[derive(Clone, Copy)]
pub enum Act {
    /// A part of the program.
    Asset,
    /// Coming in, locking, leaving.
    Entrance(fn(&Entrance<'_>) -> Reply),
    /// What a session does about sessions: links, tokens, the log of who came in.
    Access(fn(&Entrance<'_>, &Entered) -> Result<Answer, Refusal>),
    /// A screen: the same for all who sit there, until something changes.
    Screen(fn(&Desk<'_>) -> Result<Answer, Refusal>),
    /// A screen that is made for one session: with a form, or a file.
    Own(fn(&Desk<'_>, &Session<'_>) -> Result<Answer, Refusal>),
    /// Writes.
    Deed(DeedAct),
    /// What a program reads.
    Data(fn(&Desk<'_>) -> Result<Answer, Refusal>),
    /// What a program writes.
    Sent(fn(&Desk<'_>, &mut Pen<'_>) -> Result<Answer, Refusal>),
    /// Tells that something changed.
    Live,
}

/// What writes.
pub type DeedAct = fn(&Desk<'_>, &Session<'_>, &mut Pen<'_>) -> Result<Answer, Refusal>;

/// A row of the table.
pub struct Route {
    /// Its name, which is its address.
    pub name: &'static str,
    /// How it is asked.
    pub method: Method,
    /// By which door.
    pub door: Door,
    /// Who may.
    pub roles: &'static [Role],
    /// What it touches.
    pub rooms: Rooms,
    /// What it does.
    pub act: Act,
}

const ALL: &[Role] = &Role::ALL;
const SIDES: &[Role] = &[Role::Team, Role::Party];

const fn screen(name: &'static str, act: fn(&Desk<'_>) -> Result<Answer, Refusal>) -> Route {
    Route {
        name,
        method: Method::Get,
        door: Door::Viewer,
        roles: ALL,
        rooms: Rooms::Read,
        act: Act::Screen(act),
    }
}

const fn own(
    name: &'static str,
    roles: &'static [Role],
    act: fn(&Desk<'_>, &Session<'_>) -> Result<Answer, Refusal>,
) -> Route {
    Route { name, method: Method::Get, door: Door::Viewer, roles, rooms: Rooms::Read, act: Act::Own(act) }
}

const fn mine(name: &'static str, act: fn(&Entrance<'_>, &Entered) -> Result<Answer, Refusal>) -> Route {
    let (method, door) = (Method::Post, Door::Viewer);
    Route { name, method, door, roles: ALL, rooms: Rooms::None, act: Act::Access(act) }
}

const fn deed(name: &'static str, act: DeedAct) -> Route {
    Route {
        name,
        method: Method::Post,
        door: Door::Viewer,
        roles: SIDES,
        rooms: Rooms::Write,
        act: Act::Deed(act),
    }
}

const fn keepers(
    name: &'static str,
    method: Method,
    act: fn(&Entrance<'_>, &Entered) -> Result<Answer, Refusal>,
) -> Route {
    Route { name, method, door: Door::Keeper, roles: ALL, rooms: Rooms::None, act: Act::Access(act) }
}

const fn data(name: &'static str, act: fn(&Desk<'_>) -> Result<Answer, Refusal>) -> Route {
    Route {
        name,
        method: Method::Get,
        door: Door::Token,
        roles: ALL,
        rooms: Rooms::Read,
        act: Act::Data(act),
    }
}

const fn sent(name: &'static str, act: fn(&Desk<'_>, &mut Pen<'_>) -> Result<Answer, Refusal>) -> Route {
    Route {
        name,
        method: Method::Post,
        door: Door::Token,
        roles: SIDES,
        rooms: Rooms::Write,
        act: Act::Sent(act),
    }
}

const fn come(name: &'static str, method: Method, door: Door, act: fn(&Entrance<'_>) -> Reply) -> Route {
    Route { name, method, door, roles: ALL, rooms: Rooms::None, act: Act::Entrance(act) }
}

/// Every route.
pub static ROUTES: &[Route] = &[
    Route {
        name: "asset",
        method: Method::Get,
        door: Door::Anybody,
        roles: ALL,
        rooms: Rooms::None,
        act: Act::Asset,
    },
    come("open", Method::Get, Door::Anybody, entrance::ask_to_open),
    come("open", Method::Post, Door::Anybody, entrance::open),
    come("locked", Method::Get, Door::Session, entrance::locked),
    come("unlock", Method::Post, Door::Session, entrance::unlock),
    come("lock", Method::Post, Door::Session, entrance::lock),
    come("leave", Method::Post, Door::Session, entrance::leave),
    own("audit", ALL, screens::audit::audit),
    own("file", ALL, screens::files::page),
    own("document", ALL, screens::files::document),
    keepers("access", Method::Get, screens::access::access),
    keepers("give", Method::Post, screens::access::give),
    keepers("take", Method::Post, screens::access::take),
    mine("speak", screens::own::speak),
    mine("seen", screens::own::seen),
    screen("today", screens::today),
    screen("brief", screens::brief),
    screen("timeline", screens::timeline),
    screen("actors", screens::actors),
    screen("actor", screens::actor),
    screen("held", screens::held),
    screen("meetings", screens::meetings),
    screen("meeting", screens::meeting),
    screen("prepare", screens::prepare),
    screen("agreements", screens::agreements),
    screen("proposal", screens::proposal),
    screen("incidents", screens::incidents),
    screen("sources", screens::sources),
    screen("source", screens::source),
    own("add", SIDES, deeds::ask_to_add),
    deed("add", deeds::add),
    own("correct", SIDES, deeds::ask_to_correct),
    deed("correct", deeds::correct),
    own("withdraw", SIDES, deeds::ask_to_withdraw),
    deed("withdraw", deeds::withdraw),
    own("release", SIDES, deeds::ask_to_release),
    deed("release", deeds::release),
    own("attach", SIDES, deeds::ask_to_attach),
    deed("attach", deeds::attach),
    screen("gaps", screens::gaps),
    screen("packages", screens::deals::packages),
    Route { roles: &[Role::Team], ..screen("frontier", screens::deals::frontier) },
    Route { roles: &[Role::Team], ..screen("rehearsal", screens::deals::rehearsal) },
    screen("search", screens::search),
    screen("entry", screens::entry),
    Route {
        name: "live",
        method: Method::Get,
        door: Door::Viewer,
        roles: ALL,
        rooms: Rooms::Read,
        act: Act::Live,
    },
    come("api/v1/openapi.json", Method::Get, Door::Anybody, api::openapi::openapi),
    data("process", api::read::process),
    data("entries", api::entries::entries),
    data("entry", api::read::entry),
    data("brief", api::read::brief),
    data("gaps", api::read::gaps),
    data("timeline", api::read::timeline),
    data("search", api::read::search),
    data("log", api::read::log),
    data("document", api::read::document),
    sent("add", api::write::add),
    sent("correct", api::write::correct),
    sent("withdraw", api::write::withdraw),
    sent("release", api::release::release),
];
