//! The socket says "there is more" to those who may know, and nothing to others.

use serde_json::json;
use waybill_backend::realtime::{CLOSE_SESSION_ENDED, CLOSE_TOO_SLOW, Signal, View, serve};
use waybill_domain::{
    Delivery, Event, EventBody, Fix, Point, Role, Timestamp,
    geo::LaneFix,
    id::{DeliveryId, DeviceId, MemberId},
    member::Actor,
    protocol::{DriverPosition, FixBatch, FixReceipt, Poke},
};

use crate::support::{Fleet, Socket, delivery, patch_notes, uuid};

#[tokio::test]
async fn a_change_is_poked_to_dispatch_and_to_its_driver_only() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let (mara, jonas) = (fleet.phone(&fleet.mara).await, fleet.phone(&fleet.jonas).await);
    let dispatch = fleet.phone(&fleet.dispatcher).await;
    let mut at_dispatch = Socket::bearer(&fleet, &dispatch.tokens.access).await;
    let mut at_mara = Socket::bearer(&fleet, &mara.tokens.access).await;
    let mut at_jonas = Socket::bearer(&fleet, &jonas.tokens.access).await;

    let hers: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    let seq = at_dispatch.changed(hers.id).await;
    assert_eq!(at_mara.changed(hers.id).await, seq);
    // Jonas hears of the next one, which is his, and of nothing before it.
    let his: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.jonas.id))).await.ok();
    match at_jonas.poke().await {
        Poke::Changed { deliveries, .. } => assert_eq!(deliveries, [his.id]),
        other => panic!("{other:?}"),
    }
    // Taken away: the old driver hears it once more, to let go of it.
    let path = format!("/api/v1/deliveries/{}/assign", hers.id);
    dora.post(&path, json!({ "driver": fleet.jonas.id })).await.ok::<Delivery>();
    at_mara.changed(hers.id).await;
    at_jonas.changed(hers.id).await;
    let path = format!("/api/v1/deliveries/{}?base_rev=2", hers.id);
    dora.patch(&path, patch_notes("Side door")).await.ok::<Delivery>();
    at_jonas.changed(hers.id).await;
    let last: Delivery = dora.post("/api/v1/deliveries", delivery(Some(fleet.mara.id))).await.ok();
    match at_mara.poke().await {
        Poke::Changed { deliveries, .. } => {
            assert_eq!(deliveries, [last.id], "not the one that was taken away")
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn fleets_do_not_hear_each_other() {
    let fleet = Fleet::start().await;
    let [_, nils, nina] = fleet.neighbours().await;
    let (dora, nils) = (fleet.phone(&fleet.dispatcher).await, fleet.phone(&nils).await);
    let mut at_dora = Socket::bearer(&fleet, &dora.tokens.access).await;
    let mut at_nils = Socket::bearer(&fleet, &nils.tokens.access).await;
    dora.client.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
    let theirs: Delivery = nils.client.post("/api/v1/deliveries", delivery(Some(nina.id))).await.ok();
    match at_nils.poke().await {
        Poke::Changed { deliveries, seq } => assert_eq!((deliveries, seq), (vec![theirs.id], 1)),
        other => panic!("{other:?}"),
    }
    assert!(matches!(at_dora.poke().await, Poke::Changed { seq: 1, .. }));
}

#[tokio::test]
async fn positions_reach_dispatch_and_the_driver_but_no_other_driver() {
    let fleet = Fleet::start().await;
    let (mara, jonas) = (fleet.phone(&fleet.mara).await, fleet.phone(&fleet.jonas).await);
    let dora = fleet.phone(&fleet.dispatcher).await;
    let mut at_dora = Socket::bearer(&fleet, &dora.tokens.access).await;
    let mut at_jonas = Socket::bearer(&fleet, &jonas.tokens.access).await;
    let now = fleet.clock.now();
    let send = async |client: &crate::support::Client, lat: f64| {
        let fix = LaneFix { boot: 1, seq: 1, fix: plain(lat, now) };
        let batch = FixBatch::new(DeviceId(uuid()), vec![fix]);
        client.post("/api/v1/positions", batch).await.ok::<FixReceipt>();
    };
    send(&mara.client, 52.1).await;
    match at_dora.poke().await {
        Poke::Position(position) => {
            assert_eq!((position.member, position.fix.point.lat), (fleet.mara.id, 52.1))
        }
        other => panic!("{other:?}"),
    }
    send(&jonas.client, 52.2).await;
    match at_jonas.poke().await {
        Poke::Position(position) => assert_eq!(position.member, fleet.jonas.id, "its own, and not Mara's"),
        other => panic!("{other:?}"),
    }
}

fn plain(lat: f64, at: Timestamp) -> Fix {
    let point = Point { lat, lon: 13.4 };
    Fix { point, at, accuracy_m: None, speed_mps: None, heading_deg: None, battery_pct: None }
}

#[tokio::test]
async fn who_may_open_a_socket() {
    let fleet = Fleet::start().await;
    let host = fleet.running.address.to_string();
    let cookie = {
        let ask = json!({ "email": fleet.dispatcher.email, "password": crate::support::PASSWORD });
        let reply = fleet.nobody().post("/api/v1/session", ask).await;
        reply.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
    };
    let open = async |origin: Option<String>| {
        let mut headers = vec![("cookie", cookie.clone())];
        headers.extend(origin.map(|origin| ("origin", origin)));
        Socket::open(&fleet, &headers).await.map(drop)
    };
    assert_eq!(open(Some(format!("http://{host}"))).await, Ok(()));
    assert_eq!(open(Some("https://evil.example".to_owned())).await, Err(403));
    assert_eq!(Socket::open(&fleet, &[]).await.map(drop), Err(401));
    let bad = [("authorization", "Bearer nonsense".to_owned())];
    assert_eq!(Socket::open(&fleet, &bad).await.map(drop), Err(401));
    let customer = fleet.enroll("Cora Customer", Role::Customer).await;
    let customer = fleet.phone(&customer).await;
    let headers = [("authorization", format!("Bearer {}", customer.tokens.access))];
    assert_eq!(Socket::open(&fleet, &headers).await.map(drop), Err(403));
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.get("/api/v1/realtime").await.refused(426, "not_a_websocket");
}

#[tokio::test]
async fn the_greeting_says_where_the_log_stands() {
    let fleet = Fleet::start().await;
    let dora = fleet.phone(&fleet.dispatcher).await;
    dora.client.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
    let headers = [("authorization", format!("Bearer {}", dora.tokens.access))];
    let mut socket = Socket::open(&fleet, &headers).await.expect("a socket");
    assert_eq!(socket.poke().await, Poke::Hello { seq: 1 });
}

#[tokio::test]
async fn a_server_that_stops_says_goodbye() {
    let fleet = Fleet::start().await;
    let dora = fleet.phone(&fleet.dispatcher).await;
    let mut socket = Socket::bearer(&fleet, &dora.tokens.access).await;
    let Fleet { running, .. } = fleet;
    let stopping = tokio::spawn(running.shutdown());
    assert_eq!(socket.next().await, Err(1001));
    stopping.await.expect("stopped");
}

/// A socket on its own, without the server around it: how it ends when it is slow or its session has gone.
async fn alone(valid: bool, flood: usize) -> Result<Poke, u16> {
    use axum::{Router, extract::WebSocketUpgrade, routing::get};
    let (sender, _) = tokio::sync::broadcast::channel(4);
    let signals = sender.clone();
    let route = get(move |upgrade: WebSocketUpgrade| {
        let receiver = signals.subscribe();
        for _ in 0..flood {
            let _ = signals.send(Signal::Position(DriverPosition {
                member: MemberId(uuid()),
                fix: plain(1.0, Timestamp::from_millis(0)),
            }));
        }
        let actor = Actor { member: MemberId(uuid()), role: Role::Dispatcher };
        async move {
            upgrade.on_upgrade(move |socket| async move {
                let never = std::future::pending::<()>();
                let hello = Poke::Hello { seq: 0 };
                serve(socket, receiver, View::new(actor), hello, || async { valid }, never).await;
            })
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let app = Router::new().route("/api/v1/realtime", route);
    tokio::spawn(async move { axum::serve(listener, app).await });
    let mut socket = Socket::at(address, &[]).await.expect("a socket");
    assert_eq!(socket.poke().await, Poke::Hello { seq: 0 });
    socket.next().await
}

#[tokio::test]
async fn a_listener_that_falls_behind_is_sent_to_pull() {
    assert_eq!(alone(true, 20).await, Err(CLOSE_TOO_SLOW));
}

#[tokio::test]
async fn a_socket_ends_with_its_session() {
    let fleet = Fleet::start().await;
    let mara = fleet.phone(&fleet.mara).await;
    let mut socket = Socket::bearer(&fleet, &mara.tokens.access).await;
    assert_eq!(mara.client.delete("/api/v1/session").await.status, 204);
    assert_eq!(socket.next().await, Err(CLOSE_SESSION_ENDED));
}

#[test]
fn many_changes_make_one_poke() {
    let dispatcher = Actor { member: MemberId(uuid()), role: Role::Dispatcher };
    let driver = Actor { member: MemberId(uuid()), role: Role::Driver };
    let (mine, other) = (DeliveryId(uuid()), DeliveryId(uuid()));
    let event = |seq: u64, id: DeliveryId, driver: Option<MemberId>| Event {
        seq,
        delivery_id: id,
        at: Timestamp::default(),
        recorded_at: Timestamp::default(),
        actor: None,
        lane: None,
        command: None,
        driver_before: driver,
        driver_after: driver,
        taker_before: None,
        taker_after: None,
        body: EventBody::Accepted,
    };
    let events = [
        event(1, mine, Some(driver.member)),
        event(2, other, None),
        event(3, mine, Some(driver.member)),
        event(4, other, None),
    ];
    let pokes = |actor: Actor| {
        let mut view = View::new(actor);
        view.take(Signal::Logged(events.to_vec().into()));
        (view.changed(), view.changed())
    };
    assert_eq!(pokes(dispatcher), (Some(Poke::Changed { seq: 4, deliveries: vec![mine, other] }), None));
    assert_eq!(pokes(driver), (Some(Poke::Changed { seq: 3, deliveries: vec![mine] }), None));

    let mut view = View::new(dispatcher);
    for lat in [1.0, 2.0, 3.0] {
        view.take(Signal::Position(DriverPosition {
            member: driver.member,
            fix: plain(lat, Timestamp::default()),
        }));
    }
    let moved: Vec<_> = view.moved().collect();
    assert!(matches!(moved[..], [Poke::Position(position)] if position.fix.point.lat == 3.0));
    assert!(!view.has_moved());
}
