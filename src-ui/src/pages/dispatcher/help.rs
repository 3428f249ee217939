//! What the keys do.

use yew::prelude::*;

use super::{
    desk::{Overlay, use_desk},
    modal::Modal,
};

const KEYS: [(&[&str], &str); 16] = [
    (&["/"], "board-search"),
    (&["j", "k"], "key-move"),
    (&["↵"], "key-open"),
    (&["x"], "key-pick"),
    (&["a"], "key-assign"),
    (&["w"], "wave-title"),
    (&["n"], "board-new"),
    (&["e"], "board-exceptions"),
    (&["b"], "board-list"),
    (&["d"], "board-drivers"),
    (&["o"], "plan-title"),
    (&["v"], "devices-title"),
    (&["s"], "settings-title"),
    (&["Ctrl", "K"], "key-palette"),
    (&["Esc"], "key-escape"),
    (&["?"], "key-help"),
];

#[component]
pub(super) fn Help() -> Html {
    let desk = use_desk();
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| desk.lay(Overlay::None))
    };
    html! {
        <Modal title={desk.t("key-title")} on_close={close} class={classes!("help")} testid="help">
            <dl>{ for KEYS.iter().map(|(keys, what)| html! {
                <div>
                    <dt>{ for keys.iter().map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                    <dd>{ desk.t(what) }</dd>
                </div>
            }) }</dl>
        </Modal>
    }
}
