//! Orders in, offers out, answers back.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use futures::StreamExt as _;
use harness::samples;
use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use tokio::net::TcpStream;
use tokio_tungstenite::{client_async, tungstenite::client::IntoClientRequest as _};
use uuid::Uuid;
use waybill_domain::{
    Command, CommandId, Delivery, DeliveryId, DeviceId, MemberId, State,
    calls::{ActOnDelivery, CreateDelivery, DeliveryDetail},
    geo::LaneFix,
    protocol::{FixBatch, Poke},
};

use crate::{
    Args,
    fleet::{Fleet, fix, somewhere},
    think,
};

/// How long the last answers may take after the last order.
const AFTER: Duration = Duration::from_secs(10);

/// What was seen from outside.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Milliseconds from when an order was sent until it was seen to be offered.
    pub offer_ms: Vec<f64>,
    /// Milliseconds that the cheapest answer took meanwhile.
    pub health_ms: Vec<f64>,
    pub offers: usize,
    pub accepted: usize,
    pub declined: usize,
    pub silent: usize,
    /// Deliveries that two drivers were told they have, or that another has than who was told so.
    pub twice: usize,
    /// Orders that were never offered.
    pub never: usize,
}

/// One order.
struct Order {
    sent: Instant,
    /// The last driver who was seen to be asked.
    asked: Option<MemberId>,
    /// Who was told that they have it.
    won: Vec<MemberId>,
}

struct Client {
    http: reqwest::Client,
    url: String,
    dispatcher: String,
    tokens: HashMap<MemberId, String>,
    orders: Mutex<BTreeMap<DeliveryId, Order>>,
    seen: Mutex<Seen>,
    dice: Mutex<SmallRng>,
}

pub async fn run(url: &str, fleet: Fleet, args: &Args) -> Result<Seen> {
    let Fleet { dispatcher, drivers } = fleet;
    let client = Arc::new(Client {
        http: reqwest::Client::new(),
        url: url.to_owned(),
        dispatcher,
        tokens: drivers.iter().cloned().collect(),
        orders: Mutex::default(),
        seen: Mutex::default(),
        dice: Mutex::new(SmallRng::seed_from_u64(7)),
    });
    let listening = tokio::spawn(listen(client.clone(), args.decline, args.silent));
    let moving = tokio::spawn(keep_moving(client.clone(), drivers, args.fixes));
    let breathing = tokio::spawn(breathe(client.clone()));
    let begun = tokio::time::Instant::now();
    let count = (args.rate * args.seconds as f64) as u32;
    for n in 0..count {
        tokio::time::sleep_until(begun + Duration::from_secs_f64(f64::from(n) / args.rate)).await;
        let client = client.clone();
        tokio::spawn(async move {
            if let Err(error) = order(&client).await {
                eprintln!("an order was not taken: {error:#}");
            }
        });
    }
    tokio::time::sleep(AFTER).await;
    moving.abort();
    breathing.abort();
    ensure!(!listening.is_finished(), "the socket was closed");
    listening.abort();
    check(&client).await
}

async fn order(client: &Client) -> Result<()> {
    let id = DeliveryId(Uuid::now_v7());
    let mut new = samples::photo_and_signature("Linden Avenue 27", "Ana Souza");
    (new.pickup.point, new.dropoff.point) = {
        let mut dice = client.dice();
        (somewhere(&mut dice), somewhere(&mut dice))
    };
    let order = Order { sent: Instant::now(), asked: None, won: Vec::new() };
    client.orders().insert(id, order);
    client.post::<Delivery>("/api/v1/deliveries", &client.dispatcher, &CreateDelivery { id, new }).await?;
    Ok(())
}

/// Looks at what the socket says has changed.
async fn listen(client: Arc<Client>, decline: u32, silent: u32) -> Result<()> {
    let address = client.url.strip_prefix("http://").context("an address")?;
    let mut request = format!("ws://{address}/api/v1/realtime").into_client_request()?;
    let bearer = format!("Bearer {}", client.dispatcher);
    request.headers_mut().insert("authorization", bearer.parse()?);
    let (mut socket, _) = client_async(request, TcpStream::connect(address).await?).await?;
    while let Some(frame) = socket.next().await {
        let frame = frame?;
        let Ok(text) = frame.to_text() else { continue };
        let Ok(Poke::Changed { deliveries, .. }) = serde_json::from_str::<Poke>(text) else { continue };
        for id in deliveries {
            let client = client.clone();
            tokio::spawn(async move {
                if let Err(error) = look(&client, id, decline, silent).await {
                    eprintln!("a delivery could not be looked at: {error:#}");
                }
            });
        }
    }
    Ok(())
}

/// Reads the delivery; a driver who is asked answers.
async fn look(client: &Client, id: DeliveryId, decline: u32, silent: u32) -> Result<()> {
    let answer =
        client.http.get(format!("{}/api/v1/deliveries/{id}", client.url)).bearer_auth(&client.dispatcher);
    let detail: DeliveryDetail = answer.send().await?.error_for_status()?.json().await?;
    let Some(driver) = detail.delivery.driver.filter(|_| detail.delivery.state == State::Offered) else {
        return Ok(());
    };
    let first = {
        let mut orders = client.orders();
        let Some(order) = orders.get_mut(&id).filter(|order| order.asked != Some(driver)) else {
            return Ok(());
        };
        let first = order.asked.replace(driver).is_none();
        first.then(|| order.sent.elapsed().as_secs_f64() * 1e3)
    };
    let (dice, pause) = {
        let mut dice = client.dice();
        (dice.random_range(0..100), think(dice.random()))
    };
    {
        let mut seen = client.seen();
        seen.offers += 1;
        seen.offer_ms.extend(first);
        if dice < silent {
            seen.silent += 1;
            return Ok(());
        }
    }
    tokio::time::sleep(pause).await;
    let no = dice < silent + decline;
    let command = if no { Command::Decline { reason: "too far".into() } } else { Command::Accept };
    let act = ActOnDelivery {
        id: None,
        cmd_id: CommandId(Uuid::now_v7()),
        base_rev: None,
        occurred_at: None,
        command,
    };
    let token = client.tokens.get(&driver).context("a driver of this fleet is asked")?;
    client.post::<serde_json::Value>(&format!("/api/v1/deliveries/{id}/commands"), token, &act).await?;
    if no {
        client.seen().declined += 1;
    } else {
        client.seen().accepted += 1;
        if let Some(order) = client.orders().get_mut(&id) {
            order.won.push(driver);
        }
    }
    Ok(())
}

/// Drivers say where they are, one batch after the other.
async fn keep_moving(client: Arc<Client>, drivers: Vec<(MemberId, String)>, rate: f64) {
    if rate <= 0.0 {
        return;
    }
    let mut pace = tokio::time::interval(Duration::from_secs_f64(1.0 / rate));
    for (n, (_, token)) in drivers.iter().cycle().enumerate() {
        pace.tick().await;
        let point = somewhere(&mut client.dice());
        let fix = LaneFix { boot: 1, seq: n as u64 + 1, fix: fix(point, samples::now()) };
        let batch = FixBatch::new(DeviceId(Uuid::now_v7()), vec![fix]);
        let (client, token) = (client.clone(), token.clone());
        tokio::spawn(async move {
            drop(client.post::<serde_json::Value>("/api/v1/positions", &token, &batch).await);
        });
    }
}

/// The cheapest answer of the same server at the same time.
async fn breathe(client: Arc<Client>) {
    let mut pace = tokio::time::interval(Duration::from_millis(50));
    loop {
        pace.tick().await;
        let start = Instant::now();
        if client.http.get(format!("{}/health/live", client.url)).send().await.is_ok() {
            client.seen().health_ms.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
}

/// Holds what drivers were told against what the server says now.
async fn check(client: &Client) -> Result<Seen> {
    let orders = std::mem::take(&mut *client.orders());
    let mut seen = client.seen().clone();
    for (id, order) in orders {
        seen.never += usize::from(order.asked.is_none());
        let Some(winner) = order.won.first() else { continue };
        let answer = client.http.get(format!("{}/api/v1/deliveries/{id}", client.url));
        let answer = answer.bearer_auth(&client.dispatcher).send().await?.error_for_status()?;
        let detail: DeliveryDetail = answer.json().await?;
        let same = detail.delivery.driver == Some(*winner) && detail.delivery.state == State::Accepted;
        seen.twice += usize::from(order.won.len() > 1 || !same);
    }
    Ok(seen)
}

impl Client {
    async fn post<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        token: &str,
        body: &impl serde::Serialize,
    ) -> Result<T> {
        let request = self.http.post(format!("{}{path}", self.url)).bearer_auth(token).json(body);
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(status.is_success(), "{path}: {status} {text:.300}");
        serde_json::from_str(&text).with_context(|| format!("the answer to {path}"))
    }

    fn orders(&self) -> std::sync::MutexGuard<'_, BTreeMap<DeliveryId, Order>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn dice(&self) -> std::sync::MutexGuard<'_, SmallRng> {
        self.dice.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
