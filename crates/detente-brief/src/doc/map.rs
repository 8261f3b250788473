//! A map as data: what is drawn, and what is printed on it.

use super::Line;
use crate::map::frame::{Bounds, Frame};

/// A map: land, cells with counts, and layers that the viewer chose.
#[derive(Clone, Debug)]
pub struct MapChart {
    /// What it shows.
    pub title: Line,
    /// The same in words, for who cannot see it.
    pub alternative: String,
    /// How it is read.
    pub reading: Line,
    /// What part of the globe it shows.
    pub frame: Frame,
    /// The outline of the land, as a path (`crate::map::lines`).
    pub land: String,
    /// Meridians and parallels with their labels.
    pub graticule: Vec<Graticule>,
    /// The cells, the largest first.
    pub cells: Vec<MapCell>,
    /// The layers, in the order chosen.
    pub layers: Vec<MapLayer>,
    /// What holds for every map, printed on it.
    pub note: Line,
    /// A length in kilometres for the scale, and its label.
    pub scale: (f64, String),
}

/// A meridian or a parallel.
#[derive(Clone, Debug)]
pub struct Graticule {
    /// Is it a meridian?
    pub is_meridian: bool,
    /// Where it lies, in units of the drawing.
    pub at: f64,
    /// Its degrees.
    pub label: String,
}

/// A cell of a [`MapChart`].
#[derive(Clone, Debug)]
pub struct MapCell {
    /// Its edges.
    pub bounds: Bounds,
    /// How many lie in it.
    pub count: usize,
    /// Is it larger than the others since its places are not known more exactly?
    pub is_coarse: bool,
    /// The same in words.
    pub title: String,
}

/// A layer of a [`MapChart`].
#[derive(Clone, Debug)]
pub struct MapLayer {
    /// Its lines, as a path.
    pub path: String,
    /// Its name, who published it and when, and its source: printed on the map.
    pub label: Line,
}
