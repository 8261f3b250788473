//! A request that names itself is carried out once, however often it is sent.

use super::problem::Problem;
use crate::access::Claim;
use crate::door::Seated;
use crate::reply::{Content, Reply};
use crate::request::{Body, Head};
use crate::routes::{Method, Route};
use crate::workspace::Workspace;
use axum::http::{HeaderName, StatusCode};
use sha2::{Digest, Sha256};

/// The longest key.
const LONGEST_KEY: usize = 128;

/// Says that a reply is the first one's again.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

impl Workspace {
    /// What `act` replies; or what it replied when the same request came before, under the same key.
    pub(crate) fn once(
        &self,
        route: &Route,
        head: &Head,
        body: &Body,
        seated: &Seated,
        act: impl FnOnce() -> Reply,
    ) -> Reply {
        let key = head.idempotency_key.as_deref().filter(|_| route.method == Method::Post);
        let Some(key) = key else { return act() };
        if key.is_empty() || key.len() > LONGEST_KEY || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Problem::of_key("a key has 1 to 128 characters of ASCII, without spaces").reply();
        }
        let request = fingerprint(route, head, body);
        match self.access.claim(seated, key) {
            Claim::Running => Problem::of(StatusCode::CONFLICT).reply(),
            Claim::Done(result) => match result.strip_prefix(&request) {
                Some(first) => Reply::written(first.as_bytes().to_vec()).with(REPLAYED, "true"),
                None => Problem::of_key("it was sent before, with another request").reply(),
            },
            Claim::First => {
                let reply = act();
                match (&reply.body, reply.status) {
                    (Content::Whole(bytes), StatusCode::CREATED) => {
                        self.access.remember(seated, key, request + &String::from_utf8_lossy(bytes));
                    }
                    _ => self.access.forget(seated, key),
                }
                reply
            }
        }
    }
}

/// What a request asks, in few bytes.
fn fingerprint(route: &Route, head: &Head, body: &Body) -> String {
    let mut hash = Sha256::new().chain_update(route.name);
    for (key, value) in &head.query.0 {
        hash.update([0]);
        hash.update(key);
        hash.update([0]);
        hash.update(value);
    }
    hash.update([0, 0]);
    hash.update(&body.text);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
