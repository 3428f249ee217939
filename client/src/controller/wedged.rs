//! What the driver does about commands that cannot be sent, and about answers that were read.

use waybill_domain::{CommandId, rules::Rejected};

use super::Controller;
use crate::{
    ClientError,
    lane::Lane,
    shell::{News, Shell},
    store::{StoreError, outcomes, wedged},
};

impl<S: Shell> Controller<S> {
    /// Sends a command that is wedged in a new envelope. One whose bytes cannot be read can only be exported.
    pub async fn retry(&self, command: CommandId) -> Result<(), ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let key = lane.unlock().await?;
        let turn = lane.turn.lock().await;
        let (known, queued) = lane
            .store
            .tx(move |c| {
                Box::pin(async move {
                    let known = wedged::all(c).await?.iter().any(|wedged| wedged.command == command);
                    Ok::<_, StoreError>((known, wedged::retry(c, command, &key).await?))
                })
            })
            .await?;
        drop(turn);
        if !known {
            return Err(Rejected::Unknown.into());
        }
        if queued.is_none() {
            let rule = "cannot be read any more; export it, and tell your dispatcher what happened";
            return Err(ClientError::input("command", rule));
        }
        self.changed(lane).await?;
        running.kick();
        Ok(())
    }

    /// Drops a command that is wedged: it is not shown any more. Its bytes stay on this device.
    pub async fn drop_wedged(&self, command: CommandId) -> Result<(), ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let dropped = lane.store.tx(move |c| Box::pin(async move { wedged::drop(c, command).await })).await?;
        if !dropped {
            return Err(Rejected::Unknown.into());
        }
        self.changed(lane).await
    }

    /// The driver has read the answer to a command and is done with it.
    pub async fn dismiss(&self, command: CommandId) -> Result<(), ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let dismissed =
            lane.store.tx(move |c| Box::pin(async move { outcomes::dismiss(c, command).await })).await?;
        if !dismissed {
            return Err(Rejected::Unknown.into());
        }
        self.changed(lane).await
    }

    async fn changed(&self, lane: &Lane) -> Result<(), ClientError> {
        self.hub.restate(lane, |_| {}).await?;
        self.hub.shell.emit(News::Changed);
        Ok(())
    }
}
