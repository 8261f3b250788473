//! Charts as SVG, drawn by the program. Each stands beside a table that says the same.

mod bars;
mod course;
mod curves;
mod frontier;
mod gap;
mod graph;
mod labels;
mod lanes;
mod map;
mod parallel;
mod strip;

pub use bars::bars;
pub use course::{course, course_key};
pub use curves::curves;
pub use frontier::{frontier, key};
pub use gap::gap;
pub use graph::{graph, graph_key};
pub use lanes::{lane_key, lanes};
pub use map::map;
pub use strip::strip;

use crate::doc::{ChartPoint, Target};
use crate::html::{Links, escape};
use std::borrow::Cow;
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

/// A line through places.
fn polyline(places: &[(i32, i32)]) -> String {
    let mut path = String::new();
    for (index, (x, y)) in places.iter().enumerate() {
        let _ = write!(path, "{}{x} {y}", if index == 0 { 'M' } else { 'L' });
    }
    path
}

/// A drawing of a width, which is turned over where the page runs from right to left.
#[derive(Clone, Copy)]
struct Side {
    width: i32,
    turned: bool,
}

impl Side {
    const fn x(self, x: i32) -> i32 {
        if self.turned { self.width - x } else { x }
    }

    /// The left edge of what lies between `a` and `b`.
    fn left(self, a: i32, b: i32) -> i32 {
        self.x(a).min(self.x(b))
    }
}

/// Words in the direction of the page; a number by itself stays as it is.
fn directed(words: &str, right_to_left: bool) -> Cow<'_, str> {
    match right_to_left && words.contains(char::is_alphabetic) {
        true => Cow::Owned(format!("\u{2067}{words}\u{2069}")),
        false => Cow::Borrowed(words),
    }
}

/// Drawings run from left to right: words of another direction take the direction in which they begin.
fn in_own_direction(words: &str) -> Cow<'_, str> {
    let turns =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    match words.contains(turns) && !words.starts_with(['\u{2067}', '\u{2068}']) {
        true => Cow::Owned(format!("\u{2068}{words}\u{2069}")),
        false => Cow::Borrowed(words),
    }
}

fn text(class: &str, (x, y): (i32, i32), anchor: Anchor, words: &str) -> String {
    let (anchor, words) = (anchor.name(), escape(&in_own_direction(words)));
    format!(r#"<text class="{class}" x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>"#)
}

/// A drawing in the making.
struct Canvas {
    svg: String,
    /// Do its words run from right to left?
    right_to_left: bool,
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

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }

    fn other(self) -> Anchor {
        match self {
            Anchor::Start => Anchor::End,
            Anchor::Middle => Anchor::Middle,
            Anchor::End => Anchor::Start,
        }
    }
}

impl Canvas {
    /// A drawing of a size, with its text alternative.
    fn new(class: &str, width: i32, height: i32, alternative: &str) -> Canvas {
        let label = escape(alternative);
        let svg = format!(
            r#"<svg class="{class}" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">"#
        );
        Canvas { svg, right_to_left: false }
    }

    /// The same with words that run as those of the page do.
    fn directed(self, right_to_left: bool) -> Canvas {
        Canvas { right_to_left, ..self }
    }

    /// The same; where its parts lead somewhere it is a group, since what is within an image cannot be reached.
    fn with_links(class: &str, width: i32, height: i32, alternative: &str, has_links: bool) -> Canvas {
        let mut canvas = Canvas::new(class, width, height, alternative);
        if has_links {
            canvas.svg = canvas.svg.replacen(r#"role="img""#, r#"role="group""#, 1);
        }
        canvas
    }

    /// A drawing that says nothing to who cannot see it.
    fn hidden(class: &str, width: i32, height: i32) -> Canvas {
        let size = format!(r#"width="{width}" height="{height}" viewBox="0 0 {width} {height}""#);
        Canvas { svg: format!(r#"<svg class="{class}" {size} aria-hidden="true">"#), right_to_left: false }
    }

    fn line(&mut self, class: &str, (x1, y1): (i32, i32), (x2, y2): (i32, i32)) {
        let _ = write!(self.svg, r#"<line class="{class}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>"#);
    }

    fn circle(&mut self, class: &str, (x, y): (i32, i32), radius: i32) {
        let _ = write!(self.svg, r#"<circle class="{class}" cx="{x}" cy="{y}" r="{radius}"/>"#);
    }

    fn rect(&mut self, class: &str, (x, y): (i32, i32), (width, height): (i32, i32)) {
        let (width, height) = (width.max(0), height.max(0));
        let place = format!(r#"x="{x}" y="{y}" width="{width}" height="{height}""#);
        let _ = write!(self.svg, r#"<rect class="{class}" {place}/>"#);
    }

    /// A bar with round ends.
    fn bar(&mut self, class: &str, (x, y): (i32, i32), (width, height): (i32, i32)) {
        let place = format!(r#"x="{x}" y="{y}" width="{width}" height="{height}" rx="{}""#, height / 2);
        let _ = write!(self.svg, r#"<rect class="{class}" {place}/>"#);
    }

    fn path(&mut self, class: &str, path: &str) {
        let _ = write!(self.svg, r#"<path class="{class}" d="{path}"/>"#);
    }

    fn text(&mut self, class: &str, (x, y): (i32, i32), anchor: Anchor, words: &str) {
        self.svg.push_str(&text(class, (x, y), anchor, &directed(words, self.right_to_left)));
    }

    /// Words that begin (or end) at a place of a drawing that may be turned.
    fn side_text(&mut self, side: Side, class: &str, (x, y): (i32, i32), anchor: Anchor, words: &str) {
        let anchor = if side.turned { anchor.other() } else { anchor };
        self.svg.push_str(&text(class, (side.x(x), y), anchor, &directed(words, side.turned)));
    }

    /// Words of the record there, which run in their own direction.
    fn side_data(&mut self, side: Side, class: &str, (x, y): (i32, i32), anchor: Anchor, words: &str) {
        let anchor = if side.turned { anchor.other() } else { anchor };
        let words = if side.turned { format!("\u{2068}{words}\u{2069}") } else { words.to_owned() };
        self.svg.push_str(&text(class, (side.x(x), y), anchor, &words));
    }

    /// A drawing whose marks can be reached one by one: no picture, whose parts would not be told.
    fn of_marks(class: &str, width: i32, height: i32, alternative: &str) -> Canvas {
        let label = escape(alternative);
        let svg = format!(
            r#"<svg class="{class}" viewBox="0 0 {width} {height}" role="group" aria-label="{label}">"#
        );
        Canvas { svg, right_to_left: false }
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

    /// What `draw` draws, with its words, and as a link where something can be followed.
    fn linked(&mut self, links: Links<'_>, target: &Target, title: &str, draw: impl FnOnce(&mut Canvas)) {
        let Some(links) = links else { return self.titled(title, draw) };
        let (address, title) = (escape(&links(target)), escape(title));
        let _ = write!(self.svg, r#"<a href="{address}""#);
        let begun = self.svg.len();
        let _ = write!(self.svg, "><title>{title}</title>");
        draw(self);
        // What is drawn as words is read as such; a mark without any is called by its title.
        if !self.svg[begun..].contains("<text") {
            self.svg.insert_str(begun, &format!(r#" aria-label="{title}""#));
        }
        self.svg.push_str("</a>");
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

/// Heights near `wanted` that are at least `apart` from each other, between `top` and `bottom`.
fn spread(wanted: &[i32], apart: i32, (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|&i| wanted[i]);
    let mut heights = wanted.to_vec();
    let mut least = top;
    for &i in &order {
        heights[i] = heights[i].max(least);
        least = heights[i] + apart;
    }
    let mut most = bottom;
    for &i in order.iter().rev() {
        heights[i] = heights[i].min(most);
        most = heights[i] - apart;
    }
    heights
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
    use super::{Anchor, Canvas, Side, cut, directed, in_own_direction, spread, two_lines};

    #[test]
    fn a_drawing_is_turned_with_its_page() {
        let turned = Side { width: 100, turned: true };
        assert_eq!((turned.x(10), turned.left(10, 30)), (90, 70));
        let straight = Side { width: 100, turned: false };
        assert_eq!((straight.x(10), straight.left(10, 30)), (10, 10));
        let drawn = |side| {
            let mut canvas = Canvas::hidden("x", 100, 10);
            canvas.side_text(side, "who", (0, 5), Anchor::Start, "طرف 1");
            canvas.side_data(side, "mark", (0, 5), Anchor::End, "U.S.");
            canvas.finish()
        };
        assert!(drawn(straight).contains("x=\"0\" y=\"5\" text-anchor=\"start\">\u{2068}طرف 1\u{2069}<"));
        assert!(drawn(turned).contains("x=\"100\" y=\"5\" text-anchor=\"end\">\u{2067}طرف 1\u{2069}<"));
        assert!(drawn(turned).contains("text-anchor=\"start\">\u{2068}U.S.\u{2069}<"));
        assert_eq!(directed("−10", true), "−10");
        assert_eq!(in_own_direction("30° شرقاً"), "\u{2068}30° شرقاً\u{2069}");
        assert_eq!(in_own_direction("30° E"), "30° E");
    }

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

    #[test]
    fn letters_at_one_height_stand_beneath_each_other() {
        let within = (66, 328);
        assert_eq!(spread(&[100, 100, 200], 20, within), [100, 120, 200]);
        assert_eq!(spread(&[328, 328, 327], 20, within), [308, 328, 288]);
        assert_eq!(spread(&[66; 3], 20, within), [66, 86, 106]);
        assert_eq!(spread(&[], 20, within), Vec::<i32>::new());
    }
}
