//! A house number in a street: as the map has it, or counted between its neighbours.

use sqlx::FromRow;
use waybill_domain::{Point, line, polyline};

use super::Index;
use crate::places::words::Number;

/// Neighbours farther apart than this, in numbers or in metres, say nothing about what is between them.
const GAP: u32 = 60;
const GAP_M: f64 = 1_500.0;
/// A house farther from a street's part than this does not stand along it, in metres.
const ASIDE: f64 = 120.0;

/// A house as it was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct House {
    pub(super) written: String,
    pub(super) city: String,
    pub(super) postcode: String,
    pub(super) point: Point,
    pub(super) interpolated: bool,
}

#[derive(Debug, FromRow)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) suffix: String,
    pub(super) written: String,
    pub(super) city: String,
    pub(super) postcode: String,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) interpolated: bool,
}

impl Row {
    pub(super) fn point(&self) -> Point {
        Point { lat: self.lat, lon: self.lon }
    }

    fn house(self) -> House {
        let point = self.point();
        let Self { written, city, postcode, interpolated, .. } = self;
        House { written, city, postcode, point, interpolated }
    }
}

impl Index {
    /// The house with this number in the street `doc`. One that is 12-14 is on the even side, and not 13.
    pub(super) async fn house(&self, doc: i64, number: &Number) -> Result<Option<House>, sqlx::Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "select number, suffix, written, city, postcode, lat, lon, interpolated from house
             where doc = $1 and number <= $2 and last >= $2
               and (number % 2 <> last % 2 or number % 2 = $2 % 2)
             order by last - number, interpolated, suffix",
        )
        .bind(doc)
        .bind(number.first)
        .fetch_all(&self.pool)
        .await?;
        let exact = rows.iter().position(|row| row.suffix == number.suffix);
        // 12 where the map has only 12a, and 12c where it has 12, are next door.
        let next = exact.or((!rows.is_empty()).then_some(0));
        if let Some(at) = next {
            return Ok(rows.into_iter().nth(at).map(Row::house));
        }
        self.between(doc, number).await
    }

    /// Where the house should be, by its neighbours of the same side.
    async fn between(&self, doc: i64, number: &Number) -> Result<Option<House>, sqlx::Error> {
        let below = "select number, suffix, written, city, postcode, lat, lon, interpolated from house
             where doc = $1 and number < $2 and number >= $3 and number % 2 = $4 order by number desc limit 1";
        let above = "select number, suffix, written, city, postcode, lat, lon, interpolated from house
             where doc = $1 and number > $2 and number <= $3 and number % 2 = $4 order by number limit 1";
        let neighbour = async |sql: &'static str, limit: u32| -> Result<Option<Row>, sqlx::Error> {
            let query = sqlx::query_as(sql).bind(doc).bind(number.first).bind(limit).bind(number.first % 2);
            query.fetch_optional(&self.pool).await
        };
        let low = neighbour(below, number.first.saturating_sub(GAP)).await?;
        let high = neighbour(above, number.first.saturating_add(GAP)).await?;
        let (Some(low), Some(high)) = (low, high) else { return Ok(None) };
        if high.number - low.number > GAP || low.point().distance_m(high.point()) > GAP_M {
            return Ok(None);
        }
        let share = f64::from(number.first - low.number) / f64::from(high.number - low.number);
        let parts: Vec<String> = sqlx::query_scalar("select line from part where doc = $1")
            .bind(doc)
            .fetch_all(&self.pool)
            .await?;
        let parts = parts.iter().filter_map(|part| polyline::decode(part, 6).ok());
        let along = parts.filter_map(|part| on_part(&part, &low, &high, share));
        let along = along.min_by(|a, b| a.0.total_cmp(&b.0)).map(|found| found.1);
        let point = along.unwrap_or_else(|| line::towards(low.point(), high.point(), share));
        let written = format!("{}{}", number.first, number.suffix);
        Ok(Some(House { written, city: low.city, postcode: low.postcode, point, interpolated: true }))
    }
}

/// The place between two houses along a part of their street, and how far both are from it.
fn on_part(part: &[Point], low: &Row, high: &Row, share: f64) -> Option<(f64, Point)> {
    let (from, to) = (line::nearest(part, low.point())?, line::nearest(part, high.point())?);
    if from.off > ASIDE || to.off > ASIDE {
        return None;
    }
    let mix = |a: f64, b: f64| a + (b - a) * share;
    let aside = (mix(from.aside.0, to.aside.0), mix(from.aside.1, to.aside.1));
    Some((from.off + to.off, line::at(part, mix(from.along, to.along), aside)?))
}
