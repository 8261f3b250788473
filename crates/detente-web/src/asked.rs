//! What a request asks: pairs of an address or of a form, in the order in which they came.

use std::fmt::Write;

/// The most pairs that are read.
pub const MOST_PAIRS: usize = 5_000;

/// Pairs of an address's query, or of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(pub Vec<(String, String)>);

/// There are more pairs than anybody types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl Asked {
    /// Reads `key=value&…`. What is no UTF-8 is read with replacement characters.
    ///
    /// # Errors
    /// Where there are more than [`MOST_PAIRS`].
    pub fn read(text: &[u8]) -> Result<Asked, TooMany> {
        let pairs: Vec<(String, String)> = text
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
            .take(MOST_PAIRS + 1)
            .map(|pair| {
                let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
                (decoded(&pair[..at]), decoded(pair.get(at + 1..).unwrap_or_default()))
            })
            .collect();
        if pairs.len() > MOST_PAIRS { Err(TooMany) } else { Ok(Asked(pairs)) }
    }

    /// The first value under `key`, if it is not empty.
    pub fn get(&self, key: &str) -> Option<&str> {
        let first = self.0.iter().find(|(known, _)| known == key)?;
        Some(first.1.trim()).filter(|value| !value.is_empty())
    }

    /// The same pairs without those under `keys`.
    pub fn without(&self, keys: &[&str]) -> Asked {
        Asked(self.0.iter().filter(|(key, _)| !keys.contains(&key.as_str())).cloned().collect())
    }
}

/// An address of a screen with its query.
pub fn address(screen: &str, with: &[(&str, &str)]) -> String {
    let mut address = screen.to_owned();
    let mut mark = '?';
    for (key, value) in with {
        address.push(mark);
        address.push_str(&encoded(key));
        address.push('=');
        address.push_str(&encoded(value));
        mark = '&';
    }
    address
}

/// Percent-encoding of everything that could mean something in an address.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' | b':' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let hex = |place: usize| text.get(place).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 3;
                continue;
            }
            (b'+', ..) => bytes.push(b' '),
            (byte, ..) => bytes.push(*byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pairs_are_read_as_browsers_write_them() {
        let asked = Asked::read("id=team%2Fx&q=a+b%20c&q=second&empty=&bad=%zz%4".as_bytes());
        let asked = asked.unwrap();
        assert_eq!(asked.get("id"), Some("team/x"));
        assert_eq!(asked.get("q"), Some("a b c"));
        assert_eq!(asked.get("empty"), None);
        assert_eq!(asked.get("bad"), Some("%zz%4"));
        assert_eq!(Asked::read(b"a=%ff").unwrap().get("a"), Some("\u{fffd}"));
        assert_eq!(Asked::read("a=1&".repeat(MOST_PAIRS + 1).as_bytes()), Err(TooMany));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(pairs in prop::collection::vec(("[a-z]{1,4}", "\\PC{0,12}"), 0..6)) {
            let with: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            let address = address("x", &with);
            let query = address.split_once('?').map_or("", |(_, query)| query);
            prop_assert_eq!(Asked::read(query.as_bytes()).unwrap().0, pairs);
        }
    }
}
