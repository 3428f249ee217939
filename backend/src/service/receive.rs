//! Takes one command in.

use sqlx::SqliteConnection;
use waybill_domain::{
    Command, Delivery, MemberId, OrganizationId, Role, Timestamp,
    command::Class,
    custody::Receiver,
    dispatch::TooLate,
    problem::FieldError,
    rules::{self, Disposition, Reception, Rejected},
};

use super::{
    order::{Done, Order},
    record::{Source, record},
};
use crate::{
    App,
    auth::random,
    store::{
        Result, Tx, deliveries,
        dispatch::offers,
        members,
        results::{self, Stored},
        tracking,
    },
};

/// Takes a command in, in a transaction of its own.
pub async fn submit(app: &App, order: Order) -> Result<Done> {
    let now = app.clock.now();
    app.store.tx(move |tx| Box::pin(async move { receive(tx, &order, now).await })).await
}

/// Takes a command in: loads the delivery, asks the rules, appends the events, writes the delivery and the result. The
/// same command again gets the first answer and changes nothing.
pub async fn receive(tx: &mut Tx, order: &Order, now: Timestamp) -> Result<Done> {
    let digest = order.digest();
    let current = deliveries::get(tx.conn(), order.organization, order.delivery).await?;
    if let Some(stored) = results::get(tx.conn(), order.organization, order.cmd_id).await? {
        return Ok(again(order, &stored, stored.digest == digest, current));
    }
    let visible = current.as_ref().filter(|delivery| may_know_of(delivery, order));
    let mut reception = rules::receive(visible, &order.command, &order.context(now));
    if reception.disposition == Disposition::Applied
        && let Some(reason) = wrong_driver(tx.conn(), order).await?
    {
        reception = rules::refuse(visible, &order.command, &order.context(now), reason);
    }
    if order.command == Command::Accept
        && reception.disposition == Disposition::Rejected
        && let Some(why) = offer_over(tx.conn(), order, now).await?
    {
        reception.reason = Some(Rejected::NotYours { offer: Some(why) });
    }
    let Reception { disposition, reason, events } = reception;
    let done = !matches!(disposition, Disposition::Rejected | Disposition::Quarantined);
    let is_new = current.is_none() && !events.is_empty();
    let source = Source {
        actor: Some(order.actor.member),
        lane: order.lane,
        command: Some(order.cmd_id),
        at: order.at,
    };
    let delivery = record(tx, order.organization, current, events, &source, now).await?;
    if is_new {
        let token = hex::encode(random::<16>());
        tracking::insert(tx.conn(), order.organization, order.delivery, &token).await?;
    }
    // A REST call that was refused changed nothing and may be put right under the same key; a lane's answer is final.
    if done || order.lane.is_some() {
        let stored = Stored { digest, disposition, reason: reason.clone() };
        results::insert(tx.conn(), order.organization, order.cmd_id, &stored).await?;
    }
    Ok(Done { disposition, reason, delivery, again: false })
}

/// A delivery that was never this member's is treated as if it did not exist, so that answers tell nothing about it. An
/// id that is taken is taken.
fn may_know_of(delivery: &Delivery, order: &Order) -> bool {
    order.actor.role.is_dispatch()
        || delivery.was_ever_of(order.actor.member)
        || matches!(order.command, Command::Create(_))
}

fn again(order: &Order, stored: &Stored, same: bool, delivery: Option<Delivery>) -> Done {
    let (disposition, reason) = match (same, order.lane, order.command.class()) {
        (true, Some(_), _) => (Disposition::Duplicate, stored.reason.clone()),
        (true, None, _) => (stored.disposition, stored.reason.clone()),
        (false, _, Class::Intent) => (Disposition::Rejected, Some(Rejected::Exists)),
        (false, _, Class::Fact) => (Disposition::Quarantined, Some(Rejected::Exists)),
    };
    Done { disposition, reason, delivery, again: true }
}

/// What became of the offer to this driver, where there was one and the driver does not have the delivery.
async fn offer_over(conn: &mut SqliteConnection, order: &Order, now: Timestamp) -> Result<Option<TooLate>> {
    let offers = offers::get(conn, order.organization, order.delivery).await?;
    let member = order.actor.member;
    // Who was never asked learns nothing about a delivery that is not theirs.
    let asked = offers.filter(|offers| offers.asked.iter().any(|asked| asked.driver == member));
    Ok(asked.and_then(|mut offers| offers.accept(member, now).err()))
}

/// A delivery goes only to a driver of the same organization who may work.
async fn wrong_driver(conn: &mut SqliteConnection, order: &Order) -> Result<Option<Rejected>> {
    let driver = match &order.command {
        Command::Assign { driver } | Command::Transfer { to: driver } => Some(*driver),
        Command::HandedOver { to: Receiver::Driver { member }, .. } => Some(*member),
        Command::Create(new) if order.actor.role.is_dispatch() => new.driver,
        _ => None,
    };
    let Some(driver) = driver else {
        return Ok(None);
    };
    if is_driver(conn, order.organization, driver).await? {
        return Ok(None);
    }
    let error = FieldError::new("driver", "must be a driver of this organization");
    Ok(Some(Rejected::Invalid { errors: vec![error] }))
}

async fn is_driver(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    driver: MemberId,
) -> Result<bool> {
    let account = members::get(conn, organization, driver).await?;
    Ok(account.is_some_and(|account| account.member.role == Role::Driver && !account.member.disabled))
}
