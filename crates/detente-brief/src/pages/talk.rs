//! A simulated talk, on a page of its own.

use super::{Printed, deals};
use crate::deals::Table;
use crate::look::Look;
use crate::talk::{Told, badge, section};

/// The page of a talk about a scenario of the view of `look`. Its JSON is a trace that can be played again.
pub fn talk<'v>(look: &'v Look<'_>, told: Told<'v>) -> Printed<'v> {
    let mark = badge(look.lang);
    marked(deals::of_view(look, ("talk", "talk-title"), vec![section(told)]), &mark)
}

/// The same about a scenario of another program, called `name`.
pub fn talk_of_file<'v>(table: &'v Table<'_>, name: &'v str, told: Told<'v>) -> Printed<'v> {
    let mark = badge(table.lang);
    marked(deals::of_file(table, name, ("talk", "talk-title"), vec![section(told)]), &mark)
}

/// With the mark in its badge, which every sheet and screen shows.
pub(super) fn marked<'v>(mut printed: Printed<'v>, mark: &str) -> Printed<'v> {
    printed.page.badge = format!("{} · {mark}", printed.page.badge);
    printed
}
