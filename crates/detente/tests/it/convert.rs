//! `detente convert`: whole folders or none, and reasons.

use crate::harness::detente;
use std::fs;
use std::path::Path;
use tempfile::{TempDir, tempdir};

const DOMAIN: &str = r#"<negotiation_template><utility_space><objective index="0"><issue index="1" name="size"><item value="s"/><item value="m"/></issue><issue index="2" name="rate" type="real"><range lowerbound="0" upperbound="1"/></issue></objective></utility_space></negotiation_template>"#;
const PROFILE: &str = r#"<utility_space><objective index="0"><issue index="1" name="size"><item value="s" evaluation="4"/><item value="m" evaluation="1"/></issue><issue index="2" name="rate" type="real"><evaluator ftype="linear" parameter0="0" parameter1="1"/></issue><weight index="1" value="0.75"/><weight index="2" value="0.25"/></objective></utility_space>"#;

fn given() -> TempDir {
    let folder = tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    fs::write(folder.path().join("in/domain.xml"), DOMAIN).expect("a file");
    fs::write(folder.path().join("in/north.xml"), PROFILE).expect("a file");
    folder
}

fn args<'a>(from: &'a Path, out: &'a Path, more: &'a [&'a str]) -> Vec<&'a std::ffi::OsStr> {
    let fixed = ["detente".as_ref(), "convert".as_ref(), from.as_os_str(), "--out".as_ref(), out.as_os_str()];
    fixed.into_iter().skip(1).chain(more.iter().map(|arg| (*arg).as_ref())).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_is_written_and_read_again() {
    let folder = given();
    let (from, first, second) =
        (folder.path().join("in"), folder.path().join("negmas"), folder.path().join("web"));
    let ran = detente(args(&from, &first, &["--to", "negmas", "--levels", "3"]));
    assert_eq!(ran.exit, 0, "{}", ran.err);
    assert!(ran.err.contains("note: the continuous issue “rate” is taken at 3 levels"), "{}", ran.err);
    assert_eq!(names(&first), ["domain.yml", "north.yml"]);
    let text = fs::read_to_string(first.join("north.yml")).expect("the file");
    assert!(text.contains("weights: [0.75, 0.25]") && text.contains("\"m\": 0.25"), "{text}");
    detente(args(&first, &second, &["--to", "geniusweb"])).done();
    assert_eq!(names(&second), ["domain.json", "north.json"]);
    // NegMAS does not divide by the largest evaluation.
    detente(args(&from, &first, &["--to", "negmas", "--reading", "negmas", "--force"])).done();
    let text = fs::read_to_string(first.join("north.yml")).expect("the file");
    assert!(text.contains("\"m\": 1") && text.contains("\"s\": 4"), "{text}");
    assert_eq!(names(folder.path()), ["in", "negmas", "web"]);
}

#[test]
fn nothing_is_overwritten_or_half_written() {
    let folder = given();
    let (from, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("mine"), "x").expect("a file");
    let told = detente(args(&from, &out, &["--to", "negmas"])).refused();
    assert!(told.contains("is already there") && told.contains("--force"), "{told}");
    assert_eq!(names(&out), ["mine"]);
    let constraint =
        PROFILE.replace("<weight index=\"1\" value=\"0.75\"/>", "<weight index=\"1\" value=\"3\"/>");
    fs::write(from.join("north.xml"), constraint).expect("a file");
    let told = detente(args(&from, &out, &["--to", "geniusweb", "--force"])).refused();
    assert!(told.contains("cannot be converted: north: its utilities are cut off at 1"), "{told}");
    assert_eq!(names(&out), ["mine"]);
    fs::write(from.join("north.xml"), PROFILE.replace("evaluation=\"4\"", "evaluation=\"-4\""))
        .expect("a file");
    let told = detente(args(&from, &out, &["--to", "negmas", "--force"])).refused();
    assert!(told.contains("north.xml:1:") && told.contains("is negative"), "{told}");
    let told = detente(args(&folder.path().join("nowhere"), &out, &["--to", "negmas"])).refused();
    assert!(told.contains("cannot be read"), "{told}");
    assert_eq!(
        (names(folder.path()), names(&out)),
        (vec!["in".to_owned(), "out".to_owned()], vec!["mine".to_owned()])
    );
}
