//! Who takes what.

mod eligible;
mod hours;
mod offers;
mod race;
mod roads;
mod settings;
mod stuck;
mod wave;

use serde_json::json;
use waybill_backend::service::dispatch::run_due;
use waybill_domain::{
    Command, Delivery, DeliveryId, Member, MemberId, Point, Role, State,
    calls::{Decisions, DeliveryDetail, Dispatched},
    dispatch::{Decision, Phase},
};

use crate::support::{Client, Fleet, Reply, delivery, report_at, uuid};

/// A fleet with a dispatcher at the desk, some drivers on the road, and deliveries to be picked up in the middle.
pub(crate) struct Town {
    pub(crate) fleet: Fleet,
    pub(crate) dora: Client,
}

/// A degree of latitude in metres.
const DEGREE_M: f64 = 111_195.0;

impl Town {
    pub(crate) async fn start() -> Self {
        let fleet = Fleet::start().await;
        let dora = fleet.browser(&fleet.dispatcher).await;
        Self { fleet, dora }
    }

    pub(crate) async fn restart(self) -> Self {
        Self { fleet: self.fleet.restart().await, dora: self.dora }.signed_in_again().await
    }

    async fn signed_in_again(self) -> Self {
        let dora = self.fleet.browser(&self.fleet.dispatcher).await;
        Self { dora, ..self }
    }

    /// A driver `metres` north of where everything is picked up.
    pub(crate) async fn driver(&self, name: &str, metres: f64) -> (Member, Client) {
        let member = self.fleet.enroll(name, Role::Driver).await;
        let client = self.fleet.browser(&member).await;
        self.stand(&client, metres).await;
        (member, client)
    }

    /// The driver's phone says that it is `metres` north of where everything is picked up.
    pub(crate) async fn stand(&self, driver: &Client, metres: f64) {
        self.stand_at(driver, Point { lat: 52.52 + metres / DEGREE_M, lon: 13.4 }).await;
    }

    /// The driver's phone says where it is.
    pub(crate) async fn stand_at(&self, driver: &Client, point: Point) {
        report_at(driver, point, self.fleet.clock.now()).await;
    }

    /// A delivery without a driver.
    pub(crate) async fn order(&self) -> DeliveryId {
        self.dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>().id
    }

    /// Has it offered.
    pub(crate) async fn dispatch(&self, id: DeliveryId) -> Dispatched {
        self.dora.post(&format!("/api/v1/deliveries/{id}/dispatch"), json!({})).await.ok()
    }

    /// The same where one is not offered yet: whom it asks.
    pub(crate) async fn asks(&self, id: DeliveryId) -> MemberId {
        let dispatched = self.dispatch(id).await;
        assert_eq!(dispatched.delivery.state, State::Offered, "{:?}", dispatched.decision);
        dispatched.delivery.driver.expect("a driver is asked")
    }

    /// Lets time go by, and what is due then happen.
    pub(crate) async fn pass(&self, seconds: i64) {
        self.fleet.clock.advance(seconds * 1_000);
        run_due(&self.fleet.running.app).await.expect("what is due is done");
    }

    pub(crate) async fn delivery(&self, id: DeliveryId) -> Delivery {
        self.dora.get(&format!("/api/v1/deliveries/{id}")).await.ok::<DeliveryDetail>().delivery
    }

    pub(crate) async fn decisions(&self, id: DeliveryId) -> Vec<Decision> {
        self.dora.get(&format!("/api/v1/deliveries/{id}/decisions")).await.ok::<Decisions>().decisions
    }

    pub(crate) async fn phase(&self, id: DeliveryId) -> Phase {
        let decisions: Decisions = self.dora.get(&format!("/api/v1/deliveries/{id}/decisions")).await.ok();
        decisions.offers.expect("it was offered").phase
    }

    pub(crate) async fn kinds(&self, id: DeliveryId) -> Vec<&'static str> {
        self.delivery(id).await.exceptions.iter().map(|exception| exception.kind.as_str()).collect()
    }
}

pub(crate) async fn says(driver: &Client, id: DeliveryId, command: Command) -> Reply {
    let mut body = json!(command);
    body["cmd_id"] = json!(uuid());
    driver.post(&format!("/api/v1/deliveries/{id}/commands"), body).await
}

pub(crate) fn no() -> Command {
    Command::Decline { reason: "flat tyre".to_owned() }
}
