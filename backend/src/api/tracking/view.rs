//! From a delivery to what its recipient may know of it.

use waybill_domain::{
    Delivery, State, Timestamp, Window,
    proof::{Proof, Sha256Hash},
    protocol::DriverPosition,
    tracking::{RecipientStatus, TrackingView},
};

use super::{look_up::Followed, zone};
use crate::{App, pages::tracking::Tracked};

/// What the link answers.
pub(super) fn view(app: &App, followed: &Followed, token: &str) -> TrackingView {
    let Followed { delivery, organization, driver } = followed;
    let position = position(app, delivery);
    let status = RecipientStatus::of(delivery);
    TrackingView {
        code: delivery.code.clone(),
        status,
        organization: organization.name.clone(),
        merchant: delivery.merchant.clone(),
        address: delivery.dropoff.address.clone(),
        destination: delivery.dropoff.point,
        window: delivery.dropoff.window,
        parcels: delivery.parcels.len(),
        driver: driver.clone().filter(|_| delivery.state.is_active()),
        position: position.map(|position| position.fix.point),
        position_at: position.map(|position| position.fix.at),
        expected: expected(app, delivery),
        outcome: delivery.outcome,
        completed_at: delivery.times.completed,
        received_by: received_by(delivery),
        photos: photos(delivery)
            .iter()
            .map(|sha256| format!("/api/v1/track/{token}/proofs/{sha256}"))
            .collect(),
        as_of: as_of(delivery, position),
    }
}

/// Everything the page says.
pub(super) fn tracked(app: &App, followed: &Followed, token: String) -> Tracked {
    let view = view(app, followed, &token);
    Tracked { view, token, times: followed.delivery.times, zone: zone(followed), now: app.clock.now() }
}

/// The photos of the handover that are here: not those of the pickup, no signature, nothing of a failed attempt.
pub(super) fn photos(delivery: &Delivery) -> Vec<Sha256Hash> {
    let mut photos: Vec<_> =
        handover(delivery).flat_map(|proof| &proof.evidence.photos).map(|blob| blob.sha256).collect();
    photos.retain(|sha256| delivery.received.contains(sha256));
    photos
}

/// Where the driver is: only from setting off to this door until it is over.
pub(super) fn position(app: &App, delivery: &Delivery) -> Option<DriverPosition> {
    let on_the_way = matches!(delivery.state, State::OutForDelivery | State::Arrived);
    let driver = delivery.driver.filter(|_| on_the_way)?;
    let position = app.positions.of(delivery.organization, driver)?;
    // Where the driver was before this trip is nobody's business.
    delivery.times.out_for_delivery.is_none_or(|since| position.fix.at >= since).then_some(position)
}

/// When it will come, as a recipient is told it: from when somebody has said yes until the driver is there.
fn expected(app: &App, delivery: &Delivery) -> Option<Window> {
    let coming = (State::Accepted..State::Arrived).contains(&delivery.state);
    let etas = app.arrivals.of(delivery.organization, delivery.driver.filter(|_| coming), delivery.id);
    etas.dropoff.map(|eta| eta.told(app.clock.now()))
}

fn received_by(delivery: &Delivery) -> String {
    let names = handover(delivery).map(|proof| proof.evidence.recipient_name.trim());
    names.filter(|name| !name.is_empty()).last().unwrap_or_default().to_owned()
}

/// Proof that came with the handover, or after it.
fn handover(delivery: &Delivery) -> impl Iterator<Item = &Proof> {
    let delivered = RecipientStatus::of(delivery) == RecipientStatus::Delivered;
    let since = delivery.times.completed.filter(|_| delivered);
    delivery.proofs.iter().filter(move |proof| since.is_some_and(|since| proof.at >= since))
}

/// When anything was last heard of it.
fn as_of(delivery: &Delivery, position: Option<DriverPosition>) -> Timestamp {
    let times = &delivery.times;
    let steps = [
        times.created,
        times.assigned,
        times.accepted,
        times.arrived_at_pickup,
        times.picked_up,
        times.out_for_delivery,
        times.arrived,
        times.completed,
        times.cancelled,
        position.map(|position| position.fix.at),
    ];
    steps.into_iter().flatten().max().unwrap_or_default()
}
