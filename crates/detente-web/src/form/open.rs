//! Which fields stand open in the form of a kind, beside those that must be filled in.

use detente_model::Kind;

/// Of a kind that people write down in the course of a day, what they mostly say of it.
fn mostly_said(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Statement => &["sense", "words", "about", "session", "may"],
        Kind::Position => &["red_line", "condition", "said_by", "session"],
        Kind::Incident => &["place", "text", "attributed"],
        Kind::Contact => &["about"],
        Kind::Proposal => &["to", "about", "session", "text"],
        Kind::Response => &["condition", "text"],
        Kind::Session => &["place", "parties", "discussed", "outcome"],
        _ => &[],
    }
}

/// Does the field `key` stand open although it need not be filled in?
pub(super) fn stands_open(kind: Kind, key: &str) -> bool {
    mostly_said(kind).contains(&key) || kind.needs_source() && matches!(key, "when" | "source")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::part::parts_of_kind;

    #[test]
    fn what_stands_open_is_a_field_of_the_kind() {
        for kind in Kind::ALL {
            let parts = parts_of_kind(*kind);
            for key in mostly_said(*kind) {
                assert!(parts.iter().any(|part| part.key == *key && !part.required), "{kind:?} has no {key}");
            }
        }
    }
}
