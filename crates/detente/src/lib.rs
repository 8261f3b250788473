//! The command `detente`, as a function of its arguments, so that tests run it in process.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod args;
mod as_of;
pub mod ask;
mod check;
mod completions;
mod convert;
mod deals;
mod desk;
mod elicit;
mod explain;
mod faults;
mod keep;
mod many;
mod merge;
mod new;
mod page;
mod pen;
mod progress;
mod proof;
mod rows;
mod serve;
mod talk;
mod viewer;

use args::{Cli, Color, Command, Keeping, SchemaFile, Writing};
use check::{Asked, Print};
use clap::{CommandFactory, Parser};
use detente_brief::{Lang, Purpose};
use detente_record::Salt;
use detente_store::SchemaOf;
use jiff::Timestamp;
use merge::MergeOf;
use page::Which;
pub use pen::read_text;
use pen::{Input, ReleaseOf};
use serve::ServeOf;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How a command ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    #[default]
    Done = 0,
    /// The answer is no.
    No = 1,
    /// Wrong use or input.
    WrongUse = 2,
    /// An internal fault.
    Fault = 3,
}

/// What a command knows of the world: where its output goes, what time it is, who writes.
#[derive(Clone, Copy)]
pub struct Talk {
    /// Columns.
    pub width: usize,
    /// May colour be used?
    pub color: bool,
    /// May box-drawing characters be used?
    pub unicode: bool,
    /// What time it is.
    pub clock: fn() -> Timestamp,
    /// A secret that nobody can guess.
    pub salts: fn() -> Salt,
    /// Who writes, if the environment says so.
    pub author: fn() -> Option<String>,
    /// The folder where programs of this user keep their data.
    pub data: fn() -> Option<PathBuf>,
    /// All of standard input.
    pub stdin: fn() -> io::Result<String>,
    /// Whoever can be asked, if somebody sits at the terminal.
    pub asker: Option<ask::Asker>,
    /// Is standard error a terminal, on which long work may show how far it has come?
    pub progress: bool,
    /// Called before a search that may take long: from then on the user's Ctrl-C asks it to end, a second one
    /// ends the program.
    pub catch_stop: fn(),
    /// Did the user ask so?
    pub stopped: fn() -> bool,
}

/// What a command prints, and how it ends.
#[derive(Default)]
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
        Ok(Cli { command: Command::Serve { process, port, data, tokens }, .. }) => {
            let of = ServeOf { process: &process, port, data: data.as_deref(), tokens: &tokens };
            serve::serve(&of, &talk, out, err) as u8
        }
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
        Command::Brief { look, since, deals: true } => deals::in_brief(look, since, &talk),
        Command::Brief { look, since, deals: false } => page::page(&look, &Which::Brief(since), &talk),
        Command::Gaps { look } => page::page(&look, &Which::Gaps, &talk),
        Command::Timeline { look, from, to, lane } => {
            page::page(&look, &Which::Timeline { from, to, lane }, &talk)
        }
        Command::Actors { look } => page::page(&look, &Which::Actors, &talk),
        Command::Actor { look, id } => page::page(&look, &Which::Actor(id), &talk),
        Command::Today { look, since } => page::page(&look, &Which::Today(since), &talk),
        Command::Meetings { look } => page::page(&look, &Which::Meetings, &talk),
        Command::Meeting { look, id } => page::page(&look, &Which::Meeting(id), &talk),
        Command::Prepare { look, party, meeting } => {
            page::page(&look, &Which::Prepare(party, meeting), &talk)
        }
        Command::Held { look, issue, party } => page::page(&look, &Which::Held(issue, party), &talk),
        Command::Incidents { look, layer, before } => {
            page::page(&look, &Which::Incidents { layers: layer, before }, &talk)
        }
        Command::Sources { look } => page::page(&look, &Which::Sources, &talk),
        Command::Source { look, id, sentence } => page::page(&look, &Which::Source(id, sentence), &talk),
        Command::Agreements { look } => page::page(&look, &Which::Agreements, &talk),
        Command::Proposal { look, id } => page::page(&look, &Which::Proposal(id), &talk),
        Command::Packages { look, ids } => page::page(&look, &Which::Packages(ids), &talk),
        Command::Show { look, id } => page::page(&look, &Which::Show(id), &talk),
        Command::Search { look, words } => page::page(&look, &Which::Search(words), &talk),
        Command::Log { look, room } => page::page(&look, &Which::Log(room), &talk),
        // It speaks while it runs, and ends elsewhere.
        Command::Serve { .. } => Outcome::default(),
        Command::Deals(asked) => deals::deals(&asked, &talk),
        Command::Tournament(asked) => many::play(&asked, Purpose::Compare, &talk),
        Command::Sweep(asked) => many::sweep(&asked, &talk),
        Command::Talk(asked) => talk::talk(&asked, &talk),
        Command::Elicit(asked) => elicit::elicit(&asked, &talk),
        Command::Writing(command) => writing(command, &talk),
        Command::Keeping(command) => keeping(command, &talk),
        Command::Convert(asked) => convert::convert(&asked, &talk),
        Command::Schema { file } => {
            let of = match file {
                SchemaFile::Process => SchemaOf::Process,
                SchemaFile::Room => SchemaOf::Room,
            };
            Outcome::done(format!("{:#}\n", detente_store::schema(of)))
        }
        Command::Explain { code } => explain::explain(code.as_deref()),
        Command::Completions { shell } => Outcome::done(completions::script(shell, &mut Cli::command())),
        Command::Man { dir } => man(&dir),
    }
}

/// The commands that write entries.
fn writing(command: Writing, talk: &Talk) -> Outcome {
    match command {
        Writing::Add { pen, kind, pairs, room, json } => {
            let input = match (&json, &kind, talk.asker) {
                (Some(path), _, _) => Input::Json(path),
                (None, kind, Some(asker)) if pairs.is_empty() => Input::Asked(kind.as_deref(), asker),
                (None, Some(kind), _) => Input::Pairs(kind, &pairs),
                (None, None, _) => {
                    return Outcome::wrong("what kind of entry? detente add --help shows how".into());
                }
            };
            pen::add(&pen, &input, room.as_deref(), talk)
        }
        Writing::Correct { pen, id, pairs, unset, why, room } => {
            pen::correct(&pen, &id, &pairs, &unset, why.as_deref(), room.as_deref(), talk)
        }
        Writing::Withdraw { pen, id, why, room } => {
            pen::withdraw(&pen, &id, why.as_deref(), room.as_deref(), talk)
        }
        Writing::Release { pen, id, to, permitted_by, permitted, condition, new_id, yes } => {
            let of = ReleaseOf {
                id: &id,
                to: &to,
                permitted_by: &permitted_by,
                permitted: permitted.as_deref(),
                condition: condition.as_deref(),
                new_id: new_id.as_deref(),
                yes,
            };
            pen::release(&pen, &of, talk)
        }
        Writing::Attach { pen, source, file, room } => {
            pen::attach(&pen, &source, &file, room.as_deref(), talk)
        }
        Writing::Document { process, source, out, viewer } => {
            pen::document(&process, &source, &out, viewer.as_deref(), talk)
        }
    }
}

/// The commands that keep a process: copies, backups, proofs.
fn keeping(command: Keeping, talk: &Talk) -> Outcome {
    match command {
        Keeping::Import { from, to } => keep::import(&from, &to, talk),
        Keeping::Export { from, to, viewer } => keep::export(&from, &to, viewer.as_deref(), talk),
        Keeping::Backup { process, file } => keep::backup(&process, &file, talk),
        Keeping::Restore { file, to } => keep::restore(&file, &to, talk),
        Keeping::Merge { process, other, viewer, rename, yes, format } => {
            let of = MergeOf {
                process: &process,
                other: &other,
                viewer: viewer.as_deref(),
                renames: &rename,
                yes,
            };
            merge::merge(&of, format, talk)
        }
        Keeping::Verify { process, head, proof, format } => {
            proof::verify(process.as_deref(), &head, proof.as_deref(), format, talk)
        }
        Keeping::Prove { process, id, viewer, since } => {
            proof::prove(&process, &id, viewer.as_deref(), since.as_deref(), talk)
        }
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
