//! Handing goods to a colleague without having been asked to: who, then one held button.

use waybill_domain::{Member, MemberId};
use yew::prelude::*;

use super::{
    act::{use_hands, use_name},
    give::can_hand_over,
};
use crate::{
    components::{Avatar, Empty, Field, HoldButton, Icon},
    hooks::{use_day, use_people},
    i18n::use_i18n,
    pages::driver::{
        frame::{Page, use_back},
        stop::{StopPageProps, instead},
        words,
    },
    routes::Route,
};

/// The colleagues, with a search.
#[component]
pub(in super::super) fn HandOverPage(props: &StopPageProps) -> Html {
    let (i18n, day, people) = (use_i18n(), use_day(), use_people());
    let onback = use_back(Route::Stop { id: props.id });
    let text = use_state(String::new);
    let chosen = use_state(|| None::<MemberId>);
    let (name, hands) = (use_name(*chosen), use_hands(props.id));
    let Some(mine) = day.day.get(props.id) else {
        return instead(&day, &onback, &i18n);
    };
    let delivery = &mine.delivery;
    if !can_hand_over(delivery, day.part(delivery)) {
        return html! {
            <Page title={i18n.t("hand-over-title")} {onback}>
                <Empty icon="arrow-right-left" title={i18n.t("hand-over-not-now")} text={i18n.t("hand-over-not-now-text")} />
            </Page>
        };
    }
    let found = people.colleagues(day.me, &text);
    let row = |member: &Member| {
        let (id, on) = (member.id, *chosen == Some(member.id));
        let chosen = chosen.setter();
        html! {
            <li key={id.to_string()}>
                <button type="button" class="hands-row" aria-pressed={on.to_string()} data-testid="colleague"
                    onclick={move |_: MouseEvent| chosen.set(Some(id))}>
                    <Avatar name={member.name.clone()} />
                    <span class="stop-lines">
                        <span class="stop-address" dir="auto">{ &member.name }</span>
                        <span class="stop-facts"><span dir="auto">{ &member.vehicle }</span></span>
                    </span>
                    <Icon name={if on { "check" } else { "circle" }} />
                </button>
            </li>
        }
    };
    let foot = match *chosen {
        Some(to) => {
            let said = i18n.t1("give-done", "name", name.as_str());
            html! {
                <HoldButton label={i18n.t1("give-to", "name", name.as_str())} testid="handed-over"
                    onconfirm={Callback::from(move |()| hands.hand_over(to, said.clone()))} />
            }
        }
        None => html! { <p class="muted center">{ i18n.t("hand-over-choose") }</p> },
    };
    let oninput = {
        let text = text.setter();
        Callback::from(move |typed| text.set(typed))
    };
    html! {
        <Page title={i18n.t("hand-over-title")} sub={words::address(&delivery.dropoff)} {onback} {foot}>
            <div class="stack">
                <p class="hands-text"><Icon name="info" /><span>{ i18n.t("hand-over-text") }</span></p>
                <Field label={i18n.t("hand-over-search")} name="colleague" value={(*text).clone()} testid="colleague-search" {oninput} />
                if people.is_empty() {
                    <Empty icon="users" title={i18n.t("hand-over-unknown")} text={i18n.t("hand-over-unknown-text")} />
                } else if found.is_empty() {
                    <Empty icon="search" title={i18n.t("hand-over-none")} text={i18n.t("hand-over-none-text")} />
                } else {
                    <ul class="card" aria-label={i18n.t("hand-over-choose")}>{ for found.into_iter().map(row) }</ul>
                }
            </div>
        </Page>
    }
}
