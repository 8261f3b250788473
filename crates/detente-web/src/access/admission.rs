//! Whether a cookie or a token opens a seat, and whether a link still stands.

use super::keeper::may_give;
use super::kept::{Link, MOST_WRONG_PINS, Token};
use super::presence::{Presences, Reading};
use super::secret::{Csrf, Key, Secret};
use super::sessions::Standing;
use super::{Access, State};
use crate::guard::{Guard, stands};
use detente_model::Language;
use detente_record::Seat;
use jiff::Timestamp;

/// What a locked session may be shown: nothing of the record.
#[derive(Clone, Debug)]
pub struct AtLock {
    key: Key,
    csrf: Csrf,
    /// The language of its pages.
    pub language: Language,
    /// PINs that may still be tried.
    pub tries: u32,
}

impl AtLock {
    /// The session's key, which is no secret.
    pub fn key(&self) -> Key {
        self.key
    }

    /// For the form that unlocks.
    pub fn csrf(&self) -> &Csrf {
        &self.csrf
    }

    /// Does a form bring the session's token?
    pub fn csrf_holds(&self, presented: &str) -> bool {
        stands(Guard::Csrf, self.csrf.is(presented))
    }
}

/// A seat that was asked for and may be taken. Only this module makes one.
pub(crate) struct Pass {
    pub(crate) seat: Seat,
    pub(crate) key: Key,
    pub(crate) via: Via,
    /// So that nobody else puts one together.
    _made_here: (),
}

#[derive(Clone, Debug)]
pub(crate) enum Via {
    Session { csrf: Csrf, language: Language, is_keepers: bool },
    Token,
}

pub(crate) enum Admission {
    Open(Pass),
    Locked(AtLock),
    Nobody,
}

impl Access {
    /// Whether a cookie opens a seat. `attended`: a person asks, so that the session is not idle.
    pub(crate) fn admit_session(&self, secret: &Secret, attended: bool) -> Admission {
        let key = secret.key();
        if !self.is_secret_of_session(secret) {
            return Admission::Nobody;
        }
        let standing = self.stand(key, attended);
        let state = self.state();
        let Some(session) = state.kept.sessions.get(&key) else { return Admission::Nobody };
        let (csrf, language) = (secret.csrf(), session.language.clone());
        if !stands(Guard::SeatAtDoor, may_give(&self.seat, &session.seat)) {
            return Admission::Nobody;
        }
        match standing {
            Standing::Out => Admission::Nobody,
            Standing::Locked => {
                let tries = MOST_WRONG_PINS.saturating_sub(session.wrong);
                Admission::Locked(AtLock { key, csrf, language, tries })
            }
            Standing::Open => {
                let via = Via::Session { csrf, language, is_keepers: session.is_keepers };
                Admission::Open(Pass { seat: session.seat.clone(), key, via, _made_here: () })
            }
        }
    }

    /// Whether a token opens a seat.
    pub(crate) fn admit_token(&self, secret: &Secret) -> Admission {
        let now = self.clock.now();
        let key = secret.key();
        let State { kept, presences, .. } = &mut *self.state();
        let Some(token) = kept.tokens.get(&key) else { return Admission::Nobody };
        let opens = stands(Guard::TokenSecret, token.made.secret == secret.digest())
            && token.stands(key, presences, now)
            && stands(Guard::SeatAtDoor, may_give(&self.seat, &token.seat));
        if !opens {
            return Admission::Nobody;
        }
        presences.of(key, Reading::from(token.at)).came(now);
        Admission::Open(Pass { seat: token.seat.clone(), key, via: Via::Token, _made_here: () })
    }

    pub(super) fn is_secret_of_session(&self, secret: &Secret) -> bool {
        let state = self.state();
        let Some(session) = state.kept.sessions.get(&secret.key()) else { return false };
        stands(Guard::SessionSecret, session.secret == secret.digest())
    }
}

/// Is the age of something that was made at `made` less than what it was given?
fn is_in_time(key: Key, made: Timestamp, expires: Timestamp, all: &mut Presences, now: Timestamp) -> bool {
    let presence = all.of(key, Reading::from(made));
    presence.reading.tick(now);
    presence.reading.age < expires.duration_since(made)
}

impl Link {
    pub(super) fn stands(&self, key: Key, presences: &mut Presences, now: Timestamp) -> bool {
        let in_time = is_in_time(key, self.at, self.made.expires, presences, now);
        stands(Guard::LinkUnused, !self.used)
            && stands(Guard::LinkRevoked, !self.revoked)
            && stands(Guard::LinkExpiry, in_time)
    }
}

impl Token {
    pub(super) fn stands(&self, key: Key, presences: &mut Presences, now: Timestamp) -> bool {
        let in_time = is_in_time(key, self.at, self.made.expires, presences, now);
        stands(Guard::TokenRevoked, !self.revoked) && stands(Guard::TokenExpiry, in_time)
    }
}
