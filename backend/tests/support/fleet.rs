//! The server and its people.

use std::sync::Once;

use jiff::{Timestamp, ToSpan as _};
use reqwest::{Method, header};
use serde_json::Value;
use tempfile::TempDir;
use waybill_backend::{Clock, Config, Running, Server, service};
use waybill_domain::{Member, MemberId, OrganizationId, Role};

use super::{Phone, Reply, uuid};

pub(crate) const PASSWORD: &str = "correct horse";

/// Where the fleet is.
const ZONE: &str = "Europe/Berlin";

/// A clock that begins at the next ten in the morning in the fleet's place: what is an hour away is the same day, at
/// whatever hour the tests run.
fn next_morning() -> Clock {
    let now = Timestamp::now().in_tz(ZONE).expect("a zone");
    let morning = (now.date() + 1.day()).at(10, 0, 0, 0).in_tz(ZONE).expect("a time");
    let clock = Clock::default();
    clock.advance(now.duration_until(&morning).as_millis().try_into().expect("a day or two"));
    clock
}

/// A running server with one organization: an admin, a dispatcher, two drivers.
pub(crate) struct Fleet {
    pub(crate) running: Running,
    pub(crate) clock: Clock,
    pub(crate) organization: OrganizationId,
    pub(crate) admin: Member,
    pub(crate) dispatcher: Member,
    pub(crate) mara: Member,
    pub(crate) jonas: Member,
    _dir: TempDir,
}

/// Somebody who is signed in, or nobody.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
    headers: Vec<(&'static str, String)>,
}

impl Fleet {
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub(crate) async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let mut config = Config {
            listen: ([127, 0, 0, 1], 0).into(),
            data_dir: dir.path().to_owned(),
            password_memory_kib: 64,
            password_passes: 1,
            ..Config::default()
        };
        change(&mut config);
        let clock = next_morning();
        let running = Server::start(config, clock.clone()).await.expect("the server starts");
        let info = service::found(&running.app, "Test fleet", ZONE).await.expect("an organization");
        let organization = info.id;
        let mut people = Vec::new();
        for (name, role) in [
            ("Ada Admin", Role::Admin),
            ("Dora Dispatch", Role::Dispatcher),
            ("Mara Vogel", Role::Driver),
            ("Jonas Weber", Role::Driver),
        ] {
            people.push(enroll(&running, organization, name, role, "test").await);
        }
        let [admin, dispatcher, mara, jonas] = people.try_into().expect("four people");
        Self { running, clock, organization, admin, dispatcher, mara, jonas, _dir: dir }
    }

    /// The same after the server was stopped and started again.
    pub(crate) async fn restart(self) -> Self {
        let config = self.running.app.config.clone();
        self.running.shutdown().await;
        let running = Server::start(config, self.clock.clone()).await.expect("the server starts again");
        Self { running, ..self }
    }

    /// Another organization on the same server: its admin, dispatcher and driver, in this order.
    pub(crate) async fn neighbours(&self) -> [Member; 3] {
        let info =
            service::found(&self.running.app, "Neighbours", "Asia/Tokyo").await.expect("an organization");
        let (running, id) = (&self.running, info.id);
        [
            enroll(running, id, "Nora Admin", Role::Admin, "next").await,
            enroll(running, id, "Nils Dispatch", Role::Dispatcher, "next").await,
            enroll(running, id, "Nina Driver", Role::Driver, "next").await,
        ]
    }

    /// Adds a member to the fleet.
    pub(crate) async fn enroll(&self, name: &str, role: Role) -> Member {
        enroll(&self.running, self.organization, name, role, "test").await
    }

    /// Nobody in particular.
    pub(crate) fn nobody(&self) -> Client {
        nobody_at(&self.running.url())
    }

    /// `member` in a browser.
    pub(crate) async fn browser(&self, member: &Member) -> Client {
        let nobody = self.nobody();
        let reply = nobody
            .post("/api/v1/session", serde_json::json!({ "email": member.email, "password": PASSWORD }))
            .await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let cookie = reply.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        nobody.with(header::COOKIE.as_str(), cookie).with("x-waybill", "1")
    }

    /// `member` on a new phone.
    pub(crate) async fn phone(&self, member: &Member) -> Phone {
        Phone::sign_in(self.nobody(), member).await
    }
}

/// Nobody in particular, at the server with this address.
pub(crate) fn nobody_at(url: &str) -> Client {
    static TLS: Once = Once::new();
    TLS.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client { http: reqwest::Client::new(), url: url.to_owned(), headers: Vec::new() }
}

async fn enroll(running: &Running, id: OrganizationId, name: &str, role: Role, host: &str) -> Member {
    let first = name.split(' ').next().unwrap_or(name).to_lowercase();
    let member = Member {
        id: MemberId(uuid()),
        name: name.to_owned(),
        email: format!("{first}@{host}.example"),
        role,
        vehicle: String::new(),
        phone: String::new(),
        disabled: false,
    };
    service::enroll(&running.app, id, member, PASSWORD.to_owned()).await.expect("a member")
}

impl Client {
    /// The same with one more header.
    pub(crate) fn with(&self, name: &'static str, value: impl Into<String>) -> Self {
        let mut client = self.clone();
        client.headers.retain(|(known, _)| *known != name);
        client.headers.push((name, value.into()));
        client
    }

    /// The same without a header.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut client = self.clone();
        client.headers.retain(|(known, _)| *known != name);
        client
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: impl serde::Serialize) -> Reply {
        self.send(Method::POST, path, Some(json(body))).await
    }

    pub(crate) async fn patch(&self, path: &str, body: impl serde::Serialize) -> Reply {
        self.send(Method::PATCH, path, Some(json(body))).await
    }

    pub(crate) async fn put(&self, path: &str, body: impl serde::Serialize) -> Reply {
        self.send(Method::PUT, path, Some(json(body))).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }

    /// Sends bytes that claim to be JSON.
    pub(crate) async fn raw(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Reply {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json").body(body);
        Reply::read(request.send().await.expect("an answer")).await
    }

    /// Sends bytes of this kind.
    pub(crate) async fn bytes(
        &self,
        method: Method,
        path: &str,
        kind: &str,
        body: impl Into<reqwest::Body>,
    ) -> Reply {
        let request = self.request(method, path).header(header::CONTENT_TYPE, kind).body(body);
        Reply::read(request.send().await.expect("an answer")).await
    }

    /// Reads bytes.
    pub(crate) async fn download(&self, path: &str) -> (u16, header::HeaderMap, Vec<u8>) {
        let response = self.request(Method::GET, path).send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.bytes().await.expect("a body").to_vec())
    }

    /// Reads a range of bytes, such as `bytes=0-99`.
    pub(crate) async fn range(&self, path: &str, range: &str) -> (u16, header::HeaderMap, Vec<u8>) {
        let request = self.request(Method::GET, path).header(header::RANGE, range);
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.bytes().await.expect("a body").to_vec())
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        Reply::read(request.send().await.expect("an answer")).await
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url));
        self.headers.iter().fold(request, |request, (name, value)| request.header(*name, value))
    }
}

fn json(body: impl serde::Serialize) -> Value {
    serde_json::to_value(body).expect("JSON")
}
