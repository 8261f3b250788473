//! Where each party stands on the graph.
//!
//! The sides stand to the left and to the right by turns, in the order of the record, each with its parts
//! and allies beneath it. All others stand between, by role, in two columns. The first row is left free
//! between the first two sides. So one party more moves others only downwards: none changes its column or
//! its order, and nothing is drawn anew from chance.

use crate::doc::{GraphNode, Stands};
use detente_model::Role;

/// Half of the width of a shape.
pub const HALF_WIDTH: i32 = 66;

/// Half of its height.
pub const HALF_HEIGHT: i32 = 23;

const ROW: i32 = 84;
/// The middle of the first row.
pub const TOP: i32 = 46;

/// The columns, as the middle of what stands in them.
pub const COLUMNS: [i32; 4] = [170, 400, 590, 820];
const WIDTH: i32 = 990;

/// The places of all parties.
pub struct Layout {
    /// The middle of each shape.
    pub places: Vec<(i32, i32)>,
    /// The column of each: 0 and 3 are the sides'.
    pub columns: Vec<usize>,
    /// Width and height of the whole.
    pub size: (i32, i32),
}

/// The roles of those who stand between, from the top.
const BETWEEN: [Role; 6] =
    [Role::Mediator, Role::Host, Role::Guarantor, Role::Ally, Role::Observer, Role::Belligerent];

impl Layout {
    /// The places of `nodes`.
    pub fn of(nodes: &[GraphNode]) -> Layout {
        let mut layout =
            Layout { places: vec![(0, 0); nodes.len()], columns: vec![0; nodes.len()], size: (WIDTH, 0) };
        let sides = nodes.iter().filter(|node| matches!(node.stands, Stands::Side(_))).count();
        let mut next = [0, 0];
        for side in 0..sides {
            let down = &mut next[side % 2];
            let head = nodes.iter().position(|node| node.stands == Stands::Side(side));
            let with = (0..nodes.len()).filter(|place| nodes[*place].stands == Stands::With(side));
            for place in head.into_iter().chain(with) {
                layout.put(place, 3 * (side % 2), TOP + *down * ROW);
                *down += 1;
            }
        }
        layout.put_between(nodes, if sides > 1 { 1 } else { 0 });
        let lowest = layout.places.iter().map(|(_, y)| *y).max().unwrap_or(0);
        layout.size.1 = lowest + HALF_HEIGHT + 20;
        layout
    }

    fn put_between(&mut self, nodes: &[GraphNode], first_row: i32) {
        let mut row = first_row;
        for role in BETWEEN {
            let is_one =
                |place: &usize| nodes[*place].stands == Stands::Between && nodes[*place].role == role;
            let group: Vec<usize> = (0..nodes.len()).filter(is_one).collect();
            for (index, place) in group.iter().enumerate() {
                let (down, column) = (index as i32 / 2, 1 + index % 2);
                // The second column stands half a row lower, so that lines find a way between.
                let y = TOP + (row + down) * ROW + if column == 2 { ROW / 2 } else { 0 };
                self.put(*place, column, y);
            }
            row += group.len().div_ceil(2) as i32;
        }
    }

    fn put(&mut self, place: usize, column: usize, y: i32) {
        self.places[place] = (COLUMNS[column], y);
        self.columns[place] = column;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Target;

    fn node(name: &str, role: Role, stands: Stands) -> GraphNode {
        let (name, target) = (name.to_owned(), Target::screen("actor"));
        GraphNode { title: name.clone(), name, role_word: String::new(), role, stands, target }
    }

    fn talks() -> Vec<GraphNode> {
        vec![
            node("north", Role::Belligerent, Stands::Side(0)),
            node("south", Role::Belligerent, Stands::Side(1)),
            node("reef", Role::Belligerent, Stands::With(0)),
            node("mediator", Role::Mediator, Stands::Between),
            node("host", Role::Host, Stands::Between),
            node("watch", Role::Observer, Stands::Between),
        ]
    }

    #[test]
    fn sides_stand_opposite_with_their_own_beneath_and_others_between() {
        let layout = Layout::of(&talks());
        assert_eq!(layout.columns, [0, 3, 0, 1, 1, 1]);
        assert_eq!(layout.places[0].1, layout.places[1].1);
        assert!(layout.places[2].1 > layout.places[0].1);
    }

    #[test]
    fn nobody_stands_on_another() {
        let mut nodes = talks();
        for n in 0..54 {
            nodes.push(node("more", BETWEEN[n % 6], Stands::Between));
        }
        let layout = Layout::of(&nodes);
        for (i, a) in layout.places.iter().enumerate() {
            for b in &layout.places[..i] {
                let apart = (a.0 - b.0).abs() > 2 * HALF_WIDTH || (a.1 - b.1).abs() > 2 * HALF_HEIGHT;
                assert!(apart, "{a:?} {b:?}");
            }
            assert!(a.1 + HALF_HEIGHT < layout.size.1);
        }
    }

    #[test]
    fn one_party_more_leaves_all_others_in_their_columns_and_their_order() {
        let before = Layout::of(&talks());
        let roles = [Role::Mediator, Role::Host, Role::Guarantor, Role::Ally, Role::Observer];
        let newcomers = roles.map(|role| node("new", role, Stands::Between)).into_iter().chain([
            node("new", Role::Ally, Stands::With(0)),
            node("new", Role::Ally, Stands::With(1)),
            node("new", Role::Belligerent, Stands::Side(2)),
        ]);
        for new in newcomers {
            let mut nodes = talks();
            nodes.push(new);
            let after = Layout::of(&nodes);
            assert_eq!(after.columns[..6], before.columns[..]);
            for i in 0..6 {
                assert!(after.places[i].1 >= before.places[i].1, "{i} went up");
                for j in 0..6 {
                    let order = |layout: &Layout| layout.places[i].1.cmp(&layout.places[j].1);
                    let is_below = before.columns[i] == before.columns[j];
                    assert!(!is_below || order(&before) == order(&after), "{i} and {j}");
                }
            }
        }
    }
}
