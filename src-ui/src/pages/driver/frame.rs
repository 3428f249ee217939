//! The two frames of the driver's screens: a tab with its title, and a page one level down with a way back.

use yew::prelude::*;
use yew_router::prelude::*;

use super::{nav::Nav, net::NetChip};
use crate::{
    bridge::{device, dom},
    components::Icon,
    i18n::use_i18n,
    routes::Route,
};

/// Properties of [`Tab`].
#[derive(PartialEq, Properties)]
pub(super) struct TabProps {
    /// Which of the four places.
    pub(super) here: Route,
    /// The small line above the title.
    #[prop_or_default]
    pub(super) sub: AttrValue,
    /// The title.
    pub(super) title: Html,
    /// The title for the window.
    pub(super) name: AttrValue,
    /// What stands under the title and does not scroll.
    #[prop_or_default]
    pub(super) head: Html,
    /// No room around the content: for the map.
    #[prop_or_default]
    pub(super) bare: bool,
    /// The content.
    pub(super) children: Html,
}

/// One of the four places.
#[component]
pub(super) fn Tab(props: &TabProps) -> Html {
    use_arrival(props.name.clone());
    html! {
        <div class="phone">
            <header>
                <div class="tab-head">
                    <div class="tab-title">
                        <p class="tab-sub" dir="auto">{ &props.sub }</p>
                        <h1>{ props.title.clone() }</h1>
                    </div>
                    <NetChip />
                </div>
                { props.head.clone() }
            </header>
            <main class={if props.bare { "tab-bare" } else { "tab-body" }}>{ props.children.clone() }</main>
            <Nav here={props.here} />
        </div>
    }
}

/// Properties of [`Page`].
#[derive(PartialEq, Properties)]
pub(super) struct PageProps {
    /// The title.
    pub(super) title: AttrValue,
    /// The line under it.
    #[prop_or_default]
    pub(super) sub: AttrValue,
    /// Where the arrow leads.
    pub(super) onback: Callback<()>,
    /// The content.
    pub(super) children: Html,
    /// The buttons at the bottom.
    #[prop_or_default]
    pub(super) foot: Html,
}

/// A page one level down.
#[component]
pub(super) fn Page(props: &PageProps) -> Html {
    let i18n = use_i18n();
    let heading = use_arrival(props.title.clone());
    let onback = props.onback.reform(|_| ());
    html! {
        <div class="phone">
            <header class="page-head">
                <button type="button" class="square" data-testid="back" aria-label={i18n.t("back")} onclick={onback}>
                    <Icon name="chevron-left" />
                </button>
                <div class="page-title">
                    <h1 ref={heading} tabindex="-1">{ &props.title }</h1>
                    <p class="tab-sub" dir="auto">{ &props.sub }</p>
                </div>
                <NetChip />
            </header>
            <main class="tab-body">{ props.children.clone() }</main>
            if props.foot != Html::default() {
                <footer class="page-foot">{ props.foot.clone() }</footer>
            }
        </div>
    }
}

/// A new screen tells the window its name and hands the keyboard to its heading.
#[hook]
fn use_arrival(name: AttrValue) -> NodeRef {
    let heading = use_node_ref();
    let node = heading.clone();
    use_effect_with(name, move |name| {
        device::set_title(&format!("{name} · Waybill"));
        dom::focus(&node);
    });
    heading
}

/// Back to `route`. The history is not used: it may lead out of the app.
#[hook]
pub(super) fn use_back(route: Route) -> Callback<()> {
    let navigator = use_navigator();
    Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            navigator.push(&route);
        }
    })
}
