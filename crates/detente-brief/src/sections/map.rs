//! Where incidents happened: a map of the land, with the layers that the viewer chose, and the same as a table.

use super::incidents::Toll;
use crate::doc::{
    Block, Graticule, Inline, Line, MapCell, MapChart, MapLayer, State, Table, Target, joined, plain,
};
use crate::look::Look;
use crate::map::cells::{Cell, cells};
use crate::map::frame::Frame;
use crate::map::geojson::{self, Fault};
use crate::map::{Place, land, lines};
use detente_model::{AsFact, Basis, Coordinates, Incident, Source};
use detente_record::Entry;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A layer of a map: a source of the record, with the bytes of the GeoJSON document attached to it. The caller, who
/// has the store, hands them in.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// The source.
    pub entry: &'a Entry,
    /// Its document.
    pub bytes: &'a [u8],
}

/// How many layers are drawn, each with another dash pattern.
const MOST_LAYERS: usize = 6;

/// The most bytes of a map, of which cells and words take their part first.
const MOST: usize = 58_000;
const OF_A_CELL: usize = 400;
const OF_LAYERS: usize = 15_000;

/// How many names of places a cell is told by.
const NAMES: usize = 3;

/// The sources that can be a layer: those with a document whose name ends in “.geojson”.
pub fn layers<'v>(look: &'v Look<'_>) -> Vec<(&'v Entry, &'v Source)> {
    let is_geojson = |source: &Source| {
        source.document.as_ref().is_some_and(|document| document.name.to_lowercase().ends_with(".geojson"))
    };
    look.view.facts::<Source>().filter(|(_, source)| is_geojson(source)).collect()
}

/// An incident with a place.
struct Placed<'v> {
    entry: &'v Entry,
    incident: &'v Incident,
    at: Coordinates,
}

/// What is known of where the incidents of a view happened.
pub struct Places<'v> {
    placed: Vec<Placed<'v>>,
    drawn: Option<(Frame, Vec<Cell>)>,
    land: Vec<Vec<Place>>,
    /// How many incidents have no place that can be shown.
    without: usize,
}

impl<'v> Places<'v> {
    /// The places of all incidents that are not only supposed.
    pub fn of(look: &Look<'v>) -> Places<'v> {
        let all = look.view.facts::<Incident>().filter(|(entry, _)| entry.basis != Basis::Assumed);
        let all: Vec<_> = all.collect();
        let count = all.len();
        let placed: Vec<Placed<'v>> = all
            .into_iter()
            .filter_map(|(entry, incident)| Some(Placed { entry, incident, at: incident.at? }))
            .collect();
        let land = if placed.is_empty() { Vec::new() } else { land() };
        let drawn = cells(&placed.iter().map(|placed| placed.at).collect::<Vec<_>>(), &land);
        let shown: usize = drawn.iter().flat_map(|(_, cells)| cells).map(|cell| cell.members.len()).sum();
        Places { placed, drawn, land, without: count - shown }
    }

    /// The map, with `chosen` layers on it; what could not be drawn; the table; the layers that there are.
    pub fn blocks(&self, look: &Look<'_>, chosen: &[Layer<'_>]) -> Vec<Block> {
        let lang = look.lang;
        let mut blocks = vec![Block::Section("map", vec![lang.word("section-map")])];
        let mut drawn: Vec<&Entry> = Vec::new();
        match &self.drawn {
            Some((frame, cells)) if !cells.is_empty() => {
                let (layers, faults) = read_layers(look, chosen, frame);
                drawn = layers.iter().map(|(entry, _)| *entry).collect();
                let layers = layers.into_iter().map(|(_, layer)| layer).collect();
                let chart = self.chart(look, *frame, cells, layers);
                blocks.push(Block::Map(Box::new(chart)));
                blocks.push(Block::Twin(self.table(look, cells)));
                blocks.extend(faults.into_iter().map(Block::Para));
            }
            _ => blocks.push(Block::Para(vec![Inline::Quiet(vec![lang.word("map-none")])])),
        }
        if self.without > 0 {
            blocks.push(Block::Para(lang.line("map-without", vec![("n", self.without.into())])));
        }
        blocks.extend(offered(look, chosen, &drawn));
        blocks
    }

    fn chart(&self, look: &Look<'_>, frame: Frame, cells: &[Cell], layers: Vec<MapLayer>) -> MapChart {
        let lang = look.lang;
        let titled = |cell: &Cell| MapCell {
            bounds: cell.bounds,
            count: cell.members.len(),
            is_coarse: cell.is_coarse,
            title: plain(&joined([self.place(look, cell), self.toll(cell).line(look)], ": ")),
        };
        let of_layers = if layers.is_empty() { 0 } else { OF_LAYERS };
        let rest = MOST.saturating_sub(of_layers + OF_A_CELL * cells.len()).max(6_000);
        let note = vec![lang.word("map-note")];
        let shown = self.placed.len().min(cells.iter().map(|cell| cell.members.len()).sum());
        let title = lang.line("map-title", vec![("n", shown.into())]);
        let labels = layers.iter().map(|layer| layer.label.clone());
        let told = std::iter::once(title.clone()).chain(labels).chain([note.clone()]);
        MapChart {
            alternative: plain(&joined(told, ". ")),
            title,
            reading: vec![lang.word(if cells.iter().any(|cell| cell.is_coarse) {
                "map-reading-coarse"
            } else {
                "map-reading"
            })],
            land: lines::areas(&frame, &self.land, rest).unwrap_or_default(),
            graticule: graticule(look, &frame),
            cells: cells.iter().map(titled).collect(),
            layers,
            note,
            scale: scale(look, &frame),
            frame,
        }
    }

    fn toll(&self, cell: &Cell) -> Toll<'v> {
        let members = cell.members.iter().filter_map(|number| self.placed.get(*number));
        Toll::of_these(members.map(|placed| (placed.entry, placed.incident)).collect())
    }

    /// Where a cell is: the names that the record gives to places in it.
    fn place(&self, look: &Look<'_>, cell: &Cell) -> Line {
        let mut told = BTreeSet::new();
        let members = cell.members.iter().filter_map(|number| self.placed.get(*number));
        let names: Vec<Line> = members
            .filter_map(|placed| placed.incident.place.as_ref())
            .map(|place| vec![look.lang.text(place)])
            .filter(|name| told.insert(plain(name)))
            .collect();
        let more = names.len().saturating_sub(NAMES);
        let mut line = look.list(names.into_iter().take(NAMES));
        if more > 0 {
            line.push(Inline::mark(" "));
            line.extend(super::and_more(look, more));
        }
        line
    }

    fn table(&self, look: &Look<'_>, cells: &[Cell]) -> Table {
        let lang = look.lang;
        let row = |cell: &Cell| {
            let (lon, lat) = cell.bounds.middle();
            let about = look.list([degrees(look, lat, false, 1), degrees(look, lon, true, 1)]);
            let km = Inline::data(format!("{:.0}", cell.km));
            let about = lang.line("map-about", vec![("place", about.into()), ("km", km.into())]);
            let toll = self.toll(cell);
            vec![
                joined([self.place(look, cell), vec![Inline::Quiet(about)]], " · "),
                vec![Inline::data(cell.members.len().to_string())],
                toll.killed(look),
                toll.wounded(look),
            ]
        };
        let mut ordered: Vec<&Cell> = cells.iter().collect();
        ordered.sort_by_key(|cell| std::cmp::Reverse(cell.members.len()));
        Table {
            caption: vec![lang.word("map-table")],
            head: ["map-where", "weeks-count", "incident-killed", "incident-wounded"]
                .map(|id| vec![lang.word(id)])
                .to_vec(),
            rows: ordered.into_iter().map(row).collect(),
        }
    }

    /// The same as JSON: the cells, and how many incidents are in none.
    pub fn json(&self) -> Value {
        let cell = |cell: &Cell| {
            json!({
                "west": cell.bounds.west, "south": cell.bounds.south,
                "east": cell.bounds.east, "north": cell.bounds.north,
                "toll": self.toll(cell).json(),
            })
        };
        let cells = self.drawn.iter().flat_map(|(_, cells)| cells).map(cell);
        json!({"cells": cells.collect::<Value>(), "without_place": self.without})
    }
}

/// The layers that can be drawn, and what is to be told of the others.
fn read_layers<'a>(
    look: &Look<'_>,
    chosen: &[Layer<'a>],
    frame: &Frame,
) -> (Vec<(&'a Entry, MapLayer)>, Vec<Line>) {
    let (mut layers, mut told) = (Vec::new(), Vec::new());
    let most = OF_LAYERS / chosen.len().clamp(1, MOST_LAYERS);
    for layer in chosen.iter().take(MOST_LAYERS) {
        let Some(source) = layer.entry.fact().and_then(Source::of) else { continue };
        let label = label(look, layer.entry, source);
        let name = || vec![Inline::Strong(vec![look.lang.text(&source.title)])];
        let drawn = geojson::read(layer.bytes).and_then(|read| {
            let path = lines::lines(frame, &read.lines, most).ok_or(Fault::TooDense)?;
            Ok((path, read.left_out))
        });
        match drawn {
            Err(fault) => {
                let why = look.lang.word(&format!("layer-{}", fault.as_str()));
                let mut line =
                    vec![Inline::State(State::No, look.lang.say("layer-not-drawn")), Inline::mark(" ")];
                line.extend(
                    look.lang.line("layer-fault", vec![("name", name().into()), ("why", why.into())]),
                );
                told.push(line);
            }
            Ok((path, left_out)) => {
                if path.is_empty() {
                    told.push(look.lang.line("layer-elsewhere", vec![("name", name().into())]));
                }
                if left_out > 0 {
                    let args = vec![("name", name().into()), ("n", left_out.into())];
                    told.push(look.lang.line("layer-left-out", args));
                }
                layers.push((layer.entry, MapLayer { path, label }));
            }
        }
    }
    if chosen.len() > MOST_LAYERS {
        let left = chosen.len() - MOST_LAYERS;
        told.push(look.lang.line("layer-too-many", vec![("n", left.into()), ("most", MOST_LAYERS.into())]));
    }
    (layers, told)
}

/// What is printed of a layer: its name, who published it, when, and which source it is.
fn label(look: &Look<'_>, entry: &Entry, source: &Source) -> Line {
    let lang = look.lang;
    let publisher = match &source.publisher {
        Some(publisher) => vec![lang.text(publisher)],
        None => vec![lang.word("layer-no-publisher")],
    };
    let published = match &source.published {
        Some(date) => look.date(&entry.room, date),
        None => vec![lang.word("layer-no-date")],
    };
    lang.line(
        "layer-label",
        vec![
            ("name", lang.text(&source.title).into()),
            ("publisher", publisher.into()),
            ("date", published.into()),
            ("source", look.id(entry).into()),
        ],
    )
}

/// The layers that the viewer may choose, each leading to the page with it or without it.
fn offered(look: &Look<'_>, chosen: &[Layer<'_>], drawn: &[&Entry]) -> Vec<Block> {
    let there = layers(look);
    if there.is_empty() {
        return Vec::new();
    }
    let is = |a: &Entry, b: &Entry| (&a.room, &a.id) == (&b.room, &b.id);
    let is_chosen = |entry: &Entry| chosen.iter().any(|layer| is(layer.entry, entry));
    let with = |wanted: &dyn Fn(&Entry) -> bool| {
        let named = there.iter().filter(|(entry, _)| wanted(entry));
        named.fold(Target::screen("incidents"), |target, (entry, _)| {
            target.with("layer", format!("{}/{}", entry.room, entry.id))
        })
    };
    let one = |(entry, source): &(&Entry, &Source)| {
        let (state, id) = match (is_chosen(entry), drawn.iter().any(|other| is(other, entry))) {
            (_, true) => (State::Yes, "layer-shown"),
            (true, false) => (State::No, "layer-not-drawn"),
            (false, false) => (State::Open, "layer-not-shown"),
        };
        let turn = || with(&|other| is_chosen(other) != is(other, entry));
        let mut line = look.to(turn, vec![Inline::State(state, look.lang.say(id))]);
        line.push(Inline::mark(" "));
        line.extend(label(look, entry, source));
        (line, Vec::new())
    };
    let items = there.iter().map(one).collect();
    vec![Block::Heading(vec![look.lang.word("layers-offered")]), Block::List(items)]
}

/// Meridians and parallels at round degrees.
fn graticule(look: &Look<'_>, frame: &Frame) -> Vec<Graticule> {
    const STEPS: [i64; 11] = [10, 20, 50, 100, 200, 500, 1_000, 1_500, 3_000, 4_500, 9_000];
    let bounds = frame.bounds;
    let mut all = Vec::new();
    for (is_meridian, from, to, most) in
        [(true, bounds.west, bounds.east, 6.0), (false, bounds.south, bounds.north, 5.0)]
    {
        let step = STEPS.into_iter().find(|step| (to - from) * 100.0 / *step as f64 <= most).unwrap_or(9_000);
        let decimals = usize::from(step < 100);
        let first = (from * 100.0 / step as f64).ceil() as i64;
        let last = (to * 100.0 / step as f64).floor() as i64;
        for number in first..=last {
            let at = (number * step) as f64 / 100.0;
            let (x, y) = frame.at(if is_meridian { (at, 0.0) } else { (0.0, at) });
            let label = plain(&degrees(look, at, is_meridian, decimals));
            all.push(Graticule { is_meridian, at: if is_meridian { x } else { y }, label });
        }
    }
    all
}

/// “50.5° N”.
fn degrees(look: &Look<'_>, at: f64, is_lon: bool, decimals: usize) -> Line {
    let at = if is_lon { (at + 180.0).rem_euclid(360.0) - 180.0 } else { at };
    let number = format!("{:.*}", decimals, at.abs());
    let id = match (is_lon, at < 0.0) {
        (true, true) => "degrees-west",
        (true, false) => "degrees-east",
        (false, true) => "degrees-south",
        (false, false) => "degrees-north",
    };
    look.lang.line(id, vec![("n", Inline::data(number).into())])
}

/// The longest round length that is at most a quarter of the map.
fn scale(look: &Look<'_>, frame: &Frame) -> (f64, String) {
    const LENGTHS: [u32; 9] = [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10];
    let fits = |km: &u32| f64::from(*km) * frame.per_km() <= Frame::WIDTH / 4.0;
    let km = LENGTHS.into_iter().find(fits).unwrap_or(10);
    (f64::from(km), plain(&look.lang.line("map-km", vec![("n", Inline::data(km.to_string()).into())])))
}
