//! The red lines that packages touch.

use super::gathered::{Gathered, Package};
use crate::doc::{Inline, Line, State, Target};
use crate::lang::Arg;
use crate::look::Look;
use crate::pages::cited;
use detente_model::scenario::RedLine;
use detente_model::{AnyRef, Extent, PartyRef, PositionKind, Tri};
use detente_record::{Entry, StandingLine};
use serde_json::{Value, json};

/// A red line that a package breaks, or may break.
pub struct Touched<'v> {
    /// The red line; its party and issue are places among those gathered.
    pub line: StandingLine<'v>,
    /// On what the package settles the issue.
    pub option: &'v str,
    /// Does it surely break it?
    pub is_sure: bool,
}

/// What is known of the red lines on the issues of some packages.
pub struct RedLines<'v> {
    lines: Vec<StandingLine<'v>>,
}

impl<'v> RedLines<'v> {
    /// Those that the view holds.
    pub fn of(look: &'v Look<'_>, gathered: &Gathered<'v>) -> RedLines<'v> {
        RedLines { lines: look.view.standing_red_lines(&gathered.parties, &gathered.issues) }
    }

    /// Has anybody a red line on the issue?
    pub fn is_on(&self, issue: usize) -> bool {
        self.lines.iter().any(|line| line.issue == issue)
    }

    /// Those that a package breaks or may break.
    pub fn touched(&self, gathered: &Gathered<'v>, package: &Package<'v>) -> Vec<Touched<'v>> {
        let touched = |line: &StandingLine<'v>| {
            let option = package.option(line.issue)?;
            let issue = gathered.issues[line.issue].1;
            let settled = Extent::of_term(option, issue);
            // What cannot be compared may break it.
            let breaks = settled.and_then(|settled| RedLine::breaks(line.held.position, issue, &settled));
            let breaks = breaks.unwrap_or(Tri::Unknown);
            breaks.possible().then_some(Touched { line: *line, option, is_sure: breaks.certain() })
        };
        self.lines.iter().filter_map(touched).collect()
    }
}

/// How many red lines a package touches: for the comparison.
pub fn counted(look: &Look<'_>, touched: &[Touched<'_>]) -> Line {
    let lang = look.lang;
    let sure = touched.iter().filter(|touched| touched.is_sure).count();
    let told = |state: State, id: &str, n: usize| {
        let words = crate::doc::plain(&lang.line(id, vec![("n", n.into())]));
        (n > 0).then(|| vec![Inline::State(state, words)])
    };
    let parts = [
        told(State::No, "packages-breaks-n", sure),
        told(State::Open, "packages-may-break-n", touched.len() - sure),
    ];
    match touched.is_empty() {
        true => vec![Inline::State(State::Yes, lang.say("packages-breaks-none"))],
        false => crate::doc::joined(parts.into_iter().flatten(), " · "),
    }
}

impl Touched<'_> {
    /// The red line in words, with what it rests on and the words of its sources.
    pub fn lines(&self, look: &Look<'_>, gathered: &Gathered<'_>) -> (Line, Vec<Line>) {
        let lang = look.lang;
        let (issue_entry, issue) = gathered.issues[self.line.issue];
        let party = gathered.parties[self.line.party];
        let position = self.line.held.position;
        let state = match self.is_sure {
            true => Inline::State(State::No, lang.say("packages-breaks")),
            false => Inline::State(State::Open, lang.say("packages-may-break")),
        };
        let what = look.extent(position, issue);
        let id = if position.kind == PositionKind::Refusal { "red-line-refuses" } else { "red-line-of" };
        let named = look.to(
            || held(look, issue_entry, party),
            lang.line(
                "packages-line-of",
                vec![
                    ("party", Arg::from(look.party(&party.room, &PartyRef::to(party.id.clone())))),
                    ("issue", lang.text(&issue.title).into()),
                ],
            ),
        );
        let mut line = vec![state, Inline::mark(" ")];
        line.extend(named);
        line.push(Inline::mark(" "));
        line.push(Inline::RedLine(lang.line(id, vec![("what", what.into())])));
        let settled = vec![("option", look.option(issue, self.option).into())];
        line.push(Inline::mark(" "));
        line.extend(lang.line("packages-settles-on", settled));
        let mut more = Vec::new();
        if let Some(entry) = self.entry(look) {
            line.extend(look.marks(entry));
            more.extend(cited(look, entry));
        }
        if let Some(condition) = &position.condition {
            more.push(lang.line("condition", vec![("condition", lang.text(condition).into())]));
        }
        (line, more)
    }

    /// The entry that states it.
    fn entry<'v>(&self, look: &'v Look<'_>) -> Option<&'v Entry> {
        let held = &self.line.held;
        Some(look.view.resolve(held.room, &AnyRef::to(held.id.clone()))?.entry())
    }

    /// The same as JSON.
    pub fn json(&self, gathered: &Gathered<'_>) -> Value {
        let held = &self.line.held;
        json!({
            "party": gathered.parties[self.line.party].id.as_str(),
            "issue": gathered.issues[self.line.issue].0.id.as_str(),
            "settled_on": self.option,
            "breaks": if self.is_sure { "yes" } else { "perhaps" },
            "entry": format!("{}/{}", held.room, held.id),
            "basis": held.basis.as_str(),
        })
    }
}

/// The screen that shows what a party holds on an issue.
pub fn held(look: &Look<'_>, issue: &Entry, party: &Entry) -> Target {
    Target::screen("held").with("issue", look.place(issue)).with("party", look.place(party))
}
