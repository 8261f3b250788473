//! What outcomes are worth to a party, as far as it is known: numbers, bounds, or only rankings.

use crate::by_issue::{ByIssue, ByOption};
use crate::shape::{Decoder, Schemas, Shape};
use crate::{Code, Decimal, Id, IssueRef, Node, NodeKind, PartyRef, Spread, Terms, Text};
use serde_json::{Value, json};

crate::record! {
    /// A rule over packages: where all of `when_all` holds, all of `then` must (and if `then` is empty, `when_all` is forbidden).
    pub struct Constraint {
        /// The options that bring it into play.
        pub when_all: Terms,
        /// The options that are then required.
        pub then: Option<Terms>,
        /// Why, in a sentence.
        pub why: Option<Text>,
    }
}

crate::record! {
    /// A link that changes values: where all of `when_all` holds, the package is worth so much more (or, below zero, less).
    pub struct Bonus {
        /// The options that bring it into play, of at most three issues.
        pub when_all: Terms,
        /// What it adds, on the scale of the sum of weight times value.
        pub adds: Decimal,
        /// Why, in a sentence.
        pub why: Option<Text>,
    }
}

crate::record! {
    /// One package, or part of one, that a party likes better than another, all else being alike.
    pub struct Comparison {
        /// What it likes better.
        pub this: Terms,
        /// Better than what.
        pub to: Terms,
        /// How it is known, in a sentence.
        pub why: Option<Text>,
    }
}

/// How much an issue counts: a number not below zero, or as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight(pub Spread);

impl Shape for Weight {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let weight = Spread::decode(node, d)?;
        if weight.low().is_some_and(Decimal::is_negative) {
            d.error(Code::BadWeights, node.span, "a weight cannot be below zero")
                .expected("zero or more; give an unwanted issue low values instead");
        }
        Some(Weight(weight))
    }
    fn encode(&self) -> Value {
        self.0.encode()
    }
    fn schema(schemas: &mut Schemas) -> Value {
        Spread::schema(schemas)
    }
}

/// The options of an issue by how much they are liked, the best first; those in a list of their own are
/// liked alike: `[full, [partial, local], none]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking(pub Vec<Vec<Id>>);

impl Shape for Ranking {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let NodeKind::List(items) = &node.kind else {
            return d.wrong_kind(node, "a list of options, the best first");
        };
        let group = |item: &Node, d: &mut Decoder| match item.kind {
            NodeKind::List(_) => d.list::<Id>(item),
            _ => Id::decode(item, d).map(|id| vec![id]),
        };
        let groups: Vec<Option<Vec<Id>>> = items.iter().map(|item| group(item, d)).collect();
        let groups = groups.into_iter().collect::<Option<Vec<_>>>()?;
        let all: Vec<&Id> = groups.iter().flatten().collect();
        let sorted: std::collections::BTreeSet<&Id> = all.iter().copied().collect();
        if sorted.len() < all.len() {
            d.error(Code::KeyTwice, node.span, "an option is ranked twice").expected("each option once");
            return None;
        }
        Some(Ranking(groups))
    }
    fn encode(&self) -> Value {
        let group = |group: &Vec<Id>| match &group[..] {
            [one] => one.encode(),
            all => all.iter().map(Shape::encode).collect(),
        };
        self.0.iter().map(group).collect()
    }
    fn schema(_: &mut Schemas) -> Value {
        json!({"type": "array", "items": {"anyOf": [
            {"type": crate::shape::SCALAR}, {"type": "array", "items": {"type": crate::shape::SCALAR}}]}})
    }
}

/// Issues by how much they count, the one that counts most first: `[ceasefire, prisoners, flag]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Importance(pub Vec<IssueRef>);

impl Shape for Importance {
    fn decode(node: &Node, d: &mut Decoder) -> Option<Self> {
        let issues = d.list::<IssueRef>(node)?;
        if issues.len() < 2 {
            d.error(Code::BadWeights, node.span, "an order of issues needs two of them")
                .expected("[ISSUE, ISSUE, …], the one that counts most first");
            return None;
        }
        Some(Importance(issues))
    }
    fn encode(&self) -> Value {
        self.0.iter().map(Shape::encode).collect()
    }
    fn schema(schemas: &mut Schemas) -> Value {
        json!({"type": "array", "items": IssueRef::schema(schemas), "minItems": 2})
    }
}

crate::record! {
    /// What outcomes are worth to a party: the sum over issues of weight times value. Any number may be given by bounds, and numbers may be left out where only rankings are known.
    pub struct Preferences {
        /// Whose.
        pub party: PartyRef,
        /// How much each issue counts: a number, bounds (10-30, about 20), or unknown. An issue that is left out counts nothing, unless `orders` or `more_important` name it: then its weight is unknown.
        pub weights: Option<ByIssue<Weight>>,
        /// What each option is worth, issue by issue; numbers, bounds or unknown. An option that is left out is worth nothing, unless `orders` names it: then its value is unknown.
        pub values: Option<ByIssue<ByOption<Spread>>>,
        /// Options ranked, issue by issue, the best first.
        pub orders: Option<ByIssue<Ranking>>,
        /// Issues ranked: lists of issues, each from the one that counts most.
        pub more_important: Vec<Importance>,
        /// Packages, or parts of packages, that it likes better than others.
        pub prefers: Vec<Comparison>,
        /// What the party has without an agreement, on the scale of the sum of weight times value.
        pub reservation: Option<Decimal>,
        /// Links between issues that forbid or require.
        pub constraints: Vec<Constraint>,
        /// Links between issues that change what a package is worth.
        pub bonuses: Vec<Bonus>,
    }
}

impl Preferences {
    /// The weights that are given.
    pub fn weights(&self) -> &[(IssueRef, Weight)] {
        self.weights.as_ref().map_or(&[], |weights| &weights.0)
    }

    /// The values that are given.
    pub fn values(&self) -> &[(IssueRef, ByOption<Spread>)] {
        self.values.as_ref().map_or(&[], |values| &values.0)
    }

    /// The rankings of options that are given.
    pub fn orders(&self) -> &[(IssueRef, Ranking)] {
        self.orders.as_ref().map_or(&[], |orders| &orders.0)
    }

    /// The issues whose weight is not nothing, as far as is known; some may come twice.
    pub fn counted(&self) -> impl Iterator<Item = &IssueRef> {
        let weighed = self.weights().iter().map(|(issue, _)| issue);
        let ranked = self.orders().iter().map(|(issue, _)| issue);
        weighed.chain(ranked).chain(self.more_important.iter().flat_map(|order| &order.0))
    }
}
