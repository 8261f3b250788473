//! What the access log says, put together: the links, the sessions, the tokens.
//!
//! Everything here follows from the lines of the log and from nothing else, so that a server which
//! starts again knows what the one before it knew.

use super::event::{Deed, End, Line, Made};
use super::presence::Reading;
use super::secret::{Digest, Key};
use crate::guard::{Guard, stands};
use detente_model::Language;
use detente_record::Seat;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Wrong PINs in a row that end a session.
pub const MOST_WRONG_PINS: u32 = 5;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Kept {
    pub(crate) links: BTreeMap<Key, Link>,
    pub(crate) sessions: BTreeMap<Key, Session>,
    pub(crate) tokens: BTreeMap<Key, Token>,
    pub(crate) lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) seat: Seat,
    pub(crate) made: Made,
    pub(crate) at: Timestamp,
    pub(crate) used: bool,
    pub(crate) revoked: bool,
}

impl Link {
    /// The link that the server makes at its start is the keeper's.
    pub(crate) fn is_keepers(&self) -> bool {
        self.made.by.is_none()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Session {
    pub(crate) seat: Seat,
    pub(crate) name: String,
    pub(crate) is_keepers: bool,
    pub(crate) secret: Digest,
    pub(crate) pin: Digest,
    pub(crate) language: Language,
    pub(crate) opened: Timestamp,
    pub(crate) wrong: u32,
    pub(crate) over: Option<Over>,
    /// The clock as this session's events tell it.
    pub(crate) reading: Reading,
}

/// How a session came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Ended(End),
    Revoked,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) seat: Seat,
    pub(crate) made: Made,
    pub(crate) at: Timestamp,
    pub(crate) revoked: bool,
}

impl Kept {
    /// Puts the lines of a log together.
    ///
    /// # Errors
    /// The number of a line, counted from nought, that does not follow from those before it.
    pub(crate) fn replay(lines: Vec<Line>) -> Result<Kept, usize> {
        let mut kept = Kept::default();
        for (number, line) in lines.into_iter().enumerate() {
            kept.apply(line).ok_or(number)?;
        }
        Ok(kept)
    }

    /// Adds a line; `None` if it speaks of something that is not there.
    pub(crate) fn apply(&mut self, line: Line) -> Option<()> {
        let Line { at, seat, key, deed } = &line;
        let (at, key) = (*at, *key);
        if let Some(session) = self.sessions.get_mut(&key) {
            session.reading.tick(at);
        }
        match deed {
            Deed::LinkMade(made) => {
                let link = Link { seat: seat.clone(), made: made.clone(), at, used: false, revoked: false };
                self.links.insert(key, link);
            }
            Deed::LinkRevoked => self.links.get_mut(&key)?.revoked = true,
            Deed::SessionOpened { link, secret, pin, language } => {
                let link = self.links.get_mut(link)?;
                link.used = true;
                let session = Session {
                    seat: link.seat.clone(),
                    name: link.made.name.clone(),
                    is_keepers: link.is_keepers(),
                    secret: *secret,
                    pin: *pin,
                    language: language.clone(),
                    opened: at,
                    wrong: 0,
                    over: None,
                    reading: Reading::from(at),
                };
                self.sessions.insert(key, session);
            }
            Deed::LanguageChosen { language } => {
                self.sessions.get_mut(&key)?.language.clone_from(language);
            }
            Deed::SessionLocked { .. } => {
                // After a start every session is locked.
                self.sessions.get(&key)?;
            }
            Deed::SessionUnlocked => self.sessions.get_mut(&key)?.wrong = 0,
            Deed::PinFailed => self.sessions.get_mut(&key)?.fail(),
            Deed::SessionEnded { why } => self.sessions.get_mut(&key)?.end(Over::Ended(*why)),
            Deed::SessionRevoked => self.sessions.get_mut(&key)?.end(Over::Revoked),
            Deed::TokenMade(made) => {
                let token = Token { seat: seat.clone(), made: made.clone(), at, revoked: false };
                self.tokens.insert(key, token);
            }
            Deed::TokenRevoked => self.tokens.get_mut(&key)?.revoked = true,
            Deed::Exported { .. } | Deed::Released { .. } => {
                self.name_of(key)?;
            }
        }
        self.lines.push(line);
        Some(())
    }

    /// The name of a link, a session or a token.
    pub(crate) fn name_of(&self, key: Key) -> Option<&str> {
        let session = self.sessions.get(&key).map(|session| &session.name);
        let link = || self.links.get(&key).map(|link| &link.made.name);
        let token = || self.tokens.get(&key).map(|token| &token.made.name);
        session.or_else(link).or_else(token).map(String::as_str)
    }

    /// How many links and tokens the keeper's session `by` made, or the server for `None`.
    pub(crate) fn made_by(&self, by: Option<Key>) -> usize {
        let links = self.links.values().filter(|link| link.made.by == by).count();
        links + self.tokens.values().filter(|token| token.made.by == by).count()
    }
}

impl Session {
    fn fail(&mut self) {
        self.wrong = self.wrong.saturating_add(1);
        if !stands(Guard::PinTries, self.wrong < MOST_WRONG_PINS) {
            self.end(Over::Ended(End::WrongPins));
        }
    }

    /// The first end counts, but for a revocation, which is the keeper's word.
    pub(crate) fn end(&mut self, over: Over) {
        if self.over.is_none() || over == Over::Revoked {
            self.over = Some(over);
        }
    }
}
