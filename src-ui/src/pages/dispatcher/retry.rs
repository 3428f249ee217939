//! Another attempt for what was not handed over: on which day, between which times, by whom.

use waybill_domain::{
    Command, DeliveryId, MemberId,
    calendar::Day,
    calls::{Created, RetryDelivery},
    problem::FieldError,
};
use yew::prelude::*;

use super::{
    desk::{Desk, Overlay, use_desk},
    field::{Errors, SelectField, TextField},
    form::{created, drivers, wall},
    modal::Modal,
};
use crate::{
    bridge::{self, CallError, format::now, ids, spawn_local},
    components::{Button, ButtonKind, Icon},
    routes::Route,
    state::board::{Action, StopDraft},
};

#[derive(PartialEq, Properties)]
pub(super) struct RetryProps {
    /// The attempt that failed.
    pub(super) id: DeliveryId,
}

#[component]
pub(super) fn Retry(props: &RetryProps) -> Html {
    let desk = use_desk();
    let of = props.id;
    let before = desk.board.delivery(of).cloned();
    let draft = {
        let tomorrow = desk.words.format.iso_day(now()).parse::<Day>().map(|day| day.plus(1).to_string());
        use_state_eq(move || StopDraft { day: tomorrow.unwrap_or_default(), ..StopDraft::default() })
    };
    let driver = use_state_eq(|| None::<MemberId>);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let refused = use_state_eq(|| None::<CallError>);
    let busy = use_state_eq(|| false);
    // The same id for every try: a lost answer must not make a second attempt.
    let id = *use_memo((), |()| ids::delivery());
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| desk.lay(Overlay::None))
    };
    let send = {
        let (desk, draft, driver) = (desk.clone(), draft.clone(), driver.clone());
        let (errors, refused, busy) = (errors.setter(), refused.setter(), busy.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let window = draft.read_window("dropoff", &wall(&desk.words.format));
            let dropoff_window = match window {
                Ok(window) => window,
                Err(wrong) => return errors.set(wrong),
            };
            errors.set(Vec::new());
            busy.set(true);
            let call = RetryDelivery {
                of: Some(of),
                id,
                pickup_window: Default::default(),
                dropoff_window,
                driver: *driver,
            };
            let (desk, errors, refused, busy) = (desk.clone(), errors.clone(), refused.clone(), busy.clone());
            spawn_local(async move {
                match bridge::call(&call).await {
                    Ok(made) => taken(&desk, made),
                    Err(error) => {
                        busy.set(false);
                        errors.set(error.errors.clone());
                        refused.set(Some(error));
                    }
                }
            });
        })
    };
    let set = |edit: fn(&mut StopDraft, String)| {
        let draft = draft.clone();
        Callback::from(move |text: String| {
            let mut next = (*draft).clone();
            edit(&mut next, text);
            draft.set(next);
        })
    };
    let on_driver = {
        let driver = driver.setter();
        Callback::from(move |id: String| driver.set(id.parse().ok()))
    };
    let address = before.map(|delivery| delivery.dropoff.address).unwrap_or_default();
    let found = Errors::new(&errors, &desk.words);
    let time = |name: &str, key: &str, value: &str, on_input: Callback<String>| {
        html! {
            <TextField id={format!("retry-{name}")} kind="time" label={desk.t(key)} value={value.to_owned()}
                field={format!("dropoff.window.{name}")} errors={found.clone()} {on_input} />
        }
    };
    html! {
        <Modal title={desk.words.with("retry-title", "address", address)} on_close={close.clone()}
            class={classes!("ask")} testid="retry">
            <form onsubmit={send} novalidate=true>
                <p class="muted">{ desk.t("retry-text") }</p>
                <TextField id="retry-day" kind="date" label={desk.t("form-day")} value={draft.day.clone()}
                    field="dropoff.day" errors={found.clone()} on_input={set(|draft, day| draft.day = day)} />
                <div class="row-2">
                    { time("from", "form-from", &draft.from, set(|draft, time| draft.from = time)) }
                    { time("until", "form-until", &draft.until, set(|draft, time| draft.until = time)) }
                </div>
                <SelectField id="retry-driver" label={desk.t("form-driver")}
                    value={driver.map(|id| id.to_string()).unwrap_or_default()} options={drivers(&desk)}
                    on_input={on_driver} />
                if let Some(error) = &*refused {
                    <p class="rule" role="alert"><Icon name="triangle-alert" />{ refusal(&desk, error) }</p>
                }
                <div class="ask-foot">
                    <Button onclick={close.reform(|_: MouseEvent| ())}>{ desk.t("cancel") }</Button>
                    <Button submit={true} kind={ButtonKind::Primary} icon="rotate-cw" busy={*busy}
                        testid="retry-confirm">
                        { desk.t("act-retry") }
                    </Button>
                </div>
            </form>
        </Modal>
    }
}

/// Why there is no other attempt: what the server says, and the rule where one is broken.
fn refusal(desk: &Desk, error: &CallError) -> String {
    match (error.code.as_str(), error.rule_of("attempt")) {
        (_, Some(_)) => desk.t("retry-used-up"),
        ("network", _) => desk.t("form-no-network"),
        _ => error.message.clone(),
    }
}

fn taken(desk: &Desk, made: Created) {
    let Created { delivery, warnings } = made;
    let id = delivery.id;
    desk.lay(Overlay::None);
    if warnings.is_empty() {
        let said = desk.words.with("form-created", "code", delivery.code.clone());
        let reason = desk.t("cancel-duplicate");
        desk.done(said, Some(vec![(id, Command::Cancel { reason })]));
    } else {
        desk.toast(created(desk, &delivery, &warnings));
    }
    desk.dispatch(Action::Put(Box::new(delivery)));
    desk.go(Route::BoardDelivery { id });
}
