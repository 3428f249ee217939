//! The optimum.

use std::collections::{BTreeSet, HashMap};

use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};
use waybill_domain::MemberId;

use super::{
    parts::{Part, parts},
    wave::{Assigned, Unassigned, Wanted, Wave, Why},
};

/// Scores are counted in millionths, in whole numbers: the optimum is exact, and the same on every machine.
const UNITS: f64 = 1_000_000.0;

/// Gives out the deliveries of a wave. The same wave gives the same answer.
pub fn assign(wanted: &[Wanted]) -> Wave {
    let mut seen = BTreeSet::new();
    let first: Vec<bool> = wanted.iter().map(|one| seen.insert(one.delivery)).collect();
    let choices: Vec<Vec<(MemberId, f64)>> =
        wanted.iter().zip(&first).map(|(one, first)| if *first { best(one) } else { Vec::new() }).collect();
    let mut taken: HashMap<MemberId, Assigned> = HashMap::new();
    let mut driver_of = vec![None; wanted.len()];
    for part in parts(&choices) {
        for (delivery, driver) in solve(&part, &choices, wanted) {
            let score = score_of(&choices[delivery], driver).unwrap_or(0.0);
            taken.insert(driver, Assigned { delivery: wanted[delivery].delivery, driver, score });
            driver_of[delivery] = Some(driver);
        }
    }
    let mut wave = Wave::default();
    for (n, one) in wanted.iter().enumerate() {
        let given = driver_of[n].and_then(|driver| taken.get(&driver));
        let why = match given {
            Some(given) => {
                wave.assigned.push(*given);
                continue;
            }
            None if !first[n] => Why::Twice,
            None if choices[n].is_empty() => Why::NoDriver,
            None => {
                let by = choices[n].iter().filter_map(|(driver, _)| taken.get(driver)).copied().collect();
                Why::DriversTaken { by }
            }
        };
        wave.unassigned.push(Unassigned { delivery: one.delivery, why });
    }
    wave
}

/// Each driver once, with the better score, in the order of ids.
fn best(wanted: &Wanted) -> Vec<(MemberId, f64)> {
    let clean = |score: f64| if score.is_nan() { 0.0 } else { score.clamp(0.0, 1.0) };
    let mut choices: Vec<_> =
        wanted.choices.iter().map(|choice| (choice.driver, clean(choice.score))).collect();
    choices.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    choices.dedup_by_key(|(driver, _)| *driver);
    choices
}

fn score_of(choices: &[(MemberId, f64)], driver: MemberId) -> Option<f64> {
    choices.binary_search_by_key(&driver, |(driver, _)| *driver).ok().map(|place| choices[place].1)
}

/// Who of `part` takes what: pairs of a delivery's place and a driver.
fn solve(part: &Part, choices: &[Vec<(MemberId, f64)>], wanted: &[Wanted]) -> Vec<(usize, MemberId)> {
    let rows = part.deliveries.len();
    // A pair that is not possible weighs nothing; so does a column without a driver, where there are too few of them.
    let mut weights = Matrix::new(rows, part.drivers.len().max(rows), 0_i64);
    for (row, delivery) in part.deliveries.iter().enumerate() {
        for (driver, score) in &choices[*delivery] {
            if let Ok(column) = part.drivers.binary_search(driver) {
                weights[(row, column)] =
                    worth(wanted[*delivery].priority, rows) + (score * UNITS).round() as i64;
            }
        }
    }
    let (_, columns) = kuhn_munkres(&weights);
    let pairs = columns.into_iter().enumerate().filter(|pair| weights[*pair] > 0);
    pairs.map(|(row, column)| (part.deliveries[row], part.drivers[column])).collect()
}

/// What giving out a delivery is worth beside its score, in a part of `deliveries`: more than all scores together, and
/// the more the higher its priority. That it grows evenly is enough: the sets of deliveries that can be given out together are a
/// matroid (the transversal one), where the heaviest set is the same for all weights of the same order. So no number of
/// lower ones displaces a higher one.
fn worth(priority: u8, deliveries: usize) -> i64 {
    (UNITS as i64 * deliveries as i64 + 1) * (i64::from(priority) + 1)
}
