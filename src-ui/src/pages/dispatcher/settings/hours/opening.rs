//! Opening hours: all the time, or by weekdays, holidays and single days.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    super::{
        super::{desk::use_desk, field::Errors},
        rows::Edit,
        setting::{Setting, segments},
    },
    days::Days,
    week::WeekFields,
};
use crate::state::organization::{DayRow, HoursSheet};

/// A change of hours as they are when the change comes.
pub(in super::super) type HoursEdit = Rc<dyn Fn(&mut HoursSheet)>;

#[derive(PartialEq, Properties)]
pub(in super::super) struct HoursFieldsProps {
    /// What they are hours of.
    pub(in super::super) label: AttrValue,
    pub(in super::super) hours: HoursSheet,
    /// On whose clock.
    pub(in super::super) zone: String,
    pub(in super::super) errors: Errors,
    pub(in super::super) on_edit: Callback<HoursEdit>,
}

#[component]
pub(in super::super) fn HoursFields(props: &HoursFieldsProps) -> Html {
    let desk = use_desk();
    let hours = &props.hours;
    let options = [(false, desk.t("hours-always")), (true, desk.t("hours-limited"))];
    let on_limited =
        props.on_edit.reform(|on: bool| -> HoursEdit { Rc::new(move |hours| hours.limited = on) });
    let on_days = props
        .on_edit
        .reform(|edit: Edit<DayRow>| -> HoursEdit { Rc::new(move |hours| edit(&mut hours.days)) });
    html! {
        <>
            <Setting id="set-limited" label={props.label.clone()}
                note={desk.words.with("hours-zone", "zone", props.zone.clone())} field="hours"
                errors={props.errors.clone()} group=true>
                { segments(options, hours.limited, &on_limited, "hours.limited") }
            </Setting>
            if hours.limited {
                <WeekFields hours={hours.clone()} errors={props.errors.clone()}
                    on_edit={props.on_edit.clone()} />
                <h4>{ desk.t("hours-days") }</h4>
                <p class="muted">{ desk.t("hours-days-text") }</p>
                <Days rows={hours.days.clone()} errors={props.errors.clone()} on_edit={on_days} />
            }
        </>
    }
}
