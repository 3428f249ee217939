//! Where one zone is: corners or a circle, drawn on the map or typed.

use std::rc::Rc;

use waybill_domain::{Point, zone::Shape};
use yew::prelude::*;

use super::super::{
    editor::Editor,
    part::ZonePart,
    setting::{Setting, TextSetting, segments},
};
use crate::{
    bridge::dom,
    components::{Button, ButtonKind, ButtonSize},
    map::AreaPicker,
};

pub(super) fn area(editor: &Editor<ZonePart>, others: &Rc<Vec<Shape>>) -> Html {
    let (desk, area) = (&editor.desk, &editor.sheet().area);
    let kinds = [(false, desk.t("zone-corners-kind")), (true, desk.t("zone-circle-kind"))];
    let drawn = area.drawn();
    let fewer = {
        let corners = drawn.corners.clone();
        editor.press(move |sheet| sheet.area.set_corners(&corners[..corners.len().saturating_sub(1)]))
    };
    let anew = editor.press(|sheet| sheet.area.set_corners(&[]));
    let nothing = drawn.corners.is_empty();
    html! {
        <>
            <Setting id="set-zone-kind" label={desk.t("zone-where")} note={desk.t("zone-where-note")}
                field="shape" errors={editor.errors()} group=true>
                { segments(kinds, area.round, &editor.set(|sheet, round| sheet.area.round = round), "shape.kind") }
            </Setting>
            <div class="setting-place">
                <div class="setting-map" data-large="true">
                    <AreaPicker {drawn} round={area.round} others={others.clone()}
                        on_corners={editor.set(|sheet, corners: Vec<Point>| sheet.area.set_corners(&corners))}
                        on_center={editor.set(|sheet, center: Point| sheet.area.set_center(center))} />
                </div>
                if !area.round {
                    <div class="settings-row-buttons">
                        <Button size={ButtonSize::Small} icon="undo-2" onclick={fewer} disabled={nothing}
                            testid="zone-fewer">{ desk.t("zone-fewer") }</Button>
                        <Button kind={ButtonKind::Ghost} size={ButtonSize::Small} icon="eraser" onclick={anew}
                            disabled={nothing} testid="zone-anew">{ desk.t("zone-anew") }</Button>
                    </div>
                }
            </div>
            { if area.round { circle(editor) } else { corners(editor) } }
        </>
    }
}

fn circle(editor: &Editor<ZonePart>) -> Html {
    let (desk, area) = (&editor.desk, &editor.sheet().area);
    html! {
        <>
            <TextSetting id="set-zone-center" label={desk.t("zone-center")} note={desk.t("zone-center-note")}
                field="shape.center" wide=true errors={editor.errors()} value={area.center.clone()}
                hint="52.5200, 13.4050" on_input={editor.set(|sheet, text| sheet.area.center = text)} />
            <TextSetting id="set-zone-radius" label={desk.t("zone-radius")} field="shape.radius_m"
                errors={editor.errors()} value={area.radius.clone()} unit="m" mode="decimal"
                on_input={editor.set(|sheet, text| sheet.area.radius = text)} />
        </>
    }
}

fn corners(editor: &Editor<ZonePart>) -> Html {
    let (desk, area, errors) = (&editor.desk, &editor.sheet().area, editor.errors());
    let oninput = editor
        .set(|sheet, text: String| sheet.area.corners = text)
        .reform(|event: InputEvent| dom::value_of(&event));
    html! {
        <Setting id="set-zone-corners" label={desk.t("zone-corners")} note={desk.t("zone-corners-note")}
            field="shape.outer" errors={errors.clone()}>
            <span class="field setting-box" data-wide="true">
                <textarea id="set-zone-corners" rows="4" value={area.corners.clone()} {oninput} dir="ltr"
                    placeholder="52.5200, 13.4050" autocomplete="off"
                    aria-invalid={errors.of("shape.outer").is_some().to_string()}
                    aria-describedby="set-zone-corners-rule set-zone-corners-note" data-testid="shape.outer" />
            </span>
        </Setting>
    }
}
