//! The driver's deliveries.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use sqlx::SqliteConnection;
use waybill_domain::{DeliveryId, Envelope, OrganizationId, calls::driver::MyDelivery, member::Actor};

use super::fold;
use crate::store::{Opened, StoreError, deliveries, drafts, outbox};

/// All deliveries on this device, in the order of their ids.
pub async fn my_deliveries(
    conn: &mut SqliteConnection,
    opened: &Opened,
    actor: Actor,
    organization: OrganizationId,
) -> Result<Vec<MyDelivery>, StoreError> {
    let mut pending: BTreeMap<DeliveryId, Vec<Arc<Envelope>>> = BTreeMap::new();
    for envelope in opened.all(conn).await? {
        pending.entry(envelope.delivery_id).or_default().push(envelope);
    }
    let mut drafts = drafts::all(conn).await?;
    let mut confirmed: BTreeMap<_, _> =
        deliveries::all(conn).await?.into_iter().map(|row| (row.delivery.id, row)).collect();
    let ids: BTreeSet<DeliveryId> = confirmed.keys().chain(pending.keys()).copied().collect();
    let folded = ids.into_iter().filter_map(|id| {
        let (base, revoked) =
            confirmed.remove(&id).map_or((None, false), |row| (Some(row.delivery), row.revoked));
        let waiting = pending.get(&id).map(Vec::as_slice).unwrap_or_default();
        let delivery = fold(base, waiting.iter().map(Arc::as_ref), actor, organization)?;
        Some(MyDelivery { delivery, pending: waiting.len(), draft: drafts.remove(&id), revoked })
    });
    Ok(folded.collect())
}

/// One delivery; `None` where this device does not know it.
pub async fn my_delivery(
    conn: &mut SqliteConnection,
    id: DeliveryId,
    actor: Actor,
    organization: OrganizationId,
) -> Result<Option<MyDelivery>, StoreError> {
    let confirmed = deliveries::get(conn, id).await?;
    let waiting = outbox::of(conn, id).await?;
    let draft = drafts::get(conn, id).await?;
    let (base, revoked) = confirmed.map_or((None, false), |row| (Some(row.delivery), row.revoked));
    let delivery = fold(base, waiting.iter().map(|queued| &queued.envelope), actor, organization);
    Ok(delivery.map(|delivery| MyDelivery { delivery, pending: waiting.len(), draft, revoked }))
}
