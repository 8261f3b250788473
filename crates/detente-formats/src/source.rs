//! The files of a scenario: found in a folder, read within limits, decoded, made into trees.

use crate::error::{Fault, FormatError, Read};
use crate::options::Limits;
use crate::xml::{self, Element};
use crate::{json, yaml};
use detente_model::Node;
use std::fs;
use std::io::Read as _;
use std::path::Path;

/// A file: its name without a folder, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name, with the ending that says what it is: `.xml`, `.json`, `.yml`, `.yaml`.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A file that was read.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) tree: Tree,
    /// What was done to read it.
    pub(crate) note: Option<String>,
}

/// What a file holds.
pub(crate) enum Tree {
    Xml(Element),
    Plain(Node),
}

impl Document {
    /// Its name without the ending: what a party is called by.
    pub(crate) fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(&self.name, |(stem, _)| stem)
    }

    pub(crate) fn xml(&self) -> Option<&Element> {
        match &self.tree {
            Tree::Xml(root) => Some(root),
            Tree::Plain(_) => None,
        }
    }

    pub(crate) fn plain(&self) -> Option<&Node> {
        match &self.tree {
            Tree::Plain(node) => Some(node),
            Tree::Xml(_) => None,
        }
    }

    /// A source as a document.
    pub(crate) fn of(source: &Source, limits: &Limits) -> Result<Document, FormatError> {
        let name = &source.name;
        if source.bytes.len() as u64 > limits.file_bytes {
            return Err(too_large(name, source.bytes.len() as u64, limits.file_bytes).in_text(name, ""));
        }
        let ending = ending(name);
        let (text, note) = decode(&source.bytes, ending == "xml").map_err(|fault| fault.in_text(name, ""))?;
        let tree = match ending {
            "xml" => xml::parse(&text, limits).map(Tree::Xml),
            "json" => json::parse(&text, limits).map(Tree::Plain),
            _ => yaml::parse(&text, limits).map(Tree::Plain),
        };
        match tree {
            Ok(tree) => Ok(Document {
                name: name.clone(),
                text,
                tree,
                note: note.map(|note| format!("{name}: {note}")),
            }),
            Err(fault) => Err(fault.in_text(name, &text)),
        }
    }
}

/// What stands behind the last point of a name.
pub(crate) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Is it a name under which a scenario keeps issues or preferences? What the programs compute themselves
/// (frontiers, statistics) and what is hidden is left alone.
pub(crate) fn may_be_read(name: &str) -> bool {
    let computed = ["pareto.xml", "specials.json", "specs.json", "stats.json"];
    matches!(ending(name), "xml" | "json" | "yml" | "yaml")
        && !name.starts_with(['.', '_'])
        && !computed.iter().any(|end| name.ends_with(end))
}

/// The files of a scenario as they lie on disk.
pub(crate) struct Found {
    /// The folder's name.
    pub(crate) name: String,
    pub(crate) sources: Vec<Source>,
    /// The file that was named, if it was no folder.
    pub(crate) chosen: Option<String>,
}

/// Reads the folder at `path`, or the folder of the file at `path`.
pub(crate) fn find(path: &Path, limits: &Limits) -> Result<Found, FormatError> {
    let shown = path.display();
    let unreadable =
        |error: std::io::Error| Fault::new(format!("{shown} cannot be read: {error}")).of_folder();
    let meta = fs::metadata(path).map_err(unreadable)?;
    let name_of = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let (folder, chosen) = if meta.is_dir() {
        (path.to_owned(), None)
    } else {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        (parent.unwrap_or(Path::new(".")).to_owned(), name_of(path))
    };
    let real = folder.canonicalize().map_err(unreadable)?;
    let name = name_of(&folder).or_else(|| name_of(&real)).unwrap_or_else(|| "scenario".to_owned());
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        if may_be_read(&file) || chosen.as_ref() == Some(&file) {
            names.push(file);
            if names.len() > limits.files {
                let message =
                    format!("{shown} has more than {} files that may be a scenario's", limits.files);
                return Err(Fault::new(message).help("give the folder of one scenario").of_folder());
            }
        }
    }
    names.sort();
    let mut left = limits.all_bytes;
    let mut sources = Vec::with_capacity(names.len());
    for name in names {
        let bytes = bytes_of(&folder.join(&name), &name, limits.file_bytes)
            .map_err(|fault| fault.in_text(&name, ""))?;
        let Some(bytes) = bytes else { continue };
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            Fault::new(format!("the files of {shown} have more than {} MiB together", limits.all_bytes >> 20))
                .of_folder()
        })?;
        sources.push(Source { name, bytes });
    }
    Ok(Found { name, sources, chosen })
}

/// The bytes of a file; none if it is no file.
fn bytes_of(path: &Path, name: &str, most: u64) -> Read<Option<Vec<u8>>> {
    let unreadable = |error: std::io::Error| Fault::new(format!("it cannot be read: {error}"));
    // Looked at before it is opened: opening a pipe would wait for its other end.
    let meta = fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Ok(None);
    }
    if meta.len() > most {
        return Err(too_large(name, meta.len(), most));
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    // The file may grow while it is read.
    fs::File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > most { Err(too_large(name, bytes.len() as u64, most)) } else { Ok(Some(bytes)) }
}

fn too_large(name: &str, length: u64, most: u64) -> Box<Fault> {
    Fault::new(format!("{name} has {length} bytes")).expected(format!("at most {most}"))
}

/// The text of a file: UTF-8 with or without a mark, UTF-16 with one; XML also in the encoding that its first
/// line declares, or, declaring none, in Windows-1252 (of which Latin-1 is a part).
fn decode(bytes: &[u8], is_xml: bool) -> Read<(String, Option<String>)> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return match encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]) {
            Some(text) => Ok((text.into_owned(), None)),
            None => Err(Fault::new(format!("it is not {} text, as its first bytes say", encoding.name()))),
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    if !is_xml {
        return Err(Fault::new("it is not UTF-8 text").help("save it as UTF-8"));
    }
    let declared = declared(bytes);
    let encoding =
        declared.and_then(encoding_rs::Encoding::for_label).filter(|encoding| encoding.is_single_byte());
    let encoding = encoding.unwrap_or(encoding_rs::WINDOWS_1252);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        return Err(Fault::new(format!("it is not {} text", encoding.name())).help("save it as UTF-8"));
    }
    Ok((text.into_owned(), Some(format!("read as {}", encoding.name()))))
}

/// The encoding that the first line of an XML file declares.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(200)];
    let head = head.strip_prefix(b"<?xml")?;
    let at = head.windows(9).position(|window| window == b"encoding=")? + 9;
    let quote = *head.get(at)?;
    let label = &head[at + 1..];
    label.iter().position(|b| *b == quote).map(|end| &label[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let text = |bytes: &[u8], is_xml| decode(bytes, is_xml).map(|(text, _)| text).ok();
        assert_eq!(text(b"\xef\xbb\xbf<a/>", true).unwrap(), "<a/>");
        assert_eq!(text(b"\xff\xfe<\0a\0/\0>\0", true).unwrap(), "<a/>");
        assert_eq!(text(b"<a x='caf\xe9'/>", true).unwrap(), "<a x='café'/>");
        let declared = b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a x='\xb1'/>";
        assert!(text(declared, true).unwrap().contains('ą'));
        assert_eq!(text(b"{\"a\": \"\xe9\"}", false), None);
        assert_eq!(text(b"\xef\xbb\xbf\xff", true), None);
    }
}
