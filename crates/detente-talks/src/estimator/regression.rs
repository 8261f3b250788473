//! Reservation value and deadline together, by fitting curves of concession.
//!
//! C. Yu, F. Ren, M. Zhang, "An adaptive bilateral negotiation model based on Bayesian learning", *Complex Automated
//! Negotiations: Theories, Models, and Software Competitions*, Springer 2013. A party that concedes with time offers
//! `p(t) = p₀ + (r − p₀)·(t/T)^b`: from its first offer p₀ to its reservation value r at its deadline T. The possible (r, T) are cut into
//! cells. After each offer, for each cell the b is found that fits what was heard best: least squares of the logarithms,
//! `b = Σ ln(tᵢ/T)·ln((p₀ − pᵢ)/(p₀ − r)) / Σ ln²(tᵢ/T)`; and each cell's chance is multiplied by the correlation of the fitted with the real offers
//! (0 where that is negative) and divided by their sum.
//!
//! Ends with the same `(r − p₀)/T^b` lie on one curve and cannot be told apart before the deadline. So the estimate is the mean of all that
//! fit, and the chances of the cells say more than it.
//!
//! The paper draws a point in each cell at each offer; here it is the middle of the cell, so that no dice are needed. Cells with
//! earlier deadlines than the last offer, or higher reservation values than an offer, are ruled out. At most [`MOST_KEPT`] offers are
//! kept: beyond, each second one. Cost of an offer: one power for each cell and kept offer.

use super::{Chances, Estimate, Estimator};

/// So many offers are kept.
pub const MOST_KEPT: usize = 64;

/// A range that is cut into so many cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cells {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Into how many cells it is cut.
    pub count: usize,
}

impl Cells {
    /// The cell that holds a number.
    fn cell(self, number: f64) -> Option<usize> {
        let place = (number - self.from) / (self.to - self.from) * self.count as f64;
        (place >= 0.0 && place < self.count as f64).then_some(place as usize)
    }

    /// The number that lies in `cell` at this part of its width.
    fn at(self, cell: usize, part: f64) -> f64 {
        self.from + (self.to - self.from) * (cell as f64 + part) / self.count as f64
    }

    fn middle(self, cell: usize) -> f64 {
        self.at(cell, 0.5)
    }
}

/// An offer that was heard after the first.
#[derive(Clone, Copy)]
struct Heard {
    time: f64,
    worth: f64,
    /// The logarithms of the time and of what was conceded since the first offer.
    logs: (f64, f64),
}

/// Fits a curve of concession in each cell.
pub struct Regression {
    reservations: Cells,
    deadlines: Cells,
    chances: Chances,
    first: Option<(f64, f64)>,
    heard: Vec<Heard>,
    /// Each so many-th offer is kept.
    every: u64,
    count: u64,
}

impl Regression {
    /// All cells are as likely.
    pub fn new(reservations: Cells, deadlines: Cells) -> Regression {
        Regression {
            reservations,
            deadlines,
            chances: Chances::new(vec![1.0; reservations.count * deadlines.count]),
            first: None,
            heard: Vec::with_capacity(MOST_KEPT),
            every: 1,
            count: 0,
        }
    }

    /// The chance of each cell: for each cell of reservation values those of its deadlines.
    pub fn chances(&self) -> &[f64] {
        self.chances.get()
    }

    /// The chance of the cell that holds these; 0 outside of all.
    pub fn chance(&self, reservation: f64, deadline: f64) -> f64 {
        let cells = self.reservations.cell(reservation).zip(self.deadlines.cell(deadline));
        cells.map_or(0.0, |(row, column)| self.chances.get()[row * self.deadlines.count + column])
    }

    fn keep(&mut self, heard: Heard) {
        self.count += 1;
        if !self.count.is_multiple_of(self.every) {
            return;
        }
        if self.heard.len() == MOST_KEPT {
            let mut place = 0;
            self.heard.retain(|_| {
                place += 1;
                place % 2 == 0
            });
            self.every *= 2;
        }
        self.heard.push(heard);
    }
}

/// How well the best curve that ends in (`reservation`, `deadline`) fits the offers, from 0 to 1.
fn fit(first: f64, heard: &[Heard], reservation: f64, deadline: f64) -> f64 {
    let (log_deadline, log_all) = (libm::log(deadline), libm::log(first - reservation));
    let (mut both, mut squares) = (0.0, 0.0);
    for Heard { logs: (time, conceded), .. } in heard {
        let (x, y) = (time - log_deadline, conceded - log_all);
        both += x * y;
        squares += x * x;
    }
    if squares <= 0.0 {
        return 0.0;
    }
    let exponent = both / squares;
    let n = heard.len() as f64;
    let curve = |heard: &Heard| first + (reservation - first) * libm::pow(heard.time / deadline, exponent);
    let (mut sum, mut sum_fitted) = (0.0, 0.0);
    for one in heard {
        sum += one.worth;
        sum_fitted += curve(one);
    }
    let (mut cross, mut own, mut fitted) = (0.0, 0.0, 0.0);
    for one in heard {
        let (x, y) = (one.worth - sum / n, curve(one) - sum_fitted / n);
        cross += x * y;
        own += x * x;
        fitted += y * y;
    }
    let scale = libm::sqrt(own) * libm::sqrt(fitted);
    if scale > 0.0 { (cross / scale).clamp(0.0, 1.0) } else { 0.0 }
}

impl Estimator for Regression {
    fn hear(&mut self, time: f64, worth: f64) {
        let Some((start, first)) = self.first else {
            self.first = Some((time, worth));
            return;
        };
        let time = time - start;
        let is_conceded = worth < first && time > 0.0;
        if is_conceded {
            self.keep(Heard { time, worth, logs: (libm::log(time), libm::log(first - worth)) });
        }
        let has_curve = self.heard.iter().any(|heard| heard.worth != self.heard[0].worth);
        let (heard, reservations, deadlines) = (&self.heard, self.reservations, self.deadlines);
        self.chances.update(|cell| {
            let (row, column) = (cell / deadlines.count, cell % deadlines.count);
            let (reservation, deadline) = (reservations.middle(row), deadlines.middle(column) - start);
            let is_past = deadlines.at(column, 1.0) - start < time || reservations.at(row, 0.0) > worth;
            match is_past || reservation >= first || deadline <= 0.0 {
                true => 0.0,
                false if is_conceded && has_curve => fit(first, heard, reservation, deadline),
                false => 1.0,
            }
        });
    }

    fn estimate(&self) -> Option<Estimate> {
        let reservation = |cell| self.reservations.middle(cell / self.deadlines.count);
        let deadline = |cell| self.deadlines.middle(cell % self.deadlines.count);
        let reservation = self.chances.expect(reservation)?;
        Some(Estimate { reservation, deadline: self.chances.expect(deadline) })
    }
}
