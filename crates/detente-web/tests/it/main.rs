//! The workspace as a whole, in process.

mod api;
