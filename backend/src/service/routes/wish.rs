//! What a plan is wanted for.

use std::collections::BTreeSet;

use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, DeliveryId, Member, MemberId, OrganizationId, Role, State, calls::OptimizeRoutes, plan::Goal,
    problem::FieldError,
};

use crate::{
    api::{ApiError, ApiResult},
    store::{deliveries, members},
};

/// What a plan is wanted for: whose routes, which deliveries, and what stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Whose routes; empty: all who may work.
    pub drivers: Vec<MemberId>,
    /// Which of those that nobody has; `None`: all.
    pub deliveries: Option<Vec<DeliveryId>>,
    /// What keeps its driver and its order.
    pub pinned: BTreeSet<DeliveryId>,
    /// Accepted deliveries may change drivers.
    pub move_accepted: bool,
    /// What a good plan is.
    pub goal: Goal,
}

impl From<OptimizeRoutes> for Wish {
    fn from(ask: OptimizeRoutes) -> Self {
        Self {
            drivers: ask.drivers,
            deliveries: ask.deliveries,
            pinned: ask.pinned.into_iter().collect(),
            move_accepted: ask.move_accepted,
            goal: ask.goal,
        }
    }
}

/// Who and what the plan is made of.
pub(super) struct Field {
    pub(super) drivers: Vec<MemberId>,
    /// What the drivers have, and what is given out.
    pub(super) deliveries: Vec<Delivery>,
}

impl Wish {
    /// Reads who and what is meant.
    ///
    /// # Errors
    /// 422 with the field and the rule where that cannot be.
    pub(super) async fn read(
        &self,
        conn: &mut SqliteConnection,
        organization: OrganizationId,
    ) -> ApiResult<Field> {
        let drivers = self.drivers(members::all(conn, organization).await?)?;
        let open = deliveries::open(conn, organization).await?;
        let theirs = |delivery: &Delivery| delivery.driver.is_some_and(|driver| drivers.contains(&driver));
        let mut errors = Vec::new();
        for (k, id) in self.deliveries.iter().flatten().enumerate() {
            let rule = match open.iter().find(|delivery| delivery.id == *id) {
                None => Some("must be a delivery that is not over"),
                Some(delivery) if delivery.state == State::Offered => {
                    Some("is being offered to a driver; stop that first")
                }
                Some(delivery) if delivery.driver.is_some() && !theirs(delivery) => {
                    Some("is with a driver who is not in the plan")
                }
                Some(_) => None,
            };
            errors.extend(rule.map(|rule| FieldError::new(format!("deliveries[{k}]"), rule)));
        }
        for (k, id) in self.pinned.iter().enumerate() {
            if !open.iter().any(|delivery| delivery.id == *id && theirs(delivery)) {
                let rule = "must be a delivery that a driver of the plan has";
                errors.push(FieldError::new(format!("pinned[{k}]"), rule));
            }
        }
        if !errors.is_empty() {
            return Err(ApiError::invalid(errors));
        }
        let wanted = |delivery: &Delivery| match delivery.state {
            State::Offered => false,
            State::Unassigned => self.deliveries.as_ref().is_none_or(|ids| ids.contains(&delivery.id)),
            _ => theirs(delivery),
        };
        let deliveries: Vec<Delivery> = open.into_iter().filter(wanted).collect();
        Ok(Field { drivers, deliveries })
    }

    fn drivers(&self, members: Vec<Member>) -> ApiResult<Vec<MemberId>> {
        let may: Vec<MemberId> = members
            .into_iter()
            .filter(|member| member.role == Role::Driver && !member.disabled)
            .map(|member| member.id)
            .collect();
        if let Some(k) = self.drivers.iter().position(|driver| !may.contains(driver)) {
            let rule = "must be a driver of this organization who may work";
            return Err(ApiError::field(format!("drivers[{k}]"), rule));
        }
        let mut drivers = if self.drivers.is_empty() { may } else { self.drivers.clone() };
        drivers.sort_unstable();
        drivers.dedup();
        if drivers.is_empty() {
            return Err(ApiError::field("drivers", "must have at least one driver who may work"));
        }
        Ok(drivers)
    }
}
