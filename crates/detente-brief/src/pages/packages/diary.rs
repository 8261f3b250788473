//! The trade diary: from one package to the next on the same line, what each side gave and got.
//!
//! **Definition.** A package follows another where it replaces it, is put forward in answer to it, or is the
//! agreement that came of it. On an issue that it settles otherwise, a party *got* something where that is nearer to
//! its position than before, and *gave* where it is further away ([`detente_model::gap::approached`]); its position is
//! its last one that was not surely taken after the package.

use super::gathered::{Gathered, Package, What};
use crate::doc::{Inline, Line, joined};
use crate::lang::Arg;
use crate::look::Look;
use crate::sections::ledger;
use detente_model::gap::{Held, IssueGap, Movement, approached};
use detente_model::{Extent, PartyRef};
use detente_record::Entry;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::HashMap;

/// From one package to the next.
pub struct Step {
    /// The place of the earlier one among those gathered.
    pub from: usize,
    /// The place of the later one.
    pub to: usize,
    how: How,
}

/// The steps, with what is needed to tell them.
pub struct Diary<'v, 'l> {
    /// The latest first.
    pub steps: Vec<Step>,
    positions: Positions<'v, 'l>,
}

/// How the later package follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Replaces,
    Counters,
    CameOf,
}

impl How {
    fn name(self) -> &'static str {
        match self {
            How::Replaces => "replaces",
            How::Counters => "counters",
            How::CameOf => "came-of",
        }
    }
}

/// An issue that is settled otherwise, with the parties, by place, to which it came nearer and from which it went
/// away.
struct Change {
    issue: usize,
    got: Vec<usize>,
    gave: Vec<usize>,
}

/// The steps of the packages gathered.
pub fn diary<'v, 'l>(look: &'v Look<'l>, gathered: &'v Gathered<'v>) -> Diary<'v, 'l> {
    let places: HashMap<*const Entry, usize> = gathered
        .packages
        .iter()
        .enumerate()
        .map(|(place, package)| (std::ptr::from_ref(package.entry), place))
        .collect();
    let mut pairs: Vec<(usize, usize, How)> = Vec::new();
    let mut follow = |from: Option<*const Entry>, to: Option<*const Entry>, how: How| {
        let place = |entry: Option<*const Entry>| places.get(&entry?).copied();
        if let Some((from, to)) = place(from).zip(place(to))
            && from != to
            && !pairs.iter().any(|pair| (pair.0, pair.1) == (from, to))
        {
            pairs.push((from, to, how));
        }
    };
    for package in &gathered.packages {
        let room = &package.entry.room;
        let own = Some(std::ptr::from_ref(package.entry));
        let (replaced, accepted) = match &package.what {
            What::Proposal(answered) => {
                let replaced = answered.proposal.replaces.as_ref();
                (replaced.and_then(|replaced| look.pointed(room, replaced)), None)
            }
            What::Agreement(agreement) => (
                agreement.replaces.as_ref().and_then(|replaced| look.pointed(room, replaced)),
                agreement.proposal.as_ref().and_then(|accepted| look.pointed(room, accepted)),
            ),
        };
        follow(replaced, own, How::Replaces);
        follow(accepted, own, How::CameOf);
    }
    for (entry, response) in ledger::answers(look) {
        if let Some(counter) = &response.counter {
            let from = look.pointed(&entry.room, &response.to);
            follow(from, look.pointed(&entry.room, counter), How::Counters);
        }
    }
    let entries: Vec<&Entry> = gathered.issues.iter().map(|(entry, _)| *entry).collect();
    let positions = Positions { look, gathered, by_issue: look.view.positions(&entries) };
    let mut steps: Vec<Step> = pairs.into_iter().map(|(from, to, how)| Step { from, to, how }).collect();
    steps.sort_by_key(|step| Reverse(gathered.packages[step.to].at(look)));
    Diary { steps, positions }
}

/// What the parties hold on each issue.
struct Positions<'v, 'l> {
    look: &'v Look<'l>,
    gathered: &'v Gathered<'v>,
    by_issue: Vec<Vec<Held<'v>>>,
}

impl Positions<'_, '_> {
    /// The issues on which the packages of a step differ. What is agreed in part drops nothing of the rest.
    fn changes(&self, step: &Step) -> Vec<Change> {
        let (from, to) = (&self.gathered.packages[step.from], &self.gathered.packages[step.to]);
        let is_told = |issue: usize| step.how != How::CameOf || to.option(issue).is_some();
        let is_alike = |issue: usize| to.is_alike(from, issue, self.gathered.issues[issue].1);
        let differs = |issue: &usize| is_told(*issue) && !is_alike(*issue);
        (0..self.gathered.issues.len()).filter(differs).map(|issue| self.change(issue, from, to)).collect()
    }

    fn change(&self, issue: usize, from: &Package<'_>, to: &Package<'_>) -> Change {
        let mut change = Change { issue, got: Vec::new(), gave: Vec::new() };
        let what = self.gathered.issues[issue].1;
        let extent = |package: &Package<'_>| Extent::of_term(package.option(issue)?, what);
        let Some((before, after)) = extent(from).zip(extent(to)) else { return change };
        for party in 0..self.gathered.parties.len() {
            let Some(position) = self.last(issue, party, to) else { continue };
            match approached(what, &before, &after, &position) {
                Movement::Towards => change.got.push(party),
                Movement::Away => change.gave.push(party),
                _ => {}
            }
        }
        change
    }

    /// The last position of a party on an issue that it did not surely take after a package.
    fn last(&self, issue: usize, party: usize, package: &Package<'_>) -> Option<Extent> {
        let party = self.gathered.parties[party];
        let at = self.look.view.happened(package.entry);
        let counts = |held: &&Held<'_>| {
            let named = self.look.pointed(held.room, &held.position.party);
            named == Some(std::ptr::from_ref(party)) && !at.before(&held.at).certain()
        };
        let own: Vec<Held<'_>> = self.by_issue[issue].iter().filter(counts).copied().collect();
        let what = self.gathered.issues[issue].1;
        let gap = IssueGap::of(what, &[&party.id], &own, package.at(self.look));
        Extent::of(gap.standings.first()?.current.as_ref()?.position, what).ok()
    }
}

impl Diary<'_, '_> {
    /// The step in words: what follows what, issue by issue, and what each side gave and got.
    pub fn lines(&self, step: &Step) -> (Line, Vec<Line>) {
        let (look, gathered) = (self.positions.look, self.positions.gathered);
        let lang = look.lang;
        let (from, to) = (&gathered.packages[step.from], &gathered.packages[step.to]);
        let changes = self.positions.changes(step);
        let args = vec![("from", Arg::from(from.link(look))), ("to", to.link(look).into())];
        let how = lang.line(&format!("packages-{}", step.how.name()), args);
        let mut line = joined(look.when(to.entry).into_iter().chain([how]), " · ");
        line.extend(look.marks(to.entry));
        let mut more: Vec<Line> =
            changes.iter().map(|change| change.line(look, gathered, from, to)).collect();
        if more.is_empty() {
            more.push(vec![lang.word("packages-same-terms")]);
        }
        let balances =
            (0..gathered.parties.len()).filter_map(|party| balance(look, gathered, &changes, party));
        let balance = joined(balances, " · ");
        if !balance.is_empty() {
            more.push(balance);
        }
        (line, more)
    }

    /// The same as JSON.
    pub fn json(&self, step: &Step) -> Value {
        let (look, gathered) = (self.positions.look, self.positions.gathered);
        let (from, to) = (&gathered.packages[step.from], &gathered.packages[step.to]);
        let ids = |parties: &[usize]| -> Vec<String> {
            parties.iter().map(|party| gathered.parties[*party].id.to_string()).collect()
        };
        let change = |change: &Change| {
            json!({
                "issue": gathered.issues[change.issue].0.id.as_str(),
                "from": from.option(change.issue),
                "to": to.option(change.issue),
                "got": ids(&change.got),
                "gave": ids(&change.gave),
            })
        };
        json!({
            "from": look.place(from.entry),
            "to": look.place(to.entry),
            "how": step.how.name(),
            "changes": self.positions.changes(step).iter().map(change).collect::<Vec<_>>(),
        })
    }
}

/// What a party got and gave, by issue.
fn balance(look: &Look<'_>, gathered: &Gathered<'_>, changes: &[Change], party: usize) -> Option<Line> {
    let lang = look.lang;
    let issues = |side: fn(&Change) -> &Vec<usize>| {
        let touched = changes.iter().filter(|change| side(change).contains(&party));
        look.list(touched.map(|change| vec![lang.text(&gathered.issues[change.issue].1.title)]))
    };
    let (got, gave) = (issues(|change| &change.got), issues(|change| &change.gave));
    let id = match (got.is_empty(), gave.is_empty()) {
        (true, true) => return None,
        (false, true) => "packages-got",
        (true, false) => "packages-gave",
        (false, false) => "packages-got-and-gave",
    };
    let args = vec![
        ("party", Arg::from(vec![Inline::Strong(party_name(look, gathered, party))])),
        ("got", got.into()),
        ("gave", gave.into()),
    ];
    Some(lang.line(id, args))
}

impl Change {
    /// “How long: 30 days → 90 days (towards North’s last position, away from South’s)”.
    fn line(&self, look: &Look<'_>, gathered: &Gathered<'_>, from: &Package<'_>, to: &Package<'_>) -> Line {
        let lang = look.lang;
        let issue = gathered.issues[self.issue].1;
        let option = |package: &Package<'_>| match package.option(self.issue) {
            Some(option) => look.option(issue, option),
            None => vec![Inline::Quiet(vec![lang.word("packages-not-settled")])],
        };
        let args = vec![
            ("issue", Arg::from(lang.text(&issue.title))),
            ("from", option(from).into()),
            ("to", option(to).into()),
        ];
        let mut line = lang.line("change", args);
        let parties =
            |places: &[usize]| look.list(places.iter().map(|party| party_name(look, gathered, *party)));
        for (arrow, id, places) in [('↗', "packages-towards", &self.got), ('↘', "packages-away", &self.gave)]
        {
            if !places.is_empty() {
                let words = lang.line(id, vec![("parties", parties(places).into())]);
                line.extend([Inline::mark(" "), Inline::Arrow(arrow, words)]);
            }
        }
        line
    }
}

fn party_name(look: &Look<'_>, gathered: &Gathered<'_>, party: usize) -> Line {
    let entry = gathered.parties[party];
    look.party(&entry.room, &PartyRef::to(entry.id.clone()))
}
