//! Charts as SVG, drawn by the program. Each stands beside a table that says the same.

mod frontier;
mod gap;
mod labels;
mod parallel;
mod strip;

pub use frontier::{frontier, key};
pub use gap::gap;
pub use strip::strip;

use crate::doc::ChartPoint;
use crate::html::{Links, escape};
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// A line of a drawing on which thousandths are laid out. `to` may be less than `from`: upwards.
#[derive(Clone, Copy)]
struct Scale {
    from: i32,
    to: i32,
}

impl Scale {
    const fn at(self, thousandths: u32) -> i32 {
        self.from + thousandths as i32 * (self.to - self.from) / 1000
    }
}

/// A drawing in the making.
struct Canvas {
    svg: String,
}

/// How a mark of a drawing is reached.
enum Reach {
    /// It is pointed at.
    Pointer,
    /// By keyboard as well.
    Focus,
    /// It leads somewhere.
    Link(String),
}

impl Reach {
    /// That of a package: where nothing can be followed, the drawing is one picture.
    fn of(point: &ChartPoint, links: Links<'_>) -> Reach {
        match (links, &point.target) {
            (Some(links), Some(target)) => Reach::Link(links(target)),
            // One stop for each package that is told of; the others are in the table.
            (Some(_), None) if point.letter.is_some() => Reach::Focus,
            _ => Reach::Pointer,
        }
    }
}

/// On which side of its place a text stands.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    /// A drawing of a size, with its text alternative.
    fn new(class: &str, width: i32, height: i32, alternative: &str) -> Canvas {
        let label = escape(alternative);
        let svg = format!(
            r#"<svg class="{class}" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">"#
        );
        Canvas { svg }
    }

    /// A drawing that says nothing to who cannot see it.
    fn hidden(class: &str, width: i32, height: i32) -> Canvas {
        let size = format!(r#"width="{width}" height="{height}" viewBox="0 0 {width} {height}""#);
        Canvas { svg: format!(r#"<svg class="{class}" {size} aria-hidden="true">"#) }
    }

    fn line(&mut self, class: &str, (x1, y1): (i32, i32), (x2, y2): (i32, i32)) {
        let _ = write!(self.svg, r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#);
    }

    fn circle(&mut self, class: &str, (x, y): (i32, i32), radius: i32) {
        let _ = write!(self.svg, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#);
    }

    fn path(&mut self, class: &str, path: &str) {
        let _ = write!(self.svg, r#"<path class="{class}" d="{path}"/>"#);
    }

    fn text(&mut self, class: &str, (x, y): (i32, i32), anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let words = escape(words);
        let _ = write!(
            self.svg,
            r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>"#
        );
    }

    /// A drawing whose marks can be reached one by one: no picture, whose parts would not be told.
    fn of_marks(class: &str, width: i32, height: i32, alternative: &str) -> Canvas {
        let label = escape(alternative);
        let svg = format!(
            r#"<svg class="{class}" viewBox="0 0 {width} {height}" role="group" aria-label="{label}">"#
        );
        Canvas { svg }
    }

    /// What `draw` draws, with words that show where it is pointed at.
    fn titled(&mut self, title: &str, draw: impl FnOnce(&mut Canvas)) {
        self.mark(title, &Reach::Pointer, draw);
    }

    /// The same, with the way by which it is reached.
    fn mark(&mut self, title: &str, reach: &Reach, draw: impl FnOnce(&mut Canvas)) {
        let title = escape(title);
        let close = match reach {
            Reach::Pointer => {
                self.svg.push_str("<g>");
                "</g>"
            }
            Reach::Focus => {
                let _ = write!(self.svg, r#"<g tabindex="0" role="img" aria-label="{title}">"#);
                "</g>"
            }
            Reach::Link(address) => {
                let _ = write!(self.svg, r#"<a href="{}" aria-label="{title}">"#, escape(address));
                "</a>"
            }
        };
        let _ = write!(self.svg, "<title>{title}</title>");
        draw(self);
        self.svg.push_str(close);
    }

    /// The letter of a package in a circle.
    fn letter(&mut self, (x, y): (i32, i32), letter: &str) {
        self.circle("badge", (x, y), labels::RADIUS);
        self.text("letter", (x, y + 4), Anchor::Middle, letter);
    }

    fn finish(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

/// About how wide words are in the charts' type, in units of the drawing.
fn width_of(words: &str) -> i32 {
    words.chars().map(|c| c.width().unwrap_or(0) as i32 * 13 / 2).sum()
}

/// `text` in at most `columns` columns; where it is longer, its beginning.
fn cut(text: &str, columns: usize) -> String {
    let width = |c: char| c.width().unwrap_or(0);
    if text.chars().map(width).sum::<usize>() <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += width(*c);
        used <= columns
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// `text` in at most two lines of `columns` columns, broken between words.
fn two_lines(text: &str, columns: usize) -> Vec<String> {
    let fits = |words: &str| cut(words, columns) == words;
    if fits(text) {
        return vec![text.to_owned()];
    }
    let mut breaks = text.match_indices(' ').map(|(at, _)| at).rev();
    match breaks.find(|at| fits(&text[..*at])) {
        Some(at) => vec![text[..at].to_owned(), cut(&text[at + 1..], columns)],
        None => vec![cut(text, columns)],
    }
}

#[cfg(test)]
mod tests {
    use super::{cut, two_lines};

    #[test]
    fn names_are_broken_between_words() {
        assert_eq!(two_lines("South", 8), ["South"]);
        assert_eq!(two_lines("The Highland Council", 14), ["The Highland", "Council"]);
        assert_eq!(two_lines("Mecklenburg-Vorpommern", 8), ["Mecklen…"]);
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(cut("Ukraine", 7), "Ukraine");
        assert_eq!(cut("Ukraine", 6), "Ukrai…");
        assert_eq!(cut("漢字漢字", 6), "漢字…");
    }
}
