//! What a driver photographs: a front door, with the parcel on the step or a card in the frame because nobody opened.

use rand::{Rng, rngs::SmallRng};

use super::canvas::{Canvas, Colour, Slab, grain, hsl, mix, shade};

/// What is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Parcel,
    NobodyHome,
}

/// An upright picture, three wide and four high.
pub(super) fn paint(rng: &mut SmallRng, subject: Subject, width: usize) -> Canvas {
    let height = width * 4 / 3;
    let hue = rng.random_range(0.0..360.0);
    let brick = rng.random_bool(0.45);
    let wall = if brick {
        hsl(rng.random_range(8.0..26.0), rng.random_range(0.25..0.42), rng.random_range(0.36..0.5))
    } else {
        hsl(rng.random_range(25.0..70.0), rng.random_range(0.06..0.2), rng.random_range(0.7..0.84))
    };
    let mut canvas = Canvas::new(width, height, wall);
    if brick {
        bricks(&mut canvas, wall);
    } else {
        canvas.each(|x, y, c| shade(c, 1.0 + 0.015 * grain((x * 90.0) as u32 * 911 + (y * 90.0) as u32)));
    }
    let floor = 1.1 + rng.random_range(-0.03..0.03);
    let stone = hsl(40.0, 0.06, rng.random_range(0.5..0.64));
    ground(&mut canvas, floor, stone);
    let left = rng.random_range(0.16..0.26);
    let frame = Slab::edges(left, 0.1, left + 0.52, floor, 0.008);
    door(rng, &mut canvas, frame, hue);
    number(rng, &mut canvas, frame.x + frame.w + 0.1, 0.42);
    if rng.random_bool(0.6) {
        plant(rng, &mut canvas, left - 0.08, floor + 0.04);
    }
    canvas.slab(
        Slab::edges(left + 0.08, floor + 0.055, left + 0.44, floor + 0.12, 0.006),
        hsl(hue + 40.0, 0.12, 0.24),
        1.0,
        0.0,
    );
    match subject {
        Subject::Parcel => parcels(rng, &mut canvas, frame, floor),
        Subject::NobodyHome => card(&mut canvas, frame),
    }
    let (sun, warm) = (rng.random_range(-0.25..0.25), rng.random_range(-0.02..0.04));
    canvas.each(|x, y, c| {
        let light = 1.06 + sun * (x - 0.5) - 0.2 * ((x - 0.5).powi(2) + (y - 0.62).powi(2));
        [c[0] * light + warm, c[1] * light, c[2] * light - warm]
    });
    canvas
}

fn bricks(canvas: &mut Canvas, wall: Colour) {
    let mortar = mix(wall, [0.75, 0.72, 0.68], 0.55);
    let (w, h) = (0.088, 0.03);
    canvas.each(|x, y, _| {
        let row = (y / h).floor();
        let shifted = x + if row as i32 % 2 == 0 { 0.0 } else { w / 2.0 };
        let (u, v) = ((shifted / w).fract() * w, (y / h).fract() * h);
        if u < 0.005 || v < 0.005 {
            mortar
        } else {
            shade(wall, 1.0 + 0.1 * grain((shifted / w) as u32 * 7 + row as u32 * 1_013))
        }
    });
}

fn ground(canvas: &mut Canvas, floor: f32, stone: Colour) {
    canvas.each(|x, y, c| {
        if y < floor {
            return c;
        }
        let depth = y - floor;
        let column = ((x - 0.5) / (1.0 + depth * 1.6) * 5.0 + 50.0).floor();
        let row = (depth * (9.0 - depth * 8.0)).floor();
        shade(stone, 1.0 - depth * 0.25 + 0.05 * grain(column as u32 * 31 + row as u32 * 577))
    });
    canvas.slab(Slab::edges(-0.1, floor - 0.004, 1.1, floor + 0.02, 0.0), shade(stone, 1.15), 1.0, 0.0);
    canvas.slab(Slab::edges(-0.1, floor + 0.02, 1.1, floor + 0.04, 0.0), [0.0; 3], 0.22, 0.02);
}

fn door(rng: &mut SmallRng, canvas: &mut Canvas, frame: Slab, hue: f32) {
    let colour = hsl(hue, rng.random_range(0.25..0.6), rng.random_range(0.22..0.42));
    let trim = hsl(40.0, 0.08, 0.86);
    canvas.slab(Slab { x: frame.x + 0.012, y: frame.y + 0.01, ..frame }, [0.0; 3], 0.3, 0.04);
    canvas.slab(frame, trim, 1.0, 0.0);
    let leaf = Slab { y: frame.y + 0.012, h: frame.h - 0.012, ..frame }.inset(0.03);
    canvas.slab(leaf.inset(-0.006), [0.1; 3], 0.5, 0.012);
    canvas.slab(leaf, colour, 1.0, 0.0);
    let glazed = rng.random_bool(0.5);
    for (row, share) in [(0, 0.0), (1, 0.36), (2, 0.7)] {
        let top = leaf.y - leaf.h + 0.04 + share * (2.0 * leaf.h - 0.04);
        let bottom = top + if row == 2 { 0.24 } else { 0.29 } * leaf.h * 2.0 - 0.02;
        for side in [-1.0_f32, 1.0] {
            let middle = leaf.x + side * leaf.w * 0.47;
            let panel = Slab::edges(middle - leaf.w * 0.38, top, middle + leaf.w * 0.38, bottom, 0.004);
            canvas.slab(Slab { y: panel.y + 0.006, ..panel }, shade(colour, 1.35), 1.0, 0.004);
            canvas.slab(panel, shade(colour, 0.72), 1.0, 0.003);
            let inner = panel.inset(0.014);
            if glazed && row == 0 {
                canvas.slab(inner, [0.42, 0.5, 0.55], 1.0, 0.0);
                let (l, r, t, b) =
                    (inner.x - inner.w, inner.x + inner.w, inner.y - inner.h, inner.y + inner.h);
                canvas.polygon(
                    &[(l, t), (l + inner.w, t), (r - inner.w * 0.6, b), (l, b)],
                    [0.7, 0.78, 0.82],
                    0.45,
                    0.006,
                );
            } else {
                canvas.slab(inner, shade(colour, 1.06), 1.0, 0.004);
            }
        }
    }
    let handle = leaf.x + leaf.w * 0.84;
    canvas.stroke((handle, leaf.y + 0.0), (handle, leaf.y + 0.09), 0.013, [0.72, 0.66, 0.5], 1.0);
    canvas.stroke((handle, leaf.y + 0.03), (handle - 0.055, leaf.y + 0.035), 0.009, [0.85, 0.8, 0.64], 1.0);
    canvas.slab(
        Slab::edges(leaf.x - 0.07, leaf.y + 0.12, leaf.x + 0.07, leaf.y + 0.142, 0.004),
        [0.7, 0.65, 0.5],
        1.0,
        0.0,
    );
}

/// An enamel plate with two digits.
fn number(rng: &mut SmallRng, canvas: &mut Canvas, x: f32, y: f32) {
    let plate = Slab { x, y, w: 0.062, h: 0.042, r: 0.008 };
    canvas.slab(Slab { y: y + 0.006, ..plate }, [0.0; 3], 0.35, 0.012);
    canvas.slab(plate, [0.12, 0.22, 0.45], 1.0, 0.0);
    // Which of the seven strokes each digit has: top, upper right, lower right, bottom, lower left, upper left, middle.
    const DIGITS: [u8; 10] = [
        0b011_1111, 0b000_0110, 0b101_1011, 0b100_1111, 0b110_0110, 0b110_1101, 0b111_1101, 0b000_0111,
        0b111_1111, 0b110_1111,
    ];
    for digit_x in [x - 0.027, x + 0.027] {
        let digit = DIGITS[rng.random_range(1..10)];
        let (w, h) = (0.013, 0.012);
        let ends = [
            ((-w, -2.0 * h), (w, -2.0 * h)),
            ((w, -2.0 * h), (w, 0.0)),
            ((w, 0.0), (w, 2.0 * h)),
            ((-w, 2.0 * h), (w, 2.0 * h)),
            ((-w, 0.0), (-w, 2.0 * h)),
            ((-w, -2.0 * h), (-w, 0.0)),
            ((-w, 0.0), (w, 0.0)),
        ];
        for (i, (a, b)) in ends.into_iter().enumerate() {
            if digit >> i & 1 == 1 {
                canvas.stroke((digit_x + a.0, y + a.1), (digit_x + b.0, y + b.1), 0.004, [0.95; 3], 1.0);
            }
        }
    }
}

fn plant(rng: &mut SmallRng, canvas: &mut Canvas, x: f32, floor: f32) {
    canvas.ellipse((x, floor + 0.01), (0.1, 0.02), [0.0; 3], 0.35, 0.03);
    let pot = hsl(rng.random_range(10.0..30.0), 0.45, 0.42);
    canvas.polygon(
        &[
            (x - 0.065, floor - 0.13),
            (x + 0.065, floor - 0.13),
            (x + 0.045, floor + 0.01),
            (x - 0.045, floor + 0.01),
        ],
        pot,
        1.0,
        0.0,
    );
    canvas.slab(
        Slab::edges(x - 0.072, floor - 0.145, x + 0.072, floor - 0.118, 0.004),
        shade(pot, 1.12),
        1.0,
        0.0,
    );
    for _ in 0..46 {
        let (dx, dy) = (rng.random_range(-0.1..0.1_f32), rng.random_range(-0.2..0.02_f32));
        let leaf = hsl(rng.random_range(85.0..135.0), 0.35, rng.random_range(0.18..0.4));
        let wide = (0.16 + dy.abs() * 0.2).min(0.12);
        canvas.ellipse((x + dx * wide / 0.12, floor - 0.15 + dy), (0.024, 0.013), leaf, 0.95, 0.004);
    }
}

fn parcels(rng: &mut SmallRng, canvas: &mut Canvas, frame: Slab, floor: f32) {
    let card = hsl(rng.random_range(26.0..36.0), rng.random_range(0.35..0.5), rng.random_range(0.5..0.62));
    let (w, h) = (rng.random_range(0.24..0.34), rng.random_range(0.13..0.22));
    let x = frame.x + rng.random_range(-0.08..0.08) - w / 2.0;
    if rng.random_bool(0.4) {
        carton(canvas, (x + w * 0.62, floor + 0.07), (w * 0.66, h * 1.25), shade(card, 0.9));
    }
    carton(canvas, (x, floor + 0.13), (w, h), card);
}

/// A carton that stands at (left, bottom) of its front.
fn carton(canvas: &mut Canvas, (x, bottom): (f32, f32), (w, h): (f32, f32), card: Colour) {
    let (top, deep) = (bottom - h, 0.075);
    canvas.ellipse((x + w * 0.55, bottom + 0.004), (w * 0.62, 0.03), [0.0; 3], 0.5, 0.045);
    let side = [
        (x + w, top),
        (x + w + deep, top - deep * 0.7),
        (x + w + deep, bottom - deep * 0.7),
        (x + w, bottom),
    ];
    canvas.polygon(&side, shade(card, 0.66), 1.0, 0.0);
    let lid = [(x, top), (x + deep, top - deep * 0.7), (x + w + deep, top - deep * 0.7), (x + w, top)];
    canvas.polygon(&lid, shade(card, 1.18), 1.0, 0.0);
    canvas.slab(Slab::edges(x, top, x + w, bottom, 0.003), card, 1.0, 0.0);
    let (a, b) = (x + w * 0.44, x + w * 0.56);
    let tape = [0.78, 0.68, 0.5];
    canvas.polygon(
        &[(a, top), (a + deep, top - deep * 0.7), (b + deep, top - deep * 0.7), (b, top)],
        tape,
        0.85,
        0.0,
    );
    canvas.slab(Slab::edges(a, top, b, top + h * 0.3, 0.0), shade(tape, 0.92), 0.85, 0.0);
    let label = Slab::edges(x + w * 0.1, top + h * 0.42, x + w * 0.52, top + h * 0.86, 0.003);
    canvas.slab(label, [0.96, 0.96, 0.94], 1.0, 0.0);
    for i in 0..12_u8 {
        let bar = label.x - label.w * 0.8 + f32::from(i) * label.w * 0.135;
        let half = if grain(u32::from(i) * 71) > 0.0 { 0.0026 } else { 0.0012 };
        canvas.slab(
            Slab::edges(bar - half, label.y - label.h * 0.2, bar + half, label.y + label.h * 0.7, 0.0),
            [0.1; 3],
            1.0,
            0.0,
        );
    }
    canvas.slab(
        Slab::edges(
            label.x - label.w * 0.8,
            label.y - label.h * 0.7,
            label.x + label.w * 0.3,
            label.y - label.h * 0.5,
            0.0,
        ),
        [0.2; 3],
        1.0,
        0.0,
    );
}

/// The card that says one was here.
fn card(canvas: &mut Canvas, frame: Slab) {
    let (x, y) = (frame.x + 0.04, frame.y - 0.06);
    canvas.polygon(
        &[(x + 0.006, y + 0.008), (x + 0.136, y + 0.002), (x + 0.142, y + 0.182), (x + 0.012, y + 0.188)],
        [0.0; 3],
        0.4,
        0.014,
    );
    canvas.polygon(
        &[(x, y), (x + 0.13, y - 0.006), (x + 0.136, y + 0.174), (x + 0.006, y + 0.18)],
        [0.97, 0.95, 0.88],
        1.0,
        0.0,
    );
    canvas.polygon(
        &[(x, y), (x + 0.13, y - 0.006), (x + 0.131, y + 0.034), (x + 0.001, y + 0.04)],
        [0.13, 0.29, 0.85],
        1.0,
        0.0,
    );
    for i in 0..4_u8 {
        let line = y + 0.065 + f32::from(i) * 0.026;
        let end = x + if i == 3 { 0.07 } else { 0.115 };
        canvas.stroke((x + 0.02, line), (end, line - 0.004), 0.003, [0.3, 0.3, 0.36], 0.9);
    }
}
