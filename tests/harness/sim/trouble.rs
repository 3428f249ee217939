//! What goes wrong, and when: all of it from the seed.

use std::sync::{Arc, PoisonError, atomic::Ordering};

use super::{
    check::lanes_of,
    net::{Line, Weather},
    phone::Phone,
    world::World,
};

const YEAR_MS: i64 = 365 * 86_400_000;

/// The weather on one line changes until evening.
pub(super) async fn weather(world: Arc<World>, line: Arc<Line>) {
    while !world.is_evening() {
        let weather = forecast(&world);
        if weather != line.weather() {
            world.history.say(&line.who, words(weather));
            line.set(weather);
        }
        tokio::time::sleep(world.dice.millis(10_000..=200_000)).await;
    }
}

fn forecast(world: &World) -> Weather {
    let (fine, dice) = (Weather::FINE, &world.dice);
    match dice.weighted(&[40, 20, 8, 8, 12, 6, 6]) {
        0 => fine,
        1 => Weather { loss: 0.2, twice: 0.15, delay: (20, 4_000), ..fine },
        2 => Weather { up: false, ..fine },
        3 => Weather { down: false, twice: 0.2, ..fine },
        4 => Weather { up: false, down: false, ..fine },
        5 => Weather { narrow: true, ..fine },
        _ => Weather { portal: true, ..fine },
    }
}

fn words(weather: Weather) -> &'static str {
    match weather {
        Weather { portal: true, .. } => "is caught by a sign-in page",
        Weather { narrow: true, .. } => "only small packets get through",
        Weather { up: true, down: true, loss, .. } if loss > 0.0 => "the network is bad",
        Weather { up: true, down: true, .. } => "the network is fine",
        Weather { up: true, down: false, .. } => "hears nothing",
        Weather { up: false, down: true, .. } => "is not heard",
        Weather { up: false, down: false, .. } => "has no network",
    }
}

/// A phone dies now and then, and its clock is not to be trusted.
pub(super) async fn bad_luck(world: Arc<World>, phone: Arc<Phone>) {
    while !world.is_evening() {
        tokio::time::sleep(world.dice.millis(30_000..=500_000)).await;
        match world.dice.weighted(&[50, 20, 30]) {
            0 => phone.body.doom(world.dice.number(1..=60)),
            1 => {
                world.history.say(&phone.name, "is killed");
                phone.body.kill();
            }
            _ => {
                let off = world.dice.number(0..=20).cast_signed() - 10;
                let days = world.dice.number(0..=9).cast_signed();
                world.history.say(&phone.name, format!("its clock is off by {off} years and {days} days"));
                phone.clock.off_ms.store(off * YEAR_MS + days * 86_400_000, Ordering::Relaxed);
            }
        }
    }
}

/// Once in a while somebody must go back to a copy: the server whose disk is lost, or a phone. Not both: what the one no
/// longer has, the other must.
pub(super) async fn disaster(world: Arc<World>, phones: Vec<Arc<Phone>>) {
    match world.dice.weighted(&[25, 25, 50]) {
        0 => server_goes_back(&world, &phones).await,
        1 => phone_goes_back(&world, &phones).await,
        _ => {}
    }
}

/// The server's disk is lost and it comes back from a backup.
async fn server_goes_back(world: &World, phones: &[Arc<Phone>]) {
    tokio::time::sleep(world.dice.millis(120_000..=900_000)).await;
    let lanes = || phones.iter().map(|phone| lanes_of(phone).unwrap_or_default()).collect::<Vec<_>>();
    let (backup, known) = (world.net.post.back_up(), lanes());
    tokio::time::sleep(world.dice.millis(60_000..=600_000)).await;
    if lanes() != known {
        return;
    }
    world.ledger.open().rewind(backup.at_ms);
    world.net.post.go_back_to(backup);
}

/// A phone's owner puts back what a copy of it has.
async fn phone_goes_back(world: &World, phones: &[Arc<Phone>]) {
    tokio::time::sleep(world.dice.millis(60_000..=900_000)).await;
    let Some(phone) = world.dice.pick(phones) else { return };
    world.history.say(&phone.name, "is copied");
    let copy = match phone.copy() {
        Ok(copy) => copy,
        Err(error) => return world.history.say(&phone.name, format!("cannot be copied: {error}")),
    };
    tokio::time::sleep(world.dice.millis(10_000..=900_000)).await;
    *phone.put_back.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
    phone.body.kill();
}

/// The server dies now and then.
pub(super) async fn crashes(world: Arc<World>) {
    while !world.is_evening() {
        tokio::time::sleep(world.dice.millis(60_000..=600_000)).await;
        world.net.post.body.doom(world.dice.number(1..=150));
    }
}
