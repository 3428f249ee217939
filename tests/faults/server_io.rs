//! An I/O error at the n-th change of the server's disk while a push comes in, for every n until a run passes.

use harness::{
    samples,
    server::{PASSWORD, TestServer},
    vfs::{Disk, Failure, Fault, Image, Touch},
    wire::WirePhone,
};
use waybill_backend::store::log;
use waybill_domain::{
    Command, DeliveryId, State,
    command::SignedEnvelope,
    proof::Evidence,
    protocol::{CommandResult, PushOutcome, PushReply},
};

/// A server whose database lies on a disk that fails, and a day's commands of one driver, sealed and not yet sent.
struct Scene {
    server: TestServer,
    disk: Disk,
    image: Image,
    phone: WirePhone,
    commands: Vec<SignedEnvelope>,
    delivery: DeliveryId,
}

impl Scene {
    async fn new() -> Self {
        let disk = Disk::new();
        let mut server = TestServer::start_on(Some(disk.name())).await.unwrap();
        let driver = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
        let dispatcher = server.dispatcher().await.unwrap();
        let delivery =
            dispatcher.create(samples::photo_and_signature("Rose Court 5", "A. Souza")).await.unwrap();
        dispatcher.assign(delivery.id, driver.id).await.unwrap();
        let mut phone = WirePhone::sign_in(&server.url(), "mara@fleet.test", PASSWORD).await.unwrap();
        let steps = [
            Command::Accept,
            Command::ArrivedAtPickup,
            Command::PickedUp { evidence: Evidence::default() },
            Command::OutForDelivery,
            Command::Arrived,
        ];
        let commands = steps.iter().map(|command| phone.seal(delivery.id, command).unwrap()).collect();
        server.stop().await;
        let image = disk.image();
        assert!(!image.is_empty(), "the database lies on the disk");
        Self { server, disk, image, phone, commands, delivery: delivery.id }
    }

    /// Pushes until all is taken in, which one more try must do once the disk is well.
    async fn push_all(&self, when: &str) -> Vec<CommandResult> {
        let reply = self.phone.push(&self.commands).await.expect(when);
        assert_eq!((reply.outcome, reply.last_seq), (PushOutcome::Ok, self.commands.len() as u64), "{when}");
        reply.results
    }

    /// Everything that was answered is there, once, and the log is whole.
    async fn check(&self, answered: &[CommandResult], when: &str) {
        let mut snapshot = self.server.app().unwrap().store.snapshot().await.expect(when);
        let check: String =
            sqlx::query_scalar("pragma integrity_check").fetch_one(&mut *snapshot).await.unwrap();
        assert_eq!(check, "ok", "{when}");
        log::verify(&mut snapshot, self.server.organization).await.expect(when).expect(when);
        drop(snapshot);
        let results = self.push_all(when).await;
        assert_eq!(results[..answered.len()], *answered, "{when}");
        let detail = self.server.dispatcher().await.unwrap().detail(self.delivery).await.unwrap();
        assert_eq!(detail.delivery.state, State::Arrived, "{when}");
        for result in &results {
            let events = detail.timeline.iter().filter(|entry| entry.event.command == Some(result.cmd_id));
            let bodies: Vec<_> = events.map(|entry| &entry.event.body).collect();
            assert!(!bodies.is_empty(), "{when}: nothing of {result:?}");
            let twice = bodies.iter().enumerate().find(|(i, body)| bodies[..*i].contains(body));
            assert_eq!(twice, None, "{when}: {result:?}");
        }
    }
}

/// Lets `what` happen at every `step`-th change in turn; how many there were.
async fn at_changes(step: usize, what: Failure, lasting: bool) -> u64 {
    let mut scene = Scene::new().await;
    for n in (1..).step_by(step) {
        let when = format!("{what:?} at change {n}, lasting: {lasting}");
        scene.disk.restore(&scene.image);
        scene.server.start_again().await.expect(&when);
        scene.disk.fail(Fault { lasting, ..Fault::once(n, what) });
        let answered = scene.phone.push(&scene.commands).await.map(|PushReply { results, .. }| results);
        let mut answered = answered.unwrap_or_default();
        let off = scene.disk.is_off();
        let struck = scene.disk.heal();
        if n % 2 == 0 && !off {
            // The server must get over it without being started again.
            answered = scene.push_all(&when).await;
        }
        scene.server.stop().await;
        scene.disk.cut_power(n);
        scene.server.start_again().await.expect(&when);
        scene.check(&answered, &when).await;
        scene.server.stop().await;
        if !struck {
            return n - step as u64;
        }
    }
    unreachable!("the push ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_io_error_at_any_change_of_the_servers_disk_loses_nothing_that_was_answered() {
    for (step, lasting) in [(1, false), (2, true)] {
        let changes = at_changes(step, Failure::Io, lasting).await;
        assert!(changes >= 15, "only {changes} changes");
    }
}

/// A read that fails ends SQLite's transaction behind the pool's back; such a connection must not be read from again.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_read_error_the_server_shows_what_is_and_not_what_was() {
    let mut scene = Scene::new().await;
    for n in (1..).step_by(3) {
        scene.disk.restore(&scene.image);
        scene.server.start_again().await.unwrap();
        let dispatcher = scene.server.dispatcher().await.unwrap();
        scene.disk.fail(Fault { on: &[Touch::Read], ..Fault::once(n, Failure::Io) });
        for _ in 0..4 {
            let _ = futures::future::join_all((0..6).map(|_| dispatcher.detail(scene.delivery))).await;
        }
        let struck = scene.disk.heal();
        scene.push_all(&format!("after read {n}")).await;
        let all = futures::future::join_all((0..12).map(|_| dispatcher.detail(scene.delivery))).await;
        for detail in all {
            assert_eq!(detail.unwrap().delivery.state, State::Arrived, "read {n}");
        }
        scene.server.stop().await;
        if !struck {
            assert!(n > 5, "only {n} reads");
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_torn_write_at_any_change_of_the_servers_disk_loses_nothing_that_was_answered() {
    at_changes(3, Failure::Torn, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_at_any_change_of_the_servers_disk_loses_nothing_that_was_answered() {
    at_changes(3, Failure::Full, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_at_any_change_of_the_servers_disk_loses_nothing_that_was_answered() {
    at_changes(2, Failure::PowerOff, true).await;
}
