//! Forms: what is filled in comes back as it was, faults land where they belong, and nothing gets through.

mod browser;
mod desk;
mod faults;
mod hostile;
mod round_trip;
mod words;
