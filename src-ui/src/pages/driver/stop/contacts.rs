//! Navigating and calling: two squares, one thumb.

use waybill_domain::stop::Stop;
use yew::prelude::*;

use crate::{bridge::device, components::Icon, i18n::use_i18n};

/// Properties of [`Contacts`].
#[derive(PartialEq, Properties)]
pub(crate) struct ContactsProps {
    /// Where, and who is there.
    pub(crate) stop: Stop,
}

/// Opens the device's own navigation and telephone.
#[component]
pub(crate) fn Contacts(props: &ContactsProps) -> Html {
    let i18n = use_i18n();
    let stop = &props.stop;
    let way = device::navigation_href(stop.point.lat, stop.point.lon);
    let digits: String = stop.contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let name = if stop.contact.name.is_empty() { &stop.contact.phone } else { &stop.contact.name };
    html! {
        <>
            <a class="square" href={way} target="_blank" rel="noreferrer" data-testid="navigate"
                aria-label={i18n.t1("navigate-to", "address", stop.address.as_str())}><Icon name="navigation" /></a>
            if !digits.is_empty() {
                <a class="square" href={format!("tel:{digits}")} data-testid="call"
                    aria-label={i18n.t1("call-person", "name", name.as_str())}><Icon name="phone" /></a>
            }
        </>
    }
}
