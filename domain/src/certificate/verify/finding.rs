//! The first thing that is not as it must be.

use std::fmt;

use crate::certificate::{signed::StatementError, strict::Strict};

/// Something in a bundle that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what}: expected {expected}, found {found}")]
pub struct Finding {
    /// Where in the bundle, such as `commands[2].receipt`.
    pub at: String,
    /// What is wrong, in words.
    pub what: String,
    /// What must be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl Finding {
    /// With its four parts.
    pub(super) fn new(
        at: impl fmt::Display,
        what: &str,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> Self {
        Self {
            at: at.to_string(),
            what: what.to_owned(),
            expected: expected.to_string(),
            found: found.to_string(),
        }
    }

    /// A text that cannot be read strictly.
    pub(super) fn unreadable(at: impl fmt::Display, why: Strict) -> Self {
        Self::new(at, "it cannot be read", "exactly the fields of its kind, each once", why)
    }

    /// A statement that its issuer did not make.
    pub(super) fn statement(at: impl fmt::Display, why: StatementError) -> Self {
        match why {
            StatementError::Unreadable(why) => Self::unreadable(at, why),
            StatementError::BadSignature(_) => {
                Self::new(at, "the signature is wrong", "one by the issuer over exactly this text", why)
            }
        }
    }

    /// Fails where two things that must be the same are not.
    pub(super) fn same<T: PartialEq + fmt::Display>(
        at: impl fmt::Display,
        what: &str,
        expected: &T,
        found: &T,
    ) -> Result<(), Self> {
        if expected == found { Ok(()) } else { Err(Self::new(at, what, expected, found)) }
    }
}
