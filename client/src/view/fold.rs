//! Folds waiting commands into a delivery, by the same rules as the server will.

use waybill_domain::{
    Delivery, Envelope, OrganizationId,
    member::Actor,
    rules::{self, Context},
};

/// The delivery as it will be once `pending` has gone up. An intent that the rules reject by now changes nothing.
pub fn fold<'a>(
    confirmed: Option<Delivery>,
    pending: impl IntoIterator<Item = &'a Envelope>,
    actor: Actor,
    organization: OrganizationId,
) -> Option<Delivery> {
    pending.into_iter().fold(confirmed, |delivery, envelope| {
        let context = context(envelope, actor, organization);
        let reception = rules::receive(delivery.as_ref(), &envelope.command, &context);
        reception
            .events
            .iter()
            .fold(delivery, |delivery, event| rules::evolve(delivery, event, envelope.occurred_at))
    })
}

fn context(envelope: &Envelope, actor: Actor, organization: OrganizationId) -> Context {
    Context {
        actor,
        organization,
        delivery: envelope.delivery_id,
        command: envelope.cmd_id,
        at: envelope.occurred_at,
        base_rev: Some(envelope.base_rev),
    }
}
