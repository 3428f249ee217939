//! Plans of routes.

mod changed;
mod hours;
mod insert;
mod plan;
mod refused;
mod rests;
mod search;
mod zones;

use serde_json::{Value, json};
use waybill_domain::{
    Delivery, DeliveryId, MemberId,
    calls::{CreateDelivery, DeliveryDetail, DeliveryPage},
    plan::{PlanState, RoutePlan},
    route::{self, Task},
};

use crate::support::{Client, Fleet, until};

/// Begins a plan and waits until its search has ended.
async fn planned(dora: &Client, ask: Value) -> RoutePlan {
    let begun: RoutePlan = dora.post("/api/v1/routes/optimize", ask).await.ok();
    assert_eq!(begun.state, PlanState::Running);
    ended(dora, &begun).await
}

async fn ended(dora: &Client, plan: &RoutePlan) -> RoutePlan {
    let path = path(plan);
    until("the end of the search", || async {
        Some(dora.get(&path).await.ok::<RoutePlan>()).filter(|plan| plan.state != PlanState::Running)
    })
    .await
}

fn path(plan: &RoutePlan) -> String {
    format!("/api/v1/routes/plans/{}", plan.id)
}

async fn make(dora: &Client, new: CreateDelivery) -> Delivery {
    dora.post("/api/v1/deliveries", new).await.ok()
}

async fn one(dora: &Client, id: DeliveryId) -> Delivery {
    dora.get(&format!("/api/v1/deliveries/{id}")).await.ok::<DeliveryDetail>().delivery
}

/// The log's sequence: what is the same changed nothing.
async fn seq(dora: &Client) -> u64 {
    dora.get("/api/v1/deliveries").await.ok::<DeliveryPage>().seq
}

/// The stops of a driver as the deliveries say it.
async fn stops_of(dora: &Client, driver: MemberId) -> Vec<(DeliveryId, Task)> {
    let page: DeliveryPage = dora.get(&format!("/api/v1/deliveries?driver={driver}")).await.ok();
    route::stops(&page.items).iter().map(route::RouteStop::id).collect()
}

/// Two drivers ten kilometres apart.
async fn apart(fleet: &Fleet) {
    for (member, km) in [(&fleet.mara, 0.0), (&fleet.jonas, 10.0)] {
        let client = fleet.browser(member).await;
        crate::support::report(&client, km, fleet.clock.now()).await;
    }
}

fn quick() -> Value {
    json!({ "seconds": 1 })
}
