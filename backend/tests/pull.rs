//! Pull: the truth goes down.

use std::collections::BTreeSet;

use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId,
    protocol::{PatchOp, PullPage},
};

use crate::support::{Fleet, Phone, delivery, patch_notes};

fn puts(page: &PullPage) -> BTreeSet<DeliveryId> {
    let put = |op: &PatchOp| match op {
        PatchOp::Put { delivery } => Some(delivery.id),
        PatchOp::Del { .. } | PatchOp::Revoke { .. } => None,
    };
    page.patch.iter().filter_map(put).collect()
}

/// Pulls to the end; the last page.
async fn after(phone: &Phone, page: &PullPage) -> PullPage {
    phone.pull(Some((&page.epoch, page.cursor)), 0).await
}

#[tokio::test]
async fn a_first_pull_is_a_full_copy_of_what_is_the_drivers() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mine: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    dora.post("/api/v1/deliveries", delivery(Some(fleet.jonas.id))).await.ok::<Delivery>();
    dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
    let phone = fleet.phone(&fleet.mara).await;
    let page = phone.pull(None, 0).await;
    assert!(page.reset);
    assert_eq!(page.cursor, 3);
    assert_eq!(puts(&page), BTreeSet::from([mine.id]));
    let tail = page.tail.as_ref().expect("the only page is the last");
    assert_eq!((tail.last_seq, tail.member.id), (0, fleet.mara.id));
    let next = after(&phone, &page).await;
    assert!(!next.reset && next.patch.is_empty() && next.tail.is_some());
    let board = fleet.phone(&fleet.dispatcher).await;
    assert_eq!(puts(&board.pull(None, 0).await).len(), 3, "dispatch sees all");
}

#[tokio::test]
async fn changes_come_once_and_only_to_whom_they_concern() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mine: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let other: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.jonas.id))).await.ok();
    let phone = fleet.phone(&fleet.mara).await;
    let start = phone.pull(None, 0).await;
    for id in [mine.id, other.id] {
        let path = format!("/api/v1/deliveries/{id}?base_rev=1");
        dora.patch(&path, patch_notes("Ring twice")).await.ok::<Delivery>();
    }
    let page = after(&phone, &start).await;
    let [PatchOp::Put { delivery }] = page.patch.as_slice() else { panic!("{page:?}") };
    assert_eq!((delivery.id, delivery.dropoff.notes.as_str()), (mine.id, "Ring twice"));
    assert!(after(&phone, &page).await.patch.is_empty());
}

#[tokio::test]
async fn a_reassigned_delivery_is_revoked_from_one_and_put_to_the_other() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let (mara, jonas) = (fleet.phone(&fleet.mara).await, fleet.phone(&fleet.jonas).await);
    let (mara_start, jonas_start) = (mara.pull(None, 0).await, jonas.pull(None, 0).await);
    let path = format!("/api/v1/deliveries/{}/assign", made.id);
    dora.post(&path, json!({ "driver": fleet.jonas.id })).await.ok::<Delivery>();
    let page = after(&mara, &mara_start).await;
    assert_eq!(page.patch, [PatchOp::Revoke { id: made.id, driver: Some(fleet.jonas.id) }]);
    assert_eq!(puts(&after(&jonas, &jonas_start).await), BTreeSet::from([made.id]));
    dora.post(&path, json!({ "driver": fleet.mara.id })).await.ok::<Delivery>();
    let back = after(&mara, &mara_start).await;
    assert_eq!(puts(&back), BTreeSet::from([made.id]), "gone and back again is a put, from any cursor");
    assert_eq!(back.patch.len(), 1);
}

#[tokio::test]
async fn another_epoch_or_a_cursor_from_the_future_is_a_reset() {
    let fleet = Fleet::start().await;
    let phone = fleet.phone(&fleet.mara).await;
    let page = phone.pull(None, 0).await;
    assert!(phone.pull(Some(("another", page.cursor)), 0).await.reset);
    assert!(phone.pull(Some((&page.epoch, page.cursor + 1)), 0).await.reset);
    assert!(!after(&phone, &page).await.reset);
}

#[tokio::test]
async fn results_come_until_they_are_acknowledged() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let mut phone = fleet.phone(&fleet.mara).await;
    let start = phone.pull(None, 0).await;
    let batch = [phone.next(made.id, Command::Accept), phone.next(made.id, Command::ArrivedAtPickup)];
    let pushed = phone.push(&batch).await;
    let page = after(&phone, &start).await;
    assert_eq!(page.results, pushed.results);
    let tail = page.tail.as_ref().expect("the last page");
    assert_eq!(tail.last_seq, 2);
    assert_ne!(tail.head, start.tail.as_ref().expect("the last page").head);
    let acked = phone.pull(Some((&page.epoch, page.cursor)), 1).await;
    assert_eq!(acked.results, pushed.results[1..]);
    let jonas = fleet.phone(&fleet.jonas).await;
    let path = format!("/api/v1/sync/pull?lane={}", phone.lane.id);
    jonas.client.get(&path).await.refused(403, "wrong_lane");
}

#[tokio::test]
async fn many_changes_come_in_pages_with_the_tail_on_the_last() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut ids = BTreeSet::new();
    for _ in 0..230 {
        let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
        ids.insert(made.id);
    }
    let phone = fleet.phone(&fleet.mara).await;
    let first = phone.pull(None, 0).await;
    assert_eq!((first.patch.len(), first.tail.is_none(), first.reset), (200, true, true));
    let second = after(&phone, &first).await;
    assert_eq!((second.patch.len(), second.tail.is_some(), second.reset), (30, true, false));
    assert_eq!(&puts(&first) | &puts(&second), ids);
}

#[tokio::test]
async fn what_was_over_long_ago_leaves_the_phone() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let open: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let phone = fleet.phone(&fleet.mara).await;
    let start = phone.pull(None, 0).await;
    let path = format!("/api/v1/deliveries/{}/cancel", made.id);
    dora.post(&path, json!({ "reason": "ordered twice" })).await.ok::<Delivery>();
    fleet.clock.advance(15 * 24 * 60 * 60_000);
    let phone = phone.again(fleet.nobody(), &fleet.mara).await;
    let page = after(&phone, &start).await;
    assert_eq!(page.patch, [PatchOp::Del { id: made.id }], "a phone that knew it is told");
    let fresh = phone.pull(None, 0).await;
    assert_eq!(puts(&fresh), BTreeSet::from([open.id]), "what is open stays however old it is");
    assert_eq!(fresh.patch.len(), 1);
}
