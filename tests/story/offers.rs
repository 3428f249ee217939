//! Offers, from the server to real phones and back.

use harness::{
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use tempfile::TempDir;
use waybill_domain::{
    Command, Fix, MemberId, Point, State,
    calls::{
        DispatchDelivery,
        driver::{ReportFix, SetShift, Shift},
    },
    rules::Disposition,
};

/// A driver with a phone, on shift, `metres` north of the pickup of [`samples::photo_and_signature`].
async fn on_the_road(server: &TestServer, name: &str, metres: f64) -> (MemberId, TestPhone, TempDir) {
    let email = format!("{}@fleet.test", name.split(' ').next().unwrap().to_lowercase());
    let member = server.driver(name, &email).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), &email, PASSWORD).await.unwrap();
    phone.controller.set_shift(SetShift { shift: Shift::On }).await.unwrap();
    let point = Point { lat: 53.551 + metres / 111_195.0, lon: 10.002 };
    let at = samples::now();
    let fix = Fix { point, at, accuracy_m: None, speed_mps: None, heading_deg: None, battery_pct: None };
    phone.controller.report_fix(ReportFix { fix }).await.unwrap();
    phone.drained().await.unwrap();
    (member.id, phone, folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_comes_to_the_nearest_phone_and_goes_on_where_it_is_not_answered_in_time() {
    let mut server = TestServer::start().await.unwrap();
    let (mara_id, mara, _mara_folder) = on_the_road(&server, "Mara Ivanova", 100.0).await;
    let (leo_id, leo, _leo_folder) = on_the_road(&server, "Leo Brandt", 700.0).await;
    let dispatcher = server.dispatcher().await.unwrap();
    let order = samples::photo_and_signature("Linden Avenue 27", "Ana Souza");
    let id = dispatcher.create(order).await.unwrap().id;
    let ask = DispatchDelivery { id: Some(id), reassign: false };
    let dispatched = wait::until("Mara to be asked", || async {
        let dispatched = dispatcher.call(&ask).await.ok()?;
        (dispatched.delivery.driver == Some(mara_id)).then_some(dispatched)
    })
    .await;
    let until = dispatched.delivery.offer.expect("it is offered").until;
    let seen = wait::until("the offer to come to her phone", || mara.delivery(id)).await;
    assert_eq!(seen.delivery.state, State::Offered);
    assert_eq!(seen.delivery.offer.map(|offer| offer.until), Some(until));
    assert!(leo.delivery(id).await.is_none(), "nobody else is bothered");

    // She says yes in a dead spot. By the time it goes up the offer has run out.
    server.stop().await;
    let mine = mara.act(id, Command::Accept).await.unwrap();
    assert_eq!(mine.delivery.state, State::Accepted, "in time by her own clock");
    server.clock.advance(31_000);
    server.start_again().await.unwrap();
    mara.drained().await.unwrap();
    let notices = mara.waiting().await.unwrap().notices;
    let notice = notices.iter().find(|notice| notice.name == "accept").expect("she is told");
    assert_eq!(notice.disposition, Disposition::Rejected);
    assert_eq!(notice.reason.as_ref().map(|reason| reason.code()), Some("offer_over"));
    wait::until("it to leave her list", || async {
        let mine = mara.delivery(id).await;
        mine.is_none_or(|mine| mine.delivery.driver != Some(mara_id) || mine.revoked).then_some(())
    })
    .await;

    wait::until("the offer to come to the other phone", || leo.delivery(id)).await;
    leo.act(id, Command::Accept).await.unwrap();
    leo.drained().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let now = dispatcher.detail(id).await.unwrap().delivery;
    assert_eq!((now.state, now.driver), (State::Accepted, Some(leo_id)));
    leo.deliver(id).await.unwrap();
    leo.drained().await.unwrap();
    assert_eq!(dispatcher.detail(id).await.unwrap().delivery.state, State::Completed);
}
