//! The packages on the table: proposals and agreements with terms, the latest first.

use crate::doc::{Inline, Line, State, Target};
use crate::look::Look;
use crate::sections::ledger::{self, Answered};
use detente_model::{Agreement, AgreementStatus, Extent, Fact, Issue, Party, Proposal, Room, Terms};
use detente_record::Entry;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Everything that the page is made of.
pub struct Gathered<'v> {
    /// The issues, in the order of the record.
    pub issues: Vec<(&'v Entry, &'v Issue)>,
    /// The parties, in the order of the record.
    pub parties: Vec<&'v Entry>,
    /// The packages, the latest first; those that no longer stand at the end.
    pub packages: Vec<Package<'v>>,
    /// The issue that each issue is a part of, by place.
    wholes: Vec<Option<usize>>,
}

/// What is put forward, or was agreed, together.
pub struct Package<'v> {
    /// Its entry.
    pub entry: &'v Entry,
    /// A proposal or an agreement.
    pub what: What<'v>,
    /// Its terms as they are written.
    pub written: &'v Terms,
    /// For each issue that it settles, by its place, the option or number.
    pub terms: Vec<(usize, &'v str)>,
    /// What took its place.
    pub replaced_by: Option<&'v Entry>,
    /// The agreement that came of it.
    pub became: Option<&'v Entry>,
}

/// What a package is.
pub enum What<'v> {
    /// Somebody puts it forward.
    Proposal(Answered<'v>),
    /// It was agreed.
    Agreement(&'v Agreement),
}

impl<'v> Package<'v> {
    /// The option or number on which it settles an issue.
    pub fn option(&self, issue: usize) -> Option<&'v str> {
        self.terms.iter().find(|term| term.0 == issue).map(|term| term.1)
    }

    /// Do both settle an issue alike, or both not? “at least 12” and “>= 12” are the same.
    pub fn is_alike(&self, other: &Package<'_>, place: usize, issue: &Issue) -> bool {
        match (self.option(place), other.option(place)) {
            (Some(own), Some(others)) if own != others => {
                let extents = Extent::of_term(own, issue).zip(Extent::of_term(others, issue));
                extents.is_some_and(|(own, others)| own == others)
            }
            (own, others) => own.is_some() == others.is_some(),
        }
    }

    /// Its title, which leads to it.
    pub fn link(&self, look: &Look<'_>) -> Line {
        vec![Inline::Strong(titled(look, self.entry))]
    }

    /// Does it still stand: neither replaced nor lapsed?
    pub fn stands(&self) -> bool {
        let has_lapsed = matches!(&self.what, What::Agreement(a) if a.status == AgreementStatus::Lapsed);
        self.replaced_by.is_none() && !has_lapsed
    }

    /// What has become of it, in words.
    pub fn state(&self, look: &Look<'_>) -> Line {
        let lang = look.lang;
        if let Some(by) = self.replaced_by {
            let mut line = vec![Inline::State(State::No, lang.say("packages-replaced")), Inline::mark(" ")];
            let by = vec![("by", titled(look, by).into())];
            line.push(Inline::Quiet(lang.line("packages-replaced-by", by)));
            return line;
        }
        let (state, id) = match &self.what {
            What::Agreement(agreement) => {
                let state = if self.stands() { State::Yes } else { State::No };
                (state, format!("agreement-{}", agreement.status.as_str()))
            }
            What::Proposal(_) if self.became.is_some() => (State::Yes, "packages-agreed".to_owned()),
            What::Proposal(answered) => match answered.state {
                State::Yes => (State::Yes, "packages-accepted".to_owned()),
                State::No => (State::No, "packages-refused".to_owned()),
                _ => (State::Open, "packages-open".to_owned()),
            },
        };
        let mut line = vec![Inline::State(state, lang.say(&id))];
        if let Some(agreement) = self.became {
            line.push(Inline::mark(" "));
            line.extend(lang.line("packages-became", vec![("title", titled(look, agreement).into())]));
        }
        line
    }

    /// Who puts it forward to whom, or between whom it was agreed.
    pub fn by(&self, look: &Look<'_>) -> Line {
        let room = &self.entry.room;
        match &self.what {
            What::Agreement(agreement) => look.parties(room, &agreement.parties),
            What::Proposal(answered) => {
                let to = match answered.proposal.to.as_slice() {
                    [] => vec![look.lang.word("all-parties")],
                    to => look.parties(room, to),
                };
                let by = look.actors(room, &answered.proposal.by);
                look.lang.line("packages-by-to", vec![("by", by.into()), ("to", to.into())])
            }
        }
    }

    /// When it was put forward; where nobody said, when that was recorded.
    pub fn at(&self, look: &Look<'_>) -> Timestamp {
        let at = look.view.happened(self.entry);
        at.latest.or(at.earliest).unwrap_or(self.entry.recorded)
    }
}

/// The title of a proposal or agreement, which leads to it.
fn titled(look: &Look<'_>, entry: &Entry) -> Line {
    let target = || match entry.fact() {
        Some(Fact::Proposal(_)) => Target::screen("proposal").with("id", look.place(entry)),
        _ => Target::entry(&entry.room, &entry.id),
    };
    let title = match entry.fact() {
        Some(Fact::Proposal(proposal)) => look.lang.text(&proposal.title),
        Some(Fact::Agreement(agreement)) => look.lang.text(&agreement.title),
        _ => Inline::Id(entry.id.to_string()),
    };
    look.to(target, vec![title])
}

impl<'v> Gathered<'v> {
    /// Gathers them from the view.
    pub fn of(look: &'v Look<'_>) -> Gathered<'v> {
        let agreements: Vec<(&Entry, &Agreement)> = look.view.facts::<Agreement>().collect();
        let proposals = ledger::all_answered(look);
        let mut issues = Issues::of(look);
        let fates = Fates::of(look, &agreements);
        let mut packages = Vec::new();
        let mut package = |entry: &'v Entry, terms: Option<&'v Terms>, what: What<'v>| {
            let Some(written) = terms else { return };
            let terms: Vec<(usize, &str)> = issues.terms(&entry.room, written);
            if !terms.is_empty() {
                let place = std::ptr::from_ref(entry);
                let (replaced_by, became) = (fates.replaced.get(&place), fates.became.get(&place));
                packages.push(Package {
                    entry,
                    what,
                    written,
                    terms,
                    replaced_by: replaced_by.copied(),
                    became: became.copied(),
                });
            }
        };
        for answered in proposals {
            package(answered.entry, answered.proposal.terms.as_ref(), What::Proposal(answered));
        }
        for (entry, agreement) in agreements {
            package(entry, agreement.terms.as_ref(), What::Agreement(agreement));
        }
        packages.sort_by_key(|package| (!package.stands(), Reverse(package.at(look))));
        let parties = look.view.facts::<Party>().map(|(entry, _)| entry).collect();
        let wholes = issues.wholes();
        Gathered { issues: issues.all, parties, packages, wholes }
    }

    /// The issues that a package leaves open: of those without parts, the ones that it settles neither themselves
    /// nor as parts of another.
    pub fn open(&self, package: &Package<'_>) -> Vec<usize> {
        let has_parts: HashSet<usize> = self.wholes.iter().flatten().copied().collect();
        let settled: HashSet<usize> = package.terms.iter().map(|term| term.0).collect();
        let is_open = |issue: &usize| {
            // No chain of parts is longer than there are issues, also where it goes in a circle.
            let chain =
                std::iter::successors(Some(*issue), |part| self.wholes[*part]).take(self.issues.len());
            !has_parts.contains(issue) && !chain.into_iter().any(|part| settled.contains(&part))
        };
        (0..self.issues.len()).filter(is_open).collect()
    }
}

/// The issues of the view, with those that only terms still name.
struct Issues<'v, 'l> {
    look: &'v Look<'l>,
    all: Vec<(&'v Entry, &'v Issue)>,
    places: HashMap<*const Entry, usize>,
}

impl<'v, 'l> Issues<'v, 'l> {
    fn of(look: &'v Look<'l>) -> Issues<'v, 'l> {
        let all: Vec<(&Entry, &Issue)> = look.view.facts::<Issue>().collect();
        let places =
            all.iter().enumerate().map(|(place, (entry, _))| (std::ptr::from_ref(*entry), place)).collect();
        Issues { look, all, places }
    }

    /// The issue that each is a part of.
    fn wholes(&self) -> Vec<Option<usize>> {
        let whole = |(entry, issue): &(&Entry, &Issue)| {
            let pointed = self.look.pointed(&entry.room, issue.part_of.as_ref()?)?;
            self.places.get(&pointed).copied()
        };
        self.all.iter().map(whole).collect()
    }

    fn terms(&mut self, from: &Room, terms: &'v Terms) -> Vec<(usize, &'v str)> {
        let mut found: Vec<(usize, &str)> = Vec::new();
        for (reference, option) in &terms.0 {
            let Some((entry, issue)) = self.look.view.fact::<Issue, _>(from, reference) else { continue };
            let place = *self.places.entry(std::ptr::from_ref(entry)).or_insert_with(|| {
                self.all.push((entry, issue));
                self.all.len() - 1
            });
            found.push((place, option.as_str()));
        }
        found
    }
}

/// What took the place of what, and what came of it.
struct Fates<'v> {
    replaced: HashMap<*const Entry, &'v Entry>,
    became: HashMap<*const Entry, &'v Entry>,
}

impl<'v> Fates<'v> {
    fn of(look: &'v Look<'_>, agreements: &[(&'v Entry, &'v Agreement)]) -> Fates<'v> {
        let by_proposals = look.view.facts::<Proposal>().filter_map(|(entry, proposal)| {
            Some((look.pointed(&entry.room, proposal.replaces.as_ref()?)?, entry))
        });
        let by_agreements = agreements.iter().filter_map(|(entry, agreement)| {
            Some((look.pointed(&entry.room, agreement.replaces.as_ref()?)?, *entry))
        });
        let became = agreements.iter().filter_map(|(entry, agreement)| {
            Some((look.pointed(&entry.room, agreement.proposal.as_ref()?)?, *entry))
        });
        Fates { replaced: by_proposals.chain(by_agreements).collect(), became: became.collect() }
    }
}
