//! What of a delivery a plan is made from: if that changes, the plan is no longer about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use waybill_domain::{
    Delivery, DeliveryId, MemberId, Point, State,
    dispatch::{Handling, Load},
    problem::FieldError,
    time::Window,
};

/// What a plan was made from, and what became of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Basis {
    /// Of every delivery of the plan.
    pub(super) facts: BTreeMap<DeliveryId, Facts>,
    /// What committing it changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<Change>,
}

/// What of one delivery the plan is made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Facts {
    code: String,
    rev: u64,
    driver: Option<MemberId>,
    phase: Phase,
    rank: f64,
    pickup_rank: Option<f64>,
    stops: [(Point, Window); 2],
    load: Load,
    transferred: bool,
    /// Absent in plans of servers that did not look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asks: Option<Asks>,
}

/// What decides who may carry it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Asks {
    handling: Handling,
    /// Of the merchant and of both contacts: block lists name them.
    customers: [String; 3],
}

/// How far a delivery is, as far as a plan cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Phase {
    Unassigned,
    Offered,
    Assigned,
    Accepted,
    AtPickup,
    OnBoard,
    Over,
}

/// What committing a plan changed about one delivery.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) delivery: DeliveryId,
    /// Who had it.
    pub(super) driver: Option<MemberId>,
    /// Where its stops stood in that route.
    pub(super) rank: f64,
    pub(super) pickup_rank: f64,
    /// The revision that came of it.
    pub(super) rev: u64,
}

impl Basis {
    /// As it is kept.
    pub(super) fn text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

impl Facts {
    pub(super) fn of(delivery: &Delivery) -> Self {
        let stop = |stop: &waybill_domain::stop::Stop| (stop.point, stop.window);
        Self {
            code: delivery.code.clone(),
            rev: delivery.rev,
            driver: delivery.driver,
            phase: match delivery.state {
                State::Unassigned => Phase::Unassigned,
                State::Offered => Phase::Offered,
                State::Assigned => Phase::Assigned,
                State::Accepted => Phase::Accepted,
                State::ArrivedAtPickup => Phase::AtPickup,
                State::PickedUp | State::OutForDelivery | State::Arrived => Phase::OnBoard,
                State::Completed | State::Cancelled => Phase::Over,
            },
            rank: delivery.rank,
            pickup_rank: delivery.pickup_rank,
            stops: [stop(&delivery.pickup), stop(&delivery.dropoff)],
            load: Load::of(&delivery.parcels),
            transferred: delivery.transfer.is_some(),
            asks: Some(Asks {
                handling: delivery.handling.clone(),
                customers: [
                    &delivery.merchant,
                    &delivery.pickup.contact.name,
                    &delivery.dropoff.contact.name,
                ]
                .map(String::clone),
            }),
        }
    }

    /// What stands against a plan that gives the delivery to `planned`, now that it is as in `now`. That its own driver
    /// got on with it does not.
    pub(super) fn stale(&self, now: Option<&Delivery>, planned: Option<MemberId>) -> Option<FieldError> {
        let Some(now) = now.map(Self::of) else { return Some(self.error("does not exist any more")) };
        if now.rev == self.rev {
            return None;
        }
        let own = planned.is_none_or(|planned| self.driver == Some(planned));
        let asks = self.asks.is_some() && now.asks != self.asks;
        let rule = if now.driver != self.driver {
            "has another driver now"
        } else if now.phase == Phase::Over && self.phase < Phase::OnBoard {
            "is over"
        } else if now.transferred != self.transferred {
            "is to change hands"
        } else if now.stops != self.stops || now.load != self.load || asks {
            "was edited"
        } else if (now.rank, now.pickup_rank) != (self.rank, self.pickup_rank) {
            "was moved in its route"
        } else if now.phase != self.phase && !own {
            "was taken up by its driver"
        } else {
            return None;
        };
        Some(self.error(rule))
    }

    fn error(&self, rule: &str) -> FieldError {
        FieldError::new(self.code.clone(), rule)
    }
}
