//! What the keeper alone does: hand out seats, and take them back.

use super::event::{Deed, Line, Made};
use super::presence::Presences;
use super::secret::{Key, Secret};
use super::{Access, LINK_LASTS, State, Unwritten};
use crate::door::Keeper;
use crate::guard::{Guard, stands};
use detente_model::Id;
use detente_record::Seat;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// The most days that a link or a token may last.
pub const MOST_DAYS: i64 = 366;

/// The longest name of a link or a token, in characters.
pub const LONGEST_NAME: usize = 80;

/// How long a token of the server's start opens.
pub const TOKEN_AT_START_LASTS: SignedDuration = SignedDuration::from_hours(12);

/// A link or a token that is wanted.
#[derive(Clone, Debug)]
pub struct Named {
    /// For whom, in the keeper's words: “North's adviser”.
    pub name: String,
    /// For which seat.
    pub seat: Seat,
    /// For how long; [`LINK_LASTS`] where nobody chose.
    pub lasts: SignedDuration,
}

/// What can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A link that nobody opened.
    Link(Key),
    /// A session.
    Session(Key),
    /// A token.
    Token(Key),
}

/// Why the keeper's act was not done.
#[derive(Debug)]
pub enum NotMade {
    /// The keeper is not in any more.
    Gone,
    /// The seat is not the keeper's to give, or nobody knows the party.
    NotYours,
    /// The name is empty, too long, or holds control characters.
    BadName,
    /// It would last no time, or more than [`MOST_DAYS`] days.
    BadTime,
    /// There is no such link, session or token, or none that stands.
    NoSuch,
    /// It could not be written. A revocation took effect all the same.
    NotWritten(Unwritten),
}

impl From<Unwritten> for NotMade {
    fn from(error: Unwritten) -> NotMade {
        NotMade::NotWritten(error)
    }
}

/// What is handed out at present, each list in the order of making.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HandedOut {
    /// Links that can be opened.
    pub links: Vec<Holder>,
    /// Sessions that are not over.
    pub sessions: Vec<Holder>,
    /// Tokens that open.
    pub tokens: Vec<Holder>,
}

/// Who holds a link, a session or a token.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Which.
    pub key: Key,
    /// For whom, in the keeper's words; empty for the keeper's own.
    pub name: String,
    /// Where it sits.
    pub seat: Seat,
    /// Is it the keeper's own?
    pub is_keepers: bool,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// The day (UTC) of its last use since the server started. Not the hour: when somebody was last
    /// here is his own affair.
    pub last_used: Option<Date>,
}

/// May a keeper on the seat `keeper` give `seat` away at all? The team gives every seat; a party that
/// keeps its own file gives its own, the projector's and the public's.
pub(super) fn may_give(keeper: &Seat, seat: &Seat) -> bool {
    match (keeper, seat) {
        (Seat::Team, _) | (_, Seat::Public) => true,
        (Seat::Party(_), Seat::Projector) => true,
        (keeper, seat) => keeper == seat,
    }
}

/// May it give `seat` away in a process in which everybody knows `parties`?
fn gives(keeper: &Seat, seat: &Seat, parties: &[Id]) -> bool {
    let at_table = match seat {
        Seat::Party(party) => keeper == seat || parties.contains(party),
        Seat::Public | Seat::Projector | Seat::Team => true,
    };
    may_give(keeper, seat) && at_table
}

impl Access {
    /// The link of the keeper's own session, made when the server starts and shown on its terminal. Those
    /// before it that nobody opened are taken back. A keeper who lost his session starts the server again.
    ///
    /// # Errors
    /// If the log cannot be written.
    pub fn keepers_link(&self) -> Result<Secret, Unwritten> {
        self.act(|state, now| {
            let number = state.kept.made_by(None);
            let secret = Secret::new(self.chance.secret(&format!("keeper's link {number}")));
            let expires = now.saturating_add(LINK_LASTS).unwrap_or(Timestamp::MAX);
            let unopened =
                state.kept.links.iter().filter(|(_, link)| link.is_keepers() && !link.used && !link.revoked);
            let mut lines: Vec<Line> = unopened
                .map(|(key, link)| Line {
                    at: now,
                    seat: link.seat.clone(),
                    key: *key,
                    deed: Deed::LinkRevoked,
                })
                .collect();
            let made = Made { name: String::new(), secret: secret.digest(), expires, by: None };
            let deed = Deed::LinkMade(made);
            lines.push(Line { at: now, seat: self.seat.clone(), key: secret.key(), deed });
            Ok((lines, secret))
        })
    }

    /// Tokens for programs that whoever starts the server starts as well, one for each of `seats`. Those of the
    /// start before are taken back. `parties` are the parties of the process that everybody may know.
    ///
    /// # Errors
    /// If a seat is not the keeper's to give, or the log cannot be written.
    pub fn tokens_at_start(&self, seats: &[Seat], parties: &[Id]) -> Result<Vec<Secret>, NotMade> {
        if !stands(Guard::SeatGiven, seats.iter().all(|seat| gives(&self.seat, seat, parties))) {
            return Err(NotMade::NotYours);
        }
        self.act(|state, now| {
            let before =
                state.kept.tokens.iter().filter(|(_, token)| token.made.by.is_none() && !token.revoked);
            let taken_back = before.map(|(key, token)| Line {
                at: now,
                seat: token.seat.clone(),
                key: *key,
                deed: Deed::TokenRevoked,
            });
            let mut lines: Vec<Line> = taken_back.collect();
            let first = state.kept.made_by(None);
            let expires = now.saturating_add(TOKEN_AT_START_LASTS).unwrap_or(Timestamp::MAX);
            let mut secrets = Vec::new();
            for (number, seat) in seats.iter().enumerate() {
                let secret = Secret::new(self.chance.secret(&format!("token at start {}", first + number)));
                let name = format!("serve --token {seat}");
                let made = Made { name, secret: secret.digest(), expires, by: None };
                lines.push(Line {
                    at: now,
                    seat: seat.clone(),
                    key: secret.key(),
                    deed: Deed::TokenMade(made),
                });
                secrets.push(secret);
            }
            Ok((lines, secrets))
        })
    }

    /// Makes a one-time link. Its secret is told this once. `parties` are the parties of the process
    /// that everybody may know.
    ///
    /// # Errors
    /// If it may not be made, or cannot be written.
    pub fn make_link(&self, keeper: &Keeper<'_>, named: Named, parties: &[Id]) -> Result<Secret, NotMade> {
        self.make(keeper, named, parties, Deed::LinkMade)
    }

    /// Makes a token, for a program.
    ///
    /// # Errors
    /// As [`Access::make_link`].
    pub fn make_token(&self, keeper: &Keeper<'_>, named: Named, parties: &[Id]) -> Result<Secret, NotMade> {
        self.make(keeper, named, parties, Deed::TokenMade)
    }

    fn make(
        &self,
        keeper: &Keeper<'_>,
        named: Named,
        parties: &[Id],
        deed: fn(Made) -> Deed,
    ) -> Result<Secret, NotMade> {
        let Named { name, seat, lasts } = named;
        let name = name.trim().to_owned();
        let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        if !fits {
            return Err(NotMade::BadName);
        }
        if !lasts.is_positive() || lasts > SignedDuration::from_hours(24 * MOST_DAYS) {
            return Err(NotMade::BadTime);
        }
        if !stands(Guard::SeatGiven, gives(&self.seat, &seat, parties)) {
            return Err(NotMade::NotYours);
        }
        self.as_keeper(keeper, |state, now| {
            let by = Some(keeper.key());
            let expires = now.checked_add(lasts).map_err(|_| NotMade::BadTime)?;
            let purpose = format!("link or token {} of {}", state.kept.made_by(by), keeper.key());
            let secret = Secret::new(self.chance.secret(&purpose));
            let made = Made { name, secret: secret.digest(), expires, by };
            let line = Line { at: now, seat, key: secret.key(), deed: deed(made) };
            Ok((vec![line], secret))
        })
    }

    /// Takes back a link, a session or a token. From the next request on it opens nothing.
    ///
    /// # Errors
    /// If there is none that stands. If it cannot be written; then it is taken back all the same.
    pub fn revoke(&self, keeper: &Keeper<'_>, what: What) -> Result<(), NotMade> {
        self.as_keeper(keeper, |state, now| {
            let kept = &state.kept;
            let (key, seat, deed) = match what {
                What::Link(key) => {
                    let link = kept.links.get(&key).filter(|link| !link.used && !link.revoked);
                    (key, link.map(|link| &link.seat), Deed::LinkRevoked)
                }
                What::Session(key) => {
                    let session = kept.sessions.get(&key).filter(|session| session.over.is_none());
                    (key, session.map(|session| &session.seat), Deed::SessionRevoked)
                }
                What::Token(key) => {
                    let token = kept.tokens.get(&key).filter(|token| !token.revoked);
                    (key, token.map(|token| &token.seat), Deed::TokenRevoked)
                }
            };
            let seat = seat.cloned().ok_or(NotMade::NoSuch)?;
            Ok((vec![Line { at: now, seat, key, deed }], ()))
        })
    }

    /// The seats that the keeper may give in a process in which everybody knows `parties`.
    pub fn seats(&self, parties: &[Id]) -> Vec<Seat> {
        let all = parties.iter().cloned().map(Seat::Party);
        let all = all.chain([Seat::Projector, Seat::Team, Seat::Public]);
        all.filter(|seat| gives(&self.seat, seat, parties)).collect()
    }

    /// What is handed out, for the keeper to take back.
    ///
    /// # Errors
    /// If the keeper is not in any more.
    pub fn handed_out(&self, keeper: &Keeper<'_>) -> Result<HandedOut, NotMade> {
        self.look_again(keeper.seated());
        let now = self.clock.now();
        let mut state = self.state();
        state.keeper_is_in(keeper, now)?;
        Ok(state.handed_out(now, self.rules.length))
    }

    fn as_keeper<T>(
        &self,
        keeper: &Keeper<'_>,
        decide: impl FnOnce(&mut State, Timestamp) -> Result<(Vec<Line>, T), NotMade>,
    ) -> Result<T, NotMade> {
        self.look_again(keeper.seated());
        self.act(|state, now| {
            state.keeper_is_in(keeper, now)?;
            decide(state, now)
        })
    }
}

impl State {
    fn keeper_is_in(&mut self, keeper: &Keeper<'_>, now: Timestamp) -> Result<(), NotMade> {
        match stands(Guard::KeeperStays, self.is_in(keeper.key(), now)) {
            true => Ok(()),
            false => Err(NotMade::Gone),
        }
    }

    fn handed_out(&self, now: Timestamp, length: SignedDuration) -> HandedOut {
        let State { kept, presences, .. } = self;
        let made = |key: Key, seat: &Seat, made: &Made, at: Timestamp| Holder {
            key,
            name: made.name.clone(),
            seat: seat.clone(),
            is_keepers: made.by.is_none(),
            made: at,
            expires: made.expires,
            last_used: last_used(presences, key),
        };
        let links = kept
            .links
            .iter()
            .filter(|(_, link)| !link.used && !link.revoked)
            .map(|(key, link)| made(*key, &link.seat, &link.made, link.at));
        let tokens = kept
            .tokens
            .iter()
            .filter(|(_, token)| !token.revoked)
            .map(|(key, token)| made(*key, &token.seat, &token.made, token.at));
        let sessions = kept.sessions.iter().filter(|(_, session)| session.over.is_none());
        let sessions = sessions.map(|(key, session)| Holder {
            key: *key,
            name: session.name.clone(),
            seat: session.seat.clone(),
            is_keepers: session.is_keepers,
            made: session.opened,
            expires: session.opened.saturating_add(length).unwrap_or(Timestamp::MAX),
            last_used: last_used(presences, *key),
        });
        HandedOut {
            links: standing(links, now),
            sessions: standing(sessions, now),
            tokens: standing(tokens, now),
        }
    }
}

/// Those whose time is not up, in the order of making.
fn standing(all: impl Iterator<Item = Holder>, now: Timestamp) -> Vec<Holder> {
    let mut all: Vec<Holder> = all.filter(|holder| now < holder.expires).collect();
    all.sort_by_key(|holder| (holder.made, holder.key));
    all
}

fn last_used(presences: &Presences, key: Key) -> Option<Date> {
    presences.get(key).and_then(|presence| presence.day)
}
