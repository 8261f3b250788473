//! Work on many worlds at once, with results in the order of the worlds.
//!
//! Workers take blocks of worlds by number; what a block gives does not depend on who took it. The caller's thread
//! puts the blocks in order and watches; those that are done before their turn wait.

use super::WorldsError;
use crate::limits::{Continue, Progress, Reason, Stop, Watch};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;

/// Worlds of a block.
const BLOCK: u64 = 32;
/// Blocks that may wait to be looked at, a worker.
const AHEAD: usize = 64;

/// Calls `work` for each number below `count`, on so many threads, and `take` with what it gave, in order.
pub(crate) fn in_order<T: Send>(
    count: u64,
    threads: usize,
    watch: Watch<'_>,
    work: impl Fn(u64) -> Result<T, WorldsError> + Sync,
    mut take: impl FnMut(u64, T) -> Result<(), WorldsError>,
) -> Result<(), WorldsError> {
    let (blocks, next, stopped) = (count.div_ceil(BLOCK), AtomicU64::new(0), AtomicBool::new(false));
    let threads = threads.clamp(1, 256).min(blocks.max(1) as usize);
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(AHEAD * threads);
        for _ in 0..threads {
            let (send, next, stopped, work) = (send.clone(), &next, &stopped, &work);
            scope.spawn(move || {
                loop {
                    let block = next.fetch_add(1, Ordering::Relaxed);
                    if block >= blocks || stopped.load(Ordering::Relaxed) {
                        return;
                    }
                    let numbers = block * BLOCK..count.min((block + 1) * BLOCK);
                    let done: Result<Vec<T>, WorldsError> = numbers.map(work).collect();
                    if send.send((block, done)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        let mut gather = || {
            for (block, done) in receive.iter() {
                waiting.insert(block, done);
                while let Some(done) = waiting.remove(&due) {
                    for (number, one) in (due * BLOCK..).zip(done?) {
                        take(number, one)?;
                    }
                    due += 1;
                    let progress = Progress {
                        done: due as usize,
                        of: blocks as usize,
                        points: 0,
                        looked_at: 0,
                        since: 0,
                        bytes: 0,
                    };
                    if watch(progress) == Continue::No {
                        return Err(WorldsError::Stop(Stop { reason: Reason::Asked, progress }));
                    }
                }
            }
            Ok(())
        };
        let result = gather();
        stopped.store(true, Ordering::Relaxed);
        // Workers that wait to send are let go.
        drop(receive);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for threads in [1, 2, 8] {
            let mut taken = Vec::new();
            let work = |k: u64| Ok(k * k);
            let take = |k, square| {
                taken.push((k, square));
                Ok(())
            };
            in_order(1000, threads, &mut |_| Continue::Yes, work, take).unwrap();
            assert_eq!(taken, (0..1000).map(|k| (k, k * k)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn it_stops_when_asked_and_at_the_first_fault_in_order() {
        let stop = in_order(
            1000,
            2,
            &mut |p| if p.done == 3 { Continue::No } else { Continue::Yes },
            |_| Ok(()),
            |_, ()| Ok(()),
        );
        assert!(matches!(stop, Err(WorldsError::Stop(Stop { reason: Reason::Asked, .. }))));
        let work = |k: u64| if k >= 500 { Err(WorldsError::Shape { party: k as usize }) } else { Ok(()) };
        let fault = in_order(1000, 8, &mut |_| Continue::Yes, work, |_, ()| Ok(()));
        assert_eq!(fault, Err(WorldsError::Shape { party: 500 }));
    }
}
