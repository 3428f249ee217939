//! A signature as a finger draws it: loops that run to the right, thinner where it is quick.

use std::f32::consts::TAU;

use rand::{Rng, rngs::SmallRng};

use super::canvas::Canvas;

/// Black on white, three wide and one high.
pub(super) fn paint(rng: &mut SmallRng, width: usize) -> Canvas {
    let mut canvas = Canvas::new(width, width / 3, [1.0; 3]);
    let letters = rng.random_range(5..9_u8);
    let slant = rng.random_range(0.15..0.45);
    let advance = 0.76 / f32::from(letters);
    let mut pen: Option<(f32, f32)> = None;
    for letter in 0..letters {
        let tall = if letter == 0 { 0.11 } else { rng.random_range(0.025..0.075) };
        let wide = advance * if letter == 0 { 0.8 } else { rng.random_range(0.3..0.75) };
        let turns = rng.random_range(0.8..1.25);
        let start = rng.random_range(0.0..0.4);
        for step in 0..=36_u8 {
            let t = f32::from(step) / 36.0;
            let angle = TAU * (start + turns * t);
            let rise = tall * angle.sin();
            let x = 0.1 + (f32::from(letter) + t) * advance + wide * 0.5 * angle.cos() + slant * rise;
            let y = 0.185 - rise - 0.02 * (f32::from(letter) + t) / f32::from(letters);
            let here = (x.clamp(0.02, 0.98), y.clamp(0.02, 0.31));
            if let Some(before) = pen {
                let speed = (here.0 - before.0).hypot(here.1 - before.1);
                canvas.stroke(
                    before,
                    here,
                    (0.0062 - speed * 0.12).clamp(0.0028, 0.0062),
                    [0.07, 0.09, 0.16],
                    1.0,
                );
            }
            pen = Some(here);
        }
    }
    if let Some((x, y)) = pen.filter(|_| rng.random_bool(0.7)) {
        let mut before = (x, y);
        for step in 1..=24_u8 {
            let t = f32::from(step) / 24.0;
            let here = ((x - t * 0.62).max(0.05), (y + 0.06 + 0.03 * (t * 3.0).sin()).min(0.31));
            canvas.stroke(before, here, 0.003, [0.07, 0.09, 0.16], 1.0);
            before = here;
        }
    }
    canvas
}
