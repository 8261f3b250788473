//! What happens around the talks, and the sources that say so.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{Coordinates, Language, Node, NodeKind, PartyRef, Quantity, SourceRef, Text, VagueDate};
use serde_json::{Value, json};

crate::words! {
    /// What kind of incident.
    pub enum IncidentKind {
        /// An attack by drones.
        DroneAttack = "drone-attack",
        /// An attack by missiles or aircraft.
        AirAttack = "air-attack",
        /// Shelling.
        Shelling = "shelling",
        /// Fighting on the ground.
        Clash = "clash",
        /// A mine or another explosive left behind.
        Explosion = "explosion",
        /// A killing of particular people.
        Assassination = "assassination",
        /// People taken or held.
        Detention = "detention",
        /// Movement of people or goods stopped.
        Obstruction = "obstruction",
        /// Damage without fighting, sabotage, an attack on networks.
        Sabotage = "sabotage",
        /// Anything else.
        Other = "other",
    }
}

crate::record! {
    /// One source's figure.
    pub struct Figure {
        /// The number, exact or vague.
        pub count: Quantity,
        /// The source that gives it, if not the entry's.
        pub source: Option<SourceRef>,
        /// The side that gives it.
        pub by: Option<PartyRef>,
        /// Who they are: "a woman", "four men".
        pub who: Option<Text>,
    }
}

/// One figure, or several that differ by source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures(pub Vec<Figure>);

impl Figures {
    /// The least and the greatest number that any source allows, and whether the sources surely
    /// differ.
    pub fn range(&self) -> (Option<crate::Decimal>, Option<crate::Decimal>, bool) {
        let bounds: Vec<_> = self.0.iter().map(|figure| figure.count.bounds()).collect();
        // A single unbounded figure leaves the whole range unbounded on that side.
        let lo = bounds.iter().map(|b| b.0).collect::<Option<Vec<_>>>().and_then(|b| b.into_iter().min());
        let hi = bounds.iter().map(|b| b.1).collect::<Option<Vec<_>>>().and_then(|b| b.into_iter().max());
        let differ = self.0.iter().any(|a| self.0.iter().any(|b| !a.count.equals(&b.count).possible()));
        (lo, hi, differ)
    }
}

impl Shape for Figures {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let one = |count| Figure { count, source: None, by: None, who: None };
        match &node.kind {
            NodeKind::List(items) if !items.is_empty() => d.list(node).map(Figures),
            NodeKind::Map(_) => Figure::decode(node, d).map(|figure| Figures(vec![figure])),
            NodeKind::Scalar(_) => Quantity::decode(node, d).map(|count| Figures(vec![one(count)])),
            _ => d.wrong_kind(node, "a number, or a list of figures ({count: 3, source: …})"),
        }
    }
    fn encode(&self) -> Value {
        match self.0.as_slice() {
            [Figure { count, source: None, by: None, who: None }] => count.encode(),
            all => Value::Array(all.iter().map(Shape::encode).collect()),
        }
    }
    fn schema(schemas: &mut Schemas) -> Value {
        let figure = Figure::schema(schemas);
        let count = Quantity::schema(schemas);
        json!({"oneOf": [count, figure, {"type": "array", "items": figure, "minItems": 1}]})
    }
}

crate::record! {
    /// Who says who did it.
    pub struct Attribution {
        /// Who is said to have done it; none for "unknown".
        pub to: Option<PartyRef>,
        /// The side that says so.
        pub by: Option<PartyRef>,
        /// The source that says so, if not the entry's.
        pub source: Option<SourceRef>,
        /// Does the one who is named deny it?
        pub denied: Option<bool>,
    }
}

crate::record! {
    /// Something violent, or a breach, with what each source says of it.
    pub struct Incident {
        /// What kind.
        pub kind: IncidentKind,
        /// Where.
        pub place: Option<Text>,
        /// Its coordinates, and how exactly they are known.
        pub at: Option<Coordinates>,
        /// How many were killed, by source.
        pub killed: Option<Figures>,
        /// How many were wounded, by source.
        pub wounded: Option<Figures>,
        /// Who is said to have done it; several entries when that is disputed.
        pub attributed: Vec<Attribution>,
        /// What happened, in a sentence.
        pub text: Option<Text>,
    }
}

impl Incident {
    /// Do the sides differ about who did it, or does the one named deny it?
    pub fn is_disputed(&self) -> bool {
        let named: Vec<_> = self.attributed.iter().map(|a| &a.to).collect();
        named.windows(2).any(|pair| pair[0] != pair[1])
            || self.attributed.iter().any(|a| a.denied == Some(true))
    }
}

crate::words! {
    /// What kind of source.
    pub enum SourceKind {
        /// A report of the press.
        Press = "press",
        /// A statement or document of a party.
        Official = "official",
        /// A text of the process: minutes, an agreement.
        Record = "record",
        /// What was said to us.
        Conversation = "conversation",
        /// A book or paper.
        Publication = "publication",
        /// Our own supposition.
        Own = "own",
    }
}

crate::record! {
    /// A document that was attached to a source.
    pub struct Document {
        /// What the file was called.
        pub name: String,
        /// Its length in bytes.
        pub size: u32,
        /// The SHA-256 of its bytes, as 64 hexadecimal digits.
        pub sha256: String,
    }
}

crate::record! {
    /// Where something comes from. Its text, if it has one, is a file of one sentence a line.
    pub struct Source {
        /// What it is called.
        pub title: Text,
        /// What kind it is.
        pub kind: SourceKind,
        /// Who published it.
        pub publisher: Option<Text>,
        /// When it was published.
        pub published: Option<VagueDate>,
        /// Its address, as text; it is never fetched.
        pub address: Option<String>,
        /// The language of its text.
        pub language: Option<Language>,
        /// The file with its text (one sentence a line), relative to the process folder.
        pub file: Option<String>,
        /// Its text itself, one sentence a line, where there is no file.
        pub text: Option<String>,
        /// The document itself, kept beside the record: written by the command attach.
        pub document: Option<Document>,
    }
}
