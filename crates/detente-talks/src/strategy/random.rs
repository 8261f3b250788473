//! Those who throw dice (NegMAS's `RandomNegotiator` and `RandomAlwaysAcceptingNegotiator`).

use super::{Answer, Arguments, Entry, Kind, Make, Parameter, Response, Strategy};
use crate::space::Outcome;
use crate::talk::Turn;

const fn chance(name: &'static str, default: &'static str, about: &'static str) -> Parameter {
    Parameter { name, kind: Kind::Number { from: 0.0, to: 1.0 }, default, about }
}

const PARAMETERS: &[Parameter] = &[
    chance("accept", "0.15", "how likely it accepts an offer"),
    chance("reject", "0.75", "how likely it refuses an offer"),
    chance("end", "0.1", "how likely it ends the talks; with what is left to 1 it says nothing"),
];

/// Answers by chance.
pub(super) const RANDOM: Entry<Make> = Entry {
    name: "random",
    about: "Accepts, refuses or ends by chance and offers any outcome.",
    parameters: PARAMETERS,
    make: Make::Whole(|arguments| make(arguments, false)),
};
/// The same, and accepts at the end.
pub(super) const ALWAYS_ACCEPTING: Entry<Make> = Entry {
    name: "random-always-accepting",
    about: "As random, and accepts whatever lies on the table when time runs out.",
    parameters: PARAMETERS,
    make: Make::Whole(|arguments| make(arguments, true)),
};

fn make(arguments: &Arguments, at_the_end: bool) -> Box<dyn Strategy> {
    let chance = |name| arguments.number(name);
    let (accept, reject, end) = (chance("accept"), chance("reject"), chance("end"));
    Box::new(Random { accept, reject: accept + reject, end: accept + reject + end, at_the_end })
}

/// The chances, each with those before it.
struct Random {
    accept: f64,
    reject: f64,
    end: f64,
    at_the_end: bool,
}

impl Strategy for Random {
    fn respond(&mut self, turn: &mut Turn<'_, '_>, _: Outcome) -> Answer {
        if self.at_the_end && (turn.time.is_last() || 1.0 - turn.time.relative < 1e-3) {
            return Answer::plain(Response::Accept);
        }
        let thrown = turn.dice().unit();
        Answer::plain(match thrown {
            _ if thrown <= self.accept => Response::Accept,
            _ if thrown <= self.reject => Response::Reject,
            _ if thrown <= self.end => Response::End,
            _ => Response::NoResponse,
        })
    }

    fn propose(&mut self, turn: &mut Turn<'_, '_>) -> Option<Outcome> {
        turn.any_outcome()
    }
}
