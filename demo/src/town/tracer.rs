//! Lets residential streets grow: lines that follow the field at an even distance from each other (Jobard and Lefer's
//! way), and streets that cross them.

use std::collections::VecDeque;

use rand::{Rng, rngs::SmallRng, seq::SliceRandom};

use super::{
    Class,
    arterial::Road,
    bins::Bins,
    curve,
    field::Field,
    ground::{Ground, HALF_HEIGHT, HALF_WIDTH},
    plane::{Xy, xy},
};

const STEP: f64 = 12.0;
/// Shorter streets are not built.
const SHORTEST: f64 = 85.0;
/// Roads that run closer to each other than this angle count as parallel (its cosine).
const PARALLEL: f64 = 0.74;

struct Tracer<'a> {
    ground: &'a Ground,
    field: Field,
    /// Places on roads, with the direction there.
    taken: Bins<(Xy, Xy)>,
    segments: Bins<(Xy, Xy)>,
    roads: Vec<Road>,
}

/// The main roads with all streets between them. New streets have no names yet.
pub(crate) fn grow(rng: &mut SmallRng, ground: &Ground, main: Vec<Road>) -> Vec<Road> {
    let field = Field::generate(ground, &main);
    let mut tracer =
        Tracer { ground, field, taken: Bins::new(60.0), segments: Bins::new(60.0), roads: Vec::new() };
    for road in main {
        tracer.add(road);
    }
    tracer.long_streets(rng);
    tracer.cross_streets(rng);
    tracer.roads
}

impl Tracer<'_> {
    /// Metres between neighbouring long streets: narrow in the old town, wide at its edge.
    fn gap(&self, place: Xy) -> f64 {
        66.0 + 44.0 * self.ground.remoteness(place)
    }

    fn cross_gap(&self, place: Xy) -> f64 {
        92.0 + 92.0 * self.ground.remoteness(place)
    }

    fn add(&mut self, road: Road) {
        for pair in road.line.windows(2) {
            let direction = (pair[1] - pair[0]).unit();
            let pieces = (pair[0].distance(pair[1]) / STEP).ceil().max(1.0) as usize;
            for i in 0..pieces {
                let place = pair[0].towards(pair[1], i as f64 / pieces as f64);
                self.taken.insert(place, (place, direction));
            }
            let length = pair[0].distance(pair[1]);
            let mut walked = 0.0;
            while walked <= length {
                self.segments.insert(pair[0] + direction * walked, (pair[0], pair[1]));
                walked += 40.0;
            }
            self.segments.insert(pair[1], (pair[0], pair[1]));
        }
        self.roads.push(road);
    }

    fn long_streets(&mut self, rng: &mut SmallRng) {
        let mut seeds: VecDeque<Xy> = VecDeque::new();
        for i in 0..self.roads.len() {
            self.neighbours(&self.roads[i].line, &mut seeds);
        }
        for _ in 0..4_000 {
            seeds.push_back(xy(
                rng.random_range(-HALF_WIDTH..HALF_WIDTH),
                rng.random_range(-HALF_HEIGHT..HALF_HEIGHT),
            ));
        }
        while let Some(seed) = seeds.pop_front() {
            let direction = self.field.direction(seed);
            let gap = self.gap(seed);
            if !self.ground.is_buildable(seed) || self.is_crowded(seed, direction, gap * 0.93) {
                continue;
            }
            let mut line = self.walk(seed, -direction, gap, 1_400.0);
            line.reverse();
            line.pop();
            line.extend(self.walk(seed, direction, gap, 1_400.0));
            if curve::length(&line) < SHORTEST {
                continue;
            }
            self.join(&mut line, gap * 1.35);
            line.reverse();
            self.join(&mut line, gap * 1.35);
            self.neighbours(&line, &mut seeds);
            self.add(Road { name: String::new(), class: Class::Residential, line });
        }
    }

    /// Places where the next parallel street could run.
    fn neighbours(&self, line: &[Xy], seeds: &mut VecDeque<Xy>) {
        for pair in line.windows(2).step_by(4) {
            let side = (pair[1] - pair[0]).unit().left() * self.gap(pair[0]);
            seeds.push_front(pair[0] + side);
            seeds.push_front(pair[0] - side);
        }
    }

    fn cross_streets(&mut self, rng: &mut SmallRng) {
        let mut starts: Vec<(Xy, Xy)> = Vec::new();
        for road in &self.roads {
            for pair in road.line.windows(2).step_by(2) {
                let place = pair[0].towards(pair[1], 0.5);
                let left = (pair[1] - pair[0]).unit().left();
                starts.extend([(place, left), (place, -left)]);
            }
        }
        starts.shuffle(rng);
        for (start, direction) in starts {
            let gap = self.cross_gap(start);
            let first = start + direction * 16.0;
            if !self.ground.is_buildable(first) || self.is_crowded(first, direction, gap * 0.9) {
                continue;
            }
            let blocks = f64::from(rng.random_range(1..=4_u8));
            let mut line = vec![start];
            line.extend(self.walk(first, direction, gap, blocks * self.gap(start) * 1.05));
            self.join(&mut line, self.gap(start) * 1.4);
            if curve::length(&line) >= SHORTEST * 0.7 {
                self.add(Road { name: String::new(), class: Class::Residential, line });
            }
        }
    }

    /// Follows the field from `from` towards `direction` until something is in the way.
    fn walk(&self, from: Xy, direction: Xy, gap: f64, longest: f64) -> Vec<Xy> {
        let mut line = vec![from];
        let mut heading = direction;
        for step in 0..(longest / STEP) as usize {
            let here = line[step];
            let middle = here + self.along(here, heading) * (STEP / 2.0);
            let next_heading = self.along(middle, heading);
            let next = here + next_heading * STEP;
            let turns_back = line.iter().rev().skip(12).any(|&own| own.distance(next) < gap * 0.6);
            if heading.dot(next_heading) < 0.93
                || turns_back
                || !self.ground.is_buildable(next)
                || self.is_crowded(next, next_heading, gap * 0.58)
            {
                break;
            }
            heading = next_heading;
            line.push(next);
        }
        line
    }

    /// The field's direction, or the one across it, whichever goes on most nearly as `heading` does.
    fn along(&self, place: Xy, heading: Xy) -> Xy {
        let direction = self.field.direction(place);
        let best = if direction.dot(heading).abs() >= direction.left().dot(heading).abs() {
            direction
        } else {
            direction.left()
        };
        if best.dot(heading) >= 0.0 { best } else { -best }
    }

    fn is_crowded(&self, place: Xy, direction: Xy, radius: f64) -> bool {
        self.taken
            .near(place, radius)
            .any(|(at, other)| at.distance(place) < radius && other.dot(direction).abs() > PARALLEL)
    }

    /// Leads the end of a street on to the next road, where one is near and the way is dry.
    fn join(&self, line: &mut Vec<Xy>, reach: f64) {
        let [.., before, end] = line[..] else { return };
        let direction = (end - before).unit();
        let ray = (end + direction * 1.0, end + direction * reach);
        let hit = self
            .segments
            .near(ray.0.towards(ray.1, 0.5), reach / 2.0 + 40.0)
            .filter_map(|&segment| curve::crossing(ray, segment))
            .map(|(share, _)| share)
            .min_by(f64::total_cmp);
        let Some(share) = hit else { return };
        let target = ray.0.towards(ray.1, share);
        let pieces = (target.distance(end) / 8.0).ceil() as usize;
        if (1..pieces.saturating_sub(2))
            .all(|i| self.ground.is_buildable(end.towards(target, i as f64 / pieces as f64)))
        {
            line.push(target);
        }
    }
}
