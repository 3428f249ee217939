//! The file of rows.

use anyhow::{Context as _, bail};

/// Something that can go wrong, and the tests that hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) tests: Vec<TestId>,
}

/// A test, by where it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TestId {
    /// From the folder of the workspace.
    pub(super) file: String,
    /// The function.
    pub(super) name: String,
}

impl TestId {
    /// Whether this is the test that its program calls `full`, such as `conflicts::cancelled_in_transit`.
    pub(super) fn is(&self, full: &str) -> bool {
        let module = self.file.rsplit('/').next().and_then(|file| file.strip_suffix(".rs")).unwrap_or("");
        let mut path = full.rsplit("::");
        path.next() == Some(&self.name) && path.next().is_none_or(|parent| parent == module)
    }
}

/// Rows at the margin, their tests indented, `#` for remarks.
pub(super) fn parse(text: &str) -> anyhow::Result<Vec<Row>> {
    let mut rows: Vec<Row> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let at = || format!("tests/matrix/rows.txt, line {}", n + 1);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if !line.starts_with(' ') {
            rows.push(Row { name: line.trim_end().to_owned(), tests: Vec::new() });
            continue;
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let [file, name] = words.as_slice() else { bail!("{}: must be a file and a test's name", at()) };
        let row = rows.last_mut().with_context(|| format!("{}: a test before the first row", at()))?;
        row.tests.push(TestId { file: (*file).to_owned(), name: (*name).to_owned() });
    }
    Ok(rows)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_the_tests_below_them() {
        let rows = parse("# remark\nsequence gap\n  a/push.rs  gap\n\nempty\n").unwrap();
        let test = TestId { file: "a/push.rs".into(), name: "gap".into() };
        assert_eq!(rows[0], Row { name: "sequence gap".into(), tests: vec![test.clone()] });
        assert_eq!(rows[1].tests, []);
        assert!(test.is("push::gap") && !test.is("pull::gap") && !test.is("push::no_gap"));
        assert!(parse("  a.rs test\n").is_err());
    }
}
