//! What a dispatcher relies on.
