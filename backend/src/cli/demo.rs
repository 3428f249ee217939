//! `demo`.

use std::io::{IsTerminal as _, Write as _};

use waybill_backend::{App, demo};
use waybill_domain::Role;

/// Options of `demo`.
#[derive(clap::Args)]
pub(super) struct Demo {
    /// How many drivers.
    #[arg(long, default_value_t = 12)]
    drivers: usize,
    /// How many deliveries of the day.
    #[arg(long, default_value_t = 150)]
    deliveries: usize,
    /// The same seed makes the same town, people and deliveries.
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

impl Demo {
    pub(super) async fn run(self, app: &App) -> anyhow::Result<()> {
        let size = demo::Size { drivers: self.drivers, deliveries: self.deliveries, seed: self.seed };
        let watched = std::io::stderr().is_terminal();
        let filled = demo::fill(app, size, |done, total| {
            if watched {
                eprint!("\r{done} of {total} commands");
                let _ = std::io::stderr().flush();
            }
        })
        .await?;
        if watched {
            eprintln!();
        }
        println!(
            "{}: {} drivers, {} deliveries, {} commands of history",
            filled.organization.name, self.drivers, self.deliveries, filled.commands
        );
        println!("Sign in as:");
        let mut drivers = 0;
        for demo in &filled.members {
            if demo.member.role == Role::Driver {
                drivers += 1;
                if drivers > 3 {
                    continue;
                }
            }
            println!("  {:<12} {:<34} {}", demo.member.role.as_str(), demo.member.email, demo.password);
        }
        if drivers > 3 {
            println!("  and {} more drivers: <first name>@demo.waybill.app", drivers - 3);
        }
        Ok(())
    }
}
