//! What stands behind the certificate: hashes, keys, and how anybody can check them.

use waybill_domain::certificate::{FileState, fingerprint};

use super::{
    canvas::{Area, Canvas, MARGIN, WIDTH},
    fonts::Style,
    parts::{heading, paragraph},
    story::Story,
    theme::{BODY, CODE, FAINT, INK, QUIET, SMALL, SURFACE},
};

/// The signed commands and the files, each with its hash.
pub(super) fn hashes(canvas: &mut Canvas, story: &Story) {
    if !story.commands.is_empty() {
        heading(canvas, "Signed commands", 40.0);
        for (i, command) in story.commands.iter().enumerate() {
            let what = format!("{}  {}", i + 1, command.what);
            let by = format!("{}, no. {} of the device", command.who, command.seq);
            entry(canvas, &what, &by, &command.hash.to_string());
        }
        canvas.y += 12.0;
    }
    if !story.seal.files.is_empty() {
        heading(canvas, "Sealed files", 40.0);
        for file in &story.seal.files {
            let about = match file.state {
                FileState::Included => format!("{} bytes", file.size),
                FileState::NotReceived => "not received yet".to_owned(),
                FileState::Erased => "erased by law".to_owned(),
            };
            entry(canvas, &file.name, &about, &file.sha256.to_string());
        }
        canvas.y += 12.0;
    }
}

/// Who signed, with which keys.
pub(super) fn keys(canvas: &mut Canvas, story: &Story) {
    heading(canvas, "Keys", 40.0);
    for lane in &story.lanes {
        let device = if lane.device.name.is_empty() { "a device" } else { &lane.device.name };
        let about = format!("{device}, since {}", story.short(lane.opened_at));
        entry(canvas, &lane.member.name, &about, &lane.public_key.to_string());
    }
    let issuer = story.seal.issuer;
    entry(canvas, "The issuer", &format!("fingerprint {}", fingerprint(issuer)), &issuer.to_string());
    canvas.y += 12.0;
}

/// A line with a hash: what, about it, and the hash on the right.
fn entry(canvas: &mut Canvas, what: &str, about: &str, hash: &str) {
    canvas.need(25.0);
    let code = canvas.fonts.line(hash, Style::Mono, CODE - 0.6);
    let room = WIDTH - code.width() - 14.0;
    let line = canvas.fonts.fit(what, Style::Bold, BODY - 0.4, room);
    canvas.text(MARGIN, canvas.y + 9.5, line, INK);
    let line = canvas.fonts.fit(about, Style::Regular, SMALL - 0.4, room);
    canvas.text(MARGIN, canvas.y + 19.0, line, FAINT);
    canvas.text_to(MARGIN + WIDTH, canvas.y + 9.5, code, QUIET);
    canvas.y += 25.0;
}

/// How anybody can check it.
pub(super) fn how(canvas: &mut Canvas, story: &Story) {
    heading(canvas, "How to check this", 120.0);
    canvas.y += 4.0;
    paragraph(
        canvas,
        "This paper is a picture of the proof; the proof itself is the file certificate.json attached to this PDF, and \
         the same PDF can be given to the checker. It holds each command exactly as the device signed it, the server's \
         signed receipts, this delivery's part of the log and the sealed photos, byte for byte.",
    );
    paragraph(
        canvas,
        "Ask the issuer for its public key by a way that you trust (its website, a letter, a contract), compare it with \
         the one above, and run, on any computer and without a network:",
    );
    command(canvas, &format!("waybill-server verify --root {} FILE", story.seal.issuer));
    paragraph(
        canvas,
        "It answers \"valid\", or names the first thing that is not as it was signed. The format is public: another \
         checker fits into eighty lines (docs/protocol.md, \"Receipts and certificates\").",
    );
    paragraph(
        canvas,
        "What it proves: the device that held the key signed these words, in this order, and committed to exactly these \
         photos; the server received them when it says; since then nothing was changed, added or left out. What it cannot \
         prove: that the device's clock and position were right, or what is on a photo.",
    );
    let log = &story.seal.log;
    let seal = format!("Seal {}", story.seal_hash);
    let head = format!("Log {} at {}, head {}", log.epoch, log.seq, log.hash);
    for text in [seal, head] {
        canvas.need(12.0);
        let line = canvas.fonts.fit(&text, Style::Mono, CODE - 0.4, WIDTH);
        canvas.text(MARGIN, canvas.y + 8.0, line, FAINT);
        canvas.y += 11.0;
    }
    canvas.y += 8.0;
    notes(canvas, story);
}

fn notes(canvas: &mut Canvas, story: &Story) {
    if story.notes.is_empty() {
        return;
    }
    heading(canvas, "Notes", 24.0);
    canvas.y += 3.0;
    for note in &story.notes {
        let text = note.to_string();
        let mut chars = text.chars();
        let text: String = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
        paragraph(canvas, &format!("{text}."));
    }
}

fn command(canvas: &mut Canvas, text: &str) {
    let lines = canvas.fonts.wrap(text, Style::Mono, CODE, WIDTH - 24.0);
    let height = 10.0 + 11.0 * lines.len() as f32;
    canvas.need(height + 8.0);
    canvas.rect(Area { x: MARGIN, y: canvas.y, w: WIDTH, h: height }, 5.0, Some(SURFACE), None);
    for line in lines {
        canvas.text(MARGIN + 12.0, canvas.y + 13.0, line, INK);
        canvas.y += 11.0;
    }
    canvas.y += 20.0;
}
