//! The address that a form has once a suggestion is taken: that of the map, without losing a number that was typed.

use waybill_domain::calls::{FoundPlace, PlaceKind};

/// What the field says where somebody typed `typed` and took `place`.
pub fn taken(typed: &str, place: &FoundPlace) -> String {
    match place.kind {
        PlaceKind::Street if place.number.is_empty() => match number_beside(typed, &place.street) {
            Some(number) => FoundPlace { number, ..place.clone() }.labelled().label,
            None => place.label.clone(),
        },
        // A town is no address: what was typed says more.
        PlaceKind::Locality if typed.bytes().any(|byte| byte.is_ascii_digit()) => {
            let typed = typed.trim();
            let town = if place.city.is_empty() { &place.name } else { &place.city };
            let said = typed.to_lowercase().contains(&town.to_lowercase());
            if said { typed.to_owned() } else { format!("{typed}, {town}") }
        }
        _ => place.label.clone(),
    }
}

/// The number that stands beside a word of `street`, before or after it, with its letter.
fn number_beside(typed: &str, street: &str) -> Option<String> {
    let of_street: Vec<String> = street.split_whitespace().map(folded).collect();
    let is_street = |word: &str| of_street.iter().any(|other| is_short_for(&folded(word), other));
    for part in typed.split(',') {
        let words: Vec<&str> = part.split_whitespace().collect();
        for (i, word) in words.iter().enumerate() {
            let numeric = word.starts_with(|c: char| c.is_ascii_digit());
            if !numeric || of_street.contains(&folded(word)) {
                continue;
            }
            let before = i.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|word| is_street(word));
            let after = words.get(i + 1).copied();
            if before || after.is_some_and(is_street) {
                let letter = after.filter(|word| before && is_letter(word));
                return Some(letter.map_or_else(|| (*word).to_owned(), |letter| format!("{word} {letter}")));
            }
        }
    }
    None
}

fn is_letter(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
}

fn folded(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether one is the other, its beginning (`St` of `Street`), or begins with the same four letters (`Hauptstr`).
fn is_short_for(word: &str, whole: &str) -> bool {
    let first = |text: &str| text.chars().take(4).collect::<String>();
    let long = |text: &str| text.chars().count() >= 4;
    !word.is_empty()
        && (whole.starts_with(word) || (long(word) && long(whole) && first(word) == first(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn street(name: &str, city: &str) -> FoundPlace {
        let (street, city) = (name.to_owned(), city.to_owned());
        FoundPlace { kind: PlaceKind::Street, street, city, ..FoundPlace::default() }.labelled()
    }

    #[test]
    fn a_number_that_the_map_does_not_have_stays() {
        for (typed, name, address) in [
            ("Main St 500", "Main Street", "Main Street 500, Town"),
            ("500 main street, Town", "Main Street", "Main Street 500, Town"),
            ("hauptstr. 12a", "Hauptstraße", "Hauptstraße 12a, Town"),
            ("Hauptstraße 12 b, Town", "Hauptstraße", "Hauptstraße 12 b, Town"),
            ("10115 Town, Hauptstr 5-7", "Hauptstraße", "Hauptstraße 5-7, Town"),
            ("Straße des 17. Juni 135", "Straße des 17. Juni", "Straße des 17. Juni 135, Town"),
        ] {
            assert_eq!(taken(typed, &street(name, "Town")), address, "{typed}");
        }
    }

    #[test]
    fn what_is_no_house_number_is_not_made_one() {
        for (typed, name) in [
            ("Main Street", "Main Street"),
            ("Main Street, 12345 Town", "Main Street"),
            ("Straße des 17. Juni", "Straße des 17. Juni"),
        ] {
            assert_eq!(taken(typed, &street(name, "Town")), format!("{name}, Town"), "{typed}");
        }
        let house =
            FoundPlace { number: "7".to_owned(), kind: PlaceKind::House, ..street("Main Street", "Town") };
        assert_eq!(taken("Main 5", &house.labelled()), "Main Street 7, Town");
    }

    #[test]
    fn a_town_does_not_take_the_street_away() {
        let town = FoundPlace { kind: PlaceKind::Locality, city: "Town".to_owned(), ..FoundPlace::default() };
        let town = town.labelled();
        assert_eq!(taken("New Lane 5, town", &town), "New Lane 5, town");
        assert_eq!(taken("New Lane 5", &town), "New Lane 5, Town");
        assert_eq!(taken("tow", &town), "Town");
    }
}
