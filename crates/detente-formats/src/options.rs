//! Which formats there are, how a file is read, and how much of it.

use std::fmt;

/// The programs whose scenario files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// NegMAS: YAML or JSON.
    Negmas,
    /// GENIUS: XML.
    Genius,
    /// GeniusWeb: JSON.
    GeniusWeb,
    /// NegoLog: JSON.
    NegoLog,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Negmas => "NegMAS",
            Format::Genius => "GENIUS",
            Format::GeniusWeb => "GeniusWeb",
            Format::NegoLog => "NegoLog",
        })
    }
}

/// Whose understanding of a file is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// What the program means whose format it is.
    #[default]
    TrueToFormat,
    /// What NegMAS 0.16 makes of a GENIUS file. Other formats mean the same in both readings.
    Negmas,
}

/// How a scenario is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whose understanding of the files is taken.
    pub reading: Reading,
    /// At how many equally spaced levels a continuous issue is taken, its two ends included; 2 or more.
    pub levels: u32,
    /// How much is read.
    pub limits: Limits,
}

impl Default for Options {
    /// True to the format; 21 levels, as GENIUS takes.
    fn default() -> Options {
        Options { reading: Reading::TrueToFormat, levels: 21, limits: Limits::default() }
    }
}

/// How much of a scenario is read; what is beyond is refused, never cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files together.
    pub all_bytes: u64,
    /// Files of a folder.
    pub files: usize,
    /// Levels of nesting in a file.
    pub depth: usize,
    /// Elements, or values, of one file.
    pub nodes: usize,
    /// Options of all issues together.
    pub options: usize,
    /// Cells of one table over several issues.
    pub cells: usize,
    /// Cells of all tables together.
    pub all_cells: usize,
    /// Issues that one table may tie together.
    pub linked: usize,
}

impl Default for Limits {
    /// 64 MiB a file, 256 MiB and 256 files in all, 32 levels deep, 4 million values a file, a
    /// million options (2^20), tables of as many cells over 10 issues, 16 million cells in all.
    fn default() -> Limits {
        Limits {
            file_bytes: 64 << 20,
            all_bytes: 256 << 20,
            files: 256,
            depth: 32,
            nodes: 1 << 22,
            options: 1 << 20,
            cells: 1 << 20,
            all_cells: 1 << 24,
            linked: 10,
        }
    }
}
