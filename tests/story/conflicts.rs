//! Both sides did something meanwhile.

use harness::{
    dispatcher::Dispatcher,
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use waybill_domain::{Command, Delivery, Member, State, rules::Disposition};

struct Scene {
    server: TestServer,
    dispatcher: Dispatcher,
    driver: Member,
    other: Member,
    phone: TestPhone,
    delivery: Delivery,
    _folder: tempfile::TempDir,
}

async fn scene() -> Scene {
    let server = TestServer::start().await.unwrap();
    let driver = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let other = server.driver("Leo Brandt", "leo@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();
    let delivery =
        dispatcher.create(samples::photo_and_signature("Linden Avenue 27", "Ana Souza")).await.unwrap();
    dispatcher.assign(delivery.id, driver.id).await.unwrap();
    wait::until("the phone to get the delivery", || phone.delivery(delivery.id)).await;
    Scene { server, dispatcher, driver, other, phone, delivery, _folder: folder }
}

impl Scene {
    /// What dispatch does while the phone cannot hear of it: the phone is off, then on without a network.
    async fn meanwhile(mut self, command: Command) -> Self {
        self.server.stop().await;
        self.phone.act(self.delivery.id, Command::Accept).await.unwrap();
        let folder = self._folder.path().to_owned();
        drop(self.phone);
        self.server.start_again().await.unwrap();
        self.dispatcher = self.server.dispatcher().await.unwrap();
        self.dispatcher.act(self.delivery.id, command).await.unwrap();
        self.server.stop().await;
        self.phone = TestPhone::open(&folder).await.unwrap();
        self
    }

    async fn network_returns(&mut self) {
        self.server.start_again().await.unwrap();
        self.phone.drained().await.unwrap();
        self.dispatcher = self.server.dispatcher().await.unwrap();
    }

    async fn deliver(&self) {
        self.phone.walk_to_the_door(self.delivery.id).await.unwrap();
        let photos = [1, 2].map(|n| waybill_demo::photo::delivered(n).bytes.to_vec());
        self.phone.complete(self.delivery.id, &photos).await.unwrap();
    }

    async fn exceptions(&self) -> (Delivery, Vec<&'static str>) {
        let delivery = self.dispatcher.detail(self.delivery.id).await.unwrap().delivery;
        let kinds = delivery.exceptions.iter().map(|exception| exception.kind.as_str()).collect();
        (delivery, kinds)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reassigned_while_offline_and_delivered_by_the_old_driver() {
    let scene = scene().await;
    let other = scene.other.id;
    let mut scene = scene.meanwhile(Command::Assign { driver: other }).await;
    scene.deliver().await;
    scene.network_returns().await;

    let (delivery, kinds) = scene.exceptions().await;
    assert_eq!(delivery.driver, Some(other), "not silently taken back");
    assert_eq!(delivery.proof_count(), (3, 3), "the old driver's proof is kept and safe");
    assert!(kinds.contains(&"worked_after_reassign"), "{kinds:?}");
    let notices = scene.phone.waiting().await.unwrap().notices;
    assert!(notices.iter().any(|notice| notice.disposition == Disposition::NeedsReview), "{notices:?}");
    assert_eq!(scene.driver.name, "Mara Ivanova");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_in_transit_and_delivered() {
    let mut scene = scene().await.meanwhile(Command::Cancel { reason: "shop closed".into() }).await;
    scene.deliver().await;
    scene.network_returns().await;
    let (delivery, kinds) = scene.exceptions().await;
    assert_eq!(delivery.state, State::Completed);
    assert_eq!(delivery.proof_count(), (3, 3));
    assert!(kinds.contains(&"worked_after_cancel"), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_before_the_acceptance_came_through_rolls_the_phone_back_and_says_why() {
    let mut scene = scene().await.meanwhile(Command::Cancel { reason: "shop closed".into() }).await;
    scene.network_returns().await;
    let mine = scene.phone.delivery(scene.delivery.id).await;
    assert!(mine.is_none_or(|mine| mine.delivery.state == State::Cancelled));
    let notices = scene.phone.waiting().await.unwrap().notices;
    let notice = notices.iter().find(|notice| notice.name == "accept").unwrap();
    assert_eq!(notice.disposition, Disposition::Rejected);
    assert_eq!(notice.reason.as_ref().map(|reason| reason.code()), Some("cancelled"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_edited_while_the_driver_is_offline_arrives_and_nothing_done_is_lost() {
    let moved =
        waybill_domain::command::StopPatch { address: Some("Linden Avenue 29".into()), ..Default::default() };
    let patch = waybill_domain::command::Patch { dropoff: Some(moved), ..Default::default() };
    let mut scene = scene().await.meanwhile(Command::Edit(Box::new(patch))).await;
    scene.deliver().await;
    scene.network_returns().await;
    let (delivery, kinds) = scene.exceptions().await;
    assert_eq!((delivery.state, delivery.dropoff.address.as_str()), (State::Completed, "Linden Avenue 29"));
    assert!(kinds.is_empty(), "{kinds:?}");
}
