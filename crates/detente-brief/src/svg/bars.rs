//! Counts by week as bars, one period beside the other.

use super::{Anchor, Canvas, cut, two_lines};
use crate::doc::{Bar, Bars};

const WIDTH: i32 = 720;
const HEIGHT: i32 = 176;
/// Where the bars stand, and how high the highest is.
const GROUND: i32 = 150;
const HIGHEST: i32 = 92;
/// The width of what stands beside the periods.
const BESIDE: i32 = 96;

/// The bars; those of the last period are full, those before are hollow.
pub fn bars(bars: &Bars) -> String {
    let mut canvas = Canvas::new("bars", WIDTH, HEIGHT, &bars.alternative);
    let beside = if bars.beside.is_some() { BESIDE } else { 0 };
    let count: usize = bars.periods.iter().map(|period| period.bars.len()).sum();
    let slot = (WIDTH - beside) / count.max(1) as i32;
    let all = bars.periods.iter().flat_map(|period| &period.bars).map(|bar| bar.count);
    let most = all.chain(bars.beside.iter().map(|(_, count)| *count)).max().unwrap_or(0).max(4) as i32;
    let mut x = 0;
    let last = bars.periods.len().saturating_sub(1);
    for (index, period) in bars.periods.iter().enumerate() {
        let width = slot * period.bars.len() as i32;
        let columns = (width / 7).max(8) as usize;
        for (line, words) in two_lines(&period.title, columns).iter().enumerate() {
            canvas.text("title", (x + 6, 14 + 14 * line as i32), Anchor::Start, words);
        }
        if index > 0 {
            canvas.line("edge", (x, 4), (x, GROUND + 20));
        }
        let class = if index == last { "now" } else { "before" };
        for bar in &period.bars {
            one(&mut canvas, bar, (x, slot), (class, most), &bars.gap);
            x += slot;
        }
    }
    if let Some((label, count)) = &bars.beside {
        canvas.line("edge", (x, 4), (x, GROUND + 20));
        let high = *count as i32 * HIGHEST / most;
        canvas.rect("vague", (x + 30, GROUND - high), (BESIDE - 60, high));
        canvas.text("count", (x + BESIDE / 2, GROUND - high - 5), Anchor::Middle, &count.to_string());
        canvas.text("mark", (x + BESIDE / 2, GROUND + 14), Anchor::Middle, &cut(label, 17));
    }
    canvas.line("axis", (0, GROUND), (WIDTH, GROUND));
    canvas.finish()
}

fn one(canvas: &mut Canvas, bar: &Bar, (x, slot): (i32, i32), (class, most): (&str, i32), gap: &str) {
    let middle = x + slot / 2;
    canvas.titled(&bar.title, |canvas| {
        let high = bar.count as i32 * HIGHEST / most;
        if bar.is_gap {
            canvas.rect("gap", (x + 10, GROUND - 26), (slot - 20, 26));
            canvas.text("mark", (middle, GROUND - 10), Anchor::Middle, gap);
        } else {
            canvas.rect(class, (x + 18, GROUND - high), (slot - 36, high));
            canvas.text("count", (middle, GROUND - high - 5), Anchor::Middle, &bar.count.to_string());
        }
        for (line, words) in two_lines(&bar.label, (slot / 6) as usize).iter().enumerate() {
            canvas.text("mark", (middle, GROUND + 14 + 10 * line as i32), Anchor::Middle, words);
        }
    });
}
