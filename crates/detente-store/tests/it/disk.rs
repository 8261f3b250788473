//! A small disk for a test.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small disk of its own, for as long as the test lasts. Only root can make one.
pub struct Disk(PathBuf);

impl Disk {
    /// A disk in `folder`, if one can be mounted.
    pub fn new(folder: &Path) -> Option<Disk> {
        let path = folder.join("disk");
        fs::create_dir(&path).unwrap();
        let made = mount(&["-t", "tmpfs", "-o", "size=2m", "detente-test"], &path);
        if !made {
            println!("skipped: no disk can be mounted here");
        }
        made.then_some(Disk(path))
    }

    /// From now on nothing can be written.
    pub fn make_read_only(&self) {
        assert!(mount(&["-o", "remount,ro"], &self.0));
    }

    /// The path of something on it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Takes up the room that is left, with the file `name`.
    pub fn fill_up(&self, name: &str) {
        let mut file = fs::File::create(self.at(name)).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
        while file.write_all(&[0]).is_ok() {}
    }

    /// What is on it.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn mount(arguments: &[&str], path: &Path) -> bool {
    let status = Command::new("mount").args(arguments).arg(path).output().map(|output| output.status);
    status.is_ok_and(|status| status.success())
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
