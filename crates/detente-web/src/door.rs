//! The door: from what a request brings to a [`Viewer`].
//!
//! This is the second of the two places where a viewer is made (the first is the command's `--as`). It
//! is made of a live, unlocked session or of a token that stands, and of nothing else; beside these there is
//! anybody, who reads what is public.

use crate::access::{Access, Admission, AtLock, Csrf, Key, Pass, Secret, Via};
use crate::guard::{Guard, stands};
use detente_model::Language;
use detente_record::{Seat, Viewer};

/// What a request brings.
#[derive(Clone, Debug)]
pub enum Knock {
    /// A session's secret.
    Session {
        /// The secret of the cookie.
        secret: Secret,
        /// Did a person ask? A page that asks by itself keeps no session from its idle lock.
        attended: bool,
    },
    /// A token's secret.
    Token(Secret),
    /// Nothing that can be read.
    Nothing,
}

impl Knock {
    /// A person's request with this cookie, for pages.
    pub fn cookie(text: Option<&str>) -> Knock {
        Knock::session(text, true)
    }

    /// A request with this cookie that a page makes by itself: a stream of events, a look whether
    /// something changed.
    pub fn unattended(text: Option<&str>) -> Knock {
        Knock::session(text, false)
    }

    /// A program's request with this token, for the API.
    pub fn token(text: Option<&str>) -> Knock {
        text.and_then(Secret::parse).map_or(Knock::Nothing, Knock::Token)
    }

    fn session(text: Option<&str>, attended: bool) -> Knock {
        match text.and_then(Secret::parse) {
            Some(secret) => Knock::Session { secret, attended },
            None => Knock::Nothing,
        }
    }
}

/// Who is at the door.
#[derive(Debug)]
pub enum Answer {
    /// Somebody with a seat.
    Open(Seated),
    /// A session that a PIN unlocks.
    Locked(AtLock),
    /// Nobody: there never was such a session, or it is over, or revoked. Which of them is told to nobody.
    Nobody,
}

/// Anybody, who needs no door to be let in: for what the program itself must know of what all may know.
pub(crate) fn anybody() -> Viewer {
    Viewer::seated(Seat::Public)
}

/// Opens, or does not.
pub fn answer(access: &Access, knock: &Knock) -> Answer {
    let admission = match knock {
        Knock::Session { secret, attended } => access.admit_session(secret, *attended),
        Knock::Token(secret) => access.admit_token(secret),
        Knock::Nothing => Admission::Nobody,
    };
    match admission {
        Admission::Open(pass) => Answer::Open(Seated::by(pass)),
        Admission::Locked(at) => Answer::Locked(at),
        Admission::Nobody => Answer::Nobody,
    }
}

/// Somebody who was let in. Only [`answer`] makes one.
///
/// ```compile_fail,E0451
/// # use detente_web::door::Seated;
/// # fn forge(viewer: detente_record::Viewer, key: detente_web::access::Key) -> Seated {
/// Seated { viewer, key, via: todo!() }
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Seated {
    viewer: Viewer,
    key: Key,
    via: Via,
}

impl Seated {
    fn by(pass: Pass) -> Seated {
        Seated { viewer: Viewer::seated(pass.seat), key: pass.key, via: pass.via }
    }

    /// The viewer.
    pub fn viewer(&self) -> &Viewer {
        &self.viewer
    }

    /// The key of the session or the token, which is no secret.
    pub fn key(&self) -> Key {
        self.key
    }

    /// Did a session let him in (and not a token)?
    pub fn is_session(&self) -> bool {
        matches!(self.via, Via::Session { .. })
    }

    /// The language of the session's pages; a token has none.
    pub fn language(&self) -> Option<&Language> {
        match &self.via {
            Via::Session { language, .. } => Some(language),
            Via::Token => None,
        }
    }

    /// For the session's forms; a token needs none.
    pub fn csrf(&self) -> Option<&Csrf> {
        match &self.via {
            Via::Session { csrf, .. } => Some(csrf),
            Via::Token => None,
        }
    }

    /// Does a form bring the session's token? A program's request needs none: no browser sends
    /// its token by itself.
    pub fn csrf_holds(&self, presented: Option<&str>) -> bool {
        match &self.via {
            Via::Session { csrf, .. } => {
                stands(Guard::Csrf, presented.is_some_and(|presented| csrf.is(presented)))
            }
            Via::Token => true,
        }
    }

    /// The right to make and revoke, if this is the keeper's session.
    pub fn keeper(&self) -> Option<Keeper<'_>> {
        let is_keepers = matches!(self.via, Via::Session { is_keepers: true, .. });
        stands(Guard::KeeperOnly, is_keepers).then_some(Keeper { seated: self })
    }
}

/// The right to make and revoke. Only [`Seated::keeper`] makes one.
#[derive(Clone, Copy, Debug)]
pub struct Keeper<'s> {
    seated: &'s Seated,
}

impl Keeper<'_> {
    pub(crate) fn seated(&self) -> &Seated {
        self.seated
    }

    pub(crate) fn key(&self) -> Key {
        self.seated.key
    }
}
