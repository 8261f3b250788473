//! Who may come in: links, sessions and tokens, and the log that remembers them.
//!
//! A **link** is opened once. Whoever opens it chooses a PIN and gets a **session**, bound to the seat
//! of the link. A **token** lets a program in, many times. All three are made of 256 random
//! bits, of which SHA-256 is kept; all three can be revoked, which holds from the next request on,
//! since every request asks here and nothing is remembered elsewhere.
//!
//! # Who is told what
//!
//! A viewer sees events of his own seat ([`Access::events_for`]). The keeper's sessions see in addition
//! which links, sessions and tokens there are ([`Access::handed_out`]), with the day of the last use, for
//! making and revoking them. Nothing of one seat's events changes what another seat gets: keys are
//! random and not counted, limits are counted by the link that was brought ([`limit`]), the clock is
//! read by each session for itself ([`presence`]).
//!
//! # How an act is carried out
//!
//! Under the lock of the log: it is decided, written, and when the disk has it, it takes effect. So acts
//! come one after the other, as their lines do, and two that open one link cannot both succeed. The
//! lock of the state is not held while the disk writes: requests that only ask do not wait for it. What takes
//! rights away (a revocation, a lock, a failed PIN) takes effect even where the disk refuses, and
//! its line is written before the next; whoever did it is told, since a server that ends before then
//! has forgotten it.
//!
//! An act waits for the disk, and one with a PIN for its hash; a request that finds a session idle writes
//! a line. So all of this belongs where a thread may block.

mod admission;
mod event;
mod forms;
mod keeper;
mod kept;
pub mod limit;
mod log;
mod pin;
pub mod presence;
mod secret;
mod sessions;
#[cfg(test)]
mod tests;

pub use admission::AtLock;
pub(crate) use admission::{Admission, Pass, Via};
pub use event::{Deed, End, Line, Lock, Made};
pub use forms::{Claim, MOST_FORMS};
pub use keeper::{HandedOut, Holder, LONGEST_NAME, MOST_DAYS, Named, NotMade, TOKEN_AT_START_LASTS, What};
pub use kept::MOST_WRONG_PINS;
pub use log::{Found, LogError};
pub use pin::{BadPin, LONGEST_PIN, Pin, PinCost, SHORTEST_PIN};
pub use secret::{Csrf, Digest, Key, Secret};
pub use sessions::{Denied, Opened, Refused, Unlock};

use crate::door::Seated;
use crate::guard::{Guard, stands};
use crate::world::{Chance, Clock};
use detente_record::{Seat, Viewer};
use jiff::{SignedDuration, Timestamp};
use kept::Kept;
use limit::Limits;
use log::Log;
use presence::Presences;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Times and costs; tests choose others.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// A session without a request for so long is locked.
    pub idle: SignedDuration,
    /// A session is over after so long.
    pub length: SignedDuration,
    /// What a guess at a PIN costs.
    pub pin: PinCost,
}

impl Default for Rules {
    /// 15 minutes, 12 hours, OWASP's minimum.
    fn default() -> Rules {
        Rules {
            idle: SignedDuration::from_mins(15),
            length: SignedDuration::from_hours(12),
            pin: PinCost::OWASP,
        }
    }
}

/// How long a link can be opened, where nobody chose.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_hours(24);

/// Who may come in.
pub struct Access {
    seat: Seat,
    rules: Rules,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    /// Taken before `state` where both are.
    log: Mutex<Log>,
    state: Mutex<State>,
    /// Held while a PIN is hashed, and no other with it.
    hashing: Mutex<()>,
}

#[derive(Default)]
struct State {
    kept: Kept,
    presences: Presences,
    limits: Limits,
}

/// The disk did not take it.
#[derive(Debug)]
pub struct Unwritten(std::io::Error);

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the access log cannot be written: {}", self.0)
    }
}

impl std::error::Error for Unwritten {}

/// An event as the audit shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The name of the link, or of the link by which the session came, or of the token.
    pub name: String,
    /// What happened, when, and to which of them.
    pub line: Line,
}

impl Access {
    /// Opens the access log at `path`, or begins one, for a process whose keeper sits on `keeper`.
    /// [`Found::torn`] says whether the end of a line was cut off.
    ///
    /// # Errors
    /// If the file cannot be used, or is not what was written.
    pub fn open(
        path: &Path,
        keeper: Seat,
        rules: Rules,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Result<(Access, Found), LogError> {
        let (log, mut found) = Log::open(path)?;
        let kept = Kept::replay(std::mem::take(&mut found.lines)).map_err(|number| {
            LogError::Damaged(number + 2, "it does not follow from those before it".into())
        })?;
        let state = State { kept, ..State::default() };
        let (log, state, hashing) = (Mutex::new(log), Mutex::new(state), Mutex::default());
        let access = Access { seat: keeper, rules, clock, chance, log, state, hashing };
        Ok((access, found))
    }

    /// The times and costs.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What whoever is in is called: the author of what he writes.
    pub fn name_of(&self, seated: &Seated) -> String {
        self.state().kept.name_of(seated.key()).unwrap_or_default().to_owned()
    }

    /// What happened on the viewer's own seat, in the order in which it happened.
    pub fn events_for(&self, viewer: &Viewer) -> Vec<Event> {
        let state = self.state();
        let own = |line: &&Line| stands(Guard::OwnSeatEvents, line.seat == *viewer.seat());
        let event = |line: &Line| Event {
            name: state.kept.name_of(line.key).unwrap_or_default().to_owned(),
            line: line.clone(),
        };
        state.kept.lines.iter().filter(own).map(event).collect()
    }

    /// A thread that panicked with the lock left nothing half-done: every change is one step.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides, writes, and carries out.
    fn act<T, E: From<Unwritten>>(
        &self,
        decide: impl FnOnce(&mut State, Timestamp) -> Result<(Vec<Line>, T), E>,
    ) -> Result<T, E> {
        let mut log = self.log();
        let (lines, result) = decide(&mut self.state(), self.clock.now())?;
        if lines.is_empty() {
            return Ok(result);
        }
        let written = log.append(&lines);
        let narrows = lines.iter().all(|line| line.deed.narrows());
        if written.is_err() && narrows {
            log.owe(&lines);
        }
        if written.is_ok() || narrows {
            self.state().take_effect(lines);
        }
        written.map_err(|error| E::from(Unwritten(error)))?;
        Ok(result)
    }

    /// Writes down what a request noticed and what holds already.
    fn note(&self, line: Line) {
        let mut log = self.log();
        if log.append(std::slice::from_ref(&line)).is_err() {
            log.owe(std::slice::from_ref(&line));
        }
        self.state().kept.apply(line);
    }
}

impl State {
    fn take_effect(&mut self, lines: Vec<Line>) {
        for line in lines {
            let awake = match &line.deed {
                Deed::SessionOpened { .. } | Deed::SessionUnlocked => Some(Some(line.at)),
                Deed::SessionLocked { .. } | Deed::SessionEnded { .. } | Deed::SessionRevoked => Some(None),
                _ => None,
            };
            let key = line.key;
            self.kept.apply(line);
            if let (Some(awake), Some(session)) = (awake, self.kept.sessions.get(&key)) {
                self.presences.of(key, session.reading).awake = awake;
            }
        }
    }
}
