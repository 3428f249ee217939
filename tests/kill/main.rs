//! `cargo xtask kill`: the real server and a phone as processes, killed with SIGKILL at random moments and started again;
//! then everything is brought to rest and compared with what the app had said was done.

mod books;
mod check;
mod rounds;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Kills server and phone at random, and looks for what was lost.
#[derive(Parser)]
struct Args {
    /// How many processes are killed.
    #[arg(long, default_value_t = 200)]
    rounds: u32,
    /// Decides who is killed when. The moments inside the programs differ from run to run all the same.
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let args = Args::parse();
    let mut fleet = rounds::Fleet::start(args.rounds).await?;
    fleet.kill(args.rounds, args.seed).await?;
    let verdict = check::check(fleet).await?;
    for line in verdict.lines() {
        println!("{line}");
    }
    println!(
        "{} kills: {} lost, {} duplicated, {} corrupt",
        args.rounds,
        verdict.lost.len(),
        verdict.duplicated.len(),
        verdict.corrupt.len()
    );
    Ok(if verdict.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
