//! The pages in `docs/` are true where a test can tell: links lead somewhere, the example is accepted.

use crate::harness::{Process, entries, read};
use std::path::{Path, PathBuf};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// The pages about methods.
fn methods() -> Vec<PathBuf> {
    let pages = entries(&docs().join("methods"));
    assert!(pages.len() > 20, "{pages:?}");
    pages
}

/// Where the links of a page lead, within the project.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target).filter(|target| !target.contains("://"))
}

/// How a heading is named in a link: in small letters, with hyphens for spaces.
fn anchors(page: &str) -> Vec<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let words = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn links_lead_somewhere() {
    let others = ["deals-json.md", "process-files.md"].map(|name| docs().join(name));
    for page in methods().into_iter().chain(others) {
        for link in links(&read(&page)) {
            let (file, anchor) = link.split_once('#').map_or((link, None), |(file, a)| (file, Some(a)));
            let target = page.parent().expect("a folder").join(file);
            assert!(target.exists(), "{}: {link}", page.display());
            let is_there = |anchor: &str| anchors(&read(&target)).iter().any(|heading| heading == anchor);
            assert!(anchor.is_none_or(is_there), "{}: {link}", page.display());
        }
    }
}

#[test]
fn every_method_is_in_the_index_and_says_what_it_must() {
    let index = read(&docs().join("methods/README.md"));
    for page in methods() {
        let name = page.file_name().and_then(|name| name.to_str()).expect("a name");
        if name == "README.md" {
            continue;
        }
        assert!(links(&index).any(|link| link == name), "{name} is not in the index");
        let headings = anchors(&read(&page));
        for heading in ["cost", "example"] {
            assert!(headings.iter().any(|found| found == heading), "{name}: {heading}");
        }
        for beginning in ["what-it-assumes", "what-it-does-not-say"] {
            let plural = beginning.replace("it-does", "they-do").replace("it-assumes", "they-assume");
            let is_there = |found: &String| found == beginning || *found == plural;
            assert!(headings.iter().any(is_there), "{name}: {beginning}");
        }
    }
}

/// The YAML of a page that stands under a heading.
fn yaml_under(page: &str, heading: &str) -> Vec<String> {
    let (_, after) = page.split_once(heading).expect("the heading");
    let section = after.split_once("\n## ").map_or(after, |(section, _)| section);
    let fences = section.split("```yaml\n").skip(1);
    fences.filter_map(|rest| rest.split_once("```")).map(|(yaml, _)| yaml.to_owned()).collect()
}

#[test]
fn the_example_of_half_known_preferences_is_accepted() {
    let yaml = yaml_under(&read(&docs().join("process-files.md")), "## Half-known preferences");
    let [issues, preferences] = &yaml[..] else { panic!("{yaml:?}") };
    let head = "process: {id: p, title: P, keeper: team, recorded: 2025-05-17, author: A, basis: stated}\n\
                parties: [{id: north, name: N, role: belligerent}, {id: south, name: S, role: belligerent}]\n";
    let room = format!("room: team\nrecorded: 2025-05-17\nauthor: A\n{preferences}");
    let process = Process::of(&format!("{head}{issues}")).with("rooms/team.yaml", room);
    process.run(&["check"]).done();
    // What docs/methods/central.md tells of it.
    let deals = process.run(&["deals", "--format", "json"]).json();
    assert_eq!(deals["outcomes"], "54");
    let points = deals["frontier"]["points"].as_array().expect("points");
    assert_eq!((points.len(), points[0]["utilities"][0].as_f64()), (6, Some(60.0)));
    assert_eq!(points[5]["utilities"][1].as_f64(), Some(1.0));
}
