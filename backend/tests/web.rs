//! Health, map, UI files and the API description.

use reqwest::Method;
use serde_json::Value;

use crate::support::Fleet;

const MAP: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"layer":"road","class":"primary","name":"Main Street"},"geometry":{"type":"LineString","coordinates":[[13.39,52.52],[13.41,52.52]]}}]}"#;

#[tokio::test]
async fn health_says_what_does_not_work() {
    let fleet = Fleet::start().await;
    let nobody = fleet.nobody();
    let live: Value = nobody.get("/health/live").await.ok();
    assert_eq!(live["status"], "ok");
    assert_eq!(nobody.get("/health/ready").await.status, 200);
    let blobs = fleet.running.app.config.data_dir.join("blobs");
    std::fs::remove_dir_all(&blobs).expect("removed");
    std::fs::write(&blobs, "no folder").expect("written");
    let problem = nobody.get("/health/ready").await.refused(503, "not_ready");
    assert_eq!(problem.title, "the blob folder cannot be used");
    assert_eq!(nobody.get("/health/live").await.status, 200);
}

#[tokio::test]
async fn the_map_comes_packed_and_only_when_it_changed() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    let empty: Value = dora.get("/api/v1/map").await.ok();
    assert_eq!(
        (&empty["type"], &empty["features"]),
        (&"FeatureCollection".into(), &Value::Array(Vec::new()))
    );

    std::fs::write(fleet.running.app.config.data_dir.join("map.geojson"), MAP).expect("written");
    let plain = dora.get("/api/v1/map").await;
    assert_eq!((plain.body.as_str(), plain.header("content-type")), (MAP, "application/geo+json"));
    let (_, headers, body) = dora.with("accept-encoding", "gzip, br").download("/api/v1/map").await;
    assert_eq!(headers["content-encoding"], "gzip");
    let mut unpacked = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&body[..]), &mut unpacked).expect("gzip");
    assert_eq!(unpacked, MAP);
    let again = dora.with("if-none-match", plain.header("etag")).get("/api/v1/map").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    fleet.nobody().get("/api/v1/map").await.refused(401, "not_signed_in");
}

#[tokio::test]
async fn a_broken_map_file_is_said_and_breaks_nothing_else() {
    let fleet = Fleet::start().await;
    let dora = fleet.browser(&fleet.dispatcher).await;
    std::fs::write(fleet.running.app.config.data_dir.join("map.geojson"), "{\"features\": [")
        .expect("written");
    dora.get("/api/v1/map").await.refused(500, "no_map");
    assert_eq!(fleet.nobody().get("/health/ready").await.status, 200);
}

#[tokio::test]
async fn the_ui_is_served_with_its_pages_and_its_guards() {
    let ui = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(ui.path().join("assets")).expect("a folder");
    std::fs::write(ui.path().join("index.html"), "<!doctype html><title>Waybill</title>").expect("written");
    std::fs::write(ui.path().join("assets/app-0123456789abcdef.js"), "x".repeat(3_000)).expect("written");
    std::fs::write(ui.path().join("assets/app-0123456789abcdef.wasm"), b"\0asm").expect("written");
    std::fs::write(ui.path().join("licenses.txt"), "MIT").expect("written");
    let fleet = Fleet::start_with(|config| config.ui_dir = ui.path().display().to_string()).await;
    let nobody = fleet.nobody();
    for page in ["/", "/today", "/deliveries/42", "/sign-in?next=%2Ftoday"] {
        let reply = nobody.get(page).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "text/html; charset=utf-8"), "{page}");
        assert_eq!(reply.header("cache-control"), "no-cache");
        let policy = reply.header("content-security-policy");
        for rule in [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(rule), "{rule}: {policy}");
        }
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(!reply.header("referrer-policy").is_empty());
    }
    let script = nobody.get("/assets/app-0123456789abcdef.js").await;
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
    let packed = nobody.with("accept-encoding", "gzip").get("/assets/app-0123456789abcdef.js").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    std::fs::write(ui.path().join("assets/app-0123456789abcdef.js.br"), "smaller still").expect("written");
    let packed = nobody.with("accept-encoding", "gzip, br").get("/assets/app-0123456789abcdef.js").await;
    assert_eq!((packed.header("content-encoding"), packed.body.as_str()), ("br", "smaller still"));
    let again =
        nobody.with("if-none-match", script.header("etag")).get("/assets/app-0123456789abcdef.js").await;
    assert_eq!(again.status, 304);
    let wasm = nobody.get("/assets/app-0123456789abcdef.wasm").await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(nobody.get("/licenses.txt").await.header("cache-control"), "no-cache");
    nobody.get("/assets/app-ffff.js").await.refused(404, "unknown");
    nobody.get("/api/v2/anything").await.refused(404, "unknown");
    nobody.send(Method::POST, "/today", None).await.refused(405, "method_not_allowed");
    for out in ["/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../secret.txt"] {
        let reply = nobody.get(out).await;
        assert!(!reply.body.contains("root:"), "{out}");
    }
}

#[tokio::test]
async fn the_api_describes_itself() {
    let fleet = Fleet::start().await;
    let nobody = fleet.nobody();
    let spec: Value = nobody.get("/api/v1/openapi.json").await.ok();
    for path in [
        "/api/v1/session",
        "/api/v1/deliveries",
        "/api/v1/sync/push",
        "/api/v1/uploads/{id}",
        "/api/v1/deliveries/{id}/proofs/{sha256}",
        "/api/v1/positions",
        "/api/v1/realtime",
        "/api/v1/track/{token}",
        "/t/{token}",
        "/health/ready",
    ] {
        assert!(spec["paths"][path].is_object(), "{path} is not described");
    }
    let public =
        |path: &str, method: &str| spec["paths"][path][method]["security"] == serde_json::json!([{}]);
    assert!(public("/api/v1/session", "post") && public("/api/v1/track/{token}", "get"));
    assert!(!public("/api/v1/deliveries", "get") && spec["security"][0]["bearer"].is_array());
    let query = &spec["paths"]["/api/v1/deliveries"]["get"]["parameters"][0];
    assert_eq!((&query["in"], query["required"].as_bool().unwrap_or(false)), (&"query".into(), false));
    let text = spec.to_string();
    let names = text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next());
    for name in names {
        assert!(spec["components"]["schemas"][name].is_object(), "{name} is referred to and not described");
    }
    let page = nobody.get("/api/docs").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    for word in ["/api/v1/sync/pull", "Upload-Metadata", "DeliveryDetail", "id=\"schema-Delivery\""] {
        assert!(page.body.contains(word), "{word} is not on the page");
    }
    let external =
        page.body.split('"').filter(|part| part.starts_with("http://") || part.starts_with("https://"));
    assert_eq!(external.count(), 0, "nothing from elsewhere");
}
