//! A phone as the wire sees it: a key, a lane, envelopes in order.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use waybill_domain::{
    Command, CommandId, DeliveryId, DeviceId, Envelope, Member, Timestamp,
    command::SignedEnvelope,
    proof::Sha256Hash,
    protocol::{DeviceInfo, LaneInfo, PullPage, Push, PushReply, SignIn, SignedIn, Tokens, VERSION},
};

use super::{Client, PASSWORD, Reply, uuid};

pub(crate) struct Phone {
    pub(crate) client: Client,
    pub(crate) lane: LaneInfo,
    pub(crate) tokens: Tokens,
    pub(crate) key: SigningKey,
    pub(crate) seq: u64,
    pub(crate) prev_hash: Sha256Hash,
    pub(crate) device: DeviceInfo,
}

impl Phone {
    pub(crate) async fn sign_in(nobody: Client, member: &Member) -> Self {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).expect("random bytes");
        let key = SigningKey::from_bytes(&secret);
        let device = DeviceInfo {
            id: DeviceId(uuid()),
            name: "Pixel 9".to_owned(),
            platform: "android".to_owned(),
            public_key: STANDARD.encode(key.verifying_key().as_bytes()),
        };
        Self::sign_in_again(nobody, member, key, device).await
    }

    async fn sign_in_again(nobody: Client, member: &Member, key: SigningKey, device: DeviceInfo) -> Self {
        let ask = SignIn {
            email: member.email.clone(),
            password: PASSWORD.to_owned(),
            device: Some(device.clone()),
        };
        let signed: SignedIn = nobody.post("/api/v1/session", ask).await.ok();
        let (tokens, lane) = (signed.tokens.expect("tokens"), signed.lane.expect("a lane"));
        let client = nobody.with("authorization", format!("Bearer {}", tokens.access));
        let (seq, prev_hash) = (lane.last_seq, lane.last_hash);
        Self { client, lane, tokens, key, seq, prev_hash, device }
    }

    /// The same phone after signing in once more.
    pub(crate) async fn again(&self, nobody: Client, member: &Member) -> Self {
        Self::sign_in_again(nobody, member, self.key.clone(), self.device.clone()).await
    }

    /// What a sign-in on this phone answers.
    pub(crate) async fn try_again(&self, nobody: Client, member: &Member) -> Reply {
        let ask = SignIn {
            email: member.email.clone(),
            password: PASSWORD.to_owned(),
            device: Some(self.device.clone()),
        };
        nobody.post("/api/v1/session", ask).await
    }

    /// Which device it is.
    pub(crate) fn device_id(&self) -> String {
        self.device.id.to_string()
    }

    /// The next envelope, not sealed.
    pub(crate) fn envelope(&self, delivery: DeliveryId, command: Command) -> Envelope {
        Envelope {
            cmd_id: CommandId(uuid()),
            lane: self.lane.id,
            seq: self.seq + 1,
            v: VERSION,
            blobs: command.blobs(),
            command,
            delivery_id: delivery,
            base_rev: 0,
            assign_epoch: 1,
            occurred_at: Timestamp::from_millis(1_800_000_000_000),
            mono_ms: 1_000,
            boot_id: "boot-1".to_owned(),
            geo: None,
            prev_hash: self.prev_hash,
            server_head: Sha256Hash::ZERO,
        }
    }

    /// The next envelope, sealed; the lane moves on.
    pub(crate) fn next(&mut self, delivery: DeliveryId, command: Command) -> SignedEnvelope {
        let envelope = self.envelope(delivery, command);
        let sealed = SignedEnvelope::seal(&envelope, &self.key).expect("an envelope is JSON");
        self.took(&sealed);
        sealed
    }

    /// Counts an envelope that was made by other means.
    pub(crate) fn took(&mut self, sealed: &SignedEnvelope) {
        self.seq = sealed.seq;
        self.prev_hash = sealed.hash();
    }

    pub(crate) async fn push(&self, commands: &[SignedEnvelope]) -> PushReply {
        let push = Push::new(self.lane.id, commands.to_vec());
        self.client.post("/api/v1/sync/push", push).await.ok()
    }

    /// One page after a cursor; `None` asks for everything.
    pub(crate) async fn pull(&self, from: Option<(&str, u64)>, acked: u64) -> PullPage {
        let cursor =
            from.map(|(epoch, cursor)| format!("&epoch={epoch}&cursor={cursor}")).unwrap_or_default();
        let path = format!("/api/v1/sync/pull?lane={}&acked={acked}{cursor}", self.lane.id);
        self.client.get(&path).await.ok()
    }
}
