//! The recipient signs on the glass.

use waybill_domain::{calls::driver::KeepBlob, proof::BlobKind};
use yew::prelude::*;

use super::ItemProps;
use crate::{
    bridge::{self, blob, canvas, dom, timer::Interval},
    components::{Button, ButtonKind, ButtonSize, Icon},
    i18n::use_i18n,
    pages::driver::frame::Page,
    state::{draft::DraftChange, signature::Ink},
};

/// Black on white in every theme: it is paper.
const INK: &str = "#12161c";

/// The pad. What is drawn stays until it is kept or cleared.
#[component]
pub(super) fn Pad(props: &ItemProps) -> Html {
    let i18n = use_i18n();
    let pad = use_node_ref();
    let ink = use_mut_ref(Ink::default);
    let pen = use_mut_ref(|| None::<i32>);
    let strokes = use_state(|| 0_usize);
    let enough = use_state(|| false);
    let busy = use_state(|| false);
    let error = use_state(|| None::<String>);
    let redraw = {
        let (pad, ink) = (pad.clone(), ink.clone());
        move || canvas::show(&pad, &ink.borrow().strokes, INK)
    };
    // The pad changes its size when the phone is turned; the strokes are drawn again on the new one.
    use_effect_with((), {
        let (redraw, pad) = (redraw.clone(), pad.clone());
        move |()| {
            redraw();
            let last = std::cell::Cell::new(dom::size_of(&pad));
            let watch = Interval::new(300, move || {
                let size = dom::size_of(&pad);
                if last.replace(size) != size {
                    redraw();
                }
            });
            move || drop(watch)
        }
    });
    let note = {
        let (ink, strokes, enough) = (ink.clone(), strokes.setter(), enough.setter());
        move || {
            strokes.set(ink.borrow().strokes.len());
            enough.set(ink.borrow().is_enough());
        }
    };
    let at = {
        let pad = pad.clone();
        move |event: &PointerEvent| {
            let (left, top) = dom::place_of(&pad);
            (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
        }
    };
    let onpointerdown = {
        let (ink, pen, at, redraw) = (ink.clone(), pen.clone(), at.clone(), redraw.clone());
        Callback::from(move |event: PointerEvent| {
            // A second finger or a palm does not draw.
            if pen.borrow().is_some() {
                return;
            }
            event.prevent_default();
            dom::capture_pointer(&event);
            *pen.borrow_mut() = Some(event.pointer_id());
            let (x, y) = at(&event);
            ink.borrow_mut().down(x, y);
            redraw();
        })
    };
    let onpointermove = {
        let (ink, pen, redraw) = (ink.clone(), pen.clone(), redraw.clone());
        Callback::from(move |event: PointerEvent| {
            if *pen.borrow() == Some(event.pointer_id()) {
                let (x, y) = at(&event);
                ink.borrow_mut().draw(x, y);
                redraw();
            }
        })
    };
    let onpointerup = {
        let note = note.clone();
        Callback::from(move |event: PointerEvent| {
            if *pen.borrow() == Some(event.pointer_id()) {
                *pen.borrow_mut() = None;
                note();
            }
        })
    };
    let edit = |change: fn(&mut Ink)| {
        let (ink, redraw, note) = (ink.clone(), redraw.clone(), note.clone());
        Callback::from(move |_: MouseEvent| {
            change(&mut ink.borrow_mut());
            redraw();
            note();
        })
    };
    let ondone = {
        let (ink, busy, error) = (ink.clone(), busy.setter(), error.setter());
        let (onchange, onclose, delivery) =
            (props.onchange.clone(), props.onclose.clone(), props.delivery.id);
        Callback::from(move |_: MouseEvent| {
            let drawn = ink.borrow().clone();
            let Some(bounds) = drawn.bounds() else {
                return;
            };
            busy.set(true);
            let (busy, error, onchange, onclose) =
                (busy.clone(), error.clone(), onchange.clone(), onclose.clone());
            bridge::spawn_local(async move {
                let kept = match canvas::png_of(&drawn.strokes, bounds).await {
                    Ok(png) => {
                        bridge::ask(&KeepBlob {
                            delivery,
                            kind: BlobKind::Signature,
                            bytes: blob::encode(&png),
                        })
                        .await
                    }
                    Err(failed) => Err(failed),
                };
                match kept {
                    Ok(kept) => {
                        onchange.emit(DraftChange::Signature(Some(kept)));
                        onclose.emit(());
                    }
                    Err(failed) => {
                        error.set(Some(failed.message));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let name = props.delivery.dropoff.contact.name.as_str();
    let sub = if name.is_empty() {
        i18n.t("signature-hint-nobody")
    } else {
        i18n.t1("signature-hint", "name", name)
    };
    let foot = html! {
        <>
            if let Some(error) = &*error {
                <p class="form-error" role="alert"><Icon name="triangle-alert" /><span>{ error }</span></p>
            }
            <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} class="tall" disabled={!*enough} busy={*busy} testid="signature-done" onclick={ondone}>{ i18n.t("signature-done") }</Button>
            <div class="pair">
                <Button size={ButtonSize::Touch} icon="undo-2" disabled={*strokes == 0} testid="signature-undo" onclick={edit(Ink::undo)}>{ i18n.t("undo") }</Button>
                <Button size={ButtonSize::Touch} icon="eraser" disabled={*strokes == 0} testid="signature-clear" onclick={edit(|ink| *ink = Ink::default())}>{ i18n.t("signature-clear") }</Button>
            </div>
        </>
    };
    html! {
        <Page title={i18n.t("item-signature")} {sub} onback={props.onclose.clone()} {foot}>
            <div class="pad">
                <canvas ref={pad} class="pad-paper" data-testid="signature-canvas" role="img" aria-label={i18n.t("signature-pad")} {onpointerdown} {onpointermove} onpointerup={onpointerup.clone()} onpointercancel={onpointerup} />
                <span class="pad-line" aria-hidden="true"><Icon name="x" /></span>
                if *strokes == 0 {
                    <span class="pad-hint" aria-hidden="true">{ i18n.t("signature-here") }</span>
                }
            </div>
        </Page>
    }
}
