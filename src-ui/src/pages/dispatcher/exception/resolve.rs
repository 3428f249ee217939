//! Settling an exception: a note, then one press. It is an event of the log, and nobody can take it back.

use waybill_domain::{Command, DeliveryId, ExceptionId};
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::{
    bridge::{dom, spawn_local},
    components::{Button, ButtonKind, ButtonSize, Icon, Toast},
};

#[derive(PartialEq, Properties)]
pub(super) struct ResolveProps {
    pub(super) delivery: DeliveryId,
    pub(super) exception: ExceptionId,
}

#[component]
pub(super) fn Resolve(props: &ResolveProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let note = use_state_eq(String::new);
    let open = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let field_node = use_node_ref();
    {
        let node = field_node.clone();
        use_effect_with(*open, move |open| {
            if *open {
                dom::focus(&node);
            }
        });
    }
    if !*open {
        let begin = {
            let open = open.setter();
            move |_: MouseEvent| open.set(true)
        };
        return html! {
            <Button size={ButtonSize::Small} icon="check" onclick={begin} testid="exception-open">
                { words.t("exception-settle") }
            </Button>
        };
    }
    let settle = {
        let (desk, note, busy) = (desk.clone(), note.clone(), busy.setter());
        let (id, exception) = (props.delivery, props.exception);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if note.trim().is_empty() {
                return;
            }
            busy.set(true);
            let command = Command::ResolveException { exception, note: note.trim().to_owned() };
            let (desk, busy) = (desk.clone(), busy.clone());
            spawn_local(async move {
                let answer = desk.send(id, command, None).await;
                busy.set(false);
                desk.toast(match answer {
                    Ok(_) => Toast::done(desk.t("exception-settled")),
                    Err(error) => Toast::failed(error.message),
                });
            });
        })
    };
    let oninput = {
        let note = note.setter();
        Callback::from(move |event: InputEvent| note.set(dom::value_of(&event)))
    };
    let leave = {
        let open = open.setter();
        move |_: MouseEvent| open.set(false)
    };
    let field = format!("note-{}", props.exception);
    html! {
        <form onsubmit={settle} class="settle">
            <label for={field.clone()}>{ words.t("exception-note") }</label>
            <textarea ref={field_node} id={field} rows="2" value={(*note).clone()} {oninput}
                placeholder={words.t("exception-note-hint")} maxlength="2000" data-testid="exception-note" />
            <div class="settle-foot">
                <Button submit={true} size={ButtonSize::Small} kind={ButtonKind::Primary} busy={*busy}
                    disabled={note.trim().is_empty()} testid="exception-resolve">
                    { words.t("exception-settle") }
                </Button>
                <Button size={ButtonSize::Small} kind={ButtonKind::Ghost} onclick={leave}>{ words.t("cancel") }</Button>
                <p class="faint"><Icon name="lock" />{ words.t("exception-for-ever") }</p>
            </div>
        </form>
    }
}
