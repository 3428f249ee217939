//! Pages of drawing, collected before anything is written, so that each page knows how many there are.

use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect, Size, Transform},
    image::Image,
    paint::{Fill, FillRule, LineCap, LineJoin, Stroke},
    surface::Surface,
};

use super::{fonts::Fonts, text::Line};

/// A4 in points, and the room at its edges.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// Left and right.
pub(super) const MARGIN: f32 = 46.0;
/// Between the margins.
pub(super) const WIDTH: f32 = PAGE.0 - 2.0 * MARGIN;
const TOP: f32 = 52.0;
const BOTTOM: f32 = 64.0;

/// A colour.
pub(super) type Ink = (u8, u8, u8);

type Op = Box<dyn FnOnce(&mut Surface<'_>)>;

/// A page that is not written yet.
#[derive(Default)]
pub(super) struct Sheet {
    ops: Vec<Op>,
    /// Places that lead to an address.
    pub(super) links: Vec<(Rect, String)>,
}

impl Sheet {
    /// Draws everything.
    pub(super) fn paint(self, surface: &mut Surface<'_>) {
        for op in self.ops {
            op(surface);
        }
    }
}

/// Where everything is drawn, from the top of the first page to the end of the last.
pub(super) struct Canvas {
    /// What text is set in.
    pub(super) fonts: Fonts,
    /// Down from the top of the present page.
    pub(super) y: f32,
    sheets: Vec<Sheet>,
}

/// A box.
#[derive(Clone, Copy)]
pub(super) struct Area {
    /// Its left edge.
    pub(super) x: f32,
    /// Its upper edge.
    pub(super) y: f32,
    /// Its width.
    pub(super) w: f32,
    /// Its height.
    pub(super) h: f32,
}

/// The shape of a line.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    /// Its colour.
    pub(super) ink: Ink,
    /// How wide.
    pub(super) width: f32,
}

impl Canvas {
    /// An empty first page.
    pub(super) fn new(fonts: Fonts) -> Self {
        Self { fonts, y: TOP, sheets: vec![Sheet::default()] }
    }

    /// The pages.
    pub(super) fn into_sheets(self) -> Vec<Sheet> {
        self.sheets
    }

    /// Goes on to a new page where less than `height` is left on this one, and says whether it did.
    pub(super) fn need(&mut self, height: f32) -> bool {
        let full = height > self.left();
        if full {
            self.sheets.push(Sheet::default());
            self.y = TOP;
        }
        full
    }

    /// What is left of the present page.
    pub(super) fn left(&self) -> f32 {
        PAGE.1 - BOTTOM - self.y
    }

    /// Draws on every page, told which of how many it is.
    pub(super) fn on_each(&mut self, mut draw: impl FnMut(&mut Self, usize, usize)) {
        let mut done = Vec::new();
        let all = std::mem::take(&mut self.sheets);
        let total = all.len();
        for (i, sheet) in all.into_iter().enumerate() {
            self.sheets.push(sheet);
            draw(self, i + 1, total);
            done.append(&mut self.sheets);
        }
        self.sheets = done;
    }

    fn push(&mut self, op: impl FnOnce(&mut Surface<'_>) + 'static) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.ops.push(Box::new(op));
        }
    }

    /// A line of text, `y` being its baseline.
    pub(super) fn text(&mut self, x: f32, y: f32, line: Line, ink: Ink) {
        self.push(move |surface| {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(ink)));
            let mut x = x;
            for run in line.runs {
                surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, run.font, &run.text, line.size, false);
                x += run.width * line.size;
            }
        });
    }

    /// A line of text that ends at `x`.
    pub(super) fn text_to(&mut self, x: f32, y: f32, line: Line, ink: Ink) {
        let width = line.width();
        self.text(x - width, y, line, ink);
    }

    /// A line of text around a point, turned by degrees, with a light edge that keeps it readable.
    pub(super) fn turned(&mut self, (x, y): (f32, f32), degrees: f32, line: Line, ink: Ink) {
        self.push(move |surface| surface.push_transform(&Transform::from_rotate_at(degrees, x, y)));
        let (x, y) = (x - line.width() / 2.0, y + line.size * 0.34);
        self.text(x, y, line, ink);
        self.push(|surface| surface.pop());
    }

    /// A box with round corners.
    pub(super) fn rect(&mut self, area: Area, radius: f32, inside: Option<Ink>, border: Option<Pen>) {
        if let Some(path) = round(area, radius) {
            self.path(path, inside, border);
        }
    }

    /// A circle.
    pub(super) fn circle(&mut self, (x, y): (f32, f32), r: f32, inside: Option<Ink>, border: Option<Pen>) {
        self.rect(Area { x: x - r, y: y - r, w: 2.0 * r, h: 2.0 * r }, r, inside, border);
    }

    /// A line through some points.
    pub(super) fn line(&mut self, points: &[(f32, f32)], pen: Pen) {
        if let Some(path) = polygon(points, false) {
            self.path(path, None, Some(pen));
        }
    }

    /// Any path.
    pub(super) fn path(&mut self, path: Path, inside: Option<Ink>, border: Option<Pen>) {
        self.push(move |surface| {
            surface.set_fill(inside.map(fill));
            surface.set_stroke(border.map(|pen| Stroke {
                paint: color(pen.ink).into(),
                width: pen.width,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..Stroke::default()
            }));
            surface.draw_path(&path);
        });
    }

    /// A picture that fills the box, with round corners.
    pub(super) fn image(&mut self, area: Area, radius: f32, image: Image) {
        self.clip(area, radius);
        self.push(move |surface| {
            if let Some(size) = Size::from_wh(area.w, area.h) {
                surface.push_transform(&Transform::from_translate(area.x, area.y));
                surface.draw_image(image, size);
                surface.pop();
            }
        });
        self.unclip();
    }

    /// From here on only what is inside the box is seen, until [`Canvas::unclip`].
    pub(super) fn clip(&mut self, area: Area, radius: f32) {
        let path = round(area, radius);
        self.push(move |surface| match path {
            Some(path) => surface.push_clip_path(&path, &FillRule::NonZero),
            None => surface.push_transform(&Transform::identity()),
        });
    }

    /// Ends [`Canvas::clip`].
    pub(super) fn unclip(&mut self) {
        self.push(|surface| surface.pop());
    }

    /// Makes a box lead to an address.
    pub(super) fn link(&mut self, area: Area, url: &str) {
        let rect = Rect::from_xywh(area.x, area.y, area.w, area.h);
        if let (Some(sheet), Some(rect)) = (self.sheets.last_mut(), rect) {
            sheet.links.push((rect, url.to_owned()));
        }
    }
}

fn color((r, g, b): Ink) -> rgb::Color {
    rgb::Color::new(r, g, b)
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: color(ink).into(), ..Fill::default() }
}

/// A line through some points, or the area inside of them; `None` where there are too few.
pub(super) fn polygon(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (i, (x, y)) in points.iter().enumerate() {
        if i == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// A box whose corners are a quarter of a circle.
fn round(Area { x, y, w, h }: Area, radius: f32) -> Option<Path> {
    let r = radius.min(w / 2.0).min(h / 2.0);
    // How far the handles of a cubic curve are from its ends where it looks like a quarter of a circle.
    let k = r * (1.0 - 0.552_28);
    let (right, bottom) = (x + w, y + h);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.line_to(right - r, y);
    path.cubic_to(right - k, y, right, y + k, right, y + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
    path.line_to(x + r, bottom);
    path.cubic_to(x + k, bottom, x, bottom - k, x, bottom - r);
    path.line_to(x, y + r);
    path.cubic_to(x, y + k, x + k, y, x + r, y);
    path.close();
    path.finish()
}
