//! Service zones, drawn at the desk.

use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};
use harness::{driver::Screen, server::TestServer, wait};
use waybill_domain::{Money, calls::ListZones, zone::Shape};

use crate::scene::{desk, holds, press};

/// Draws with the mouse on what this selector finds: presses at the first place and lets go at the last. Places are
/// shares of its width and height.
async fn draw(screen: &Screen, selector: &str, places: &[(f64, f64)]) {
    screen
        .script(
            "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })",
            vec![selector.into()],
        )
        .await
        .unwrap();
    let (x, y, width, height) = screen.css(selector).await.unwrap().rectangle().await.unwrap();
    let mut mouse = MouseActions::new("mouse".into());
    for (i, (fx, fy)) in places.iter().enumerate() {
        mouse = mouse.then(PointerAction::MoveTo { duration: None, x: x + width * fx, y: y + height * fy });
        if i == 0 {
            mouse = mouse.then(PointerAction::Down { button: 0 });
        }
    }
    screen.client.perform_actions(mouse.then(PointerAction::Up { button: 0 })).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zone_is_drawn_on_the_map_and_dragged_into_shape() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.client.goto(&format!("{}/settings/zones", server.url())).await.unwrap();
    screen.sees("settings", "No zones yet").await;

    screen.click("zones-add").await.unwrap();
    screen.fill("name", "Harbour").await.unwrap();
    let map = "[data-phase=ready] [data-testid=area-map]";
    screen.css(map).await.unwrap();
    screen.sees("zones-new", "Press to set the corners").await;
    let corners = |n: usize| async move {
        let count = "return [document.querySelectorAll('.area-corner').length,\
                     document.querySelector('[data-testid=\"shape.outer\"]').value.split('\\n').filter(l => l).length]";
        wait::until(&format!("{n} corners"), || async {
            let found = screen.script(count, Vec::new()).await.ok()?;
            (found == serde_json::json!([n, n])).then_some(())
        })
        .await;
    };
    for (n, place) in [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7)].into_iter().enumerate() {
        draw(screen, map, &[place]).await;
        corners(n + 1).await;
    }
    // Into the side from the third to the first.
    draw(screen, map, &[(0.5, 0.5)]).await;
    corners(4).await;
    let typed = "return document.querySelector('[data-testid=\"shape.outer\"]').value";
    let before = screen.script(typed, Vec::new()).await.unwrap();
    draw(screen, map, &[(0.5, 0.5), (0.45, 0.6), (0.3, 0.7)]).await;
    wait::until("the corner to be somewhere else", || async {
        (screen.script(typed, Vec::new()).await.ok()? != before).then_some(())
    })
    .await;
    screen.fill("price", "4,90").await.unwrap();
    screen.css("[data-testid=zone-drivers] input").await.unwrap().click().await.unwrap();
    screen.sees("zones-new", "Only this driver serves it").await;
    screen.click("settings-save").await.unwrap();
    screen.sees("settings", "km²").await;

    let kept = dispatcher.call(&ListZones {}).await.unwrap().remove(0);
    let zone = kept.item;
    assert_eq!((zone.name.as_str(), zone.price), ("Harbour", Some(Money::eur(490))));
    assert!(zone.drivers.contains(&mara.id) && zone.open);
    let Shape::Polygon { outer, .. } = zone.shape else { panic!("corners were drawn") };
    let [a, b, c, d] = outer[..] else { panic!("four corners: {outer:?}") };
    // Clockwise from the north-west, the last one dragged to the south-west.
    assert!((a.lat - b.lat).abs() < 1e-4 && (b.lon - c.lon).abs() < 1e-4, "{outer:?}");
    assert!((c.lat - d.lat).abs() < 1e-4 && (d.lon - a.lon).abs() < 1e-4 && a.lat > d.lat, "{outer:?}");

    screen.click("zones-open").await.unwrap();
    holds(screen, "name", "Harbour").await;
    press(screen, "zone-fewer").await.unwrap();
    press(screen, "zone-fewer").await.unwrap();
    press(screen, "settings-save").await.unwrap();
    screen.sees("rule-shape.outer", "must have at least 3").await;
    press(screen, "shape.kind-1").await.unwrap();
    draw(screen, map, &[(0.5, 0.5)]).await;
    screen.fill("shape.radius_m", "750").await.unwrap();
    press(screen, "settings-save").await.unwrap();
    screen.sees("settings-foot", "All is saved").await;
    let kept = dispatcher.call(&ListZones {}).await.unwrap().remove(0);
    assert!(matches!(kept.item.shape, Shape::Circle { radius_m: 750.0, .. }), "{:?}", kept.item.shape);
    screen.client.clone().close().await.unwrap();
}
