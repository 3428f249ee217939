//! axe-core finds nothing to complain of on the main screens.

use harness::{driver::Screen, samples, server::TestServer};
use serde_json::Value;

use crate::scene::{DESK, PHONE, browser, sign_in};

/// axe-core itself, from the npm parts that the set-up installed.
fn axe() -> String {
    let modules =
        std::env::var("WAYBILL_NPM_MODULES").expect("`cargo xtask test` says where the npm parts are");
    std::fs::read_to_string(format!("{modules}/axe-core/axe.min.js")).expect("axe-core is installed")
}

async fn violations(screen: &Screen) -> Vec<String> {
    screen.settle().await.unwrap();
    screen.script(&axe(), Vec::new()).await.unwrap();
    let run = "const done = arguments[arguments.length - 1]; axe.run().then(r => done(r.violations));";
    let found = screen.client.execute_async(run, Vec::new()).await.unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found = found.as_array().cloned().unwrap_or_default();
    found
        .iter()
        .map(|one| {
            let nodes = one["nodes"].as_array().cloned().unwrap_or_default();
            let html: Vec<String> = nodes.iter().map(|node| text(&node["html"])).collect();
            format!("{}: {}", text(&one["id"]), html.join(" | "))
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_screens_have_no_violations() {
    let server = TestServer::start().await.unwrap();
    let mara = server.driver("Mara Ivanova", "mara@fleet.test").await.unwrap();
    let dispatcher = server.dispatcher().await.unwrap();
    let delivery =
        dispatcher.create(samples::photo_and_signature("Kestrel Lane 14", "Ana Souza")).await.unwrap();
    dispatcher.assign(delivery.id, mara.id).await.unwrap();
    let url = server.url();
    let mut found = Vec::new();
    let mut looked_at = 0;

    let desk = browser(&server, DESK).await.unwrap();
    found.extend(violations(&desk.screen).await);
    sign_in(&desk.screen, "dispatch@fleet.test").await.unwrap();
    desk.screen.find("board-row").await.unwrap();
    for path in ["/board".to_owned(), format!("/board/{}", delivery.id), "/board/new".to_owned()] {
        desk.screen.client.goto(&format!("{url}{path}")).await.unwrap();
        desk.screen.find("board-search").await.unwrap();
        found.extend(violations(&desk.screen).await.into_iter().map(|what| format!("{path}: {what}")));
        looked_at += 1;
    }
    desk.screen.client.clone().close().await.unwrap();

    let phone = browser(&server, PHONE).await.unwrap();
    sign_in(&phone.screen, "mara@fleet.test").await.unwrap();
    phone.screen.find("next-card").await.unwrap();
    let stop = format!("/stop/{}", delivery.id);
    for path in
        ["/today".into(), stop.clone(), format!("{stop}/complete"), "/waiting".into(), "/shift".into()]
    {
        let path: String = path;
        phone.screen.client.goto(&format!("{url}{path}")).await.unwrap();
        phone.screen.css("main").await.unwrap();
        found.extend(violations(&phone.screen).await.into_iter().map(|what| format!("{path}: {what}")));
        looked_at += 1;
    }
    phone.screen.client.clone().close().await.unwrap();
    assert_eq!(looked_at, 8);
    assert!(found.is_empty(), "{}", found.join("\n"));
}
