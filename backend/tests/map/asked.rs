//! What a member may ask about addresses, and what the answer is when there is none.

use waybill_domain::{
    Role,
    calls::{FoundPlaces, PlaceKind},
};

use super::{import::import_town, sample::at};
use crate::support::Fleet;

#[tokio::test]
async fn dispatch_and_drivers_find_addresses_and_those_of_places() {
    let fleet = Fleet::start().await;
    import_town(&fleet).await;
    for member in [&fleet.dispatcher, &fleet.mara] {
        let client = fleet.browser(member).await;
        let found: FoundPlaces = client.get("/api/v1/geocode?q=H%C3%A4meentie%206&limit=3").await.ok();
        assert_eq!(
            (found.source.as_str(), found.attribution.as_str()),
            ("map", "© OpenStreetMap contributors")
        );
        assert_eq!(found.items[0].label, "Hämeentie 6, 00530 Lahti");
        let (lat, lon) = at(3.0, 0.2);
        let there: FoundPlaces =
            client.get(&format!("/api/v1/geocode/reverse?lat={lat}&lon={lon}")).await.ok();
        assert_eq!((there.items[0].kind, there.items[0].metres), (PlaceKind::House, Some(10.0)));
        let nothing: FoundPlaces = client.get("/api/v1/geocode?q=xyzzy").await.ok();
        assert!(nothing.items.is_empty());
    }
}

#[tokio::test]
async fn a_bad_question_is_answered_with_the_field_and_the_rule() {
    let fleet = Fleet::start().await;
    let mara = fleet.browser(&fleet.mara).await;
    let letters = "must have 2 to 200 letters";
    mara.get("/api/v1/geocode?q=a").await.invalid("q", letters);
    mara.get(&format!("/api/v1/geocode?q={}", "a".repeat(201))).await.invalid("q", letters);
    mara.get("/api/v1/geocode?q=abc&limit=21").await.invalid("limit", "must be 1 to 20");
    let form = "must be latitude,longitude in degrees, such as 60.17,24.94";
    mara.get("/api/v1/geocode?q=abc&near=here").await.invalid("near", form);
    let range = "must be between -90 and 90 degrees";
    mara.get("/api/v1/geocode/reverse?lat=91&lon=0").await.invalid("lat", range);
    let merchant = fleet.enroll("Mia Merchant", Role::Merchant).await;
    fleet.browser(&merchant).await.get("/api/v1/geocode?q=abc").await.refused(403, "forbidden");
    fleet.nobody().get("/api/v1/geocode?q=abc").await.refused(401, "not_signed_in");
}

#[tokio::test]
async fn without_a_map_it_is_said_what_to_do() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let problem = dora.get("/api/v1/geocode?q=main%20street").await.refused(404, "no_places");
    assert!(problem.detail.starts_with("Set the pin on the map."), "{problem:?}");
    dora.get("/api/v1/geocode/reverse?lat=1&lon=1").await.refused(404, "no_places");
}
