//! Coming in, locking, leaving.

use crate::access::{AtLock, Pin, Refused, Unlock};
use crate::answer::{Refusal, Screen};
use crate::asked::Asked;
use crate::door::Seated;
use crate::reply::Reply;
use crate::request::Head;
use crate::workspace::{COOKIE, LANGUAGES, Workspace};
use askama::Template;
use axum::http::{StatusCode, header};
use detente_brief::Lang;
use detente_brief::doc::{Inline, Line};
use detente_model::Language;
use detente_record::Seat;

/// Who came in by a route's door.
#[derive(Debug)]
pub enum Entered {
    /// Nobody in particular.
    Nobody,
    /// A session that is locked.
    Locked(AtLock),
    /// Somebody with a seat.
    Seated(Seated),
}

impl Entered {
    /// Whoever has a seat.
    pub fn seated(&self) -> Result<&Seated, Refusal> {
        match self {
            Entered::Seated(seated) => Ok(seated),
            Entered::Nobody | Entered::Locked(_) => Err(Refusal::NotYours),
        }
    }
}

/// What the acts at the entrance get: nothing of the record.
pub struct Entrance<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// What was asked.
    pub head: &'a Head,
    /// What was typed.
    pub typed: &'a Asked,
    /// Who came in.
    pub entered: &'a Entered,
}

#[derive(Template)]
#[template(path = "open.html")]
struct OpenPage<'a> {
    link: &'a str,
    sentence: String,
    choose: String,
    hint: String,
    fault: Option<String>,
    language: String,
    languages: Vec<(&'static str, String, bool)>,
    open: String,
}

#[derive(Template)]
#[template(path = "locked.html")]
struct LockedPage<'a> {
    csrf: &'a str,
    then: &'a str,
    sentence: String,
    label: String,
    fault: Option<String>,
    unlock: String,
    leave: String,
}

/// `GET /open?link=…`: whose seat is it, and which PIN? Looking opens nothing, so that a mail program that looks
/// at links uses none up.
pub fn ask_to_open(entrance: &Entrance<'_>) -> Reply {
    entrance.open_page(entrance.head.query.get("link").unwrap_or_default(), None, StatusCode::OK)
}

/// `POST /open`: opens the link.
pub fn open(entrance: &Entrance<'_>) -> Reply {
    let link = entrance.typed.get("link").unwrap_or_default();
    let lang = entrance.workspace.lang_asked(entrance.head);
    let typed = entrance.typed.0.iter().find(|(key, _)| key == "pin").map_or("", |(_, pin)| pin.as_str());
    let pin = match Pin::new(typed) {
        Ok(pin) => pin,
        Err(_) => {
            return entrance.open_page(
                link,
                Some(lang.say("open-pin-bad")),
                StatusCode::UNPROCESSABLE_ENTITY,
            );
        }
    };
    let tag = entrance.typed.get("language").filter(|tag| LANGUAGES.contains(tag)).unwrap_or("en");
    let Some(language) = Language::new(tag) else { return entrance.no_link(&Refused::NoSuchLink) };
    match entrance.workspace.access.enter(link, &pin, language) {
        Ok(opened) => {
            let place = format!("/v/{}/", opened.secret.key());
            let cookie =
                format!("{COOKIE}={}; Path={place}; HttpOnly; SameSite=Strict", opened.secret.reveal());
            Reply::went(&format!("{place}today")).with(header::SET_COOKIE, cookie)
        }
        Err(refused) => entrance.no_link(&refused),
    }
}

/// `GET locked`: the page that asks for the PIN.
pub fn locked(entrance: &Entrance<'_>) -> Reply {
    entrance.locked_page(entrance.head.query.get("then"), None, StatusCode::OK)
}

/// `POST unlock`.
pub fn unlock(entrance: &Entrance<'_>) -> Reply {
    let then = entrance.typed.get("then");
    let typed = entrance.typed.0.iter().find(|(key, _)| key == "pin").map_or("", |(_, pin)| pin.as_str());
    let cookie = entrance.head.cookie(COOKIE).unwrap_or_default();
    let lang = entrance.workspace.lang(entrance.entered, entrance.head);
    let Ok(pin) = Pin::new(typed) else {
        return entrance.locked_page(then, Some(lang.say("locked-wrong")), StatusCode::UNPROCESSABLE_ENTITY);
    };
    match entrance.workspace.access.unlock(cookie, &pin) {
        Unlock::Open => Reply::went(&place_within(then)),
        Unlock::Wrong(_) => {
            entrance.locked_page(then, Some(lang.say("locked-wrong")), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Unlock::Nobody => entrance.workspace.refuse(entrance.head, StatusCode::UNAUTHORIZED, "out"),
        Unlock::NotWritten(_) => {
            entrance.workspace.refuse(entrance.head, StatusCode::SERVICE_UNAVAILABLE, "store")
        }
    }
}

/// `POST lock`.
pub fn lock(entrance: &Entrance<'_>) -> Reply {
    if let Entered::Seated(seated) = entrance.entered {
        // It is locked even where the log of who came in cannot be written.
        let _ = entrance.workspace.access.lock(seated);
    }
    Reply::went("locked")
}

/// `POST leave`.
pub fn leave(entrance: &Entrance<'_>) -> Reply {
    // It is ended even where the log of who came in cannot be written.
    let _ = match entrance.entered {
        Entered::Seated(seated) => entrance.workspace.access.sign_out(seated),
        Entered::Locked(at) => entrance.workspace.access.sign_out_locked(at),
        Entered::Nobody => Ok(()),
    };
    let gone = entrance.workspace.refuse(entrance.head, StatusCode::OK, "left");
    let path = entrance.head.session.as_deref().unwrap_or_default();
    gone.with(header::SET_COOKIE, format!("{COOKIE}=; Path=/v/{path}/; Max-Age=0; HttpOnly; SameSite=Strict"))
}

/// A screen of the workspace, and never an address of somewhere else.
fn place_within(then: Option<&str>) -> String {
    let is_name = |then: &&str| {
        let name = then.split('?').next().unwrap_or_default();
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    then.filter(is_name).unwrap_or("today").to_owned()
}

/// What a seat is called for one who sees nothing of the record yet: a party by its id.
fn seat_unseen(lang: &Lang, seat: &Seat) -> Line {
    match seat {
        Seat::Team => vec![lang.word("viewer-team")],
        Seat::Projector => vec![lang.word("viewer-projector")],
        Seat::Public => vec![lang.word("viewer-public")],
        Seat::Party(party) => {
            lang.line("viewer-party", vec![("party", Inline::data(party.to_string()).into())])
        }
    }
}

impl Entrance<'_> {
    fn no_link(&self, refused: &Refused) -> Reply {
        match refused {
            Refused::NoSuchLink => self.workspace.refuse(self.head, StatusCode::NOT_FOUND, "link"),
            Refused::Later(_) => {
                self.workspace.refuse(self.head, StatusCode::TOO_MANY_REQUESTS, "link-later")
            }
            Refused::NotWritten(_) => {
                self.workspace.refuse(self.head, StatusCode::SERVICE_UNAVAILABLE, "store")
            }
        }
    }

    fn open_page(&self, link: &str, fault: Option<String>, status: StatusCode) -> Reply {
        let seat = match self.workspace.access.look(link) {
            Ok(seat) => seat,
            Err(refused) => return self.no_link(&refused),
        };
        let lang = self.workspace.lang_asked(self.head);
        let sentence =
            lang.drawn(&lang.line("open-sentence", vec![("seat", seat_unseen(lang, &seat).into())]));
        let page = OpenPage {
            link,
            sentence,
            choose: lang.say("open-choose"),
            hint: lang.say("open-hint"),
            fault,
            language: lang.say("open-language"),
            languages: self.languages(lang),
            open: lang.say("open-open"),
        };
        let screen =
            Screen { title: lang.say("open-title"), main: page.render().unwrap_or_default(), found: true };
        Reply::html(status, self.workspace.unframed(lang, &screen))
    }

    fn languages(&self, lang: &Lang) -> Vec<(&'static str, String, bool)> {
        let one =
            |tag: &'static str| (tag, lang.say(&format!("language-{tag}")), lang.language().as_str() == tag);
        LANGUAGES.into_iter().map(one).collect()
    }

    fn locked_page(&self, then: Option<&str>, fault: Option<String>, status: StatusCode) -> Reply {
        let at = match self.entered {
            Entered::Locked(at) => at,
            _ => return Reply::went(&place_within(then)),
        };
        let lang = self.workspace.lang(self.entered, self.head);
        let page = LockedPage {
            csrf: at.csrf().reveal(),
            then: then.unwrap_or_default(),
            sentence: lang.say("locked-sentence"),
            label: lang.say("locked-label"),
            fault,
            unlock: lang.say("locked-unlock"),
            leave: lang.say("locked-leave"),
        };
        let screen =
            Screen { title: lang.say("locked-title"), main: page.render().unwrap_or_default(), found: true };
        Reply::html(status, self.workspace.unframed(lang, &screen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_away() {
        let within = [("gaps?known=2025", "gaps?known=2025"), ("entry?id=team/x", "entry?id=team/x")];
        let elsewhere =
            ["//evil.example", "https://evil.example", "/v/x/today", "..", "", "a.b", "\\x", "javascript:x"];
        for (then, place) in within.into_iter().chain(elsewhere.map(|then| (then, "today"))) {
            assert_eq!(place_within(Some(then)), place);
        }
    }
}
