//! From what somebody types to places, the likeliest first.

use std::collections::{BTreeSet, HashMap};

use sqlx::FromRow;
use waybill_domain::{
    Point,
    calls::{FoundPlace, PlaceKind},
};

use super::{
    DocKind, Index,
    score::{Scored, score},
};
use crate::places::{
    typo::{allowed, distance, grams},
    words::{Number, words},
};

/// Documents that are looked at for one question.
const MOST_DOCS: i64 = 300;
/// The nearest of so many more are looked at too, where somebody says near to where.
const MOST_MEASURED: i64 = 20_000;
const NEAREST: i64 = 50;
/// Words that a misspelt one is taken for.
const MOST_GUESSES: usize = 8;
/// More words than this are not an address.
const MOST_WORDS: usize = 12;
/// Below this, it is also looked for what the words may have been.
const GOOD: f64 = 0.86;
/// Further below the best than this, a place is another one.
const FURTHER: f64 = 0.22;
/// What a house number adds where it is found, and takes where it is not.
const HOUSE: f64 = 0.1;

#[derive(Debug, FromRow)]
struct Row {
    id: i64,
    kind: i64,
    name: String,
    names: String,
    near: String,
    city: String,
    postcode: String,
    lat: f64,
    lon: f64,
    weight: i64,
}

/// One reading of what was typed: which of it is a house number, if any.
struct Reading {
    words: Vec<String>,
    number: Option<Number>,
}

/// A document that one reading found.
struct Hit {
    row: Row,
    number: Option<Number>,
    score: f64,
}

impl Index {
    /// The places that `typed` may mean, the likeliest first, at most `limit`. Nearer to `bias` is likelier.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn search(
        &self,
        typed: &str,
        bias: Option<Point>,
        limit: usize,
    ) -> Result<Vec<FoundPlace>, sqlx::Error> {
        let readings = readings(typed);
        let mut hits = self.look(&readings, bias, false).await?;
        if hits.iter().all(|hit| hit.score < GOOD) {
            hits.extend(self.look(&readings, bias, true).await?);
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.id.cmp(&b.row.id)));
        let best = hits.first().map_or(0.0, |hit| hit.score);
        // Houses are looked up for the most likely streets only, and may then change places.
        let mut found: Vec<(f64, FoundPlace)> = Vec::new();
        let mut seen = BTreeSet::new();
        for hit in hits.into_iter().filter(|hit| hit.score > best - FURTHER).take(limit * 2 + 6) {
            if seen.insert((hit.row.id, hit.number.as_ref().map(|number| number.first))) {
                found.push(self.found(hit).await?);
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut labels = BTreeSet::new();
        found.retain(|(_, place)| labels.insert(place.label.clone()));
        Ok(found.into_iter().take(limit).map(|(_, place)| place).collect())
    }

    /// What these readings find; with `guess`, also by words that the typed ones may have been.
    async fn look(
        &self,
        readings: &[Reading],
        bias: Option<Point>,
        guess: bool,
    ) -> Result<Vec<Hit>, sqlx::Error> {
        let mut guesses: HashMap<&str, Vec<String>> = HashMap::new();
        if guess {
            for word in readings.iter().flat_map(|reading| &reading.words) {
                if !guesses.contains_key(word.as_str()) {
                    guesses.insert(word, self.guesses(word).await?);
                }
            }
        }
        let mut hits = Vec::new();
        for reading in readings {
            let terms: Vec<String> = terms(&reading.words, &guesses);
            let mut rows = self.rows(&terms.join(" AND "), bias).await?;
            if rows.is_empty() && guess && terms.len() > 1 {
                // One word may be of nowhere, or of a language that the map does not have.
                for without in 0..terms.len() {
                    let rest: Vec<&str> = terms
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| *at != without)
                        .map(|(_, term)| term.as_str())
                        .collect();
                    rows.extend(self.rows(&rest.join(" AND "), bias).await?);
                }
            }
            hits.extend(rows.into_iter().map(|row| {
                let doc = Scored {
                    kind: DocKind::of(row.kind),
                    names: &row.names,
                    near: &row.near,
                    point: Point { lat: row.lat, lon: row.lon },
                    weight: row.weight,
                };
                let score = score(&doc, &reading.words, bias);
                Hit { score, number: reading.number.clone(), row }
            }));
        }
        Ok(hits)
    }

    /// The weightiest documents with these terms and, where those are not all, the ones nearest to `bias` too.
    async fn rows(&self, terms: &str, bias: Option<Point>) -> Result<Vec<Row>, sqlx::Error> {
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let mut rows: Vec<Row> = sqlx::query_as(
            "select id, kind, name, names, near, city, postcode, lat, lon, weight from doc
             where id in (select rowid from doc_words where doc_words match $1 limit $2)",
        )
        .bind(terms)
        .bind(MOST_DOCS)
        .fetch_all(&self.pool)
        .await?;
        let Some(bias) = bias.filter(|_| rows.len() as i64 == MOST_DOCS) else { return Ok(rows) };
        // Degrees of longitude are shorter away from the equator.
        let shorter = bias.lat.to_radians().cos().powi(2);
        let near: Vec<Row> = sqlx::query_as(
            "select id, kind, name, names, near, city, postcode, lat, lon, weight from doc
             where id in (select rowid from doc_words where doc_words match $1 limit $2)
             order by (lat - $3) * (lat - $3) + (lon - $4) * (lon - $4) * $5 limit $6",
        )
        .bind(terms)
        .bind(MOST_MEASURED)
        .bind(bias.lat)
        .bind(bias.lon)
        .bind(shorter)
        .bind(NEAREST)
        .fetch_all(&self.pool)
        .await?;
        let known: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
        rows.extend(near.into_iter().filter(|row| !known.contains(&row.id)));
        Ok(rows)
    }

    /// The map's words that this one may have been.
    async fn guesses(&self, word: &str) -> Result<Vec<String>, sqlx::Error> {
        let letters = word.chars().count();
        let most = allowed(letters);
        if most == 0 || letters > 40 {
            return Ok(Vec::new());
        }
        let pieces: Vec<String> = grams(word).iter().map(|gram| quoted(gram)).collect();
        let near: Vec<(String, i64)> = sqlx::query_as(
            "select word, docs from word
             where id in (select rowid from gram where gram match $1 order by rank limit 120)",
        )
        .bind(pieces.join(" OR "))
        .fetch_all(&self.pool)
        .await?;
        let close =
            near.into_iter().filter_map(|(other, docs)| Some((distance(word, &other, most)?, -docs, other)));
        let mut close: Vec<_> = close.collect();
        close.sort();
        Ok(close.into_iter().take(MOST_GUESSES).map(|(_, _, other)| other).collect())
    }

    /// The place of a hit, with its house where one was asked for, and its score then.
    async fn found(&self, hit: Hit) -> Result<(f64, FoundPlace), sqlx::Error> {
        let Hit { row, number, mut score } = hit;
        let kind = DocKind::of(row.kind);
        let mut place = FoundPlace {
            kind: match kind {
                DocKind::Locality => PlaceKind::Locality,
                DocKind::Street => PlaceKind::Street,
                DocKind::Venue => PlaceKind::Venue,
            },
            city: row.city,
            postcode: row.postcode,
            point: Point { lat: row.lat, lon: row.lon },
            ..FoundPlace::default()
        };
        match kind {
            DocKind::Street => place.street = row.name,
            DocKind::Locality | DocKind::Venue => place.name = row.name,
        }
        if let Some(number) = number {
            let house = if kind == DocKind::Street { self.house(row.id, &number).await? } else { None };
            score += if house.is_some() { HOUSE } else { -HOUSE };
            if let Some(house) = house {
                place.kind = if house.interpolated { PlaceKind::Interpolated } else { PlaceKind::House };
                (place.number, place.city, place.postcode) = (house.written, house.city, house.postcode);
                place.point = house.point;
            }
        }
        Ok((score, place.labelled()))
    }
}

/// What the text may mean: with each of its numbers as the house number, and with none.
fn readings(typed: &str) -> Vec<Reading> {
    let all: Vec<String> = words(typed).into_iter().take(MOST_WORDS).collect();
    let mut readings = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let mut rest = all.clone();
        rest.remove(at);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 5 || rest.is_empty() {
            continue;
        }
        // `12 a` and `12-14` are one number; the words of it were apart.
        let next = rest.get(at).filter(|next| next.len() == 1 && next.chars().all(char::is_alphabetic));
        if let (Some(next), true) = (next.cloned(), digits == word.len() && rest.len() > 1) {
            let mut shorter = rest.clone();
            shorter.remove(at);
            readings.extend(reading(shorter, &format!("{word}{next}")));
        }
        if rest
            .get(at)
            .is_some_and(|next| next.bytes().all(|b| b.is_ascii_digit()) && next.len() <= digits + 1)
            && rest.len() > 1
        {
            let mut shorter = rest.clone();
            let last = shorter.remove(at);
            readings.extend(reading(shorter, &format!("{word}-{last}")));
        }
        readings.extend(reading(rest, word));
    }
    if !all.is_empty() {
        readings.push(Reading { words: all, number: None });
    }
    readings
}

fn reading(words: Vec<String>, number: &str) -> Option<Reading> {
    Some(Reading { words, number: Some(Number::parse(number)?) })
}

/// One term of the full-text search for each word: the word, its beginnings, and what it may have been.
fn terms(words: &[String], guesses: &HashMap<&str, Vec<String>>) -> Vec<String> {
    let term = |(at, word): (usize, &String)| {
        let mut forms = vec![quoted(word)];
        if word.chars().count() > 2 || at + 1 == words.len() {
            forms = vec![format!("{} *", quoted(word))];
        }
        forms.extend(guesses.get(word.as_str()).into_iter().flatten().map(|guess| quoted(guess)));
        // Two words that the map writes as one.
        if let (Some(next), false) = (words.get(at + 1), guesses.is_empty()) {
            forms.push(quoted(&format!("{word}{next}")));
        }
        if let (Some(before), false) = (at.checked_sub(1).and_then(|at| words.get(at)), guesses.is_empty()) {
            forms.push(quoted(&format!("{before}{word}")));
        }
        format!("({})", forms.join(" OR "))
    };
    words.iter().enumerate().map(term).collect()
}

/// A word as the full-text search takes it literally.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_may_be_the_house_number() {
        let found: Vec<(String, Option<(u32, String)>)> = readings("12 a Main Street 54321")
            .into_iter()
            .map(|reading| (reading.words.join(" "), reading.number.map(|n| (n.first, n.suffix))))
            .collect();
        assert!(found.contains(&("main street 54321".to_owned(), Some((12, "a".to_owned())))), "{found:?}");
        assert!(found.contains(&("a main street 54321".to_owned(), Some((12, String::new())))));
        assert!(found.contains(&("12 a main street 54321".to_owned(), None)));
        assert!(readings("!!").is_empty());
        assert_eq!(readings("12").len(), 1, "a number alone is no address");
    }
}
