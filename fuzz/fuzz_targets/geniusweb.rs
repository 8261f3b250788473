//! Runs `formats::geniusweb_json` on whatever the fuzzer makes up.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| detente_fuzz::formats::geniusweb_json(bytes));
