//! Where a process is kept. Today: a folder of plain files that people write.
//!
//! The files are read into a tree with places ([`yaml`]), decoded by the vocabulary's own
//! declarations, checked against each other, and appended to a [`detente_record::Record`]. All
//! faults of all files come in one pass. Only the rooms that the viewer reads are opened.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod check;
mod copy;
mod documents;
mod draft;
mod faults;
mod files;
mod folder;
mod header;
mod log_file;
mod merge;
mod migrate;
mod open;
mod place;
#[cfg(feature = "postgres")]
mod postgres;
mod read;
mod schema;
mod sqlite;
mod store;
mod stored_line;
mod verify;
mod whole;
mod write;
pub mod yaml;

pub use copy::{backup, copy_for, copy_whole, heads, restore};
pub use documents::{attaching, document};
pub use draft::{Draft, draft_of_deed, draft_of_pairs, drafts_of_json, node_of_json};
pub use faults::{Beyond, More};
pub use files::Files;
pub use folder::{Folder, MAX_FILE, PROCESS_FILE, Texts};
pub use header::ProcessHeader;
pub use merge::{Fork, forks, take};
pub use open::{Checked, Faults, Opened};
pub use place::{FileId, Place};
#[cfg(feature = "postgres")]
pub use postgres::Postgres;
pub use schema::{SchemaOf, schema};
pub use sqlite::{Sqlite, watch_connections};
pub use store::{Batch, Conflict, Damage, RoomState, Store, StoreError, grown_from, head_of};
pub use verify::{Verified, check_store, check_store_room, verify};
pub use whole::{WholeFile, write_whole};
pub use write::{Releasing, WriteError, Writer, released_words};
