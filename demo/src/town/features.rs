//! The town's addresses, names and outlines, as an extract of a real one has them.

use waybill_domain::Point;
use waybill_routing::features::{Address, Area, Features, Layer, Place, PlaceKind, Road, RoadClass};

use super::{Class, Town, ground, plane::Xy};

/// Everything that an extract would have.
pub(super) fn features(town: &Town) -> Features {
    let addresses = town.houses.iter().map(|house| Address {
        number: house.number.to_string(),
        street: house.street.clone(),
        city: town.name().to_owned(),
        postcode: String::new(),
        point: house.point,
        interpolated: false,
    });
    let roads = town.roads.iter().map(|street| Road {
        name: street.name.clone(),
        other_names: Vec::new(),
        class: match street.class {
            Class::Primary => RoadClass::Primary,
            Class::Secondary => RoadClass::Secondary,
            Class::Residential => RoadClass::Residential,
        },
        line: street.line.iter().map(|&place| town.plane.point(place)).collect(),
    });
    let place = |name: &str, kind, place| Place {
        name: name.to_owned(),
        other_names: Vec::new(),
        kind,
        point: town.plane.point(place),
    };
    let parks = town.ground.parks.iter().filter(|park| !park.name.is_empty() && !park.ring.is_empty());
    let mut places: Vec<Place> = parks.map(|park| place(park.name, PlaceKind::Venue, park.ring[0])).collect();
    places.push(place(town.name(), PlaceKind::Town, ground::CENTRE));
    Features { addresses: addresses.collect(), roads: roads.collect(), places, areas: areas(town) }
}

fn areas(town: &Town) -> Vec<Area> {
    let area = |layer, name: &str, outline: &[Xy]| {
        let mut ring: Vec<Point> = outline.iter().map(|&place| town.plane.point(place)).collect();
        if ring.first() != ring.last() {
            ring.extend(ring.first().copied());
        }
        Area { layer, name: name.to_owned(), polygons: vec![vec![ring]] }
    };
    let ground = &town.ground;
    let mut areas: Vec<Area> =
        ground.parks.iter().map(|park| area(Layer::Green, park.name, &park.ring)).collect();
    areas.extend(ground.waters().iter().map(|(name, outline)| area(Layer::Water, name, outline)));
    areas.extend(town.buildings.iter().map(|outline| area(Layer::Building, "", outline)));
    areas
}
