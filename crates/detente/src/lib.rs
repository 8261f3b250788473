//! The command `detente`, as a function of its arguments, so that tests run it in process.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod args;
mod as_of;
mod check;
mod explain;
mod faults;
mod new;
mod page;
mod viewer;

use args::{Cli, Color, Command, SchemaFile};
use check::{Asked, Print};
use clap::{CommandFactory, Parser};
use detente_brief::Lang;
use detente_store::SchemaOf;
use page::Which;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The answer is no.
    No = 1,
    /// Wrong use or input.
    WrongUse = 2,
    /// An internal fault.
    Fault = 3,
}

/// What is known of where output goes.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    /// Columns.
    pub width: usize,
    /// May colour be used?
    pub color: bool,
    /// May box-drawing characters be used?
    pub unicode: bool,
}

/// What a command prints, and how it ends.
struct Outcome {
    /// For standard output.
    out: String,
    /// For standard error.
    err: String,
    /// The exit code.
    exit: Exit,
}

impl Outcome {
    /// Done, with this for standard output.
    fn done(out: String) -> Outcome {
        Outcome { out, err: String::new(), exit: Exit::Done }
    }

    /// Wrong use or input.
    fn wrong(message: String) -> Outcome {
        Outcome { out: String::new(), err: format!("error: {message}\n"), exit: Exit::WrongUse }
    }
}

/// Runs the command line `args` (the program's name first) and gives the exit code.
pub fn run(args: Vec<OsString>, talk: Talk, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    match Cli::try_parse_from(args) {
        Ok(cli) => finish(command(cli, talk), out, err),
        Err(error) => {
            let code = error.exit_code();
            let text = error.render();
            let text = if talk.color { text.ansi().to_string() } else { text.to_string() };
            let _ = if error.use_stderr() {
                err.write_all(text.as_bytes())
            } else {
                out.write_all(text.as_bytes())
            };
            code as u8
        }
    }
}

fn finish(outcome: Outcome, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let _ = err.write_all(outcome.err.as_bytes());
    match out.write_all(outcome.out.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => outcome.exit as u8,
        // A reader that has seen enough (`| head`) is no fault.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => outcome.exit as u8,
        Err(error) => {
            let _ = writeln!(err, "error: the output cannot be written: {error}");
            Exit::WrongUse as u8
        }
    }
}

fn command(cli: Cli, mut talk: Talk) -> Outcome {
    talk.color = match cli.color {
        Color::Auto => talk.color,
        Color::Always => true,
        Color::Never => false,
    };
    talk.width = cli.width.map_or(talk.width, usize::from);
    match cli.command {
        Command::Check { process, room, known, on, format, lang } => {
            let asked = Asked { room: room.as_deref(), known: known.as_deref(), on: on.as_deref() };
            match Lang::new(lang.as_deref().unwrap_or("en")) {
                Ok(lang) => check::check(&process, &asked, &Print { format, lang: &lang, talk: &talk }),
                Err(error) => Outcome::wrong(error.to_string()),
            }
        }
        Command::New { dir } => new::new(&dir),
        Command::Brief { look, since } => page::page(&look, &Which::Brief(since), &talk),
        Command::Gaps { look } => page::page(&look, &Which::Gaps, &talk),
        Command::Timeline { look } => page::page(&look, &Which::Timeline, &talk),
        Command::Show { look, id } => page::page(&look, &Which::Show(id), &talk),
        Command::Search { look, words } => page::page(&look, &Which::Search(words), &talk),
        Command::Schema { file } => {
            let of = match file {
                SchemaFile::Process => SchemaOf::Process,
                SchemaFile::Room => SchemaOf::Room,
            };
            Outcome::done(format!("{:#}\n", detente_store::schema(of)))
        }
        Command::Explain { code } => explain::explain(code.as_deref()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "detente", &mut script);
            Outcome::done(String::from_utf8_lossy(&script).into_owned())
        }
        Command::Man { dir } => man(&dir),
    }
}

fn man(dir: &Path) -> Outcome {
    match clap_mangen::generate_to(Cli::command(), dir) {
        Ok(()) => Outcome {
            out: String::new(),
            err: format!("man pages are in {}\n", dir.display()),
            exit: Exit::Done,
        },
        Err(error) => Outcome::wrong(format!("{} cannot be written: {error}", dir.display())),
    }
}
