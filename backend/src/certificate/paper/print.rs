//! Gathers what the paper needs beside the bundle, and draws it where blocking is allowed.

use waybill_domain::certificate::{FileState, Seal};

use super::{
    draw,
    fonts::Fonts,
    story::{Beside, Picture, Story},
};
use crate::{
    App,
    api::{ApiError, ApiResult},
    certificate::Collected,
    store::{StoreError, members, tracking},
};

/// Wide enough to print a third of a page's width.
const PICTURE_WIDTH: u32 = 640;

/// The certificate as a PDF.
pub async fn print(app: &App, collected: Collected) -> ApiResult<Vec<u8>> {
    let Collected { bundle, delivery, organization } = collected;
    let json = serde_json::to_string(&bundle).map_err(StoreError::from)?;
    let mut snapshot = app.store.snapshot().await?;
    let members = members::all(&mut snapshot, organization.id).await?;
    let token = tracking::token_of(&mut snapshot, organization.id, delivery.id).await?;
    drop(snapshot);
    let url = app.config.public_url.trim_end_matches('/').to_owned();
    let link = token.filter(|_| !url.is_empty()).map(|token| format!("{url}/t/{token}"));
    let seal: Seal = serde_json::from_str(&bundle.seal.statement).map_err(StoreError::from)?;
    let mut pictures = Vec::new();
    for file in seal.files.iter().filter(|file| file.state == FileState::Included) {
        if let Some(copy) = app.blobs.copy(organization.id, file.sha256, PICTURE_WIDTH).await? {
            pictures.push(Picture { name: file.name.clone(), jpeg: copy.to_vec() });
        }
    }
    let app = app.clone();
    let drawn = tokio::task::spawn_blocking(move || {
        let names = members.into_iter().map(|member| (member.id, member.name)).collect();
        let map = app.map.load().map_err(|error| error.to_string())?;
        let beside = Beside { delivery, organization, names, pictures, map, link };
        let story = Story::read(&json, &bundle, beside).map_err(|finding| finding.to_string())?;
        draw(Fonts::load(&app.config.font_dir), &story, json.into_bytes()).map_err(|error| error.to_string())
    });
    drawn.await.unwrap_or_else(|gone| Err(gone.to_string())).map_err(|why| {
        tracing::error!(why, "a certificate could not be printed");
        let title = "the certificate could not be printed";
        ApiError::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "internal", title)
    })
}
