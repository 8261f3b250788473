//! What happened is recorded after it happened.

use super::Scene;
use crate::faults::FaultList;
use crate::read::Item;
use detente_model::{Basis, Code, Interval, Kind, VagueDate};
use detente_record::{DeedKind, Entry};

impl<'a> Scene<'a> {
    /// What happened cannot have been recorded before: one of the two dates is a slip, most often of
    /// the year. A session may be planned and a supposition lie ahead; an entry whose date was corrected
    /// is left alone.
    pub(super) fn recorded_before(&self, item: &'a Item, faults: &mut FaultList) {
        let Some(entry) = self.standing(item) else { return };
        let Some(when) = entry.when.as_ref().filter(|_| entry.when == item.entry.when) else { return };
        if !tells_of_the_past(entry) || !surely_later(when, entry) {
            return;
        }
        let day = self.zone.to_datetime(entry.recorded).date();
        let message = format!("{} happened ({when}) after it was recorded ({day})", item.name());
        let mut fault = item.fault(Code::RecordedBefore, &["when"], message);
        fault
            .expected("a when: that is not after the recorded: of the entry or of its file")
            .help("for what is only supposed write basis: assumed; a planned meeting is a session");
        faults.push(fault);
    }
}

/// Is it of a kind that is no plan?
fn tells_of_the_past(entry: &Entry) -> bool {
    let of_the_past = matches!(
        entry.kind(),
        DeedKind::Says(
            Kind::Position
                | Kind::Proposal
                | Kind::Response
                | Kind::Agreement
                | Kind::Statement
                | Kind::Contact
                | Kind::Incident
        )
    );
    of_the_past && entry.basis != Basis::Assumed
}

fn surely_later(when: &VagueDate, entry: &Entry) -> bool {
    Interval::instant(entry.recorded).before(&when.interval()).certain()
}
