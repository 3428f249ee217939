//! What the fleet has of a kind: read as a list, and again after every change.

use waybill_domain::calls::{DeskCall, Kept};
use yew::prelude::*;

use crate::bridge::{self, CallError, spawn_local};

/// What was read last, and why it could not be read again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Listed<T> {
    pub(super) items: Option<Vec<Kept<T>>>,
    pub(super) error: Option<CallError>,
}

/// The answer to `call`, and a way to ask again. What was known stays where nobody answers.
#[hook]
pub(super) fn use_list<C, T>(call: C) -> (Listed<T>, Callback<()>)
where
    C: DeskCall<Reply = Vec<Kept<T>>> + Clone + 'static,
    T: Clone + PartialEq + 'static,
{
    let listed = use_state_eq(|| Listed { items: None, error: None });
    let look = {
        let (setter, before) = (listed.setter(), listed.items.clone());
        Callback::from(move |()| {
            let (setter, before, call) = (setter.clone(), before.clone(), call.clone());
            spawn_local(async move {
                setter.set(match bridge::call(&call).await {
                    Ok(items) => Listed { items: Some(items), error: None },
                    Err(error) => Listed { items: before, error: Some(error) },
                });
            });
        })
    };
    {
        let look = look.clone();
        use_effect_with((), move |()| look.emit(()));
    }
    ((*listed).clone(), look)
}
