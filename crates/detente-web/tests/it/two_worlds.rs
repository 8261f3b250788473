//! What a viewer gets from the workspace does not depend on what he may not see.
//!
//! A history is played twice. What the viewer does, and what he may see of what others do, stands in both at the
//! same times; everything else differs: what others write into rooms that he does not read, in which order,
//! with which ids and sizes, their links, sessions, tokens, failed PINs and guesses, what they look at; in some
//! histories one side does nothing at all. At two moments and at the end, everything that the viewer can ask is
//! asked in both worlds, and must give the same bytes, the same events, and the same work of the store.
//!
//! 100 histories for each seat: 500 where the team keeps the file, 300 more where a party does. Others with
//! `DETENTE_CASES_TWO_WORLDS=10000 cargo test -p detente-web --test it two_worlds` (a fifth for each seat).

mod history;
mod play;

use history::{History, Shared, histories};
use play::{Told, Worlds};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

/// How many histories are played for each viewer.
fn cases() -> u32 {
    let asked = std::env::var("DETENTE_CASES_TWO_WORLDS").ok();
    let all: u32 = asked.map_or(500, |text| text.parse().expect("DETENTE_CASES_TWO_WORLDS is a number"));
    all.div_ceil(5)
}

#[track_caller]
fn nothing_tells_them_apart(keeper: &'static str, viewer: &'static str) {
    let config =
        Config { cases: cases(), failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let (asked, differing, found) = (Cell::new(0_usize), Cell::new(0_u32), Cell::new(0_usize));
    let told = TestRunner::new(config).run(&histories(keeper, viewer), |history| {
        let mut worlds = Worlds::new(keeper, viewer);
        let told = worlds.play(&history);
        asked.set(asked.get() + worlds.asked);
        found.set(found.get() + worlds.found);
        differing.set(differing.get() + u32::from(worlds.differ()));
        told.map_err(|Told(what)| TestCaseError::fail(what))
    });
    if let Err(error) = told {
        panic!("what {viewer} gets depends on what he may not see: {error}");
    }
    println!(
        "{viewer} of {keeper}: {} histories, {} questions in each world, {} answered",
        cases(),
        asked.get(),
        found.get()
    );
    // Else the worlds would be equal because they are the same, or because nothing can be seen of either.
    assert!(differing.get() * 2 > cases(), "only {} of {} pairs differ", differing.get(), cases());
    assert!(found.get() * 5 > asked.get(), "only {} of {} questions were answered", found.get(), asked.get());
}

#[test]
fn for_the_public() {
    nothing_tells_them_apart("team", "public");
}

#[test]
fn for_the_projector() {
    nothing_tells_them_apart("team", "projector");
}

#[test]
fn for_one_party() {
    nothing_tells_them_apart("team", "party:north");
}

#[test]
fn for_the_other_party() {
    nothing_tells_them_apart("team", "party:south");
}

#[test]
fn for_the_team() {
    nothing_tells_them_apart("team", "team");
}

#[test]
fn for_a_party_that_keeps_its_own_file() {
    nothing_tells_them_apart("party:north", "party:north");
}

#[test]
fn for_the_projector_of_a_party() {
    nothing_tells_them_apart("party:north", "projector");
}

#[test]
fn for_the_public_of_a_party() {
    nothing_tells_them_apart("party:north", "public");
}

/// The tests above can fail: one entry that the viewer sees, or one failed PIN of his own, makes a difference.
#[test]
fn what_may_be_seen_makes_a_difference() {
    for (viewer, room) in [
        ("public", "public"),
        ("projector", "joint"),
        ("party:north", "party:north"),
        ("party:south", "caucus:north+south"),
        ("team", "caucus:east"),
    ] {
        let one = History::of_hidden_entry_in(room);
        let told = Worlds::new("team", viewer).play(&one);
        assert!(told.is_err(), "{viewer} is not told of an entry in {room}");
    }
    let same = History {
        slots: vec![(Shared::Look, Vec::new(), Vec::new())],
        ..History::of_hidden_entry_in("team")
    };
    Worlds::new("team", "team").play(&same).unwrap_or_else(|Told(what)| panic!("{what}"));
}
