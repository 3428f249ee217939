//! The driver's questions in a browser, answered over HTTP. There is no offline half here: a network is needed, and
//! whatever is asked without one fails with words that say so. Drafts and photos are kept in the browser's own storage
//! until the server has them.

mod act;
mod drafts;
mod flight;
mod upload;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use waybill_domain::{
    calls::{
        GetSession, ListDeliveries, SignOut,
        driver::{
            Act, Ask, DeviceStatus, Export, KeepBlob, MyDeliveries, MyDelivery, Network, ReadBlob,
            ReportFix, RetryNow, SaveDraft, SetShift, SignInHere, SignOutHere, Status, Waiting,
        },
    },
    protocol::{SessionInfo, SignIn, SignedIn},
};

use super::{CallError, ErrorKind, calls, device, storage};

const SHIFT: &str = "shift";

/// Answers the question `name`.
pub(super) async fn answer(name: &str, args: Value) -> Result<Value, CallError> {
    match name {
        Status::NAME => reply::<Status>(status().await?),
        SignInHere::NAME => reply::<SignInHere>(sign_in(read(args)?).await?),
        SignOutHere::NAME => reply::<SignOutHere>(calls::call(&SignOut {}).await?),
        MyDeliveries::NAME => reply::<MyDeliveries>(my_deliveries().await?),
        Act::NAME => reply::<Act>(act::act(read(args)?).await?),
        SaveDraft::NAME => reply::<SaveDraft>(drafts::save(read(args)?)?),
        KeepBlob::NAME => reply::<KeepBlob>(drafts::keep(read(args)?).await?),
        ReadBlob::NAME => reply::<ReadBlob>(drafts::read(read(args)?).await?),
        Waiting::NAME => reply::<Waiting>(flight::room()),
        // Nothing waits longer than its request: what fails is still on the screen.
        RetryNow::NAME => reply::<RetryNow>(()),
        Export::NAME => reply::<Export>(drafts::export().await?),
        SetShift::NAME => {
            let SetShift { shift } = read(args)?;
            storage::save(SHIFT, &shift);
            reply::<SetShift>(())
        }
        // A browser tab shares no position: it would stop without a word when the tab sleeps.
        ReportFix::NAME => reply::<ReportFix>(()),
        _ => Err(CallError::broken(format!("a browser cannot answer {name}"))),
    }
}

fn read<A: DeserializeOwned>(args: Value) -> Result<A, CallError> {
    serde_json::from_value(args).map_err(|e| CallError::broken(e.to_string()))
}

fn reply<A: Ask>(reply: A::Reply) -> Result<Value, CallError>
where
    A::Reply: Serialize,
{
    serde_json::to_value(reply).map_err(|e| CallError::broken(e.to_string()))
}

async fn status() -> Result<DeviceStatus, CallError> {
    let session = match calls::call(&GetSession {}).await {
        Ok(session) => Some(session),
        Err(error) if error.kind == ErrorKind::SignIn => None,
        Err(error) => return Err(error),
    };
    Ok(DeviceStatus {
        session,
        server_url: device::origin(),
        network: Network::Online,
        waiting: flight::count(),
        synced_at: Some(super::format::now()),
        shift: storage::load(SHIFT).unwrap_or_default(),
    })
}

async fn sign_in(ask: SignInHere) -> Result<SessionInfo, CallError> {
    let body = SignIn { email: ask.email, password: ask.password, device: None };
    let signed_in: SignedIn = calls::raw("POST", "/api/v1/session", &body).await?;
    Ok(signed_in.session)
}

async fn my_deliveries() -> Result<Vec<MyDelivery>, CallError> {
    let me = calls::call(&GetSession {}).await?.member.id;
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let list = ListDeliveries { driver: Some(me), cursor, limit: Some(500), ..Default::default() };
        let page = calls::call(&list).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let with_draft = |delivery: waybill_domain::Delivery| {
        let draft = drafts::load(delivery.id).filter(|_| !delivery.state.is_final());
        MyDelivery { pending: 0, draft, revoked: false, delivery }
    };
    Ok(all.into_iter().map(with_draft).collect())
}

