//! The words of a form.

use super::part::{Ask, Part};
use detente_brief::Lang;
use detente_record::asked::OF_ISSUE;

/// The words that stand in every form.
pub(super) struct Words {
    pub required: String,
    pub none: String,
    pub one_more: String,
    pub another_language: String,
    pub language: String,
    pub refresh: String,
    pub faults: String,
    pub fault: String,
    pub optional: String,
    pub sentences: String,
    pub which: String,
    pub value: String,
}

impl Words {
    pub(super) fn of(lang: &Lang) -> Words {
        Words {
            required: lang.say("form-required"),
            none: lang.say("form-none"),
            one_more: lang.say("form-one-more"),
            another_language: lang.say("form-another-language"),
            language: lang.say("form-language"),
            refresh: lang.say("form-refresh"),
            faults: lang.say("form-faults"),
            fault: lang.say("form-fault"),
            optional: lang.say("form-optional"),
            sentences: lang.say("form-sentences"),
            which: lang.say("form-which-issue"),
            value: lang.say("form-value"),
        }
    }
}

/// `PositionKind` and `part_of` as messages write them.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for (at, c) in name.chars().enumerate() {
        match c {
            '_' => out.push('-'),
            c if c.is_uppercase() => {
                if at > 0 {
                    out.push('-');
                }
                out.extend(c.to_lowercase());
            }
            c => out.push(c),
        }
    }
    out
}

/// The message for a part: one for its kind of entry, or else one for all.
pub(super) fn label_id(lang: &Lang, part: &Part) -> String {
    let own = format!("field-{}-{}", kebab(&part.of), kebab(&part.key));
    if lang.has(&own) { own } else { format!("field-{}", kebab(&part.key)) }
}

/// The messages for a part, for its words and for what is in it.
pub(super) fn ids_of(part: &Part, ids: &mut Vec<String>) {
    ids.push(format!("field-{}", kebab(&part.key)));
    match &part.ask {
        Ask::Words { of, words } => ids.extend(words.iter().map(|word| word_id(of, word))),
        Ask::YesNo => ids.extend(["true", "false"].map(|word| format!("word-{word}"))),
        Ask::Extent => ids.extend(OF_ISSUE.map(|key| format!("field-position-{key}"))),
        Ask::Record(parts) => parts.iter().for_each(|part| ids_of(part, ids)),
        Ask::Rows(rows) => rows.parts.iter().for_each(|part| ids_of(part, ids)),
        _ => {}
    }
}

/// The message for a word of an enumeration.
pub(super) fn word_id(of: &str, word: &str) -> String {
    match of {
        "Rank" => format!("rank-{word}"),
        "Role" => format!("role-{word}"),
        "SessionKind" => format!("session-{word}"),
        "Answer" => format!("answer-{word}"),
        "AgreementStatus" => format!("agreement-{word}"),
        "Scope" => format!("scope-{word}"),
        "CommitmentState" => format!("commitment-{word}"),
        "ContactKind" => format!("contact-{word}"),
        "IncidentKind" => format!("incident-{word}"),
        "SourceKind" => format!("source-{word}"),
        "LinkKind" => format!("link-{word}"),
        "Basis" => format!("basis-{word}"),
        "Use" => format!("may-{word}"),
        other => format!("word-{}-{word}", kebab(other)),
    }
}

/// A word of an enumeration, with what it means if that is not plain.
pub(super) fn word(lang: &Lang, of: &str, word: &str) -> String {
    let id = word_id(of, word);
    let means = format!("{id}-means");
    match lang.has(&means) {
        true => format!("{}: {}", lang.say(&id), lang.say(&means)),
        false => lang.say(&id),
    }
}

/// What explains how a part is filled in.
pub(super) fn hint(lang: &Lang, part: &Part) -> Option<String> {
    let own = format!("hint-{}-{}", kebab(&part.of), kebab(&part.key));
    let id = match &part.ask {
        _ if lang.has(&own) => own,
        Ask::Date => "hint-date".into(),
        Ask::Names(_) => "hint-names".into(),
        Ask::Extent => "hint-extent".into(),
        Ask::Rows(rows) if rows.cites => "hint-cites".into(),
        Ask::Rows(_) => "hint-rows".into(),
        Ask::ByIssue(_) => "hint-by-issue".into(),
        Ask::Yaml => "hint-yaml".into(),
        _ => return None,
    };
    Some(lang.say(&id))
}
