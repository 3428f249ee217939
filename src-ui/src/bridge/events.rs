//! What happens without anybody asking: the device's status, changed deliveries, live positions.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use waybill_domain::{calls::driver::DeviceStatus, protocol::Poke};
use yew::Callback;

use super::{js::from_js, native, socket::Socket};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The device's status changed (in the app).
    Status(Box<DeviceStatus>),
    /// Deliveries changed, which ones is not known: read again.
    Changed,
    /// The server says there is more, or where a driver is.
    Poke(Poke),
    /// The live connection stands (`true`) or has gone (`false`). What was missed meanwhile must be read again.
    Live(bool),
    /// The app was opened by a `waybill:` link.
    Link(String),
}

type Listeners = Rc<RefCell<(u64, BTreeMap<u64, Callback<Event>>)>>;

/// Hands every event to whoever subscribed. One per running app.
#[derive(Clone)]
pub struct Hub {
    listeners: Listeners,
    _socket: Rc<Option<Socket>>,
}

/// Ends the subscription when dropped.
pub struct Subscription {
    id: u64,
    listeners: Listeners,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Ok(mut listeners) = self.listeners.try_borrow_mut() {
            listeners.1.remove(&self.id);
        }
    }
}

impl PartialEq for Hub {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.listeners, &other.listeners)
    }
}

impl Hub {
    /// Listens to the native shell, or opens the browser's live connection if `live` (it needs a session).
    pub fn open(live: bool) -> Self {
        let listeners = Listeners::default();
        let sender = || {
            let listeners = listeners.clone();
            move |event: Event| send(&listeners, &event)
        };
        if !native::is_app() {
            let socket = live.then(|| Socket::open(sender()));
            return Self { listeners, _socket: Rc::new(socket) };
        }
        let (status, changed, link, poke) = (sender(), sender(), sender(), sender());
        native::listen("waybill://status", move |payload| {
            if let Ok(now) = from_js::<DeviceStatus>(&payload) {
                status(Event::Status(Box::new(now)));
            }
        });
        native::listen("waybill://changed", move |_| changed(Event::Changed));
        native::listen("waybill://link", move |payload| {
            if let Some(url) = payload.as_string() {
                link(Event::Link(url));
            }
        });
        native::listen("waybill://poke", move |payload| {
            if let Ok(now) = from_js::<Poke>(&payload) {
                poke(Event::Poke(now));
            }
        });
        Self { listeners, _socket: Rc::default() }
    }

    /// Calls `on_event` for every event until the subscription is dropped.
    pub fn subscribe(&self, on_event: Callback<Event>) -> Subscription {
        let mut listeners = self.listeners.borrow_mut();
        listeners.0 += 1;
        let id = listeners.0;
        listeners.1.insert(id, on_event);
        Subscription { id, listeners: self.listeners.clone() }
    }

    /// Tells everybody of an event that this program caused itself.
    pub fn announce(&self, event: &Event) {
        send(&self.listeners, event);
    }
}

/// Listeners are called on a copy of the list: one may end its subscription, or begin another, while it is called.
fn send(listeners: &Listeners, event: &Event) {
    let callbacks: Vec<_> = listeners.borrow().1.values().cloned().collect();
    for callback in callbacks {
        callback.emit(event.clone());
    }
}
