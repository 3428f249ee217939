//! Turns what happened to a delivery into the commands that made it happen.

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{
    Command, CommandId, DeliveryId, ExceptionId, MemberId, Outcome, Preparation, Role, Timestamp,
    command::{Completion, Failure, ParcelResult, Patch, StopPatch},
    member::Actor,
    parcel::ParcelOutcome,
    proof::{Evidence, Override},
    requirements::Requirement,
    rules::Disposition,
};

use super::{Scripted, ending::Ending, order::Order};
use crate::{Blob, evidence, seed};

/// How far a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Unassigned,
    Assigned,
    Accepted,
    ArrivedAtPickup,
    PickedUp,
    OutForDelivery,
    Arrived,
    Ended(Ending),
    Cancelled,
}

/// When each step happens; only those that were reached count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) created: Timestamp,
    pub(super) assigned: Timestamp,
    pub(super) accepted: Timestamp,
    pub(super) at_pickup: Timestamp,
    pub(super) picked_up: Timestamp,
    pub(super) set_off: Timestamp,
    pub(super) arrived: Timestamp,
    pub(super) completed: Timestamp,
}

/// Another driver had it before.
#[derive(Clone, Copy, Debug)]
pub(super) enum Before {
    /// And said no.
    Declined(MemberId),
    /// And went on working without knowing that it was taken away.
    Unaware(MemberId),
}

/// A delivery with all that happened to it.
pub(super) struct Visit {
    pub(super) order: Order,
    pub(super) driver: Option<MemberId>,
    pub(super) progress: Progress,
    pub(super) times: Times,
    pub(super) before: Option<Before>,
    /// The dispatcher corrected the address' details.
    pub(super) edited: bool,
}

/// Writes stories, one delivery after the other.
pub(super) struct Writer<'a> {
    pub(super) out: &'a mut Vec<Scripted>,
    pub(super) rng: SmallRng,
    pub(super) dispatcher: MemberId,
    pub(super) now: Timestamp,
}

struct Pen<'a, 'b> {
    writer: &'a mut Writer<'b>,
    delivery: DeliveryId,
    last: Timestamp,
}

impl Pen<'_, '_> {
    /// Writes a command; steps of one delivery are at least a second apart.
    fn put(
        &mut self,
        at: Timestamp,
        actor: Actor,
        command: Command,
        blobs: Vec<Blob>,
        expected: Disposition,
    ) -> CommandId {
        let at = at.min(self.writer.now).max(self.last.plus_millis(1_000));
        self.last = at;
        let id = seed::id(&mut self.writer.rng, at);
        self.writer.out.push(Scripted { id, at, actor, delivery: self.delivery, command, blobs, expected });
        id
    }

    fn plain(&mut self, at: Timestamp, actor: Actor, command: Command) {
        self.put(at, actor, command, Vec::new(), Disposition::Applied);
    }
}

const CANCELLED: &[&str] =
    &["The customer ordered twice.", "The customer moved away.", "Out of stock.", "The shop closed early."];
const IN_VAIN: &[&str] = &["Rang three times, nobody opened.", "Name not on the bell.", "Called, no answer."];
const NOTED: &[&str] = &[
    "The entrance is round the corner.",
    "Parked in the loading zone.",
    "The neighbour takes parcels as well.",
];

impl Writer<'_> {
    pub(super) fn write(&mut self, visit: &Visit) {
        let Visit { order, times, .. } = visit;
        let dispatcher = Actor { member: self.dispatcher, role: Role::Dispatcher };
        let mut pen = Pen { last: times.created, delivery: order.id, writer: self };
        pen.plain(times.created, dispatcher, Command::Create(Box::new(order.new.clone())));
        if visit.edited {
            let patch = StopPatch {
                notes: Some("Corrected: second entrance, yellow door.".to_owned()),
                ..StopPatch::default()
            };
            let patch = Patch { dropoff: Some(patch), ..Patch::default() };
            pen.plain(times.created.plus_minutes(3), dispatcher, Command::Edit(Box::new(patch)));
        }
        if order.prepares {
            for (minutes, preparation) in [(1, Preparation::Accepted), (4, Preparation::Preparing)] {
                pen.plain(times.created.plus_minutes(minutes), dispatcher, Command::Prepare { preparation });
            }
        }
        match visit.driver {
            Some(driver) => pen.driven(visit, dispatcher, Actor { member: driver, role: Role::Driver }),
            None if visit.progress == Progress::Cancelled => pen.cancel(times.assigned, dispatcher),
            None => {}
        }
    }
}

impl Pen<'_, '_> {
    fn cancel(&mut self, at: Timestamp, dispatcher: Actor) {
        let reason = (*seed::pick(&mut self.writer.rng, CANCELLED)).to_owned();
        self.plain(at, dispatcher, Command::Cancel { reason });
    }

    fn driven(&mut self, visit: &Visit, dispatcher: Actor, driver: Actor) {
        let Visit { order, times, progress, .. } = visit;
        let other = |member| Actor { member, role: Role::Driver };
        match visit.before {
            Some(Before::Declined(member)) => {
                self.plain(times.created.plus_minutes(5), dispatcher, Command::Assign { driver: member });
                let reason = "My van is full.".to_owned();
                self.plain(times.created.plus_minutes(7), other(member), Command::Decline { reason });
            }
            Some(Before::Unaware(member)) => {
                self.plain(times.created.plus_minutes(5), dispatcher, Command::Assign { driver: member });
                self.plain(times.created.plus_minutes(6), other(member), Command::Accept);
            }
            None => {}
        }
        self.plain(times.assigned, dispatcher, Command::Assign { driver: driver.member });
        if let Some(Before::Unaware(member)) = visit.before {
            let late = Command::ArrivedAtPickup;
            self.put(
                times.assigned.plus_minutes(2),
                other(member),
                late,
                Vec::new(),
                Disposition::NeedsReview,
            );
        }
        if *progress == Progress::Cancelled {
            return self.cancel(times.assigned.plus_minutes(6), dispatcher);
        }
        let rank = match progress {
            Progress::Unassigned | Progress::Assigned | Progress::Cancelled => 0,
            Progress::Accepted => 1,
            Progress::ArrivedAtPickup => 2,
            Progress::PickedUp => 3,
            Progress::OutForDelivery => 4,
            Progress::Arrived => 5,
            Progress::Ended(_) => 6,
        };
        if rank >= 1 {
            self.plain(times.accepted, driver, Command::Accept);
        }
        if rank >= 2 {
            self.plain(times.at_pickup, driver, Command::ArrivedAtPickup);
        }
        if rank >= 3 {
            if order.prepares {
                let ready = Command::Prepare { preparation: Preparation::Ready };
                self.plain(times.at_pickup.plus_millis(20_000), dispatcher, ready);
            }
            let scans = order.new.parcels.iter().map(|parcel| parcel.code.clone()).collect();
            let evidence = Evidence { scans, ..Evidence::default() };
            self.plain(times.picked_up, driver, Command::PickedUp { evidence });
        }
        if rank >= 4 {
            self.plain(times.set_off, driver, Command::OutForDelivery);
        }
        let Progress::Ended(ending) = *progress else {
            if rank >= 5 {
                self.plain(times.arrived, driver, Command::Arrived);
            }
            return;
        };
        if ending == Ending::AfterCancel {
            self.cancel(times.set_off.plus_millis(40_000), dispatcher);
            self.put(times.arrived, driver, Command::Arrived, Vec::new(), Disposition::AppliedLate);
        } else {
            self.plain(times.arrived, driver, Command::Arrived);
        }
        self.end(order, times.completed, ending, driver, dispatcher);
    }

    fn end(&mut self, order: &Order, at: Timestamp, ending: Ending, driver: Actor, dispatcher: Actor) {
        if self.writer.rng.random_bool(0.06) {
            let text = (*seed::pick(&mut self.writer.rng, NOTED)).to_owned();
            self.plain(at.plus_millis(-20_000), driver, Command::Noted { text });
        }
        if let Ending::Failed(reason) = ending {
            let note = *seed::pick(&mut self.writer.rng, IN_VAIN);
            let (evidence, blobs) = evidence::in_vain(&mut self.writer.rng, note);
            let failure = Command::AttemptFailed(Box::new(Failure { reason, evidence }));
            self.put(at, driver, failure, blobs, Disposition::Applied);
            return;
        }
        let new = &order.new;
        let refused = if ending == Ending::Partly { new.parcels.last() } else { None };
        let parcels: Vec<ParcelResult> = refused
            .map(|parcel| ParcelResult { parcel: parcel.id, outcome: ParcelOutcome::Refused })
            .into_iter()
            .collect();
        let rng = &mut self.writer.rng;
        let (mut evidence, mut blobs) =
            evidence::handing_over(rng, order.id, &new.dropoff, &new.parcels, &parcels);
        let mut outcome = Outcome::DeliveredToRecipient;
        let mut expected = Disposition::Applied;
        match ending {
            Ending::Whole(Outcome::DeliveredToThirdParty) => {
                outcome = Outcome::DeliveredToThirdParty;
                evidence.recipient_name = "Frau Thomsen, ground floor".to_owned();
            }
            Ending::Whole(whole) => outcome = whole,
            Ending::Overridden | Ending::Resolved | Ending::ProofMissing => {
                let unsigned = evidence.signature.take();
                blobs.retain(|blob| Some(&blob.reference) != unsigned.as_ref());
                if ending == Ending::ProofMissing {
                    expected = Disposition::NeedsReview;
                } else {
                    let reason = "The recipient's hands were full of baby.".to_owned();
                    evidence.overrides.push(Override { requirement: Requirement::Signature, reason });
                }
            }
            Ending::AfterCancel => expected = Disposition::AppliedLate,
            Ending::Partly | Ending::Failed(_) => {}
        }
        let completed = Command::Completed(Box::new(Completion { outcome, parcels, evidence }));
        let id = self.put(at, driver, completed, blobs, expected);
        if ending == Ending::Resolved {
            let exception = ExceptionId(id.0);
            let note = "Called the recipient: all is well.".to_owned();
            self.plain(at.plus_minutes(4), dispatcher, Command::ResolveException { exception, note });
        }
    }
}
