//! Answers from local SQLite.

use waybill_domain::{
    Timestamp,
    calls::driver::{DeviceStatus, MyDelivery, WaitingRoom},
};
use waybill_door::settle;

use super::Controller;
use crate::{ClientError, shell::Shell, store::blobs, sync, view};

impl<S: Shell> Controller<S> {
    /// Where this device stands.
    pub fn status(&self) -> DeviceStatus {
        self.hub.progress().status.clone()
    }

    /// The server that the sign-in page should propose, where nobody is signed in: from a link that opened the app.
    pub fn propose_server(&self, server_url: &str) {
        self.hub.change(|now| {
            if now.status.session.is_none() {
                server_url.clone_into(&mut now.status.server_url);
            }
        });
    }

    /// The driver's deliveries, with what waits here folded in.
    pub async fn my_deliveries(&self) -> Result<Vec<MyDelivery>, ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let (actor, organization, opened) =
            (lane.actor(), lane.session().organization.id, lane.store.opened());
        let read = lane.store.read(move |c| {
            Box::pin(async move { view::my_deliveries(c, &opened, actor, organization).await })
        });
        Ok(read.await?)
    }

    /// Everything that is not yet safe on the server.
    pub async fn waiting(&self) -> Result<WaitingRoom, ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let (actor, organization, opened) = (lane.actor(), lane.session().organization, lane.store.opened());
        let now = lane.now();
        let midnight = midnight(now, &organization.time_zone);
        let read = lane.store.read(move |c| {
            Box::pin(
                async move { view::waiting_room(c, &opened, actor, organization.id, now, midnight).await },
            )
        });
        Ok(read.await?)
    }

    /// Tries to send now.
    pub async fn retry_now(&self) -> Result<(), ClientError> {
        let running = self.running()?;
        running.lane.store.tx(|c| Box::pin(async move { blobs::retry_now(c).await })).await?;
        running.kick();
        Ok(())
    }

    /// The offline map as it is kept here; fetched where it is not, `None` where that fails or there is none.
    pub async fn local_map(&self) -> Result<Option<serde_json::Value>, ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let file = self.folder.map_file(&lane.server_url, lane.session().organization.id);
        if let Ok(bytes) = settle(tokio::fs::read(&file)).await
            && let Ok(map) = serde_json::from_slice(&bytes)
        {
            return Ok(Some(map));
        }
        match sync::fetch_map(lane, &file).await {
            Ok(map) => Ok(map),
            Err(error) => {
                tracing::info!(%error, "the map cannot be fetched");
                Ok(None)
            }
        }
    }
}

/// When the organization's day began; in UTC where the zone is not known.
fn midnight(now: Timestamp, time_zone: &str) -> Timestamp {
    let zone = jiff::tz::TimeZone::get(time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let start = jiff::Timestamp::from_millisecond(now.as_millis())
        .and_then(|instant| instant.to_zoned(zone).start_of_day());
    start.map_or(now, |start| Timestamp::from_millis(start.timestamp().as_millisecond()))
}
