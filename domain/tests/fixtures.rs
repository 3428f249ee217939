//! A delivery to work with, and ways to bring it into any state.

use uuid::Uuid;
use waybill_domain::{
    Command, CommandId, Delivery, DeliveryId, EventBody, MemberId, Money, Outcome, ParcelId, Point, Role,
    State, Timestamp,
    command::{Completion, NewDelivery},
    custody::Receiver,
    member::Actor,
    parcel::Parcel,
    proof::{BlobKind, BlobRef, Evidence, Sha256Hash},
    requirements::Requirements,
    rules::{Context, Reception, evolve, receive},
    stop::{Contact, Stop},
};

pub fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub fn now() -> Timestamp {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

pub const DISPATCHER: u128 = 1;
pub const DRIVER: u128 = 2;
pub const OTHER: u128 = 3;

pub fn dispatcher() -> Actor {
    Actor { member: MemberId(uuid(DISPATCHER)), role: Role::Dispatcher }
}

pub fn driver() -> Actor {
    Actor { member: MemberId(uuid(DRIVER)), role: Role::Driver }
}

pub fn other() -> Actor {
    Actor { member: MemberId(uuid(OTHER)), role: Role::Driver }
}

pub fn context(actor: Actor, command: u128) -> Context {
    Context {
        actor,
        organization: uuid(100).into(),
        delivery: DeliveryId(uuid(200)),
        command: CommandId(uuid(1_000 + command)),
        at: now(),
        base_rev: None,
    }
}

pub fn parcel(n: u128, cash: Option<i64>) -> Parcel {
    Parcel {
        id: ParcelId(uuid(300 + n)),
        code: format!("P{n}"),
        name: "Box".into(),
        quantity: 1,
        weight_g: None,
        volume_cm3: None,
        cash_due: cash.map(Money::eur),
        outcome: None,
    }
}

pub fn stop(address: &str) -> Stop {
    Stop {
        address: address.into(),
        unit: String::new(),
        point: Point::new(53.55, 10.0).unwrap(),
        contact: Contact { name: "Ana Souza".into(), phone: String::new() },
        window: Default::default(),
        notes: String::new(),
        requirements: Requirements::default(),
    }
}

pub fn new_delivery() -> NewDelivery {
    NewDelivery {
        code: "WB-7K3F".into(),
        kind: Default::default(),
        preparation: Default::default(),
        pickup: stop("Central depot 1"),
        dropoff: stop("Linden Avenue 27"),
        parcels: vec![parcel(1, Some(1_000)), parcel(2, Some(1_490))],
        handling: Default::default(),
        merchant: "Café Aurora".into(),
        driver: None,
        follows: None,
        attempt: 1,
    }
}

pub fn blob(n: u8, kind: BlobKind) -> BlobRef {
    BlobRef { sha256: Sha256Hash([n; 32]), size: 1_000, mime: "image/jpeg".into(), kind }
}

/// Evidence that is enough for the delivery of [`new_delivery`]: the cash.
pub fn paid() -> Evidence {
    Evidence { cash: Some(Money::eur(2_490)), ..Evidence::default() }
}

pub fn completed() -> Command {
    Command::Completed(Box::new(Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence: paid(),
    }))
}

pub fn picked_up() -> Command {
    Command::PickedUp { evidence: Evidence::default() }
}

pub fn handed_over(member: MemberId) -> Command {
    Command::HandedOver { to: Receiver::Driver { member }, evidence: Evidence::default() }
}

pub fn taken_over() -> Command {
    Command::TakenOver { evidence: Evidence::default() }
}

/// Runs `command` through the server's rules.
pub fn step(
    delivery: Option<Delivery>,
    actor: Actor,
    command: &Command,
    n: u128,
) -> (Option<Delivery>, Reception) {
    let reception = receive(delivery.as_ref(), command, &context(actor, n));
    let after = reception.events.iter().fold(delivery, |delivery, event| evolve(delivery, event, now()));
    (after, reception)
}

/// Half a minute to answer.
pub fn offered(driver: MemberId) -> EventBody {
    EventBody::Offered { driver, until: now().plus_millis(30_000) }
}

/// The delivery of [`new_delivery`] in `state`, with the driver where the state has one.
pub fn delivery_in(state: State) -> Delivery {
    let give = Command::Assign { driver: driver().member };
    let mut script = vec![(dispatcher(), Command::Create(Box::new(new_delivery())))];
    let way = [
        (State::Assigned, dispatcher(), give.clone()),
        (State::Accepted, driver(), Command::Accept),
        (State::ArrivedAtPickup, driver(), Command::ArrivedAtPickup),
        (State::PickedUp, driver(), picked_up()),
        (State::OutForDelivery, driver(), Command::OutForDelivery),
        (State::Arrived, driver(), Command::Arrived),
        (State::Completed, driver(), completed()),
    ];
    match state {
        State::Cancelled => {
            script.push((dispatcher(), give));
            script.push((dispatcher(), Command::Cancel { reason: "closed".into() }));
        }
        state => script.extend(way.into_iter().filter(|(to, ..)| *to <= state).map(|(_, a, c)| (a, c))),
    }
    let mut delivery = None;
    for (n, (actor, command)) in script.iter().enumerate() {
        delivery = step(delivery, *actor, command, n as u128).0;
    }
    let mut delivery = delivery.unwrap();
    if state == State::Offered {
        delivery = evolve(Some(delivery), &offered(driver().member), now()).unwrap();
    }
    assert_eq!(delivery.state, state);
    delivery
}
