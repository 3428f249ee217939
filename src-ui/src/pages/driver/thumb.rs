//! Pictures of kept files.

use waybill_domain::{calls::driver::ReadBlob, proof::Sha256Hash};
use yew::prelude::*;

use crate::{
    bridge::{self, blob},
    components::Icon,
};

/// Properties of [`Thumb`].
#[derive(PartialEq, Properties)]
pub(super) struct ThumbProps {
    /// Which file.
    pub(super) sha256: Sha256Hash,
    /// What it shows, for those who do not see it; empty where words stand beside it.
    #[prop_or_default]
    pub(super) alt: AttrValue,
    /// More classes.
    #[prop_or_default]
    pub(super) class: Classes,
}

/// A kept file as a picture. It is read once, when it is first shown.
#[component]
pub(super) fn Thumb(props: &ThumbProps) -> Html {
    let url = use_state(|| None::<blob::Url>);
    let setter = url.setter();
    use_effect_with(props.sha256, move |sha256| {
        let sha256 = *sha256;
        bridge::spawn_local(async move {
            let base64 = bridge::ask(&ReadBlob { sha256 }).await;
            setter.set(base64.ok().and_then(|base64| blob::Url::of_base64(&base64).ok()));
        });
    });
    match &*url {
        Some(url) => html! {
            <img class={classes!("thumb", props.class.clone())} src={url.href()} alt={props.alt.clone()} />
        },
        None => html! {
            <span class={classes!("thumb", props.class.clone())} role="img" aria-label={props.alt.clone()}><Icon name="image" /></span>
        },
    }
}
