//! What stands around the fields of a part: what has become of an earlier edit, and the bar that saves.

use yew::prelude::*;

use super::super::desk::use_desk;
use crate::components::{Button, ButtonKind, ButtonSize, Icon};

#[derive(PartialEq, Properties)]
pub(super) struct NoticeProps {
    /// Somebody else has written it since the edit began.
    pub(super) overtaken: bool,
    /// The edit was begun earlier.
    pub(super) restored: bool,
    /// What was typed is given up.
    pub(super) on_discard: Callback<()>,
    /// What somebody else has written is to be replaced.
    pub(super) on_keep: Callback<()>,
}

#[component]
pub(super) fn Notice(props: &NoticeProps) -> Html {
    let desk = use_desk();
    let discard = props.on_discard.reform(|_: MouseEvent| ());
    if props.overtaken {
        return html! {
            <div class="settings-note" data-tone="warning" role="alert" data-testid="settings-overtaken">
                <Icon name="users" />
                <p><b>{ desk.t("settings-overtaken") }</b>{ desk.t("settings-overtaken-text") }</p>
                <Button size={ButtonSize::Small} onclick={discard} testid="settings-theirs">
                    { desk.t("settings-theirs") }
                </Button>
                <Button size={ButtonSize::Small} onclick={props.on_keep.reform(|_: MouseEvent| ())}
                    testid="settings-mine">
                    { desk.t("settings-mine") }
                </Button>
            </div>
        };
    }
    html! {
        if props.restored {
            <div class="settings-note" role="status" data-testid="settings-restored"> <Icon name="history" />
                <p>{ desk.t("settings-restored") }</p>
                <Button size={ButtonSize::Small} onclick={discard}>{ desk.t("settings-discard") }</Button>
            </div>
        }
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct FootProps {
    /// There is something to save.
    pub(super) changed: bool,
    /// It is being saved.
    pub(super) busy: bool,
    /// It must be decided first whose edit counts.
    pub(super) overtaken: bool,
    /// What went wrong.
    pub(super) said: Option<AttrValue>,
    pub(super) on_discard: Callback<()>,
    /// More buttons, at the begin.
    pub(super) children: Html,
}

#[component]
pub(super) fn Foot(props: &FootProps) -> Html {
    let desk = use_desk();
    let state = if props.changed { "settings-unsaved" } else { "settings-saved" };
    html! {
        <div class="settings-foot" data-changed={props.changed.then_some("true")} data-testid="settings-foot">
            { props.children.clone() }
            if let Some(said) = &props.said {
                <p class="rule" role="alert" data-testid="settings-error"> <Icon name="triangle-alert" />
                    { said }
                </p>
            } else {
                <p class="faint">{ desk.t(state) }</p>
            }
            if props.changed {
                <Button onclick={props.on_discard.reform(|_: MouseEvent| ())} testid="settings-discard">
                    { desk.t("settings-discard") }
                </Button>
            }
            <Button kind={ButtonKind::Primary} icon="check" submit=true busy={props.busy}
                disabled={!props.changed || props.overtaken} testid="settings-save">
                { desk.t("save") }
            </Button>
        </div>
    }
}
