//! A dispatcher who works over HTTP, as the browser does: cookie, CSRF header, typed calls.

use anyhow::{Context as _, Result, anyhow};
use uuid::Uuid;
use waybill_domain::{
    Command, CommandId, Delivery, DeliveryId, LaneId, Member, MemberId, Problem, Role,
    calls::{self, Call, Method},
    dispatch,
    protocol::SignIn,
};

/// A member signed in by cookie.
pub struct Dispatcher {
    http: reqwest::Client,
    url: String,
}

impl Dispatcher {
    /// Signs in at the server at `url`.
    pub async fn sign_in(url: &str, email: &str, password: &str) -> Result<Self> {
        // One TLS provider for the process, before the first connection; a second call finds it there.
        drop(rustls::crypto::ring::default_provider().install_default());
        let http = reqwest::Client::builder().cookie_store(true).build()?;
        let body = SignIn { email: email.into(), password: password.into(), device: None };
        sent(http.post(format!("{url}/api/v1/session")).json(&body)).await?;
        Ok(Self { http, url: url.to_owned() })
    }

    /// Makes a typed call; a refusal is the server's [`Problem`].
    pub async fn call<C: Call>(&self, call: &C) -> Result<C::Reply> {
        let request = call.request();
        let url = format!("{}{}", self.url, request.path);
        let builder = match request.method {
            Method::Get => self.http.get(url),
            Method::Post => self.http.post(url),
            Method::Put => self.http.put(url),
            Method::Delete => self.http.delete(url),
        };
        let builder = request.body.iter().fold(builder, |builder, body| builder.json(body));
        let bytes = sent(builder).await?.bytes().await?;
        let json: &[u8] = if bytes.is_empty() { b"null" } else { &bytes };
        serde_json::from_slice(json).with_context(|| format!("the answer to {}", C::NAME))
    }

    /// Everybody in the organization.
    pub async fn members(&self) -> Result<Vec<Member>> {
        self.call(&calls::ListMembers {}).await
    }

    /// The driver of that e-mail address.
    pub async fn driver(&self, email: &str) -> Result<Member> {
        let members = self.members().await?;
        members
            .into_iter()
            .find(|member| member.role == Role::Driver && member.email == email)
            .with_context(|| format!("no driver {email}"))
    }

    /// Adds a driver; only an admin may.
    pub async fn add_driver(&self, name: &str, email: &str, password: &str) -> Result<Member> {
        let body =
            serde_json::json!({ "name": name, "email": email, "password": password, "role": "driver" });
        let url = format!("{}/api/v1/members", self.url);
        Ok(sent(self.http.post(url).json(&body)).await?.json().await?)
    }

    /// Changes a member; only an admin may.
    pub async fn change_member(&self, id: MemberId, change: serde_json::Value) -> Result<()> {
        let url = format!("{}/api/v1/members/{id}", self.url);
        sent(self.http.patch(url).json(&change)).await?;
        Ok(())
    }

    /// Sets how the organization hands out its deliveries.
    pub async fn set_dispatch(&self, settings: &dispatch::Settings) -> Result<()> {
        sent(self.http.put(format!("{}/api/v1/dispatch/policy", self.url)).json(settings)).await?;
        Ok(())
    }

    /// Sets what dispatch knows about a driver.
    pub async fn set_profile(&self, driver: MemberId, profile: &dispatch::Profile) -> Result<()> {
        sent(self.http.put(format!("{}/api/v1/members/{driver}/profile", self.url)).json(profile)).await?;
        Ok(())
    }

    /// Revokes the device of a lane.
    pub async fn revoke(&self, lane: LaneId) -> Result<()> {
        self.call(&calls::RevokeDevice { lane }).await
    }

    /// Makes a delivery.
    pub async fn create(&self, new: waybill_domain::command::NewDelivery) -> Result<Delivery> {
        let made = self.call(&calls::CreateDelivery { id: DeliveryId(Uuid::now_v7()), new }).await?;
        Ok(made.delivery)
    }

    /// Does `command` to a delivery.
    pub async fn act(&self, id: DeliveryId, command: Command) -> Result<calls::Acted> {
        let cmd_id = CommandId(Uuid::now_v7());
        self.call(&calls::ActOnDelivery { id: Some(id), cmd_id, base_rev: None, occurred_at: None, command })
            .await
    }

    /// Gives a delivery to a driver.
    pub async fn assign(&self, id: DeliveryId, driver: MemberId) -> Result<Delivery> {
        Ok(self.act(id, Command::Assign { driver }).await?.delivery)
    }

    /// Makes a delivery that demands two photos and a signature, and assigns it.
    pub async fn give(&self, driver: MemberId, address: &str) -> Result<Delivery> {
        let made = self.create(crate::samples::photo_and_signature(address, "Ana Souza")).await?;
        self.assign(made.id, driver).await
    }

    /// The delivery with its history.
    pub async fn detail(&self, id: DeliveryId) -> Result<calls::DeliveryDetail> {
        self.call(&calls::GetDelivery { id }).await
    }

    /// Bytes behind a path of the server, such as a proof.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let answer = self.http.get(format!("{}{path}", self.url)).send().await?.error_for_status()?;
        Ok(answer.bytes().await?.to_vec())
    }
}

/// Sends it as the interface does; a refusal is the server's [`Problem`].
async fn sent(request: reqwest::RequestBuilder) -> Result<reqwest::Response> {
    let answer = request.header("x-waybill", "1").send().await?;
    if answer.status().is_success() { Ok(answer) } else { Err(anyhow!(problem(answer).await?)) }
}

async fn problem(answer: reqwest::Response) -> Result<Problem> {
    let status = answer.status();
    let text = answer.text().await?;
    serde_json::from_str(&text).with_context(|| format!("{status} without a problem: {text:.200}"))
}
