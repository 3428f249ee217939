//! Planning routes at the desk.

use fantoccini::Locator;
use harness::{samples, server::TestServer, wait};
use waybill_domain::{Point, State};

use crate::scene::desk;

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_looked_at_committed_as_a_whole_and_taken_back() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let mut ids = Vec::new();
    for n in 0..3 {
        let mut new = samples::photo_and_signature(&format!("Linden Avenue {n}"), "Ana Souza");
        new.dropoff.point = Point { lat: 53.551 + f64::from(n) * 0.004, lon: 10.01 };
        ids.push(dispatcher.create(new).await.unwrap().id);
    }

    let desk = desk(&server).await.unwrap();
    let screen = &desk.screen;
    screen.find("board-row").await.unwrap();
    screen.client.goto(&format!("{}/plan", server.url())).await.unwrap();
    screen.click("plan-begin").await.unwrap();
    screen.click("plan-stop").await.unwrap();
    screen.sees("plan-state", "3 deliveries get another driver").await;
    for id in &ids {
        assert_eq!(dispatcher.detail(*id).await.unwrap().delivery.state, State::Unassigned, "a preview");
    }

    // Whoever looks at the board meanwhile finds the plan again, before and after it is committed.
    screen.client.goto(&server.url()).await.unwrap();
    screen.find("board-row").await.unwrap();
    screen.client.goto(&format!("{}/plan", server.url())).await.unwrap();
    screen.click("plan-commit").await.unwrap();
    screen.sees("plan-state", "Committed").await;
    screen.client.refresh().await.unwrap();
    for id in &ids {
        let delivery = dispatcher.detail(*id).await.unwrap().delivery;
        assert_eq!((delivery.state, delivery.driver), (State::Assigned, Some(mara.id)));
    }

    screen.click("plan-undo").await.unwrap();
    screen.sees("plan-state", "Taken back").await;
    for id in &ids {
        wait::until("nobody to have it again", || async {
            let delivery = dispatcher.detail(*id).await.ok()?.delivery;
            (delivery.driver.is_none()).then_some(())
        })
        .await;
    }
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dispatcher_pins_stays_with_its_driver_in_the_next_plan() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let jo = server.driver("Jo Lind", "jo@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    for n in 0..2 {
        dispatcher.give(mara.id, &format!("Linden Avenue {n}")).await.unwrap();
    }
    let kept = dispatcher.give(jo.id, "Linden Avenue 2").await.unwrap().id;

    let desk = desk(&server).await.unwrap();
    let screen = &desk.screen;
    screen.find("board-row").await.unwrap();
    screen.client.goto(&format!("{}/plan", server.url())).await.unwrap();
    screen.click("plan-goal-drivers").await.unwrap();
    screen.click("plan-begin").await.unwrap();
    screen.click("plan-stop").await.unwrap();
    // One of the two brings all three.
    screen.find("plan-commit").await.unwrap();
    screen.sees("plan-state", "another driver").await;

    screen.click("plan-route").await.unwrap();
    screen.css(".plan-map [data-phase=ready] [data-testid=stops-map] .stop-pin").await.unwrap();
    for pin in screen.client.find_all(Locator::Css("[data-testid=plan-pin]")).await.unwrap() {
        pin.click().await.unwrap();
    }
    screen.sees("plan-pins", "3 deliveries stay").await;
    screen.sees("plan-state", "Plan again").await;
    let commit = screen.client.find(Locator::Css("[data-testid=plan-commit]")).await;
    assert!(commit.is_err(), "this plan is not the one that was wished for");

    screen.click("plan-begin").await.unwrap();
    screen.click("plan-stop").await.unwrap();
    screen.sees("plan-state", "as good as this search").await;
    assert_eq!(dispatcher.detail(kept).await.unwrap().delivery.driver, Some(jo.id));
    screen.client.clone().close().await.unwrap();
}
