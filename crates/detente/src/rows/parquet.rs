//! A table as Parquet: words as strings, numbers as doubles or whole numbers, yes or no as booleans.

use super::{Cell, Columns, Kind};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// A file to which row groups are added: not compressed, equal for equal tables that are added alike.
pub struct Groups<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Columns,
}

impl<W: Write + Send> Groups<W> {
    pub fn begin(
        out: W,
        columns: &Columns,
        name: &str,
        metadata: &[(&str, String)],
    ) -> Result<Groups<W>, ParquetError> {
        let fields = columns.iter().map(|(name, kind)| field(name, *kind).map(Arc::new));
        let schema = Type::group_type_builder(name).with_fields(fields.collect::<Result<_, _>>()?).build()?;
        let known = |(key, value): &(&str, String)| KeyValue::new((*key).to_owned(), value.clone());
        let known = (!metadata.is_empty()).then(|| metadata.iter().map(known).collect());
        let properties = Arc::new(WriterProperties::builder().set_key_value_metadata(known).build());
        let writer = SerializedFileWriter::new(out, Arc::new(schema), properties)?;
        Ok(Groups { writer, columns: columns.clone() })
    }

    /// Adds a row group.
    pub fn add(&mut self, rows: &[Vec<Cell>]) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        let mut place = 0;
        while let Some(mut column) = group.next_column()? {
            let cells = || rows.iter().map(|row| &row[place]);
            // Where a value may be missing, 1 stands for one that is there.
            let present: Vec<i16> = cells().map(|cell| i16::from(*cell != Cell::Missing)).collect();
            let levels = self.columns[place].1.is_optional().then_some(present.as_slice());
            match column.untyped() {
                ColumnWriter::ByteArrayColumnWriter(typed) => {
                    let values: Vec<ByteArray> =
                        cells().filter_map(Cell::text).map(ByteArray::from).collect();
                    typed.write_batch(&values, levels, None)?;
                }
                ColumnWriter::DoubleColumnWriter(typed) => {
                    let values: Vec<f64> = cells().filter_map(Cell::double).collect();
                    typed.write_batch(&values, levels, None)?;
                }
                ColumnWriter::BoolColumnWriter(typed) => {
                    let values: Vec<bool> = cells().filter_map(Cell::truth).collect();
                    typed.write_batch(&values, levels, None)?;
                }
                ColumnWriter::Int64ColumnWriter(typed) => {
                    let values: Vec<i64> = cells().filter_map(Cell::long).collect();
                    typed.write_batch(&values, levels, None)?;
                }
                ColumnWriter::Int32ColumnWriter(typed) => {
                    let values: Vec<i32> = cells().filter_map(Cell::whole).collect();
                    typed.write_batch(&values, levels, None)?;
                }
                _ => return Err(ParquetError::NYI("a column of this type".into())),
            }
            column.close()?;
            place += 1;
        }
        group.close()?;
        Ok(())
    }

    pub fn finish(self) -> Result<W, ParquetError> {
        self.writer.into_inner()
    }
}

fn field(name: &str, kind: Kind) -> Result<Type, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Text | Kind::OptionalText => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Double | Kind::OptionalDouble => (Physical::DOUBLE, None),
        Kind::OptionalTruth => (Physical::BOOLEAN, None),
        Kind::Whole => (Physical::INT32, None),
        Kind::Long => (Physical::INT64, None),
    };
    let repetition = if kind.is_optional() { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
}
