//! The driver's day, kept up to date, and what the driver does with it.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use waybill_domain::{
    Command, Delivery, DeliveryId, MemberId, Role,
    calls::driver::{Act, Draft, MyDeliveries, MyDelivery, Network, SaveDraft},
    member::Actor,
    rules::{part::Part, today::Today},
};
use yew::prelude::*;

use super::{SessionContext, serial::Serial, use_live, use_session};
use crate::{
    bridge::{self, CallError, ErrorKind, events::Event, format::now, ids},
    components::{Toast, Toasts, use_toasts},
    i18n::{I18n, use_i18n},
    state::{
        day::{Day, DayChange, with_draft},
        draft::DraftChange,
        session::SessionChange,
    },
};

/// The driver's day. What it shows is a snapshot; what it does always works on the newest state.
#[derive(Clone)]
pub struct DayContext {
    /// The day as it was when the screen was drawn.
    pub day: Rc<Day>,
    /// Whose day it is.
    pub me: MemberId,
    store: Rc<Store>,
}

struct Store {
    newest: RefCell<Rc<Day>>,
    redraw: UseForceUpdateHandle,
    queues: RefCell<BTreeMap<DeliveryId, Serial>>,
    reading: RefCell<Reading>,
    session: RefCell<SessionContext>,
    toasts: RefCell<Option<Toasts>>,
    i18n: RefCell<I18n>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reading {
    #[default]
    Idle,
    Running,
    /// Asked for again while running.
    Again,
}

impl PartialEq for DayContext {
    fn eq(&self, other: &Self) -> bool {
        self.me == other.me && Rc::ptr_eq(&self.day, &other.day) && Rc::ptr_eq(&self.store, &other.store)
    }
}

/// Makes the day; once, around the driver's screens.
#[hook]
pub(crate) fn use_new_day() -> DayContext {
    let redraw = use_force_update();
    let (session, toasts, i18n) = (use_session(), use_toasts(), use_i18n());
    // Without a session there are no driver's screens; the last one goes before its day does.
    let me = session.info().map_or(MemberId(uuid::Uuid::nil()), |info| info.member.id);
    let store = use_memo((), |()| Store {
        newest: RefCell::default(),
        redraw,
        queues: RefCell::default(),
        reading: RefCell::default(),
        session: RefCell::new(session.clone()),
        toasts: RefCell::new(toasts.clone()),
        i18n: RefCell::new(i18n.clone()),
    });
    *store.session.borrow_mut() = session;
    *store.toasts.borrow_mut() = toasts;
    *store.i18n.borrow_mut() = i18n;
    let day = store.newest.borrow().clone();
    let context = DayContext { day, me, store };
    let first = context.clone();
    use_effect_with((), move |()| first.reload());
    let reader = context.clone();
    use_live(Callback::from(move |event| match event {
        Event::Changed | Event::Live(true) | Event::Poke(waybill_domain::protocol::Poke::Changed { .. }) => {
            reader.reload();
        }
        Event::Status(_) | Event::Live(false) | Event::Poke(_) | Event::Link(_) => {}
    }));
    context
}

/// The driver's day. Panics outside of the driver's screens, which all stand inside it.
#[hook]
pub fn use_day() -> DayContext {
    use_context::<DayContext>().expect("the driver's screens stand inside the day")
}

impl DayContext {
    /// Reads the deliveries again. Asking while a reading runs makes one more follow it.
    pub fn reload(&self) {
        let before = *self.store.reading.borrow();
        if before != Reading::Idle {
            *self.store.reading.borrow_mut() = Reading::Again;
            return;
        }
        *self.store.reading.borrow_mut() = Reading::Running;
        let this = self.clone();
        bridge::spawn_local(async move {
            loop {
                match bridge::ask(&MyDeliveries {}).await {
                    Ok(all) => {
                        this.change(DayChange::Loaded(all));
                        this.synced();
                    }
                    Err(error) => {
                        this.saw(&error);
                        this.change(DayChange::Failed(error));
                    }
                }
                if this.store.reading.replace(Reading::Idle) != Reading::Again {
                    return;
                }
                *this.store.reading.borrow_mut() = Reading::Running;
            }
        });
    }

    /// The deliveries in the order of the day.
    pub fn today(&self) -> Today {
        self.day.today(self.me)
    }

    /// What the driver has to do with `delivery`.
    pub fn part(&self, delivery: &Delivery) -> Part {
        Part::of(delivery, self.me)
    }

    /// Does `command`. The screen shows its effect at once; if it cannot be done, the effect goes and a toast says why.
    pub fn act(&self, id: DeliveryId, command: Command, on_done: Callback<Result<(), CallError>>) {
        let Some(before) = self.newest(id) else {
            return;
        };
        let Some(actor) = self.actor() else {
            return;
        };
        match Day::foresee(&before, &command, actor, ids::command(), now()) {
            Ok(after) => self.change(DayChange::Begin(Box::new(after))),
            Err(rejected) => {
                let error = CallError::refused(rejected.code(), rejected.to_string());
                self.tell(&error);
                on_done.emit(Err(error));
                return;
            }
        }
        let this = self.clone();
        self.queue(id).run(async move {
            this.online(Network::Sending);
            let answer = bridge::ask(&Act { delivery: id, command }).await;
            match answer {
                Ok(mine) => {
                    this.online(Network::Online);
                    this.change(DayChange::Done(id, Some(Box::new(mine))));
                    on_done.emit(Ok(()));
                }
                Err(error) => {
                    this.saw(&error);
                    this.change(DayChange::Done(id, Some(Box::new(before))));
                    this.tell(&error);
                    on_done.emit(Err(error));
                }
            }
            this.reload();
        });
    }

    /// Changes the draft of a delivery and keeps it on the device at once.
    pub fn draft(&self, id: DeliveryId, change: DraftChange) {
        let Some(mine) = self.newest(id) else {
            return;
        };
        let draft = change.apply(mine.draft.clone().unwrap_or_default());
        let draft = Some(draft).filter(|draft| *draft != Draft::default());
        self.change(DayChange::Begin(Box::new(with_draft(&mine, draft.clone()))));
        let this = self.clone();
        self.queue(id).run(async move {
            if let Err(error) = bridge::ask(&SaveDraft { delivery: id, draft }).await {
                this.tell(&error);
            }
            this.change(DayChange::Done(id, None));
        });
    }

    /// The delivery as it is now, not as it was drawn.
    pub fn newest(&self, id: DeliveryId) -> Option<MyDelivery> {
        self.store.newest.borrow().get(id).cloned()
    }

    fn actor(&self) -> Option<Actor> {
        let session = self.store.session.borrow();
        session.info().map(|info| Actor { member: info.member.id, role: Role::Driver })
    }

    /// Changes of one delivery are sent in the order in which they were made.
    fn queue(&self, id: DeliveryId) -> Serial {
        self.store.queues.borrow_mut().entry(id).or_default().clone()
    }

    fn change(&self, change: DayChange) {
        let before = self.store.newest.borrow().clone();
        let after = before.reduce(change);
        *self.store.newest.borrow_mut() = after;
        self.store.redraw.force_update();
    }

    fn tell(&self, error: &CallError) {
        let text = if error.kind == ErrorKind::Network {
            self.store.i18n.borrow().t("needs-network")
        } else {
            error.message.clone()
        };
        if let Some(toasts) = &*self.store.toasts.borrow() {
            toasts.show(Toast::failed(text));
        }
    }

    /// In a browser, calls are what tells of the network; the app's own status does it there.
    fn online(&self, network: Network) {
        if !bridge::is_app() {
            self.store.session.borrow().dispatch(SessionChange::Network(network));
        }
    }

    /// In a browser what was read is the server's; the app says itself how old its copy is.
    fn synced(&self) {
        if !bridge::is_app() {
            self.store.session.borrow().dispatch(SessionChange::Synced(now()));
        }
    }

    fn saw(&self, error: &CallError) {
        match error.kind {
            ErrorKind::Network => self.online(Network::Offline),
            ErrorKind::SignIn if !bridge::is_app() => {
                self.store.session.borrow().dispatch(SessionChange::SignedOut);
            }
            ErrorKind::SignIn | ErrorKind::Refused | ErrorKind::Broken => self.online(Network::Online),
        }
    }
}
