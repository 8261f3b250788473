//! A table for spreadsheets and statistics, as CSV or Parquet.

#[cfg(feature = "parquet")]
mod parquet;

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

/// A table of rows under the names of columns.
pub struct Rows {
    columns: Vec<(String, Kind)>,
    rows: Vec<Vec<Cell>>,
}

impl Rows {
    /// The table of these rows, each as wide as there are columns.
    pub fn new(columns: Vec<(String, Kind)>, rows: Vec<Vec<Cell>>) -> Rows {
        Rows { columns, rows }
    }

    /// As CSV (RFC 4180).
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(self.columns.iter().map(|(name, _)| name))?;
        for row in &self.rows {
            out.write_record(row.iter().map(Cell::written))?;
        }
        out.into_inner().map_err(|error| error.into_error().into())
    }

    /// As Parquet, a table called `name`, with what else is to be known of the file.
    #[cfg(feature = "parquet")]
    pub fn to_parquet(
        &self,
        name: &str,
        metadata: &[(&str, String)],
    ) -> Result<Vec<u8>, ::parquet::errors::ParquetError> {
        parquet::bytes(self, name, metadata)
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
