use std::rc::Rc;

use waybill_domain::{
    dispatch::{Policy, Settings},
    problem::FieldError,
};
use yew::Reducible as _;

use super::{Basis, Change, Draft, Editing, PolicySheet, Sheet};
use crate::bridge::CallError;

type State = Rc<Editing<PolicySheet>>;

fn basis(rev: u64, max_active: u32) -> Basis<Settings> {
    let policy = Policy { max_active, ..Policy::default() };
    Basis { rev, item: Settings { policy, ..Settings::default() } }
}

fn read(max_active: u32) -> State {
    Rc::new(Editing::default()).reduce(Change::Read(basis(1, max_active), None))
}

fn typed(state: State, max_active: &'static str) -> State {
    state.reduce(Change::Typed(Rc::new(move |sheet| sheet.max_active = max_active.to_owned())))
}

fn draft(max_active: &'static str, of: u32) -> Draft<PolicySheet> {
    typed(read(of), max_active).draft().expect("it is changed")
}

#[test]
fn only_what_differs_from_the_server_is_a_change() {
    let state = read(5);
    assert!(!state.is_changed());
    let state = typed(state, "6");
    assert!(state.is_changed());
    let state = typed(state, "5");
    assert!(!state.is_changed());
    assert_eq!(state.draft(), None);
    assert_eq!(state.reduce(Change::Discarded).sheet.max_active, "5");
}

#[test]
fn a_draft_comes_back_and_is_forgotten_where_the_server_says_the_same() {
    let state = Rc::new(Editing::default()).reduce(Change::Read(basis(2, 5), Some(draft("6", 5))));
    assert!(state.restored && state.is_changed());
    assert_eq!(state.theirs, None, "only the revision is newer: nothing that is shown differs");
    assert_eq!(state.basis.as_ref().map(|basis| basis.rev), Some(2));

    let same = Rc::new(Editing::default()).reduce(Change::Read(basis(2, 6), Some(draft("6", 5))));
    assert!(!same.restored && !same.is_changed());
}

#[test]
fn somebody_else_s_change_replaces_nothing_until_a_person_decides() {
    let state = Rc::new(Editing::default()).reduce(Change::Read(basis(2, 7), Some(draft("6", 5))));
    assert_eq!(state.theirs, Some(basis(2, 7)));
    assert_eq!(state.sheet.max_active, "6");
    assert_eq!(state.basis, Some(basis(1, 5)), "saved on this the server would refuse it");

    let theirs = state.clone().reduce(Change::Discarded);
    assert_eq!((theirs.sheet.max_active.as_str(), theirs.is_changed()), ("7", false));
    let mine = state.reduce(Change::KeptMine);
    assert_eq!((mine.sheet.max_active.as_str(), mine.basis.clone()), ("6", Some(basis(2, 7))));
    assert!(mine.theirs.is_none() && mine.is_changed());
}

#[test]
fn what_is_typed_while_it_is_saved_is_not_lost() {
    let state = typed(read(5), "6");
    let sent = state.sheet.clone();
    let state = typed(state.reduce(Change::Sent), "7").reduce(Change::Saved(sent.clone(), basis(2, 6)));
    assert_eq!((state.sheet.max_active.as_str(), state.busy, state.is_changed()), ("7", false, true));
    let state = typed(state, "6").reduce(Change::Saved(sent, basis(2, 6)));
    assert_eq!((state.tried, state.is_changed()), (false, false));
}

#[test]
fn rules_are_said_from_the_first_try_on_and_go_with_the_mistake() {
    let state = typed(read(5), "0");
    assert!(state.errors.is_empty(), "nobody has tried to save");
    let errors = state.read().expect_err("nobody could be asked");
    let state = state.reduce(Change::Wrong(errors));
    assert_eq!(state.errors, [FieldError::new("policy.max_active", "must be at least 1")]);
    assert!(typed(state, "1").errors.is_empty());
}

#[test]
fn the_server_s_rules_stand_at_their_fields_and_the_sheet_stays() {
    let error = CallError {
        errors: vec![
            FieldError::new("name", "must not overlap name[0]"),
            FieldError::new("name", "must not overlap name[1]"),
        ],
        ..CallError::refused("invalid", "Some fields break rules")
    };
    let state = typed(read(5), "6").reduce(Change::Sent).reduce(Change::Refused(error.clone()));
    assert_eq!(state.errors, [FieldError::new("name", "must not overlap")]);
    assert_eq!((state.failed.as_ref(), state.busy), (Some(&error), false));
    assert_eq!(state.sheet.max_active, "6");
}

#[test]
fn a_draft_survives_storage() {
    let kept = draft("6", 5);
    let text = serde_json::to_string(&kept).expect("it is plain data");
    assert_eq!(serde_json::from_str::<Draft<PolicySheet>>(&text).expect("it was written here"), kept);
    assert_ne!(PolicySheet::of(&kept.basis.item), kept.sheet);
}
