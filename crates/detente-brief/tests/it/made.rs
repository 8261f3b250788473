//! Makes records of deals of any size, the same for the same shape. Proves nothing by itself.

use detente_model::shape::Decoder;
use detente_model::{Basis, Cites, Id, Kind, Language, Node, Room, Text};
use detente_record::{Deed, DeedKind, Defaults, Entry, Header, Record, Salt, Seat};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

/// How large a record of deals is.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Parties, each with preferences.
    pub parties: usize,
    /// Issues.
    pub issues: usize,
    /// Options of an issue.
    pub options: usize,
    /// Links of each party that change values, of two issues and of three.
    pub links: usize,
    /// Rules of each party.
    pub rules: usize,
    /// Red lines of each party.
    pub red_lines: usize,
    /// Numbers of so many digits.
    pub digits: u32,
    /// Whole packages on the table; and as many that leave every second issue open.
    pub packages: usize,
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    /// A number below 1 with so many digits.
    fn share(&mut self, digits: u32) -> f64 {
        let whole = 10usize.pow(digits);
        self.below(whole) as f64 / whole as f64
    }
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

fn deed(kind: Kind, value: &Value) -> Deed {
    let defaults = Defaults {
        room: Room::Team,
        rooms: vec![Room::Team],
        recorded: Timestamp::UNIX_EPOCH,
        author: String::new(),
        basis: Some(Basis::Stated),
    };
    let mut decoder = Decoder::new("", TimeZone::UTC);
    let entry = Entry::decode(DeedKind::Says(kind), &Node::from_value(value), &defaults, &mut decoder);
    entry.unwrap_or_else(|| panic!("{kind:?} {:?}", decoder.diagnostics)).entry.deed
}

/// Adds entries one after the other.
struct Pen {
    record: Record,
    dice: Dice,
    written: i64,
}

impl Pen {
    fn write(&mut self, name: &str, kind: Kind, value: &Value) {
        self.written += 1;
        let entry = Entry {
            id: id(name),
            room: Room::Team,
            recorded: Timestamp::from_second(1_700_000_000 + self.written).expect("in range"),
            author: String::new(),
            when: None,
            basis: Basis::Stated,
            sources: Cites::default(),
            note: None,
            deed: deed(kind, value),
        };
        self.record.append(entry, Salt([0; 32])).expect("time goes on");
    }

    /// Options of `n` different issues.
    fn terms(&mut self, shape: Shape, n: usize) -> Value {
        let first = self.dice.below(shape.issues);
        let mut terms = Map::new();
        let mut issue = first;
        for _ in 0..n.min(shape.issues) {
            terms.insert(format!("i{issue}"), format!("o{}", self.dice.below(shape.options)).into());
            // Far and near issues are linked, so that no order of elimination keeps them apart.
            issue = (issue + 1 + self.dice.below(shape.issues / 2)) % shape.issues;
            while terms.contains_key(&format!("i{issue}")) && terms.len() < shape.issues {
                issue = (issue + 1) % shape.issues;
            }
        }
        Value::Object(terms)
    }

    fn preferences(&mut self, shape: Shape, party: usize) {
        let (mut weights, mut values) = (Map::new(), Map::new());
        for issue in 0..shape.issues {
            let weight = 1.0 + (100.0 * self.dice.share(shape.digits)).floor();
            weights.insert(format!("i{issue}"), weight.into());
            let mut of_options: Vec<f64> =
                (0..shape.options).map(|_| self.dice.share(shape.digits)).collect();
            of_options.sort_by(f64::total_cmp);
            if !(issue + party).is_multiple_of(2) {
                of_options.reverse();
            }
            let named = of_options.into_iter().enumerate();
            let of_issue: Map<String, Value> = named.map(|(o, v)| (format!("o{o}"), v.into())).collect();
            values.insert(format!("i{issue}"), of_issue.into());
        }
        let bonus = |pen: &mut Pen, link: usize| {
            let adds = 20.0 * pen.dice.share(shape.digits) - 10.0;
            json!({"when_all": pen.terms(shape, 2 + link % 2), "adds": (adds * 1000.0).round() / 1000.0})
        };
        let bonuses: Vec<Value> = (0..shape.links).map(|link| bonus(self, link)).collect();
        let rules: Vec<Value> = (0..shape.rules).map(|_| json!({"when_all": self.terms(shape, 2)})).collect();
        let all = json!({
            "party": format!("p{party}"), "weights": weights, "values": values, "bonuses": bonuses,
            "constraints": rules, "reservation": 10 * shape.issues,
        });
        self.write(&format!("preferences-{party}"), Kind::Preferences, &all);
    }
}

/// The record of a shape, all in the room of the team.
pub fn record(shape: Shape) -> Record {
    let record = Record::new(Header {
        id: id("made"),
        title: Text::plain("Made"),
        keeper: Seat::Team,
        zone: TimeZone::UTC,
        language: Language::new("en").expect("a tag"),
        about: None,
    });
    let mut pen = Pen { record, dice: Dice(7), written: 0 };
    for party in 0..shape.parties {
        let value = json!({"name": format!("Party {party}"), "role": "belligerent"});
        pen.write(&format!("p{party}"), Kind::Party, &value);
    }
    for issue in 0..shape.issues {
        let options: Vec<String> = (0..shape.options).map(|o| format!("o{o}")).collect();
        let value = json!({"title": format!("Issue {issue}"), "scale": "ordinal", "options": options});
        pen.write(&format!("i{issue}"), Kind::Issue, &value);
    }
    for party in 0..shape.parties {
        pen.preferences(shape, party);
        for line in 0..shape.red_lines {
            let issue = format!("i{}", (party + line * shape.parties) % shape.issues);
            let value = json!({
                "party": format!("p{party}"), "issue": issue, "kind": "refusal", "red_line": true,
                "option": format!("o{}", pen.dice.below(shape.options)),
            });
            pen.write(&format!("line-{party}-{line}"), Kind::Position, &value);
        }
    }
    for package in 0..shape.packages {
        for (name, every) in [("part", 2), ("whole", 1)] {
            let issues = (0..shape.issues).step_by(every);
            let terms: Map<String, Value> = issues
                .map(|i| (format!("i{i}"), format!("o{}", pen.dice.below(shape.options)).into()))
                .collect();
            let value = json!({"title": format!("{name} {package}"), "by": ["p0"], "terms": terms});
            pen.write(&format!("{name}-{package}"), Kind::Proposal, &value);
        }
    }
    pen.record
}
