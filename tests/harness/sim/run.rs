//! One run: a day, an evening, the reckoning.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context as _, Result};
use tokio::{
    task::{JoinHandle, unconstrained},
    time::{Instant, timeout},
};
use uuid::Uuid;
use waybill_backend::service::{enroll, found};
use waybill_domain::{Member, MemberId, Role};
use waybill_door::{Break, on_the_spot, simulate};

use super::{
    body::Gates,
    check::{Finding, Findings, Kind, check, lanes_of},
    dice::Dice,
    history::History,
    net::{Net, Weather},
    office::Office,
    phone::{App, Phone},
    post::Post,
    time, trouble,
    world::{Fleet, PASSWORD, World},
};

/// How long everything may take to come through when all is well again, in virtual time.
const DRAIN: Duration = Duration::from_secs(30 * 60);
/// How long the evening may be at most, in virtual time.
const EVENING: Duration = Duration::from_secs(2 * 3_600);
/// How often somebody looks whether the phone asks for a password meanwhile.
const LOOK: Duration = Duration::from_secs(90);

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Everything follows from it.
    pub seed: u64,
    /// How long the day is.
    pub hours: f64,
    /// The protection that is switched off.
    pub broken: Option<Break>,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What is wrong; nothing, if all is well.
    pub findings: Vec<Finding>,
    /// Line by line what happened.
    pub history: Vec<String>,
    /// A short digest of the history.
    pub digest: String,
    /// How many commands were promised.
    pub promises: usize,
}

/// Runs one seed. Once in a process, on a current-thread runtime whose clock is paused; `folder` is for files, and is
/// best in memory.
pub async fn run(options: Options, folder: &Path) -> Result<Outcome> {
    time::begin();
    let dice = |n: u64| Dice::new(options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(n));
    let history = Arc::new(History::default());
    let post = Arc::new(Post::new(folder.join("server"), &history));
    let gates = Arc::new(Gates::new(&post.body, dice(1), &history));
    simulate(Arc::clone(&gates) as Arc<_>, options.broken)?;
    post.start()?;
    let net = Arc::new(Net { post: Arc::clone(&post), dice: dice(2), history: Arc::clone(&history) });
    let day = Duration::from_secs_f64(options.hours * 3_600.0);
    let world = World::new(net, gates, dice(3), folder.to_owned(), day);
    let fleets = on_the_spot(people(&world)).await?;
    let phones = phones(&world, &fleets);

    let mut troubles: Vec<JoinHandle<()>> = Vec::new();
    let keeper = tokio::spawn(Arc::clone(&post).keep(dice(4)));
    let mut offices = Vec::new();
    for fleet in &fleets {
        let office = Office::new(fleet.clone());
        troubles.push(tokio::spawn(trouble::weather(Arc::clone(&world), Arc::clone(&office.line))));
        offices.push((Arc::clone(&office.line), tokio::spawn(office.day(Arc::clone(&world)))));
    }
    let mut lives = Vec::new();
    for phone in &phones {
        troubles.push(tokio::spawn(trouble::weather(Arc::clone(&world), Arc::clone(&phone.line))));
        troubles.push(tokio::spawn(trouble::bad_luck(Arc::clone(&world), Arc::clone(phone))));
        lives.push(tokio::spawn(Arc::clone(phone).live(Arc::clone(&world))));
    }
    troubles.push(tokio::spawn(trouble::crashes(Arc::clone(&world))));
    troubles.push(tokio::spawn(trouble::disaster(Arc::clone(&world), phones.clone())));
    tokio::time::sleep(day).await;

    history.say("all", "evening");
    world.end_the_day();
    troubles.iter().for_each(JoinHandle::abort);
    post.body.spare();
    phones.iter().for_each(|phone| phone.body.spare());
    let lines = phones.iter().map(|phone| &phone.line).chain(offices.iter().map(|(line, _)| line));
    lines.for_each(|line| line.set(Weather::FINE));
    let offices = offices.into_iter().map(|(_, office)| office);
    let reckoning = async {
        for office in offices {
            office.await?;
        }
        let mut running = Vec::new();
        for (phone, life) in phones.iter().zip(lives) {
            running.push((Arc::clone(phone), life.await??));
        }
        let mut findings = timeout(EVENING, evening(&world, &running))
            .await
            .unwrap_or_else(|_| Ok(Findings::one(Kind::Stuck, "the evening does not end")))?;
        let app = post.app().context("the server is up in the evening")?;
        // It never goes back to the runtime, whose tasks may do only so much before they must.
        match on_the_spot(unconstrained(check(&world, &app, &fleets, &running))).await {
            Ok(mut found) => findings.0.append(&mut found.0),
            Err(error) => findings.add(Kind::Lost, format!("what is there cannot be read: {error:#}")),
        }
        anyhow::Ok(findings)
    };
    let findings = tokio::select! {
        found = reckoning => found?,
        ended = keeper => {
            Findings::one(Kind::Lost, format!("the server does not start again: {:?}", ended?))
        }
    };
    let promises = world.ledger.open().deeds.len();
    Ok(Outcome { findings: findings.0, digest: history.digest(), history: history.lines(), promises })
}

/// Two fleets: one whose phones are watched closely, and another whose only purpose is to be none of their business.
async fn people(world: &World) -> Result<Vec<Fleet>> {
    let app = world.net.post.app().context("the server runs")?;
    let mut fleets = Vec::new();
    for (name, drivers) in [("Linden", world.dice.number(2..=3)), ("Harbour", 1)] {
        let organization = found(&app, name, "Europe/Berlin").await?.id;
        let add = async |who: &str, role: Role| {
            let member = Member {
                id: MemberId(Uuid::now_v7()),
                name: format!("{who} {name}"),
                email: format!("{who}@{name}.test").to_lowercase(),
                role,
                vehicle: String::new(),
                phone: String::new(),
                disabled: false,
            };
            enroll(&app, organization, member, PASSWORD.to_owned()).await
        };
        let admin = add("Ada", Role::Admin).await?;
        let mut all = Vec::new();
        for who in ["Mara", "Leo", "Kim"].iter().take(usize::try_from(drivers)?) {
            all.push(add(who, Role::Driver).await?);
        }
        fleets.push(Fleet { name, organization, admin, drivers: all });
    }
    Ok(fleets)
}

/// A phone each, now and then a second one of the same driver; phones are lent within a fleet. Some will be copied.
fn phones(world: &World, fleets: &[Fleet]) -> Vec<Arc<Phone>> {
    let mut phones = Vec::new();
    for fleet in fleets {
        for (i, driver) in fleet.drivers.iter().enumerate() {
            let mut people = vec![driver.clone()];
            people.extend(fleet.drivers.iter().filter(|other| other.id != driver.id).cloned());
            let devices = if i == 0 && world.dice.chance(0.4) { 2 } else { 1 };
            for _ in 0..devices {
                let name = format!("phone {}", phones.len() + 1);
                phones.push(Phone::new(world, &name, fleet.organization, people.clone()));
            }
        }
    }
    if world.dice.chance(0.5)
        && let Some(original) = world.dice.pick(&phones).cloned()
    {
        phones.push(Phone::twin(world, &format!("phone {}", phones.len() + 1), &original));
    }
    phones
}

/// Everybody signs in where needed, and everything that waits goes up, from every lane of every phone.
async fn evening(world: &World, running: &[(Arc<Phone>, App)]) -> Result<Findings> {
    let mut findings = Findings::default();
    for (phone, app) in running {
        let lanes = lanes_of(phone)?.len();
        for member in phone.people.iter().rev().filter(|_| lanes > 1) {
            drain(world, phone, app, Some(member), &mut findings).await;
        }
    }
    // What one phone sends may concern another one.
    for _ in 0..2 {
        for (phone, app) in running {
            drain(world, phone, app, None, &mut findings).await;
        }
    }
    Ok(findings)
}

async fn drain(world: &World, phone: &Phone, app: &App, who: Option<&Member>, findings: &mut Findings) {
    if let Some(member) = who {
        phone.sign_in(world, app, member).await;
    }
    let deadline = Instant::now() + DRAIN;
    while Instant::now() < deadline {
        if Phone::is_signed_out(app)
            && let Some(member) = who.or(phone.people.first())
        {
            phone.sign_in(world, app, member).await;
        }
        if let Ok(Ok(_)) = timeout(LOOK, app.drained()).await {
            world.history.say(&phone.name, "is drained");
            return;
        }
    }
    let status = app.status();
    let words = format!("{}: {} wait, {:?}", phone.name, status.waiting, status.network);
    findings.add(Kind::Stuck, words);
}
