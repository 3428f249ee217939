//! Chance that is the same every time: one stream for each purpose, so that one part of the demo can change without the
//! others.

use rand::{Rng, SeedableRng, rngs::SmallRng};
use uuid::{Builder, Uuid};
use waybill_domain::Timestamp;

/// The stream of chance for `purpose`.
pub(crate) fn stream(seed: u64, purpose: &str) -> SmallRng {
    // FNV-1a keeps streams of neighbouring purposes apart.
    let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    SmallRng::seed_from_u64(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A UUID of version 7 made at `at`.
pub(crate) fn id<T: From<Uuid>>(rng: &mut SmallRng, at: Timestamp) -> T {
    let millis = u64::try_from(at.as_millis()).unwrap_or(0);
    T::from(Builder::from_unix_timestamp_millis(millis, &rng.random()).into_uuid())
}

/// One of `list`, which must not be empty.
pub(crate) fn pick<'a, T>(rng: &mut SmallRng, list: &'a [T]) -> &'a T {
    &list[rng.random_range(0..list.len())]
}
