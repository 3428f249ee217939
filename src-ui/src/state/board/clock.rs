//! From a day and a time in some zone to an instant, given only how that zone shows instants.

use waybill_domain::Timestamp;

/// The instant that `wall` shows as `day` (`2026-11-20`) and `time` (`10:40`). `wall` answers both for an instant.
/// Where clocks go back and both instants fit, the earlier one; where they go forward and none fits, the one as far
/// after the gap as the time is into it. `None`: not a day or not a time.
pub fn instant(day: &str, time: &str, wall: &dyn Fn(Timestamp) -> (String, String)) -> Option<Timestamp> {
    let wanted = as_if_utc(day, time)?;
    // What the wall shows at a guess tells the zone's offset there; a second look settles days on which it changes.
    let offset_at = |at: Timestamp| {
        let (day, time) = wall(at);
        as_if_utc(&day, &time).map(|shown| shown.since(at) / 60_000 * 60_000)
    };
    let before = wanted.plus_millis(-offset_at(wanted.plus_minutes(-24 * 60))?);
    let after = wanted.plus_millis(-offset_at(wanted.plus_minutes(24 * 60))?);
    let fits = |at: Timestamp| offset_at(at).is_some_and(|offset| at.plus_millis(offset) == wanted);
    if fits(before) || !fits(after) { Some(before) } else { Some(after) }
}

/// The instant that UTC shows so.
fn as_if_utc(day: &str, time: &str) -> Option<Timestamp> {
    let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
    format!("{day}T{time}Z").parse().ok()
}

#[cfg(test)]
mod tests {
    use waybill_domain::Timestamp;

    use super::instant;

    #[test]
    fn a_time_on_the_wall_becomes_the_instant_it_shows() {
        // A zone that goes from +1 h to +2 h at 01:00 UTC, as Berlin does on 29 March 2026.
        let change: i64 = 1_774_746_000_000;
        let wall = move |at: Timestamp| {
            let hours = if at.as_millis() < change { 1 } else { 2 };
            let text = at.plus_minutes(hours * 60).to_string();
            (text[..10].to_owned(), text[11..16].to_owned())
        };
        let read = |day: &str, time: &str| instant(day, time, &wall).map(|at| at.to_string());
        assert_eq!(read("2026-03-28", "10:40").as_deref(), Some("2026-03-28T09:40:00.000Z"));
        assert_eq!(read("2026-03-29", "10:40").as_deref(), Some("2026-03-29T08:40:00.000Z"));
        assert_eq!(read("2026-03-29", "01:59").as_deref(), Some("2026-03-29T00:59:00.000Z"));
        // The hour that does not exist lies as far after the gap.
        assert_eq!(read("2026-03-29", "02:30").as_deref(), Some("2026-03-29T01:30:00.000Z"));
        assert_eq!(read("2026-13-29", "02:30"), None);
        assert_eq!(read("2026-03-29", "soon"), None);
    }
}
