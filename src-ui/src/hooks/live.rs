//! Listening to what happens.

use yew::prelude::*;

use crate::bridge::events::{Event, Hub};

/// The hub of events. `None` outside of the app's own tree.
#[hook]
pub fn use_hub() -> Option<Hub> {
    use_context::<Hub>()
}

/// Calls `on_event` for every event while the component is there. The newest callback is always the one called.
#[hook]
pub fn use_live(on_event: Callback<Event>) {
    let hub = use_hub();
    let newest = use_mut_ref(Callback::<Event>::noop);
    *newest.borrow_mut() = on_event;
    use_effect_with(hub, move |hub| {
        let subscription = hub.as_ref().map(|hub| {
            hub.subscribe(Callback::from(move |event| {
                let callback = newest.borrow().clone();
                callback.emit(event);
            }))
        });
        move || drop(subscription)
    });
}
