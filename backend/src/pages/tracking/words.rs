//! Status in plain words. A pure function of what is known; it promises nothing that is not.

use waybill_domain::{Outcome, tracking::RecipientStatus};

use super::{Tracked, clock};
use crate::pages::icons::Icon;

/// The head of the page.
pub(super) struct Words {
    /// Colour of the chip: `accent`, `warning`, `info`, `success`, `danger`, `quiet`.
    pub(super) tone: &'static str,
    /// Its icon and its word.
    pub(super) icon: Icon,
    pub(super) chip: &'static str,
    /// The answer to the question with which somebody opens this page.
    pub(super) title: String,
    /// One or two sentences more.
    pub(super) lead: String,
}

/// What the page says about `tracked`.
pub(super) fn words(tracked: &Tracked) -> Words {
    let view = &tracked.view;
    let window = clock::window(view.window, tracked.now, &tracked.zone);
    let late = view.window.until.filter(|until| tracked.now > *until);
    let on_time = |lead: String| match late {
        None => lead,
        Some(until) => format!("{} Later than planned: it was due {}. Sorry.", lead, due(tracked, until)),
    };
    match view.status {
        RecipientStatus::Scheduled => Words {
            tone: "accent",
            icon: Icon::Clock,
            chip: "Scheduled",
            title: match (late, window) {
                (None, Some(window)) => window,
                (Some(_), _) => "Running late".to_owned(),
                (None, None) => "It will come".to_owned(),
            },
            lead: on_time(format!("Your delivery from {} is on the plan.", tracked.sender())),
        },
        RecipientStatus::PickedUp => Words {
            tone: "warning",
            icon: Icon::Box,
            chip: "In the van",
            title: window
                .filter(|_| late.is_none())
                .unwrap_or_else(|| format!("{} has it", tracked.driver())),
            lead: on_time(format!("{} picked up your delivery from {}.", tracked.driver(), tracked.sender())),
        },
        RecipientStatus::OnTheWay => Words {
            tone: "warning",
            icon: Icon::Truck,
            chip: "On the way",
            title: format!("{} is on the way", tracked.driver()),
            lead: on_time(approach(tracked)),
        },
        RecipientStatus::Arrived => Words {
            tone: "info",
            icon: Icon::Bell,
            chip: "At your door",
            title: format!("{} is there", tracked.driver()),
            lead: format!("Your delivery from {} has arrived at {}.", tracked.sender(), view.address),
        },
        RecipientStatus::Delivered => Words {
            tone: "success",
            icon: Icon::Check,
            chip: "Delivered",
            title: handed_over(view.outcome, when(tracked)),
            lead: handover(tracked),
        },
        RecipientStatus::AttemptFailed => Words {
            tone: "danger",
            icon: Icon::Warn,
            chip: "Not delivered",
            title: failed(view.outcome).to_owned(),
            lead: format!(
                "We tried{}. {} decides what happens next.",
                when(tracked).map_or_else(String::new, |when| format!(" {when}")),
                tracked.sender()
            ),
        },
        RecipientStatus::Cancelled => Words {
            tone: "quiet",
            icon: Icon::Stop,
            chip: "Cancelled",
            title: "It was cancelled".to_owned(),
            lead: format!("Nothing more will come under this number. {} can tell you why.", tracked.sender()),
        },
    }
}

fn due(tracked: &Tracked, until: waybill_domain::Timestamp) -> String {
    clock::moment(until, tracked.now, &tracked.zone).replacen(" at ", " by ", 1)
}

/// Where the driver is, in words; the distance is as the crow flies and says "about".
fn approach(tracked: &Tracked) -> String {
    let view = &tracked.view;
    let far = view.position.map(|at| clock::distance(at.distance_m(view.destination)));
    let due = view.window.until.filter(|until| tracked.now <= *until).map(|until| due(tracked, until));
    match (far, due) {
        (Some(far), Some(due)) => format!("About {far} away, expected {due}."),
        (Some(far), None) => format!("About {far} away."),
        (None, Some(due)) => format!("Expected {due}."),
        (None, None) => format!("Your delivery from {} comes now.", tracked.sender()),
    }
}

/// "today at 10:42", once it is over.
fn when(tracked: &Tracked) -> Option<String> {
    tracked.view.completed_at.map(|at| clock::moment(at, tracked.now, &tracked.zone))
}

/// Who took it where somebody did, and when, unless the title says that already.
fn handover(tracked: &Tracked) -> String {
    let said = matches!(tracked.view.outcome, Some(Outcome::DeliveredToRecipient) | None);
    let when = when(tracked).filter(|_| !said).map_or_else(String::new, |when| format!(" {when}"));
    match (tracked.view.outcome, tracked.view.received_by.as_str()) {
        (Some(Outcome::DeliveredPartially), _) => {
            format!("Some of it was handed over{when}, the rest was not. {} knows more.", tracked.sender())
        }
        (_, "") => format!("Your delivery from {} was handed over{when}.", tracked.sender()),
        (_, name) => format!("{name} took your delivery from {}{when}.", tracked.sender()),
    }
}

fn handed_over(outcome: Option<Outcome>, when: Option<String>) -> String {
    match outcome {
        Some(Outcome::DeliveredToThirdParty) => "Left with somebody for you".to_owned(),
        Some(Outcome::DeliveredToSafePlace) => "Left in a safe place".to_owned(),
        Some(Outcome::DeliveredToMailbox) => "It is in your mailbox".to_owned(),
        Some(Outcome::DeliveredToPickupPoint) => "It waits at the pickup point".to_owned(),
        Some(Outcome::DeliveredPartially) => "Partly delivered".to_owned(),
        _ => when.map_or_else(|| "Delivered".to_owned(), |when| format!("Delivered {when}")),
    }
}

fn failed(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::FailedNotHome) => "Nobody was at home",
        Some(Outcome::FailedCantFindAddress) => "We could not find the address",
        Some(Outcome::FailedRefused) => "It was not accepted",
        Some(Outcome::FailedDamaged) => "It was damaged",
        Some(Outcome::FailedPackageNotAvailable) => "It was not in the van",
        Some(Outcome::FailedPaymentNotReceived) => "It could not be paid",
        Some(Outcome::FailedMissingRequiredProof) => "It could not be handed over",
        Some(Outcome::FailedNoTime) => "We ran out of time",
        _ => "It could not be delivered",
    }
}
