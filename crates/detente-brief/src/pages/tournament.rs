//! What many simulated talks say together: who did best, is the difference more than chance, would anybody change.

mod charts;
mod json;

use super::Printed;
use crate::doc::{Block, Inline, Line, Page, Table};
use crate::lang::{Arg, Lang};
use detente_talks::compare::{self, Pair};
use detente_talks::game::{Basin, Game, NoGame};
use detente_talks::plan::Numbered;
use detente_talks::summary::{Cell, Estimate, Measures, Standing, Tally};

/// What the reader wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Which strategy is best: standings, tests, the game of choosing.
    Compare,
    /// What happens in each setting: one row each.
    Explore,
}

/// What a page must know of a plan's scenarios beside the plan.
pub struct TournamentOf<'a> {
    /// The parties of each scenario.
    pub parties: Vec<&'a [String]>,
    /// The rooms from which any was computed.
    pub rooms: Vec<&'a str>,
    /// The plan's fingerprint.
    pub hash: &'a str,
}

/// Within how much of a gain payoffs count as equal.
const TOLERANCE: f64 = 0.001;
/// Steps of the course that is shown, and every how many of them a row.
const COURSE: (u32, u32) = (400, 40);
/// Quantiles of a fan.
const PERCENTS: [u64; 5] = [5, 25, 50, 75, 95];
/// The most rows of a table on a page; JSON has all.
const MOST_ROWS: usize = 200;

/// All that is told, found once for the page and for JSON.
struct Found<'t> {
    plan: &'t Numbered,
    tally: &'t Tally,
    of: &'t TournamentOf<'t>,
    names: Vec<String>,
    standings: Vec<Standing>,
    pairs: Vec<Pair>,
    game: Result<(Game, Vec<Basin>), NoGame>,
}

/// The page of a tournament or sweep.
pub fn tournament<'t>(
    plan: &'t Numbered,
    tally: &'t Tally,
    purpose: Purpose,
    of: &'t TournamentOf<'t>,
    lang: &Lang,
) -> Printed<'t> {
    let mut standings = tally.standings(plan);
    // The sort is stable: equals stay in the order of the plan.
    let gain = |standing: &Standing| standing.gain.map_or(f64::NEG_INFINITY, |gain| gain.mean);
    standings.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
    let game = Game::of(plan, tally).map(|game| {
        let basins = game.basins();
        (game, basins)
    });
    let names = plan.plan().strategies.iter().map(ToString::to_string).collect();
    let pairs = compare::pairs(plan, tally);
    let found = Found { plan, tally, of, names, standings, pairs, game };
    let page = found.page(purpose, lang);
    Printed { page, json: Box::new(move || found.json()), found: true }
}

/// Three digits after the point, as all numbers here.
fn number(number: f64) -> Line {
    vec![Inline::data(format!("{number:.3}"))]
}

/// The same of a chance, which is never nothing.
fn chance(chance: f64) -> Line {
    if chance < 0.0005 { vec![Inline::data("< 0.001")] } else { number(chance) }
}

fn maybe(number_or: Option<f64>) -> Line {
    number_or.map_or_else(|| vec![Inline::mark("–")], number)
}

fn estimate(estimate: Option<Estimate>) -> Line {
    let Some(Estimate { mean, spread, .. }) = estimate else { return maybe(None) };
    match spread {
        Some((_, either)) => vec![Inline::data(format!("{mean:.3} ± {either:.3}"))],
        None => number(mean),
    }
}

impl Found<'_> {
    fn page(&self, purpose: Purpose, lang: &Lang) -> Page {
        let plan = self.plan.plan();
        let name =
            Inline::data(format!("{} · {}", plan.topics.len(), &self.of.hash.get(..12).unwrap_or_default()));
        let foot =
            vec![("name", Arg::from(name)), ("version", Inline::data(env!("CARGO_PKG_VERSION")).into())];
        let mut blocks = vec![Block::Section("tournament", lang.line("tournament-heading", vec![]))];
        blocks.push(Block::Para(vec![Inline::Strong(lang.line("tournament-hypothetical", vec![]))]));
        blocks.extend(self.carried(lang));
        blocks.push(self.ends(lang));
        if purpose == Purpose::Compare {
            blocks.extend(self.compared(lang));
            blocks.extend(self.chosen(lang));
        } else {
            blocks.extend(self.cells(lang));
        }
        blocks.extend(self.fans(lang));
        Page {
            title: lang.line("tournament-title", vec![]),
            badge: lang.say("tournament-badge").to_uppercase(),
            blocks,
            foot: lang.line("page-foot-file", foot),
        }
    }

    fn strategy(&self, strategy: usize) -> Line {
        vec![Inline::data(self.names[strategy].as_str())]
    }

    fn strategies(&self, all: &[usize]) -> Line {
        crate::doc::joined(all.iter().map(|&strategy| self.strategy(strategy)), ", ")
    }

    /// From which rooms it was computed.
    fn carried(&self, lang: &Lang) -> Option<Block> {
        let rooms = crate::doc::joined(self.of.rooms.iter().map(|room| vec![Inline::data(*room)]), ", ");
        (!rooms.is_empty())
            .then(|| Block::Para(lang.line("tournament-rooms", vec![("rooms", Arg::Line(rooms))])))
    }

    fn ends(&self, lang: &Lang) -> Block {
        let row = |(word, count): (&'static str, u64)| {
            (lang.line(&format!("tournament-ended-{word}"), vec![]), vec![Inline::data(count.to_string())])
        };
        Block::Keys(self.tally.ends().map(row).collect())
    }

    fn compared(&self, lang: &Lang) -> Vec<Block> {
        let row = |standing: &Standing| {
            let Measures { agreement, steps, distance, nash, welfare } = standing.measures;
            let mut row = vec![self.strategy(standing.strategy)];
            row.extend(
                [standing.gain, standing.payoff, agreement, steps, distance, nash, welfare].map(estimate),
            );
            row.push(vec![Inline::data(standing.cells.to_string())]);
            row
        };
        let heads =
            ["strategy", "gain", "payoff", "agreement", "steps", "distance", "nash", "welfare", "cells"];
        let standings = table(lang, "standings", &heads, self.standings.iter().map(row).collect());
        let pair = |pair: &Pair| {
            let settings = vec![Inline::data(format!("{} / {}", pair.test.count, pair.settings))];
            vec![
                self.strategy(pair.left),
                self.strategy(pair.right),
                number(pair.difference),
                number(pair.test.effect()),
                chance(pair.test.p),
                chance(pair.adjusted),
                settings,
            ]
        };
        let heads = ["strategy", "other", "difference", "effect", "p", "holm", "differing"];
        let pairs = table(lang, "pairs", &heads, self.pairs.iter().map(pair).collect());
        let note = |id| Block::Para(lang.line(id, vec![]));
        let standings = [note("tournament-gain-note")].into_iter().chain(standings);
        standings.chain(pairs).chain([note("tournament-tests-note")]).collect()
    }

    fn chosen(&self, lang: &Lang) -> Vec<Block> {
        let (game, basins) = match &self.game {
            Ok(found) => found,
            Err(why) => {
                let key = match why {
                    NoGame::Parties => "tournament-no-game-parties",
                    NoGame::Large => "tournament-no-game-large",
                    NoGame::Missing => "tournament-no-game-missing",
                };
                return vec![Block::Para(lang.line(key, vec![]))];
            }
        };
        let reply = |reply: detente_talks::game::BestReply| {
            vec![self.strategies(&reply.others), self.strategies(&reply.best), number(reply.payoff)]
        };
        let replies = game.best_replies(TOLERANCE).into_iter().map(reply).collect();
        let profile = |profile: &Vec<usize>| vec![self.strategies(profile), number(game.regret(profile))];
        let equilibria: Vec<Vec<Line>> = game.equilibria(TOLERANCE).iter().map(profile).collect();
        let basin = |basin: &Basin| {
            let all: usize = basins.iter().map(|basin| basin.starts).sum();
            let share = |&strategy: &usize| {
                vec![Inline::data(format!("{} {:.3}", self.names[strategy], basin.end[strategy]))]
            };
            let rest = vec![Inline::data(format!("{} / {}", basin.at_rest, basin.starts))];
            let left = crate::doc::joined(basin.left.iter().map(share), ", ");
            vec![left, number(basin.starts as f64 / all as f64), rest]
        };
        let mut blocks = table(lang, "payoffs", &self.payoff_heads(game), self.payoffs(game));
        blocks.extend(table(lang, "replies", &["others", "best", "gain"], replies));
        match equilibria.is_empty() {
            true => blocks.push(Block::Para(lang.line("tournament-no-equilibrium", vec![]))),
            false => blocks.extend(table(lang, "equilibria", &["profile", "regret"], equilibria)),
        }
        blocks.extend(self.course(game, lang));
        blocks.extend(table(
            lang,
            "basins",
            &["left", "share", "at-rest"],
            basins.iter().map(basin).collect(),
        ));
        blocks.push(Block::Para(lang.line("tournament-game-note", vec![])));
        blocks
    }

    fn payoff_heads(&self, game: &Game) -> Vec<&'static str> {
        if game.others() == 1 { vec!["strategy"] } else { vec!["strategy", "others", "gain"] }
    }

    /// A matrix for two seats; for more, a row a combination.
    fn payoffs(&self, game: &Game) -> Vec<Vec<Line>> {
        let all = 0..game.strategies();
        if game.others() == 1 {
            return all
                .clone()
                .map(|own| {
                    let cells = all.clone().map(|other| number(game.payoff(own, &[other])));
                    std::iter::once(self.strategy(own)).chain(cells).collect()
                })
                .collect();
        }
        let replies = game.best_replies(TOLERANCE);
        let row = |own: usize, others: &[usize]| {
            vec![self.strategy(own), self.strategies(others), number(game.payoff(own, others))]
        };
        replies.iter().flat_map(|reply| all.clone().map(|own| row(own, &reply.others))).collect()
    }

    fn cells(&self, lang: &Lang) -> Vec<Block> {
        let plan = self.plan.plan();
        let row = |cell: &Cell| {
            let choice = &cell.choice;
            let named = |text: String| vec![Inline::data(text)];
            let seats = crate::doc::joined(choice.seats.iter().map(|&seat| self.strategy(seat)), " · ");
            let gains = crate::doc::joined(cell.gains.iter().map(|sum| maybe(sum.mean())), " · ");
            let means = cell.measures.map(|sum| maybe(sum.mean()));
            vec![
                named(plan.topics[choice.topic].name.clone()),
                named(format!("{}, {}", plan.protocols[choice.protocol], plan.limits[choice.limits])),
                seats,
                gains,
                means.agreement,
                means.steps,
                means.distance,
                means.nash,
                means.welfare,
            ]
        };
        let heads =
            ["scenario", "rules", "seats", "gain", "agreement", "steps", "distance", "nash", "welfare"];
        table(lang, "settings", &heads, self.tally.cells().iter().map(row).collect())
    }
}

/// A table under its heading, with how many rows were left out.
fn table(lang: &Lang, name: &str, heads: &[&str], rows: Vec<Vec<Line>>) -> Vec<Block> {
    table_of(lang, name, heads, &[], rows)
}

/// The same with further columns that are called by names of the data. A table of payoffs has one for each row.
fn table_of(
    lang: &Lang,
    name: &str,
    heads: &[&str],
    more: &[String],
    mut rows: Vec<Vec<Line>>,
) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let caption = lang.line(&format!("tournament-table-{name}"), vec![]);
    let mut head: Vec<Line> =
        heads.iter().map(|head| lang.line(&format!("tournament-{head}"), vec![])).collect();
    head.extend(more.iter().map(|name| vec![Inline::data(name.as_str())]));
    let wide = rows.first().map_or(0, Vec::len);
    let own: Vec<Line> = rows.iter().filter_map(|row| row.first().cloned()).collect();
    head.extend(own.into_iter().take(wide.saturating_sub(head.len())));
    let left_out = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    let mut blocks = vec![Block::Heading(caption.clone()), Block::Table(Table { caption, head, rows })];
    if left_out > 0 {
        blocks.push(Block::Para(lang.line("tournament-left-out", vec![("n", Arg::Count(left_out))])));
    }
    blocks
}
