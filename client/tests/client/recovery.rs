//! A lane, a phone or a server that comes back damaged or older.

use std::path::{Path, PathBuf};

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_client::store::schema::STEPS;
use waybill_domain::{Command, State, calls::driver::Network as Seen};

use crate::{
    phone::Phone,
    scene::with_one_delivery,
    server::{Network, Server},
};

fn noted(text: &str) -> Command {
    Command::Noted { text: text.to_owned() }
}

/// What came to the server, in order.
fn told(server: &Server) -> Vec<String> {
    let state = server.state();
    let envelopes = state.lanes.values().flat_map(|lane| &lane.envelopes);
    let text = |command: &Command| match command {
        Command::Noted { text } => text.clone(),
        other => other.name().to_owned(),
    };
    envelopes.map(|envelope| text(&envelope.command)).collect()
}

pub(crate) fn database(phone: &Phone) -> PathBuf {
    let lanes = phone.folder().join("data/lanes");
    lanes.read_dir().expect("a folder").next().expect("a lane").expect("an entry").path().join("waybill.db")
}

pub(crate) async fn open(file: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    SqliteConnection::connect_with(&options).await.expect("opens")
}

#[tokio::test]
async fn a_copy_that_hears_of_its_twins_command_before_it_sends_its_own_sends_it_all_the_same() {
    let (server, phone, id) = with_one_delivery().await;
    phone.act(id, Command::Accept).await.expect("accepts");
    phone.drained().await;
    server.network(Network::PushesLost);
    let before = phone.app.status().synced_at;
    server.told_by_a_twin();
    phone.act(id, noted("mine")).await.expect("notes");
    phone.until("a pull", |status| status.synced_at > before).await;
    server.network(Network::Up);
    phone.drained().await;
    assert_eq!(told(&server), ["accept", "mine"]);
    let room = phone.app.waiting().await.expect("reads");
    assert!(room.items.is_empty());
    assert!(room.renewed.expect("another lane").why.contains("restored from a copy"));
}

#[tokio::test]
async fn a_command_that_the_server_refuses_again_and_again_is_set_aside_and_the_others_flow() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    for text in ["one", "two", "poison", "four", "five"] {
        phone.act(id, noted(text)).await.expect("notes");
    }
    server.state().poison = Some("poison".to_owned());
    server.network(Network::Up);
    phone.drained().await;
    assert_eq!(told(&server), ["one", "two", "four", "five"]);
    let room = phone.app.waiting().await.expect("reads");
    assert_eq!((room.items.len(), room.wedged.len()), (0, 1));
    let wedged = &room.wedged[0];
    assert!(wedged.can_retry && wedged.reason.contains("the server refuses it"), "{}", wedged.reason);
    assert_eq!((wedged.name.as_str(), wedged.address.as_str()), ("noted", "Carrer Major 12"));

    server.state().poison = None;
    phone.app.retry(wedged.command).await.expect("queues it anew");
    let phone = phone.killed().await;
    phone.drained().await;
    assert_eq!(told(&server), ["one", "two", "four", "five", "poison"]);
    assert!(phone.app.waiting().await.expect("reads").wedged.is_empty());
    assert_eq!(phone.app.retry(wedged.command).await.expect_err("gone").code(), "unknown");
}

#[tokio::test]
async fn a_refused_command_that_the_driver_drops_is_out_of_sight_and_still_in_the_copy() {
    let (server, phone, id) = with_one_delivery().await;
    server.state().poison = Some("poison".to_owned());
    phone.act(id, noted("poison")).await.expect("notes");
    phone.drained().await;
    let wedged = phone.app.waiting().await.expect("reads").wedged.remove(0);
    let copy = phone.app.export().await.expect("a copy");
    assert!(String::from_utf8_lossy(&std::fs::read(copy).expect("bytes")).contains("poison"));
    phone.app.drop_wedged(wedged.command).await.expect("drops");
    assert!(phone.app.waiting().await.expect("reads").wedged.is_empty());
    phone.act(id, Command::Accept).await.expect("accepts");
    phone.drained().await;
    assert_eq!(server.delivery(id).state, State::Accepted);
}

#[tokio::test]
async fn a_rejected_answer_that_was_read_is_put_away() {
    let (server, phone, id) = with_one_delivery().await;
    server.network(Network::Down);
    phone.act(id, Command::Accept).await.expect("accepts");
    server.dispatch(id, Command::Cancel { reason: "sold out".to_owned() });
    server.network(Network::Up);
    phone.drained().await;
    let notices = phone.app.waiting().await.expect("reads").notices;
    phone.app.dismiss(notices[0].command).await.expect("puts it away");
    assert!(phone.app.waiting().await.expect("reads").notices.is_empty());
}

#[tokio::test]
async fn an_update_of_the_app_with_a_full_outbox_loses_nothing_of_it() {
    let (server, phone, id) = with_one_delivery().await;
    phone.act(id, Command::Accept).await.expect("accepts");
    phone.drained().await;
    server.network(Network::Down);
    phone.act(id, Command::ArrivedAtPickup).await.expect("arrives");
    phone.act(id, noted("two parcels")).await.expect("notes");
    phone.app.shut_down().await;
    as_the_first_version_left_it(&database(&phone)).await;

    let phone = phone.killed().await;
    let mine = phone.mine(id).await.expect("there");
    assert_eq!((mine.delivery.state, mine.pending), (State::ArrivedAtPickup, 2));
    phone.until("seen to be offline", |status| status.network == Seen::Offline).await;
    server.network(Network::Up);
    phone.drained().await;
    assert_eq!(told(&server), ["accept", "arrived_at_pickup", "two parcels"]);
    assert_eq!(phone.app.waiting().await.expect("reads").safe_today, 3);
}

/// Writes the phone's data into a database of the first version, in its place.
async fn as_the_first_version_left_it(file: &Path) {
    let old = file.with_extension("old");
    let mut conn = open(&old).await;
    sqlx::raw_sql(
        "create table _sqlx_migrations (version bigint primary key, description text not null,
           installed_on timestamp not null default current_timestamp, success boolean not null,
           checksum blob not null, execution_time bigint not null)",
    )
    .execute(&mut conn)
    .await
    .expect("a table");
    sqlx::raw_sql(STEPS[0].sql).execute(&mut conn).await.expect("the first schema");
    let path = file.to_string_lossy().into_owned();
    sqlx::query("attach database $1 as now").bind(path).execute(&mut conn).await.expect("attaches");
    sqlx::raw_sql(
        "insert into _sqlx_migrations select * from now._sqlx_migrations where version = 1;
         insert into meta select key, value from now.meta where key <> 'lane';
         insert into srv_deliveries select * from now.srv_deliveries;
         insert into outbox select id, seq, cmd_id, delivery_id, name, envelope, signature, queued_at, attempts,
           last_error, result from now.outbox;
         insert into outcomes select seq, cmd_id, delivery_id, name, disposition, reason, queued_at, settled_at
           from now.outcomes;
         insert into acked select seq, envelope, signature from now.taken;
         detach database now;",
    )
    .execute(&mut conn)
    .await
    .expect("the data");
    conn.close().await.expect("closes");
    // Whoever closes last takes the write-ahead log away; only then is nobody there any more.
    let limit = tokio::time::Instant::now() + std::time::Duration::from_secs(30);
    while file.with_file_name("waybill.db-wal").exists() && tokio::time::Instant::now() < limit {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    std::fs::rename(old, file).expect("takes its place");
}
