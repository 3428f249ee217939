//! The browser's live connection: a WebSocket that comes back by itself.

use std::{cell::RefCell, rc::Rc};

use gloo::{events::EventListener, timers::callback::Timeout};
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, WebSocket};

use super::{device, events::Event};

/// The first wait after a broken connection; doubles up to [`LONGEST_MS`].
const SHORTEST_MS: u32 = 500;
const LONGEST_MS: u32 = 30_000;

/// A connection that is opened again whenever it breaks, until this is dropped.
pub(super) struct Socket {
    state: Rc<State>,
    _on_online: Option<EventListener>,
}

struct State {
    emit: Box<dyn Fn(Event)>,
    current: RefCell<Option<Current>>,
    retry: RefCell<Option<Timeout>>,
    wait_ms: RefCell<u32>,
}

struct Current {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

impl Socket {
    pub(super) fn open(emit: impl Fn(Event) + 'static) -> Self {
        let state = Rc::new(State {
            emit: Box::new(emit),
            current: RefCell::default(),
            retry: RefCell::default(),
            wait_ms: RefCell::new(SHORTEST_MS),
        });
        connect(&state);
        let weak = Rc::downgrade(&state);
        // A network that is back is not made to wait for the next try.
        let on_online = web_sys::window().map(|window| {
            EventListener::new(&window, "online", move |_| {
                let Some(state) = weak.upgrade() else {
                    return;
                };
                if state.retry.take().is_some() {
                    *state.wait_ms.borrow_mut() = SHORTEST_MS;
                    connect(&state);
                } else {
                    // The connection outlived the gap; what failed meanwhile did not.
                    (state.emit)(Event::Live(true));
                }
            })
        });
        Self { state, _on_online: on_online }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.state.retry.take();
        if let Some(current) = self.state.current.take() {
            // Closing a socket that is closed already does nothing.
            let _ = current.socket.close();
        }
    }
}

type OnEvent = Box<dyn Fn(&Rc<State>, &web_sys::Event)>;

fn connect(state: &Rc<State>) {
    let url = format!("{}/api/v1/realtime", device::origin().replacen("http", "ws", 1));
    let Ok(socket) = WebSocket::new(&url) else {
        return again(state);
    };
    let listen = |name: &'static str, on_event: OnEvent| {
        let state = Rc::downgrade(state);
        EventListener::new(&socket, name, move |event| {
            if let Some(state) = state.upgrade() {
                on_event(&state, event);
            }
        })
    };
    let listeners = [
        listen(
            "open",
            Box::new(|state, _| {
                *state.wait_ms.borrow_mut() = SHORTEST_MS;
                (state.emit)(Event::Live(true));
            }),
        ),
        listen(
            "close",
            Box::new(|state, _| {
                (state.emit)(Event::Live(false));
                again(state);
            }),
        ),
        listen(
            "message",
            Box::new(|state, event| {
                let text = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
                if let Some(Ok(poke)) = text.map(|text| serde_json::from_str(&text)) {
                    (state.emit)(Event::Poke(poke));
                }
            }),
        ),
    ];
    *state.current.borrow_mut() = Some(Current { socket, _listeners: listeners });
}

/// Tries again after a wait that grows, with jitter, so that a thousand browsers do not come back at once.
fn again(state: &Rc<State>) {
    let wait = *state.wait_ms.borrow();
    *state.wait_ms.borrow_mut() = (wait * 2).min(LONGEST_MS);
    let jittered = f64::from(wait) * (0.5 + js_sys::Math::random());
    let weak = Rc::downgrade(state);
    let retry = Timeout::new(jittered as u32, move || {
        if let Some(state) = weak.upgrade() {
            state.retry.take();
            connect(&state);
        }
    });
    *state.retry.borrow_mut() = Some(retry);
}
