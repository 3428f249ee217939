//! Whether the drivers of a plan may still do what it newly gives them.

use std::collections::BTreeMap;

use waybill_domain::{Delivery, DeliveryId, Timestamp, plan::PlannedRoute, problem::FieldError};

use super::{
    commit::Word,
    working::{Working, need_of, working},
};
use crate::{
    App,
    store::{Result, Tx},
};

/// What stands against it, for each delivery that gets another driver than it has in `now`.
pub(super) async fn unsuited(
    app: &App,
    tx: &mut Tx,
    word: Word,
    routes: &[PlannedRoute],
    now: &BTreeMap<DeliveryId, Delivery>,
) -> Result<Vec<FieldError>> {
    let operations = app.operated.of(tx.conn(), word.organization).await?;
    let mut against = Vec::new();
    for route in routes {
        let new: Vec<&Delivery> = now
            .values()
            .filter(|delivery| delivery.driver != Some(route.driver))
            .filter(|delivery| route.stops.iter().any(|stop| stop.delivery == delivery.id))
            .collect();
        if new.is_empty() {
            continue;
        }
        let working = working(app, tx.conn(), word.organization, route.driver, word.now).await?;
        for delivery in new {
            let need = need_of(&operations, delivery);
            let lacks =
                !need.skills.is_subset(&working.known.skills) || !need.load.fits(working.known.capacity);
            let rule = if lacks || working.is_barred(route.driver, &need) {
                "may not be carried by the driver of the plan any more"
            } else if !is_at_work(&working, route, delivery.id, word.now) {
                "is planned for when its driver does not work any more"
            } else {
                continue;
            };
            against.push(FieldError::new(delivery.code.clone(), rule));
        }
    }
    Ok(against)
}

/// Whether the stops of a delivery begin while the driver works. What is over does not matter: a plan is a while old.
fn is_at_work(working: &Working, route: &PlannedRoute, id: DeliveryId, now: Timestamp) -> bool {
    let (from, until) = working.shift;
    let off = |at: Timestamp| {
        let between = working.gaps.iter().any(|gap| gap.from <= Some(at) && Some(at) < gap.until);
        at > until || (from > now && at < from) || between
    };
    !route.stops.iter().any(|stop| stop.delivery == id && off(stop.begins))
}
