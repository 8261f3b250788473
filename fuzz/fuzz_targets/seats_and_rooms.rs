//! Runs `targets::seats_and_rooms` on whatever the fuzzer makes up.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| detente_fuzz::targets::seats_and_rooms(bytes));
