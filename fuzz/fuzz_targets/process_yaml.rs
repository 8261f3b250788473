//! Runs `targets::process_yaml` on whatever the fuzzer makes up.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| detente_fuzz::targets::process_yaml(bytes));
