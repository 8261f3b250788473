//! The routes as a service of HTTP, and the server that listens.
//!
//! Nothing is decided here: a request is taken apart, within limits of size and time, and handed to
//! [`Workspace::answer`] on a thread where it may wait for the store.

use crate::asked::Asked;
use crate::live;
use crate::pen::Upload;
use crate::request::{Body as Brought, Head};
use crate::routes::{Act, Door, Method, ROUTES, Route};
use crate::workspace::Workspace;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{Response, StatusCode, header};
use axum::routing::{MethodFilter, MethodRouter, on};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// The largest form, in bytes.
pub const MOST_FORM: usize = 1 << 20;

/// The largest document that is attached, in bytes.
pub const MOST_UPLOAD: usize = 32 << 20;

/// How long a request may take to come: its head, and its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many connections are served at once.
const MOST_CONNECTIONS: usize = 512;

/// How many uploads are held in memory at once.
const MOST_UPLOADS: usize = 2;

static UPLOADS: Semaphore = Semaphore::const_new(MOST_UPLOADS);

/// The service: a row of the table is a route of it, and there are no others.
pub fn router(workspace: &Arc<Workspace>) -> Router {
    let mut paths: BTreeMap<String, MethodRouter> = BTreeMap::new();
    for route in ROUTES {
        let filter = match route.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
        };
        let workspace = workspace.clone();
        let served = move |request: Request| serve_one(workspace.clone(), route, request);
        let path = path_of(route);
        let known = paths.remove(&path).unwrap_or_default();
        paths.insert(path, known.merge(on(filter, served)));
    }
    let mut router = Router::new();
    for (path, served) in paths {
        router = router.route(&path, served);
    }
    let compressed = CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest);
    let nothing = workspace.clone();
    let no_way = workspace.clone();
    router
        .fallback(move |request: Request| nowhere(nothing.clone(), StatusCode::NOT_FOUND, request))
        .method_not_allowed_fallback(move |request: Request| {
            nowhere(no_way.clone(), StatusCode::METHOD_NOT_ALLOWED, request)
        })
        .layer(compressed)
}

/// Where a route is found.
pub fn path_of(route: &Route) -> String {
    match route.door {
        Door::Anybody if matches!(route.act, Act::Asset) => "/asset/{name}".to_owned(),
        Door::Anybody => format!("/{}", route.name),
        Door::Token => format!("/api/v1/{}", route.name),
        Door::Session | Door::Viewer | Door::Keeper => format!("/v/{{session}}/{}", route.name),
    }
}

async fn nowhere(workspace: Arc<Workspace>, status: StatusCode, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    workspace.no_such_page(&Head::of(&parts), status).into_response()
}

async fn serve_one(workspace: Arc<Workspace>, route: &'static Route, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let head = Head::of(&parts);
    // Who is not let in is not listened to; but what somebody wrote whose session ended meanwhile is given back.
    if let Err(reply) = workspace.admit(route, &head) {
        let typed = drain(&parts, body).await;
        return match reply.status {
            StatusCode::UNAUTHORIZED | StatusCode::LOCKED => workspace.with_typed(&head, reply, &typed),
            _ => reply,
        }
        .into_response();
    }
    if matches!(route.act, Act::Live) {
        return live::stream(workspace, head).await.into_response();
    }
    let held = match is_upload(&parts) {
        true => UPLOADS.acquire().await.ok(),
        false => None,
    };
    let brought = match tokio::time::timeout(PATIENCE, read_body(route, &parts, body)).await {
        Ok(Ok(brought)) => brought,
        Ok(Err(status)) => return workspace.unreadable(&head, status).into_response(),
        Err(_) => return workspace.unreadable(&head, StatusCode::REQUEST_TIMEOUT).into_response(),
    };
    let answering = workspace.clone();
    let (asked, of) = (head.clone(), route);
    let answered = tokio::task::spawn_blocking(move || answering.answer(of, &asked, &brought)).await;
    drop(held);
    match answered {
        Ok(reply) => reply.into_response(),
        // A panic is a fault of ours; what it says stays on standard error.
        Err(_) => workspace.unreadable(&head, StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

/// Reads a little of what nobody listens to, so that the sender is told why instead of cut off: the pairs, if it is a
/// form that came whole.
async fn drain(parts: &axum::http::request::Parts, body: Body) -> Asked {
    let read = tokio::time::timeout(Duration::from_secs(1), to_bytes(body, MOST_FORM)).await;
    match read {
        Ok(Ok(bytes)) if is_of_type(parts, "application/x-www-form-urlencoded") => {
            Asked::read(&bytes).unwrap_or_default()
        }
        _ => Asked::default(),
    }
}

fn is_of_type(parts: &axum::http::request::Parts, wanted: &str) -> bool {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with(wanted))
}

fn is_upload(parts: &axum::http::request::Parts) -> bool {
    is_of_type(parts, "multipart/form-data")
}

async fn read_body(
    route: &Route,
    parts: &axum::http::request::Parts,
    body: Body,
) -> Result<Brought, StatusCode> {
    if route.method == Method::Get {
        return Ok(Brought::default());
    }
    if is_upload(parts) {
        return read_upload(parts, body).await;
    }
    let bytes = to_bytes(body, MOST_FORM).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    if route.door == Door::Token {
        return Ok(Brought { text: bytes.to_vec(), ..Brought::default() });
    }
    let typed = Asked::read(&bytes).map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(Brought { typed, ..Brought::default() })
}

async fn read_upload(parts: &axum::http::request::Parts, body: Body) -> Result<Brought, StatusCode> {
    let bytes = to_bytes(body, MOST_UPLOAD).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let mut whole = Request::new(Body::from(bytes));
    *whole.headers_mut() = parts.headers.clone();
    let broken = |_| StatusCode::BAD_REQUEST;
    let mut parts = Multipart::from_request(whole, &()).await.map_err(|_| StatusCode::BAD_REQUEST)?;
    let mut brought = Brought::default();
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file) => {
                let bytes = part.bytes().await.map_err(broken)?.to_vec();
                brought.upload = Some(Upload { name: file, bytes });
            }
            None => brought.typed.0.push((name, part.text().await.map_err(broken)?)),
        }
    }
    Ok(brought)
}

/// Serves `router` until `stop`.
///
/// # Errors
/// Where nothing more can be accepted.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return Ok(()) };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => return Ok(()),
        };
        let (stream, _) = match accepted {
            Ok(accepted) => accepted,
            // One connection that was given up, or too many files at this moment, ends no server.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
            // Whoever is cut off knows it himself.
            let _ = http.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}
