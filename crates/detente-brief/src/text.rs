//! A page for the terminal and for pipes.

mod frontier;

use crate::doc::{
    Block, FrontierChart, Inline, Line, MapChart, Matrix, MatrixRow, Page, Passage, State, Table, plain,
};
use crate::lang::Lang;
use detente_model::Basis;
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How text is printed.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle {
    /// Columns, at least 40.
    pub width: usize,
    /// May colour be used? The words say everything without it.
    pub color: bool,
}

/// How a run of characters looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Look {
    #[default]
    Plain,
    Strong,
    Quiet,
    Red,
    Green,
    Yellow,
    Blue,
}

impl Look {
    fn ansi(self) -> &'static str {
        match self {
            Look::Plain => "",
            Look::Strong => "\x1b[1m",
            Look::Quiet => "\x1b[2m",
            Look::Red => "\x1b[31m",
            Look::Green => "\x1b[32m",
            Look::Yellow => "\x1b[33m",
            Look::Blue => "\x1b[36m",
        }
    }
}

/// Which words of the record are isolated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Isolate {
    /// Those from right to left, on a page from left to right.
    RightToLeft,
    /// All, on a page from right to left.
    All,
}

/// A run of characters that look alike.
type Run = (String, Look);

/// Prints `page`.
pub fn render(page: &Page, lang: &Lang, style: TextStyle) -> String {
    let isolate = if lang.is_right_to_left() { Isolate::All } else { Isolate::RightToLeft };
    let mut out = Out { style, isolate, text: String::new() };
    let title = vec![Inline::Strong(page.title.clone())];
    let badge = format!("[{}]", page.badge);
    // Beside the title where there is room for both, else above it.
    let beside = badge.width() + 24 <= style.width;
    if !beside {
        out.paragraph(&[Inline::Strong(vec![Inline::Word(badge.clone())])], 0);
    }
    let room = if beside { style.width - badge.width() - 1 } else { style.width };
    for (index, line) in wrap(&runs(&title, isolate), room).iter().enumerate() {
        out.runs(line);
        if index == 0 && beside {
            out.text.push_str(&" ".repeat(room.saturating_sub(width_of(line)) + 1));
            out.runs(&[(badge.clone(), Look::Blue)]);
        }
        out.newline();
    }
    out.text.push_str(&"═".repeat(style.width));
    out.newline();
    for block in &page.blocks {
        out.block(block);
    }
    out.text.push_str(&"─".repeat(style.width));
    out.newline();
    out.paragraph(&[Inline::Quiet(page.foot.clone())], 0);
    out.text
}

struct Out {
    style: TextStyle,
    isolate: Isolate,
    text: String,
}

impl Out {
    fn newline(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        self.text.push('\n');
    }

    fn runs(&mut self, runs: &[Run]) {
        for (text, look) in runs {
            if self.style.color && *look != Look::Plain {
                let _ = write!(self.text, "{}{text}\x1b[0m", look.ansi());
            } else {
                self.text.push_str(text);
            }
        }
    }

    fn paragraph(&mut self, line: &[Inline], indent: usize) {
        self.hanging(line, indent, indent);
    }

    /// Wraps `line`; its first line begins at `first`, the others at `rest`.
    fn hanging(&mut self, line: &[Inline], first: usize, rest: usize) {
        let width = self.style.width.saturating_sub(rest).max(20);
        for (index, part) in wrap(&runs(line, self.isolate), width).iter().enumerate() {
            self.text.push_str(&" ".repeat(if index == 0 { first } else { rest }));
            self.runs(part);
            self.newline();
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Section(_, line) => {
                self.newline();
                let words = plain(line);
                let heading = wrap(&[(words, Look::Strong)], self.style.width);
                let last = heading.len() - 1;
                for (index, part) in heading.iter().enumerate() {
                    self.runs(part);
                    if index == last {
                        let rule = self.style.width.saturating_sub(width_of(part) + 1);
                        self.runs(&[(format!(" {}", "─".repeat(rule)), Look::Quiet)]);
                    }
                    self.newline();
                }
            }
            Block::Heading(line) => {
                self.newline();
                self.paragraph(&[Inline::Strong(line.clone())], 0);
            }
            Block::Para(line) => self.paragraph(line, 0),
            Block::Keys(keys) => self.keys(keys),
            Block::List(items) => {
                for (line, more) in items {
                    self.text.push_str("• ");
                    self.hanging(line, 0, 2);
                    for line in more {
                        self.paragraph(line, 4);
                    }
                }
            }
            Block::Code(text) => {
                for line in text.lines() {
                    let depth = line.len() - line.trim_start_matches(' ').len();
                    let width = self.style.width.saturating_sub(2 + depth).max(20);
                    for part in wrap(&[(isolated(line.trim_start(), self.isolate), Look::Plain)], width) {
                        self.runs(&[("│ ".into(), Look::Quiet), (" ".repeat(depth), Look::Plain)]);
                        self.runs(&part);
                        self.newline();
                    }
                }
            }
            Block::Table(table) | Block::Twin(table) => self.table(table),
            Block::Passage(passage) => self.passage(passage),
            Block::Map(map) => self.map(map),
            Block::Matrix(matrix) => self.matrix(matrix),
            // The list beneath it says the same.
            Block::Strip(_) | Block::Bars(_) | Block::Curves(_) | Block::Course(_) => {}
            Block::Frontier(chart) => self.frontier(chart),
            // The matrix and the list beneath it say the same.
            Block::Graph(_) => {}
            Block::Cross(cross) => self.table(&cross.pairs()),
            Block::Lanes(lanes) => {
                for (index, table) in lanes.tables.iter().enumerate() {
                    if index > 0 {
                        self.newline();
                    }
                    self.paragraph(&[Inline::Quiet(table.caption.clone())], 0);
                    self.table(table);
                }
            }
        }
    }

    /// The table beneath it says the same; what is printed on every map is told here as well.
    fn map(&mut self, map: &MapChart) {
        self.paragraph(&[Inline::Strong(map.title.clone())], 0);
        for layer in &map.layers {
            self.paragraph(&layer.label, 2);
        }
        self.paragraph(&[Inline::Quiet(map.note.clone())], 0);
    }

    fn passage(&mut self, passage: &Passage) {
        let width = passage.sentences.len().to_string().len();
        for (index, sentence) in passage.sentences.iter().enumerate() {
            let arrow = if sentence.is_asked { '▶' } else { ' ' };
            let _ = write!(self.text, "{arrow}{:>width$}  ", index + 1);
            self.hanging(&sentence.words, 0, width + 3);
            for line in &sentence.rests {
                let _ = write!(self.text, "{}← ", " ".repeat(width + 3));
                self.hanging(line, 0, width + 5);
            }
        }
    }

    /// For two parties a plot; for more the table says it better.
    fn frontier(&mut self, chart: &FrontierChart) {
        let Some(lines) = frontier::plot(chart, self.style.width) else { return };
        self.newline();
        self.paragraph(&[Inline::Strong(chart.title.clone())], 0);
        for line in lines {
            self.runs(&line);
            self.newline();
        }
        self.paragraph(&[Inline::Quiet(chart.reading.clone())], 0);
        for (mark, words) in &chart.key {
            let Some(mark) = frontier::mark(*mark) else { continue };
            self.runs(&[mark, (" ".into(), Look::Plain)]);
            self.hanging(&[Inline::Quiet(words.clone())], 0, 2);
        }
        self.newline();
    }

    fn keys(&mut self, keys: &[(Line, Line)]) {
        let label_width =
            keys.iter().map(|(label, _)| width_of(&runs(label, self.isolate))).max().unwrap_or(0).min(24);
        for (label, line) in keys {
            let label_runs = runs(&[Inline::Quiet(label.clone())], self.isolate);
            let pad = label_width.saturating_sub(width_of(&label_runs)) + 2;
            self.runs(&label_runs);
            self.text.push_str(&" ".repeat(pad));
            self.hanging(line, 0, label_width + 2);
        }
    }

    fn table(&mut self, table: &Table) {
        let rows: Vec<Vec<Vec<Run>>> =
            table.rows.iter().map(|row| row.iter().map(|cell| runs(cell, self.isolate)).collect()).collect();
        let head: Vec<Vec<Run>> = table.head.iter().map(|cell| vec![(plain(cell), Look::Quiet)]).collect();
        let Some(widths) = column_widths(std::iter::once(&head).chain(&rows), self.style.width) else {
            return self.stacked(table);
        };
        for row in
            std::iter::once(&head).filter(|head| head.iter().any(|cell| width_of(cell) > 0)).chain(&rows)
        {
            let cells: Vec<Vec<Vec<Run>>> =
                row.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for line in 0..height {
                for (cell, width) in cells.iter().zip(&widths) {
                    let part = cell.get(line).map_or(&[][..], Vec::as_slice);
                    self.runs(part);
                    self.text.push_str(&" ".repeat(width.saturating_sub(width_of(part)) + 2));
                }
                self.newline();
            }
        }
    }

    /// A table that is too wide for columns: each row as a list of its cells.
    fn stacked(&mut self, table: &Table) {
        for row in &table.rows {
            for (index, (head, cell)) in table.head.iter().zip(row).enumerate() {
                let label = vec![Inline::Quiet(head.clone()), Inline::mark(": ")];
                let line: Line = label.into_iter().chain(cell.iter().cloned()).collect();
                self.text.push_str(if index == 0 { "• " } else { "  " });
                self.hanging(&line, 0, 2);
            }
        }
    }

    /// An issue a paragraph: its title and gap, the line of its options, and a line a party.
    fn matrix(&mut self, matrix: &Matrix) {
        for row in &matrix.rows {
            self.matrix_row(matrix, row);
        }
        if matrix.rows.iter().any(|row| row.axis.is_some()) && self.style.width >= 64 {
            self.paragraph(&[Inline::Quiet(matrix.legend.clone())], 0);
        }
    }

    fn matrix_row(&mut self, matrix: &Matrix, row: &MatrixRow) {
        let indent = 2 * row.depth;
        let gap = runs(&row.gap, self.isolate);
        // Beside the title where there is room for both, else beneath it.
        let beside = indent + width_of(&gap) + 22 <= self.style.width;
        let room =
            self.style.width.saturating_sub(indent + if beside { width_of(&gap) + 2 } else { 0 }).max(10);
        for (index, line) in
            wrap(&runs(&[Inline::Strong(row.issue.clone())], self.isolate), room).iter().enumerate()
        {
            self.text.push_str(&" ".repeat(indent));
            self.runs(line);
            if index == 0 && beside {
                self.text.push_str(&" ".repeat(room.saturating_sub(width_of(line)) + 2));
                self.runs(&gap);
            }
            self.newline();
        }
        if !beside {
            self.paragraph(&row.gap, indent + 2);
        }
        let names: Vec<String> = matrix.parties.iter().map(|party| plain(party)).collect();
        let held =
            || row.cells.iter().enumerate().filter_map(|(i, cell)| cell.as_ref().map(|cell| (i, cell)));
        let name_width = held().map(|(i, _)| names[i].width()).max().unwrap_or(0).min(20);
        let bar_width = if self.style.width >= 100 { 32 } else { 20 };
        let has_bars =
            self.style.width >= 64 && row.axis.is_some() && held().any(|(_, cell)| cell.drawn.is_some());
        if let (true, Some(axis)) = (has_bars, &row.axis) {
            let ends = [axis.marks.first(), axis.marks.last()]
                .map(|mark| mark.map_or("", |(_, words)| words.as_str()));
            let line = vec![Inline::data(ends[0]), Inline::mark(" ··· "), Inline::data(ends[1])];
            self.paragraph(&[Inline::Quiet(line)], indent + 2 + name_width + 2);
        }
        for (index, cell) in held() {
            let name = vec![(names[index].clone(), Look::Plain)];
            self.text.push_str(&" ".repeat(indent + 2));
            self.runs(&name);
            self.text.push_str(&" ".repeat(name_width.saturating_sub(width_of(&name)) + 2));
            let mut at = indent + 2 + name_width + 2;
            if has_bars {
                self.runs(&bar(cell, bar_width));
                self.text.push_str("  ");
                at += bar_width + 2;
            }
            let line =
                crate::doc::joined(std::iter::once(cell.holds.clone()).chain(cell.more.clone()), " · ");
            self.hanging(&line, 0, at);
        }
    }
}

/// The place of a position on a line of `width` characters, with its red lines beneath it.
fn bar(cell: &crate::doc::MatrixCell, width: usize) -> Vec<Run> {
    let at = |thousandths: u32| (thousandths as usize * (width - 1) + 500) / 1000;
    let mut line: Vec<(char, Look)> = vec![('·', Look::Quiet); width];
    for limit in &cell.red_lines {
        for (edge, open, mark) in [(limit.from, limit.open_below, '['), (limit.to, limit.open_above, ']')] {
            if !open {
                line[at(edge)] = (mark, Look::Red);
            }
        }
    }
    if let Some(drawn) = &cell.drawn {
        let (from, to) = (at(drawn.from), at(drawn.to));
        let marks = line.iter_mut().take(to + 1).skip(from);
        for mark in marks {
            *mark = ('━', Look::Strong);
        }
        line[from] = (if drawn.open_below { '◀' } else { '●' }, Look::Strong);
        line[to] = (if drawn.open_above { '▶' } else { '●' }, Look::Strong);
    }
    line.into_iter().map(|(mark, look)| (mark.to_string(), look)).collect()
}

/// The runs of a line.
fn runs(line: &[Inline], isolate: Isolate) -> Vec<Run> {
    let mut all = Vec::new();
    add_runs(line, Look::Plain, isolate, &mut all);
    all
}

fn add_runs(line: &[Inline], look: Look, isolate: Isolate, all: &mut Vec<Run>) {
    let marked = |own: Look| if look == Look::Plain { own } else { look };
    for inline in line {
        match inline {
            Inline::Word(text) => all.push((text.clone(), look)),
            Inline::Data { text, .. } => all.push((isolated(text, isolate), look)),
            Inline::Strong(inner) | Inline::Marked(inner) => {
                add_runs(inner, marked(Look::Strong), isolate, all)
            }
            Inline::Quiet(inner) => add_runs(inner, marked(Look::Quiet), isolate, all),
            Inline::To(_, inner) | Inline::Provenance { short: inner, .. } => {
                add_runs(inner, look, isolate, all)
            }
            Inline::Quote(inner) => {
                all.push(("“".into(), look));
                add_runs(inner, look, isolate, all);
                all.push(("”".into(), look));
            }
            Inline::Basis(basis, word) => {
                let own = if *basis == Basis::Assumed { Look::Yellow } else { Look::Quiet };
                all.push((format!("[{word}]"), own));
            }
            Inline::Room { words, .. } => all.push((format!("‹{}›", plain(words)), Look::Blue)),
            Inline::Id(id) => all.push((isolated(id, isolate), marked(Look::Quiet))),
            Inline::RedLine(words) => {
                all.push(("▌".into(), Look::Red));
                add_runs(words, Look::Red, isolate, all);
            }
            Inline::Arrow(arrow, words) => {
                all.push((format!("{arrow} "), look));
                add_runs(words, look, isolate, all);
            }
            Inline::State(state, words) => {
                let own = match state {
                    State::Yes => Look::Green,
                    State::No => Look::Red,
                    State::Open | State::Begun | State::UnderWay => Look::Yellow,
                };
                let mark = state.mark();
                all.push((format!("{mark} {words}"), own));
            }
        }
    }
}

/// The words of the record on one line, isolated (Unicode UAX 9) where they would turn what is around them,
/// or be turned by it.
fn isolated(text: &str, isolate: Isolate) -> String {
    let one_line = text.replace(['\n', '\t'], " ");
    match isolate == Isolate::All || one_line.chars().any(is_right_to_left) {
        true => format!("\u{2068}{one_line}\u{2069}"),
        false => one_line,
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}

fn width_of(runs: &[Run]) -> usize {
    runs.iter().map(|(text, _)| text.width()).sum()
}

/// Breaks `runs` into lines of at most `width` columns, at spaces; a longer word after its hyphens and the like, or else where it ends.
fn wrap(runs: &[Run], width: usize) -> Vec<Vec<Run>> {
    let width = width.max(1);
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    let mut used = 0;
    for word in words(runs).into_iter().flat_map(|word| pieces(word, width)) {
        let is_space = word.iter().all(|(text, _)| text.chars().all(|c| c == ' '));
        let length = width_of(&word);
        if used + length > width && !is_space && used > 0 {
            lines.push(Vec::new());
            used = 0;
        }
        if is_space && (used == 0 || used + length > width) {
            continue;
        }
        for (text, look) in word {
            for c in text.chars() {
                let w = c.width().unwrap_or(0);
                if used + w > width {
                    lines.push(Vec::new());
                    used = 0;
                }
                used += w;
                let line = lines.last_mut().expect("one line at least");
                match line.last_mut() {
                    Some((run, last)) if *last == look => run.push(c),
                    _ => line.push((c.to_string(), look)),
                }
            }
        }
    }
    lines
}

/// Splits runs into words and the spaces between them; a word may change its look within.
fn words(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut all: Vec<Vec<Run>> = Vec::new();
    let mut last_was_space = None;
    for (text, look) in runs {
        for c in text.chars() {
            let is_space = c == ' ';
            if last_was_space != Some(is_space) {
                all.push(Vec::new());
                last_was_space = Some(is_space);
            }
            let word = all.last_mut().expect("pushed above");
            match word.last_mut() {
                Some((run, l)) if l == look => run.push(c),
                _ => word.push((c.to_string(), *look)),
            }
        }
    }
    all
}

/// A word that is longer than a line, in pieces that end with a hyphen, a colon and the like.
fn pieces(word: Vec<Run>, width: usize) -> Vec<Vec<Run>> {
    if width_of(&word) <= width {
        return vec![word];
    }
    let mut all: Vec<Vec<Run>> = vec![Vec::new()];
    for (text, look) in word {
        for part in text.split_inclusive(['-', ':', '=']) {
            let piece = all.last_mut().expect("one piece at least");
            piece.push((part.to_owned(), look));
            if part.ends_with(['-', ':', '=']) {
                all.push(Vec::new());
            }
        }
    }
    all.retain(|piece| !piece.is_empty());
    all
}

/// Widths for columns so that the table fits: each as wide as its content where there is room,
/// else the widest are narrowed to share what is left; `None` where not even that fits.
fn column_widths<'a>(rows: impl Iterator<Item = &'a Vec<Vec<Run>>>, total: usize) -> Option<Vec<usize>> {
    let mut natural: Vec<usize> = Vec::new();
    for row in rows {
        natural.resize(natural.len().max(row.len()), 0);
        for (width, cell) in natural.iter_mut().zip(row) {
            *width = (*width).max(width_of(cell));
        }
    }
    let room = total.saturating_sub(2 * natural.len().saturating_sub(1));
    let mut limit = natural.iter().copied().max().unwrap_or(0);
    while limit > 8 && natural.iter().map(|w| (*w).min(limit)).sum::<usize>() > room {
        limit -= 1;
    }
    let widths: Vec<usize> = natural.iter().map(|width| (*width).min(limit)).collect();
    (widths.iter().sum::<usize>() <= room).then_some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_keep_their_words() {
        let line = vec![
            Inline::Word("one two ".into()),
            Inline::Strong(vec![Inline::Word("three-four".into())]),
            Inline::Word(", five".into()),
        ];
        let lines = wrap(&runs(&line, Isolate::RightToLeft), 12);
        let text: Vec<String> = lines.iter().map(|l| l.iter().map(|(t, _)| t.as_str()).collect()).collect();
        assert_eq!(text, ["one two ", "three-four, ", "five"].map(|s| s.to_owned()));
        assert!(
            wrap(&runs(&[Inline::data("漢字漢字漢字")], Isolate::RightToLeft), 5)
                .iter()
                .all(|l| width_of(l) <= 5)
        );
    }

    #[test]
    fn words_of_the_record_cannot_move_the_cursor() {
        let shown = runs(&[Inline::data("a\x1b[2Jb\u{202e}c")], Isolate::RightToLeft)[0].0.clone();
        assert!(!shown.contains('\x1b') && !shown.contains('\u{202e}'));
        assert!(isolated("سلام", Isolate::RightToLeft).starts_with('\u{2068}'));
        assert_eq!(isolated("U.S.", Isolate::RightToLeft), "U.S.");
        assert_eq!(isolated("U.S.", Isolate::All), "\u{2068}U.S.\u{2069}");
    }
}
