//! Secrets, what is kept of them, and the names of things that have one.

use sha2::{Digest as _, Sha256};
use std::fmt;

/// The name of a link, a session or a token: random, and no secret.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; 16]);

impl Key {
    /// Reads 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Key> {
        bytes(text).map(Key)
    }

    /// A key for text that is no secret at all, to count by.
    pub(crate) fn of_text(text: &str) -> Key {
        Key::of("detente text v1", text.as_bytes())
    }

    fn of(kind: &str, what: &[u8]) -> Key {
        let digest: [u8; 32] = Sha256::new().chain_update(kind).chain_update(what).finalize().into();
        let mut key = [0; 16];
        key.copy_from_slice(&digest[..16]);
        Key(key)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(f, &self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(f, &self.0)
    }
}

/// SHA-256 of a secret, or a PIN's hash: what is kept. It does not print itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest(pub(crate) [u8; 32]);

impl Digest {
    pub(crate) fn parse(text: &str) -> Option<Digest> {
        bytes(text).map(Digest)
    }

    /// For the access log alone.
    pub(crate) fn reveal(&self) -> String {
        format!("{}", Hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(…)")
    }
}

/// What opens a link, a session or a token: its key, which is no secret, and 256 random bits.
///
/// It is shown once, by [`Secret::reveal`], and prints itself nowhere else:
///
/// ```
/// # use detente_web::access::Secret;
/// let text = format!("{}.{}", "ab".repeat(16), "cd".repeat(32));
/// let secret = Secret::parse(&text).unwrap();
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// assert_eq!(secret.reveal(), text);
/// ```
///
/// ```compile_fail,E0277
/// # fn show(secret: detente_web::access::Secret) -> String {
/// secret.to_string()
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    key: Key,
    bytes: [u8; 32],
}

impl Secret {
    /// The secret of something new.
    pub(crate) fn new(bytes: [u8; 32]) -> Secret {
        Secret { key: Key::of("detente key v1", &bytes), bytes }
    }

    /// Reads what [`Secret::reveal`] wrote.
    pub fn parse(text: &str) -> Option<Secret> {
        let (key, secret) = text.split_once('.')?;
        Some(Secret { key: Key::parse(key)?, bytes: bytes(secret)? })
    }

    /// The text for a cookie, an address or a header.
    pub fn reveal(&self) -> String {
        format!("{}.{}", self.key, Hex(&self.bytes))
    }

    /// Whose it is.
    pub fn key(&self) -> Key {
        self.key
    }

    pub(crate) fn digest(&self) -> Digest {
        Digest(Sha256::digest(self.bytes).into())
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The token that a session's forms bring. It is made of the session's secret, so it is kept
    /// nowhere, and leads back to nothing.
    pub(crate) fn csrf(&self) -> Csrf {
        let digest = Sha256::new().chain_update("detente csrf v1").chain_update(self.bytes).finalize();
        Csrf(format!("{}", Hex(&<[u8; 32]>::from(digest))))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The token that every form of a session brings.
#[derive(Clone, PartialEq, Eq)]
pub struct Csrf(String);

impl Csrf {
    /// The text for a hidden field.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Is it this one? Compared by hash, so that the time it takes tells nothing.
    pub fn is(&self, presented: &str) -> bool {
        Sha256::digest(self.0.as_bytes()) == Sha256::digest(presented.as_bytes())
    }
}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Csrf(…)")
    }
}

struct Hex<'b>(&'b [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(f, self.0)
    }
}

fn hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

/// Lower-case digits only: one value has one text.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut out = [0; N];
    if text.len() != 2 * N {
        return None;
    }
    for (place, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *place = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(out)
}
