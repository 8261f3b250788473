//! What is talked about, and where each side stands on it.

use crate::shape::{Decoder, Schemas, Shape};
use crate::{
    Decimal, Id, IssueRef, Node, NodeKind, Options, PartyRef, PersonRef, Places, Quantity, SessionRef, Text,
    Tri, VagueDate,
};
use serde_json::{Value, json};

crate::words! {
    /// How the options of an issue are related.
    pub enum Scale {
        /// They are only different.
        Nominal = "nominal",
        /// They form a ladder, in the order written.
        Ordinal = "ordinal",
        /// They are numbers.
        Numeric = "numeric",
    }
}

crate::record! {
    /// One option of an issue.
    pub struct IssueOption {
        /// Its id, unique within the issue.
        pub id: Id,
        /// In words.
        pub label: Option<Text>,
    }
}

/// The options of an issue: a list of ids, or of mappings with `id` and `label`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionEntry(pub IssueOption);

impl Shape for OptionEntry {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        match &node.kind {
            NodeKind::Scalar(_) => Id::decode(node, d).map(|id| OptionEntry(IssueOption { id, label: None })),
            // `- full: A full ceasefire` is short for `- {id: full, label: A full ceasefire}`.
            NodeKind::Map(pairs) if pairs.len() == 1 && pairs[0].0.text != "id" => {
                let id = Id::read(&pairs[0].0.text, pairs[0].0.span, d);
                let label = Text::decode(&pairs[0].1, d);
                Some(OptionEntry(IssueOption { id: id?, label: Some(label?) }))
            }
            _ => IssueOption::decode(node, d).map(OptionEntry),
        }
    }
    fn encode(&self) -> Value {
        self.0.encode()
    }
    fn schema(schemas: &mut Schemas) -> Value {
        let full = IssueOption::schema(schemas);
        json!({"oneOf": [{"type": crate::shape::SCALAR}, full,
            {"type": "object", "minProperties": 1, "maxProperties": 1,
             "not": {"required": ["id"]}, "additionalProperties": {"$ref": "#/$defs/Text"}}]})
    }
}

crate::words! {
    /// How two issues hang together.
    pub enum LinkKind {
        /// One can be settled only after the other.
        After = "after",
        /// They will be settled together or not at all.
        Together = "together",
        /// One can be given for the other.
        Trade = "trade",
        /// They touch each other in some other way.
        Related = "related",
    }
}

crate::record! {
    /// A link from one issue to another.
    pub struct Link {
        /// The other issue.
        pub to: IssueRef,
        /// How they hang together.
        pub kind: LinkKind,
        /// Why, in a sentence.
        pub why: Option<Text>,
    }
}

crate::record! {
    /// Something that is talked about, with the options that it has.
    pub struct Issue {
        /// What it is called.
        pub title: Text,
        /// How its options are related.
        pub scale: Scale,
        /// The options; on an ordinal issue from one end of the ladder to the other.
        pub options: Options,
        /// The unit of a numeric issue: days, persons, km.
        pub unit: Option<Text>,
        /// The least number that makes sense on a numeric issue.
        pub min: Option<Decimal>,
        /// The greatest number that makes sense on a numeric issue.
        pub max: Option<Decimal>,
        /// May it be settled by shares between its options, so much of one and so much of another?
        pub divisible: Option<bool>,
        /// The issue that this one is a part of.
        pub part_of: Option<IssueRef>,
        /// Other issues that hang on it.
        pub links: Vec<Link>,
        /// What it is about, in a sentence.
        pub about: Option<Text>,
    }
}

impl Issue {
    /// The place of option `id` on the ladder, from 0.
    pub fn option_index(&self, id: &Id) -> Option<usize> {
        self.options.place(id)
    }

    /// Do the numbers written in `quantity` lie within the issue's bounds?
    pub fn admits(&self, quantity: &Quantity) -> bool {
        // Of “about 350” the number itself counts, not the width that this program gives it.
        let (lo, hi) = match quantity {
            Quantity::About(n) => (Some(*n), Some(*n)),
            other => other.bounds(),
        };
        let below = |x: Option<Decimal>| x.zip(self.min).is_some_and(|(x, min)| x < min);
        let above = |x: Option<Decimal>| x.zip(self.max).is_some_and(|(x, max)| x > max);
        !(below(lo) || below(hi) || above(lo) || above(hi))
    }

    /// The label of an option, or its id.
    pub fn option_label(&self, id: &Id) -> Text {
        let option = self.options.place(id).map(|place| &self.options[place].0);
        option.and_then(|option| option.label.clone()).unwrap_or_else(|| Text::plain(id.as_str()))
    }
}

crate::words! {
    /// What a party does by a position.
    pub enum PositionKind {
        /// It insists on it.
        Demand = "demand",
        /// It offers it.
        Offer = "offer",
        /// It would like it.
        Wish = "wish",
        /// It accepts what another put forward.
        Acceptance = "acceptance",
        /// It refuses what another put forward.
        Refusal = "refusal",
    }
}

crate::record! {
    /// Where a party stands on an issue, from `when` on until it takes another position there.
    /// Exactly one of `option`, `options`, `range` says on what.
    pub struct Position {
        /// Whose position.
        pub party: PartyRef,
        /// On which issue.
        pub issue: IssueRef,
        /// Demand, offer, wish, acceptance or refusal.
        pub kind: PositionKind,
        /// The one option that it is about.
        pub option: Option<Id>,
        /// A set of options that it is about.
        pub options: Vec<Id>,
        /// On a numeric issue a number, exact or vague: 30, at least 30, 20-40. On an ordinal issue FIRST..LAST of the ladder.
        pub range: Option<String>,
        /// Did the party say that it will take nothing else (for a refusal: that it will never take this)?
        pub red_line: Option<bool>,
        /// On what it makes it depend.
        pub condition: Option<Text>,
        /// Who spoke for it.
        pub said_by: Option<PersonRef>,
        /// The session in which it was taken.
        pub session: Option<SessionRef>,
        /// When it was given up, if no later position replaces it.
        pub until: Option<VagueDate>,
    }
}

impl Position {
    /// Did the party state a red line by it?
    pub fn is_red_line(&self) -> bool {
        self.red_line == Some(true)
    }

    /// Is it about what the party puts forward, rather than its answer to another?
    pub fn is_own(&self) -> bool {
        matches!(self.kind, PositionKind::Demand | PositionKind::Offer | PositionKind::Wish)
    }
}

/// What a position is about, on the scale of its issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Some of the options, by their places on the ladder.
    Options(Places),
    /// Numbers.
    Numbers(Quantity),
}

/// Why an [`Extent`] cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtentError {
    /// None, or more than one, of `option`, `options` and `range` is given.
    NotOne,
    /// The option is not one of the issue's.
    NoSuchOption(Id),
    /// The range cannot be read on this scale.
    BadRange(String),
    /// The number lies outside the issue's bounds.
    OutOfBounds(String),
}

impl Extent {
    /// What `position` is about on `issue`.
    pub fn of(position: &Position, issue: &Issue) -> Result<Extent, ExtentError> {
        let given = usize::from(position.option.is_some())
            + usize::from(!position.options.is_empty())
            + usize::from(position.range.is_some());
        if given != 1 {
            return Err(ExtentError::NotOne);
        }
        if let Some(range) = &position.range {
            return Extent::of_range(range, issue);
        }
        Extent::of_options(position.option.iter().chain(&position.options), issue)
    }

    fn of_options<'a>(ids: impl Iterator<Item = &'a Id>, issue: &Issue) -> Result<Extent, ExtentError> {
        if issue.scale == Scale::Numeric && issue.options.is_empty() {
            // A number may be written as an option: `option: 30`.
            let texts: Vec<String> = ids.map(Id::to_string).collect();
            return match texts.as_slice() {
                [one] => Extent::of_range(one, issue),
                _ => Err(ExtentError::BadRange(texts.join(", "))),
            };
        }
        let place = |id: &Id| issue.option_index(id).ok_or_else(|| ExtentError::NoSuchOption(id.clone()));
        ids.map(place).collect::<Result<Places, _>>().map(Extent::Options)
    }

    fn of_range(range: &str, issue: &Issue) -> Result<Extent, ExtentError> {
        if issue.scale == Scale::Numeric {
            let numbers = Quantity::parse(range).ok_or_else(|| ExtentError::BadRange(range.into()))?;
            if !issue.admits(&numbers) {
                return Err(ExtentError::OutOfBounds(range.into()));
            }
            return Ok(Extent::Numbers(numbers));
        }
        let ends = range.split_once("..").filter(|_| issue.scale == Scale::Ordinal);
        let (first, last) = ends.ok_or_else(|| ExtentError::BadRange(range.into()))?;
        let place = |text: &str| {
            let id = Id::new(text.trim()).ok_or_else(|| ExtentError::BadRange(range.into()))?;
            issue.option_index(&id).ok_or(ExtentError::NoSuchOption(id))
        };
        let (first, last) = (place(first)?, place(last)?);
        if first > last {
            return Err(ExtentError::BadRange(range.into()));
        }
        Ok(Extent::Options(Places::run(first, last)))
    }

    /// What an issue is settled on by the term `option`: one of its options, or a number, perhaps a vague one.
    pub fn of_term(option: &str, issue: &Issue) -> Option<Extent> {
        match Id::new(option).and_then(|id| issue.option_index(&id)) {
            Some(place) => Some(Extent::Options(Places::run(place, place))),
            None => Quantity::parse(option).map(Extent::Numbers),
        }
    }

    /// The same in numbers where `other` is numbers: one option whose id is a number is that number. None where
    /// the two cannot be compared.
    pub fn on_the_scale_of(&self, other: &Extent, issue: &Issue) -> Option<Extent> {
        match (self, other) {
            (Extent::Options(places), Extent::Numbers(_)) => {
                let only = places.first().filter(|first| places.last() == Some(*first))?;
                let number = Decimal::parse(issue.options.get(only)?.0.id.as_str())?;
                Some(Extent::Numbers(Quantity::Exactly(number)))
            }
            (Extent::Numbers(_), Extent::Options(_)) => None,
            _ => Some(self.clone()),
        }
    }

    /// Is everything that `other` may turn out to be among this? Both are of one kind.
    pub fn holds(&self, other: &Extent) -> Tri {
        if self.is_disjoint(other) {
            return Tri::No;
        }
        let surely = match (self, other) {
            (Extent::Options(own), Extent::Options(other)) => {
                other.iter().all(|place| !own.is_disjoint(&Places::run(place, place)))
            }
            (Extent::Numbers(own), Extent::Numbers(other)) => own.surely_holds(other),
            _ => false,
        };
        if surely { Tri::Yes } else { Tri::Unknown }
    }

    /// What the party would still take by a red line of this extent: for a refusal, everything
    /// else. `count` is how many options the issue has. `None` where that is no extent (the
    /// complement of a range of numbers).
    pub fn allowed_by(&self, kind: PositionKind, count: usize) -> Option<Extent> {
        match (kind, self) {
            (PositionKind::Refusal, Extent::Options(refused)) => {
                Some(Extent::Options(refused.complement(count)))
            }
            (PositionKind::Refusal, Extent::Numbers(Quantity::Under(n))) => {
                Some(Extent::Numbers(Quantity::AtLeast(*n)))
            }
            (PositionKind::Refusal, Extent::Numbers(Quantity::Over(n))) => {
                Some(Extent::Numbers(Quantity::AtMost(*n)))
            }
            (PositionKind::Refusal, Extent::Numbers(Quantity::AtLeast(n))) => {
                Some(Extent::Numbers(Quantity::Under(*n)))
            }
            (PositionKind::Refusal, Extent::Numbers(Quantity::AtMost(n))) => {
                Some(Extent::Numbers(Quantity::Over(*n)))
            }
            (PositionKind::Refusal, _) => None,
            _ => Some(self.clone()),
        }
    }

    /// Have they surely nothing in common?
    pub fn is_disjoint(&self, other: &Extent) -> bool {
        match (self, other) {
            (Extent::Options(a), Extent::Options(b)) => a.is_disjoint(b),
            (Extent::Numbers(a), Extent::Numbers(b)) => a.less_than(b).certain() || b.less_than(a).certain(),
            _ => false,
        }
    }
}
