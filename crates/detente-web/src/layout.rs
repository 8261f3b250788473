//! What stands around every screen: whose view it is, where one can go, as of when one looks.

use crate::answer::Screen;
use crate::asked::{Asked, address};
use crate::assets::{self, Named};
use crate::routes::{Act, Door, Method, ROUTES, Role};
use crate::screens::files;
use askama::Template;
use detente_brief::Lang;
use detente_record::Seat;

/// The screens that are always at hand, in the order in which a day goes, with their messages.
const ITEMS: &[&str] = &[
    "today",
    "add",
    "meetings",
    "brief",
    "gaps",
    "agreements",
    "packages",
    "frontier",
    "rehearsal",
    "timeline",
    "actors",
    "incidents",
    "sources",
    "audit",
    "access",
];

/// What is known of whoever looks, beside the screen.
pub struct Frame<'a> {
    /// His seat.
    pub seat: &'a Seat,
    /// His badge.
    pub badge: String,
    /// Is he the keeper?
    pub keeper: bool,
    /// The token that his forms bring.
    pub csrf: &'a str,
    /// After how many seconds he is locked out.
    pub idle: i64,
    /// The screen's name.
    pub name: &'a str,
    /// Can it be fetched anew (and was not the answer to a form that was sent)?
    pub can_be_fetched: bool,
    /// What it was asked.
    pub asked: &'a Asked,
    /// The days worth stopping at, if the screen looks as of a day.
    pub days: Option<String>,
}

struct Item {
    address: String,
    words: String,
    is_here: bool,
}

struct Inside<'a> {
    can_be_fetched: bool,
    csrf: &'a str,
    idle: i64,
    searched: &'a str,
    items: Vec<Item>,
    as_of: Option<String>,
    /// On the day sheet as it is now: the button that makes what is recorded later the news.
    seen: Option<String>,
    files: Vec<(String, &'static str)>,
}

struct Words {
    skip: String,
    viewing: String,
    search: String,
    find: String,
    lock: String,
    screens: String,
    news: String,
    files: String,
}

#[derive(Template)]
#[template(path = "layout.html")]
struct Layout<'a> {
    lang: &'a str,
    dir: &'static str,
    title: &'a str,
    badge: &'a str,
    process: &'a str,
    class: String,
    style: String,
    script: String,
    htmx: String,
    icon: String,
    words: Words,
    frame: Option<Inside<'a>>,
    main: &'a str,
    foot: String,
}

#[derive(Template)]
#[template(path = "as_of.html")]
struct AsOfForm<'a> {
    screen: &'a str,
    kept: Vec<(String, String)>,
    known: &'a str,
    on: &'a str,
    days: &'a str,
    now_address: String,
    legend: String,
    words_known: String,
    words_on: String,
    words_look: String,
    words_now: String,
    everything: String,
}

/// The whole page of `screen`; without a frame where nobody has come in yet.
pub fn page(lang: &Lang, process: &str, screen: &Screen, frame: Option<&Frame<'_>>) -> String {
    let (badge, class) = match frame {
        Some(frame) => (frame.badge.as_str(), class(frame)),
        None => ("", String::new()),
    };
    let nobody = lang.say("workspace-nobody");
    let layout = Layout {
        lang: detente_brief::html::language(lang),
        dir: if lang.is_right_to_left() { "rtl" } else { "ltr" },
        title: &screen.title,
        badge: if frame.is_some() { badge } else { &nobody },
        process,
        class,
        style: assets::address(Named::Style),
        script: assets::address(Named::Script),
        htmx: assets::address(Named::Htmx),
        icon: assets::address(Named::Icon),
        words: Words {
            skip: lang.say("workspace-skip"),
            viewing: lang.say("workspace-viewing"),
            search: lang.say("workspace-search"),
            find: lang.say("workspace-find"),
            lock: lang.say("workspace-lock"),
            screens: lang.say("workspace-screens"),
            news: lang.say("workspace-news"),
            files: lang.say("workspace-files"),
        },
        frame: frame.map(|frame| inside(lang, frame)),
        main: &screen.main,
        foot: lang.say("workspace-foot"),
    };
    // A template over strings cannot fail.
    layout.render().unwrap_or_default()
}

/// Marks of the whole page: who looks, and whether at the past.
fn class(frame: &Frame<'_>) -> String {
    let seat = match frame.seat {
        Seat::Public => "public",
        Seat::Projector => "projector",
        Seat::Party(_) => "party",
        Seat::Team => "team",
    };
    let past = frame.asked.get("known").is_some() || frame.asked.get("on").is_some();
    format!("{seat}{}", if past { " past" } else { "" })
}

fn inside<'a>(lang: &Lang, frame: &'a Frame<'a>) -> Inside<'a> {
    let dates: Vec<(&str, &str)> =
        ["known", "on"].into_iter().filter_map(|key| Some((key, frame.asked.get(key)?))).collect();
    let items = ITEMS.iter().filter(|name| may(frame, name)).map(|name| Item {
        address: address(name, &dates),
        words: lang.say(&format!("screen-{name}")),
        is_here: *name == frame.name,
    });
    Inside {
        can_be_fetched: frame.can_be_fetched,
        csrf: frame.csrf,
        idle: frame.idle,
        searched: if frame.name == "search" { frame.asked.get("q").unwrap_or_default() } else { "" },
        items: items.collect(),
        as_of: frame.days.as_ref().map(|days| as_of(lang, frame, days)),
        seen: (frame.name == "today" && dates.is_empty()).then(|| lang.say("workspace-seen")),
        files: files(frame, &dates),
    }
}

/// The files as which a screen can be kept, each with what its kind is called.
fn files(frame: &Frame<'_>, dates: &[(&str, &str)]) -> Vec<(String, &'static str)> {
    let is_a_file = files::PAGES.iter().any(|(name, _)| *name == frame.name);
    let file = |(ending, called): (&'static str, &'static str)| {
        let with = [("page", frame.name), ("format", ending)].into_iter().chain(dates.iter().copied());
        (address("file", &with.collect::<Vec<_>>()), called)
    };
    let kinds = [("html", "HTML"), ("md", "Markdown"), ("json", "JSON")];
    kinds.into_iter().filter(|_| is_a_file).map(file).collect()
}

/// May whoever looks see this screen?
fn may(frame: &Frame<'_>, name: &str) -> bool {
    let role = Role::of(frame.seat);
    ROUTES.iter().any(|route| {
        let door = match route.door {
            Door::Keeper => frame.keeper,
            Door::Viewer => true,
            Door::Anybody | Door::Session | Door::Token => false,
        };
        route.name == name && route.method == Method::Get && door && route.roles.contains(&role)
    })
}

fn as_of(lang: &Lang, frame: &Frame<'_>, days: &str) -> String {
    let kept = frame.asked.without(&["known", "on"]);
    let pairs: Vec<(&str, &str)> = kept.0.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let form = AsOfForm {
        screen: frame.name,
        known: frame.asked.get("known").unwrap_or_default(),
        on: frame.asked.get("on").unwrap_or_default(),
        days,
        now_address: address(frame.name, &pairs),
        kept: kept.0.clone(),
        legend: lang.say("as-of-legend"),
        words_known: lang.say("as-of-known"),
        words_on: lang.say("as-of-on"),
        words_look: lang.say("as-of-look"),
        words_now: lang.say("as-of-now"),
        everything: lang.say("as-of-everything"),
    };
    form.render().unwrap_or_default()
}

/// Does the screen look as of a day?
pub fn looks_as_of(act: &Act) -> bool {
    matches!(act, Act::Screen(_))
}
