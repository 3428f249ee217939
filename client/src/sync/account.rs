//! The member's session with the server: tokens, refreshed once for all who wait.

use std::sync::Arc;

use tokio::sync::Mutex;
use waybill_domain::{
    LaneId,
    protocol::{Refresh, Tokens},
};
use waybill_door::settle;

use crate::{
    secrets::{Secrets, SecretsError},
    wire::{self, Pokes, Wire, WireError, WireReply, WireRequest},
};

/// A signed-in connection.
pub(crate) struct Account {
    wire: Arc<dyn Wire>,
    secrets: Arc<dyn Secrets>,
    name: String,
    tokens: Mutex<Option<Tokens>>,
}

/// The name of a lane's tokens in the keystore.
pub(crate) fn tokens_name(lane: LaneId) -> String {
    format!("tokens-{lane}")
}

impl Account {
    /// With the tokens of a sign-in, or those in the keystore.
    pub(crate) async fn open(
        wire: Arc<dyn Wire>,
        secrets: Arc<dyn Secrets>,
        lane: LaneId,
        tokens: Option<Tokens>,
    ) -> Self {
        let name = tokens_name(lane);
        let tokens = match tokens {
            Some(tokens) => Some(tokens),
            None => load(&secrets, &name).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the tokens cannot be read; signing in again is needed");
                None
            }),
        };
        Self { wire, secrets, name, tokens: Mutex::new(tokens) }
    }

    /// Makes a request in the member's name. Tells an ended access token from an ended session.
    pub(crate) async fn send(&self, mut request: WireRequest) -> Result<WireReply, WireError> {
        let access = self.access().await?;
        request.bearer = Some(access.clone());
        let reply = self.wire.send(request.clone()).await?;
        let Some(refusal) = unauthorized(&reply) else { return Ok(reply) };
        refusal?;
        request.bearer = Some(self.refresh(&access).await?);
        let reply = self.wire.send(request).await?;
        match unauthorized(&reply) {
            None => Ok(reply),
            Some(refusal) => {
                refusal?;
                self.end().await;
                Err(WireError::SignInNeeded)
            }
        }
    }

    /// Makes a request in nobody's name.
    pub(crate) async fn send_bare(&self, request: WireRequest) -> Result<WireReply, WireError> {
        self.wire.send(request).await
    }

    /// Goes on with other tokens.
    pub(crate) async fn take(&self, tokens: Tokens) {
        let mut slot = self.tokens.lock().await;
        if let Err(error) = save(&self.secrets, &self.name, &tokens).await {
            tracing::warn!(%error, "the new tokens cannot be kept; they last until the app ends");
        }
        *slot = Some(tokens);
    }

    /// Opens the live channel in the member's name.
    pub(crate) async fn listen(&self) -> Result<Pokes, WireError> {
        let access = self.access().await?;
        match self.wire.listen(access.clone()).await {
            Err(error) if error.status() == Some(401) => {
                let access = self.refresh(&access).await?;
                self.wire.listen(access).await
            }
            opened => opened,
        }
    }

    async fn access(&self) -> Result<String, WireError> {
        let tokens = self.tokens.lock().await;
        tokens.as_ref().map(|tokens| tokens.access.clone()).ok_or(WireError::SignInNeeded)
    }

    async fn end(&self) {
        *self.tokens.lock().await = None;
    }

    /// A new access token in place of `used`. Whoever comes second gets what the first has fetched. An answer that is lost
    /// does no harm: the same refresh token buys the same successor until that is first used.
    async fn refresh(&self, used: &str) -> Result<String, WireError> {
        let mut slot = self.tokens.lock().await;
        let tokens = slot.as_ref().ok_or(WireError::SignInNeeded)?;
        if tokens.access != used {
            return Ok(tokens.access.clone());
        }
        let body = Refresh { refresh: tokens.refresh.clone() };
        let reply = self.wire.send(WireRequest::json("POST", "/api/v1/session/refresh", &body)?).await?;
        let fresh: Tokens = match wire::json(&reply) {
            Ok(fresh) => fresh,
            Err(error) if error.status() == Some(401) => {
                *slot = None;
                return Err(WireError::SignInNeeded);
            }
            Err(error) => return Err(error),
        };
        // Kept before it is used: the token that was used last must be the one that is found after a crash.
        if let Err(error) = save(&self.secrets, &self.name, &fresh).await {
            tracing::warn!(%error, "the new tokens cannot be kept; they last until the app ends");
        }
        let access = fresh.access.clone();
        *slot = Some(fresh);
        Ok(access)
    }
}

/// `Some(Ok)`: the server does not know the token. `Some(Err)`: a 401 of somebody else.
fn unauthorized(reply: &WireReply) -> Option<Result<(), WireError>> {
    (reply.status == 401).then(|| match wire::problem(reply) {
        WireError::Problem(_) => Ok(()),
        stranger => Err(stranger),
    })
}

async fn load(secrets: &Arc<dyn Secrets>, name: &str) -> Result<Option<Tokens>, SecretsError> {
    let (secrets, name) = (Arc::clone(secrets), name.to_owned());
    let json = blocking(move || secrets.get(&name)).await?;
    Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
}

pub(crate) async fn save(
    secrets: &Arc<dyn Secrets>,
    name: &str,
    tokens: &Tokens,
) -> Result<(), SecretsError> {
    let json = serde_json::to_string(tokens).map_err(|e| SecretsError(e.to_string()))?;
    let (secrets, name) = (Arc::clone(secrets), name.to_owned());
    blocking(move || secrets.set(&name, &json)).await
}

/// Asks the keystore from a thread that may block.
pub(crate) async fn blocking<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, SecretsError> + Send + 'static,
) -> Result<T, SecretsError> {
    settle(tokio::task::spawn_blocking(ask)).await.map_err(|e| SecretsError(e.to_string()))?
}
