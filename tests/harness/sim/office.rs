//! What dispatchers do meanwhile, over the same server's REST calls. A call whose answer is lost is made again under
//! the same key.

use std::sync::Arc;

use uuid::Uuid;
use waybill_client::wire::{WireError, WireReply, WireRequest};
use waybill_domain::{
    Command, CommandId, DeliveryId, MemberId, ParcelId, Point, Timestamp, Window,
    calls::{ActOnDelivery, Call, CreateDelivery, DeliveryDetail, GetDelivery, Method},
    command::{NewDelivery, Patch, StopPatch},
    parcel::Parcel,
    protocol::SignIn,
    requirements::Requirements,
    stop::{Contact, Stop},
};

use super::{
    dice::Dice,
    ledger::Deed,
    net::Line,
    time,
    world::{Fleet, PASSWORD, World},
};

/// How often a call is tried.
const TRIES: u32 = 8;
/// A fleet's day has so many deliveries.
const DELIVERIES_MAX: usize = 24;

/// A dispatcher at a desk.
pub(super) struct Office {
    pub(super) line: Arc<Line>,
    fleet: Fleet,
    cookie: String,
    deliveries: Vec<DeliveryId>,
}

impl Office {
    pub(super) fn new(fleet: Fleet) -> Self {
        let line = Line::new(fleet.name);
        Self { line, fleet, cookie: String::new(), deliveries: Vec::new() }
    }

    /// Works until evening.
    pub(super) async fn day(mut self, world: Arc<World>) {
        while !world.is_evening() {
            tokio::time::sleep(world.dice.millis(3_000..=45_000)).await;
            if self.cookie.is_empty() {
                self.sign_in(&world).await;
            } else {
                self.something(&world).await;
            }
        }
        for driver in self.fleet.drivers.clone() {
            for _ in 0..TRIES {
                if self.disable(&world, driver.id, false).await {
                    break;
                }
                tokio::time::sleep(world.dice.millis(10_000..=60_000)).await;
                self.sign_in(&world).await;
            }
        }
    }

    async fn something(&mut self, world: &World) {
        let dice = &world.dice;
        let what = dice.weighted(&[45, 18, 6, 10, 6, 6, 2, 8]);
        let Some(id) = dice.pick(&self.deliveries).copied().filter(|_| what > 0) else {
            return self.create(world).await;
        };
        let driver = dice.pick(&self.fleet.drivers).map(|driver| driver.id);
        let command = match (what, driver) {
            (1, Some(driver)) => Command::Assign { driver },
            (2, _) => Command::Unassign,
            (3, _) => {
                let address = Some(format!("Linden Avenue {}", dice.number(1..=200)));
                let dropoff = Some(StopPatch { address, ..StopPatch::default() });
                Command::Edit(Box::new(Patch { dropoff, ..Patch::default() }))
            }
            (4, _) => Command::Cancel { reason: "the shop is closed".to_owned() },
            (7, Some(to)) => Command::Transfer { to },
            (5, _) => return self.resolve(world, id).await,
            _ => return self.lock_out(world).await,
        };
        self.act(world, id, command).await;
    }

    async fn create(&mut self, world: &World) {
        if self.deliveries.len() >= DELIVERIES_MAX {
            return;
        }
        let driver = world.dice.pick(&self.fleet.drivers).map(|driver| driver.id);
        let new = order(&world.dice, driver.filter(|_| world.dice.chance(0.7)));
        let id = DeliveryId(Uuid::now_v7());
        if self.call(world, &CreateDelivery { id, new }).await.is_some_and(|reply| reply.is_success()) {
            world.history.say(&self.line.who, "created a delivery");
            self.deliveries.push(id);
        }
    }

    async fn act(&mut self, world: &World, id: DeliveryId, command: Command) {
        let (name, class) = (command.name(), command.class());
        let call = ActOnDelivery {
            id: Some(id),
            cmd_id: CommandId(Uuid::now_v7()),
            base_rev: None,
            occurred_at: None,
            command,
        };
        let reply = self.call(world, &call).await;
        let said = reply.as_ref().map_or(0, |reply| reply.status);
        world.history.say(&self.line.who, format!("{name}: {said}"));
        if reply.is_some_and(|reply| reply.is_success()) {
            let (by, organization) = (self.line.who.clone(), self.fleet.organization);
            let at_ms = time::elapsed_ms();
            let deed =
                Deed { by, organization, delivery: id, name: name.to_owned(), class, at_ms, kept: false };
            world.ledger.open().deeds.insert(call.cmd_id, deed);
        }
    }

    async fn resolve(&mut self, world: &World, id: DeliveryId) {
        let Some(reply) = self.call(world, &GetDelivery { id }).await else { return };
        let Ok(detail) = serde_json::from_slice::<DeliveryDetail>(&reply.body) else { return };
        if let Some(open) = detail.delivery.exceptions.first() {
            let note = "called the customer".to_owned();
            self.act(world, id, Command::ResolveException { exception: open.id, note }).await;
        }
    }

    /// A driver may not work for a while, and then may again.
    async fn lock_out(&mut self, world: &World) {
        let Some(driver) = world.dice.pick(&self.fleet.drivers).map(|driver| driver.id) else { return };
        self.disable(world, driver, true).await;
        tokio::time::sleep(world.dice.millis(5_000..=180_000)).await;
        self.disable(world, driver, false).await;
    }

    async fn disable(&mut self, world: &World, driver: MemberId, disabled: bool) -> bool {
        let body = serde_json::json!({ "disabled": disabled });
        let path = format!("/api/v1/members/{driver}");
        let Ok(request) = WireRequest::json("PATCH", path, &body) else { return false };
        let done = self.send(world, request).await.is_some_and(|reply| reply.is_success());
        world.history.say(&self.line.who, format!("a driver is disabled: {disabled}, done: {done}"));
        done
    }

    async fn sign_in(&mut self, world: &World) {
        let body = SignIn { email: self.fleet.admin.email.clone(), password: PASSWORD.into(), device: None };
        let Ok(request) = WireRequest::json("POST", "/api/v1/session", &body) else { return };
        let Some(reply) = self.send(world, request).await else { return };
        let cookie = reply.header("set-cookie").and_then(|text| text.split(';').next());
        self.cookie = cookie.unwrap_or_default().to_owned();
    }

    async fn call<C: Call>(&mut self, world: &World, call: &C) -> Option<WireReply> {
        let made = call.request();
        let method = match made.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let request = match &made.body {
            Some(body) => WireRequest::json(method, made.path, body).ok()?,
            None => WireRequest::new(method, made.path),
        };
        self.send(world, request).await
    }

    /// Sends it until there is an answer; `None` where there is none in the end.
    async fn send(&mut self, world: &World, request: WireRequest) -> Option<WireReply> {
        for _ in 0..TRIES {
            let request = request.clone().header("x-waybill", "1").header("cookie", self.cookie.clone());
            match world.net.exchange(&self.line, request).await {
                Ok(reply) if reply.status == 401 && !self.cookie.is_empty() => {
                    self.cookie.clear();
                    return None;
                }
                Ok(reply) if reply.status < 500 && !is_html(&reply) => return Some(reply),
                Ok(_) | Err(WireError::Unreachable(_)) => {
                    tokio::time::sleep(world.dice.millis(500..=9_000)).await;
                }
                Err(_) => return None,
            }
        }
        None
    }
}

fn is_html(reply: &WireReply) -> bool {
    reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
}

/// An order like any other.
pub(super) fn order(dice: &Dice, driver: Option<MemberId>) -> NewDelivery {
    let photos = u8::try_from(dice.number(0..=2)).unwrap_or(0);
    let requirements = Requirements { photos, signature: dice.chance(0.4), ..Requirements::default() };
    NewDelivery {
        code: String::new(),
        kind: Default::default(),
        preparation: Default::default(),
        pickup: stop("Central depot 1", Requirements::default()),
        dropoff: stop(&format!("Rose Court {}", dice.number(1..=90)), requirements),
        parcels: (0..dice.number(1..=3)).map(|_| parcel()).collect(),
        handling: Default::default(),
        merchant: "Café Aurora".into(),
        driver,
        follows: None,
        attempt: 1,
    }
}

fn parcel() -> Parcel {
    let id = Uuid::now_v7();
    Parcel {
        id: ParcelId(id),
        code: format!("P-{}", &id.simple().to_string()[20..]).to_uppercase(),
        name: "Box".into(),
        quantity: 1,
        weight_g: None,
        volume_cm3: None,
        cash_due: None,
        outcome: None,
    }
}

fn stop(address: &str, requirements: Requirements) -> Stop {
    let now = Timestamp::from_millis(time::wall_ms().unwrap_or(time::BEGIN_MS));
    Stop {
        address: address.into(),
        unit: String::new(),
        point: Point { lat: 53.551, lon: 10.002 },
        contact: Contact { name: "Ana Souza".into(), phone: "+49 40 123456".into() },
        window: Window::new(now, now.plus_minutes(120)),
        notes: String::new(),
        requirements,
    }
}
