//! The red lines that packages touch.

use super::gathered::{Gathered, Package};
use crate::doc::{Inline, Line, State};
use crate::look::Look;
use crate::sections::red_lines::{evidence, stated};
use detente_model::scenario::RedLine;
use detente_model::{Extent, Tri};
use detente_record::StandingLine;
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
        let (party, issue) = (gathered.parties[self.line.party], gathered.issues[self.line.issue]);
        let held = self.line.held;
        let state = match self.is_sure {
            true => Inline::State(State::No, lang.say("packages-breaks")),
            false => Inline::State(State::Open, lang.say("packages-may-break")),
        };
        let mut line = vec![state, Inline::mark(" ")];
        line.extend(stated(look, issue, party, held.position));
        line.push(Inline::mark(" "));
        let settled = vec![("option", look.option(issue.1, self.option).into())];
        line.extend(lang.line("packages-settles-on", settled));
        let (marks, more) = evidence(look, held.room, held.id, held.position);
        line.extend(marks);
        (line, more)
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
