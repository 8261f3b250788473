//! Greedy orders of elimination on the graph of links.

use std::collections::{BTreeMap, BTreeSet};

/// The links within one connected part.
#[derive(Clone)]
pub(super) struct Graph<'p> {
    options: &'p [u32],
    /// Of each issue those that it is linked with.
    near: BTreeMap<usize, BTreeSet<usize>>,
}

impl<'p> Graph<'p> {
    pub(super) fn of<'l>(
        options: &'p [u32],
        part: &[usize],
        links: impl Iterator<Item = &'l BTreeSet<usize>>,
    ) -> Graph<'p> {
        let mut near: BTreeMap<usize, BTreeSet<usize>> = part.iter().map(|&i| (i, BTreeSet::new())).collect();
        for issues in links {
            for issue in issues {
                near.entry(*issue).or_default().extend(issues.iter().filter(|&other| other != issue));
            }
        }
        Graph { options, near }
    }

    /// Next is the issue whose elimination links the fewest pairs that were not linked before.
    pub(super) fn least_fill(&self) -> Vec<usize> {
        self.eliminating(|graph, issue| {
            let near: Vec<usize> = graph.near[&issue].iter().copied().collect();
            let missing = |(i, a): (usize, &usize)| {
                near[i + 1..].iter().filter(|b| !graph.near[a].contains(b)).count() as u128
            };
            near.iter().enumerate().map(missing).sum()
        })
    }

    /// Next is the issue whose elimination leaves the smallest table.
    pub(super) fn least_table(&self) -> Vec<usize> {
        self.eliminating(|graph, issue| graph.table(&graph.near[&issue]))
    }

    fn eliminating(&self, price: impl Fn(&Graph<'_>, usize) -> u128) -> Vec<usize> {
        let mut left = self.clone();
        let mut order = Vec::new();
        while let Some(issue) = left.near.keys().copied().min_by_key(|&issue| price(&left, issue)) {
            order.push(issue);
            let near = left.near.remove(&issue).unwrap_or_default();
            for one in &near {
                let of_one = left.near.entry(*one).or_default();
                of_one.extend(near.iter().filter(|other| *other != one));
                of_one.remove(&issue);
            }
        }
        order
    }

    /// From `start` on, next is the issue that leaves the smallest table to carry: the issues not yet
    /// eliminated that are linked with one that is. Only these and those near them are considered.
    pub(super) fn carrying(&self, start: usize) -> Vec<usize> {
        let mut order = vec![start];
        let mut left: BTreeSet<usize> = self.near.keys().copied().filter(|&issue| issue != start).collect();
        let mut carried = self.near[&start].clone();
        while !carried.is_empty() {
            let near =
                carried.iter().flat_map(|issue| &self.near[issue]).filter(|other| left.contains(other));
            let candidates: BTreeSet<usize> = carried.iter().chain(near).copied().collect();
            let after = |issue: usize| self.carried_after(issue, &carried, &left);
            let Some(issue) = candidates.into_iter().min_by_key(|&issue| self.table(&after(issue))) else {
                break;
            };
            carried = after(issue);
            left.remove(&issue);
            order.push(issue);
        }
        order
    }

    fn carried_after(
        &self,
        issue: usize,
        carried: &BTreeSet<usize>,
        left: &BTreeSet<usize>,
    ) -> BTreeSet<usize> {
        let near = self.near[&issue].iter().filter(|other| left.contains(other));
        carried.iter().chain(near).copied().filter(|&other| other != issue).collect()
    }

    fn table(&self, issues: &BTreeSet<usize>) -> u128 {
        issues.iter().fold(1, |cells, &i| cells.saturating_mul(self.options[i].into()))
    }
}
