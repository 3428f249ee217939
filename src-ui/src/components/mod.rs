//! Parts that several screens share. They know nothing of calls, sessions or routes.

mod avatar;
mod button;
mod chip;
mod choice;
mod confirm;
mod field;
mod icon;
mod notice;
mod skeleton;
mod toast;

pub use avatar::{Avatar, initials};
pub use button::{Button, ButtonKind, ButtonSize};
pub(crate) use chip::name as outcome_name;
pub use chip::{Chip, StateChip, Tone, state_tone};
pub use choice::{Choice, ChoiceLook, choose};
pub use confirm::{ConfirmProps, HoldButton, SlideButton};
pub use field::{Field, FieldProps};
pub use icon::Icon;
pub use notice::{Empty, ErrorCard};
pub use skeleton::Skeleton;
pub use toast::{Toast, ToastHost, Toasts, use_toasts};
