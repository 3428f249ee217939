//! Making photos small in a browser. In the app the native half does it, and keeps what the camera wrote about place
//! and time.

use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, ImageBitmap, ImageBitmapOptions, ImageOrientation};

use super::{
    CallError,
    blob::{blob_of, mime_of},
    canvas::{blank, bytes_of, context_of},
    js::settle,
};

/// Longest side, in pixels.
const LONGEST: f64 = 2_048.0;
/// Largest file, in bytes.
const LARGEST: usize = 400 * 1024;

/// An upright JPEG of at most 2048 px and 400 kB. Bytes that are no picture are refused with `not_an_image`.
pub(super) async fn small_jpeg(bytes: &[u8]) -> Result<Vec<u8>, CallError> {
    let picture = decode(bytes).await.ok_or_else(|| {
        CallError::refused(
            "not_an_image",
            "This file is not a picture that can be read. Take a photo instead.",
        )
    })?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let mut scale = (LONGEST / width.max(height)).min(1.0);
    loop {
        let canvas = draw(&picture, (width * scale).round(), (height * scale).round())?;
        for quality in [0.85, 0.7, 0.55] {
            let jpeg = bytes_of(&canvas, "image/jpeg", quality).await?;
            if jpeg.len() <= LARGEST {
                picture.close();
                return Ok(jpeg);
            }
        }
        scale *= 0.75;
    }
}

async fn decode(bytes: &[u8]) -> Option<ImageBitmap> {
    let blob = blob_of(bytes, mime_of(bytes)).ok()?;
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let promise =
        web_sys::window()?.create_image_bitmap_with_blob_and_image_bitmap_options(&blob, &options).ok()?;
    settle(promise.into()).await.ok()?.dyn_into().ok()
}

fn draw(picture: &ImageBitmap, width: f64, height: f64) -> Result<HtmlCanvasElement, CallError> {
    let cannot = || CallError::broken("this browser cannot draw");
    let canvas = blank(width as u32, height as u32)?;
    let context = context_of(&canvas).ok_or_else(cannot)?;
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, width, height);
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(picture, 0.0, 0.0, width, height)
        .map_err(|_| cannot())?;
    Ok(canvas)
}
