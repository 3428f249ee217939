//! A phone without a screen: the real offline half on a folder of its own.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Result;
use waybill_client::{
    ClientError, Controller, NewAssignments, News, Settings, Shell,
    clock::{Clock, SystemClock},
    secrets::{FileSecrets, Secrets},
};
use waybill_domain::{
    Command, DeliveryId, Outcome,
    calls::driver::{Act, DeviceStatus, MyDelivery, SignInHere, WaitingRoom},
    command::Completion,
    proof::{BlobKind, BlobRef, Evidence},
    rules::today::NextStep,
};

use crate::{clock::TestClock, wait};

/// Nothing to show and nobody to notify; secrets beside the data, as on a machine without a keystore.
pub struct Headless {
    secrets: Arc<FileSecrets>,
    clock: Arc<dyn Clock>,
}

impl Shell for Headless {
    fn emit(&self, _news: News) {}

    fn notify(&self, _news: NewAssignments) {}

    fn secrets(&self) -> Arc<dyn Secrets> {
        self.secrets.clone()
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }
}

/// A phone. Dropping it is what a killed app does.
pub struct TestPhone {
    /// The offline half, for what the helpers below do not cover.
    pub controller: Controller<Headless>,
    folder: PathBuf,
    vfs: Option<String>,
    clock: Arc<dyn Clock>,
}

impl TestPhone {
    /// Starts the app on `folder`, as it was left.
    pub async fn open(folder: &Path) -> Result<Self> {
        Self::open_on(folder, None).await
    }

    /// The same with the databases on SQLite's VFS of this name, such as a [`crate::vfs::Disk`]'s.
    pub async fn open_on(folder: &Path, vfs: Option<&str>) -> Result<Self> {
        Self::start(folder, vfs.map(ToOwned::to_owned), Arc::new(SystemClock::new())).await
    }

    /// The same with clocks that the test sets.
    pub async fn open_with_clock(folder: &Path, clock: TestClock) -> Result<Self> {
        Self::start(folder, None, Arc::new(clock)).await
    }

    async fn start(folder: &Path, vfs: Option<String>, clock: Arc<dyn Clock>) -> Result<Self> {
        let secrets = Arc::new(FileSecrets::new(folder.join("secrets")));
        let shell = Headless { secrets, clock: Arc::clone(&clock) };
        let settings = Settings { vfs: vfs.clone(), ..Settings::new(folder) };
        let controller = Controller::open(settings, shell).await?;
        Ok(Self { controller, folder: folder.to_owned(), vfs, clock })
    }

    /// Kills the app and starts it again.
    pub async fn killed_and_started(self) -> Result<Self> {
        let (folder, vfs, clock) = (self.folder.clone(), self.vfs.clone(), Arc::clone(&self.clock));
        drop(self);
        Self::start(&folder, vfs, clock).await
    }

    /// Signs in, which needs a network.
    pub async fn sign_in(&self, url: &str, email: &str, password: &str) -> Result<()> {
        let ask = SignInHere { server_url: url.into(), email: email.into(), password: password.into() };
        self.controller.sign_in(ask).await?;
        Ok(())
    }

    /// Waits until everything is safe on the server and its answer has been pulled. Where that never comes, the error
    /// says how the phone stands.
    pub async fn drained(&self) -> Result<DeviceStatus> {
        match tokio::time::timeout(wait::PATIENCE, self.controller.drained()).await {
            Ok(status) => Ok(status?),
            Err(_) => anyhow::bail!("not drained: {}", self.controller.progress()),
        }
    }

    /// The delivery as this phone sees it, if it does.
    pub async fn delivery(&self, id: DeliveryId) -> Option<MyDelivery> {
        let all = self.controller.my_deliveries().await.ok()?;
        all.into_iter().find(|mine| mine.delivery.id == id)
    }

    /// Does `command`, with or without a network.
    pub async fn act(&self, delivery: DeliveryId, command: Command) -> Result<MyDelivery, ClientError> {
        self.controller.act(Act { delivery, command }).await
    }

    /// Follows the obvious next step until the driver stands at the recipient's door.
    pub async fn walk_to_the_door(&self, id: DeliveryId) -> Result<()> {
        loop {
            let Some(mine) = self.delivery(id).await else { anyhow::bail!("the phone does not have {id}") };
            match NextStep::of(mine.delivery.state).and_then(NextStep::command) {
                Some(command) => self.act(id, command).await?,
                None => return Ok(()),
            };
        }
    }

    /// Keeps a file as proof.
    pub async fn keep(&self, delivery: DeliveryId, kind: BlobKind, bytes: &[u8]) -> Result<BlobRef> {
        Ok(self.controller.keep_bytes(delivery, kind, bytes.to_vec()).await?)
    }

    /// Two photos and a signature, then the completion that commits to them.
    pub async fn complete(&self, id: DeliveryId, photos: &[Vec<u8>]) -> Result<Evidence> {
        let mut evidence = Evidence::default();
        for photo in photos {
            evidence.photos.push(self.keep(id, BlobKind::Photo, photo).await?);
        }
        let signature = waybill_demo::photo::signature(1);
        evidence.signature = Some(self.keep(id, BlobKind::Signature, &signature.bytes).await?);
        let completion = Completion {
            outcome: Outcome::DeliveredToRecipient,
            parcels: Vec::new(),
            evidence: evidence.clone(),
        };
        self.act(id, Command::Completed(Box::new(completion))).await?;
        Ok(evidence)
    }

    /// Walks to the door and completes with two photos and a signature.
    pub async fn deliver(&self, id: DeliveryId) -> Result<()> {
        self.walk_to_the_door(id).await?;
        let photos = [1, 2].map(|n| waybill_demo::photo::delivered(n).bytes.to_vec());
        self.complete(id, &photos).await?;
        Ok(())
    }

    /// What is not yet safe on the server.
    pub async fn waiting(&self) -> Result<WaitingRoom> {
        Ok(self.controller.waiting().await?)
    }
}
