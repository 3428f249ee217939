//! `cargo xtask bench pdptw`: our routes beside the best known ones.
mod clock;
mod lilim;
use std::{path::PathBuf, sync::atomic::AtomicBool, time::Duration};
use clap::Parser;
use waybill_routing::solve::{Timed, check, solve};
#[derive(Parser)]
struct Options { #[arg(long)] data: PathBuf, #[arg(long, default_value_t = 5.0)] seconds: f64, #[arg(long)] only: Vec<String>, #[arg(long, default_value_t=1)] seed: u64 , #[arg(long)] bench: bool}
fn main() -> anyhow::Result<()> {
    let o = Options::parse();
    let best = std::fs::read_to_string(o.data.join("best_known.csv"))?;
    let (mut eq, mut n, mut gap) = (0, 0, 0.0);
    for line in best.lines().skip(1) {
        let f: Vec<&str> = line.split(',').collect();
        if !o.only.is_empty() && !o.only.iter().any(|x| f[0].starts_with(x.as_str())) { continue; }
        let inst = lilim::Instance::read(&o.data.join(format!("{}.txt", f[0])))?;
        let p = inst.problem();
        let cancel = AtomicBool::new(false);
        let begun = clock::spent();
        let mut its = 0;
        let mut trace = String::new();
        struct C<'a> { begun: Duration, limit: f64, its: &'a mut u64, trace: &'a mut String }
        impl waybill_routing::solve::Control for C<'_> {
            fn spent(&mut self, it: u64) -> f64 { *self.its = it; (clock::spent() - self.begun).as_secs_f64() / self.limit }
            fn improved(&mut self, p: &waybill_routing::solve::Progress) { if !self.trace.ends_with(&format!(":{}", p.drivers)) { self.trace.push_str(&format!(" {:.2}:{}", (clock::spent() - self.begun).as_secs_f64(), p.drivers)); } }
        }
        let _ = Timed::new(Duration::ZERO, clock::spent, &cancel, |_| ());
        let s = solve(&p, o.seed, &mut C { begun, limit: o.seconds, its: &mut its, trace: &mut trace })?;
        let bad = check(&p, &s);
        let r = lilim::Instance::stops(&s);
        let again = check(&p, &inst.solution(&p, &r)?);
        let (bv, bd): (usize, f64) = (f[1].parse()?, f[2].parse()?);
        let d = inst.length(&r);
        println!("{:9} {:3} {:10.3} best {:3} {:10.3} gap {:6.2}% unserved {} its {} bad {} {} {}", inst.name, r.len(), d, bv, bd, (d / bd - 1.0) * 100.0, s.unserved.len(), its, bad.len(), again.len(), trace);
        for b in bad.iter().take(3) { println!("   {b}"); }
        n += 1;
        if r.len() <= bv { eq += 1; gap += (d / bd - 1.0).max(0.0) * 100.0; }
    }
    println!("equal {eq} of {n}, mean gap of those {:.3}%", gap / f64::from(eq.max(1)));
    Ok(())
}
