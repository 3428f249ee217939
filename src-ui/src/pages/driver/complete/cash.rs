//! Cash on delivery: how much is due, what goes back.

use waybill_domain::Money;
use yew::prelude::*;

use super::ItemProps;
use crate::{
    components::{Button, ButtonKind, ButtonSize, Choice, ChoiceLook, choose},
    hooks::use_format,
    i18n::use_i18n,
    pages::driver::frame::Page,
    state::{
        change::{change, offers},
        draft::{Checklist, DraftChange},
    },
};

/// The amount, as large as it can be.
#[component]
pub(super) fn CashPage(props: &ItemProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let given = use_state(|| None::<Money>);
    let list = Checklist { delivery: &props.delivery, draft: &props.draft };
    let due = list.cash_due().unwrap_or_else(|| Money::eur(0));
    let choices = offers(due)
        .into_iter()
        .map(|value| Choice { value, label: format.money(value).into(), icon: None })
        .collect::<Vec<_>>();
    let back = given.map(|given| change(due, given)).filter(|back| back.minor > 0);
    let keep = |cash: Option<Money>| {
        let (onchange, onclose) = (props.onchange.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            onchange.emit(DraftChange::Cash(cash));
            onclose.emit(());
        })
    };
    let taken = props.draft.evidence.cash.is_some();
    let foot = html! {
        <>
            <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} class="tall" testid="cash-taken" onclick={keep(Some(due))}>
                { i18n.t1("cash-take", "amount", format.money(due)) }
            </Button>
            if taken {
                <Button size={ButtonSize::Touch} icon="undo-2" onclick={keep(None)}>{ i18n.t("cash-undo") }</Button>
            }
        </>
    };
    let onchoose = {
        let given = given.setter();
        Callback::from(move |money| given.set(Some(money)))
    };
    html! {
        <Page title={i18n.t("item-cash")} sub={props.delivery.dropoff.contact.name.clone()} onback={props.onclose.clone()} {foot}>
            <section class="card big-fact">
                <p class="muted">{ i18n.t("cash-due-label") }</p>
                <p class="big-number" data-testid="cash-due">{ format.money(due) }</p>
                <p class="muted">{ i18n.t("cash-given") }</p>
                { choose(ChoiceLook::Tiles, i18n.t("cash-given"), "choice", choices, *given, onchoose) }
                <p class="cash-back" role="status">
                    if let Some(back) = back {
                        { i18n.t1("cash-back", "amount", format.money(back)) }
                    } else if given.is_some() {
                        { i18n.t("cash-exact") }
                    }
                </p>
            </section>
        </Page>
    }
}
