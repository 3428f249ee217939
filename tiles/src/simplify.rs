//! Leaves out what cannot be seen (Douglas and Peucker, "Algorithms for the reduction of the number of points", 1973).

/// The line with no point farther than `tolerance` from where it was, in whatever unit the plane has. Both ends stay.
pub fn simplify(line: &[(f64, f64)], tolerance: f64) -> Vec<usize> {
    let mut keep = vec![false; line.len()];
    if let (Some(first), true) = (keep.first_mut(), line.len() > 1) {
        *first = true;
    }
    if let Some(last) = keep.last_mut() {
        *last = true;
    }
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        let farthest = (from + 1..to).map(|at| (off(line[from], line[to], line[at]), at));
        if let Some((far, at)) = farthest.max_by(|a, b| a.0.total_cmp(&b.0))
            && far > tolerance
        {
            keep[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    keep.iter().enumerate().filter(|(_, keep)| **keep).map(|(at, _)| at).collect()
}

/// How far a place is from a segment.
fn off(from: (f64, f64), to: (f64, f64), place: (f64, f64)) -> f64 {
    let (bx, by) = (to.0 - from.0, to.1 - from.1);
    let (x, y) = (place.0 - from.0, place.1 - from.1);
    let length = bx * bx + by * by;
    let share = if length > 0.0 { ((x * bx + y * by) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - share * bx).hypot(y - share * by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_straight_needs_two_points_and_a_bend_stays() {
        let straight = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.1), (30.0, 0.0)];
        assert_eq!(simplify(&straight, 2.0), [0, 3]);
        assert_eq!(simplify(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], 2.0), [0, 1, 2]);
        assert_eq!(simplify(&straight[..1], 2.0), [0]);
        assert!(simplify(&[], 2.0).is_empty());
    }

    #[test]
    fn a_ring_stays_closed() {
        let ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 0.5), (10.0, 10.0), (0.0, 0.0)];
        assert_eq!(simplify(&ring, 2.0), [0, 1, 3, 4]);
    }
}
