//! What a viewer may do with an entry: words that lead to the forms.

use crate::doc::{Line, Target, joined};
use crate::look::Look;
use detente_model::{AsFact, Room, Source};
use detente_record::Seen;

/// Correct it, release it, take it back, attach a document: what the viewer may; nothing outside of the workspace.
pub fn all(look: &Look<'_>, seen: &Seen<'_>) -> Line {
    let Some(fact) = seen.entry().fact().filter(|_| seen.withdrawn().is_none()) else { return Line::new() };
    let (room, id) = (seen.place().0, &seen.as_written().id);
    let target = |screen| Target::screen(screen).with("id", format!("{room}/{id}"));
    let offer = |screen, words| look.offer(room, || target(screen), words);
    let may_go_wider = !matches!(room, Room::Public) && seen.releases().next().is_none();
    let may_attach = Source::of(fact).is_some_and(|source| source.document.is_none());
    let given = |may: bool, screen, words| if may { offer(screen, words) } else { Line::new() };
    let acts = [
        offer("correct", "action-correct"),
        given(may_go_wider, "release", "action-release"),
        offer("withdraw", "action-withdraw"),
        given(may_attach, "attach", "action-attach"),
    ];
    joined(acts, " · ")
}
