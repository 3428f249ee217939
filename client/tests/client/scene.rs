//! A server in memory and a phone that is signed in.

use waybill_domain::{Command, DeliveryId};

use crate::{
    phone::Phone,
    server::{Server, member},
    town,
};

/// The phone has one delivery, and everything is in step.
pub(crate) async fn with_one_delivery() -> (Server, Phone, DeliveryId) {
    let server = Server::new();
    let phone = Phone::signed_in(&server).await;
    let id = given(&server);
    phone.drained().await;
    (server, phone, id)
}

/// A new delivery for the driver of the phone.
pub(crate) fn given(server: &Server) -> DeliveryId {
    let id = town::new_id();
    let order = town::order(Some(member("mara@example.org")));
    server.dispatch(id, Command::Create(Box::new(order)));
    id
}
