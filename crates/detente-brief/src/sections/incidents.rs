//! Incidents around the sessions: what each source says, and who is said to have done it.

use super::{Section, and_more_on, entry_json, latest_first};
use crate::doc::{Block, Inline, Line, Strip, StripEvent, StripKind, Table, plain};
use crate::look::Look;
use detente_model::{
    Agreement, AnyRef, AsFact, Attribution, Basis, Decimal, Figures, Incident, Interval, Quantity, Room,
    Session,
};
use detente_record::Entry;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// How many incidents a page shows.
const LIMIT: usize = 4;

/// The vaguest date that is drawn, in seconds: a quarter of a year.
const WIDEST_DATE: i64 = 92 * 86_400;

/// The incidents, the latest first, with the sessions and agreements around them drawn.
pub fn section<'v>(look: &'v Look<'_>) -> Section<'v> {
    let lang = look.lang;
    let entries = latest_first(look, look.view.facts::<Incident>().map(|(entry, _)| entry));
    if entries.is_empty() {
        return Section { name: "incidents", blocks: Vec::new(), json: Box::new(|| json!([])) };
    }
    let mut blocks = vec![Block::Section("incidents", vec![lang.word("section-incidents")])];
    blocks.extend(strip(look).map(Block::Strip));
    blocks.push(Block::Table(table(look, &entries[..entries.len().min(LIMIT)], false)));
    if entries.len() > LIMIT {
        blocks.push(Block::Para(and_more_on(look, entries.len() - LIMIT, "incidents")));
    }
    let one = |entry: &Entry| Some(incident_json(entry, Incident::of(entry.fact()?)?));
    let json = Box::new(move || entries.into_iter().filter_map(one).collect::<Value>());
    Section { name: "incidents", blocks, json }
}

/// What each source says of these incidents, a row each, with the ids of the entries where `with_ids`.
pub fn table(look: &Look<'_>, entries: &[&Entry], with_ids: bool) -> Table {
    const HEAD: [&str; 5] =
        ["incident-when", "incident-what", "incident-killed", "incident-wounded", "incident-attributed"];
    let rows = entries.iter().filter_map(|entry| {
        let mut row = row(look, entry, Incident::of(entry.fact()?)?);
        if let Some(what) = row.get_mut(1).filter(|_| with_ids) {
            what.push(Inline::mark(" "));
            what.extend(look.id(entry));
        }
        Some(row)
    });
    Table {
        caption: vec![look.lang.word("incidents-caption")],
        head: HEAD.map(|id| vec![look.lang.word(id)]).to_vec(),
        rows: rows.collect(),
    }
}

/// How many incidents the view holds, and how many people they killed and wounded.
pub struct Toll<'v> {
    incidents: Vec<(&'v Entry, &'v Incident)>,
}

/// A sum of figures.
struct Sum {
    least: Decimal,
    /// None where a figure has no upper bound.
    most: Option<Decimal>,
    /// How many incidents give no figure.
    without: usize,
}

impl<'v> Toll<'v> {
    /// The toll of all incidents of the view but those that are only supposed, which are not to be
    /// mixed with what happened; `None` if there are none.
    pub fn of(look: &Look<'v>) -> Option<Toll<'v>> {
        let all = look.view.facts::<Incident>();
        let incidents: Vec<_> = all.filter(|(entry, _)| entry.basis != Basis::Assumed).collect();
        (!incidents.is_empty()).then_some(Toll { incidents })
    }

    /// The toll of these incidents.
    pub fn of_these(incidents: Vec<(&'v Entry, &'v Incident)>) -> Toll<'v> {
        Toll { incidents }
    }

    /// How many were killed, and in how many of the incidents that is not said.
    pub fn killed(&self, look: &Look<'_>) -> Line {
        self.people(look, |incident| &incident.killed)
    }

    /// How many were wounded, likewise.
    pub fn wounded(&self, look: &Look<'_>) -> Line {
        self.people(look, |incident| &incident.wounded)
    }

    fn people(&self, look: &Look<'_>, figures: fn(&Incident) -> &Option<Figures>) -> Line {
        let Some(sum) = self.sum(figures) else { return vec![look.lang.word("nothing")] };
        let mut line = look.lang.quantity(&sum.quantity());
        line.extend(sum.without(look));
        line
    }

    /// The sum of the least and of the greatest numbers that any source gives; `None` if none does.
    fn sum(&self, figures: fn(&Incident) -> &Option<Figures>) -> Option<Sum> {
        let ranges: Vec<_> = self
            .incidents
            .iter()
            .filter_map(|(_, incident)| figures(incident).as_ref())
            .map(Figures::range)
            .collect();
        let without = self.incidents.len() - ranges.len();
        let add = |sum: Option<Decimal>, n: Option<Decimal>| sum?.plus(n?);
        // People are not fewer than none, whatever a vague number leaves open.
        let least = ranges.iter().map(|(lo, _, _)| lo.unwrap_or(Decimal::ZERO).max(Decimal::ZERO));
        let least = least.fold(Decimal::ZERO, |sum, n| sum.plus(n).unwrap_or(sum));
        let most = ranges.iter().map(|(_, hi, _)| *hi).fold(Some(Decimal::ZERO), add);
        (!ranges.is_empty()).then_some(Sum { least, most, without })
    }

    /// One line: “7 incidents: 4 to 6 killed (no number for 2), at least 13 wounded”, with the weakest
    /// basis and the rooms of what it was summed from.
    pub fn line(&self, look: &Look<'_>) -> Line {
        let lang = look.lang;
        let part = |id: &str, sum: Option<Sum>| {
            let sum = sum?;
            let mut line = lang.line(id, vec![("n", lang.quantity(&sum.quantity()).into())]);
            line.extend(sum.without(look));
            Some(line)
        };
        let killed = part("says-killed", self.sum(|incident| &incident.killed));
        let wounded = part("says-wounded", self.sum(|incident| &incident.wounded));
        let people = look.facts(killed.into_iter().chain(wounded));
        let mut line = lang.line("toll", vec![("n", self.incidents.len().into())]);
        if !people.is_empty() {
            line.push(Inline::mark(": "));
            line.extend(people);
        }
        line.extend(self.marks(look));
        line
    }

    fn marks(&self, look: &Look<'_>) -> Line {
        let basis = Basis::weakest(self.incidents.iter().map(|(entry, _)| entry.basis));
        let rooms: BTreeSet<&Room> = self.incidents.iter().map(|(entry, _)| &entry.room).collect();
        let basis = basis.map(|basis| look.basis(basis));
        let rooms = rooms.into_iter().filter(|room| **room != Room::Public).map(|room| look.room(room));
        basis.into_iter().chain(rooms).flat_map(|mark| [Inline::mark(" "), mark]).collect()
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        let one = |sum: Option<Sum>| {
            sum.map(|sum| {
                json!({"least": sum.least.to_string(), "most": sum.most.map(|n| n.to_string()), "without_number": sum.without})
            })
        };
        json!({
            "count": self.incidents.len(),
            "killed": one(self.sum(|incident| &incident.killed)),
            "wounded": one(self.sum(|incident| &incident.wounded)),
        })
    }
}

impl Sum {
    /// For how many incidents no number is given, if there are any.
    fn without(&self, look: &Look<'_>) -> Line {
        match self.without {
            0 => Line::new(),
            n => {
                vec![Inline::mark(" "), Inline::Quiet(look.lang.line("toll-without", vec![("n", n.into())]))]
            }
        }
    }

    fn quantity(&self) -> Quantity {
        match (self.least, self.most) {
            (least, Some(most)) if least == most => Quantity::Exactly(least),
            (least, Some(most)) if least == Decimal::ZERO => Quantity::AtMost(most),
            (least, Some(most)) => Quantity::Between(least, most),
            (least, None) if least == Decimal::ZERO => Quantity::Unknown,
            (least, None) => Quantity::AtLeast(least),
        }
    }
}

fn row(look: &Look<'_>, entry: &Entry, incident: &Incident) -> Vec<Line> {
    let lang = look.lang;
    let when = look.when(entry).unwrap_or_else(|| vec![lang.word("date-unknown")]);
    let kind = vec![Inline::Strong(vec![lang.word(&format!("incident-{}", incident.kind.as_str()))])];
    let place = incident.place.as_ref().map(|place| vec![lang.text(place)]);
    let text = incident.text.as_ref().map(|text| vec![lang.text(text)]);
    let mut what = look.facts(std::iter::once(kind).chain(place));
    if let Some(text) = text {
        what.push(Inline::mark(": "));
        what.extend(text);
    }
    what.extend(look.marks(entry));
    // A corrected figure beside the one that it took the place of, which others may still hold.
    let written = look.view.resolve(&entry.room, &AnyRef::to(entry.id.clone())).map(|seen| seen.as_written());
    let before = written.and_then(|entry| Incident::of(entry.fact()?));
    let in_words = |figures: &Option<Figures>| match figures {
        Some(figures) => look.figures(&entry.room, figures),
        None => vec![lang.word("nothing")],
    };
    let figures = |of: fn(&Incident) -> &Option<Figures>| {
        let mut line = in_words(of(incident));
        if let Some(before) = before.filter(|before| of(before) != of(incident)) {
            line.push(Inline::mark(" "));
            line.push(Inline::Quiet(lang.line("figure-was", vec![("was", in_words(of(before)).into())])));
        }
        line
    };
    let who = attribution(look, &entry.room, incident);
    vec![when, what, figures(|i| &i.killed), figures(|i| &i.wounded), who]
}

fn attribution(look: &Look<'_>, room: &Room, incident: &Incident) -> Line {
    let lang = look.lang;
    let one = |a: &Attribution| {
        let to =
            a.to.as_ref().map_or_else(|| vec![lang.word("attributed-unknown")], |to| look.party(room, to));
        let mut line = match &a.by {
            Some(by) => {
                lang.line("attributed-by", vec![("to", to.into()), ("by", look.party(room, by).into())])
            }
            None => lang.line("attributed-to", vec![("to", to.into())]),
        };
        if a.denied == Some(true) {
            line.extend([Inline::mark(" ("), lang.word("denied"), Inline::mark(")")]);
        }
        line
    };
    if incident.attributed.is_empty() {
        return vec![Inline::Quiet(vec![lang.word("attribution-none")])];
    }
    let mut line = lang.clauses(incident.attributed.iter().map(one));
    if incident.is_disputed() {
        line.extend([Inline::mark(" "), Inline::State(crate::doc::State::Open, lang.say("disputed"))]);
    }
    line
}

/// Sessions, agreements and incidents on one line of time.
fn strip(look: &Look<'_>) -> Option<Strip> {
    let lang = look.lang;
    let kinds = [
        (StripKind::Session, "strip-session"),
        (StripKind::Agreement, "strip-agreement"),
        (StripKind::Incident, "strip-incident"),
    ];
    let mut all: Vec<(StripKind, &Entry, Timestamp, Timestamp)> = look
        .view
        .entries()
        .filter_map(|seen| {
            let entry = seen.entry();
            let fact = entry.fact()?;
            let kind = match () {
                () if Session::of(fact).is_some() => StripKind::Session,
                () if Agreement::of(fact).is_some() => StripKind::Agreement,
                () if Incident::of(fact).is_some() => StripKind::Incident,
                () => return None,
            };
            let Interval { earliest: Some(from), latest: Some(to) } = look.view.happened(entry) else {
                return None;
            };
            // “2020” would press everything else into a corner.
            if to.as_second() - from.as_second() > WIDEST_DATE {
                return None;
            }
            Some((kind, entry, from, to))
        })
        .collect();
    let first = all.iter().map(|(_, _, from, _)| *from).min()?;
    let last = all.iter().map(|(_, _, _, to)| *to).max()?;
    let (begin, whole) = (first.as_second(), (last.as_second() - first.as_second()).max(1));
    // Marks on one spot hide each other: of one kind, day and place only the first is drawn.
    let mut drawn = std::collections::HashSet::new();
    all.retain(|(kind, _, from, to)| {
        drawn.insert((*kind, from.as_second() / 43_200, to.as_second() / 43_200))
    });
    // Within a few days a line of time says nothing.
    if all.len() < 3 || whole < 3 * 86_400 {
        return None;
    }
    let at = |t: Timestamp| ((t.as_second() - begin) * 1000 / whole) as u32;
    let events = all
        .iter()
        .map(|(kind, entry, from, to)| {
            let when = look.when(entry).map(|when| format!("{}: ", plain(&when))).unwrap_or_default();
            StripEvent {
                from: at(*from),
                to: at(*to),
                kind: *kind,
                title: format!("{when}{}", plain(&look.describe(entry))),
            }
        })
        .collect();
    let day = |t: Timestamp| lang.point(&detente_model::Point::Day(look.zone().to_datetime(t).date()));
    let caption = lang.line("incidents-drawn", vec![("from", day(first).into()), ("to", day(last).into())]);
    Some(Strip {
        caption,
        ends: (plain(&day(first)), plain(&day(last))),
        events,
        legend: kinds.map(|(kind, id)| (kind, lang.say(id))).to_vec(),
        right_to_left: lang.is_right_to_left(),
    })
}

/// An incident, with what its figures come to.
pub fn incident_json(entry: &Entry, incident: &Incident) -> Value {
    let range = |figures: &Option<Figures>| {
        figures.as_ref().map(|figures| {
            let (lo, hi, differ) = figures.range();
            let text = |n: Option<detente_model::Decimal>| n.map(|n| n.to_string());
            json!({"least": text(lo), "most": text(hi), "sources_differ": differ})
        })
    };
    json!({
        "entry": entry_json(entry),
        "killed": range(&incident.killed),
        "wounded": range(&incident.wounded),
        "disputed": incident.is_disputed(),
    })
}
