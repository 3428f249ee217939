//! A map as inline SVG: no script, no tiles, colours from the page's own tokens.

use std::fmt::Write as _;

use maud::{Markup, html};
use waybill_domain::Point;
use waybill_tiles::clip;

use super::{
    frame::Frame,
    labels,
    shapes::{Layer, Shape},
};

/// Half the size of the picture in pixels. The page shows as much of its middle as there is room for.
const HALF: (f64, f64) = (900.0, 560.0);
/// Coarser than so many metres a pixel, houses are dust; coarser still, small streets are.
const HOUSES_UP_TO: f64 = 2.4;
const SMALL_STREETS_UP_TO: f64 = 14.0;

/// A map around `place`, with the driver where that is known.
pub fn draw(shapes: &[Shape], place: Point, driver: Option<Point>) -> Markup {
    let frame = Frame::around(place, driver, HALF);
    let (pin, dot) = (frame.pixel(place), driver.map(|at| frame.pixel(at)).filter(|at| frame.contains(*at)));
    let [east, north] = frame.pixels_per_degree();
    let areas = [Layer::Land, Layer::Water, Layer::Park, Layer::Building];
    let roads = [Layer::Residential, Layer::Secondary, Layer::Primary];
    let shown = |layer: Layer| match layer {
        Layer::Building => frame.scale <= HOUSES_UP_TO,
        Layer::Residential => frame.scale <= SMALL_STREETS_UP_TO,
        _ => true,
    };
    let paths = |layers: &[Layer]| -> Vec<(Layer, String)> {
        let wanted = layers.iter().copied().filter(|layer| shown(*layer));
        wanted.map(|layer| (layer, path(shapes, layer, &frame))).filter(|(_, d)| !d.is_empty()).collect()
    };
    let (areas, roads) = (paths(&areas), paths(&roads));
    let named: Vec<&Shape> =
        shapes.iter().filter(|shape| shape.layer.is_road() && shown(shape.layer)).collect();
    let taken: Vec<_> = [Some([pin[0], pin[1] - 24.0]), dot].into_iter().flatten().collect();
    let labels = labels::place(&named, &frame, &taken);
    let (x, y) = (-HALF.0, -HALF.1);
    let (width, height) = (2.0 * HALF.0, 2.0 * HALF.1);
    html! {
        svg #map class="map" viewBox={ (x) " " (y) " " (width) " " (height) } width=(width) height=(height)
            role="img" aria-label=(if dot.is_some() { "Map with the destination and the driver" } else { "Map of the destination" })
            data-lat=(frame.centre.lat) data-lon=(frame.centre.lon)
            data-east=(format!("{east:.1}")) data-north=(format!("{north:.1}")) {
            @for (layer, d) in &areas { path class=(class(*layer)) d=(d) {} }
            @for (layer, d) in &roads { path class="edge" stroke-width=(px(width_of(*layer, frame.scale) + 2.0)) d=(d) {} }
            @for (layer, d) in &roads { path class=(class(*layer)) stroke-width=(px(width_of(*layer, frame.scale))) d=(d) {} }
            @for label in &labels {
                text transform={ "translate(" (px(label.at[0])) " " (px(label.at[1])) ") rotate(" (px(label.turn)) ")" } dy="3.5" { (label.text) }
            }
            @if let Some(dot) = dot {
                g #driver .driver style={ "transform:" (css_translate(dot)) } {
                    circle.halo r="22" {}
                    circle.ring r="12" {}
                    circle.dot r="8.5" {}
                }
            }
            g.pin transform=(translate(pin)) {
                ellipse cx="0" cy="1" rx="9" ry="3.5" {}
                path d="M0 0C-13 -14 -18 -21 -18 -29A18 18 0 0 1 18 -29C18 -21 13 -14 0 0Z" {}
                circle cx="0" cy="-29" r="7" {}
            }
        }
    }
}

/// What of a layer's shapes is in the picture: lines of roads, outlines of everything else, in pixels.
pub fn pieces(shapes: &[Shape], layer: Layer, frame: &Frame) -> Vec<Vec<[f64; 2]>> {
    let (width, height) = frame.half;
    let edge = clip::Frame((-width, -height), (width, height));
    let mut pieces = Vec::new();
    for line in shapes.iter().filter(|shape| shape.layer == layer).flat_map(|shape| &shape.lines) {
        let pixels: Vec<_> = line.iter().map(|position| frame.project(*position).into()).collect();
        if layer.is_road() {
            pieces.extend(clip::line(&pixels, edge));
        } else {
            pieces.extend(Some(clip::ring(&pixels, edge)).filter(|ring| ring.len() > 2));
        }
    }
    pieces.into_iter().map(|piece| piece.into_iter().map(Into::into).collect()).collect()
}

/// All shapes of a layer as one path.
fn path(shapes: &[Shape], layer: Layer, frame: &Frame) -> String {
    let mut d = String::new();
    for piece in pieces(shapes, layer, frame) {
        trace(&mut d, &piece);
        if !layer.is_road() {
            d.push('z');
        }
    }
    d
}

/// Points closer than this to the one before are left out, in pixels.
const DETAIL: f64 = 0.7;

fn trace(d: &mut String, points: &[[f64; 2]]) {
    let mut before = [f64::INFINITY; 2];
    for (i, point) in points.iter().enumerate() {
        let last = i + 1 == points.len();
        if i > 0 && !last && (point[0] - before[0]).hypot(point[1] - before[1]) < DETAIL {
            continue;
        }
        let letter = if i == 0 { 'M' } else { 'L' };
        let _ = write!(d, "{letter}{} {}", px(point[0]), px(point[1]));
        before = *point;
    }
}

/// At most one digit behind the point, and no `-0`.
fn px(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

fn translate([x, y]: [f64; 2]) -> String {
    format!("translate({} {})", px(x), px(y))
}

fn css_translate([x, y]: [f64; 2]) -> String {
    format!("translate({}px,{}px)", px(x), px(y))
}

/// Of a road in pixels: its real width, but never a hairline. `scale` is metres a pixel.
pub fn width_of(layer: Layer, scale: f64) -> f64 {
    let (metres, least) = match layer {
        Layer::Primary => (15.0, 4.0),
        Layer::Secondary => (11.5, 2.6),
        _ => (8.5, 1.4),
    };
    (metres / scale).max(least)
}

fn class(layer: Layer) -> &'static str {
    match layer {
        Layer::Land => "land",
        Layer::Water => "water",
        Layer::Park => "park",
        Layer::Building => "building",
        Layer::Residential | Layer::Secondary | Layer::Primary => "road",
    }
}
