//! Where the address is, and where the device was: a piece of the town map, drawn with lines.

use waybill_domain::Point;

use super::{
    canvas::{Area, Canvas, Ink, MARGIN, PAGE, Pen, WIDTH, polygon},
    fonts::Style,
    head::pin,
    story::Story,
    theme::{
        DANGER, FAINT, INK, LINE, MAP_BLOCK, MAP_BUILDING, MAP_EDGE, MAP_LABEL, MAP_LAND, MAP_PARK, MAP_ROAD,
        MAP_WATER, QUIET, SMALL, WHITE,
    },
};
use crate::pages::map::{Frame, Layer, labels, pieces, width_of};

const HEIGHT: f32 = 148.0;
/// Metres a point, close up and at the coarsest.
const CLOSE: f64 = 1.3;
const FAR: f64 = 40.0;
/// Of a mean degree of latitude.
const METRES_PER_DEGREE: f64 = 111_195.0;
/// Coarser than this, houses are dust; coarser still, small streets are.
const HOUSES_UP_TO: f64 = 2.4;
const SMALL_STREETS_UP_TO: f64 = 12.0;

/// The map, with a caption.
pub(super) fn map(canvas: &mut Canvas, story: &Story) {
    let address = story.beside.delivery.dropoff.point;
    let fix = story.fix.map(|fix| fix.point);
    let area = Area { x: MARGIN, y: canvas.y, w: WIDTH, h: HEIGHT };
    canvas.need(HEIGHT + 22.0);
    let area = Area { y: canvas.y, ..area };
    let frame = frame(address, fix);
    canvas.clip(area, 8.0);
    canvas.rect(area, 8.0, Some(MAP_LAND), None);
    let origin = (area.x + area.w / 2.0, area.y + area.h / 2.0);
    let at = |[x, y]: [f64; 2]| (origin.0 + x as f32, origin.1 + y as f32);
    town(canvas, story, &frame, at);
    let there = at(frame.pixel(address));
    if let Some(point) = fix.map(|point| frame.pixel(point)).filter(|pixel| frame.contains(*pixel)) {
        let here = at(point);
        canvas.line(&[here, there], Pen { ink: DANGER.full, width: 0.9 });
        if let Some(metres) = story.fix.and_then(|fix| fix.accuracy_m) {
            let radius = (f64::from(metres) / frame.scale) as f32;
            canvas.circle(here, radius.min(120.0), None, Some(Pen { ink: DANGER.full, width: 0.6 }));
        }
        canvas.circle(here, 4.6, Some(DANGER.full), Some(Pen { ink: WHITE, width: 1.6 }));
    }
    pin(canvas, there);
    scale_bar(canvas, area, &frame);
    canvas.unclip();
    canvas.rect(area, 8.0, None, Some(Pen { ink: LINE, width: 0.8 }));
    canvas.y += HEIGHT + 12.0;
    caption(canvas, story);
    canvas.y += 20.0;
}

fn caption(canvas: &mut Canvas, story: &Story) {
    let y = canvas.y;
    canvas.circle((MARGIN + 3.5, y - 2.6), 3.2, Some(super::theme::ACCENT), None);
    let line = canvas.fonts.line("The address", Style::Regular, SMALL);
    let next = MARGIN + 11.0 + line.width() + 16.0;
    canvas.text(MARGIN + 11.0, y, line, QUIET);
    let text = match story.fix {
        Some(fix) => format!("Where the device was at {}, by its own receiver", story.short(fix.at)),
        None => "The device gave no position".to_owned(),
    };
    let ink = if story.fix.is_some() { DANGER.full } else { FAINT };
    canvas.circle((next + 3.5, y - 2.6), 3.2, Some(ink), None);
    let line = canvas.fonts.fit(&text, Style::Regular, SMALL, PAGE.0 - MARGIN - next - 12.0);
    canvas.text(next + 11.0, y, line, QUIET);
}

/// Both places where that can be done, else the address.
fn frame(address: Point, fix: Option<Point>) -> Frame {
    let half = (f64::from(WIDTH) / 2.0, f64::from(HEIGHT) / 2.0);
    let close = Frame { centre: address, scale: CLOSE, half };
    let Some(fix) = fix else { return close };
    let [dx, dy] = close.pixel(fix);
    let scale = CLOSE * (dx.abs() / (half.0 * 1.5)).max(dy.abs() / (half.1 * 1.1)).max(1.0);
    if scale > FAR {
        return close;
    }
    let (lat, lon) = (f64::midpoint(address.lat, fix.lat), f64::midpoint(address.lon, fix.lon));
    // Room above the pin's tip.
    let lat = lat + 6.0 * scale / METRES_PER_DEGREE;
    Frame { centre: Point { lat, lon }, scale, half }
}

fn town(canvas: &mut Canvas, story: &Story, frame: &Frame, at: impl Fn([f64; 2]) -> (f32, f32)) {
    let shapes = &story.beside.map.shapes;
    let shown = |layer: Layer| match layer {
        Layer::Building => frame.scale <= HOUSES_UP_TO,
        Layer::Residential => frame.scale <= SMALL_STREETS_UP_TO,
        _ => true,
    };
    let placed = |layer: Layer| -> Vec<Vec<(f32, f32)>> {
        let pieces = pieces(shapes, layer, frame).into_iter();
        pieces.map(|piece| piece.into_iter().map(&at).collect()).collect()
    };
    for layer in [Layer::Land, Layer::Water, Layer::Park, Layer::Building].into_iter().filter(|l| shown(*l)) {
        for path in placed(layer).iter().filter_map(|piece| polygon(piece, true)) {
            canvas.path(path, Some(inside(layer)), None);
        }
    }
    let roads = [Layer::Residential, Layer::Secondary, Layer::Primary];
    let roads: Vec<_> = roads.into_iter().filter(|layer| shown(*layer)).map(|l| (l, placed(l))).collect();
    for (wider, ink) in [(1.6, MAP_EDGE), (0.0, MAP_ROAD)] {
        for (layer, lines) in &roads {
            let width = width_of(*layer, frame.scale) as f32 + wider;
            lines.iter().for_each(|line| canvas.line(line, Pen { ink, width }));
        }
    }
    let named: Vec<_> = shapes.iter().filter(|shape| shape.layer.is_road() && shown(shape.layer)).collect();
    let taken = [frame.pixel(story.beside.delivery.dropoff.point)];
    for label in labels::place(&named, frame, &taken).into_iter().take(7) {
        let line = canvas.fonts.line(label.text, Style::Regular, 6.6);
        let reach = f64::from(line.width()) / 2.0 + 4.0;
        let (up, along) = label.turn.to_radians().sin_cos();
        let ends = [-reach, reach].map(|end| [label.at[0] + end * along, label.at[1] + end * up]);
        if ends.iter().any(|end| !frame.contains(*end)) {
            continue;
        }
        canvas.turned(at(label.at), label.turn as f32, line, MAP_LABEL);
    }
}

fn inside(layer: Layer) -> Ink {
    match layer {
        Layer::Land => MAP_BLOCK,
        Layer::Water => MAP_WATER,
        Layer::Park => MAP_PARK,
        Layer::Building => MAP_BUILDING,
        Layer::Residential | Layer::Secondary | Layer::Primary => MAP_ROAD,
    }
}

/// A bar of a round length.
fn scale_bar(canvas: &mut Canvas, area: Area, frame: &Frame) {
    let metres = [10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0];
    let Some(length) = metres.into_iter().rfind(|metres| metres / frame.scale <= 80.0) else {
        return;
    };
    let width = (length / frame.scale) as f32;
    let (right, y) = (area.x + area.w - 12.0, area.y + area.h - 12.0);
    let text = if length < 1_000.0 { format!("{length} m") } else { format!("{} km", length / 1_000.0) };
    let line = canvas.fonts.line(&text, Style::Bold, 6.6);
    let room = Area { x: right - width - 7.0, y: y - 13.0, w: width + 14.0, h: 19.0 };
    canvas.rect(room, 4.0, Some(WHITE), None);
    let bar = [(right - width, y - 3.0), (right - width, y), (right, y), (right, y - 3.0)];
    canvas.line(&bar, Pen { ink: QUIET, width: 1.0 });
    let middle = right - width / 2.0 - line.width() / 2.0;
    canvas.text(middle, y - 4.4, line, INK);
}
