//! Skeletons: the shape of what is being loaded.

use yew::prelude::*;

/// Properties of [`Skeleton`].
#[derive(PartialEq, Properties)]
pub struct SkeletonProps {
    /// How many bars.
    #[prop_or(1)]
    pub lines: usize,
    /// A class that gives the bars their size.
    #[prop_or_default]
    pub class: Classes,
}

/// Grey bars where text will be.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    let bar = |_| html! { <span class={classes!("skeleton", props.class.clone())} aria-hidden="true" /> };
    html! { <>{ for (0..props.lines).map(bar) }</> }
}
