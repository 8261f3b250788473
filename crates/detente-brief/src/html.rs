//! A page as one self-contained HTML file: no script, no request, right in print, in dark mode, on
//! a phone, and from right to left.

use crate::doc::{
    Block, Course, Cross, FrontierChart, Graph, Inline, Lanes, Line, MapChart, Matrix, MatrixCell, Page,
    Passage, State, Table, Target, plain,
};
use crate::lang::Lang;
use crate::svg;
use std::fmt::Write;

/// The style of every page, for screen and print.
pub const STYLE: &str = include_str!("page.css");

/// Turns a target into an address; [`None`] in a file, where nothing can be followed.
pub type Links<'a> = Option<&'a dyn Fn(&Target) -> String>;

/// Prints `page` as one file.
pub fn render(page: &Page, lang: &Lang) -> String {
    let direction = if lang.is_right_to_left() { "rtl" } else { "ltr" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} [{}]</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n\
         <p class=\"badge\">{}</p>\n</header>\n<main>\n",
        escape(language(lang)),
        escape(&plain(&page.title)),
        escape(&page.badge),
        words(&page.title, None),
        escape(&page.badge),
    );
    out.push_str(&fragment(page, None));
    let _ = write!(out, "</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n", words(&page.foot, None));
    out
}

/// The sections of `page`, without what stands around them: for a place in another page.
pub fn fragment(page: &Page, links: Links<'_>) -> String {
    let mut html = Html { links, out: String::new() };
    let mut open = false;
    for (index, block) in page.blocks.iter().enumerate() {
        if let Block::Section(name, text) = block {
            if open {
                html.out.push_str("</section>\n");
            }
            let text = html.line(text);
            let _ = writeln!(
                html.out,
                "<section class=\"{name}\" aria-labelledby=\"h{index}\">\n<h2 id=\"h{index}\">{text}</h2>",
            );
            open = true;
        } else {
            html.block(block);
        }
    }
    if open {
        html.out.push_str("</section>\n");
    }
    html.out
}

/// A line of a page, for a place in another page.
pub fn words(words: &Line, links: Links<'_>) -> String {
    Html { links, out: String::new() }.line(words)
}

/// The tag of the page's language; the pseudo-language is English for a browser.
pub fn language(lang: &Lang) -> &str {
    match lang.language().as_str() {
        tag if tag.starts_with(crate::lang::PSEUDO) => "en",
        tag => tag,
    }
}

/// A printer of HTML.
struct Html<'a> {
    links: Links<'a>,
    out: String,
}

impl Html<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Section(_, text) | Block::Heading(text) => {
                let _ = writeln!(self.out, "<h3>{}</h3>", self.line(text));
            }
            Block::Para(text) => {
                let _ = writeln!(self.out, "<p>{}</p>", self.line(text));
            }
            Block::Keys(keys) => {
                self.out.push_str("<dl>\n");
                for (label, text) in keys {
                    let _ = writeln!(
                        self.out,
                        "<div><dt>{}</dt><dd>{}</dd></div>",
                        self.line(label),
                        self.line(text)
                    );
                }
                self.out.push_str("</dl>\n");
            }
            Block::List(items) => {
                self.out.push_str("<ul>\n");
                for (text, more) in items {
                    let more: String = more
                        .iter()
                        .map(|text| format!("<p class=\"more\">{}</p>", self.line(text)))
                        .collect();
                    let _ = writeln!(self.out, "<li>{}{more}</li>", self.line(text));
                }
                self.out.push_str("</ul>\n");
            }
            Block::Code(text) => {
                let _ = writeln!(self.out, "<pre dir=\"auto\">{}</pre>", escape(text));
            }
            Block::Table(table) => self.table(table),
            Block::Matrix(matrix) => self.matrix(matrix),
            Block::Strip(strip) => {
                let title = plain(&strip.caption);
                self.out.push_str("<figure>");
                self.drawing(&title, &svg::strip(strip, &title));
                let _ = writeln!(self.out, "<figcaption>{}</figcaption></figure>", self.line(&strip.caption));
            }
            Block::Frontier(chart) => self.frontier(chart),
            Block::Course(course) => self.course(course),
            Block::Graph(graph) => self.graph(graph),
            Block::Cross(cross) => self.cross(cross),
            Block::Lanes(lanes) => self.lanes(lanes),
            Block::Twin(table) => {
                let _ = write!(
                    self.out,
                    "<details class=\"twin\"><summary>{}</summary>",
                    self.line(&table.caption)
                );
                self.table(table);
                self.out.push_str("</details>\n");
            }
            Block::Bars(bars) => {
                self.out.push_str("<figure>");
                self.drawing(&plain(&bars.caption), &svg::bars(bars));
                let _ = writeln!(self.out, "<figcaption>{}</figcaption></figure>", self.line(&bars.caption));
            }
            Block::Curves(curves) => {
                self.out.push_str("<figure>");
                self.drawing(&plain(&curves.caption), &svg::curves(curves));
                let _ =
                    writeln!(self.out, "<figcaption>{}</figcaption></figure>", self.line(&curves.caption));
            }
            Block::Map(map) => self.map(map),
            Block::Passage(passage) => self.passage(passage),
        }
    }

    fn graph(&mut self, graph: &Graph) {
        let title = plain(&graph.caption);
        self.out.push_str("<figure class=\"graph\">");
        self.drawing(&title, &svg::graph(graph, &title, self.links));
        let key = graph.key.iter().map(|(mark, words)| (svg::graph_key(*mark), words));
        self.caption(&graph.caption, key);
    }

    fn lanes(&mut self, lanes: &Lanes) {
        let title = plain(&lanes.caption);
        self.out.push_str("<figure class=\"lanes\">");
        self.drawing(&title, &svg::lanes(lanes, &title, self.links));
        let key = lanes.key.iter().map(|(mark, words)| (svg::lane_key(*mark), words));
        self.caption(&lanes.caption, key);
        let _ = writeln!(self.out, "<details><summary>{}</summary>", self.line(&lanes.twin));
        lanes.tables.iter().for_each(|table| self.table(table));
        self.out.push_str("</details>\n");
    }

    /// The end of a figure: what it shows, and what its marks mean.
    fn caption<'l>(&mut self, words: &Line, key: impl Iterator<Item = (String, &'l Line)>) {
        let _ = write!(self.out, "<figcaption><p>{}</p><ul class=\"key\">", self.line(words));
        for (mark, words) in key {
            let _ = write!(self.out, "<li>{mark}<span>{}</span></li>", self.line(words));
        }
        self.out.push_str("</ul></figcaption></figure>\n");
    }

    /// A table of parties by parties; where it would be too wide, of pairs.
    fn cross(&mut self, cross: &Cross) {
        let Some((rows, columns)) = cross.square() else { return self.table(&cross.pairs()) };
        let [from, to, _] = &cross.heads;
        let caption = plain(&cross.caption);
        let _ = write!(
            self.out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table class=\"cross\"><caption>{}</caption>\n<thead><tr><th scope=\"col\">{} / {}</th>",
            escape(&caption),
            self.line(&cross.caption),
            self.line(from),
            self.line(to),
        );
        let empty = Line::new();
        let party = |place: &usize| cross.parties.get(*place).unwrap_or(&empty);
        for column in &columns {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", self.line(party(column)));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        let mut cells = cross.cells.iter().peekable();
        for row in &rows {
            let _ = write!(self.out, "<tr><th scope=\"row\">{}</th>", self.line(party(row)));
            for column in &columns {
                let label = escape(&plain(party(column)));
                let _ = match cells.next_if(|cell| (cell.0, cell.1) == (*row, *column)) {
                    Some((_, _, what)) => {
                        write!(self.out, "<td data-label=\"{label}\">{}</td>", self.line(what))
                    }
                    None => write!(
                        self.out,
                        "<td class=\"none\" data-label=\"{label}\">{}</td>",
                        self.line(&cross.nothing)
                    ),
                };
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn map(&mut self, map: &MapChart) {
        self.out.push_str("<figure class=\"map\">");
        self.drawing(&plain(&map.title), &svg::map(map));
        // Where the map is wider than the screen, what is printed on it is cut off.
        let _ = writeln!(
            self.out,
            "<figcaption><p>{}</p><p class=\"narrow\">{}</p></figcaption></figure>",
            self.line(&map.reading),
            self.line(&map.note)
        );
    }

    fn passage(&mut self, passage: &Passage) {
        let tongue = match &passage.language {
            Some(language) => {
                let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
                format!("lang=\"{}\" dir=\"{direction}\"", escape(language.as_str()))
            }
            None => "dir=\"auto\"".to_owned(),
        };
        self.out.push_str("<ol class=\"passage\">\n");
        for (index, sentence) in passage.sentences.iter().enumerate() {
            let number = index + 1;
            let class = match (sentence.is_asked, sentence.rests.is_empty()) {
                (true, _) => " class=\"asked\"",
                (false, true) => " class=\"alone\"",
                (false, false) => "",
            };
            let words = self.line(&sentence.words);
            let _ = write!(self.out, "<li id=\"s{number}\"{class}><p {tongue}>{words}</p>");
            if !sentence.rests.is_empty() {
                let rests: String =
                    sentence.rests.iter().map(|line| format!("<li>{}</li>", self.line(line))).collect();
                let _ = write!(self.out, "<ul class=\"rests\">{rests}</ul>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n");
    }

    /// A drawing in a box of its own, in which what is too wide can be moved.
    fn drawing(&mut self, label: &str, drawn: &str) {
        let label = escape(label);
        let _ = write!(
            self.out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">{drawn}</div>"
        );
    }

    fn frontier(&mut self, chart: &FrontierChart) {
        let _ = writeln!(self.out, "<h3>{}</h3>\n<figure class=\"frontier\">", self.line(&chart.title));
        self.drawing(&plain(&chart.title), &svg::frontier(chart, self.links));
        let key = chart.key.iter().map(|(mark, words)| (svg::key(*mark, chart), words));
        self.caption(&chart.reading, key);
    }

    fn course(&mut self, course: &Course) {
        let _ =
            writeln!(self.out, "<h3>{}</h3>\n<figure class=\"frontier courses\">", self.line(&course.title));
        self.drawing(&plain(&course.title), &svg::course(course));
        let key = course.key.iter().map(|(mark, words)| (svg::course_key(*mark), words));
        self.caption(&course.reading, key);
    }

    fn table(&mut self, table: &Table) {
        let caption = plain(&table.caption);
        let _ = write!(
            self.out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table><caption>{}</caption>\n<thead><tr>",
            escape(&caption),
            self.line(&table.caption)
        );
        for cell in &table.head {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", self.line(cell));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (index, cell) in row.iter().enumerate() {
                let label = table.head.get(index).map(|head| escape(&plain(head))).unwrap_or_default();
                let _ = match index {
                    0 => write!(self.out, "<th scope=\"row\">{}</th>", self.line(cell)),
                    _ => write!(self.out, "<td data-label=\"{label}\">{}</td>", self.line(cell)),
                };
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn matrix(&mut self, matrix: &Matrix) {
        let caption = plain(&matrix.caption);
        let _ = write!(
            self.out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table class=\"matrix\"><caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th>",
            escape(&caption),
            self.line(&matrix.caption),
            self.line(&matrix.issue_head)
        );
        for party in &matrix.parties {
            let _ = write!(self.out, "<th scope=\"col\">{}</th>", self.line(party));
        }
        let _ = write!(
            self.out,
            "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
            self.line(&matrix.gap_head)
        );
        let names: Vec<String> = matrix.parties.iter().map(|party| plain(party)).collect();
        for row in &matrix.rows {
            let _ = write!(
                self.out,
                "<tr class=\"d{}\"><th scope=\"row\">{}</th>",
                row.depth.min(3),
                self.line(&row.issue)
            );
            for (cell, name) in row.cells.iter().zip(&names) {
                let name = escape(name);
                match cell {
                    None => {
                        let _ = write!(
                            self.out,
                            "<td class=\"none\" data-label=\"{name}\">{}</td>",
                            self.line(&matrix.nothing)
                        );
                    }
                    Some(cell) => {
                        let _ = write!(self.out, "<td data-label=\"{name}\">{}</td>", self.cell(cell));
                    }
                }
            }
            let title = format!("{}: {}", plain(&row.issue), plain(&row.gap));
            let chart = svg::gap(row, matrix, &title).unwrap_or_default();
            let label = escape(&plain(&matrix.gap_head));
            let _ = writeln!(
                self.out,
                "<td class=\"drawn\" data-label=\"{label}\"><p>{}</p>{chart}</td></tr>",
                self.line(&row.gap)
            );
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn cell(&self, cell: &MatrixCell) -> String {
        let more: String =
            cell.more.iter().map(|text| format!("<p class=\"more\">{}</p>", self.line(text))).collect();
        format!("<p>{}</p>{more}", self.line(&cell.holds))
    }

    fn line(&self, inlines: &Line) -> String {
        inlines.iter().map(|part| self.inline(part)).collect()
    }

    fn inline(&self, inline: &Inline) -> String {
        match inline {
            Inline::Word(text) => escape(text),
            Inline::Data { text, language: None } => format!("<bdi>{}</bdi>", escape(text)),
            Inline::Data { text, language: Some(language) } => {
                format!("<bdi lang=\"{}\">{}</bdi>", escape(language.as_str()), escape(text))
            }
            Inline::Strong(inner) => format!("<strong>{}</strong>", self.line(inner)),
            Inline::Quiet(inner) => format!("<span class=\"quiet\">{}</span>", self.line(inner)),
            Inline::Marked(inner) => format!("<mark>{}</mark>", self.line(inner)),
            Inline::Quote(inner) => format!("<q>{}</q>", self.line(inner)),
            Inline::Basis(basis, word) => {
                format!("<span class=\"basis {}\">{}</span>", basis.as_str(), escape(word))
            }
            Inline::Room { room, words } => match self.links {
                Some(_) => format!(
                    "<span class=\"room\" title=\"{}\">{}</span>",
                    escape(&room.to_string()),
                    self.line(words)
                ),
                None => format!("<span class=\"room\">{}</span>", self.line(words)),
            },
            Inline::Id(id) => format!("<code><bdi>{}</bdi></code>", escape(id)),
            Inline::To(target, words) => match self.links {
                Some(links) => format!("<a href=\"{}\">{}</a>", escape(&links(target)), self.line(words)),
                None => self.line(words),
            },
            Inline::Provenance { short, whole } => match self.links {
                Some(_) => format!(
                    "<span class=\"prov\" tabindex=\"0\">{}<span class=\"tip\" role=\"note\">{}</span></span>",
                    self.line(short),
                    self.line(whole)
                ),
                None => self.line(short),
            },
            Inline::RedLine(words) => format!("<span class=\"redline\">{}</span>", self.line(words)),
            Inline::Arrow(arrow, words) => {
                format!(
                    "<span class=\"arrow\"><span aria-hidden=\"true\">{arrow}</span> {}</span>",
                    self.line(words)
                )
            }
            Inline::State(state, words) => {
                let class = match state {
                    State::Yes => "yes",
                    State::No => "no",
                    State::Open | State::Begun | State::UnderWay => "open",
                };
                let mark = state.mark();
                format!(
                    "<span class=\"state {class}\"><span aria-hidden=\"true\">{mark}</span> {}</span>",
                    escape(words)
                )
            }
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
        let shown = words(&vec![Inline::data("<script>alert('x')</script>\u{202e}\x1b")], None);
        assert_eq!(shown, "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\u{fffd}\u{fffd}</bdi>");
    }
}
