//! Says that the live connection is gone, and how old what is shown is.

use yew::prelude::*;

use super::desk::use_desk;
use crate::{components::Icon, hooks::use_now, state::board::Link};

#[derive(PartialEq, Properties)]
pub(super) struct BannerProps {
    pub(super) on_retry: Callback<()>,
}

#[component]
pub(super) fn Banner(props: &BannerProps) -> Html {
    let desk = use_desk();
    let now = use_now(1_000);
    let Link::Lost(since) = desk.board.link else {
        return Html::default();
    };
    let age = desk.words.ago(since, now);
    let retry = props.on_retry.reform(|_: MouseEvent| ());
    html! {
        <div class="conn-banner" role="status" data-testid="conn-banner">
            <Icon name="wifi-off" />
            <span>{ desk.words.with("board-lost", "age", age) }</span>
            <button type="button" class="btn" data-size="small" onclick={retry}>{ desk.t("retry") }</button>
        </div>
    }
}
