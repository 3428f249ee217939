//! How addresses are compared: small letters without marks, cut into words.

/// A house number: `12`, `12a`, `12-14`, `12/3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// The first number in it.
    pub(crate) first: u32,
    /// The last of a range, else the first.
    pub(crate) last: u32,
    /// What follows it, folded: `a`, `bis`; empty where there is nothing.
    pub(crate) suffix: String,
}

impl Number {
    /// The number that a text begins with; `None` where it begins with something else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = fold(text);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let count = digits(&text);
        let first = text[..count].parse().ok()?;
        let rest = text[count..].trim();
        let range = rest.strip_prefix(['-', '–', '/']).map(str::trim_start);
        let last = range.and_then(|rest| rest[..digits(rest)].parse().ok()).filter(|&last: &u32| {
            // 12/3 is flat 3 of 12, 12-14 are the houses 12 to 14.
            !rest.starts_with('/') && last > first && last - first <= 100
        });
        let suffix: String = if range.is_some() {
            String::new()
        } else {
            rest.chars().filter(|c| c.is_alphanumeric()).take(6).collect()
        };
        Some(Self { first, last: last.unwrap_or(first), suffix })
    }
}

/// Small letters without diacritics: what people type on any keyboard.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(c),
        }
    }
    folded
}

/// The words of a text, folded. Apostrophes join what they stand between.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded: String = fold(text).chars().filter(|c| !matches!(c, '\'' | '’' | 'ʼ' | '`')).collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| long_form(word).unwrap_or(word).to_owned())
        .collect()
}

/// Short forms that are not the beginning of the word they stand for; those that are, a prefix search finds.
fn long_form(word: &str) -> Option<&'static str> {
    Some(match word {
        "rd" => "road",
        "blvd" | "bd" | "bvd" => "boulevard",
        "dr" => "drive",
        "ln" => "lane",
        "hwy" => "highway",
        "ctra" => "carretera",
        "avda" => "avenida",
        "avgda" => "avinguda",
        "pza" => "plaza",
        "ul" => "ulica",
        "nw" | "ne" | "sw" | "se" => return None,
        _ => return None,
    })
}

/// What stands for a letter with a mark; `None` where the letter stays as it is.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        // The Catalan middle dot joins two letters of one word; marks on their own belong to the letter before.
        '·' | '\u{300}'..='\u{36f}' => "",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_case_and_punctuation_make_no_difference() {
        assert_eq!(words("Carrer de l'Avinguda, Sant Julià"), ["carrer", "de", "lavinguda", "sant", "julia"]);
        assert_eq!(words("HÄMEENTIE"), words("hameentie"));
        assert_eq!(words("Col·legi Łódź Straße"), ["collegi", "lodz", "strasse"]);
        assert_eq!(words("e\u{301}cole"), ["ecole"]);
        assert_eq!(words("Mill Rd."), ["mill", "road"]);
    }

    #[test]
    fn house_numbers_are_read_as_they_are_written() {
        let number = |text: &str| Number::parse(text).map(|n| (n.first, n.last, n.suffix));
        assert_eq!(number("12"), Some((12, 12, String::new())));
        assert_eq!(number("12 A"), Some((12, 12, "a".to_owned())));
        assert_eq!(number("12-14"), Some((12, 14, String::new())));
        assert_eq!(number("14-12"), Some((14, 14, String::new())));
        assert_eq!(number("12/3"), Some((12, 12, String::new())));
        assert_eq!(number("99999999999"), None);
        assert_eq!(number("a12"), None);
    }
}
