//! Choosing a driver: by name, or the nearest one.

mod candidates;
mod insertion;

use waybill_domain::{DeliveryId, MemberId};
use yew::prelude::*;

use super::{
    desk::{Overlay, use_desk},
    modal::Modal,
};
use crate::{
    bridge::{dom, layout},
    components::{Avatar, Icon},
    hooks::use_now,
    state::board::{Action, in_vans},
};
use candidates::candidates;
use insertion::BestPlace;

#[derive(PartialEq, Properties)]
pub(super) struct AssignProps {
    /// To be given.
    pub(super) ids: Vec<DeliveryId>,
}

#[component]
pub(super) fn Assign(props: &AssignProps) -> Html {
    let desk = use_desk();
    let now = use_now(5_000);
    let text = use_state_eq(String::new);
    let place = use_state_eq(|| 0_usize);
    let (field, list) = (use_node_ref(), use_node_ref());
    {
        let field = field.clone();
        use_effect_with((), move |()| dom::focus(&field));
    }
    {
        let list = list.clone();
        use_effect_with(*place, move |_| layout::reveal(&list, "[aria-selected=true]"));
    }
    let words = &desk.words;
    let found = candidates(&desk.board, &props.ids, &text, now);
    let at = (*place).min(found.len().saturating_sub(1));
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| desk.lay(Overlay::None))
    };
    let choose = {
        let (desk, ids) = (desk.clone(), props.ids.clone());
        Callback::from(move |driver: MemberId| {
            desk.lay(Overlay::None);
            desk.dispatch(Action::PickMany(Vec::new()));
            desk.give(ids.clone(), Some(driver));
        })
    };
    let onkeydown = {
        let (place, choose) = (place.clone(), choose.clone());
        let drivers: Vec<MemberId> = found.iter().map(|candidate| candidate.member.id).collect();
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" => place.set((at + 1).min(drivers.len().saturating_sub(1))),
                "ArrowUp" => place.set(at.saturating_sub(1)),
                "Enter" => {
                    if let Some(driver) = drivers.get(at) {
                        choose.emit(*driver);
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oninput = {
        let (text, place) = (text.setter(), place.setter());
        Callback::from(move |event: InputEvent| {
            place.set(0);
            text.set(dom::value_of(&event));
        })
    };
    let transfers = in_vans(props.ids.iter().filter_map(|id| desk.board.delivery(*id)));
    let title = match (props.ids.as_slice(), transfers) {
        ([id], transfers) => {
            let address = desk.board.delivery(*id).map(|d| d.dropoff.address.clone()).unwrap_or_default();
            words.with(if transfers > 0 { "transfer-one" } else { "assign-one" }, "address", address)
        }
        (several, transfers) if transfers == several.len() => words.count("transfer-several", transfers),
        (several, _) => words.count("assign-several", several.len()),
    };
    let note = match (props.ids.as_slice(), transfers) {
        (_, 0) => None,
        ([id], _) => {
            let driver = desk.board.delivery(*id).and_then(|delivery| delivery.driver);
            Some(words.with("transfer-note", "name", desk.name_of(driver)))
        }
        (_, transfers) => Some(words.count("transfer-note-several", transfers)),
    };
    // Only what nobody has can be put into a route.
    let waits = match props.ids.as_slice() {
        [id] => desk.waiting([*id]).first().copied(),
        _ => None,
    };
    let option = |(i, candidate): (usize, &candidates::Candidate)| {
        let member = &candidate.member;
        let driver = member.id;
        let mut parts = vec![member.vehicle.clone()];
        parts.retain(|part| !part.is_empty());
        parts.push(words.count("driver-open", candidate.open));
        parts.push(match candidate.position {
            Some(position) => words.fix(position, now),
            None => words.t("board-no-fix"),
        });
        let away = candidate.away_m.map(|metres| words.format.distance(metres));
        html! {
            <li key={driver.to_string()} role="option" id={format!("driver-{driver}")}
                aria-selected={(i == at).to_string()} data-testid="assign-driver"
                data-id={driver.to_string()} data-has={candidate.has.then_some("true")}
                onclick={choose.reform(move |_: MouseEvent| driver)}>
                <Avatar name={member.name.clone()} />
                <div><b>{ &member.name }</b><span class="faint">{ parts.join(" · ") }</span></div>
                if candidate.has {
                    <span class="chip"><Icon name="check" />{ words.t("assign-has-it") }</span>
                } else if let Some(away) = away {
                    <span class="away">{ away }</span>
                }
            </li>
        }
    };
    html! {
        <Modal title={title} on_close={close} class={classes!("picker")} testid="assign">
            if let Some(note) = note {
                <p class="picker-note" data-testid="transfer-note"><Icon name="arrow-right-left" /><span>{ note }</span></p>
            }
            <label class="find picker-find">
                <Icon name="search" />
                <span class="sr-only">{ words.t("assign-search") }</span>
                <input ref={field} type="text" role="combobox" aria-expanded="true"
                    aria-controls="assign-list" aria-autocomplete="list"
                    aria-activedescendant={found.get(at).map(|candidate| format!("driver-{}", candidate.member.id))}
                    placeholder={words.t("assign-search")} value={(*text).clone()} {oninput} {onkeydown}
                    autocomplete="off" spellcheck="false" data-testid="assign-search" />
            </label>
            <ul id="assign-list" class="options" role="listbox" aria-label={words.t("board-drivers")}
                ref={list}>
                { for found.iter().enumerate().map(option) }
            </ul>
            if found.is_empty() {
                <p class="muted picker-none">{ words.t("assign-nobody") }</p>
            }
            if let Some(id) = waits {
                <BestPlace {id} />
            }
            <div class="picker-foot faint">
                <span><kbd>{ "↑" }</kbd><kbd>{ "↓" }</kbd>{ words.t("key-choose") }</span>
                <span><kbd>{ "↵" }</kbd>{ words.t(if transfers > 0 { "transfer-ask" } else { "act-assign" }) }</span>
                <span>{ words.t("assign-order") }</span>
            </div>
        </Modal>
    }
}
