//! Vectors in a tree of boxes, to ask whether one of them is nowhere below a given one.

/// Vectors in the smallest boxes.
const LEAF: usize = 16;

/// Halved and halved again, each time by the party whose numbers are furthest apart.
pub(crate) struct Tree {
    parties: usize,
    /// The places of the vectors, box by box.
    places: Vec<u32>,
    /// The greatest numbers in each box. The halves of box `i` are the boxes `2i + 1` and `2i + 2`.
    greatest: Vec<i64>,
}

impl Tree {
    pub(crate) fn of(numbers: &[i64], parties: usize) -> Tree {
        let count = numbers.len() / parties;
        let leaves = count.div_ceil(LEAF).next_power_of_two();
        let mut places: Vec<u32> = (0..count as u32).collect();
        let mut greatest = vec![i64::MIN; 2 * leaves * parties];
        Build { numbers, parties, greatest: &mut greatest }.split(&mut places, 0);
        Tree { parties, places, greatest }
    }

    /// Is a vector, but for the one at `except`, nowhere below `vector`?
    pub(crate) fn reaches(&self, numbers: &[i64], vector: &[i64], except: Option<usize>) -> bool {
        self.reaches_in(
            0,
            0,
            self.places.len(),
            &|place| Some(place) != except && is_above(&numbers[place * self.parties..], vector),
            vector,
        )
    }

    fn reaches_in(
        &self,
        root: usize,
        from: usize,
        to: usize,
        is_one: &dyn Fn(usize) -> bool,
        vector: &[i64],
    ) -> bool {
        if from == to || !is_above(&self.greatest[root * self.parties..], vector) {
            return false;
        }
        if to - from <= LEAF {
            return self.places[from..to].iter().any(|&place| is_one(place as usize));
        }
        let middle = from.midpoint(to);
        self.reaches_in(2 * root + 1, from, middle, is_one, vector)
            || self.reaches_in(2 * root + 2, middle, to, is_one, vector)
    }
}

fn is_above(a: &[i64], b: &[i64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a >= b)
}

struct Build<'b> {
    numbers: &'b [i64],
    parties: usize,
    greatest: &'b mut [i64],
}

impl Build<'_> {
    fn split(&mut self, places: &mut [u32], root: usize) {
        let number = |place: u32, party: usize| self.numbers[place as usize * self.parties + party];
        let mut widest = (0, 0);
        for party in 0..self.parties {
            let of_party = places.iter().map(|&place| number(place, party));
            let (Some(least), Some(most)) = (of_party.clone().min(), of_party.max()) else { return };
            self.greatest[root * self.parties + party] = most;
            widest = widest.max((most.abs_diff(least), party));
        }
        if places.len() <= LEAF {
            return;
        }
        let middle = places.len() / 2;
        places.select_nth_unstable_by_key(middle, |&place| number(place, widest.1));
        let (low, high) = places.split_at_mut(middle);
        self.split(low, 2 * root + 1);
        self.split(high, 2 * root + 2);
    }
}
