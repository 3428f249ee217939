//! Until when an order still goes on the same day, for each weekday.

use waybill_domain::calendar::Weekday;
use yew::prelude::*;

use super::super::super::{
    desk::use_desk,
    field::{Errors, TextField},
};
use crate::state::organization::weekday_name;

#[derive(PartialEq, Properties)]
pub(super) struct CutOffsProps {
    /// From Monday.
    pub(super) times: [String; 7],
    pub(super) errors: Errors,
    pub(super) on_change: Callback<[String; 7]>,
}

#[component]
pub(super) fn CutOffs(props: &CutOffsProps) -> Html {
    let desk = use_desk();
    let field = |(n, day): (usize, Weekday)| {
        let name = weekday_name(day);
        let on_input = {
            let times = props.times.clone();
            props.on_change.reform(move |text: String| {
                let mut next = times.clone();
                next[n] = text;
                next
            })
        };
        html! {
            <TextField key={name} id={format!("set-cut-off-{name}")}
                label={desk.t(&format!("weekday-{name}"))} value={props.times[n].clone()}
                field={format!("cut_offs.{name}")} errors={props.errors.clone()} hint="—" {on_input} />
        }
    };
    html! { <div class="cut-offs">{ for Weekday::ALL.into_iter().enumerate().map(field) }</div> }
}
