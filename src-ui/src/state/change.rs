//! Cash at the door: what a recipient may hand over, and what goes back.

use waybill_domain::Money;

/// Notes worth offering, in whole units of the currency.
const NOTES: [i64; 6] = [5, 10, 20, 50, 100, 200];

/// The amount itself, then the sums a person would round it up to, smallest first, at most four in all.
pub fn offers(due: Money) -> Vec<Money> {
    let unit = 10_i64.pow(due.currency.digits());
    let rounded = NOTES.iter().map(|note| {
        let step = note * unit;
        (due.minor + step - 1) / step * step
    });
    let mut minors: Vec<i64> = std::iter::once(due.minor).chain(rounded).collect();
    minors.sort_unstable();
    minors.dedup();
    minors.into_iter().take(4).map(|minor| Money { minor, ..due }).collect()
}

/// What goes back.
pub fn change(due: Money, given: Money) -> Money {
    Money { minor: (given.minor - due.minor).max(0), ..due }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_round_up_to_notes() {
        let minors = |due| offers(Money::eur(due)).into_iter().map(|money| money.minor).collect::<Vec<_>>();
        assert_eq!(minors(2_490), [2_490, 2_500, 3_000, 4_000]);
        assert_eq!(minors(5_000), [5_000, 6_000, 10_000, 20_000]);
        assert_eq!(change(Money::eur(2_490), Money::eur(3_000)).minor, 510);
    }
}
