//! Exceptions as cases: who said what, when, with which proof. One account a command.

use waybill_domain::{
    CommandId, Delivery, EventBody, Timestamp,
    calls::{ExceptionCase, TimelineEntry},
    exception::Exception,
    proof::Proof,
};

/// What one person said with one command.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The person's name; empty for the server.
    pub name: String,
    /// By the clock of whoever did it.
    pub at: Timestamp,
    /// When the server recorded it.
    pub received_at: Timestamp,
    /// From an app, and not from a desk.
    pub from_phone: bool,
    /// What became true by it, proof aside; the weightiest first.
    pub events: Vec<EventBody>,
    /// Its proof.
    pub proofs: Vec<Proof>,
    command: Option<CommandId>,
}

/// The accounts that `entries` tell, in their order.
pub fn accounts(entries: &[TimelineEntry]) -> Vec<Account> {
    let mut accounts: Vec<Account> = Vec::new();
    for entry in entries {
        let event = &entry.event;
        let place = accounts.iter().position(|a| a.command.is_some() && a.command == event.command);
        let place = place.unwrap_or_else(|| {
            accounts.push(Account {
                name: entry.actor_name.clone(),
                at: event.at,
                received_at: event.recorded_at,
                from_phone: event.lane.is_some(),
                events: Vec::new(),
                proofs: Vec::new(),
                command: event.command,
            });
            accounts.len() - 1
        });
        let account = &mut accounts[place];
        match &event.body {
            EventBody::ProofAdded(proof) => account.proofs.push((**proof).clone()),
            // What is said twice, or by the exception itself.
            EventBody::ExceptionOpened(_)
            | EventBody::CustodyChanged { .. }
            | EventBody::ProofReceived { .. }
            | EventBody::CashCollected { .. } => {}
            body => account.events.push(body.clone()),
        }
    }
    accounts.retain(|account| !account.events.is_empty() || !account.proofs.is_empty());
    for account in &mut accounts {
        account.events.sort_by_key(|body| !matches!(body, EventBody::Completed { .. }));
    }
    accounts
}

/// The case of an exception of `delivery`, made from its timeline.
pub fn case_of(delivery: &Delivery, exception: &Exception, timeline: &[TimelineEntry]) -> ExceptionCase {
    let oldest_first = || timeline.iter().rev();
    let opened = oldest_first().find(
        |entry| matches!(&entry.event.body, EventBody::ExceptionOpened(opened) if opened.id == exception.id),
    );
    let said = |entry: &&TimelineEntry| entry.event.command == Some(exception.command);
    let against =
        |entry: &&TimelineEntry| !said(entry) && exception.kind.is_against(&entry.event, exception.by);
    ExceptionCase {
        exception: exception.clone(),
        delivery: delivery.id,
        code: delivery.code.clone(),
        address: delivery.dropoff.address.clone(),
        state: delivery.state,
        outcome: delivery.outcome,
        opened_at: opened.map_or(exception.at, |entry| entry.event.recorded_at),
        receipt: None,
        says: oldest_first().filter(said).cloned().collect(),
        against: oldest_first().filter(against).cloned().collect(),
        resolution: None,
    }
}

#[cfg(test)]
mod tests {
    use waybill_domain::{
        ExceptionId, MemberId, Outcome, event::Event, exception::ExceptionKind, proof::Evidence,
    };

    use super::*;
    use crate::state::samples;

    fn id(n: u8) -> uuid::Uuid {
        uuid::Uuid::from_bytes([n; 16])
    }

    fn entry(seq: u64, command: u8, name: &str, body: EventBody) -> TimelineEntry {
        let event = Event {
            seq,
            delivery_id: samples::delivery(1).id,
            at: Timestamp::from_millis(1_000 * i64::from(command)),
            recorded_at: Timestamp::from_millis(90_000),
            actor: Some(MemberId(id(command))),
            lane: None,
            command: Some(CommandId(id(command))),
            driver_before: None,
            driver_after: None,
            taker_before: None,
            taker_after: None,
            body,
        };
        TimelineEntry { event, actor_name: name.to_owned() }
    }

    fn done() -> EventBody {
        EventBody::Completed { outcome: Outcome::DeliveredToRecipient, parcels: Vec::new() }
    }

    fn proof(command: u8, name: &str) -> EventBody {
        let evidence = Evidence { recipient_name: name.to_owned(), ..Evidence::default() };
        let (command, by) = (CommandId(id(command)), MemberId(id(command)));
        EventBody::ProofAdded(Box::new(Proof { command, by, at: Timestamp::default(), evidence }))
    }

    #[test]
    fn two_completions_stand_side_by_side_each_with_its_own_proof() {
        let exception = Exception {
            id: ExceptionId(id(2)),
            kind: ExceptionKind::CompletedTwice,
            command: CommandId(id(2)),
            by: MemberId(id(2)),
            at: Timestamp::default(),
        };
        let late = EventBody::FactNoted { name: "completed".into(), reason: "already_completed".into() };
        // Newest first, as a timeline is.
        let timeline = [
            entry(5, 2, "Yusuf", EventBody::ExceptionOpened(exception.clone())),
            entry(4, 2, "Yusuf", proof(2, "Neighbour")),
            entry(3, 2, "Yusuf", late),
            entry(2, 1, "Mara", proof(1, "Ana")),
            entry(1, 1, "Mara", done()),
        ];
        let case = case_of(&samples::delivery(1), &exception, &timeline);
        let (says, against) = (accounts(&case.says), accounts(&case.against));
        assert_eq!((says.len(), against.len()), (1, 1));
        assert_eq!(says[0].proofs[0].evidence.recipient_name, "Neighbour");
        assert_eq!((against[0].name.as_str(), &against[0].events[..]), ("Mara", &[done()][..]));
        assert_eq!(against[0].proofs[0].evidence.recipient_name, "Ana");
        assert_eq!(case.opened_at, Timestamp::from_millis(90_000));
    }
}
