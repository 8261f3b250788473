//! The brief prints on two pages, whatever the size of the process: looked at in Chromium, where it is there.

use crate::harness::{Process, detente_on, whole_catalog};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The browser, or `None` after having said that the test was skipped.
///
/// Where `DETENTE_REQUIRE` names it (in CI), a test that would be skipped fails.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    let found = named.into_iter().chain(usual).find(|path| path.exists());
    let required =
        std::env::var("DETENTE_REQUIRE").is_ok_and(|names| names.split(' ').any(|n| n == "chromium"));
    assert!(found.is_some() || !required, "Chromium is not there, and this run requires it");
    if found.is_none() {
        eprintln!("skipped: no Chromium on this machine");
    }
    found
}

/// How many pages the HTML file makes when it is printed.
fn printed_pages(browser: &Path, html: &Path) -> usize {
    let pdf = html.with_extension("pdf");
    let profile = tempfile::tempdir().expect("a folder for the browser");
    let status = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(["--no-pdf-header-footer", &format!("--print-to-pdf={}", pdf.display())])
        .arg(html)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("the browser starts").success());
    let bytes = std::fs::read(&pdf).expect("the browser printed");
    let text = String::from_utf8_lossy(&bytes);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}

#[track_caller]
fn fits_two_pages(browser: &Path, folder: &Path, lang: &str) {
    let page = tempfile::tempdir().expect("a folder for the page");
    let html = page.path().join("brief.html");
    std::fs::write(&html, detente_on(folder, &["brief", "--format", "html", "--lang", lang]).done())
        .expect("written");
    let pages = printed_pages(browser, &html);
    assert!((1..=2).contains(&pages), "{} in {lang}: {pages} pages", folder.display());
}

fn prints_on_two_pages(lang: &str) {
    let Some(browser) = chromium() else { return };
    for process in whole_catalog() {
        fits_two_pages(&browser, &process, lang);
    }
    let large = Process::of(&crate::made_up::process_text(2_000));
    fits_two_pages(&browser, large.path(), lang);
}

#[test]
fn the_brief_prints_on_two_pages() {
    prints_on_two_pages("en");
}

#[test]
fn the_brief_prints_on_two_pages_in_arabic() {
    prints_on_two_pages("ar");
}
