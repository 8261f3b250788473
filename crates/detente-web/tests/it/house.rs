//! A workspace in process: a store in memory, a clock that stands, and browsers on every seat.

use crate::world::{Derived, PIN, Watch, english, named, parties, pin, seat};
use axum::body::Body;
use axum::http::{Request, Response, header};
use detente_model::{Language, Room};
use detente_record::{Entry, Line, Salt, Viewer};
use detente_store::{Batch, Files, Place, copy_whole};
use detente_web::access::{Access, PinCost, Rules};
use detente_web::asked::Asked;
use detente_web::door::{self, Knock, Seated};
use detente_web::request::{Body as Brought, Head};
use detente_web::routes::Route;
use detente_web::{Workspace, World, http};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// The port that the workspace of a test believes to be at.
const PORT: u16 = 4000;

/// The rooms of a test, widest first; the caucus of both parties, and one of a party that is at no seat.
pub const ROOMS: [&str; 9] = [
    "public",
    "joint",
    "caucus:north+south",
    "caucus:north",
    "caucus:south",
    "caucus:east",
    "party:north",
    "party:south",
    "team",
];

/// What every process of the tests says: enough to point at from any room.
const SCENE: &str = r#"
process: {id: worlds, title: {en: Two worlds, ar: عالمان}, keeper: KEEPER, zone: Europe/Istanbul, recorded: 2025-05-17, author: An author, basis: stated, salt: abc}
parties:
- {id: north, name: Harbour north, role: belligerent}
- {id: south, name: Harbour south, role: belligerent}
- {id: east, name: Harbour east, role: belligerent}
- {id: med, name: Harbour med, role: mediator}
sources:
- {id: report, title: Harbour report, kind: press, text: "They met for two hours.\nThey agreed on little.\n"}
people:
- {id: head-north, name: Ada, party: north, offices: [{title: Warden, rank: minister}]}
issues:
- {id: truce, title: Truce, scale: ordinal, options: [none, partial, full, open]}
- {id: captives, title: Captives, scale: numeric, unit: persons, min: "0", max: "500"}
sessions:
- {id: first, title: First round, kind: direct, when: 2025-05-16, parties: [north, south], discussed: [truce]}
positions:
- {id: pos-north, party: north, issue: truce, kind: demand, option: partial, when: 2025-05-01}
- {id: pos-south, party: south, issue: truce, kind: offer, option: none, when: 2025-05-16}
proposals:
- {id: offer, title: Harbour offer, by: [north], to: [south], terms: {truce: full}}
agreements:
- {id: pact, title: Harbour pact, status: agreed, scope: part, parties: [north, south], when: 2025-05-16}
incidents:
- {id: raid, kind: clash, when: 2025-05-15, killed: "2"}
statements:
- {id: copy-public, by: north, sense: We could live with it.}
- {id: copy-joint, room: joint, by: north, sense: We could live with it.}
"#;

/// The bytes of a store that holds the scene, kept by `keeper`.
fn scene(keeper: &str) -> Vec<u8> {
    static MADE: Mutex<Vec<(String, Vec<u8>)>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap();
    if let Some((_, bytes)) = made.iter().find(|(of, _)| of == keeper) {
        return bytes.clone();
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("process.yaml"), SCENE.replace("KEEPER", keeper)).unwrap();
    let path = folder.path().join("scene.detente");
    copy_whole(&mut Files::at(folder.path()), &Place::Sqlite(path.clone())).unwrap();
    let bytes = fs::read(path).unwrap();
    made.push((keeper.to_owned(), bytes.clone()));
    bytes
}

/// A folder where a sync costs nothing, if there is such a place.
pub fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// A workspace with its store, its clock and its keeper.
pub struct House {
    pub store: PathBuf,
    pub log: PathBuf,
    pub watch: Arc<Watch>,
    pub workspace: Arc<Workspace>,
    /// The keeper's session that hands out seats to those whom a test looks at.
    pub keeper: Browser,
    /// To whom requests are addressed.
    pub host: String,
    router: axum::Router,
    runtime: Runtime,
    _folder: TempDir,
}

/// A session in a browser.
#[derive(Clone, Debug)]
pub struct Browser {
    pub cookie: String,
}

/// What came back, but for the date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Got {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Got {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Everything in which words could stand.
    pub fn all(&self) -> String {
        format!("{} {:?}\n{}", self.status, self.headers, self.text())
    }
}

/// What is asked: pairs of an address or of a form.
pub type Pairs = Vec<(String, String)>;

pub fn pairs(of: &[(&str, &str)]) -> Pairs {
    of.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// `key=value&…`, as a browser writes it.
pub fn encoded(of: &[(String, String)]) -> String {
    let with: Vec<(&str, &str)> = of.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    detente_web::asked::address("", &with).trim_start_matches('?').to_owned()
}

impl Browser {
    /// The key of the session, which is a part of its addresses.
    pub fn key(&self) -> &str {
        self.cookie.split_once('.').unwrap().0
    }

    pub fn header(&self) -> String {
        format!("detente={}", self.cookie)
    }
}

impl House {
    /// A workspace kept by `keeper`.
    pub fn new(keeper: &str) -> House {
        House::at_port(keeper, PORT)
    }

    /// The same, which believes to be at `port`.
    pub fn at_port(keeper: &str, port: u16) -> House {
        let folder = in_memory();
        let store = folder.path().join("process.detente");
        fs::write(&store, scene(keeper)).unwrap();
        let log = folder.path().join("access.jsonl");
        let watch = Arc::new(Watch::at("2026-11-27T09:00:00Z".parse().unwrap()));
        let rules = Rules { pin: PinCost::CHEAP, ..Rules::default() };
        let (access, _) = Access::open(&log, seat(keeper), rules, watch.clone(), Arc::new(Derived)).unwrap();
        let world = World { clock: watch.clone(), chance: Arc::new(Derived) };
        let workspace = Workspace::new(Place::Sqlite(store.clone()), access, port, world).unwrap();
        let workspace = Arc::new(workspace);
        // Time stands still for what waits, too.
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        let router = http::router(&workspace);
        let keeper = keepers_session(&workspace);
        let host = format!("127.0.0.1:{port}");
        House { store, log, watch, workspace, keeper, host, router, runtime, _folder: folder }
    }

    /// Another session of the keeper's.
    pub fn keepers_session(&self) -> Browser {
        keepers_session(&self.workspace)
    }

    /// A link for a seat, made in the session `keeper`.
    pub fn link(&self, keeper: &Browser, at: &str) -> String {
        let seated = self.seated(keeper).unwrap();
        let keeper = seated.keeper().unwrap();
        let mut all = parties();
        all.extend(seat_party(at));
        self.workspace.access.make_link(&keeper, named("An adviser", at), &all).unwrap().reveal()
    }

    /// A session on a seat, let in by `keeper`.
    pub fn guest(&self, keeper: &Browser, at: &str, language: &str) -> Browser {
        let link = self.link(keeper, at);
        let language = Language::new(language).unwrap();
        let opened = self.workspace.access.enter(&link, &pin(PIN), language).unwrap();
        Browser { cookie: opened.secret.reveal() }
    }

    /// A token on a seat.
    pub fn token(&self, keeper: &Browser, at: &str) -> String {
        let seated = self.seated(keeper).unwrap();
        let keeper = seated.keeper().unwrap();
        self.workspace.access.make_token(&keeper, named("A script", at), &parties()).unwrap().reveal()
    }

    /// Who sits there, if the session is open; asking does not keep it awake.
    pub fn seated(&self, browser: &Browser) -> Option<Seated> {
        match door::answer(&self.workspace.access, &Knock::unattended(Some(&browser.cookie))) {
            door::Answer::Open(seated) => Some(seated),
            _ => None,
        }
    }

    /// A person is there: the session stays awake, and is unlocked if it was not.
    pub fn is_there(&self, browser: &Browser) {
        let knock = Knock::cookie(Some(&browser.cookie));
        if let door::Answer::Locked(_) = door::answer(&self.workspace.access, &knock) {
            self.workspace.access.unlock(&browser.cookie, &pin(PIN));
            door::answer(&self.workspace.access, &knock);
        }
    }

    /// The token that forms of the session bring, locked or not.
    pub fn csrf(&self, browser: &Browser) -> String {
        match door::answer(&self.workspace.access, &Knock::unattended(Some(&browser.cookie))) {
            door::Answer::Open(seated) => {
                seated.csrf().map(|csrf| csrf.reveal().to_owned()).unwrap_or_default()
            }
            door::Answer::Locked(at) => at.csrf().reveal().to_owned(),
            door::Answer::Nobody => String::new(),
        }
    }

    /// Sends a request as it is.
    pub fn send(&self, request: Request<Body>) -> Got {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            got(response).await
        })
    }

    /// `GET` of a path.
    pub fn get_path(&self, browser: Option<&Browser>, path: &str) -> Got {
        let mut request = Request::get(path).header(header::HOST, &self.host);
        if let Some(browser) = browser {
            request = request.header(header::COOKIE, browser.header());
        }
        self.send(request.body(Body::empty()).unwrap())
    }

    /// `GET` of a route of the session.
    pub fn get(&self, browser: &Browser, name: &str, query: &[(String, String)]) -> Got {
        self.get_path(Some(browser), &at(&format!("/v/{}/{name}", browser.key()), query))
    }

    /// `POST` of a form of the session to `path`, as a page of ours sends it.
    pub fn post_path(&self, browser: Option<&Browser>, path: &str, form: &[(String, String)]) -> Got {
        let mut request = Request::post(path)
            .header(header::HOST, &self.host)
            .header(header::ORIGIN, format!("http://{}", self.host))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(browser) = browser {
            request = request.header(header::COOKIE, browser.header());
        }
        self.send(request.body(Body::from(encoded(form))).unwrap())
    }

    /// `POST` to a route of the session, with its token.
    pub fn post(&self, browser: &Browser, name: &str, form: &[(String, String)]) -> Got {
        let mut form = form.to_vec();
        form.push(("_csrf".into(), self.csrf(browser)));
        self.post_path(Some(browser), &format!("/v/{}/{name}", browser.key()), &form)
    }

    /// What the workspace answers to a form that is sent to `route`, which need not be in the table.
    pub fn answer(&self, route: &Route, browser: &Browser, form: &[(String, String)]) -> Got {
        let mut typed = form.to_vec();
        if !typed.iter().any(|(key, _)| key == "_csrf") {
            typed.push(("_csrf".into(), self.csrf(browser)));
        }
        let body = Brought { typed: Asked(typed), ..Brought::default() };
        let reply = self.workspace.answer(route, &self.head(browser, route.name), &body);
        self.runtime.block_on(got(reply.into_response()))
    }

    /// The head of a request that a page of the session sends.
    pub fn head(&self, browser: &Browser, name: &str) -> Head {
        Head {
            session: Some(browser.key().to_owned()),
            name: name.to_owned(),
            cookies: browser.header(),
            host: Some(self.host.clone()),
            origin: Some(format!("http://{}", self.host)),
            ..Head::default()
        }
    }

    /// A program's request with a token.
    pub fn call(&self, token: Option<&str>, method: &str, path: &str, body: String) -> Got {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, &self.host);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.send(request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body)).unwrap())
    }

    /// The events that a session is told.
    pub fn events(&self, browser: &Browser) -> Events {
        let request = Request::get(format!("/v/{}/live", browser.key()))
            .header(header::HOST, &self.host)
            .header(header::COOKIE, browser.header())
            .body(Body::empty())
            .unwrap();
        let response = self.runtime.block_on(self.router.clone().oneshot(request)).unwrap();
        Events { status: response.status().as_u16(), body: response.into_body(), has_ended: false }
    }

    /// The events that came since this was asked last, as they came.
    pub fn heard(&self, events: &mut Events) -> String {
        if events.has_ended {
            return String::new();
        }
        let _inside = self.runtime.enter();
        let mut heard = String::new();
        let mut waker = Context::from_waker(Waker::noop());
        loop {
            let frame = std::pin::pin!(events.body.frame());
            match frame.poll(&mut waker) {
                Poll::Ready(Some(Ok(frame))) => {
                    heard.push_str(&String::from_utf8_lossy(&frame.into_data().unwrap_or_default()));
                }
                Poll::Ready(Some(Err(error))) => heard.push_str(&format!("error: {error}")),
                Poll::Ready(None) => {
                    events.has_ended = true;
                    return heard + "end";
                }
                Poll::Pending => return heard,
            }
        }
    }

    pub fn now(&self) -> Timestamp {
        detente_web::world::Clock::now(&*self.watch)
    }

    /// Puts an entry into a room as another program would, and tells of it as a server's round does.
    pub fn put(&self, room: &str, id: &str, kind: &str, said: &Value, document: Option<Vec<u8>>) {
        let room = Room::parse(room).unwrap();
        let mut store = Place::Sqlite(self.store.clone()).open().unwrap();
        let state = store.state(&room).unwrap();
        let recorded = state.last.map_or(self.now(), |last| last.max(self.now()));
        let mut entry = json!({
            "id": id, "entry": kind, "room": room.to_string(), "recorded": recorded.to_string(),
            "author": format!("writer of {}", word(&room.to_string())), "basis": "stated",
        });
        entry.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        let zone = jiff::tz::TimeZone::UTC;
        let text = entry.to_string();
        let entry = Entry::from_canonical(&text, &zone).unwrap_or_else(|| panic!("no entry: {text}"));
        let salt = Salt(Sha256::digest(format!("{room} {id}")).into());
        let documents: Vec<Vec<u8>> = document.into_iter().collect();
        let lines = [Line::of(entry, salt)];
        let batch = Batch { room: &room, expected: state.size, lines: &lines, documents: &documents };
        store.append(&[batch]).unwrap();
        self.workspace.tell_of_change();
    }

    /// How many lines each room has.
    pub fn sizes(&self) -> Vec<(String, u64)> {
        let mut store = Place::Sqlite(self.store.clone()).open().unwrap();
        let rooms = store.rooms().unwrap();
        rooms.into_iter().map(|room| (room.to_string(), store.state(&room).unwrap().size)).collect()
    }

    /// How many lines a room has; no other is looked at.
    pub fn size(&self, room: &str) -> u64 {
        let mut store = Place::Sqlite(self.store.clone()).open().unwrap();
        store.state(&Room::parse(room).unwrap()).unwrap().size
    }

    /// Makes all rooms, without a line: what happens in them later changes no table of the store.
    pub fn make_rooms(&self) {
        let mut store = Place::Sqlite(self.store.clone()).open().unwrap();
        for room in ROOMS.map(|room| Room::parse(room).unwrap()) {
            let expected = store.state(&room).unwrap().size;
            let documents = [b"nothing".to_vec()];
            store.append(&[Batch { room: &room, expected, lines: &[], documents: &documents }]).unwrap();
        }
    }
}

/// A stream of events.
pub struct Events {
    pub status: u16,
    body: Body,
    has_ended: bool,
}

fn keepers_session(workspace: &Workspace) -> Browser {
    let link = workspace.access.keepers_link().unwrap().reveal();
    let opened = workspace.access.enter(&link, &pin(PIN), english()).unwrap();
    Browser { cookie: opened.secret.reveal() }
}

async fn got(response: Response<Body>) -> Got {
    let (parts, body) = response.into_parts();
    let text = |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<(String, String)> = parts
        .headers
        .iter()
        .filter(|(name, _)| *name != header::DATE)
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect();
    // A stream of events has no end.
    let has_end = !headers.iter().any(|(_, value)| value == "text/event-stream");
    let body = match has_end {
        true => body.collect().await.unwrap().to_bytes().to_vec(),
        false => Vec::new(),
    };
    Got { status: parts.status.as_u16(), headers, body }
}

fn seat_party(at: &str) -> Option<detente_model::Id> {
    at.strip_prefix("party:").and_then(detente_model::Id::new)
}

/// A path with a query.
pub fn at(path: &str, query: &[(String, String)]) -> String {
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", encoded(query)),
    }
}

pub fn viewer(at: &str) -> Viewer {
    Viewer::seated(seat(at))
}

/// Whether who sits at `seat` reads `room`, by the table of the design, written down once more.
pub fn reads(seat: &str, room: &str) -> bool {
    match (seat, room) {
        (_, "public") => true,
        ("public", _) => false,
        (_, "joint") => true,
        ("projector", _) => false,
        ("team", room) => !room.starts_with("party:"),
        (_, "team") => false,
        (seat, room) => {
            let me = seat.trim_start_matches("party:");
            room.split_once(':').is_some_and(|(_, who)| who.split('+').any(|member| member == me))
        }
    }
}

/// Whether he writes there.
pub fn writes(seat: &str, room: &str) -> bool {
    reads(seat, room)
        && match seat {
            "team" => true,
            "public" | "projector" => false,
            _ => !matches!(room, "public" | "joint"),
        }
}

/// The word that only entries of `room` say.
pub fn word(room: &str) -> String {
    format!("zq{}qz", room.replace([':', '+', '-'], ""))
}

/// How a source names a document.
pub fn document(name: &str, bytes: &[u8]) -> Value {
    let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"name": name, "size": bytes.len(), "sha256": sha256})
}

/// The bytes of all files in `folder`, by their paths from `root`.
pub fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => collect(root, &path, files),
            false => {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
}

/// What a store's connections did, where a test asked for it.
pub type Runs = Vec<(String, [i32; 3])>;

static COUNTED: Mutex<Vec<(PathBuf, Runs)>> = Mutex::new(Vec::new());

/// From now on what SQLite does for stores is noted down, for [`runs_of`].
pub fn count_rows() {
    detente_store::watch_connections(note_down);
}

/// How often each store was opened.
static OPENED: Mutex<BTreeMap<PathBuf, usize>> = Mutex::new(BTreeMap::new());

/// How often the store at `path` was opened since [`count_rows`].
pub fn openings_of(path: &Path) -> usize {
    OPENED.lock().unwrap().get(path).copied().unwrap_or(0)
}

fn note_down(path: &Path, db: &mut rusqlite::Connection) {
    *OPENED.lock().unwrap().entry(path.to_owned()).or_default() += 1;
    use rusqlite::StatementStatus::{FullscanStep, Sort, VmStep};
    use rusqlite::trace::{TraceEvent, TraceEventCodes};
    let path = path.to_owned();
    // A statement that is kept counts on from one run to the next.
    let mut before: BTreeMap<String, [i32; 3]> = BTreeMap::new();
    let trace = move |event: TraceEvent<'_>| {
        if let TraceEvent::Profile(statement, _) = event {
            let now = [FullscanStep, VmStep, Sort].map(|status| statement.get_status(status));
            let old = before.insert(statement.sql().into_owned(), now).filter(|old| old[1] <= now[1]);
            let old = old.unwrap_or_default();
            let run =
                (without_numbers(&statement.sql()), [now[0] - old[0], now[1] - old[1], now[2] - old[2]]);
            let mut counted = COUNTED.lock().unwrap();
            match counted.iter_mut().find(|(known, _)| *known == path) {
                Some((_, runs)) => runs.push(run),
                None => counted.push((path.clone(), vec![run])),
            }
        }
    };
    db.trace_v2(TraceEventCodes::SQLITE_TRACE_PROFILE, Some(trace)).unwrap();
}

/// The statements that were run on the store at `path` since this was asked last, with the work for them.
pub fn runs_of(path: &Path) -> Runs {
    let mut counted = COUNTED.lock().unwrap();
    match counted.iter().position(|(known, _)| known == path) {
        Some(place) => counted.swap_remove(place).1,
        None => Vec::new(),
    }
}

/// A statement without the numbers of rooms: a room has its number by when it was made.
fn without_numbers(sql: &str) -> String {
    let mut parts = sql.split("room_");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str("room_");
        text.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    text
}
