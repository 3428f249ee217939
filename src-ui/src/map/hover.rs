//! A card beside the thing the pointer is on.

use yew::prelude::*;

use crate::bridge::dom;

#[derive(PartialEq, Properties)]
pub(super) struct FloatProps {
    /// From the left of the map, in CSS pixels.
    pub(super) x: f64,
    /// From its top.
    pub(super) y: f64,
    pub(super) children: Html,
}

/// Floats at a pixel of the map, and flips to the side where there is room.
#[component]
pub(super) fn Float(props: &FloatProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((props.x, props.y), move |&(x, y)| {
            dom::set_style(&node, "left", &format!("{x:.0}px"));
            dom::set_style(&node, "top", &format!("{y:.0}px"));
        });
    }
    let below = props.y < 120.0;
    html! {
        <div class="map-hover" ref={node} data-below={below.to_string()} aria-hidden="true">
            { props.children.clone() }
        </div>
    }
}
