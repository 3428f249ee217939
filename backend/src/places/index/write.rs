//! Writes the index.

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_domain::{Point, polyline};
use waybill_routing::features::{Address, Features, PlaceKind};

use super::{
    DocKind,
    group::{Group, group},
    locality::Localities,
};
use crate::places::{
    typo::marked,
    words::{Number, fold, words},
};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// House numbers.
    pub houses: usize,
    /// Streets.
    pub streets: usize,
    /// Towns and other named places.
    pub places: usize,
}

const SCHEMA: &str = "
create table doc (id integer primary key, kind integer not null, name text not null, names text not null,
    near text not null, city text not null, postcode text not null, lat real not null, lon real not null,
    weight integer not null);
create virtual table doc_words using fts5(words, content = '', detail = none, prefix = '2 3 4');
create virtual table vocabulary_of using fts5vocab(doc_words, 'row');
create table word (id integer primary key, word text not null, docs integer not null);
create unique index word_by_text on word (word);
create virtual table gram using fts5(word, content = '', tokenize = 'trigram case_sensitive 1');
create table house (id integer primary key, doc integer not null, number integer not null, last integer not null,
    suffix text not null, written text not null, city text not null, postcode text not null, lat real not null,
    lon real not null, interpolated integer not null);
create virtual table house_at using rtree(id, south, north, west, east);
create table part (id integer primary key, doc integer not null, line text not null);
create virtual table part_at using rtree(id, south, north, west, east);
";

/// A document before it is written.
struct Doc<'a> {
    kind: DocKind,
    name: &'a str,
    other_names: &'a [String],
    city: String,
    postcode: String,
    /// Further words that say where it is.
    near: Vec<String>,
    point: Point,
    weight: i64,
    group: Option<&'a Group>,
}

/// Writes the index of `features` into a new file.
///
/// # Errors
/// Where the file cannot be written; what is there then is no index.
pub async fn write(path: &Path, features: &Features) -> Result<Counts, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        // Nobody reads it before it is whole, and what is half-written is thrown away.
        .pragma("journal_mode", "off")
        .pragma("synchronous", "off");
    let mut conn = SqliteConnection::connect_with(&options).await?;
    sqlx::raw_sql(SCHEMA).execute(&mut conn).await?;
    sqlx::raw_sql("begin").execute(&mut conn).await?;
    let groups = group(&features.roads, &features.addresses);
    let localities = Localities::of(&features.places);
    let mut docs: Vec<Doc> = groups.iter().filter_map(|group| street(group, features, &localities)).collect();
    let streets = docs.len();
    docs.extend(places(features, &localities));
    // The most important first: a search that finds too much sees those.
    docs.sort_by_key(|doc| (doc.kind, -doc.weight));
    let mut counts = Counts { streets, places: docs.len() - streets, houses: 0 };
    for (id, doc) in (1..).zip(&docs) {
        write_doc(&mut conn, id, doc).await?;
        if let Some(group) = doc.group {
            counts.houses += write_street(&mut conn, id, group, doc, &features.addresses).await?;
        }
    }
    write_words(&mut conn).await?;
    sqlx::raw_sql(
        "create index house_by_number on house (doc, number); create index part_of on part (doc);
         insert into doc_words (doc_words) values ('optimize'); commit; analyze",
    )
    .execute(&mut conn)
    .await?;
    conn.close().await?;
    std::fs::File::open(path).and_then(|file| file.sync_all())?;
    Ok(counts)
}

/// The most frequent of some texts that are not empty.
fn usual<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts.filter(|text| !text.is_empty()) {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(text, _)| text)
}

fn street<'a>(group: &'a Group, features: &'a Features, localities: &Localities<'a>) -> Option<Doc<'a>> {
    let houses = || group.houses.iter().map(|&at| &features.addresses[at]);
    let longest = group.parts.iter().max_by_key(|part| part.len());
    let middle =
        longest.map(|line| line[line.len() / 2]).or_else(|| houses().next().map(|house| house.point))?;
    let (town, quarter) = localities.at(middle);
    let city = usual(houses().map(|house| house.city.as_str())).or(town.map(|town| town.name.as_str()));
    // Houses at a town's border may name another town, and further postcodes; all of them find the street.
    let mut near: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        if !text.is_empty() && near.len() < 24 && !near.iter().any(|known| known == text) {
            near.push(text.to_owned());
        }
    };
    houses().for_each(|house| add(&house.postcode));
    houses().for_each(|house| add(&house.city));
    for place in [town, quarter].into_iter().flatten() {
        add(&place.name);
        place.other_names.iter().for_each(|name| add(name));
    }
    Some(Doc {
        kind: DocKind::Street,
        name: &group.name,
        other_names: &group.other_names,
        city: city.unwrap_or_default().to_owned(),
        postcode: usual(houses().map(|house| house.postcode.as_str())).unwrap_or_default().to_owned(),
        near,
        point: middle,
        weight: group.houses.len() as i64 * 4 + group.parts.len() as i64,
        group: Some(group),
    })
}

fn places<'a>(features: &'a Features, localities: &Localities<'a>) -> Vec<Doc<'a>> {
    let mut seen = HashSet::new();
    let mut docs = Vec::new();
    for place in &features.places {
        // A station is a node, a building and a platform of the same name.
        let cell = ((place.point.lat * 500.0) as i64, (place.point.lon * 500.0) as i64);
        if !seen.insert((fold(&place.name), cell, place.kind)) {
            continue;
        }
        let (town, quarter) = localities.at(place.point);
        let around = [town, quarter].into_iter().flatten().filter(|near| near.name != place.name);
        let mut near: Vec<String> = Vec::new();
        for other in around {
            near.push(other.name.clone());
            near.extend(other.other_names.iter().take(8).cloned());
        }
        let kind = if place.kind.is_locality() { DocKind::Locality } else { DocKind::Venue };
        let town = town.filter(|town| town.name != place.name);
        docs.push(Doc {
            kind,
            name: &place.name,
            other_names: &place.other_names,
            city: town.map_or_else(String::new, |town| town.name.clone()),
            postcode: String::new(),
            near,
            point: place.point,
            weight: match place.kind {
                PlaceKind::City => 5,
                PlaceKind::Town => 4,
                PlaceKind::Village => 3,
                PlaceKind::Suburb => 2,
                PlaceKind::Hamlet => 1,
                PlaceKind::Venue => 0,
            },
            group: None,
        });
    }
    docs
}

async fn write_doc(conn: &mut SqliteConnection, id: i64, doc: &Doc<'_>) -> Result<(), sqlx::Error> {
    let mut names = vec![words(doc.name).join(" ")];
    for other in doc.other_names.iter().take(40) {
        let other = words(other).join(" ");
        if !other.is_empty() && !names.contains(&other) {
            names.push(other);
        }
    }
    let near = doc.near.iter().flat_map(|text| words(text)).collect::<HashSet<_>>();
    let near = near.into_iter().collect::<Vec<_>>().join(" ");
    sqlx::query(
        "insert into doc (id, kind, name, names, near, city, postcode, lat, lon, weight)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id)
    .bind(doc.kind as i64)
    .bind(doc.name)
    .bind(names.join("\n"))
    .bind(&near)
    .bind(&doc.city)
    .bind(&doc.postcode)
    .bind(doc.point.lat)
    .bind(doc.point.lon)
    .bind(doc.weight)
    .execute(&mut *conn)
    .await?;
    sqlx::query("insert into doc_words (rowid, words) values ($1, $2)")
        .bind(id)
        .bind(format!("{} {near}", names.join(" ")))
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// The parts and the houses of a street; how many houses.
async fn write_street(
    conn: &mut SqliteConnection,
    doc: i64,
    group: &Group,
    of: &Doc<'_>,
    addresses: &[Address],
) -> Result<usize, sqlx::Error> {
    for part in &group.parts {
        let id = sqlx::query("insert into part (doc, line) values ($1, $2)")
            .bind(doc)
            .bind(polyline::encode(part, 6))
            .execute(&mut *conn)
            .await?
            .last_insert_rowid();
        let Some(bounds) = crate::map::Bounds::of(part.iter().copied()) else { continue };
        sqlx::query("insert into part_at (id, south, north, west, east) values ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(bounds.south_west.lat)
            .bind(bounds.north_east.lat)
            .bind(bounds.south_west.lon)
            .bind(bounds.north_east.lon)
            .execute(&mut *conn)
            .await?;
    }
    let mut seen = HashSet::new();
    for address in group.houses.iter().map(|&at| &addresses[at]) {
        let Some(number) = Number::parse(&address.number) else { continue };
        if !seen.insert(fold(&address.number)) {
            continue;
        }
        let id = sqlx::query(
            "insert into house (doc, number, last, suffix, written, city, postcode, lat, lon, interpolated)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(doc)
        .bind(number.first)
        .bind(number.last)
        .bind(&number.suffix)
        .bind(&address.number)
        .bind(if address.city.is_empty() { &of.city } else { &address.city })
        .bind(if address.postcode.is_empty() { &of.postcode } else { &address.postcode })
        .bind(address.point.lat)
        .bind(address.point.lon)
        .bind(address.interpolated)
        .execute(&mut *conn)
        .await?
        .last_insert_rowid();
        sqlx::query("insert into house_at (id, south, north, west, east) values ($1, $2, $2, $3, $3)")
            .bind(id)
            .bind(address.point.lat)
            .bind(address.point.lon)
            .execute(&mut *conn)
            .await?;
    }
    Ok(seen.len())
}

/// All words, and their three-letter pieces.
async fn write_words(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("insert into word (word, docs) select term, doc from vocabulary_of order by doc desc, term")
        .execute(&mut *conn)
        .await?;
    let words: Vec<(i64, String)> = sqlx::query_as("select id, word from word").fetch_all(&mut *conn).await?;
    for (id, word) in words {
        sqlx::query("insert into gram (rowid, word) values ($1, $2)")
            .bind(id)
            .bind(marked(&word))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
