//! A process whose own words hold no Latin letter, and what finds words that do: in the pseudo-language they are
//! those that are written in the code. For the tests of the command and of the workspace.

/// A process with every kind of entry, in Cyrillic letters throughout.
pub const PROCESS: &str = r#"
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
pub const PUT_RIGHT: &str = r#"
corrections:
  - {id: поправка, recorded: 2025-05-18, of: и1, set: {killed: 4, text: Взрыв у пирса.}, why: Пересчитали.}
withdrawals:
  - {id: отзыв, recorded: 2025-05-18, of: п11, why: Ошибка.}
"#;

/// What one side told the mediators, one entry of it released.
pub const CAUCUS: &str = r#"
room: caucus:север
recorded: 2025-05-18
author: Писарь
basis: stated
statements: [{id: тайна, by: мол, when: 2025-05-17, sense: Мы уступим.}, {id: шёпот, by: юг, sense: Мы подождём.}]
releases: [{id: выпуск, of: шёпот, into: с2, to: public, permitted_by: мол}]
"#;

/// Notes of a meeting under every condition that there is.
pub const NOTES: &str = r#"
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
pub const TEAM: &str = r#"
room: team
recorded: 2025-05-18
author: Писарь
basis: assumed
positions: [{party: север, issue: флаг, kind: offer, option: синий, when: 2025-05-17}]
"#;

/// The words with two Latin letters in a row that no file spells so.
pub fn foreign_words(text: &str) -> Vec<String> {
    let belongs = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '+' | '/' | '_') || ('а'..='я').contains(&c)
    };
    let words = text.split(|c: char| !belongs(c)).map(|word| word.trim_matches([':', '-', '+', '/']));
    words.filter(|word| has_latin(word) && !stands_in_files(word)).map(str::to_owned).collect()
}

fn has_latin(word: &str) -> bool {
    word.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic))
}

/// Rooms, what is in them, digits of hashes, ids that were made for entries without one, and time zones.
fn stands_in_files(word: &str) -> bool {
    let is_hash = |digits: &str| {
        matches!(digits.len(), 12 | 32 | 64) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    // `ROOM/ID` as well.
    let word = word.split_once('/').filter(|(_, id)| !has_latin(id)).map_or(word, |(room, _)| room);
    let is_room = matches!(word, "public" | "joint" | "team" | "caucus" | "party");
    let is_inner = word
        .strip_prefix("caucus:")
        .or_else(|| word.strip_prefix("party:"))
        .is_some_and(|party| !has_latin(party));
    let is_made = word.rsplit_once(['-', ':']).is_some_and(|(_, digits)| is_hash(digits));
    is_room || is_inner || is_hash(word) || is_made || word.starts_with("Europe/")
}

/// The words of an HTML page that people see or hear: the text, and some attributes.
pub fn words_of_html(html: &str) -> String {
    let body = html.split_once("</style>").map_or(html, |(_, body)| body);
    let title = html
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"))
        .map_or("", |(title, _)| title);
    let mut words = format!("{title}\n");
    for part in body.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        for name in ["aria-label", "alt", "title", "placeholder", "data-label"] {
            let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
            words.extend([value.map_or("", |(value, _)| value), "\n"]);
        }
        words.push_str(text);
    }
    ["&amp;", "&quot;", "&lt;", "&gt;", "&#39;"]
        .iter()
        .fold(words, |words, entity| words.replace(entity, " "))
}
