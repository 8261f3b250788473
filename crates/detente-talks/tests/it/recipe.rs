//! Scenarios by number: the recipe of the recorded talks (splitmix64; G. Steele, D. Lea, C. Flood, "Fast splittable
//! pseudorandom number generators", OOPSLA 2014), which any program can follow.

use detente_talks::{Profile, Space, Stage};

/// splitmix64.
pub struct SplitMix(pub u64);

impl SplitMix {
    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// A party's weights, and its values an issue and option.
pub type Made = (Vec<f64>, Vec<Vec<f64>>);

/// The parties of the scenario with that number; each wants about the opposite of the one before.
pub fn parties(parties: usize, issues: usize, values: usize, seed: u64) -> Vec<Made> {
    let mut random = SplitMix(seed);
    let mut made: Vec<Made> = Vec::new();
    for party in 0..parties {
        let raw: Vec<f64> = (0..issues).map(|_| 0.1 + random.unit()).collect();
        let sum = raw.iter().fold(0.0, |sum, weight| sum + weight);
        let table = |issue: usize| {
            let mut table: Vec<f64> = (0..values).map(|_| random.unit()).collect();
            if party % 2 == 1 {
                let before = &made[party - 1].1[issue];
                table.iter_mut().zip(before).for_each(|(v, o)| *v = 0.7 * (1.0 - o) + 0.3 * *v);
            }
            let low = table.iter().copied().fold(f64::INFINITY, f64::min);
            let high = table.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            table.iter().map(|v| (v - low) / (high - low)).collect()
        };
        let tables = (0..issues).map(table).collect();
        made.push((raw.iter().map(|weight| weight / sum).collect(), tables));
    }
    made
}

/// The same as a stage, with these reservation values (the last holds for all further parties).
pub fn stage(made: &[Made], reservations: &[f64]) -> Stage {
    let options = made[0].1.iter().map(|table| table.len() as u32).collect();
    let profile = |(party, (weights, tables)): (usize, &Made)| {
        let reservation = reservations.get(party).or(reservations.last()).copied();
        (format!("p{party}"), Profile::additive(weights, tables, reservation).expect("a profile"))
    };
    let space = Space::new(options, &[]).expect("a space");
    Stage::new(space, made.iter().enumerate().map(profile).collect()).expect("a stage")
}
