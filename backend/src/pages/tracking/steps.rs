//! The four steps of a delivery, each with its time once it has happened.

use maud::{Markup, html};
use waybill_domain::{Timestamp, tracking::RecipientStatus};

use super::{Tracked, clock};
use crate::pages::icons::Icon;

struct Step {
    word: &'static str,
    icon: Icon,
    at: Option<Timestamp>,
}

/// The step indicator; nothing for a cancelled delivery, which has no next step.
pub(super) fn steps(tracked: &Tracked) -> Markup {
    let Some(reached) = reached(tracked.view.status) else {
        return html! {};
    };
    let failed = tracked.view.status == RecipientStatus::AttemptFailed;
    let times = &tracked.times;
    let steps = [
        Step { word: "Scheduled", icon: Icon::Clock, at: times.created },
        Step { word: "Picked up", icon: Icon::Box, at: times.picked_up },
        Step { word: "On the way", icon: Icon::Truck, at: times.out_for_delivery },
        Step {
            word: if failed { "Attempted" } else { "Delivered" },
            icon: if failed { Icon::Warn } else { Icon::Check },
            at: times.completed,
        },
    ];
    html! {
        ol.steps.failed[failed] aria-label="Progress" {
            @for (i, step) in steps.iter().enumerate() {
                @let state = match i.cmp(&reached) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "todo",
                };
                li class=(state) aria-current=[(state == "now").then_some("step")] {
                    span.dot { (step.icon.draw()) }
                    span.word { (step.word) }
                    @if i > 0 && state != "todo" && let Some(at) = step.at {
                        time datetime=(at) { (clock::time(at, &tracked.zone)) }
                    }
                }
            }
        }
    }
}

fn reached(status: RecipientStatus) -> Option<usize> {
    match status {
        RecipientStatus::Scheduled => Some(0),
        RecipientStatus::PickedUp => Some(1),
        RecipientStatus::OnTheWay | RecipientStatus::Arrived => Some(2),
        RecipientStatus::Delivered | RecipientStatus::AttemptFailed => Some(3),
        RecipientStatus::Cancelled => None,
    }
}
