//! The colleagues of whoever is signed in.

use waybill_domain::calls::ListMembers;
use yew::prelude::*;

use super::use_live;
use crate::{
    bridge::{self, events::Event},
    state::people::People,
};

/// The colleagues as they were read last.
pub type PeopleContext = People;

/// Reads the colleagues; once, around the driver's screens. In the app they are known without a network too.
#[hook]
pub(crate) fn use_new_people() -> PeopleContext {
    let people = use_state_eq(People::default);
    let read = {
        let people = people.setter();
        Callback::from(move |()| {
            let people = people.clone();
            bridge::spawn_local(async move {
                // Where they cannot be read, what was known stays; the screens do without a name where nothing was.
                if let Ok(members) = bridge::call(&ListMembers {}).await {
                    people.set(People::new(members));
                }
            });
        })
    };
    use_effect_with((), {
        let read = read.clone();
        move |()| read.emit(())
    });
    use_live(Callback::from(move |event| {
        if matches!(event, Event::Live(true)) {
            read.emit(());
        }
    }));
    (*people).clone()
}

/// The colleagues. Nobody where no screen of the driver is around.
#[hook]
pub fn use_people() -> PeopleContext {
    use_context::<PeopleContext>().unwrap_or_default()
}
