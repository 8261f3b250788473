//! Correlations of two lists of numbers, one pair an outcome. `None` where one of the lists has no two different numbers.

/// Pearson's correlation. Cost: O(n).
pub fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len().min(b.len()) as f64;
    let mean = |of: &[f64]| of.iter().fold(0.0, |sum, x| sum + x) / n;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut both, mut own_a, mut own_b) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        let (x, y) = (x - mean_a, y - mean_b);
        both += x * y;
        own_a += x * x;
        own_b += y * y;
    }
    let is_flat = |of: &[f64]| of.iter().all(|x| *x == of[0]);
    if is_flat(a) || is_flat(b) || !(own_a > 0.0 && own_b > 0.0) {
        return None;
    }
    Some((both / libm::sqrt(own_a * own_b)).clamp(-1.0, 1.0))
}

/// Spearman's rank correlation: Pearson's of the ranks. Cost: O(n log n).
///
/// C. Spearman, "The proof and measurement of association between two things", *American Journal of Psychology* 15 (1904).
pub fn spearman(a: &[f64], b: &[f64]) -> Option<f64> {
    pearson(&ranks(a), &ranks(b))
}

/// Ranks from 1 for the least; equals share the mean of theirs.
pub fn ranks(of: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..of.len()).collect();
    order.sort_by(|&i, &j| of[i].total_cmp(&of[j]));
    let mut ranks = vec![0.0; of.len()];
    let mut first = 0;
    for group in order.chunk_by(|&i, &j| of[i] == of[j]) {
        let mean = first as f64 + (group.len() as f64 + 1.0) / 2.0;
        group.iter().for_each(|&i| ranks[i] = mean);
        first += group.len();
    }
    ranks
}

/// Kendall's τ_b: with P pairs of the same order, Q of the opposite, n₀ all pairs, and t_a, t_b those tied in a list,
/// `(P − Q)/√((n₀ − t_a)(n₀ − t_b))`. Cost: O(n log n), by counting exchanges of a merge sort.
///
/// M. G. Kendall, "The treatment of ties in ranking problems", *Biometrika* 33 (1945); W. R. Knight, "A computer method for calculating
/// Kendall's tau with ungrouped data", *Journal of the American Statistical Association* 61 (1966).
pub fn kendall(a: &[f64], b: &[f64]) -> Option<f64> {
    let mut pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).collect();
    pairs.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.1.total_cmp(&q.1)));
    let tied_a = tied(pairs.chunk_by(|p, q| p.0 == q.0).map(<[_]>::len));
    let tied_both = tied(pairs.chunk_by(|p, q| p == q).map(<[_]>::len));
    let mut second: Vec<f64> = pairs.into_iter().map(|pair| pair.1).collect();
    let mut scratch = second.clone();
    let exchanges = sort(&mut second, &mut scratch);
    let tied_b = tied(second.chunk_by(|p, q| p == q).map(<[_]>::len));
    let all = tied(std::iter::once(second.len()));
    let order = all - tied_a - tied_b + tied_both - 2.0 * exchanges as f64;
    let pairs = libm::sqrt((all - tied_a) * (all - tied_b));
    (pairs > 0.0).then(|| (order / pairs).clamp(-1.0, 1.0))
}

/// How many pairs there are within groups of such sizes.
fn tied(groups: impl Iterator<Item = usize>) -> f64 {
    groups.fold(0.0, |sum, n| sum + n as f64 * (n.max(1) - 1) as f64 / 2.0)
}

/// Sorts by merging; how many pairs stood the wrong way round?
fn sort(list: &mut [f64], scratch: &mut [f64]) -> u64 {
    let middle = list.len() / 2;
    if middle == 0 {
        return 0;
    }
    let (left, right) = list.split_at_mut(middle);
    let (scratch_left, scratch_right) = scratch.split_at_mut(middle);
    let mut exchanges = sort(left, scratch_left) + sort(right, scratch_right);
    scratch.copy_from_slice(list);
    let (left, right) = scratch.split_at(middle);
    let (mut i, mut j) = (0, 0);
    for into in list {
        let takes_left = j == right.len() || (i < left.len() && left[i] <= right[j]);
        if takes_left {
            *into = left[i];
            i += 1;
        } else {
            *into = right[j];
            j += 1;
            exchanges += (left.len() - i) as u64;
        }
    }
    exchanges
}
