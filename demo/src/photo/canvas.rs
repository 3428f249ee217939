//! A small painter: shapes with soft edges on a picture of any size, measured in shares of its width.

/// Red, green and blue, 0 to 1.
pub(super) type Colour = [f32; 3];

pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<Colour>,
}

/// A box with round corners: middle, half width, half height, radius.
#[derive(Clone, Copy)]
pub(super) struct Slab {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) w: f32,
    pub(super) h: f32,
    pub(super) r: f32,
}

impl Slab {
    /// By its left, top, right and bottom.
    pub(super) fn edges(left: f32, top: f32, right: f32, bottom: f32, r: f32) -> Self {
        let (w, h) = ((right - left) / 2.0, (bottom - top) / 2.0);
        Self { x: left + w, y: top + h, w, h, r: r.min(w).min(h) }
    }

    /// The same box, smaller by `by` on each side.
    pub(super) fn inset(self, by: f32) -> Self {
        Self { w: (self.w - by).max(0.001), h: (self.h - by).max(0.001), ..self }
    }

    fn distance(self, x: f32, y: f32) -> f32 {
        let (dx, dy) = ((x - self.x).abs() - self.w + self.r, (y - self.y).abs() - self.h + self.r);
        dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - self.r
    }
}

impl Canvas {
    pub(super) fn new(width: usize, height: usize, colour: Colour) -> Self {
        Self { width, height, pixels: vec![colour; width * height] }
    }

    /// Colours every pixel anew.
    pub(super) fn each(&mut self, paint: impl Fn(f32, f32, Colour) -> Colour) {
        let size = 1.0 / self.width as f32;
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((i % self.width) as f32 * size, (i / self.width) as f32 * size);
            *pixel = paint(x, y, *pixel);
        }
    }

    /// A box in one colour; `soft` is how far its edge fades.
    pub(super) fn slab(&mut self, slab: Slab, colour: Colour, alpha: f32, soft: f32) {
        let reach = soft + 2.0 / self.width as f32;
        let bounds = [
            slab.x - slab.w - reach,
            slab.y - slab.h - reach,
            slab.x + slab.w + reach,
            slab.y + slab.h + reach,
        ];
        self.shape(bounds, colour, alpha, soft, |x, y| slab.distance(x, y));
    }

    /// An ellipse.
    pub(super) fn ellipse(
        &mut self,
        (x, y): (f32, f32),
        (rx, ry): (f32, f32),
        colour: Colour,
        alpha: f32,
        soft: f32,
    ) {
        let reach = soft + 2.0 / self.width as f32;
        let bounds = [x - rx - reach, y - ry - reach, x + rx + reach, y + ry + reach];
        self.shape(bounds, colour, alpha, soft, |px, py| {
            (((px - x) / rx).hypot((py - y) / ry) - 1.0) * rx.min(ry)
        });
    }

    /// A shape of at least three corners, none of them pointing inwards, clockwise on the screen.
    pub(super) fn polygon(&mut self, corners: &[(f32, f32)], colour: Colour, alpha: f32, soft: f32) {
        let reach = soft + 2.0 / self.width as f32;
        let (xs, ys) = (corners.iter().map(|c| c.0), corners.iter().map(|c| c.1));
        let bounds = [
            xs.clone().fold(f32::INFINITY, f32::min) - reach,
            ys.clone().fold(f32::INFINITY, f32::min) - reach,
            xs.fold(f32::NEG_INFINITY, f32::max) + reach,
            ys.fold(f32::NEG_INFINITY, f32::max) + reach,
        ];
        self.shape(bounds, colour, alpha, soft, |x, y| {
            (0..corners.len())
                .map(|i| {
                    let ((ax, ay), (bx, by)) = (corners[i], corners[(i + 1) % corners.len()]);
                    let (dx, dy) = (bx - ax, by - ay);
                    (dy * (x - ax) - dx * (y - ay)) / dx.hypot(dy).max(1e-6)
                })
                .fold(f32::NEG_INFINITY, f32::max)
        });
    }

    /// A line with round ends.
    pub(super) fn stroke(&mut self, from: (f32, f32), to: (f32, f32), half: f32, colour: Colour, alpha: f32) {
        let reach = half + 2.0 / self.width as f32;
        let bounds = [
            from.0.min(to.0) - reach,
            from.1.min(to.1) - reach,
            from.0.max(to.0) + reach,
            from.1.max(to.1) + reach,
        ];
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let square = (dx * dx + dy * dy).max(1e-9);
        self.shape(bounds, colour, alpha, 0.0, |x, y| {
            let share = (((x - from.0) * dx + (y - from.1) * dy) / square).clamp(0.0, 1.0);
            (x - from.0 - dx * share).hypot(y - from.1 - dy * share) - half
        });
    }

    fn shape(
        &mut self,
        bounds: [f32; 4],
        colour: Colour,
        alpha: f32,
        soft: f32,
        distance: impl Fn(f32, f32) -> f32,
    ) {
        let pixel = 1.0 / self.width as f32;
        let edge = soft.max(pixel);
        let clip = |value: f32, most: usize| (value / pixel).clamp(0.0, most as f32) as usize;
        for row in clip(bounds[1], self.height)..clip(bounds[3] + pixel, self.height) {
            for column in clip(bounds[0], self.width)..clip(bounds[2] + pixel, self.width) {
                let (x, y) = ((column as f32 + 0.5) * pixel, (row as f32 + 0.5) * pixel);
                let cover = (0.5 - distance(x, y) / edge).clamp(0.0, 1.0) * alpha;
                if cover > 0.0 {
                    let at = &mut self.pixels[row * self.width + column];
                    *at = mix(*at, colour, cover);
                }
            }
        }
    }

    /// As bytes, three for each pixel.
    pub(super) fn rgb(&self) -> Vec<u8> {
        self.pixels.iter().flatten().map(|value| (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8).collect()
    }

    /// As bytes, one for each pixel.
    pub(super) fn grey(&self) -> Vec<u8> {
        self.pixels
            .iter()
            .map(|[r, g, b]| ((r + g + b) / 3.0).clamp(0.0, 1.0))
            .map(|v| (v * 255.0 + 0.5) as u8)
            .collect()
    }
}

pub(super) fn mix(a: Colour, b: Colour, share: f32) -> Colour {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * share)
}

/// Brighter where `factor` is over 1, darker below.
pub(super) fn shade(colour: Colour, factor: f32) -> Colour {
    colour.map(|value| value * factor)
}

/// From hue in degrees, saturation and lightness.
pub(super) fn hsl(hue: f32, saturation: f32, lightness: f32) -> Colour {
    let amount = saturation * lightness.min(1.0 - lightness);
    [0.0, 8.0, 4.0].map(|n| {
        let k = (n + hue / 30.0).rem_euclid(12.0);
        lightness - amount * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)
    })
}

/// Grain between -1 and 1 that looks like chance and is the same every time.
pub(super) fn grain(i: u32) -> f32 {
    let mut h = i.wrapping_mul(0x9e37_79b1);
    h ^= h >> 15;
    h = h.wrapping_mul(0x85eb_ca77);
    h ^= h >> 13;
    (h & 0xffff) as f32 / 32_767.5 - 1.0
}
