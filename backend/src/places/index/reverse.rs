//! From a place to the address there.

use sqlx::{Database, FromRow, Sqlite, query::QueryAs, sqlite::SqliteRow};
use waybill_domain::{
    Point,
    calls::{FoundPlace, PlaceKind},
    line, polyline,
};

use super::Index;

/// A house nearer than this is where one is; farther away, the street is the better word. In metres.
const AT_THE_DOOR: f64 = 45.0;
/// How far streets and houses are looked for, in metres.
const AROUND: [f64; 2] = [80.0, 350.0];
/// How far towns are looked for, in degrees.
const TOWN_DEGREES: f64 = 0.2;
/// Metres in a degree of latitude.
const DEGREE: f64 = 111_195.0;

#[derive(FromRow)]
struct HouseRow {
    name: String,
    written: String,
    city: String,
    postcode: String,
    lat: f64,
    lon: f64,
    interpolated: bool,
}

#[derive(FromRow)]
struct PartRow {
    name: String,
    city: String,
    postcode: String,
    line: String,
}

#[derive(FromRow)]
struct TownRow {
    name: String,
    city: String,
    lat: f64,
    lon: f64,
}

impl Index {
    /// The address at `point`: the house there, else the street, else the town. `None` where nobody lives.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub async fn reverse(&self, point: Point) -> Result<Option<FoundPlace>, sqlx::Error> {
        for metres in AROUND {
            let house = self.nearest_house(point, metres).await?;
            if let Some(house) = &house
                && house.metres.is_some_and(|off| off <= AT_THE_DOOR)
            {
                return Ok(Some(house.clone()));
            }
            let street = self.nearest_street(point, metres).await?;
            let nearer = street.into_iter().chain(house).min_by(|a, b| {
                a.metres.unwrap_or(f64::INFINITY).total_cmp(&b.metres.unwrap_or(f64::INFINITY))
            });
            if nearer.is_some() {
                return Ok(nearer);
            }
        }
        self.nearest_town(point).await
    }

    async fn nearest_house(&self, point: Point, metres: f64) -> Result<Option<FoundPlace>, sqlx::Error> {
        let rows: Vec<HouseRow> = within(
            around(point, metres),
            "select doc.name, house.written, house.city, house.postcode, house.lat, house.lon, house.interpolated
             from house_at join house on house.id = house_at.id join doc on doc.id = house.doc
             where house_at.north >= $1 and house_at.south <= $2 and house_at.east >= $3 and house_at.west <= $4",
        )
        .fetch_all(&self.pool)
        .await?;
        let found = rows.into_iter().map(|row| (point.distance_m(Point { lat: row.lat, lon: row.lon }), row));
        let found = found.filter(|(off, _)| *off <= metres).min_by(|a, b| a.0.total_cmp(&b.0));
        Ok(found.map(|(off, row)| {
            FoundPlace {
                kind: if row.interpolated { PlaceKind::Interpolated } else { PlaceKind::House },
                point: Point { lat: row.lat, lon: row.lon },
                street: row.name,
                number: row.written,
                city: row.city,
                postcode: row.postcode,
                metres: Some(off.round()),
                ..FoundPlace::default()
            }
            .labelled()
        }))
    }

    async fn nearest_street(&self, point: Point, metres: f64) -> Result<Option<FoundPlace>, sqlx::Error> {
        let rows: Vec<PartRow> = within(
            around(point, metres),
            "select doc.name, doc.city, doc.postcode, part.line
             from part_at join part on part.id = part_at.id join doc on doc.id = part.doc
             where part_at.north >= $1 and part_at.south <= $2 and part_at.east >= $3 and part_at.west <= $4",
        )
        .fetch_all(&self.pool)
        .await?;
        let near = rows.into_iter().filter_map(|row| {
            let part = polyline::decode(&row.line, 6).ok()?;
            let found = line::nearest(&part, point)?;
            let at = line::at(&part, found.along, (0.0, 0.0))?;
            (found.off <= metres).then_some((found.off, at, row))
        });
        let found = near.min_by(|a, b| a.0.total_cmp(&b.0));
        Ok(found.map(|(off, at, row)| {
            FoundPlace {
                kind: PlaceKind::Street,
                point: at,
                street: row.name,
                city: row.city,
                postcode: row.postcode,
                metres: Some(off.round()),
                ..FoundPlace::default()
            }
            .labelled()
        }))
    }

    async fn nearest_town(&self, point: Point) -> Result<Option<FoundPlace>, sqlx::Error> {
        let rows: Vec<TownRow> = sqlx::query_as(
            "select name, city, lat, lon from doc
             where kind = 0 and lat between $1 and $2 and lon between $3 and $4",
        )
        .bind(point.lat - TOWN_DEGREES)
        .bind(point.lat + TOWN_DEGREES)
        .bind(point.lon - TOWN_DEGREES)
        .bind(point.lon + TOWN_DEGREES)
        .fetch_all(&self.pool)
        .await?;
        let near = rows.into_iter().map(|row| (point.distance_m(Point { lat: row.lat, lon: row.lon }), row));
        Ok(near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(off, row)| {
            FoundPlace {
                kind: PlaceKind::Locality,
                point: Point { lat: row.lat, lon: row.lon },
                name: row.name,
                city: row.city,
                metres: Some(off.round()),
                ..FoundPlace::default()
            }
            .labelled()
        }))
    }
}

/// A question about a box, whose edges are its first four values.
fn within<'q, Row>(
    edges: [f64; 4],
    sql: &'q str,
) -> QueryAs<'q, Sqlite, Row, <Sqlite as Database>::Arguments<'q>>
where
    Row: for<'r> FromRow<'r, SqliteRow>,
{
    edges.into_iter().fold(sqlx::query_as(sql), |query, edge| query.bind(edge))
}

/// South, north, west and east of so many metres around a place.
fn around(point: Point, metres: f64) -> [f64; 4] {
    let (down, right) = (metres / DEGREE, metres / (DEGREE * point.lat.to_radians().cos().max(0.01)));
    [point.lat - down, point.lat + down, point.lon - right, point.lon + right]
}
