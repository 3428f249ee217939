//! What an organization sets about its work, at the desk.

use harness::{driver::Screen, server::TestServer, wait};
use waybill_domain::{
    calls::{GetCalendar, GetDispatchPolicy, GetRoster, ListVehicles},
    dispatch::{Policy, Settings},
};

use crate::scene::{desk, holds, press};

/// Chooses a day; how one is typed differs from browser to browser.
async fn choose_day(screen: &Screen, testid: &str, day: &str) {
    screen.find(testid).await.unwrap();
    let choose = "const field = document.querySelector(`[data-testid=\"${arguments[0]}\"]`);\
                  field.value = arguments[1]; field.dispatchEvent(new Event('input', { bubbles: true }))";
    screen.script(choose, vec![testid.into(), day.into()]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn how_dispatch_chooses_is_set_at_the_desk() {
    let server = TestServer::start().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.css("body").await.unwrap().send_keys("s").await.unwrap();

    screen.fill("policy.max_active", "0").await.unwrap();
    screen.click("settings-save").await.unwrap();
    screen.sees("rule-policy.max_active", "must be at least 1").await;
    assert_eq!(dispatcher.call(&GetDispatchPolicy {}).await.unwrap(), Settings::default());

    press(screen, "auto").await.unwrap();
    screen.fill("policy.max_active", "7").await.unwrap();
    screen.fill("policy.reach_m", "2,5").await.unwrap();
    screen.click("settings-save").await.unwrap();
    screen.sees("settings-foot", "All is saved").await;
    let set = dispatcher.call(&GetDispatchPolicy {}).await.unwrap();
    assert_eq!((set.auto, set.policy.max_active, set.policy.reach_m), (true, 7, 2_500.0));

    screen.fill("policy.answer_ms", "45").await.unwrap();
    screen.sees("settings-foot", "Not saved yet").await;
    screen.client.refresh().await.unwrap();
    screen.find("settings-restored").await.unwrap();
    holds(screen, "policy.answer_ms", "45").await;
    holds(screen, "policy.max_active", "7").await;

    let policy = Policy { max_active: 3, ..Policy::default() };
    dispatcher.set_dispatch(&Settings { policy, ..Settings::default() }).await.unwrap();
    screen.click("settings-save").await.unwrap();
    screen.sees("settings-overtaken", "Nothing was overwritten").await;
    assert_eq!(dispatcher.call(&GetDispatchPolicy {}).await.unwrap().policy, policy);
    screen.click("settings-theirs").await.unwrap();
    holds(screen, "policy.max_active", "3").await;
    holds(screen, "policy.answer_ms", "30").await;
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_and_holidays_are_set_at_the_desk() {
    let server = TestServer::start().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.client.goto(&format!("{}/settings/hours", server.url())).await.unwrap();

    press(screen, "hours.limited-1").await.unwrap();
    screen.fill("hours.week.tuesday", "9-12, 11-14").await.unwrap();
    screen.fill("hours.week.friday", "22-2").await.unwrap();
    screen.fill("cut_offs.monday", "14").await.unwrap();
    press(screen, "holiday-add").await.unwrap();
    choose_day(screen, "holidays[0].day", "2027-12-25").await;
    screen.fill("holidays[0].name", "Christmas Day").await.unwrap();
    screen.click("settings-save").await.unwrap();
    screen.sees("rule-hours.week.tuesday", "must not overlap").await;
    screen.fill("hours.week.tuesday", "9-12, 13:30-17.30").await.unwrap();
    screen.click("settings-save").await.unwrap();
    screen.sees("settings-foot", "All is saved").await;

    let kept = dispatcher.call(&GetCalendar {}).await.unwrap();
    let week = kept.item.hours.unwrap().week;
    assert_eq!((kept.rev, week.tuesday.len(), week.friday[0].minutes()), (1, 2, 240));
    assert_eq!((kept.item.holidays.len(), kept.item.cut_offs.len()), (1, 1));
    screen.client.refresh().await.unwrap();
    holds(screen, "hours.week.tuesday", "09:00–12:00, 13:30–17:30").await;
    holds(screen, "holidays[0].name", "Christmas Day").await;

    press(screen, "holiday-remove-0").await.unwrap();
    screen.sees("toast", "Christmas Day is removed").await;
    screen.css("[data-testid=toast] > button").await.unwrap().click().await.unwrap();
    holds(screen, "holidays[0].day", "2027-12-25").await;
    screen.sees("settings-foot", "All is saved").await;
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_driver_s_nights_and_absences_are_set_at_the_desk() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.client.goto(&format!("{}/settings/drivers", server.url())).await.unwrap();

    press(screen, "shift-add").await.unwrap();
    screen.fill("week[0].shift.span", "22-6").await.unwrap();
    screen.fill("week[0].shift.breaks", "7-7:30").await.unwrap();
    press(screen, "away-add").await.unwrap();
    choose_day(screen, "absences[0].from", "2027-08-02").await;
    screen.click("settings-save").await.unwrap();
    screen.sees("rule-week[0].shift.breaks", "must lie within the shift").await;
    screen.fill("week[0].shift.breaks", "2-2:30").await.unwrap();
    screen.sees("roster-sum", "7 h 30 min").await;
    screen.click("settings-save").await.unwrap();
    screen.sees("settings-foot", "All is saved").await;

    let roster = dispatcher.call(&GetRoster { id: mara.id }).await.unwrap().item;
    assert!(roster.week[0].shift.span.passes_midnight());
    assert_eq!((roster.week[0].shift.breaks.len(), roster.absences.len()), (1, 1));
    assert_eq!(roster.absences[0].from, roster.absences[0].until);
    screen.client.refresh().await.unwrap();
    holds(screen, "week[0].shift.span", "22:00–06:00").await;
    holds(screen, "absences[0].until", "2027-08-02").await;
    screen.client.clone().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vehicle_is_added_renamed_removed_and_brought_back() {
    let server = TestServer::start().await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let names = || async {
        let vehicles = dispatcher.call(&ListVehicles {}).await.unwrap();
        vehicles.into_iter().map(|kept| kept.item.name).collect::<Vec<_>>()
    };
    let browser = desk(&server).await.unwrap();
    let screen = &browser.screen;
    screen.client.goto(&format!("{}/settings/vehicles", server.url())).await.unwrap();

    for name in ["Van 7", "Van 8"] {
        screen.click("vehicles-add").await.unwrap();
        screen.fill("name", name).await.unwrap();
        screen.click("settings-save").await.unwrap();
        let listed =
            "return [...document.querySelectorAll('.thing-row b')].some(b => b.innerText === arguments[0])";
        wait::until("the vehicle to be in the list", || async {
            let there = screen.script(listed, vec![name.into()]).await.ok()?;
            (there == true).then_some(())
        })
        .await;
    }
    assert_eq!(names().await, ["Van 7", "Van 8"]);

    // Only the server knows the other names; what it says stands at the field.
    screen.click("vehicles-open").await.unwrap();
    holds(screen, "name", "Van 7").await;
    screen.fill("name", "van 8").await.unwrap();
    screen.click("settings-save").await.unwrap();
    screen.sees("rule-name", "is the name of another vehicle").await;
    screen.fill("name", "Van 9").await.unwrap();
    screen.click("settings-save").await.unwrap();
    screen.sees("settings-foot", "All is saved").await;
    assert_eq!(names().await, ["Van 8", "Van 9"]);

    press(screen, "settings-remove").await.unwrap();
    press(screen, "settings-remove-confirm").await.unwrap();
    screen.sees("toast", "Van 9 is removed").await;
    assert_eq!(names().await, ["Van 8"]);
    screen.css("[data-testid=toast] > button").await.unwrap().click().await.unwrap();
    screen.sees("toast", "Undone").await;
    assert_eq!(names().await, ["Van 8", "Van 9"]);
    screen.client.clone().close().await.unwrap();
}
