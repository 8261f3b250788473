//! The clock and the chance that the workspace is handed, so that tests choose both.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};

/// What time it is.
pub trait Clock: Send + Sync {
    /// Now. It may go back: nobody promises that a laptop's clock does not.
    fn now(&self) -> Timestamp;
}

/// Where secrets come from.
pub trait Chance: Send + Sync {
    /// 32 bytes that nobody can guess. Within one life of the server a `purpose` comes again only where
    /// nothing came of what was drawn for it, and it tells nothing of what other people did: a chance that
    /// derives its bytes from the purpose alone gives one person the same bytes whatever others do.
    fn secret(&self, purpose: &str) -> [u8; 32];
}

/// The system's random numbers.
pub struct SystemChance {
    key: [u8; 32],
    drawn: AtomicU64,
}

impl SystemChance {
    /// Takes a key from the system once, so that a later draw cannot fail.
    ///
    /// # Errors
    /// If the system gives no random numbers.
    pub fn new() -> Result<SystemChance, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(SystemChance { key, drawn: AtomicU64::new(0) })
    }
}

impl Chance for SystemChance {
    /// SHA-256 of the key, the number of the draw and the purpose, and of fresh bytes where the
    /// system gives some.
    fn secret(&self, purpose: &str) -> [u8; 32] {
        let mut fresh = [0; 32];
        // Without fresh bytes the key alone is secret enough: nobody has seen it.
        let _ = getrandom::fill(&mut fresh);
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        let digest = Sha256::new()
            .chain_update(self.key)
            .chain_update(number.to_be_bytes())
            .chain_update(fresh)
            .chain_update(purpose);
        digest.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_draw_is_like_another() {
        let (one, other) = (SystemChance::new().unwrap(), SystemChance::new().unwrap());
        let drawn = [one.secret("a"), one.secret("a"), one.secret("b"), other.secret("a")];
        assert!(drawn.iter().enumerate().all(|(at, draw)| !drawn[..at].contains(draw)));
    }
}
