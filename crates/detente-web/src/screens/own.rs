//! What a session says of itself: another language, and that it has seen what is new.

use crate::answer::{Answer, Refusal};
use crate::entrance::{Entered, Entrance};
use crate::workspace::LANGUAGES;
use detente_model::Language;

/// `POST speak`: another language from now on.
pub fn speak(entrance: &Entrance<'_>, entered: &Entered) -> Result<Answer, Refusal> {
    let tag = entrance.typed.get("language").filter(|tag| LANGUAGES.contains(tag));
    let language = tag.and_then(Language::new).ok_or(Refusal::Nothing)?;
    entrance.workspace.access.speak(entered.seated()?, language).map_err(|_| Refusal::NotYours)?;
    Ok(Answer::Went("audit".into()))
}

/// `POST seen`: from now on, what is recorded later is new.
pub fn seen(entrance: &Entrance<'_>, entered: &Entered) -> Result<Answer, Refusal> {
    entrance.workspace.has_seen(entered.seated()?);
    Ok(Answer::Went("today".into()))
}
