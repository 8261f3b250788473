//! Pages that say no, and what to do.

use crate::answer::{Refusal, Screen};
use crate::api::problem::Problem;
use crate::asked::{Asked, address};
use crate::form;
use crate::reply::Reply;
use crate::request::Head;
use crate::routes::{Method, Route};
use crate::workspace::Workspace;
use askama::Template;
use axum::http::StatusCode;
use detente_store::{StoreError, WriteError};

/// What people typed is given back under these names only if they typed it.
const NOT_TYPED: [&str; 5] = [form::CSRF, form::ONCE, form::LOOKED, "pin", "link"];

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused {
    words: String,
    more: Vec<String>,
    back: String,
    back_to: Option<String>,
}

#[derive(Template)]
#[template(path = "typed.html")]
struct Typed<'a> {
    words: String,
    pairs: Vec<&'a (String, String)>,
}

impl Workspace {
    /// A page that says no, by the name of its messages.
    pub(crate) fn refuse(&self, head: &Head, status: StatusCode, name: &str) -> Reply {
        self.refuse_with(head, status, name, Vec::new())
    }

    fn refuse_with(&self, head: &Head, status: StatusCode, name: &str, more: Vec<String>) -> Reply {
        if head.is_api {
            return Problem::of(status).with(more).reply();
        }
        let lang = self.lang_asked(head);
        let refused = Refused {
            words: lang.say(&format!("refused-{name}")),
            more,
            back: lang.say("refused-back"),
            // Whoever is out has nowhere to go back to.
            back_to: head
                .session
                .as_ref()
                .filter(|_| status != StatusCode::UNAUTHORIZED)
                .map(|_| "today".to_owned()),
        };
        let title = lang.say(&format!("refused-{name}-title"));
        let main = refused.render().unwrap_or_default();
        Reply::html(status, self.unframed(lang, &Screen { title, main, found: false }))
    }

    /// There is no such page, or none that may be known of: the same.
    pub fn no_such_page(&self, head: &Head, status: StatusCode) -> Reply {
        self.refuse(head, status, "nothing")
    }

    /// A body that did not come, or came broken.
    pub fn unreadable(&self, head: &Head, status: StatusCode) -> Reply {
        let name = match status {
            StatusCode::PAYLOAD_TOO_LARGE => "size",
            StatusCode::REQUEST_TIMEOUT => "slow",
            StatusCode::INTERNAL_SERVER_ERROR => "fault",
            _ => "broken",
        };
        self.refuse(head, status, name)
    }

    /// The store cannot do it.
    pub(crate) fn store_failed(&self, head: &Head, error: &StoreError) -> Reply {
        let mut more = vec![error.to_string()];
        if let StoreError::Failed { help: Some(help), .. } = error {
            more.push(help.clone());
        }
        self.refuse_with(head, StatusCode::SERVICE_UNAVAILABLE, "store", more)
    }

    /// Why an act answered nothing.
    pub(crate) fn refusal(&self, head: &Head, refusal: &Refusal) -> Reply {
        match refusal {
            Refusal::Nothing => self.no_such_page(head, StatusCode::NOT_FOUND),
            Refusal::Unclear(what) => {
                self.refuse_with(head, StatusCode::BAD_REQUEST, "unclear", vec![what.clone()])
            }
            Refusal::TooMuch => self.refuse(head, StatusCode::PAYLOAD_TOO_LARGE, "size"),
            Refusal::NotYours => self.refuse(head, StatusCode::FORBIDDEN, "yours"),
            Refusal::Store(error) => self.store_failed(head, error),
            Refusal::Unwritten(error) => self.unwritten(head, error),
        }
    }

    fn unwritten(&self, head: &Head, error: &WriteError) -> Reply {
        if let (true, Some(problem)) = (head.is_api, Problem::of_write(error)) {
            return problem.reply();
        }
        match error {
            WriteError::NotYours(_) => self.refuse(head, StatusCode::FORBIDDEN, "yours"),
            WriteError::Store(error) => self.store_failed(head, error),
            WriteError::Contested { theirs, .. } => {
                self.refuse_with(head, StatusCode::CONFLICT, "contested", vec![theirs.to_string()])
            }
            WriteError::Faults(faults) => {
                let more = faults.diagnostics.iter().map(|fault| fault.message.clone()).collect();
                self.refuse_with(head, StatusCode::UNPROCESSABLE_ENTITY, "unwritten", more)
            }
        }
    }

    /// A locked session is asked for its PIN, and goes on where it was; a form that was sent meanwhile is not
    /// carried out, and what was typed is given back.
    pub(crate) fn at_lock(&self, route: &Route, head: &Head) -> Reply {
        if route.method == Method::Post {
            return self.refuse(head, StatusCode::LOCKED, "locked");
        }
        let pairs: Vec<(&str, &str)> =
            head.query.0.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        Reply::went(&address("locked", &[("then", &address(route.name, &pairs))]))
    }

    /// Gives back what was typed, under a page that says no.
    pub(crate) fn with_typed(&self, head: &Head, reply: Reply, typed: &Asked) -> Reply {
        let pairs: Vec<&(String, String)> = typed
            .0
            .iter()
            .filter(|(key, value)| !NOT_TYPED.contains(&key.as_str()) && !value.trim().is_empty())
            .collect();
        if pairs.is_empty() || reply.status.is_success() || reply.status.is_redirection() {
            return reply;
        }
        let words = self.lang_asked(head).say("refused-typed");
        reply.with_more(&Typed { words, pairs }.render().unwrap_or_default())
    }
}
