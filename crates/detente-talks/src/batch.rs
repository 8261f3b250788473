//! Plays a range of a plan's runs on threads, and gives their results in the order of their numbers.
//!
//! Each worker plays every so-manieth block of runs and sends it through a bounded channel of its own; who collects asks the
//! channels in turn. So the order is that of the numbers however many workers there are, nothing waits for a lock, and what was
//! played ahead is bounded. With one thread, who collects plays. All workers share each scenario's stage: its outcomes are put into order once.

pub mod part;
mod reference;

pub use reference::{Reference, Score};

use crate::fan::{Path, Recorder};
use crate::plan::{Choice, Numbered};
use crate::protocol::Ended;
use crate::talk::{Stage, StageError};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Runs that a worker plays before it sends them.
const BLOCK: u64 = 64;
/// Blocks that a worker may be ahead of who collects.
const AHEAD: usize = 16;

/// What is played: a plan with what each of its scenarios needs.
#[derive(Clone, Copy)]
pub struct Arena<'a> {
    plan: &'a Numbered,
    topics: &'a [(Stage, Reference)],
}

/// How one run went.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number.
    pub run: u64,
    /// How it ended.
    pub ended: Ended,
    /// How many steps were completed.
    pub steps: u32,
    /// What was agreed: one option an issue.
    pub agreement: Option<Vec<u32>>,
    /// What each party has at the end, before its discount: the agreement's utility, else its floor ([`Reference`]).
    pub utilities: Vec<f64>,
    /// The same after its discount.
    pub payoffs: Vec<f64>,
    /// How good that is, for each and for all.
    pub score: Score,
    /// What lay on the table as time went.
    pub path: Path,
}

/// Why a batch ended early.
#[derive(Debug)]
pub enum BatchError<E> {
    /// A talk cannot be played.
    Stage(StageError),
    /// The caller had enough.
    Caller(E),
}

impl<'a> Arena<'a> {
    /// A plan with a stage and a reference for each of its scenarios, in its order; `None` where they do not fit it.
    pub fn new(plan: &'a Numbered, topics: &'a [(Stage, Reference)]) -> Option<Arena<'a>> {
        let named = &plan.plan().topics;
        let fits = named.len() == topics.len()
            && named.iter().zip(topics).all(|(topic, (stage, _))| topic.parties == stage.sides().len());
        fits.then_some(Arena { plan, topics })
    }

    /// Plays one run; `None` if the plan has no such.
    pub fn play_one(&self, run: u64) -> Option<Result<Row, StageError>> {
        self.plan.choice(run).map(|choice| self.held(run, &choice))
    }

    fn held(&self, run: u64, choice: &Choice) -> Result<Row, StageError> {
        let plan = self.plan.plan();
        let (stage, reference) = &self.topics[choice.topic];
        let strategies = choice.seats.iter().map(|&seat| plan.strategies[seat].make()).collect();
        let limits = &plan.limits[choice.limits];
        let mut recorder = Recorder::new(limits);
        let protocol = plan.protocols[choice.protocol].protocol();
        let (report, book) =
            stage.play_with(protocol, limits, strategies, (plan.seed, run), &mut recorder)?;
        let utilities = reference.floored(&report.utilities);
        let payoffs = reference.floored(&report.discounted);
        let score = reference.score(&utilities, &payoffs);
        let agreement = report.agreement.map(|outcome| book.options(outcome));
        let path = recorder.finish(stage, reference, &book);
        Ok(Row { run, ended: report.ended, steps: report.steps, agreement, utilities, payoffs, score, path })
    }
}

/// Plays the runs of `range` that the plan has, and gives each to `each`, in their order, until `each` has enough or
/// `stop` says so. Gives the first run that was not given to `each`.
///
/// Cost: that of the talks, spread over the threads; memory of some thousands of rows.
pub fn play<E>(
    arena: &Arena<'_>,
    range: Range<u64>,
    threads: NonZeroUsize,
    stop: &(dyn Fn() -> bool + Sync),
    mut each: impl FnMut(Row) -> Result<(), E>,
) -> Result<u64, BatchError<E>> {
    let (first, end) = (range.start, range.end.min(arena.plan.len()));
    let blocks = end.saturating_sub(first).div_ceil(BLOCK);
    let workers = (threads.get() as u64).min(blocks.max(1));
    let block = |number: u64| first + number * BLOCK..(first + (number + 1) * BLOCK).min(end);
    if workers == 1 {
        for run in first..end {
            if stop() {
                return Ok(run);
            }
            if let Some(row) = arena.play_one(run) {
                each(row.map_err(BatchError::Stage)?).map_err(BatchError::Caller)?;
            }
        }
        return Ok(end.max(first));
    }
    thread::scope(|scope| {
        let begin = |worker: u64| {
            let (sender, receiver) = sync_channel(AHEAD);
            scope.spawn(move || {
                let own = (worker..blocks).step_by(workers as usize).map(block);
                work(arena, own, stop, &sender);
            });
            receiver
        };
        let channels: Vec<Receiver<Played>> = (0..workers).map(begin).collect();
        for number in 0..blocks {
            // A worker that was stopped closes its channel.
            let Ok(played) = channels[(number % workers) as usize].recv() else {
                return Ok(block(number).start);
            };
            for row in played.map_err(BatchError::Stage)? {
                each(row).map_err(BatchError::Caller)?;
            }
        }
        Ok(end.max(first))
    })
}

/// The rows of a block.
type Played = Result<Vec<Row>, StageError>;

fn work(
    arena: &Arena<'_>,
    blocks: impl Iterator<Item = Range<u64>>,
    stop: &(dyn Fn() -> bool + Sync),
    sender: &SyncSender<Played>,
) {
    for block in blocks {
        let runs = block.end - block.start;
        let played: Played = block.take_while(|_| !stop()).filter_map(|run| arena.play_one(run)).collect();
        // A block that was stopped within is lost. Who collects may have gone: then nobody waits for more.
        let is_whole = played.as_ref().map_or(true, |rows| rows.len() as u64 == runs);
        if !is_whole || sender.send(played).is_err() {
            return;
        }
    }
}
