//! Handing goods over to a colleague, as the one who has them.

use waybill_domain::{Delivery, rules::part::Part};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    act::{use_hands, use_name},
    take::HandsProps,
};
use crate::{
    components::{Button, ButtonSize, Chip, HoldButton, Icon, Tone},
    hooks::{use_day, use_format},
    i18n::use_i18n,
    pages::driver::{step::StepButton, stop::ColleagueCard, words},
    routes::Route,
};

/// Goods that went over as one of the two says: whose word is missing.
#[component]
pub(super) fn Leaving(props: &HandsProps) -> Html {
    let i18n = use_i18n();
    let delivery = &props.delivery;
    let to = delivery.transfer.map(|transfer| transfer.to);
    let (name, hands) = (use_name(to), use_hands(delivery.id));
    let given = delivery.transfer.is_some_and(|transfer| transfer.given_at.is_some());
    let said = i18n.t1("give-done", "name", name.as_str());
    html! {
        <section class="card next-body hands" data-testid="leaving">
            <Link<Route> classes="hands-row" to={Route::Stop { id: delivery.id }}>
                <span class="tile" data-tone={if given { "neutral" } else { "accent" }}><Icon name={if given { "clock" } else { "arrow-right-left" }} /></span>
                <span class="stop-lines">
                    <span class="stop-address" dir="auto">{ words::address(&delivery.dropoff) }</span>
                    <span class="hands-note">{ i18n.t1(if given { "give-waiting" } else { "give-confirm" }, "name", name.as_str()) }</span>
                </span>
                <Icon name="chevron-right" />
            </Link<Route>>
            if let Some(to) = to.filter(|_| !given) {
                <HoldButton label={i18n.t("give-button")} testid="handed-over"
                    onconfirm={Callback::from(move |()| hands.hand_over(to, said.clone()))} />
            }
        </section>
    }
}

/// On the stop's page: with whom the goods go on, and how far that is.
#[component]
pub(in super::super) fn TransferCard(props: &HandsProps) -> Html {
    let (i18n, format, day) = (use_i18n(), use_format(), use_day());
    let delivery = &props.delivery;
    let mine = delivery.driver == Some(day.me);
    let other = if mine { delivery.transfer.map(|transfer| transfer.to) } else { delivery.driver };
    let name = use_name(other);
    let (Some(transfer), Some(other)) = (delivery.transfer, other) else {
        return Html::default();
    };
    let values = |at| [("name", name.as_str().into()), ("time", format.time(at).into())];
    let text = match (mine, transfer.given_at, transfer.taken_at) {
        (false, ..) => i18n.t1("take-unheard", "name", name.as_str()),
        (true, Some(at), _) => i18n.tn("give-said", values(at)),
        (true, None, Some(at)) => i18n.tn("give-taken", values(at)),
        (true, None, None) => i18n.t1("give-text", "name", name.as_str()),
    };
    let title = if mine { "give-title" } else { "take-yours" };
    html! {
        <section class="card next-body" data-testid="transfer">
            <Chip tone={Tone::Violet} icon="arrow-right-left">{ i18n.t1(title, "name", name.as_str()) }</Chip>
            <ColleagueCard member={other} />
            <p class="hands-text"><Icon name="info" /><span>{ text }</span></p>
        </section>
    }
}

/// The buttons of a stop whose goods go on with a colleague: handing over is the obvious thing; going on is possible.
#[component]
pub(in super::super) fn GiveFoot(props: &HandsProps) -> Html {
    let (i18n, day) = (use_i18n(), use_day());
    let delivery = &props.delivery;
    let (name, hands) = (use_name(delivery.transfer.map(|transfer| transfer.to)), use_hands(delivery.id));
    let Some(transfer) = delivery.transfer else {
        return Html::default();
    };
    let said = i18n.t1("give-done", "name", name.as_str());
    let kept = i18n.t("give-kept");
    let keep = {
        let hands = hands.clone();
        move |_: MouseEvent| hands.call_off(kept.clone(), None)
    };
    html! {
        <>
            if transfer.given_at.is_none() {
                <HoldButton label={i18n.t("give-button")} testid="handed-over"
                    onconfirm={Callback::from(move |()| hands.hand_over(transfer.to, said.clone()))} />
            }
            <div class="pair">
                <Button size={ButtonSize::Touch} testid="give-keep" onclick={keep}>{ i18n.t("give-keep") }</Button>
                if day.part(delivery) == Part::Stop {
                    <StepButton delivery={delivery.clone()} second={true} />
                } else {
                    <Link<Route> classes="btn touch-link" to={Route::Today}>{ i18n.t("nav-today") }</Link<Route>>
                }
            </div>
        </>
    }
}

/// Whether the driver has the goods in the van and can hand them to somebody else.
pub(in super::super) fn can_hand_over(delivery: &Delivery, part: Part) -> bool {
    delivery.state.is_in_custody() && part == Part::Stop && delivery.transfer.is_none()
}
