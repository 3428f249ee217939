//! Reading the file, and putting together what belongs together.

use std::{collections::HashMap, path::Path};

use osmpbf::{Element, RelMemberType, Relation};
use waybill_domain::Point;

use super::{
    Area, Features, Place, Road,
    address::Written,
    area::layer,
    interpolation::{Post, between},
    named::{names, place, road},
    raw::{Raw, RawArea, RawNode, RawWay},
    rings,
};
use crate::road::osm::{ImportError, Pass, Progress, Tags, blocks, check};

const PASSES: u64 = 3;

/// Reads addresses, names and areas of an extract.
///
/// # Errors
/// Where the file is not a whole `.osm.pbf` file. One without any address is no error: there may still be roads.
pub fn read(path: &Path, mut progress: impl FnMut(Progress)) -> Result<Features, ImportError> {
    check(path)?;
    let mut raw = Raw::default();
    let pass = |number| Pass { number, of: PASSES };
    blocks(path, pass(0), &mut progress, &mut |block| {
        block.for_each_element(|element| {
            if let Element::Relation(relation) = element {
                take_relation(&relation, &mut raw);
            }
        });
    })?;
    blocks(path, pass(1), &mut progress, &mut |block| {
        block.for_each_element(|element| {
            if let Element::Way(way) = element {
                let tags = Tags(way.tags().collect());
                take_way(&tags, way.id(), || way.refs().collect(), &mut raw);
            }
        });
    })?;
    raw.ids = raw.ways.iter().flat_map(|way| way.nodes.iter().copied()).collect();
    raw.ids.sort_unstable();
    raw.ids.dedup();
    raw.points = vec![None; raw.ids.len()];
    blocks(path, pass(2), &mut progress, &mut |block| {
        block.for_each_element(|element| match &element {
            Element::Node(node) => take_node(node.id(), (node.lat(), node.lon()), node.tags(), &mut raw),
            Element::DenseNode(node) => take_node(node.id(), (node.lat(), node.lon()), node.tags(), &mut raw),
            Element::Way(_) | Element::Relation(_) => {}
        });
    })?;
    Ok(put_together(&raw))
}

fn take_relation(relation: &Relation, raw: &mut Raw) {
    let tags = Tags(relation.tags().collect());
    if tags.is("type", "associatedStreet") {
        let Some((name, _)) = names(&tags) else { return };
        for member in
            relation.members().filter(|member| matches!(member.role(), Ok("house" | "address" | "")))
        {
            let of = match member.member_type {
                RelMemberType::Node => 0,
                RelMemberType::Way => 1,
                RelMemberType::Relation => continue,
            };
            raw.street_of[of].insert(member.member_id, name.clone());
        }
        return;
    }
    let (layer, address) = (layer(&tags), Written::of(&tags));
    if !tags.is("type", "multipolygon") || (layer.is_none() && address.is_none()) {
        return;
    }
    let mut area = RawArea { outer: Vec::new(), inner: Vec::new(), names: names(&tags), layer, address };
    for member in relation.members().filter(|member| member.member_type == RelMemberType::Way) {
        let side =
            if member.role().is_ok_and(|role| role == "inner") { &mut area.inner } else { &mut area.outer };
        side.push(member.member_id);
        raw.members.insert(member.member_id);
    }
    raw.areas.push(area);
}

fn take_way(tags: &Tags, id: i64, nodes: impl FnOnce() -> Vec<i64>, raw: &mut Raw) {
    let names = names(tags);
    let way = RawWay {
        id,
        nodes: Vec::new(),
        road: road(tags),
        layer: layer(tags),
        place: names.as_ref().and_then(|_| place(tags)),
        address: Written::of(tags),
        interpolation: tags.get("addr:interpolation").map(str::to_owned),
        names,
    };
    let matters = way.road.is_some()
        || way.layer.is_some()
        || way.place.is_some()
        || way.address.is_some()
        || way.interpolation.is_some()
        || raw.members.contains(&id);
    if matters {
        raw.ways.push(RawWay { nodes: nodes(), ..way });
    }
}

fn take_node<'a>(
    id: i64,
    (lat, lon): (f64, f64),
    tags: impl Iterator<Item = (&'a str, &'a str)>,
    raw: &mut Raw,
) {
    let Ok(point) = Point::new(lat, lon) else { return };
    if let Ok(at) = raw.ids.binary_search(&id) {
        raw.points[at] = Some(point);
    }
    let tags = Tags(tags.collect());
    if tags.0.is_empty() {
        return;
    }
    let (address, names) = (Written::of(&tags), names(&tags));
    let place = names.as_ref().and_then(|_| place(&tags));
    if address.is_some() || place.is_some() {
        raw.nodes.push(RawNode { id, point, names, place, address });
    }
}

fn put_together(raw: &Raw) -> Features {
    let mut features = Features::default();
    let written = |written: &Written, of: usize, id: i64| {
        let street = raw.street_of[of].get(&id).filter(|_| written.street.is_empty());
        Written { street: street.unwrap_or(&written.street).clone(), ..written.clone() }
    };
    let mut posts: HashMap<i64, Written> = HashMap::new();
    for node in &raw.nodes {
        if let Some(address) = &node.address {
            let address = written(address, 0, node.id);
            features.addresses.extend(address.at(node.point, false));
            posts.insert(node.id, address);
        }
        if let (Some((name, other_names)), Some(kind)) = (node.names.clone(), node.place) {
            features.places.push(Place { name, other_names, kind, point: node.point });
        }
    }
    for way in &raw.ways {
        let line = raw.line(&way.nodes);
        let Some(middle) = rings::middle(&line) else { continue };
        if let Some(address) = &way.address {
            features.addresses.extend(written(address, 1, way.id).at(middle, false));
        }
        if let Some(kind) = &way.interpolation {
            features.addresses.extend(interpolated(kind, way, raw, &posts));
        }
        if let (Some((name, other_names)), Some(kind)) = (way.names.clone(), way.place) {
            features.places.push(Place { name, other_names, kind, point: middle });
        }
        if let (Some(layer), true) = (way.layer, way.is_closed() && line.len() == way.nodes.len()) {
            let name = way.names.as_ref().map_or_else(String::new, |names| names.0.clone());
            features.areas.push(Area { layer, name, polygons: vec![vec![line]] });
        } else if let (Some(class), true) = (way.road, line.len() > 1) {
            let (name, other_names) = way.names.clone().unwrap_or_default();
            features.roads.push(Road { name, other_names, class, line });
        }
    }
    put_areas_together(raw, &mut features);
    features
}

fn interpolated(kind: &str, way: &RawWay, raw: &Raw, posts: &HashMap<i64, Written>) -> Vec<super::Address> {
    let known: Vec<(i64, Point)> = way.nodes.iter().filter_map(|&id| Some((id, raw.point(id)?))).collect();
    let line: Vec<Point> = known.iter().map(|node| node.1).collect();
    let posts: Vec<Post> = known
        .iter()
        .enumerate()
        .filter_map(|(at, (id, _))| posts.get(id).map(|written| Post { written, at }))
        .collect();
    between(kind, &line, &posts)
}

fn put_areas_together(raw: &Raw, features: &mut Features) {
    let by_id: HashMap<i64, &RawWay> =
        raw.ways.iter().filter(|way| raw.members.contains(&way.id)).map(|way| (way.id, way)).collect();
    for area in &raw.areas {
        let rings = |ids: &[i64]| -> Vec<Vec<Point>> {
            let ways = ids.iter().filter_map(|id| by_id.get(id)).map(|way| way.nodes.clone()).collect();
            let rings = rings::join(ways).into_iter().map(|ring| (ring.len(), raw.line(&ring)));
            // A ring with a hole in it is one that the border of the extract has cut.
            rings.filter(|(nodes, line)| *nodes == line.len()).map(|(_, line)| line).collect()
        };
        let outer = rings(&area.outer);
        let Some(middle) = outer.first().and_then(|ring| rings::middle(ring)) else { continue };
        if let Some(address) = &area.address {
            features.addresses.extend(address.at(middle, false));
        }
        if let Some(layer) = area.layer {
            let name = area.names.as_ref().map_or_else(String::new, |names| names.0.clone());
            features.areas.push(Area { layer, name, polygons: rings::polygons(outer, rings(&area.inner)) });
        }
    }
}
