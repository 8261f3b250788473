//! From a link to a session, and from one request to the next.

use super::admission::AtLock;
use super::event::{Deed, End, Line, Lock};
use super::keeper::may_give;
use super::kept::{Link, MOST_WRONG_PINS, Over};
use super::limit::{MOST_FAILURES, WINDOW};
use super::pin::{self, Pin};
use super::secret::{Digest, Key, Secret};
use super::{Access, Rules, State, Unwritten};
use crate::door::Seated;
use crate::guard::{Guard, stands};
use detente_model::{Language, Room};
use detente_record::Seat;
use jiff::{SignedDuration, Timestamp};
use std::sync::PoisonError;

/// A session that was just opened.
#[derive(Debug)]
pub struct Opened {
    /// For the cookie; it is told this once.
    pub secret: Secret,
    /// Where it sits.
    pub seat: Seat,
}

/// Why a link does not open. The words are the same whether there never was such a link, or it was
/// used, has expired, or was revoked.
#[derive(Debug)]
pub enum Refused {
    /// It opens nothing.
    NoSuchLink,
    /// It opens nothing, and was tried too often: wait so long.
    Later(SignedDuration),
    /// The link is right and the disk is full, or there is no memory: try again.
    NotWritten(String),
}

impl From<Unwritten> for Refused {
    fn from(error: Unwritten) -> Refused {
        Refused::NotWritten(error.to_string())
    }
}

/// What came of a PIN.
#[derive(Debug)]
pub enum Unlock {
    /// The session is open.
    Open,
    /// It was wrong; so many more tries.
    Wrong(u32),
    /// There is no such session, or it is over now.
    Nobody,
    /// The disk is full, or there is no memory, whether it was right or not: try again.
    NotWritten(String),
}

/// Why an act of somebody who is in was not done.
#[derive(Debug)]
pub enum Denied {
    /// He is not in any more.
    Gone,
    /// It could not be written. A lock or a sign-out took effect all the same.
    NotWritten(Unwritten),
}

impl From<Unwritten> for Denied {
    fn from(error: Unwritten) -> Denied {
        Denied::NotWritten(error)
    }
}

/// Where a session stands.
pub(super) enum Standing {
    Open,
    Locked,
    Out,
}

impl Access {
    /// Which seat a link that stands leads to, so that a person may be asked for a PIN. Looking does not
    /// open it.
    ///
    /// # Errors
    /// As [`Access::enter`].
    pub fn look(&self, link: &str) -> Result<Seat, Refused> {
        let now = self.clock.now();
        let mut state = self.state();
        state.find_link(link, &self.seat, now).map(|(_, link)| link.seat)
    }

    /// Opens a link: a session with this PIN, in this language.
    ///
    /// # Errors
    /// In the same words whatever is wrong with the link.
    pub fn enter(&self, link: &str, pin: &Pin, language: Language) -> Result<Opened, Refused> {
        self.look(link)?;
        let key = link_key(link);
        let secret = Secret::new(self.chance.secret(&format!("session of {key}")));
        // It takes a while on purpose, and nobody waits for it: the link is asked again below.
        let pin = self.hash(pin, &secret).map_err(|error| Refused::NotWritten(error.to_string()))?;
        self.act(|state, now| {
            let (key, found) = state.find_link(link, &self.seat, now)?;
            let deed = Deed::SessionOpened { link: key, secret: secret.digest(), pin, language };
            let line = Line { at: now, seat: found.seat.clone(), key: secret.key(), deed };
            Ok((vec![line], Opened { secret: secret.clone(), seat: found.seat }))
        })
    }

    /// Tries a PIN for the session of a cookie.
    pub fn unlock(&self, cookie: &str, pin: &Pin) -> Unlock {
        let Some(secret) = Secret::parse(cookie) else { return Unlock::Nobody };
        let key = secret.key();
        if !self.is_secret_of_session(&secret) {
            return Unlock::Nobody;
        }
        if matches!(self.stand(key, false), Standing::Out) {
            return Unlock::Nobody;
        }
        let kept = match self.state().begin_try(key) {
            Ok(kept) => kept,
            Err(answer) => return answer,
        };
        let tried = self.hash(pin, &secret);
        let answer = self.act(|state, now| Ok(state.end_try(key, now, tried, kept)));
        answer.unwrap_or_else(|Unwritten(error)| Unlock::NotWritten(error.to_string()))
    }

    /// Locks the session now. (A token has no lock.)
    ///
    /// # Errors
    /// If it is gone, or cannot be written; then it is locked all the same.
    pub fn lock(&self, seated: &Seated) -> Result<(), Denied> {
        self.own_act(seated, Deed::SessionLocked { why: Lock::Now })
    }

    /// Ends the session.
    ///
    /// # Errors
    /// If it is gone already, or cannot be written; then it is ended all the same.
    pub fn sign_out(&self, seated: &Seated) -> Result<(), Denied> {
        self.own_act(seated, Deed::SessionEnded { why: End::SignedOut })
    }

    /// Ends a session that is locked: whoever sits there now need not know its PIN.
    ///
    /// # Errors
    /// As [`Access::sign_out`].
    pub fn sign_out_locked(&self, at: &AtLock) -> Result<(), Denied> {
        self.act(|state, now| {
            let session = state.kept.sessions.get(&at.key()).filter(|session| session.over.is_none());
            let seat = session.map(|session| session.seat.clone()).ok_or(Denied::Gone)?;
            let deed = Deed::SessionEnded { why: End::SignedOut };
            Ok((vec![Line { at: now, seat, key: at.key(), deed }], ()))
        })
    }

    /// Speaks another language from now on.
    ///
    /// # Errors
    /// If the session is gone, or the log cannot be written.
    pub fn speak(&self, seated: &Seated, language: Language) -> Result<(), Denied> {
        self.own_act(seated, Deed::LanguageChosen { language })
    }

    /// Writes down that something is exported, before it is. The names are fixed words of the program: no
    /// word of the record can be written here.
    ///
    /// # Errors
    /// If whoever exports is gone, or the log cannot be written: then nothing may be exported.
    pub fn exported(&self, seated: &Seated, screen: &'static str, form: &'static str) -> Result<(), Denied> {
        self.write_down(seated, Deed::Exported { screen: screen.into(), form: form.into() })
    }

    /// Writes down that an entry is released, before it is.
    ///
    /// # Errors
    /// If whoever releases is gone, or the log cannot be written: then nothing may be released.
    pub fn released(&self, seated: &Seated, from: &Room, into: &Room) -> Result<(), Denied> {
        self.write_down(seated, Deed::Released { from: from.clone(), into: into.clone() })
    }

    /// Is whoever was let in still in? For work that goes on after the request, such as a
    /// stream of events. It does not count as a person's request.
    pub fn is_still_in(&self, seated: &Seated) -> bool {
        self.look_again(seated);
        let now = self.clock.now();
        stands(Guard::ActorStays, self.state().is_in(seated.key(), now))
    }

    /// Where a session stands now; what is noticed thereby is written down.
    pub(super) fn stand(&self, key: Key, attended: bool) -> Standing {
        let (standing, noticed) = self.state().stand(key, self.clock.now(), attended, &self.rules);
        if let Some(line) = noticed {
            self.note(line);
        }
        standing
    }

    /// The hash of a PIN. One at a time: each takes much memory on purpose, and many at once are one of the
    /// ways to bring a small machine down.
    fn hash(&self, pin: &Pin, session: &Secret) -> Result<Digest, argon2::Error> {
        let _alone = self.hashing.lock().unwrap_or_else(PoisonError::into_inner);
        pin::hash(pin, session, self.rules.pin)
    }

    /// Notices a session that is over or idle by now.
    pub(super) fn look_again(&self, seated: &Seated) {
        if seated.is_session() {
            self.stand(seated.key(), false);
        }
    }

    fn own_act(&self, seated: &Seated, deed: Deed) -> Result<(), Denied> {
        if !seated.is_session() {
            return Err(Denied::Gone);
        }
        self.write_down(seated, deed)
    }

    fn write_down(&self, seated: &Seated, deed: Deed) -> Result<(), Denied> {
        self.look_again(seated);
        let key = seated.key();
        self.act(|state, now| {
            if !stands(Guard::ActorStays, state.is_in(key, now)) {
                return Err(Denied::Gone);
            }
            let line = Line { at: now, seat: seated.viewer().seat().clone(), key, deed };
            Ok((vec![line], ()))
        })
    }
}

/// What a link's failures are counted by: its name, whether there is such a link or not.
fn link_key(text: &str) -> Key {
    Secret::parse(text).map_or_else(|| Key::of_text(text), |secret| secret.key())
}

impl State {
    /// The link of a text, if it stands. Failures are counted; the right secret of a link that stands
    /// is never told to wait.
    fn find_link(&mut self, text: &str, keeper: &Seat, now: Timestamp) -> Result<(Key, Link), Refused> {
        let State { kept, presences, limits } = self;
        let key = link_key(text);
        let found = kept.links.get(&key).zip(Secret::parse(text));
        let standing = found.filter(|(link, secret)| {
            let right = stands(Guard::LinkSecret, link.made.secret == secret.digest());
            right
                && link.stands(key, presences, now)
                && stands(Guard::SeatAtDoor, may_give(keeper, &link.seat))
        });
        if let Some((link, _)) = standing {
            return Ok((key, link.clone()));
        }
        match stands(Guard::OpeningLimit, limits.failed(key, now) < MOST_FAILURES) {
            true => Err(Refused::NoSuchLink),
            false => Err(Refused::Later(WINDOW)),
        }
    }

    /// Where a session stands now, and what is to be written down of it.
    fn stand(&mut self, key: Key, now: Timestamp, attended: bool, rules: &Rules) -> (Standing, Option<Line>) {
        let Some(session) = self.kept.sessions.get_mut(&key) else { return (Standing::Out, None) };
        let over = session.over;
        let goes_on = stands(Guard::SessionEnded, !matches!(over, Some(Over::Ended(_))))
            && stands(Guard::SessionRevoked, over != Some(Over::Revoked));
        if !goes_on {
            return (Standing::Out, None);
        }
        let presence = self.presences.of(key, session.reading);
        let put_back = presence.reading.tick(now);
        let line = |deed| Some(Line { at: now, seat: session.seat.clone(), key, deed });
        if !stands(Guard::SessionHardEnd, presence.reading.age < rules.length) {
            let noticed = line(Deed::SessionEnded { why: End::TimeUp });
            session.end(Over::Ended(End::TimeUp));
            presence.awake = None;
            return (Standing::Out, noticed);
        }
        if let Some(seen) = presence.awake {
            let why = if !stands(Guard::ClockBack, !put_back) {
                Some(Lock::ClockBack)
            } else if !stands(Guard::IdleLock, now.duration_since(seen) < rules.idle) {
                Some(Lock::Idle)
            } else {
                None
            };
            if let Some(why) = why {
                presence.awake = None;
                return (Standing::Locked, line(Deed::SessionLocked { why }));
            }
        }
        if !stands(Guard::Awake, presence.awake.is_some()) {
            return (Standing::Locked, None);
        }
        if attended {
            presence.awake = Some(now);
            presence.came(now);
        }
        (Standing::Open, None)
    }

    /// Is the session open, or does the token stand?
    pub(super) fn is_in(&mut self, key: Key, now: Timestamp) -> bool {
        if let Some(session) = self.kept.sessions.get(&key) {
            let awake = self.presences.get(key).is_some_and(|presence| presence.awake.is_some());
            return session.over.is_none() && awake;
        }
        self.kept.tokens.get(&key).is_some_and(|token| token.stands(key, &mut self.presences, now))
    }

    /// A PIN is about to be compared. Those that are being compared count as wrong until it is known, so
    /// that nobody gets more tries by sending them all at once.
    fn begin_try(&mut self, key: Key) -> Result<Digest, Unlock> {
        let Some(session) = self.kept.sessions.get(&key) else { return Err(Unlock::Nobody) };
        let presence = self.presences.of(key, session.reading);
        let tries = session.wrong.saturating_add(presence.trying);
        if !stands(Guard::PinTries, tries < MOST_WRONG_PINS) {
            return Err(Unlock::Wrong(MOST_WRONG_PINS.saturating_sub(session.wrong)));
        }
        presence.trying += 1;
        Ok(session.pin)
    }

    fn end_try(
        &mut self,
        key: Key,
        now: Timestamp,
        tried: Result<Digest, argon2::Error>,
        right: Digest,
    ) -> (Vec<Line>, Unlock) {
        if let Some(presence) = self.presences.get_mut(key) {
            presence.trying = presence.trying.saturating_sub(1);
        }
        // It may have been revoked meanwhile.
        let session = self.kept.sessions.get(&key).filter(|session| session.over.is_none());
        let Some(session) = session else { return (Vec::new(), Unlock::Nobody) };
        let line = |deed| Line { at: now, seat: session.seat.clone(), key, deed };
        let tried = match tried {
            Ok(tried) => tried,
            Err(error) => return (Vec::new(), Unlock::NotWritten(error.to_string())),
        };
        if stands(Guard::Pin, tried == right) {
            return (vec![line(Deed::SessionUnlocked)], Unlock::Open);
        }
        let wrong = session.wrong.saturating_add(1);
        if stands(Guard::PinTries, wrong < MOST_WRONG_PINS) {
            let left = MOST_WRONG_PINS.saturating_sub(wrong);
            return (vec![line(Deed::PinFailed)], Unlock::Wrong(left));
        }
        let end = Deed::SessionEnded { why: End::WrongPins };
        (vec![line(Deed::PinFailed), line(end)], Unlock::Nobody)
    }
}
