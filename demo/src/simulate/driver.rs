//! One driver: drives, waits at doors, hands over, has a break.

use std::collections::BTreeMap;

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{
    Command, Delivery, DeliveryId, Fix, Outcome, Point, State, Timestamp,
    command::{Completion, Failure, ParcelResult},
    parcel::ParcelOutcome,
    proof::Evidence,
};

use super::choice::{self, THERE, Task};
use crate::{
    Blob, Town, evidence,
    journey::{self, Journey},
    seed,
};

/// Real seconds after which a command that does not show is given again.
const PATIENCE: f64 = 15.0;
/// How often it is given before the driver gives up on the delivery.
const TRIES: u32 = 3;
/// Seconds of work before a break.
const SHIFT: f64 = 4.0 * 3_600.0;
const MOVING_FIX_MS: i64 = 3_000;
const STANDING_FIX_MS: i64 = 30_000;

pub(super) struct Driver {
    rng: SmallRng,
    here: Option<Point>,
    heading: f64,
    speed: f64,
    doing: Doing,
    /// The command that was given last: about what, in which state, how long ago, how often.
    given: Option<(DeliveryId, State, f64, u32)>,
    given_up: Vec<DeliveryId>,
    /// Seconds until each new delivery is accepted.
    thinking: BTreeMap<DeliveryId, f64>,
    worked: f64,
    battery: f64,
    fixed: Option<Timestamp>,
}

enum Doing {
    Nothing,
    Driving {
        journey: Journey,
        seconds: f64,
        to: Point,
    },
    /// Busy with a task for some more seconds.
    Busy {
        left: f64,
        task: Task,
    },
    Break {
        left: f64,
    },
}

type Given = (DeliveryId, Command, Vec<Blob>);

impl Driver {
    pub(super) fn new(mut rng: SmallRng) -> Self {
        let worked = rng.random_range(0.0..SHIFT * 0.8);
        let battery = rng.random_range(55.0..98.0);
        Self {
            rng,
            here: None,
            heading: 0.0,
            speed: 0.0,
            doing: Doing::Nothing,
            given: None,
            given_up: Vec::new(),
            thinking: BTreeMap::new(),
            worked,
            battery,
            fixed: None,
        }
    }

    pub(super) fn place(&mut self, point: Point) {
        self.here = Some(point);
        self.doing = Doing::Nothing;
    }

    /// Works for `seconds` of real time at `pace` times the pace of life.
    pub(super) fn work(&mut self, town: &Town, own: &[&Delivery], seconds: f64, pace: f64) -> Vec<Given> {
        let here = *self.here.get_or_insert_with(|| choice::likely_place(own, town.depot().point));
        let spent = seconds * pace;
        self.worked += spent;
        self.battery = (self.battery - spent / 900.0).max(4.0);
        let mut out = self.accept(own, spent);
        if self.waits_for_answer(own, seconds) {
            self.advance(spent);
            return out;
        }
        let open: Vec<&Delivery> = own
            .iter()
            .filter(|delivery| delivery.state.is_active() && !self.given_up.contains(&delivery.id))
            .copied()
            .collect();
        self.advance(spent);
        let task = choice::next(self.here.unwrap_or(here), &open);
        out.extend(self.pursue(town, &open, task));
        out
    }

    fn accept(&mut self, own: &[&Delivery], spent: f64) -> Vec<Given> {
        let offered = |delivery: &&&Delivery| matches!(delivery.state, State::Assigned | State::Offered);
        self.thinking.retain(|id, _| own.iter().filter(offered).any(|delivery| delivery.id == *id));
        let mut out = Vec::new();
        for delivery in own.iter().filter(offered) {
            let rng = &mut self.rng;
            let left = self.thinking.entry(delivery.id).or_insert_with(|| rng.random_range(6.0..45.0));
            *left -= spent;
            if *left <= 0.0 {
                *left = 60.0;
                out.push((delivery.id, Command::Accept, Vec::new()));
            }
        }
        out
    }

    /// Whether the last command has not shown yet, and may still.
    fn waits_for_answer(&mut self, own: &[&Delivery], seconds: f64) -> bool {
        let Some((id, state, waited, tries)) = self.given else { return false };
        if !own.iter().any(|delivery| delivery.id == id && delivery.state == state) {
            self.given = None;
            return false;
        }
        let waited = waited + seconds;
        self.given = Some((id, state, waited, tries));
        if waited > PATIENCE && tries >= TRIES {
            self.given_up.push(id);
            self.given = None;
        }
        waited <= PATIENCE
    }

    /// Lets time pass for whatever the driver is doing.
    fn advance(&mut self, spent: f64) {
        self.speed = 0.0;
        match &mut self.doing {
            Doing::Driving { journey, seconds, .. } => {
                *seconds += spent;
                let (point, heading, speed) = journey.at(*seconds);
                (self.here, self.heading, self.speed) = (Some(point), heading, speed);
                if *seconds >= journey.seconds() {
                    self.doing = Doing::Nothing;
                }
            }
            Doing::Busy { left, .. } | Doing::Break { left } => *left -= spent,
            Doing::Nothing => {}
        }
    }

    fn pursue(&mut self, town: &Town, open: &[&Delivery], task: Option<Task>) -> Option<Given> {
        if let Doing::Break { left } = self.doing {
            if left > 0.0 {
                return None;
            }
            self.worked = 0.0;
            self.doing = Doing::Nothing;
        }
        let Some(task) = task else {
            self.doing = match std::mem::replace(&mut self.doing, Doing::Nothing) {
                driving @ Doing::Driving { .. } => driving,
                _ => self.drive(town, town.depot().point),
            };
            return None;
        };
        match (&self.doing, task) {
            (Doing::Driving { to, .. }, Task::DriveTo(wanted)) if *to == wanted => None,
            (_, Task::DriveTo(to)) => {
                self.doing = self.drive(town, to);
                None
            }
            (Doing::Busy { left, task: busy }, _) if *busy == task => {
                if *left > 0.0 {
                    return None;
                }
                self.doing = Doing::Nothing;
                self.give(open, task)
            }
            (_, Task::SetOff(_)) if self.worked > SHIFT => {
                self.doing = Doing::Break { left: self.rng.random_range(900.0..1_500.0) };
                None
            }
            _ => {
                let left = match task {
                    Task::PickUp(_) => self.rng.random_range(25.0..90.0),
                    Task::HandOver(_) => self.rng.random_range(50.0..160.0),
                    Task::SetOff(_) => self.rng.random_range(8.0..30.0),
                    Task::Arrive(_) | Task::ArriveAtPickup(_) | Task::DriveTo(_) => 2.0,
                };
                self.doing = Doing::Busy { left, task };
                None
            }
        }
    }

    fn drive(&mut self, town: &Town, to: Point) -> Doing {
        let here = self.here.unwrap_or(to);
        if here.distance_m(to) < THERE {
            return Doing::Nothing;
        }
        match Journey::plan(town, here, to) {
            Some(journey) => Doing::Driving { journey, seconds: 0.0, to },
            None => {
                // Where no road leads, one is there at once.
                self.here = Some(to);
                Doing::Nothing
            }
        }
    }

    fn give(&mut self, open: &[&Delivery], task: Task) -> Option<Given> {
        let (id, command, blobs) = match task {
            Task::DriveTo(_) => return None,
            Task::ArriveAtPickup(id) => (id, Command::ArrivedAtPickup, Vec::new()),
            Task::PickUp(id) => {
                let parcels =
                    open.iter().find(|delivery| delivery.id == id).map(|delivery| &delivery.parcels)?;
                let scans = parcels
                    .iter()
                    .map(|parcel| parcel.code.clone())
                    .filter(|code| !code.is_empty())
                    .collect();
                (id, Command::PickedUp { evidence: Evidence { scans, ..Evidence::default() } }, Vec::new())
            }
            Task::SetOff(id) => (id, Command::OutForDelivery, Vec::new()),
            Task::Arrive(id) => (id, Command::Arrived, Vec::new()),
            Task::HandOver(id) => {
                let delivery = open.iter().find(|delivery| delivery.id == id)?;
                let (command, blobs) = hand_over(&mut self.rng, delivery);
                (id, command, blobs)
            }
        };
        let state = open.iter().find(|delivery| delivery.id == id)?.state;
        let tries = match self.given {
            Some((before, at, _, tries)) if (before, at) == (id, state) => tries + 1,
            _ => 1,
        };
        self.given = Some((id, state, 0.0, tries));
        Some((id, command, blobs))
    }

    /// A fix, where one is due.
    pub(super) fn fix(&mut self, now: Timestamp) -> Option<Fix> {
        let here = self.here?;
        let due = if self.speed > 0.0 { MOVING_FIX_MS } else { STANDING_FIX_MS };
        if self.fixed.is_some_and(|last| now.since(last) < due) {
            return None;
        }
        self.fixed = Some(now);
        Some(journey::fix(&mut self.rng, here, self.heading, self.speed, now, self.battery as u8))
    }
}

/// Most often all goes well.
fn hand_over(rng: &mut SmallRng, delivery: &Delivery) -> (Command, Vec<Blob>) {
    if rng.random_bool(0.05) {
        let reason =
            *seed::pick(rng, &[Outcome::FailedNotHome, Outcome::FailedNotHome, Outcome::FailedRefused]);
        let note = if reason == Outcome::FailedRefused { "Did not order it." } else { "Nobody opened." };
        let (evidence, blobs) = evidence::in_vain(rng, note);
        return (Command::AttemptFailed(Box::new(Failure { reason, evidence })), blobs);
    }
    let refused = delivery.parcels.last().filter(|_| delivery.parcels.len() > 1 && rng.random_bool(0.04));
    let parcels: Vec<ParcelResult> = refused
        .map(|parcel| ParcelResult { parcel: parcel.id, outcome: ParcelOutcome::Refused })
        .into_iter()
        .collect();
    let (mut evidence, blobs) =
        evidence::handing_over(rng, delivery.id, &delivery.dropoff, &delivery.parcels, &parcels);
    let outcome = if delivery.dropoff.requirements.min_age.is_none() && rng.random_bool(0.1) {
        if evidence.recipient_name.is_empty() {
            evidence.recipient_name = "Neighbour on the same floor".to_owned();
        }
        Outcome::DeliveredToThirdParty
    } else {
        Outcome::DeliveredToRecipient
    };
    (Command::Completed(Box::new(Completion { outcome, parcels, evidence })), blobs)
}
