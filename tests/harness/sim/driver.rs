//! What drivers do all day.

use std::time::Duration;

use uuid::Uuid;
use waybill_client::ClientError;
use waybill_domain::{
    Command, DeliveryId, Fix, Outcome, Point, State,
    calls::driver::{Act, MyDelivery, ReportFix, SetShift, Shift, SignOutHere},
    command::{Completion, Failure, ParcelResult},
    parcel::ParcelOutcome,
    proof::{BlobKind, Evidence},
    rules::today::NextStep,
};

use super::{
    check::{Finding, Kind},
    custody, office,
    phone::{App, Phone},
    pictures,
    world::World,
};

/// Works until evening.
pub(super) async fn day(phone: &Phone, world: &World, app: &App) {
    while !world.is_evening() {
        tokio::time::sleep(world.dice.millis(2_000..=40_000)).await;
        if Phone::is_signed_out(app) {
            if let Some(first) = phone.people.first() {
                phone.sign_in(world, app, first).await;
            }
            continue;
        }
        if let Err(error) = something(phone, world, app).await {
            world.history.say(&phone.name, format!("cannot: {error}"));
        }
    }
}

async fn something(phone: &Phone, world: &World, app: &App) -> Result<(), ClientError> {
    let mine: Vec<MyDelivery> = app.my_deliveries().await?.into_iter().filter(|mine| !mine.revoked).collect();
    let open: Vec<&MyDelivery> = mine.iter().filter(|mine| !mine.delivery.state.is_final()).collect();
    let dice = &world.dice;
    match dice.weighted(&[60, 6, 4, 4, 5, 3, 2, 3, 8, 2, 1, 12]) {
        0 => match dice.pick(&open) {
            Some(mine) => step(phone, world, app, mine).await,
            None => Ok(()),
        },
        1 => match dice.pick(&mine) {
            Some(mine) => note(phone, world, app, mine.delivery.id).await,
            None => Ok(()),
        },
        2 => create(phone, world, app).await,
        3 => match dice.pick(&open) {
            Some(mine) => {
                let rank = mine.delivery.rank + 1_000.0;
                act(phone, world, app, mine.delivery.id, Command::Move { rank, pickup_rank: None }).await
            }
            None => Ok(()),
        },
        // A double tap.
        4 => match dice.pick(&open) {
            Some(mine) => {
                let (first, second) =
                    tokio::join!(step(phone, world, app, mine), step(phone, world, app, mine));
                first.and(second)
            }
            None => Ok(()),
        },
        5 => match dice.pick(&open) {
            Some(mine) => {
                let reason = "the van is full".to_owned();
                act(phone, world, app, mine.delivery.id, Command::Decline { reason }).await
            }
            None => Ok(()),
        },
        6 => match dice.pick(&open) {
            Some(mine) => {
                let amount = waybill_domain::Money::eur(250);
                act(phone, world, app, mine.delivery.id, Command::CashCollected { amount }).await
            }
            None => Ok(()),
        },
        // Proof that no command commits to yet.
        7 => match dice.pick(&open) {
            Some(mine) => {
                app.keep_bytes(mine.delivery.id, BlobKind::Photo, pictures::photo(dice)).await.map(drop)
            }
            None => Ok(()),
        },
        8 => drive(world, app).await,
        9 => app.retry_now().await,
        11 => goods(phone, world, app, &mine).await,
        _ => hand_over(phone, world, app).await,
    }
}

/// Something about goods that go from van to van: first what waits for this driver.
async fn goods(phone: &Phone, world: &World, app: &App, mine: &[MyDelivery]) -> Result<(), ClientError> {
    let Some(session) = app.status().session else { return Ok(()) };
    let (me, dice) = (session.member.id, &world.dice);
    let coming =
        mine.iter().find(|mine| mine.delivery.is_transferred_to(me) && !mine.delivery.is_taken_by(me));
    let Some(one) = coming.or_else(|| dice.pick(mine)) else { return Ok(()) };
    match custody::next(dice, one, me, &phone.people) {
        Some(command) => act(phone, world, app, one.delivery.id, command).await,
        None => Ok(()),
    }
}

/// The obvious next step; at the door the delivery ends one way or another.
async fn step(phone: &Phone, world: &World, app: &App, mine: &MyDelivery) -> Result<(), ClientError> {
    let id = mine.delivery.id;
    match NextStep::of(mine.delivery.state).and_then(NextStep::command) {
        Some(command) => act(phone, world, app, id, command).await,
        None => finish(phone, world, app, mine).await,
    }
}

async fn finish(phone: &Phone, world: &World, app: &App, mine: &MyDelivery) -> Result<(), ClientError> {
    let (delivery, dice) = (&mine.delivery, &world.dice);
    let mut evidence = Evidence { note: words(world), ..Evidence::default() };
    let demand = &delivery.dropoff.requirements;
    let photos = u64::from(demand.photos) + dice.number(0..=1);
    for _ in 0..photos {
        evidence.photos.push(app.keep_bytes(delivery.id, BlobKind::Photo, pictures::photo(dice)).await?);
    }
    if demand.signature || dice.chance(0.2) {
        let drawn = pictures::signature(dice);
        evidence.signature = Some(app.keep_bytes(delivery.id, BlobKind::Signature, drawn).await?);
    }
    if dice.chance(0.2) {
        let failure = Failure { reason: Outcome::FailedNotHome, evidence };
        return act(phone, world, app, delivery.id, Command::AttemptFailed(Box::new(failure))).await;
    }
    let mut completion = Completion { outcome: Outcome::DeliveredToRecipient, parcels: Vec::new(), evidence };
    if dice.chance(0.3)
        && let Some(parcel) = delivery.parcels.first()
    {
        completion.parcels.push(ParcelResult { parcel: parcel.id, outcome: ParcelOutcome::Refused });
    }
    act(phone, world, app, delivery.id, Command::Completed(Box::new(completion))).await
}

async fn note(phone: &Phone, world: &World, app: &App, id: DeliveryId) -> Result<(), ClientError> {
    act(phone, world, app, id, Command::Noted { text: words(world) }).await
}

async fn create(phone: &Phone, world: &World, app: &App) -> Result<(), ClientError> {
    let id = DeliveryId(Uuid::now_v7());
    act(phone, world, app, id, Command::Create(Box::new(office::order(&world.dice, None)))).await
}

async fn drive(world: &World, app: &App) -> Result<(), ClientError> {
    app.set_shift(SetShift { shift: Shift::On }).await?;
    let step = |n: u64| n as f64 / 10_000.0;
    let point = Point { lat: 53.5 + step(world.dice.number(0..=900)), lon: 10.0 };
    let at = waybill_client::Shell::clock(app.shell()).now();
    let fix = Fix { point, at, accuracy_m: Some(8.0), speed_mps: None, heading_deg: None, battery_pct: None };
    app.report_fix(ReportFix { fix }).await
}

/// Somebody else takes the phone; what waits stays.
async fn hand_over(phone: &Phone, world: &World, app: &App) -> Result<(), ClientError> {
    let Some(next) = world.dice.pick(&phone.people) else { return Ok(()) };
    app.sign_out(SignOutHere { leave_queued: true }).await?;
    world.history.say(&phone.name, "signs out");
    tokio::time::sleep(Duration::from_secs(2)).await;
    if phone.sign_in(world, app, next).await
        && let Some(lane) = app.lane()
    {
        phone.note_queue(world, lane);
    }
    Ok(())
}

/// Does it, and holds the phone to its word.
async fn act(
    phone: &Phone,
    world: &World,
    app: &App,
    delivery: DeliveryId,
    command: Command,
) -> Result<(), ClientError> {
    let (name, lane) = (command.name(), app.lane());
    let after = app.act(Act { delivery, command }).await?;
    let promised = lane.map_or(0, |lane| phone.note_queue(world, lane));
    let state = after.delivery.state;
    world.history.say(&phone.name, format!("{name} of {}: {}", after.delivery.code, state.as_str()));
    if promised == 0 && after.delivery.state == State::Completed {
        // Another tap's promise may have been noted together with this one; a row there must be.
        let words = format!("{} said {name} is done and has no row of it", phone.name);
        let known = lane.is_some_and(|lane| phone.has(lane, delivery, name));
        if !known {
            world.ledger.open().broken.push(Finding { kind: Kind::Lost, words });
        }
    }
    Ok(())
}

/// Words that nobody else says.
fn words(world: &World) -> String {
    format!("note {:06}", world.dice.number(0..=999_999))
}
