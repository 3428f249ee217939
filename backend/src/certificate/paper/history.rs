//! What happened, in order, and what of it a device has signed.

use super::{
    canvas::{Canvas, MARGIN, Pen, WIDTH},
    fonts::Style,
    parts::{heading, label, rule},
    story::{Step, Story},
    theme::{BODY, FAINT, INK, QUIET, SMALL, SUCCESS},
};

const WHEN: f32 = 0.0;
const WHAT: f32 = 84.0;
const WHO: f32 = 222.0;
const RECORDED: f32 = 336.0;

/// All events about the delivery.
pub(super) fn history(canvas: &mut Canvas, story: &Story) {
    heading(canvas, "History", 50.0);
    columns(canvas);
    for step in &story.history {
        if canvas.need(15.5) {
            columns(canvas);
        }
        row(canvas, story, step);
    }
    canvas.y += 14.0;
}

fn columns(canvas: &mut Canvas) {
    let y = canvas.y + 9.0;
    for (x, name) in [(WHEN, "When"), (WHAT, "What"), (WHO, "By"), (RECORDED, "Recorded by the server")] {
        label(canvas, MARGIN + x, y, name);
    }
    let line = canvas.fonts.line("Signed", Style::Regular, SMALL);
    canvas.text_to(MARGIN + WIDTH, y, line, FAINT);
    canvas.y += 14.0;
    rule(canvas);
}

fn row(canvas: &mut Canvas, story: &Story, step: &Step) {
    let y = canvas.y + 10.6;
    let cells = [
        (WHEN, story.short(step.at), Style::Regular, WHAT - WHEN, QUIET),
        (WHAT, step.what.clone(), Style::Bold, WHO - WHAT, INK),
        (WHO, step.who.clone(), Style::Regular, RECORDED - WHO, QUIET),
        (RECORDED, story.short(step.recorded_at), Style::Regular, 110.0, QUIET),
    ];
    for (x, text, style, width, ink) in cells {
        let line = canvas.fonts.fit(&text, style, BODY - 0.6, width - 8.0);
        canvas.text(MARGIN + x, y, line, ink);
    }
    match step.command {
        Some(command) => {
            let line = canvas.fonts.line(&format!("command {}", command + 1), Style::Regular, SMALL);
            let (right, width) = (MARGIN + WIDTH, line.width());
            canvas.text_to(right, y, line, SUCCESS.text);
            let x = right - width - 11.0;
            let tick = [(x, y - 2.6), (x + 2.2, y - 0.5), (x + 6.0, y - 5.4)];
            canvas.line(&tick, Pen { ink: SUCCESS.full, width: 1.3 });
        }
        None => {
            let line = canvas.fonts.line("by the issuer only", Style::Regular, SMALL);
            canvas.text_to(MARGIN + WIDTH, y, line, FAINT);
        }
    }
    canvas.y += 15.5;
    rule(canvas);
}
