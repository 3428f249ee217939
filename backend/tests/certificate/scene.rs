//! A delivery with everything: two lanes, a photo, a signature, and other deliveries' events in between.

use serde_json::json;
use waybill_backend::store::StoreError;
use waybill_domain::{
    Command, Delivery, DeliveryId, Outcome,
    certificate::{Bundle, PublicKey},
    command::{Completion, SignedEnvelope},
    proof::{BlobKind, BlobRef, Evidence},
};

use crate::support::{Client, Fleet, Phone, create, delivery, exif_jpeg, photo_of, png, send};

pub(super) struct Scene {
    pub(super) fleet: Fleet,
    pub(super) dora: Client,
    pub(super) mara: Phone,
    pub(super) id: DeliveryId,
    pub(super) photo: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

impl Scene {
    /// Given to Jonas, who accepts; then to Mara, who delivers it with a photo and a signature.
    pub(super) async fn play() -> Self {
        let fleet = Fleet::start().await;
        let dora = fleet.browser(&fleet.dispatcher).await;
        let made: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.jonas.id))).await.ok();
        let mut jonas = fleet.phone(&fleet.jonas).await;
        push(&mut jonas, made.id, vec![Command::Accept]).await;
        dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
        let path = format!("/api/v1/deliveries/{}/assign", made.id);
        dora.post(&path, json!({ "driver": fleet.mara.id })).await.ok::<Delivery>();
        let (photo, signature) = (exif_jpeg(300, 200, 6), png(120, 60));
        let mut mara = fleet.phone(&fleet.mara).await;
        let pickup = Command::PickedUp { evidence: Evidence::default() };
        push(&mut mara, made.id, vec![Command::Accept, pickup]).await;
        dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
        push(&mut mara, made.id, vec![Command::OutForDelivery, completed(&photo, &signature)]).await;
        upload(&mara.client, &photo).await;
        upload(&mara.client, &signature).await;
        Self { fleet, dora, mara, id: made.id, photo, signature }
    }

    pub(super) fn path(&self) -> String {
        format!("/api/v1/deliveries/{}/certificate", self.id)
    }

    /// The certificate as Dora gets it.
    pub(super) async fn certificate(&self) -> String {
        let reply = self.dora.get(&self.path()).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.body
    }

    pub(super) async fn bundle(&self) -> Bundle {
        serde_json::from_str(&self.certificate().await).expect("a bundle")
    }

    pub(super) fn root(&self) -> PublicKey {
        self.fleet.running.app.issuer.public()
    }

    /// Runs a statement in the server's database.
    pub(super) async fn sql(&self, sql: &'static str) {
        let done = self.fleet.running.app.store.tx(move |tx| {
            Box::pin(async move {
                sqlx::query(sql).execute(tx.conn()).await?;
                Ok::<_, StoreError>(())
            })
        });
        done.await.expect("it is SQL");
    }
}

pub(super) fn completed(photo: &[u8], signature: &[u8]) -> Command {
    let signature =
        BlobRef { kind: BlobKind::Signature, mime: "image/png".to_owned(), ..photo_of(signature) };
    Command::Completed(Box::new(Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence: Evidence {
            photos: vec![photo_of(photo)],
            signature: Some(signature),
            recipient_name: "Amélie \"Ami\" Núñez".to_owned(),
            ..Evidence::default()
        },
    }))
}

pub(super) async fn push(phone: &mut Phone, id: DeliveryId, commands: Vec<Command>) -> Vec<SignedEnvelope> {
    let sealed: Vec<_> = commands.into_iter().map(|command| phone.next(id, command)).collect();
    let reply = phone.push(&sealed).await;
    assert_eq!(reply.results.len(), sealed.len(), "{reply:?}");
    sealed
}

async fn upload(client: &Client, bytes: &[u8]) {
    let created = create(client, bytes).await;
    assert_eq!(send(client, created.header("location"), 0, bytes).await.status, 204);
}
