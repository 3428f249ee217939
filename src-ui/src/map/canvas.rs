//! The place a live map stands in: fetches the library, makes the map, and says so where there can be none.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    gl::{Library, NoMap},
    streets, tiles,
    view::{Hint, View},
};
use crate::{
    bridge::{spawn_local, timer},
    components::Icon,
    i18n::use_i18n,
};

/// Streets that did not arrive are asked for again after this long.
const AGAIN_MS: u32 = 10_000;

#[derive(PartialEq, Properties)]
pub(super) struct MapCanvasProps {
    /// What the map shows, for those who do not see it.
    pub(super) label: AttrValue,
    /// The map is there, its streets perhaps not yet.
    pub(super) on_ready: Callback<View>,
    /// Hook for tests.
    #[prop_or("map-canvas".into())]
    pub(super) testid: AttrValue,
    /// So much stands on the map that each thing is drawn small.
    #[prop_or_default]
    pub(super) crowded: bool,
    /// What floats above the map.
    #[prop_or_default]
    pub(super) children: Html,
}

#[derive(Clone, PartialEq)]
enum Phase {
    Loading,
    Ready,
    Impossible(NoMap),
}

#[component]
pub(super) fn MapCanvas(props: &MapCanvasProps) -> Html {
    let i18n = use_i18n();
    let container = use_node_ref();
    let phase = use_state_eq(|| Phase::Loading);
    let attempt = use_state(|| 0_u32);
    let streets_missing = use_state_eq(|| false);
    let credit = use_state_eq(AttrValue::default);
    {
        let (container, on_ready, label) = (container.clone(), props.on_ready.clone(), props.label.clone());
        let (phase, missing, credit) = (phase.setter(), streets_missing.setter(), credit.setter());
        use_effect_with(*attempt, move |_| {
            // Holds the map while this component is there, and tells a late answer that nobody waits any more.
            let alive = std::rc::Rc::new(std::cell::RefCell::new((true, None::<View>)));
            let kept = alive.clone();
            phase.set(Phase::Loading);
            spawn_local(async move {
                let library = Library::fetch().await;
                let tiles = if library.is_ok() { tiles::fetch().await } else { None };
                let made = library.and_then(|library| {
                    let element = container.cast::<HtmlElement>().ok_or(NoMap::NotLoaded)?;
                    if !alive.borrow().0 {
                        return Err(NoMap::NotLoaded);
                    }
                    if tiles.is_some() {
                        tiles::serve(&library)?;
                    }
                    View::new(&library, &element, tiles.as_ref())
                });
                match made {
                    Ok(view) => {
                        credit.set(
                            tiles.as_ref().map(|set| set.attribution.clone().into()).unwrap_or_default(),
                        );
                        view.describe(&label);
                        alive.borrow_mut().1 = Some(view.clone());
                        let weak = std::rc::Rc::downgrade(&alive);
                        // A map of tiles is loaded once all in sight are there, and that may take a while or fail.
                        let drawn = tiles.is_none();
                        view.on(if drawn { "load" } else { "style.load" }, move || {
                            let view = weak.upgrade().and_then(|alive| alive.borrow().1.clone());
                            let Some(view) = view else { return };
                            phase.set(Phase::Ready);
                            on_ready.emit(view.clone());
                            if drawn {
                                spawn_local(draw(view.downgrade(), missing.clone()));
                            }
                        });
                    }
                    Err(error) if alive.borrow().0 => phase.set(Phase::Impossible(error)),
                    Err(_) => {}
                }
            });
            move || {
                let (_, view) = kept.replace((false, None));
                drop(view);
            }
        });
    }
    let again = {
        let attempt = attempt.clone();
        Callback::from(move |_: MouseEvent| attempt.set(*attempt + 1))
    };
    html! {
        <div class="map" data-crowded={props.crowded.then_some("true")}
            data-phase={if *phase == Phase::Ready { "ready" } else { "waiting" }}>
            <div class="map-canvas" ref={container} data-testid={props.testid.clone()}></div>
            if *phase == Phase::Loading {
                <div class="map-veil" aria-hidden="true"></div>
            }
            if let Phase::Impossible(error) = &*phase {
                { impossible(error, &i18n, again) }
            } else {
                { props.children.clone() }
            }
            if !credit.is_empty() {
                <p class="map-credit" data-testid="map-credit">{ &*credit }</p>
            }
            if *streets_missing {
                <p class="map-note"><Icon name="cloud-off" />{ i18n.t("map-no-streets") }</p>
            }
        </div>
    }
}

/// Fills the streets in, as soon as they can be had.
async fn draw(view: Hint, missing: UseStateSetter<bool>) {
    loop {
        match streets::fetch().await {
            Ok(streets) => {
                missing.set(false);
                return view.with(|view| view.set_streets(&streets));
            }
            Err(_) if view.is_gone() => return,
            Err(_) => missing.set(true),
        }
        timer::sleep(AGAIN_MS).await;
    }
}

fn impossible(error: &NoMap, i18n: &crate::i18n::I18n, again: Callback<MouseEvent>) -> Html {
    let (title, text) = match error {
        NoMap::NoWebGl => ("map-no-webgl", "map-no-webgl-text"),
        NoMap::NotLoaded => ("map-not-loaded", "map-not-loaded-text"),
    };
    html! {
        <section class="map-impossible" data-testid="map-impossible">
            <Icon name="map-pin-off" />
            <h2>{ i18n.t(title) }</h2>
            <p>{ i18n.t(text) }</p>
            if *error == NoMap::NotLoaded {
                <button type="button" class="btn" onclick={again}>
                    <Icon name="rotate-cw" />
                    { i18n.t("retry") }
                </button>
            }
        </section>
    }
}
