//! Where a process is kept. Today: a folder of plain files that people write.
//!
//! The files are read into a tree with places ([`yaml`]), decoded by the vocabulary's own
//! declarations, checked against each other, and appended to a [`detente_record::Record`]. All
//! faults of all files come in one pass. Only the rooms that the viewer reads are opened.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod check;
mod faults;
mod folder;
mod open;
mod read;
mod schema;
pub mod yaml;

pub use faults::{Beyond, More};
pub use folder::{Folder, MAX_FILE, PROCESS_FILE, Texts};
pub use open::{Checked, Faults, Opened};
pub use schema::{SchemaOf, schema};
