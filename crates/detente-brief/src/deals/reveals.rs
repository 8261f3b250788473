//! What a released package tells each party about the others' weights.

use super::Table;
use super::figures::grouped;
use super::robust::percent;
use crate::doc::{Block, Inline, Line};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::worlds::{PackageSeen, Reveal, Sampling, WorldsError};
use serde_json::{Value, json};

/// What is released.
pub enum Released {
    /// The package that the Nash solution chooses.
    Nash,
    /// These terms, pairs of issue and option.
    Terms(Vec<(usize, u32)>),
}

/// What one party learns of another.
pub enum Learned {
    /// Over all packages that the Nash solution might choose.
    Expected(Reveal),
    /// From these terms.
    Seen(PackageSeen),
}

impl Learned {
    /// How much less uncertain the observer is after, and the standard error; none if that cannot be said.
    pub fn fall(&self) -> Option<(f64, f64)> {
        match self {
            Learned::Expected(reveal) => Some((reveal.fall, reveal.standard_error)),
            Learned::Seen(seen) => seen.after.map(|after| (after.fall, after.standard_error)),
        }
    }
}

/// One party that looks, one that is looked at, and what is learned; or why that cannot be said.
pub struct Pair {
    /// Who sees the package.
    pub observer: usize,
    /// Of whose weights it learns.
    pub subject: usize,
    /// What.
    pub learned: Result<Learned, WorldsError>,
}

/// What a release reveals.
pub fn section<'v>(
    table: &'v Table<'_>,
    released: &Released,
    pairs: &[Pair],
    sampling: Sampling,
) -> Section<'v> {
    let lang = table.lang;
    let mut blocks = vec![Block::Section("reveals", lang.line("reveals-heading", vec![]))];
    let worlds = ("worlds", Arg::from(Inline::data(grouped(&sampling.worlds.to_string()))));
    blocks.push(Block::Para(match released {
        Released::Nash => lang.line("reveals-nash", vec![worlds]),
        Released::Terms(terms) => {
            let terms = table.terms(terms.iter().copied());
            lang.line("reveals-terms", vec![worlds, ("terms", terms.into())])
        }
    }));
    let head = ["observer", "subject", "before", "after", "fall"];
    let head = head.map(|name| lang.line(&format!("reveals-{name}"), vec![])).into();
    let rows = pairs.iter().map(|pair| row(table, pair)).collect();
    blocks.push(Block::Table(crate::doc::Table { caption: lang.line("reveals-table", vec![]), head, rows }));
    blocks.push(Block::Para(vec![Inline::Quiet(lang.line("reveals-definition", vec![]))]));
    let json = json_of(table, released, pairs, sampling);
    Section { name: "reveals", blocks, json: Box::new(|| json) }
}

fn row(table: &Table<'_>, pair: &Pair) -> Vec<Line> {
    let lang = table.lang;
    let mut row = vec![table.parties[pair.observer].clone(), table.parties[pair.subject].clone()];
    let deviation = |deviation: f64| vec![Inline::data(percent(deviation))];
    let (before, after) = match &pair.learned {
        Ok(Learned::Expected(reveal)) => (Some(reveal.before), Some(reveal.after)),
        Ok(Learned::Seen(seen)) => (Some(seen.before), seen.after.map(|after| after.deviation)),
        Err(_) => (None, None),
    };
    row.push(before.map_or_else(Line::new, deviation));
    row.push(after.map_or_else(Line::new, deviation));
    row.push(match &pair.learned {
        Ok(learned) => match learned.fall() {
            Some((fall, error)) => fall_line(table, fall, error),
            None => vec![lang.word("reveals-misfit")],
        },
        Err(WorldsError::NotWeighted { .. }) => vec![lang.word("reveals-not-weighted")],
        Err(_) => vec![lang.word("reveals-undecided")],
    });
    row
}

/// “12 % (±1.5)”, or −3 % where the observer is less sure than before.
fn fall_line(table: &Table<'_>, fall: f64, error: f64) -> Line {
    let sign = if fall < 0.0 { "−" } else { "" };
    let args = vec![
        ("fall", Inline::data(format!("{sign}{}", percent(fall.abs()))).into()),
        ("error", Inline::data(percent(error)).into()),
    ];
    table.lang.line("reveals-by", args)
}

fn json_of(table: &Table<'_>, released: &Released, pairs: &[Pair], sampling: Sampling) -> Value {
    let name = |party: usize| table.scenario.utilities[party].party.clone();
    let pair = |pair: &Pair| {
        let learned = match &pair.learned {
            Ok(Learned::Expected(reveal)) => json!({
                "before": reveal.before, "after": reveal.after, "fall": reveal.fall,
                "standard_error": reveal.standard_error, "fall_at_most": reveal.fall_at_most,
                "releases": reveal.releases, "alone": reveal.alone.count,
                "bits_before": reveal.bits_before, "bits_after": reveal.bits_after,
            }),
            Ok(Learned::Seen(seen)) => json!({
                "before": seen.before, "after": seen.after.map(|after| after.deviation),
                "fall": seen.after.map(|after| after.fall),
                "standard_error": seen.after.map(|after| after.standard_error),
                "fits": seen.fits.value(),
            }),
            Err(error) => json!({"why_not": error.to_string()}),
        };
        json!({"observer": name(pair.observer), "subject": name(pair.subject), "learned": learned})
    };
    let of = match released {
        Released::Nash => json!("nash"),
        Released::Terms(terms) => table.terms_json(terms.iter().copied()),
    };
    json!({
        "released": of,
        "worlds": sampling.worlds,
        "seed": sampling.seed,
        "pairs": pairs.iter().map(pair).collect::<Vec<_>>(),
    })
}
