//! What packages are worth to the parties whose preferences the viewer sees.
//!
//! Of a package that leaves issues open it is a range: from the least to the most of all ways to settle the rest
//! that the rules allow.

use super::gathered::Package;
use crate::deals::{Table, on_table::OnTable, overview, words};
use crate::doc::{Block, Inline, Line, State};
use crate::lang::Arg;
use crate::look::Look;
use detente_deals::questions::Range;
use detente_deals::{Limits, Problem, Purse, Watch};
use detente_model::scenario::ScenarioError;
use serde_json::{Value, json};

/// For one end of one range: a screen is not to keep anybody waiting.
const LIMITS: Limits = Limits { points: 10_000, bytes: 16 << 20, steps: 1_000_000 };

/// What all ranges of a page look at together.
const TOGETHER: u64 = 4_000_000;

/// What is known of the worth of packages.
#[derive(Default)]
pub struct Worth {
    /// A row for each party: its head and a cell for each package.
    pub rows: Vec<Vec<Line>>,
    /// What is to be said of it.
    pub notes: Vec<Block>,
    /// For each package the same as JSON; empty where no preferences are known.
    pub json: Vec<Value>,
}

/// Why the worth of a package is not known.
enum Unknown {
    /// It names what is no option.
    Unvalued,
    /// The rules allow no such outcome.
    Forbidden,
    /// It would take too long.
    TooLong,
}

type Ranges = Result<Vec<Range>, Unknown>;

impl Worth {
    /// That of the packages shown.
    pub fn of(look: &Look<'_>, shown: &[&Package<'_>]) -> Worth {
        let scenario = match look.view.scenario() {
            Ok(scenario) => scenario,
            Err(ScenarioError::NoPreferences) => return Worth::default(),
            Err(error) => {
                let why = words::scenario_error(look.lang, &error);
                let note = look.lang.line("packages-no-worth", vec![("why", why.into())]);
                return Worth { notes: vec![Block::Para(note)], ..Worth::default() };
            }
        };
        let table = Table::of_view(look, &scenario);
        let Ok(problem) = Problem::of(&scenario) else {
            let note = look.lang.line("deals-cannot", vec![]);
            return Worth { notes: vec![Block::Para(note)], ..Worth::default() };
        };
        let known =
            |package: &&Package<'_>| OnTable::of(look, &scenario, &package.entry.room, package.written);
        let terms: Vec<OnTable> = shown.iter().map(known).collect();
        let mut purse = Purse::of(TOGETHER);
        let mut watch = |progress| purse.spend(progress);
        let ranges: Vec<Ranges> = terms.iter().map(|terms| ranges(&problem, terms, &mut watch)).collect();
        let rows = (0..scenario.utilities.len()).map(|party| row(&table, &ranges, party)).collect();
        let json = ranges.iter().map(|ranges| worth_json(&table, ranges)).collect();
        let mut notes = Vec::new();
        if terms.iter().any(|terms| terms.apart > 0) {
            let apart = look.lang.line("packages-worth-apart", vec![]);
            notes.push(Block::Para(vec![Inline::Quiet(apart)]));
        }
        notes.push(Block::Para(overview::carried(&table)));
        Worth { rows, notes, json }
    }
}

/// From the least to the most that a package may come to be worth to each party.
fn ranges(problem: &Problem, terms: &OnTable, watch: Watch<'_>) -> Ranges {
    if terms.unvalued > 0 {
        return Err(Unknown::Unvalued);
    }
    let settled = problem.fixing(terms.package.terms()).map_err(|_| Unknown::TooLong)?;
    let range = |party: usize| match Range::of(&settled, party, LIMITS, &mut *watch) {
        Ok(Some(range)) => Ok(range),
        Ok(None) => Err(Unknown::Forbidden),
        Err(_) => Err(Unknown::TooLong),
    };
    (0..problem.parties()).map(range).collect()
}

/// What each package is worth to a party, and whether that is as much as it has without an agreement.
fn row(table: &Table<'_>, ranges: &[Ranges], party: usize) -> Vec<Line> {
    let lang = table.lang;
    let utility = &table.scenario.utilities[party];
    let mut head = lang.line("deals-worth", vec![("party", table.parties[party].clone().into())]);
    let basis = Inline::Basis(utility.basis, lang.say(&format!("basis-{}", utility.basis.as_str())));
    head.extend([Inline::mark(" "), basis]);
    if let Some(reservation) = utility.reservation {
        let without = vec![("n", Arg::from(table.utility(party, reservation)))];
        head.extend([Inline::mark(" "), Inline::Quiet(lang.line("packages-without", without))]);
    }
    let cell = |ranges: &Ranges| match ranges {
        Err(why) => vec![Inline::Quiet(lang.line(why.message(), vec![]))],
        Ok(ranges) => worth(table, ranges[party], party),
    };
    [head].into_iter().chain(ranges.iter().map(cell)).collect()
}

fn worth(table: &Table<'_>, Range { worst, best }: Range, party: usize) -> Line {
    let lang = table.lang;
    let number = |utility: i64| Arg::from(table.utility(party, utility));
    let mut line = match worst == best {
        true => vec![Inline::Strong(vec![table.utility(party, worst)])],
        false => lang.line("packages-from-to", vec![("least", number(worst)), ("most", number(best))]),
    };
    if let Some(reservation) = table.scenario.utilities[party].reservation {
        let (state, id) = match (worst >= reservation, best >= reservation) {
            (true, _) => (State::Yes, "packages-meets"),
            (false, false) => (State::No, "packages-misses"),
            (false, true) => (State::Open, "packages-may-meet"),
        };
        line.extend([Inline::mark(" "), Inline::State(state, lang.say(id))]);
    }
    line
}

impl Unknown {
    fn message(&self) -> &'static str {
        match self {
            Unknown::Unvalued => "packages-worth-unvalued",
            Unknown::Forbidden => "packages-worth-forbidden",
            Unknown::TooLong => "packages-worth-too-long",
        }
    }
}

fn worth_json(table: &Table<'_>, ranges: &Ranges) -> Value {
    let Ok(ranges) = ranges else { return Value::Null };
    let one = |(party, range): (usize, &Range)| {
        let utility = &table.scenario.utilities[party];
        json!({
            "party": utility.party,
            "least": table.utility_json(party, range.worst),
            "most": table.utility_json(party, range.best),
            "reservation": utility.reservation.map(|reservation| table.utility_json(party, reservation)),
            "basis": utility.basis.as_str(),
        })
    };
    ranges.iter().enumerate().map(one).collect()
}
