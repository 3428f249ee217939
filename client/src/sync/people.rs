//! The names of the organization's people, kept so that goods can be handed to a colleague without a network.

use waybill_domain::{
    Member,
    calls::{Call as _, ListMembers},
};

use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError,
        meta::{self, Key},
    },
    wire::{self, WireRequest},
};

/// Fetches and keeps them.
pub(super) async fn refresh(lane: &Lane) -> Result<(), ClientError> {
    let reply = lane.account.send(WireRequest::new("GET", ListMembers {}.request().path)).await?;
    let members: Vec<Member> = wire::json(&reply)?;
    lane.store
        .tx(move |c| Box::pin(async move { meta::set(c, Key::Members, &members).await }))
        .await
        .map_err(|error: StoreError| error.into())
}

/// Those that were fetched last; `None` before the first time.
pub(crate) async fn kept(lane: &Lane) -> Result<Option<Vec<Member>>, StoreError> {
    lane.store.read(|c| Box::pin(async move { meta::get(c, Key::Members).await })).await
}
