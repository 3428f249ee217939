//! The last word on where things stand.

use tokio::sync::{Mutex, watch};
use waybill_domain::calls::driver::{DeviceStatus, Network};

use crate::{
    lane::Lane,
    shell::{News, Shell},
    store::{
        StoreError, gps,
        meta::{self, Key},
        wedged,
    },
    view,
};

/// Where a lane stands, for whoever waits for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Progress {
    pub(crate) status: DeviceStatus,
    /// Something is under way or due.
    pub(crate) busy: bool,
    /// Fixes and voids that wait; the driver need not know of them.
    pub(crate) unseen: usize,
    /// Pulls that got to their end.
    pub(crate) pulls: u64,
    /// Kicks that were taken in.
    pub(crate) kicks: u64,
}

/// The shell, and the last word on where things stand.
pub(crate) struct Hub<S> {
    pub(crate) shell: S,
    progress: watch::Sender<Progress>,
    /// Held from reading a lane until it is said where it stands: an older reading never follows a newer one.
    turn: Mutex<()>,
}

impl<S: Shell> Hub<S> {
    pub(crate) fn new(shell: S, progress: Progress) -> Self {
        Self { shell, progress: watch::Sender::new(progress), turn: Mutex::new(()) }
    }

    /// Where things stand, as it was said last.
    pub(crate) fn progress(&self) -> watch::Ref<'_, Progress> {
        self.progress.borrow()
    }

    /// Hears of each change.
    pub(crate) fn follow(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Says where things stand from here on: somebody signed out.
    pub(crate) async fn publish(&self, progress: Progress) {
        let _turn = self.turn.lock().await;
        self.change(|now| *now = progress);
    }

    /// Says where the lane stands by what its database holds now, and what else has changed.
    pub(crate) async fn restate(
        &self,
        lane: &Lane,
        also: impl FnOnce(&mut Progress),
    ) -> Result<(), StoreError> {
        let _turn = self.turn.lock().await;
        let (status, unseen) = stands(lane).await?;
        self.change(|now| {
            now.status = DeviceStatus { network: now.status.network, ..status };
            now.unseen = unseen;
            also(now);
        });
        Ok(())
    }

    /// Changes what is said, and tells the shell where the driver can see a difference.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Progress)) {
        let mut news = None;
        self.progress.send_if_modified(|now| {
            let before = now.clone();
            change(now);
            if before.status != now.status {
                news = Some(now.status.clone());
            }
            before != *now
        });
        if let Some(status) = news {
            self.shell.emit(News::Status(Box::new(status)));
        }
    }
}

/// Where the lane stands, as far as its database knows, and how many fixes and voids wait.
async fn stands(lane: &Lane) -> Result<(DeviceStatus, usize), StoreError> {
    let (waiting, wedged, synced_at, shift, approach, unseen) = lane
        .store
        .read(|c| {
            Box::pin(async move {
                let (waiting, voids) = view::waiting_count(c).await?;
                let known = meta::some(c, &[Key::SyncedAt, Key::Shift, Key::Approach]).await?;
                Ok::<_, StoreError>((
                    waiting,
                    wedged::count(c).await?,
                    known.get(Key::SyncedAt)?,
                    known.get(Key::Shift)?.unwrap_or_default(),
                    known.get(Key::Approach)?,
                    gps::count(c).await? + voids,
                ))
            })
        })
        .await?;
    let (session, server_url) = (Some(lane.session()), lane.server_url.clone());
    let network = Network::Unknown;
    Ok((DeviceStatus { session, server_url, network, waiting, wedged, synced_at, shift, approach }, unseen))
}
