//! Drawing strokes on a canvas, and the picture that is made of them.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};
use yew::NodeRef;

use super::{
    CallError,
    js::{describe, settle},
};

/// Width of a pen's line, in CSS pixels.
const PEN: f64 = 3.0;
/// Ground around a signature, in CSS pixels.
const MARGIN: f64 = 16.0;
/// A signature's picture has this many device pixels for each CSS pixel.
const SCALE: f64 = 2.0;

/// Shows the strokes on the canvas, in ink of this colour. The canvas takes the size it has on screen.
pub fn show(node: &NodeRef, strokes: &[Vec<(f64, f64)>], colour: &str) {
    let Some(canvas) = node.cast::<HtmlCanvasElement>() else {
        return;
    };
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio()).max(1.0);
    let rect = canvas.get_bounding_client_rect();
    let (width, height) = ((rect.width() * ratio) as u32, (rect.height() * ratio) as u32);
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    if let Some(context) = context_of(&canvas) {
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        ink(&context, strokes, colour, ratio, (0.0, 0.0));
    }
}

/// The strokes as PNG: black on white, cut to `bounds` (left, top, right, bottom) and a margin.
pub async fn png_of(strokes: &[Vec<(f64, f64)>], bounds: (f64, f64, f64, f64)) -> Result<Vec<u8>, CallError> {
    let (left, top, right, bottom) = bounds;
    let width = ((right - left + 2.0 * MARGIN) * SCALE).ceil();
    let height = ((bottom - top + 2.0 * MARGIN) * SCALE).ceil();
    let canvas = blank(width as u32, height as u32)?;
    let context = context_of(&canvas).ok_or_else(|| CallError::broken("this browser cannot draw"))?;
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, width, height);
    ink(&context, strokes, "#000000", SCALE, (MARGIN - left, MARGIN - top));
    bytes_of(&canvas, "image/png", 1.0).await
}

/// Curves through the middles of neighbouring points look like a pen, straight lines look like a plotter.
fn ink(
    context: &CanvasRenderingContext2d,
    strokes: &[Vec<(f64, f64)>],
    colour: &str,
    scale: f64,
    offset: (f64, f64),
) {
    let at = |point: &(f64, f64)| ((point.0 + offset.0) * scale, (point.1 + offset.1) * scale);
    context.set_stroke_style_str(colour);
    context.set_line_width(PEN * scale);
    context.set_line_cap("round");
    context.set_line_join("round");
    for stroke in strokes {
        let Some(first) = stroke.first().map(at) else {
            continue;
        };
        context.begin_path();
        context.move_to(first.0, first.1);
        for pair in stroke.windows(2) {
            let (a, b) = (at(&pair[0]), at(&pair[1]));
            context.quadratic_curve_to(a.0, a.1, f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        }
        let last = stroke.last().map_or(first, at);
        context.line_to(last.0, last.1);
        context.stroke();
    }
}

/// A canvas that is not on the page.
pub(super) fn blank(width: u32, height: u32) -> Result<HtmlCanvasElement, CallError> {
    let canvas = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.create_element("canvas").ok())
        .and_then(|element| element.dyn_into::<HtmlCanvasElement>().ok())
        .ok_or_else(|| CallError::broken("this browser cannot draw"))?;
    canvas.set_width(width);
    canvas.set_height(height);
    Ok(canvas)
}

pub(super) fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// What is on the canvas, as a file.
pub(super) async fn bytes_of(
    canvas: &HtmlCanvasElement,
    mime: &str,
    quality: f64,
) -> Result<Vec<u8>, CallError> {
    let mut refused = None;
    let promise = Promise::new(&mut |resolve, _| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            // A promise that nobody waits for any more is no loss.
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let quality = JsValue::from_f64(quality);
        refused = canvas.to_blob_with_type_and_encoder_options(take.unchecked_ref(), mime, &quality).err();
    });
    if let Some(error) = refused {
        return Err(CallError::broken(describe(&error)));
    }
    let made = settle(promise.into()).await.map_err(|e| CallError::broken(describe(&e)))?;
    let blob = made.dyn_into::<Blob>().map_err(|_| CallError::broken("the picture could not be made"))?;
    let buffer = settle(blob.array_buffer().into()).await.map_err(|e| CallError::broken(describe(&e)))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
