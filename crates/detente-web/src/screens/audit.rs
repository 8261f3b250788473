//! The screen “Audit”: who came in on this seat, and how far each room has come.

use crate::access::Deed;
use crate::answer::{Answer, Refusal, Screen};
use crate::desk::Desk;
use crate::session::Session;
use detente_brief::SeatEvent;
use std::sync::Arc;

/// `GET audit`.
pub fn audit(desk: &Desk<'_>, session: &Session<'_>) -> Result<Answer, Refusal> {
    let events = session.access.events_for(session.seated.viewer());
    let events: Vec<SeatEvent> = events
        .into_iter()
        .map(|event| SeatEvent { at: event.line.at, name: event.name, what: word(&event.line.deed) })
        .collect();
    let printed = detente_brief::audit(desk.look, &events);
    let mut main = desk.main(&printed.page);
    main.push_str(&super::access::own_forms(desk.look.lang, session.csrf()));
    let title = desk.look.lang.drawn(&printed.page.title);
    Ok(Answer::Screen(Arc::new(Screen { title, main, found: true })))
}

fn word(deed: &Deed) -> &'static str {
    match deed {
        Deed::LinkMade(_) => "link-made",
        Deed::LinkRevoked => "link-revoked",
        Deed::SessionOpened { .. } => "session-opened",
        Deed::LanguageChosen { .. } => "language-chosen",
        Deed::SessionLocked { .. } => "session-locked",
        Deed::SessionUnlocked => "session-unlocked",
        Deed::PinFailed => "pin-failed",
        Deed::SessionEnded { .. } => "session-ended",
        Deed::SessionRevoked => "session-revoked",
        Deed::TokenMade(_) => "token-made",
        Deed::TokenRevoked => "token-revoked",
        Deed::Exported { .. } => "exported",
        Deed::Released { .. } => "released",
    }
}
