//! The driver's questions in a browser, answered over HTTP. There is no offline half here: a network is needed, and
//! whatever is asked without one fails with words that say so. Drafts and photos are kept in the browser's own storage
//! until the server has them.

mod act;
mod drafts;
mod flight;
mod upload;

use std::any::Any;

use waybill_domain::{
    calls::{
        GetSession, ListDeliveries, SignOut,
        driver::{
            Act, Ask, DeviceStatus, Export, KeepBlob, MyDeliveries, MyDelivery, Network, ReadBlob, ReportFix,
            RetryNow, SaveDraft, SetShift, SignInHere, SignOutHere, Status, Waiting,
        },
    },
    protocol::{SessionInfo, SignIn, SignedIn},
};

use super::{CallError, ErrorKind, calls, device, storage};

const SHIFT: &str = "shift";

/// Answers `ask`, which is one of the questions of [`waybill_domain::calls::driver`].
///
/// The answer goes back as it is. Turning it into JSON and back, as the native shell does, would put a second copy of
/// every type's reading and writing into the program that browsers download.
pub(super) async fn answer<A: Ask + 'static>(ask: &A) -> Result<A::Reply, CallError>
where
    A::Reply: 'static,
{
    let reply = dispatch(ask).await?;
    reply.downcast::<A::Reply>().map(|reply| *reply).map_err(|_| unknown(A::NAME))
}

type Reply = Result<Box<dyn Any>, CallError>;

async fn dispatch(ask: &dyn Any) -> Reply {
    if ask.is::<Status>() {
        return reply(status().await);
    }
    if let Some(ask) = ask.downcast_ref::<SignInHere>() {
        return reply(sign_in(ask).await);
    }
    if ask.is::<SignOutHere>() {
        return reply(calls::fetch(&SignOut {}).await);
    }
    if ask.is::<MyDeliveries>() {
        return reply(my_deliveries().await);
    }
    if let Some(ask) = ask.downcast_ref::<Act>() {
        return reply(act::act(ask).await);
    }
    if let Some(ask) = ask.downcast_ref::<SaveDraft>() {
        return reply(drafts::save(ask.delivery, ask.draft.as_ref()));
    }
    if let Some(ask) = ask.downcast_ref::<KeepBlob>() {
        return reply(drafts::keep(ask).await);
    }
    if let Some(ask) = ask.downcast_ref::<ReadBlob>() {
        return reply(drafts::read(ask.sha256).await);
    }
    if let Some(SetShift { shift }) = ask.downcast_ref() {
        storage::save(SHIFT, shift);
        return reply(Ok(()));
    }
    if ask.is::<Waiting>() {
        return reply(Ok(flight::room()));
    }
    if ask.is::<Export>() {
        return reply(drafts::export().await);
    }
    // Nothing waits longer than its request, so there is nothing to try again; and a tab shares no position, because
    // it would stop without a word when the tab sleeps.
    if ask.is::<RetryNow>() || ask.is::<ReportFix>() {
        return reply(Ok(()));
    }
    Err(unknown("this"))
}

fn reply<T: 'static>(reply: Result<T, CallError>) -> Reply {
    reply.map(|reply| Box::new(reply) as Box<dyn Any>)
}

fn unknown(name: &str) -> CallError {
    CallError::broken(format!("a browser cannot answer {name}"))
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
        wedged: 0,
        synced_at: Some(super::format::now()),
        shift: storage::load(SHIFT).unwrap_or_default(),
        approach: None,
    })
}

async fn sign_in(ask: &SignInHere) -> Result<SessionInfo, CallError> {
    let body = SignIn { email: ask.email.clone(), password: ask.password.clone(), device: None };
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
