//! A page as Markdown (CommonMark with pipe tables).

use crate::doc::{Block, Inline, Line, Matrix, Page, Passage, Table};

/// Prints `page`.
pub fn render(page: &Page) -> String {
    let mut out = format!("# {}\n\n**[{}]**\n", line(&page.title), escape(&page.badge));
    for block in &page.blocks {
        out.push('\n');
        match block {
            Block::Section(_, text) => out.push_str(&format!("## {}\n", line(text))),
            Block::Heading(text) => out.push_str(&format!("### {}\n", line(text))),
            Block::Para(text) => out.push_str(&format!("{}\n", line(text))),
            Block::Keys(keys) => {
                for (label, text) in keys {
                    out.push_str(&format!("- **{}**: {}\n", line(label), line(text)));
                }
            }
            Block::List(items) => {
                for (text, more) in items {
                    out.push_str(&format!("- {}\n", line(text)));
                    for text in more {
                        out.push_str(&format!("  - {}\n", line(text)));
                    }
                }
            }
            Block::Code(text) => text.lines().for_each(|line| out.push_str(&format!("    {line}\n"))),
            Block::Table(t) | Block::Twin(t) => table(t, &mut out),
            Block::Passage(text) => passage(text, &mut out),
            Block::Map(map) => {
                out.push_str(&format!("**{}**\n", line(&map.title)));
                let layers = map.layers.iter().map(|layer| &layer.label);
                layers.chain([&map.note]).for_each(|text| out.push_str(&format!("\n{}\n", line(text))));
            }
            Block::Matrix(m) => table(&matrix(m), &mut out),
            Block::Cross(cross) => table(&cross.pairs(), &mut out),
            Block::Lanes(lanes) => {
                for t in &lanes.tables {
                    out.push_str(&format!("{}\n\n", line(&t.caption)));
                    table(t, &mut out);
                    out.push('\n');
                }
                out.pop();
            }
            // The table beneath it says the same.
            Block::Strip(_)
            | Block::Bars(_)
            | Block::Curves(_)
            | Block::Frontier(_)
            | Block::Course(_)
            | Block::Graph(_) => {
                out.pop();
            }
        }
    }
    out.push_str(&format!("\n---\n\n{}\n", line(&page.foot)));
    out
}

fn table(table: &Table, out: &mut String) {
    let row = |cells: &[Line]| {
        let cells: Vec<String> = cells.iter().map(|cell| line(cell).replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&row(&table.head));
    out.push_str(&format!("|{}\n", " --- |".repeat(table.head.len())));
    table.rows.iter().for_each(|cells| out.push_str(&row(cells)));
}

fn passage(passage: &Passage, out: &mut String) {
    for (index, sentence) in passage.sentences.iter().enumerate() {
        out.push_str(&format!("{}. {}\n", index + 1, line(&sentence.words)));
        for rest in &sentence.rests {
            out.push_str(&format!("   - {}\n", line(rest)));
        }
    }
}

/// The matrix as a table of issues by parties.
fn matrix(matrix: &Matrix) -> Table {
    let head = std::iter::once(matrix.issue_head.clone())
        .chain(matrix.parties.iter().cloned())
        .chain(std::iter::once(matrix.gap_head.clone()))
        .collect();
    let rows = matrix.rows.iter().map(|row| {
        let nested = Inline::mark(&"– ".repeat(row.depth));
        let issue =
            std::iter::once(nested).chain(std::iter::once(Inline::Strong(row.issue.clone()))).collect();
        let cells = row.cells.iter().map(|cell| match cell {
            None => matrix.nothing.clone(),
            Some(cell) => {
                crate::doc::joined(std::iter::once(cell.holds.clone()).chain(cell.more.clone()), " · ")
            }
        });
        std::iter::once(issue).chain(cells).chain(std::iter::once(row.gap.clone())).collect()
    });
    Table { caption: matrix.caption.clone(), head, rows: rows.collect() }
}

fn line(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Word(text) => escape(text),
        Inline::Data { text, .. } => escape(text),
        Inline::Strong(inner) | Inline::Marked(inner) => format!("**{}**", line(inner)),
        Inline::Quiet(inner) | Inline::To(_, inner) | Inline::Provenance { short: inner, .. } => line(inner),
        Inline::Quote(inner) => format!("“{}”", line(inner)),
        Inline::Basis(_, word) => format!("\\[{}\\]", escape(word)),
        Inline::Room { words, .. } => format!("‹{}›", line(words)),
        Inline::Id(id) => format!("`{}`", id.replace('`', "")),
        Inline::RedLine(words) => format!("**▌{}**", line(words)),
        Inline::Arrow(arrow, words) => format!("{arrow} {}", line(words)),
        Inline::State(state, words) => {
            let mark = state.mark();
            format!("{mark} {}", escape(words))
        }
    }
}

/// Words of the record as plain words of Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
