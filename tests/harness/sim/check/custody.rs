//! Custody: every parcel has one holder at all times, along a chain without gaps, and nobody has goods that they never
//! signed for.

use std::collections::BTreeMap;

use waybill_domain::{DeliveryId, Event, EventBody, ParcelId, custody::Holder};

use super::{Findings, Kind};

pub(super) fn check(id: DeliveryId, events: &[Event], findings: &mut Findings) {
    let mut holders: BTreeMap<ParcelId, Holder> = BTreeMap::new();
    let mut signed = Vec::new();
    for event in events {
        match &event.body {
            EventBody::PickedUp | EventBody::HandoverTaken { .. } => signed.extend(event.actor),
            EventBody::FactNoted { name, .. } if name == "picked_up" => signed.extend(event.actor),
            EventBody::CustodyChanged { parcels, from, to } => {
                for parcel in parcels {
                    let before = holders.insert(*parcel, *to).unwrap_or_default();
                    if before != *from {
                        let words =
                            format!("parcel {parcel} of {id} leaves {from:?}, and was with {before:?}");
                        findings.add(Kind::Diverged, words);
                    }
                }
                if let Holder::Driver { member } = to
                    && !signed.contains(member)
                {
                    findings
                        .add(Kind::Diverged, format!("{member} has goods of {id} and never signed for them"));
                }
            }
            _ => {}
        }
    }
}
