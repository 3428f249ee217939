//! Who holds the goods, and a transfer on its way.

use waybill_domain::{
    Command, Delivery, Timestamp,
    custody::{Holder, Transfer},
};
use yew::prelude::*;

use super::super::desk::{Desk, use_desk};
use crate::components::{Button, ButtonSize, Icon};

/// `With Mara Ilves`; nothing while the goods have never left the sender.
pub(super) fn holder(desk: &Desk, holder: Holder) -> String {
    match holder {
        Holder::Sender => desk.t("custody-sender"),
        Holder::Recipient => desk.t("custody-recipient"),
        Holder::Driver { member } => desk.words.with("custody-driver", "name", desk.name_of(Some(member))),
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct TransferBoxProps {
    pub(super) delivery: Delivery,
}

/// The transfer: asked for, given, taken, each with its time, and calling it off.
#[component]
pub(super) fn TransferBox(props: &TransferBoxProps) -> Html {
    let desk = use_desk();
    let delivery = &props.delivery;
    let Some(transfer) = delivery.transfer else {
        return Html::default();
    };
    let words = &desk.words;
    let (giver, taker) = (desk.name_of(delivery.driver), desk.name_of(Some(transfer.to)));
    let off = {
        let (desk, id, said) = (desk.clone(), delivery.id, desk.t("transfer-called-off"));
        move |_: MouseEvent| {
            let again = vec![(id, Command::Transfer { to: transfer.to })];
            desk.act(vec![id], Command::CallOffTransfer, said.clone(), Some(again));
        }
    };
    html! {
        <section class="box transfer" data-testid="custody" aria-label={words.t("transfer-title")}>
            <div class="box-line">
                <span class="transfer-sign"><Icon name="arrow-right-left" /></span>
                <b>{ words.with("transfer-to", "name", taker.clone()) }</b>
                <Button size={ButtonSize::Small} onclick={off} testid="transfer-off">{ words.t("transfer-off") }</Button>
            </div>
            <ol class="steps">{ for steps(&desk, transfer, &giver, &taker) }</ol>
            <p class="muted">{ words.with("transfer-until", "name", giver) }</p>
        </section>
    }
}

fn steps(desk: &Desk, transfer: Transfer, giver: &str, taker: &str) -> Vec<Html> {
    let words = &desk.words;
    let step = |done: Option<Timestamp>, title: String| {
        let time = done.map(|at| {
            html! { <time datetime={at.to_string()}>{ words.format.moment(at, desk.board.now) }</time> }
        });
        let waits =
            done.is_none().then(|| html! { <span class="faint">{ words.t("transfer-waits") }</span> });
        html! {
            <li data-done={done.is_some().to_string()}>
                <Icon name={if done.is_some() { "check" } else { "clock" }} />
                <span dir="auto">{ title }</span>
                { time }{ waits }
            </li>
        }
    };
    vec![
        step(Some(transfer.asked_at), words.t("transfer-asked")),
        step(transfer.given_at, words.with("transfer-given", "name", giver)),
        step(transfer.taken_at, words.with("transfer-taken", "name", taker)),
    ]
}
