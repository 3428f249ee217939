//! `GET /api/v1/deliveries`.

use std::collections::BTreeMap;

use axum::extract::State;
use serde::Serialize;
use serde_json::value::RawValue;
use waybill_domain::{
    DeliveryId,
    calls::{Counts, DeliveryPage, ListDeliveries},
    eta::Etas,
};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Query},
    auth::Signed,
    store::{
        deliveries::{self, Filter, Listed, Order},
        log,
    },
};

/// Longest search.
const WORDS_MAX: usize = 10;

/// A [`DeliveryPage`] whose deliveries are JSON already.
#[derive(Serialize)]
pub(super) struct Page {
    items: Vec<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    seq: u64,
    counts: Counts,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    etas: BTreeMap<DeliveryId, Etas>,
}

/// Deliveries that the member may see: by the end of their window, or, with `changed_after`, the newest change first.
#[utoipa::path(
    get, path = "/api/v1/deliveries", tag = "deliveries", params(ListDeliveries),
    responses((status = 200, body = DeliveryPage))
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<ListDeliveries>,
) -> ApiResult<Json<Page>> {
    signed.crew()?;
    let own = (!signed.role.is_dispatch()).then_some(signed.member);
    let limit = match query.limit {
        None => 100,
        Some(limit @ 1..=500) => limit,
        Some(_) => return Err(ApiError::field("limit", "must be 1 to 500")),
    };
    let words: Vec<String> = query.q.to_lowercase().split_whitespace().map(str::to_owned).collect();
    if words.len() > WORDS_MAX || query.q.chars().count() > 200 {
        return Err(ApiError::field("q", format!("must be at most {WORDS_MAX} words and 200 characters")));
    }
    let filter = Filter { group: query.group, words, driver: own.or(query.driver) };
    let order = order(&query)?;
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let mut items = deliveries::list(conn, signed.organization, &filter, &order, limit + 1, now).await?;
    let more = items.len() > limit as usize;
    items.truncate(limit as usize);
    let next = items.last().filter(|_| more).map(|last| cursor(&order, last));
    let counts = deliveries::counts(conn, signed.organization, own, now).await?;
    let seq = log::head(conn, signed.organization).await?.seq;
    let expected = items.iter().filter_map(|item| {
        let id = item.id.parse::<DeliveryId>().ok()?;
        Some((id, app.arrivals.of(signed.organization, item.driver, id))).filter(|(_, etas)| !etas.is_empty())
    });
    let etas = expected.collect();
    Ok(Json(Page { items: items.into_iter().map(|item| item.body).collect(), next, seq, counts, etas }))
}

fn cursor(order: &Order, last: &Listed) -> String {
    match order {
        Order::Due(_) => format!("{}.{}", last.due_at, last.id),
        Order::Changed { .. } => last.changed_seq.to_string(),
    }
}

fn order(query: &ListDeliveries) -> ApiResult<Order> {
    let wrong = || ApiError::field("cursor", "must be the `next` of a page of the same list");
    let cursor = query.cursor.as_deref();
    if let Some(after) = query.changed_after {
        let below = cursor.map(|text| text.parse().map_err(|_| wrong())).transpose()?;
        return Ok(Order::Changed { after, below });
    }
    let place = cursor.map(|text| {
        let (due_at, id) = text.split_once('.')?;
        Some((due_at.parse().ok()?, id.to_owned()))
    });
    match place {
        None => Ok(Order::Due(None)),
        Some(place) => Ok(Order::Due(Some(place.ok_or_else(wrong)?))),
    }
}
