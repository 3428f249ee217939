//! Removing something for good: the button, the question before it, and a way back.

use waybill_domain::calls::DeskCall;
use yew::prelude::*;

use super::super::desk::{Desk, use_desk};
use crate::{
    bridge::{self, spawn_local},
    components::{Button, ButtonKind, Toast},
};

#[derive(PartialEq, Properties)]
pub(super) struct RemovalProps {
    /// What it is called.
    pub(super) name: AttrValue,
    pub(super) on_remove: Callback<()>,
}

#[component]
pub(super) fn Removal(props: &RemovalProps) -> Html {
    let desk = use_desk();
    let asking = use_state_eq(|| false);
    let ask = |on: bool| {
        let asking = asking.setter();
        move |_: MouseEvent| asking.set(on)
    };
    if !*asking {
        return html! {
            <Button kind={ButtonKind::Ghost} icon="trash-2" onclick={ask(true)} testid="settings-remove">
                { desk.t("settings-remove") }
            </Button>
        };
    }
    let question = desk.words.with("settings-remove-question", "name", props.name.to_string());
    let onclick = {
        let (asking, on_remove) = (asking.setter(), props.on_remove.clone());
        move |_: MouseEvent| {
            asking.set(false);
            on_remove.emit(());
        }
    };
    html! {
        <div class="removal" role="group" aria-label={question.clone()}> <p>{ question }</p>
            <Button onclick={ask(false)}>{ desk.t("cancel-keep") }</Button>
            <Button kind={ButtonKind::Danger} class="btn-danger" icon="trash-2" {onclick}
                testid="settings-remove-confirm">
                { desk.t("settings-remove") }
            </Button>
        </div>
    }
}

/// How something goes, and how it comes back.
pub(super) struct Removing<R, P> {
    /// What it is called.
    pub(super) name: String,
    /// Removes it.
    pub(super) remove: R,
    /// Writes it anew.
    pub(super) put: P,
    /// Told after each: `true`: it is gone.
    pub(super) then: Callback<bool>,
}

impl<R, P> Removing<R, P>
where
    R: DeskCall<Reply = ()> + Clone + 'static,
    P: DeskCall + Clone + 'static,
{
    /// Does it, and says so.
    pub(super) fn callback(self, desk: &Desk) -> Callback<()> {
        let (desk, removing) = (desk.clone(), std::rc::Rc::new(self));
        Callback::from(move |()| {
            let (desk, removing) = (desk.clone(), removing.clone());
            spawn_local(async move {
                if let Err(error) = bridge::call(&removing.remove).await {
                    return desk.toast(Toast::failed(error.message));
                }
                removing.then.emit(true);
                let said = desk.words.with("settings-removed", "name", removing.name.clone());
                let undo = removing.undoing(&desk);
                desk.toast(Toast::done(said).with(desk.t("undo"), undo));
            });
        })
    }

    fn undoing(&self, desk: &Desk) -> Callback<()> {
        let (desk, put, then) = (desk.clone(), self.put.clone(), self.then.clone());
        Callback::from(move |()| {
            let (desk, put, then) = (desk.clone(), put.clone(), then.clone());
            spawn_local(async move {
                match bridge::call(&put).await {
                    Ok(_) => {
                        desk.toast(Toast::done(desk.t("board-undone")));
                        then.emit(false);
                    }
                    Err(error) => desk.toast(Toast::failed(error.message)),
                }
            });
        })
    }
}
