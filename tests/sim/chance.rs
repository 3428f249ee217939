//! The system's randomness and its clock on the wall, as this process sees them: from the seed, and virtual.
//!
//! Keys, tokens, ids and the order of hash maps come from `getrandom`, the server's time from `clock_gettime`. A program
//! that defines these symbols itself gets them instead of the C library's, from the standard library and from every crate.

#![allow(
    unsafe_code,
    reason = "the C library's functions can only be replaced by functions of the same kind"
)]

use std::{
    cell::Cell,
    ffi::{c_int, c_long, c_uint, c_void},
    sync::atomic::{AtomicU64, Ordering},
};

use harness::sim::time;

static SEED: AtomicU64 = AtomicU64::new(0);
/// Keeps the linker from leaving out what only `dlsym` finds.
#[used]
static KEPT: unsafe extern "C" fn(*mut c_void, usize, c_uint) -> isize = getrandom;

/// Before anything asks for chance.
pub(crate) fn seed(seed: u64) {
    SEED.store(seed.wrapping_add(1), Ordering::Relaxed);
    STATE.with(|state| state.set(seed ^ 0x5eed));
}

thread_local! {
    /// A stream for each thread: which of two threads asks first must not matter.
    static STATE: Cell<u64> = const { Cell::new(0) };
}

/// SplitMix64 (Steele, Lea, Flood 2014).
fn next(state: &Cell<u64>) -> u64 {
    let seed = SEED.load(Ordering::Relaxed);
    let at = state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    state.set(at);
    let mut z = at ^ seed.rotate_left(32);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Fills `buffer` from the seed.
///
/// # Safety
/// As for the C library's: `buffer` has room for `length` bytes.
#[unsafe(no_mangle)]
unsafe extern "C" fn getrandom(buffer: *mut c_void, length: usize, _flags: c_uint) -> isize {
    if length == 0 {
        return 0;
    }
    // SAFETY: the caller gives room for `length` bytes.
    let bytes = unsafe { std::slice::from_raw_parts_mut(buffer.cast::<u8>(), length) };
    let filled = STATE.try_with(|state| {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&next(state).to_le_bytes()[..chunk.len()]);
        }
    });
    if filled.is_ok() { length.cast_signed() } else { -1 }
}

/// The C library's `struct timespec` on 64-bit Linux.
#[repr(C)]
struct TimeSpec {
    seconds: i64,
    nanos: c_long,
}

unsafe extern "C" {
    fn syscall(number: c_long, ...) -> c_long;
    fn sched_setaffinity(process: c_int, size: usize, mask: *const u64) -> c_int;
    fn sched_setscheduler(process: c_int, policy: c_int, priority: *const c_int) -> c_int;
}

/// Threads of this kind are not interrupted by those they wake (`sched(7)`).
const SCHED_BATCH: c_int = 3;
static NO_PRIORITY: c_int = 0;

/// Keeps this process on one processor; where that is not possible, it runs all the same. A thread of SQLite that has
/// found a row goes on to the next one there, instead of making way for who reads it.
pub(crate) fn stay_on(cpu: Option<usize>) {
    let Some(mask) = cpu.and_then(|cpu| 1_u64.checked_shl(u32::try_from(cpu).ok()?)) else { return };
    // SAFETY: the mask is as large as is said.
    unsafe { sched_setaffinity(0, size_of::<u64>(), &raw const mask) };
    // SAFETY: the structure is a priority alone, which is 0 for this kind.
    unsafe { sched_setscheduler(0, SCHED_BATCH, &raw const NO_PRIORITY) };
}

#[cfg(target_arch = "x86_64")]
const SYS_CLOCK_GETTIME: c_long = 228;
#[cfg(target_arch = "aarch64")]
const SYS_CLOCK_GETTIME: c_long = 113;
const CLOCK_REALTIME: c_int = 0;

/// The clock on the wall is virtual, all others are the system's.
///
/// # Safety
/// As for the C library's: `out` has room for a time.
#[unsafe(no_mangle)]
unsafe extern "C" fn clock_gettime(clock: c_int, out: *mut TimeSpec) -> c_int {
    if clock == CLOCK_REALTIME
        && let Some(ms) = time::wall_ms()
    {
        let time = TimeSpec { seconds: ms / 1_000, nanos: ms % 1_000 * 1_000_000 };
        // SAFETY: the caller gives room for a time.
        unsafe { out.write(time) };
        return 0;
    }
    // SAFETY: the same call with the same arguments.
    let done = unsafe { syscall(SYS_CLOCK_GETTIME, clock, out) };
    if done == 0 { 0 } else { -1 }
}
