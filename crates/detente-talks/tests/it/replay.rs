//! Talks that NegMAS recorded, read in place where `DETENTE_CASES` names their folder.

use detente_talks::replay::Recording;
use detente_talks::trace::Trace;
use std::fs;
use std::path::PathBuf;

/// The recordings, or `None` after having said that the test was skipped.
fn recordings() -> Option<Vec<(String, String)>> {
    let named = std::env::var_os("DETENTE_CASES").map(PathBuf::from);
    let required = std::env::var("DETENTE_REQUIRE").is_ok_and(|names| names.split(' ').any(|n| n == "cases"));
    assert!(named.is_some() || !required, "DETENTE_CASES is not set, and this run requires it");
    if named.is_none() {
        eprintln!("skipped: DETENTE_CASES is not set");
    }
    let folder = named?.join("negmas_traces");
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    files.sort();
    let text = |path: PathBuf| (path.display().to_string(), fs::read_to_string(&path).expect("a file"));
    Some(files.into_iter().map(text).collect())
}

#[test]
fn recorded_talks_go_the_same_offer_by_offer() {
    let Some(recordings) = recordings() else { return };
    assert!(recordings.len() >= 10, "{} recordings", recordings.len());
    let differs = |(name, text): &(String, String)| {
        let recording = Recording::from_json(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let difference = recording.compare(&recording.play().expect("it plays"))?;
        Some(format!("{name}: {difference}"))
    };
    let differences: Vec<String> = recordings.iter().filter_map(differs).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_changed_recording_is_told_from_what_is_played() {
    let Some(recordings) = recordings() else { return };
    for (name, text) in recordings {
        let mut recording = Recording::from_json(&text).expect("a recording");
        let trace = recording.play().expect("it plays");
        let place = recording.offers.len() / 2;
        recording.offers[place].options[0] ^= 1;
        let difference = recording.compare(&trace).map(|difference| difference.to_string());
        assert!(difference.is_some_and(|text| text.starts_with(&format!("offer {place}: "))), "{name}");
    }
}

#[test]
fn a_trace_reads_back_as_it_was_written() {
    let Some(recordings) = recordings() else { return };
    for (name, text) in recordings {
        let trace = Recording::from_json(&text).expect("a recording").play().expect("it plays");
        let written = trace.to_json();
        let read = Trace::from_json(&written).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(read == trace && read.diff(&trace).is_none(), "{name}");
        let agreed = written.rfind("v1").expect("an option");
        let changed = format!("{}v2{}", &written[..agreed], &written[agreed + 2..]);
        assert!(Trace::from_json(&changed).is_err(), "{name}");
    }
}

#[test]
fn a_recording_is_told_as_a_trace_of_the_same_talk() {
    let Some(recordings) = recordings() else { return };
    for (name, text) in recordings {
        let recording = Recording::from_json(&text).expect("a recording");
        let (played, told) = (recording.play().expect("it plays"), recording.told());
        assert_eq!((told.diff(&played), told.hash()), (None, played.hash()), "{name}");
        assert_eq!(told.utilities, played.utilities, "{name}");
        // An option that is not there is told with its place.
        for (from, place) in
            [("\"agreement\": [", "agreement"), ("\"offers\": [\n  [\n   0,\n   0,\n   [", "offers[0]")]
        {
            let changed = text.replacen(from, &format!("{from}77, "), 1);
            let error = Recording::from_json(&changed).map(|_| ()).map_err(|error| error.to_string());
            assert!(changed == text || error.is_err_and(|error| error.starts_with(place)), "{name}");
        }
    }
}
