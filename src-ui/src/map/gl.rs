//! The part of MapLibre GL that we use, and the fetching of it.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, WebGl2RenderingContext};

#[wasm_bindgen(module = "/src/map/load.js")]
extern "C" {
    /// Imports the module at `url`.
    #[wasm_bindgen(js_name = load)]
    fn import(url: &str) -> Promise;
}

#[wasm_bindgen]
extern "C" {
    /// `maplibregl.Map`.
    #[derive(Clone)]
    pub(super) type GlMap;

    #[wasm_bindgen(method)]
    pub(super) fn on(this: &GlMap, event: &str, handler: &Function) -> JsValue;
    #[wasm_bindgen(method, js_name = on)]
    pub(super) fn on_layer(this: &GlMap, event: &str, layer: &str, handler: &Function) -> JsValue;
    #[wasm_bindgen(method)]
    pub(super) fn remove(this: &GlMap);
    #[wasm_bindgen(method, js_name = getSource)]
    pub(super) fn source(this: &GlMap, id: &str) -> Option<GlSource>;
    #[wasm_bindgen(method, catch, js_name = setPaintProperty)]
    pub(super) fn set_paint(
        this: &GlMap,
        layer: &str,
        name: &str,
        value: &JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = setLayoutProperty)]
    pub(super) fn set_layout(
        this: &GlMap,
        layer: &str,
        name: &str,
        value: &JsValue,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, js_name = fitBounds)]
    pub(super) fn fit_bounds(this: &GlMap, bounds: &JsValue, options: &JsValue);
    #[wasm_bindgen(method, js_name = easeTo)]
    pub(super) fn ease_to(this: &GlMap, options: &JsValue);
    #[wasm_bindgen(method, js_name = getZoom)]
    pub(super) fn zoom(this: &GlMap) -> f64;
    #[wasm_bindgen(method, js_name = zoomIn)]
    pub(super) fn zoom_in(this: &GlMap);
    #[wasm_bindgen(method, js_name = zoomOut)]
    pub(super) fn zoom_out(this: &GlMap);
    #[wasm_bindgen(method)]
    pub(super) fn unproject(this: &GlMap, point: &JsValue) -> JsValue;
    #[wasm_bindgen(method)]
    pub(super) fn project(this: &GlMap, position: &JsValue) -> JsValue;
    #[wasm_bindgen(method, js_name = getCanvas)]
    pub(super) fn canvas(this: &GlMap) -> HtmlElement;

    /// `maplibregl.GeoJSONSource`.
    pub(super) type GlSource;

    #[wasm_bindgen(method, js_name = setData)]
    pub(super) fn set_data(this: &GlSource, data: &JsValue);

    /// `maplibregl.Marker`.
    #[derive(Clone)]
    pub(super) type GlMarker;

    #[wasm_bindgen(method, js_name = setLngLat)]
    pub(super) fn set_position(this: &GlMarker, position: &JsValue) -> GlMarker;
    #[wasm_bindgen(method, js_name = getLngLat)]
    pub(super) fn position(this: &GlMarker) -> JsValue;
    #[wasm_bindgen(method, js_name = addTo)]
    pub(super) fn add_to(this: &GlMarker, map: &GlMap) -> GlMarker;
    #[wasm_bindgen(method, js_name = remove)]
    pub(super) fn remove_marker(this: &GlMarker) -> GlMarker;
    #[wasm_bindgen(method, js_name = on)]
    pub(super) fn on_marker(this: &GlMarker, event: &str, handler: &Function) -> JsValue;
}

/// Why there is no map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoMap {
    /// The browser has no WebGL 2.
    NoWebGl,
    /// The library did not arrive.
    NotLoaded,
}

/// The library, once it is there.
#[derive(Clone)]
pub(super) struct Library(JsValue);

/// Whether the browser can draw with WebGL 2.
pub(super) fn has_webgl() -> bool {
    let canvas = web_sys::window().and_then(|w| w.document()?.create_element("canvas").ok());
    let canvas = canvas.and_then(|canvas| canvas.dyn_into::<web_sys::HtmlCanvasElement>().ok());
    let context = canvas.and_then(|canvas| canvas.get_context("webgl2").ok().flatten());
    context.is_some_and(|context| context.is_instance_of::<WebGl2RenderingContext>())
}

/// A file of the library. The page says in which folder the build put it.
fn address(file: &str) -> String {
    let window = web_sys::window();
    let meta = window.as_ref().and_then(|w| w.document()?.query_selector("meta[name=waybill-map]").ok()?);
    let folder = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_else(|| "/".to_owned());
    let path = format!("{folder}{file}");
    let page = window.and_then(|w| w.location().href().ok()).unwrap_or_default();
    web_sys::Url::new_with_base(&path, &page).map_or(path, |url| url.href())
}

impl Library {
    /// Fetches the library; the browser keeps modules, so a second time costs nothing.
    pub(super) async fn fetch() -> Result<Self, NoMap> {
        if !has_webgl() {
            return Err(NoMap::NoWebGl);
        }
        let module = JsFuture::from(import(&address("maplibre-gl.mjs"))).await;
        let module = module.map_err(|_| NoMap::NotLoaded)?;
        let set_worker: Function =
            property(&module, "setWorkerUrl").dyn_into().map_err(|_| NoMap::NotLoaded)?;
        let worker = address("maplibre-gl-worker.mjs");
        // Throws only for a missing argument.
        let _ = set_worker.call1(&module, &JsValue::from_str(&worker));
        Ok(Self(module))
    }

    fn construct(&self, class: &str, options: &JsValue) -> Result<JsValue, JsValue> {
        let class: Function = property(&self.0, class).dyn_into()?;
        Reflect::construct(&class, &Array::of1(options))
    }

    /// From now on `answer` is asked for whatever is at addresses of this scheme. It takes the request, which has a `url`,
    /// and gives a promise of `{data}`, an `ArrayBuffer`.
    pub(super) fn add_protocol(&self, scheme: &str, answer: &Function) -> Result<(), NoMap> {
        let add: Function = property(&self.0, "addProtocol").dyn_into().map_err(|_| NoMap::NotLoaded)?;
        let added = add.call2(&self.0, &JsValue::from_str(scheme), answer);
        added.map(|_| ()).map_err(|_| NoMap::NotLoaded)
    }

    /// A map in a container. Fails where the graphics driver refuses.
    pub(super) fn map(&self, options: &JsValue) -> Result<GlMap, NoMap> {
        self.construct("Map", options).map(JsCast::unchecked_into).map_err(|_| NoMap::NoWebGl)
    }

    /// An element that stays at a place on the map.
    pub(super) fn marker(&self, options: &JsValue) -> Result<GlMarker, NoMap> {
        self.construct("Marker", options).map(JsCast::unchecked_into).map_err(|_| NoMap::NotLoaded)
    }
}

/// A property, or `undefined`.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A plain object of these properties.
pub(super) fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property on a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// The JavaScript value of JSON.
pub(super) fn value_of(json: &serde_json::Value) -> JsValue {
    js_sys::JSON::parse(&json.to_string()).unwrap_or(JsValue::NULL)
}
