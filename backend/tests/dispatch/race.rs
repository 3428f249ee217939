//! Everybody at once.

use futures::future::join_all;
use waybill_domain::{Command, EventBody, MemberId, State, calls::DeliveryDetail};

use super::{Town, says};
use crate::support::Client;

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_drivers_who_say_yes_at_once_one_has_it() {
    let town = Town::start().await;
    let mut drivers: Vec<(MemberId, Client)> = Vec::new();
    for n in 0..100 {
        let (member, client) = town.driver(&format!("D{n} Driver"), 100.0 + f64::from(n)).await;
        drivers.push((member.id, client));
    }
    let id = town.order().await;
    let asked = town.asks(id).await;
    let replies = join_all(drivers.iter().map(|(_, client)| says(client, id, Command::Accept))).await;
    let won: Vec<MemberId> = drivers
        .iter()
        .zip(&replies)
        .filter(|(_, reply)| reply.status == 200)
        .map(|((id, _), _)| *id)
        .collect();
    assert_eq!(won, [asked], "the one who is asked, and nobody else");
    for reply in replies.iter().filter(|reply| reply.status != 200) {
        reply.refused(404, "unknown");
    }
    assert_eq!(town.delivery(id).await.driver, Some(asked));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_yeses_of_one_driver_one_counts() {
    let town = Town::start().await;
    let (driver, client) = town.driver("Dirk Driver", 100.0).await;
    let id = town.order().await;
    town.asks(id).await;
    let replies = join_all((0..100).map(|_| says(&client, id, Command::Accept))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 200) {
        reply.refused(409, "already_past");
    }
    let detail: DeliveryDetail = town.dora.get(&format!("/api/v1/deliveries/{id}")).await.ok();
    let yes = detail.timeline.iter().filter(|entry| entry.event.body == EventBody::Accepted).count();
    assert_eq!((yes, detail.delivery.driver), (1, Some(driver.id)));
}

/// The moment an offer runs out, its driver says yes, the next one is asked, and a dispatcher calls it off.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_comes_first_at_the_last_moment_there_is_one_driver_or_none() {
    let town = Town::start().await;
    let (first, first_client) = town.driver("Felix First", 100.0).await;
    let (second, second_client) = town.driver("Sina Second", 500.0).await;
    for round in 0..10 {
        for client in [&first_client, &second_client] {
            town.stand(client, 100.0 + f64::from(round)).await;
        }
        let id = town.order().await;
        let asked = town.asks(id).await;
        town.fleet.clock.advance(29_990);
        let back = format!("/api/v1/deliveries/{id}/dispatch");
        let (one, two, ()) = tokio::join!(
            says(&first_client, id, Command::Accept),
            says(&second_client, id, Command::Accept),
            async {
                town.pass(0).await;
                if round % 3 == 0 {
                    town.dora.delete(&back).await;
                }
            }
        );
        let won: Vec<MemberId> = [(first.id, one), (second.id, two)]
            .into_iter()
            .filter(|(_, reply)| reply.status == 200)
            .map(|(id, _)| id)
            .collect();
        let now = town.delivery(id).await;
        match won[..] {
            [] => assert!(now.state <= State::Offered, "nobody was told yes: {:?}", now.state),
            [driver] => {
                assert_eq!((now.state, now.driver), (State::Accepted, Some(driver)), "asked: {asked}")
            }
            _ => panic!("two drivers were told that they have it"),
        }
        town.dora
            .post(&format!("/api/v1/deliveries/{id}/cancel"), serde_json::json!({ "reason": "next" }))
            .await;
        town.pass(301).await;
    }
}
