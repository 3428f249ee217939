use waybill_domain::{
    Command, State,
    calls::driver::Network as Seen,
    rules::{Disposition, Rejected},
};

use crate::{
    phone::Phone,
    scene::{given, with_one_delivery},
    server::{Network, Server, member},
    town,
};

#[tokio::test]
async fn a_new_assignment_comes_by_itself_and_is_notified_once() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    phone.drained().await;
    let id = given(&server);
    phone.until("the delivery is here", |_| !notified(&phone).is_empty()).await;
    assert_eq!(notified(&phone), [id]);
    server.dispatch(id, Command::Noted { text: "ring twice".to_owned() });
    phone.drained().await;
    assert_eq!(notified(&phone), [id]);
}

fn notified(phone: &Phone) -> Vec<waybill_domain::DeliveryId> {
    phone.app.shell().notified.lock().expect("notified").iter().map(|d| d.id).collect()
}

#[tokio::test]
async fn a_rejected_intent_rolls_back_and_says_why() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    assert_eq!(phone.act(id, Command::Accept).await.expect("accepts").delivery.state, State::Accepted);
    server.dispatch(id, Command::Cancel { reason: "sold out".to_owned() });
    server.network(Network::Up);
    phone.drained().await;
    assert_eq!(phone.mine(id).await.expect("there").delivery.state, State::Cancelled);
    let notices = phone.app.waiting().await.expect("reads").notices;
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].disposition, Disposition::Rejected);
    assert_eq!(notices[0].reason, Some(Rejected::Cancelled));
}

#[tokio::test]
async fn a_delivery_that_was_taken_away_stays_until_its_work_has_gone_up() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    phone.drive(id).await;
    let evidence = phone.proof(id).await;
    phone.act(id, town::handed_over(evidence)).await.expect("completes");
    server.dispatch(id, Command::Assign { driver: member("jordi@example.org") });
    server.network(Network::Up);
    phone.drained().await;
    assert!(phone.mine(id).await.is_none(), "not this driver's any more");
    let delivery = server.delivery(id);
    assert_eq!(delivery.proofs.len(), 1, "the proof is kept");
    assert_eq!(delivery.proof_count(), (2, 2), "and so are its bytes");
    assert!(!delivery.exceptions.is_empty(), "and somebody must look");
    let notices = phone.app.waiting().await.expect("reads").notices;
    assert!(notices.iter().any(|notice| notice.disposition == Disposition::NeedsReview));
}

#[tokio::test]
async fn a_long_pull_comes_in_pages_and_shows_at_once() {
    let server = Server::new();
    server.state().page = 3;
    for _ in 0..10 {
        given(&server);
    }
    let phone = Phone::signed_in(&server).await;
    phone.drained().await;
    assert_eq!(phone.app.my_deliveries().await.expect("reads").len(), 10);
    assert!(notified(&phone).is_empty(), "a first pull is no news");
}

#[tokio::test]
async fn a_server_of_another_epoch_resets_what_is_confirmed_and_not_what_waits() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    let (kept, gone) = (given(&server), given(&server));
    phone.drained().await;
    phone.act(kept, Command::Accept).await.expect("accepts");
    phone.drained().await;
    // Restored from a backup: one delivery never existed, and neither did the lane's commands.
    {
        let mut state = server.state();
        state.deliveries.remove(&gone);
        state.epoch = "e2".to_owned();
    }
    server.network(Network::Down);
    phone.act(kept, Command::ArrivedAtPickup).await.expect("arrives");
    server.network(Network::Up);
    phone.drained().await;
    let mine = phone.app.my_deliveries().await.expect("reads");
    assert_eq!(mine.iter().map(|mine| mine.delivery.id).collect::<Vec<_>>(), [kept]);
    assert_eq!(server.delivery(kept).state, State::ArrivedAtPickup);
}

#[tokio::test]
async fn an_answer_that_is_lost_does_not_double_anything() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::AnswersLost);
    phone.drive(id).await;
    phone.until("seen to be offline", |status| status.network == Seen::Offline).await;
    let phone = phone.killed().await;
    server.network(Network::Up);
    phone.drained().await;
    let state = server.state();
    let lane = state.lanes.values().next().expect("a lane");
    assert_eq!(lane.envelopes.len(), 5, "each command once");
    assert_eq!(lane.envelopes.iter().map(|e| e.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_restored_server_gets_acked_commands_and_their_files_again() {
    let (server, phone, id) = with_one_delivery().await;
    let backup = {
        let state = server.state();
        (state.lanes.clone(), state.deliveries.clone(), state.blobs.clone(), state.seq)
    };
    phone.drive(id).await;
    let evidence = phone.proof(id).await;
    phone.act(id, town::handed_over(evidence)).await.expect("completes");
    phone.drained().await;
    assert_eq!(server.delivery(id).proof_count(), (2, 2));
    {
        let mut state = server.state();
        (state.lanes, state.deliveries, state.blobs, state.seq) = backup;
        state.epoch = "e2".to_owned();
    }
    assert_eq!(server.delivery(id).state, State::Assigned);
    phone.drained().await;
    phone.until("told again", |_| server.delivery(id).proof_count() == (2, 2)).await;
    assert_eq!(server.delivery(id).state, State::Completed);
}
