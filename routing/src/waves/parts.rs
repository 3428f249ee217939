//! A wave falls into parts that share no driver; each is a smaller problem, and the work grows with the cube of the size.

use std::collections::HashMap;

use waybill_domain::MemberId;

/// Deliveries and drivers of one part, by their places in the wave.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Part {
    pub(super) deliveries: Vec<usize>,
    pub(super) drivers: Vec<MemberId>,
}

/// The parts of a wave whose `n`th delivery may go to the drivers of `choices[n]`, each in ascending order. A delivery
/// without choices is in none.
pub(super) fn parts(choices: &[Vec<(MemberId, f64)>]) -> Vec<Part> {
    let mut roots = Roots((0..choices.len()).collect());
    let mut first_of: HashMap<MemberId, usize> = HashMap::new();
    for (delivery, drivers) in choices.iter().enumerate() {
        for (driver, _) in drivers {
            let first = *first_of.entry(*driver).or_insert(delivery);
            roots.join(first, delivery);
        }
    }
    let mut place_of: HashMap<usize, usize> = HashMap::new();
    let mut found: Vec<Part> = Vec::new();
    for (delivery, drivers) in choices.iter().enumerate() {
        if drivers.is_empty() {
            continue;
        }
        let place = *place_of.entry(roots.of(delivery)).or_insert_with(|| {
            found.push(Part::default());
            found.len() - 1
        });
        found[place].deliveries.push(delivery);
        found[place].drivers.extend(drivers.iter().map(|(driver, _)| *driver));
    }
    for part in &mut found {
        part.drivers.sort_unstable();
        part.drivers.dedup();
    }
    found
}

/// Sets that can be joined: each place points towards the root of its set.
struct Roots(Vec<usize>);

impl Roots {
    fn of(&mut self, mut place: usize) -> usize {
        while self.0[place] != place {
            self.0[place] = self.0[self.0[place]];
            place = self.0[place];
        }
        place
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}
