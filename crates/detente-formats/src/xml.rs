//! XML to a tree with places.
//!
//! Only what the formats use: elements and attributes. Entities that a file declares are refused with
//! their declaration, so that no file can grow when it is read.

use crate::error::{Fault, Read};
use crate::number::{Number, number};
use crate::options::Limits;
use detente_model::Span;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// The most attributes of one element.
const MOST_ATTRIBUTES: usize = 64;

/// An element with its place. Text between elements means nothing in these formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) span: Span,
    pub(crate) name: Box<str>,
    pub(crate) attributes: Vec<(Box<str>, Box<str>)>,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// An attribute's text.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// An attribute that must be there.
    pub(crate) fn required(&self, name: &str) -> Read<&str> {
        self.attribute(name).ok_or_else(|| {
            Fault::at(self.span, format!("the element <{}> has no attribute “{name}”", self.name))
                .help(format!("write {name}=\"…\""))
        })
    }

    /// The first of these attributes that is there, as a number.
    pub(crate) fn number_of(&self, names: &[&str]) -> Read<Option<Number>> {
        let found = names.iter().find_map(|name| Some((*name, self.attribute(name)?)));
        let Some((name, text)) = found else { return Ok(None) };
        number(text).map(Some).map_err(|error| {
            Fault::at(self.span, format!("{name}=\"{text}\" {error}")).expected("a number, such as 0.25")
        })
    }

    /// The first of these attributes as a number; one must be there.
    pub(crate) fn required_number(&self, names: &[&str]) -> Read<Number> {
        match self.number_of(names)? {
            Some(number) => Ok(number),
            None => self.required(names[0]).and_then(|_| Err(Fault::at(self.span, "a number is missing"))),
        }
    }

    /// The number of an issue or item, from 1 (0 is the root objective's).
    pub(crate) fn index(&self) -> Read<i64> {
        let text = self.required("index")?;
        text.trim().parse().map_err(|_| {
            Fault::at(self.span, format!("index=\"{text}\" is no whole number")).expected("1, 2, 3 …")
        })
    }

    /// The children of a name.
    pub(crate) fn named<'e>(&'e self, name: &'static str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| &*child.name == name)
    }

    /// All elements of a name at any depth below this one, in document order, not within one another.
    pub(crate) fn below<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let mut found = Vec::new();
        let mut left: Vec<&Element> = self.children.iter().rev().collect();
        while let Some(element) = left.pop() {
            if &*element.name == name {
                found.push(element);
            } else {
                left.extend(element.children.iter().rev());
            }
        }
        found
    }
}

/// The root element of `text`.
pub(crate) fn parse(text: &str, limits: &Limits) -> Read<Element> {
    let depth = limits.depth;
    let mut elements = 0;
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        let start = reader.buffer_position() as u32;
        let event = reader.read_event().map_err(|error| {
            let at = reader.error_position() as u32;
            Fault::at(Span { start: at, end: at }, format!("this is not XML: {error}"))
        })?;
        let span = Span { start, end: reader.buffer_position() as u32 };
        if matches!(event, Event::Start(_) | Event::Empty(_)) {
            elements += 1;
            if elements > limits.nodes {
                return Err(
                    Fault::at(span, "too many elements").expected(format!("at most {}", limits.nodes))
                );
            }
        }
        match event {
            Event::Start(tag) => {
                if open.len() >= depth {
                    return Err(Fault::at(span, "the nesting is too deep")
                        .expected(format!("at most {depth} levels")));
                }
                open.push(element(&tag, span)?);
            }
            Event::Empty(tag) => close(element(&tag, span)?, &mut open, &mut root)?,
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    close(done, &mut open, &mut root)?;
                }
            }
            Event::DocType(_) => {
                return Err(Fault::at(span, "a document type is not read: it may declare entities")
                    .help("take the <!DOCTYPE …> out, and write what its entities stand for"));
            }
            Event::Eof => break,
            Event::Text(_) | Event::CData(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            // Text means nothing here, nor do references in it.
            Event::GeneralRef(_) => {}
        }
    }
    match (open.last(), root) {
        (Some(unclosed), _) => {
            Err(Fault::at(unclosed.span, format!("the element <{}> is not closed", unclosed.name)))
        }
        (None, Some(root)) => Ok(root),
        (None, None) => Err(Fault::new("this is not XML: there is no element")),
    }
}

fn close(done: Element, open: &mut [Element], root: &mut Option<Element>) -> Read<()> {
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None if root.is_some() => return Err(Fault::at(done.span, "a file has one outermost element")),
        None => *root = Some(done),
    }
    Ok(())
}

fn element(tag: &BytesStart<'_>, span: Span) -> Read<Element> {
    let mut attributes: Vec<(Box<str>, Box<str>)> = Vec::new();
    // Our own check for repeated ones: theirs takes a time that grows with the square.
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| Fault::at(span, format!("this is not XML: {error}")))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| Fault::at(span, format!("an attribute cannot be read: {error}")))?;
        let key = attribute.key.0;
        if attributes.iter().any(|(known, _)| &**known == key) {
            return Err(Fault::at(span, format!("the attribute “{key}” is written twice"))
                .expected("each attribute once"));
        }
        if attributes.len() == MOST_ATTRIBUTES {
            return Err(Fault::at(span, "too many attributes").expected(format!("at most {MOST_ATTRIBUTES}")));
        }
        attributes.push((key.into(), value.into()));
    }
    Ok(Element { span, name: tag.name().0.into(), attributes, children: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_attributes_and_places() {
        let text = "<?xml version=\"1.0\"?>\n<!-- c --><a x='1 &amp; 2'>text<b/>\n<c><b y=\"é\"/></c></a>";
        let root = parse(text, &Limits { depth: 4, ..Limits::default() }).unwrap();
        assert_eq!((&*root.name, root.attribute("x")), ("a", Some("1 & 2")));
        let below = root.below("b");
        assert_eq!(below.len(), 2);
        assert_eq!(&text[below[1].span.start as usize..below[1].span.end as usize], "<b y=\"é\"/>");
    }

    #[test]
    fn what_is_refused() {
        let bomb = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><a x=\"&lol2;\"/>";
        for (text, why) in [
            (bomb, "document type"),
            ("<a x=\"&lol;\"/>", "attribute"),
            ("<a><b></a>", "not XML"),
            ("<a>", "not closed"),
            ("<a/><b/>", "one outermost"),
            ("<a x='1' x='2'/>", "twice"),
            ("", "no element"),
            ("0.5, 1.0\n", "no element"),
            ("<a><a><a><a><a/></a></a></a></a>", ""),
        ] {
            let fault = parse(text, &Limits { depth: 4, ..Limits::default() });
            if why.is_empty() {
                assert!(fault.is_ok(), "an empty element inside the limit");
            } else {
                let told = fault.unwrap_err().in_text("f.xml", text).to_string();
                assert!(told.contains(why), "{told}");
            }
        }
        let deep = "<a>".repeat(1_000_000);
        assert!(
            parse(&deep, &Limits::default()).unwrap_err().in_text("f", &deep).message.contains("too deep")
        );
    }
}
