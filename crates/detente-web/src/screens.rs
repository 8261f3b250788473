//! The screens: each takes what its viewer may see, and gives a page of the brief's with links.

pub mod access;
pub mod audit;
pub mod deals;
pub mod files;
pub mod own;

use crate::answer::{Answer, Refusal};
use crate::desk::Desk;
use detente_brief::{Asked, Candidates, Lane, Layer};
use detente_model::VagueDate;
use detente_record::words::fold;

/// How many things a list shows before it leads on.
const NEWEST: usize = 200;

/// What needs me now.
pub fn today(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::today(desk.look, desk.look.today(), desk.since)))
}

/// What happened, where each side stands, what is agreed, refused and open.
pub fn brief(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::brief(desk.look, date(desk, "since")?.as_ref())))
}

/// Where we are, and what led here.
pub fn timeline(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let lane = desk.get("lane").map(|name| Lane::named(name).ok_or(Refusal::Nothing)).transpose()?;
    let asked = Asked {
        lane,
        from: date(desk, "from")?,
        to: date(desk, "to")?,
        newest: Some(NEWEST),
        before: desk.get("before").map(str::to_owned),
    };
    Ok(desk.page(&detente_brief::timeline(desk.look, &asked)))
}

/// Who can say yes, who speaks for whom, who meets whom.
pub fn actors(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::actors(desk.look)))
}

/// One party, or one person.
pub fn actor(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::actor(desk.look, desk.need("id")?)))
}

/// How far apart, on what, how sure.
pub fn gaps(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::gaps(desk.look)))
}

/// What a party held on an issue, over time.
pub fn held(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::held(desk.look, desk.need("issue")?, desk.need("party")?)))
}

/// All meetings.
pub fn meetings(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::meetings(desk.look)))
}

/// One meeting, with its release ledger.
pub fn meeting(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::meeting(desk.look, desk.need("id")?)))
}

/// What to know of the other side before a meeting.
pub fn prepare(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::prepare(desk.look, desk.need("party")?, desk.get("meeting"))))
}

/// Who answered what; what is owed.
pub fn agreements(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::agreements(desk.look)))
}

/// One proposal with its answers.
pub fn proposal(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::proposal(desk.look, desk.need("id")?)))
}

/// What happened around the talks; the layers of the map are chosen by the viewer.
pub fn incidents(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let chosen: Vec<&str> =
        desk.asked.0.iter().filter(|(key, _)| key == "layer").map(|(_, id)| id.as_str()).collect();
    let mut documents = Vec::new();
    for id in chosen.into_iter().filter(|id| !id.is_empty()) {
        let seen = desk.seen(id)?;
        documents.push((seen.entry(), desk.document(seen)?.1));
    }
    let layers: Vec<Layer<'_>> = documents.iter().map(|(entry, bytes)| Layer { entry, bytes }).collect();
    let before = desk.get("before");
    Ok(desk.page(&detente_brief::incidents(desk.look, desk.look.today(), &layers, before)))
}

/// All sources.
pub fn sources(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::sources(desk.look)))
}

/// One source: each sentence with the entries that rest on it.
pub fn source(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let sentence = desk.get("sentence").map(|n| n.parse().map_err(|_| Refusal::Nothing)).transpose()?;
    Ok(desk.page(&detente_brief::source(desk.look, desk.need("id")?, sentence)))
}

/// One entry: what it says, where that comes from, what was done to it.
pub fn entry(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    Ok(desk.page(&detente_brief::show(desk.look, desk.need("id")?)))
}

/// Everything that holds some words.
pub fn search(desk: &Desk<'_>) -> Result<Answer, Refusal> {
    let words: Vec<String> =
        desk.get("q").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let candidates = candidates(desk, &words)?;
    Ok(desk.page(&detente_brief::search(desk.look, &words, &candidates)))
}

/// What the store's indexes say of where words are.
pub(crate) fn candidates(desk: &Desk<'_>, words: &[String]) -> Result<Candidates, Refusal> {
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut candidates = Candidates::new();
    for room in desk.look.view.rooms() {
        let places = desk.candidates(room, &folded)?;
        candidates.extend(places.map(|places| (room.clone(), places)));
    }
    Ok(candidates)
}

/// The date that was asked for under `key`.
fn date(desk: &Desk<'_>, key: &str) -> Result<Option<VagueDate>, Refusal> {
    let read = desk.get(key).map(|text| VagueDate::parse(text, desk.look.zone()));
    read.transpose().map_err(Refusal::Unclear)
}
