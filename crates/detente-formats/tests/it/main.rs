//! Tests of the formats, through what the crate offers.

mod cases;
mod given;
