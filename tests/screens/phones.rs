//! Phones of the fleet: what the pictures of devices, of a contradiction and of the waiting room need to have happened.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use harness::{
    dispatcher::Dispatcher, phone::TestPhone, process::ServerProcess, samples, wait, wire::WirePhone,
};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_domain::{
    Command, Delivery, Member, Outcome,
    command::{Completion, NewDelivery},
    proof::{BlobKind, BlobRef, Evidence, Sha256Hash},
    requirements::Requirements,
};

/// The password of everybody in the demo.
pub const PASSWORD: &str = "waybill";

/// The server, which can be out of reach for a while.
pub struct Office {
    /// The process.
    pub server: ServerProcess,
    data: PathBuf,
}

impl Office {
    /// The server on `data`, wherever there is a free port.
    pub fn open(data: &Path) -> Result<Self> {
        Ok(Self { server: ServerProcess::start(data, "127.0.0.1:0")?, data: data.to_owned() })
    }

    /// Nobody answers any more.
    pub fn close(&mut self) -> Result<()> {
        self.server.kill()
    }

    /// It answers again where it did before.
    pub fn reopen(&mut self) -> Result<()> {
        let listen = self.server.url.trim_start_matches("http://").to_owned();
        self.server = ServerProcess::start(&self.data, &listen)?;
        Ok(())
    }
}

/// A new delivery for `driver`, to where `like` goes; two photos and a signature are asked for.
async fn given(dispatcher: &Dispatcher, driver: &Member, like: &Delivery) -> Result<Delivery> {
    let mut dropoff = like.dropoff.clone();
    dropoff.requirements = Requirements { photos: 2, signature: true, ..Requirements::default() };
    let new = NewDelivery {
        code: String::new(),
        kind: like.kind,
        preparation: like.preparation,
        pickup: like.pickup.clone(),
        dropoff,
        parcels: vec![samples::parcel("Box", None)],
        handling: Default::default(),
        merchant: like.merchant.clone(),
        driver: None,
        follows: None,
        attempt: 1,
    };
    let made = dispatcher.create(new).await?;
    dispatcher.assign(made.id, driver.id).await
}

/// A phone that `driver` signed in on and that has `delivery`.
async fn phone(folder: &Path, url: &str, driver: &Member, delivery: &Delivery) -> Result<TestPhone> {
    let phone = TestPhone::open(folder).await?;
    phone.sign_in(url, &driver.email, PASSWORD).await?;
    wait::until("the phone to get the delivery", || phone.delivery(delivery.id)).await;
    Ok(phone)
}

fn photos() -> [Vec<u8>; 2] {
    [1, 2].map(waybill_demo::photo::full_size_photo)
}

/// The driver delivers out of reach; meanwhile the office cancels.
pub async fn contradict(
    office: &mut Office,
    dispatcher: &Dispatcher,
    driver: &Member,
    like: &Delivery,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let delivery = given(dispatcher, driver, like).await?;
    let app = phone(folder.path(), &office.server.url, driver, &delivery).await?;
    app.walk_to_the_door(delivery.id).await?;
    app.drained().await?;
    office.close()?;
    app.complete(delivery.id, &photos()).await?;
    app.controller.shut_down().await;
    drop(app);
    office.reopen()?;
    let reason = "Recipient cancelled".to_owned();
    dispatcher.act(delivery.id, Command::Cancel { reason }).await?;
    let app = TestPhone::open(folder.path()).await?;
    app.drained().await?;
    app.controller.shut_down().await;
    Ok(())
}

/// A completion whose photos have not come.
pub async fn leave_files_behind(
    office: &Office,
    dispatcher: &Dispatcher,
    driver: &Member,
    like: &Delivery,
) -> Result<()> {
    let delivery = given(dispatcher, driver, like).await?;
    let mut wire = WirePhone::sign_in(&office.server.url, &driver.email, PASSWORD).await?;
    let photos = [1_u8, 2].map(|n| BlobRef {
        sha256: Sha256Hash::of(&[n, 77]),
        size: 310_000 + 40_000 * u64::from(n),
        mime: "image/jpeg".to_owned(),
        kind: BlobKind::Photo,
    });
    let evidence = Evidence { photos: photos.to_vec(), ..Evidence::default() };
    let completed = Completion { outcome: Outcome::DeliveredToRecipient, parcels: Vec::new(), evidence };
    let steps = [
        Command::Accept,
        Command::ArrivedAtPickup,
        Command::PickedUp { evidence: Evidence::default() },
        Command::OutForDelivery,
        Command::Arrived,
        Command::Completed(Box::new(completed)),
    ];
    let sealed = steps.iter().map(|command| wire.seal(delivery.id, command)).collect::<Result<Vec<_>>>()?;
    wire.push(&sealed).await?;
    Ok(())
}

/// Leaves in `folder` the phone of a driver who has delivered out of reach, with one report that its storage damaged.
/// The office is closed afterwards.
pub async fn leave_things_waiting(
    office: &mut Office,
    dispatcher: &Dispatcher,
    driver: &Member,
    (like, other): (&Delivery, &Delivery),
    folder: &Path,
) -> Result<()> {
    let delivery = given(dispatcher, driver, like).await?;
    let next = given(dispatcher, driver, other).await?;
    let app = phone(folder, &office.server.url, driver, &delivery).await?;
    wait::until("the phone to get the other delivery", || app.delivery(next.id)).await;
    app.walk_to_the_door(delivery.id).await?;
    app.drained().await?;
    office.close()?;
    app.act(next.id, Command::Noted { text: "Ring at the back door".to_owned() }).await?;
    app.complete(delivery.id, &photos()).await?;
    app.controller.shut_down().await;
    drop(app);
    damage_the_note(folder).await
}

async fn damage_the_note(folder: &Path) -> Result<()> {
    let lane = std::fs::read_dir(folder.join("lanes"))?.next().context("a lane")??.path();
    let options = SqliteConnectOptions::new().filename(lane.join("waybill.db"));
    let mut conn = SqliteConnection::connect_with(&options).await?;
    let damage = "update outbox set envelope = replace(envelope, 'back', 'BACK') where name = 'noted'";
    let done = sqlx::query(damage).execute(&mut conn).await?;
    anyhow::ensure!(done.rows_affected() == 1, "the note waits");
    conn.close().await?;
    Ok(())
}
