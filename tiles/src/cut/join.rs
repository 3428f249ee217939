//! Lines that meet end to end become one, so that names have room along them and nothing is said twice.

use std::collections::HashMap;

use crate::clip::Spot;

/// The same lines, joined wherever exactly two ends meet.
pub(super) fn join(lines: Vec<Vec<Spot>>) -> Vec<Vec<Spot>> {
    let mut ends: HashMap<(u64, u64), Vec<usize>> = HashMap::new();
    for (k, line) in lines.iter().enumerate() {
        for end in [line.first(), line.last()].into_iter().flatten() {
            ends.entry(key(*end)).or_default().push(k);
        }
    }
    let mut left: Vec<Option<Vec<Spot>>> = lines.into_iter().map(Some).collect();
    let mut joined = Vec::new();
    for k in 0..left.len() {
        let Some(mut line) = left[k].take() else { continue };
        for _ in 0..2 {
            while let Some(next) = line.last().and_then(|end| follow(&ends[&key(*end)], &mut left)) {
                extend(&mut line, next);
            }
            line.reverse();
        }
        joined.push(line);
    }
    joined
}

/// The other line at an end, if there is exactly one and it is still to be had.
fn follow(here: &[usize], left: &mut [Option<Vec<Spot>>]) -> Option<Vec<Spot>> {
    let [a, b] = here else { return None };
    left[*a].take().or_else(|| left[*b].take())
}

/// `next` begins or ends where `line` ends.
fn extend(line: &mut Vec<Spot>, mut next: Vec<Spot>) {
    if next.first() != line.last() {
        next.reverse();
    }
    line.extend(next.into_iter().skip(1));
}

fn key((x, y): Spot) -> (u64, u64) {
    (x.to_bits(), y.to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_street_are_one_line_whichever_way_they_run() {
        let [a, b, c, d] = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0)];
        let lines = join(vec![vec![c, b], vec![a, b], vec![c, d]]);
        assert!(lines == [vec![a, b, c, d]] || lines == [vec![d, c, b, a]], "{lines:?}");
    }

    #[test]
    fn at_a_fork_lines_stay_apart_and_a_circle_ends() {
        let [a, b, c, d] = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (1.0, 1.0)];
        assert_eq!(join(vec![vec![a, b], vec![b, c], vec![b, d]]).len(), 3);
        assert_eq!(join(vec![vec![a, b, d, a]]), [vec![a, b, d, a]]);
        let circle = join(vec![vec![a, b], vec![b, d], vec![d, a]]);
        assert_eq!((circle.len(), circle[0].len()), (1, 4), "{circle:?}");
    }
}
