//! Giving many deliveries out at once at the desk.

use harness::{samples, server::TestServer, wait};
use waybill_domain::{DeliveryId, State, dispatch::Handling};

use crate::scene::{desk, is_near};

#[tokio::test(flavor = "multi_thread")]
async fn a_wave_is_looked_at_thinned_out_given_out_and_taken_back() {
    let server = TestServer::start().await.unwrap();
    for (name, email) in [("Mara Ivanova", "mara@fleet.test"), ("Yusuf Demir", "yusuf@fleet.test")] {
        is_near(&server, &server.driver(name, email).await.unwrap()).await;
    }
    let dispatcher = server.dispatcher().await.unwrap();
    let create = async |address: &str, handling: Handling| {
        let mut new = samples::photo_and_signature(address, "Ana Souza");
        new.handling = handling;
        dispatcher.create(new).await.unwrap().id
    };
    let first = create("Rose Court 1", Handling { priority: 3, ..Handling::default() }).await;
    let second = create("Rose Court 2", Handling { priority: 3, ..Handling::default() }).await;
    let too_many = create("Rose Court 3", Handling::default()).await;
    let cold = Handling { skills: ["cold_chain".into()].into(), ..Handling::default() };
    let nobodys = create("Rose Court 4", cold).await;

    let desk = desk(&server).await.unwrap();
    let screen = &desk.screen;
    screen.click("chip-unassigned").await.unwrap();
    screen.click("wave-open").await.unwrap();
    let line = |kind: &str, id: DeliveryId| format!("[data-testid={kind}][data-id=\"{id}\"]");
    let said = async |selector: String| screen.css(&selector).await.unwrap().text().await.unwrap();
    assert!(said(line("wave-left", too_many)).await.contains("takes Rose Court 1"));
    assert!(said(line("wave-left", nobodys)).await.contains("No driver may take it."));
    let why = format!("{} summary", line("wave-left", nobodys));
    screen.css(&why).await.unwrap().click().await.unwrap();
    screen.sees("wave", "lacks cold_chain").await;
    screen.sees("wave-give", "Assign 2").await;
    let tick = format!("{} input", line("wave-row", second));
    screen.css(&tick).await.unwrap().click().await.unwrap();
    screen.sees("wave-give", "Assign one").await;
    let state = async |id| dispatcher.detail(id).await.unwrap().delivery.state;
    assert_eq!(state(first).await, State::Unassigned, "so far it is a proposal");

    screen.click("wave-give").await.unwrap();
    wait::until("it to have a driver", || async { (state(first).await == State::Assigned).then_some(()) })
        .await;
    for id in [second, too_many, nobodys] {
        assert_eq!(state(id).await, State::Unassigned);
    }
    screen.css("[data-testid=toast] button").await.unwrap().click().await.unwrap();
    wait::until("nobody to have it again", || async {
        (state(first).await == State::Unassigned).then_some(())
    })
    .await;
    screen.client.clone().close().await.unwrap();
}
