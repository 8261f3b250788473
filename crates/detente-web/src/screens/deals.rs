//! Packages side by side, and the frontier.

use crate::answer::{Answer, Refusal};
use crate::desk::Desk;

/// The packages on the table, or those that were asked for, side by side.
pub fn packages(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let chosen: Vec<&str> = detente_brief::COLUMNS.iter().filter_map(|key| desk.get(key)).collect();
    Ok(desk.page(&detente_brief::packages(desk.look, &chosen)))
}

/// What all could accept: for the team.
pub fn frontier(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::frontier(desk.look)))
}
