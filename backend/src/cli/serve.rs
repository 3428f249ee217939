//! `serve`.

use std::net::SocketAddr;

use waybill_backend::{Clock, Config, Server, demo};

/// Options of `serve`.
#[derive(clap::Args)]
pub(super) struct Serve {
    /// Address and port; port 0 takes a free one. Stronger than the configuration.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Let the drivers of the demo fleet move and work.
    #[arg(long)]
    simulate: bool,
    /// How many times as fast as in life they do.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, requires = "simulate")]
    speed: f64,
}

impl Serve {
    pub(super) async fn run(self, mut config: Config) -> anyhow::Result<()> {
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        let running = Server::start(config, Clock::default()).await?;
        println!("listening on {}", running.url());
        if self.simulate {
            let simulation = demo::simulate(running.app.clone(), self.speed);
            tokio::select! {
                ended = simulation => ended?,
                told = told_to_stop() => told?,
            }
        } else {
            told_to_stop().await?;
        }
        tracing::info!("stopping");
        running.shutdown().await;
        Ok(())
    }
}

#[cfg(unix)]
async fn told_to_stop() -> anyhow::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminate.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn told_to_stop() -> anyhow::Result<()> {
    Ok(tokio::signal::ctrl_c().await?)
}
