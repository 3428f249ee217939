//! Calls about routes: plan them, look at the plan, commit it, take it back.

use serde::{Deserialize, Serialize};

use super::{Call, Method, Request};
use crate::{
    id::{DeliveryId, MemberId, PlanId},
    plan::{Goal, Insertion, PlanSummary, RoutePlan},
};

/// `POST /api/v1/routes/optimize`: plans routes as a preview. Answers at once; [`GetRoutePlan`] says how far it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct OptimizeRoutes {
    /// Whose routes. Empty: all who may work.
    pub drivers: Vec<MemberId>,
    /// Which deliveries that nobody has are given out too. Absent: all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliveries: Option<Vec<DeliveryId>>,
    /// Deliveries that keep their driver and their order among each other.
    pub pinned: Vec<DeliveryId>,
    /// Whether deliveries that a driver has accepted may go to another.
    pub move_accepted: bool,
    /// What a good plan is.
    pub goal: Goal,
    /// How long to search, 1 to 300; 10 where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
}

impl Call for OptimizeRoutes {
    const NAME: &'static str = "optimize_routes";
    type Reply = RoutePlan;

    fn request(&self) -> Request {
        Request::post("/api/v1/routes/optimize", self)
    }
}

/// `GET /api/v1/routes/plans`: the latest plans, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListRoutePlans {}

impl Call for ListRoutePlans {
    const NAME: &'static str = "list_route_plans";
    type Reply = Vec<PlanSummary>;

    fn request(&self) -> Request {
        Request::get("/api/v1/routes/plans")
    }
}

/// `GET /api/v1/routes/plans/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetRoutePlan {
    /// Which.
    pub id: PlanId,
}

impl Call for GetRoutePlan {
    const NAME: &'static str = "get_route_plan";
    type Reply = RoutePlan;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/routes/plans/{}", self.id))
    }
}

/// `DELETE /api/v1/routes/plans/{id}`: ends the search and throws the preview away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CancelRoutePlan {
    /// Which.
    pub id: PlanId,
}

impl Call for CancelRoutePlan {
    const NAME: &'static str = "cancel_route_plan";
    type Reply = RoutePlan;

    fn request(&self) -> Request {
        Request { method: Method::Delete, path: format!("/api/v1/routes/plans/{}", self.id), body: None }
    }
}

/// `POST /api/v1/routes/plans/{id}/stop`: ends the search with the best plan so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StopRoutePlan {
    /// Which.
    pub id: PlanId,
}

impl Call for StopRoutePlan {
    const NAME: &'static str = "stop_route_plan";
    type Reply = RoutePlan;

    fn request(&self) -> Request {
        Request::post(format!("/api/v1/routes/plans/{}/stop", self.id), &serde_json::json!({}))
    }
}

/// `POST /api/v1/routes/plans/{id}/commit`: all of it, or, where something changed since, nothing: 409 `plan_stale`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommitRoutePlan {
    /// Which.
    pub id: PlanId,
}

impl Call for CommitRoutePlan {
    const NAME: &'static str = "commit_route_plan";
    type Reply = RoutePlan;

    fn request(&self) -> Request {
        Request::post(format!("/api/v1/routes/plans/{}/commit", self.id), &serde_json::json!({}))
    }
}

/// `POST /api/v1/routes/plans/{id}/undo`: gives back drivers and places in the routes, if nothing happened since.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndoRoutePlan {
    /// Which.
    pub id: PlanId,
}

impl Call for UndoRoutePlan {
    const NAME: &'static str = "undo_route_plan";
    type Reply = RoutePlan;

    fn request(&self) -> Request {
        Request::post(format!("/api/v1/routes/plans/{}/undo", self.id), &serde_json::json!({}))
    }
}

/// `POST /api/v1/deliveries/{id}/insert`: the cheapest place for a delivery in the routes as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct InsertDelivery {
    /// Which delivery; the server takes it from the path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<DeliveryId>,
    /// Into whose routes. Empty: all who may work.
    pub drivers: Vec<MemberId>,
    /// What is made small.
    pub goal: Goal,
    /// Do it, do not only propose it.
    pub commit: bool,
}

impl Call for InsertDelivery {
    const NAME: &'static str = "insert_delivery";
    type Reply = Insertion;

    fn request(&self) -> Request {
        let id = self.id.map(|id| id.to_string()).unwrap_or_default();
        Request::post(format!("/api/v1/deliveries/{id}/insert"), self)
    }
}
