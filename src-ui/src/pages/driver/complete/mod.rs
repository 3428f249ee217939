//! Handing over: a checklist of what the stop demands. Every item can be redone, and everything is kept on the device
//! the moment it is there.

mod age;
mod cash;
mod excuse;
mod foot;
mod handed_to;
mod item;
mod name;
mod pad;
mod parcels;
mod photos;
mod pin;
pub(super) mod scan;
mod signature;

use waybill_domain::{Command, Delivery, calls::driver::Draft, requirements::Requirement};
use yew::prelude::*;
use yew_router::prelude::*;

use self::{foot::Foot, handed_to::HandedTo, item::ItemRow, parcels::DifferentParcels};
use super::{
    frame::{Page, use_back},
    photo_pick::use_camera,
    stop::{StopPageProps, instead},
    words,
};
use crate::{
    components::{Icon, Toast, outcome_name, use_toasts},
    hooks::use_day,
    i18n::use_i18n,
    routes::Route,
    state::draft::{Checklist, DraftChange},
};

/// What fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// The list.
    List,
    /// One item.
    Item(Requirement),
    /// What cannot be had, and why.
    Excuse,
}

/// Properties of the screen of one item.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ItemProps {
    /// Which delivery.
    pub(super) delivery: Delivery,
    /// What has been gathered.
    pub(super) draft: Draft,
    /// Something was gathered.
    pub(super) onchange: Callback<DraftChange>,
    /// Back to the list.
    pub(super) onclose: Callback<()>,
}

/// The checklist, or the item that is open.
#[component]
pub(super) fn CompletePage(props: &StopPageProps) -> Html {
    let (i18n, day, toasts) = (use_i18n(), use_day(), use_toasts());
    let navigator = use_navigator();
    let onback = use_back(Route::Stop { id: props.id });
    let open = use_state(|| Open::List);
    let sending = use_state(|| false);
    let onchange = {
        let (day, id) = (day.clone(), props.id);
        Callback::from(move |change| day.draft(id, change))
    };
    let camera = use_camera(props.id, onchange.reform(DraftChange::AddPhoto));
    let Some(mine) = day.day.get(props.id) else {
        return instead(&day, &onback, &i18n);
    };
    let (delivery, draft) = (mine.delivery.clone(), mine.draft.clone().unwrap_or_default());
    let list = Checklist { delivery: &delivery, draft: &draft };
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::List))
    };
    let onopen = {
        let (open, camera_open) = (open.setter(), camera.open.clone());
        let has_photos = !draft.evidence.photos.is_empty();
        Callback::from(move |requirement| match requirement {
            // The first photo takes one tap: straight into the camera.
            Requirement::Photo if !has_photos => camera_open.emit(()),
            requirement => open.set(Open::Item(requirement)),
        })
    };
    let item =
        ItemProps { delivery: delivery.clone(), draft: draft.clone(), onchange: onchange.clone(), onclose };
    match *open {
        Open::Item(requirement) => return screen(requirement, item),
        Open::Excuse => return html! { <excuse::ExcusePage ..item /> },
        Open::List => {}
    }
    let onexcuse = {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::Excuse))
    };
    let oncomplete = {
        let (day, id, sending) = (day.clone(), props.id, sending.setter());
        let completion = list.completion();
        let said = i18n.tn(
            "complete-done",
            [
                ("outcome", i18n.t(&format!("outcome-{}", outcome_name(list.outcome()))).into()),
                ("address", delivery.dropoff.address.as_str().into()),
            ],
        );
        Callback::from(move |()| {
            sending.set(true);
            let (sending, navigator, toasts, said) =
                (sending.clone(), navigator.clone(), toasts.clone(), said.clone());
            let on_done = Callback::from(move |done: Result<(), _>| {
                sending.set(false);
                if let (Ok(()), Some(navigator)) = (done, &navigator) {
                    navigator.push(&Route::Today);
                    if let Some(toasts) = &toasts {
                        toasts.show(Toast::done(said.clone()));
                    }
                }
            });
            day.act(id, Command::Completed(Box::new(completion.clone())), on_done);
        })
    };
    let foot = html! {
        <Foot delivery={delivery.clone()} draft={draft.clone()} sending={*sending} onopen={onopen.clone()} {onexcuse} {oncomplete} />
    };
    html! {
        <Page title={i18n.t("complete-title")} sub={words::address(&delivery.dropoff)} {onback} {foot}>
            <div class="stack">
                if list.items().is_empty() {
                    <section class="card strip"><Icon name="check" /><p>{ i18n.t("complete-nothing") }</p></section>
                } else {
                    <ul class="card">
                        { for list.items().into_iter().map(|item| html! {
                            <ItemRow key={words::requirement(item.requirement).0} {item} delivery={delivery.clone()} draft={draft.clone()}
                                working={item.requirement == Requirement::Photo && camera.working > 0} onopen={onopen.clone()} />
                        }) }
                    </ul>
                }
                { camera.error }
                { camera.input }
                <p class="safe"><Icon name="shield-check" /><span>{ i18n.t(if crate::bridge::is_app() { "complete-safe" } else { "complete-safe-browser" }) }</span></p>
                <HandedTo outcome={list.outcome()} onchange={onchange.clone()} />
                <DifferentParcels delivery={delivery.clone()} draft={draft.clone()} {onchange} />
            </div>
        </Page>
    }
}

fn screen(requirement: Requirement, item: ItemProps) -> Html {
    match requirement {
        Requirement::Photo => html! { <photos::PhotosPage ..item /> },
        Requirement::Scan => html! { <scan::ScanPage ..item /> },
        Requirement::Signature => html! { <signature::SignaturePage ..item /> },
        Requirement::Pin => html! { <pin::PinPage ..item /> },
        Requirement::RecipientName => html! { <name::NamePage ..item /> },
        Requirement::Age => html! { <age::AgePage ..item /> },
        Requirement::Cash => html! { <cash::CashPage ..item /> },
    }
}
