//! `--known` and `--on`: as of when a command looks.

use detente_model::VagueDate;
use detente_record::AsOf;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// `--known` and `--on` in the process's zone. A day means its end.
///
/// # Errors
/// A sentence that says what is wrong with a date.
pub fn as_of(known: Option<&str>, on: Option<&str>, zone: &TimeZone) -> Result<AsOf, String> {
    AsOf::read(known, on, zone).map_err(|misread| format!("--{}: {}", misread.key, misread.message))
}

/// The last instant of what the flag `--flag` gives.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn end_of(flag: &str, text: &str, zone: &TimeZone) -> Result<Timestamp, String> {
    date(flag, text, zone)?.interval().latest.ok_or_else(|| format!("--{flag} {text} has no end"))
}

/// The date that the flag `--flag` gives.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn date(flag: &str, text: &str, zone: &TimeZone) -> Result<VagueDate, String> {
    VagueDate::parse(text, zone)
        .map_err(|message| format!("--{flag}: {message}; write 2025-05-16, 2025-05-16T09:00 or 2025-05"))
}
