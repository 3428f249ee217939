//! Our own index, alone and while positions come in.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use rustix::time::{ClockId, clock_gettime};
use waybill_domain::{
    Point,
    dispatch::{Load, Vehicle, Vehicles},
};
use waybill_routing::nearby::{Filter, LiveIndex};

use crate::{Args, fleet::Fleet};

/// What is asked.
#[derive(Clone, Copy, PartialEq)]
pub enum Questions {
    /// No filter refuses anybody, as in Redis.
    Anybody,
    /// All filters refuse some.
    Few,
}

/// What one row measured.
pub struct Measured {
    pub p50_us: f64,
    pub p99_us: f64,
    p999_us: f64,
    max_us: f64,
    /// CPU of the asking thread for a query, with the clock that was read around it.
    pub cpu_us: f64,
}

impl Measured {
    pub fn row(&self, name: &str) {
        let Self { p50_us, p99_us, p999_us, max_us, cpu_us } = self;
        println!("{name:<40} {p50_us:>8.2} {p99_us:>8.2} {p999_us:>8.2} {max_us:>9.1} {cpu_us:>10.2}");
    }
}

impl Questions {
    pub fn filter(self) -> Filter {
        let anybody = Filter { on_shift: false, ..Filter::of(Fleet::organization()) };
        match self {
            Self::Anybody => anybody,
            Self::Few => Filter {
                on_shift: true,
                vehicles: Vehicles::from_iter([Vehicle::Van]),
                load: Load { weight_g: 5_000, ..Load::default() },
                ..anybody
            },
        }
    }
}

/// Compares some answers with a look at every driver, so that what is measured is known to be right.
pub fn check(fleet: &Fleet, index: &LiveIndex, args: &Args) -> Result<()> {
    for questions in [Questions::Anybody, Questions::Few] {
        let (filter, mut found) = (questions.filter(), Vec::new());
        for from in fleet.questions(100) {
            index.nearest(from, args.within, args.count, &filter, &mut found);
            let mut all: Vec<f64> = fleet
                .drivers
                .iter()
                .filter(|driver| filter.admits(driver))
                .map(|driver| from.distance_m(driver.point))
                .filter(|metres| *metres <= args.within)
                .collect();
            all.sort_by(f64::total_cmp);
            all.truncate(args.count);
            let same = found.len() == all.len()
                && found.iter().zip(&all).all(|(near, metres)| (near.distance_m - metres).abs() < 0.001);
            ensure!(same, "the index is wrong at {from:?}");
        }
    }
    Ok(())
}

/// Queries while nothing changes.
pub fn quiet(fleet: &Fleet, index: &LiveIndex, args: &Args, questions: Questions) -> Measured {
    ask(&fleet.questions(args.queries), index, args, &questions.filter())
}

/// Queries while another thread moves drivers, one at a time; with the updates that it made a second, and the CPU of one.
pub fn busy(fleet: &Fleet, index: &LiveIndex, args: &Args) -> (Measured, f64, f64) {
    let (over, questions) = (AtomicBool::new(false), fleet.questions(args.queries));
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut dice = SmallRng::seed_from_u64(args.seed);
            let (begin, cpu, mut made) = (Instant::now(), thread_cpu(), 0_u64);
            while !over.load(Ordering::Acquire) {
                let due = (begin.elapsed().as_secs_f64() * f64::from(args.updates)) as u64;
                while made < due {
                    let driver = &fleet.drivers[dice.random_range(0..fleet.drivers.len())];
                    let Point { lat, lon } = driver.point;
                    // Up to 300 m away, so most updates are to another cell or a neighbouring one.
                    let (north, east) = (dice.random_range(-0.002..0.002), dice.random_range(-0.003..0.003));
                    index.moved(driver.id, Point { lat: lat + north, lon: lon + east });
                    made += 1;
                }
                thread::sleep(Duration::from_micros(500));
            }
            (made as f64 / begin.elapsed().as_secs_f64(), (thread_cpu() - cpu) * 1e6 / made.max(1) as f64)
        });
        // Long enough that hundreds of thousands of updates fall between the queries, whatever a query takes.
        let (begin, mut rows) = (Instant::now(), Vec::new());
        while begin.elapsed() < Duration::from_secs(5) {
            rows.push(ask(&questions, index, args, &Questions::Anybody.filter()));
        }
        over.store(true, Ordering::Release);
        let (made, update_us) = writer.join().unwrap_or((0.0, f64::NAN));
        rows.sort_by(|a, b| a.p99_us.total_cmp(&b.p99_us));
        // The worst of the rounds.
        let worst = rows.pop().unwrap_or_else(|| ask(&questions, index, args, &Questions::Anybody.filter()));
        (worst, made, update_us)
    })
}

fn ask(questions: &[Point], index: &LiveIndex, args: &Args, filter: &Filter) -> Measured {
    let mut found = Vec::with_capacity(args.count);
    for from in questions.iter().take(1_000) {
        index.nearest(*from, args.within, args.count, filter, &mut found);
    }
    let mut nanoseconds = Vec::with_capacity(questions.len());
    let cpu = thread_cpu();
    for from in questions {
        let begin = Instant::now();
        index.nearest(*from, args.within, args.count, filter, &mut found);
        nanoseconds.push(begin.elapsed().as_nanos() as u32);
        std::hint::black_box(&found);
    }
    let cpu_us = (thread_cpu() - cpu) * 1e6 / questions.len().max(1) as f64;
    nanoseconds.sort_unstable();
    let at = |share: f64| {
        let place = ((nanoseconds.len() as f64 * share) as usize).min(nanoseconds.len().saturating_sub(1));
        nanoseconds.get(place).map_or(f64::NAN, |ns| f64::from(*ns) / 1_000.0)
    };
    Measured { p50_us: at(0.5), p99_us: at(0.99), p999_us: at(0.999), max_us: at(1.0), cpu_us }
}

/// CPU seconds of this thread.
fn thread_cpu() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
