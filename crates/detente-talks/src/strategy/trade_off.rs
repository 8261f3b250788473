//! Trade-offs: as good for me as my aspiration asks for, and as good as that allows for the other.
//!
//! P. Faratin, C. Sierra, N. Jennings, "Using similarity criteria to make issue trade-offs in automated negotiations",
//! *Artificial Intelligence* 142 (2002). The aspiration falls with time as that of [`super::time_dependent`]. Of the outcomes that are worth it,
//! *trade-off* offers the one most similar to the other's last offer, *Pareto-following* the one that is believed to be worth most
//! to the others: it goes along the frontier as the model sees it. Of equals, the one that is worth most to me.
//!
//! Similarity is a weighted sum over issues of criteria (`1 − |h(x) − h(y)|`); the weights are those that the model believes the other to
//! have. The paper's criteria come from a person who knows the domain; here they are two, with half the weight
//! each: the value that the other is believed to give an option, and being the same option. The paper climbs to the aspiration in steps, each
//! the best of some random ones; here [`super::search`] finds it without dice. The paper's party concedes when talks are stuck; this one with time.
//! The usual model is [`super::model::HARD_HEADED`]. Cost of a turn: one search.

use super::acceptance::Own;
use super::boa::{Boa, Model, Offering};
use super::search::Search;
use super::time_dependent::{self, TimeDependent};
use super::{Arguments, Entry, Make, Parameter, model};
use crate::ranking::Among;
use crate::space::Outcome;
use crate::talk::Turn;

const PARAMETERS: &[Parameter] = &[time_dependent::EXPONENT, time_dependent::MAX];

/// By similarity.
pub(super) const TRADE_OFF: Entry<Make> = Entry {
    name: "trade-off",
    about: "Of what its aspiration allows, offers what is most similar to the other's last offer.",
    parameters: PARAMETERS,
    make: Make::Parts(|arguments| make(arguments, Aim::Similar)),
};
/// By belief.
pub(super) const PARETO_FOLLOWING: Entry<Make> = Entry {
    name: "pareto-following",
    about: "Of what its aspiration allows, offers what it believes to be best for the others.",
    parameters: PARAMETERS,
    make: Make::Parts(|arguments| make(arguments, Aim::Liked)),
};

fn make(arguments: &Arguments, aim: Aim) -> Boa {
    let aspiration = TimeDependent::with(arguments.number("exponent"), arguments.number("max"));
    let offering = TradeOff { aspiration, aim, search: Search::default(), last: None };
    Boa::new(Box::new(offering), Box::new(Own), model::usual_frequency())
}

/// What is looked for.
#[derive(Clone, Copy)]
enum Aim {
    /// What is like the other's last offer.
    Similar,
    /// What the others are believed to like.
    Liked,
}

struct TradeOff {
    aspiration: TimeDependent,
    aim: Aim,
    search: Search,
    /// The last offer that was heard, and whose it was.
    last: Option<(usize, Outcome)>,
}

impl Offering for TradeOff {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, model: &dyn Model) -> Option<Outcome> {
        let Some((from, offer)) = self.last else { return turn.at(0, Among::Rational) };
        let is_known = match self.aim {
            Aim::Liked => self.search.wish_by_belief(turn, model),
            Aim::Similar => {
                self.search.wish_similar(turn, model, from, offer);
                true
            }
        };
        let wanted = self.aspiration.aspiration(turn);
        if is_known { self.search.best(turn, wanted) } else { self.aspiration.propose(turn, model) }
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        self.aspiration.aspiration(turn)
    }

    fn hear(&mut self, _: &mut Turn<'_, '_>, from: usize, offer: Outcome) {
        self.last = Some((from, offer));
    }
}
