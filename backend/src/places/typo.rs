//! How far one word is from another.

/// The most changes a word of so many letters may have and still be taken for it.
pub(crate) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Letters to put in, take out, change or swap with their neighbour, to make `b` of `a`; `None` above `most`. (Optimal
/// string alignment: Damerau's four mistakes, each letter touched once.)
pub(crate) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|&changes| changes > most) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|&changes| changes <= most)
}

/// The three-letter pieces of a word, its ends marked, so that short words have some too.
pub(crate) fn grams(word: &str) -> Vec<String> {
    let marked: Vec<char> = marked(word).chars().collect();
    marked.windows(3).map(|three| three.iter().collect()).collect()
}

/// A word with its ends marked.
pub(crate) fn marked(word: &str) -> String {
    format!("^^{word}$")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_usual_mistake_counts_once() {
        for typed in ["mercantil", "mercnatile", "mercantille", "mercentile"] {
            assert_eq!(distance("mercantile", typed, 2), Some(1), "{typed}");
        }
        assert_eq!(distance("abc", "abc", 0), Some(0));
        assert_eq!(distance("", "ab", 2), Some(2));
        assert_eq!(distance("kitten", "sitting", 2), None);
    }

    #[test]
    fn words_of_four_letters_share_pieces_after_one_change() {
        let (a, b) = (grams("mila"), grams("mola"));
        assert!(a.iter().any(|gram| b.contains(gram)));
    }
}
