//! The command `detente`.
#![forbid(unsafe_code)]

use detente::{Exit, Talk};
use detente_record::Salt;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// A workspace runs for days on several threads. The usual allocator of Linux keeps what a page or a write needed for a
/// moment for the thread that had it; this one gives it back (how soon: `.cargo/config.toml`).
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Did the user press Ctrl-C while a search was on?
static STOPPED: AtomicBool = AtomicBool::new(false);

/// What a shell expects of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// From now on the first Ctrl-C asks a search to end, and the second ends the program.
fn catch_stop() {
    // A second call finds the first's handler; where signals cannot be caught, Ctrl-C ends the program as before.
    let _ = ctrlc::try_set_handler(|| {
        if STOPPED.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
    });
}

/// Does somebody sit there who can read questions (on standard error) and answer them?
fn has_a_person() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && !dumb
}

/// Where programs of this user keep their data: by the XDG rules, or as the system has it.
fn data_folder() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = folder("XDG_DATA_HOME").or_else(|| match () {
        () if cfg!(windows) => folder("LOCALAPPDATA"),
        () if cfg!(target_os = "macos") => Some(folder("HOME")?.join("Library/Application Support")),
        () => Some(folder("HOME")?.join(".local/share")),
    });
    Some(data?.join("detente"))
}

fn main() -> ExitCode {
    let terminal = std::io::stdout().is_terminal();
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    let talk = Talk {
        width: if terminal { width.clamp(40, 160) } else { 100 },
        color: terminal && !no_color,
        unicode: true,
        // Whole seconds: more would only tell how fast somebody types.
        clock: || {
            let now = jiff::Timestamp::now();
            jiff::Timestamp::from_second(now.as_second()).unwrap_or(now)
        },
        salts: || {
            let mut bytes = [0; 32];
            // Without random numbers of the system nothing that is written would be safe.
            getrandom::fill(&mut bytes).expect("the system gives random numbers");
            Salt(bytes)
        },
        author: || std::env::var("DETENTE_AUTHOR").ok().filter(|author| !author.trim().is_empty()),
        data: data_folder,
        stdin: || detente::read_text(std::io::stdin()),
        progress: std::io::stderr().is_terminal(),
        catch_stop,
        stopped: || STOPPED.load(Ordering::Relaxed),
        asker: has_a_person().then_some(detente::ask::terminal),
    };
    let args = std::env::args_os().collect();
    let run = || detente::run(args, talk, &mut anstream::stdout().lock(), &mut anstream::stderr().lock());
    // A panic is a fault of ours: the usual report goes to standard error, the exit code says so.
    ExitCode::from(std::panic::catch_unwind(run).unwrap_or(Exit::Fault as u8))
}
