//! The workspace.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod form;
