//! The table itself.

use std::path::Path;

/// A row that names a test which is not there would prove nothing.
#[test]
fn every_row_names_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tests/matrix/rows.txt")).unwrap();
    let mut rows: Vec<(&str, usize)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if !line.starts_with(' ') {
            rows.push((line, 0));
            continue;
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let [file, name] = words.as_slice() else { panic!("not a file and a test: {line}") };
        let source = std::fs::read_to_string(root.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert!(source.contains(&format!("fn {name}(")), "{file} has no {name}");
        rows.last_mut().unwrap().1 += 1;
    }
    assert!(rows.len() >= 38, "only {} rows", rows.len());
    let bare: Vec<_> = rows.iter().filter(|(_, tests)| *tests == 0).map(|(row, _)| *row).collect();
    assert!(bare.is_empty(), "rows without a test: {bare:?}");
}
