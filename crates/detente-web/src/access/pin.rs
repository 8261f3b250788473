//! A PIN, or words, that unlocks one session.
//!
//! Its hash is Argon2id with the session's own secret as the key and the session's name as salt.
//! Without the cookie, which only the browser has, the hash in the access log cannot be tried
//! against guesses, however short the PIN.

use super::secret::{Digest, Key, Secret};
use crate::guard::{Guard, stands};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fmt;

/// The shortest PIN, in characters.
pub const SHORTEST_PIN: usize = 4;

/// The longest, in bytes.
pub const LONGEST_PIN: usize = 1024;

/// A PIN or words. It does not print itself.
#[derive(Clone)]
pub struct Pin(String);

/// Why this cannot be a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPin {
    /// Fewer than [`SHORTEST_PIN`] characters.
    TooShort,
    /// More than [`LONGEST_PIN`] bytes.
    TooLong,
}

impl Pin {
    /// A PIN of what was typed. White space around it does not count: phones add it.
    ///
    /// # Errors
    /// If it is too short or too long.
    pub fn new(typed: &str) -> Result<Pin, BadPin> {
        let typed = typed.trim();
        if !stands(Guard::PinLength, typed.chars().count() >= SHORTEST_PIN) {
            return Err(BadPin::TooShort);
        }
        if typed.len() > LONGEST_PIN {
            return Err(BadPin::TooLong);
        }
        Ok(Pin(typed.to_owned()))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// What a guess costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PinCost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl PinCost {
    /// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
    pub const OWASP: PinCost = PinCost { memory: 19 * 1024, passes: 2 };
    /// For tests alone.
    pub const CHEAP: PinCost = PinCost { memory: 8, passes: 1 };
}

/// The hash of a session's PIN.
///
/// # Errors
/// If there is no memory for it.
pub(crate) fn hash(pin: &Pin, session: &Secret, cost: PinCost) -> Result<Digest, argon2::Error> {
    let params = Params::new(cost.memory, cost.passes, 1, Some(32))?;
    let argon = Argon2::new_with_secret(session.bytes(), Algorithm::Argon2id, Version::V0x13, params)?;
    let key: Key = session.key();
    let mut out = [0; 32];
    argon.hash_password_into(pin.0.as_bytes(), key.as_bytes(), &mut out)?;
    Ok(Digest(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_this_pin_this_session_and_this_cost() {
        let session = |byte| Secret::new([byte; 32]);
        let of = |text: &str, byte, cost| hash(&Pin::new(text).unwrap(), &session(byte), cost).unwrap();
        let right = of("1234", 1, PinCost::OWASP);
        assert!(right == of(" 1234 ", 1, PinCost::OWASP));
        let others =
            [of("1235", 1, PinCost::OWASP), of("1234", 2, PinCost::OWASP), of("1234", 1, PinCost::CHEAP)];
        assert!(!others.contains(&right));
    }
}
