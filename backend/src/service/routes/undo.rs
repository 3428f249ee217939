//! Takes a committed plan back, where nothing happened since.

use axum::http::StatusCode;
use waybill_domain::{
    Command, OrganizationId, PlanId,
    member::Actor,
    plan::{PlanState, RoutePlan},
    problem::FieldError,
};

use super::{
    basis::Basis,
    commit::{Word, act},
    plans::wrong_state,
};
use crate::{
    App,
    api::{ApiError, ApiResult},
    store::{StoreError, Tx, deliveries, plans},
};

/// Gives deliveries back to who had them, at their former places. Who had accepted one is asked to accept it again.
///
/// # Errors
/// 404 where there is no such plan; 409 `wrong_plan_state` where it is not committed; 409 `changed_since` with the
/// deliveries that something happened to since. Nothing was done then.
pub async fn undo(app: &App, organization: OrganizationId, actor: Actor, id: PlanId) -> ApiResult<RoutePlan> {
    let word = Word { organization, actor, now: app.clock.now() };
    app.store.tx(move |tx| Box::pin(async move { undo_in(tx, word, id).await })).await
}

async fn undo_in(tx: &mut Tx, word: Word, id: PlanId) -> ApiResult<RoutePlan> {
    let kept =
        plans::get(tx.conn(), word.organization, id).await?.ok_or_else(|| ApiError::unknown("plan"))?;
    let mut plan = kept.plan;
    match plan.state {
        PlanState::Undone => return Ok(plan),
        PlanState::Committed => {}
        state => return Err(wrong_state(state)),
    }
    let basis: Basis =
        serde_json::from_str(kept.basis.as_deref().unwrap_or("{}")).map_err(StoreError::from)?;
    let mut since = Vec::new();
    let mut present = Vec::new();
    for change in &basis.changes {
        let now = deliveries::get(tx.conn(), word.organization, change.delivery).await?;
        let Some(now) = now else { continue };
        if now.rev != change.rev {
            since.push(FieldError::new(now.code.clone(), "something happened to it since"));
        }
        present.push((*change, now.driver));
    }
    if !since.is_empty() {
        let title = "something happened since; it cannot be taken back as a whole";
        let error = ApiError::new(StatusCode::CONFLICT, "changed_since", title);
        return Err(error.detail("Nothing was done.").fields(since));
    }
    for (change, driver) in present {
        if driver != change.driver {
            let back = change.driver.map_or(Command::Unassign, |driver| Command::Assign { driver });
            act(tx, word, change.delivery, back).await?;
        }
        let back = Command::Move { rank: change.rank, pickup_rank: Some(change.pickup_rank) };
        act(tx, word, change.delivery, back).await?;
    }
    plan.state = PlanState::Undone;
    plans::save(tx.conn(), word.organization, &plan, None).await?;
    Ok(plan)
}
