//! A fleet with one driver, whose phone has one delivery. Most stories begin so.

use anyhow::Result;
use tempfile::TempDir;
use waybill_domain::{
    Delivery, Member,
    calls::{DeliveryDetail, TimelineEntry},
    command::NewDelivery,
};

use crate::{
    dispatcher::Dispatcher,
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};

/// The driver's e-mail address.
pub const MARA: &str = "mara@fleet.test";

/// Who is there.
pub struct Scene {
    /// The server.
    pub server: TestServer,
    /// A dispatcher with a session at the server as it runs now.
    pub dispatcher: Dispatcher,
    /// Mara Ivanova.
    pub driver: Member,
    /// Her phone.
    pub phone: TestPhone,
    /// The delivery, as it was when it was given to her.
    pub delivery: Delivery,
    /// Where her phone keeps its data.
    pub folder: TempDir,
}

impl Scene {
    /// Everybody is online and knows the delivery, which demands two photos and a signature.
    pub async fn start() -> Result<Self> {
        Self::with(samples::photo_and_signature("Linden Avenue 27", "Ana Souza")).await
    }

    /// The same with another delivery.
    pub async fn with(new: NewDelivery) -> Result<Self> {
        Self::at(TestServer::start().await?, new).await
    }

    /// The same at this server.
    pub async fn at(server: TestServer, new: NewDelivery) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let phone = TestPhone::open(folder.path()).await?;
        Self::between(server, phone, folder, new).await
    }

    /// The same between this server and this phone, which keeps its data in `folder`.
    pub async fn between(
        server: TestServer,
        phone: TestPhone,
        folder: TempDir,
        new: NewDelivery,
    ) -> Result<Self> {
        let driver = server.driver("Mara Ivanova", MARA).await?;
        let dispatcher = server.dispatcher().await?;
        phone.sign_in(&server.url(), MARA, PASSWORD).await?;
        let made = dispatcher.create(new).await?;
        let delivery = dispatcher.assign(made.id, driver.id).await?;
        wait::until("the phone to get the delivery", || phone.delivery(delivery.id)).await;
        Ok(Self { server, dispatcher, driver, phone, delivery, folder })
    }

    /// Another delivery for the driver.
    pub async fn given(&self, address: &str) -> Result<Delivery> {
        self.dispatcher.give(self.driver.id, address).await
    }

    /// She walks to the door and completes with two photos and a signature.
    pub async fn deliver(&self) -> Result<()> {
        self.phone.deliver(self.delivery.id).await
    }

    /// The server runs again, and the phone has told it everything.
    pub async fn network_returns(&mut self) -> Result<()> {
        self.server.start_again().await?;
        self.phone.drained().await?;
        self.dispatcher = self.server.dispatcher().await?;
        Ok(())
    }

    /// What the server knows of the delivery.
    pub async fn detail(&self) -> Result<DeliveryDetail> {
        self.dispatcher.detail(self.delivery.id).await
    }

    /// What the server has recorded about the delivery, newest first.
    pub async fn timeline(&self) -> Result<Vec<TimelineEntry>> {
        Ok(self.detail().await?.timeline)
    }
}
