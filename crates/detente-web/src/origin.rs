//! Where a request comes from, and to whom it is addressed.
//!
//! The workspace listens on loopback. A page of somewhere else may still send a browser here, by
//! a form, or by a name of its own that leads to 127.0.0.1.

use crate::guard::{Guard, stands};

/// Is the request addressed to this machine by one of its own names, on the port it listens on?
/// (A name that leads here and is not one of them is somebody else's: DNS rebinding.)
pub fn host_is_ours(host: Option<&str>, port: u16) -> bool {
    let named = host
        .is_some_and(|host| ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| is_at(host, name, port)));
    stands(Guard::Host, named)
}

/// A browser leaves the port out where it is 80.
fn is_at(host: &str, name: &str, port: u16) -> bool {
    let Some(rest) = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)) else {
        return false;
    };
    match host[rest.len()..].strip_prefix(':') {
        Some(asked) => asked == port.to_string(),
        None => host.len() == name.len() && port == 80,
    }
}

/// Does what changes something come from a page of the workspace?
///
/// `origin` is the header `Origin`, `host` the header `Host`, `site` the header `Sec-Fetch-Site`.
/// Each that is there must say so, and one of `origin` and `site` must be there. A browser writes
/// `Origin: null` for a form of a page with `Referrer-Policy: no-referrer`: that says nothing,
/// and `site` decides.
pub fn same_origin(origin: Option<&str>, host: Option<&str>, site: Option<&str>) -> bool {
    let origin = origin.filter(|origin| *origin != "null");
    let from_here = |origin: &str| match (origin.strip_prefix("http://"), host) {
        (Some(from), Some(host)) => from.eq_ignore_ascii_case(host),
        _ => false,
    };
    let holds = (origin.is_some() || site.is_some())
        && origin.is_none_or(from_here)
        && site.is_none_or(|site| site == "same-origin");
    stands(Guard::Origin, holds)
}
