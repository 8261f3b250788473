//! Where each side stands on an issue, how it moved, and how far apart the sides are.
//!
//! Definitions (this program's own; other tools use these words for other things):
//!
//! * A party's **current position** is its latest demand, offer, wish or acceptance that was not
//!   given up. Latest by the earliest instant at which it may have been taken, then the latest,
//!   then the time of recording, then the order of the record.
//! * The **distance** of two positions is 0 where they have something in common; else, on an
//!   ordinal issue, the least number of steps between an option of one and an option of the
//!   other; on a numeric issue the difference between the nearest numbers that they allow; on a
//!   nominal issue there is none, they only differ.
//! * The **gap** on an issue is the greatest distance between two parties' current positions. It
//!   is never summed over issues: steps on one ladder and days on another have no common unit.
//!   Where only one party has a position and another refuses just that, the issue is **refused**.
//! * A party **moved** towards the others if the greatest distance to another party's current
//!   position is less from where it stands than from where it stood before, away if it is more.
//!
//! Cost: for an issue with `p` positions of `k` parties, `O(p log p + k²)`.

mod later;

use crate::{Basis, Decimal, Extent, Id, Interval, Issue, Position, PositionKind, Room, Scale, Tri};
use jiff::Timestamp;

/// A position as a view holds it.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// Its entry's id.
    pub id: &'a Id,
    /// Its entry's room.
    pub room: &'a Room,
    /// On what it rests.
    pub basis: Basis,
    /// When it may have been taken.
    pub at: Interval,
    /// When it was given up, if that was said.
    pub until: Option<Interval>,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The position.
    pub position: &'a Position,
}

/// Which way a party went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// It had no earlier position.
    First,
    /// It stands where it stood.
    Same,
    /// Nearer to the others.
    Towards,
    /// Further from the others.
    Away,
    /// It moved, and is as far as before.
    Sideways,
    /// It moved, and no distance can be told.
    Moved,
}

/// How far apart the parties are on an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Fewer than two parties have a position that can be placed.
    Unknown,
    /// One party puts forward what another refuses, without a position of its own.
    Refused,
    /// All hold the same.
    Agree,
    /// They hold different things that have something in common.
    Overlap,
    /// They differ, on an issue without an order, or where no distance can be told.
    Differ,
    /// This many steps of the ladder.
    Steps(usize),
    /// This much of the issue's unit.
    Amount(Decimal),
}

/// One party on one issue.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The party's id.
    pub party: &'a Id,
    /// Where it stands.
    pub current: Option<Held<'a>>,
    /// Where it stood before.
    pub previous: Option<Held<'a>>,
    /// The red lines that it stated and did not move.
    pub red_lines: Vec<Held<'a>>,
    /// What it refused and did not come back to.
    pub refusals: Vec<Held<'a>>,
    /// Its last position, if it gave that up and took no other.
    pub given_up: Option<Held<'a>>,
    /// Which way it went.
    pub movement: Movement,
}

/// Where all parties stand on one issue.
#[derive(Clone, Debug)]
pub struct IssueGap<'a> {
    /// The issue.
    pub issue: &'a Issue,
    /// The parties that have said anything on it, in the order asked for.
    pub standings: Vec<Standing<'a>>,
    /// How far apart they are.
    pub gap: Gap,
    /// The weakest basis of the positions compared; none if there are none.
    pub basis: Option<Basis>,
}

impl Standing<'_> {
    /// The weakest basis of what is shown of the party.
    pub fn basis(&self) -> Option<Basis> {
        Basis::weakest(
            self.current.iter().chain(&self.red_lines).chain(&self.refusals).map(|held| held.basis),
        )
    }
}

impl<'a> IssueGap<'a> {
    /// Where `parties` stand on `issue` by the positions `held` (in the order of the record), for
    /// one who looks at `now`: a position that was surely given up before is not held.
    pub fn of(issue: &'a Issue, parties: &[&'a Id], held: &[Held<'a>], now: Timestamp) -> IssueGap<'a> {
        let mut standings: Vec<Standing<'a>> =
            parties.iter().filter_map(|party| standing(party, issue, held, now)).collect();
        let extents: Vec<Option<Extent>> =
            standings.iter().map(|s| extent(issue, s.current.as_ref())).collect();
        for (index, standing) in standings.iter_mut().enumerate() {
            let others = extents.iter().enumerate().filter(|(other, _)| *other != index);
            let others: Vec<&Extent> = others.filter_map(|(_, extent)| extent.as_ref()).collect();
            standing.movement = movement(issue, standing, &others);
        }
        let placed: Vec<&Extent> = extents.iter().flatten().collect();
        let gap = match gap(issue, &placed) {
            Gap::Unknown if is_refused(issue, &standings) => Gap::Refused,
            gap => gap,
        };
        let basis = Basis::weakest(standings.iter().filter_map(Standing::basis));
        IssueGap { issue, standings, gap, basis }
    }
}

/// Does one party's refusal, or red line against it, meet what another puts forward?
fn is_refused(issue: &Issue, standings: &[Standing<'_>]) -> bool {
    let refused = |s: &Standing<'_>| {
        let lines = s.red_lines.iter().filter(|held| held.position.kind == PositionKind::Refusal);
        let held: Vec<Extent> =
            s.refusals.iter().chain(lines).filter_map(|h| extent(issue, Some(h))).collect();
        held
    };
    standings.iter().any(|offering| {
        let Some(offered) = extent(issue, offering.current.as_ref()) else { return false };
        let others = standings.iter().filter(|other| other.party != offering.party);
        others.flat_map(refused).any(|refusal| !refusal.is_disjoint(&offered))
    })
}

fn extent(issue: &Issue, held: Option<&Held<'_>>) -> Option<Extent> {
    Extent::of(held?.position, issue).ok()
}

fn standing<'a>(party: &'a Id, issue: &Issue, held: &[Held<'a>], now: Timestamp) -> Option<Standing<'a>> {
    let mut own: Vec<Held<'a>> = held.iter().filter(|h| h.position.party.id == *party).copied().collect();
    if own.is_empty() {
        return None;
    }
    own.sort_by_key(|h| (h.at.order_key(), h.recorded));
    let given_up =
        |h: &Held<'_>| h.until.is_some_and(|until| until.before(&Interval::instant(now)) == Tri::Yes);
    // A refusal says what a party does not take; it is no position of its own.
    let taken: Vec<Held<'a>> =
        own.iter().filter(|h| h.position.kind != PositionKind::Refusal).copied().collect();
    let current = taken.last().filter(|h| !given_up(h)).copied();
    let last_given_up = taken.last().filter(|h| given_up(h)).copied();
    let previous = taken.len().checked_sub(2).and_then(|i| taken.get(i)).copied();
    let lines: Vec<Held<'a>> =
        own.iter().filter(|h| h.position.is_red_line() && !given_up(h)).copied().collect();
    let moved_later = later::moved_later(issue, &lines);
    let red_lines =
        lines.iter().zip(moved_later).filter(|(_, moved)| !moved).map(|(line, _)| *line).collect();
    let is_open =
        |h: &&Held<'a>| h.position.kind == PositionKind::Refusal && !h.position.is_red_line() && !given_up(h);
    let refusals: Vec<Held<'a>> = own.iter().filter(is_open).copied().collect();
    let came_back = later::came_back(issue, &refusals, &taken);
    let refusals =
        refusals.into_iter().zip(came_back).filter(|(_, back)| !back).map(|(held, _)| held).collect();
    Some(Standing {
        party,
        current,
        previous,
        red_lines,
        refusals,
        given_up: last_given_up,
        movement: Movement::First,
    })
}

/// How far apart two positions are; `None` where they differ and no distance can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    Zero,
    Steps(usize),
    Amount(Decimal),
}

fn distance(issue: &Issue, a: &Extent, b: &Extent) -> Option<Distance> {
    // A number and a named option of a numeric issue cannot be compared.
    if std::mem::discriminant(a) != std::mem::discriminant(b) {
        return None;
    }
    if !a.is_disjoint(b) {
        return Some(Distance::Zero);
    }
    match (a, b) {
        (Extent::Options(a), Extent::Options(b)) if issue.scale == Scale::Ordinal => {
            a.distance(b).map(Distance::Steps)
        }
        (Extent::Numbers(a), Extent::Numbers(b)) => {
            let ((a_lo, a_hi), (b_lo, b_hi)) = (a.bounds(), b.bounds());
            let between = |hi: Option<Decimal>, lo: Option<Decimal>| {
                hi.zip(lo).filter(|(hi, lo)| hi <= lo).and_then(|(hi, lo)| lo.distance(hi))
            };
            between(a_hi, b_lo).or_else(|| between(b_hi, a_lo)).map(Distance::Amount)
        }
        _ => None,
    }
}

/// The greatest distance from `from` to any of `others`; `None` if one cannot be told.
fn furthest(issue: &Issue, from: &Extent, others: &[&Extent]) -> Option<Distance> {
    others.iter().map(|other| distance(issue, from, other)).collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// Zero is less than any steps or amount, so distances on one issue compare as they should.
fn movement(issue: &Issue, standing: &Standing<'_>, others: &[&Extent]) -> Movement {
    let (Some(previous), Some(_)) = (&standing.previous, &standing.current) else { return Movement::First };
    let before = extent(issue, Some(previous));
    let after = extent(issue, standing.current.as_ref());
    let (Some(before), Some(after)) = (before, after) else { return Movement::Moved };
    if before == after {
        return Movement::Same;
    }
    compared(furthest(issue, &before, others), furthest(issue, &after, others))
}

fn compared(was: Option<Distance>, is: Option<Distance>) -> Movement {
    match (was, is) {
        (Some(was), Some(is)) if is < was => Movement::Towards,
        (Some(was), Some(is)) if is > was => Movement::Away,
        (Some(_), Some(_)) => Movement::Sideways,
        _ => Movement::Moved,
    }
}

/// Which way an issue went, as seen from `position`, when it was to be settled on `to` and no longer on `from`.
/// Also on an issue without an order it goes towards a position that it now has something in common with.
pub fn approached(issue: &Issue, from: &Extent, to: &Extent, position: &Extent) -> Movement {
    if from == to {
        return Movement::Same;
    }
    let (was, is) = (distance(issue, from, position), distance(issue, to, position));
    match (was, is) {
        (None, Some(Distance::Zero)) if from.is_disjoint(position) => Movement::Towards,
        (Some(Distance::Zero), None) if to.is_disjoint(position) => Movement::Away,
        _ => compared(was, is),
    }
}

fn gap(issue: &Issue, placed: &[&Extent]) -> Gap {
    if placed.len() < 2 {
        return Gap::Unknown;
    }
    if placed.windows(2).all(|pair| pair[0] == pair[1]) {
        return Gap::Agree;
    }
    let pairs =
        placed.iter().enumerate().flat_map(|(i, a)| placed[..i].iter().map(move |b| distance(issue, a, b)));
    match pairs.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max()) {
        None => Gap::Differ,
        Some(Distance::Zero) => Gap::Overlap,
        Some(Distance::Steps(steps)) => Gap::Steps(steps),
        Some(Distance::Amount(amount)) => Gap::Amount(amount),
    }
}

/// Where an extent lies on the line that is drawn of its issue, in thousandths from its
/// beginning, and whether it goes on beyond what is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// It goes on below.
    pub open_below: bool,
    /// It goes on above.
    pub open_above: bool,
}

/// The line on which an issue's positions are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Axis {
    /// A ladder of this many options.
    Ladder(usize),
    /// Numbers from one to another.
    Numbers(Decimal, Decimal),
}

impl Axis {
    /// The axis for `issue`: its ladder, or numbers from its `min` to its `max`; where one is not
    /// given, as far as the positions `held` reach. `None` for a nominal issue.
    pub fn of(issue: &Issue, held: &[Held<'_>]) -> Option<Axis> {
        match issue.scale {
            Scale::Nominal => None,
            Scale::Ordinal => Some(Axis::Ladder(issue.options.len())),
            Scale::Numeric => {
                let bounds = held.iter().filter_map(|h| match Extent::of(h.position, issue) {
                    Ok(Extent::Numbers(numbers)) => Some(numbers.bounds()),
                    _ => None,
                });
                let ends: Vec<Decimal> = bounds.flat_map(|(lo, hi)| lo.into_iter().chain(hi)).collect();
                let lo = issue.min.or(ends.iter().min().copied())?;
                let hi = issue.max.or(ends.iter().max().copied())?;
                // Far bounds would press all positions into a corner.
                let reach = ends.iter().max().copied().unwrap_or(hi);
                let hi = if reach > lo && hi > reach.plus(reach)? { reach } else { hi };
                (lo < hi).then_some(Axis::Numbers(lo, hi))
            }
        }
    }

    /// Where `extent` lies on it.
    pub fn place(&self, extent: &Extent) -> Option<Drawn> {
        match (self, extent) {
            (Axis::Ladder(count), Extent::Options(places)) => {
                let at = |place: usize| (place * 1000 / (count - 1).max(1)) as u32;
                let (from, to) = (at(places.first()?), at(places.last()?));
                Some(Drawn { from, to, open_below: false, open_above: false })
            }
            (Axis::Numbers(lo, hi), Extent::Numbers(numbers)) => {
                let (from, to) = numbers.bounds();
                if from.is_none() && to.is_none() {
                    return None;
                }
                let at = |x: Option<Decimal>, open| x.map_or(open, |x| x.thousandths_between(*lo, *hi));
                Some(Drawn {
                    from: at(from, 0),
                    to: at(to, 1000),
                    open_below: from.is_none(),
                    open_above: to.is_none(),
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{IssueOption, IssueRef, OptionEntry, PartyRef, Places, Point, Quantity, Text, VagueDate};
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn issue(scale: Scale, options: &[&str]) -> Issue {
        let options = options.iter().map(|o| OptionEntry(IssueOption { id: id(o), label: None })).collect();
        Issue {
            title: Text::plain("t"),
            scale,
            options,
            unit: None,
            min: None,
            max: None,
            divisible: None,
            part_of: None,
            links: vec![],
            about: None,
        }
    }

    fn position(party: &str, kind: PositionKind, options: &[&str], range: Option<&str>) -> Position {
        Position {
            party: PartyRef::to(id(party)),
            issue: IssueRef::to(id("i")),
            kind,
            option: None,
            options: options.iter().map(|o| id(o)).collect(),
            range: range.map(str::to_owned),
            red_line: None,
            condition: None,
            said_by: None,
            session: None,
            until: None,
        }
    }

    struct World {
        issue: Issue,
        positions: Vec<(Position, i8)>,
        id: Id,
        a: Id,
        b: Id,
    }

    impl World {
        fn new(issue: Issue, positions: Vec<(Position, i8)>) -> World {
            World { issue, positions, id: id("p"), a: id("a"), b: id("b") }
        }

        /// The gap, and the movement of a; positions taken on days of May 2025.
        fn look(&self) -> (Gap, Movement) {
            let held: Vec<Held<'_>> = self
                .positions
                .iter()
                .map(|(position, day)| {
                    let day = jiff::civil::Date::new(2025, 5, *day).unwrap();
                    Held {
                        id: &self.id,
                        room: &Room::Public,
                        basis: Basis::Assumed,
                        position,
                        at: VagueDate::at(Point::Day(day), &TimeZone::UTC).interval(),
                        until: None,
                        recorded: Timestamp::UNIX_EPOCH,
                    }
                })
                .collect();
            let gap = IssueGap::of(&self.issue, &[&self.a, &self.b], &held, Timestamp::MAX);
            (gap.gap, gap.standings.first().map_or(Movement::First, |s| s.movement))
        }
    }

    use PositionKind::{Acceptance, Demand, Offer, Refusal};

    #[test]
    fn a_ladder() {
        let ladder = || issue(Scale::Ordinal, &["none", "week", "month", "open"]);
        let steps = World::new(
            ladder(),
            vec![
                (position("a", Demand, &["open"], None), 1),
                (position("b", Offer, &["none"], None), 1),
                (position("a", Offer, &["month"], None), 5),
            ],
        );
        assert_eq!(steps.look(), (Gap::Steps(2), Movement::Towards));
        let sets = World::new(
            ladder(),
            vec![
                (position("a", Demand, &["month", "open"], None), 1),
                (position("b", Offer, &["none", "week"], None), 1),
            ],
        );
        assert_eq!(sets.look(), (Gap::Steps(1), Movement::First));
        let accepted = World::new(
            ladder(),
            vec![
                (position("a", Demand, &["open"], None), 1),
                (position("b", Offer, &["week"], None), 2),
                (position("a", Refusal, &["week"], None), 3),
                (position("a", Acceptance, &["week"], None), 4),
            ],
        );
        assert_eq!(accepted.look(), (Gap::Agree, Movement::Towards));
    }

    #[test]
    fn numbers_and_names() {
        let numbers = World::new(
            issue(Scale::Numeric, &[]),
            vec![
                (position("a", Demand, &[], Some("at least 30")), 1),
                (position("b", Offer, &[], Some("3-7")), 1),
                (position("a", Demand, &[], Some("at least 60")), 2),
            ],
        );
        assert_eq!(numbers.look(), (Gap::Amount(53.into()), Movement::Away));
        let names = World::new(
            issue(Scale::Nominal, &["x", "y", "z"]),
            vec![
                (position("a", Demand, &["x"], None), 1),
                (position("b", Demand, &["y"], None), 1),
                (position("a", Demand, &["z"], None), 2),
            ],
        );
        assert_eq!(names.look(), (Gap::Differ, Movement::Moved));
        let refused = World::new(
            issue(Scale::Nominal, &["x"]),
            vec![(position("a", Offer, &["x"], None), 1), (position("b", Refusal, &["x"], None), 2)],
        );
        assert_eq!(refused.look(), (Gap::Refused, Movement::First));
        let one = World::new(issue(Scale::Nominal, &["x"]), vec![(position("a", Demand, &["x"], None), 1)]);
        assert_eq!(one.look(), (Gap::Unknown, Movement::First));
    }

    #[test]
    fn open_ranges_are_drawn_to_the_edge() {
        let axis = Axis::Numbers(0.into(), 100.into());
        let drawn = axis.place(&Extent::Numbers(Quantity::AtLeast(25.into()))).unwrap();
        assert_eq!(drawn, Drawn { from: 250, to: 1000, open_below: false, open_above: true });
        assert_eq!(Axis::Ladder(1).place(&Extent::Options(Places::run(0, 0))).unwrap().from, 0);
    }

    proptest! {
        /// The gap of two sets of options is the least |i − j|, by brute force.
        #[test]
        fn ladder_gap_is_the_least_distance(a in prop::collection::btree_set(0usize..6, 1..4), b in prop::collection::btree_set(0usize..6, 1..4)) {
            let names = ["o0", "o1", "o2", "o3", "o4", "o5"];
            let pick = |set: &std::collections::BTreeSet<usize>| set.iter().map(|i| names[*i]).collect::<Vec<_>>();
            let world = World::new(issue(Scale::Ordinal, &names), vec![
                (position("a", Demand, &pick(&a), None), 1),
                (position("b", Demand, &pick(&b), None), 1),
            ]);
            let least = a.iter().flat_map(|i| b.iter().map(move |j| i.abs_diff(*j))).min().unwrap();
            let expected = if a == b { Gap::Agree } else if least == 0 { Gap::Overlap } else { Gap::Steps(least) };
            prop_assert_eq!(world.look().0, expected);
        }
    }
}
