//! The same as JSON: all rows, all digits.

use super::charts::relative;
use super::{COURSE, Found, PERCENTS, TOLERANCE};
use detente_talks::compare::Pair;
use detente_talks::fan::{Fan, TIMES};
use detente_talks::game::Basin;
use detente_talks::summary::{Cell, Estimate, Measures, Standing};
use serde_json::{Value, json};

impl Found<'_> {
    pub(super) fn json(&self) -> Value {
        let plan = self.plan.plan();
        let cell = |cell: &Cell| {
            let choice = &cell.choice;
            let means = |sums: &[detente_talks::summary::Sum]| {
                json!(sums.iter().map(|s| s.mean()).collect::<Vec<_>>())
            };
            json!({
                "scenario": plan.topics[choice.topic].name,
                "protocol": plan.protocols[choice.protocol].to_string(),
                "limits": plan.limits[choice.limits].to_string(),
                "seats": choice.seats.iter().map(|&seat| &self.names[seat]).collect::<Vec<_>>(),
                "talks": cell.talks,
                "measures": measures(&cell.measures.map(|sum| json!(sum.mean()))),
                "payoffs": means(&cell.payoffs),
                "gains": means(&cell.gains),
            })
        };
        let standing = |standing: &Standing| {
            json!({
                "strategy": self.names[standing.strategy],
                "cells": standing.cells,
                "talks": standing.talks,
                "gain": estimate_json(standing.gain),
                "payoff": estimate_json(standing.payoff),
                "measures": measures(&standing.measures.map(|estimate| estimate_json(*estimate))),
            })
        };
        let pair = |pair: &Pair| {
            json!({
                "left": self.names[pair.left],
                "right": self.names[pair.right],
                "settings": pair.settings,
                "differing": pair.test.count,
                "difference": pair.difference,
                "effect": pair.test.effect(),
                "p": pair.test.p,
                "holm": pair.adjusted,
            })
        };
        json!({
            "kind": "tournament",
            "hypothetical": true,
            "version": env!("CARGO_PKG_VERSION"),
            "plan_hash": self.of.hash,
            "rooms": self.of.rooms,
            "seed": plan.seed,
            "runs": self.plan.len(),
            "ended": self.tally.ends().collect::<std::collections::BTreeMap<_, _>>(),
            "standings": self.standings.iter().map(standing).collect::<Vec<_>>(),
            "pairs": self.pairs.iter().map(pair).collect::<Vec<_>>(),
            "game": self.game_json(),
            "cells": self.tally.cells().iter().map(cell).collect::<Vec<_>>(),
            "fans": self.fans_json(),
        })
    }

    fn game_json(&self) -> Value {
        let (game, basins) = match &self.game {
            Ok(found) => found,
            Err(why) => return json!({"none": why.to_string()}),
        };
        let names =
            |all: &[usize]| json!(all.iter().map(|&strategy| &self.names[strategy]).collect::<Vec<_>>());
        let reply = |reply: &detente_talks::game::BestReply| {
            let payoffs: Vec<f64> =
                (0..game.strategies()).map(|own| game.payoff(own, &reply.others)).collect();
            json!({"others": names(&reply.others), "payoffs": payoffs, "best": names(&reply.best)})
        };
        let basin = |basin: &Basin| json!({"left": names(&basin.left), "starts": basin.starts, "at_rest": basin.at_rest, "end": basin.end});
        let equilibria = game.equilibria(TOLERANCE);
        json!({
            "tolerance": TOLERANCE,
            "payoffs": game.best_replies(TOLERANCE).iter().map(reply).collect::<Vec<_>>(),
            "equilibria": equilibria.iter().map(|profile| names(profile)).collect::<Vec<_>>(),
            "course": {"step": detente_talks::game::STEP, "every": COURSE.1, "shares": game.course(COURSE.0, COURSE.1)},
            "basins": basins.iter().map(basin).collect::<Vec<_>>(),
        })
    }

    fn fans_json(&self) -> Value {
        let fan = |(topic, party, fan): (usize, usize, &Fan)| {
            let at = |time: usize| {
                let quantiles = PERCENTS.map(|percent| fan.quantile(time, percent));
                json!({"time": relative(time), "talks": fan.talks(time), "quantiles": quantiles})
            };
            json!({
                "scenario": self.plan.plan().topics[topic].name,
                "party": self.of.parties[topic][party],
                "percents": PERCENTS,
                "times": (0..TIMES).map(at).collect::<Vec<_>>(),
            })
        };
        self.all_fans().map(fan).collect()
    }
}

fn estimate_json(estimate: Option<Estimate>) -> Value {
    estimate.map_or(Value::Null, |estimate| {
        let (error, either) = estimate.spread.unzip();
        json!({"mean": estimate.mean, "error": error, "either": either, "count": estimate.count})
    })
}

fn measures(measures: &Measures<Value>) -> Value {
    let Measures { agreement, steps, distance, nash, welfare } = measures;
    json!({"agreement": agreement, "steps": steps, "distance": distance, "nash": nash, "welfare": welfare})
}
