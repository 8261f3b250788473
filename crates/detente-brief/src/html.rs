//! A page as one self-contained HTML file: no script, no request, right in print, in dark mode, on
//! a phone, and from right to left.

use crate::doc::{Block, FrontierChart, Inline, Line, Matrix, MatrixCell, Page, State, Table, plain};
use crate::lang::Lang;
use crate::svg;
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");

/// Prints `page`.
pub fn render(page: &Page, lang: &Lang) -> String {
    let direction = if lang.is_right_to_left() { "rtl" } else { "ltr" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} [{}]</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n\
         <p class=\"badge\">{}</p>\n</header>\n<main>\n",
        escape(html_language(lang)),
        escape(&plain(&page.title)),
        escape(&page.badge),
        line(&page.title),
        escape(&page.badge),
    );
    let mut open = false;
    for (index, block) in page.blocks.iter().enumerate() {
        if let Block::Section(name, text) = block {
            if open {
                out.push_str("</section>\n");
            }
            let _ = writeln!(
                out,
                "<section class=\"{name}\" aria-labelledby=\"s{index}\">\n<h2 id=\"s{index}\">{}</h2>",
                line(text)
            );
            open = true;
        } else {
            write_block(block, &mut out);
        }
    }
    if open {
        out.push_str("</section>\n");
    }
    let _ = write!(out, "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n", line(&page.foot));
    out
}

/// The tag of the page's language; the pseudo-language is English for a browser.
fn html_language(lang: &Lang) -> &str {
    match lang.language().as_str() {
        tag if tag.starts_with(crate::lang::PSEUDO) => "en",
        tag => tag,
    }
}

fn write_block(block: &Block, out: &mut String) {
    match block {
        Block::Section(_, text) | Block::Heading(text) => {
            let _ = writeln!(out, "<h3>{}</h3>", line(text));
        }
        Block::Para(text) => {
            let _ = writeln!(out, "<p>{}</p>", line(text));
        }
        Block::Keys(keys) => {
            out.push_str("<dl>\n");
            for (label, text) in keys {
                let _ = writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", line(label), line(text));
            }
            out.push_str("</dl>\n");
        }
        Block::List(items) => {
            out.push_str("<ul>\n");
            for (text, more) in items {
                let more: String =
                    more.iter().map(|text| format!("<p class=\"more\">{}</p>", line(text))).collect();
                let _ = writeln!(out, "<li>{}{more}</li>", line(text));
            }
            out.push_str("</ul>\n");
        }
        Block::Code(text) => {
            let _ = writeln!(out, "<pre dir=\"auto\">{}</pre>", escape(text));
        }
        Block::Table(table) => write_table(table, out),
        Block::Matrix(matrix) => write_matrix(matrix, out),
        Block::Strip(strip) => {
            let title = plain(&strip.caption);
            out.push_str("<figure>");
            write_drawing(&title, &svg::strip(strip, &title), out);
            let _ = writeln!(out, "<figcaption>{}</figcaption></figure>", line(&strip.caption));
        }
        Block::Frontier(chart) => write_frontier(chart, out),
    }
}

/// A drawing in a box of its own, in which what is too wide can be moved.
fn write_drawing(label: &str, drawn: &str, out: &mut String) {
    let label = escape(label);
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">{drawn}</div>"
    );
}

fn write_frontier(chart: &FrontierChart, out: &mut String) {
    let _ = writeln!(out, "<h3>{}</h3>\n<figure class=\"frontier\">", line(&chart.title));
    write_drawing(&plain(&chart.title), &svg::frontier(chart), out);
    let _ = write!(out, "<figcaption><p>{}</p><ul class=\"key\">", line(&chart.reading));
    for (mark, words) in &chart.key {
        let _ = write!(out, "<li>{}<span>{}</span></li>", svg::key(*mark, chart), line(words));
    }
    out.push_str("</ul></figcaption></figure>\n");
}

fn write_table(table: &Table, out: &mut String) {
    let caption = plain(&table.caption);
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table><caption>{}</caption>\n<thead><tr>",
        escape(&caption),
        line(&table.caption)
    );
    for cell in &table.head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", line(cell));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let label = table.head.get(index).map(|head| escape(&plain(head))).unwrap_or_default();
            let _ = match index {
                0 => write!(out, "<th scope=\"row\">{}</th>", line(cell)),
                _ => write!(out, "<td data-label=\"{label}\">{}</td>", line(cell)),
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn write_matrix(matrix: &Matrix, out: &mut String) {
    let caption = plain(&matrix.caption);
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table class=\"matrix\"><caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th>",
        escape(&caption),
        line(&matrix.caption),
        line(&matrix.issue_head)
    );
    for party in &matrix.parties {
        let _ = write!(out, "<th scope=\"col\">{}</th>", line(party));
    }
    let _ = write!(out, "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n", line(&matrix.gap_head));
    let names: Vec<String> = matrix.parties.iter().map(|party| plain(party)).collect();
    for row in &matrix.rows {
        let _ =
            write!(out, "<tr class=\"d{}\"><th scope=\"row\">{}</th>", row.depth.min(3), line(&row.issue));
        for (cell, name) in row.cells.iter().zip(&names) {
            let name = escape(name);
            match cell {
                None => {
                    let _ = write!(
                        out,
                        "<td class=\"none\" data-label=\"{name}\">{}</td>",
                        line(&matrix.nothing)
                    );
                }
                Some(cell) => {
                    let _ = write!(out, "<td data-label=\"{name}\">{}</td>", matrix_cell(cell));
                }
            }
        }
        let title = format!("{}: {}", plain(&row.issue), plain(&row.gap));
        let chart = svg::gap(row, &names, &title).unwrap_or_default();
        let label = escape(&plain(&matrix.gap_head));
        let _ = writeln!(
            out,
            "<td class=\"drawn\" data-label=\"{label}\"><p>{}</p>{chart}</td></tr>",
            line(&row.gap)
        );
    }
    out.push_str("</tbody></table></div>\n");
}

fn matrix_cell(cell: &MatrixCell) -> String {
    let more: String = cell.more.iter().map(|text| format!("<p class=\"more\">{}</p>", line(text))).collect();
    format!("<p>{}</p>{more}", line(&cell.holds))
}

fn line(inlines: &Line) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Word(text) => escape(text),
        Inline::Data { text, language: None } => format!("<bdi>{}</bdi>", escape(text)),
        Inline::Data { text, language: Some(language) } => {
            format!("<bdi lang=\"{}\">{}</bdi>", escape(language.as_str()), escape(text))
        }
        Inline::Strong(inner) => format!("<strong>{}</strong>", line(inner)),
        Inline::Quiet(inner) => format!("<span class=\"quiet\">{}</span>", line(inner)),
        Inline::Quote(inner) => format!("<q>{}</q>", line(inner)),
        Inline::Basis(basis, word) => {
            format!("<span class=\"basis {}\">{}</span>", basis.as_str(), escape(word))
        }
        Inline::Room(room) => format!("<span class=\"room\"><bdi>{}</bdi></span>", escape(&room.to_string())),
        Inline::Id(id) => format!("<code><bdi>{}</bdi></code>", escape(id)),
        Inline::RedLine(words) => format!("<span class=\"redline\">{}</span>", line(words)),
        Inline::Arrow(arrow, words) => {
            format!("<span class=\"arrow\"><span aria-hidden=\"true\">{arrow}</span> {}</span>", line(words))
        }
        Inline::State(state, words) => {
            let (class, mark) = match state {
                State::Yes => ("yes", '✓'),
                State::No => ("no", '✗'),
                State::Open => ("open", '○'),
            };
            format!(
                "<span class=\"state {class}\"><span aria-hidden=\"true\">{mark}</span> {}</span>",
                escape(words)
            )
        }
    }
}

/// Text as HTML, in content and in attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_record_are_never_markup() {
        let shown = line(&vec![Inline::data("<script>alert('x')</script>\u{202e}\x1b")]);
        assert_eq!(shown, "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\u{fffd}\u{fffd}</bdi>");
    }
}
