//! The command line.

mod talk;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
pub use talk::TalkArgs;

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
        /// The process: a folder, a file (*.detente), or postgres://…
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
        /// Add what detente deals answers: the last proposal tested, the last partial agreement weighed against the
        /// rest, trades, what holds where numbers are only half known, what to ask next, which weight flips the
        /// answer. Longer than two pages.
        #[arg(long)]
        deals: bool,
    },
    /// Where each side stands on each issue, and how far apart.
    Gaps {
        #[command(flatten)]
        look: Look,
    },
    /// The day sheet: what moved, whom one meets, what falls due, and three numbers.
    Today {
        #[command(flatten)]
        look: Look,
        /// Tell what was recorded after this time. Default: what was recorded last.
        #[arg(long, value_name = "WHEN")]
        since: Option<String>,
    },
    /// All meetings, and what was said outside them.
    Meetings {
        #[command(flatten)]
        look: Look,
    },
    /// One meeting with the release ledger: every line that was said, and how it may be used.
    Meeting {
        #[command(flatten)]
        look: Look,
        /// The session's id, or ROOM/ID.
        id: String,
    },
    /// What to know of a party before meeting it: what it wants, what is owed, what must not be said.
    Prepare {
        #[command(flatten)]
        look: Look,
        /// The party's id, or ROOM/ID.
        party: String,
        /// The session for which this is: its id, or ROOM/ID.
        #[arg(long, value_name = "SESSION")]
        meeting: Option<String>,
    },
    /// Every position of a party on an issue over time, with sources, and what took its place.
    Held {
        #[command(flatten)]
        look: Look,
        /// The issue's id, or ROOM/ID.
        issue: String,
        /// The party's id, or ROOM/ID.
        party: String,
    },
    /// The packages on the table side by side: what each settles, whose red lines it touches, and how one led to
    /// the next.
    Packages {
        #[command(flatten)]
        look: Look,
        /// The ids of the packages, or ROOM/ID; without them the newest four.
        ids: Vec<String>,
    },
    /// Everything that happened, in order.
    Timeline {
        #[command(flatten)]
        look: Look,
        /// Only what may have happened then or later: 2025-05-16 or 2025-05.
        #[arg(long, value_name = "WHEN")]
        from: Option<String>,
        /// Only what may have happened then or earlier.
        #[arg(long, value_name = "WHEN")]
        to: Option<String>,
        /// Only this lane: direct, proximity, shuttle, preparatory, contacts, proposals, agreements,
        /// positions, statements or incidents.
        #[arg(long, value_name = "LANE")]
        lane: Option<String>,
    },
    /// Who speaks for whom, who can say yes, contacts and pressure.
    Actors {
        #[command(flatten)]
        look: Look,
    },
    /// One party or person: all that is recorded of it.
    Actor {
        #[command(flatten)]
        look: Look,
        /// The party's or the person's id, or ROOM/ID.
        id: String,
    },
    /// Incidents: these weeks against those before, a map of where, and what each source says.
    Incidents {
        #[command(flatten)]
        look: Look,
        /// Draw this layer on the map: a source with a GeoJSON document attached (its id, or ROOM/ID).
        #[arg(long, value_name = "ID")]
        layer: Vec<String>,
        /// List the incidents before this one (its id, or ROOM/ID).
        #[arg(long, value_name = "ID")]
        before: Option<String>,
    },
    /// All sources, with how many entries rest on each.
    Sources {
        #[command(flatten)]
        look: Look,
    },
    /// One source: its text, each sentence with the entries that rest on it.
    Source {
        #[command(flatten)]
        look: Look,
        /// The source's id, or ROOM/ID.
        id: String,
        /// Mark this sentence, counted from 1.
        #[arg(long, value_name = "N")]
        sentence: Option<u32>,
    },
    /// Proposals with the answer of each party, agreements, and who owes what.
    Agreements {
        #[command(flatten)]
        look: Look,
    },
    /// One proposal: what it would settle, what changed, and every answer.
    Proposal {
        #[command(flatten)]
        look: Look,
        /// The proposal's id, or ROOM/ID.
        id: String,
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
    /// Every line of the logs, with the heads that bind them.
    Log {
        #[command(flatten)]
        look: Look,
        /// Only this room.
        #[arg(long, value_name = "ROOM")]
        room: Option<String>,
    },
    /// Simulated talks of strategies against each other: who does best, and would anybody change?
    Tournament(ManyArgs),
    /// Simulated talks in every setting that a file names; or the chunks of one put together.
    Sweep(SweepArgs),
    /// What all could accept: efficient packages, what each solution would choose, what breaks which red
    /// line.
    #[command(after_help = DEALS_HELP)]
    Deals(Box<DealsArgs>),
    /// Two or more strategies talk: who would offer what, what it is worth to whom, and where that ends. All of it is
    /// hypothetical.
    Talk(Box<TalkArgs>),
    /// Weights from a party's answers, and how well these agree.
    #[command(subcommand)]
    Elicit(Elicit),
    /// The workspace: pages for browsers on this machine, one viewer at a time.
    ///
    /// Listens on 127.0.0.1 and nowhere else. Prints a link by which the keeper comes in, once; he makes further
    /// links for others on the page “Access”. A folder is taken into a store, whose path is told, and never written.
    Serve {
        /// The process: a folder, a file (*.detente), or postgres://…
        process: PathBuf,
        /// The port; 0 takes any that is free.
        #[arg(long, default_value_t = 4680)]
        port: u16,
        /// Where the store of a folder and the log of who came in are kept. Default: the user's data folder;
        /// for a *.detente file the log lies beside it.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// Print a token of the API for this seat, for programs on this machine; may be given again. Whoever reads
        /// the output can use it, for 12 hours or until the next start.
        #[arg(long = "token", value_name = "SEAT")]
        tokens: Vec<String>,
    },
    #[command(flatten)]
    Writing(Writing),
    #[command(flatten)]
    Keeping(Keeping),
    /// Write another program's scenario in a format of NegMAS or GeniusWeb.
    Convert(Convert),
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

/// The commands that write entries.
#[derive(Debug, Subcommand)]
pub enum Writing {
    /// Write an entry: KEY=VALUE pairs, JSON, or answers to questions.
    #[command(after_help = ADD_HELP)]
    Add {
        #[command(flatten)]
        pen: Pen,
        /// What kind of entry: position, statement, incident, …
        kind: Option<String>,
        /// What it says; a value that begins with { or [ is read as YAML.
        #[arg(value_name = "KEY=VALUE")]
        pairs: Vec<String>,
        /// Its room. Default: the narrowest of the writer, team or party:PARTY.
        #[arg(long, value_name = "ROOM")]
        room: Option<String>,
        /// Read entries as JSON from this file, or from standard input (-): each with its kind under
        /// “entry”, perhaps its “room”. All are written, or none.
        #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with_all = ["kind", "pairs"])]
        json: Option<PathBuf>,
    },
    /// Write new values for some fields of an entry.
    Correct {
        #[command(flatten)]
        pen: Pen,
        /// The entry's id, or ROOM/ID.
        id: String,
        /// The new values.
        #[arg(value_name = "KEY=VALUE", required_unless_present = "unset")]
        pairs: Vec<String>,
        /// Take this field away.
        #[arg(long, value_name = "KEY")]
        unset: Vec<String>,
        /// Why, in a sentence.
        #[arg(long)]
        why: Option<String>,
        /// Into a narrower room than the entry's: then only its readers see the correction.
        #[arg(long, value_name = "ROOM")]
        room: Option<String>,
    },
    /// Take an entry back.
    Withdraw {
        #[command(flatten)]
        pen: Pen,
        /// The entry's id, or ROOM/ID.
        id: String,
        /// Why, in a sentence.
        #[arg(long)]
        why: Option<String>,
        /// Into a narrower room than the entry's: then only its readers see it gone.
        #[arg(long, value_name = "ROOM")]
        room: Option<String>,
    },
    /// Copy an entry's words into a wider room, on somebody's permission.
    Release {
        #[command(flatten)]
        pen: Pen,
        /// The entry's id, or ROOM/ID.
        id: String,
        /// The wider room.
        #[arg(long, value_name = "ROOM")]
        to: String,
        /// Who permitted it: a party or a person of the process.
        #[arg(long, value_name = "ID")]
        permitted_by: String,
        /// When it was permitted.
        #[arg(long, value_name = "WHEN")]
        permitted: Option<String>,
        /// On what condition.
        #[arg(long)]
        condition: Option<String>,
        /// The id that the words get in the wider room. Default: one from their content.
        #[arg(long, value_name = "ID")]
        new_id: Option<String>,
        /// Do it; without this, what would be revealed is told and nothing is written.
        #[arg(long)]
        yes: bool,
    },
    /// Keep a document beside the record, and name it in a source.
    Attach {
        #[command(flatten)]
        pen: Pen,
        /// The source's id, or ROOM/ID.
        source: String,
        /// The file. If it is UTF-8 text and the source has none yet, it becomes the source's text too.
        file: PathBuf,
        /// Into a narrower room than the source's.
        #[arg(long, value_name = "ROOM")]
        room: Option<String>,
    },
    /// Take out a document that was attached to a source.
    Document {
        /// The process: a folder, a file (*.detente), or postgres://…
        process: PathBuf,
        /// The source's id, or ROOM/ID.
        source: String,
        /// Where to write it; the file must not be there.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Who looks. Default: the process's keeper.
        #[arg(long = "as", value_name = "VIEWER")]
        viewer: Option<String>,
    },
}

/// The commands that keep a process: copies, backups, proofs.
#[derive(Debug, Subcommand)]
pub enum Keeping {
    /// Make a store of a process folder (or of any other store): all rooms, the same heads.
    Import {
        /// Where the process is.
        from: PathBuf,
        /// Where it is to be kept: FILE.detente, postgres://…, or a folder.
        to: PathBuf,
    },
    /// Write a process out: all of it, or with --as what one viewer may see, to be handed over.
    Export {
        /// Where the process is.
        from: PathBuf,
        /// Where to: a folder, or FILE.detente.
        to: PathBuf,
        /// For whom: only the rooms that he reads, and nothing else in any byte.
        #[arg(long = "as", value_name = "VIEWER")]
        viewer: Option<String>,
    },
    /// Copy a whole process into one file, and read it back to be sure.
    Backup {
        /// Where the process is.
        process: PathBuf,
        /// The file to make.
        file: PathBuf,
    },
    /// Make a store of a backup.
    Restore {
        /// The file that backup made.
        file: PathBuf,
        /// Where the process is to be kept.
        to: PathBuf,
    },
    /// Take in what another copy of a process has that this one lacks.
    Merge {
        /// The process: a folder, a file (*.detente), or postgres://…
        process: PathBuf,
        /// The other copy.
        other: PathBuf,
        /// Who writes: team or party:PARTY. Default: the process's keeper.
        #[arg(long = "as", value_name = "VIEWER")]
        viewer: Option<String>,
        /// Where both copies use one id for two things: the new id of the other copy's.
        #[arg(long, value_name = "ID=NEW")]
        rename: Vec<String>,
        /// Do it; without this, what would be taken in is told and nothing is written.
        #[arg(long)]
        yes: bool,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Answer::Text)]
        format: Answer,
    },
    /// Check that nothing was changed, moved or lost: every line, every tree, every reference.
    Verify {
        /// The process, or with --proof the own copy to compare with.
        process: Option<PathBuf>,
        /// A head that was seen earlier, as ROOM=SIZE:ROOT: the log must have grown from it.
        #[arg(long, value_name = "ROOM=HEAD")]
        head: Vec<String>,
        /// Check this proof, which prove wrote.
        #[arg(long, value_name = "FILE")]
        proof: Option<PathBuf>,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Answer::Text)]
        format: Answer,
    },
    /// Prove to somebody with his own copy that an entry is in the log, and that the log only grew.
    Prove {
        /// The process: a folder, a file (*.detente), or postgres://…
        process: PathBuf,
        /// The entry's id, or ROOM/ID.
        id: String,
        /// Who looks. Default: the process's keeper.
        #[arg(long = "as", value_name = "VIEWER")]
        viewer: Option<String>,
        /// An earlier head of the entry's room, as SIZE:ROOT: prove that the log grew from it.
        #[arg(long, value_name = "HEAD")]
        since: Option<String>,
    },
}

/// Ways to ask a party how much issues count.
#[derive(Debug, Subcommand)]
pub enum Elicit {
    /// Points for going from the worst to the best on each issue, the most important swing 100.
    #[command(
        after_help = "Example:\n  detente elicit swing ceasefire=100 prisoners=60 flag=30 --ranking ceasefire,prisoners,flag"
    )]
    Swing {
        #[command(flatten)]
        how: ElicitArgs,
        /// The issues in the order given before the points, the most important first: to check them.
        #[arg(long, value_name = "ISSUE,…", value_delimiter = ',')]
        ranking: Vec<String>,
    },
    /// How many times the best issue counts as much as each, and each as the worst: 1 to 9.
    #[command(
        after_help = "Example: the ceasefire counts 2 times as much as the prisoners, the prisoners 4 times as much as the flag,\nand the ceasefire 8 times as much as the flag:\n  detente elicit best-worst --best ceasefire --worst flag prisoners=2/4 flag=8/1"
    )]
    BestWorst {
        #[command(flatten)]
        how: ElicitArgs,
        /// The issue that counts most.
        #[arg(long, value_name = "ISSUE")]
        best: Option<String>,
        /// The issue that counts least.
        #[arg(long, value_name = "ISSUE")]
        worst: Option<String>,
    },
    /// How many times one issue counts as much as another, for all pairs or for some.
    #[command(
        after_help = "Example:\n  detente elicit pairwise ceasefire/prisoners=3 prisoners/flag=2 flag/ceasefire=1/5"
    )]
    Pairwise {
        #[command(flatten)]
        how: ElicitArgs,
    },
}

/// Where answers come from, and how to print what follows.
#[derive(Args, Debug)]
pub struct ElicitArgs {
    /// The answers: ISSUE=POINTS, ISSUE=OVER/UNDER, or ISSUE/ISSUE=TIMES.
    #[arg(value_name = "ANSWER")]
    pub answers: Vec<String>,
    /// Read the answers from this YAML or JSON file, or from standard input (-): answers: {ISSUE: ANSWER, …}, with
    /// ranking: [ISSUE, …], or best: and worst:, as the way to ask needs them.
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// The issues must be issues of this process.
    #[arg(long, value_name = "PROCESS")]
    pub of: Option<PathBuf>,
    /// Digits after the point of the weights.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=9))]
    pub digits: u8,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The language of headings and labels.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

const DEALS_HELP: &str = "Examples:
  detente deals talks                                  # how much room there is
  detente deals talks --respect                        # only what breaks no red line
  detente deals talks --certificate proof.json         # and what proves it
  detente deals talks --points frontier.csv            # every efficient package
  detente deals talks --test \"ceasefire=30-days, prisoners=1000\"
  detente deals talks --fix prisoners=1000             # what agreeing on this now does to the rest
  detente deals talks --trades                         # who should give what to whom
  detente deals talks --robust                         # what holds where numbers are only half known
  detente deals talks --reveals                        # what showing the Nash package tells of the weights
  detente deals talks --sensitivity                    # which weight flips the answer
  detente deals talks --lotteries                      # if packages could be mixed by lot
  detente deals talks --divide                         # adjusted winner, for two parties
  detente deals talks --rankings                       # from rankings alone
  detente deals talks --weights ukraine=2,russia=1     # solutions that weigh the parties";

/// What is asked about deals.
#[derive(Args, Debug)]
pub struct DealsArgs {
    #[command(flatten)]
    pub look: Look,
    /// Test a package, or options for some issues: which red lines it breaks, what it leaves on the table, the
    /// smallest changes that help or repair it.
    #[arg(long, value_name = "ISSUE=OPTION, …")]
    pub test: Option<String>,
    /// What agreeing on this now does to the rest.
    #[arg(long, value_name = "ISSUE=OPTION, …")]
    pub fix: Option<String>,
    /// Who should give what to whom: pairs and triples of issues.
    #[arg(long)]
    pub trades: bool,
    /// Trade from this package; default: the issue-by-issue compromise.
    #[arg(long, value_name = "ISSUE=OPTION, …", requires = "trades")]
    pub from: Option<String>,
    /// What holds in which share of the possible worlds, and what to ask next.
    #[arg(long)]
    pub robust: bool,
    /// What a party that is shown a package learns of the others' weights; default: the Nash solution's package.
    #[arg(long, value_name = "ISSUE=OPTION, …", num_args = 0..=1)]
    pub reveals: Option<Option<String>>,
    /// How many worlds.
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub worlds: u32,
    /// The seed of the worlds.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,
    /// Take exact numbers that are only assumed as so many per cent off, either way.
    #[arg(long, value_name = "PERCENT")]
    pub assumed_spread: Option<String>,
    /// Which weight flips the choice of a solution.
    #[arg(long, value_name = "SOLUTION", num_args = 0..=1, default_missing_value = "nash")]
    pub sensitivity: Option<String>,
    /// Whose understanding of another program's file is taken.
    #[arg(long, value_enum, default_value_t = Reading::True)]
    pub reading: Reading,
    /// At how many levels a continuous issue of another program's file is taken.
    #[arg(long, value_name = "N", default_value_t = 21, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub levels: u32,
    /// What solutions choose if packages could be mixed by lot, or divisible issues settled by shares.
    #[arg(long)]
    pub lotteries: bool,
    /// Divide the issues between two parties by adjusted winner.
    #[arg(long)]
    pub divide: bool,
    /// What rules choose that ask only in which order each party likes packages, or options.
    #[arg(long)]
    pub rankings: bool,
    /// The parties' weights in the Nash and proportional solutions: whole numbers from 0 to 1000. Default: 1 each.
    #[arg(long, value_name = "PARTY=N, …", conflicts_with_all = ["robust", "reveals"])]
    pub weights: Option<String>,
    /// Leave out what breaks a red line or leaves somebody worse off than without an agreement; otherwise
    /// it is marked.
    #[arg(long, conflicts_with_all = ["test", "fix", "trades", "robust", "reveals", "sensitivity", "lotteries", "divide", "rankings", "certificate"])]
    pub respect: bool,
    /// Count the packages that are worth the same as each efficient one.
    #[arg(long)]
    pub counts: bool,
    /// In JSON, list up to so many packages that are worth the same as each efficient one.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub all: Option<u32>,
    /// Write what proves the frontier into this file, and check it.
    #[arg(long, value_name = "FILE")]
    pub certificate: Option<PathBuf>,
    /// Write every efficient package into this file: .csv, or .parquet where that is built in.
    #[arg(long, value_name = "FILE")]
    pub points: Option<PathBuf>,
    /// Memory that a search may take, in MiB. What does not fit is covered, with how far off that may be.
    #[arg(long, value_name = "MIB", default_value_t = 2048, value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub memory: u64,
    /// How many packages stand for a frontier that does not fit.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub most: u64,
}

impl DealsArgs {
    /// What a brief asks: trades, worlds (a few thousand), and which weight flips the Nash choice.
    pub fn of_brief(look: Look) -> DealsArgs {
        DealsArgs {
            look,
            test: None,
            fix: None,
            trades: true,
            from: None,
            robust: true,
            reveals: None,
            worlds: 2_000,
            seed: 1,
            assumed_spread: None,
            sensitivity: Some("nash".into()),
            reading: Reading::True,
            levels: 21,
            lotteries: false,
            divide: false,
            rankings: false,
            weights: None,
            respect: false,
            counts: false,
            all: None,
            certificate: None,
            points: None,
            memory: 2048,
            most: 1000,
        }
    }
}

const ADD_HELP: &str = "Examples:
  detente add talks                 # on a terminal: asks for everything
  detente add talks statement       # asks for what a statement says
  detente add talks position party=ukraine issue=ceasefire stance=offer option=30-days basis=stated
  detente add talks statement by=russia 'sense=No date was named.' basis=stated --room caucus:russia
  detente add talks --json < entries.json";

/// Who writes into which process.
#[derive(Args, Debug)]
pub struct Pen {
    /// The process: a folder, a file (*.detente), or postgres://…
    pub process: PathBuf,
    /// Who writes: team or party:PARTY. Default: the process's keeper.
    #[arg(long = "as", value_name = "VIEWER")]
    pub viewer: Option<String>,
    /// Who is named as the author. Default: the environment's DETENTE_AUTHOR; else the process's author for its
    /// keeper, and the seat (party:PARTY) for another.
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// How to print what was written.
    #[arg(long, value_enum, default_value_t = Answer::Text)]
    pub format: Answer,
}

/// How to print a short answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    /// For the terminal.
    Text,
    /// For programs.
    Json,
}

/// Whose view of which process, and how to print it.
#[derive(Args, Clone, Debug)]
pub struct Look {
    /// The process: a folder, a file (*.detente), or postgres://…
    pub process: PathBuf,
    #[command(flatten)]
    pub shown: Shown,
}

/// Whose view it is, as of when, and how it is printed.
#[derive(Args, Clone, Debug)]
pub struct Shown {
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

/// What to convert, into what.
#[derive(Args, Debug)]
pub struct Convert {
    /// The scenario: a folder of GENIUS, GeniusWeb, NegMAS or NegoLog, or one file of it; or a process.
    pub scenario: PathBuf,
    /// Of a process: whose view. Default: the process's keeper.
    #[arg(long = "as", value_name = "VIEWER")]
    pub viewer: Option<String>,
    /// The program that is to read it.
    #[arg(long, value_enum)]
    pub to: To,
    /// The folder to make.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Whose understanding of a GENIUS file is taken.
    #[arg(long, value_enum, default_value_t = Reading::True)]
    pub reading: Reading,
    /// At how many levels a continuous issue is taken.
    #[arg(long, value_name = "N", default_value_t = 21, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub levels: u32,
    /// Put the new folder in the place of one that is there.
    #[arg(long)]
    pub force: bool,
}

/// The programs for which scenarios are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// NegMAS: YAML
    Negmas,
    /// GeniusWeb: JSON
    Geniusweb,
}

/// Whose understanding of a file is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Reading {
    /// The program's whose format it is.
    True,
    /// What NegMAS 0.16 makes of it.
    Negmas,
}

const MANY_HELP: &str = "FILE is YAML:
  seed: 7
  scenarios: [catalog/processes/istanbul-2025, {all-in: scenarios/genius}]
  strategies: [boulware, conceder, \"aspiration:exponent=2.5\", micro]
  protocols: [sao, \"sao:one-offer-per-step\"]   # default: sao
  steps: [100, 1000]                            # each a limit
  repetitions: 10                               # default: 1
  self-play: yes                                # default: yes
Instead of strategies, teams: [[boulware, micro], …] with a strategy for each seat.
A scenario is a path beside FILE, or {path: …, name: …, as: VIEWER, reading: negmas, levels: 21}.
The results (runs-*.csv, or .parquet where that is built in) hold each run; parts/ what --resume and merge need.";

/// Many talks, and where their results go.
#[derive(Args, Debug)]
#[command(after_help = MANY_HELP)]
pub struct ManyArgs {
    /// What is played: see below.
    // Clap fills it in, unless a subcommand stands in its place.
    #[arg(required = true)]
    pub file: Option<PathBuf>,
    /// On how many threads. Default: as many as the machine has. The results are the same.
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// The folder for the results; it must not exist, or be empty. Default: nothing is written.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Go on where an earlier run into the same folder was stopped.
    #[arg(long, requires = "out")]
    pub resume: bool,
    /// Play only one of so many chunks, such as 17/200; detente sweep merge puts them together.
    #[arg(long, value_name = "K/N", requires = "out")]
    pub chunk: Option<String>,
    /// How to print.
    #[command(flatten)]
    pub print: PrintArgs,
}

/// How to print a page.
#[derive(Args, Clone, Debug)]
pub struct PrintArgs {
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// The language of headings and labels.
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// A sweep, or the merging of its chunks.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct SweepArgs {
    /// Instead of playing.
    #[command(subcommand)]
    pub instead: Option<SweepCommand>,
    /// What to play.
    #[command(flatten)]
    pub asked: ManyArgs,
}

/// What else can be done with sweeps.
#[derive(Debug, Subcommand)]
pub enum SweepCommand {
    /// Put the chunks of one tournament or sweep together.
    Merge(MergeChunks),
}

/// Which chunks.
#[derive(Args, Debug)]
pub struct MergeChunks {
    /// The folders that --out named, of all chunks.
    #[arg(required = true)]
    pub dirs: Vec<PathBuf>,
    /// The folder for the whole; it must not exist, or be empty. Default: nothing is written.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How to print.
    #[command(flatten)]
    pub print: PrintArgs,
}
