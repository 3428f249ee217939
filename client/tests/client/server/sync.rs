//! Push and pull.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use uuid::Uuid;
use waybill_client::wire::WireReply;
use waybill_domain::{
    CommandId, Envelope, LaneId, MemberId, Role,
    command::SignedEnvelope,
    member::Actor,
    proof::Sha256Hash,
    protocol::{CommandResult, PatchOp, PullPage, Push, PushOutcome, PushReply, SignedVoid, Tail},
    rules::Disposition,
};

use super::{MEMBERS, Server, now, ok, refusal};

impl Server {
    pub(super) fn push(&self, id: LaneId, push: &Push) -> WireReply {
        let poison = self.state().poison.clone();
        let bad = |text: &str| poison.as_ref().is_some_and(|poison| text.contains(poison.as_str()));
        if push.commands.iter().any(|command| bad(&command.envelope)) {
            return refusal(422, "invalid");
        }
        let mut results = Vec::new();
        let mut outcome = PushOutcome::Ok;
        let mut slots: Vec<(u64, Result<&SignedEnvelope, &SignedVoid>)> =
            push.commands.iter().map(|command| (command.seq, Ok(command))).collect();
        slots.extend(push.voids.iter().map(|void| (void.seq, Err(void))));
        slots.sort_by_key(|(seq, _)| *seq);
        for (seq, slot) in slots {
            let lane = self.state().lanes[&id].clone();
            let last = lane.results.len() as u64;
            let key: [u8; 32] = STANDARD.decode(&lane.key).expect("key").try_into().expect("key");
            let key = VerifyingKey::from_bytes(&key).expect("key");
            if seq <= last {
                let known = &lane.results[usize::try_from(seq - 1).expect("small")];
                if slot.is_ok_and(|sealed| known.cmd_id != sealed.header().expect("header").cmd_id) {
                    outcome = PushOutcome::Fork;
                    break;
                }
                results.push(known.clone());
                continue;
            }
            if seq > last + 1 {
                outcome = PushOutcome::Gap;
                break;
            }
            let (result, hash, envelope) = match slot {
                Ok(sealed) => {
                    sealed.verify(&key).expect("signed by the lane's key");
                    let envelope = sealed.open().expect("an envelope");
                    assert_eq!(envelope.prev_hash, lane.last_hash, "the lane's chain holds");
                    (self.done(lane.member, &envelope), sealed.hash(), Some(envelope))
                }
                Err(void) => {
                    void.verify(&key).expect("signed by the lane's key");
                    let open = void.open().expect("a void");
                    let cmd_id = open.cmd_id.expect("an id");
                    let disposition = Disposition::Unreadable;
                    (CommandResult { seq, cmd_id, disposition, reason: None }, open.hash, None)
                }
            };
            results.push(result.clone());
            let mut state = self.state();
            let lane = state.lanes.get_mut(&id).expect("lane");
            lane.last_hash = hash;
            lane.envelopes.extend(envelope);
            lane.results.push(result);
        }
        let last_seq = self.state().lanes[&id].results.len() as u64;
        ok(&PushReply { outcome, last_seq, results })
    }

    /// A copy of the phone has told something under the next number of its lane.
    pub(crate) fn told_by_a_twin(&self) {
        let mut state = self.state();
        let lane = state.lanes.values_mut().next().expect("a lane");
        let (seq, cmd_id) = (lane.results.len() as u64 + 1, CommandId(Uuid::now_v7()));
        lane.results.push(CommandResult { seq, cmd_id, disposition: Disposition::Applied, reason: None });
        lane.last_hash = Sha256Hash::of(b"the twin's");
    }

    fn done(&self, member: MemberId, envelope: &Envelope) -> CommandResult {
        let actor = Actor { member, role: Role::Driver };
        let (delivery, cmd_id, at) = (envelope.delivery_id, envelope.cmd_id, envelope.occurred_at);
        let reception = self.receive(delivery, &envelope.command, actor, cmd_id, at);
        let (disposition, reason) = (reception.disposition, reception.reason);
        CommandResult { seq: envelope.seq, cmd_id, disposition, reason }
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
            last_seq: lane.results.len() as u64,
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
