//! Giving deliveries to a driver: by assigning them, or, where the goods are in a van, by asking for a transfer.

use waybill_domain::{Command, Delivery, MemberId};

/// The command that gives `delivery` to `driver`; `None` where there is nothing to do, or nothing to be done any more.
pub fn giving(delivery: &Delivery, driver: MemberId) -> Option<Command> {
    let has = delivery.driver == Some(driver);
    if delivery.state.is_final() {
        None
    } else if !delivery.state.is_in_custody() {
        (!has).then_some(Command::Assign { driver })
    } else if has {
        // Whoever has the goods keeps them.
        delivery.transfer.map(|_| Command::CallOffTransfer)
    } else {
        (!delivery.is_transferred_to(driver)).then_some(Command::Transfer { to: driver })
    }
}

/// The command that brings back what `delivery` was before it was given to another driver.
pub fn ungiving(delivery: &Delivery) -> Command {
    if delivery.state.is_in_custody() {
        return delivery
            .transfer
            .map_or(Command::CallOffTransfer, |transfer| Command::Transfer { to: transfer.to });
    }
    delivery.driver.map_or(Command::Unassign, |driver| Command::Assign { driver })
}

/// How many of `deliveries` are in a van, so that giving them to another driver is a transfer.
pub fn in_vans<'a>(deliveries: impl IntoIterator<Item = &'a Delivery>) -> usize {
    deliveries.into_iter().filter(|delivery| delivery.state.is_in_custody()).count()
}

#[cfg(test)]
mod tests {
    use waybill_domain::{State, Timestamp, custody::Transfer};

    use super::*;
    use crate::state::samples;

    fn other() -> MemberId {
        MemberId(uuid::Uuid::from_bytes([201; 16]))
    }

    fn rolling() -> Delivery {
        Delivery { state: State::PickedUp, ..samples::delivery(1) }
    }

    fn asked() -> Delivery {
        let at = Timestamp::default();
        let transfer = Transfer { to: other(), asked_at: at, given_at: None, taken_at: None };
        Delivery { transfer: Some(transfer), ..rolling() }
    }

    #[test]
    fn goods_in_a_van_are_transferred_and_not_assigned() {
        assert_eq!(giving(&samples::delivery(1), other()), Some(Command::Assign { driver: other() }));
        assert_eq!(giving(&rolling(), other()), Some(Command::Transfer { to: other() }));
        assert_eq!(giving(&asked(), other()), None, "it was asked for already");
        assert_eq!(giving(&Delivery { state: State::Completed, ..rolling() }, other()), None);
    }

    #[test]
    fn giving_goods_to_whoever_has_them_calls_a_transfer_off() {
        assert_eq!(giving(&asked(), samples::driver()), Some(Command::CallOffTransfer));
        assert_eq!(giving(&rolling(), samples::driver()), None);
    }

    #[test]
    fn undoing_brings_back_what_was() {
        assert_eq!(ungiving(&samples::delivery(1)), Command::Assign { driver: samples::driver() });
        assert_eq!(ungiving(&rolling()), Command::CallOffTransfer);
        assert_eq!(ungiving(&asked()), Command::Transfer { to: other() });
    }
}
