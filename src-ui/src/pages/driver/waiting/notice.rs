//! An answer that needs a look.

use waybill_domain::{
    calls::driver::{Dismiss, Notice},
    rules::Disposition,
};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    bridge,
    components::{Button, ButtonKind, ButtonSize, Icon, Toast, use_toasts},
    hooks::use_day,
    i18n::use_i18n,
    routes::Route,
};

/// Properties of [`NoticeCard`].
#[derive(PartialEq, Properties)]
pub(super) struct NoticeCardProps {
    pub(super) notice: Notice,
    /// Looks at the room again.
    pub(super) onchange: Callback<()>,
}

/// What happened, what is safe, who does something about it. Leads to the stop where there still is one, and goes once
/// it was read.
#[component]
pub(super) fn NoticeCard(props: &NoticeCardProps) -> Html {
    let (i18n, day, toasts) = (use_i18n(), use_day(), use_toasts());
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
    let ondismiss = {
        let (onchange, command) = (props.onchange.clone(), notice.command);
        move |_: MouseEvent| {
            let (onchange, toasts) = (onchange.clone(), toasts.clone());
            bridge::spawn_local(async move {
                if let (Err(error), Some(toasts)) = (bridge::ask(&Dismiss { command }).await, toasts) {
                    toasts.show(Toast::failed(error.message));
                }
                onchange.emit(());
            });
        }
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
    let there = day.day.get(notice.delivery).is_some();
    html! {
        <div class="card notice-card" data-tone={tone} data-testid="notice">
            if there {
                <Link<Route> classes="waits" to={Route::Stop { id: notice.delivery }}>{ words }<Icon name="chevron-right" /></Link<Route>>
            } else {
                <div class="waits">{ words }<span /></div>
            }
            <div class="notice-foot">
                <Button size={ButtonSize::Large} kind={ButtonKind::Ghost} icon="check" testid="notice-dismiss" onclick={ondismiss}>{ i18n.t("notice-read") }</Button>
            </div>
        </div>
    }
}
