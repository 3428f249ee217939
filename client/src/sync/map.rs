//! What rarely changes comes down, so that it is there without a network: the map, and the colleagues.

use std::{path::Path, time::Duration};

use waybill_domain::calls::{Call as _, GetMap};

use super::{job::Report, people};
use crate::{
    ClientError,
    device::{DeviceError, files},
    lane::Lane,
    wire::{self, WireError, WireRequest},
};

/// Streets do not change every day.
pub(super) const FRESH: Duration = Duration::from_secs(24 * 3_600);

/// Fetches the colleagues, and the map where there is none here, or an old one.
pub(super) async fn map(lane: &Lane, file: &Path) -> Result<Report, ClientError> {
    people::refresh(lane).await?;
    if files::age(file).is_some_and(|age| age < FRESH) {
        return Ok(Report::default());
    }
    fetch(lane, file).await?;
    Ok(Report::default())
}

/// Fetches the map; `None` where the server has none.
pub(crate) async fn fetch(lane: &Lane, file: &Path) -> Result<Option<serde_json::Value>, ClientError> {
    let reply = lane.account.send(WireRequest::new("GET", GetMap {}.request().path)).await?;
    let map: serde_json::Value = match wire::json(&reply) {
        Ok(map) => map,
        Err(WireError::Problem(refused)) if refused.problem.status == 404 => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    files::write_whole(file, &reply.body).map_err(|e| DeviceError::io(file, e))?;
    Ok(Some(map))
}
