//! Each bad input has its own message: a code, and words that say what is wrong.

mod circles;
mod files;
mod ids;
mod meaning;
mod rooms;
mod yaml;
