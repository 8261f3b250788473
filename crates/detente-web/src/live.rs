//! News for a viewer: that something changed which he may see, and nothing else.

use crate::door::Seated;
use crate::reply::{Content, Reply};
use crate::request::Head;
use crate::workspace::Workspace;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked whether others wrote into the store, and whether the session still stands.
pub const ROUND: Duration = Duration::from_secs(2);

/// What was changed, in the words of server-sent events: nothing.
const CHANGED: &[u8] = b"event: changed\ndata:\n\n";
const ENDED: &[u8] = b"event: ended\ndata:\n\n";
/// Keeps a connection open through what stands between.
const STILL: &[u8] = b":\n\n";

struct Watching {
    workspace: Arc<Workspace>,
    seated: Seated,
    changes: watch::Receiver<u64>,
    has_begun: bool,
    has_ended: bool,
}

/// A stream of news for the session that `head` brings.
pub async fn stream(workspace: Arc<Workspace>, head: Head) -> Reply {
    let (asked, of) = (workspace.clone(), head.clone());
    let found = tokio::task::spawn_blocking(move || asked.changes(&of)).await;
    let Some((seated, changes)) = found.ok().flatten() else {
        return workspace.no_such_page(&head, StatusCode::NOT_FOUND);
    };
    let watching = Watching { workspace, seated, changes, has_begun: false, has_ended: false };
    let events = stream::unfold(watching, |watching| async {
        let (event, watching) = watching.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from_static(event)), watching))
    });
    let headers = vec![(header::CONTENT_TYPE, "text/event-stream".to_owned())];
    Reply { status: StatusCode::OK, headers, body: Content::Stream(Body::from_stream(events)), keeps: false }
}

impl Watching {
    async fn next(mut self) -> Option<(&'static [u8], Watching)> {
        if self.has_ended {
            return None;
        }
        if !self.has_begun {
            self.has_begun = true;
            return Some((STILL, self));
        }
        let changed = tokio::time::timeout(ROUND, self.changes.changed()).await;
        // Looking whether he is still there is no use of the workspace: it does not keep him awake.
        if !self.workspace.access.is_still_in(&self.seated) {
            self.has_ended = true;
            return Some((ENDED, self));
        }
        match changed {
            Ok(Ok(())) => Some((CHANGED, self)),
            Ok(Err(_)) => None,
            Err(_) => Some((STILL, self)),
        }
    }
}
