//! Which houses a driver visits, and in which order.

use rand::{Rng, rngs::SmallRng, seq::SliceRandom};
use waybill_domain::Point;

use crate::{House, Town};

/// `count` houses around one place, in an order that one could drive.
pub(super) fn tour<'a>(rng: &mut SmallRng, town: &'a Town, count: usize) -> Vec<&'a House> {
    let houses = town.houses();
    if houses.is_empty() {
        return vec![town.depot(); count];
    }
    let middle = houses[rng.random_range(0..houses.len())].point;
    let reach = rng.random_range(450.0..800.0);
    let mut chosen: Vec<&House> = Vec::with_capacity(count);
    // A house far off is seldom taken; the bound keeps a fleet larger than its town from waiting for ever.
    for attempt in 0..count * 200 {
        let house = &houses[rng.random_range(0..houses.len())];
        let near = (-(house.point.distance_m(middle) / reach).powi(2)).exp();
        if attempt > count * 150 || rng.random_bool(near) {
            chosen.push(house);
        }
        if chosen.len() == count {
            break;
        }
    }
    chosen.shuffle(rng);
    order(town.depot().point, &mut chosen);
    chosen
}

/// Orders `houses` into a short way from `start`: nearest first, then undoing crossings (2-opt).
pub(super) fn order(start: Point, houses: &mut [&House]) {
    let mut here = start;
    for i in 0..houses.len() {
        let nearest = (i..houses.len())
            .min_by(|&a, &b| houses[a].point.distance_m(here).total_cmp(&houses[b].point.distance_m(here)))
            .unwrap_or(i);
        houses.swap(i, nearest);
        here = houses[i].point;
    }
    for _ in 0..4 {
        let mut better = false;
        for i in 0..houses.len() {
            let before = if i == 0 { start } else { houses[i - 1].point };
            for j in i + 1..houses.len() {
                let after = houses.get(j + 1).map(|house| house.point);
                let leg = |from: Point, to: Point| from.distance_m(to);
                let close = |from: Point| after.map_or(0.0, |after| leg(from, after));
                let now = leg(before, houses[i].point) + close(houses[j].point);
                let turned = leg(before, houses[j].point) + close(houses[i].point);
                if turned + 1.0 < now {
                    houses[i..=j].reverse();
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}
