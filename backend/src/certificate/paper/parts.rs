//! Small pieces that every section is made of.

use super::{
    canvas::{Canvas, MARGIN, Pen, WIDTH},
    fonts::Style,
    theme::{BODY, FAINT, HEADING, INK, LINE, QUIET, SMALL},
};

/// Begins a section; `room` of it must fit below on the same page.
pub(super) fn heading(canvas: &mut Canvas, text: &str, room: f32) {
    canvas.need(24.0 + room);
    let line = canvas.fonts.line(text, Style::Bold, HEADING);
    canvas.text(MARGIN, canvas.y + 10.0, line, INK);
    canvas.y += 18.0;
    rule(canvas);
    canvas.y += 3.0;
}

/// A thin line over the whole width.
pub(super) fn rule(canvas: &mut Canvas) {
    let y = canvas.y;
    canvas.line(&[(MARGIN, y), (MARGIN + WIDTH, y)], Pen { ink: LINE, width: 0.7 });
}

/// The name of a value, above it.
pub(super) fn label(canvas: &mut Canvas, x: f32, y: f32, text: &str) {
    let line = canvas.fonts.line(text, Style::Regular, SMALL);
    canvas.text(x, y, line, FAINT);
}

/// Sentences over the whole width.
pub(super) fn paragraph(canvas: &mut Canvas, text: &str) {
    for line in canvas.fonts.wrap(text, Style::Regular, BODY, WIDTH) {
        canvas.need(13.0);
        canvas.text(MARGIN, canvas.y + 9.0, line, QUIET);
        canvas.y += 13.0;
    }
    canvas.y += 5.0;
}
