//! Pages, charts and documents of a view: for the terminal, as Markdown, HTML and JSON.
//!
//! A page takes a [`detente_record::View`] and a [`Lang`], and nothing else: no clock, no file, no
//! environment. So the same view gives the same bytes.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod actors;
pub mod deals;
mod describe;
pub mod doc;
mod formats;
pub mod html;
mod lang;
mod look;
mod map;
pub mod markdown;
mod names;
mod pages;
mod sections;
mod svg;
pub mod talk;
mod text;
mod timeline;

pub use lang::{Lang, PSEUDO, PSEUDO_RTL, UnknownLanguage};
pub use look::Look;
pub use names::{Names, on_a_line};
pub use pages::actor::actor;
pub use pages::actors::actors;
pub use pages::agreements::agreements;
pub use pages::audit::{SeatEvent, audit};
pub use pages::brief::{brief, with_sections};
pub use pages::check::{Told, check};
pub use pages::deals::{deals, deals_of_file};
pub use pages::elicit::{Elicited, elicit};
pub use pages::frontier::frontier;
pub use pages::gaps::gaps;
pub use pages::held::held;
pub use pages::incidents::incidents;
pub use pages::log::log;
pub use pages::meeting::meeting;
pub use pages::meetings::meetings;
pub use pages::packages::{COLUMNS, packages};
pub use pages::prepare::prepare;
pub use pages::proposal::proposal;
pub use pages::rehearsal::{MOST_STEPS, Rehearsal, rehearsal, seats, strategies};
pub use pages::search::{Candidates, search};
pub use pages::show::show;
pub use pages::source::source;
pub use pages::sources::sources;
pub use pages::talk::{talk, talk_of_file};
pub use pages::timeline::timeline;
pub use pages::today::today;
pub use pages::tournament::{Purpose, TournamentOf, tournament};
pub use pages::{Format, Printed, envelope, json_text};
pub use sections::Section;
pub use sections::map::{Layer, layers};
pub use text::TextStyle;
pub use timeline::{Asked, Lane, days};
