//! A fleet with one driver, whose phone has one delivery.

use harness::{
    dispatcher::Dispatcher,
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use tempfile::TempDir;
use waybill_domain::{Delivery, Member, calls::TimelineEntry};

pub(crate) const MARA: &str = "mara@fleet.test";

pub(crate) struct Scene {
    pub(crate) server: TestServer,
    pub(crate) dispatcher: Dispatcher,
    pub(crate) driver: Member,
    pub(crate) phone: TestPhone,
    pub(crate) delivery: Delivery,
    pub(crate) _folder: TempDir,
}

/// Everybody is online and knows the delivery.
pub(crate) async fn scene() -> Scene {
    let server = TestServer::start().await.unwrap();
    let driver = server.driver("Mara Ivanova", MARA).await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), MARA, PASSWORD).await.unwrap();
    let delivery = given(&dispatcher, &driver, "Linden Avenue 27").await;
    wait::until("the phone to get the delivery", || phone.delivery(delivery.id)).await;
    Scene { server, dispatcher, driver, phone, delivery, _folder: folder }
}

/// Another delivery for a driver.
pub(crate) async fn given(dispatcher: &Dispatcher, driver: &Member, address: &str) -> Delivery {
    let made = dispatcher.create(samples::photo_and_signature(address, "Ana Souza")).await.unwrap();
    dispatcher.assign(made.id, driver.id).await.unwrap()
}

impl Scene {
    /// What the server has recorded about the delivery.
    pub(crate) async fn timeline(&self) -> Vec<TimelineEntry> {
        self.dispatcher.detail(self.delivery.id).await.unwrap().timeline
    }

    /// Walks to the door and completes with two photos and a signature.
    pub(crate) async fn deliver(&self) {
        deliver(&self.phone, &self.delivery).await;
    }
}

/// Walks to the door and completes with two photos and a signature.
pub(crate) async fn deliver(phone: &TestPhone, delivery: &Delivery) {
    phone.walk_to_the_door(delivery.id).await.unwrap();
    let photos = [1, 2].map(|n| waybill_demo::photo::delivered(n).bytes.to_vec());
    phone.complete(delivery.id, &photos).await.unwrap();
}
