//! Goods that go from one driver to another, as the two phones and the dispatcher see it.

use serde_json::json;
use waybill_domain::{
    Command, Delivery, DeliveryId, Member,
    calls::{Acted, DeliveryDetail, DeliveryPage},
    custody::{Holder, Receiver},
    proof::Evidence,
    protocol::PatchOp,
    rules::Disposition,
};

use crate::support::{Client, Fleet, Phone, delivery, uuid};

/// A delivery in Mara's van.
async fn picked_up(fleet: &Fleet) -> (Client, Phone, DeliveryId) {
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let mut mara = fleet.phone(&fleet.mara).await;
    let envelope = mara.next(made.id, Command::PickedUp { evidence: Evidence::default() });
    mara.push(&[envelope]).await;
    (dora, mara, made.id)
}

async fn transfer(dora: &Client, id: DeliveryId, to: &Member) -> crate::support::Reply {
    let act = json!({ "cmd_id": uuid(), "name": "transfer", "args": { "to": to.id } });
    dora.post(&format!("/api/v1/deliveries/{id}/commands"), act).await
}

async fn seen_by(dora: &Client, id: DeliveryId) -> Delivery {
    dora.get(&format!("/api/v1/deliveries/{id}")).await.ok::<DeliveryDetail>().delivery
}

async fn push(phone: &mut Phone, id: DeliveryId, command: Command) -> Disposition {
    let envelope = phone.next(id, command);
    phone.push(&[envelope]).await.results[0].disposition
}

#[tokio::test]
async fn goods_go_on_with_another_driver_once_both_phones_have_said_so() {
    let fleet = Fleet::start().await;
    let (dora, mut mara, id) = picked_up(&fleet).await;
    let mut jonas = fleet.phone(&fleet.jonas).await;
    let (before_mara, before_jonas) = (mara.pull(None, 0).await, jonas.pull(None, 0).await);
    assert!(before_jonas.patch.is_empty());
    transfer(&dora, id, &fleet.jonas).await.ok::<Acted>();

    let page = jonas.pull(Some((&before_jonas.epoch, before_jonas.cursor)), 0).await;
    let [PatchOp::Put { delivery }] = page.patch.as_slice() else { panic!("{page:?}") };
    assert_eq!((delivery.id, delivery.driver), (id, Some(fleet.mara.id)), "it is coming, not there yet");

    assert_eq!(
        push(&mut jonas, id, Command::TakenOver { evidence: Evidence::default() }).await,
        Disposition::Applied
    );
    assert_eq!(seen_by(&dora, id).await.driver, Some(fleet.mara.id), "one word is not enough");
    let to = Receiver::Driver { member: fleet.jonas.id };
    assert_eq!(
        push(&mut mara, id, Command::HandedOver { to, evidence: Evidence::default() }).await,
        Disposition::Applied
    );

    let after = seen_by(&dora, id).await;
    assert_eq!(after.driver, Some(fleet.jonas.id));
    assert!(after.parcels.iter().all(|parcel| after.holder(parcel.id) == Holder::driver(fleet.jonas.id)));
    let page = mara.pull(Some((&before_mara.epoch, before_mara.cursor)), 0).await;
    let gone = |op: &PatchOp| matches!(op, PatchOp::Revoke { id: gone, driver } if *gone == id && *driver == after.driver);
    assert!(page.patch.iter().any(gone), "{page:?}");
}

#[tokio::test]
async fn a_transfer_that_is_called_off_leaves_the_other_phone_again() {
    let fleet = Fleet::start().await;
    let (dora, _mara, id) = picked_up(&fleet).await;
    let jonas = fleet.phone(&fleet.jonas).await;
    transfer(&dora, id, &fleet.jonas).await.ok::<Acted>();
    let asked = jonas.pull(None, 0).await;
    assert_eq!(asked.patch.len(), 1);
    let act = json!({ "cmd_id": uuid(), "name": "call_off_transfer" });
    dora.post(&format!("/api/v1/deliveries/{id}/commands"), act).await.ok::<Acted>();
    let page = jonas.pull(Some((&asked.epoch, asked.cursor)), 0).await;
    assert!(matches!(page.patch.as_slice(), [PatchOp::Revoke { .. }]), "{page:?}");
    assert!(jonas.pull(None, 0).await.patch.is_empty());
}

#[tokio::test]
async fn a_driver_in_a_browser_is_shown_what_is_about_to_come() {
    let fleet = Fleet::start().await;
    let (dora, _mara, id) = picked_up(&fleet).await;
    let jonas = fleet.browser(&fleet.jonas).await;
    assert!(jonas.get("/api/v1/deliveries").await.ok::<DeliveryPage>().items.is_empty());
    transfer(&dora, id, &fleet.jonas).await.ok::<Acted>();
    let coming = jonas.get("/api/v1/deliveries").await.ok::<DeliveryPage>().items;
    assert_eq!(coming.iter().map(|delivery| delivery.id).collect::<Vec<_>>(), [id]);
}

#[tokio::test]
async fn goods_go_only_to_drivers_of_the_organization() {
    let fleet = Fleet::start().await;
    let (dora, mut mara, id) = picked_up(&fleet).await;
    transfer(&dora, id, &fleet.dispatcher).await.invalid("driver", "must be a driver of this organization");
    let to = Receiver::Driver { member: fleet.dispatcher.id };
    let said = push(&mut mara, id, Command::HandedOver { to, evidence: Evidence::default() }).await;
    assert_eq!(said, Disposition::NeedsReview, "what a driver says is kept, and looked at");
    let after = seen_by(&dora, id).await;
    assert_eq!((after.driver, after.exceptions.len()), (Some(fleet.mara.id), 1));
}
