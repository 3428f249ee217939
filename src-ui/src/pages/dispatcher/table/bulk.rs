//! What can be done with several picked rows.

use waybill_domain::DeliveryId;
use yew::prelude::*;

use super::super::desk::{Overlay, use_desk};
use crate::{
    components::{Button, ButtonKind, ButtonSize},
    state::board::Action,
};

#[component]
pub(super) fn Bulk() -> Html {
    let desk = use_desk();
    let picked: Vec<DeliveryId> = desk.board.picked().iter().copied().collect();
    if picked.is_empty() {
        return Html::default();
    }
    let lay = |overlay: fn(Vec<DeliveryId>) -> Overlay| {
        let (desk, picked) = (desk.clone(), picked.clone());
        Callback::from(move |_: MouseEvent| desk.lay(overlay(picked.clone())))
    };
    let take = {
        let (desk, picked) = (desk.clone(), picked.clone());
        Callback::from(move |_: MouseEvent| {
            let held = |id: &DeliveryId| desk.board.delivery(*id).is_some_and(|d| d.driver.is_some());
            desk.give(picked.iter().copied().filter(held).collect(), None);
        })
    };
    let clear = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.dispatch(Action::PickMany(Vec::new())))
    };
    html! {
        <div class="bulk" role="toolbar" aria-label={desk.words.count("board-picked", picked.len())}
            data-testid="bulk">
            <b>{ desk.words.count("board-picked", picked.len()) }</b>
            <Button size={ButtonSize::Small} kind={ButtonKind::Primary} icon="user-check"
                onclick={lay(Overlay::Assign)} testid="bulk-assign">
                { desk.t("act-assign") }
            </Button>
            <Button size={ButtonSize::Small} icon="user-x" onclick={take}>{ desk.t("act-unassign") }</Button>
            <Button size={ButtonSize::Small} kind={ButtonKind::Danger} icon="ban"
                onclick={lay(Overlay::Cancel)}>
                { desk.t("act-cancel") }
            </Button>
            <Button size={ButtonSize::Small} kind={ButtonKind::Ghost} icon="x" onclick={clear}
                label={desk.t("board-pick-none")} />
        </div>
    }
}
