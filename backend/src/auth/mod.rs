//! Who is who: passwords, sessions, tokens, and the extractor that every protected route names.

mod attempts;
mod cookie;
mod passwords;
mod signed;
mod token;

pub use attempts::{Attempts, TooMany};
pub use cookie::{COOKIE, forget_cookie, set_cookie};
pub use passwords::{PasswordError, Passwords};
pub use signed::{Signed, same_origin};
pub(crate) use token::random;
pub use token::{Token, successor};
