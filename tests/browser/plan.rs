//! Planning routes at the desk.

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
