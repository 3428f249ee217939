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
    let givable = desk.givable(picked.clone());
    let waiting = desk.waiting(picked.iter().copied());
    let lay = |overlay: fn(Vec<DeliveryId>) -> Overlay, ids: &[DeliveryId]| {
        let (desk, ids) = (desk.clone(), ids.to_vec());
        Callback::from(move |_: MouseEvent| desk.lay(overlay(ids.clone())))
    };
    let take = {
        let (desk, picked) = (desk.clone(), picked.clone());
        Callback::from(move |_: MouseEvent| desk.give(picked.clone(), None))
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
                disabled={givable.is_empty()} onclick={lay(Overlay::Assign, &givable)} testid="bulk-assign">
                { desk.t(desk.give_key(&givable)) }
            </Button>
            <Button size={ButtonSize::Small} icon="users" disabled={waiting.is_empty()}
                onclick={lay(|ids| Overlay::Wave(Some(ids)), &waiting)} label={desk.t("wave-title")} testid="bulk-wave">
                { desk.t("wave-short") }
            </Button>
            <Button size={ButtonSize::Small} icon="user-x" onclick={take}>{ desk.t("act-unassign") }</Button>
            <Button size={ButtonSize::Small} kind={ButtonKind::Danger} icon="ban"
                onclick={lay(Overlay::Cancel, &picked)}>
                { desk.t("act-cancel") }
            </Button>
            <Button size={ButtonSize::Small} kind={ButtonKind::Ghost} icon="x" onclick={clear}
                label={desk.t("board-pick-none")} />
        </div>
    }
}
