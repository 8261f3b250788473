//! Tests of pages from the outside.

mod hard;
mod made;
