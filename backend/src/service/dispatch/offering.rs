//! The offers of one delivery, a step further.

use uuid::Uuid;
use waybill_domain::{
    CommandId, Delivery, DeliveryId, EventBody, ExceptionId, MemberId, OrganizationId, State, Timestamp,
    dispatch::{Decision, End, Offers, Phase, Refusal, Settings, Verdict},
    exception::{Exception, ExceptionKind},
};

use super::{candidates::candidates, need::need_of};
use crate::{
    App,
    service::record::{Source, record},
    store::{
        Result, Tx, deliveries,
        dispatch::{decisions, offers, settings, tallies},
    },
};

/// Minutes after which what cannot be served yet is looked at again.
const AGAIN_MIN: i64 = 15;

/// Does what is due about the offers of a delivery: lets the one that ran out end, and asks the next driver. `by`: the
/// dispatcher who wants it; `None` where its time has come. What was decided, and the delivery after it.
pub(super) async fn advance(
    tx: &mut Tx,
    app: &App,
    organization: OrganizationId,
    delivery: DeliveryId,
    by: Option<MemberId>,
    now: Timestamp,
) -> Result<Option<(Delivery, Option<Decision>)>> {
    let Some(mut these) = offers::get(tx.conn(), organization, delivery).await? else { return Ok(None) };
    let Some(current) = deliveries::get(tx.conn(), organization, delivery).await? else { return Ok(None) };
    let settings = settings::get(tx.conn(), organization).await?;
    let mut events = Vec::new();
    if let Some(driver) = these.tick(now) {
        tallies::ended(tx.conn(), organization, driver, false, now).await?;
        events.push(EventBody::OfferEnded { driver, end: End::RanOut });
    }
    if these.phase == Phase::Nobody {
        these.reopen();
    }
    let (mut decision, mut due) = (None, None);
    if these.phase == Phase::Open {
        if current.state == State::Unassigned || !events.is_empty() {
            decision = ask(tx, app, &current, &mut these, &settings, now).await?;
            due = decision.as_ref().and_then(|decision| not_before(decision, &settings, now));
            events.extend(decision.as_ref().and_then(|decision| outcome(&current, &these, decision, now)));
        } else {
            these.close(now);
        }
    }
    let source = Source { actor: by, lane: None, command: None, at: now };
    let after = record(tx, organization, Some(current), events, &source, now).await?;
    offers::put(tx.conn(), organization, &these, due.or_else(|| due_at(&these, &settings, now))).await?;
    Ok(after.map(|after| (after, decision)))
}

async fn ask(
    tx: &mut Tx,
    app: &App,
    delivery: &Delivery,
    offers: &mut Offers,
    settings: &Settings,
    now: Timestamp,
) -> Result<Option<Decision>> {
    let mut need = need_of(tx.conn(), app, delivery, settings, now).await?;
    let (asked, policy) = (offers.already_asked(), &settings.policy);
    let found = match need.closed {
        Some(_) => Vec::new(),
        None => candidates(tx.conn(), app, delivery, &mut need, &asked, policy, now).await?,
    };
    let decision = offers.ask(&need, &found, policy, now);
    if let Some(decision) = &decision
        && !is_known(tx, delivery, decision).await?
    {
        decisions::insert(tx.conn(), delivery.organization, decision).await?;
    }
    Ok(decision)
}

/// Whether this is only once more that it cannot be served yet.
async fn is_known(tx: &mut Tx, delivery: &Delivery, decision: &Decision) -> Result<bool> {
    if !matches!(decision.verdict, Verdict::NotServed { .. }) {
        return Ok(false);
    }
    let last = decisions::last(tx.conn(), delivery.organization, delivery.id).await?;
    Ok(last.is_some_and(|last| last.verdict == decision.verdict))
}

/// When a delivery that cannot be served yet is looked at again: in time before it can, and now and then, since hours and
/// zones are changed.
fn not_before(decision: &Decision, settings: &Settings, now: Timestamp) -> Option<Timestamp> {
    let Verdict::NotServed { why } = &decision.verdict else { return None };
    let again = now.plus_minutes(AGAIN_MIN);
    Some(match why {
        Refusal::Closed { opens: Some(opens) } => {
            opens.plus_minutes(-i64::from(settings.ahead_min)).min(again).max(now.plus_millis(1))
        }
        _ => again,
    })
}

/// What a decision makes true.
fn outcome(delivery: &Delivery, offers: &Offers, decision: &Decision, now: Timestamp) -> Option<EventBody> {
    match offers.phase {
        Phase::Asking { driver, until } => Some(EventBody::Offered { driver, until }),
        _ if decision.driver().is_some() => None,
        _ if matches!(decision.verdict, Verdict::NotServed { .. }) => None,
        // Told once, however many rounds follow.
        _ if delivery.exceptions.iter().any(|open| open.kind == ExceptionKind::NobodyTookIt) => None,
        _ => Some(opening(ExceptionKind::NobodyTookIt, now)),
    }
}

/// An exception that the server itself brings up and that is about no driver.
pub(super) fn opening(kind: ExceptionKind, now: Timestamp) -> EventBody {
    let id = Uuid::now_v7();
    EventBody::ExceptionOpened(Exception {
        id: ExceptionId(id),
        kind,
        command: CommandId(id),
        by: MemberId(Uuid::nil()),
        at: now,
    })
}

/// When something has to be done about `offers`.
pub(super) fn due_at(offers: &Offers, settings: &Settings, now: Timestamp) -> Option<Timestamp> {
    match offers.phase {
        Phase::Open => Some(now),
        Phase::Asking { until, .. } => Some(until),
        Phase::Nobody if settings.again_min > 0 => Some(now.plus_minutes(i64::from(settings.again_min))),
        Phase::Nobody | Phase::Taken { .. } | Phase::Closed => None,
    }
}
