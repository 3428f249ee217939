//! Whether an order fits the operations.

use waybill_domain::{
    DeliveryId, OrganizationId,
    calendar::{Notice, Strictness},
    command::NewDelivery,
    delivery::Kind,
};

use super::KeepError;
use crate::{App, store::deliveries};

/// What the organization warns of about `new`; an error where it does not take it. A delivery that was made already is not
/// judged again.
pub async fn judge(
    app: &App,
    organization: OrganizationId,
    id: DeliveryId,
    new: &NewDelivery,
) -> Result<Vec<Notice>, KeepError> {
    let mut snapshot = app.store.snapshot().await?;
    if deliveries::get(&mut snapshot, organization, id).await?.is_some() {
        return Ok(Vec::new());
    }
    let operations = app.operated.of(&mut snapshot, organization).await?;
    let before = match new.follows.filter(|_| new.kind == Kind::Delivery) {
        Some(follows) => deliveries::get(&mut snapshot, organization, follows).await?,
        None => None,
    };
    // Whoever counts wrong does not get another try for it.
    let attempt = before.map_or(new.attempt, |before| new.attempt.max(before.attempt.saturating_add(1)));
    let found = operations.judge(new, attempt, app.clock.now());
    let refused = |notice: &&Notice| notice.strictness(operations.calendar()) == Strictness::Refuse;
    let errors: Vec<_> = found.iter().filter(refused).map(Notice::error).collect();
    if errors.is_empty() { Ok(found) } else { Err(KeepError::Invalid(errors)) }
}
