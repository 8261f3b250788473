//! The charts, each with the table that says the same: shares of a population over time, and what lay on the table.

use super::{COURSE, Found, PERCENTS, maybe, number, table_of};
use crate::doc::{Block, CurvePanel, Curves, Inline, plain};
use crate::lang::Lang;
use detente_talks::fan::{Fan, TIMES};
use detente_talks::game::{Game, STEP};

/// The most fans that are drawn.
const MOST_FANS: usize = 24;
/// Every which time of a fan has a row.
const EVERY: usize = 4;

fn thousandths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u32
}

impl Found<'_> {
    /// The replicator dynamics from an even start.
    pub(super) fn course(&self, game: &Game, lang: &Lang) -> Vec<Block> {
        let (steps, every) = COURSE;
        let shares = game.course(steps, every);
        let time = |place: usize| place as f64 * f64::from(every) * STEP;
        let row = |(place, mix): (usize, &Vec<f64>)| {
            let head = vec![Inline::data(time(place).to_string())];
            std::iter::once(head).chain(mix.iter().map(|&share| number(share))).collect()
        };
        let rows = shares.iter().enumerate().map(row).collect();
        let last = shares.len().saturating_sub(1).max(1);
        let across = |place: usize| (place * 1000 / last) as u32;
        let line = |(strategy, name): (usize, &String)| {
            let at =
                shares.iter().enumerate().map(|(place, mix)| (across(place), thousandths(mix[strategy])));
            (name.clone(), at.collect())
        };
        let panel = CurvePanel {
            title: lang.say("tournament-shares"),
            alternative: plain(&lang.line("tournament-table-course", vec![])),
            across: lang.say("tournament-time"),
            marks: [0, last / 2, last].map(|place| (across(place), time(place).to_string())).to_vec(),
            bands: Vec::new(),
            lines: self.names.iter().enumerate().map(line).collect(),
        };
        charted(
            table_of(lang, "course", &["time"], &self.names, rows),
            panel_block(lang, "course", vec![panel]),
        )
    }

    /// What lay on the table, as time went.
    pub(super) fn fans(&self, lang: &Lang) -> Vec<Block> {
        let mut rows = Vec::new();
        let mut panels = Vec::new();
        for (topic, party, fan) in self.all_fans() {
            let scenario = self.plan.plan().topics[topic].name.as_str();
            let name = self.of.parties[topic][party].as_str();
            for time in (0..TIMES).filter(|time| time % EVERY == EVERY - 1 && fan.talks(*time) > 0) {
                let mut row = [scenario, name].map(|word| vec![Inline::data(word)]).to_vec();
                row.push(vec![Inline::data(relative(time).to_string())]);
                row.extend(PERCENTS.map(|percent| maybe(fan.quantile(time, percent))));
                row.push(vec![Inline::data(fan.talks(time).to_string())]);
                rows.push(row);
            }
            if panels.len() < MOST_FANS {
                panels.extend(fan_panel(fan, &format!("{name} · {scenario}"), lang));
            }
        }
        let mut heads = PERCENTS.map(|percent| format!("{percent} %")).to_vec();
        heads.push(lang.say("tournament-on-table"));
        let table = table_of(lang, "fans", &["scenario", "party", "time"], &heads, rows);
        charted(table, panel_block(lang, "fans", panels))
    }

    /// The fans of all scenarios and parties: the places of both, and the fan.
    pub(super) fn all_fans(&self) -> impl Iterator<Item = (usize, usize, &Fan)> {
        let seats = self
            .of
            .parties
            .iter()
            .enumerate()
            .flat_map(|(topic, parties)| (0..parties.len()).map(move |party| (topic, party)));
        seats.filter_map(|(topic, party)| Some((topic, party, self.tally.fan(topic, party)?)))
    }
}

/// The relative time of a place of a fan.
pub(super) fn relative(time: usize) -> f64 {
    (time + 1) as f64 / TIMES as f64
}

/// The fan of one party; `None` where nothing ever lay on the table.
fn fan_panel(fan: &Fan, title: &str, lang: &Lang) -> Option<CurvePanel> {
    let times: Vec<usize> = (0..TIMES).filter(|&time| fan.talks(time) > 0).collect();
    if times.is_empty() {
        return None;
    }
    let at = |time: usize, percent| Some(thousandths(fan.quantile(time, percent)?));
    let place = |time: usize| thousandths(relative(time));
    let band = |low, high| {
        let edges = times.iter().filter_map(|&time| Some((place(time), at(time, low)?, at(time, high)?)));
        edges.collect()
    };
    let [least, low, middle, high, most] = PERCENTS;
    let median = times.iter().filter_map(|&time| Some((place(time), at(time, middle)?))).collect();
    Some(CurvePanel {
        title: title.to_owned(),
        alternative: format!("{title}: {}", plain(&lang.line("tournament-chart-fans", vec![]))),
        across: lang.say("tournament-time"),
        marks: [(0, "0"), (500, "0.5"), (1000, "1")].map(|(at, mark)| (at, mark.to_owned())).to_vec(),
        bands: vec![band(least, most), band(low, high)],
        lines: vec![(title.to_owned(), median)],
    })
}

fn panel_block(lang: &Lang, name: &str, panels: Vec<CurvePanel>) -> Option<Block> {
    let caption = lang.line(&format!("tournament-chart-{name}"), vec![]);
    let right_to_left = lang.is_right_to_left();
    (!panels.is_empty()).then_some(Block::Curves(Curves { caption, panels, right_to_left }))
}

/// A table with the chart before it.
fn charted(table: Vec<Block>, chart: Option<Block>) -> Vec<Block> {
    let Some(chart) = chart else { return table };
    let mut blocks = Vec::new();
    for block in table {
        match block {
            Block::Table(table) => blocks.extend([chart.clone(), Block::Twin(table)]),
            other => blocks.push(other),
        }
    }
    blocks
}
