//! What the access log says, one line an event.
//!
//! ```json
//! {"at":"2026-11-27T09:00:00Z","seat":"party:north","key":"…","deed":"link made","name":"North's adviser",…}
//! ```
//!
//! `seat` is the seat that the event concerns, `key` the link, session or token. No line holds a
//! secret (of a secret its SHA-256), a PIN, or a word of the record: an export is named by its
//! screen, a release by its rooms.

use super::secret::{Digest, Key};
use detente_model::{Language, Room};
use detente_record::Seat;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// When, by the server's clock.
    #[serde(with = "as_text")]
    pub at: Timestamp,
    /// Which seat it concerns.
    #[serde(with = "as_text")]
    pub seat: Seat,
    /// The link, the session or the token.
    #[serde(with = "as_text")]
    pub key: Key,
    /// What happened.
    #[serde(flatten)]
    pub deed: Deed,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "kebab-case")]
pub enum Deed {
    /// A one-time link was made.
    LinkMade(Made),
    /// A link was taken back before it was opened.
    LinkRevoked,
    /// A link was opened, which made this session. (One line, so that no crash comes between.)
    SessionOpened {
        /// The link.
        #[serde(with = "as_text")]
        link: Key,
        /// The session's secret.
        #[serde(with = "as_text")]
        secret: Digest,
        /// The hash of its PIN, which without the cookie can be tried against nothing.
        #[serde(with = "as_text")]
        pin: Digest,
        /// The language of its pages.
        #[serde(with = "as_text")]
        language: Language,
    },
    /// Another language was chosen.
    LanguageChosen {
        /// Which.
        #[serde(with = "as_text")]
        language: Language,
    },
    /// The session was locked.
    SessionLocked {
        /// Why.
        why: Lock,
    },
    /// The right PIN was given.
    SessionUnlocked,
    /// A wrong PIN was given.
    PinFailed,
    /// The session is over.
    SessionEnded {
        /// Why.
        why: End,
    },
    /// The keeper ended the session.
    SessionRevoked,
    /// A token was made.
    TokenMade(Made),
    /// A token was taken back.
    TokenRevoked,
    /// Something was exported.
    Exported {
        /// The screen.
        screen: String,
        /// The form: `html`, `json` and so on.
        form: String,
    },
    /// An entry was released.
    Released {
        /// Out of this room.
        #[serde(with = "as_text")]
        from: Room,
        /// Into this one.
        #[serde(with = "as_text")]
        into: Room,
    },
}

/// A link or a token as it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// For whom, in the keeper's words.
    pub name: String,
    /// Its secret.
    #[serde(with = "as_text")]
    pub secret: Digest,
    /// When it ends.
    #[serde(with = "as_text")]
    pub expires: Timestamp,
    /// The keeper's session that made it; none for the link that the server makes at its start.
    #[serde(with = "as_optional_text", default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Key>,
}

/// Why a session is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lock {
    /// Somebody locked it.
    Now,
    /// Nobody used it.
    Idle,
    /// The clock was put back.
    ClockBack,
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Signed out.
    SignedOut,
    /// Too many wrong PINs.
    WrongPins,
    /// Its time is up.
    TimeUp,
}

impl Deed {
    /// Does it only take rights away? Then it takes effect even where it cannot be written down.
    pub(crate) fn narrows(&self) -> bool {
        match self {
            Deed::LinkRevoked
            | Deed::SessionLocked { .. }
            | Deed::PinFailed
            | Deed::SessionEnded { .. }
            | Deed::SessionRevoked
            | Deed::TokenRevoked => true,
            Deed::LinkMade(_)
            | Deed::SessionOpened { .. }
            | Deed::LanguageChosen { .. }
            | Deed::SessionUnlocked
            | Deed::TokenMade(_)
            | Deed::Exported { .. }
            | Deed::Released { .. } => false,
        }
    }
}

/// What is one word in the log.
trait Word: Sized {
    fn read(text: &str) -> Option<Self>;
    fn write(&self) -> String;
}

macro_rules! words {
    ($($kind:ty: $read:expr, $write:expr;)*) => {
        $(impl Word for $kind {
            fn read(text: &str) -> Option<Self> { ($read)(text) }
            fn write(&self) -> String { ($write)(self) }
        })*
    };
}

words! {
    Timestamp: |text: &str| text.parse().ok(), Timestamp::to_string;
    Seat: Seat::parse, Seat::to_string;
    Room: Room::parse, Room::to_string;
    Key: Key::parse, Key::to_string;
    Digest: Digest::parse, Digest::reveal;
    Language: Language::new, |language: &Language| language.as_str().to_owned();
}

mod as_text {
    use super::Word;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<T: Word, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&value.write())
    }

    pub(super) fn deserialize<'d, T: Word, D: Deserializer<'d>>(from: D) -> Result<T, D::Error> {
        let text = String::deserialize(from)?;
        T::read(&text).ok_or_else(|| D::Error::custom("a word that cannot be read"))
    }
}

mod as_optional_text {
    use super::Word;
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<T: Word, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::as_text::serialize(value, to),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'d, T: Word, D: Deserializer<'d>>(from: D) -> Result<Option<T>, D::Error> {
        super::as_text::deserialize(from).map(Some)
    }
}
