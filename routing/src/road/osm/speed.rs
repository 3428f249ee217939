//! What the speed tags say.

use super::tags::Tags;

const KMH_PER_MPH: f32 = 1.609_344;
const KMH_PER_KNOT: f32 = 1.852;

/// The legal speed in km/h, along the street or against it. `none`, `signals` and words say nothing here; values
/// outside 10 to 150 km/h are taken for mistakes, as Valhalla does.
pub(super) fn legal(tags: &Tags, backward: bool) -> Option<f32> {
    let own = if backward { "maxspeed:backward" } else { "maxspeed:forward" };
    let value = tags.first(&[own, "maxspeed"])?;
    kmh(value).filter(|kmh| (10.0..=150.0).contains(kmh))
}

/// A speed as the tag has it: "50", "30 mph", "walk", "DE:urban".
pub(super) fn kmh(value: &str) -> Option<f32> {
    let value = value.split([';', '|']).next().unwrap_or(value).trim();
    if value == "walk" {
        return Some(10.0);
    }
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    let number: f32 = value[..end].parse().ok()?;
    match value[end..].trim() {
        "" | "km/h" | "kmh" | "kph" => Some(number),
        "mph" => Some(number * KMH_PER_MPH),
        "knots" => Some(number * KMH_PER_KNOT),
        _ => None,
    }
}

/// A duration as the tag has it, in seconds: "12", "0:12", "1:05:00" or "PT12M".
pub(super) fn duration_s(value: &str) -> Option<f32> {
    let value = value.trim();
    if let Some(iso) = value.strip_prefix("PT") {
        let mut seconds = 0.0;
        let mut rest = iso;
        while let Some(end) = rest.find(['H', 'M', 'S']) {
            let unit = match rest.as_bytes()[end] {
                b'H' => 3600.0,
                b'M' => 60.0,
                _ => 1.0,
            };
            seconds += rest[..end].parse::<f32>().ok()? * unit;
            rest = &rest[end + 1..];
        }
        return (rest.is_empty() && seconds > 0.0).then_some(seconds);
    }
    let parts: Vec<f32> = value.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [minutes] => minutes * 60.0,
        [hours, minutes] => hours * 3600.0 + minutes * 60.0,
        [hours, minutes, seconds] => hours * 3600.0 + minutes * 60.0 + seconds,
        _ => return None,
    };
    (seconds > 0.0 && seconds.is_finite()).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::{duration_s, kmh};

    #[test]
    fn speeds_are_read_in_every_unit_that_is_used() {
        assert_eq!(kmh("50"), Some(50.0));
        assert_eq!(kmh("50 km/h"), Some(50.0));
        assert!(kmh("30 mph").is_some_and(|kmh| (kmh - 48.28).abs() < 0.01));
        assert_eq!(kmh("walk"), Some(10.0));
        assert_eq!(kmh("50;30"), Some(50.0));
        assert_eq!(kmh("DE:urban"), None);
        assert_eq!(kmh("none"), None);
        assert_eq!(kmh(""), None);
    }

    #[test]
    fn durations_are_read_in_every_form_that_is_used() {
        assert_eq!(duration_s("12"), Some(720.0));
        assert_eq!(duration_s("0:12"), Some(720.0));
        assert_eq!(duration_s("1:05:30"), Some(3930.0));
        assert_eq!(duration_s("PT1H5M"), Some(3900.0));
        assert_eq!(duration_s("soon"), None);
        assert_eq!(duration_s("0"), None);
    }
}
