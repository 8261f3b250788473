//! Tests of the formats, through what the crate offers.

mod cases;
mod genius;
mod geniusweb;
mod given;
mod hostile;
mod negmas;
mod negolog;
mod round_trips;
mod targets;
