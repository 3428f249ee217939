//! When a stop may be served: its day, where it has one of its own, and two times.

use waybill_domain::calendar::Day;
use yew::prelude::*;

use super::{
    super::{
        desk::{Desk, use_desk},
        field::{Errors, TextField},
    },
    stop::Side,
};
use crate::state::board::StopDraft;

#[derive(PartialEq, Properties)]
pub(super) struct StopHoursProps {
    pub(super) side: Side,
    pub(super) draft: StopDraft,
    /// The day of the form.
    pub(super) day: AttrValue,
    pub(super) errors: Errors,
    pub(super) on_change: Callback<StopDraft>,
}

#[component]
pub(super) fn StopHours(props: &StopHoursProps) -> Html {
    let desk = use_desk();
    let (draft, path) = (&props.draft, props.side.path());
    let set = |edit: fn(&mut StopDraft, String)| {
        let (draft, on_change) = (draft.clone(), props.on_change.clone());
        Callback::from(move |value: String| {
            let mut next = draft.clone();
            edit(&mut next, value);
            on_change.emit(next);
        })
    };
    let field = |kind: &'static str, name: &str, key: &str, value: &str, on_input: Callback<String>| {
        html! {
            <TextField id={format!("f-{path}-{}", name.replace(['.', '_'], "-"))} {kind} label={desk.t(key)}
                value={value.to_owned()} field={format!("{path}.{name}")} errors={props.errors.clone()} {on_input} />
        }
    };
    // The drop-off's day is the form's. A pickup on the same day follows it.
    let day = (props.side == Side::Pickup).then(|| {
        let (of_form, set) = (props.day.clone(), set(|draft, day| draft.day = day));
        let on_input = Callback::from(move |day: String| {
            set.emit(if *day == *of_form { String::new() } else { day });
        });
        field("date", "day", "form-day", draft.begins(&props.day), on_input)
    });
    let until_day = (!draft.until_day.is_empty()).then(|| {
        let on_input = set(|draft, day| draft.until_day = day);
        field("date", "until_day", "form-until-day", &draft.until_day, on_input)
    });
    let columns = 2 + usize::from(day.is_some()) + usize::from(until_day.is_some());
    let next_day = until_day.is_none().then(|| ends_on(&desk, draft, &props.day)).flatten();
    html! {
        <>
            <div class="row-hours" data-columns={columns.to_string()}>
                { day }
                { field("time", "window.from", "form-from", &draft.from, set(|draft, time| draft.from = time)) }
                { until_day }
                { field("time", "window.until", "form-until", &draft.until, set(|draft, time| draft.until = time)) }
            </div>
            // What the server says of the window as a whole.
            if let Some(rule) = props.errors.of(&format!("{path}.window")) {
                <p class="rule">{ rule.to_owned() }</p>
            }
            if let Some(next_day) = next_day {
                <p class="form-hint" data-testid={format!("{path}-ends")}>{ next_day }</p>
            }
        </>
    }
}

/// That the window ends on another day, where it does.
fn ends_on(desk: &Desk, draft: &StopDraft, day: &str) -> Option<String> {
    let ends = draft.ends(day);
    if ends == draft.begins(day) {
        return None;
    }
    let ends = ends.parse::<Day>().ok()?;
    Some(desk.words.with("form-next-day", "day", desk.words.calendar_day(ends)))
}
