//! Runs `targets::room_yaml` on whatever the fuzzer makes up.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| detente_fuzz::targets::room_yaml(bytes));
