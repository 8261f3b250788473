//! What holds where numbers are only half known: shares of possible worlds, what is decided exactly, and what to
//! ask next.

mod ask;
mod vague;

use super::Table;
use super::figures::grouped;
use super::overview::{broken, letter};
use crate::doc::{Block, Inline, Line, joined};
use crate::lang::Arg;
use crate::sections::Section;
use detente_deals::worlds::{
    Necessity, Questions, Robust, RobustPackage, Sampling, Share, Verdict, WorldsError,
};
use serde_json::{Map, Value, json};

/// The packages on a page, at most.
pub const SHOWN: usize = 8;

/// Of these stand beside each other, at most.
const BESIDE: usize = 4;

/// What was found in possible worlds.
pub struct Found {
    /// How worlds were drawn.
    pub sampling: Sampling,
    /// In which share of them what holds.
    pub robust: Robust,
    /// What to ask next.
    pub questions: Questions,
    /// What holds of the packages shown, whatever the unknown numbers are; or why that was not decided.
    pub ordinal: Result<Vec<Necessity>, WorldsError>,
}

/// The packages that a page shows: those that are the Nash outcome most often, then those that are efficient and
/// acceptable to all most often, then those that are efficient most often.
pub fn shown(robust: &Robust) -> Vec<&RobustPackage> {
    let mut all: Vec<&RobustPackage> = robust.packages.iter().collect();
    all.sort_by_key(|package| {
        std::cmp::Reverse((package.nash.count, package.both.count, package.efficient.count))
    });
    all.truncate(SHOWN);
    all
}

/// Three sections: what holds in which share of the worlds, what holds whatever the numbers are, what to ask.
pub fn sections<'v>(table: &'v Table<'_>, found: &Found) -> Vec<Section<'v>> {
    let (robust, ordinal) = (robust_json(table, found), ordinal_json(table, &found.ordinal));
    vec![
        Section { name: "robust", blocks: blocks(table, found), json: Box::new(|| robust) },
        Section { name: "ordinal", blocks: vec![], json: Box::new(|| ordinal) },
        ask::section(table, &found.questions),
    ]
}

/// The same where every number is known: there is one world.
pub fn sections_of_one_world<'v>(table: &'v Table<'_>, sampling: Sampling) -> Vec<Section<'v>> {
    let lang = table.lang;
    let utilities = &table.scenario.utilities;
    let is_assumed = utilities.iter().any(|utility| utility.basis == detente_model::Basis::Assumed);
    let mut told = vec![lang.line("robust-nothing-vague", vec![])];
    told.push(match (is_assumed, sampling.assumed_spread) {
        (true, None) => lang.line("robust-try-assumed", vec![]),
        (true, Some(_)) => lang.line("robust-assumed-zero", vec![]),
        (false, _) => lang.line("robust-none-assumed", vec![]),
    });
    let blocks =
        vec![Block::Section("robust", lang.line("robust-heading", vec![])), Block::Para(joined(told, " "))];
    let nothing = |name| Section { name, blocks: vec![], json: Box::new(|| Value::Null) };
    let json = json!({"one_world": true, "worlds": 1, "seed": sampling.seed, "packages": []});
    vec![Section { name: "robust", blocks, json: Box::new(|| json) }, nothing("ordinal"), nothing("ask_next")]
}

fn blocks(table: &Table<'_>, found: &Found) -> Vec<Block> {
    let (lang, sampling) = (table.lang, found.sampling);
    let number = |n: u64| Arg::from(Inline::data(grouped(&n.to_string())));
    let about = vec![("worlds", number(sampling.worlds.into())), ("seed", number(sampling.seed))];
    let mut blocks = vec![
        Block::Section("robust", lang.line("robust-heading", vec![])),
        Block::Para(lang.line("robust-about", about)),
        vague::table(table, found),
        Block::Para(joined(result(table, found), " ")),
    ];
    blocks.extend(packages(table, found));
    blocks
}

/// Whether there is room for an agreement, and how many packages share the Nash outcome.
fn result(table: &Table<'_>, found: &Found) -> Vec<Line> {
    let (lang, robust) = (table.lang, &found.robust);
    let mut told = Vec::new();
    if has_reservations(table) {
        let args = vec![("share", share(table, robust.agreement).into())];
        told.push(lang.line("robust-agreement", args));
    }
    if table.scenario.utilities.iter().any(|utility| utility.reservation.is_none()) {
        told.push(lang.line("robust-without-is-least", vec![]));
    }
    if let Some((n, sum)) = few(&robust.packages) {
        let args = vec![("n", n.into()), ("share", Inline::data(percent(sum)).into())];
        told.push(lang.line("robust-few", args));
    }
    let args = vec![
        ("n", Inline::data(as_many(robust.nash.as_many())).into()),
        ("bits", bits(robust.nash.corrected)),
    ];
    told.push(lang.line("robust-entropy", args));
    told
}

/// The fewest packages that are the Nash outcome in nine of ten worlds, and in which share they are; none if those
/// that were looked at are not enough.
fn few(packages: &[RobustPackage]) -> Option<(usize, f64)> {
    let mut shares: Vec<Share> = packages.iter().map(|package| package.nash).collect();
    shares.sort_by_key(|share| std::cmp::Reverse(share.count));
    let mut sum = 0;
    for (n, share) in (1..).zip(&shares) {
        sum += share.count;
        if sum * 10 >= share.of * 9 {
            // Packages that are as good as each other to all are both the Nash outcome.
            return Some((n, (sum as f64 / share.of.max(1) as f64).min(1.0)));
        }
    }
    None
}

/// The packages: their shares in a table, and what is in them.
fn packages(table: &Table<'_>, found: &Found) -> Vec<Block> {
    let (lang, robust) = (table.lang, &found.robust);
    let all = shown(robust);
    if all.is_empty() {
        return vec![];
    }
    let with_reservations = has_reservations(table);
    let mut columns = vec!["efficient"];
    columns.extend(if with_reservations { &["acceptable", "both"][..] } else { &[] });
    columns.push("nash");
    let mut head = vec![lang.line("deals-package", vec![])];
    head.extend(columns.iter().map(|name| lang.line(&format!("robust-{name}"), vec![])));
    let decided = found.ordinal.as_ref().ok();
    head.extend(decided.map(|_| lang.line("robust-whatever", vec![])));
    let row = |(place, package): (usize, &&RobustPackage)| {
        let mut row = vec![vec![Inline::Strong(vec![Inline::data(letter(place))])]];
        row.push(share(table, package.efficient));
        if with_reservations {
            row.extend([share(table, package.acceptable), share(table, package.both)]);
        }
        row.push(share(table, package.nash));
        row.extend(decided.map(|decided| necessity(table, decided.get(place))));
        row
    };
    let caption = lang.line(
        "robust-packages",
        vec![("n", all.len().into()), ("all", Inline::data(grouped(&robust.distinct.to_string())).into())],
    );
    let rows = all.iter().enumerate().map(row).collect();
    let mut blocks = vec![Block::Table(crate::doc::Table { caption, head, rows })];
    blocks.push(Block::Para(vec![Inline::Quiet(match &found.ordinal {
        Ok(_) => lang.line("robust-decided", vec![]),
        Err(WorldsError::Capped { .. }) => lang.line("robust-capped", vec![]),
        Err(_) => lang.line("robust-undecided", vec![]),
    })]));
    blocks.extend(contents(table, &all));
    blocks
}

/// What is in the packages: what they have in common in a line, then an issue a row on which they differ.
fn contents(table: &Table<'_>, all: &[&RobustPackage]) -> Vec<Block> {
    let lang = table.lang;
    let option = |package: &RobustPackage, issue: usize| package.outcome[issue];
    let (same, different): (Vec<usize>, Vec<usize>) = (0..table.issues.len())
        .partition(|&issue| all.len() > 1 && all.iter().all(|p| option(p, issue) == option(all[0], issue)));
    let mut blocks = Vec::new();
    if !same.is_empty() {
        let terms = table.terms(same.iter().map(|&issue| (issue, option(all[0], issue))));
        blocks.push(Block::Para(lang.line("deals-in-common", vec![("terms", terms.into())])));
    }
    for (some, from) in all.chunks(BESIDE).zip((0..).step_by(BESIDE)) {
        let letters = (from..from + some.len()).map(|n| vec![Inline::Strong(vec![Inline::data(letter(n))])]);
        let head = std::iter::once(lang.line("deals-issue", vec![])).chain(letters).collect();
        let row = |&issue: &usize| {
            let options = some.iter().map(|package| table.option(issue, option(package, issue)));
            std::iter::once(table.issues[issue].clone()).chain(options).collect()
        };
        let mut rows: Vec<Vec<Line>> = different.iter().map(row).collect();
        if !table.scenario.red_lines.is_empty() {
            let broken = some.iter().map(|package| broken(table, &package.outcome));
            rows.push(std::iter::once(lang.line("deals-breaks", vec![])).chain(broken).collect());
        }
        let caption = lang.line("robust-contents", vec![]);
        blocks.push(Block::Table(crate::doc::Table { caption, head, rows }));
    }
    blocks
}

fn has_reservations(table: &Table<'_>) -> bool {
    table.scenario.utilities.iter().any(|utility| utility.reservation.is_some())
}

/// What is decided of a package, in words.
fn necessity(table: &Table<'_>, decided: Option<&Necessity>) -> Line {
    let Some(Necessity { necessary, possible, .. }) = decided else { return Line::new() };
    table.lang.line(
        match (necessary, possible) {
            (Verdict::Yes, _) => "robust-in-all",
            (_, Verdict::No) => "robust-in-none",
            (Verdict::No, Verdict::Yes) => "robust-in-some",
            (Verdict::No, Verdict::Open) => "robust-not-in-all",
            (Verdict::Open, Verdict::Yes) => "robust-in-some-at-least",
            (Verdict::Open, Verdict::Open) => "robust-open",
        },
        vec![],
    )
}

/// “71 % (69–73)”.
fn share(table: &Table<'_>, share: Share) -> Line {
    let (low, high) = share.interval();
    let number = |text: String| Arg::from(Inline::data(text));
    let args = vec![
        ("share", number(percent(share.value()))),
        ("low", number(bound(low, f64::floor))),
        ("high", number(bound(high, f64::ceil))),
    ];
    table.lang.line("robust-share", args)
}

/// A bound of an interval as a percentage, rounded outwards.
fn bound(p: f64, round: fn(f64) -> f64) -> String {
    match round(1000.0 * p) / 10.0 {
        tenths if tenths <= 0.0 => "0".into(),
        tenths if tenths >= 100.0 => "100".into(),
        _ if (0.1..=0.9).contains(&p) => format!("{:.0}", round(100.0 * p)),
        tenths => format!("{tenths:.1}"),
    }
}

/// A share as a percentage, without the sign: two digits, or one after the point near the ends.
pub(super) fn percent(p: f64) -> String {
    match p {
        _ if p <= 0.0 => "0".into(),
        _ if p >= 1.0 => "100".into(),
        _ if p < 0.001 => "<0.1".into(),
        _ if p > 0.999 => ">99.9".into(),
        _ if !(0.1..=0.9).contains(&p) => format!("{:.1}", 100.0 * p),
        _ => format!("{:.0}", 100.0 * p),
    }
}

/// A number of packages that need not be whole.
fn as_many(n: f64) -> String {
    if n < 9.95 { format!("{n:.1}") } else { format!("{n:.0}") }
}

/// A number of bits.
fn bits(number: f64) -> Arg {
    Inline::data(format!("{:.2}", number.max(0.0))).into()
}

fn share_json(share: Share) -> Value {
    let (low, high) = share.interval();
    json!({"count": share.count, "of": share.of, "share": share.value(), "low": low, "high": high})
}

fn robust_json(table: &Table<'_>, found: &Found) -> Value {
    let Found { robust, sampling, .. } = found;
    let package = |package: &RobustPackage| {
        let solutions: Map<String, Value> =
            package.solutions.iter().map(|(name, share)| ((*name).to_owned(), share_json(*share))).collect();
        let breaks: Vec<usize> = (0..table.scenario.red_lines.len())
            .filter(|&place| table.scenario.red_lines[place].is_broken_by(&package.outcome))
            .collect();
        json!({
            "outcome": table.outcome_json(&package.outcome),
            "efficient": share_json(package.efficient),
            "acceptable": share_json(package.acceptable),
            "both": share_json(package.both),
            "solutions": solutions,
            "breaks": breaks,
        })
    };
    json!({
        "worlds": sampling.worlds,
        "seed": sampling.seed,
        "assumed_spread": sampling.assumed_spread.map(|spread| spread.to_string()),
        "parties": vague::json(table, found),
        "agreement": share_json(robust.agreement),
        "nash_entropy": {"bits": robust.nash.corrected, "plug_in": robust.nash.plug_in, "as_many": robust.nash.as_many()},
        "distinct": robust.distinct,
        "packages": robust.packages.iter().map(package).collect::<Vec<_>>(),
    })
}

fn ordinal_json(table: &Table<'_>, ordinal: &Result<Vec<Necessity>, WorldsError>) -> Value {
    let word = |verdict: Verdict| match verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Open => "open",
    };
    let one = |decided: &Necessity| {
        json!({
            "outcome": table.outcome_json(&decided.outcome),
            "necessarily_efficient": word(decided.necessary),
            "possibly_efficient": word(decided.possible),
        })
    };
    match ordinal {
        Ok(decided) => json!({"packages": decided.iter().map(one).collect::<Vec<_>>()}),
        Err(error) => json!({"packages": Value::Null, "why": error.to_string()}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_shortly() {
        let shown =
            [(0.0, "0"), (1.0, "100"), (0.0004, "<0.1"), (0.034, "3.4"), (0.335, "34"), (0.9996, ">99.9")];
        for (p, text) in shown {
            assert_eq!(percent(p), text);
        }
        let bounds = [(0.0, "0", "0"), (0.9996, "99.9", "100"), (0.0004, "0", "0.1"), (0.503, "50", "51")];
        for (p, low, high) in bounds {
            assert_eq!((bound(p, f64::floor).as_str(), bound(p, f64::ceil).as_str()), (low, high));
        }
    }

    #[test]
    fn the_fewest_packages_that_share_nine_of_ten_worlds() {
        let package = |count| RobustPackage {
            outcome: vec![],
            efficient: Share::default(),
            acceptable: Share::default(),
            both: Share::default(),
            nash: Share { count, of: 100 },
            solutions: vec![],
        };
        assert_eq!(few(&[package(20), package(75), package(5)]), Some((2, 0.95)));
        assert_eq!(few(&[package(50), package(39)]), None);
        assert_eq!(few(&[]), None);
    }
}
