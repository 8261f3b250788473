//! A browser as small as can be: it reads a form, checks that it is well made, and sends what stands in it.

use std::collections::{BTreeMap, BTreeSet};

/// A form as a browser sees it.
#[derive(Debug)]
pub struct Page {
    tags: Vec<Tag>,
    /// Its text without tags.
    pub text: String,
}

#[derive(Debug, Default)]
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
    /// The text up to the next tag.
    text: String,
}

const VOID: [&str; 1] = ["input"];

impl Page {
    /// Reads a form, and fails where it is not well made.
    pub fn read(html: &str) -> Page {
        let (mut tags, mut open, mut text) = (Vec::<Tag>::new(), Vec::<String>::new(), String::new());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let before = unescaped(&rest[..at]);
            text.push_str(&before);
            if let Some(tag) = tags.last_mut().filter(|tag| open.last() == Some(&tag.name)) {
                tag.text.push_str(&before);
            }
            rest = &rest[at + 1..];
            if let Some(closed) = rest.strip_prefix('/') {
                let end = closed.find('>').expect("a tag is closed");
                assert_eq!(
                    open.pop().as_deref(),
                    Some(&closed[..end]),
                    "nesting at {}",
                    &closed[..closed.len().min(80)]
                );
                rest = &closed[end + 1..];
                continue;
            }
            let (tag, after) = tag(rest);
            if !VOID.contains(&tag.name.as_str()) {
                open.push(tag.name.clone());
            }
            // The first line break of a textarea is not part of it.
            rest =
                if tag.name == "textarea" { after.strip_prefix('\n').expect("a line break") } else { after };
            tags.push(tag);
        }
        assert!(open.is_empty(), "not closed: {open:?}");
        let page = Page { tags, text };
        page.is_well_made();
        page
    }

    fn is_well_made(&self) {
        let mut ids = BTreeSet::new();
        for tag in &self.tags {
            for name in tag.attributes.keys() {
                assert!(name != "style" && !name.starts_with("on"), "<{} {name}>", tag.name);
            }
            assert!(tag.name != "script" && tag.name != "style", "{}", tag.name);
            if let Some(id) = tag.attributes.get("id") {
                assert!(!id.contains(char::is_whitespace) && ids.insert(id.as_str()), "twice: {id}");
            }
        }
        for tag in &self.tags {
            let refers =
                ["for", "list", "aria-describedby"].into_iter().filter_map(|key| tag.attributes.get(key));
            let leads =
                tag.attributes.get("href").map(|href| href.strip_prefix('#').expect("within the page"));
            for id in refers.flat_map(|all| all.split(' ')).chain(leads) {
                assert!(ids.contains(id), "<{} → {id}>", tag.name);
            }
        }
        let labelled: BTreeSet<&str> = self.tags.iter().filter_map(|tag| tag.get("for")).collect();
        for tag in self.tags.iter().filter(|tag| matches!(tag.name.as_str(), "input" | "textarea" | "select"))
        {
            let is_labelled = tag.get("id").is_some_and(|id| labelled.contains(id))
                || tag.get("aria-label").is_some_and(|label| !label.is_empty());
            let is_in_label = matches!(tag.get("type"), Some("hidden" | "checkbox" | "radio"))
                || tag.get("name").is_some_and(|name| name.ends_with(".lang"));
            assert!(is_labelled || is_in_label, "no label: {:?}", tag.attributes);
        }
    }

    /// What is sent when the form is sent as it stands, line ends as browsers send them.
    pub fn sent(&self) -> Vec<(String, String)> {
        let mut sent: Vec<(String, String)> = Vec::new();
        let mut select: Option<(String, Option<String>)> = None;
        for tag in &self.tags {
            let name = || tag.get("name").unwrap_or("").to_owned();
            let value = || tag.get("value").unwrap_or("").to_owned();
            if tag.name != "option" {
                finish(&mut select, &mut sent);
            }
            match (tag.name.as_str(), tag.get("type")) {
                ("input", Some("checkbox" | "radio")) if tag.get("checked").is_none() => {}
                ("input", _) => sent.push((name(), value())),
                ("textarea", _) => sent.push((name(), tag.text.replace('\n', "\r\n"))),
                ("select", _) => select = Some((name(), None)),
                ("option", _) => {
                    if let Some((_, chosen)) = &mut select
                        && (chosen.is_none() || tag.get("selected").is_some())
                    {
                        *chosen = Some(value());
                    }
                }
                _ => {}
            }
        }
        finish(&mut select, &mut sent);
        sent
    }

    /// The names of what can be filled in.
    pub fn names(&self) -> Vec<String> {
        let inputs = self.tags.iter().filter(|tag| tag.name != "button");
        inputs.filter_map(|tag| tag.get("name")).map(str::to_owned).collect()
    }

    /// Where the summary of faults leads.
    pub fn leads(&self) -> Vec<&str> {
        self.tags.iter().filter_map(|tag| tag.get("href")).collect()
    }

    /// The buttons that ask for more.
    pub fn more(&self) -> Vec<&str> {
        let buttons = self.tags.iter().filter(|tag| tag.name == "button" && tag.get("name").is_some());
        buttons.filter_map(|tag| tag.get("value")).filter(|value| !value.is_empty()).collect()
    }

    /// Is the input `name` marked as wrong, with words that it refers to?
    pub fn is_marked(&self, name: &str) -> bool {
        let named = self.tags.iter().find(|tag| tag.get("name") == Some(name)).expect(name);
        named.get("aria-invalid") == Some("true")
            && named.get("aria-describedby").is_some_and(|ids| ids.contains("-e"))
    }

    /// The values that may be chosen for `name`.
    pub fn options(&self, name: &str) -> Vec<&str> {
        let after =
            self.tags.iter().skip_while(|tag| tag.name != "select" || tag.get("name") != Some(name)).skip(1);
        after.take_while(|tag| tag.name == "option").filter_map(|tag| tag.get("value")).collect()
    }

    /// Is there a tag with this name and attribute?
    pub fn has(&self, name: &str, attribute: &str) -> bool {
        self.tags.iter().any(|tag| tag.name == name && tag.attributes.contains_key(attribute))
    }
}

fn finish(select: &mut Option<(String, Option<String>)>, sent: &mut Vec<(String, String)>) {
    if let Some((name, Some(value))) = select.take() {
        sent.push((name, value));
    }
}

impl Tag {
    fn get(&self, key: &str) -> Option<&str> {
        self.attributes.get(key).map(String::as_str)
    }
}

fn tag(text: &str) -> (Tag, &str) {
    let end = text.find([' ', '>']).expect("a name");
    let mut tag = Tag { name: text[..end].to_owned(), ..Tag::default() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        let end = rest.find([' ', '>', '=']).expect("an attribute");
        let name = rest[..end].to_owned();
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(value) => {
                let end = value.find('"').expect("a closed value");
                rest = &value[end + 1..];
                assert!(!value[..end].contains('<'), "not escaped: {}", &value[..end]);
                unescaped(&value[..end])
            }
            None => String::new(),
        };
        assert!(
            tag.attributes.insert(name, value).is_none(),
            "an attribute twice in {}",
            &text[..text.len().min(200)]
        );
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (entity, after) = after.split_once(';').expect("an entity");
        out.push(match entity {
            "amp" | "#38" => '&',
            "lt" | "#60" => '<',
            "gt" | "#62" => '>',
            "quot" | "#34" => '"',
            "#39" => '\'',
            other => panic!("&{other};"),
        });
        rest = after;
    }
    out + rest
}
