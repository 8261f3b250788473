//! The record of a peace process: entries in rooms, a log for each room, and views of it for one
//! viewer at a time. In memory; reads no file and knows no clock.
//!
//! **Invariant.** Everything that anyone is shown comes out of a [`View`], and a view holds
//! nothing from a room that its viewer may not read.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod asked;
mod entry;
mod line;
pub mod log;
mod proof;
mod record;
mod view;
mod viewer;
pub mod words;

pub use entry::{
    Common, Correction, Deed, DeedKind, Defaults, Draft, Entry, Patch, Release, Withdrawal, recorded_time,
};
pub use line::{Kept, Line, Stub};
pub use log::{Edge, Hash, Head, Salt};
pub use proof::{Proof, ProofError};
pub use record::{AppendError, AsOf, Header, Misread, Record};
pub use view::{NotReleasable, Seen, StandingLine, View};
pub use viewer::{Seat, Viewer};
