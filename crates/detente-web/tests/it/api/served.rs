//! A workspace of the harbour exercise with a clock and a chance of the test's own, asked by programs.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use detente_model::Language;
use detente_record::Seat;
use detente_store::{Place, copy_whole};
use detente_web::access::{Access, Named, Pin, Rules, What};
use detente_web::door::{Answer, Knock, Seated, answer};
use detente_web::world::{Chance, Clock};
use detente_web::{Workspace, World, http};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

pub struct Watch(Mutex<Timestamp>);

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

struct Derived;

impl Chance for Derived {
    fn secret(&self, purpose: &str) -> [u8; 32] {
        Sha256::new().chain_update("a test").chain_update(purpose).finalize().into()
    }
}

pub struct Served {
    _folder: tempfile::TempDir,
    pub workspace: Arc<Workspace>,
    router: Router,
    keeper: Seated,
    pub watch: Arc<Watch>,
    runtime: tokio::runtime::Runtime,
}

/// What came back.
pub struct Came {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Came {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&self.bytes)))
    }

    /// The JSON, of an answer with this status.
    pub fn with(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

pub const HOST: &str = "127.0.0.1:4680";

impl Served {
    pub fn new() -> Served {
        let folder = tempfile::tempdir().unwrap();
        let process = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/processes/harbour-exercise");
        let place = Place::of(&folder.path().join("harbour.detente"));
        copy_whole(Place::of(&process).open().unwrap().as_mut(), &place).unwrap();
        let watch = Arc::new(Watch(Mutex::new("2026-11-27T09:00:00Z".parse().unwrap())));
        let chance = Arc::new(Derived);
        let log = folder.path().join("access.jsonl");
        let (access, _) =
            Access::open(&log, Seat::Team, Rules::default(), watch.clone(), chance.clone()).unwrap();
        let link = access.keepers_link().unwrap();
        let pin = Pin::new("canary-pin-7731").unwrap();
        let opened = access.enter(&link.reveal(), &pin, Language::new("en").unwrap()).unwrap();
        let Answer::Open(keeper) = answer(&access, &Knock::cookie(Some(&opened.secret.reveal()))) else {
            panic!("the keeper is not let in");
        };
        let world = World { clock: watch.clone(), chance };
        let workspace = Arc::new(Workspace::new(place, access, 4680, world).unwrap());
        let router = http::router(&workspace);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Served { _folder: folder, workspace, router, keeper, watch, runtime }
    }

    pub fn pass(&self, time: SignedDuration) {
        let mut now = self.watch.0.lock().unwrap();
        *now = now.checked_add(time).unwrap();
    }

    /// A token for a seat, for an hour.
    pub fn token(&self, seat: &str) -> String {
        let parties = self.workspace.public_parties().unwrap();
        let lasts = SignedDuration::from_hours(1);
        let named = Named { name: format!("a program of {seat}"), seat: Seat::parse(seat).unwrap(), lasts };
        self.workspace.access.make_token(&self.keeper.keeper().unwrap(), named, &parties).unwrap().reveal()
    }

    pub fn revoke(&self, token: &str) {
        let key = detente_web::access::Secret::parse(token).unwrap().key();
        self.workspace.access.revoke(&self.keeper.keeper().unwrap(), What::Token(key)).unwrap();
    }

    pub fn send(&self, request: Request<Body>) -> Came {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = body.collect().await.unwrap().to_bytes().to_vec();
            Came { status: parts.status, headers: parts.headers, bytes }
        })
    }

    pub fn get(&self, token: &str, path: &str) -> Came {
        let request = Request::get(format!("/api/v1/{path}")).header("host", HOST);
        self.send(request.header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap())
    }

    pub fn post(&self, token: &str, path: &str, body: impl Into<Vec<u8>>) -> Came {
        self.post_with(token, path, body, &[])
    }

    pub fn post_with(
        &self,
        token: &str,
        path: &str,
        body: impl Into<Vec<u8>>,
        more: &[(&str, &str)],
    ) -> Came {
        let mut request = Request::post(format!("/api/v1/{path}"))
            .header("host", HOST)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json");
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.into())).unwrap())
    }
}
