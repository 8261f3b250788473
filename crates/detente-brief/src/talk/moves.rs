//! The offers of a talk as moves: the same offer made again and again is one move.

use super::Told;
use crate::doc::{Inline, Line, State, Table, joined};
use crate::lang::Arg;
use detente_talks::strategy::{Scale, Verdict};

/// The rows of the table, at most: the first and the last of more.
const MOST_ROWS: usize = 60;

/// An offer that a party made, perhaps several times in a row.
pub(super) struct Move {
    pub(super) party: usize,
    /// Its first time, by its place among the offers.
    pub(super) first: usize,
    last: usize,
    times: usize,
    refused: Vec<Refused>,
}

/// Who refused a move, on what comparison the first and the last time.
struct Refused {
    party: usize,
    first: Option<Verdict>,
    last: Option<Verdict>,
}

/// The moves, in the order in which they were made first.
pub(super) fn moves(told: &Told<'_>) -> Vec<Move> {
    let offers = &told.trace.offers;
    let mut moves: Vec<Move> = Vec::new();
    let mut open: Vec<Option<usize>> = vec![None; told.table.parties.len()];
    let mut of_offer = Vec::with_capacity(offers.len());
    for (place, offer) in offers.iter().enumerate() {
        let same = open[offer.party].filter(|&at| offers[moves[at].last].options == offer.options);
        let at = same.unwrap_or_else(|| {
            let (party, refused) = (offer.party, Vec::new());
            moves.push(Move { party, first: place, last: place, times: 0, refused });
            moves.len() - 1
        });
        moves[at].last = place;
        moves[at].times += 1;
        open[offer.party] = Some(at);
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
    moves
}

/// Who offered what, what it was worth to whom, and why it was refused.
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
    let is_shown = |place: usize| left_out == 0 || place < MOST_ROWS / 2 || place >= MOST_ROWS / 2 + left_out;
    let caption = match left_out {
        0 => lang.line("talk-moves", vec![("n", all.len().into())]),
        n => lang.line("talk-moves-some", vec![("n", n.into()), ("all", all.len().into())]),
    };
    let rows = (0..all.len()).filter(|place| is_shown(*place)).map(|place| row(told, &all, place)).collect();
    Table { caption, head, rows }
}

fn row(told: &Told<'_>, all: &[Move], place: usize) -> Vec<Line> {
    let one = &all[place];
    let worth = told.worth()[one.first].iter().enumerate();
    let worth = worth.map(|(party, utility)| vec![told.table.utility(party, *utility)]);
    let who = told.table.parties[one.party].clone();
    [steps(told, one), who, offer(told, all, place)]
        .into_iter()
        .chain(worth)
        .chain([answer(told, all, place)])
        .collect()
}

/// The steps, counted from 1 as people do.
fn steps(told: &Told<'_>, one: &Move) -> Line {
    let step = |place: usize| u64::from(told.trace.offers[place].step) + 1;
    let (first, last) = (step(one.first), step(one.last));
    vec![Inline::data(if first == last { first.to_string() } else { format!("{first}–{last}") })]
}

/// The whole of a party's first offer; of each later one, what is new in it.
fn offer(told: &Told<'_>, all: &[Move], place: usize) -> Line {
    let one = &all[place];
    let options = &told.trace.offers[one.first].options;
    let before = all[..place].iter().rev().find(|other| other.party == one.party);
    let before = before.map(|other| &told.trace.offers[other.last].options);
    let is_new = |issue: &usize| before.is_none_or(|before| before[*issue] != options[*issue]);
    let terms = told.table.terms((0..options.len()).filter(is_new).map(|issue| (issue, options[issue])));
    match before {
        None => terms,
        Some(_) => told.table.lang.line("talk-now", vec![("terms", terms.into())]),
    }
}

/// Who refused it and why, or that it was agreed.
fn answer(told: &Told<'_>, all: &[Move], place: usize) -> Line {
    let one = &all[place];
    let options = |one: &Move| &told.trace.offers[one.last].options;
    let is_it = |other: &Move| told.trace.agreement.as_ref() == Some(options(other));
    let is_agreed = is_it(one) && !all[place + 1..].iter().any(is_it);
    let agreed = || vec![Inline::State(State::Yes, told.table.lang.say("talk-accepted"))];
    let times = (one.times > 1).then(|| told.table.lang.line("talk-times", vec![("n", one.times.into())]));
    let refused = one.refused.iter().map(|refused| why(told, refused));
    joined(times.into_iter().chain(refused).chain(is_agreed.then(agreed)), " · ")
}

/// “Russia wanted 62: 27 short”.
fn why(told: &Told<'_>, refused: &Refused) -> Line {
    let party = ("party", told.party(refused.party));
    let (Some(first), Some(last)) = (refused.first, refused.last) else {
        return told.table.lang.line("talk-refused", vec![party]);
    };
    let shown = |verdict: Verdict| match verdict.scale {
        Scale::Utility => (
            told.table.number(verdict.wanted).into(),
            told.table.number(verdict.wanted - verdict.worth).into(),
        ),
        Scale::Gain => (percent(told, verdict.wanted), percent(told, verdict.wanted - verdict.worth)),
    };
    let (wanted, short): (Arg, Arg) = shown(last);
    let (wanted_first, short_first): (Arg, Arg) = shown(first);
    let mut args = vec![party, ("wanted", wanted), ("short", short)];
    if first == last {
        return told.table.lang.line(&format!("talk-wanted-{}", scale(last)), args);
    }
    args.extend([("first", wanted_first), ("missing", short_first)]);
    told.table.lang.line(&format!("talk-wanted-falling-{}", scale(last)), args)
}

fn percent(told: &Told<'_>, share: f64) -> Arg {
    told.table.percent(share).into()
}

fn scale(verdict: Verdict) -> &'static str {
    match verdict.scale {
        Scale::Utility => "utility",
        Scale::Gain => "gain",
    }
}
