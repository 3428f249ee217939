//! Drives one delivery through a running server with the demo fleet: created and assigned by the dispatcher, completed
//! on a phone with photos and a signature, proven on the server. Exit 0 when the stored bytes are the committed ones.

use anyhow::{Result, ensure};
use clap::Parser;
use harness::{dispatcher::Dispatcher, phone::TestPhone, samples, wait};
use sha2::{Digest as _, Sha256};
use waybill_domain::State;

/// Drives one delivery through a running server with the demo fleet.
#[derive(Parser)]
struct Args {
    /// Such as http://127.0.0.1:8080
    url: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let url = Args::parse().url;
    let url = url.trim_end_matches('/');
    let folder = tempfile::tempdir()?;

    let admin = Dispatcher::sign_in(url, "admin@demo.waybill.app", "waybill").await?;
    let email = format!("drive-{}@demo.waybill.app", uuid::Uuid::now_v7().simple());
    let driver = admin.add_driver("Demo Check", &email, "steering-wheel").await?;
    let delivery = admin.create(samples::photo_and_signature("Linden Avenue 27", "Ana Souza")).await?;
    admin.assign(delivery.id, driver.id).await?;
    println!("created {} and assigned it to {}", delivery.code, driver.name);

    let phone = TestPhone::open(folder.path()).await?;
    phone.sign_in(url, &email, "steering-wheel").await?;
    wait::until("the phone to get the delivery", || phone.delivery(delivery.id)).await;
    phone.walk_to_the_door(delivery.id).await?;
    let photos = [1, 2].map(waybill_demo::photo::full_size_photo);
    let evidence = phone.complete(delivery.id, &photos).await?;
    println!("completed on the phone; {} things wait", phone.waiting().await?.items.len());
    phone.drained().await?;

    let detail = admin.detail(delivery.id).await?;
    ensure!(detail.delivery.state == State::Completed, "the server says {:?}", detail.delivery.state);
    for blob in evidence.blobs() {
        let bytes =
            admin.bytes(&format!("/api/v1/deliveries/{}/proofs/{}", delivery.id, blob.sha256)).await?;
        ensure!(
            Sha256::digest(&bytes).as_slice() == blob.sha256.0,
            "the stored bytes of {} differ",
            blob.sha256
        );
    }
    let (safe, all) = detail.delivery.proof_count();
    ensure!(safe == all && all == 3, "{safe} of {all} proofs verified");
    println!("{safe} of {all} proofs verified, byte for byte");
    Ok(())
}
