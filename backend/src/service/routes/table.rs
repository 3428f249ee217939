//! Places, and the ways between them, as the planner wants them.

use std::{collections::HashMap, time::Duration};

use waybill_domain::{Point, eta::TravelSource};
use waybill_routing::{
    solve::Matrix,
    travel::{Matrix as Answer, StraightLine, Travel as _, TravelMode},
};

use crate::App;

/// How long a map server is waited for; then the straight line answers.
const PATIENCE: Duration = Duration::from_secs(20);
/// Where no way leads: ten days.
const NO_WAY_S: u32 = 864_000;
/// Where no way leads, in metres.
const NO_WAY_M: u32 = 100_000_000;

/// Places, each once.
#[derive(Default)]
pub(super) struct Places {
    pub(super) points: Vec<Point>,
    known: HashMap<[i32; 2], usize>,
}

impl Places {
    /// The place's number.
    pub(super) fn add(&mut self, point: Point) -> usize {
        let name = [point.lat, point.lon].map(|degrees| (degrees * 1e5).round() as i32);
        *self.known.entry(name).or_insert_with(|| {
            self.points.push(point);
            self.points.len() - 1
        })
    }
}

/// All the ways between places, and who told them.
pub(super) struct Table {
    pub(super) matrix: Matrix,
    pub(super) source: TravelSource,
}

impl Table {
    /// Asks for all ways; `factor` is by how much they take longer than the map says.
    pub(super) async fn ask(app: &App, profile: TravelMode, points: &[Point], factor: f64) -> Self {
        let answer = ask(app, profile, points, points).await;
        let mut table = Self::empty(points.len(), answer.source());
        for from in 0..points.len() {
            for to in 0..points.len() {
                table.set(from, to, &answer, (from, to), factor);
            }
        }
        table
    }

    /// Asks only for the ways within each of `groups` of places, and between them all and `hub`.
    pub(super) async fn ask_around(
        app: &App,
        profile: TravelMode,
        points: &[Point],
        (groups, hub): (&[&[usize]], &[usize]),
        factor: f64,
    ) -> Self {
        let at = |numbers: &[usize]| numbers.iter().map(|&n| points[n]).collect::<Vec<_>>();
        let hubs = at(hub);
        let (out, back) = futures::join!(ask(app, profile, &hubs, points), ask(app, profile, points, &hubs));
        let mut table = Self::empty(points.len(), out.source());
        for (k, &number) in hub.iter().enumerate() {
            for other in 0..points.len() {
                table.set(number, other, &out, (k, other), factor);
                table.set(other, number, &back, (other, k), factor);
            }
        }
        let inner = groups.iter().map(|group| {
            let places = at(group);
            async move { ask(app, profile, &places, &places).await }
        });
        for (group, answer) in groups.iter().zip(futures::future::join_all(inner).await) {
            for (a, &from) in group.iter().enumerate() {
                for (b, &to) in group.iter().enumerate() {
                    table.set(from, to, &answer, (a, b), factor);
                }
            }
        }
        table
    }

    /// Whether a way leads from one place to another.
    pub(super) fn leads(&self, from: usize, to: usize) -> bool {
        self.matrix.seconds(from, to) < i64::from(NO_WAY_S)
    }

    fn empty(places: usize, source: TravelSource) -> Self {
        let cells = places * places;
        let mut matrix = Matrix { places, seconds: vec![NO_WAY_S; cells], meters: vec![NO_WAY_M; cells] };
        for place in 0..places {
            matrix.seconds[place * (places + 1)] = 0;
            matrix.meters[place * (places + 1)] = 0;
        }
        Self { matrix, source }
    }

    fn set(&mut self, from: usize, to: usize, answer: &Answer, (row, column): (usize, usize), factor: f64) {
        if from == to {
            return;
        }
        if let Some(leg) = answer.leg(row, column) {
            let cell = from * self.matrix.places + to;
            self.matrix.seconds[cell] = (leg.seconds * factor).ceil().min(f64::from(NO_WAY_S - 1)) as u32;
            self.matrix.meters[cell] = leg.metres.ceil().min(f64::from(NO_WAY_M - 1)) as u32;
        }
    }
}

async fn ask(app: &App, profile: TravelMode, from: &[Point], to: &[Point]) -> Answer {
    let asked = tokio::time::timeout(PATIENCE, app.travel.matrix(profile, from, to)).await;
    match asked {
        Ok(Ok(answer)) => answer,
        failed => {
            tracing::warn!(?failed, "no travel times for a plan; as the crow flies");
            let straight = StraightLine::default();
            let legs = from.iter().flat_map(|&a| to.iter().map(move |&b| Some(straight.leg(profile, a, b))));
            Answer::new(to.len(), legs.collect(), straight.source())
        }
    }
}
