//! The log: gap-free, in commit order, chained.

use std::collections::BTreeSet;

use futures::future::join_all;
use serde_json::json;
use waybill_backend::store::log::{self, Broken};
use waybill_domain::{Command, Delivery, calls::DeliveryDetail};

use crate::support::{Fleet, delivery};

#[tokio::test]
async fn the_chain_verifies_and_has_no_gap_after_many_commands_at_once() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let made: Vec<Delivery> = join_all(
        (0..20).map(|_| async { dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok() }),
    )
    .await;
    let mut phone = fleet.phone(&fleet.mara).await;
    let batch: Vec<_> = made
        .iter()
        .flat_map(|delivery| [(delivery.id, Command::Accept), (delivery.id, Command::ArrivedAtPickup)])
        .map(|(id, command)| phone.next(id, command))
        .collect();
    let assign = |delivery: &Delivery| {
        let (dora, path) = (dora.clone(), format!("/api/v1/deliveries/{}/assign", delivery.id));
        let jonas = json!({ "driver": fleet.jonas.id });
        async move { dora.post(&path, jonas).await.status }
    };
    let (pushed, assigned) = tokio::join!(phone.push(&batch), join_all(made.iter().map(assign)));
    assert_eq!((pushed.last_seq, assigned.len()), (40, 20));
    let mut snapshot = fleet.running.app.store.snapshot().await.expect("a snapshot");
    let head = log::head(&mut snapshot, fleet.organization).await.expect("a head");
    let verified = log::verify(&mut snapshot, fleet.organization).await.expect("an answer");
    assert_eq!(verified, Ok(head.seq));
    let mut seqs = BTreeSet::new();
    for delivery in &made {
        let events = log::of_delivery(&mut snapshot, fleet.organization, delivery.id).await.expect("events");
        let detail: DeliveryDetail = dora.get(&format!("/api/v1/deliveries/{}", delivery.id)).await.ok();
        assert_eq!(detail.delivery.rev, events.len() as u64);
        seqs.extend(events.iter().map(|event| event.seq));
    }
    assert_eq!(seqs, (1..=head.seq).collect(), "every event is of one delivery, none is missing");
}

#[tokio::test]
async fn a_changed_payload_is_found_and_an_erased_one_leaves_the_chain_whole() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    for _ in 0..3 {
        dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
    }
    let store = &fleet.running.app.store;
    let run = |sql: &'static str| {
        store.tx(move |tx| {
            Box::pin(async move {
                sqlx::query(sql).execute(tx.conn()).await?;
                Ok::<_, waybill_backend::store::StoreError>(())
            })
        })
    };
    run("update events set payload = null where seq = 1").await.expect("erased");
    let mut snapshot = store.snapshot().await.expect("a snapshot");
    assert_eq!(log::verify(&mut snapshot, fleet.organization).await.expect("an answer"), Ok(3));
    drop(snapshot);
    run("update events set payload = replace(payload, 'Garten', 'Baum') where seq = 2")
        .await
        .expect("forged");
    let mut snapshot = store.snapshot().await.expect("a snapshot");
    let verified = log::verify(&mut snapshot, fleet.organization).await.expect("an answer");
    assert_eq!(verified, Err(Broken::Payload(2)));
}

#[tokio::test]
async fn a_failed_or_panicking_transaction_leaves_nothing_and_blocks_nothing() {
    use waybill_backend::store::StoreError;
    let fleet = Fleet::start().await;
    let store = &fleet.running.app.store;
    let wrong = store.tx(|tx| {
        Box::pin(async move {
            sqlx::query("delete from members").execute(tx.conn()).await.ok();
            sqlx::query("insert into nowhere values (1)").execute(tx.conn()).await?;
            Ok::<_, StoreError>(())
        })
    });
    assert!(matches!(wrong.await, Err(StoreError::Sql(_))));
    let panics = store.tx(|tx| {
        Box::pin(async move {
            sqlx::query("update members set name = 'x'").execute(tx.conn()).await?;
            assert!(tx.conn().lock_handle().await.is_err(), "it is not");
            Ok::<_, StoreError>(())
        })
    });
    assert!(matches!(panics.await, Err(StoreError::Interrupted)));
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
    let members: Vec<waybill_domain::Member> = dora.get("/api/v1/members").await.ok();
    assert!(members.len() == 4 && members.iter().all(|member| member.name != "x"));
}
