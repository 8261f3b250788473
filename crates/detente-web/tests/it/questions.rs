//! What can be asked of a route: found in what a viewer sees, and in what he does not, so that routes which
//! are added later are asked as well.

use crate::house::{Got, Pairs, pairs};
use detente_record::{DeedKind, View};
use detente_web::routes::{Act, Door, Method, ROUTES, Route};

/// Ids and words that the viewer may not know of, or that nobody knows.
#[derive(Clone, Debug, Default)]
pub struct Strange {
    pub ids: Vec<String>,
    pub words: Vec<String>,
}

/// Dates as of which one looks, of which some cannot be read.
const TIMES: [&[(&str, &str)]; 7] = [
    &[("known", "2025-05-18")],
    &[("on", "2025-05-16")],
    &[("known", "2026-11-27"), ("on", "2026-11")],
    &[("known", "2026-11-27T09:05:00Z")],
    &[("known", "9999-12-31")],
    &[("known", "yesterday")],
    &[("on", "2025-13-45")],
];

/// How many of the last ids are asked for.
const MOST_IDS: usize = 6;

/// Every question to `route` by whoever sees `view`. Of a route that nobody told this of, everything is asked
/// that any is asked.
pub fn questions(route: &Route, view: &View<'_>, strange: &Strange) -> Vec<Pairs> {
    let mut all: Vec<Pairs> = vec![Vec::new()];
    if matches!(route.act, Act::Asset | Act::Live) {
        return all;
    }
    let mut one = |key: &str, value: &str| all.push(pairs(&[(key, value)]));
    for id in ids(view).iter().chain(&strange.ids) {
        one("id", id);
    }
    let words = ["harbour", "zq", "they met", "of", "\u{202e}", "no such word"].map(str::to_owned);
    for word in words.iter().chain(&strange.words) {
        one("q", word);
    }
    for kind in DeedKind::all() {
        one("kind", kind.as_str());
    }
    for party in ["north", "south", "nobody"] {
        one("party", party);
    }
    for (key, value) in
        [("since", "2025-05-01"), ("since", "2026-11-27"), ("lane", "track-1"), ("meeting", "first")]
    {
        one(key, value);
    }
    for room in crate::house::ROOMS {
        all.push(pairs(&[("kind", "statement"), ("room", room)]));
    }
    for issue in ["truce", "captives", "nothing"] {
        all.push(pairs(&[("issue", issue), ("party", "north")]));
    }
    all.push(pairs(&[("id", "public/report"), ("sentence", "1")]));
    for (page, format) in
        [("brief", "html"), ("gaps", "md"), ("timeline", "json"), ("nothing", "html"), ("brief", "svg")]
    {
        all.push(pairs(&[("page", page), ("format", format)]));
    }
    for time in TIMES {
        all.push(pairs(time));
        let of_one = [("id", "public/pos-north"), ("q", "harbour"), ("party", "north"), ("issue", "truce")];
        all.push(pairs(&[&of_one[..], time].concat()));
    }
    all
}

/// Ids of what the viewer sees: the last few, and the last of each kind, with their rooms; some without.
pub fn ids(view: &View<'_>) -> Vec<String> {
    let seen: Vec<_> = view.history().map(|seen| seen.entry()).collect();
    let of_kind = |kind| seen.iter().rev().find(move |entry| entry.kind() == kind);
    let last: Vec<_> = seen.iter().rev().take(MOST_IDS).chain(DeedKind::all().filter_map(of_kind)).collect();
    let mut all: Vec<String> = last.iter().map(|entry| format!("{}/{}", entry.room, entry.id)).collect();
    all.extend(last.iter().take(3).map(|entry| entry.id.to_string()));
    all.sort();
    all.dedup();
    all
}

/// The routes that show something by one of these doors.
pub fn shown_by(doors: &[Door]) -> Vec<&'static Route> {
    let shown = |route: &&Route| route.method == Method::Get && doors.contains(&route.door);
    ROUTES.iter().filter(shown).collect()
}

/// A form of a page: where it goes, and what it brings as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub action: String,
    pub fields: Pairs,
}

impl Form {
    /// The same, filled in: what is empty gets a few words.
    pub fn filled(&self) -> Pairs {
        let said = |(key, value): &(String, String)| {
            let value = if value.is_empty() { format!("words for {key}") } else { value.clone() };
            (key.clone(), value)
        };
        self.fields.iter().map(said).collect()
    }

    /// The same with what a statement, a correction or a release needs.
    pub fn told(mut self) -> Form {
        let needed = [
            ("by", "north"),
            ("sense", "Said at the harbour."),
            ("why", "A slip."),
            ("permitted_by", "north"),
            ("basis", "stated"),
        ];
        for (key, value) in &mut self.fields {
            if let Some((_, needed)) = needed.iter().find(|(known, _)| known == key) {
                (*needed).clone_into(value);
            }
        }
        self
    }
}

/// The forms that a page sends by POST.
pub fn forms(page: &Got) -> Vec<Form> {
    let text = page.text();
    let mut all = Vec::new();
    for part in text.split("<form ").skip(1) {
        let (head, rest) = part.split_once('>').unwrap_or((part, ""));
        let inside = rest.split("</form>").next().unwrap_or_default();
        if attribute(head, "method").as_deref() == Some("post") {
            let action = attribute(head, "action").unwrap_or_default();
            all.push(Form { action, fields: fields(inside) });
        }
    }
    all
}

fn fields(inside: &str) -> Pairs {
    let mut all: Pairs = Vec::new();
    let mut select: Option<String> = None;
    for tag in inside.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap_or((tag, ""));
        let name = attribute(head, "name").unwrap_or_default();
        let value = attribute(head, "value").unwrap_or_default();
        let kind = attribute(head, "type").unwrap_or_default();
        let is_off = (kind == "checkbox" || kind == "radio") && !head.contains(" checked");
        match head.split([' ', '\n']).next() {
            Some("input") if !is_off && kind != "submit" && kind != "file" => all.push((name, value)),
            Some("textarea") => all.push((name, unescaped(text))),
            Some("select") => {
                select = Some(name.clone());
                all.push((name, String::new()));
            }
            Some("/select") => select = None,
            // The one that is chosen, or the first that says something.
            Some("option") if select.is_some() => {
                if let Some((_, chosen)) = all.last_mut()
                    && (chosen.is_empty() || head.contains(" selected"))
                {
                    *chosen = value;
                }
            }
            _ => {}
        }
    }
    all.retain(|(name, _)| !name.is_empty());
    all
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let (_, rest) = head
        .split_once(&format!("{name}=\""))
        .filter(|(before, _)| before.is_empty() || before.ends_with(char::is_whitespace))?;
    rest.split_once('"').map(|(value, _)| unescaped(value))
}

fn unescaped(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
