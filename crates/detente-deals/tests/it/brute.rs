//! What is right, found by looking at every outcome. Shares nothing with the engine but [`Problem`].

use detente_deals::Problem;

/// Every outcome that the rules allow, in the order of enumeration, with its utilities.
pub fn outcomes(problem: &Problem) -> Vec<(Vec<u32>, Vec<i64>)> {
    let mut found = Vec::new();
    let mut outcome = vec![0; problem.options().len()];
    loop {
        if problem.rules().iter().all(|rule| rule.allows(&outcome)) {
            found.push((outcome.clone(), utilities(problem, &outcome)));
        }
        let mut issue = outcome.len();
        loop {
            if issue == 0 {
                return found;
            }
            issue -= 1;
            outcome[issue] += 1;
            if outcome[issue] < problem.options()[issue] {
                break;
            }
            outcome[issue] = 0;
        }
    }
}

fn utilities(problem: &Problem, outcome: &[u32]) -> Vec<i64> {
    let mut sums = problem.bias().to_vec();
    for (party, sum) in sums.iter_mut().enumerate() {
        for (issue, &option) in outcome.iter().enumerate() {
            *sum += problem.gains()[party][issue][option as usize];
        }
        for factor in problem.factors() {
            let mut cell = 0;
            for &issue in &factor.issues {
                cell = cell * problem.options()[issue] as usize + outcome[issue] as usize;
            }
            *sum += factor.values[party][cell];
        }
    }
    sums
}

/// Does `a` dominate `b`?
pub fn dominates(a: &[i64], b: &[i64]) -> bool {
    a != b && a.iter().zip(b).all(|(a, b)| a >= b)
}

/// Each efficient vector with its first outcome and the number of its outcomes, in the order of a frontier.
pub fn frontier(all: &[(Vec<u32>, Vec<i64>)]) -> Vec<(Vec<i64>, Vec<u32>, u64)> {
    let efficient = |utilities: &Vec<i64>| !all.iter().any(|(_, other)| dominates(other, utilities));
    let mut points: Vec<(Vec<i64>, Vec<u32>, u64)> = Vec::new();
    for (outcome, utilities) in all {
        if let Some(point) = points.iter_mut().find(|point| point.0 == *utilities) {
            point.2 += 1;
        } else if efficient(utilities) {
            points.push((utilities.clone(), outcome.clone(), 1));
        }
    }
    points.sort_by(|a, b| b.0.cmp(&a.0));
    points
}
