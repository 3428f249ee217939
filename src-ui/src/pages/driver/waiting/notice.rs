//! An answer that needs a look.

use waybill_domain::{calls::driver::Notice, rules::Disposition};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{components::Icon, hooks::use_day, i18n::use_i18n, routes::Route};

/// Properties of [`NoticeCard`].
#[derive(PartialEq, Properties)]
pub(super) struct NoticeCardProps {
    pub(super) notice: Notice,
}

/// What happened, what is safe, who does something about it. Leads to the stop where there still is one.
#[component]
pub(super) fn NoticeCard(props: &NoticeCardProps) -> Html {
    let (i18n, day) = (use_i18n(), use_day());
    let notice = &props.notice;
    let (tone, title, text) = match notice.disposition {
        Disposition::Rejected => ("danger", "notice-rejected", "notice-rejected-text"),
        Disposition::NeedsReview => ("warning", "notice-review", "notice-review-text"),
        Disposition::AppliedLate => ("info", "notice-late", "notice-late-text"),
        Disposition::Quarantined | Disposition::Unreadable => ("warning", "notice-kept", "notice-kept-text"),
        Disposition::Applied | Disposition::Duplicate => ("info", "notice-done", "notice-done-text"),
    };
    let code = notice.reason.as_ref().map(|reason| format!("reason-{}", reason.code()));
    let reason = match (&notice.reason, code.filter(|code| i18n.has(code))) {
        (_, Some(key)) => i18n.t(&key),
        (Some(reason), None) => reason.to_string(),
        (None, None) => String::new(),
    };
    let words = html! {
        <>
            <span class="tile" data-tone={tone}><Icon name={if tone == "info" { "info" } else { "triangle-alert" }} /></span>
            <span class="stop-lines">
                <span class="stop-address">{ i18n.t(title) }</span>
                <span class="notice-text"><bdi>{ &notice.address }</bdi>{ ": " }{ reason }{ " " }{ i18n.t(text) }</span>
            </span>
        </>
    };
    if day.day.get(notice.delivery).is_some() {
        return html! {
            <div class="card notice-card" data-tone={tone} data-testid="notice">
                <Link<Route> classes="waits" to={Route::Stop { id: notice.delivery }}>{ words }<Icon name="chevron-right" /></Link<Route>>
            </div>
        };
    }
    html! { <div class="card notice-card" data-tone={tone} data-testid="notice"><div class="waits">{ words }<span /></div></div> }
}
