//! What a recipient sees by the link: enough, and nothing more.

use futures::StreamExt as _;
use serde_json::json;
use waybill_domain::{
    Command, Delivery, Fix, Outcome, Point, Window,
    calls::DeliveryDetail,
    command::Completion,
    geo::LaneFix,
    id::DeviceId,
    proof::Evidence,
    protocol::{FixBatch, FixReceipt},
    tracking::{RecipientStatus, TrackingView},
};

use crate::support::{Client, Fleet, PATIENCE, Phone, create, delivery, exif_jpeg, photo_of, send, uuid};

struct Scene {
    fleet: Fleet,
    mara: Phone,
    delivery: Delivery,
    token: String,
}

impl Scene {
    /// Mara has a delivery, its window is from now to in an hour.
    async fn start() -> Self {
        let fleet = Fleet::start().await;
        let dora = fleet.browser(&fleet.dispatcher).await;
        let mut new = delivery(Some(fleet.mara.id));
        let now = fleet.clock.now();
        new.new.dropoff.window = Window::new(now, now.plus_minutes(60));
        new.new.dropoff.notes = "Key under the mat".to_owned();
        let delivery: Delivery = dora.post("/api/v1/deliveries", new).await.ok();
        let detail: DeliveryDetail = dora.get(&format!("/api/v1/deliveries/{}", delivery.id)).await.ok();
        let token = detail.tracking_path.strip_prefix("/t/").expect("a public path").to_owned();
        let mara = fleet.phone(&fleet.mara).await;
        Self { fleet, mara, delivery, token }
    }

    async fn act(&self, command: Command) {
        let body = json!({ "cmd_id": uuid(), "occurred_at": self.fleet.clock.now() });
        let mut body = body.as_object().cloned().expect("an object");
        body.extend(serde_json::to_value(command).expect("JSON").as_object().cloned().expect("an object"));
        let path = format!("/api/v1/deliveries/{}/commands", self.delivery.id);
        let reply = self.mara.client.post(&path, body).await;
        assert_eq!(reply.status, 200, "{reply:?}");
    }

    async fn set_off(&self) {
        self.act(Command::Accept).await;
        self.act(Command::ArrivedAtPickup).await;
        self.act(Command::PickedUp { evidence: Evidence::default() }).await;
        self.act(Command::OutForDelivery).await;
    }

    async fn complete(&self, evidence: Evidence) {
        let outcome = Outcome::DeliveredToRecipient;
        let completion = Completion { outcome, parcels: Vec::new(), evidence };
        self.act(Command::Completed(Box::new(completion))).await;
    }

    async fn view(&self) -> TrackingView {
        self.fleet.nobody().get(&format!("/api/v1/track/{}", self.token)).await.ok()
    }

    async fn page(&self) -> String {
        let reply = self.fleet.nobody().get(&format!("/t/{}", self.token)).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "text/html; charset=utf-8"));
        reply.body
    }

    async fn drive(&self, lat: f64, seq: u64) {
        let point = Point { lat, lon: 13.4 };
        let at = self.fleet.clock.now();
        let fix = Fix { point, at, accuracy_m: None, speed_mps: None, heading_deg: None, battery_pct: None };
        let batch = FixBatch::new(DeviceId(uuid()), vec![LaneFix { boot: 1, seq, fix }]);
        self.mara.client.post("/api/v1/positions", batch).await.ok::<FixReceipt>();
    }
}

#[tokio::test]
async fn a_link_tells_the_recipient_what_happens_and_nothing_more() {
    let scene = Scene::start().await;
    let view = scene.view().await;
    assert_eq!((view.status, view.driver.as_deref()), (RecipientStatus::Scheduled, Some("Mara")));
    assert_eq!((view.organization.as_str(), view.address.as_str()), ("Test fleet", "Gartenstraße 12"));
    let raw = scene.fleet.nobody().get(&format!("/api/v1/track/{}", scene.token)).await;
    assert_eq!(raw.header("cache-control"), "no-store");
    let page = scene.page().await;
    for secret in
        ["Vogel", "mara@test.example", "Key under the mat", "+49 30", &scene.delivery.id.to_string()]
    {
        assert!(!raw.body.contains(secret), "{secret} in {}", raw.body);
        assert!(!page.contains(secret), "{secret} in the page");
    }
}

#[tokio::test]
async fn the_driver_is_seen_only_on_the_way_to_this_door() {
    let scene = Scene::start().await;
    scene.drive(52.50, 1).await;
    assert_eq!(scene.view().await.position, None, "not while it is only planned");
    scene.fleet.clock.advance(60_000);
    scene.set_off().await;
    assert_eq!(scene.view().await.position, None, "not where the driver was before setting off");
    scene.drive(52.51, 2).await;
    let view = scene.view().await;
    assert_eq!((view.status, view.position.map(|at| at.lat)), (RecipientStatus::OnTheWay, Some(52.51)));
    assert!(scene.page().await.contains("Mara is on the way"));
    scene.complete(Evidence::default()).await;
    let view = scene.view().await;
    assert_eq!((view.status, view.position, view.driver), (RecipientStatus::Delivered, None, None));
}

#[tokio::test]
async fn the_page_says_it_without_a_script() {
    let scene = Scene::start().await;
    let page = scene.page().await;
    for part in [
        "Scheduled",
        "Today, ",
        "Löwen-Apotheke",
        "Gartenstraße 12",
        "1 parcel",
        "<svg",
        "http-equiv=\"refresh\"",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    assert!(!page.contains("<script>"), "nothing inline");
    let reply = scene.fleet.nobody().get(&format!("/t/{}", scene.token)).await;
    let policy = reply.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(reply.header("referrer-policy"), "no-referrer");
    for path in page.split('"').filter(|part| part.starts_with("/pages/")) {
        let file = scene.fleet.nobody().get(path).await;
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
    }
    scene.fleet.nobody().get("/pages/tracking-000000000000.css").await.refused(404, "unknown");
}

#[tokio::test]
async fn what_people_write_cannot_become_a_script() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let mut new = delivery(None);
    new.new.merchant = "<script>alert(1)</script>".to_owned();
    new.new.dropoff.address = "\"><img src=x onerror=alert(1)>".to_owned();
    let made: Delivery = dora.post("/api/v1/deliveries", new).await.ok();
    let detail: DeliveryDetail = dora.get(&format!("/api/v1/deliveries/{}", made.id)).await.ok();
    let page = fleet.nobody().get(&detail.tracking_path).await.body;
    assert!(
        page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>") && !page.contains("<img src=x")
    );
}

#[tokio::test]
async fn after_the_handover_the_page_shows_who_took_it_and_the_photo() {
    let scene = Scene::start().await;
    scene.act(Command::Accept).await;
    scene.act(Command::ArrivedAtPickup).await;
    let at_pickup = exif_jpeg(90, 60, 1);
    let evidence = Evidence { photos: vec![photo_of(&at_pickup)], ..Evidence::default() };
    scene.act(Command::PickedUp { evidence }).await;
    scene.fleet.clock.advance(60_000);
    scene.act(Command::OutForDelivery).await;
    let at_door = exif_jpeg(90, 61, 1);
    let evidence = Evidence {
        photos: vec![photo_of(&at_door)],
        recipient_name: "Amélie Núñez".to_owned(),
        ..Evidence::default()
    };
    scene.fleet.clock.advance(60_000);
    scene.complete(evidence).await;
    assert!(scene.view().await.photos.is_empty(), "the bytes are still on the phone");
    for bytes in [&at_pickup, &at_door] {
        let created = create(&scene.mara.client, bytes).await;
        assert_eq!(send(&scene.mara.client, created.header("location"), 0, bytes).await.status, 204);
    }
    let view = scene.view().await;
    assert_eq!(view.received_by, "Amélie Núñez");
    let [photo] = view.photos.as_slice() else { panic!("the photo of the handover only: {:?}", view.photos) };
    let (status, headers, body) = scene.fleet.nobody().download(&format!("{photo}?w=160")).await;
    assert_eq!((status, &headers["content-type"]), (200, &"image/jpeg".parse().expect("a header")));
    assert!(!body.windows(6).any(|window| window == b"SECRET"), "no EXIF");
    let page = scene.page().await;
    assert!(page.contains("Amélie Núñez took your delivery") && page.contains(photo.as_str()));
    let hash = waybill_domain::proof::Sha256Hash::of(&at_pickup);
    let other = format!("/api/v1/track/{}/proofs/{hash}", scene.token);
    scene.fleet.nobody().get(&other).await.refused(404, "unknown");
}

#[tokio::test]
async fn a_link_that_is_not_known_and_one_whose_time_is_over_look_the_same() {
    let scene = Scene::start().await;
    scene.set_off().await;
    scene.complete(Evidence::default()).await;
    scene.fleet.clock.advance(29 * 86_400_000);
    assert_eq!(scene.view().await.status, RecipientStatus::Delivered);
    scene.fleet.clock.advance(2 * 86_400_000);
    let nobody = scene.fleet.nobody();
    let (over, wrong) = (scene.token.clone(), "0".repeat(32));
    let pages = (nobody.get(&format!("/t/{over}")).await, nobody.get(&format!("/t/{wrong}")).await);
    assert_eq!((pages.0.status, pages.1.status), (404, 404));
    assert_eq!(pages.0.body, pages.1.body);
    assert!(pages.0.body.contains("There is nothing to follow here"));
    let over = nobody.get(&format!("/api/v1/track/{over}")).await.refused(404, "unknown");
    let wrong = nobody.get(&format!("/api/v1/track/{wrong}")).await.refused(404, "unknown");
    assert_eq!((over.title, over.detail), (wrong.title, wrong.detail));
}

#[tokio::test]
async fn guessing_links_is_slowed_down() {
    let fleet = Fleet::start().await;
    let nobody = fleet.nobody();
    let guess = async |client: &Client, n: u32| client.get(&format!("/api/v1/track/{n:032x}")).await;
    for n in 0..100 {
        guess(&nobody, n).await.refused(404, "unknown");
    }
    let refused = guess(&nobody, 100).await;
    refused.refused(429, "too_many");
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
}

#[tokio::test]
async fn the_page_hears_of_changes_and_moves_until_it_is_over() {
    let scene = Scene::start().await;
    scene.set_off().await;
    let url = format!("{}/api/v1/track/{}/events", scene.fleet.running.url(), scene.token);
    let asked = reqwest::Client::new().get(url).header("accept-encoding", "gzip, br");
    let response = asked.send().await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert!(!response.headers().contains_key("content-encoding"), "an event must not wait for more");
    let mut stream = response.bytes_stream();
    let mut heard = String::new();
    let mut until = async |word: &str, heard: &mut String| {
        while !heard.contains(word) {
            let next = tokio::time::timeout(PATIENCE, stream.next()).await;
            match next.expect("an event in time") {
                Some(chunk) => heard.push_str(&String::from_utf8_lossy(&chunk.expect("bytes"))),
                None => return false,
            }
        }
        true
    };
    scene.drive(52.515, 1).await;
    assert!(until("event: moved\ndata: {\"lat\":52.515,\"lon\":13.4}", &mut heard).await, "{heard}");
    scene.act(Command::Arrived).await;
    assert!(until("event: changed", &mut heard).await, "{heard}");
    scene.complete(Evidence::default()).await;
    assert!(!until("never", &mut heard).await, "the stream ends when it is over");
}
