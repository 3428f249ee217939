//! Lines of many points: smoothing, measuring, walking along.

use super::plane::{Xy, xy};

/// A smooth open curve through `knots` (Catmull-Rom), with a point about every `step` metres.
pub(crate) fn smooth(knots: &[Xy], step: f64) -> Vec<Xy> {
    let (Some(&first), Some(&last)) = (knots.first(), knots.last()) else { return Vec::new() };
    let mut out = vec![first];
    for i in 0..knots.len() - 1 {
        let before = if i == 0 { first * 2.0 - knots[1] } else { knots[i - 1] };
        let after = knots.get(i + 2).copied().unwrap_or(last * 2.0 - knots[i]);
        span(&mut out, [before, knots[i], knots[i + 1], after], step);
    }
    out
}

/// A smooth ring through `knots`; the first point is repeated at the end.
pub(crate) fn smooth_ring(knots: &[Xy], step: f64) -> Vec<Xy> {
    let n = knots.len();
    let Some(&first) = knots.first() else { return Vec::new() };
    let mut out = vec![first];
    for i in 0..n {
        let at = |k: usize| knots[(i + k) % n];
        span(&mut out, [at(n - 1), at(0), at(1), at(2)], step);
    }
    if let Some(last) = out.last_mut() {
        *last = first;
    }
    out
}

fn span(out: &mut Vec<Xy>, [a, b, c, d]: [Xy; 4], step: f64) {
    let pieces = (b.distance(c) / step).ceil().max(1.0);
    for i in 1..=pieces as usize {
        let t = i as f64 / pieces;
        let (t2, t3) = (t * t, t * t * t);
        out.push(
            (b * 2.0
                + (c - a) * t
                + (a * 2.0 - b * 5.0 + c * 4.0 - d) * t2
                + (b * 3.0 - a - c * 3.0 + d) * t3)
                * 0.5,
        );
    }
}

pub(crate) fn length(line: &[Xy]) -> f64 {
    line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// The place `along` metres from the start, and the direction there.
pub(crate) fn at(line: &[Xy], along: f64) -> (Xy, Xy) {
    let mut rest = along.max(0.0);
    let mut end = (line.first().copied().unwrap_or_default(), xy(1.0, 0.0));
    for pair in line.windows(2) {
        let span = pair[0].distance(pair[1]);
        if span <= 0.0 {
            continue;
        }
        let direction = (pair[1] - pair[0]).unit();
        if rest <= span {
            return (pair[0] + direction * rest, direction);
        }
        rest -= span;
        end = (pair[1], direction);
    }
    end
}

/// The nearest place on `line`: how far off it is, and how far along it lies, both in metres.
pub(crate) fn nearest(line: &[Xy], place: Xy) -> (f64, f64) {
    let mut best = (f64::INFINITY, 0, 0.0);
    for (i, pair) in line.windows(2).enumerate() {
        let share = on_segment(pair[0], pair[1], place);
        let away = place - pair[0].towards(pair[1], share);
        let square = away.dot(away);
        if square < best.0 {
            best = (square, i, share);
        }
    }
    let (square, i, share) = best;
    let last = line.get(i..=i + 1).map_or(0.0, |pair| pair[0].distance(pair[1]) * share);
    (square.sqrt(), length(&line[..(i + 1).min(line.len())]) + last)
}

/// How far along the segment, 0 to 1, the nearest place to `place` is.
pub(crate) fn on_segment(a: Xy, b: Xy, place: Xy) -> f64 {
    let span = b - a;
    let square = span.dot(span);
    if square > 0.0 { ((place - a).dot(span) / square).clamp(0.0, 1.0) } else { 0.0 }
}

/// Where two segments cross: the shares along each.
pub(crate) fn crossing(a: (Xy, Xy), b: (Xy, Xy)) -> Option<(f64, f64)> {
    let (r, s) = (a.1 - a.0, b.1 - b.0);
    let turn = r.cross(s);
    if turn.abs() < 1e-9 {
        return None;
    }
    let t = (b.0 - a.0).cross(s) / turn;
    let u = (b.0 - a.0).cross(r) / turn;
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some((t, u))
}

/// The part between two distances along the line.
pub(crate) fn cut(line: &[Xy], from: f64, to: f64) -> Vec<Xy> {
    let mut out = vec![at(line, from).0];
    let mut walked = 0.0;
    for pair in line.windows(2) {
        walked += pair[0].distance(pair[1]);
        if walked > from + 0.01 && walked < to - 0.01 {
            out.push(pair[1]);
        }
    }
    out.push(at(line, to).0);
    out
}

/// The line moved `left` metres to its left.
pub(crate) fn offset(line: &[Xy], left: f64) -> Vec<Xy> {
    (0..line.len())
        .map(|i| {
            let before = line[i.saturating_sub(1)];
            let after = line[(i + 1).min(line.len() - 1)];
            line[i] + (after - before).unit().left() * left
        })
        .collect()
}

/// Fewer points, nowhere more than `tolerance` metres off (Douglas-Peucker).
pub(crate) fn simplify(line: &[Xy], tolerance: f64) -> Vec<Xy> {
    let (Some(&first), Some(&last)) = (line.first(), line.last()) else { return Vec::new() };
    if line.len() < 3 {
        return line.to_vec();
    }
    let off = |place: Xy| place.distance(first.towards(last, on_segment(first, last, place)));
    let (middle, worst) = line
        .iter()
        .enumerate()
        .map(|(i, &place)| (i, off(place)))
        .fold((0, 0.0), |best, next| if next.1 > best.1 { next } else { best });
    if worst <= tolerance {
        return vec![first, last];
    }
    let mut out = simplify(&line[..=middle], tolerance);
    out.pop();
    out.extend(simplify(&line[middle..], tolerance));
    out
}

/// Whether `place` is inside the ring.
pub(crate) fn inside(ring: &[Xy], place: Xy) -> bool {
    let mut inside = false;
    for (i, a) in ring.iter().enumerate() {
        let b = ring[(i + 1) % ring.len()];
        if (a.y > place.y) != (b.y > place.y) && place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}
