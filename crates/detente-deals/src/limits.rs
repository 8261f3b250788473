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

/// Asked now and then during a search.
pub type Watch<'w> = &'w mut dyn FnMut(Progress) -> Continue;

/// What several searches may look at together: each of them is asked on by [`Purse::spend`].
#[derive(Clone, Copy, Debug)]
pub struct Purse {
    left: u64,
    last: Option<Progress>,
}

impl Purse {
    /// So many vectors altogether.
    pub fn of(steps: u64) -> Purse {
        Purse { left: steps, last: None }
    }

    /// Takes off what was looked at since the last time; no when nothing is left.
    pub fn spend(&mut self, progress: Progress) -> Continue {
        // A search that begins counts from nothing.
        let same = |last: &Progress| last.looked_at <= progress.looked_at && last.done <= progress.done;
        let before = self.last.filter(same).map_or(0, |last| last.looked_at);
        self.left = self.left.saturating_sub(progress.looked_at - before);
        self.last = Some(progress);
        if self.left == 0 { Continue::No } else { Continue::Yes }
    }
}

/// How many vectors are looked at between two questions to the caller, about.
const BETWEEN: u64 = 1 << 20;

/// Keeps the account of a search.
pub(crate) struct Budget<'w> {
    limits: Limits,
    progress: Progress,
    watch: Watch<'w>,
    ask_at: u64,
}

impl<'w> Budget<'w> {
    pub(crate) fn new(limits: Limits, watch: Watch<'w>) -> Budget<'w> {
        let progress = Progress { done: 0, of: 0, points: 0, looked_at: 0, bytes: 0 };
        Budget { limits, progress, watch, ask_at: BETWEEN }
    }

    pub(crate) fn begin(&mut self, of: usize) {
        self.progress.of = of;
    }

    /// Before `vectors` are looked at.
    pub(crate) fn look_at(&mut self, vectors: u64) -> Result<(), Stop> {
        self.progress.looked_at = self.progress.looked_at.saturating_add(vectors);
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
        match (self.watch)(self.progress) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_purse_pays_for_several_searches() {
        let at = |done: usize, looked_at: u64| Progress { done, of: 9, points: 0, looked_at, bytes: 0 };
        let mut purse = Purse::of(100);
        assert_eq!(purse.spend(at(0, 30)), Continue::Yes);
        assert_eq!(purse.spend(at(1, 60)), Continue::Yes);
        // Another search: 30 more.
        assert_eq!(purse.spend(at(0, 30)), Continue::Yes);
        assert_eq!(purse.spend(at(0, 39)), Continue::Yes);
        assert_eq!(purse.spend(at(0, 40)), Continue::No);
    }
}
