//! Something being edited: what the server has, what is typed, and what came in between.

use std::{fmt::Debug, rc::Rc};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use waybill_domain::{calls::Kept, problem::FieldError};
use yew::Reducible;

use crate::bridge::CallError;

/// Something that can be set, as it is typed.
pub trait Sheet: Clone + Debug + Default + PartialEq + Serialize + DeserializeOwned + 'static {
    /// What it means.
    type Item: Clone + Debug + PartialEq + Serialize + DeserializeOwned + 'static;

    /// Filled in from `item`.
    fn of(item: &Self::Item) -> Self;

    /// What it says, with what it does not show taken over from `item`; or the rules that it breaks, by field.
    fn read(&self, item: &Self::Item) -> Result<Self::Item, Vec<FieldError>>;

    /// At which of its own fields the rules of `field` are said.
    fn place(field: &str) -> String {
        field.to_owned()
    }
}

/// What the server had when an edit began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Basis<T> {
    /// Its revision; 0 where there is none yet, or where revisions are not counted.
    pub rev: u64,
    /// What it was.
    pub item: T,
}

impl<T> From<Kept<T>> for Basis<T> {
    fn from(kept: Kept<T>) -> Self {
        Self { rev: kept.rev, item: kept.item }
    }
}

/// An edit that was not saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = ""))]
pub struct Draft<S: Sheet> {
    /// What it changes.
    pub basis: Basis<S::Item>,
    /// As it is typed.
    pub sheet: S,
}

/// Something being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing<S: Sheet> {
    /// What the edit changes; `None`: it was not read yet.
    pub basis: Option<Basis<S::Item>>,
    /// As it is typed.
    pub sheet: S,
    /// What somebody else has written since the edit began.
    pub theirs: Option<Basis<S::Item>>,
    /// The rules that are broken, once somebody has tried to save.
    pub errors: Vec<FieldError>,
    /// Somebody has tried to save: rules are looked at with every key from now on.
    pub tried: bool,
    /// It is being saved.
    pub busy: bool,
    /// Why it could not be read, or saved.
    pub failed: Option<CallError>,
    /// The edit was begun earlier, and comes from the drafts.
    pub restored: bool,
}

/// What happened.
pub enum Change<S: Sheet> {
    /// The server has this, and there may be a draft from before.
    Read(Basis<S::Item>, Option<Draft<S>>),
    /// Somebody typed.
    Typed(Rc<dyn Fn(&mut S)>),
    /// What was typed is given up.
    Discarded,
    /// Somebody tried to save, but rules are broken.
    Wrong(Vec<FieldError>),
    /// It is on its way.
    Sent,
    /// That sheet is saved, and came back like this.
    Saved(S, Basis<S::Item>),
    /// The server did not answer, or did not want it.
    Refused(CallError),
    /// Somebody else was faster: this is theirs.
    Overtaken(Basis<S::Item>),
    /// What somebody else has written is to be replaced by this edit.
    KeptMine,
}

impl<S: Sheet> Default for Editing<S> {
    fn default() -> Self {
        Self {
            basis: None,
            sheet: S::default(),
            theirs: None,
            errors: Vec::new(),
            tried: false,
            busy: false,
            failed: None,
            restored: false,
        }
    }
}

impl<S: Sheet> Editing<S> {
    fn fresh(basis: Basis<S::Item>) -> Self {
        Self { sheet: S::of(&basis.item), basis: Some(basis), ..Self::default() }
    }

    /// With a draft from before, unless it says what the server has anyway. Where the server has something else than
    /// what the draft began with, both stand until a person decides.
    fn resumed(now: Basis<S::Item>, draft: Draft<S>) -> Self {
        let (before, shown) = (S::of(&draft.basis.item), S::of(&now.item));
        if draft.sheet == before || draft.sheet == shown {
            return Self::fresh(now);
        }
        let (basis, theirs) = if before == shown { (now, None) } else { (draft.basis, Some(now)) };
        Self { basis: Some(basis), sheet: draft.sheet, theirs, restored: true, ..Self::default() }
    }

    /// Whether something was typed that the server does not have.
    pub fn is_changed(&self) -> bool {
        self.basis.as_ref().is_some_and(|basis| S::of(&basis.item) != self.sheet)
    }

    /// What is to be kept in case that somebody leaves.
    pub fn draft(&self) -> Option<Draft<S>> {
        let basis = self.basis.clone().filter(|_| self.is_changed())?;
        Some(Draft { basis, sheet: self.sheet.clone() })
    }

    /// What is typed, or the rules that it breaks, at the fields that it has.
    pub fn read(&self) -> Result<Option<S::Item>, Vec<FieldError>> {
        let Some(basis) = &self.basis else { return Ok(None) };
        self.sheet.read(&basis.item).map(Some).map_err(placed::<S>)
    }
}

/// A rule names where else it is broken by a path; people see that without one.
fn placed<S: Sheet>(errors: Vec<FieldError>) -> Vec<FieldError> {
    let mut all: Vec<FieldError> = Vec::with_capacity(errors.len());
    for error in errors {
        let rule =
            if error.rule.starts_with("must not overlap") { "must not overlap" } else { error.rule.as_str() };
        let error = FieldError::new(S::place(&error.field), rule);
        if !all.contains(&error) {
            all.push(error);
        }
    }
    all
}

impl<S: Sheet> Reducible for Editing<S> {
    type Action = Change<S>;

    fn reduce(self: Rc<Self>, change: Change<S>) -> Rc<Self> {
        let now = (*self).clone();
        Rc::new(match change {
            Change::Read(basis, None) => Self::fresh(basis),
            Change::Read(basis, Some(draft)) => Self::resumed(basis, draft),
            Change::Typed(edit) => {
                let mut next = now;
                edit(&mut next.sheet);
                if next.tried {
                    next.errors = next.read().err().unwrap_or_default();
                }
                next
            }
            Change::Discarded => match now.theirs.or(now.basis) {
                Some(basis) => Self::fresh(basis),
                None => Self::default(),
            },
            Change::Wrong(errors) => Self { errors, tried: true, failed: None, ..now },
            Change::Sent => Self { errors: Vec::new(), tried: true, failed: None, busy: true, ..now },
            // Who typed on while it was saved keeps that.
            Change::Saved(sent, basis) if sent != now.sheet => {
                Self { basis: Some(basis), busy: false, theirs: None, restored: false, ..now }
            }
            Change::Saved(_, basis) => Self::fresh(basis),
            Change::Refused(error) => {
                Self { errors: placed::<S>(error.errors.clone()), failed: Some(error), busy: false, ..now }
            }
            Change::Overtaken(theirs) => Self { theirs: Some(theirs), busy: false, failed: None, ..now },
            Change::KeptMine => match now.theirs {
                Some(basis) => Self { basis: Some(basis), theirs: None, ..now },
                None => now,
            },
        })
    }
}
