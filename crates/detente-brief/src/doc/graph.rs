//! Who stands where and who speaks with whom, as it is drawn.

use super::{Line, Target};
use detente_model::{ContactKind, Role};

/// Parties, and what ties them to each other.
#[derive(Clone, Debug)]
pub struct Graph {
    /// What it shows.
    pub caption: Line,
    /// The parties, in the order of the record.
    pub nodes: Vec<GraphNode>,
    /// The ties between them.
    pub ties: Vec<GraphTie>,
    /// What its shapes and lines mean.
    pub key: Vec<(GraphMark, Line)>,
}

/// One party of a [`Graph`].
#[derive(Clone, Debug)]
pub struct GraphNode {
    /// Its short name.
    pub name: String,
    /// Its role, in a word.
    pub role_word: String,
    /// Its role, which gives the shape.
    pub role: Role,
    /// Its whole name with its role.
    pub title: String,
    /// Where it stands.
    pub stands: Stands,
    /// Where it leads.
    pub target: Target,
}

/// Where a party stands: with which of the sides, which are counted in the order of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is a side of its own.
    Side(usize),
    /// It is a part of a side, or beside it.
    With(usize),
    /// Between the sides.
    Between,
}

/// What ties two parties.
#[derive(Clone, Debug)]
pub struct GraphTie {
    /// One of them, by its place among the nodes.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// What kind of tie.
    pub kind: TieKind,
    /// How often.
    pub count: usize,
    /// Does it point at `from`, at `to`?
    pub points: (bool, bool),
    /// It in words.
    pub title: String,
    /// Where it leads.
    pub target: Target,
}

/// What kind of tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TieKind {
    /// One is a part of the other.
    PartOf,
    /// One stands beside the other.
    Allied,
    /// They met in a session.
    Session,
    /// A contact outside of sessions.
    Contact(ContactKind),
}

/// A shape or a line that the key of a [`Graph`] explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphMark {
    /// The shape of a role.
    Role(Role),
    /// The line of a tie.
    Tie(TieKind),
}

impl TieKind {
    /// All kinds, in the order of the key.
    pub const ALL: [TieKind; 10] = [
        TieKind::PartOf,
        TieKind::Allied,
        TieKind::Session,
        TieKind::Contact(ContactKind::Meeting),
        TieKind::Contact(ContactKind::Call),
        TieKind::Contact(ContactKind::Alignment),
        TieKind::Contact(ContactKind::Offer),
        TieKind::Contact(ContactKind::Support),
        TieKind::Contact(ContactKind::Pressure),
        TieKind::Contact(ContactKind::Threat),
    ];

    /// Its place in that order.
    pub fn place(self) -> usize {
        TieKind::ALL.iter().position(|kind| *kind == self).unwrap_or_default()
    }

    /// Is it something that one does to another, rather than both together?
    pub fn has_direction(self) -> bool {
        use ContactKind::{Offer, Pressure, Support, Threat};
        matches!(self, TieKind::PartOf | TieKind::Contact(Offer | Support | Pressure | Threat))
    }

    /// The name of its style and of its message.
    pub fn as_str(self) -> &'static str {
        match self {
            TieKind::PartOf => "part-of",
            TieKind::Allied => "allied",
            TieKind::Session => "session",
            TieKind::Contact(kind) => kind.as_str(),
        }
    }
}

/// Who came forward to whom, party by party: a table of which most cells are empty.
#[derive(Clone, Debug)]
pub struct Cross {
    /// What it shows.
    pub caption: Line,
    /// The words over the rows, over the columns and over what stands in a cell.
    pub heads: [Line; 3],
    /// The parties.
    pub parties: Vec<Line>,
    /// The cells that say something: row, column, what; by row, then by column.
    pub cells: Vec<(usize, usize, Line)>,
    /// What stands in an empty cell.
    pub nothing: Line,
}

impl Cross {
    /// How many columns can be read beside each other.
    const WIDEST: usize = 60;

    /// The same as rows of a table, a pair of parties each.
    pub fn pairs(&self) -> super::Table {
        let party = |place: &usize| self.parties.get(*place).cloned().unwrap_or_default();
        let rows = self.cells.iter().map(|(row, column, what)| vec![party(row), party(column), what.clone()]);
        super::Table { caption: self.caption.clone(), head: self.heads.to_vec(), rows: rows.collect() }
    }

    /// The rows and the columns that say something, if these can be read beside each other.
    pub fn square(&self) -> Option<(Vec<usize>, Vec<usize>)> {
        let distinct = |of: fn(&(usize, usize, Line)) -> usize| {
            let places: std::collections::BTreeSet<usize> = self.cells.iter().map(of).collect();
            places.into_iter().collect::<Vec<usize>>()
        };
        let (rows, columns) = (distinct(|cell| cell.0), distinct(|cell| cell.1));
        (columns.len() <= Cross::WIDEST).then_some((rows, columns))
    }
}
