//! What a browser needs besides pages: part of the program, the same for everybody, nothing from elsewhere.

use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file that is part of the program.
#[derive(Debug)]
pub struct Asset {
    /// Its name, with a part of the hash of its bytes: another version has another name.
    pub name: String,
    /// Its type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

/// The names of assets, for the page around every screen.
#[derive(Clone, Copy, Debug)]
pub enum Named {
    /// The style of pages and of the workspace.
    Style,
    /// Small helps: locking, news, the date slider.
    Script,
    /// htmx 2.0.11 (0BSD): parts of a page come without the whole.
    Htmx,
    /// The mark of a tab.
    Icon,
}

static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}\n{}", detente_brief::html::STYLE, include_str!("../assets/workspace.css")));

static ALL: LazyLock<[Asset; 4]> = LazyLock::new(|| {
    [
        asset("style", "css", "text/css; charset=utf-8", STYLE.as_bytes()),
        asset("script", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/workspace.js")),
        asset("htmx", "js", "text/javascript; charset=utf-8", include_bytes!("../assets/htmx/htmx.min.js")),
        asset("icon", "svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    ]
});

fn asset(name: &str, ending: &str, kind: &'static str, bytes: &'static [u8]) -> Asset {
    let hash = Sha256::digest(bytes);
    let part: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Asset { name: format!("{name}-{part}.{ending}"), kind, bytes }
}

/// The address of an asset.
pub fn address(named: Named) -> String {
    format!("/asset/{}", ALL[named as usize].name)
}

/// The asset with this name.
pub fn find(name: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.name == name)
}
