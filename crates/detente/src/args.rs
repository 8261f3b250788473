//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A workbench for peace talks: one record, and views of it for a viewer at a time.
///
/// Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 the answer is no
/// (check found errors, nothing was found), 2 wrong use or input, 3 an internal fault.
#[derive(Debug, Parser)]
#[command(
    name = "detente",
    version,
    propagate_version = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colour: NO_COLOR is honoured.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, hide_possible_values = false)]
    pub color: Color,
    /// Columns of text output; default: the terminal's, or 100 in a pipe.
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(40..=400))]
    pub width: Option<u16>,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begin a process: a folder with a commented template.
    New {
        /// The folder to make; it must not exist, or be empty.
        dir: PathBuf,
    },
    /// Check every file of a process; all faults in one pass.
    Check {
        /// The process folder.
        process: PathBuf,
        /// Check for the readers of this room, such as party:ukraine, instead of for the keeper.
        #[arg(long, value_name = "ROOM")]
        room: Option<String>,
        /// Check what was recorded by then, as of 2025-05-16 or 2025-05-16T09:00. Default: everything.
        #[arg(long, value_name = "WHEN")]
        known: Option<String>,
        /// Compare only those red lines and positions that held then. Default: all.
        #[arg(long, value_name = "WHEN")]
        on: Option<String>,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// The language of headings and labels.
        #[arg(long, value_name = "LANG")]
        lang: Option<String>,
    },
    /// What happened, where each side stands, what is agreed, refused and open: two pages.
    Brief {
        #[command(flatten)]
        look: Look,
        /// Tell what changed since then, instead of since the last session.
        #[arg(long, value_name = "WHEN")]
        since: Option<String>,
    },
    /// Where each side stands on each issue, and how far apart.
    Gaps {
        #[command(flatten)]
        look: Look,
    },
    /// Everything that happened, in order.
    Timeline {
        #[command(flatten)]
        look: Look,
    },
    /// One entry with its sources, corrections and all that points at it.
    Show {
        #[command(flatten)]
        look: Look,
        /// The entry's id, or ROOM/ID.
        id: String,
    },
    /// The entries that hold all the words.
    Search {
        #[command(flatten)]
        look: Look,
        /// The words; case and accents do not matter.
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// The JSON Schema of process files, for editors.
    Schema {
        /// Which file.
        #[arg(value_enum, default_value_t = SchemaFile::Process)]
        file: SchemaFile,
    },
    /// What a fault means and how to mend it.
    Explain {
        /// The code, such as D101; without one, all codes are listed.
        code: Option<String>,
    },
    /// Completions for a shell, to standard output.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Man pages, into a folder.
    Man {
        /// The folder, which must exist.
        dir: PathBuf,
    },
}

/// Whose view of which process, and how to print it.
#[derive(Args, Debug)]
pub struct Look {
    /// The process folder.
    pub process: PathBuf,
    /// Who looks: team, party:PARTY, projector or public. Default: the process's keeper.
    #[arg(long = "as", value_name = "VIEWER")]
    pub viewer: Option<String>,
    /// Only what was recorded by then: 2025-05-16 or 2025-05-16T09:00. Default: everything.
    #[arg(long, value_name = "WHEN")]
    pub known: Option<String>,
    /// Only what held then. Default: everything.
    #[arg(long, value_name = "WHEN")]
    pub on: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The language of headings and labels: en, or qps for a pseudo-language that tests use.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// How to print a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For the terminal.
    Text,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
    /// One self-contained page.
    Html,
}

/// Which file a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// process.yaml
    Process,
    /// rooms/ROOM.yaml
    Room,
}
