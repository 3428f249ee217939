//! Sets of names in one line.

use std::collections::BTreeSet;

/// Names with a comma between them; where a semicolon stands, names may have commas in them.
pub(super) fn read_names(text: &str) -> BTreeSet<String> {
    let between = if text.contains(';') { ';' } else { ',' };
    text.split(between).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// As [`read_names`] reads them.
pub(super) fn write_names(names: &BTreeSet<String>) -> String {
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.iter().any(|name| name.contains(',')) {
        // The last one says that commas are parts of names, even if there is one name only.
        true => format!("{};", all.join("; ")),
        false => all.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn names_come_back_as_they_were() {
        for names in
            [set(&[]), set(&["cold_chain"]), set(&["a", "b c"]), set(&["Lind, Ltd"]), set(&["a", "b, c"])]
        {
            assert_eq!(read_names(&write_names(&names)), names);
        }
        assert_eq!(read_names(" a,, b ,a"), set(&["a", "b"]));
    }
}
