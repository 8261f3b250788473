//! A map without a border in it: the land, cells that hold incidents, and layers that the viewer chose.
//!
//! Everything is drawn on the plane of longitude and latitude, a degree of longitude being as wide as it is in the
//! middle of the map (equirectangular). Sizes on the globe take it for a sphere.

pub mod cells;
pub mod frame;
pub mod geojson;
mod land;
pub mod lines;

pub use land::rings as land;

/// Longitude and latitude, in degrees. Longitudes may go on beyond 180.
pub type Place = (f64, f64);

/// How many kilometres a degree of latitude is long.
pub const KM_PER_DEGREE: f64 = 111.195;

/// The cosine of a latitude: how wide a degree of longitude is there, compared with the equator.
pub fn narrowing(lat: f64) -> f64 {
    libm::cos(lat.to_radians()).max(0.0)
}
