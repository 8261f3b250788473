//! The gap matrix on a page of its own.

use super::{Printed, envelope, page, title};
use crate::look::Look;
use crate::sections::matrix;

/// Where each side stands on every issue.
pub fn gaps<'v>(look: &'v Look<'_>) -> Printed<'v> {
    let section = matrix::section(look, usize::MAX);
    let rows = section.json;
    let json = Box::new(move || envelope(look, "gaps", rows()));
    Printed { page: page(look, title(look, "gaps-title"), section.blocks), json, found: true }
}
