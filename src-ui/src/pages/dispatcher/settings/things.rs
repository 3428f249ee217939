//! A list of what the fleet has of a kind: a line each, and everything about it where it is opened.

use uuid::Uuid;
use yew::prelude::*;

use super::super::{desk::use_desk, words::Dots};
use crate::{
    bridge::CallError,
    components::{Button, ButtonSize, Empty, ErrorCard, Icon, Skeleton},
};

/// A line of the list.
#[derive(Clone, PartialEq)]
pub(super) struct Thing {
    pub(super) id: Uuid,
    pub(super) name: String,
    /// Small facts.
    pub(super) about: Vec<String>,
}

/// Which of them is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Open {
    /// None.
    #[default]
    Nothing,
    /// One that is not there yet.
    New(Uuid),
    /// This one.
    Known(Uuid),
}

/// Which one is open, and the ways to open another.
pub(super) struct Opening {
    open: UseStateHandle<Open>,
    new_id: fn() -> Uuid,
}

/// Nothing is open at first.
#[hook]
pub(super) fn use_open(new_id: fn() -> Uuid) -> Opening {
    Opening { open: use_state_eq(Open::default), new_id }
}

impl Open {
    /// Its id, and whether it is not there yet.
    pub(super) fn one(self) -> Option<(Uuid, bool)> {
        match self {
            Self::Nothing => None,
            Self::New(id) => Some((id, true)),
            Self::Known(id) => Some((id, false)),
        }
    }
}

impl Opening {
    pub(super) fn now(&self) -> Open {
        *self.open
    }

    pub(super) fn on_toggle(&self) -> Callback<Uuid> {
        let open = self.open.clone();
        Callback::from(move |id| {
            open.set(if *open == Open::Known(id) { Open::Nothing } else { Open::Known(id) });
        })
    }

    pub(super) fn on_new(&self) -> Callback<()> {
        let (open, new_id) = (self.open.setter(), self.new_id);
        Callback::from(move |()| open.set(Open::New(new_id())))
    }

    /// After the open one was saved, or (`true`) removed: `look` is told, and what is not open any more closes.
    pub(super) fn on_change(&self, look: &Callback<()>) -> Callback<bool> {
        let (open, look) = (self.open.clone(), look.clone());
        Callback::from(move |gone: bool| {
            if gone || matches!(*open, Open::New(_)) {
                open.set(Open::Nothing);
            }
            look.emit(());
        })
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct ThingsProps {
    pub(super) icon: &'static str,
    /// The begin of the messages' keys.
    pub(super) kind: &'static str,
    /// `None`: they are not read yet.
    pub(super) things: Option<Vec<Thing>>,
    pub(super) error: Option<CallError>,
    pub(super) open: Open,
    pub(super) on_toggle: Callback<Uuid>,
    pub(super) on_new: Callback<()>,
    pub(super) on_retry: Callback<()>,
    /// The fields of the one that is open.
    pub(super) children: Html,
}

#[component]
pub(super) fn Things(props: &ThingsProps) -> Html {
    let desk = use_desk();
    let kind = props.kind;
    let line = |thing: &Thing| {
        let id = thing.id;
        let open = props.open == Open::Known(id);
        let panel = format!("thing-{id}");
        html! {
            <li key={id.to_string()} data-testid={kind}>
                <button type="button" class="thing-row" data-row="true" aria-expanded={open.to_string()}
                    aria-controls={panel.clone()} onclick={props.on_toggle.reform(move |_: MouseEvent| id)}
                    data-testid={format!("{kind}-open")}>
                    <Icon name={props.icon} />
                    <b dir="auto">{ &thing.name }</b>
                    <span class="muted"><Dots parts={thing.about.clone()} /></span>
                    <Icon name="chevron-down" />
                </button>
                if open {
                    <div id={panel} class="thing-more">{ props.children.clone() }</div>
                }
            </li>
        }
    };
    let adding = matches!(props.open, Open::New(_));
    let known = match (&props.things, &props.error) {
        (None, None) => html! {
            <div class="card settings-waiting" aria-busy="true"><Skeleton class="block" lines={3} /></div>
        },
        (None, Some(error)) => html! {
            <ErrorCard error={error.clone()} safe={desk.t("settings-load-safe")}
                onretry={props.on_retry.clone()} />
        },
        (Some(things), _) if things.is_empty() && !adding => html! {
            <Empty icon={props.icon} title={desk.t(&format!("{kind}-none"))}
                text={desk.t(&format!("{kind}-none-text"))} />
        },
        (Some(things), _) if things.is_empty() => Html::default(),
        (Some(things), _) => html! { <ul class="card things">{ for things.iter().map(line) }</ul> },
    };
    html! {
        <>
            if adding {
                <div class="card thing-more"
                    data-testid={format!("{kind}-new")}>{ props.children.clone() }</div>
            } else if props.things.is_some() {
                <Button class="thing-add" size={ButtonSize::Normal} icon="plus"
                    onclick={props.on_new.reform(|_: MouseEvent| ())} testid={format!("{kind}-add")}>
                    { desk.t(&format!("{kind}-add")) }
                </Button>
            }
            { known }
        </>
    }
}
