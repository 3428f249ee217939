//! An offer that waits for the driver's answer: which one, and how long it still does.

use waybill_domain::{Delivery, Timestamp, dispatch::Offer};

/// How long an offer still waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Countdown {
    /// Whole seconds left; the last one counts until it is over.
    pub seconds: u32,
    /// What is left of all the time there was, from 1 down to 0.
    pub share: f64,
}

impl Countdown {
    /// How long `offer` still waits at `now`; `None` where it is over.
    pub fn of(offer: Offer, now: Timestamp) -> Option<Self> {
        let whole = offer.until.since(offer.asked_at).max(1);
        // A phone whose clock is behind the server's shows no more time than there ever was.
        let left = offer.until.since(now).min(whole);
        let seconds = u32::try_from((left + 999) / 1_000).unwrap_or(0);
        // In steps of a second, as the number beside it.
        let share = (f64::from(seconds) * 1_000.0 / whole as f64).min(1.0);
        (left > 0).then_some(Self { seconds, share })
    }

    /// What a clock shows: seconds, or minutes and seconds where there are many.
    pub fn clock(self) -> String {
        match self.seconds {
            seconds if self.is_long() => format!("{}:{:02}", seconds / 60, seconds % 60),
            seconds => seconds.to_string(),
        }
    }

    /// Whether the clock shows minutes.
    pub fn is_long(self) -> bool {
        self.seconds > 99
    }
}

/// The offer that has to be answered first.
pub fn first(offered: &[Delivery], now: Timestamp) -> Option<(&Delivery, Countdown)> {
    let open = offered.iter().filter_map(|delivery| Some((delivery, Countdown::of(delivery.offer?, now)?)));
    open.min_by_key(|(delivery, _)| delivery.offer.map(|offer| (offer.until, delivery.id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn offered(n: u8, from: i64, until: i64) -> Delivery {
        Delivery { offer: Some(Offer { asked_at: at(from), until: at(until) }), ..samples::delivery(n) }
    }

    #[test]
    fn the_seconds_count_down_to_one_and_then_it_is_over() {
        let offer = Offer { asked_at: at(0), until: at(30) };
        assert_eq!(Countdown::of(offer, at(0)), Some(Countdown { seconds: 30, share: 1.0 }));
        assert_eq!(Countdown::of(offer, at(15)), Some(Countdown { seconds: 15, share: 0.5 }));
        let last = Countdown::of(offer, Timestamp::from_millis(29_999)).map(|left| left.seconds);
        assert_eq!(last, Some(1));
        assert_eq!(Countdown::of(offer, at(30)), None);
    }

    #[test]
    fn long_offers_show_minutes() {
        let clock = |seconds| Countdown { seconds, share: 1.0 }.clock();
        assert_eq!([clock(1), clock(99), clock(100), clock(1_749)], ["1", "99", "1:40", "29:09"]);
    }

    #[test]
    fn a_phone_whose_clock_is_behind_shows_no_more_time_than_there_was() {
        let offer = Offer { asked_at: at(1_000), until: at(1_030) };
        assert_eq!(Countdown::of(offer, at(0)), Some(Countdown { seconds: 30, share: 1.0 }));
    }

    #[test]
    fn of_several_offers_the_one_that_ends_first_is_asked_about() {
        let all = [offered(1, 0, 40), offered(2, 5, 35), offered(3, 0, 10), samples::delivery(4)];
        assert_eq!(first(&all, at(20)).map(|(delivery, _)| delivery.id), Some(all[1].id));
        assert!(first(&all, at(50)).is_none());
    }
}
