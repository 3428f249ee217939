//! `GET /api/v1/deliveries/{id}`.

use axum::extract::State;
use waybill_domain::{
    Delivery, DeliveryId,
    calls::{DeliveryDetail, ProofStatus},
    visibility,
};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Path},
    auth::Signed,
    service::cases,
    store::{deliveries, log, tracking},
};

/// A delivery with its history and its proof.
#[utoipa::path(
    get, path = "/api/v1/deliveries/{id}", tag = "deliveries",
    params(("id" = String, Path, description = "The delivery's id")),
    responses(
        (status = 200, body = DeliveryDetail),
        (status = 404, description = "`unknown`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn detail(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
) -> ApiResult<Json<DeliveryDetail>> {
    signed.crew()?;
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let delivery = deliveries::get(conn, signed.organization, id).await?;
    let delivery = delivery.filter(|delivery| visibility::may_read(delivery, signed.actor()));
    let delivery = delivery.ok_or_else(|| ApiError::unknown("delivery"))?;
    let events = log::of_delivery(conn, signed.organization, id).await?;
    let names =
        cases::names(conn, signed.organization, events.iter().filter_map(|event| event.actor)).await?;
    let token = tracking::token_of(conn, signed.organization, id).await?;
    drop(snapshot);
    app.reads.note(signed.organization, signed.member, id, "detail", app.clock.now());
    let timeline = events.into_iter().rev().map(|event| cases::entry(event, &names));
    Ok(Json(DeliveryDetail {
        timeline: timeline.collect(),
        proofs: proofs(&delivery),
        tracking_path: token.map(|token| format!("/t/{token}")).unwrap_or_default(),
        driver_position: delivery.driver.and_then(|driver| app.positions.of(signed.organization, driver)),
        etas: app.arrivals.of(signed.organization, delivery.driver, delivery.id),
        delivery,
    }))
}

fn proofs(delivery: &Delivery) -> Vec<ProofStatus> {
    let status = |blob: &waybill_domain::proof::BlobRef| {
        let verified = delivery.received.contains(&blob.sha256);
        let path = format!("/api/v1/deliveries/{}/proofs/{}/copy", delivery.id, blob.sha256);
        ProofStatus { blob: blob.clone(), verified, path: if verified { path } else { String::new() } }
    };
    delivery.blobs().map(status).collect()
}
