//! One solver's answer to one instance, judged.

use waybill_routing::solve::{Problem, check};

use crate::lilim::Instance;

/// A row of `best_known.csv`.
pub(crate) struct Best {
    pub(crate) name: String,
    pub(crate) vehicles: usize,
    pub(crate) distance: f64,
}

impl Best {
    /// Reads `instance,vehicles,distance`.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let mut fields = line.split(',');
        let name = fields.next()?.to_owned();
        Some(Self { name, vehicles: fields.next()?.parse().ok()?, distance: fields.next()?.parse().ok()? })
    }
}

/// How good an answer is.
pub(crate) struct Judged {
    pub(crate) vehicles: usize,
    /// In the file's units, in double precision.
    pub(crate) distance: f64,
    /// What the checker found; an answer with faults counts for nothing.
    pub(crate) faults: Vec<String>,
}

impl Judged {
    /// Works out the times of an answer and checks them; every order must be there.
    pub(crate) fn of(instance: &Instance, problem: &Problem, routes: &[Vec<usize>]) -> Self {
        let faults = match instance.solution(problem, routes) {
            Ok(solution) => check(problem, &solution).iter().map(ToString::to_string).collect(),
            Err(error) => vec![error.to_string()],
        };
        Self { vehicles: routes.len(), distance: instance.length(routes), faults }
    }

    /// As many vehicles as the best known, or fewer.
    pub(crate) fn equal_fleet(&self, best: &Best) -> bool {
        self.faults.is_empty() && self.vehicles <= best.vehicles
    }

    /// How much longer than the best known, in percent.
    pub(crate) fn gap(&self, best: &Best) -> f64 {
        (self.distance / best.distance - 1.0) * 100.0
    }

    /// Vehicles, distance and gap as the table shows them.
    pub(crate) fn cell(&self, best: &Best) -> String {
        if let Some(fault) = self.faults.first() {
            return format!("refused: {fault}");
        }
        let gap = if self.vehicles == best.vehicles {
            format!("{:+.2} %", self.gap(best))
        } else {
            format!("{:+} veh.", self.vehicles as i64 - best.vehicles as i64)
        };
        format!("{:>3} {:>10.2} {gap:>9}", self.vehicles, self.distance)
    }
}

/// What one solver did over several instances.
#[derive(Default)]
pub(crate) struct Sum {
    pub(crate) instances: usize,
    pub(crate) equal: usize,
    gaps: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, judged: &Judged, best: &Best) {
        self.instances += 1;
        if judged.equal_fleet(best) {
            self.equal += 1;
            self.gaps += judged.gap(best);
        }
    }

    /// The share of instances with no more vehicles than the best known, in percent.
    pub(crate) fn share(&self) -> f64 {
        self.equal as f64 * 100.0 / self.instances.max(1) as f64
    }

    /// The mean distance gap over those, in percent.
    pub(crate) fn mean_gap(&self) -> f64 {
        self.gaps / self.equal.max(1) as f64
    }
}
