//! The offers of a talk as moves: an offer that its party made before is no new move.

use super::Told;
use crate::doc::{Inline, Line, State, Table, joined};
use detente_talks::strategy::{Scale, Verdict};
use std::collections::HashMap;

/// The rows of the table, at most: the first and the last of more.
const MOST_ROWS: usize = 60;

/// An offer that a party made, perhaps several times.
pub(super) struct Move {
    pub(super) party: usize,
    /// Its first and last time, by their places among the offers.
    pub(super) first: usize,
    last: usize,
    times: usize,
    refused: Vec<Refused>,
    /// Who accepted it, each once.
    accepted: Vec<usize>,
}

/// Who refused a move, on what comparison the first and the last time.
struct Refused {
    party: usize,
    first: Option<Verdict>,
    last: Option<Verdict>,
}

/// The moves, in the order in which they were made first. Cost: a look into a table an offer.
pub(super) fn moves(told: &Told<'_>) -> Vec<Move> {
    let offers = &told.trace.offers;
    let mut moves: Vec<Move> = Vec::new();
    let mut known: HashMap<(usize, &[u32]), usize> = HashMap::new();
    let mut of_offer = Vec::with_capacity(offers.len());
    for (place, offer) in offers.iter().enumerate() {
        let at = *known.entry((offer.party, &offer.options)).or_insert_with(|| {
            let (refused, accepted) = (Vec::new(), Vec::new());
            moves.push(Move { party: offer.party, first: place, last: place, times: 0, refused, accepted });
            moves.len() - 1
        });
        moves[at].last = place;
        moves[at].times += 1;
        of_offer.push(at);
    }
    for refusal in &told.trace.refusals {
        let refused = &mut moves[of_offer[refusal.offer]].refused;
        match refused.iter_mut().find(|refused| refused.party == refusal.party) {
            Some(refused) => refused.last = refusal.verdict,
            None => {
                let (first, last) = (refusal.verdict, refusal.verdict);
                refused.push(Refused { party: refusal.party, first, last });
            }
        }
    }
    for acceptance in &told.trace.acceptances {
        let accepted = &mut moves[of_offer[acceptance.offer]].accepted;
        if !accepted.contains(&acceptance.party) {
            accepted.push(acceptance.party);
        }
    }
    moves
}

/// Who offered what, what it was worth to whom, who accepted it, and why it was refused.
pub(super) fn table(told: &Told<'_>) -> Table {
    let lang = told.table.lang;
    let all = moves(told);
    let word = |id: &str| lang.line(id, vec![]);
    let mut head = vec![word("talk-step"), word("talk-by"), word("talk-offer")];
    head.extend(
        told.table
            .parties
            .iter()
            .map(|party| lang.line("deals-worth", vec![("party", party.clone().into())])),
    );
    head.push(word("talk-answer"));
    let left_out = all.len().saturating_sub(MOST_ROWS);
    let gap = MOST_ROWS / 2..MOST_ROWS / 2 + left_out;
    let caption = match left_out {
        0 => lang.line("talk-moves", vec![("n", all.len().into())]),
        n => lang.line("talk-moves-some", vec![("n", n.into()), ("all", all.len().into())]),
    };
    let shown = (0..all.len()).filter(|place| !gap.contains(place));
    // What is new in an offer is told beside one that stands above it.
    let before = |place: usize| {
        let is_above = |other: &usize| !gap.contains(other) && (place < gap.start || *other >= gap.end);
        (0..place)
            .rev()
            .filter(is_above)
            .map(|other| &all[other])
            .find(|other| other.party == all[place].party)
    };
    let rows = shown.map(|place| row(told, &all[place], before(place))).collect();
    Table { caption, head, rows }
}

fn row(told: &Told<'_>, one: &Move, before: Option<&Move>) -> Vec<Line> {
    let worth = told.worth()[one.first].iter().enumerate();
    let worth = worth.map(|(party, utility)| vec![told.table.utility(party, *utility)]);
    let step = vec![Inline::data(step(told, one.first).to_string())];
    let who = told.table.parties[one.party].clone();
    let cells = [step, who, offer(told, one, before)];
    cells.into_iter().chain(worth).chain([answer(told, one)]).collect()
}

/// The step of an offer, counted from 1 as people do.
fn step(told: &Told<'_>, place: usize) -> u64 {
    u64::from(told.trace.offers[place].step) + 1
}

/// The whole of an offer; or what is new in it beside another of the same party.
fn offer(told: &Told<'_>, one: &Move, before: Option<&Move>) -> Line {
    let options = |one: &Move| told.trace.offers[one.first].options.as_slice();
    let own = options(one);
    let is_new = |issue: &usize| before.is_none_or(|before| options(before)[*issue] != own[*issue]);
    let terms = told.table.terms((0..own.len()).filter(is_new).map(|issue| (issue, own[issue])));
    match before {
        None => terms,
        Some(_) => told.table.lang.line("talk-now", vec![("terms", terms.into())]),
    }
}

/// Who refused it and why, who accepted it, and whether it was agreed.
fn answer(told: &Told<'_>, one: &Move) -> Line {
    let lang = told.table.lang;
    let agreement = told.trace.agreement.as_ref();
    let last = told.trace.offers.iter().rposition(|offer| Some(&offer.options) == agreement);
    let agreed = || vec![Inline::State(State::Yes, lang.say("talk-accepted"))];
    let times = (one.times > 1).then(|| {
        let last = Inline::data(step(told, one.last).to_string());
        lang.line("talk-times", vec![("n", one.times.into()), ("step", last.into())])
    });
    let refused = one.refused.iter().map(|refused| why(told, refused));
    let accepted =
        one.accepted.iter().map(|party| lang.line("talk-taken", vec![("party", told.party(*party))]));
    joined(
        times.into_iter().chain(refused).chain(accepted).chain((last == Some(one.last)).then(agreed)),
        " · ",
    )
}

/// “Russia wanted 62: 27 short”.
fn why(told: &Told<'_>, refused: &Refused) -> Line {
    let party = ("party", told.party(refused.party));
    let (Some(first), Some(last)) = (refused.first, refused.last) else {
        return told.table.lang.line("talk-refused", vec![party]);
    };
    let shown =
        |verdict: Verdict| [verdict.wanted, verdict.wanted - verdict.worth].map(|n| number(told, verdict, n));
    let ([wanted, short], [first_wanted, missing]) = (shown(last), shown(first));
    // Two numbers that look alike are told once.
    let is_one = (&wanted, &short) == (&first_wanted, &missing);
    let mut args = vec![party, ("wanted", wanted.into()), ("short", short.into())];
    if is_one {
        return told.table.lang.line(&format!("talk-wanted-{}", scale(last)), args);
    }
    args.extend([("first", first_wanted.into()), ("missing", missing.into())]);
    told.table.lang.line(&format!("talk-wanted-falling-{}", scale(last)), args)
}

/// A number of a verdict.
fn number(told: &Told<'_>, verdict: Verdict, number: f64) -> Line {
    match verdict.scale {
        Scale::Utility => vec![told.table.number(number)],
        Scale::Gain => told.table.percent(number),
    }
}

fn scale(verdict: Verdict) -> &'static str {
    match verdict.scale {
        Scale::Utility => "utility",
        Scale::Gain => "gain",
    }
}
