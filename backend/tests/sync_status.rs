//! What is pending, failed, in conflict.

use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId,
    calls::{LaneLog, LaneStatus, SyncStatus},
    proof::Evidence,
    rules::{Disposition, Rejected},
};

use crate::support::{Fleet, Phone, create, delivery, jpeg, photo_of, send, uuid};

async fn status(client: &crate::support::Client) -> SyncStatus {
    client.get("/api/v1/sync/status").await.ok()
}

fn of(status: &SyncStatus, phone: &Phone) -> LaneStatus {
    status.lanes.iter().find(|lane| lane.lane == phone.lane.id).expect("the lane").clone()
}

async fn worked(fleet: &Fleet) -> (Phone, Vec<u8>) {
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let mut phone = fleet.phone(&fleet.mara).await;
    let bytes = jpeg(64, 48, 1);
    let photos = vec![photo_of(&bytes), photo_of(&jpeg(64, 48, 2))];
    let batch = [
        phone.next(made.id, Command::ProofCaptured { evidence: Evidence { photos, ..Evidence::default() } }),
        phone.next(made.id, Command::Unassign),
        phone.next(DeliveryId(uuid()), Command::Arrived),
    ];
    phone.push(&batch).await;
    (phone, bytes)
}

#[tokio::test]
async fn the_office_sees_what_is_pending_failed_and_in_conflict_on_every_phone() {
    let fleet = Fleet::start().await;
    let (phone, bytes) = worked(&fleet).await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    fleet.clock.advance(90_000);
    let lane = of(&status(&dora).await, &phone);
    assert_eq!((lane.member_name.as_str(), lane.device_name.as_str()), ("Mara Vogel", "Pixel 9"));
    assert_eq!((lane.last_seq, lane.rejected, lane.quarantined, lane.pending_uploads), (3, 1, 1, 2));
    assert!(lane.pending_bytes > bytes.len() as u64);
    assert!((90..95).contains(&lane.age_s) && lane.signed_in, "{lane:?}");
    let begun = create(&phone.client, &bytes).await;
    send(&phone.client, begun.header("location"), 0, &bytes).await;
    assert_eq!(of(&status(&dora).await, &phone).pending_uploads, 1);
    phone.client.delete("/api/v1/session").await;
    assert!(!of(&status(&dora).await, &phone).signed_in);
}

#[tokio::test]
async fn exceptions_are_counted_with_whose_they_are() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let mut phone = fleet.phone(&fleet.mara).await;
    let path = format!("/api/v1/deliveries/{}/assign", made.id);
    dora.post(&path, json!({ "driver": fleet.jonas.id })).await.ok::<Delivery>();
    let arrived = phone.next(made.id, Command::Arrived);
    phone.push(&[arrived]).await;
    let lane = of(&status(&dora).await, &phone);
    assert_eq!((lane.needs_review, lane.open_exceptions), (1, 1));
}

#[tokio::test]
async fn the_log_of_a_lane_comes_newest_first_and_in_pages() {
    let fleet = Fleet::start().await;
    let (mut phone, _) = worked(&fleet).await;
    let raw = crate::push::sign(&phone, 4, "not an envelope at all");
    phone.push(std::slice::from_ref(&raw)).await;
    phone.took(&raw);
    let dora = fleet.browser(&fleet.dispatcher).await;
    let path = format!("/api/v1/sync/lanes/{}/log", phone.lane.id);
    let first: LaneLog = dora.get(&format!("{path}?limit=3")).await.ok();
    let seen: Vec<_> = first.entries.iter().map(|e| (e.seq, e.name.as_str(), e.disposition)).collect();
    assert_eq!(
        seen,
        [
            (4, "", Disposition::Unreadable),
            (3, "arrived", Disposition::Quarantined),
            (2, "unassign", Disposition::Rejected)
        ]
    );
    assert_eq!(first.entries[2].reason, Some(Rejected::Forbidden));
    let before = first.next.expect("there is more");
    let last: LaneLog = dora.get(&format!("{path}?limit=3&before={before}")).await.ok();
    assert_eq!((last.entries.len(), last.entries[0].seq, last.next), (1, 1, None));
    assert!(last.entries[0].delivery.is_some() && last.entries[0].size > 100);
    dora.get(&format!("{path}?limit=0")).await.invalid("limit", "must be 1 to 500");
}

#[tokio::test]
async fn a_driver_sees_the_own_lanes_and_nobody_sees_another_fleets() {
    let fleet = Fleet::start().await;
    let (phone, _) = worked(&fleet).await;
    let jonas = fleet.phone(&fleet.jonas).await;
    let own = status(&jonas.client).await;
    assert_eq!(own.lanes.iter().map(|lane| lane.lane).collect::<Vec<_>>(), [jonas.lane.id]);
    let path = format!("/api/v1/sync/lanes/{}/log", phone.lane.id);
    jonas.client.get(&path).await.refused(404, "unknown");
    assert_eq!(phone.client.get(&path).await.ok::<LaneLog>().entries.len(), 3);
    let [_, nils, _] = fleet.neighbours().await;
    let nils = fleet.browser(&nils).await;
    assert!(status(&nils).await.lanes.is_empty());
    nils.get(&path).await.refused(404, "unknown");
    nils.post(&path.replace("/log", "/revoke"), json!({})).await.refused(404, "unknown");
    fleet.nobody().get("/api/v1/sync/status").await.refused(401, "not_signed_in");
    fleet.nobody().get(&path).await.refused(401, "not_signed_in");
}
