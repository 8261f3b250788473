//! The screens: each takes what its viewer may see, and gives a page of the brief's with links.

pub mod access;
pub mod audit;
pub mod deals;

use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use detente_brief::Candidates;
use detente_model::VagueDate;
use detente_record::words::fold;

/// What happened, where each side stands, what is agreed, refused and open.
pub fn brief(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let since = desk.get("since").map(|text| VagueDate::parse(text, desk.look.zone()));
    let since = since.transpose().map_err(Refusal::Unclear)?;
    Ok(desk.page(&detente_brief::brief(desk.look, since.as_ref())))
}

/// How far apart, on what, how sure.
pub fn gaps(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::gaps(desk.look)))
}

/// One entry: what it says, where that comes from, what was done to it.
pub fn entry(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::show(desk.look, desk.need("id")?)))
}

/// Everything that holds some words.
pub fn search(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let words: Vec<String> =
        desk.get("q").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut candidates = Candidates::new();
    for room in desk.look.view.rooms() {
        let places = desk.candidates(room, &folded)?;
        candidates.extend(places.map(|places| (room.clone(), places)));
    }
    Ok(desk.page(&detente_brief::search(desk.look, &words, &candidates)))
}
