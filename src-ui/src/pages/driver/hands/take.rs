//! Taking goods over from a colleague: a card in the day, and a page with the parcels.

use waybill_domain::{Delivery, calls::driver::Draft};
use yew::prelude::*;
use yew_router::prelude::*;

use super::act::{use_hands, use_name};
use crate::{
    components::{Button, ButtonKind, ButtonSize, Chip, HoldButton, Icon, Tone},
    hooks::use_format,
    i18n::use_i18n,
    pages::driver::{
        complete::{ItemProps, scan::ScanPage},
        frame::{Page, use_back},
        stop::{ColleagueCard, Parcels, StopFacts},
        words,
    },
    routes::Route,
    state::draft::{Checklist, DraftChange},
};

/// Properties of what is about one delivery that changes hands.
#[derive(PartialEq, Properties)]
pub(in super::super) struct HandsProps {
    /// The delivery.
    pub(in super::super) delivery: Delivery,
}

/// Whether parcels of this delivery are scanned when they change hands, as either stop asks for it.
fn is_scanned(delivery: &Delivery) -> bool {
    let asks = delivery.pickup.requirements.scan || delivery.dropoff.requirements.scan;
    asks && delivery.parcels.iter().any(|parcel| !parcel.code.is_empty())
}

/// "To take over from Mara": not a stop to drive to.
#[component]
pub(super) fn TakeCard(props: &HandsProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let delivery = &props.delivery;
    let (giver, hands) = (use_name(delivery.driver), use_hands(delivery.id));
    let stop = &delivery.dropoff;
    let window = format.window(stop.window);
    let said = i18n.t1("take-done", "address", stop.address.as_str());
    html! {
        <section class="card next-body hands" data-testid="take-card">
            <div class="row between wrap">
                <Chip tone={Tone::Violet} icon="arrow-right-left">{ i18n.t("take-title") }</Chip>
                <span class="faint">{ &delivery.code }</span>
            </div>
            <Link<Route> to={Route::Stop { id: delivery.id }}>
                <h2 class="hands-title" dir="auto">{ i18n.t1("take-from", "name", giver.as_str()) }</h2>
                <p class="hands-text"><Icon name="map-pin" /><span dir="auto">{ i18n.t1("take-to", "address", words::address(stop)) }</span></p>
                <p class="hands-text"><Icon name="package" /><span>{ i18n.t1("parcels", "n", delivery.parcels.len()) }
                    if !window.is_empty() { { " · " }{ window } }
                </span></p>
            </Link<Route>>
            { given(delivery, &giver, &i18n, &format) }
            if is_scanned(delivery) {
                <Link<Route> classes="btn touch-link primary" to={Route::Stop { id: delivery.id }}>
                    <Icon name="scan-barcode" />{ i18n.t("take-scan") }
                </Link<Route>>
            } else {
                <HoldButton label={i18n.t("take-have")} testid="taken-over"
                    onconfirm={Callback::from(move |()| hands.take_over(Vec::new(), said.clone()))} />
            }
        </section>
    }
}

/// What the giver has said already.
fn given(
    delivery: &Delivery,
    giver: &str,
    i18n: &crate::i18n::I18n,
    format: &crate::bridge::format::Format,
) -> Html {
    let Some(at) = delivery.transfer.and_then(|transfer| transfer.given_at) else {
        return Html::default();
    };
    let values = [("name", giver.into()), ("time", format.time(at).into())];
    html! { <p class="hands-said" data-tone="success"><Icon name="check" /><span>{ i18n.tn("take-said", values) }</span></p> }
}

/// Everything about goods that are about to come.
#[component]
pub(in super::super) fn TakePage(props: &HandsProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let onback = use_back(Route::Today);
    let delivery = &props.delivery;
    let (giver, hands) = (use_name(delivery.driver), use_hands(delivery.id));
    let scanning = use_state(|| false);
    let read = use_state(Draft::default);
    let left = Checklist { delivery, draft: &read }.codes_left().len();
    if *scanning {
        let onchange = {
            let read = read.clone();
            Callback::from(move |change: DraftChange| read.set(change.apply((*read).clone())))
        };
        let onclose = {
            let scanning = scanning.setter();
            Callback::from(move |()| scanning.set(false))
        };
        let item = ItemProps { delivery: delivery.clone(), draft: (*read).clone(), onchange, onclose };
        return html! { <ScanPage ..item /> };
    }
    let take = {
        let (hands, scans) = (hands.clone(), read.evidence.scans.clone());
        let said = i18n.t1("take-done", "address", delivery.dropoff.address.as_str());
        Callback::from(move |()| hands.take_over(scans.clone(), said.clone()))
    };
    let refuse = {
        let said = i18n.t1("take-refused", "address", delivery.dropoff.address.as_str());
        move |_: MouseEvent| hands.call_off(said.clone(), Some(Route::Today))
    };
    let scan = move |_: MouseEvent| scanning.set(true);
    let foot = html! {
        <>
            if is_scanned(delivery) && left > 0 {
                <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} icon="scan-barcode" testid="take-scan" onclick={scan}>{ i18n.t1("take-scan-left", "n", left) }</Button>
                <HoldButton label={i18n.t("take-unscanned")} plain={true} testid="taken-over" onconfirm={take} />
            } else {
                <HoldButton label={i18n.t("take-have")} testid="taken-over" onconfirm={take} />
            }
            <Button kind={ButtonKind::Danger} size={ButtonSize::Touch} testid="take-refuse" onclick={refuse}>{ i18n.t("take-not") }</Button>
        </>
    };
    html! {
        <Page title={i18n.t1("take-from", "name", giver.as_str())} sub={delivery.code.clone()} {onback} {foot}>
            <div class="stack">
                <section class="card next-body">
                    <Chip tone={Tone::Violet} icon="arrow-right-left">{ i18n.t("take-title") }</Chip>
                    if let Some(driver) = delivery.driver {
                        <ColleagueCard member={driver} />
                    }
                    { given(delivery, &giver, &i18n, &format) }
                    <p class="hands-text"><Icon name="info" /><span>{ i18n.t1("take-text", "name", giver.as_str()) }</span></p>
                    <hr />
                    <StopFacts stop={delivery.dropoff.clone()} kind={i18n.t("dropoff-at")} />
                </section>
                <Parcels delivery={delivery.clone()} draft={(*read).clone()} anew={true} />
            </div>
        </Page>
    }
}
