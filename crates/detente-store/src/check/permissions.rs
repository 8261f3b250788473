//! On what condition words may be used, and whether a release keeps to it.

use super::{Scene, ends_before_start};
use crate::faults::FaultList;
use crate::read::Item;
use detente_model::{AsFact, Code, Interval, Permission, Statement, Use};
use detente_record::Release;

/// A permission does not run out before it is given.
pub(super) fn holds_some_time(item: &Item, said: &Statement, faults: &mut FaultList) {
    if let Some(Permission { given: Some(given), until: Some(until), .. }) = &said.may {
        ends_before_start(item, given, until, &["may", "until"], faults);
    }
}

impl<'a> Scene<'a> {
    /// A release does not tell more than its words' own condition allows. A copy always names who spoke.
    pub(super) fn goes_beyond_permission(&self, item: &'a Item, release: &Release, faults: &mut FaultList) {
        let original = self.find(&item.entry.room, release.of.room.as_ref(), &release.of.id);
        let Some(original) = original.filter(|_| self.standing(item).is_some()) else { return };
        // Taken back later or not: what counts is the condition on the words that went out.
        let words = self.standing(original).unwrap_or(&original.entry);
        let Some(may) = words.fact().and_then(Statement::of).and_then(|said| said.may.as_ref()) else {
            return;
        };
        let Some(how) = excess(may, Interval::instant(item.entry.recorded)) else { return };
        let message = format!("“{}” {how}", release.of.id);
        let mut fault = item.fault(Code::BeyondPermission, &["of"], message);
        fault
            .expected("words that may be attributed to who said them, while that holds")
            .help("if more is permitted now, correct the statement's may:; if not, take the copy back");
        faults.push(fault);
    }
}

/// How a release that was recorded `at` a time goes beyond `may`, if it does.
fn excess(may: &Permission, at: Interval) -> Option<String> {
    match &may.until {
        Some(until) if until.interval().before(&at).certain() => {
            return Some(format!("was released after its permission had run out ({until})"));
        }
        _ => {}
    }
    let how = match may.level {
        Use::Attribute => return None,
        Use::TeamOnly => "is for the readers of its room only, and was released",
        Use::Substance => "may be used in substance only, and its copy names who said it",
        Use::Quote => "may be quoted and not attributed, and its copy names who said it",
    };
    Some(how.to_owned())
}
