//! Signing in: the same member finds the same lane again, with its queue; another member opens another.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::SigningKey;
use waybill_domain::{
    calls::driver::SignInHere,
    protocol::{DeviceInfo, SessionInfo, SignIn, SignedIn},
};

use super::{
    Controller,
    start::{Fresh, load_key, save_key},
};
use crate::{
    ClientError,
    device::KnownLane,
    secrets::SecretsError,
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
            Some(known) => load_key(&self.secrets, known.lane).await?,
            None => None,
        };
        let mut key = key.map_or_else(new_key, Ok)?;
        let mut signed = self.enrol(&wire, &ask, &key).await?;
        // A member whose address has changed has a lane here all the same, perhaps with a queue.
        let (organization, member) = (signed.session.organization.id, signed.session.member.id);
        let before = self.registry().by_member(organization, member).cloned();
        if let Some(before) = before.filter(|before| known.as_ref() != Some(before))
            && let Some(old) = load_key(&self.secrets, before.lane).await?
        {
            signed = self.enrol(&wire, &ask, &old).await?;
            key = old;
        }
        let (Some(tokens), Some(stands)) = (signed.tokens, signed.lane) else {
            let missing = "the server opened no lane for this device";
            return Err(WireError::Unreadable(missing.to_owned()).into());
        };
        self.halt().await;
        save_key(&self.secrets, stands.id, &key).await?;
        sync::save_tokens(&self.secrets, &sync::tokens_name(stands.id), &tokens).await?;
        let lane = KnownLane { lane: stands.id, server_url, organization, member, email };
        self.registry().activate(lane.clone())?;
        let fresh = Fresh {
            key: Some(key),
            tokens: Some(tokens),
            session: Some(signed.session),
            stands: Some(stands),
        };
        let session = self.start(&lane, fresh).await?;
        self.hub.shell.emit(News::Changed);
        Ok(session)
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

fn new_key() -> Result<SigningKey, ClientError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|e| SecretsError(format!("no randomness for a key: {e}")))?;
    Ok(SigningKey::from_bytes(&seed))
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
