//! The photos of a stop: look, take more, take away.

use waybill_domain::proof::BlobRef;
use yew::prelude::*;

use super::ItemProps;
use crate::{
    components::{Button, ButtonKind, ButtonSize, Empty, Icon, Toast, use_toasts},
    i18n::use_i18n,
    pages::driver::{frame::Page, photo_pick::use_camera, thumb::Thumb},
    state::draft::DraftChange,
};

/// The photos.
#[component]
pub(super) fn PhotosPage(props: &ItemProps) -> Html {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    let camera = use_camera(props.delivery.id, props.onchange.reform(DraftChange::AddPhoto));
    let photos = &props.draft.evidence.photos;
    let needed = usize::from(props.delivery.dropoff.requirements.photos);
    let picture = |(index, photo): (usize, &BlobRef)| {
        let label = i18n.t1("photo-number", "n", index + 1);
        let onremove = {
            let (onchange, photo, toasts) = (props.onchange.clone(), photo.clone(), toasts.clone());
            let (removed, undo) = (i18n.t("photo-removed"), i18n.t("undo"));
            Callback::from(move |_: MouseEvent| {
                onchange.emit(DraftChange::RemovePhoto(photo.sha256));
                let (onchange, photo) = (onchange.clone(), photo.clone());
                let back = Callback::from(move |()| onchange.emit(DraftChange::AddPhoto(photo.clone())));
                if let Some(toasts) = &toasts {
                    toasts.show(Toast::done(removed.clone()).with(undo.clone(), back));
                }
            })
        };
        html! {
            <li key={photo.sha256.to_string()} class="photo">
                <Thumb sha256={photo.sha256} alt={label.clone()} />
                <button type="button" class="photo-remove" aria-label={i18n.t1("photo-remove", "photo", label.as_str())} onclick={onremove}><Icon name="trash-2" /></button>
            </li>
        }
    };
    let enough = photos.len() >= needed;
    let kind = |primary: bool| if primary { ButtonKind::Primary } else { ButtonKind::Plain };
    let foot = html! {
        <>
            <Button kind={kind(!enough)} size={ButtonSize::Touch} icon="camera" busy={camera.working > 0} testid="take-photo" onclick={camera.open.reform(|_| ())}>
                { i18n.t(if camera.working > 0 { "photo-keeping" } else { "photo-take" }) }
            </Button>
            <Button kind={kind(enough)} size={ButtonSize::Touch} testid="item-done" onclick={props.onclose.reform(|_| ())}>{ i18n.t("done") }</Button>
        </>
    };
    html! {
        <Page title={i18n.t("item-photo")} sub={i18n.tn("photo-some", [("n", photos.len().into()), ("all", needed.into())])} onback={props.onclose.clone()} {foot}>
            <div class="stack">
                if photos.is_empty() {
                    <Empty icon="camera" title={i18n.t("photo-none")} text={i18n.t("photo-advice")} />
                } else {
                    <ul class="photos">{ for photos.iter().enumerate().map(picture) }</ul>
                }
                { camera.error }
                { camera.input }
            </div>
        </Page>
    }
}
