//! Pages, charts and documents of a view: for the terminal, as Markdown, HTML and JSON.
//!
//! A page takes a [`detente_record::View`] and a [`Lang`], and nothing else: no clock, no file, no
//! environment. So the same view gives the same bytes.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod deals;
mod describe;
pub mod doc;
pub mod html;
mod lang;
mod look;
pub mod markdown;
mod pages;
mod sections;
mod svg;
mod text;

pub use lang::{Lang, PSEUDO, PSEUDO_RTL, UnknownLanguage};
pub use look::Look;
pub use pages::audit::{SeatEvent, audit};
pub use pages::brief::{brief, with_sections};
pub use pages::check::{Told, check};
pub use pages::deals::{deals, deals_of_file};
pub use pages::elicit::{Elicited, elicit};
pub use pages::frontier::frontier;
pub use pages::gaps::gaps;
pub use pages::log::log;
pub use pages::packages::{COLUMNS, packages};
pub use pages::search::{Candidates, search};
pub use pages::show::show;
pub use pages::timeline::timeline;
pub use pages::{Format, Printed, json_text};
pub use sections::Section;
pub use text::TextStyle;
