//! Something that lies over the screen and keeps the keyboard until it is closed.

use yew::prelude::*;

use super::desk::use_desk;
use crate::{
    bridge::{dom, focus},
    components::Icon,
};

#[derive(PartialEq, Properties)]
pub(super) struct ModalProps {
    pub(super) title: AttrValue,
    pub(super) on_close: Callback<()>,
    #[prop_or_default]
    pub(super) class: Classes,
    #[prop_or_default]
    pub(super) testid: AttrValue,
    /// The title is for screen readers only.
    #[prop_or_default]
    pub(super) bare: bool,
    pub(super) children: Html,
}

#[component]
pub(super) fn Modal(props: &ModalProps) -> Html {
    let desk = use_desk();
    let panel = use_node_ref();
    {
        let panel = panel.clone();
        use_effect_with((), move |()| {
            let before = focus::focused();
            // A field that wants the focus has taken it already.
            if !focus::is_inside(&panel) {
                dom::focus(&panel);
            }
            move || before.restore()
        });
    }
    let close = props.on_close.reform(|_: MouseEvent| ());
    let onkeydown = {
        let (panel, on_close) = (panel.clone(), props.on_close.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" => {
                event.stop_propagation();
                event.prevent_default();
                on_close.emit(());
            }
            "Tab" => focus::keep_inside(&panel, &event),
            _ => {}
        })
    };
    html! {
        <div class="modal" {onkeydown}>
            <div class="modal-veil" onclick={close.clone()} aria-hidden="true"></div>
            <div class={classes!("modal-panel", props.class.clone())} ref={panel} role="dialog"
                aria-modal="true" tabindex="-1" aria-label={props.title.clone()}
                data-testid={props.testid.clone()}>
                if !props.bare {
                    <div class="modal-head">
                        <h2>{ &props.title }</h2>
                        <button type="button" class="icon-btn" onclick={close} aria-label={desk.t("close")}
                            title={desk.t("close")}>
                            <Icon name="x" />
                        </button>
                    </div>
                }
                { props.children.clone() }
            </div>
        </div>
    }
}
