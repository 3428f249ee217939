//! The server, and completions that commit to photos which are still to come.

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Context as _, Result, ensure};
use harness::{
    dispatcher::Dispatcher,
    people,
    process::{ServerProcess, program},
    samples,
    wire::WirePhone,
};
use tempfile::TempDir;
use waybill_domain::{
    Command as Order, DeliveryId, Outcome,
    command::Completion,
    proof::{BlobKind, BlobRef, Evidence, Sha256Hash},
    protocol::PushOutcome,
};

use crate::clients::Photo;

/// Photos that one delivery commits to.
const EACH: usize = 10;
/// Long enough for any run: what refreshes tokens is not under test here.
const ENV: [(&str, &str); 1] = [("WAYBILL_ACCESS_MINUTES", "1440")];

/// A server that waits for photos.
pub(crate) struct Scene {
    pub(crate) url: String,
    pub(crate) phone: WirePhone,
    pub(crate) files: Vec<Photo>,
    deliveries: Vec<(DeliveryId, Vec<Sha256Hash>)>,
    data: TempDir,
    _photos: TempDir,
    server: Option<ServerProcess>,
}

impl Scene {
    /// Starts the server, makes `count` photos of `size` bytes and commits to them.
    pub(crate) async fn start(count: usize, size: usize) -> Result<Self> {
        let (data, photos) = (tempfile::tempdir()?, tempfile::tempdir()?);
        people::enroll(data.path())?;
        let server = ServerProcess::start_with(data.path(), &harness::address::steady()?.to_string(), &ENV)?;
        let url = server.url.clone();
        let dispatcher = Dispatcher::sign_in(&url, people::DISPATCHER, people::PASSWORD).await?;
        let driver = dispatcher.driver(people::DRIVER).await?;
        let mut phone = WirePhone::sign_in(&url, people::DRIVER, people::PASSWORD).await?;
        let mut files = Vec::new();
        let mut deliveries = Vec::new();
        while files.len() < count {
            let new = samples::photo_and_signature("Linden Avenue 27", "Ana Souza");
            let delivery = dispatcher.create(new).await?;
            dispatcher.assign(delivery.id, driver.id).await?;
            let mut evidence = Evidence::default();
            for _ in 0..EACH.min(count - files.len()) {
                let bytes = samples::jpeg_of(size)?;
                let sha256 = Sha256Hash::of(&bytes);
                let path = photos.path().join(format!("{sha256}.jpg"));
                fs::write(&path, &bytes)?;
                let (size, mime) = (bytes.len(), "image/jpeg");
                evidence.photos.push(BlobRef {
                    sha256,
                    size: size as u64,
                    mime: mime.into(),
                    kind: BlobKind::Photo,
                });
                files.push(Photo { path, sha256: sha256.to_string(), size, mime });
            }
            deliveries.push((delivery.id, evidence.blobs().map(|blob| blob.sha256).collect()));
            let outcome = Outcome::DeliveredToRecipient;
            let completion = Completion { outcome, parcels: Vec::new(), evidence };
            let sealed = phone.seal(delivery.id, &Order::Completed(Box::new(completion)))?;
            let reply = phone.push(&[sealed]).await?;
            ensure!(reply.outcome == PushOutcome::Ok, "the completion was answered with {reply:?}");
        }
        Ok(Self { url, phone, files, deliveries, data, _photos: photos, server: Some(server) })
    }

    /// SIGKILL, and the same server again at the same address.
    pub(crate) fn kill_and_start(&mut self) -> Result<()> {
        if let Some(mut server) = self.server.take() {
            server.kill()?;
        }
        let address = self.url.strip_prefix("http://").context("an address")?;
        self.server = Some(ServerProcess::start_with(self.data.path(), address, &ENV)?);
        Ok(())
    }

    /// Holds every photo that a client called done against what the server hands out, and against its file in the blob
    /// store; what differs.
    pub(crate) async fn compare(&mut self, done: &BTreeSet<String>) -> Result<Vec<String>> {
        let dispatcher = Dispatcher::sign_in(&self.url, people::DISPATCHER, people::PASSWORD).await?;
        let organization = dispatcher.call(&waybill_domain::calls::GetSession {}).await?.organization.id;
        let blobs = self.data.path().join("blobs").join(organization.to_string());
        let known = |hash: &String| self.files.iter().any(|photo| photo.sha256 == *hash);
        let unknown = done.iter().find(|hash| !known(hash));
        ensure!(unknown.is_none(), "a client called {unknown:?} done, which is no photo of this run");
        let mut corrupt = Vec::new();
        for (delivery, hashes) in &self.deliveries {
            let detail = dispatcher.detail(*delivery).await?.delivery;
            for sha256 in hashes {
                let hex = sha256.to_string();
                if !done.contains(&hex) {
                    continue;
                }
                let sent = self.files.iter().find(|photo| photo.sha256 == hex).context("a photo")?;
                let sent = fs::read(&sent.path)?;
                let path = format!("/api/v1/deliveries/{delivery}/proofs/{hex}");
                let handed_out = dispatcher.bytes(&path).await.unwrap_or_default();
                let stored = fs::read(blobs.join(&hex[..2]).join(&hex[2..])).unwrap_or_default();
                if handed_out != sent || stored != sent || !detail.received.contains(sha256) {
                    corrupt.push(format!("{hex} of {delivery} is not what was sent"));
                }
            }
        }
        if let Some(mut server) = self.server.take() {
            server.kill()?;
        }
        let mut verify = Command::new(program("waybill-server")?);
        let verified = verify.arg("--data").arg(self.data.path()).arg("verify-log").output()?;
        if !verified.status.success() {
            corrupt.push(format!("the log: {}", String::from_utf8_lossy(&verified.stderr).trim()));
        }
        Ok(corrupt)
    }
}
