//! What is taken out of the workspace as a file: pages, and documents of sources. Each is written down first.

use crate::access::Denied;
use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use crate::session::Session;
use detente_brief::{Asked, Format, Look, Printed};
use detente_store::StoreError;

/// A page that can be taken out, by the name of its screen.
pub(crate) type MakePage = for<'l, 'v> fn(&'l Look<'v>) -> Printed<'l>;

/// The pages that can be taken out.
pub(crate) const PAGES: [(&str, MakePage); 3] = [
    ("brief", |look| detente_brief::brief(look, None)),
    ("gaps", |look| detente_brief::gaps(look)),
    ("timeline", |look| detente_brief::timeline(look, &Asked::default())),
];

/// How a page is written, with its type.
const FORMATS: [(&str, &str, Format); 3] = [
    ("html", "text/html; charset=utf-8", Format::Html),
    ("md", "text/markdown; charset=utf-8", Format::Markdown),
    ("json", "application/json", Format::Json),
];

/// `GET file?page=…&format=…`: a page, as its viewer sees it, in one file.
pub fn page(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    let (page, format) = (desk.need("page")?, desk.get("format").unwrap_or("html"));
    let (name, make) = PAGES.into_iter().find(|(name, _)| *name == page).ok_or(Refusal::Nothing)?;
    let (ending, kind, format) =
        FORMATS.into_iter().find(|(ending, ..)| *ending == format).ok_or(Refusal::Nothing)?;
    written_down(session, name, ending)?;
    // In a file nothing leads anywhere.
    let look = Look::new(desk.look.view, desk.look.lang);
    let text = make(&look).print(desk.look.lang, format);
    let process = desk.look.view.header().id.as_str();
    Ok(Answer::File { name: format!("{process}-{name}.{ending}"), kind, bytes: text.into_bytes() })
}

/// `GET document?id=…`: the document of a source.
pub fn document(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    let source = desk.seen(desk.need("id")?)?;
    let (name, bytes) = desk.document(source)?;
    written_down(session, "source", "document")?;
    Ok(Answer::File { name, kind: "application/octet-stream", bytes })
}

fn written_down(session: &Session<'_>, screen: &'static str, form: &'static str) -> Result<(), Refusal> {
    session.access.exported(session.seated, screen, form).map_err(|denied| match denied {
        Denied::Gone => Refusal::NotYours,
        Denied::NotWritten(error) => Refusal::Store(StoreError::plain(error.to_string())),
    })
}
