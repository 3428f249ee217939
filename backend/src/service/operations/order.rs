//! Whether an order, or a change of one, fits the operations.

use sqlx::SqliteConnection;
use waybill_domain::{
    Command, Delivery, DeliveryId, EventBody, OrganizationId, Timestamp,
    calendar::{Notice, Strictness},
    command::{NewDelivery, Patch},
    delivery::Kind,
    member::Actor,
    operations::Operations,
    rules,
};

use super::KeepError;
use crate::{
    App,
    service::Order,
    store::{Result as StoreResult, Tx, deliveries},
};

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
    let attempt = attempt(&mut snapshot, organization, new).await?;
    strictly(&operations, operations.judge(new, attempt, app.clock.now()))
}

/// The same of a change: of the stops that get another place or window. Whoever may not know of the delivery learns nothing.
pub async fn judge_edit(
    app: &App,
    organization: OrganizationId,
    actor: Actor,
    id: DeliveryId,
    patch: &Patch,
) -> Result<Vec<Notice>, KeepError> {
    let (mut snapshot, now) = (app.store.snapshot().await?, app.clock.now());
    let before = deliveries::get(&mut snapshot, organization, id).await?;
    let may_know = |it: &Delivery| actor.role.is_dispatch() || it.was_ever_of(actor.member);
    let before = before.filter(|before| !before.state.is_final() && may_know(before));
    let Some(before) = before else { return Ok(Vec::new()) };
    let operations = app.operated.of(&mut snapshot, organization).await?;
    let edited = EventBody::Edited(Box::new(patch.clone()));
    let after = rules::evolve(Some(before.clone()), &edited, now);
    let found = after.map(|after| operations.judge_edit(&before, &after, now));
    strictly(&operations, found.unwrap_or_default())
}

/// The same of what somebody made or changed on a phone, where it is done already.
pub(in crate::service) async fn judge_made(
    tx: &mut Tx,
    app: &App,
    order: &Order,
    before: Option<&Delivery>,
    after: Option<&Delivery>,
    now: Timestamp,
) -> StoreResult<Vec<Notice>> {
    // Most commands are neither, and cost nothing.
    if !matches!(order.command, Command::Create(_) | Command::Edit(_)) {
        return Ok(Vec::new());
    }
    let operations = app.operated.of(tx.conn(), order.organization).await?;
    // It was ordered when it was made, which is not yet to come.
    let at = order.at.min(now);
    Ok(match (&order.command, before, after) {
        (Command::Create(new), ..) => {
            let attempt = attempt(tx.conn(), order.organization, new).await?;
            operations.judge(new, attempt, at)
        }
        (Command::Edit(_), Some(before), Some(after)) => operations.judge_edit(before, after, at),
        _ => Vec::new(),
    })
}

/// For the how manyth time it is tried: whoever counts wrong does not get another try for it.
async fn attempt(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    new: &NewDelivery,
) -> StoreResult<u32> {
    let before = match new.follows.filter(|_| new.kind == Kind::Delivery) {
        Some(follows) => deliveries::get(conn, organization, follows).await?,
        None => None,
    };
    Ok(before.map_or(new.attempt, |before| new.attempt.max(before.attempt.saturating_add(1))))
}

/// What is only warned of; an error where something is refused.
fn strictly(operations: &Operations, found: Vec<Notice>) -> Result<Vec<Notice>, KeepError> {
    let refused = |notice: &&Notice| notice.strictness(operations.calendar()) == Strictness::Refuse;
    let errors: Vec<_> = found.iter().filter(refused).map(Notice::error).collect();
    if errors.is_empty() { Ok(found) } else { Err(KeepError::Invalid(errors)) }
}
