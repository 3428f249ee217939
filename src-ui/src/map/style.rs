//! The map's style: which layer is drawn how, from the design's tokens.

use serde_json::{Value, json};
use waybill_domain::calls::TileSet;

use super::{palette::Palette, tiles};
use crate::state::board::Tone;

/// The street map.
pub(super) const BASE: &str = "base";
/// Areas, such as service zones.
pub(super) const AREAS: &str = "areas";
/// Ways of drivers.
pub(super) const ROUTES: &str = "routes";
/// Deliveries, or stops.
pub(super) const DOTS: &str = "dots";

/// Layer of the dots: what a pointer hits.
pub(super) const DOTS_LAYER: &str = "dots";
/// Layers that the user can switch off.
pub(super) const LABEL_LAYERS: [&str; 3] = ["road-name", "place-name", "town-name"];

fn source() -> Value {
    json!({ "type": "geojson", "data": { "type": "FeatureCollection", "features": [] }, "maxzoom": 17, "tolerance": 0.4 })
}

/// Where the street map comes from: from tiles, or from a drawing that the view fills in.
fn base_source(tiles: Option<&TileSet>) -> Value {
    let Some(set) = tiles else { return source() };
    let (low, high) = (set.south_west, set.north_east);
    json!({ "type": "vector", "tiles": [tiles::ADDRESS], "minzoom": set.min_zoom, "maxzoom": set.max_zoom,
        "bounds": [low.lon, low.lat, high.lon, high.lat] })
}

fn on(layer: &str) -> Value {
    json!(["==", ["get", "layer"], layer])
}

fn road(class: &str) -> Value {
    json!(["all", ["==", ["get", "layer"], "road"], ["==", ["get", "class"], class]])
}

/// Metres on the ground look twice as wide at each further zoom; a factor of 1.6 keeps small zooms readable.
fn wide(at_13: f64, at_17: f64) -> Value {
    json!(["interpolate", ["exponential", 1.6], ["zoom"], 10, at_13 / 3.0, 13, at_13, 17, at_17])
}

/// The colour of a dot: by tone.
fn tone_colour(palette: &Palette) -> Value {
    let mut cases = vec![json!("match"), json!(["get", "tone"])];
    for tone in Tone::ALL {
        cases.push(json!(tone.as_str()));
        cases.push(json!(palette.tone(tone)));
    }
    cases.push(json!(palette.on_surface_3));
    Value::Array(cases)
}

/// The whole style. All sources but tiles are empty; they are filled by the view.
pub(super) fn style(palette: &Palette, tiles: Option<&TileSet>) -> Value {
    let mut layers = base_layers(palette);
    if tiles.is_some() {
        for layer in layers.iter_mut().filter(|layer| layer["source"] == BASE) {
            layer["source-layer"] = json!(TileSet::LAYER);
        }
    }
    layers.extend(area_layers(palette));
    layers.extend(route_layers(palette));
    layers.extend(dot_layers(palette));
    json!({
        "version": 8,
        "sources": { BASE: base_source(tiles), AREAS: source(), ROUTES: source(), DOTS: source() },
        "layers": layers,
    })
}

fn base_layers(palette: &Palette) -> Vec<Value> {
    let mut layers = vec![
        json!({ "id": "land", "type": "background", "paint": { "background-color": palette.land } }),
        json!({ "id": "park", "type": "fill", "source": BASE, "filter": on("park"), "paint": { "fill-color": palette.park } }),
        json!({ "id": "water", "type": "fill", "source": BASE, "filter": on("water"), "paint": { "fill-color": palette.water } }),
        json!({ "id": "building", "type": "fill", "source": BASE, "filter": on("building"), "minzoom": 14.5,
            "paint": { "fill-color": palette.building, "fill-outline-color": palette.road_edge,
                "fill-opacity": ["interpolate", ["linear"], ["zoom"], 14.5, 0, 15.2, 1] } }),
    ];
    let mut path = line("path", road("path"), &palette.road_edge, wide(0.8, 3.0));
    path["minzoom"] = json!(15);
    path["paint"]["line-dasharray"] = json!([2, 1.6]);
    layers.push(path);
    let classes = [("residential", 3.0, 15.0), ("secondary", 4.6, 20.0), ("primary", 6.5, 27.0)];
    for (class, near, far) in classes {
        layers.push(line(
            &format!("{class}-edge"),
            road(class),
            &palette.road_edge,
            wide(near + 1.6, far + 3.0),
        ));
    }
    for (class, near, far) in classes {
        layers.push(line(class, road(class), &palette.road, wide(near, far)));
    }
    let halo = |mut layer: Value| {
        layer["paint"] =
            json!({ "text-color": palette.label, "text-halo-color": palette.halo, "text-halo-width": 1.4 });
        layer
    };
    layers.push(halo(json!({ "id": "road-name", "type": "symbol", "source": BASE, "minzoom": 13.2,
        "filter": ["all", on("road"), ["has", "name"]],
        "layout": { "symbol-placement": "line", "text-field": ["get", "name"], "text-font": ["Inter Variable"],
            "text-size": ["interpolate", ["linear"], ["zoom"], 13, 10, 17, 13], "symbol-spacing": 320,
            "text-max-angle": 30, "text-padding": 6,
            "symbol-sort-key": ["match", ["get", "class"], "primary", 0, "secondary", 1, 2] } })));
    layers.push(halo(json!({ "id": "place-name", "type": "symbol", "source": BASE, "minzoom": 12,
        "filter": ["all", ["in", ["get", "layer"], ["literal", ["park", "water"]]], ["has", "name"]],
        "layout": { "text-field": ["get", "name"], "text-font": ["Inter Variable"], "text-size": 11.5,
            "text-letter-spacing": 0.04, "text-max-width": 8 } })));
    layers.push(halo(json!({ "id": "town-name", "type": "symbol", "source": BASE, "minzoom": 8, "maxzoom": 15,
        "filter": on("place"),
        "layout": { "text-field": ["get", "name"], "text-font": ["Inter Variable"],
            "text-size": ["match", ["get", "class"], ["city", "town"], 15, 12], "text-max-width": 8,
            "symbol-sort-key": ["match", ["get", "class"], "city", 0, "town", 1, "suburb", 2, "village", 2, 3] } })));
    layers
}

fn line(id: &str, filter: Value, colour: &str, width: Value) -> Value {
    json!({ "id": id, "type": "line", "source": BASE, "filter": filter,
        "layout": { "line-cap": "round", "line-join": "round" },
        "paint": { "line-color": colour, "line-width": width } })
}

fn area_layers(palette: &Palette) -> Vec<Value> {
    let own = |yes: Value, no: Value| json!(["case", ["get", "own"], yes, no]);
    let colour = own(json!(palette.accent), json!(palette.on_surface_3));
    vec![
        json!({ "id": "area", "type": "fill", "source": AREAS,
            "paint": { "fill-color": colour, "fill-opacity": own(json!(0.16), json!(0.07)) } }),
        json!({ "id": "area-line", "type": "line", "source": AREAS,
            "layout": { "line-cap": "round", "line-join": "round" },
            "paint": { "line-color": colour, "line-width": own(json!(2.5), json!(1.2)) } }),
    ]
}

fn route_layers(palette: &Palette) -> Vec<Value> {
    let layout = json!({ "line-cap": "round", "line-join": "round" });
    vec![
        json!({ "id": "route-halo", "type": "line", "source": ROUTES, "layout": layout,
            "paint": { "line-color": palette.halo, "line-width": 8, "line-opacity": 0.75 } }),
        json!({ "id": "route", "type": "line", "source": ROUTES, "layout": layout,
            "filter": ["!", ["get", "guessed"]],
            "paint": { "line-color": palette.accent, "line-width": 4.5 } }),
        // Dots: a direction, not a road.
        json!({ "id": "route-guess", "type": "line", "source": ROUTES, "layout": layout,
            "filter": ["get", "guessed"],
            "paint": { "line-color": palette.accent, "line-width": 4.5, "line-dasharray": [0.01, 2] } }),
    ]
}

fn dot_layers(palette: &Palette) -> Vec<Value> {
    let by_zoom = |small: f64, large: f64| {
        // Finished ones are smaller: what is still to do stands out.
        let size = |full: f64| json!(["case", ["get", "done"], full * 0.78, full]);
        json!(["interpolate", ["linear"], ["zoom"], 11, size(small), 14, size(small * 1.35), 16, size(large)])
    };
    let flagged = |flag: &str| json!(["==", ["get", flag], true]);
    vec![
        json!({ "id": "dot-late", "type": "circle", "source": DOTS, "filter": flagged("late"),
            "paint": { "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 8, 16, 15],
                "circle-color": palette.danger, "circle-opacity": 0.2 } }),
        json!({ "id": "dot-open", "type": "circle", "source": DOTS, "filter": flagged("open"),
            "paint": { "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 11, 16, 17],
                "circle-color": palette.surface, "circle-stroke-color": palette.accent, "circle-stroke-width": 3 } }),
        json!({ "id": "dot-picked", "type": "circle", "source": DOTS, "filter": flagged("picked"),
            "paint": { "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 9, 16, 14],
                "circle-color": palette.accent, "circle-opacity": 0.28, "circle-stroke-color": palette.accent,
                "circle-stroke-width": 1.5 } }),
        json!({ "id": DOTS_LAYER, "type": "circle", "source": DOTS,
            "layout": { "circle-sort-key": ["get", "order"] },
            "paint": { "circle-radius": by_zoom(4.2, 9.5), "circle-color": tone_colour(palette),
                "circle-stroke-color": palette.surface, "circle-stroke-width": 2 } }),
        json!({ "id": "dot-sign", "type": "symbol", "source": DOTS, "minzoom": 14.6,
            "layout": { "text-field": ["get", "sign"], "text-font": ["Inter Variable Bold"], "text-size": 11,
                "text-allow-overlap": true, "text-ignore-placement": true },
            "paint": { "text-color": palette.surface } }),
    ]
}

#[cfg(test)]
mod tests {
    use waybill_domain::Point;

    use super::*;

    fn layers(style: &Value) -> Vec<Value> {
        style["layers"].as_array().cloned().unwrap_or_default()
    }

    fn set() -> TileSet {
        TileSet {
            version: "a1".to_owned(),
            min_zoom: 5,
            max_zoom: 14,
            south_west: Point { lat: 42.4, lon: 1.4 },
            north_east: Point { lat: 42.7, lon: 1.8 },
            bytes: 1_000,
            attribution: String::new(),
        }
    }

    #[test]
    fn tiles_and_a_drawing_are_drawn_by_the_same_rules() {
        let palette = Palette::default();
        let (drawing, tiled) = (style(&palette, None), style(&palette, Some(&set())));
        assert_eq!(drawing["sources"][BASE]["type"], "geojson");
        assert_eq!(
            tiled["sources"][BASE],
            json!({ "type": "vector", "tiles": ["waybill://tile/{z}/{x}/{y}"], "minzoom": 5, "maxzoom": 14,
                "bounds": [1.4, 42.4, 1.8, 42.7] })
        );
        for source in [AREAS, ROUTES, DOTS] {
            assert_eq!(drawing["sources"][source], tiled["sources"][source]);
        }
        assert_eq!(layers(&drawing).len(), layers(&tiled).len());
        for (drawn, mut layer) in layers(&drawing).into_iter().zip(layers(&tiled)) {
            let in_tiles = layer.as_object_mut().and_then(|layer| layer.remove("source-layer"));
            let expected = (drawn["source"] == BASE).then(|| json!(TileSet::LAYER));
            assert_eq!(in_tiles, expected, "{}", drawn["id"]);
            assert_eq!(drawn, layer);
        }
    }

    #[test]
    fn every_layer_has_its_own_id_and_a_source_that_exists() {
        let style = style(&Palette::default(), None);
        let layers = layers(&style);
        let mut ids: Vec<_> = layers.iter().filter_map(|layer| layer["id"].as_str()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), count), (count, layers.len()));
        for layer in &layers {
            if let Some(source) = layer["source"].as_str() {
                assert!(style["sources"][source].is_object(), "{source}");
            }
        }
    }

    #[test]
    fn every_tone_has_a_colour_of_its_own_rule() {
        let colour = tone_colour(&Palette::default());
        for tone in Tone::ALL {
            assert!(colour.as_array().is_some_and(|cases| cases.contains(&json!(tone.as_str()))));
        }
    }

    #[test]
    fn no_address_outside_is_named() {
        // Labels are drawn from the page's own typeface: the style must not ask for a glyph server.
        let style = style(&Palette::default(), Some(&set()));
        assert!(style.get("glyphs").is_none() && style.get("sprite").is_none());
    }
}
