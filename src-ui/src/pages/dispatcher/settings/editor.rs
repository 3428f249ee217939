//! Editing one part: reading it, keeping the draft, saving it, and what stands in between.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    super::{
        desk::{Desk, use_desk},
        field::Errors,
    },
    foot::{Foot, Notice},
    part::{GONE, Item, Part, STALE},
};
use crate::{
    bridge::{ErrorKind, layout, spawn_local, storage},
    components::{ErrorCard, Skeleton, Toast},
    hooks::use_session,
    state::organization::{Basis, Change, Editing},
};

/// One part, being edited. Cheap to clone.
#[derive(Clone)]
pub(super) struct Editor<P: Part> {
    pub(super) desk: Desk,
    part: P,
    state: UseReducerHandle<Editing<P::Sheet>>,
    /// The name of its draft.
    key: String,
    form: NodeRef,
    on_saved: Callback<Basis<Item<P>>>,
}

/// Reads the part, and keeps what is typed until it is saved or given up: leaving the page loses nothing.
#[hook]
pub(super) fn use_editor<P: Part>(part: P, on_saved: Callback<Basis<Item<P>>>) -> Editor<P> {
    let desk = use_desk();
    let session = use_session();
    let state = use_reducer_eq(Editing::<P::Sheet>::default);
    let form = use_node_ref();
    let organization = session.info().map(|info| info.organization.id.to_string()).unwrap_or_default();
    let key = format!("draft.settings.{organization}.{}", part.name());
    let editor = Editor { desk, part, state: state.clone(), key: key.clone(), form, on_saved };
    {
        let editor = editor.clone();
        use_effect_with((), move |()| editor.look());
    }
    use_effect_with((state.basis.is_some(), state.draft()), move |(known, draft)| match draft {
        // Where storage is switched off the draft lasts until the page is left.
        Some(draft) => {
            storage::save(&key, draft);
        }
        None if *known => storage::forget(&key),
        None => {}
    });
    editor
}

impl<P: Part> Editor<P> {
    /// As it is typed.
    pub(super) fn sheet(&self) -> &P::Sheet {
        &self.state.sheet
    }

    /// What the server has.
    pub(super) fn basis(&self) -> Option<&Basis<Item<P>>> {
        self.state.basis.as_ref()
    }

    /// The rules that are broken.
    pub(super) fn errors(&self) -> Errors {
        Errors::new(&self.state.errors, &self.desk.words)
    }

    /// Sets something of the sheet to the value that comes.
    pub(super) fn set<T: Clone + 'static>(&self, set: impl Fn(&mut P::Sheet, T) + 'static) -> Callback<T> {
        let (state, set) = (self.state.dispatcher(), Rc::new(set));
        Callback::from(move |value: T| {
            let set = set.clone();
            state.dispatch(Change::Typed(Rc::new(move |sheet| set(sheet, value.clone()))));
        })
    }

    /// Changes the sheet at a press.
    pub(super) fn press(&self, edit: impl Fn(&mut P::Sheet) + 'static) -> Callback<MouseEvent> {
        self.set(move |sheet, ()| edit(sheet)).reform(|_: MouseEvent| ())
    }

    /// The part in its place: waiting for it, why it is not there, or its fields with what saves them.
    pub(super) fn framed(&self, fields: Html, rest: Html) -> Html {
        let state = &self.state;
        let look = {
            let editor = self.clone();
            Callback::from(move |()| editor.look())
        };
        match (&state.basis, &state.failed) {
            (None, None) => html! {
                <div class="card settings-waiting" aria-busy="true">
                    { for (0..4).map(|_| html! { <div><Skeleton class="w-200" /><Skeleton class="block" /></div> }) }
                </div>
            },
            (None, Some(error)) => html! {
                <ErrorCard error={error.clone()} safe={self.desk.t("settings-load-safe")} onretry={look} />
            },
            (Some(_), _) => {
                let (save, discard, keep) =
                    (self.saving(), self.tell(|| Change::Discarded), self.tell(|| Change::KeptMine));
                let onsubmit = Callback::from(move |event: SubmitEvent| {
                    event.prevent_default();
                    save.emit(());
                });
                html! {
                    <form class="settings-form" {onsubmit} novalidate=true ref={self.form.clone()}>
                        <Notice overtaken={state.theirs.is_some()} restored={state.restored}
                            on_discard={discard.clone()} on_keep={keep} />
                        { fields }
                        <Foot changed={state.is_changed()} busy={state.busy}
                            overtaken={state.theirs.is_some()} said={self.said()}
                            on_discard={discard}>{ rest }</Foot>
                    </form>
                }
            }
        }
    }

    /// What went wrong, in words.
    fn said(&self) -> Option<AttrValue> {
        let (state, desk) = (&self.state, &self.desk);
        let text = match &state.failed {
            Some(error) if error.kind == ErrorKind::Network => desk.t("form-no-network"),
            Some(error) if error.code == GONE => desk.t("settings-gone"),
            Some(error) if state.errors.is_empty() => error.message.clone(),
            _ if state.errors.is_empty() => return None,
            _ => desk.words.count("form-wrong", state.errors.len()),
        };
        Some(text.into())
    }

    fn tell(&self, change: fn() -> Change<P::Sheet>) -> Callback<()> {
        let state = self.state.dispatcher();
        Callback::from(move |()| state.dispatch(change()))
    }

    fn look(&self) {
        let (part, key, state) = (self.part.clone(), self.key.clone(), self.state.dispatcher());
        spawn_local(async move {
            state.dispatch(match part.read().await {
                Ok(basis) => Change::Read(basis, storage::load(&key)),
                Err(error) => Change::Refused(error),
            });
        });
    }

    fn saving(&self) -> Callback<()> {
        let editor = self.clone();
        Callback::from(move |()| {
            let state = &editor.state;
            if state.busy || state.theirs.is_some() || !state.is_changed() {
                return;
            }
            match (state.basis.clone(), state.read()) {
                (Some(basis), Ok(Some(item))) => {
                    state.dispatch(Change::Sent);
                    let editor = editor.clone();
                    spawn_local(async move { editor.save(basis, item).await });
                }
                (_, Err(errors)) => {
                    state.dispatch(Change::Wrong(errors));
                    layout::reveal_soon(&editor.form, "[aria-invalid=true]");
                }
                (None, _) | (_, Ok(None)) => {}
            }
        })
    }

    async fn save(&self, basis: Basis<Item<P>>, item: Item<P>) {
        let sent = self.state.sheet.clone();
        match self.part.write(basis, item).await {
            Ok(saved) => {
                self.state.dispatch(Change::Saved(sent, saved.clone()));
                self.desk.toast(Toast::done(self.desk.t("form-saved")));
                self.on_saved.emit(saved);
            }
            Err(error) if error.code == STALE => {
                self.state.dispatch(match self.part.read().await {
                    Ok(theirs) => Change::Overtaken(theirs),
                    Err(error) => Change::Refused(error),
                });
            }
            Err(error) => {
                let fields = !error.errors.is_empty();
                self.state.dispatch(Change::Refused(error));
                if fields {
                    layout::reveal_soon(&self.form, "[aria-invalid=true]");
                }
            }
        }
    }
}
