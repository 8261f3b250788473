//! The frontier of two parties in characters.

use super::{Look, Run};
use crate::doc::{ChartMark, FrontierChart, PartyAxis};
use unicode_width::UnicodeWidthStr;

/// The lines of a plot.
const HEIGHT: usize = 15;

/// The most columns of a plot.
const WIDEST: usize = 64;

/// The least columns in which a plot can be read.
const NARROWEST: usize = 40;

/// A mark with how it looks.
type Cell = (char, Look);

/// The mark of the key in characters; none for what characters do not show.
pub fn mark(mark: ChartMark) -> Option<Run> {
    let (mark, look) = match mark {
        ChartMark::Letter => ("A", Look::Strong),
        ChartMark::Package => PACKAGE,
        ChartMark::BreaksRedLine => BROKEN,
        ChartMark::Floor => ("┊", Look::Quiet),
        ChartMark::Agreed => AGREED,
        ChartMark::Offers(party) => return Some((digit(party).to_string(), Look::Plain)),
        ChartMark::Steps | ChartMark::Zone => return None,
    };
    Some((mark.to_owned(), look))
}

const PACKAGE: (&str, Look) = ("•", Look::Blue);
const BROKEN: (&str, Look) = ("◇", Look::Red);
const AGREED: (&str, Look) = ("◎", Look::Strong);

/// The mark of a party's offers: its number.
fn digit(party: usize) -> char {
    char::from_digit(party as u32 + 1, 10).unwrap_or('+')
}

/// The plot in at most `width` columns, a line of runs each; none where there are not just two parties,
/// or no room.
pub fn plot(chart: &FrontierChart, width: usize) -> Option<Vec<Vec<Run>>> {
    let [right, up] = chart.axes.as_slice() else { return None };
    let gutter = up.marks.iter().map(|(_, number)| number.width()).max().unwrap_or(0) + 1;
    let columns = width.checked_sub(gutter + 2).filter(|columns| *columns >= NARROWEST)?.min(WIDEST);
    let mut lines = vec![vec![(format!("↑ {}", up.title), Look::Plain)]];
    for (row, cells) in grid(chart, right, up, columns).into_iter().enumerate() {
        let number = up.marks.iter().find(|(at, _)| row_of(*at) == row).map(|(_, number)| number.as_str());
        let pad = gutter - number.map_or(0, |number| number.width());
        let edge = if number.is_some() { '┤' } else { '│' };
        let head = format!("{}{} {edge}", " ".repeat(pad - 1), number.unwrap_or_default());
        lines.push([(head, Look::Quiet)].into_iter().chain(cells.into_iter().map(as_run)).collect());
    }
    lines.extend(foot(right, gutter, columns));
    let title = format!("{} →", right.title);
    let pad = (gutter + 1 + columns).saturating_sub(title.width());
    lines.push(vec![(" ".repeat(pad), Look::Plain), (title, Look::Plain)]);
    Some(lines)
}

fn as_run((mark, look): Cell) -> Run {
    (mark.to_string(), look)
}

fn column_of(thousandths: u32, columns: usize) -> usize {
    (thousandths as usize * (columns - 1) + 500) / 1000
}

fn row_of(thousandths: u32) -> usize {
    HEIGHT - 1 - (thousandths as usize * (HEIGHT - 1) + 500) / 1000
}

/// The inside of the plot: what the two have without an agreement, then the packages, the letters last.
fn grid(chart: &FrontierChart, right: &PartyAxis, up: &PartyAxis, columns: usize) -> Vec<Vec<Cell>> {
    let mut grid = vec![vec![(' ', Look::Plain); columns]; HEIGHT];
    if let Some(floor) = &up.floor {
        grid[row_of(floor.at)].fill(('┄', Look::Quiet));
    }
    if let Some(floor) = &right.floor {
        let column = column_of(floor.at, columns);
        grid.iter_mut().for_each(|row| row[column] = ('┊', Look::Quiet));
    }
    for point in &chart.points {
        let (mark, look) = if point.breaks_red_line { BROKEN } else { PACKAGE };
        let mark = mark.chars().next().unwrap_or(' ');
        grid[row_of(point.at[1])][column_of(point.at[0], columns)] = (mark, look);
    }
    for way in &chart.ways {
        for at in &way.offers {
            grid[row_of(at[1])][column_of(at[0], columns)] = (digit(way.party), Look::Plain);
        }
    }
    if let Some(end) = &chart.agreed {
        grid[row_of(end.at[1])][column_of(end.at[0], columns)] = ('◎', Look::Strong);
    }
    for point in &chart.points {
        let Some(letter) = point.letter.as_deref().and_then(|letter| letter.chars().next()) else { continue };
        let row = &mut grid[row_of(point.at[1])];
        let column = column_of(point.at[0], columns);
        // Where a letter stands already, beside it.
        let free = (column..columns).chain((0..column).rev()).find(|&column| row[column].1 != Look::Strong);
        if let Some(free) = free {
            row[free] = (letter, Look::Strong);
        }
    }
    grid
}

/// The axis to the right with those of its numbers that have room.
fn foot(right: &PartyAxis, gutter: usize, columns: usize) -> [Vec<Run>; 2] {
    let mut edge = vec!['─'; columns];
    let mut numbers = String::new();
    for (at, number) in &right.marks {
        let column = column_of(*at, columns);
        edge[column] = '┬';
        let begin = (gutter + 1 + column).saturating_sub(number.width() / 2);
        if numbers.is_empty() || begin > numbers.width() {
            numbers.push_str(&" ".repeat(begin - numbers.width().min(begin)));
            numbers.push_str(number);
        }
    }
    let edge = format!("{}└{}", " ".repeat(gutter), edge.into_iter().collect::<String>());
    [vec![(edge, Look::Quiet)], vec![(numbers, Look::Quiet)]]
}
