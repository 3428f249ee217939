//! Bytes that are not what they were.

use harness::{
    phone::TestPhone,
    scene::{MARA, Scene},
    server::PASSWORD,
};
use serde_json::json;
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_domain::{
    Command, EventBody, State, calls::GetSyncStatus, command::SignedEnvelope, rules::Disposition,
};

/// Changes the database of a phone that is off.
async fn spoil(scene: &Scene, statement: &'static str) {
    let folder = scene.folder.path().join("lanes");
    let lane = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let options = SqliteConnectOptions::new().filename(lane.join("waybill.db"));
    let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
    assert_eq!(sqlx::query(statement).execute(&mut conn).await.unwrap().rows_affected(), 1);
    conn.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queued_command_whose_bytes_were_damaged_is_set_aside_and_the_others_flow() {
    for damage in [
        "update outbox set envelope = 'not an envelope at all' where seq = 2",
        "update outbox set envelope = replace(envelope, 'two', 'TWO') where seq = 2",
        "update outbox set envelope = cast(x'ff00fe' as text) where seq = 2",
    ] {
        let mut scene = Scene::start().await.unwrap();
        let id = scene.delivery.id;
        scene.phone.drained().await.unwrap();
        scene.server.stop().await;
        for text in ["one", "two", "three"] {
            scene.phone.act(id, Command::Noted { text: text.into() }).await.unwrap();
        }
        scene.phone.controller.shut_down().await;
        let folder = scene.folder.path().to_owned();
        drop(scene.phone);
        scene.phone = TestPhone::open(&tempfile::tempdir().unwrap().keep()).await.unwrap();
        spoil(&scene, damage).await;
        scene.phone = TestPhone::open(&folder).await.unwrap();
        assert!(scene.phone.delivery(id).await.is_some(), "the screen shows all the others");
        scene.network_returns().await.unwrap();
        let notes: Vec<_> =
            scene.timeline().await.unwrap().into_iter().map(|entry| entry.event.body).collect();
        let told = |text: &str| notes.contains(&EventBody::Noted { text: text.into() });
        assert!(told("one") && told("three") && !told("two"), "{damage}: {notes:?}");
        let room = scene.phone.waiting().await.unwrap();
        assert_eq!((room.wedged.len(), room.items.len()), (1, 0), "{damage}");
        assert!(room.wedged[0].reason.contains("damaged"), "{}", room.wedged[0].reason);
        let status = scene.dispatcher.call(&GetSyncStatus {}).await.unwrap();
        assert_eq!(status.lanes.iter().map(|lane| lane.voided).sum::<u64>(), 1, "the office sees it");
        let copy = scene.phone.controller.export().await.unwrap();
        assert!(std::fs::metadata(copy).unwrap().len() > 100);
        let command = room.wedged[0].command;
        if room.wedged[0].can_retry {
            scene.phone.controller.retry(command).await.unwrap();
            scene.phone.drained().await.unwrap();
            let notes: Vec<_> =
                scene.timeline().await.unwrap().into_iter().map(|entry| entry.event.body).collect();
            assert!(notes.contains(&EventBody::Noted { text: "TWO".into() }));
            let status = scene.dispatcher.call(&GetSyncStatus {}).await.unwrap();
            assert_eq!(status.lanes.iter().map(|lane| lane.voided).sum::<u64>(), 0, "it came after all");
        } else {
            assert!(scene.phone.controller.retry(command).await.is_err());
            scene.phone.controller.drop_wedged(command).await.unwrap();
        }
        assert!(scene.phone.waiting().await.unwrap().wedged.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_the_server_cannot_decode_are_kept_and_the_lane_goes_on() {
    let scene = Scene::start().await.unwrap();
    let mut wire = harness::wire::WirePhone::sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    // A newer app says what this server does not know, in an envelope of the same form.
    let noted = Command::Noted { text: "after it".into() };
    let mut newer = wire.seal(scene.delivery.id, &Command::Arrived).unwrap();
    newer = wire.resign(newer, |text| text.replace("\"arrived\"", "\"teleported\"")).unwrap();
    let after = wire.seal(scene.delivery.id, &noted).unwrap();
    let reply = wire.push(&[newer, after]).await.unwrap();
    let answers: Vec<_> = reply.results.iter().map(|r| r.disposition).collect();
    assert_eq!(answers, [Disposition::Unreadable, Disposition::Applied]);
    let status = scene.dispatcher.call(&GetSyncStatus {}).await.unwrap();
    assert_eq!(status.lanes.iter().map(|lane| lane.unreadable).sum::<u64>(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_of_todays_app_in_todays_words_is_understood() {
    let scene = Scene::start().await.unwrap();
    let mut wire = harness::wire::WirePhone::sign_in(&scene.server.url(), MARA, PASSWORD).await.unwrap();
    let sealed: SignedEnvelope = wire.seal(scene.delivery.id, &Command::Accept).unwrap();
    // Exactly the fields of the first version, and one that nobody knows yet.
    let body = json!({
        "v": 1,
        "lane": wire.lane(),
        "commands": [{ "seq": sealed.seq, "envelope": sealed.envelope, "signature": sealed.signature }],
        "of_a_later_version": { "anything": [1, 2, 3] },
    });
    let url = format!("{}/api/v1/sync/push", wire.url);
    let answer = wire.http.post(url).bearer_auth(&wire.tokens.access).json(&body).send().await.unwrap();
    let answer: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(answer["outcome"], json!({ "status": "ok" }));
    assert_eq!(answer["results"][0]["disposition"], "applied");
    let path = format!("{}/api/v1/sync/pull?lane={}&acked=0", wire.url, wire.lane());
    let page: serde_json::Value =
        wire.http.get(path).bearer_auth(&wire.tokens.access).send().await.unwrap().json().await.unwrap();
    assert_eq!(page["patch"][0]["op"], "put");
    assert_eq!(page["tail"]["last_seq"], 1);
    let delivery = scene.dispatcher.detail(scene.delivery.id).await.unwrap().delivery;
    assert_eq!(delivery.state, State::Accepted);
}
