//! Taking photos: the camera or a file, kept on the device before anything else happens.

use waybill_domain::{
    DeliveryId,
    calls::driver::KeepBlob,
    proof::{BlobKind, BlobRef},
};
use yew::prelude::*;

use crate::{
    bridge::{self, CallError, blob, dom, files},
    components::Icon,
    i18n::{I18n, use_i18n},
};

/// The camera of a screen.
pub(super) struct Camera {
    /// The file input behind it; goes anywhere on the screen.
    pub(super) input: Html,
    /// Opens it.
    pub(super) open: Callback<()>,
    /// How many photos are being kept right now.
    pub(super) working: usize,
    /// What went wrong, in place, so that it can be tried again at once.
    pub(super) error: Html,
}

/// A camera whose photos are kept on the device one by one and then given to `onkept`.
#[hook]
pub(super) fn use_camera(delivery: DeliveryId, onkept: Callback<BlobRef>) -> Camera {
    let i18n = use_i18n();
    let input = use_node_ref();
    let working = use_state(|| 0_usize);
    let error = use_state(|| None::<CallError>);
    let onchange = {
        let (working, error) = (working.setter(), error.setter());
        Callback::from(move |event: Event| {
            let chosen = files::chosen(&event);
            if chosen.is_empty() {
                return;
            }
            working.set(chosen.len());
            error.set(None);
            let (working, error, onkept) = (working.clone(), error.clone(), onkept.clone());
            bridge::spawn_local(async move {
                for (done, file) in chosen.iter().enumerate() {
                    match keep(delivery, file).await {
                        Ok(kept) => onkept.emit(kept),
                        Err(failed) => error.set(Some(failed)),
                    }
                    working.set(chosen.len() - done - 1);
                }
            });
        })
    };
    let open = {
        let input = input.clone();
        Callback::from(move |()| dom::click(&input))
    };
    let input = html! {
        <input ref={input} type="file" class="sr-only" accept="image/*" capture="environment" tabindex="-1"
            data-testid="photo-input" aria-label={i18n.t("photo-take")} {onchange} />
    };
    let error = error.as_ref().map_or_else(Html::default, |error| {
        html! {
            <p class="form-error" role="alert" data-testid="photo-error">
                <Icon name="triangle-alert" /><span dir="auto">{ words(error, &i18n) }</span>
            </p>
        }
    });
    Camera { input, open, working: *working, error }
}

async fn keep(delivery: DeliveryId, file: &files::Chosen) -> Result<BlobRef, CallError> {
    let bytes = file.bytes().await?;
    let ask = KeepBlob { delivery, kind: BlobKind::Photo, bytes: blob::encode(&bytes) };
    bridge::ask(&ask).await
}

fn words(error: &CallError, i18n: &I18n) -> String {
    match error.code.as_str() {
        "not_an_image" => i18n.t("photo-not-an-image"),
        _ => error.message.clone(),
    }
}
