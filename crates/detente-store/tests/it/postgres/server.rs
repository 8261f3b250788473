//! A PostgreSQL server of our own, on a socket in a folder that goes with it.
#![allow(dead_code)] // The figures use a part of it.

use postgres::{Client, NoTls};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Runs the server until its own input ends, which it does with the tests, however they end.
const KEEPER: &str = r#"
"$1/postgres" -D "$2/data" -c listen_addresses= -c unix_socket_directories="$2" -c max_connections=60 \
  -c log_line_prefix='%d|' $3 >>"$2/log" 2>&1 &
read -r word
kill -QUIT $!
wait
[ "$word" = keep ] || rm -rf "$2"
"#;

/// The socket's folder is readable for those whom this lets in.
const WHO_MAY: &str = "local all secret scram-sha-256\nlocal all refused reject\nlocal all all trust\n";

/// A running server. It is stopped, and its folder removed, when the tests end.
pub struct Server {
    bin: PathBuf,
    folder: PathBuf,
    settings: &'static str,
    keeper: Option<(Child, ChildStdin)>,
}

/// The folder of `initdb`, or `None` after having said that the test was skipped.
fn bin() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&on_path).collect();
    folders.push("/usr/local/bin".into());
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    let found = folders.into_iter().map(|folder| folder.join("initdb")).find(|path| path.exists());
    let required =
        std::env::var("DETENTE_REQUIRE").is_ok_and(|names| names.split(' ').any(|n| n == "postgres"));
    assert!(found.is_some() || !required, "PostgreSQL is not there, and this run requires it");
    if found.is_none() {
        eprintln!("skipped: no PostgreSQL (initdb) on this machine");
    }
    // A link is followed: the programs look for their files beside themselves.
    Some(found?.canonicalize().unwrap().parent()?.to_owned())
}

/// The number of a user, from the system's list.
fn number_of(user: &str) -> Option<(u32, u32)> {
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = list.lines().find(|line| line.split(':').next() == Some(user))?;
    let mut numbers = line.split(':').skip(2).map_while(|number| number.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// PostgreSQL refuses to run as root: then as the user that its package made, or as nobody.
fn as_a_plain_user(command: &mut Command, folder: &Path) {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata(folder).unwrap().uid() == 0 {
        let (user, group) = number_of("postgres").or_else(|| number_of("nobody")).expect("a plain user");
        std::os::unix::fs::chown(folder, Some(user), Some(group)).unwrap();
    }
    let owner = std::fs::metadata(folder).unwrap();
    command.uid(owner.uid()).gid(owner.gid()).current_dir("/");
}

impl Server {
    /// A new server with `settings`, or `None` where PostgreSQL is not installed.
    pub fn start_with(settings: &'static str) -> Option<Server> {
        let bin = bin()?;
        let folder = tempfile::Builder::new().prefix("detente-pg-").tempdir().unwrap().keep();
        let mut initdb = Command::new(bin.join("initdb"));
        as_a_plain_user(&mut initdb, &folder);
        let made = initdb
            .args(["-U", "admin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
            .arg(folder.join("data"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        std::fs::write(folder.join("data/pg_hba.conf"), WHO_MAY).unwrap();
        let mut server = Server { bin, folder, settings, keeper: None };
        server.run();
        server
            .admin("postgres")
            .batch_execute(
                "CREATE ROLE detente LOGIN; CREATE ROLE secret LOGIN PASSWORD 'p@ss/wor:d?'; CREATE ROLE refused LOGIN; \
                 CREATE ROLE mighty LOGIN BYPASSRLS",
            )
            .unwrap();
        Some(server)
    }

    /// Starts the server, and waits until it answers.
    pub fn run(&mut self) {
        let mut keeper = Command::new("sh");
        as_a_plain_user(&mut keeper, &self.folder);
        keeper.args(["-c", KEEPER, "sh"]).args([&self.bin, &self.folder]).arg(self.settings);
        // In a group of its own: what ends the tests at the keyboard leaves it time to clean up.
        let mut child = keeper.process_group(0).stdin(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        self.keeper = Some((child, input));
        let answers = |_: &u32| Client::connect(&self.address("admin", "postgres"), NoTls).is_ok();
        let waited = (0..600).inspect(|_| std::thread::sleep(Duration::from_millis(50))).find(answers);
        assert!(waited.is_some(), "{}", self.log());
    }

    /// Stops it at once, as a fall of the machine would; its data stay.
    pub fn crash(&mut self) {
        if let Some((mut child, mut input)) = self.keeper.take() {
            input.write_all(b"keep\n").unwrap();
            child.wait().unwrap();
        }
    }

    /// The address of a database for a role.
    pub fn address(&self, role: &str, database: &str) -> String {
        let socket = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://{role}@/{database}?host={socket}")
    }

    /// A connection past all walls.
    pub fn admin(&self, database: &str) -> Client {
        self.raw("admin", database)
    }

    /// A connection without this program's care.
    pub fn raw(&self, role: &str, database: &str) -> Client {
        Client::connect(&self.address(role, database), NoTls).unwrap()
    }

    /// The name of a new database of the role `detente`.
    pub fn database(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("trial{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let sql = format!("CREATE DATABASE {name} OWNER detente TEMPLATE template0");
        self.admin("postgres").batch_execute(&sql).unwrap();
        name
    }

    /// What the server wrote down so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        match self.keeper.take() {
            Some((mut child, input)) => {
                drop(input);
                let _ = child.wait();
            }
            None => {
                let _ = std::fs::remove_dir_all(&self.folder);
            }
        }
    }
}
