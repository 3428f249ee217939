//! The hours of each weekday and of holidays, a line each, with what they come to.

use std::rc::Rc;

use waybill_domain::calendar::Weekday;
use yew::prelude::*;

use super::{
    super::{
        super::{
            desk::{Desk, use_desk},
            field::Errors,
        },
        long::comes_to,
    },
    opening::HoursEdit,
};
use crate::{
    bridge::dom,
    components::Icon,
    state::organization::{HoursSheet, weekday_name},
};

#[derive(PartialEq, Properties)]
pub(super) struct WeekFieldsProps {
    pub(super) hours: HoursSheet,
    pub(super) errors: Errors,
    pub(super) on_edit: Callback<HoursEdit>,
}

#[component]
pub(super) fn WeekFields(props: &WeekFieldsProps) -> Html {
    let desk = use_desk();
    let hours = &props.hours;
    let day = |(n, day): (usize, Weekday)| {
        let name = weekday_name(day);
        let on_input = props
            .on_edit
            .reform(move |text: String| -> HoursEdit { Rc::new(move |hours| hours.week[n] = text.clone()) });
        // What stands above is most often what is wanted below.
        let above = n.checked_sub(1).map(|above| hours.week[above].clone());
        let copy = above.filter(|above| *above != hours.week[n]).map(|above| {
            let label = desk.words.with("hours-as-above", "day", desk.t(&format!("weekday-{name}")));
            let onclick = on_input.reform(move |_: MouseEvent| above.clone());
            html! {
                <button type="button" class="icon-btn" {onclick} aria-label={label.clone()} title={label}>
                    <Icon name="arrow-down" />
                </button>
            }
        });
        line(&desk, &props.errors, (name, &format!("hours.week.{name}")), &hours.week[n], on_input, copy)
    };
    let on_holidays = props
        .on_edit
        .reform(|text: String| -> HoursEdit { Rc::new(move |hours| hours.on_holidays = text.clone()) });
    html! {
        <div class="week">
            { for Weekday::ALL.into_iter().enumerate().map(day) }
            { line(&desk, &props.errors, ("holidays", "hours.on_holidays"), &hours.on_holidays, on_holidays, None) }
        </div>
    }
}

fn line(
    desk: &Desk,
    errors: &Errors,
    (name, field): (&str, &str),
    text: &str,
    on_input: Callback<String>,
    copy: Option<Html>,
) -> Html {
    let id = format!("set-week-{name}");
    let rule = errors.of(field).map(str::to_owned);
    let oninput = on_input.reform(|event: InputEvent| dom::value_of(&event));
    html! {
        <div class="week-line" key={name.to_owned()}> <label
            for={id.clone()}>{ desk.t(&format!("weekday-{name}")) }</label>
            <span class="field">
                <input id={id.clone()} type="text" value={text.to_owned()} {oninput} autocomplete="off"
                    placeholder={desk.t("hours-closed")} aria-invalid={rule.is_some().to_string()}
                    aria-describedby={format!("{id}-rule {id}-sum")} data-testid={field.to_owned()} />
            </span>
            <span class="week-sum faint" id={format!("{id}-sum")}>{ comes_to(desk, text) }</span>
            <span class="week-copy">{ copy }</span>
            <p class="rule" id={format!("{id}-rule")} data-testid={format!("rule-{field}")}>{ rule }</p>
        </div>
    }
}
