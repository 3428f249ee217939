use waybill_domain::{Command, State};

use crate::{
    phone::Phone,
    scene::with_one_delivery,
    server::{Network, Server, member},
};

#[tokio::test]
async fn another_member_opens_another_lane_and_pushes_nothing_of_the_first() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    phone.act(id, Command::Accept).await.expect("accepts");
    server.network(Network::Up);
    let first = phone.app.lane().expect("a lane");
    // Nothing waits for the first member's command to go up: whoever signs in is the other one.
    phone.sign_in("jordi@example.org").await.expect("signs in");
    let second = phone.app.lane().expect("a lane");
    assert_ne!(first, second);
    phone.drained().await;
    assert!(phone.app.my_deliveries().await.expect("reads").is_empty(), "no row of the other member");
    {
        let state = server.state();
        assert_eq!(state.lanes[&second].member, member("jordi@example.org"));
        assert!(state.lanes[&second].envelopes.is_empty());
    }
    phone.sign_in("mara@example.org").await.expect("signs in");
    assert_eq!(phone.app.lane(), Some(first));
    phone.drained().await;
    assert_eq!(server.delivery(id).state, State::Accepted);
    assert_eq!(server.state().lanes[&first].envelopes.len(), 1);
}

#[tokio::test]
async fn one_folder_is_one_app() {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    let error = phone.open_twice().await.err().expect("refused");
    assert_eq!(error.code(), "already_running");
}

#[cfg(unix)]
#[tokio::test]
async fn secrets_are_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    let folder = phone.folder().join("secrets");
    let mode = |path: &std::path::Path| path.metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for entry in folder.read_dir().expect("a folder") {
        assert_eq!(mode(&entry.expect("a file").path()), 0o600);
    }
}
