//! A phone as the wire sees it: a key, a lane and sealed envelopes, without the offline half. For tests that must say
//! exactly what is sent and when.

use anyhow::{Context as _, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use serde_json::json;
use uuid::Uuid;
use waybill_domain::{
    Command, DeliveryId, Envelope, LaneId,
    command::SignedEnvelope,
    proof::Sha256Hash,
    protocol::{LaneInfo, Push, PushReply, SignedIn, Tokens, VERSION},
};

use crate::samples;

/// A lane, and what it sends next.
pub struct WirePhone {
    /// For requests of a test's own.
    pub http: reqwest::Client,
    /// The server.
    pub url: String,
    /// Its access and refresh token.
    pub tokens: Tokens,
    lane: LaneInfo,
    key: SigningKey,
}

impl WirePhone {
    /// Signs in from a new device with a new key.
    pub async fn sign_in(url: &str, email: &str, password: &str) -> Result<Self> {
        drop(rustls::crypto::ring::default_provider().install_default());
        Self::sign_in_through(reqwest::Client::new(), url, email, password).await
    }

    /// The same over connections that are shared.
    pub async fn sign_in_through(
        http: reqwest::Client,
        url: &str,
        email: &str,
        password: &str,
    ) -> Result<Self> {
        let key = SigningKey::from_bytes(&rand::random());
        let body = json!({
            "email": email,
            "password": password,
            "device": {
                "id": Uuid::now_v7(),
                "name": "Wire",
                "platform": "linux",
                "public_key": STANDARD.encode(key.verifying_key().as_bytes()),
            },
        });
        let answer = http.post(format!("{url}/api/v1/session")).json(&body).send().await?;
        let signed: SignedIn = answer.error_for_status()?.json().await?;
        let tokens = signed.tokens.context("no tokens")?;
        let lane = signed.lane.context("no lane")?;
        Ok(Self { http, url: url.to_owned(), tokens, lane, key })
    }

    /// Its lane.
    pub fn lane(&self) -> LaneId {
        self.lane.id
    }

    /// Seals the lane's next envelope.
    pub fn seal(&mut self, delivery: DeliveryId, command: &Command) -> Result<SignedEnvelope> {
        let mut envelope = json!({
            "cmd_id": Uuid::now_v7(),
            "lane": self.lane.id,
            "seq": self.lane.last_seq + 1,
            "v": VERSION,
            "delivery_id": delivery,
            "base_rev": 0,
            "assign_epoch": 1,
            "blobs": command.blobs(),
            "occurred_at": samples::now(),
            "mono_ms": 1_000,
            "boot_id": "boot-1",
            "prev_hash": self.lane.last_hash,
            "server_head": Sha256Hash::ZERO,
        });
        let named = serde_json::to_value(command)?;
        let fields = named.as_object().context("a command is an object")?;
        envelope.as_object_mut().context("an envelope is an object")?.extend(fields.clone());
        let envelope: Envelope = serde_json::from_value(envelope)?;
        let sealed = SignedEnvelope::seal(&envelope, &self.key)?;
        self.lane.last_seq = sealed.seq;
        self.lane.last_hash = sealed.hash();
        Ok(sealed)
    }

    /// The same envelope with other words in it, signed anew.
    pub fn resign(
        &mut self,
        sealed: SignedEnvelope,
        change: impl FnOnce(&str) -> String,
    ) -> Result<SignedEnvelope> {
        let changed = SignedEnvelope::sign(sealed.seq, change(&sealed.envelope), &self.key);
        self.lane.last_hash = changed.hash();
        Ok(changed)
    }

    /// Sends envelopes; an error where the server does not answer with results.
    pub async fn push(&self, commands: &[SignedEnvelope]) -> Result<PushReply> {
        let push = Push::new(self.lane.id, commands.to_vec());
        let url = format!("{}/api/v1/sync/push", self.url);
        let answer = self.http.post(url).bearer_auth(&self.tokens.access).json(&push).send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        anyhow::ensure!(status.is_success(), "{status}: {text}");
        Ok(serde_json::from_str(&text)?)
    }
}
