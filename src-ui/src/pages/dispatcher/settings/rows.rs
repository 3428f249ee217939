//! Lists of rows that are put in and taken out.

use std::rc::Rc;

use yew::prelude::*;

use super::super::desk::{Desk, use_desk};
use crate::components::{Button, ButtonSize, Icon, Toast};

/// A change of a list as it is when the change comes.
pub(super) type Edit<T> = Rc<dyn Fn(&mut Vec<T>)>;

/// Sets something of row `i` to the text that comes.
pub(super) fn setting_row<T: 'static>(
    on_edit: &Callback<Edit<T>>,
    i: usize,
    set: fn(&mut T, String),
) -> Callback<String> {
    on_edit.reform(move |text: String| -> Edit<T> {
        Rc::new(move |rows| {
            if let Some(row) = rows.get_mut(i) {
                set(row, text.clone());
            }
        })
    })
}

/// Puts an empty row in at the end.
pub(super) fn putting_in<T: Default + 'static>(on_edit: &Callback<Edit<T>>) -> Callback<MouseEvent> {
    on_edit.reform(|_: MouseEvent| -> Edit<T> { Rc::new(|rows| rows.push(T::default())) })
}

/// Takes row `i` out, and says so, with a way back. `name` is what it is called.
pub(super) fn taking_out<T: Clone + 'static>(
    desk: &Desk,
    on_edit: &Callback<Edit<T>>,
    (i, row): (usize, &T),
    name: String,
) -> Callback<MouseEvent> {
    let (desk, on_edit, row) = (desk.clone(), on_edit.clone(), row.clone());
    Callback::from(move |_: MouseEvent| {
        on_edit.emit(Rc::new(move |rows| {
            if i < rows.len() {
                rows.remove(i);
            }
        }));
        let (back, row) = (on_edit.clone(), row.clone());
        let undo = Callback::from(move |()| {
            let row = row.clone();
            back.emit(Rc::new(move |rows| rows.insert(i.min(rows.len()), row.clone())));
        });
        let said = desk.words.with("settings-taken-out", "name", name.clone());
        desk.toast(Toast::done(said).with(desk.t("undo"), undo));
    })
}

#[derive(PartialEq, Properties)]
pub(super) struct TakeOutProps {
    /// What it does, with the name of the row.
    pub(super) label: AttrValue,
    pub(super) onclick: Callback<MouseEvent>,
    pub(super) testid: AttrValue,
}

/// The button at the end of a row.
#[component]
pub(super) fn TakeOut(props: &TakeOutProps) -> Html {
    html! {
        <button type="button" class="icon-btn" onclick={props.onclick.clone()}
            aria-label={props.label.clone()} title={props.label.clone()} data-testid={props.testid.clone()}>
            <Icon name="trash-2" />
        </button>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct PutInProps {
    /// The key of its words.
    pub(super) key_of: &'static str,
    pub(super) onclick: Callback<MouseEvent>,
    pub(super) testid: AttrValue,
}

/// The button below the rows.
#[component]
pub(super) fn PutIn(props: &PutInProps) -> Html {
    let desk = use_desk();
    html! {
        <Button size={ButtonSize::Small} icon="plus" onclick={props.onclick.clone()}
            testid={props.testid.clone()}>
            { desk.t(props.key_of) }
        </Button>
    }
}
