//! Where from, where to, who, when, what.

use waybill_domain::{parcel::ParcelOutcome, stop::Stop};

use super::{
    canvas::{Area, Canvas, MARGIN, Pen, WIDTH},
    fonts::Style,
    parts::{heading, label, rule},
    story::Story,
    theme::{BODY, INK, LINE, QUIET, SMALL},
};

const GAP: f32 = 14.0;

/// Both stops, side by side.
pub(super) fn stops(canvas: &mut Canvas, story: &Story) {
    let delivery = &story.beside.delivery;
    let width = (WIDTH - GAP) / 2.0;
    let from = lines(&delivery.pickup, &delivery.merchant);
    let to = lines(&delivery.dropoff, "");
    let set = |canvas: &Canvas, lines: &[(String, Style)]| -> Vec<_> {
        lines
            .iter()
            .flat_map(|(text, style)| {
                canvas
                    .fonts
                    .wrap(text, *style, BODY, width - 28.0)
                    .into_iter()
                    .map(|line| (line, *style))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (from, to) = (set(canvas, &from), set(canvas, &to));
    let height = 34.0 + 13.0 * from.len().max(to.len()) as f32;
    canvas.need(height);
    for (x, title, lines) in [(MARGIN, "From", from), (MARGIN + width + GAP, "To", to)] {
        let area = Area { x, y: canvas.y, w: width, h: height };
        canvas.rect(area, 8.0, None, Some(Pen { ink: LINE, width: 0.8 }));
        label(canvas, x + 14.0, canvas.y + 18.0, title);
        let mut y = canvas.y + 33.0;
        for (line, style) in lines {
            canvas.text(x + 14.0, y, line, if style == Style::Bold { INK } else { QUIET });
            y += 13.0;
        }
    }
    canvas.y += height + 16.0;
}

fn lines(stop: &Stop, merchant: &str) -> Vec<(String, Style)> {
    let name = if merchant.is_empty() { stop.contact.name.as_str() } else { merchant };
    let address = [stop.address.as_str(), stop.unit.as_str()];
    let address: Vec<_> = address.into_iter().filter(|part| !part.is_empty()).collect();
    let place = format!("{:.5}, {:.5}", stop.point.lat, stop.point.lon);
    let all = [(name.to_owned(), Style::Bold), (address.join(", "), Style::Regular), (place, Style::Regular)];
    all.into_iter().filter(|(text, _)| !text.is_empty()).collect()
}

/// What somebody asks first, in columns.
pub(super) fn facts(canvas: &mut Canvas, story: &Story) {
    let delivery = &story.beside.delivery;
    let proof = delivery.proofs.iter().rev();
    let taken_by = proof.map(|proof| proof.evidence.recipient_name.clone()).find(|name| !name.is_empty());
    let distance = story.fix.map(|fix| {
        let metres = fix.point.distance_m(delivery.dropoff.point);
        let about = fix.accuracy_m.map(|m| format!(" (± {m:.0} m)")).unwrap_or_default();
        if metres < 1_000.0 {
            format!("{metres:.0} m{about}")
        } else {
            format!("{:.1} km{about}", metres / 1_000.0)
        }
    });
    let all = [
        ("Driver", delivery.driver.map(|driver| story.name(driver))),
        ("Taken by", taken_by),
        ("Received by the server", story.received_at.map(|at| story.short(at))),
        ("From the address", distance),
        ("Cash collected", delivery.cash_collected.map(|money| money.to_string())),
        ("Attempt", (delivery.attempt > 1).then(|| delivery.attempt.to_string())),
    ];
    let known: Vec<_> = all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let columns = 4;
    let width = WIDTH / columns as f32;
    for row in known.chunks(columns) {
        canvas.need(32.0);
        for (i, (name, value)) in row.iter().enumerate() {
            let x = MARGIN + width * i as f32;
            label(canvas, x, canvas.y + 7.0, name);
            let line = canvas.fonts.fit(value, Style::Bold, BODY + 1.0, width - 10.0);
            canvas.text(x, canvas.y + 21.0, line, INK);
        }
        canvas.y += 34.0;
    }
    canvas.y += 2.0;
}

/// What was carried, and what became of each.
pub(super) fn parcels(canvas: &mut Canvas, story: &Story) {
    heading(canvas, "Parcels", 40.0);
    for parcel in &story.beside.delivery.parcels {
        canvas.need(18.0);
        let y = canvas.y + 11.0;
        let code = canvas.fonts.fit(&parcel.code, Style::Mono, BODY - 1.0, 92.0);
        canvas.text(MARGIN, y, code, QUIET);
        let many = if parcel.quantity > 1 {
            format!("{} × {}", parcel.quantity, parcel.name)
        } else {
            parcel.name.clone()
        };
        let name = canvas.fonts.fit(&many, Style::Regular, BODY, 250.0);
        canvas.text(MARGIN + 100.0, y, name, INK);
        let weight =
            parcel.weight_g.map(|grams| format!("{:.1} kg", f64::from(grams) / 1_000.0)).unwrap_or_default();
        let weight = canvas.fonts.line(&weight, Style::Regular, SMALL);
        canvas.text_to(MARGIN + 410.0, y, weight, QUIET);
        let outcome = canvas.fonts.line(outcome(parcel.outcome), Style::Bold, SMALL);
        canvas.text_to(MARGIN + WIDTH, y, outcome, INK);
        canvas.y += 18.0;
        rule(canvas);
    }
    canvas.y += 14.0;
}

fn outcome(outcome: Option<ParcelOutcome>) -> &'static str {
    match outcome {
        None => "–",
        Some(ParcelOutcome::Delivered) => "Delivered",
        Some(ParcelOutcome::Refused) => "Refused",
        Some(ParcelOutcome::Damaged) => "Damaged",
        Some(ParcelOutcome::Missing) => "Missing",
        Some(ParcelOutcome::Returned) => "Returned",
    }
}
