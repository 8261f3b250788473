//! Diagnostics for the terminal, with carets, and as JSON.

use crate::Talk;
use detente_brief::Told;
use detente_model::{Diagnostic, LineIndex, Severity};
use detente_store::{Faults, Texts};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, MietteError, MietteSpanContents,
    Report, SourceCode, SourceSpan, SpanContents,
};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The line indexes of files, made once each.
struct Indexes<'t>(BTreeMap<Arc<str>, (&'t str, LineIndex<'t>)>);

impl<'t> Indexes<'t> {
    fn of(texts: &'t Texts) -> Indexes<'t> {
        Indexes(
            texts.iter().map(|(file, text)| (file.clone(), (text.as_str(), LineIndex::of(text)))).collect(),
        )
    }
}

/// The lines around a place, so that miette need not read a whole file for each.
struct Excerpt {
    file: String,
    text: String,
    offset: usize,
    first_line: usize,
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = SourceSpan::from((self.offset, self.text.len()));
        let lines = self.text.matches('\n').count() + 1;
        // Asked without context, miette wants the place of the span itself, for the title.
        let (line, column) = match (before, after) {
            (0, 0) => {
                let head = &self.text[..(span.offset() - self.offset).min(self.text.len())];
                let start = head.rfind('\n').map_or(0, |at| at + 1);
                (self.first_line + head.matches('\n').count(), head[start..].chars().count())
            }
            _ => (self.first_line, 0),
        };
        let text = self.text.as_bytes();
        Ok(Box::new(MietteSpanContents::new_named(self.file.clone(), text, whole, line, column, lines)))
    }
}

/// The longest excerpt of one line, in bytes; past it only the place is told.
const LONGEST_EXCERPT: usize = 2_000;

fn excerpt(fault: &Diagnostic, indexes: &Indexes<'_>) -> Option<Excerpt> {
    let (text, lines) = indexes.0.get(&fault.file)?;
    let line = lines.line(fault.span?.start);
    let first = line.saturating_sub(1);
    let range = lines.lines(first, line + 1);
    (range.len() <= LONGEST_EXCERPT).then(|| Excerpt {
        file: fault.file.to_string(),
        text: safe(text[range.clone()].trim_end_matches('\n')),
        offset: range.start,
        first_line: first,
    })
}

/// Text without what could move the cursor or turn other text, and as many bytes as before, so
/// that places in it stay right.
fn safe(text: &str) -> String {
    let shown = |c: char| match c.len_utf8() {
        _ if detente_brief::doc::shown(c) == c => c,
        1 => '?',
        2 => '¿',
        3 => '\u{fffd}',
        _ => '\u{1fbc4}',
    };
    text.chars().map(shown).collect()
}

/// One diagnostic as text of at most `width` columns.
fn render(fault: &Diagnostic, indexes: &Indexes<'_>, talk: &Talk, withhold_places: bool) -> String {
    let theme = if talk.unicode { GraphicalTheme::unicode_nocolor() } else { GraphicalTheme::none() };
    let theme = if talk.color { GraphicalTheme::unicode() } else { theme };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(talk.width).with_links(false);
    let excerpt = if withhold_places { None } else { excerpt(fault, indexes) };
    let mut shown = MietteDiagnostic::new(safe(&fault.message)).with_code(fault.code.as_str());
    shown.severity = Some(match fault.code.severity() {
        Severity::Error => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    });
    let mut told = false;
    if let (Some(span), Some(excerpt)) = (fault.span, &excerpt) {
        let end = (span.end as usize).min(excerpt.offset + excerpt.text.len());
        // A caret marks one line: a value over several lines is marked where it begins.
        let start = span.start as usize;
        let local = &excerpt.text[start - excerpt.offset..end.max(start) - excerpt.offset];
        let length = local.find('\n').unwrap_or(local.len()).max(usize::from(!local.is_empty()));
        let column = lines_before(&excerpt.text, start - excerpt.offset);
        let fits = |label: &String| column + label.chars().count() + 12 <= talk.width;
        let label =
            fault.expected.as_ref().map(|expected| safe(&format!("expected {expected}"))).filter(fits);
        // Of an empty file no line is shown to mark.
        told = label.is_some() && !excerpt.text.is_empty();
        shown.labels = Some(vec![LabeledSpan::new(label, start, length)]);
    }
    let mut help = Vec::new();
    if !told && excerpt.is_some() {
        help.extend(fault.expected.iter().map(|expected| format!("expected {expected}")));
    }
    if excerpt.is_none() {
        if let (false, Some(span), Some((_, lines))) =
            (withhold_places, fault.span, indexes.0.get(&fault.file))
        {
            let (line, column) = lines.line_and_column(span.start);
            help.push(format!("at {}:{line}:{column}", fault.file));
        }
        help.extend(fault.expected.iter().map(|expected| format!("expected {expected}")));
    }
    help.extend(fault.help.clone());
    if !help.is_empty() {
        shown.help = Some(safe(&help.join("\n")));
    }
    let mut report = Report::new(shown);
    if let Some(excerpt) = excerpt {
        report = report.with_source_code(excerpt);
    }
    let mut text = String::new();
    if handler.render_report(&mut text, report.as_ref()).is_err() {
        let _ = writeln!(text, "{}: {} ({})", fault.code, fault.message, fault.file);
    }
    text
}

/// The column of a byte offset in its line.
fn lines_before(text: &str, offset: usize) -> usize {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    text[start..offset].chars().count()
}

/// All diagnostics as text. With `withhold_places` (a viewer who is not the keeper) neither lines
/// nor excerpts are shown, since lines of other rooms may stand around them; and of a fault that
/// belongs to no room only the kind, since its message may repeat words of any.
pub fn as_text(faults: &Faults, talk: &Talk, withhold_places: bool) -> String {
    let indexes = Indexes::of(&faults.texts);
    let one = |fault: &Diagnostic| {
        if withhold_places && fault.room.is_none() {
            let bare = Diagnostic::new(fault.code, &fault.file, None, fault.code.title());
            return render(&bare, &indexes, talk, true);
        }
        render(fault, &indexes, talk, withhold_places)
    };
    let mut text: String = faults.diagnostics.iter().map(one).collect();
    for (room, more) in &faults.more {
        let word = if more.all() == 1 { "fault" } else { "faults" };
        let _ = writeln!(text, "and {} more {word} in {room}", more.all());
    }
    text
}

/// Each diagnostic with its line and column.
pub fn with_places(faults: &Faults) -> Vec<Told<'_>> {
    let indexes = Indexes::of(&faults.texts);
    let place = |fault: &Diagnostic| {
        let (_, lines) = indexes.0.get(&fault.file)?;
        Some(lines.line_and_column(fault.span?.start))
    };
    faults.diagnostics.iter().map(|fault| (fault, place(fault))).collect()
}
