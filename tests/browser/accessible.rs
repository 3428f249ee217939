//! axe-core finds nothing to complain of on any screen, in any theme.

use harness::{
    driver::Screen,
    phone::TestPhone,
    samples,
    server::{PASSWORD, TestServer},
    wait,
};
use serde_json::Value;
use waybill_domain::{Command, Delivery, Member};

use crate::{
    contest::delivered_though_cancelled,
    scene::{DESK, PHONE, browser, press, sign_in},
};

/// Every set of colours, by the name that the page knows it under.
const THEMES: [&str; 3] = ["light", "dark", "contrast"];

/// axe-core itself, from the npm parts that the set-up installed.
fn axe() -> String {
    let modules =
        std::env::var("WAYBILL_NPM_MODULES").expect("`cargo xtask test` says where the npm parts are");
    std::fs::read_to_string(format!("{modules}/axe-core/axe.min.js")).expect("axe-core is installed")
}

/// What axe finds on what is on the screen, in each theme.
async fn violations(screen: &Screen, place: &str) -> Vec<String> {
    screen.settle().await.unwrap();
    screen.script(&axe(), Vec::new()).await.unwrap();
    let mut all = Vec::new();
    for theme in THEMES {
        let dress = "const root = document.documentElement; const before = root.dataset.theme;\
                     root.dataset.theme = arguments[0]; return before";
        let before = screen.script(dress, vec![theme.into()]).await.unwrap();
        screen.settle().await.unwrap();
        let run = "const done = arguments[arguments.length - 1]; axe.run().then(r => done(r.violations));";
        let found = screen.client.execute_async(run, Vec::new()).await.unwrap();
        screen.script(dress, vec![before]).await.unwrap();
        let found = found.as_array().cloned().unwrap_or_default();
        all.extend(found.iter().map(|one| format!("{place}, {theme}: {}", described(one))));
    }
    all
}

fn described(violation: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let html: Vec<String> = nodes.iter().map(|node| text(&node["html"])).collect();
    format!("{}: {}", text(&violation["id"]), html.join(" | "))
}

/// Goes there, waits for what must be there, clicks what is to be clicked, and looks.
async fn look(screen: &Screen, url: &str, path: &str, there: &str, click: &[&str]) -> Vec<String> {
    screen.client.goto(&format!("{url}{path}")).await.unwrap();
    screen.css(there).await.unwrap();
    for testid in click {
        press(screen, testid).await.unwrap();
    }
    violations(screen, path).await
}

/// A delivery in a driver's van.
async fn in_the_van(server: &TestServer, driver: &Member, address: &str) -> Delivery {
    let dispatcher = server.dispatcher().await.unwrap();
    let made = dispatcher.create(samples::photo_and_signature(address, "Ana Souza")).await.unwrap();
    dispatcher.assign(made.id, driver.id).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let phone = TestPhone::open(folder.path()).await.unwrap();
    phone.sign_in(&server.url(), &driver.email, PASSWORD).await.unwrap();
    wait::until("the phone to get the delivery", || phone.delivery(made.id)).await;
    phone.walk_to_the_door(made.id).await.unwrap();
    phone.drained().await.unwrap();
    phone.controller.shut_down().await;
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_has_no_violations() {
    let mut server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let yusuf = server.driver("Yusuf Demir", "yusuf@fleet.test").await.unwrap();
    let phone = tempfile::tempdir().unwrap();
    delivered_though_cancelled(&mut server, phone.path(), (mara.id, &mara.email)).await.unwrap();
    let delivery = in_the_van(&server, &mara, "Linden Avenue 27").await;
    let dispatcher = server.dispatcher().await.unwrap();
    dispatcher.act(delivery.id, Command::Transfer { to: yusuf.id }).await.unwrap();
    let waiting = dispatcher.create(samples::photo_and_signature("Rose Court 5", "A. Souza")).await.unwrap();
    let waiting = format!("/board/{}", waiting.id);
    let url = server.url();

    let desk = browser(&server, DESK).await.unwrap();
    let mut found = violations(&desk.screen, "/sign-in").await;
    sign_in(&desk.screen, "dispatch@fleet.test").await.unwrap();
    desk.screen.find("board-row").await.unwrap();
    let open = format!("/board/{}", delivery.id);
    let places: [(&str, &str, &[&str]); 16] = [
        ("/board", "[data-testid=board-row]", &[]),
        ("/board", "[data-testid=board-row]", &["chip-unassigned", "wave-open", "wave-left"]),
        (&open, "[data-testid=custody]", &[]),
        (&waiting, "[data-testid=dispatch-find]", &["dispatch-find", "decisions-open"]),
        ("/plan", "[data-testid=plan-begin]", &["plan-begin"]),
        ("/board/new", "[data-testid=form-submit]", &[]),
        ("/drivers", "[data-testid=driver]", &[]),
        ("/devices", "[data-testid=device]", &["device-row", "device-end"]),
        ("/exceptions", "[data-testid=exception]", &["exception-open"]),
        ("/exceptions", "[data-testid=exception]", &["exceptions-settled"]),
        ("/settings", "[data-testid=settings-foot]", &["auto"]),
        (
            "/settings/hours",
            "[data-testid=settings-foot]",
            &["hours.limited-1", "day-add", "holiday-add", "settings-save"],
        ),
        (
            "/settings/drivers",
            "[data-testid=roster-sum]",
            &["shift-add", "away-add", "own-day-add", "settings-save"],
        ),
        ("/settings/vehicles", "[data-testid=vehicles-add]", &["vehicles-add", "capacity.count"]),
        ("/settings/depots", "[data-testid=depots-add]", &["depots-add", "hours.limited-1", "settings-save"]),
        ("/settings/zones", "[data-testid=zones-add]", &["zones-add", "hours.limited-1", "settings-save"]),
    ];
    for (path, there, click) in places {
        found.extend(look(&desk.screen, &url, path, there, click).await);
    }
    desk.screen.client.clone().close().await.unwrap();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_drivers_screens_have_no_violations() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let yusuf = server.driver("Yusuf Demir", "yusuf@fleet.test").await.unwrap();
    let giving = in_the_van(&server, &mara, "Linden Avenue 27").await;
    let held = in_the_van(&server, &mara, "Kestrel Lane 14").await;
    let taking = in_the_van(&server, &yusuf, "Rose Court 5").await;
    let dispatcher = server.dispatcher().await.unwrap();
    dispatcher.act(giving.id, Command::Transfer { to: yusuf.id }).await.unwrap();
    dispatcher.act(taking.id, Command::Transfer { to: mara.id }).await.unwrap();
    let url = server.url();

    let phone = browser(&server, PHONE).await.unwrap();
    sign_in(&phone.screen, &mara.email).await.unwrap();
    phone.screen.find("take-card").await.unwrap();
    let stop = |delivery: &Delivery, rest: &str| format!("/stop/{}{rest}", delivery.id);
    let paths = [
        "/today".to_owned(),
        stop(&held, ""),
        stop(&held, "/complete"),
        stop(&held, "/failed"),
        stop(&held, "/hand-over"),
        stop(&giving, ""),
        stop(&taking, ""),
        "/waiting".to_owned(),
        "/shift".to_owned(),
    ];
    let mut found = Vec::new();
    for path in &paths {
        found.extend(look(&phone.screen, &url, path, "main", &[]).await);
    }
    phone.screen.client.clone().close().await.unwrap();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
