//! Naive tit-for-tat: concedes as much as the other seems to have.
//!
//! P. Faratin, C. Sierra, N. Jennings (1998), in the form of NegMAS (`gb/negotiators/titfortat.py`): the other has conceded
//! what its last offer is worth to me, as a share of the way from the larger of my least utility and my reservation value to my
//! greatest. In steps 1 and 2, before there is anything to repay, I concede one step down my list. NegMAS walks
//! that list with a cursor that lives as long as the preferences and so carries over into the next talk; here each talk begins at the
//! top, as a recorded first talk does.

use super::boa::{Model, Offering};
use super::{Entry, Kind, Make, Parameter, Scale, Verdict};
use crate::ranking::Among;
use crate::space::Outcome;
use crate::talk::Turn;

/// The strategy.
pub(super) const NAIVE: Entry<Make> = Entry {
    name: "tit-for-tat",
    about: "Concedes as much as the other's last offer gives it (NegMAS's NaiveTitForTat).",
    parameters: &[Parameter {
        name: "kindness",
        kind: Kind::Number { from: -1.0, to: 1.0 },
        default: "0",
        about: "what it concedes on top",
    }],
    make: Make::Offering(|arguments| {
        Box::new(TitForTat { kindness: arguments.number("kindness"), last: None, walked: 0 })
    }),
};

struct TitForTat {
    kindness: f64,
    /// The last offer that was heard.
    last: Option<Outcome>,
    /// How far down the list of all outcomes the first concessions went.
    walked: u64,
}

impl TitForTat {
    /// What I concede now, from 0 to 1. In the first steps each call goes on down the list, as in NegMAS.
    fn concession(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let conceded = match turn.time.step {
            0 => 0.0,
            1 | 2 => self.step_down(turn),
            _ => self.last.map_or(0.0, |offer| gain(turn, offer)).max(0.0) + self.kindness,
        };
        if (-1e-6..=1.000_000_1).contains(&conceded) { conceded } else { 0.0 }
    }

    /// The difference between the next two outcomes down the list, as a share of the whole.
    fn step_down(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let (low, high) = turn.range();
        let (above, below) = (self.next_worse(turn), self.next_worse(turn));
        (above - below + 1e-12) / (high - low)
    }

    fn next_worse(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        match turn.at(self.walked, Among::All) {
            Some(outcome) => {
                self.walked += 1;
                turn.utility(outcome)
            }
            None => turn.reservation(),
        }
    }
}

/// What an outcome is worth as a share of the way from the larger of the least utility and the reservation value to the greatest.
fn gain(turn: &Turn<'_, '_>, outcome: Outcome) -> f64 {
    let (low, high) = turn.rational_range();
    (turn.utility(outcome) - low) * (1.0 / (high - low))
}

impl Offering for TitForTat {
    fn propose(&mut self, turn: &mut Turn<'_, '_>, _: &dyn Model) -> Option<Outcome> {
        let wanted = self.aspiration(turn);
        let (_, high) = turn.range();
        turn.worst_in(wanted, high, Among::All)
    }

    fn aspiration(&mut self, turn: &mut Turn<'_, '_>) -> f64 {
        let (low, high) = turn.range();
        (1.0 - self.concession(turn)) * (high - low) + low
    }

    fn judge(&mut self, turn: &mut Turn<'_, '_>, offer: Outcome) -> Verdict {
        Verdict { worth: gain(turn, offer), wanted: 1.0 - self.concession(turn), scale: Scale::Gain }
    }

    fn hear(&mut self, _: &mut Turn<'_, '_>, _: usize, offer: Outcome) {
        self.last = Some(offer);
    }
}
