//! What happened when, in lanes, with how often the parties met and spoke beneath them.
//!
//! Shape tells what a mark is, a dashed edge that it is still to come, a bar that its date is vague and an
//! arrow at its end that it may reach further: colour only repeats it.

use super::{Anchor, Canvas, Scale, two_lines};
use crate::doc::{DrawnLane, DrawnMark, Frequency, LaneMark, Lanes};
use crate::html::Links;

const WIDTH: i32 = 960;
const TIME: Scale = Scale { from: 168, to: 944 };
const ROW: i32 = 19;
const TOP: i32 = 26;
/// How high the bars of frequency are together.
const BARS: i32 = 44;

/// A drawing in which time may go from right to left.
struct Drawing<'a> {
    canvas: Canvas,
    links: Links<'a>,
    right_to_left: bool,
}

/// The whole drawing.
pub fn lanes(lanes: &Lanes, title: &str, links: Links<'_>) -> String {
    let rows: Vec<(Vec<usize>, i32)> = lanes.lanes.iter().map(stacked).collect();
    let lanes_height: i32 = rows.iter().map(|(_, count)| height_of(*count)).sum();
    let beneath = if lanes.frequency.is_some() { BARS + 18 } else { 0 };
    let height = TOP + lanes_height + beneath + 4;
    let canvas = Canvas::with_links("lanes", WIDTH, height, title, links.is_some());
    let mut drawing = Drawing { canvas, links, right_to_left: lanes.right_to_left };
    drawing.ticks(lanes, height);
    let mut top = TOP;
    for (lane, (places, count)) in lanes.lanes.iter().zip(&rows) {
        drawing.lane(lane, places, top, height_of(*count));
        top += height_of(*count);
    }
    if let Some(frequency) = &lanes.frequency {
        drawing.frequency(frequency, top + 14);
    }
    drawing.canvas.finish()
}

/// A mark as it is on the chart, for its key.
pub fn lane_key(mark: LaneMark) -> String {
    let mut canvas = Canvas::hidden("key lane-key", 28, 20);
    match mark {
        LaneMark::Many(n) => {
            canvas.path("many", &pill(3, 25, 10));
            canvas.text("many", (14, 14), Anchor::Middle, &n.to_string());
        }
        LaneMark::Vague => canvas.path("vague", &bar((3, 25), (10, 4), (false, true))),
        LaneMark::Planned => canvas.circle("planned", (14, 10), 9),
        mark => canvas.path(class(mark), &shape(mark, (14, 10))),
    }
    canvas.finish()
}

fn height_of(rows: i32) -> i32 {
    rows.max(1) * ROW + 10
}

/// In which row of its lane each mark stands so that none lies on another, and how many rows there are.
fn stacked(lane: &DrawnLane) -> (Vec<usize>, i32) {
    let mut order: Vec<usize> = (0..lane.marks.len()).collect();
    order.sort_by_key(|index| (lane.marks[*index].from, lane.marks[*index].to));
    let mut rows: Vec<i32> = Vec::new();
    let mut places = vec![0; lane.marks.len()];
    for index in order {
        let (from, to) = extent(&lane.marks[index]);
        let free = rows.iter().position(|end| *end < from);
        let row = free.unwrap_or(rows.len());
        match rows.get_mut(row) {
            Some(end) => *end = to,
            None => rows.push(to),
        }
        places[index] = row;
    }
    (places, rows.len() as i32)
}

/// Is it drawn as a bar? In either way its place is that of its middle.
fn is_bar(mark: &DrawnMark) -> bool {
    TIME.at(mark.to) - TIME.at(mark.from) > 16 || mark.open_start || mark.open_end
}

/// From where to where a mark reaches, before it is turned from right to left.
fn extent(mark: &DrawnMark) -> (i32, i32) {
    let (from, to) = (TIME.at(mark.from), TIME.at(mark.to));
    match is_bar(mark) {
        true => (from.min(to - 18), to.max(from + 18)),
        false => ((from + to) / 2 - 8, (from + to) / 2 + 8),
    }
}

impl Drawing<'_> {
    fn x(&self, x: i32) -> i32 {
        if self.right_to_left { WIDTH - x } else { x }
    }

    /// Words at the beginning or the end of a line, whichever way it goes.
    fn words(&mut self, class: &str, (x, y): (i32, i32), at_start: bool, words: &str) {
        let anchor = if at_start == self.right_to_left { Anchor::End } else { Anchor::Start };
        let x = self.x(x);
        self.canvas.text(class, (x, y), anchor, words);
    }

    fn ticks(&mut self, lanes: &Lanes, height: i32) {
        for (at, words) in &lanes.ticks {
            let x = self.x(TIME.at(*at));
            self.canvas.line("grid", (x, TOP - 6), (x, height - 4));
            // The last words would leave the drawing.
            if TIME.at(*at) < TIME.to - 50 {
                self.words("mark", (TIME.at(*at) + 3, TOP - 8), true, words);
            }
        }
        if let Some((at, words)) = &lanes.now {
            let x = self.x(TIME.at(*at));
            self.canvas.line("now", (x, TOP - 10), (x, height - 4));
            let is_late = *at > 850;
            let beside = if is_late { -4 } else { 4 };
            self.words("now", (TIME.at(*at) + beside, TOP - 16), !is_late, words);
        }
    }

    fn lane(&mut self, lane: &DrawnLane, places: &[usize], top: i32, height: i32) {
        let bottom = top + height;
        self.canvas.line("lane", (0, bottom), (WIDTH, bottom));
        let links = self.links;
        let (x, anchor) = if self.right_to_left { (WIDTH, Anchor::End) } else { (0, Anchor::Start) };
        let name = two_lines(&lane.name, 24);
        self.canvas.linked(links, &lane.target, &lane.name, |canvas| {
            for (index, line) in name.iter().enumerate() {
                let y = top + height / 2 + 4 - 6 * (name.len() as i32 - 1) + 12 * index as i32;
                canvas.text("who", (x, y), anchor, line);
            }
        });
        for (mark, row) in lane.marks.iter().zip(places) {
            self.mark(mark, top + 5 + *row as i32 * ROW + ROW / 2);
        }
    }

    fn mark(&mut self, mark: &DrawnMark, y: i32) {
        let (from, to) = extent(mark);
        let (mut ends, mut open) = ((self.x(from), self.x(to)), (mark.open_start, mark.open_end));
        // Where only one end is known, the sign stands there.
        let mut at = match open {
            (true, false) => ends.1,
            (false, true) => ends.0,
            _ => (ends.0 + ends.1) / 2,
        };
        if self.right_to_left {
            (ends, open) = ((ends.1, ends.0), (open.1, open.0));
        }
        at = at.clamp(ends.0 + 7, ends.1 - 7);
        self.canvas.linked(self.links, &mark.target, &mark.title, |canvas| {
            if let LaneMark::Many(n) = mark.mark {
                let class = if mark.planned { "many planned" } else { "many" };
                let path = match open {
                    (false, false) => pill(ends.0 + 1, ends.1 - 1, y),
                    open => bar((ends.0 - 4, ends.1 + 4), (y, 7), open),
                };
                canvas.path(class, &path);
                return canvas.text("many", ((ends.0 + ends.1) / 2, y + 4), Anchor::Middle, &n.to_string());
            }
            if is_bar(mark) {
                let class = if mark.planned { "vague planned" } else { "vague" };
                canvas.path(class, &bar(ends, (y, 4), open));
            }
            sign(canvas, mark.mark, mark.planned, (at, y));
        });
    }

    /// Bars of sessions, with those of contacts on top of them.
    fn frequency(&mut self, frequency: &Frequency, top: i32) {
        let base = top + BARS;
        let name = two_lines(&frequency.name, 24);
        for (index, line) in name.iter().enumerate() {
            self.words("who", (0, base - 20 + 12 * index as i32), true, line);
        }
        self.words("mark", (TIME.from - 6, top + 6), false, &frequency.most.1);
        self.canvas.line("edge", (self.x(TIME.from), base), (self.x(TIME.to), base));
        let high = |n: usize| (n as i64 * i64::from(BARS) / frequency.most.0.max(1) as i64) as i32;
        for bar in &frequency.bars {
            let (from, to) = (self.x(TIME.at(bar.from)), self.x(TIME.at(bar.to)));
            let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 3));
            let sessions = high(bar.sessions).max(i32::from(bar.sessions > 0) * 2);
            let all = high(bar.sessions + bar.contacts).max(sessions + i32::from(bar.contacts > 0) * 2);
            self.canvas.linked(self.links, &bar.target, &bar.title, |canvas| {
                let block = |low: i32, high: i32| {
                    format!("M{} {}H{}V{}H{}Z", left + 1, base - low, right - 1, base - high, left + 1)
                };
                if bar.contacts > 0 {
                    canvas.path("contact", &block(sessions, all));
                }
                if bar.sessions > 0 {
                    canvas.path("session", &block(0, sessions));
                }
            });
        }
    }
}

/// A mark by itself; in a dashed ring where it is still to come.
fn sign(canvas: &mut Canvas, mark: LaneMark, planned: bool, at: (i32, i32)) {
    if planned {
        canvas.circle("planned", at, 9);
    }
    canvas.path(class(mark), &shape(mark, at));
}

fn class(mark: LaneMark) -> &'static str {
    match mark {
        LaneMark::Session => "session",
        LaneMark::Contact => "contact",
        LaneMark::Proposal => "proposal",
        LaneMark::Response => "response",
        LaneMark::Agreement => "agreement",
        LaneMark::Deadline => "deadline",
        LaneMark::Position => "position",
        LaneMark::Statement => "statement",
        LaneMark::Incident => "incident",
        LaneMark::Many(_) => "many",
        LaneMark::Vague => "vague",
        LaneMark::Planned => "planned",
    }
}

/// The shape of a mark around a place.
fn shape(mark: LaneMark, (x, y): (i32, i32)) -> String {
    match mark {
        LaneMark::Session | LaneMark::Planned => format!("M{} {}h12v12h-12Z", x - 6, y - 6),
        LaneMark::Contact => round((x, y), 5),
        LaneMark::Proposal | LaneMark::Response => format!("M{} {y}l7 -7l7 7l-7 7Z", x - 7),
        // A tick.
        LaneMark::Agreement => {
            format!("M{} {}l3 -3l3 4l6 -9l3 3l-9 12Z", x - 7, y + 1)
        }
        // A flag on its pole.
        LaneMark::Deadline => format!("M{} {}h10l-3 4l3 4h-8v5h-2Z", x - 4, y - 7),
        // Chevrons: it moved.
        LaneMark::Position => {
            format!("M{0} {1}l5 6l-5 6h-3l5 -6l-5 -6ZM{2} {1}l5 6l-5 6h-3l5 -6l-5 -6Z", x - 2, y - 6, x + 4)
        }
        // A bubble of speech.
        LaneMark::Statement => format!("M{} {}h12v9h-5l-4 4v-4h-3Z", x - 6, y - 6),
        LaneMark::Incident => format!("M{} {}L{x} {}L{} {}Z", x - 7, y + 6, y - 7, x + 7, y + 6),
        LaneMark::Many(_) | LaneMark::Vague => pill(x - 9, x + 9, y),
    }
}

fn round((x, y): (i32, i32), r: i32) -> String {
    format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0Z", x - r, 2 * r, -2 * r)
}

/// A box with round ends.
fn pill(left: i32, right: i32, y: i32) -> String {
    let right = right.max(left + 15);
    format!("M{} {}H{}a7 7 0 0 1 0 14H{}a7 7 0 0 1 0 -14Z", left + 7, y - 7, right - 7, left + 7)
}

/// A bar whose open ends are pointed.
fn bar((left, right): (i32, i32), (y, half): (i32, i32), (open_left, open_right): (bool, bool)) -> String {
    let (top, bottom) = (y - half, y + half);
    let right_end = if open_right {
        format!("H{}L{right} {y}L{} {bottom}", right - 6, right - 6)
    } else {
        format!("H{right}V{bottom}")
    };
    let left_end = if open_left { format!("H{}L{left} {y}Z", left + 6) } else { format!("H{left}Z") };
    let start = if open_left { left + 6 } else { left };
    format!("M{start} {top}{right_end}{left_end}")
}
