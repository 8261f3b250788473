//! Every check that keeps somebody out, by name.
//!
//! A check is written `stands(Guard::NAME, what must hold)`. In a build with the feature
//! `sabotage` a test takes one guard after the other away and sees that another test turns
//! red; `cargo xtask tidy` sees that each guard listed here is used.

macro_rules! guards {
    ($($name:ident, $word:literal, $sentence:literal;)*) => {
        /// A check.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Guard {
            $(#[doc = $sentence] $name,)*
        }

        impl Guard {
            /// All of them.
            pub const ALL: &[Guard] = &[$(Guard::$name,)*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Guard::$name => $word,)* }
            }

            /// What it says, in a sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(Guard::$name => $sentence,)* }
            }
        }
    };
}

guards! {
    LinkSecret, "link-secret", "A link opens only with its own secret.";
    LinkUnused, "link-unused", "A link opens once.";
    LinkExpiry, "link-expiry", "A link does not open after its time.";
    LinkRevoked, "link-revoked", "A link that was revoked does not open.";
    OpeningLimit, "opening-limit", "Who fails to open a link again and again is told to wait.";
    PinLength, "pin-length", "What unlocks a session is not too short.";
    SessionSecret, "session-secret", "A session is entered only with its own secret.";
    SessionAddress, "session-address", "A session's cookie opens nothing at another session's address.";
    SessionEnded, "session-ended", "A session that was ended stays ended.";
    SessionRevoked, "session-revoked", "A session that was revoked is over at the next request.";
    SessionHardEnd, "session-hard-end", "A session is over at its hard end, also where the clock was put back.";
    IdleLock, "idle-lock", "A session without a request for a while is locked.";
    ClockBack, "clock-back", "A session is locked when the clock was put back.";
    Awake, "awake", "A locked session shows nothing.";
    Pin, "pin", "Only the PIN unlocks.";
    PinTries, "pin-tries", "After the last wrong PIN the session is over.";
    Csrf, "csrf", "A form brings the token of its session.";
    Origin, "origin", "A form comes from a page of the workspace.";
    Host, "host", "A request is addressed to this machine by a name of its own.";
    FormReplay, "form-replay", "A form that was sent twice is carried out once.";
    KeeperOnly, "keeper-only", "Only the keeper makes and revokes.";
    KeeperStays, "keeper-stays", "Who makes or revokes is still in.";
    ActorStays, "actor-stays", "Whose act is written down is still in.";
    SeatGiven, "seat-given", "Only a seat that is the keeper's to give is handed out.";
    SeatAtDoor, "seat-at-door", "A seat that is no longer the keeper's to give opens nothing.";
    TokenSecret, "token-secret", "A token opens only with its own secret.";
    TokenExpiry, "token-expiry", "A token does not open after its time.";
    TokenRevoked, "token-revoked", "A token that was revoked opens nothing.";
    Role, "role", "A route is for the roles that its row names.";
    SeatExists, "seat-exists", "A party's seat is one of the process.";
    OwnRoom, "own-room", "Who writes into a room may write there.";
    OwnSeatEvents, "own-seat-events", "The audit shows events of the viewer's own seat.";
}

/// Does the check stand? That is `holds`, in every build that people use.
#[cfg(not(feature = "sabotage"))]
#[inline]
pub fn stands(_: Guard, holds: bool) -> bool {
    holds
}

/// Does the check stand? That is `holds`, unless the guard was taken away.
#[cfg(feature = "sabotage")]
pub fn stands(guard: Guard, holds: bool) -> bool {
    holds || sabotage::is_removed(guard)
}

#[cfg(feature = "sabotage")]
pub use sabotage::{remove, restore};

#[cfg(feature = "sabotage")]
mod sabotage {
    use super::Guard;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// The place of the guard that was taken away in the list, counted from one.
    static REMOVED: AtomicUsize = AtomicUsize::new(0);

    pub(super) fn is_removed(guard: Guard) -> bool {
        REMOVED.load(Ordering::SeqCst) == guard as usize + 1
    }

    /// Takes a guard away, in the whole process, and puts back the one before it.
    pub fn remove(guard: Guard) {
        REMOVED.store(guard as usize + 1, Ordering::SeqCst);
    }

    /// Puts back what was taken away.
    pub fn restore() {
        REMOVED.store(0, Ordering::SeqCst);
    }
}
