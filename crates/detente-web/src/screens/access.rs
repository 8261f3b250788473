//! The screen “Access”: the keeper lets people in, each on one seat, and takes that back.

use crate::access::{Claim, Holder, Key, LINK_LASTS, Named, NotMade, What};
use crate::answer::{Answer, Refusal, Screen};
use crate::door::{Keeper, Seated};
use crate::entrance::{Entered, Entrance};
use crate::workspace::LANGUAGES;
use askama::Template;
use detente_brief::Lang;
use detente_brief::doc::{Inline, plain};
use detente_model::Point;
use detente_record::Seat;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// A person, or a program, who may come in.
struct Row {
    key: String,
    name: String,
    seat: String,
    made: String,
    ends: String,
    used: String,
    is_keepers: bool,
}

struct List {
    title: String,
    what: &'static str,
    take: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "access.html")]
struct AccessPage<'a> {
    csrf: &'a str,
    form: String,
    rule: String,
    give: String,
    name: String,
    name_hint: String,
    seat: String,
    seats: Vec<(String, String)>,
    lasts: String,
    hours: i64,
    what: String,
    what_link: String,
    what_token: String,
    make: String,
    none: String,
    own: String,
    head: [String; 5],
    lists: Vec<List>,
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "given.html")]
struct Given<'a> {
    sentence: String,
    secret: &'a str,
    back: String,
}

#[derive(Template)]
#[template(path = "own.html")]
struct Own<'a> {
    csrf: &'a str,
    language: String,
    languages: Vec<(&'static str, String, bool)>,
    speak: String,
    leave: String,
}

/// `GET access`.
pub fn access(entrance: &Entrance<'_>, entered: &Entered) -> Result<Answer, Refusal> {
    let seated = entered.seated()?;
    Ok(Answer::Screen(Arc::new(page(entrance, seated, None)?)))
}

/// `POST give`: makes a link or a token, and shows it once.
pub fn give(entrance: &Entrance<'_>, entered: &Entered) -> Result<Answer, Refusal> {
    let seated = entered.seated()?;
    let keeper = seated.keeper().ok_or(Refusal::NotYours)?;
    let form = entrance.typed.get(crate::form::ONCE).unwrap_or_default();
    let access = &entrance.workspace.access;
    if access.claim(seated, form) != Claim::First {
        return Ok(Answer::Went("access".into()));
    }
    match make(entrance, seated, &keeper) {
        Ok(screen) => {
            access.remember(seated, form, "access".into());
            Ok(Answer::Screen(Arc::new(screen)))
        }
        Err(not_made) => {
            access.forget(seated, form);
            let lang = entrance.workspace.lang(entered, entrance.head);
            Ok(Answer::Again(page(entrance, seated, Some(why(lang, &not_made)?))?))
        }
    }
}

/// `POST take`: takes a link or a token back, or ends a session.
pub fn take(entrance: &Entrance<'_>, entered: &Entered) -> Result<Answer, Refusal> {
    let seated = entered.seated()?;
    let keeper = seated.keeper().ok_or(Refusal::NotYours)?;
    let key = entrance.typed.get("key").and_then(Key::parse).ok_or(Refusal::Nothing)?;
    let what = match entrance.typed.get("what") {
        Some("link") => What::Link(key),
        Some("session") => What::Session(key),
        Some("token") => What::Token(key),
        _ => return Err(Refusal::Nothing),
    };
    match entrance.workspace.access.revoke(&keeper, what) {
        // It is gone, as was wanted.
        Ok(()) | Err(NotMade::NoSuch) => Ok(Answer::Went("access".into())),
        Err(not_made) => {
            let lang = entrance.workspace.lang(entered, entrance.head);
            Ok(Answer::Again(page(entrance, seated, Some(why(lang, &not_made)?))?))
        }
    }
}

/// The forms of one's own session: its language, leaving.
pub fn own_forms(lang: &Lang, csrf: &str) -> String {
    let page = Own {
        csrf,
        language: lang.say("access-language"),
        languages: LANGUAGES
            .into_iter()
            .map(|tag| (tag, lang.say(&format!("language-{tag}")), lang.language().as_str() == tag))
            .collect(),
        speak: lang.say("access-speak"),
        leave: lang.say("access-leave"),
    };
    page.render().unwrap_or_default()
}

fn make(entrance: &Entrance<'_>, seated: &Seated, keeper: &Keeper<'_>) -> Result<Screen, NotMade> {
    let get = |key: &str| entrance.typed.get(key);
    let seat = get("seat").and_then(Seat::parse).ok_or(NotMade::NotYours)?;
    let hours: i64 = get("hours").and_then(|hours| hours.parse().ok()).ok_or(NotMade::BadTime)?;
    let lasts = SignedDuration::try_from_hours(hours).ok_or(NotMade::BadTime)?;
    let name = get("name").unwrap_or_default().to_owned();
    let named = Named { name: name.clone(), seat, lasts };
    let parties = entrance.workspace.parties(seated).map_err(|_| NotMade::NotYours)?;
    let access = &entrance.workspace.access;
    let lang = entrance.workspace.lang(entrance.entered, entrance.head);
    let (sentence, secret) = match get("what") {
        Some("token") => ("access-made-token", access.make_token(keeper, named, &parties)?.reveal()),
        _ => {
            let secret = access.make_link(keeper, named, &parties)?.reveal();
            let host = entrance.head.host.as_deref().unwrap_or("127.0.0.1");
            ("access-made-link", format!("http://{host}/open?link={secret}"))
        }
    };
    let given = Given {
        sentence: lang.drawn(&lang.line(sentence, vec![("name", Inline::data(name).into())])),
        secret: &secret,
        back: lang.say("access-back"),
    };
    let main = given.render().unwrap_or_default();
    Ok(Screen { title: lang.say("access-made-title"), main, found: true })
}

fn why(lang: &Lang, not_made: &NotMade) -> Result<String, Refusal> {
    Ok(match not_made {
        NotMade::Gone => return Err(Refusal::NotYours),
        NotMade::NotYours => lang.say("access-bad-seat"),
        NotMade::BadName => lang.say("access-bad-name"),
        NotMade::BadTime => lang.say("access-bad-time"),
        NotMade::NoSuch => lang.say("refused-nothing"),
        NotMade::NotWritten(error) => format!("{} {error}", lang.say("access-refused")),
    })
}

fn page(entrance: &Entrance<'_>, seated: &Seated, fault: Option<String>) -> Result<Screen, Refusal> {
    let keeper = seated.keeper().ok_or(Refusal::NotYours)?;
    let workspace = entrance.workspace;
    let lang = workspace.lang(entrance.entered, entrance.head);
    let out = workspace.access.handed_out(&keeper).map_err(|_| Refusal::NotYours)?;
    let zone = &workspace.header().zone;
    let date = |at: Timestamp| plain(&lang.instant(at, zone));
    let row = |holder: &Holder| Row {
        key: holder.key.to_string(),
        name: if holder.name.is_empty() { lang.say("audit-keeper") } else { holder.name.clone() },
        seat: workspace.seat_name(seated, &holder.seat, lang),
        made: date(holder.made),
        ends: date(holder.expires),
        used: holder.last_used.map(|day| plain(&lang.point(&Point::Day(day)))).unwrap_or_default(),
        is_keepers: holder.is_keepers,
    };
    let list = |title: &str, what, take: &str, holders: &[Holder]| List {
        title: lang.say(title),
        what,
        take: lang.say(take),
        rows: holders.iter().map(row).collect(),
    };
    let parties = workspace.parties(seated)?;
    let seats = workspace.access.seats(&parties);
    let page = AccessPage {
        csrf: seated.csrf().map(|csrf| csrf.reveal()).unwrap_or_default(),
        form: workspace.access.form_id(seated),
        rule: lang.say("access-rule"),
        give: lang.say("access-give"),
        name: lang.say("access-name"),
        name_hint: lang.say("access-name-hint"),
        seat: lang.say("access-seat"),
        seats: seats.iter().map(|seat| (seat.to_string(), workspace.seat_name(seated, seat, lang))).collect(),
        lasts: lang.say("access-lasts"),
        hours: LINK_LASTS.as_hours(),
        what: lang.say("access-what"),
        what_link: lang.say("access-what-link"),
        what_token: lang.say("access-what-token"),
        make: lang.say("access-make"),
        none: lang.say("access-none"),
        own: lang.say("access-own"),
        head: ["access-name", "access-seat", "access-made-at", "access-ends", "access-used"]
            .map(|id| lang.say(id)),
        lists: vec![
            list("access-sessions", "session", "access-end", &out.sessions),
            list("access-links", "link", "access-take", &out.links),
            list("access-tokens", "token", "access-take", &out.tokens),
        ],
        fault,
    };
    Ok(Screen { title: lang.say("access-title"), main: page.render().unwrap_or_default(), found: true })
}
