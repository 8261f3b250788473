//! A table for spreadsheets and statistics, as CSV or Parquet.

#[cfg(feature = "parquet")]
mod parquet;

use std::io::{self, Write};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Words, or nothing.
    OptionalText,
    /// A number.
    Double,
    /// A number, or nothing.
    OptionalDouble,
    /// Yes or no, or nothing.
    OptionalTruth,
    /// A whole number of 32 bits.
    Whole,
    /// A whole number of 64 bits.
    Long,
}

/// What stands in a column of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number as it is written.
    Number(String),
    /// A number.
    Double(f64),
    /// Yes or no.
    Truth(bool),
    /// A whole number of 32 bits.
    Whole(i32),
    /// A whole number of 64 bits.
    Long(i64),
    /// Nothing.
    Missing,
}

/// The columns of a table, by name.
pub type Columns = Vec<(String, Kind)>;

/// A table of rows under the names of columns.
pub struct Rows {
    columns: Columns,
    rows: Vec<Vec<Cell>>,
}

impl Rows {
    /// The table of these rows, each as wide as there are columns.
    pub fn new(columns: Columns, rows: Vec<Vec<Cell>>) -> Rows {
        Rows { columns, rows }
    }

    /// As CSV (RFC 4180).
    pub fn to_csv(&self) -> io::Result<Vec<u8>> {
        self.written(Growing::csv(Vec::new(), &self.columns)?)
    }

    /// As Parquet, a table called `name`, with what else is to be known of the file.
    #[cfg(feature = "parquet")]
    pub fn to_parquet(&self, name: &str, metadata: &[(&str, String)]) -> io::Result<Vec<u8>> {
        self.written(Growing::parquet(Vec::new(), &self.columns, name, metadata)?)
    }

    fn written(&self, mut file: Growing<Vec<u8>>) -> io::Result<Vec<u8>> {
        file.add(&self.rows)?;
        file.finish()
    }
}

/// A table that is written some rows at a time.
pub enum Growing<W: Write + Send> {
    /// As CSV (RFC 4180).
    Csv(Box<csv::Writer<W>>),
    /// As Parquet.
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::Groups<W>>),
}

impl<W: Write + Send> Growing<W> {
    /// Begins CSV.
    pub fn csv(out: W, columns: &Columns) -> io::Result<Growing<W>> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(columns.iter().map(|(name, _)| name))?;
        Ok(Growing::Csv(Box::new(out)))
    }

    /// Begins Parquet: a table called `name`, with what else is to be known of the file.
    #[cfg(feature = "parquet")]
    pub fn parquet(
        out: W,
        columns: &Columns,
        name: &str,
        metadata: &[(&str, String)],
    ) -> io::Result<Growing<W>> {
        Ok(Growing::Parquet(Box::new(parquet::Groups::begin(out, columns, name, metadata)?)))
    }

    /// Adds rows: in Parquet a row group.
    pub fn add(&mut self, rows: &[Vec<Cell>]) -> io::Result<()> {
        match self {
            Growing::Csv(out) => {
                rows.iter().try_for_each(|row| out.write_record(row.iter().map(Cell::written)))?;
                Ok(())
            }
            #[cfg(feature = "parquet")]
            Growing::Parquet(out) => Ok(out.add(rows)?),
        }
    }

    /// Ends the table.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Growing::Csv(out) => out.into_inner().map_err(csv::IntoInnerError::into_error),
            #[cfg(feature = "parquet")]
            Growing::Parquet(out) => Ok(out.finish()?),
        }
    }
}

impl Cell {
    fn written(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Number(text) => text.clone(),
            Cell::Double(number) => number.to_string(),
            Cell::Truth(truth) => truth.to_string(),
            Cell::Long(number) => number.to_string(),
            Cell::Whole(number) => number.to_string(),
            Cell::Missing => String::new(),
        }
    }
}

#[cfg(feature = "parquet")]
impl Kind {
    fn is_optional(self) -> bool {
        matches!(self, Kind::OptionalText | Kind::OptionalDouble | Kind::OptionalTruth)
    }
}

#[cfg(feature = "parquet")]
impl Cell {
    fn text(&self) -> Option<&str> {
        match self {
            Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    fn double(&self) -> Option<f64> {
        match self {
            Cell::Number(text) => text.parse().ok(),
            Cell::Double(number) => Some(*number),
            _ => None,
        }
    }

    fn truth(&self) -> Option<bool> {
        match self {
            Cell::Truth(truth) => Some(*truth),
            _ => None,
        }
    }

    fn long(&self) -> Option<i64> {
        match self {
            Cell::Long(number) => Some(*number),
            _ => None,
        }
    }

    fn whole(&self) -> Option<i32> {
        match self {
            Cell::Whole(number) => Some(*number),
            _ => None,
        }
    }
}
