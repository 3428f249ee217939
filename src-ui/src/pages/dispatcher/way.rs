//! Along which roads the chosen driver will go.

use waybill_domain::{DeliveryId, MemberId, Point, calls::GetDriverWay, route::Task};
use yew::prelude::*;

use super::desk::use_desk;
use crate::{
    bridge::{self, spawn_local},
    state::way::{Stretch, is_elsewhere, rest, stretches},
};

/// What the server said, and of what.
#[derive(Clone, PartialEq)]
struct Known {
    driver: MemberId,
    stops: Vec<(DeliveryId, Task)>,
    /// Where the driver was.
    here: Option<Point>,
    /// Empty where the server could not be asked.
    way: Vec<Stretch>,
}

/// The way that lies before `driver`: straight until the server has said along which roads, and where it cannot be asked. It
/// is asked again when the route has changed, and when the driver has left the way.
#[hook]
pub(super) fn use_way(driver: Option<MemberId>) -> Vec<Stretch> {
    let desk = use_desk();
    let known = use_state_eq(|| None::<Known>);
    let newest = use_mut_ref(|| 0_u32);
    let here = driver.and_then(|driver| desk.board.position(driver)).map(|position| position.fix.point);
    let stops = driver.map_or_else(Vec::new, |driver| desk.board.stops_of(driver));
    let (ids, places): (Vec<_>, Vec<Point>) = stops.into_iter().unzip();
    let of_driver = known.as_ref().filter(|known| Some(known.driver) == driver);
    let of_route = of_driver.filter(|known| known.stops == ids);
    let left = of_driver.and_then(|known| rest(&known.way, here?));
    // A way that is asked for at each fix would be, where somebody stands far from every road.
    let moved =
        here.filter(|here| left.is_none() && of_route.is_some_and(|known| is_elsewhere(known.here, *here)));
    {
        let (known, wanted) = (known.setter(), of_route.is_none() || moved.is_some());
        use_effect_with((driver, ids.clone(), moved), move |(driver, ids, _)| {
            let (Some(id), true) = (*driver, wanted && !ids.is_empty()) else { return };
            let (stops, turn) = (ids.clone(), newest.replace_with(|turn| *turn + 1) + 1);
            spawn_local(async move {
                let way = bridge::call(&GetDriverWay { id }).await.map(|way| stretches(&way));
                if *newest.borrow() == turn {
                    known.set(Some(Known { driver: id, stops, here, way: way.unwrap_or_default() }));
                }
            });
        });
    }
    let straight = || vec![Stretch::straight(here.into_iter().chain(places))];
    let whole = of_driver.map(|known| known.way.clone()).filter(|way| !way.is_empty());
    if ids.is_empty() { Vec::new() } else { left.or(whole).unwrap_or_else(straight) }
}
