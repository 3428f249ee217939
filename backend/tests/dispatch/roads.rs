//! Where there is a map, its roads say who is near.

use waybill_domain::{Delivery, Point};

use super::Town;
use crate::{
    map::{import::import_town, sample},
    support::delivery,
};

fn place(east: f64, north: f64) -> Point {
    let (lat, lon) = sample::at(east, north);
    Point { lat, lon }
}

#[tokio::test]
async fn with_a_map_the_nearest_by_road_is_asked() {
    let town = Town::start().await;
    import_town(&town.fleet).await;
    // The pickup is far out on the street that runs north; the lake lies between it and the end of the street that runs east.
    let mut new = delivery(None);
    new.new.pickup.point = place(0.0, 9.0);
    let (over, across) = town.driver("Omar Over-there", 0.0).await;
    let (round, along) = town.driver("Rita Round-the-corner", 0.0).await;
    town.stand_at(&across, place(9.0, 3.0)).await;
    town.stand_at(&along, place(0.0, -2.0)).await;
    let id = town.dora.post("/api/v1/deliveries", new).await.ok::<Delivery>().id;
    assert_eq!(
        town.asks(id).await,
        round.id,
        "900 m of road against 1,800, though the other is nearer as the crow flies"
    );
    let decision = town.decisions(id).await.pop().expect("it was decided");
    let metres = |driver| {
        let judged = decision.candidates.iter().find(|judged| judged.driver == driver);
        judged.and_then(|judged| judged.distance_m).expect("it was measured")
    };
    assert!((metres(round.id) - 900.0).abs() < 30.0, "{}", metres(round.id));
    assert!((metres(over.id) - 1_800.0).abs() < 30.0, "{}", metres(over.id));
}
