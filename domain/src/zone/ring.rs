//! Rings: closed lines that do not cross themselves.

use super::plane::{ROUND, Spot, folds_back, is_on, meet, turn};
use crate::geo::Point;

/// Corners of one ring: at most this many.
pub(super) const CORNERS_MAX: usize = 1_000;

/// Why corners are no ring. Corners count from 0, as the field's name has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRing {
    /// Too few corners.
    #[error("must have at least 3 different corners")]
    TooFew,
    /// Too many corners.
    #[error("must have at most {CORNERS_MAX} corners")]
    TooMany,
    /// A corner is no place.
    #[error("must be on the earth: lat from -90 to 90, lon from -180 to 180")]
    NotOnEarth {
        /// Which.
        corner: usize,
    },
    /// All longitudes are one at a pole.
    #[error("must not be at a pole; draw a circle there")]
    AtPole {
        /// Which.
        corner: usize,
    },
    /// Two corners in a row are the same.
    #[error("must not be the same as the corner before it")]
    Repeated {
        /// The second of them.
        corner: usize,
    },
    /// Nobody could say which way round the earth is meant.
    #[error("must not be half the earth away from the corner before it; put another corner between")]
    HalfTheEarth {
        /// The second of them.
        corner: usize,
    },
    /// The line goes round the earth.
    #[error("must not go round a pole; draw a circle there, or two areas")]
    RoundPole,
    /// Two sides have a place in common.
    #[error("must not cross itself: the side from corner {first} meets the side from corner {second}")]
    Crosses {
        /// The corner where one side begins.
        first: usize,
        /// The corner where the other begins.
        second: usize,
    },
}

impl BadRing {
    /// The corner it is about.
    pub fn corner(&self) -> Option<usize> {
        match self {
            Self::NotOnEarth { corner }
            | Self::AtPole { corner }
            | Self::Repeated { corner }
            | Self::HalfTheEarth { corner } => Some(*corner),
            Self::Crosses { second, .. } => Some(*second),
            Self::TooFew | Self::TooMany | Self::RoundPole => None,
        }
    }
}

/// Where a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Inside,
    Border,
    Outside,
}

/// A closed line that does not cross itself. The last corner is joined to the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ring(Vec<Spot>);

impl Ring {
    /// The ring through `corners`; the first may be repeated at the end, as in GeoJSON.
    pub(super) fn new(corners: &[Point]) -> Result<Self, BadRing> {
        let ring = Self(unrolled(corners)?);
        ring.crossing().map_or(Ok(ring), Err)
    }

    pub(super) fn corners(&self) -> &[Spot] {
        &self.0
    }

    /// The sides, each with the corner where it begins.
    pub(super) fn sides(&self) -> impl Iterator<Item = (Spot, Spot)> + Clone {
        let next = self.0.iter().skip(1).chain(self.0.first());
        self.0.iter().copied().zip(next.copied())
    }

    /// From the least to the greatest longitude.
    pub(super) fn width(&self) -> (i64, i64) {
        self.0.iter().fold((i64::MAX, i64::MIN), |(min, max), spot| (min.min(spot.x), max.max(spot.x)))
    }

    /// The same ring `x` units to the east.
    pub(super) fn moved(self, x: i64) -> Self {
        Self(self.0.into_iter().map(|spot| spot.moved(x)).collect())
    }

    /// Where `spot` lies, by counting the sides that a line from it to the east crosses.
    pub(super) fn side(&self, spot: Spot) -> Side {
        let mut inside = false;
        for (a, b) in self.sides() {
            if is_on(a, b, spot) {
                return Side::Border;
            }
            if (a.y > spot.y) != (b.y > spot.y) {
                let left_of_it = turn(a, b, spot) > 0;
                inside ^= left_of_it == (b.y > a.y);
            }
        }
        if inside { Side::Inside } else { Side::Outside }
    }

    /// Whether a side of this one and a side of `other` have a place in common.
    pub(super) fn touches(&self, other: &Self) -> bool {
        self.sides().any(|(a, b)| other.sides().any(|(c, d)| meet(a, b, c, d)))
    }

    fn crossing(&self) -> Option<BadRing> {
        let sides: Vec<_> = self.sides().collect();
        let last = sides.len() - 1;
        for (first, &(a, b)) in sides.iter().enumerate() {
            for (second, &(c, d)) in sides.iter().enumerate().skip(first + 1) {
                let crosses = if second == first + 1 && (first, second) != (0, last) {
                    folds_back(a, b, d)
                } else if (first, second) == (0, last) {
                    folds_back(c, a, b)
                } else {
                    meet(a, b, c, d)
                };
                if crosses {
                    return Some(BadRing::Crosses { first, second });
                }
            }
        }
        None
    }
}

/// The corners one after the other, each the shorter way round from the one before.
fn unrolled(corners: &[Point]) -> Result<Vec<Spot>, BadRing> {
    for (corner, point) in corners.iter().enumerate() {
        Point::new(point.lat, point.lon).map_err(|_| BadRing::NotOnEarth { corner })?;
        if point.lat.abs() == 90.0 {
            return Err(BadRing::AtPole { corner });
        }
    }
    let mut spots: Vec<Spot> = corners.iter().copied().map(Spot::of).collect();
    if spots.len() > 1 && is_same(spots.first(), spots.last()) {
        spots.pop();
    }
    if spots.len() < 3 {
        return Err(BadRing::TooFew);
    }
    if spots.len() > CORNERS_MAX {
        return Err(BadRing::TooMany);
    }
    for i in 1..spots.len() {
        spots[i].x = spots[i - 1].x + step(spots[i - 1], spots[i], i)?;
    }
    let (first, last) = (spots[0], spots[spots.len() - 1]);
    let (min, max) = Ring(spots.clone()).width();
    if last.x + step(last, first, 0)? != first.x || max - min >= ROUND {
        return Err(BadRing::RoundPole);
    }
    Ok(spots)
}

fn is_same(a: Option<&Spot>, b: Option<&Spot>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.y == b.y && (a.x - b.x) % ROUND == 0)
}

/// How far to the east it is from `a` to `b`, the shorter way.
fn step(a: Spot, b: Spot, corner: usize) -> Result<i64, BadRing> {
    let east = (b.x - a.x).rem_euclid(ROUND);
    match east.cmp(&(ROUND / 2)) {
        std::cmp::Ordering::Equal => Err(BadRing::HalfTheEarth { corner }),
        _ if east == 0 && a.y == b.y => Err(BadRing::Repeated { corner }),
        std::cmp::Ordering::Less => Ok(east),
        std::cmp::Ordering::Greater => Ok(east - ROUND),
    }
}
