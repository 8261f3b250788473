//! What a mediator asks, answered exactly: what a package breaks and leaves on the table, what a
//! partial agreement does to the rest, who should give what to whom, which weight flips the answer.
//!
//! Everything starts from a [`Setting`]: a scenario with its efficient points. Answers are plain
//! structs of places and integers; whoever prints them looks up the names. Utilities of different
//! parties are compared only as written (through their units, see [`Setting::comparable`]) or as
//! shares of each party's own range.
//!
//! **Red lines and reservation values** mark outcomes and remove none. An outcome is *clean* if it
//! breaks no party's red line, and *acceptable* if it is clean and reaches every reservation value. Whether
//! there is an acceptable outcome is not to be seen from the efficient points, since one that breaks a red line
//! may dominate one that does not. So a setting also holds the efficient points among the clean outcomes alone.

pub mod completions;
pub mod fix;
pub mod measures;
pub mod package;
pub mod readable;
mod restrict;
mod search;
pub mod sensitivity;
mod setting;
pub mod test;
pub mod trades;

pub(crate) use restrict::broken_options;
pub use search::{Change, MOST_LOOKED_AT};
pub use setting::{Efficient, Effort, QuestionError, Range, Ratio, Setting};

#[cfg(test)]
mod testing;
