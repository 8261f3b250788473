//! Numbered steps that make a store what this version expects, each with a checksum.
//!
//! A step is applied once and never changed; a store with a step that this version does not know, or knows
//! otherwise, is refused.

use crate::store::{Damage, StoreError};
use detente_record::Hash;
use sha2::{Digest, Sha256};

/// One step.
pub(crate) struct Step {
    /// What it is called: its number and a word.
    pub name: &'static str,
    /// What it does to the store as a whole.
    pub store: &'static str,
    /// What it does for each room; `{n}` is the room's number.
    pub room: &'static str,
}

impl Step {
    /// The checksum of all that it does.
    pub fn checksum(&self) -> String {
        let digest =
            Sha256::new().chain_update(self.store).chain_update([0]).chain_update(self.room).finalize();
        Hash(digest.into()).to_string()
    }

    /// Its statements for the room with the number `n`.
    pub fn for_room(&self, n: i64) -> String {
        self.room.replace("{n}", &n.to_string())
    }
}

/// Which of `steps` are still to be applied to a store that has `applied` (names and checksums).
///
/// # Errors
/// If the store is of a later version, or a step that was applied is not the one known here.
pub(crate) fn missing<'s>(steps: &'s [Step], applied: &[(String, String)]) -> Result<&'s [Step], StoreError> {
    if let Some((name, _)) = applied.get(steps.len()) {
        return Err(StoreError::failed(
            format!("the store was written by a later version of Détente (its step {name} is unknown here)"),
            "use that version or a later one; nothing was changed",
        ));
    }
    for (step, (name, checksum)) in steps.iter().zip(applied) {
        if step.name != name || step.checksum() != *checksum {
            let what = format!("its step {name} is not the step {} that this version knows", step.name);
            return Err(Damage::whole(what).into());
        }
    }
    Ok(&steps[applied.len()..])
}
