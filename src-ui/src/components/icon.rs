//! Icons: one set, Lucide, inlined into the page as a sprite at build time.

use yew::prelude::*;

/// Properties of [`Icon`].
#[derive(PartialEq, Properties)]
pub struct IconProps {
    /// Lucide's name, such as `truck`. It must stand in `icons.txt`, the list the sprite is made from.
    pub name: AttrValue,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it says where no word stands beside it; hidden from screen readers otherwise.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// One icon, as large as the text around it.
#[component]
pub fn Icon(props: &IconProps) -> Html {
    let href = format!("#i-{}", props.name);
    let hidden = props.label.is_none().then_some("true");
    let role = props.label.as_ref().map(|_| "img");
    html! {
        <svg class={classes!("icon", props.class.clone())} viewBox="0 0 24 24" aria-hidden={hidden} role={role}
            aria-label={props.label.clone()} focusable="false">
            <use href={href} />
        </svg>
    }
}
