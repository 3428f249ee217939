//! Signing in: the same member finds the same lane again, with its queue; another member opens another.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use waybill_domain::{
    calls::driver::SignInHere,
    protocol::{DeviceInfo, SessionInfo, SignIn, SignedIn},
};

use super::{Controller, start::Fresh};
use crate::{
    ClientError,
    device::KnownLane,
    keys,
    shell::{News, Shell},
    sync,
    wire::{self, Wire, WireError, WireRequest},
};

impl<S: Shell> Controller<S> {
    /// Signs in and opens the member's lane.
    pub async fn sign_in(&self, ask: SignInHere) -> Result<SessionInfo, ClientError> {
        let _door = self.door.lock().await;
        let server_url = server_url(&ask.server_url)?;
        let email = ask.email.trim().to_lowercase();
        if email.is_empty() {
            return Err(ClientError::input("email", "must not be empty"));
        }
        let wire = (self.connect)(&server_url)?;
        let known = self.registry().by_email(&server_url, &email).cloned();
        let key = match &known {
            Some(known) => self.key_of(known).await?,
            None => None,
        };
        let mut key = key.map_or_else(keys::fresh, Ok)?;
        let mut signed = self.enrol(&wire, &ask, &key).await?;
        // A member whose address has changed has a lane here all the same, perhaps with a queue.
        let (organization, member) = (signed.session.organization.id, signed.session.member.id);
        let before = self.registry().by_member(organization, member).cloned();
        if let Some(before) = before.clone().filter(|before| known.as_ref() != Some(before))
            && let Some(old) = self.key_of(&before).await?
        {
            signed = self.enrol(&wire, &ask, &old).await?;
            key = old;
        }
        let (Some(tokens), Some(stands)) = (signed.tokens, signed.lane) else {
            let missing = "the server opened no lane for this device";
            return Err(WireError::Unreadable(missing.to_owned()).into());
        };
        self.halt().await;
        // The folder that the member has here, with what waits in it, also where the lane is another one by now.
        let home = before.map_or(stands.id, |before| before.lane);
        keys::save(&self.secrets, stands.id, &key).await?;
        keys::forget_next(&self.secrets, home).await?;
        sync::save_tokens(&self.secrets, &sync::tokens_name(home), &tokens).await?;
        let speaks = Some(stands.id).filter(|id| *id != home);
        let lane = KnownLane { lane: home, server_url, organization, member, email, speaks };
        self.registry().activate(lane.clone())?;
        let fresh = Fresh {
            key: Some(key),
            tokens: Some(tokens),
            session: Some(signed.session),
            stands: Some(stands),
        };
        let session = self.start(&lane, fresh).await?;
        self.drain_others().await;
        self.hub.shell.emit(News::Changed);
        Ok(session)
    }

    /// The key of the lane in this folder; where the keystore has lost it, the one that was made in its place.
    async fn key_of(&self, known: &KnownLane) -> Result<Option<SigningKey>, ClientError> {
        match keys::load(&self.secrets, known.current()).await? {
            Some(key) => Ok(Some(key)),
            None => Ok(Some(keys::next(&self.secrets, known.lane).await?)),
        }
    }

    async fn enrol(
        &self,
        wire: &Arc<dyn Wire>,
        ask: &SignInHere,
        key: &SigningKey,
    ) -> Result<SignedIn, ClientError> {
        let device = DeviceInfo {
            id: self.registry().device,
            name: self.hub.shell.device_name(),
            platform: std::env::consts::OS.to_owned(),
            public_key: STANDARD.encode(key.verifying_key().to_bytes()),
        };
        let body = SignIn {
            email: ask.email.trim().to_owned(),
            password: ask.password.clone(),
            device: Some(device),
        };
        let reply = wire.send(WireRequest::json("POST", "/api/v1/session", &body)?).await?;
        Ok(wire::json(&reply)?)
    }
}

/// The URL in one form, so that the same server is the same lane.
fn server_url(text: &str) -> Result<String, ClientError> {
    let rule = "must be the address of a server, such as https://waybill.example.org";
    let text = text.trim();
    let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = reqwest::Url::parse(&text).map_err(|_| ClientError::input("server_url", rule))?;
    let plain = url.username().is_empty() && url.query().is_none() && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || !plain {
        return Err(ClientError::input("server_url", rule));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::server_url;

    #[test]
    fn one_server_has_one_url() {
        for text in
            ["https://Waybill.example.org/", " waybill.example.org ", "https://waybill.example.org:443"]
        {
            assert_eq!(server_url(text).expect("a URL"), "https://waybill.example.org", "{text}");
        }
        for text in ["", "ftp://example.org", "https://user@example.org", "https://example.org?x=1"] {
            assert_eq!(server_url(text).expect_err("not a server").code(), "invalid", "{text}");
        }
    }
}
