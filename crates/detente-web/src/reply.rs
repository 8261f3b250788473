//! What goes back over HTTP, with the headers that every reply has.

use crate::assets;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};

/// What every reply says to a browser: nothing from elsewhere, nothing inline, nothing kept, nothing told.
const ALWAYS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not no-referrer: a form would then be sent without saying where it comes from.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Where more may be put into a page that says no.
const MORE: &str = "<!--more-->";

/// A body.
#[derive(Debug)]
pub enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// What is still to come.
    Stream(Body),
}

/// What goes back.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// Headers beside those that every reply has.
    pub headers: Vec<(HeaderName, String)>,
    /// The body.
    pub body: Content,
    /// May a browser keep it? Only what is the same for everybody.
    pub keeps: bool,
}

impl Reply {
    fn of(status: StatusCode, kind: &str, body: impl Into<Vec<u8>>) -> Reply {
        let headers = vec![(header::CONTENT_TYPE, kind.to_owned())];
        Reply { status, headers, body: Content::Whole(body.into()), keeps: false }
    }

    /// A page.
    pub fn html(status: StatusCode, text: String) -> Reply {
        Reply::of(status, "text/html; charset=utf-8", text)
    }

    /// Data.
    pub fn json(status: StatusCode, value: &serde_json::Value) -> Reply {
        Reply::of(status, "application/json", detente_brief::json_text(value))
    }

    /// What was written, as JSON that was made before.
    pub fn written(json: Vec<u8>) -> Reply {
        Reply::of(StatusCode::CREATED, "application/json", json)
    }

    /// What is wrong, for a program (RFC 9457).
    pub fn problem(status: StatusCode, value: &serde_json::Value) -> Reply {
        Reply::of(status, "application/problem+json", detente_brief::json_text(value))
    }

    /// Text.
    pub fn text(status: StatusCode, text: String) -> Reply {
        Reply::of(status, "text/plain; charset=utf-8", text)
    }

    /// Go there, with GET.
    pub fn went(to: &str) -> Reply {
        Reply::of(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", String::new())
            .with(header::LOCATION, to)
    }

    /// A file to keep, which no browser may open in the page's place.
    pub fn file(name: &str, kind: &str, bytes: Vec<u8>) -> Reply {
        let name = crate::asked::encoded(name).replace(['/', ':'], "_");
        Reply::of(StatusCode::OK, kind, bytes)
            .with(header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}"))
    }

    /// A part of the program.
    pub fn asset(asset: &assets::Asset) -> Reply {
        Reply { keeps: true, ..Reply::of(StatusCode::OK, asset.kind, asset.bytes) }
    }

    /// The same with one more header.
    pub fn with(mut self, name: HeaderName, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }

    /// The same page with more at its end.
    pub fn with_more(mut self, more: &str) -> Reply {
        if let Content::Whole(bytes) = &mut self.body {
            let at = bytes.windows(MORE.len()).position(|part| part == MORE.as_bytes());
            if let Some(at) = at {
                bytes.splice(at..at + MORE.len(), more.bytes());
            }
        }
        self
    }

    /// Where it sends whoever asked.
    pub fn goes_to(&self) -> Option<&str> {
        let place = self.headers.iter().find(|(name, _)| *name == header::LOCATION);
        place.map(|(_, place)| place.as_str())
    }

    /// As HTTP.
    pub fn into_response(self) -> Response<Body> {
        let mut response = Response::new(match self.body {
            Content::Whole(bytes) => Body::from(bytes),
            Content::Stream(body) => body,
        });
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        for (name, value) in ALWAYS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let keeping = if self.keeps { "public, max-age=31536000, immutable" } else { "no-store" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keeping));
        for (name, value) in self.headers {
            // A value that HTTP cannot carry is left out rather than cut.
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.append(name, value);
            }
        }
        response
    }
}
