//! How much room there is, in numbers: the zone of agreement, how many packages are in it, how opposed the parties
//! are.

use super::Table;
use super::figures::{about, large};
use super::test::tri;
use crate::doc::{Inline, Line, joined};
use crate::lang::Arg;
use detente_deals::questions::measures::{Apart, IssueMeasure, Opposition, Part, Zone};
use detente_deals::questions::{QuestionError, Ratio, Setting};
use detente_deals::{BigUint, Count, Limits, Point, Watch};
use detente_model::Tri;
use serde_json::{Map, Value, json};

/// A count within a factor of this is good enough.
const RATIO: f64 = 2.0;

/// What a count may look at, so that nobody waits long for it.
const STEPS: u64 = 200_000_000;

/// What a measure of opposition means, and who proposed it.
struct Meaning {
    definition: &'static str,
    source: &'static str,
}

const EQUAL_GAIN: Meaning = Meaning {
    definition: "the distance, in utilities as written, from all ones to the efficient package at which the \
                 parties' utilities differ least; recorded as opposition in scenario files of GeniusWeb",
    source: "R. Lin and others, Genius: an integrated environment for supporting the design of generic automated \
             negotiators, Computational Intelligence 30 (2014) 48-70",
};

const NEAREST: Meaning = Meaning {
    definition: "the least distance, each utility divided by the party's greatest, from all ones to a package that \
                 reaches all reservation values; the opposition level of NegMAS",
    source: "T. Baarslag and others, Evaluating practical negotiating agents, Artificial Intelligence 198 (2013) \
             73-103",
};

const CONCESSION: Meaning = Meaning {
    definition: "what, at the least, some party must concede, as a share of the way from its best package to its \
                 worst",
    source: "E. Kalai, M. Smorodinsky, Other solutions to Nash's bargaining problem, Econometrica 43 (1975) 513-518",
};

const CONFLICT: Meaning = Meaning {
    definition: "conflict of interest of two parties: the part of the rectangle between disagreement and the best \
                 that each can get which no package reaches",
    source: "R. Axelrod, Conflict of interest: an axiomatic approach, Journal of Conflict Resolution 11 (1967) 87-99",
};

impl Meaning {
    /// A value, with what else is known of it, beside its meaning.
    fn json(&self, value: Option<(f64, Value)>) -> Value {
        let (value, more) = value.map_or((Value::Null, Value::Null), |(value, more)| (value.into(), more));
        let mut json = json!({"value": value, "definition": self.definition, "source": self.source});
        if let (Value::Object(json), Value::Object(more)) = (&mut json, more) {
            json.extend(more);
        }
        json
    }
}

/// What is measured.
pub struct Measures {
    zone: Zone,
    /// The acceptable ones among the packages that are efficient among those which break no red line.
    acceptable: Vec<Point>,
    opposition: Opposition,
    /// How many packages there are, and how many reach all reservation values; none where nobody has one.
    count: Option<(BigUint, Count)>,
    pub(super) issues: Vec<IssueMeasure>,
    comparable_unit: i128,
    is_exact: bool,
}

impl Measures {
    /// Measures a setting. The count is exact, or within bounds as near as some steps allow.
    pub fn of(setting: &Setting<'_>, limits: Limits, watch: Watch<'_>) -> Result<Measures, QuestionError> {
        let zone = setting.zone();
        let reservations = setting.problem.reservations();
        let steps = Limits { steps: limits.steps.min(STEPS), ..limits };
        let count = reservations.iter().any(Option::is_some).then(|| {
            let count = Count::of(setting.problem, reservations, RATIO, steps, watch);
            (setting.problem.outcomes(), count)
        });
        Ok(Measures {
            acceptable: zone
                .clean_points
                .iter()
                .map(|&place| setting.clean.points()[place].clone())
                .collect(),
            zone,
            opposition: setting.opposition()?,
            count,
            issues: setting.issues(),
            comparable_unit: setting.comparable_unit(),
            is_exact: setting.all.is_exact(),
        })
    }

    /// A sentence for each thing that is worth one.
    pub fn told(&self, table: &Table<'_>) -> Line {
        let all = [self.counted(table), self.acceptable(table), self.conceded(table)];
        joined(all.into_iter().flatten(), " ")
    }

    /// How many packages reach all reservation values.
    fn counted(&self, table: &Table<'_>) -> Option<Line> {
        let (all, count) = self.count.as_ref()?;
        let shown = |number: &BigUint| Arg::from(Inline::data(large(number)));
        let whole = ("all", shown(all));
        Some(if count.is_exact() {
            table.lang.line("measures-count", vec![whole, ("n", shown(&count.at_least))])
        } else {
            let middle = Inline::data(about(&((&count.at_least + &count.at_most) / 2u8)));
            let bounds = [("least", shown(&count.at_least)), ("most", shown(&count.at_most))];
            let args = [whole, ("n", middle.into())].into_iter().chain(bounds).collect();
            table.lang.line("measures-count-about", args)
        })
    }

    /// Is there one among them that breaks no red line either?
    fn acceptable(&self, table: &Table<'_>) -> Option<Line> {
        let has_floor = self.count.is_some();
        let id = match (table.scenario.red_lines.is_empty(), self.zone.acceptable) {
            (true, _) => return None,
            (false, Tri::Yes) => "measures-acceptable",
            (false, Tri::No) => "measures-none-acceptable",
            (false, Tri::Unknown) => "measures-acceptable-unknown",
        };
        has_floor.then(|| table.lang.line(id, vec![]))
    }

    /// What, at the least, somebody must concede.
    fn conceded(&self, table: &Table<'_>) -> Option<Line> {
        let share = self.opposition.concession.filter(|_| self.is_exact)?;
        Some(match share.over {
            0 => table.lang.line("measures-no-concession", vec![]),
            _ => {
                table.lang.line("measures-concession", vec![("share", table.percent(share.as_f64()).into())])
            }
        })
    }

    /// Everything, under its names.
    pub fn json(&self, table: &Table<'_>) -> Map<String, Value> {
        let mut json = Map::new();
        json.insert("zone".into(), self.zone_json(table));
        json.insert("opposition".into(), self.opposition_json());
        json.insert("measures".into(), self.measures_json(table));
        json
    }

    fn zone_json(&self, table: &Table<'_>) -> Value {
        let package = |point: &Point| json!({"outcome": table.outcome_json(&point.outcome), "utilities": table.utilities_json(&point.utilities)});
        json!({
            "definition": "the packages that give every party at least its reservation value; parties without one are content with any",
            "exists": tri(self.zone.reaches),
            "points": self.zone.points,
            "without_broken_red_lines": {
                "exists": tri(self.zone.acceptable),
                "efficient": self.acceptable.iter().map(package).collect::<Vec<_>>(),
            },
        })
    }

    fn opposition_json(&self) -> Value {
        let Opposition { equal_gain, nearest, concession, conflict } = &self.opposition;
        let apart = |apart: &Apart| (apart.distance, json!({"point": apart.place}));
        let exact = |of_it: u128, whole: u128| json!({"exact": format!("{of_it}/{whole}")});
        let ratio = |ratio: &Ratio| {
            (ratio.as_f64(), exact(ratio.over.unsigned_abs().into(), ratio.under.unsigned_abs().into()))
        };
        let part = |part: &Part| (part.as_f64(), exact(part.of_it, part.whole));
        json!({
            "of_all_efficient": self.is_exact,
            "equal_gain": EQUAL_GAIN.json(equal_gain.as_ref().map(apart)),
            "nearest": NEAREST.json(nearest.as_ref().map(apart)),
            "concession": CONCESSION.json(concession.as_ref().map(ratio)),
            "conflict": CONFLICT.json(conflict.as_ref().map(part)),
        })
    }

    fn measures_json(&self, table: &Table<'_>) -> Value {
        let count = self.count.as_ref().map(|(all, count)| {
            let ratio = Some(count.ratio()).filter(|ratio| ratio.is_finite());
            json!({
                "definition": "how many packages give every party at least its reservation value",
                "of": all.to_string(),
                "at_least": count.at_least.to_string(),
                "at_most": count.at_most.to_string(),
                "exact": count.is_exact(),
                "ratio": ratio,
                "stopped": count.stopped.map(|stop| stop.to_string()),
            })
        });
        let issues = self.issues.iter().enumerate();
        let issues: Vec<Value> =
            issues.map(|(issue, measure)| issue_json(table, issue, measure, self.comparable_unit)).collect();
        json!({"reach_all_reservation_values": count, "issues": issues})
    }
}

/// What an issue is about, as JSON: weights in each party's utility; what is contested and shared as written.
pub(super) fn issue_json(table: &Table<'_>, issue: usize, measure: &IssueMeasure, unit: i128) -> Value {
    let named = &table.scenario.issues[issue];
    let written = |number: i128| number as f64 / unit as f64;
    json!({
        "issue": named.name,
        "weights": table.utilities_json(&measure.weights),
        "contested": written(measure.contested),
        "shared": written(measure.shared),
        "conflict": measure.conflict().map(|part| part.as_f64()),
        "best_together": named.options.get(measure.joint as usize),
    })
}
