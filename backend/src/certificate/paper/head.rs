//! The top of the first page: what this is, about what, how it ended, and a code to scan.

use qrcodegen::{QrCode, QrCodeEcc};
use waybill_domain::{Outcome, State};

use super::{
    canvas::{Area, Canvas, MARGIN, Pen, WIDTH, polygon},
    fonts::Style,
    story::{Story, sentence},
    theme::{ACCENT, BODY, DANGER, FAINT, INK, LEAD, NEUTRAL, QUIET, SMALL, SUCCESS, TITLE, Tone, WHITE},
};

const CODE_SIDE: f32 = 78.0;

/// The title, and the code.
pub(super) fn title(canvas: &mut Canvas, story: &Story) {
    let top = canvas.y;
    canvas.rect(Area { x: MARGIN, y: top, w: 20.0, h: 20.0 }, 5.0, Some(ACCENT), None);
    let tick = [(5.0, 10.5), (8.7, 14.2), (15.2, 6.6)].map(|(x, y)| (MARGIN + x, top + y));
    canvas.line(&tick, Pen { ink: WHITE, width: 2.2 });
    let name = canvas.fonts.line("Waybill", Style::Bold, 12.0);
    canvas.text(MARGIN + 27.0, top + 14.4, name, INK);
    let room = WIDTH - CODE_SIDE - 24.0;
    let line = canvas.fonts.line("Certificate of delivery", Style::Bold, TITLE);
    canvas.text(MARGIN, top + 52.0, line, INK);
    let about = format!("{}  ·  {}", story.beside.delivery.code, story.beside.organization.name);
    let line = canvas.fonts.fit(&about, Style::Bold, BODY + 2.0, room);
    canvas.text(MARGIN, top + 71.0, line, ACCENT);
    let made = format!("Made {}", story.moment(story.seal.exported_at));
    let line = canvas.fonts.fit(&made, Style::Regular, SMALL, room);
    canvas.text(MARGIN, top + 85.0, line, FAINT);
    code(canvas, story, top);
    canvas.y = top + CODE_SIDE + 27.0;
}

/// The code holds the delivery's public address where the server knows it, and always this certificate's hash.
fn code(canvas: &mut Canvas, story: &Story, top: f32) {
    let (text, caption) = match &story.beside.link {
        Some(link) => (format!("{link}#seal={}", story.seal_hash), "follow the delivery"),
        None => (format!("waybill-seal:{}", story.seal_hash), "this seal's hash"),
    };
    let Ok(code) = QrCode::encode_text(&text, QrCodeEcc::Medium) else {
        return;
    };
    let (x, y) = (MARGIN + WIDTH - CODE_SIDE, top);
    let dot = CODE_SIDE / code.size() as f32;
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let start = column;
            while column < code.size() && code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                // A hair wider than the dots, so that no light shines through between two rows.
                let (left, width) = (x + dot * start as f32, dot * (column - start) as f32);
                let area = Area { x: left, y: y + dot * row as f32, w: width, h: dot + 0.06 };
                canvas.rect(area, 0.0, Some(INK), None);
            }
            column += 1;
        }
    }
    if let Some(link) = &story.beside.link {
        canvas.link(Area { x, y, w: CODE_SIDE, h: CODE_SIDE }, link);
    }
    let line = canvas.fonts.line(caption, Style::Regular, 6.4);
    let middle = x + (CODE_SIDE - line.width()) / 2.0;
    canvas.text(middle, y + CODE_SIDE + 9.0, line, FAINT);
}

/// How it ended, so large that nobody has to look for it.
pub(super) fn outcome(canvas: &mut Canvas, story: &Story) {
    let delivery = &story.beside.delivery;
    let (tone, mark, text) = match (delivery.outcome, delivery.state) {
        (Some(outcome), _) if outcome.is_delivered() => (SUCCESS, Mark::Tick, words(outcome)),
        (Some(outcome), _) => (DANGER, Mark::Cross, words(outcome)),
        (None, State::Cancelled) => (NEUTRAL, Mark::Cross, "Cancelled".to_owned()),
        (None, state) => (NEUTRAL, Mark::Dots, format!("Not completed yet: {}", lower(state.as_str()))),
    };
    let height = 54.0;
    let area = Area { x: MARGIN, y: canvas.y, w: WIDTH, h: height };
    canvas.rect(area, 9.0, Some(tone.soft), None);
    let centre = (MARGIN + 32.0, canvas.y + height / 2.0);
    draw(canvas, mark, centre, tone);
    let room = WIDTH - 82.0;
    let line = canvas.fonts.fit(&text, Style::Bold, LEAD, room);
    canvas.text(MARGIN + 62.0, canvas.y + 24.5, line, tone.text);
    let when = delivery.times.completed.or(delivery.times.cancelled);
    let under = match when {
        Some(at) => format!("{}  ·  {}", story.moment(at), story.zone_at(at)),
        None => "This certificate shows where the delivery stands.".to_owned(),
    };
    let line = canvas.fonts.fit(&under, Style::Regular, BODY, room);
    canvas.text(MARGIN + 62.0, canvas.y + 39.5, line, QUIET);
    canvas.y += height + 18.0;
}

enum Mark {
    Tick,
    Cross,
    Dots,
}

fn draw(canvas: &mut Canvas, mark: Mark, (x, y): (f32, f32), tone: Tone) {
    canvas.circle((x, y), 16.0, Some(tone.full), None);
    let pen = Pen { ink: WHITE, width: 2.8 };
    match mark {
        Mark::Tick => canvas.line(&[(x - 6.8, y + 0.6), (x - 1.8, y + 5.6), (x + 7.2, y - 5.2)], pen),
        Mark::Cross => {
            canvas.line(&[(x - 5.2, y - 5.2), (x + 5.2, y + 5.2)], pen);
            canvas.line(&[(x + 5.2, y - 5.2), (x - 5.2, y + 5.2)], pen);
        }
        Mark::Dots => {
            for step in [-7.0, 0.0, 7.0] {
                canvas.circle((x + step, y), 2.0, Some(WHITE), None);
            }
        }
    }
}

/// An outcome in words.
fn words(outcome: Outcome) -> String {
    match outcome {
        Outcome::DeliveredToRecipient => "Delivered to the recipient",
        Outcome::DeliveredToThirdParty => "Delivered to somebody else at the address",
        Outcome::DeliveredToSafePlace => "Left in the agreed place",
        Outcome::DeliveredToMailbox => "Delivered to the mailbox",
        Outcome::DeliveredToPickupPoint => "Delivered to a pickup point",
        Outcome::DeliveredPartially => "Delivered in part",
        Outcome::FailedNotHome => "Not delivered: nobody was there",
        Outcome::FailedCantFindAddress => "Not delivered: the address could not be found",
        Outcome::FailedRefused => "Not delivered: refused",
        Outcome::FailedDamaged => "Not delivered: the goods are damaged",
        Outcome::FailedPackageNotAvailable => "Not delivered: the goods were not in the van",
        Outcome::FailedPaymentNotReceived => "Not delivered: the payment was not received",
        Outcome::FailedMissingRequiredProof => "Not delivered: a proof that must be there was missing",
        Outcome::FailedNoTime => "Not delivered: the day was over",
        Outcome::FailedOther => "Not delivered",
    }
    .to_owned()
}

fn lower(name: &str) -> String {
    sentence(name).to_lowercase()
}

/// A pin whose tip is at a place.
pub(super) fn pin(canvas: &mut Canvas, (x, y): (f32, f32)) {
    let tip = [(x - 4.6, y - 9.0), (x, y), (x + 4.6, y - 9.0)];
    if let Some(path) = polygon(&tip, true) {
        canvas.path(path, Some(ACCENT), Some(Pen { ink: ACCENT, width: 1.0 }));
    }
    canvas.circle((x, y - 12.5), 7.0, Some(ACCENT), Some(Pen { ink: WHITE, width: 1.0 }));
    canvas.circle((x, y - 12.5), 2.7, Some(WHITE), None);
}
