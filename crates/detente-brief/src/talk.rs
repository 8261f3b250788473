//! A simulated talk, told: who offered what, in words, what it was worth to whom, where and why an offer was refused, and
//! how far from the frontier it ended. Nobody said any of it, and every page and file says so.

mod course;
mod moves;
mod standing;

use crate::deals::Table;
use crate::deals::overview::{self, Way};
use crate::doc::{Block, Inline, Line, State, joined};
use crate::lang::{Arg, Lang};
use crate::sections::Section;
use detente_deals::Overview;
use detente_model::Language;
use detente_talks::Setting;
use detente_talks::trace::{Trace, ended_word};
use serde_json::{Value, json};
pub use standing::Standing;

/// A talk that was played on the scenario of a table.
pub struct Told<'v> {
    /// The scenario with the names of its things; its parties stand in the order of their turns.
    pub table: &'v Table<'v>,
    /// What was said.
    pub trace: &'v Trace,
    /// How it was played.
    pub setting: &'v Setting,
    /// The efficient packages, where they were found.
    pub overview: Option<&'v Overview>,
    worth: Vec<Vec<i64>>,
}

impl<'v> Told<'v> {
    /// Takes what each offer is worth to each party. Cost: an outcome's worth an offer and party.
    pub fn of(
        table: &'v Table<'v>,
        (setting, trace): (&'v Setting, &'v Trace),
        overview: Option<&'v Overview>,
    ) -> Told<'v> {
        let worth = trace.offers.iter().map(|offer| worth(table, &offer.options)).collect();
        Told { table, trace, setting, overview, worth }
    }

    /// What each offer is worth to each party.
    fn worth(&self) -> &[Vec<i64>] {
        &self.worth
    }

    /// What the agreement is worth to each party.
    fn agreed(&self) -> Option<Vec<i64>> {
        self.trace.agreement.as_ref().map(|options| worth(self.table, options))
    }

    fn party(&self, party: usize) -> Arg {
        Arg::from(self.table.parties[party].clone())
    }
}

fn worth(table: &Table<'_>, options: &[u32]) -> Vec<i64> {
    table.scenario.utilities.iter().map(|utility| utility.of(options)).collect()
}

/// The mark that stands on every page of a talk.
pub fn badge(lang: &Lang) -> String {
    lang.say("talk-hypothetical").to_uppercase()
}

/// The same with what it means.
pub fn warning(lang: &Lang) -> Block {
    let mark = Inline::Strong(vec![Inline::Word(badge(lang))]);
    Block::Para([vec![mark, Inline::mark(" · ")], lang.line("talk-nobody-said", vec![])].concat())
}

/// The talk.
pub fn section<'v>(told: Told<'v>) -> Section<'v> {
    let lang = told.table.lang;
    let standing = Standing::of(&told);
    let mut blocks = vec![warning(lang), how(&told)];
    blocks.push(Block::Section("talk", lang.line("talk-end-heading", vec![])));
    blocks.extend(end(&told).into_iter().map(Block::Para));
    blocks.push(Block::Para(standing.told(&told)));
    blocks.push(Block::Section("offers", lang.line("talk-offers-heading", vec![])));
    blocks.extend(chart(&told));
    blocks.push(Block::Table(moves::table(&told)));
    blocks.extend(course::blocks(&told));
    blocks.push(Block::Para(overview::carried(told.table)));
    Section { name: "talk", blocks, json: Box::new(move || json_of(&told, &standing)) }
}

/// How it was played.
fn how(told: &Told<'_>) -> Block {
    let lang = told.table.lang;
    // The names of strategies and protocols are English in all languages.
    let data = |text: &str| vec![Inline::data_in(text, Language::new("en"))];
    let cast = &told.trace.cast;
    // The name may have options behind a colon.
    let protocol = cast.protocol.split(':').next().unwrap_or_default();
    let mut played = data(&cast.protocol);
    let means = format!("protocol-{protocol}");
    if lang.has(&means) {
        played = vec![lang.word(&means), Inline::mark(" ("), played.remove(0), Inline::mark(")")];
    }
    let mut keys = vec![(lang.line("talk-protocol", vec![]), played)];
    for (party, strategy) in cast.strategies.iter().enumerate() {
        keys.push((told.table.parties[party].clone(), data(strategy)));
    }
    keys.push((lang.line("talk-limits", vec![]), limits(told)));
    keys.push((lang.line("talk-seed", vec![]), data(&cast.seed.to_string())));
    Block::Keys(keys)
}

fn limits(told: &Told<'_>) -> Line {
    let lang = told.table.lang;
    let number = |number: f64| Arg::from(told.table.number(number));
    let limits = &told.setting.limits;
    let steps =
        limits.most_steps().map(|steps| lang.line("talk-steps", vec![("n", (steps as usize).into())]));
    let seconds = limits.seconds().map(|s| lang.line("talk-seconds", vec![("n", number(s.limit))]));
    let chance = (limits.ending() > 0.0)
        .then(|| lang.line("talk-chance", vec![("share", told.table.percent(limits.ending()).into())]));
    let own = limits.own_steps().iter().enumerate().filter_map(|(party, steps)| {
        let args = vec![("party", told.party(party)), ("n", ((*steps)? as usize).into())];
        Some(lang.line("talk-own-steps", args))
    });
    joined([steps, seconds, chance].into_iter().flatten().chain(own), " · ")
}

/// How it ended, and what each party has then.
fn end(told: &Told<'_>) -> Vec<Line> {
    let lang = told.table.lang;
    let (word, by) = ended_word(told.trace.ended);
    let mut args = vec![("n", Arg::from(told.trace.steps as usize))];
    args.extend(by.map(|by| ("party", told.party(by))));
    let mut lines = vec![vec![Inline::Strong(lang.line(&format!("talk-ended-{word}"), args))]];
    let (Some(options), Some(utilities)) = (&told.trace.agreement, told.agreed()) else {
        lines.extend(without(told));
        return lines;
    };
    lines.push(told.table.terms(options.iter().copied().enumerate()));
    lines.push(lang.line("talk-agreed-worth", vec![("worth", told.table.utilities(&utilities).into())]));
    let below = utilities.iter().enumerate().filter(|&(party, &utility)| {
        told.table.scenario.utilities[party].reservation.is_some_and(|floor| utility < floor)
    });
    let below = below.map(|(party, _)| {
        let words = lang.line("chart-below", vec![("party", told.party(party))]);
        vec![Inline::State(State::No, crate::doc::plain(&words))]
    });
    lines.push(joined(below, " · "));
    if told.table.scenario.breaks(options).next().is_some() {
        let lines_broken = overview::broken(told.table, options);
        lines.push(lang.line("talk-breaks", vec![("lines", lines_broken.into())]));
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// What each party has without an agreement, where that is known.
fn without(told: &Told<'_>) -> Option<Line> {
    let known = told.table.scenario.utilities.iter().enumerate().filter_map(|(party, utility)| {
        let args =
            vec![("party", told.party(party)), ("n", told.table.utility(party, utility.reservation?).into())];
        Some(told.table.lang.line("party-number", args))
    });
    let all = joined(known, " · ");
    (!all.is_empty()).then(|| told.table.lang.line("deals-without", vec![("without", all.into())]))
}

/// The talk among the efficient packages.
fn chart(told: &Told<'_>) -> Option<Block> {
    let moves = moves::moves(told);
    let way = |party: usize| {
        let own = moves.iter().filter(|one| one.party == party);
        Way { party, offers: own.map(|one| told.worth()[one.first].clone()).collect() }
    };
    let ways: Vec<Way> = (0..told.table.parties.len()).map(way).collect();
    overview::of_talk(told.table, told.overview?, &ways, told.agreed().as_deref())
}

/// The trace, what its offers are worth exactly, and where it ended; docs/schemas/trace.schema.json says what the names
/// mean.
fn json_of(told: &Told<'_>, standing: &Standing) -> Value {
    let mut json = told.setting.json_of(told.trace);
    let worth: Vec<Value> = told.worth().iter().map(|worth| told.table.utilities_json(worth)).collect();
    json.insert("worth".into(), worth.into());
    json.insert(
        "agreement_worth".into(),
        told.agreed().map_or(Value::Null, |worth| told.table.utilities_json(&worth)),
    );
    json.insert("frontier".into(), standing.json(told));
    let broken = told.trace.agreement.as_ref().map(|options| {
        let lines = told.table.scenario.breaks(options);
        lines.map(|line| overview::red_line_json(told.table, line)).collect::<Vec<_>>()
    });
    json.insert("breaks".into(), json!(broken));
    json.insert("carried".into(), told.table.carried_json());
    Value::Object(json)
}
