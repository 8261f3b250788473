//! One entry in one sentence, the same on every page.

use crate::doc::{Inline, Line, joined};
use crate::look::Look;
use detente_model::{
    AnyRef, Coordinates, Fact, Figures, Incident, Issue, Permission, Position, Room, Statement, Text,
};
use detente_record::{Deed, Entry, Patch};

impl Look<'_> {
    /// What `entry` says, in one sentence, without its date and marks.
    pub fn describe(&self, entry: &Entry) -> Line {
        match &entry.deed {
            Deed::Says(fact) => self.describe_fact(&entry.room, fact),
            Deed::Corrects(correction) => {
                let fields = self.fields(&correction.set);
                let what = self.target(&entry.room, &correction.of);
                self.because(
                    self.lang.line("says-correction", vec![("what", what.into()), ("fields", fields.into())]),
                    &correction.why,
                )
            }
            Deed::Withdraws(withdrawal) => {
                let what = self.target(&entry.room, &withdrawal.of);
                self.because(self.lang.line("says-withdrawal", vec![("what", what.into())]), &withdrawal.why)
            }
            Deed::Releases(release) => self.lang.line(
                "says-release",
                vec![
                    ("id", Inline::Id(release.of.to_string()).into()),
                    ("into", Inline::Id(release.into.to_string()).into()),
                    ("who", self.actor(&entry.room, &release.permitted_by).into()),
                ],
            ),
        }
    }

    fn describe_fact(&self, room: &Room, fact: &Fact) -> Line {
        let lang = self.lang;
        match fact {
            Fact::Source(source) => {
                let kind = lang.word(&format!("source-{}", source.kind.as_str()));
                lang.line(
                    "source-line",
                    vec![("title", lang.text(&source.title).into()), ("kind", kind.into())],
                )
            }
            Fact::Party(party) => {
                let role = lang.word(&format!("role-{}", party.role.as_str()));
                lang.line("says-party", vec![("name", lang.text(&party.name).into()), ("role", role.into())])
            }
            Fact::Person(person) => {
                let office = person.offices.last().map(|office| vec![lang.text(&office.title)]);
                let party = person.party.as_ref().map(|party| self.party(room, party));
                let office = self.facts(office.into_iter().chain(party));
                lang.line(
                    "says-person",
                    vec![("name", lang.text(&person.name).into()), ("office", office.into())],
                )
            }
            Fact::Issue(issue) => self.describe_issue(issue),
            Fact::Session(session) => {
                let title = lang.text(&session.title);
                let kind = lang.word(&format!("session-{}", session.kind.as_str()));
                match &session.place {
                    Some(place) => lang.line(
                        "says-session-place",
                        vec![
                            ("title", title.into()),
                            ("kind", kind.into()),
                            ("place", lang.text(place).into()),
                        ],
                    ),
                    None => lang.line("says-session", vec![("title", title.into()), ("kind", kind.into())]),
                }
            }
            Fact::Delegation(delegation) => {
                let party = self.party(room, &delegation.party);
                match &delegation.head {
                    Some(head) => lang.line(
                        "says-delegation-head",
                        vec![("party", party.into()), ("head", self.person(room, head).into())],
                    ),
                    None => lang.line("says-delegation", vec![("party", party.into())]),
                }
            }
            Fact::Position(position) => self.describe_position(room, position),
            Fact::Proposal(proposal) => lang.line(
                "says-proposal",
                vec![
                    ("by", self.actors(room, &proposal.by).into()),
                    ("title", lang.text(&proposal.title).into()),
                ],
            ),
            Fact::Response(response) => {
                let answer = lang.word(&format!("answer-{}", response.answer.as_str()));
                let proposal = match self.view.fact::<detente_model::Proposal, _>(room, &response.to) {
                    Some((_, proposal)) => lang.text(&proposal.title),
                    None => Inline::Id(response.to.to_string()),
                };
                let by = self.actor(room, &response.by);
                let mut line = lang.line(
                    "says-response",
                    vec![("by", by.into()), ("answer", answer.into()), ("proposal", proposal.into())],
                );
                if let Some(condition) = &response.condition {
                    let condition = lang.line("condition", vec![("condition", lang.text(condition).into())]);
                    line.push(lang.word("list-semicolon"));
                    line.extend(condition);
                }
                line
            }
            Fact::Agreement(agreement) => {
                let title = lang.text(&agreement.title);
                let status = lang.word(&format!("agreement-{}", agreement.status.as_str()));
                let mut args = vec![("title", title.into()), ("status", status.into())];
                if agreement.parties.is_empty() {
                    return lang.line("says-agreement", args);
                }
                args.push(("parties", self.parties(room, &agreement.parties).into()));
                lang.line("says-agreement-parties", args)
            }
            Fact::Statement(statement) => self.describe_statement(room, statement),
            Fact::Contact(contact) => {
                let kind = lang.word(&format!("contact-{}", contact.kind.as_str()));
                lang.line(
                    "contact-line",
                    vec![("kind", kind.into()), ("text", lang.text(&contact.text).into())],
                )
            }
            Fact::Incident(incident) => self.describe_incident(room, incident),
            Fact::Preferences(preferences) => {
                lang.line("says-preferences", vec![("party", self.party(room, &preferences.party).into())])
            }
        }
    }

    fn describe_issue(&self, issue: &Issue) -> Line {
        let title = self.lang.text(&issue.title);
        let labels =
            issue.options.iter().map(|option| vec![self.lang.text(&issue.option_label(&option.0.id))]);
        let options = joined(labels, " · ");
        match options.is_empty() {
            true => self.lang.line("says-issue", vec![("title", title.into())]),
            false => self
                .lang
                .line("says-issue-options", vec![("title", title.into()), ("options", options.into())]),
        }
    }

    fn describe_position(&self, room: &Room, position: &Position) -> Line {
        let issue = self.view.fact::<Issue, _>(room, &position.issue).map(|(_, issue)| issue);
        let what = issue.map(|issue| self.extent(position, issue)).unwrap_or_default();
        let mut line = self.lang.line(
            "says-position",
            vec![
                ("party", self.party(room, &position.party).into()),
                ("kind", self.position_kind(position.kind).into()),
                ("what", vec![Inline::Strong(what)].into()),
                ("issue", self.issue(room, &position.issue).into()),
            ],
        );
        if position.is_red_line() {
            line.extend([Inline::mark(" "), Inline::RedLine(vec![self.lang.word("red-line")])]);
        }
        if let Some(condition) = &position.condition {
            line.push(self.lang.word("list-semicolon"));
            line.extend(self.lang.line("condition", vec![("condition", self.lang.text(condition).into())]));
        }
        line
    }

    fn describe_statement(&self, room: &Room, statement: &Statement) -> Line {
        let words = self.said(statement);
        let by = self.actor(room, &statement.by);
        let mut line = self.lang.line("says-statement", vec![("by", by.into()), ("words", words.into())]);
        if let Some(may) = &statement.may {
            line.push(Inline::mark(" · "));
            line.extend(self.permission(room, may));
        }
        line
    }

    /// What was said: the words, or their sense.
    pub fn said(&self, statement: &Statement) -> Inline {
        match (&statement.words, &statement.sense) {
            (Some(words), _) => Inline::Quote(vec![self.lang.text(words)]),
            (None, Some(sense)) => self.lang.text(sense),
            (None, None) => self.lang.word("nothing"),
        }
    }

    /// How words may be used, until when and for what.
    pub fn permission(&self, room: &Room, may: &Permission) -> Line {
        let level = vec![self.lang.word(&format!("may-{}", may.level.as_str()))];
        let until = may
            .until
            .as_ref()
            .map(|until| self.lang.line("until", vec![("date", self.date(room, until).into())]));
        let scope = may.scope.as_ref().map(|scope| vec![self.lang.text(scope)]);
        self.list([Some(level), until, scope].into_iter().flatten())
    }

    fn describe_incident(&self, room: &Room, incident: &Incident) -> Line {
        let kind = self.lang.word(&format!("incident-{}", incident.kind.as_str()));
        let what = match &incident.place {
            Some(place) => self.lang.line(
                "says-incident-place",
                vec![("kind", kind.into()), ("place", self.lang.text(place).into())],
            ),
            None => match &incident.at {
                Some(at) => self.lang.line(
                    "says-incident-place",
                    vec![("kind", kind.into()), ("place", self.coordinates(at).into())],
                ),
                None => self.lang.line("says-incident", vec![("kind", kind.into())]),
            },
        };
        let number = |id, figures: &Option<Figures>| {
            let figures = figures.as_ref()?;
            Some(self.lang.line(id, vec![("n", self.figures(room, figures).into())]))
        };
        let numbers = [number("says-killed", &incident.killed), number("says-wounded", &incident.wounded)];
        let text = incident.text.as_ref().map(|text| vec![self.lang.text(text)]);
        let line = self.facts(std::iter::once(what).chain(numbers.into_iter().flatten()));
        joined(std::iter::once(line).chain(text), ": ")
    }

    /// What an entry that is acted upon says, as it now stands; the id of one that acts itself.
    fn target(&self, room: &Room, reference: &AnyRef) -> Line {
        let seen = self.view.resolve(room, reference);
        match seen.map(|seen| seen.entry()).filter(|entry| entry.fact().is_some()) {
            Some(entry) => self.describe(entry),
            None => vec![Inline::Id(reference.to_string())],
        }
    }

    fn because(&self, mut line: Line, why: &Option<Text>) -> Line {
        if let Some(why) = why {
            line.push(Inline::mark(" – "));
            line.push(self.lang.text(why));
        }
        line
    }

    /// The fields that a correction sets, by their names.
    pub fn fields(&self, patch: &Patch) -> Line {
        self.list(patch.keys().map(|key| vec![self.lang.word(&format!("field-{}", key.replace('_', "-")))]))
    }

    /// Figures, each with who gives it.
    pub fn figures(&self, room: &Room, figures: &Figures) -> Line {
        let one = |figure: &detente_model::Figure| {
            let count = self.lang.quantity(&figure.count);
            let by = figure.by.as_ref().map(|by| self.party(room, by));
            let source = figure.source.as_ref().map(|source| {
                match self.view.fact::<detente_model::Source, _>(room, source) {
                    Some((entry, _)) => match self.source_number(&entry.room, &entry.id) {
                        Some(number) => vec![Inline::mark(&format!("[{number}]"))],
                        None => vec![Inline::Id(source.to_string())],
                    },
                    None => vec![Inline::Id(source.to_string())],
                }
            });
            let who = figure.who.as_ref().map(|who| vec![self.lang.text(who)]);
            let said = self.facts(who.into_iter().chain(by).chain(source));
            if said.is_empty() {
                count
            } else {
                self.lang.line("figure-by", vec![("count", count.into()), ("by", said.into())])
            }
        };
        let mut line = self.lang.clauses(figures.0.iter().map(one));
        if figures.range().2 {
            let differ = self.lang.word("sources-differ");
            line.push(Inline::Quiet(vec![Inline::mark(" ("), differ, Inline::mark(")")]));
        }
        line
    }

    /// Coordinates, with how exactly they are known.
    pub fn coordinates(&self, at: &Coordinates) -> Line {
        self.lang.line(
            "coordinates",
            vec![
                ("lat", Inline::data(at.lat().to_string()).into()),
                ("lon", Inline::data(at.lon().to_string()).into()),
                ("km", Inline::data(at.within().to_string()).into()),
            ],
        )
    }

    /// A person's name with the office held at the time of writing.
    pub fn person<T>(&self, room: &Room, reference: &detente_model::Ref<T>) -> Line {
        match self.view.fact::<detente_model::Person, _>(room, reference) {
            Some((_, person)) => vec![self.lang.text(&person.name)],
            None => vec![Inline::Id(reference.id.to_string())],
        }
    }
}
