//! A request, taken apart.

use crate::asked::Asked;
use crate::pen::Upload;
use axum::http::{HeaderName, header, request::Parts};

/// What a request says before its body.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Whose address it was sent to: the key of a session.
    pub session: Option<String>,
    /// The last part of its path.
    pub name: String,
    /// What its query asks.
    pub query: Asked,
    /// Its cookies, as they came.
    pub cookies: String,
    /// The token that it brings.
    pub bearer: Option<String>,
    /// Is it for the API? Then a program reads what comes back.
    pub is_api: bool,
    /// Does its query ask more than anybody asks?
    pub asks_too_much: bool,
    /// What it calls itself, so that it is carried out once however often it is sent.
    pub idempotency_key: Option<String>,
    /// To whom it is addressed.
    pub host: Option<String>,
    /// Where it comes from.
    pub origin: Option<String>,
    /// The same in the browser's own words.
    pub site: Option<String>,
    /// The languages that the browser asks for.
    pub languages: String,
}

/// What a request brings.
#[derive(Debug, Default)]
pub struct Body {
    /// What was typed into a form.
    pub typed: Asked,
    /// The file that came with it.
    pub upload: Option<Upload>,
    /// What a program sent.
    pub text: Vec<u8>,
}

impl Head {
    /// Reads the head of a request.
    pub fn of(parts: &Parts) -> Head {
        let text = |name: HeaderName| {
            parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let mut steps = parts.uri.path().split('/').skip(1);
        let (first, second) = (steps.next(), steps.next());
        let bearer = text(header::AUTHORIZATION);
        let query = Asked::read(parts.uri.query().unwrap_or_default().as_bytes());
        Head {
            session: second.filter(|_| first == Some("v")).map(str::to_owned),
            name: parts.uri.path().rsplit('/').next().unwrap_or_default().to_owned(),
            // Of an address with too many questions none is answered.
            asks_too_much: query.is_err(),
            query: query.unwrap_or_default(),
            cookies: text(header::COOKIE).unwrap_or_default(),
            bearer: bearer.and_then(|value| {
                let (scheme, token) = value.split_once(' ')?;
                scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
            }),
            is_api: parts.uri.path().starts_with("/api/"),
            // One that is no text is refused later, and not taken for none.
            idempotency_key: parts
                .headers
                .get(HeaderName::from_static("idempotency-key"))
                .map(|key| String::from_utf8_lossy(key.as_bytes()).into_owned()),
            host: text(header::HOST),
            origin: text(header::ORIGIN),
            site: text(HeaderName::from_static("sec-fetch-site")),
            languages: text(header::ACCEPT_LANGUAGE).unwrap_or_default(),
        }
    }

    /// The value of the cookie called `name`.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let pairs = self.cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}
