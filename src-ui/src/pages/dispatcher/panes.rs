//! The widths of list and detail: drawn by a divider, remembered.

use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::bridge::{dom, storage};

const STORED: &str = "board.panes";

/// Widths in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Panes {
    pub(super) list: f64,
    pub(super) detail: f64,
}

impl Default for Panes {
    fn default() -> Self {
        Self { list: 640.0, detail: 352.0 }
    }
}

impl Panes {
    const LIST: (f64, f64) = (380.0, 1_100.0);
    const DETAIL: (f64, f64) = (300.0, 620.0);

    fn clamped(self) -> Self {
        Self {
            list: self.list.clamp(Self::LIST.0, Self::LIST.1),
            detail: self.detail.clamp(Self::DETAIL.0, Self::DETAIL.1),
        }
    }
}

/// The widths, put on `node` as custom properties, and the way to change them.
#[hook]
pub(super) fn use_panes(node: &NodeRef) -> UseStateHandle<Panes> {
    let panes = use_state_eq(|| storage::load::<Panes>(STORED).unwrap_or_default().clamped());
    let node = node.clone();
    use_effect_with(*panes, move |panes| {
        dom::set_style(&node, "--list-w", &format!("{:.0}px", panes.list));
        dom::set_style(&node, "--detail-w", &format!("{:.0}px", panes.detail));
        // Where storage is switched off the widths last until the window closes.
        storage::save(STORED, panes);
    });
    panes
}

/// Which edge a divider moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Between list and map.
    List,
    /// Between map and detail.
    Detail,
}

#[derive(PartialEq, Properties)]
pub(super) struct DividerProps {
    pub(super) edge: Edge,
    pub(super) panes: UseStateHandle<Panes>,
    pub(super) label: AttrValue,
}

/// Moves an edge: with the pointer, or with the arrow keys. A double click puts it back.
#[component]
pub(super) fn Divider(props: &DividerProps) -> Html {
    let from = use_state(|| None::<(f64, Panes)>);
    let edge = props.edge;
    let moved = move |panes: Panes, by: f64| match edge {
        Edge::List => Panes { list: panes.list + by, ..panes }.clamped(),
        Edge::Detail => Panes { detail: panes.detail - by, ..panes }.clamped(),
    };
    let onpointerdown = {
        let (from, panes) = (from.clone(), props.panes.clone());
        Callback::from(move |event: PointerEvent| {
            event.prevent_default();
            dom::capture_pointer(&event);
            from.set(Some((f64::from(event.client_x()), *panes)));
        })
    };
    let onpointermove = {
        let (from, panes) = (from.clone(), props.panes.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((start, before)) = *from {
                panes.set(moved(before, f64::from(event.client_x()) - start));
            }
        })
    };
    let onpointerup = {
        let from = from.clone();
        Callback::from(move |_: PointerEvent| from.set(None))
    };
    let onkeydown = {
        let panes = props.panes.clone();
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowLeft" => -24.0,
                "ArrowRight" => 24.0,
                _ => return,
            };
            event.prevent_default();
            panes.set(moved(*panes, by));
        })
    };
    let ondblclick = {
        let panes = props.panes.clone();
        Callback::from(move |_: MouseEvent| panes.set(Panes::default()))
    };
    let (now, (least, most)) = match edge {
        Edge::List => (props.panes.list, Panes::LIST),
        Edge::Detail => (props.panes.detail, Panes::DETAIL),
    };
    html! {
        <div class="divider" data-edge={if edge == Edge::List { "list" } else { "detail" }}
            role="separator" tabindex="0" aria-orientation="vertical" aria-label={props.label.clone()}
            aria-valuenow={format!("{now:.0}")} aria-valuemin={format!("{least:.0}")}
            aria-valuemax={format!("{most:.0}")} data-dragging={from.is_some().to_string()} {onpointerdown}
            {onpointermove} onpointercancel={onpointerup.clone()} {onpointerup} {onkeydown} {ondblclick}></div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembered_widths_of_another_screen_are_brought_into_reach() {
        let wild = Panes { list: 9_000.0, detail: 1.0 }.clamped();
        assert_eq!(wild, Panes { list: Panes::LIST.1, detail: Panes::DETAIL.0 });
    }
}
