//! `addr:interpolation`: a line between two numbered houses stands for those between them.
//!
//! <https://wiki.openstreetmap.org/wiki/Key:addr:interpolation>

use waybill_domain::Point;

use super::{Address, address::Written};

/// More houses than this between two others is a mistake on the map.
const MOST: u32 = 400;

/// A numbered place on the line, and how far along it is.
#[derive(Clone, Debug)]
pub(super) struct Post<'a> {
    pub(super) written: &'a Written,
    pub(super) at: usize,
}

/// The houses between the posts of a line, both ends left out: those are on the map themselves.
pub(super) fn between(kind: &str, line: &[Point], posts: &[Post]) -> Vec<Address> {
    let step = match kind {
        "odd" | "even" => 2,
        "all" => 1,
        // A number says the step itself; alphabetic lines are not counted.
        other => match other.parse() {
            Ok(step @ 1..=20) => step,
            _ => return Vec::new(),
        },
    };
    let mut houses = Vec::new();
    for pair in posts.windows(2) {
        let number = |post: &Post| post.written.numbers.first().and_then(|text| text.parse::<u32>().ok());
        let (Some(first), Some(last)) = (number(&pair[0]), number(&pair[1])) else { continue };
        let part = &line[pair[0].at..=pair[1].at];
        let (low, high) = (first.min(last), first.max(last));
        if high - low > MOST {
            continue;
        }
        let written = if pair[0].written.street.is_empty() { pair[1].written } else { pair[0].written };
        for number in (low + step..high).step_by(step as usize) {
            let share = f64::from(number - low) / f64::from(high - low);
            let share = if first <= last { share } else { 1.0 - share };
            let written = Written { numbers: vec![number.to_string()], ..written.clone() };
            houses.extend(written.at(along(part, share), true));
        }
    }
    houses
}

/// The place at this share of a line's length.
fn along(line: &[Point], share: f64) -> Point {
    let length: f64 = line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
    let mut left = length * share;
    for pair in line.windows(2) {
        let step = pair[0].distance_m(pair[1]);
        if step >= left && step > 0.0 {
            let part = left / step;
            return Point {
                lat: pair[0].lat + (pair[1].lat - pair[0].lat) * part,
                lon: pair[0].lon + (pair[1].lon - pair[0].lon) * part,
            };
        }
        left -= step;
    }
    line[line.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(number: &str) -> Written {
        Written { numbers: vec![number.to_owned()], street: "Main Street".to_owned(), ..Written::default() }
    }

    fn line() -> Vec<Point> {
        [0.0, 0.001, 0.004].map(|lon| Point { lat: 0.0, lon }).to_vec()
    }

    #[test]
    fn houses_between_two_are_spread_along_the_line() {
        let (first, last) = (post("2"), post("10"));
        let posts = [Post { written: &first, at: 0 }, Post { written: &last, at: 2 }];
        let houses = between("even", &line(), &posts);
        let found: Vec<_> =
            houses.iter().map(|house| (house.number.as_str(), (house.point.lon * 1e6).round())).collect();
        assert_eq!(found, [("4", 1000.0), ("6", 2000.0), ("8", 3000.0)]);
        assert!(houses.iter().all(|house| house.interpolated && house.street == "Main Street"));
        let posts = [Post { written: &last, at: 0 }, Post { written: &first, at: 2 }];
        let back = between("even", &line(), &posts);
        assert_eq!((back[0].number.as_str(), (back[0].point.lon * 1e6).round()), ("4", 3000.0));
    }

    #[test]
    fn what_cannot_be_counted_gives_nothing() {
        let (first, last, far) = (post("2a"), post("10"), post("90000"));
        let posts =
            [Post { written: &first, at: 0 }, Post { written: &last, at: 1 }, Post { written: &far, at: 2 }];
        assert!(between("even", &line(), &posts).is_empty());
        assert!(between("alphabetic", &line(), &posts).is_empty());
        assert!(between("0", &line(), &posts).is_empty());
    }
}
