//! The form of a delivery at the desk.

use harness::{driver::Screen, samples, server::TestServer, wait};
use uuid::Uuid;
use waybill_domain::{
    Delivery, Point, Window,
    calendar::{ServiceCalendar, Strictness},
    calls::{ListDeliveries, PutCalendar, PutZone},
    dispatch::Vehicle,
    id::ZoneId,
    zone::{Shape, Zone},
};

use crate::scene::{desk, holds, press};

/// The delivery at the desk once `is` holds for it.
async fn delivery_that(server: &TestServer, what: &str, is: impl Fn(&Delivery) -> bool) -> Delivery {
    let dispatcher = server.dispatcher().await.unwrap();
    wait::until(what, || async {
        let page = dispatcher.call(&ListDeliveries::default()).await.ok()?;
        page.items.into_iter().find(&is)
    })
    .await
}

/// Types another address, as somebody does who deletes the one that is there first.
async fn retype(screen: &Screen, testid: &str, text: &str) {
    let empty = "const field = document.querySelector(`[data-testid=\"${arguments[0]}\"]`);\
                 field.focus(); field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true }))";
    screen.script(empty, vec![testid.into()]).await.unwrap();
    holds(screen, testid, "").await;
    screen.css(&format!("[data-testid=\"{testid}\"]")).await.unwrap().send_keys(text).await.unwrap();
}

async fn submit(screen: &Screen) {
    screen.click("form-submit").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_made_with_what_it_asks_for_and_changed_after_a_warning() {
    let server = TestServer::start().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let calendar = ServiceCalendar { outside_zones: Strictness::Warn, ..ServiceCalendar::default() };
    dispatcher.call(&PutCalendar { base_rev: 0, item: calendar }).await.unwrap();
    let shape = Shape::Circle { center: Point { lat: 10.0, lon: 10.0 }, radius_m: 500.0 };
    let item = Zone::new("Far away", shape);
    dispatcher.call(&PutZone { id: ZoneId(Uuid::now_v7()), base_rev: 0, item }).await.unwrap();

    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.client.goto(&format!("{}/board/new", server.url())).await.unwrap();
    for (field, text) in [
        ("dropoff.address", "Kestrel Lane 14"),
        ("dropoff.point", "52.52, 13.41"),
        ("pickup.address", "Central depot"),
        ("pickup.point", "52.50, 13.39"),
        ("parcels[0].name", "Vaccine"),
    ] {
        screen.fill(field, text).await.unwrap();
    }
    press(screen, "goods-open").await.unwrap();
    screen.fill("parcels[0].weight_g", "2,5").await.unwrap();
    screen.fill("handling.skills", "cold_chain").await.unwrap();
    press(screen, "skill-add").await.unwrap();
    screen.find("skill-cold_chain").await.unwrap();
    press(screen, "vehicle-Foot").await.unwrap();
    screen.fill("handling.priority", "300").await.unwrap();
    submit(screen).await;
    screen.sees("rule-handling.priority", "from 0 to 9").await;
    screen.fill("handling.priority", "3").await.unwrap();
    submit(screen).await;

    screen.sees("toast", "Drop-off: in no service zone").await;
    screen.sees("handling", "cold_chain").await;
    screen.sees("parcel-load", "2.5 kg").await;
    let made = delivery_that(&server, "the delivery", |delivery| delivery.parcels[0].name == "Vaccine").await;
    let handling = &made.handling;
    assert_eq!((made.parcels[0].weight_g, handling.priority), (Some(2_500), 3));
    assert!(handling.skills.contains("cold_chain") && !handling.vehicles.contains(Vehicle::Foot));

    // The toast's own way to the form.
    screen.css("[data-testid=toast] > button").await.unwrap().click().await.unwrap();
    holds(screen, "handling.priority", "3").await;
    screen.fill("dropoff.notes", "Ring twice").await.unwrap();
    press(screen, "skill-cold_chain").await.unwrap();
    submit(screen).await;
    let changed = delivery_that(&server, "the change", |delivery| delivery.rev > made.rev).await;
    assert_eq!((changed.dropoff.notes.as_str(), changed.handling.skills.len()), ("Ring twice", 0));
    assert_eq!((changed.handling.priority, &changed.parcels), (3, &made.parcels), "the rest stays");
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_leaves_windows_alone_and_asks_for_the_pin_of_a_new_address() {
    let server = TestServer::start().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let mut new = samples::photo_and_signature("Kestrel Lane 14", "Ana Souza");
    let at = |text: &str| text.parse().ok();
    new.pickup.window = Window { from: at("2027-03-01T08:00:00Z"), until: None };
    new.dropoff.window = Window { from: at("2027-03-02T22:00:00Z"), until: at("2027-03-03T02:00:00Z") };
    let made = dispatcher.create(new).await.unwrap();

    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.client.goto(&format!("{}/board/{}", server.url(), made.id)).await.unwrap();
    screen.click("edit-open").await.unwrap();
    holds(screen, "dropoff.address", "Kestrel Lane 14").await;
    screen.find("dropoff-ends").await.unwrap();
    retype(screen, "dropoff.address", "Rose Court 5").await;
    screen.sees("dropoff-pin-stale", "Kestrel Lane 14").await;
    submit(screen).await;
    screen.sees("rule-dropoff.point", "another address").await;
    press(screen, "dropoff-pin-confirm").await.unwrap();
    submit(screen).await;

    let changed = delivery_that(&server, "the change", |delivery| delivery.rev > made.rev).await;
    assert_eq!(
        (changed.dropoff.address.as_str(), changed.dropoff.point),
        ("Rose Court 5", made.dropoff.point)
    );
    assert_eq!(changed.pickup, made.pickup);
    assert_eq!(changed.dropoff.window, made.dropoff.window);
    screen.client.clone().close().await.unwrap();
}
