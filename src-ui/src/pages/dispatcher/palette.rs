//! Everything that can be done, by name: Ctrl-K or ⌘-K.

use waybill_domain::{DeliveryId, calls::Group};
use yew::prelude::*;

use super::{
    desk::{Desk, Overlay, use_desk},
    modal::Modal,
};
use crate::{
    bridge::{dom, layout},
    components::Icon,
    routes::Route,
    state::board::Action,
};

/// Deliveries offered at most.
const FOUND: usize = 6;

/// One thing that can be done.
#[derive(Clone)]
struct Entry {
    icon: &'static str,
    name: String,
    hint: String,
    run: Callback<()>,
}

#[component]
pub(super) fn Palette() -> Html {
    let desk = use_desk();
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
    let entries = entries(&desk, &text);
    let at = (*place).min(entries.len().saturating_sub(1));
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| desk.lay(Overlay::None))
    };
    let onkeydown = {
        let (place, desk, entries) = (place.clone(), desk.clone(), entries.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowDown" => place.set((at + 1).min(entries.len().saturating_sub(1))),
                "ArrowUp" => place.set(at.saturating_sub(1)),
                "Enter" => {
                    if let Some(entry) = entries.get(at) {
                        desk.lay(Overlay::None);
                        entry.run.emit(());
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
    let option = |(i, entry): (usize, &Entry)| {
        let (desk, run) = (desk.clone(), entry.run.clone());
        let onclick = move |_: MouseEvent| {
            desk.lay(Overlay::None);
            run.emit(());
        };
        html! {
            <li role="option" id={format!("palette-{i}")} aria-selected={(i == at).to_string()} {onclick}>
                <Icon name={entry.icon} />
                <div dir="auto"><b>{ &entry.name }</b></div>
                <span class="faint">{ &entry.hint }</span>
            </li>
        }
    };
    html! {
        <Modal title={desk.t("key-palette")} on_close={close} class={classes!("picker")} bare={true}
            testid="palette">
            <label class="find picker-find">
                <Icon name="search" />
                <span class="sr-only">{ desk.t("palette-search") }</span>
                <input ref={field} type="text" role="combobox" aria-expanded="true"
                    aria-controls="palette-list" aria-autocomplete="list"
                    aria-activedescendant={format!("palette-{at}")} placeholder={desk.t("palette-search")}
                    value={(*text).clone()} {oninput} {onkeydown} autocomplete="off" spellcheck="false"
                    data-testid="palette-search" />
            </label>
            <ul id="palette-list" class="options" role="listbox" aria-label={desk.t("key-palette")}
                ref={list}>
                { for entries.iter().enumerate().map(option) }
            </ul>
            if entries.is_empty() {
                <p class="muted picker-none">{ desk.t("board-no-match") }</p>
            }
        </Modal>
    }
}

/// What matches: things to do first, then deliveries.
fn entries(desk: &Desk, text: &str) -> Vec<Entry> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let matches = |name: &str| {
        let name = name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    let mut entries: Vec<Entry> = commands(desk).into_iter().filter(|entry| matches(&entry.name)).collect();
    if !words.is_empty() {
        let found = desk.board.rows().values().filter(|row| row.has_words(&words, "")).take(FOUND);
        entries.extend(found.map(|row| {
            let (desk, id) = (desk.clone(), row.delivery.id);
            Entry {
                icon: "package",
                name: row.delivery.dropoff.address.clone(),
                hint: row.delivery.code.clone(),
                run: Callback::from(move |()| desk.open(id)),
            }
        }));
    }
    entries
}

fn commands(desk: &Desk) -> Vec<Entry> {
    let entry = |icon: &'static str, key: &str, hint: &str, run: Callback<()>| Entry {
        icon,
        name: desk.t(key),
        hint: hint.to_owned(),
        run,
    };
    let go = |route: Route| {
        let desk = desk.clone();
        Callback::from(move |()| desk.go(route))
    };
    let show = |group: Group| {
        let desk = desk.clone();
        Callback::from(move |()| {
            desk.go(Route::Board);
            desk.dispatch(Action::Group(Some(group)));
        })
    };
    let mut all = vec![
        entry("plus", "board-new", "n", go(Route::NewDelivery)),
        entry("list", "board-list", "b", go(Route::Board)),
        entry("triangle-alert", "board-exceptions", "e", go(Route::Exceptions)),
        entry("truck", "board-drivers", "d", go(Route::Drivers)),
        entry("route", "plan-title", "o", go(Route::Plan)),
        entry("smartphone", "devices-title", "v", go(Route::Devices)),
        entry("settings", "settings-title", "s", go(Route::Settings)),
        entry("clock", "palette-late", "", show(Group::Late)),
        entry("user-x", "palette-unassigned", "", show(Group::Unassigned)),
    ];
    let targets: Vec<DeliveryId> = desk.givable(desk.board.targets());
    if !targets.is_empty() {
        let assign = desk.clone();
        all.insert(
            1,
            entry(
                "user-check",
                if desk.give_key(&targets) == "act-transfer" { "act-transfer" } else { "key-assign" },
                "a",
                Callback::from(move |()| assign.lay(Overlay::Assign(targets.clone()))),
            ),
        );
    }
    let wave = desk.clone();
    all.insert(1, entry("users", "wave-title", "w", Callback::from(move |()| wave.lay_wave())));
    let help = desk.clone();
    all.push(entry("keyboard", "key-title", "?", Callback::from(move |()| help.lay(Overlay::Help))));
    all
}
