//! How well a document answers what was typed, from 0 to 1.

use waybill_domain::Point;

use super::DocKind;
use crate::places::typo::{allowed, distance};

/// Weights of what counts; they add up to 1.
const TYPED: f64 = 0.62;
const NAMED: f64 = 0.20;
const ORDER: f64 = 0.05;
const KIND: f64 = 0.05;
const NEAR: f64 = 0.08;
/// A place this far from where one looks is half as near as one right there, in metres.
const NEARNESS_M: f64 = 4_000.0;
/// What a word is worth that says where a street is, instead of what it is called.
const WHERE: f64 = 0.92;

/// What is known of a document.
pub(super) struct Scored<'a> {
    pub(super) kind: DocKind,
    /// Folded names, each its words apart by spaces.
    pub(super) names: &'a str,
    /// Folded words of where it is.
    pub(super) near: &'a str,
    pub(super) point: Point,
    pub(super) weight: i64,
}

/// How well `doc` answers these words, looked for around `bias`.
pub(super) fn score(doc: &Scored, typed: &[String], bias: Option<Point>) -> f64 {
    let near: Vec<&str> = doc.near.split(' ').filter(|word| !word.is_empty()).collect();
    let best = doc.names.split('\n').map(|name| named(name, &near, typed)).fold(0.0, f64::max);
    let kind = match doc.kind {
        DocKind::Locality => 0.6 + 0.08 * doc.weight.clamp(0, 5) as f64,
        DocKind::Street => 0.7,
        DocKind::Venue => 0.3,
    };
    let nearness = bias.map_or(0.5, |bias| NEARNESS_M / (NEARNESS_M + bias.distance_m(doc.point)));
    best + KIND * kind + NEAR * nearness
}

/// The part of the score that one of its names gives.
fn named(name: &str, near: &[&str], typed: &[String]) -> f64 {
    let name: Vec<&str> = name.split(' ').collect();
    let letters = |word: &str| word.chars().count() as f64;
    let all: f64 = typed.iter().map(|word| letters(word)).sum();
    let (mut found, mut matched, mut places) = (0.0, vec![0.0_f64; name.len()], Vec::new());
    for (at, word) in typed.iter().enumerate() {
        let last = at + 1 == typed.len();
        let best = name.iter().enumerate().map(|(i, own)| (alike(word, own, last), i));
        let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).unwrap_or((0.0, 0));
        let outside = near.iter().map(|own| WHERE * alike(word, own, last)).fold(0.0, f64::max);
        if best.0 >= outside && best.0 > 0.0 {
            matched[best.1] = matched[best.1].max(best.0);
            places.push(best.1);
        }
        found += letters(word) * best.0.max(outside);
    }
    let name_letters: f64 = name.iter().map(|word| letters(word)).sum();
    let of_name: f64 = name.iter().zip(&matched).map(|(word, matched)| letters(word) * matched).sum();
    let ordered = places.windows(2).filter(|pair| pair[0] < pair[1]).count();
    let order = if places.len() < 2 { 1.0 } else { ordered as f64 / (places.len() - 1) as f64 };
    TYPED * found / all.max(1.0) + NAMED * of_name / name_letters.max(1.0) + ORDER * order
}

/// How alike a typed word is to one of the map's: 1 the same, 0 another. The last one may still be being typed.
fn alike(typed: &str, own: &str, last: bool) -> f64 {
    if typed == own {
        return 1.0;
    }
    let (letters, whole) = (typed.chars().count(), own.chars().count());
    if own.starts_with(typed) {
        let share = letters as f64 / whole as f64;
        return if last { 0.85 + 0.1 * share } else { 0.6 + 0.3 * share };
    }
    let most = allowed(letters);
    let changes = if most == 0 { None } else { distance(typed, own, most) };
    changes.map_or(0.0, |changes| 1.0 - changes as f64 / (letters.max(3) as f64 * 0.75) - 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(names: &'static str, typed: &str) -> f64 {
        let doc = Scored {
            kind: DocKind::Street,
            names,
            near: "andorra la vella ad500",
            point: Point { lat: 0.0, lon: 0.0 },
            weight: 1,
        };
        score(&doc, &crate::places::words::words(typed), None)
    }

    #[test]
    fn the_exact_name_is_best_and_each_mistake_costs_more() {
        let typed = ["carrer major", "carrer majro", "carrer maj", "major carrer", "placa major"];
        let scores = typed.map(|typed| scored("carrer major", typed));
        assert!(scores.iter().all(|other| *other <= scores[0]), "{scores:?}");
        assert!(scores[1] > scores[4] && scores[3] > scores[4], "{scores:?}");
    }

    #[test]
    fn a_street_is_found_better_by_all_of_its_name_than_by_a_part() {
        assert!(scored("carrer major", "carrer major") > scored("carrer major del pont", "carrer major"));
        assert!(scored("carrer major\nmain street", "main street") > 0.85);
        assert!(
            scored("carrer major", "carrer major andorra") > scored("carrer major", "carrer major paris")
        );
    }
}
