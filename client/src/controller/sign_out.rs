//! Signing out. What waits is not thrown away: it goes up when the same member signs in again.

use std::{sync::Arc, time::Duration};

use waybill_domain::calls::{Call as _, SignOut, driver::SignOutHere};

use super::{Controller, start::signed_out};
use crate::{
    ClientError,
    shell::{News, Shell},
    sync, view,
    wire::WireRequest,
};

/// How long telling the server may take; nobody waits for it.
const TELL: Duration = Duration::from_secs(10);

impl<S: Shell> Controller<S> {
    /// Signs out.
    pub async fn sign_out(&self, ask: SignOutHere) -> Result<(), ClientError> {
        let _door = self.door.lock().await;
        let running = self.running()?;
        let lane = running.lane.home;
        let (waiting, _) =
            running.lane.store.read(|c| Box::pin(async move { view::waiting_count(c).await })).await?;
        if waiting > 0 && !ask.leave_queued {
            return Err(ClientError::OutboxNotEmpty(waiting));
        }
        let account = Arc::clone(&running.lane.account);
        drop(running);
        self.halt().await;
        // The account has its tokens in memory: forgetting them here does not keep the server from being told.
        let secrets = Arc::clone(&self.secrets);
        sync::blocking(move || secrets.remove(&sync::tokens_name(lane))).await?;
        let server_url = {
            let mut registry = self.registry();
            registry.deactivate()?;
            registry.server_url.clone()
        };
        tokio::spawn(async move {
            let told = account.send(WireRequest::new("DELETE", SignOut {}.request().path));
            if let Ok(Err(error)) = tokio::time::timeout(TELL, told).await {
                tracing::info!(%error, "the server could not be told of the sign-out");
            }
        });
        let server_url = if server_url.is_empty() { self.server_url.clone() } else { server_url };
        self.drain_others().await;
        self.hub.publish(signed_out(server_url)).await;
        self.hub.shell.emit(News::Changed);
        Ok(())
    }
}
