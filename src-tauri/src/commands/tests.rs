//! The commands through Tauri's own dispatch, without a window system.

use serde_json::{Value, json};
use tauri::{
    WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
    webview::InvokeRequest,
};

use crate::{commands, config::Config, open_offline, sql::Sql};

struct Page {
    window: WebviewWindow<MockRuntime>,
    _app: tauri::App<MockRuntime>,
    _folder: tempfile::TempDir,
}

/// A page in an app whose server does not answer.
fn page() -> Page {
    let folder = tempfile::tempdir().expect("a folder");
    let config = Config::new(Some(folder.path().join("data")), Some("http://127.0.0.1:9".to_owned()));
    let app = mock_builder()
        .manage(config.expect("valid"))
        .plugin(Sql::new())
        .invoke_handler(commands::handler())
        .build(mock_context(noop_assets()))
        .expect("an app");
    open_offline(&app).expect("opens");
    let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build().expect("a window");
    Page { window, _app: app, _folder: folder }
}

impl Page {
    fn invoke(&self, name: &str, args: Value) -> Result<Value, Value> {
        let url = if cfg!(any(windows, target_os = "android")) {
            "http://tauri.localhost"
        } else {
            "tauri://localhost"
        };
        let request = InvokeRequest {
            cmd: name.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: url.parse().expect("a URL"),
            body: InvokeBody::Json(args),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize::<Value>().expect("JSON"))
    }
}

#[test]
fn a_fresh_app_says_where_it_stands() {
    let status = page().invoke("status", json!({ "args": {} })).expect("answers");
    assert_eq!(status["session"], Value::Null);
    assert_eq!(status["server_url"], "http://127.0.0.1:9");
    assert_eq!(status["network"], "unknown");
}

#[test]
fn errors_have_a_code_and_plain_words() {
    let page = page();
    let error = page.invoke("my_deliveries", json!({ "args": {} })).expect_err("nobody is signed in");
    assert_eq!(error["code"], "not_signed_in");
    assert_eq!(error["message"], "Nobody is signed in on this device");

    let ask = json!({ "args": { "server_url": "nonsense://", "email": "a@b.c", "password": "x" } });
    let error = page.invoke("sign_in", ask).expect_err("not a server");
    assert_eq!(error["errors"][0]["field"], "server_url");

    let ask = json!({ "args": { "server_url": "http://127.0.0.1:9", "email": "a@b.c", "password": "x" } });
    let error = page.invoke("sign_in", ask).expect_err("no server");
    assert_eq!(error["code"], "offline");
}

#[test]
fn sql_is_not_for_the_page() {
    let page = page();
    let ask = json!({ "db": "sqlite:x.db", "query": "select 1", "values": [] });
    assert!(page.invoke("plugin:sql|select", ask).is_err());
    let error = page.invoke("call", json!({ "name": "drop_tables", "args": {} })).expect_err("unknown");
    assert_eq!(error["code"], "unknown_call");
}
