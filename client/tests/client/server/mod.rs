//! A server in memory: one organization, the real rules, and faults on demand.

mod sync;
mod tiles;
mod uploads;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use bytes::Bytes;
use futures::{StreamExt as _, future::BoxFuture, stream};
use serde_json::json;
pub(crate) use tiles::TilesHere;
use tokio::sync::broadcast;
use uuid::Uuid;
use waybill_client::wire::{Pokes, Wire, WireError, WireReply, WireRequest};
use waybill_domain::{
    Command, CommandId, Delivery, DeliveryId, LaneId, Member, MemberId, OrganizationId, Role, Timestamp,
    calls::driver::Shift,
    command::Envelope,
    geo::LaneFix,
    member::Actor,
    proof::Sha256Hash,
    protocol::{
        CommandResult, FixBatch, LaneInfo, NewLane, OrganizationInfo, Poke, SessionInfo, SignIn, SignedIn,
        Tokens,
    },
    rules::{self, Context},
};

/// What the network does to a request.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Network {
    #[default]
    Up,
    Down,
    /// The request arrives, the answer does not.
    AnswersLost,
    /// Commands do not get through, everything else does.
    PushesLost,
    /// A Wi-Fi answers everything with a page.
    Portal,
}

#[derive(Clone)]
pub(crate) struct Lane {
    pub(crate) member: MemberId,
    key: String,
    pub(crate) envelopes: Vec<Envelope>,
    results: Vec<CommandResult>,
    last_hash: Sha256Hash,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) network: Network,
    pub(crate) deliveries: BTreeMap<DeliveryId, (u64, Delivery)>,
    revoked: Vec<(u64, MemberId, DeliveryId)>,
    pub(crate) lanes: BTreeMap<LaneId, Lane>,
    access: BTreeMap<String, LaneId>,
    refresh: BTreeMap<String, LaneId>,
    pub(crate) blobs: BTreeMap<Sha256Hash, Bytes>,
    pub(crate) uploads: BTreeMap<String, (Sha256Hash, usize, Vec<u8>)>,
    pub(crate) fixes: BTreeMap<(u32, u64), Timestamp>,
    /// Fixes from then on are too far ahead of the server's clock.
    pub(crate) no_fix_after: Option<Timestamp>,
    /// What was said about the driver's work.
    pub(crate) shifts: Vec<Shift>,
    pub(crate) seq: u64,
    pub(crate) epoch: String,
    pub(crate) page: usize,
    pub(crate) requests: Vec<String>,
    /// The upload breaks off once this many chunks have been taken.
    pub(crate) chunks_left: Option<usize>,
    pub(crate) tiles: TilesHere,
    /// A push with this in it is refused as a whole.
    pub(crate) poison: Option<String>,
    tokens: u64,
}

#[derive(Clone)]
pub(crate) struct Server {
    state: Arc<Mutex<State>>,
    pokes: broadcast::Sender<u64>,
    pub(crate) organization: OrganizationId,
}

const MEMBERS: [(&str, u128); 2] = [("mara@example.org", 1), ("jordi@example.org", 2)];

pub(crate) fn member(email: &str) -> MemberId {
    let n = MEMBERS.iter().find(|(known, _)| *known == email).map_or(0, |(_, n)| *n);
    MemberId(Uuid::from_u128(n))
}

impl Server {
    pub(crate) fn new() -> Self {
        let state = State { epoch: "e1".to_owned(), page: 100, ..State::default() };
        Self {
            state: Arc::new(Mutex::new(state)),
            pokes: broadcast::channel(64).0,
            organization: OrganizationId(Uuid::from_u128(77)),
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("state")
    }

    pub(crate) fn network(&self, network: Network) {
        self.state().network = network;
    }

    /// A dispatcher's command.
    pub(crate) fn dispatch(&self, delivery: DeliveryId, command: Command) {
        let actor = Actor { member: MemberId(Uuid::from_u128(9)), role: Role::Dispatcher };
        self.receive(delivery, &command, actor, CommandId(Uuid::now_v7()), now());
    }

    pub(crate) fn delivery(&self, id: DeliveryId) -> Delivery {
        self.state().deliveries[&id].1.clone()
    }

    /// All access tokens end.
    pub(crate) fn expire(&self) {
        self.state().access.clear();
    }

    /// All sessions end.
    pub(crate) fn end_sessions(&self) {
        let mut state = self.state();
        state.access.clear();
        state.refresh.clear();
    }

    fn receive(
        &self,
        id: DeliveryId,
        command: &Command,
        actor: Actor,
        command_id: CommandId,
        at: Timestamp,
    ) -> rules::Reception {
        let mut state = self.state();
        let before = state.deliveries.get(&id).map(|(_, delivery)| delivery.clone());
        let context = Context {
            actor,
            organization: self.organization,
            delivery: id,
            command: command_id,
            at,
            base_rev: None,
        };
        let reception = rules::receive(before.as_ref(), command, &context);
        let driver = before.as_ref().and_then(|delivery| delivery.driver);
        let mut after = before;
        for event in &reception.events {
            after = rules::evolve(after, event, at);
        }
        if !reception.events.is_empty()
            && let Some(mut after) = after
        {
            let here: Vec<_> = after.blobs().map(|blob| blob.sha256).collect();
            after.received.extend(here.into_iter().filter(|sha| state.blobs.contains_key(sha)));
            self.put(&mut state, after, driver);
        }
        reception
    }

    fn put(&self, state: &mut State, delivery: Delivery, driver_before: Option<MemberId>) {
        state.seq += 1;
        let seq = state.seq;
        if let Some(before) = driver_before.filter(|_| driver_before != delivery.driver) {
            state.revoked.push((seq, before, delivery.id));
        }
        state.deliveries.insert(delivery.id, (seq, delivery));
        let _ = self.pokes.send(seq);
    }

    fn tokens(state: &mut State, lane: LaneId) -> Tokens {
        state.tokens += 1;
        let (access, refresh) = (format!("a{}", state.tokens), format!("r{}", state.tokens));
        state.access.insert(access.clone(), lane);
        state.refresh.insert(refresh.clone(), lane);
        Tokens { access, access_expires_at: now().plus_minutes(15), refresh }
    }

    fn person(email: &str) -> Member {
        Member {
            id: member(email),
            name: email.to_owned(),
            email: email.to_owned(),
            role: Role::Driver,
            vehicle: String::new(),
            phone: String::new(),
            disabled: false,
        }
    }

    /// Another lane for the member of this one.
    fn new_lane(&self, replaces: LaneId, body: &Bytes) -> WireReply {
        let ask: NewLane = serde_json::from_slice(body).expect("a NewLane");
        let member = self.state().lanes[&replaces].member;
        let email =
            MEMBERS.iter().find(|(_, n)| MemberId(Uuid::from_u128(*n)) == member).expect("a member").0;
        self.sign_in(&SignIn {
            email: email.to_owned(),
            password: "waybill".to_owned(),
            device: Some(ask.device),
        })
    }

    fn sign_in(&self, ask: &SignIn) -> WireReply {
        let known = MEMBERS.iter().any(|(email, _)| *email == ask.email);
        let Some(device) = ask.device.as_ref().filter(|_| known && ask.password == "waybill") else {
            return refusal(401, "wrong_credentials");
        };
        let person = Self::person(&ask.email);
        let mut state = self.state();
        let found = state.lanes.iter().find(|(_, lane)| lane.key == device.public_key);
        let id = found.map_or_else(|| LaneId(Uuid::now_v7()), |(id, _)| *id);
        let lane = state.lanes.entry(id).or_insert_with(|| Lane {
            member: person.id,
            key: device.public_key.clone(),
            envelopes: Vec::new(),
            results: Vec::new(),
            last_hash: Sha256Hash::ZERO,
        });
        let lane = LaneInfo { id, last_seq: lane.results.len() as u64, last_hash: lane.last_hash };
        let organization = OrganizationInfo {
            id: self.organization,
            name: "Test".to_owned(),
            time_zone: "Europe/Andorra".to_owned(),
        };
        let tokens = Self::tokens(&mut state, id);
        let session = SessionInfo { member: person, organization };
        ok(&SignedIn { session, tokens: Some(tokens), lane: Some(lane) })
    }

    fn answer(&self, request: &WireRequest) -> WireReply {
        let parse = |body: &Bytes| serde_json::from_slice::<serde_json::Value>(body).expect("JSON");
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        self.state().requests.push(format!("{} {path}", request.method));
        match (request.method, path) {
            ("POST", "/api/v1/session") => {
                return self.sign_in(&serde_json::from_slice(&request.body).expect("a sign-in"));
            }
            ("POST", "/api/v1/session/refresh") => {
                let used = parse(&request.body)["refresh"].as_str().expect("a token").to_owned();
                let mut state = self.state();
                let Some(lane) = state.refresh.get(&used).copied() else {
                    return refusal(401, "session_ended");
                };
                return ok(&Self::tokens(&mut state, lane));
            }
            ("POST", "/api/v1/sync/drain") => {
                let push: waybill_domain::protocol::Push =
                    serde_json::from_slice(&request.body).expect("a push");
                let known = self.state().lanes.contains_key(&push.lane);
                return if known { self.push(push.lane, &push) } else { refusal(404, "unknown") };
            }
            _ => {}
        }
        let bearer = request.bearer.clone().unwrap_or_default();
        let Some(lane) = self.state().access.get(&bearer).copied() else {
            return refusal(401, "token_expired");
        };
        match (request.method, path) {
            ("POST", "/api/v1/sync/push") => {
                self.push(lane, &serde_json::from_slice(&request.body).expect("a push"))
            }
            ("GET", "/api/v1/sync/pull") => self.pull(lane, query),
            ("POST", "/api/v1/session/lane") => self.new_lane(lane, &request.body),
            ("POST", "/api/v1/uploads") => self.create_upload(request),
            ("HEAD", path) => match self.state().uploads.get(path) {
                Some((_, _, bytes)) => reply(200, &[("upload-offset", bytes.len().to_string())]),
                None => refusal(404, "no_such_upload"),
            },
            ("PATCH", _) => self.chunk(request),
            ("POST", "/api/v1/positions") => {
                let batch: FixBatch = serde_json::from_slice(&request.body).expect("fixes");
                let mut state = self.state();
                assert!(batch.sent_at.is_some(), "the server must know how the phone's clock goes");
                state.shifts.extend(batch.shift);
                let limit = state.no_fix_after;
                let is_taken = |fix: &&LaneFix| limit.is_none_or(|limit| fix.fix.at < limit);
                let (taken, refused): (Vec<&LaneFix>, Vec<&LaneFix>) = batch.fixes.iter().partition(is_taken);
                for fix in &taken {
                    state.fixes.insert((fix.boot, fix.seq), fix.fix.at);
                }
                ok(&json!({ "stored": taken.len(), "duplicates": 0, "refused": refused.len() }))
            }
            ("GET", "/api/v1/map") => ok(&json!({ "type": "FeatureCollection", "features": [] })),
            ("GET", path) if path.starts_with("/api/v1/map/tiles") => self.tiles(request, path),
            ("GET", "/api/v1/members") => ok(&[Self::person("mara@example.org")]),
            ("DELETE", "/api/v1/session") => reply(204, &[]),
            _ => refusal(404, "not_found"),
        }
    }
}

impl Wire for Server {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireReply, WireError>> {
        Box::pin(async move {
            let network = self.state().network;
            match network {
                Network::Up => Ok(self.answer(&request)),
                Network::PushesLost if request.path != "/api/v1/sync/push" => Ok(self.answer(&request)),
                Network::Down | Network::PushesLost => Err(WireError::Unreachable("no network".to_owned())),
                Network::AnswersLost => {
                    self.answer(&request);
                    Err(WireError::Unreachable("no answer in time".to_owned()))
                }
                Network::Portal => Ok(WireReply {
                    status: 200,
                    headers: vec![("content-type".to_owned(), "text/html".to_owned())],
                    body: Bytes::from_static(b"<html>Welcome to the Wi-Fi</html>"),
                }),
            }
        })
    }

    fn listen(&self, bearer: String) -> BoxFuture<'_, Result<Pokes, WireError>> {
        Box::pin(async move {
            let state = self.state();
            if state.network != Network::Up || !state.access.contains_key(&bearer) {
                return Err(WireError::Unreachable("no network".to_owned()));
            }
            let poke = |seq| Poke::Changed { seq, deliveries: Vec::new() };
            let received = stream::unfold(self.pokes.subscribe(), |mut receiver| async move {
                receiver.recv().await.ok().map(|seq| (seq, receiver))
            });
            Ok(stream::iter([state.seq]).chain(received).map(poke).boxed())
        })
    }
}

pub(crate) fn now() -> Timestamp {
    use waybill_client::clock::{Clock as _, SystemClock};
    SystemClock::new().now()
}

fn ok(body: &impl serde::Serialize) -> WireReply {
    WireReply {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: serde_json::to_vec(body).expect("JSON").into(),
    }
}

fn refusal(status: u16, code: &str) -> WireReply {
    let body = json!({ "code": code, "title": code, "status": status });
    WireReply {
        status,
        headers: vec![("content-type".to_owned(), "application/problem+json".to_owned())],
        body: serde_json::to_vec(&body).expect("JSON").into(),
    }
}

fn reply(status: u16, headers: &[(&str, String)]) -> WireReply {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    WireReply { status, headers, body: Bytes::new() }
}
