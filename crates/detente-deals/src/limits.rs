//! How much a search may take, how far it is, and why it stopped.

use std::fmt;

/// What a search may use. Whatever is exceeded first ends it with [`Stop`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Vectors that one intermediate result may hold, all assignments of its separator together.
    pub points: u64,
    /// Bytes of all intermediate results and working space together.
    pub bytes: u64,
    /// Vectors that may be looked at altogether.
    pub steps: u64,
}

impl Default for Limits {
    /// Ten million points, two gibibytes, 10¹² vectors looked at.
    fn default() -> Limits {
        Limits { points: 10_000_000, bytes: 2 << 30, steps: 1_000_000_000_000 }
    }
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps of the elimination that are done.
    pub done: usize,
    /// Steps that there are.
    pub of: usize,
    /// Vectors that the last finished step left.
    pub points: u64,
    /// Vectors looked at.
    pub looked_at: u64,
    /// Of these, the ones looked at since the caller was last asked. Over all questions of all searches they add up
    /// to everything that was looked at.
    pub since: u64,
    /// Bytes in use now, as counted against [`Limits::bytes`].
    pub bytes: u64,
}

/// What the caller answers to [`Progress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continue {
    /// Go on.
    Yes,
    /// Stop here.
    No,
}

/// Why a search ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// [`Limits::points`].
    Points,
    /// [`Limits::bytes`].
    Bytes,
    /// [`Limits::steps`].
    Steps,
    /// The caller said so.
    Asked,
}

/// A search that ended early, and how far it had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Why.
    pub reason: Reason,
    /// How far.
    pub progress: Progress,
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.reason {
            Reason::Points => "too many points in an intermediate result",
            Reason::Bytes => "out of the memory that was allowed",
            Reason::Steps => "too many vectors to look at",
            Reason::Asked => "stopped as asked",
        };
        let Progress { done, of, points, looked_at, .. } = self.progress;
        write!(f, "{why}: {done} of {of} steps done, {points} points, {looked_at} vectors looked at")
    }
}

impl std::error::Error for Stop {}

/// Asked when a search begins, now and then during it, and told the rest when it ends, whose answer changes nothing.
pub type Watch<'w> = &'w mut dyn FnMut(Progress) -> Continue;

/// What several searches may look at together: each of them is asked on by [`Purse::spend`].
#[derive(Clone, Copy, Debug)]
pub struct Purse {
    left: u64,
}

impl Purse {
    /// So many vectors altogether.
    pub fn of(steps: u64) -> Purse {
        Purse { left: steps }
    }

    /// Takes off what was looked at since the last time; no when nothing is left.
    pub fn spend(&mut self, progress: Progress) -> Continue {
        self.left = self.left.saturating_sub(progress.since);
        if self.is_empty() { Continue::No } else { Continue::Yes }
    }

    /// Is nothing left?
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }
}

/// How many vectors are looked at between two questions to the caller, about: a millisecond or two, so that what
/// several searches share is not overdrawn by much.
const BETWEEN: u64 = 1 << 15;

/// Keeps the account of a search.
pub(crate) struct Budget<'w> {
    limits: Limits,
    progress: Progress,
    watch: Watch<'w>,
    ask_at: u64,
}

impl<'w> Budget<'w> {
    pub(crate) fn new(limits: Limits, watch: Watch<'w>) -> Budget<'w> {
        let progress = Progress { done: 0, of: 0, points: 0, looked_at: 0, since: 0, bytes: 0 };
        // The first question is asked at once: where nothing may be spent any more, nothing is begun.
        Budget { limits, progress, watch, ask_at: 0 }
    }

    pub(crate) fn begin(&mut self, of: usize) {
        self.progress.of = of;
    }

    /// Before `vectors` are looked at.
    pub(crate) fn look_at(&mut self, vectors: u64) -> Result<(), Stop> {
        self.progress.looked_at = self.progress.looked_at.saturating_add(vectors);
        self.progress.since = self.progress.since.saturating_add(vectors);
        if self.progress.looked_at > self.limits.steps {
            return self.stop(Reason::Steps);
        }
        if self.progress.looked_at >= self.ask_at {
            self.ask_at = self.progress.looked_at + BETWEEN;
            return self.ask();
        }
        Ok(())
    }

    /// Before `bytes` are taken.
    pub(crate) fn take(&mut self, bytes: u64) -> Result<(), Stop> {
        let after = self.progress.bytes.saturating_add(bytes);
        if after > self.limits.bytes {
            return self.stop(Reason::Bytes);
        }
        self.progress.bytes = after;
        Ok(())
    }

    /// Bytes that may still be taken.
    pub(crate) fn left(&self) -> u64 {
        self.limits.bytes - self.progress.bytes
    }

    /// Vectors looked at so far.
    pub(crate) fn looked_at(&self) -> u64 {
        self.progress.looked_at
    }

    /// After `bytes` are given back.
    pub(crate) fn give_back(&mut self, bytes: u64) {
        self.progress.bytes = self.progress.bytes.saturating_sub(bytes);
    }

    /// Before a result with `points` vectors is kept.
    pub(crate) fn keep(&mut self, points: u64) -> Result<(), Stop> {
        if points > self.limits.points { self.stop(Reason::Points) } else { Ok(()) }
    }

    /// After a step that left `points` vectors.
    pub(crate) fn step_done(&mut self, points: u64) -> Result<(), Stop> {
        self.progress.done += 1;
        self.progress.points = points;
        self.ask()
    }

    fn ask(&mut self) -> Result<(), Stop> {
        let told = self.progress;
        self.progress.since = 0;
        match (self.watch)(told) {
            Continue::Yes => Ok(()),
            Continue::No => self.stop(Reason::Asked),
        }
    }

    fn stop(&self, reason: Reason) -> Result<(), Stop> {
        Err(self.stopped(reason))
    }

    /// How far it is, as the reason for which it ends.
    pub(crate) fn stopped(&self, reason: Reason) -> Stop {
        Stop { reason, progress: self.progress }
    }
}

impl Drop for Budget<'_> {
    /// Tells the rest, also of a search that ended by its limits: else it would have been free.
    fn drop(&mut self) {
        if self.progress.since > 0 {
            (self.watch)(self.progress);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purse_pays_for_several_searches_to_the_last_vector() {
        let limits = Limits { steps: 40, ..Limits::default() };
        let mut purse = Purse::of(100);
        let search = |purse: &mut Purse, vectors: u64| {
            let mut watch = |progress| purse.spend(progress);
            let mut budget = Budget::new(limits, &mut watch);
            (0..vectors).try_for_each(|_| budget.look_at(1)).map_err(|stop| stop.reason)
        };
        assert_eq!(search(&mut purse, 30), Ok(()));
        assert_eq!(search(&mut purse, 30), Ok(()));
        // What ends by its own limits is paid for too.
        assert_eq!(search(&mut purse, 50), Err(Reason::Steps));
        assert!(purse.is_empty());
        assert_eq!(search(&mut purse, 30), Err(Reason::Asked));
    }
}
