//! Push and pull.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use uuid::Uuid;
use waybill_client::wire::WireReply;
use waybill_domain::{
    LaneId, MemberId, Role,
    member::Actor,
    proof::Sha256Hash,
    protocol::{CommandResult, PatchOp, PullPage, Push, PushOutcome, PushReply, Tail},
};

use super::{MEMBERS, Server, now, ok};

impl Server {
    pub(super) fn push(&self, id: LaneId, push: &Push) -> WireReply {
        let mut results = Vec::new();
        let mut outcome = PushOutcome::Ok;
        for sealed in &push.commands {
            let lane = self.state().lanes[&id].clone();
            let last = lane.envelopes.len() as u64;
            if sealed.seq <= last {
                let known = &lane.results[usize::try_from(sealed.seq - 1).expect("small")];
                if known.cmd_id != sealed.header().expect("header").cmd_id {
                    outcome = PushOutcome::Fork;
                    break;
                }
                results.push(known.clone());
                continue;
            }
            if sealed.seq > last + 1 {
                outcome = PushOutcome::Gap;
                break;
            }
            let key: [u8; 32] = STANDARD.decode(&lane.key).expect("key").try_into().expect("key");
            sealed.verify(&VerifyingKey::from_bytes(&key).expect("key")).expect("signed by the lane's key");
            let envelope = sealed.open().expect("an envelope");
            assert_eq!(envelope.prev_hash, lane.last_hash, "the lane's chain holds");
            let actor = Actor { member: lane.member, role: Role::Driver };
            let reception = self.receive(
                envelope.delivery_id,
                &envelope.command,
                actor,
                envelope.cmd_id,
                envelope.occurred_at,
            );
            let result = CommandResult {
                seq: sealed.seq,
                cmd_id: envelope.cmd_id,
                disposition: reception.disposition,
                reason: reception.reason,
            };
            results.push(result.clone());
            let mut state = self.state();
            let lane = state.lanes.get_mut(&id).expect("lane");
            lane.last_hash = sealed.hash();
            lane.envelopes.push(envelope);
            lane.results.push(result);
        }
        let last_seq = self.state().lanes[&id].envelopes.len() as u64;
        ok(&PushReply { outcome, last_seq, results })
    }

    pub(super) fn pull(&self, id: LaneId, query: &str) -> WireReply {
        let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
        let state = self.state();
        let lane = &state.lanes[&id];
        let epoch_holds = value("epoch") == Some(state.epoch.as_str());
        let cursor: Option<u64> = value("cursor").and_then(|text| text.parse().ok()).filter(|_| epoch_holds);
        let acked: u64 = value("acked").and_then(|text| text.parse().ok()).unwrap_or(0);
        let since = cursor.unwrap_or(0);
        let mut changes: Vec<(u64, PatchOp)> = Vec::new();
        for (seq, delivery) in state.deliveries.values().filter(|(seq, _)| *seq > since) {
            if delivery.driver == Some(lane.member) {
                changes.push((*seq, PatchOp::Put { delivery: Box::new(delivery.clone()) }));
            }
        }
        for (seq, member, id) in &state.revoked {
            let back = state.deliveries.get(id).is_some_and(|(_, d)| d.driver == Some(lane.member));
            if *member == lane.member && *seq > since && !back {
                changes.push((*seq, PatchOp::Revoke { id: *id, driver: None }));
            }
        }
        changes.sort_by_key(|(seq, _)| *seq);
        let more = changes.len() > state.page;
        changes.truncate(state.page);
        let email = MEMBERS.iter().find(|(_, n)| MemberId(Uuid::from_u128(*n)) == lane.member);
        let tail = Tail {
            last_seq: lane.envelopes.len() as u64,
            head: Sha256Hash::of(&state.seq.to_be_bytes()),
            server_time: now(),
            member: Self::person(email.expect("member").0),
            backup: None,
        };
        let cursor_after = if more { changes.last().expect("some").0 } else { state.seq };
        ok(&PullPage {
            epoch: state.epoch.clone(),
            reset: cursor.is_none(),
            cursor: cursor_after,
            patch: changes.into_iter().map(|(_, op)| op).collect(),
            results: lane.results.iter().filter(|result| result.seq > acked).cloned().collect(),
            tail: (!more).then_some(tail),
        })
    }
}
