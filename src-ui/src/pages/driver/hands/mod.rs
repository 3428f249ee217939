//! Goods that change vans, and goods that come back: what is to be taken over, handed over and brought back.

mod act;
mod give;
mod hand_over;
mod take;
mod van;

use waybill_domain::rules::today::Today;
use yew::prelude::*;

use self::{give::Leaving, take::TakeCard, van::InVan};
pub(super) use self::{
    give::{GiveFoot, TransferCard, can_hand_over},
    hand_over::HandOverPage,
    take::TakePage,
    van::{BackCard, BackFoot},
};

/// What stands above the route: a colleague waits, or will.
pub(super) fn above(today: &Today) -> Html {
    let take = today.taking.iter().map(|delivery| {
        html! { <TakeCard key={delivery.id.to_string()} delivery={delivery.clone()} /> }
    });
    let leave = today.leaving.iter().map(|delivery| {
        html! { <Leaving key={delivery.id.to_string()} delivery={delivery.clone()} /> }
    });
    html! { <>{ for take }{ for leave }</> }
}

/// What stands below the route: nothing that cannot wait until the van is back.
pub(super) fn below(today: &Today) -> Html {
    if today.in_van.is_empty() {
        return Html::default();
    }
    html! { <InVan deliveries={today.in_van.clone()} /> }
}
