//! A small panel that hangs on a button, and goes at a press beside it or at Escape.

use yew::prelude::*;

use crate::bridge::{dom, focus};

#[derive(PartialEq, Properties)]
pub(super) struct PopProps {
    /// `menu` for things to do, `group` for anything else.
    pub(super) role: AttrValue,
    pub(super) label: AttrValue,
    pub(super) on_close: Callback<()>,
    #[prop_or_default]
    pub(super) class: Classes,
    pub(super) children: Html,
}

#[component]
pub(super) fn Pop(props: &PopProps) -> Html {
    let panel = use_node_ref();
    {
        let panel = panel.clone();
        use_effect_with((), move |()| {
            let before = focus::focused();
            dom::focus(&panel);
            move || before.restore()
        });
    }
    let onkeydown = {
        let (panel, on_close) = (panel.clone(), props.on_close.clone());
        Callback::from(move |event: KeyboardEvent| {
            let by = match event.key().as_str() {
                "Escape" => {
                    on_close.emit(());
                    0
                }
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                _ => return,
            };
            event.stop_propagation();
            event.prevent_default();
            if by != 0 {
                focus::step_inside(&panel, by);
            }
        })
    };
    html! {
        <>
            <div class="pop-veil" onclick={props.on_close.reform(|_: MouseEvent| ())} aria-hidden="true"></div>
            <div class={classes!("pop", props.class.clone())} role={props.role.clone()}
                aria-label={props.label.clone()} tabindex="-1" ref={panel} {onkeydown}>
                { props.children.clone() }
            </div>
        </>
    }
}
