//! What is not known exactly, of whom, on what basis, and how it was drawn.

use super::{Found, percent};
use crate::deals::Table;
use crate::doc::{Block, Inline, Line, joined};
use detente_deals::worlds::Method;
use detente_model::scenario::Utility;
use detente_model::{Basis, Decimal, Spread};
use serde_json::{Value, json};

/// How much of what kind a party left open or ranked.
struct Vague {
    weights: usize,
    values: usize,
    orders: usize,
    more_important: usize,
    comparisons: usize,
    /// Its exact numbers are taken to be off by such a share.
    widened: Option<Decimal>,
}

impl Vague {
    fn of(utility: &Utility, assumed_spread: Option<Decimal>) -> Vague {
        let Some(stated) = &utility.stated else {
            let widened = None;
            return Vague { weights: 0, values: 0, orders: 0, more_important: 0, comparisons: 0, widened };
        };
        let open = |spread: &&Spread| !spread.is_exact();
        Vague {
            weights: stated.weights.iter().filter(open).count(),
            values: stated.values.iter().flatten().filter(open).count(),
            orders: stated.orders.iter().filter(|order| !order.is_empty()).count(),
            more_important: stated.more_important.len(),
            comparisons: stated.prefers.len(),
            widened: assumed_spread.filter(|_| utility.basis == Basis::Assumed),
        }
    }

    fn counted(&self) -> [(&'static str, usize); 5] {
        [
            ("weights", self.weights),
            ("values", self.values),
            ("orders", self.orders),
            ("more-important", self.more_important),
            ("comparisons", self.comparisons),
        ]
    }
}

/// A party a row.
pub fn table(table: &Table<'_>, found: &Found) -> Block {
    let lang = table.lang;
    let head = ["party", "vague", "basis", "method"];
    let head = head.map(|name| lang.line(&format!("robust-head-{name}"), vec![])).into();
    let row = |((party, utility), method): ((usize, &Utility), &Method)| {
        let basis = Inline::Basis(utility.basis, lang.say(&format!("basis-{}", utility.basis.as_str())));
        vec![
            table.parties[party].clone(),
            open(table, utility, method, found),
            vec![basis],
            drawn(table, method),
        ]
    };
    let utilities = table.scenario.utilities.iter().enumerate();
    let rows = utilities.zip(&found.robust.methods).map(row).collect();
    Block::Table(crate::doc::Table { caption: lang.line("robust-vague", vec![]), head, rows })
}

/// What of a party is open.
fn open(table: &Table<'_>, utility: &Utility, method: &Method, found: &Found) -> Line {
    let lang = table.lang;
    if *method == Method::Exact {
        return vec![lang.word("robust-exact")];
    }
    let vague = Vague::of(utility, found.sampling.assumed_spread);
    let counted = vague.counted().into_iter().filter(|(_, n)| *n > 0);
    let counted = counted.map(|(name, n)| lang.line(&format!("robust-open-{name}"), vec![("n", n.into())]));
    let widened = vague.widened.map(|spread| {
        let n = Inline::data(percent_of(spread));
        lang.line("robust-open-assumed", vec![("n", n.into())])
    });
    joined(counted.chain(widened), " · ")
}

/// A share in per cent, exactly.
fn percent_of(share: Decimal) -> String {
    let whole =
        share.scaled(share.scale()).and_then(|units| Decimal::new(units.checked_mul(100)?, share.scale()));
    whole.unwrap_or(share).trimmed().to_string()
}

/// How its numbers were drawn.
fn drawn(table: &Table<'_>, method: &Method) -> Line {
    let lang = table.lang;
    match method {
        Method::Exact => vec![lang.word("nothing")],
        Method::Rejection(kept) if kept.count == kept.of => vec![lang.word("robust-drawn")],
        Method::Rejection(kept) => {
            lang.line("robust-rejection", vec![("share", Inline::data(percent(kept.value())).into())])
        }
        Method::Walk { steps } => lang.line("robust-walk", vec![("n", (*steps).into())]),
    }
}

/// The same for programs.
pub fn json(table: &Table<'_>, found: &Found) -> Value {
    let one = |(utility, method): (&Utility, &Method)| {
        let vague = Vague::of(utility, found.sampling.assumed_spread);
        let open: serde_json::Map<String, Value> =
            vague.counted().into_iter().map(|(name, n)| (name.replace('-', "_"), n.into())).collect();
        let method = match method {
            Method::Exact => json!({"name": "exact"}),
            Method::Rejection(kept) => {
                json!({"name": "rejection", "kept": kept.count, "of": kept.of})
            }
            Method::Walk { steps } => json!({"name": "walk", "steps": steps}),
        };
        json!({
            "party": utility.party,
            "basis": utility.basis.as_str(),
            "open": open,
            "widened": vague.widened.map(|spread| spread.to_string()),
            "method": method,
        })
    };
    table.scenario.utilities.iter().zip(&found.robust.methods).map(one).collect()
}
