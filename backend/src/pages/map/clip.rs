//! Cuts shapes to the picture, so that the page carries only what it shows.

type Xy = [f64; 2];

/// The pieces of a line inside `half` (half width, half height) around the origin.
pub(super) fn line(points: &[Xy], half: (f64, f64)) -> Vec<Vec<Xy>> {
    let mut pieces: Vec<Vec<Xy>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], half) else {
            open = false;
            continue;
        };
        match pieces.last_mut().filter(|_| open) {
            Some(piece) => piece.push(to),
            None => pieces.push(vec![from, to]),
        }
        open = to == pair[1];
    }
    pieces
}

/// Liang and Barsky: the part of a segment inside the picture.
fn segment(from: Xy, to: Xy, half: (f64, f64)) -> Option<(Xy, Xy)> {
    let delta = [to[0] - from[0], to[1] - from[1]];
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (axis, reach) in [(0, half.0), (1, half.1)] {
        for (towards, room) in [(-delta[axis], from[axis] + reach), (delta[axis], reach - from[axis])] {
            if towards == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if towards < 0.0 {
                enter = enter.max(room / towards);
            } else {
                leave = leave.min(room / towards);
            }
        }
    }
    if enter > leave {
        return None;
    }
    let at = |t: f64| {
        if t == 0.0 {
            from
        } else if t == 1.0 {
            to
        } else {
            [from[0] + t * delta[0], from[1] + t * delta[1]]
        }
    };
    Some((at(enter), at(leave)))
}

/// Sutherland and Hodgman: the part of an outline inside the picture; empty where nothing is.
pub(super) fn ring(points: &[Xy], half: (f64, f64)) -> Vec<Xy> {
    let mut inside = points.to_vec();
    for (axis, sign, reach) in [(0, 1.0, half.0), (0, -1.0, half.0), (1, 1.0, half.1), (1, -1.0, half.1)] {
        let depth = |point: &Xy| reach - sign * point[axis];
        let mut kept = Vec::with_capacity(inside.len());
        for (i, point) in inside.iter().enumerate() {
            let before = &inside[if i == 0 { inside.len() - 1 } else { i - 1 }];
            let (was, is) = (depth(before), depth(point));
            if (was < 0.0) != (is < 0.0) {
                let t = was / (was - is);
                kept.push([before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])]);
            }
            if is >= 0.0 {
                kept.push(*point);
            }
        }
        inside = kept;
    }
    inside
}
