//! The languages agree with each other, and write as their readers do.

use super::*;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use std::collections::{BTreeMap, BTreeSet};

fn lang(tag: &str) -> Lang {
    Lang::new(tag).unwrap()
}

fn shown(line: Line) -> String {
    crate::doc::plain(&line)
}

#[test]
fn every_message_can_be_read() {
    for (file, source) in LOCALES.iter().flat_map(|locale| locale.files) {
        let parsed = FluentResource::try_new((*source).to_owned());
        assert!(parsed.is_ok(), "{file}: {:?}", parsed.err().map(|(_, errors)| errors));
    }
}

#[test]
fn inlines_keep_their_place() {
    let args = vec![("from", Inline::data("x").into()), ("to", Inline::data("y").into())];
    assert_eq!(shown(lang("en").line("date-between", args)), "x to y");
    assert!(Lang::new("xx").is_err());
    let twice = split_at_marks(&format!("{OPEN}0{CLOSE} and {OPEN}0{CLOSE}"), &[vec![Inline::data("x")]]);
    assert_eq!(shown(twice), "x and x");
}

#[test]
fn who_asks_for_a_language_without_pages_is_told_those_that_there_are() {
    let told = Lang::new("tlh").err().map(|error| error.to_string());
    assert_eq!(told.as_deref(), Some("there are no pages in “tlh” yet; write one of: en, ar"));
}

#[test]
fn a_server_may_keep_a_language_and_share_it() {
    const fn is_shared<T: Send + Sync + 'static>() {}
    const { is_shared::<Lang>() }
}

// ------------------------------------------------------------------ the same messages in every language

/// What a message asks for, and how it inflects.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asks {
    /// Arguments, and other messages and terms that are named.
    names: BTreeSet<String>,
    /// The cases of each choice by a number.
    plurals: Vec<BTreeSet<String>>,
}

impl Asks {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                self.plurals.extend(cases(variants));
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => _ = self.names.insert(format!("${}", id.name)),
            InlineExpression::MessageReference { id, .. } => _ = self.names.insert(id.name.to_owned()),
            InlineExpression::TermReference { id, arguments, .. } => {
                self.names.insert(format!("-{}", id.name));
                arguments.iter().for_each(|arguments| self.arguments(arguments));
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.names.insert(format!("{}()", id.name));
                self.arguments(arguments);
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|inline| self.inline(inline));
        arguments.named.iter().for_each(|named| self.inline(&named.value));
    }
}

/// The cases of a choice by a number; none of a choice by a word.
fn cases(variants: &[Variant<&str>]) -> Option<BTreeSet<String>> {
    const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let key = |variant: &Variant<&str>| match variant.key {
        VariantKey::Identifier { name } => name.to_owned(),
        VariantKey::NumberLiteral { value } => value.to_owned(),
    };
    let keys: BTreeSet<String> = variants.iter().map(key).collect();
    let by_number = |key: &String| CATEGORIES.contains(&key.as_str()) || key.parse::<f64>().is_ok();
    keys.iter().all(by_number).then_some(keys)
}

/// The messages and terms of a file; fails where one is there twice.
fn messages(file: &str, source: &'static str) -> BTreeMap<String, Asks> {
    let resource = fluent_syntax::parser::parse(source).unwrap();
    let mut all = BTreeMap::new();
    for entry in &resource.body {
        let (id, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name.to_owned(), &message.value, &message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), &Some(term.value.clone()), &term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
            Entry::Junk { content } => panic!("{file}: {content}"),
        };
        let mut asks = Asks::default();
        value.iter().for_each(|value| asks.pattern(value));
        for attribute in attributes {
            asks.names.insert(format!(".{}", attribute.id.name));
            asks.pattern(&attribute.value);
        }
        assert!(all.insert(id.clone(), asks).is_none(), "{file}: {id} is there twice");
    }
    all
}

/// What is wrong with a translation of a file.
fn differences(english: &BTreeMap<String, Asks>, other: &BTreeMap<String, Asks>) -> Vec<String> {
    let missing = english.keys().filter(|id| !other.contains_key(*id)).map(|id| format!("missing: {id}"));
    let extra = other.keys().filter(|id| !english.contains_key(*id)).map(|id| format!("extra: {id}"));
    let apart = other.iter().filter_map(|(id, asks)| {
        let names = &english.get(id)?.names;
        (names != &asks.names).then(|| format!("{id}: {:?} in English, {:?} here", names, asks.names))
    });
    missing.chain(extra).chain(apart).collect()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_arguments() {
    let [english, others @ ..] = &LOCALES;
    for other in others {
        assert_eq!(english.files.len(), other.files.len(), "{}", other.tag);
        for ((file, source), (translated, translation)) in english.files.iter().zip(other.files) {
            let name = |path: &'static str| path.split_once('/').unwrap().1;
            assert_eq!(name(file), name(translated));
            let found = differences(&messages(file, source), &messages(translated, translation));
            assert!(found.is_empty(), "{translated}:\n{}", found.join("\n"));
        }
    }
}

#[test]
fn a_translation_that_differs_is_found() {
    let english = messages("en", "a = one { $n }\nb = two\nc = { $n ->\n  [one] x\n *[other] { $m }\n}\n");
    let other = messages("ar", "a = one\nc = { $n ->\n  [one] x\n *[other] { $m }\n}\nd = four\n");
    let found = differences(&english, &other);
    assert_eq!(found, ["missing: b", "extra: d", "a: {\"$n\"} in English, {} here"]);
    assert_eq!(english["c"].plurals.len(), 1);
}

#[test]
fn no_message_is_in_two_files() {
    for locale in &LOCALES {
        let mut all = BTreeSet::new();
        for (file, source) in locale.files {
            for id in messages(file, source).into_keys() {
                assert!(all.insert(id.clone()), "{file}: {id} is in another file too");
            }
        }
    }
}

#[test]
fn what_inflects_by_a_number_does_so_in_all_cases_of_its_language() {
    for locale in &LOCALES {
        let needed: &[&str] = match locale.tag {
            "ar" => &["zero", "one", "two", "few", "many", "other"],
            _ => &["other"],
        };
        for (file, source) in locale.files {
            for (id, asks) in messages(file, source) {
                for cases in asks.plurals {
                    let missing = needed.iter().find(|case| !cases.contains(**case));
                    assert_eq!(missing, None, "{file}: {id} has only {cases:?}");
                }
            }
        }
    }
}

/// A line of a file of messages without ids, arguments and variants, and its string literals.
fn words_and_literals(line: &str) -> (String, Vec<&str>) {
    let text = line.split_once(" = ").map_or(line, |(_, text)| text);
    let (mut words, mut literals, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once("{\"") {
        words.push_str(before);
        let (literal, after) = after.split_once("\"}").unwrap();
        literals.push(literal);
        rest = after;
    }
    words.push_str(rest);
    for (open, close) in [('{', '}'), ('[', ']')] {
        let parts = words.split(open).enumerate();
        words = parts
            .map(|(i, part)| if i == 0 { part } else { part.split_once(close).map_or("", |(_, rest)| rest) })
            .collect();
    }
    (words, literals)
}

#[test]
fn arabic_has_no_latin_letters_but_of_commands_and_of_what_is_isolated() {
    let arabic = LOCALES.iter().find(|locale| locale.tag == "ar").unwrap();
    for (file, source) in arabic.files {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let (text, literals) = words_and_literals(line);
            let words = text
                .split(|c: char| !c.is_ascii_alphabetic() && c != '-')
                .filter(|w| !w.is_empty() && w.bytes().any(|b| b.is_ascii_alphabetic()));
            for word in words {
                let is_command = word.starts_with("--")
                    || ["detente", "timeline", "gaps", "deals", "talk", "explain"].contains(&word);
                assert!(is_command, "{file}: {word} in {line}");
            }
            for literal in literals {
                let inner = literal.strip_prefix("\\u2066").and_then(|rest| rest.strip_suffix("\\u2069"));
                let is_mark = ["\\u2066", "\\u2069", " "].contains(&literal);
                assert!(inner.is_some() || is_mark, "{file}: {literal} in {line}");
            }
            assert_eq!(line.matches("\\u2066").count(), line.matches("\\u2069").count(), "{file}: {line}");
        }
    }
}

#[test]
fn counts_inflect_and_are_grouped() {
    let told = |tag, n: usize| shown(lang(tag).line("toll", vec![("n", n.into())]));
    assert_eq!([1, 12_345].map(|n| told("en", n)), ["one incident", "12,345 incidents"]);
    assert_eq!(
        [0, 1, 2, 3, 11, 100, 12_345].map(|n| told("ar", n)),
        ["لا حوادث", "حادث واحد", "حادثان", "3 حوادث", "11 حادثاً", "100 حادث", "12,345 حادثاً"]
    );
}

// ------------------------------------------------------------------ dates, numbers, lists, names

/// A date as it is written in each of two languages.
fn dates(text: &str) -> [String; 2] {
    let date = VagueDate::parse(text, &jiff::tz::TimeZone::UTC).unwrap();
    ["en", "ar"].map(|tag| shown(lang(tag).date(&date, |_| vec![Inline::data("…")])))
}

#[test]
fn dates_keep_how_vague_they_are() {
    assert_eq!(dates("2025"), ["2025", "2025"]);
    assert_eq!(dates("2025-05"), ["May 2025", "أيار/مايو 2025"]);
    assert_eq!(dates("2025-05-16"), ["16 May 2025", "16 أيار/مايو 2025"]);
    assert_eq!(dates("about 2025-05-16"), ["about 16 May 2025", "نحو 16 أيار/مايو 2025"]);
    assert_eq!(dates("before 2026-01"), ["before January 2026", "قبل كانون الثاني/يناير 2026"]);
    assert_eq!(
        dates("2025-05-16/2025-06-02"),
        ["16 May 2025 to 2 June 2025", "من 16 أيار/مايو 2025 إلى 2 حزيران/يونيو 2025"]
    );
    assert_eq!(dates("unknown"), ["date unknown", "تاريخ غير معروف"]);
    assert_eq!(
        dates("2025-05-16T09:05[Europe/Istanbul]"),
        ["16 May 2025, 09:05 Europe/Istanbul", "16 أيار/مايو 2025، الساعة 09:05 Europe/Istanbul"]
    );
}

#[test]
fn every_month_has_both_of_its_arabic_names() {
    let names = |month: i8| shown(lang("ar").point(&Point::Month(2025, month)));
    for month in 1..=12 {
        let written = names(month);
        assert_eq!(written.matches('/').count(), 1, "{written}");
        assert!(
            written.ends_with(" 2025") && !written.contains(|c: char| c.is_ascii_alphabetic()),
            "{written}"
        );
    }
    assert_eq!(names(12), "كانون الأول/ديسمبر 2025");
}

#[test]
fn an_instant_is_a_day_where_it_ends_one() {
    let zone = jiff::tz::TimeZone::UTC;
    let at = |text: &str| shown(lang("ar").instant(text.parse().unwrap(), &zone));
    assert_eq!(at("2025-05-16T23:59:59Z"), "16 أيار/مايو 2025");
    assert_eq!(at("2025-05-16T00:00:00Z"), "16 أيار/مايو 2025، الساعة 00:00");
}

#[test]
fn numbers_are_in_groups() {
    let number = |tag, text: &str| shown(lang(tag).quantity(&Quantity::parse(text).unwrap()));
    assert_eq!(number("en", "1234567.5"), "1,234,567.5");
    assert_eq!(number("en", "at least 1000"), "at least 1,000");
    assert_eq!(number("ar", "at least 1000"), "1,000 على الأقل");
    assert_eq!(number("en", "0.25"), "0.25");
}

#[test]
fn lengths_of_time_inflect() {
    let lasted = |tag, n: &str| {
        let quantity = Quantity::parse(n).unwrap();
        let args = vec![("n", lang(tag).quantity(&quantity).into()), ("count", Arg::inflecting(&quantity))];
        shown(lang(tag).line("lasted-hours", args))
    };
    assert_eq!(
        ["1", "under 2", "1.5", "unknown"].map(|n| lasted("en", n)),
        ["1 hour", "under 2 hours", "1.5 hours", "unknown hours"]
    );
    assert_eq!(
        ["1", "4", "11", "3.5", "2-3"].map(|n| lasted("ar", n)),
        ["1 ساعة", "4 ساعات", "11 ساعة", "3.5 ساعة", "من 2 إلى 3 ساعات"]
    );
}

#[test]
fn lists_are_joined_as_the_language_does() {
    let list =
        |tag, names: &[&str]| shown(lang(tag).list(names.iter().map(|name| vec![Inline::data(*name)])));
    assert_eq!(list("en", &[]), "");
    assert_eq!(list("en", &["a"]), "a");
    assert_eq!(list("en", &["a", "b", "c"]), "a, b, c");
    assert_eq!(list("ar", &["مصر", "قطر"]), "مصر وقطر");
    assert_eq!(list("ar", &["مصر", "قطر", "عمان"]), "مصر، وقطر، وعمان");
    assert_eq!(list("ar", &["مصر", "Türkiye"]), "مصر و\u{a0}Türkiye");
    let many: Vec<String> = (0..100_000).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(list("ar", &many).ends_with("\u{a0}99999"));
    // Nothing of the record can be taken for a place of the list.
    assert_eq!(list("en", &["\u{f8f0}1\u{f8f1}", "b"]), "\u{fffd}1\u{fffd}, b");
}

#[test]
fn names_are_sorted_as_in_a_dictionary() {
    let sorted = |tag, names: [&'static str; 4]| {
        let mut names = names;
        let lang = lang(tag);
        names.sort_by(|a, b| lang.compare(a, b));
        names
    };
    assert_eq!(
        sorted("en", ["Zagreb", "Åland", "Östersund", "Berlin"]),
        ["Åland", "Berlin", "Östersund", "Zagreb"]
    );
    // Alef with and without hamza are one letter; vowels count last.
    assert_eq!(sorted("ar", ["بغداد", "إسطنبول", "أنقرة", "اسوان"]), ["إسطنبول", "اسوان", "أنقرة", "بغداد"]);
    assert_eq!(sorted("ar", ["ميناء", "مِصر", "مصر", "ليبيا"]), ["ليبيا", "مصر", "مِصر", "ميناء"]);
    assert_eq!(lang("en").compare("a", "a"), Ordering::Equal);
    assert_ne!(lang("en").compare("a\u{0}", "a"), Ordering::Equal);
}

#[test]
fn the_pseudo_language_changes_formats_as_well() {
    let point = shown(lang(PSEUDO).point(&Point::Month(2025, 5)));
    assert!(point.contains("2025") && !point.contains(|c: char| c.is_ascii_alphabetic()), "{point}");
}
