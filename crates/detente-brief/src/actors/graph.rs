//! Parties and their ties, as they are drawn.

use super::Actors;
use super::ties::Ties;
use crate::doc::{Block, Graph, GraphMark, GraphNode, Inline, Target, TieKind, plain};
use crate::look::Look;
use detente_model::Role;

/// How many parties can be drawn so that somebody can read it.
const MOST: usize = 60;

/// The order of roles in the key.
const ROLES: [Role; 6] =
    [Role::Belligerent, Role::Ally, Role::Mediator, Role::Host, Role::Guarantor, Role::Observer];

/// The graph; or, where there are too many parties for one, that there are.
pub fn block(look: &Look<'_>, actors: &Actors<'_>, ties: &Ties<'_>) -> Block {
    if actors.parties.len() > MOST {
        let args = vec![("n", actors.parties.len().into()), ("most", MOST.into())];
        return Block::Para(vec![Inline::Quiet(look.lang.line("actors-too-many", args))]);
    }
    let stands = actors.stands(look);
    let nodes = actors.parties.iter().zip(&stands).map(|((entry, party), stands)| {
        let role_word = look.lang.say(&format!("role-{}", party.role.as_str()));
        GraphNode {
            name: look.lang.text(party.short.as_ref().unwrap_or(&party.name)).plain(),
            title: plain(&look.describe(entry)),
            role_word,
            role: party.role,
            stands: *stands,
            target: Target::actor(&entry.room, &entry.id),
        }
    });
    let ties = ties.drawn(look, actors, &stands);
    let role = |role: &Role| actors.parties.iter().any(|(_, party)| party.role == *role);
    let roles = ROLES
        .into_iter()
        .filter(role)
        .map(|role| (GraphMark::Role(role), vec![look.lang.word(&format!("role-{}", role.as_str()))]));
    let kinds = TieKind::ALL.into_iter().filter(|kind| ties.iter().any(|tie| tie.kind == *kind));
    let kinds = kinds
        .map(|kind| (GraphMark::Tie(kind), vec![look.lang.word(&format!("tie-{}-means", kind.as_str()))]));
    Block::Graph(Graph {
        caption: vec![look.lang.word("actors-graph")],
        nodes: nodes.collect(),
        key: roles.chain(kinds).collect(),
        ties,
    })
}
