//! Service zones of the demo fleet.

use anyhow::Result;
use harness::dispatcher::Dispatcher;
use uuid::Uuid;
use waybill_domain::{
    Delivery, Money, Point,
    calls::PutZone,
    id::ZoneId,
    zone::{Shape, Zone},
};

/// Draws three zones around where the deliveries go.
pub async fn draw(dispatcher: &Dispatcher, all: &[Delivery]) -> Result<()> {
    let (low, high) = all.iter().map(|delivery| delivery.dropoff.point).fold(
        (Point { lat: 90.0, lon: 180.0 }, Point { lat: -90.0, lon: -180.0 }),
        |(low, high), point| {
            (
                Point { lat: low.lat.min(point.lat), lon: low.lon.min(point.lon) },
                Point { lat: high.lat.max(point.lat), lon: high.lon.max(point.lon) },
            )
        },
    );
    let at = |up: f64, right: f64| Point {
        lat: low.lat + up * (high.lat - low.lat),
        lon: low.lon + right * (high.lon - low.lon),
    };
    let corners = |places: &[(f64, f64)]| Shape::Polygon {
        outer: places.iter().map(|(up, right)| at(*up, *right)).collect(),
        holes: Vec::new(),
    };
    let west = corners(&[(0.1, 0.02), (0.08, 0.42), (0.55, 0.46), (0.93, 0.4), (0.9, 0.05), (0.5, 0.0)]);
    let east = corners(&[(0.08, 0.46), (0.02, 0.8), (0.3, 1.0), (0.8, 0.97), (0.93, 0.6), (0.55, 0.5)]);
    let zones = [
        Zone { team: "North".into(), price: Some(Money::eur(390)), ..Zone::new("Old Town", west) },
        Zone { team: "South".into(), price: Some(Money::eur(490)), ..Zone::new("Riverside", east) },
        Zone {
            open: false,
            ..Zone::new("Fairground", Shape::Circle { center: at(0.2, 0.44), radius_m: 350.0 })
        },
    ];
    for (i, item) in zones.into_iter().enumerate() {
        let id = ZoneId(Uuid::from_u128(i as u128 + 1));
        dispatcher.call(&PutZone { id, base_rev: 0, item }).await?;
    }
    Ok(())
}
