//! Names that people type, of zones and of customers: spaces around them and capitals mean nothing.

/// The name as it is compared.
pub fn plain(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Whether the two mean the same.
pub fn is_same_name(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}
