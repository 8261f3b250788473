//! `detente new`: a folder with a commented template.

use crate::{Exit, Outcome};
use detente_model::Id;
use std::fs;
use std::io;
use std::path::Path;

/// The files of the template.
pub const FILES: [(&str, &str); 4] = [
    ("process.yaml", include_str!("../template/process.yaml")),
    ("rooms/team.yaml", include_str!("../template/rooms/team.yaml")),
    ("sources/report.txt", include_str!("../template/sources/report.txt")),
    (".gitignore", include_str!("../template/gitignore")),
];

/// Makes the folder `dir`. It must not exist, or be empty. A folder that cannot be finished is
/// taken away again.
pub fn new(dir: &Path) -> Outcome {
    let shown = dir.display();
    match fs::read_dir(dir).map(Iterator::count) {
        Ok(entries) if entries > 0 => {
            return Outcome::wrong(format!("{shown} is not empty; give a folder that does not exist yet"));
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Outcome::wrong(format!("{shown} cannot be used: {error}"));
        }
        _ => {}
    }
    let existed = dir.exists();
    match write_all(dir) {
        Ok(()) => Outcome {
            out: String::new(),
            err: format!(
                "made {shown}; next:\n  detente check {shown}\n  detente brief {shown}\nthen open {shown}/process.yaml in an editor: its comments say how to go on\n"
            ),
            exit: Exit::Done,
        },
        Err(error) => {
            if !existed {
                let _ = fs::remove_dir_all(dir);
            }
            Outcome::wrong(format!("{shown} cannot be made: {error}"))
        }
    }
}

/// The process is called by the name of its folder, where that can be an id.
fn id_of(dir: &Path) -> String {
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned());
    name.filter(|name| Id::new(name).is_some()).unwrap_or_else(|| "my-process".to_owned())
}

fn write_all(dir: &Path) -> io::Result<()> {
    for (name, text) in FILES {
        let path = dir.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text.replace("id: my-process", &format!("id: {}", id_of(dir))))?;
    }
    Ok(())
}
