//! The gap matrix on a page of its own.

use super::{Printed, envelope, page, title};
use crate::look::Look;
use crate::sections::matrix;

/// Where each side stands on every issue.
pub fn gaps(look: &Look<'_>) -> Printed {
    let section = matrix::section(look, usize::MAX);
    let json = envelope(look, "gaps", section.json);
    Printed { page: page(look, title(look, "gaps-title"), section.blocks), json, found: true }
}
