//! It could not be delivered: why, what there is to show, and what happens next.

use waybill_domain::{
    Command, Outcome,
    command::Failure,
    proof::{BlobRef, Evidence},
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    frame::{Page, use_back},
    photo_pick::use_camera,
    stop::{StopPageProps, instead},
    thumb::Thumb,
    words,
};
use crate::{
    bridge,
    components::{
        Button, ButtonKind, ButtonSize, Choice, ChoiceLook, Field, Icon, SlideButton, Toast, choose,
        outcome_name, use_toasts,
    },
    hooks::use_day,
    i18n::use_i18n,
    routes::Route,
    state::draft::DraftChange,
};

const REASONS: [(Outcome, &str); 9] = [
    (Outcome::FailedNotHome, "door-closed"),
    (Outcome::FailedCantFindAddress, "map-pin-off"),
    (Outcome::FailedRefused, "hand"),
    (Outcome::FailedDamaged, "package-x"),
    (Outcome::FailedPackageNotAvailable, "package-search"),
    (Outcome::FailedPaymentNotReceived, "banknote"),
    (Outcome::FailedMissingRequiredProof, "id-card"),
    (Outcome::FailedNoTime, "clock"),
    (Outcome::FailedOther, "ellipsis"),
];

/// Why it could not be delivered.
#[component]
pub(super) fn FailedPage(props: &StopPageProps) -> Html {
    let (i18n, day, toasts) = (use_i18n(), use_day(), use_toasts());
    let navigator = use_navigator();
    let onback = use_back(Route::Stop { id: props.id });
    let sending = use_state(|| false);
    let onchange = {
        let (day, id) = (day.clone(), props.id);
        Callback::from(move |change| day.draft(id, change))
    };
    let camera = use_camera(props.id, onchange.reform(DraftChange::AddPhoto));
    let Some(mine) = day.day.get(props.id) else {
        return instead(&day, &onback, &i18n);
    };
    let (delivery, draft) = (&mine.delivery, mine.draft.clone().unwrap_or_default());
    let chosen = draft.outcome.filter(|outcome| !outcome.is_delivered());
    let evidence = draft.evidence.clone();
    let word = |outcome| i18n.t(&format!("outcome-{}", outcome_name(outcome)));
    let choices: Vec<_> = REASONS
        .iter()
        .map(|(value, icon)| Choice { value: *value, label: word(*value).into(), icon: Some(*icon) })
        .collect();
    let needs_note = chosen == Some(Outcome::FailedOther) && evidence.note.trim().is_empty();
    let onfail = {
        let (day, id, sending, said) = (
            day.clone(),
            props.id,
            sending.setter(),
            i18n.t1("failed-done", "address", delivery.dropoff.address.as_str()),
        );
        let evidence = evidence.clone();
        Callback::from(move |()| {
            let Some(reason) = chosen else {
                return;
            };
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
            let failure = Failure { reason, evidence: shown(&evidence) };
            day.act(id, Command::AttemptFailed(Box::new(failure)), on_done);
        })
    };
    let foot = if *sending {
        let key = if bridge::is_app() { "complete-keeping" } else { "complete-sending" };
        html! { <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} busy={true}>{ i18n.t(key) }</Button> }
    } else if chosen.is_none() {
        html! { <p class="muted center">{ i18n.t("failed-choose") }</p> }
    } else if needs_note {
        html! { <p class="muted center">{ i18n.t("failed-say") }</p> }
    } else {
        html! { <SlideButton label={i18n.t("failed-slide")} testid="slide-failed" danger={true} onconfirm={onfail} /> }
    };
    let picture = |photo: &BlobRef| html! { <li key={photo.sha256.to_string()} class="photo"><Thumb sha256={photo.sha256} alt={i18n.t("proof")} /></li> };
    html! {
        <Page title={i18n.t("could-not")} sub={words::address(&delivery.dropoff)} {onback} {foot}>
            <div class="stack">
                { choose(ChoiceLook::Tiles, i18n.t("failed-why"), "reason", choices, chosen, onchange.reform(DraftChange::Outcome)) }
                <section class="card next-body stack">
                    if !evidence.photos.is_empty() {
                        <ul class="photos">{ for evidence.photos.iter().map(picture) }</ul>
                    }
                    <Button size={ButtonSize::Touch} icon="camera" busy={camera.working > 0} testid="take-photo" onclick={camera.open.reform(|_| ())}>{ i18n.t("failed-photo") }</Button>
                    { camera.error }
                    { camera.input }
                    <Field label={i18n.t("failed-note")} name="note" value={evidence.note.clone()} multiline={true} maxlength={2_000} testid="failed-note"
                        oninput={onchange.reform(DraftChange::Note)} />
                </section>
                if let Some(chosen) = chosen {
                    <p class="safe"><Icon name="rotate-ccw" /><span>{ i18n.t(next_key(chosen)) }</span></p>
                }
            </div>
        </Page>
    }
}

/// What goes with a failed attempt: what was seen and said. A signature or cash belongs to a handing over.
fn shown(evidence: &Evidence) -> Evidence {
    Evidence { photos: evidence.photos.clone(), note: evidence.note.trim().to_owned(), ..Evidence::default() }
}

/// The key of the message that says what happens next.
fn next_key(reason: Outcome) -> &'static str {
    match reason {
        Outcome::FailedRefused | Outcome::FailedDamaged => "failed-next-return",
        Outcome::FailedPackageNotAvailable => "failed-next-search",
        _ => "failed-next-retry",
    }
}
