//! Places on a line of streets, and drivers who are there.

use waybill_domain::{
    DeliveryId, Fix, MemberId, Point, Timestamp,
    calls::CreateDelivery,
    geo::LaneFix,
    id::DeviceId,
    protocol::{FixBatch, FixReceipt},
};

use super::{Client, new_delivery, uuid};

/// So many kilometres east of the beginning.
pub(crate) fn at(km: f64) -> Point {
    Point { lat: 52.0, lon: 13.0 + km / 68.5 }
}

/// A delivery from one kilometre to another.
pub(crate) fn from_to(from: f64, to: f64, driver: Option<MemberId>) -> CreateDelivery {
    let mut new = new_delivery(driver);
    (new.pickup.point, new.dropoff.point) = (at(from), at(to));
    CreateDelivery { id: DeliveryId(uuid()), new }
}

/// The driver who is signed in is there at that moment.
pub(crate) async fn report(driver: &Client, km: f64, when: Timestamp) {
    report_at(driver, at(km), when).await;
}

/// The same anywhere.
pub(crate) async fn report_at(driver: &Client, point: Point, when: Timestamp) {
    let fix =
        Fix { point, at: when, accuracy_m: None, speed_mps: None, heading_deg: None, battery_pct: None };
    let seq = when.as_millis() as u64;
    let batch = FixBatch::new(DeviceId(uuid()), vec![LaneFix { boot: 1, seq, fix }]);
    let receipt: FixReceipt = driver.post("/api/v1/positions", batch).await.ok();
    assert_eq!(receipt.stored, 1);
}
