//! Shift: on, break, off; what the day has brought; settings.

mod duty;
mod settings;
mod sign_out;

use waybill_domain::Money;
use yew::prelude::*;

use self::{duty::Duty, settings::SettingsCard, sign_out::SignOut};
use super::frame::Tab;
use crate::{
    components::Avatar,
    hooks::{use_day, use_format, use_session},
    i18n::use_i18n,
    routes::Route,
};

/// The shift.
#[component]
pub(super) fn ShiftPage() -> Html {
    let (i18n, format, session, day) = (use_i18n(), use_format(), use_session(), use_day());
    let Some(info) = session.info().cloned() else {
        return Html::default();
    };
    let today = day.today();
    let progress = today.progress();
    let cash = Money::sum(today.done.iter().filter_map(|delivery| delivery.cash_collected));
    let fact = |value: String, key: &str| html! { <div class="fact"><dd>{ value }</dd><dt>{ i18n.t(key) }</dt></div> };
    let name = i18n.t("nav-shift");
    html! {
        <Tab here={Route::Shift} sub={info.organization.name.clone()} title={html! { { name.clone() } }} {name}>
            <div class="stack">
                <section class="card person">
                    <Avatar name={info.member.name.clone()} large={true} />
                    <div class="stop-lines">
                        <p class="person-name" dir="auto">{ &info.member.name }</p>
                        <p class="muted">{ &info.member.vehicle }</p>
                    </div>
                </section>
                <Duty />
                <dl class="card factsheet">
                    { fact(progress.delivered.to_string(), "fact-delivered") }
                    { fact(progress.failed.to_string(), "fact-failed") }
                    { fact(today.open.len().to_string(), "fact-open") }
                    { fact(cash.map_or_else(|| "–".to_owned(), |cash| format.money(cash)), "fact-cash") }
                </dl>
                <SettingsCard />
                <SignOut />
            </div>
        </Tab>
    }
}
