//! The command `detente`, as a function of its arguments, so that tests run it in process.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod args;
mod check;
mod faults;
mod viewer;

use args::{Cli, Color, Command};
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, Write};

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

/// Runs the command line `args` (the program's name first) and gives the exit code.
pub fn run(args: Vec<OsString>, talk: Talk, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    match Cli::try_parse_from(args) {
        Ok(cli) => finish(command(cli, talk), out, err),
        Err(error) => {
            let code = error.exit_code();
            let text = error.render();
            let text = if talk.color { text.ansi().to_string() } else { text.to_string() };
            let _ = if error.use_stderr() { err.write_all(text.as_bytes()) } else { out.write_all(text.as_bytes()) };
            code as u8
        }
    }
}

fn finish(outcome: check::Outcome, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
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

fn command(cli: Cli, mut talk: Talk) -> check::Outcome {
    talk.color = match cli.color {
        Color::Auto => talk.color,
        Color::Always => true,
        Color::Never => false,
    };
    talk.width = cli.width.map_or(talk.width, usize::from);
    match cli.command {
        Command::Check { process, room, format } => check::check(&process, room.as_deref(), format, &talk),
        _ => todo!(),
    }
}
