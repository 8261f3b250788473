//! The vocabulary of peace talks: parties, issues, positions, proposals, agreements, incidents,
//! preferences; vague dates and numbers; exact utilities; scenarios; and the gaps between sides.
//!
//! Everything here is a plain value. The crate reads no file, knows no clock and no viewer; who
//! may see what is the business of `detente-record`.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod basis;
mod by_issue;
mod cite;
mod coordinates;
mod date;
mod deal;
mod decimal;
mod diagnostic;
mod fact;
pub mod gap;
mod id;
mod incident;
mod issue;
mod node;
mod options;
mod party;
mod places;
mod preferences;
mod quantity;
mod room;
pub mod scenario;
mod session;
pub mod shape;
mod spread;
mod text;
mod tri;

pub use basis::Basis;
pub use by_issue::{ByIssue, ByOption};
pub use cite::{Cite, Cites, LongCite, one_spaced, sentences};
pub use coordinates::Coordinates;
pub use date::{DATE_FORMS, DateForm, Interval, Point, Relation, VagueDate};
pub use deal::{
    Agreement, AgreementStatus, Answer, Commitment, CommitmentState, Permission, Proposal, Response, Scope,
    Statement, Terms, Use,
};
pub use decimal::Decimal;
pub use diagnostic::{Code, Diagnostic, LineIndex, MOST_FAULTS, Severity, nearest};
pub use fact::*;
pub use id::{Id, Ref, Target};
pub use incident::{Attribution, Document, Figure, Figures, Incident, IncidentKind, Source, SourceKind};
pub use issue::{
    Extent, ExtentError, Issue, IssueOption, Link, LinkKind, OptionEntry, Position, PositionKind, Scale,
};
pub use node::{Key, Node, NodeKind, Span};
pub use options::Options;
pub use party::{Delegation, Office, Party, Person, Rank, Role};
pub use places::Places;
pub use preferences::{Bonus, Comparison, Constraint, Importance, Preferences, Ranking, Weight};
pub use quantity::{Lasted, LastedUnit, Quantity};
pub use room::Room;
pub use session::{Contact, ContactKind, Session, SessionKind};
pub use spread::{Around, Spread};
pub use text::{Language, Text};
pub use tri::Tri;
