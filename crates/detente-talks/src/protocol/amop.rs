//! Alternating multiple offers: all offer, all vote.
//!
//! R. Aydoğan, D. Festen, K. Hindriks, C. Jonker, "Alternating offers protocols for multilateral negotiation", Springer 2017; GENIUS's
//! `AlternatingMultipleOffersProtocol`. In a step each party puts an offer on the table; when all lie there, and are known to
//! all, each votes on each. Agreed is the first offer, in the order of turns, that all accepted.
//!
//! Two things differ from GENIUS: a party is not asked about its own offer, which it has accepted by making it; and offering and
//! voting are one step, where GENIUS counts two rounds. Cost of a step: an offer a party and a vote a pair of parties.

use super::{End, Ended, Present, Protocol};
use crate::space::Outcome;
use crate::strategy::Response;
use crate::talk::Table;

/// Alternating multiple offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MultipleOffers;

impl Protocol for MultipleOffers {
    fn play(&self, table: &mut Table<'_, '_>) -> End {
        let mut present = Present::all(table);
        let mut offers = Vec::with_capacity(table.parties());
        loop {
            if let Some(end) = present.begin_step(table) {
                return end;
            }
            offers.clear();
            let end =
                make_offers(table, &present, &mut offers).or_else(|| vote(table, &mut present, &offers));
            if let Some(end) = end {
                if end.agreement.is_some() {
                    table.clock.next_step();
                }
                return end;
            }
            table.clock.next_step();
        }
    }
}

fn make_offers(
    table: &mut Table<'_, '_>,
    present: &Present,
    offers: &mut Vec<(usize, Outcome)>,
) -> Option<End> {
    for party in (0..table.parties()).filter(|&party| present.has(party)) {
        table.clock.spend(party);
        match table.propose(party) {
            Err(ended) => return Some(End::without(ended)),
            Ok(None) => return Some(End::without(Ended::NoOffer { by: party })),
            Ok(Some(offer)) => offers.push((party, offer)),
        }
    }
    offers.iter().for_each(|&(party, offer)| table.tell(party, offer));
    None
}

/// All votes are cast before any is counted.
fn vote(table: &mut Table<'_, '_>, present: &mut Present, offers: &[(usize, Outcome)]) -> Option<End> {
    let mut agreed = None;
    for &(from, offer) in offers {
        let mut is_accepted = true;
        for party in (0..table.parties()).filter(|&party| party != from) {
            if !present.has(party) {
                continue;
            }
            table.clock.spend(party);
            let end = match table.respond(party, from, offer) {
                Response::Accept => continue,
                Response::Reject | Response::NoResponse | Response::Wait => None,
                Response::End => Some(End::without(Ended::Broken { by: party })),
                Response::Leave => present.leave(party),
            };
            if end.is_some() {
                return end;
            }
            // Who left has no vote.
            is_accepted &= !present.has(party);
        }
        agreed = agreed.or(is_accepted.then_some(offer));
    }
    agreed.map(End::agreed)
}
