//! The photos and the signature, as copies without EXIF.

use krilla::image::Image;

use super::{
    canvas::{Area, Canvas, MARGIN, Pen, WIDTH},
    fonts::Style,
    parts::{heading, paragraph},
    story::{Picture, Story},
    theme::{LINE, QUIET, SMALL, WHITE},
};

const GAP: f32 = 12.0;
const COLUMNS: usize = 3;
/// Higher than this a picture is made smaller; where a page has less room than that, and at least the other, the
/// pictures take what there is.
const HIGHEST: f32 = 190.0;
const LOWEST: f32 = 100.0;
/// The heading above the pictures and the names below.
const AROUND: f32 = 52.0;

/// All pictures, three in a row.
pub(super) fn pictures(canvas: &mut Canvas, story: &Story) {
    let known: Vec<_> =
        story.beside.pictures.iter().filter_map(|picture| Some((picture, image(picture)?))).collect();
    let missing = story.seal.files.len() - known.len();
    if story.seal.files.is_empty() {
        return;
    }
    let room = canvas.left() - AROUND;
    let highest = if room < LOWEST { HIGHEST } else { room.min(HIGHEST) };
    heading(canvas, "Photos and signature", if known.is_empty() { 20.0 } else { highest + 26.0 });
    canvas.y += 7.0;
    let width = (WIDTH - GAP * (COLUMNS as f32 - 1.0)) / COLUMNS as f32;
    for row in known.chunks(COLUMNS) {
        let height = row.iter().map(|(_, image)| fitted(image, width, highest).1).fold(0.0, f32::max);
        canvas.need(height + 20.0);
        let top = canvas.y;
        for (i, (picture, image)) in row.iter().enumerate() {
            let x = MARGIN + (width + GAP) * i as f32;
            let (w, h) = fitted(image, width, highest);
            let area = Area { x, y: top, w, h };
            if picture.name.starts_with("signature") {
                let frame = Area { w: width, ..area };
                canvas.rect(frame, 6.0, Some(WHITE), Some(Pen { ink: LINE, width: 0.8 }));
                canvas.image(Area { x: x + (width - w) / 2.0, ..area }, 6.0, image.clone());
            } else {
                canvas.image(area, 6.0, image.clone());
            }
            let line = canvas.fonts.fit(&picture.name, Style::Regular, SMALL, width);
            canvas.text(x, top + h + 11.0, line, QUIET);
        }
        canvas.y = top + height + 22.0;
    }
    if missing > 0 {
        paragraph(
            canvas,
            &format!("{missing} more: not received yet or erased by law, see the list of files."),
        );
    }
    canvas.y += 6.0;
}

fn image(picture: &Picture) -> Option<Image> {
    let image = Image::from_jpeg(picture.jpeg.clone().into(), true);
    image.inspect_err(|why| tracing::warn!(picture = picture.name, why, "a picture cannot be printed")).ok()
}

/// As large as the column and the height allow.
fn fitted(image: &Image, width: f32, highest: f32) -> (f32, f32) {
    let (w, h) = image.size();
    let shape = h.max(1) as f32 / w.max(1) as f32;
    let height = width * shape;
    if height > highest { (highest / shape, highest) } else { (width, height) }
}
