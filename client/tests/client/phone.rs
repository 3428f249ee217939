//! A phone whose network can be cut and whose app can be killed.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use tempfile::TempDir;
use waybill_client::{
    ClientError, Controller, NewAssignments, News, Settings, Shell,
    secrets::{FileSecrets, Secrets},
    wire::Wire,
};
use waybill_domain::{
    Command, Delivery, DeliveryId,
    calls::driver::{Act, DeviceStatus, MyDelivery, SignInHere},
    proof::{BlobKind, Evidence},
};

use crate::{photos, server::Server, town};

pub(crate) struct Pocket {
    folder: PathBuf,
    pub(crate) notified: Arc<Mutex<Vec<Delivery>>>,
    pub(crate) news: Arc<Mutex<Vec<News>>>,
}

impl Shell for Pocket {
    fn emit(&self, news: News) {
        self.news.lock().expect("news").push(news);
    }

    fn notify(&self, news: NewAssignments) {
        self.notified.lock().expect("notified").extend(news.deliveries);
    }

    fn secrets(&self) -> Arc<dyn Secrets> {
        Arc::new(FileSecrets::new(self.folder.join("secrets")))
    }
}

pub(crate) struct Phone {
    pub(crate) app: Controller<Pocket>,
    server: Server,
    folder: Arc<TempDir>,
}

impl Phone {
    pub(crate) async fn new(server: &Server) -> Self {
        let folder = Arc::new(TempDir::new().expect("a folder"));
        let app = open(folder.path(), server).await.expect("opens");
        Self { app, server: server.clone(), folder }
    }

    /// A phone on which the driver of the tests is signed in.
    pub(crate) async fn signed_in(server: &Server) -> Self {
        let phone = Self::new(server).await;
        phone.sign_in("mara@example.org").await.expect("signs in");
        phone
    }

    pub(crate) async fn sign_in(&self, email: &str) -> Result<(), ClientError> {
        let ask = SignInHere {
            server_url: "http://waybill.test".to_owned(),
            email: email.to_owned(),
            password: "waybill".to_owned(),
        };
        self.app.sign_in(ask).await.map(|_| ())
    }

    /// Kills the app and starts it again.
    pub(crate) async fn killed(self) -> Self {
        let Self { app, server, folder } = self;
        drop(app);
        let app = open(folder.path(), &server).await.expect("opens again");
        Self { app, server, folder }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) async fn open_twice(&self) -> Result<Controller<Pocket>, ClientError> {
        open(self.folder.path(), &self.server).await
    }

    pub(crate) async fn act(
        &self,
        delivery: DeliveryId,
        command: Command,
    ) -> Result<MyDelivery, ClientError> {
        self.app.act(Act { delivery, command }).await
    }

    /// Goes through the steps to the door.
    pub(crate) async fn drive(&self, delivery: DeliveryId) {
        for command in town::steps() {
            self.act(delivery, command).await.expect("a legal step");
        }
    }

    /// A photo and a signature, kept on the phone.
    pub(crate) async fn proof(&self, delivery: DeliveryId) -> Evidence {
        let photo = self.app.keep_bytes(delivery, BlobKind::Photo, photos::jpeg(640, 480)).await;
        let signature = self.app.keep_bytes(delivery, BlobKind::Signature, photos::png(300, 100)).await;
        Evidence {
            photos: vec![photo.expect("kept")],
            signature: Some(signature.expect("kept")),
            ..Evidence::default()
        }
    }

    pub(crate) async fn mine(&self, delivery: DeliveryId) -> Option<MyDelivery> {
        let all = self.app.my_deliveries().await.expect("reads");
        all.into_iter().find(|mine| mine.delivery.id == delivery)
    }

    /// Waits until everything is safe on the server.
    pub(crate) async fn drained(&self) -> DeviceStatus {
        let drained = tokio::time::timeout(Duration::from_secs(60), self.app.drained()).await;
        drained.expect("drains in time").expect("signed in")
    }

    /// Waits until `holds`.
    pub(crate) async fn until_so(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let limit = tokio::time::Instant::now() + Duration::from_secs(60);
        while !holds().await {
            assert!(tokio::time::Instant::now() < limit, "not in time: {what}; {:?}", self.app.status());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until `holds` for the status.
    pub(crate) async fn until(&self, what: &str, holds: impl Fn(&DeviceStatus) -> bool) -> DeviceStatus {
        let limit = tokio::time::Instant::now() + Duration::from_secs(60);
        loop {
            let status = self.app.status();
            if holds(&status) {
                return status;
            }
            assert!(tokio::time::Instant::now() < limit, "not in time: {what}; {status:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn open(folder: &Path, server: &Server) -> Result<Controller<Pocket>, ClientError> {
    let server = server.clone();
    let mut settings = Settings::new(folder.join("data"));
    settings.connect = Arc::new(move |_| Ok(Arc::new(server.clone()) as Arc<dyn Wire>));
    let pocket = Pocket { folder: folder.to_owned(), notified: Arc::default(), news: Arc::default() };
    Controller::open(settings, pocket).await
}
