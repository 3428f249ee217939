//! What of a line or a ring lies in a box, on whatever plane.

/// A place on the plane.
pub type Spot = (f64, f64);

/// A box along the axes: the smaller corner, the larger corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame(pub Spot, pub Spot);

/// The parts of a line in `frame` (Liang and Barsky, "A new concept and method for line clipping", 1984).
pub fn line(line: &[Spot], frame: Frame) -> Vec<Vec<Spot>> {
    let mut parts: Vec<Vec<Spot>> = Vec::new();
    let mut open = false;
    for pair in line.windows(2) {
        let Some((from, to)) = share(pair[0], pair[1], frame) else {
            open = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if open && from == 0.0 => part.push(at(pair[0], pair[1], to)),
            _ => parts.push(vec![at(pair[0], pair[1], from), at(pair[0], pair[1], to)]),
        }
        open = to == 1.0;
    }
    parts
}

/// From which to which share of its length a segment lies in `frame`.
fn share(a: Spot, b: Spot, frame: Frame) -> Option<(f64, f64)> {
    let Frame(low, high) = frame;
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let sides = [(-dx, a.0 - low.0), (dx, high.0 - a.0), (-dy, a.1 - low.1), (dy, high.1 - a.1)];
    sides.into_iter().try_fold((0.0_f64, 1.0_f64), |(from, to), (toward, room)| {
        let (from, to) = if toward == 0.0 {
            (from, if room < 0.0 { -1.0 } else { to })
        } else if toward < 0.0 {
            (from.max(room / toward), to)
        } else {
            (from, to.min(room / toward))
        };
        (from <= to).then_some((from, to))
    })
}

fn at(a: Spot, b: Spot, share: f64) -> Spot {
    // Exactly the end, so that pieces still meet where ways did.
    match share {
        0.0 => a,
        1.0 => b,
        _ => (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1)),
    }
}

/// A ring in `frame` (Sutherland and Hodgman, "Reentrant polygon clipping", 1974): still one ring, along the edge where it
/// left the frame; empty where nothing is left of it. Its last point leads to its first, and need not be the same.
pub fn ring(ring: &[Spot], frame: Frame) -> Vec<Spot> {
    let Frame(low, high) = frame;
    let ring = half(ring, |spot| spot.0 - low.0);
    let ring = half(&ring, |spot| high.0 - spot.0);
    let ring = half(&ring, |spot| spot.1 - low.1);
    half(&ring, |spot| high.1 - spot.1)
}

/// The same of a ring whose last point is its first, as is then what is left of it.
pub fn closed(points: &[Spot], frame: Frame) -> Vec<Spot> {
    let mut kept = ring(points.split_last().map_or(&[][..], |(_, open)| open), frame);
    kept.extend(kept.first().copied());
    kept
}

/// The part of an open ring where `room` is not negative.
fn half(ring: &[Spot], room: impl Fn(Spot) -> f64) -> Vec<Spot> {
    let mut kept = Vec::with_capacity(ring.len() + 4);
    let Some(mut before) = ring.last().copied() else { return kept };
    for &spot in ring {
        let (was, is) = (room(before), room(spot));
        if (was < 0.0) != (is < 0.0) {
            kept.push(at(before, spot, was / (was - is)));
        }
        if is >= 0.0 {
            kept.push(spot);
        }
        before = spot;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame((0.0, 0.0), (10.0, 10.0));

    #[test]
    fn a_line_is_cut_where_it_leaves_and_goes_on_where_it_comes_back() {
        let over = [(-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (8.0, 15.0), (8.0, 5.0)];
        let parts = line(&over, FRAME);
        assert_eq!(parts, [vec![(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)], vec![(8.0, 10.0), (8.0, 5.0)]]);
        assert!(line(&[(-1.0, 3.0), (-1.0, 8.0)], FRAME).is_empty(), "beside it");
        assert!(line(&[(-5.0, 8.0), (5.0, 18.0)], FRAME).is_empty(), "past its corner");
        assert_eq!(line(&[(2.0, 2.0), (3.0, 3.0)], FRAME), [vec![(2.0, 2.0), (3.0, 3.0)]]);
    }

    #[test]
    fn a_ring_around_the_frame_is_the_frame_and_one_beside_it_is_nothing() {
        let around = [(-5.0, -5.0), (15.0, -5.0), (15.0, 15.0), (-5.0, 15.0), (-5.0, -5.0)];
        let cut = closed(&around, FRAME);
        assert_eq!(cut.first(), cut.last());
        let mut corners = cut[1..].to_vec();
        corners.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        assert_eq!(corners, [(0.0, 0.0), (0.0, 10.0), (10.0, 0.0), (10.0, 10.0)]);
        let beside = around.map(|(x, y)| (x + 50.0, y));
        assert!(closed(&beside, FRAME).is_empty());
    }

    #[test]
    fn a_corner_that_looks_out_is_cut_off() {
        let triangle = [(5.0, 5.0), (15.0, 5.0), (5.0, 9.0), (5.0, 5.0)];
        assert_eq!(closed(&triangle, FRAME), [(5.0, 5.0), (10.0, 5.0), (10.0, 7.0), (5.0, 9.0), (5.0, 5.0)]);
    }
}
