//! A delivery that was cancelled while its driver, out of reach, delivered it.

use std::path::Path;

use anyhow::Result;
use harness::{
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use waybill_domain::{Command, Delivery, MemberId};

/// Why the office cancelled it.
pub const REASON: &str = "Recipient cancelled";

/// Both say their part: the driver with two photos and a signature, from a phone in `folder`.
pub async fn delivered_though_cancelled(
    server: &mut TestServer,
    folder: &Path,
    (driver, email): (MemberId, &str),
) -> Result<Delivery> {
    let dispatcher = server.dispatcher().await?;
    let made = dispatcher.create(samples::photo_and_signature("Kestrel Lane 14", "Ana Souza")).await?;
    let delivery = dispatcher.assign(made.id, driver).await?;
    let phone = TestPhone::open(folder).await?;
    phone.sign_in(&server.url(), email, PASSWORD).await?;
    wait::until("the phone to get the delivery", || phone.delivery(delivery.id)).await;
    phone.walk_to_the_door(delivery.id).await?;
    phone.drained().await?;
    server.stop().await;
    let photos = [1, 2].map(|n| waybill_demo::photo::delivered(n).bytes.to_vec());
    phone.complete(delivery.id, &photos).await?;
    phone.controller.shut_down().await;
    drop(phone);
    server.start_again().await?;
    let dispatcher = server.dispatcher().await?;
    dispatcher.act(delivery.id, Command::Cancel { reason: REASON.into() }).await?;
    let phone = TestPhone::open(folder).await?;
    phone.drained().await?;
    phone.controller.shut_down().await;
    Ok(dispatcher.detail(delivery.id).await?.delivery)
}
