//! A talk: parties at a table, each with its order of outcomes, its strategy and its dice.
//!
//! [`Stage`] is what can be prepared once for many talks: the space, the profiles and the orders of outcomes.
//! [`Stage::play`] plays one talk on it.

use crate::dice::Dice;
use crate::limits::{Clock, Limits, Time};
use crate::observer::Observer;
use crate::profile::{Profile, ProfileError};
use crate::protocol::{End, Ended, Protocol};
use crate::ranking::lazy::MOST_ISSUES;
use crate::ranking::{Among, Order, Ranking};
use crate::space::{Book, MOST_NUMBERED, Outcome, Space, SpaceError};
use crate::strategy::{Answer, Response, Spec, Strategy};
use detente_model::scenario::{self, Decay, Scenario};
use std::fmt;

/// A party with its profile and its order of outcomes.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its name.
    pub name: String,
    /// What outcomes are worth to it.
    pub profile: Profile,
    order: Order,
}

/// What many talks share: what is talked about and by whom.
#[derive(Clone, Debug)]
pub struct Stage {
    space: Space,
    sides: Vec<Side>,
}

/// Why no talk can be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StageError {
    /// Fewer than two parties, or 65,535 and more.
    Parties(usize),
    /// There is no such space of outcomes.
    Space(SpaceError),
    /// The profile of this party cannot be used.
    Profile(String, ProfileError),
    /// There are too many outcomes to list, and this party's profile is not a sum over at most [`MOST_ISSUES`] issues.
    TooWide(String),
    /// Not one strategy a party.
    Strategies {
        /// How many there are.
        strategies: usize,
        /// For how many parties.
        parties: usize,
    },
}

impl fmt::Display for StageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StageError::Parties(n) => write!(f, "{n} parties with preferences; talks need two at least"),
            StageError::Space(error) => error.fmt(f),
            StageError::Profile(party, error) => write!(f, "{party}: {error}"),
            StageError::TooWide(party) => write!(
                f,
                "{party}: more than {MOST_NUMBERED} outcomes, too many to list, and its utility links issues or has more than \
                 {MOST_ISSUES}. No strategy works on that: only plain sums over issues are ranked without a list"
            ),
            StageError::Strategies { strategies, parties } => {
                write!(f, "{strategies} strategies for {parties} parties; give one for each")
            }
        }
    }
}

impl std::error::Error for StageError {}

impl Stage {
    /// The stage of a scenario: all parties with utilities, in its order.
    pub fn of(scenario: &Scenario) -> Result<Stage, StageError> {
        let options = scenario.issues.iter().map(|issue| issue.options.len() as u32).collect();
        let space = Space::new(options, &scenario.rules).map_err(StageError::Space)?;
        let named = |utility: &scenario::Utility| {
            let profile =
                Profile::of(utility).map_err(|error| StageError::Profile(utility.party.clone(), error))?;
            Ok((utility.party.clone(), profile))
        };
        let profiles: Result<Vec<_>, StageError> = scenario.utilities.iter().map(named).collect();
        Stage::new(space, profiles?)
    }

    /// The stage of named profiles on a space. Cost: makes each party's order of outcomes.
    pub fn new(space: Space, profiles: Vec<(String, Profile)>) -> Result<Stage, StageError> {
        Stage::with_order(space, profiles, Order::of)
    }

    /// The same with an order of the caller's choice: [`Order::dense`] or [`Order::lazy`].
    pub fn with_order(
        space: Space,
        profiles: Vec<(String, Profile)>,
        order: impl Fn(&Profile, &Space) -> Option<Order>,
    ) -> Result<Stage, StageError> {
        if !(2..usize::from(Dice::TABLE)).contains(&profiles.len()) {
            return Err(StageError::Parties(profiles.len()));
        }
        let side = |(name, profile): (String, Profile)| {
            if !profile.fits(space.options()) {
                return Err(StageError::Profile(name, ProfileError::Shape));
            }
            match order(&profile, &space) {
                Some(order) => Ok(Side { name, profile, order }),
                None => Err(StageError::TooWide(name)),
            }
        };
        let sides: Result<Vec<Side>, StageError> = profiles.into_iter().map(side).collect();
        let sides = sides?;
        Ok(Stage { space, sides })
    }

    /// What is talked about.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// The parties, in the order of their turns.
    pub fn sides(&self) -> &[Side] {
        &self.sides
    }

    /// Plays one talk: its result, and the book in which its outcomes are to be looked up. `strategies` has one for each
    /// party. The random numbers are those of `run` in `seed`.
    pub fn play(
        &self,
        protocol: &dyn Protocol,
        limits: &Limits,
        strategies: &[Spec],
        (seed, run): (u64, u64),
        observer: &mut dyn Observer,
    ) -> Result<(Report, Book<'_>), StageError> {
        let made = strategies.iter().map(Spec::make).collect();
        self.play_with(protocol, limits, made, (seed, run), observer)
    }

    /// The same with strategies of the caller's own making.
    pub fn play_with(
        &self,
        protocol: &dyn Protocol,
        limits: &Limits,
        strategies: Vec<Box<dyn Strategy>>,
        (seed, run): (u64, u64),
        observer: &mut dyn Observer,
    ) -> Result<(Report, Book<'_>), StageError> {
        let (parties, given) = (self.sides.len(), strategies.len());
        if given != parties {
            return Err(StageError::Strategies { strategies: given, parties });
        }
        let sides = self.sides.iter().zip(strategies).enumerate();
        let seats =
            sides.map(|(party, (side, strategy))| side.seat(strategy, Dice::new(seed, run, party as u16)));
        let mut table = Table {
            book: Book::new(&self.space),
            seats: seats.collect(),
            clock: Clock::new(limits, Dice::new(seed, run, Dice::TABLE)),
            observer,
        };
        let end = protocol.play(&mut table);
        Ok((self.report(&table, end), table.book))
    }

    fn report(&self, table: &Table<'_, '_>, end: End) -> Report {
        let sides = self.sides.iter().enumerate();
        let utility = |(party, side): (usize, &Side)| match end.agreement {
            Some(outcome) => table.seats[party].ranking.utility(outcome, &table.book),
            None => side.profile.reservation(),
        };
        let utilities: Vec<f64> = sides.clone().map(utility).collect();
        let discounted = sides.zip(&utilities).map(|((party, side), &utility)| {
            side.discounted(utility, end.agreement.is_some(), &table.clock, party)
        });
        Report {
            agreement: end.agreement,
            ended: end.ended,
            steps: table.clock.step(),
            discounted: discounted.collect(),
            utilities,
        }
    }
}

impl Side {
    fn seat(&self, strategy: Box<dyn Strategy>, dice: Dice) -> Seat<'_> {
        Seat { ranking: self.order.ranking(), strategy, dice, profile: &self.profile }
    }

    /// The least and the greatest utility of any outcome.
    pub fn range(&self) -> (f64, f64) {
        self.order.ranking().range()
    }

    /// What is left of a utility when the talk ends: now, or with the reservation value at the end.
    fn discounted(&self, utility: f64, is_agreement: bool, clock: &Clock<'_>, party: usize) -> f64 {
        let Some(discount) = self.profile.discount() else { return utility };
        if !(is_agreement || discount.reservation_too) {
            return utility;
        }
        let time = match discount.clock {
            scenario::Clock::Relative => clock.time(party).relative,
            // The step that agreed is completed: it was the one before.
            scenario::Clock::Round => f64::from(clock.step().saturating_sub(1)),
            scenario::Clock::Second => clock.elapsed(),
        };
        match discount.decay {
            Decay::Exponential { factor } => utility * libm::pow(factor.as_f64(), time),
            Decay::Linear { cost, power } => utility - cost.as_f64() * libm::pow(time, power.as_f64()),
        }
    }
}

/// How a talk went.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What was agreed.
    pub agreement: Option<Outcome>,
    /// How it ended.
    pub ended: Ended,
    /// How many steps were completed, the one that agreed among them.
    pub steps: u32,
    /// What each party has at the end: the agreement's utility, or its reservation value (−∞ where it has none).
    pub utilities: Vec<f64>,
    /// The same after the party's discount.
    pub discounted: Vec<f64>,
}

struct Seat<'s> {
    ranking: Box<dyn Ranking>,
    strategy: Box<dyn Strategy>,
    dice: Dice,
    profile: &'s Profile,
}

/// The table of a talk, as a protocol sees it.
pub struct Table<'t, 's> {
    book: Book<'s>,
    seats: Vec<Seat<'s>>,
    pub(crate) clock: Clock<'t>,
    observer: &'t mut dyn Observer,
}

impl<'s> Table<'_, 's> {
    /// How many parties there were at the beginning.
    pub fn parties(&self) -> usize {
        self.seats.len()
    }

    /// What is talked about.
    pub fn space(&self) -> &'s Space {
        self.book.space()
    }

    /// Runs `act` with the seat's strategy and what it sees.
    fn ask<T>(&mut self, party: usize, act: impl FnOnce(&mut dyn Strategy, &mut Turn<'_, 's>) -> T) -> T {
        let time = self.clock.time(party);
        let parties = self.seats.len();
        let seat = &mut self.seats[party];
        let mut turn = Turn {
            time,
            me: party,
            parties,
            book: &mut self.book,
            ranking: seat.ranking.as_mut(),
            dice: &mut seat.dice,
            profile: seat.profile,
        };
        act(seat.strategy.as_mut(), &mut turn)
    }

    /// What `party` says to an offer of `from`.
    pub(crate) fn respond(&mut self, party: usize, from: usize, offer: Outcome) -> Response {
        let answer: Answer = self.ask(party, |strategy, turn| strategy.respond(turn, offer));
        self.observer.answered(self.clock.step(), party, from, offer, answer);
        if answer.response == Response::Accept {
            self.tell_others(party, |strategy, turn| strategy.hear_accepted(turn, party, offer));
        }
        answer.response
    }

    /// What `party` offers; an error if that is no outcome.
    pub(crate) fn propose(&mut self, party: usize) -> Result<Option<Outcome>, Ended> {
        let offer = self.ask(party, |strategy, turn| strategy.propose(turn));
        match offer {
            Some(outcome) if !self.book.holds(outcome) => Err(Ended::Impossible { by: party }),
            Some(outcome) => {
                self.observer.offered(self.clock.step(), party, outcome);
                Ok(offer)
            }
            None => Ok(None),
        }
    }

    /// Tells all others of an offer.
    pub(crate) fn tell(&mut self, from: usize, offer: Outcome) {
        self.tell_others(from, |strategy, turn| strategy.hear(turn, from, offer));
    }

    fn tell_others(&mut self, from: usize, tell: impl Fn(&mut dyn Strategy, &mut Turn<'_, 's>)) {
        for party in (0..self.seats.len()).filter(|&party| party != from) {
            self.ask(party, &tell);
        }
    }
}

/// What a party sees in its turn, and what it may ask.
pub struct Turn<'t, 's> {
    /// The time.
    pub time: Time,
    /// Which party it is.
    pub me: usize,
    /// How many parties the talk began with.
    pub parties: usize,
    /// The outcomes.
    pub book: &'t mut Book<'s>,
    ranking: &'t mut dyn Ranking,
    dice: &'t mut Dice,
    profile: &'s Profile,
}

impl<'s> Turn<'_, 's> {
    /// What an outcome is worth to me.
    pub fn utility(&self, outcome: Outcome) -> f64 {
        self.ranking.utility(outcome, self.book)
    }

    /// Of what my utilities are made.
    pub fn profile(&self) -> &'s Profile {
        self.profile
    }

    /// What I have without an agreement; −∞ where there is no such value.
    pub fn reservation(&self) -> f64 {
        self.profile.reservation()
    }

    /// The least and the greatest utility.
    pub fn range(&self) -> (f64, f64) {
        self.ranking.range()
    }

    /// The larger of the least utility and the reservation value, and the greatest utility.
    pub fn rational_range(&self) -> (f64, f64) {
        let (low, high) = self.ranking.range();
        (low.max(self.reservation()), high)
    }

    /// How many outcomes there are; `None` where they were not counted.
    pub fn count(&self, among: Among) -> Option<u64> {
        self.ranking.count(among)
    }

    /// The `rank`-th best outcome, 0 the best.
    pub fn at(&mut self, rank: u64, among: Among) -> Option<Outcome> {
        self.ranking.at(rank, among, self.book)
    }

    /// The cheapest outcome worth at least `low`; see [`Ranking::worst_in`].
    pub fn worst_in(&mut self, low: f64, high: f64, among: Among) -> Option<Outcome> {
        self.ranking.worst_in(low, high, among, self.book)
    }

    /// One of the outcomes worth `low` to `high`, each as likely.
    pub fn any_in(&mut self, low: f64, high: f64, among: Among) -> Option<Outcome> {
        let dice = self.dice.at(self.time.step);
        self.ranking.any_in(low, high, among, dice, self.book)
    }

    /// Any outcome, each as likely.
    pub fn any_outcome(&mut self) -> Option<Outcome> {
        let dice = self.dice.at(self.time.step);
        if self.book.space().has_rules() {
            let count = self.ranking.count(Among::All)?;
            return self.ranking.at(dice.below(count), Among::All, self.book);
        }
        self.book.any(dice)
    }

    /// My random numbers of this step.
    pub fn dice(&mut self) -> &mut Dice {
        self.dice.at(self.time.step)
    }
}
