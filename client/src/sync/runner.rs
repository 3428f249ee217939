//! The loop between the schedule and the jobs.

use std::{collections::HashMap, path::PathBuf, sync::Arc, time::Duration};

use futures::StreamExt as _;
use tokio::{sync::mpsc, task::JoinSet};
use waybill_domain::protocol::Poke;

use super::{
    Core, Finish, Hub, Input, Task, fixes,
    job::{self, Report},
    map, pull, push, tiles, upload,
};
use crate::{
    ClientError,
    lane::Lane,
    shell::{NewAssignments, News, Shell},
    tiles::LocalTiles,
};

/// Keeps one lane in step with its server, until it is dropped.
pub(crate) async fn run<S: Shell>(
    lane: Arc<Lane>,
    hub: Arc<Hub<S>>,
    map_file: PathBuf,
    local_tiles: Arc<LocalTiles>,
    inbox: (mpsc::UnboundedSender<Input>, mpsc::UnboundedReceiver<Input>),
) {
    let (sender, mut inbox) = inbox;
    let mut core = Core::new(getrandom::u64().unwrap_or_default());
    let mut jobs = JoinSet::new();
    let mut names = HashMap::new();
    let (mut pulls, mut kicks) = (0, 0);
    loop {
        match job::backlog(&lane).await {
            Ok(backlog) => core.handle(Input::Backlog(backlog), mono(&lane)),
            Err(error) => tracing::error!(%error, "the lane's database cannot be read"),
        }
        for task in core.poll(mono(&lane)) {
            tracing::debug!(?task, "begins");
            let (lane, map_file, sender, hub) =
                (Arc::clone(&lane), map_file.clone(), sender.clone(), Arc::clone(&hub));
            let local_tiles = Arc::clone(&local_tiles);
            let job = jobs.spawn(async move {
                match task {
                    Task::Push => push::push(&lane).await,
                    Task::Pull => pull::pull(&lane).await,
                    Task::Upload => upload::upload(&lane).await,
                    Task::Fixes => fixes::fixes(&lane).await,
                    Task::Map => map::map(&lane, &map_file).await,
                    Task::Tiles => tiles::tiles(&lane, &local_tiles).await,
                    Task::Listen => listen(&lane, &sender, &hub).await,
                }
            });
            names.insert(job.id(), task);
        }
        let (network, busy) = (core.network(), core.is_busy(mono(&lane)));
        let told = hub.restate(&lane, |now| {
            now.status.network = network;
            (now.busy, now.pulls, now.kicks) = (busy, pulls, kicks);
        });
        if let Err(error) = told.await {
            tracing::error!(%error, "the lane's status cannot be read");
        }
        let wait = core.wake_at().map_or(Duration::from_secs(3_600), |at| {
            Duration::from_millis(at.saturating_sub(mono(&lane)).max(1))
        });
        tokio::select! {
            Some(input) = inbox.recv() => {
                kicks += u64::from(input == Input::Kick);
                core.handle(input, mono(&lane));
            }
            Some(joined) = jobs.join_next_with_id() => {
                let (id, done) = match joined {
                    Ok((id, done)) => (id, done.map_err(|error| (job::finish(&error), error.to_string()))),
                    Err(error) => {
                        let broken = Finish::Failed { offline: false, retry_after_ms: None };
                        (error.id(), Err((broken, error.to_string())))
                    }
                };
                let Some(task) = names.remove(&id) else { continue };
                let finish = match done {
                    Ok(report) => {
                        pulls += u64::from(report.pulled);
                        let finish = if report.more { Finish::More } else { Finish::Done };
                        tell(&hub, report);
                        finish
                    }
                    Err((finish, error)) => {
                        tracing::info!(?task, error, "did not succeed");
                        finish
                    }
                };
                core.handle(Input::Finished(task, finish), mono(&lane));
            }
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Holds the live channel open until it breaks.
async fn listen<S: Shell>(
    lane: &Lane,
    sender: &mpsc::UnboundedSender<Input>,
    hub: &Hub<S>,
) -> Result<Report, ClientError> {
    let mut pokes = lane.account.listen().await?;
    let _ = sender.send(Input::Connected);
    let board = lane.actor().role.is_dispatch();
    while let Some(poke) = pokes.next().await {
        let _ = match &poke {
            Poke::Hello { seq } | Poke::Changed { seq, .. } if !board => sender.send(Input::Poke(*seq)),
            _ => Ok(()),
        };
        if board && matches!(poke, Poke::Changed { .. }) {
            hub.shell.emit(News::Changed);
        }
        hub.shell.emit(News::Poke(poke));
    }
    Ok(Report::default())
}

fn tell<S: Shell>(hub: &Hub<S>, report: Report) {
    if report.changed {
        hub.shell.emit(News::Changed);
    }
    if !report.assigned.is_empty() {
        hub.shell.notify(NewAssignments { deliveries: report.assigned });
    }
}

fn mono(lane: &Lane) -> u64 {
    lane.clock.boot().mono_ms
}
