//! Drawing a line around what is to be picked.

use waybill_domain::Point;
use yew::prelude::*;

use super::view::View;
use crate::{bridge::dom, i18n::use_i18n};

/// Points closer than this to the one before are left out, in CSS pixels.
const STEP: f64 = 4.0;

#[derive(PartialEq, Properties)]
pub(super) struct LassoToolProps {
    pub(super) view: View,
    /// The line was closed; empty if it was only a press.
    pub(super) on_lassoed: Callback<Vec<Point>>,
}

/// Lies over the map while the lasso is out.
#[component]
pub(super) fn LassoTool(props: &LassoToolProps) -> Html {
    let i18n = use_i18n();
    let line = use_state(Vec::<(f64, f64)>::new);
    let drawing = use_state_eq(|| false);
    let place = |event: &PointerEvent| (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let onpointerdown = {
        let (line, drawing) = (line.clone(), drawing.clone());
        Callback::from(move |event: PointerEvent| {
            dom::capture_pointer(&event);
            drawing.set(true);
            line.set(vec![place(&event)]);
        })
    };
    let onpointermove = {
        let (line, drawing) = (line.clone(), drawing.clone());
        Callback::from(move |event: PointerEvent| {
            let (x, y) = place(&event);
            let far = line.last().is_some_and(|last| (last.0 - x).hypot(last.1 - y) >= STEP);
            if *drawing && far {
                let mut longer = (*line).clone();
                longer.push((x, y));
                line.set(longer);
            }
        })
    };
    let onpointerup = {
        let (line, view, done) = (line.clone(), props.view.clone(), props.on_lassoed.clone());
        Callback::from(move |_: PointerEvent| {
            done.emit(line.iter().filter_map(|&(x, y)| view.point_at(x, y)).collect());
        })
    };
    let points: Vec<String> = line.iter().map(|(x, y)| format!("{x:.0},{y:.0}")).collect();
    html! {
        <>
            <svg class="map-lasso" {onpointerdown} {onpointermove} {onpointerup} aria-hidden="true">
                <polygon points={points.join(" ")} />
            </svg>
            if !*drawing {
                <p class="map-note">{ i18n.t("map-lasso-hint") }</p>
            }
        </>
    }
}
