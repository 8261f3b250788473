//! No word for people is hard-coded: in the pseudo-language, a process whose own words hold no Latin
//! letter prints none either, but for the few that are written as they stand in files.

use crate::harness::{Process, catalog, detente, detente_on};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A process with every kind of entry, in Cyrillic letters throughout.
const PROCESS: &str = r#"
process: {id: гавань, title: Переговоры двух гаваней, keeper: team, zone: Europe/Kyiv, recorded: 2025-05-17, author: Писарь, basis: reported, about: О маяке и канале.}
sources:
  - {id: вестник, title: Вестник гавани, kind: press, publisher: Гавань, published: 2025-05-17, text: "Стороны встретились.\nОни обменяли пленных.\n"}
  - {id: протокол, room: joint, title: Протокол встречи, kind: record, text: "Ничего не решено.\n"}
parties:
  - {id: север, name: Северная гавань, short: Север, role: belligerent}
  - {id: юг, name: Южная гавань, role: belligerent}
  - {id: риф, name: Союз рифа, role: belligerent, part_of: север}
  - {id: фонарщики, name: Фонарщики, role: mediator}
  - {id: остров, name: Остров, role: host}
  - {id: дозор, name: Дозор, role: observer}
  - {id: прилив, name: Прилив, role: guarantor}
  - {id: лоцманы, name: Лоцманы, role: ally, allied_with: [юг]}
people:
  - {id: мол, name: Анна Мол, party: север, offices: [{title: Смотритель, rank: minister, from: 2024}]}
  - {id: якорь, name: Пётр Якорь, party: юг, offices: [{title: Капитан, rank: senior}]}
  - {id: фитиль, name: Яна Фитиль, party: фонарщики, offices: [{title: Глава, rank: official, until: before 2030}]}
issues:
  - {id: тишина, title: Тишина, scale: ordinal, options: [{нет: Нет}, {неделя: Неделя}, {месяц: Месяц}, {год: Год}], about: О выстрелах.}
  - {id: пленные, title: Пленные, scale: numeric, unit: человек, min: 0, max: 500}
  - {id: флаг, title: Флаг, scale: nominal, options: [белый, синий], links: [{to: тишина, kind: after, why: Так сказано.}]}
  - {id: смена, title: Смена, scale: nominal, options: [днём, ночью], part_of: флаг}
sessions:
  - {id: первая, when: "2025-05-10T10:00", title: Первая встреча, kind: direct, place: Таможня, parties: [север, юг], host: остров, level: minister, lasted: about 90 minutes, discussed: [тишина, смена], outcome: Ничего., source: вестник#1}
  - {id: вторая, room: joint, when: "2025-05-16T09:30+03:00", title: Вторая встреча, kind: proximity, parties: [север, юг], lasted: under 2 hours, discussed: [флаг], source: протокол#1}
  - {id: третья, when: "2025-05-17T12:00[Europe/Istanbul]", title: Третья встреча, kind: shuttle, ended: by 2025-05-18, lasted: 2 to 3 days, basis: stated}
  - {id: нулевая, when: 2025-05-01/2025-05-03, title: Подготовка, kind: preparatory, basis: inferred}
delegations:
  - {id: делегация-севера, party: север, session: первая, head: мол, mandate: Слушать., source: вестник#1}
  - {id: делегация-юга, party: юг, session: первая, head: якорь, rank: deputy, basis: stated}
positions:
  - {id: п1, when: 2025-05-02, party: север, issue: тишина, kind: demand, option: год, basis: stated}
  - {id: п2, when: 2025-05-10, party: север, issue: тишина, kind: offer, range: неделя..месяц, session: первая, said_by: мол, condition: Если тихо., source: вестник#1}
  - {id: п3, when: 2025-05-10, party: юг, issue: тишина, kind: wish, option: нет, basis: inferred}
  - {id: п4, when: 2025-05-10, party: юг, issue: тишина, kind: refusal, option: год, red_line: true, basis: stated}
  - {id: п5, when: 2025-05-10, party: север, issue: пленные, kind: demand, range: at least 300, basis: stated}
  - {id: п6, when: about 2025-05-09, party: юг, issue: пленные, kind: acceptance, range: 40-60, basis: stated}
  - {id: п7, when: 2025-05-11, party: юг, issue: флаг, kind: demand, option: синий, basis: stated}
  - {id: п8, when: 2025-05-11, party: север, issue: флаг, kind: demand, option: белый, basis: stated}
  - {id: п9, when: before первая, party: север, issue: смена, kind: demand, options: [днём, ночью], red_line: true, basis: stated}
  - {id: п10, when: 2025-05-11, party: риф, issue: пленные, kind: refusal, range: under 12, red_line: true, basis: stated}
  - {id: п11, when: 2025-05-12, party: юг, issue: пленные, kind: offer, range: under 90, basis: stated}
proposals:
  - {id: обмен, when: 2025-05-10, title: Обмен, by: [север], to: [юг], terms: {пленные: 50}, basis: stated}
  - {id: черновик, title: Черновик, by: [фитиль], terms: {тишина: месяц, флаг: белый}, session: вторая, room: joint, basis: stated}
  - {id: мысль, title: Мысль, by: [прилив], about: [флаг], text: Без условий., replaces: обмен, basis: stated}
responses:
  - {id: о1, when: 2025-05-11, to: обмен, by: юг, answer: refuses, text: Мало., basis: stated}
  - {id: о2, when: 2025-05-16, to: черновик, room: joint, by: якорь, answer: accepts-if, condition: Если без флага., basis: stated}
  - {id: о3, when: 2025-05-16, to: мысль, by: север, answer: counters, counter: обмен, basis: stated}
  - {id: о4, when: 2025-05-16, to: мысль, by: юг, answer: considers, basis: stated}
  - {id: о5, when: 2025-05-16, to: мысль, by: дозор, answer: accepts, basis: stated}
agreements:
  - id: бумага
    when: 2025-05-12
    title: Бумага о пленных
    status: signed
    scope: part
    parties: [север, юг]
    terms: {пленные: 40}
    commitments:
      - {id: список, who: [север], what: Отдать список, by: 2025-05-14, state: minimal}
      - {id: пирс, who: [юг], what: Дать пирс, by: before 2025-06, state: complete}
      - {who: [север, юг], what: Не стрелять, state: broken}
      - {who: [юг], what: Ждать, by: 2025-07, state: not-begun}
      - {who: [остров], what: Лечить, state: intermediate}
      - {who: [остров], what: Кормить, by: 2025-05-13}
    source: вестник#2
  - {id: слово, when: 2025, title: Слово, status: in-principle, scope: whole, about: [флаг], basis: stated}
  - {id: старое, when: 2020, title: Старое перемирие, status: lapsed, scope: whole, parties: [север, юг], basis: stated}
  - {id: почти, title: Почти, status: ad-referendum, scope: part, session: вторая, room: joint, basis: stated}
  - {id: черта, when: 2025-05-16, title: Черта, status: initialled, scope: part, basis: stated}
  - {id: уговор, when: 2025-05-16, title: Уговор, status: agreed, scope: part, basis: stated}
statements:
  - {id: с1, when: 2025-05-16, by: мол, words: Стороны встретились., about: [тишина], source: {id: вестник, quote: Стороны встретились.}}
  - {id: с2, by: юг, sense: Мы подождём., note: Сказано тихо., basis: stated}
  - {id: с3, when: unknown, by: юг, sense: Когда-то., basis: stated}
  - {when: by 2025-05-16, by: юг, sense: Без имени., basis: assumed}
contacts:
  - {id: к1, when: 2025-05-03, kind: pressure, from: [остров], to: [север, юг], about: [тишина], text: Остров торопил., basis: stated}
  - {id: к2, when: after первая, kind: meeting, from: [фитиль], to: [мол, якорь], text: Ужин., basis: stated}
  - {id: к3, when: 2025-05-04, kind: call, from: [мол], to: [якорь], text: Звонок., basis: stated}
  - {id: к4, when: 2025-05-05, kind: offer, from: [прилив], to: [север], text: Лодки., basis: stated}
  - {id: к5, when: 2025-05-06, kind: alignment, from: [юг], to: [лоцманы], text: Сговорились., basis: stated}
  - {id: к6, when: 2025-05-07, kind: support, from: [лоцманы], to: [юг], text: Помогли., basis: stated}
  - {id: к7, when: during первая, kind: threat, from: [прилив], to: [юг], text: Пригрозили., basis: stated}
incidents:
  - id: и1
    when: 2025-05-09/2025-05-11
    kind: explosion
    place: Канал
    at: 46.5, 30.8
    killed: [{count: 3, by: север, who: матросы, source: вестник}, {count: at most 1, by: юг}]
    wounded: at least 5
    attributed: [{to: юг, by: север, denied: true}, {by: дозор}]
    text: Взрыв под водой.
    source: вестник#1
  - {id: и2, when: 2025-05-16, kind: drone-attack, killed: unknown, wounded: over 2, attributed: [{to: север}], basis: stated}
  - {id: и3, when: 2025-05-15, kind: air-attack, at: {lat: -1, lon: -30, within: 90}, basis: stated}
  - {id: и4, when: 2025-05-15, kind: shelling, basis: stated}
  - {id: и5, when: 2025-05-15, kind: clash, basis: stated}
  - {id: и6, when: 2025-05-15, kind: assassination, basis: stated}
  - {id: и7, when: 2025-05-15, kind: detention, basis: stated}
  - {id: и8, when: 2025-05-15, kind: obstruction, basis: stated}
  - {id: и9, when: 2025-05-15, kind: sabotage, basis: stated}
  - {id: и10, when: 2025-05-15, kind: other, basis: stated}
preferences:
  - {id: вес, party: юг, weights: {тишина: 3}, values: {тишина: {нет: 1}}, reservation: 1, basis: assumed}
  - {id: вес-севера, party: север, weights: {тишина: 2, флаг: 1}, values: {тишина: {неделя: 0.3, месяц: 0.8, год: 1}, флаг: {белый: 1}}, reservation: 0.5, basis: assumed}
"#;

/// What was put right in the same process.
const PUT_RIGHT: &str = r#"
corrections:
  - {id: поправка, recorded: 2025-05-18, of: и1, set: {killed: 4, text: Взрыв у пирса.}, why: Пересчитали.}
withdrawals:
  - {id: отзыв, recorded: 2025-05-18, of: п11, why: Ошибка.}
"#;

/// What one side told the mediators, one entry of it released.
const CAUCUS: &str = r#"
room: caucus:север
recorded: 2025-05-18
author: Писарь
basis: stated
statements: [{id: тайна, by: мол, when: 2025-05-17, sense: Мы уступим.}, {id: шёпот, by: юг, sense: Мы подождём.}]
releases: [{id: выпуск, of: шёпот, into: с2, to: public, permitted_by: мол}]
"#;

/// Notes of a meeting under every condition that there is.
const NOTES: &str = r#"
room: caucus:север
recorded: 2025-05-18
author: Писарь
basis: stated
statements:
  - {id: шёпот, by: юг, sense: Мы подождём., may: {level: attribute, by: якорь}}
  - {id: тайна, by: мол, session: вторая, about: [флаг], sense: Мы уступим., may: {level: team-only, by: мол, given: 2025-05-16}}
  - {id: суть, by: мол, session: вторая, sense: Мы спешим., may: {level: substance, scope: Без имени.}}
  - {id: слова, by: мол, session: вторая, words: Мы устали., may: {level: quote, until: 2025-05-20}}
  - {id: имя, by: мол, session: вторая, words: Мы ждём., may: {level: attribute, until: 2025-05-19}}
  - {id: ничего, by: мол, session: вторая, sense: Мы молчим.}
releases: [{id: выпуск, of: шёпот, into: с2, to: public, permitted_by: мол, permitted: 2025-05-18, condition: Тихо.}]
"#;

/// What the mediators suppose.
const TEAM: &str = r#"
room: team
recorded: 2025-05-18
author: Писарь
basis: assumed
positions: [{party: север, issue: флаг, kind: offer, option: синий, when: 2025-05-17}]
"#;

fn process() -> Process {
    Process::of(PROCESS).with("rooms/caucus-север.yaml", CAUCUS).with("rooms/team.yaml", TEAM)
}

fn put_right() -> Process {
    process().with("process.yaml", format!("{PROCESS}{PUT_RIGHT}"))
}

/// Numbers between bounds, rankings and comparisons in place of numbers.
fn half_known() -> Process {
    let preferences = "preferences:
  - {id: вес, party: юг, weights: {тишина: 1-4, флаг: about 2}, values: {тишина: {нет: 1, неделя: 0-1}, флаг: {синий: 1}}, reservation: 1, basis: assumed}
  - {id: вес-севера, party: север, orders: {тишина: [год, месяц, [неделя, нет]], флаг: [белый, синий]}, more_important: [[тишина, флаг]], prefers: [{this: {тишина: год, флаг: синий}, to: {тишина: нет, флаг: белый}}], basis: assumed}
";
    let (before, _) = PROCESS.split_once("preferences:\n").expect("preferences");
    process().with("process.yaml", format!("{before}{preferences}"))
}

// ------------------------------------------------------------------ what may stand in Latin letters

/// The words with two Latin letters in a row that no file spells so.
fn foreign_words(text: &str) -> Vec<String> {
    let belongs = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '+' | '/' | '_') || ('а'..='я').contains(&c)
    };
    let words = text.split(|c: char| !belongs(c)).map(|word| word.trim_matches([':', '-', '+', '/']));
    words.filter(|word| has_latin(word) && !stands_in_files(word)).map(str::to_owned).collect()
}

fn has_latin(word: &str) -> bool {
    word.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic))
}

/// Rooms, digits of hashes, ids that were made for entries without one, and time zones.
fn stands_in_files(word: &str) -> bool {
    let is_hash =
        |digits: &str| matches!(digits.len(), 12 | 64) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_room = matches!(word, "public" | "joint" | "team" | "caucus" | "party");
    let is_inner = word
        .strip_prefix("caucus:")
        .or_else(|| word.strip_prefix("party:"))
        .is_some_and(|party| !has_latin(party));
    let is_made = word.rsplit_once(['-', ':']).is_some_and(|(_, digits)| is_hash(digits));
    is_room || is_inner || is_hash(word) || is_made || word.starts_with("Europe/")
}

const VIEWERS: [&str; 5] = ["team", "party:север", "party:юг", "projector", "public"];

/// No line prints a word of its own, in any format but JSON, for any viewer.
#[track_caller]
fn nothing_is_hard_coded(process: &Process, lines: &[&str]) {
    let mut found = BTreeSet::new();
    for line in lines {
        for (viewer, format) in
            VIEWERS.iter().flat_map(|v| ["text", "markdown", "html"].map(|format| (v, format)))
        {
            let look = ["--as", viewer, "--format", format, "--lang", "qps"];
            let words: Vec<&str> = line.split(' ').chain(look).collect();
            let ran = process.run(&words);
            assert!(ran.exit <= 1, "{words:?}: {}", ran.err);
            let page = without_code(&ran.out, format);
            let shown = if format == "html" { words_of_html(&page) } else { page };
            found.extend(foreign_words(&shown));
        }
    }
    assert_eq!(found, BTreeSet::new(), "{lines:?}");
}

/// A page without what it shows as it stands in a file, which is in the words of the file.
fn without_code(page: &str, format: &str) -> String {
    match format {
        "html" => {
            let parts =
                page.split("<pre").map(|part| part.split_once("</pre>").map_or(part, |(_, rest)| rest));
            parts.collect::<Vec<_>>().join(" ")
        }
        "markdown" => page.lines().filter(|line| !line.starts_with("    ")).collect::<Vec<_>>().join("\n"),
        _ => page.lines().filter(|line| !line.starts_with('│')).collect::<Vec<_>>().join("\n"),
    }
}

/// The words of an HTML page that people see or hear: the text, and some attributes.
fn words_of_html(html: &str) -> String {
    let body = html.split_once("</style>").map_or(html, |(_, body)| body);
    let title = html
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"))
        .map_or("", |(title, _)| title);
    let mut words = format!("{title}\n");
    for part in body.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        for name in ["aria-label", "alt", "title", "data-label"] {
            let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
            words.extend([value.map_or("", |(value, _)| value), "\n"]);
        }
        words.push_str(text);
    }
    ["&amp;", "&quot;", "&lt;", "&gt;", "&#39;"]
        .iter()
        .fold(words, |words, entity| words.replace(entity, " "))
}

#[test]
fn the_process_of_these_tests_has_no_fault() {
    for process in [process(), put_right()] {
        let ran = process.run(&["check"]);
        assert_eq!((ran.exit, ran.out.as_str()), (0, ""), "{}", ran.err);
    }
}

#[test]
fn the_measure_finds_words_that_are_hard_coded() {
    let english = process().run(&["brief"]).done();
    assert!(foreign_words(&english).len() > 100, "{english}");
    assert_eq!(foreign_words("‹caucus:север› (65471bc024d3) 12:00 Europe/Istanbul"), Vec::<String>::new());
    assert_eq!(foreign_words("statement-0123456789ab, caucus:north or so"), ["caucus:north", "or", "so"]);
}

#[test]
fn the_brief_has_no_word_of_its_own() {
    let lines = ["brief", "brief --since 2025-01-01", "brief --known 2025-01-01", "brief --on 2025-05-10"];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn the_gaps_have_no_word_of_their_own() {
    nothing_is_hard_coded(&process(), &["gaps", "gaps --on 2025-05-10"]);
}

#[test]
fn the_pages_of_a_day_have_no_word_of_their_own() {
    let noted = put_right().with("rooms/caucus-север.yaml", NOTES);
    let lines = [
        "today",
        "today --on 2025-05-18 --since 2025-05-01",
        "today --on 2025-05-10",
        // Narrow columns would break the name of a time zone.
        "meetings --width 400",
        "meetings --known 2025-01-01",
        "meeting вторая --on 2025-05-20 --width 400",
        "meeting третья --width 400",
        "meeting вторя",
        "prepare север",
        "prepare юг --meeting первая --on 2025-05-20",
        "prepare риф",
        "held тишина север",
        "held тишина юг",
        "held пленные юг",
        "held смена юг",
    ];
    nothing_is_hard_coded(&noted, &lines);
}

#[test]
fn the_packages_have_no_word_of_their_own() {
    nothing_is_hard_coded(&process(), &["packages", "packages --on 2025-05-10"]);
}

#[test]
fn the_timeline_has_no_word_of_its_own() {
    nothing_is_hard_coded(&process(), &["timeline", "timeline --known 2025-01-01"]);
}

#[test]
fn the_lanes_have_no_word_of_their_own() {
    let lines = [
        "timeline --lane contacts",
        "timeline --from 2025-05-09 --to 2025-05-11",
        "timeline --lane direct --to 2020",
    ];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn incidents_sources_and_agreements_have_no_word_of_their_own() {
    let lines = [
        "incidents",
        "incidents --on 2025-05-10",
        "incidents --before и1",
        "incidents --before небылица",
        "sources",
        "source вестник --sentence 1",
        "source вестник --sentence 9",
        "source протокол",
        "source небылица",
        "agreements",
        "proposal обмен",
        "proposal мысль",
        "proposal черновик",
        "proposal небылица",
    ];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn actors_have_no_word_of_their_own() {
    let lines =
        ["actors", "actors --known 2025-01-01", "actor север", "actor мол", "actor фитиль", "actor первая"];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn the_log_has_no_word_of_its_own() {
    nothing_is_hard_coded(&process(), &["log", "log --room joint"]);
}

#[test]
fn the_deals_have_no_word_of_their_own() {
    let lines = [
        "deals",
        "brief --deals",
        "deals --respect",
        "deals --trades",
        "deals --sensitivity",
        "deals --sensitivity raiffa",
    ];
    nothing_is_hard_coded(&process(), &lines);
}

#[test]
fn possible_worlds_have_no_word_of_their_own() {
    let spread = "--assumed-spread 20 --worlds 200";
    let lines = ["deals --robust --worlds 200", "deals --reveals --worlds 200", "deals --reveals флаг=белый"];
    nothing_is_hard_coded(&process(), &lines);
    nothing_is_hard_coded(&process(), &[&format!("deals --robust {spread}")]);
    nothing_is_hard_coded(&half_known(), &["deals --robust --worlds 200"]);
}

#[test]
fn elicitation_has_no_word_of_its_own() {
    let lines = [
        "swing а=100 б=60 в=60",
        "swing а=100 б=60 в=80 --ranking а,б,в",
        "swing а=100 б=60 --ranking а,б",
        "best-worst --best а --worst в б=3/5 в=8/1",
        "best-worst --best а --worst в б=2/4 в=8/1",
        "best-worst --best а --worst в б=2/5 в=9/1",
        "pairwise а/б=2 б/в=2 а/в=4",
        "pairwise а/б=2 б/в=2 а/в=5",
        "pairwise а/б=9 б/в=9 в/а=9",
        "pairwise а/б=2 б/в=2",
        "pairwise а/б=2",
        "pairwise а/б=2 б/в=2 а/в=5 в/г=2",
    ];
    let mut found = BTreeSet::new();
    for (line, format) in lines.iter().flat_map(|line| ["text", "markdown", "html"].map(|f| (line, f))) {
        let look = ["--format", format, "--lang", "qps"];
        let out = detente(["elicit"].into_iter().chain(line.split(' ')).chain(look)).done();
        let page = without_code(&out, format);
        found.extend(foreign_words(&if format == "html" { words_of_html(&page) } else { page }));
    }
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn mixed_deals_have_no_word_of_their_own() {
    nothing_is_hard_coded(&process(), &["deals", "deals --respect", "deals --weights север=2"]);
    nothing_is_hard_coded(&process(), &["deals --lotteries", "deals --divide", "deals --rankings"]);
    let divisible = PROCESS.replace("title: Флаг,", "title: Флаг, divisible: true,");
    assert_ne!(divisible, PROCESS);
    nothing_is_hard_coded(&process().with("process.yaml", divisible), &["deals --lotteries"]);
}

#[test]
fn a_search_has_no_word_of_its_own() {
    nothing_is_hard_coded(&process(), &["search гавань", "search стороны встретились", "search небылица"]);
}

#[test]
fn a_correction_has_no_word_of_its_own() {
    nothing_is_hard_coded(&put_right(), &["brief", "timeline", "search пересчитали"]);
}

#[test]
fn an_entry_has_no_word_of_its_own() {
    let ids = [
        "с1",
        "и1",
        "п2",
        "вестник",
        "первая",
        "бумага",
        "север",
        "мол",
        "тишина",
        "обмен",
        "отзыв",
        "тайна",
    ];
    let lines = ids.map(|id| format!("show {id}"));
    nothing_is_hard_coded(&put_right(), &lines.iter().map(String::as_str).collect::<Vec<_>>());
}

// ------------------------------------------------------------------ direction

#[test]
fn the_direction_of_a_page_follows_its_language() {
    for page in ["brief", "gaps", "timeline", "actors", "incidents", "sources", "agreements"] {
        let html = |lang| {
            detente_on(&catalog("harbour-exercise"), &[page, "--format", "html", "--lang", lang]).done()
        };
        let root =
            |lang| html(lang).lines().find(|line| line.starts_with("<html")).unwrap_or_default().to_owned();
        assert!(root("qps-arab").contains("dir=\"rtl\""), "{}", root("qps-arab"));
        assert!(root("ar").contains("lang=\"ar\" dir=\"rtl\""), "{}", root("ar"));
        assert!(!root("en").contains("dir=\"rtl\"") && !root("qps").contains("dir=\"rtl\""));
    }
}

#[test]
fn words_of_another_language_are_marked_as_such() {
    let html = detente_on(&catalog("harbour-exercise"), &["show", "lamp-for-all", "--format", "html"]).done();
    assert!(html.contains("lang=\"ar\""), "{html}");
}

#[test]
fn a_language_without_pages_is_refused() {
    let told = detente_on(&catalog("harbour-exercise"), &["brief", "--lang", "tlh"]).refused();
    assert!(told.contains("tlh") && told.contains("one of: en, ar"), "{told}");
}

// ------------------------------------------------------------------ messages and the code

/// The files beneath `folder` with one of these endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let ending = entry.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
        if entry.is_dir() {
            files(&entry, endings, found);
        } else if endings.contains(&ending.as_str()) {
            found.push(entry);
        }
    }
}

/// The literals of the crates' code and templates that may name messages; of those that are put together
/// (`kind-{}`) what stands before and after the part that is not known.
fn names_in_code() -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of the crates");
    let mut paths = Vec::new();
    for name in ["detente-brief", "detente-web", "detente"] {
        for folder in ["src", "templates"].map(|folder| crates.join(name).join(folder)) {
            if folder.is_dir() {
                files(&folder, &["rs", "html"], &mut paths);
            }
        }
    }
    let (mut whole, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let belongs =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '{' | '}' | '_');
    for text in paths.iter().map(|path| std::fs::read_to_string(path).expect("text")) {
        for literal in text.split('"').filter(|text| !text.is_empty() && text.chars().all(belongs)) {
            match (literal.split_once('{'), literal.rsplit_once('}')) {
                (Some((before, _)), Some((_, after))) if before.len() + after.len() > 2 => {
                    parts.insert((before.to_owned(), after.to_owned()));
                }
                _ => _ = whole.insert(literal.to_owned()),
            }
        }
    }
    (whole, parts)
}

/// Messages whose names are put together from two parts, and words that only the workspace shows.
const NAMED_OTHERWISE: [&str; 14] = [
    "deals-zone",
    "deals-no-zone",
    "deals-shown-zone",
    "deals-shown-no-zone",
    "link-after",
    "link-together",
    "link-trade",
    "link-related",
    "says-contact",
    "corrected",
    "head-viewer",
    "head-on-all",
    "changes-corrected",
    "workspace",
];

#[test]
fn every_message_is_used() {
    let (whole, parts) = names_in_code();
    let is_used = |id: &str| {
        let is_made = |(before, after): &(String, String)| {
            id.len() > before.len() + after.len()
                && id.starts_with(before.as_str())
                && id.ends_with(after.as_str())
        };
        whole.contains(id) || parts.iter().any(is_made)
    };
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../detente-brief/locales/en");
    let mut paths = Vec::new();
    files(&locales, &["ftl"], &mut paths);
    let mut unused = Vec::new();
    for text in paths.iter().map(|path| std::fs::read_to_string(path).expect("text")) {
        let ids = text.lines().filter_map(|line| line.split_once(" = ")).map(|(id, _)| id);
        let is_id = |id: &&str| id.starts_with(|c: char| c.is_ascii_lowercase());
        unused.extend(ids.filter(is_id).filter(|id| !is_used(id)).map(str::to_owned));
    }
    unused.retain(|id| !NAMED_OTHERWISE.contains(&id.as_str()));
    assert_eq!(unused, Vec::<String>::new());
    assert!(!is_used("a-message-that-is-not-there"));
}
