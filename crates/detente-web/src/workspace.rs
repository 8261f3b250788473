//! The workspace of one process: from a request to a reply.
//!
//! Every request goes the same way: is it addressed to us; by which door does it come; who is it; may he; does a
//! form come from a page of ours; and only then the act, which gets a view and nothing else.

use crate::access::{Access, Claim};
use crate::answer::{Answer, Refusal, Screen};
use crate::api::problem::Problem;
use crate::assets;
use crate::desk::Desk;
use crate::door::{self, Knock, Seated};
use crate::entrance::{Entered, Entrance};
use crate::form;
use crate::guard::{Guard, stands};
use crate::layout::{self, Frame};
use crate::origin::{host_is_ours, same_origin};
use crate::pen::Pen;
use crate::reply::Reply;
use crate::request::{Body, Head};
use crate::routes::{Act, Door, Method, Role, Rooms, Route};
use crate::seat::{Reading, SeatReading, locked};
use crate::session::Session;
use crate::world::{Chance, Clock};
use axum::http::StatusCode;
use detente_brief::{Lang, Look};
use detente_model::{Id, Party};
use detente_record::{AsOf, Header, Seat, Viewer};
use detente_store::{Place, StoreError};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The name of the cookie of a session; its path is the session's own.
pub const COOKIE: &str = "detente";

/// The languages of the workspace.
pub const LANGUAGES: [&str; 2] = ["en", "ar"];

/// The workspace of one process.
pub struct Workspace {
    place: Place,
    header: Header,
    /// Who may come in.
    pub access: Access,
    port: u16,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    langs: BTreeMap<&'static str, Lang>,
    seats: Mutex<BTreeMap<Seat, Arc<SeatReading>>>,
    /// When each session said last that it has seen what is new.
    seen: Mutex<BTreeMap<crate::access::Key, Timestamp>>,
}

/// What a workspace needs of the world.
pub struct World {
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where secrets come from.
    pub chance: Arc<dyn Chance>,
}

impl Workspace {
    /// The workspace of the process at `place`, for the address `127.0.0.1:port`.
    ///
    /// # Errors
    /// Where the store cannot be opened.
    pub fn new(place: Place, access: Access, port: u16, world: World) -> Result<Workspace, StoreError> {
        let header = place.open()?.header()?.to_header()?;
        let langs = LANGUAGES.into_iter().filter_map(|tag| Some((tag, Lang::new(tag).ok()?))).collect();
        Ok(Workspace {
            place,
            header,
            access,
            port,
            clock: world.clock,
            chance: world.chance,
            langs,
            seats: Mutex::default(),
            seen: Mutex::default(),
        })
    }

    /// The same, which speaks another language to those whose sessions and browsers ask for it; nobody is offered
    /// it. So tests read the workspace in the pseudo-language.
    pub fn speaking(mut self, tag: &'static str) -> Workspace {
        if let Ok(lang) = Lang::new(tag) {
            self.langs.insert(tag, lang);
        }
        self
    }

    /// What the process says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// May `head` come in by the door of `route`? The reply says no.
    pub fn admit(&self, route: &Route, head: &Head) -> Result<Entered, Reply> {
        if !host_is_ours(head.host.as_deref(), self.port) {
            if head.is_api {
                return Err(Problem::of(StatusCode::MISDIRECTED_REQUEST).reply());
            }
            return Err(Reply::text(
                StatusCode::MISDIRECTED_REQUEST,
                "This is not the address of this workspace.\n".into(),
            ));
        }
        let entered = self.enter(route, head)?;
        let comes_from_us = route.method == Method::Get
            || route.door == Door::Token
            || same_origin(head.origin.as_deref(), head.host.as_deref(), head.site.as_deref());
        match comes_from_us {
            true => Ok(entered),
            false => Err(self.refuse(head, StatusCode::FORBIDDEN, "elsewhere")),
        }
    }

    fn enter(&self, route: &Route, head: &Head) -> Result<Entered, Reply> {
        let knock = match route.door {
            Door::Anybody => return Ok(Entered::Nobody),
            Door::Token => Knock::token(head.bearer.as_deref()),
            Door::Session | Door::Viewer | Door::Keeper if matches!(route.act, Act::Live) => {
                Knock::unattended(self.cookie(head))
            }
            Door::Session | Door::Viewer | Door::Keeper => Knock::cookie(self.cookie(head)),
        };
        match (route.door, door::answer(&self.access, &knock)) {
            (Door::Token, door::Answer::Open(seated)) => self.may(route, head, seated),
            (Door::Token, _) => Err(Problem::of(StatusCode::UNAUTHORIZED).reply()),
            (_, door::Answer::Open(seated)) => self.may(route, head, seated),
            (Door::Session, door::Answer::Locked(at)) => Ok(Entered::Locked(at)),
            // What was asked is asked again after the unlock.
            (_, door::Answer::Locked(_)) => Err(self.at_lock(route, head)),
            (_, door::Answer::Nobody) => Err(self.refuse(head, StatusCode::UNAUTHORIZED, "out")),
        }
    }

    /// The cookie of the session whose address was asked. A cookie of another session opens nothing here.
    fn cookie<'h>(&self, head: &'h Head) -> Option<&'h str> {
        let cookie = head.cookie(COOKIE)?;
        let (key, _) = cookie.split_once('.')?;
        stands(Guard::SessionAddress, head.session.as_deref() == Some(key)).then_some(cookie)
    }

    fn may(&self, route: &Route, head: &Head, seated: Seated) -> Result<Entered, Reply> {
        let is_his = stands(Guard::Role, route.roles.contains(&Role::of(seated.viewer().seat())));
        let is_keepers = route.door != Door::Keeper || seated.keeper().is_some();
        let is_seat = self.is_seat(seated.viewer()).map_err(|error| self.store_failed(head, &error))?;
        match is_his && is_keepers && is_seat {
            true => Ok(Entered::Seated(seated)),
            false => Err(self.refuse(head, StatusCode::FORBIDDEN, "yours")),
        }
    }

    /// Is a party's seat one of the process's?
    fn is_seat(&self, viewer: &Viewer) -> Result<bool, StoreError> {
        let Seat::Party(party) = viewer.seat() else { return Ok(true) };
        // Every request asks this: it is looked up once after every change.
        let named = |reading: &Reading<'_>| {
            let look = || {
                let view = reading.view(AsOf::default());
                let found = view.facts::<Party>().any(|(entry, _)| entry.id == *party);
                Ok::<_, std::convert::Infallible>(Screen { found, ..Screen::default() })
            };
            reading.screen("seat", look).is_ok_and(|kept| kept.found)
        };
        Ok(stands(Guard::SeatExists, self.reading(viewer).read(named)?))
    }

    /// What `route` answers to what `head` asks and `body` brings.
    pub fn answer(&self, route: &Route, head: &Head, body: &Body) -> Reply {
        let head = &self.in_its_language(head);
        let entered = match self.admit(route, head) {
            Ok(entered) => entered,
            Err(reply) => return self.with_typed(head, reply, &body.typed),
        };
        if let Err(reply) = self.form_is_theirs(route, head, &entered, body) {
            return self.with_typed(head, reply, &body.typed);
        }
        let entrance = Entrance { workspace: self, head, typed: &body.typed, entered: &entered };
        match (&route.act, &entered) {
            (Act::Asset, _) => match assets::find(&head.name) {
                Some(asset) => Reply::asset(asset),
                None => self.no_such_page(head, StatusCode::NOT_FOUND),
            },
            (Act::Entrance(act), _) => act(&entrance),
            (Act::Access(act), _) => {
                let answer = act(&entrance, &entered);
                self.reply(route, head, body, &entered, answer)
            }
            (
                Act::Screen(_) | Act::Own(_) | Act::Data(_) | Act::Deed(_) | Act::Sent(_),
                Entered::Seated(seated),
            ) => self.at_desk(route, head, body, &entered, seated),
            _ => self.no_such_page(head, StatusCode::NOT_FOUND),
        }
    }

    /// What a session asks is answered in its language, also by a page that says no.
    fn in_its_language(&self, head: &Head) -> Head {
        let language = match door::answer(&self.access, &Knock::unattended(self.cookie(head))) {
            door::Answer::Open(seated) => seated.language().cloned(),
            door::Answer::Locked(at) => Some(at.language),
            door::Answer::Nobody => None,
        };
        let languages = language.map_or_else(|| head.languages.clone(), |language| language.to_string());
        Head { languages, ..head.clone() }
    }

    /// A form brings the token of its session.
    fn form_is_theirs(
        &self,
        route: &Route,
        head: &Head,
        entered: &Entered,
        body: &Body,
    ) -> Result<(), Reply> {
        let token = body.typed.get(form::CSRF);
        let holds = route.method == Method::Get
            || match entered {
                Entered::Nobody => true,
                Entered::Seated(seated) => seated.csrf_holds(token),
                Entered::Locked(at) => at.csrf_holds(token.unwrap_or_default()),
            };
        if holds { Ok(()) } else { Err(self.refuse(head, StatusCode::FORBIDDEN, "elsewhere")) }
    }

    /// A form that was sent twice is carried out once.
    fn at_desk(&self, route: &Route, head: &Head, body: &Body, entered: &Entered, seated: &Seated) -> Reply {
        if route.door == Door::Token {
            return self.once(route, head, body, seated, || self.act(route, head, body, entered, seated));
        }
        let once = body.typed.get(form::ONCE).filter(|_| matches!(route.act, Act::Deed(_)));
        let Some(once) = once else { return self.act(route, head, body, entered, seated) };
        match self.access.claim(seated, once) {
            Claim::Done(result) => Reply::went(&result),
            Claim::Running => self.refuse(head, StatusCode::CONFLICT, "running"),
            Claim::First => {
                let reply = self.act(route, head, body, entered, seated);
                match reply.goes_to() {
                    Some(place) => self.access.remember(seated, once, place.to_owned()),
                    None => self.access.forget(seated, once),
                }
                reply
            }
        }
    }

    fn act(&self, route: &Route, head: &Head, body: &Body, entered: &Entered, seated: &Seated) -> Reply {
        let is_form = route.method == Method::Post && route.door != Door::Token;
        let asked = if is_form { head.query.without(&["known", "on"]) } else { head.query.clone() };
        let (lang, as_of) = match self.lang_and_as_of(route, head, seated) {
            Ok(found) => found,
            Err(refusal) => return self.reply(route, head, body, entered, Err(refusal)),
        };
        let now = self.now();
        let since = locked(&self.seen).get(&seated.key()).copied();
        let reading = self.reading(seated.viewer());
        let acted = reading.read(|reading| {
            let made = || {
                let view = reading.view(as_of);
                let look = Look::new(&view, lang);
                // What a program reads is what the command prints.
                let after = asked.get("after").and_then(|after| after.parse().ok()).unwrap_or(0);
                let look = match route.door {
                    Door::Token => look,
                    _ => look.in_workspace().at(now).after(after),
                };
                let desk = Desk::new(&look, &asked, (now, since), reading);
                let session = Session { seated, access: &self.access, states: reading.states() };
                let answer = match &route.act {
                    Act::Screen(act) => act(&desk),
                    Act::Own(act) => act(&desk, &session),
                    Act::Data(act) => act(&desk),
                    Act::Deed(_) | Act::Sent(_) => {
                        let author = self.author(seated);
                        let by = (&self.access, seated, author.as_str());
                        let mut pen = Pen::new(body, by, (&self.place, now, self.chance.as_ref()));
                        match &route.act {
                            Act::Sent(act) => act(&desk, &mut pen),
                            Act::Deed(act) => act(&desk, &session, &mut pen),
                            _ => Err(Refusal::Nothing),
                        }
                    }
                    _ => Err(Refusal::Nothing),
                };
                reading.all_read()?;
                answer
            };
            match route.act {
                Act::Screen(_) => {
                    let day = now.as_second().div_euclid(86_400);
                    let key = format!("{} {day} {since:?} {} {:?}", lang.language(), route.name, asked.0);
                    self.kept_screen(reading, &key, made)
                }
                _ => made(),
            }
        });
        let answer = acted.unwrap_or_else(|error| Err(Refusal::Store(error)));
        if matches!(answer, Ok(Answer::Went(_) | Answer::Written(_))) && route.rooms == Rooms::Write {
            self.tell_of_change();
        }
        self.reply(route, head, body, entered, answer)
    }

    fn lang_and_as_of(&self, route: &Route, head: &Head, seated: &Seated) -> Result<(&Lang, AsOf), Refusal> {
        if head.asks_too_much && head.is_api {
            return Err(Refusal::Unclear("this asks more than anybody asks".into()));
        }
        let lang = match head.query.get("lang").filter(|_| route.door == Door::Token) {
            None => self.lang_of(seated),
            Some(tag) => self.langs.get(tag).ok_or_else(|| {
                let known: Vec<&str> = self.langs.keys().copied().collect();
                Refusal::Unclear(format!("“{tag}” is no language of this program: {}", known.join(", ")))
            })?,
        };
        if route.method == Method::Post {
            return Ok((lang, AsOf::default()));
        }
        let as_of = AsOf::read(head.query.get("known"), head.query.get("on"), &self.header.zone);
        Ok((lang, as_of.map_err(|misread| Refusal::Unclear(misread.message))?))
    }

    fn kept_screen(
        &self,
        reading: &Reading<'_>,
        key: &str,
        make: impl FnOnce() -> Result<Answer, Refusal>,
    ) -> Result<Answer, Refusal> {
        let mut other = None;
        let screen = reading.screen(key, || match make()? {
            Answer::Screen(screen) => Ok(Screen::clone(&screen)),
            answer => {
                other = Some(answer);
                Err(Refusal::Nothing)
            }
        });
        match (screen, other) {
            (Ok(screen), _) => Ok(Answer::Screen(screen)),
            (Err(_), Some(answer)) => Ok(answer),
            (Err(refusal), None) => Err(refusal),
        }
    }

    /// An answer as a reply, with what stands around it.
    fn reply(
        &self,
        route: &Route,
        head: &Head,
        body: &Body,
        entered: &Entered,
        answer: Result<Answer, Refusal>,
    ) -> Reply {
        match answer {
            Ok(Answer::Screen(screen)) => {
                let status = if screen.found { StatusCode::OK } else { StatusCode::NOT_FOUND };
                Reply::html(status, self.framed(route, head, entered, &screen))
            }
            Ok(Answer::Again(screen)) => {
                Reply::html(StatusCode::UNPROCESSABLE_ENTITY, self.framed(route, head, entered, &screen))
            }
            Ok(Answer::Went(place)) => Reply::went(&place),
            Ok(Answer::File { name, kind, bytes }) => Reply::file(&name, kind, bytes),
            Ok(Answer::Data(value)) => Reply::json(StatusCode::OK, &value),
            Ok(Answer::Written(value)) => Reply::json(StatusCode::CREATED, &value),
            Err(refusal) => {
                let reply = self.refusal(head, &refusal);
                self.with_typed(head, reply, &body.typed)
            }
        }
    }

    fn framed(&self, route: &Route, head: &Head, entered: &Entered, screen: &Screen) -> String {
        let lang = self.lang(entered, head);
        let Entered::Seated(seated) = entered else { return self.unframed(lang, screen) };
        let days = layout::looks_as_of(&route.act).then(|| self.days(seated.viewer()));
        let frame = Frame {
            seat: seated.viewer().seat(),
            badge: self.badge(seated.viewer(), lang),
            keeper: seated.keeper().is_some(),
            csrf: seated.csrf().map(|csrf| csrf.reveal()).unwrap_or_default(),
            idle: self.access.rules().idle.as_secs(),
            name: route.name,
            can_be_fetched: !(matches!(route.act, Act::Access(_)) && route.method == Method::Post),
            asked: &head.query,
            days,
        };
        layout::page(lang, &self.title(lang), screen, Some(&frame))
    }
}

/// What the pages around screens need.
impl Workspace {
    /// What is read for a viewer.
    fn reading(&self, viewer: &Viewer) -> Arc<SeatReading> {
        let mut seats = locked(&self.seats);
        let new = || Arc::new(SeatReading::new(viewer.clone(), self.place.clone()));
        seats.entry(viewer.seat().clone()).or_insert_with(new).clone()
    }

    /// News for the session that `head` brings, if it is in.
    pub(crate) fn changes(&self, head: &Head) -> Option<(Seated, tokio::sync::watch::Receiver<u64>)> {
        match door::answer(&self.access, &Knock::unattended(self.cookie(head))) {
            door::Answer::Open(seated) => {
                let reading = self.reading(seated.viewer());
                let changes = reading.changes();
                // What is there now is no news; else it would be read, and be news, when another writes. Whoever asks
                // next is told of what is wrong with the store.
                let _ = reading.refresh();
                Some((seated, changes))
            }
            _ => None,
        }
    }

    /// Looks whether there is something new for the seats where somebody waits for it.
    pub fn tell_of_change(&self) {
        let watched: Vec<Arc<SeatReading>> =
            locked(&self.seats).values().filter(|seat| seat.is_watched()).cloned().collect();
        for seat in watched {
            // Whoever asks next is told of what is wrong with the store.
            let _ = seat.refresh();
        }
    }

    /// The language of a session, or of a browser that has none yet.
    pub(crate) fn lang(&self, entered: &Entered, head: &Head) -> &Lang {
        match entered {
            Entered::Seated(seated) => self.lang_of(seated),
            Entered::Locked(at) => self.lang_called(at.language.as_str()),
            Entered::Nobody => self.lang_asked(head),
        }
    }

    fn lang_of(&self, seated: &Seated) -> &Lang {
        self.lang_called(seated.language().map_or("en", |language| language.as_str()))
    }

    fn lang_called(&self, tag: &str) -> &Lang {
        self.langs.get(tag).unwrap_or(&self.langs["en"])
    }

    /// The first language of a browser that the workspace speaks.
    pub(crate) fn lang_asked(&self, head: &Head) -> &Lang {
        let asked = head.query.get("lang").into_iter().chain(head.languages.split(','));
        let tags = asked.filter_map(|part| part.trim().split(';').next());
        let primary = |tag: &str| tag.split('-').next().and_then(|tag| self.langs.get(tag));
        let known = tags.filter_map(|tag| self.langs.get(tag).or_else(|| primary(tag))).next();
        known.unwrap_or(&self.langs["en"])
    }

    /// What the process is called.
    fn title(&self, lang: &Lang) -> String {
        lang.text(&self.header.title).plain()
    }

    /// A page without a frame.
    pub(crate) fn unframed(&self, lang: &Lang, screen: &Screen) -> String {
        layout::page(lang, &self.title(lang), screen, None)
    }

    fn badge(&self, viewer: &Viewer, lang: &Lang) -> String {
        let key = format!("badge {}", lang.language());
        self.kept_text(viewer, &key, |reading| {
            let view = reading.view(AsOf::default());
            Look::new(&view, lang).badge()
        })
    }

    /// The days worth stopping at.
    fn days(&self, viewer: &Viewer) -> String {
        self.kept_text(viewer, "days", |reading| {
            let view = reading.view(AsOf::default());
            let look = Look::new(&view, self.lang_called("en"));
            let days: Vec<String> = detente_brief::days(&look).iter().map(ToString::to_string).collect();
            days.join(" ")
        })
    }

    /// A text that is made once after every change.
    fn kept_text(&self, viewer: &Viewer, key: &str, make: impl FnOnce(&Reading<'_>) -> String) -> String {
        let read = self.reading(viewer).read(|reading| {
            let made = || {
                let main = make(reading);
                Ok::<_, std::convert::Infallible>(Screen { main, ..Screen::default() })
            };
            reading.screen(key, made).map(|screen| screen.main.clone())
        });
        read.map_or_else(|_| String::new(), |text| text.unwrap_or_default())
    }

    /// Who is named as the author of what a session writes: whom the keeper let in, in his words.
    fn author(&self, seated: &Seated) -> String {
        let name = self.access.name_of(seated);
        if name.is_empty() { seated.viewer().seat().to_string() } else { name }
    }

    /// What a seat is called on pages.
    pub(crate) fn seat_name(&self, seated: &Seated, seat: &Seat, lang: &Lang) -> String {
        let named = self.reading(seated.viewer()).read(|reading| {
            let view = reading.view(AsOf::default());
            Look::new(&view, lang).seat(seat)
        });
        named.unwrap_or_else(|_| seat.to_string())
    }

    /// He has seen what is new.
    pub(crate) fn has_seen(&self, seated: &Seated) {
        locked(&self.seen).insert(seated.key(), self.now());
    }

    /// The parties that everybody may know.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn public_parties(&self) -> Result<Vec<Id>, StoreError> {
        self.reading(&door::anybody()).read(|reading| {
            let view = reading.view(AsOf::default());
            view.facts::<Party>().map(|(entry, _)| entry.id.clone()).collect()
        })
    }

    /// The parties that a keeper may name.
    pub(crate) fn parties(&self, seated: &Seated) -> Result<Vec<Id>, StoreError> {
        self.reading(seated.viewer()).read(|reading| {
            let view = reading.view(AsOf::default());
            view.facts::<Party>().map(|(entry, _)| entry.id.clone()).collect()
        })
    }
}
