//! What SQLite does with an open file. <https://www.sqlite.org/c3ref/io_methods.html>

use std::{
    ffi::{c_int, c_void},
    ptr,
    sync::{Arc, Mutex, PoisonError, atomic},
};

use libsqlite3_sys as sql;

use super::{
    disk::State,
    fault::{Failure, Touch},
    file::{File, SECTOR},
    glue,
    lock::{HandleId, Level},
    shared::Region,
};

/// What SQLite keeps room for, one an open file. The first field is SQLite's.
#[repr(C)]
pub(super) struct Handle {
    base: sql::sqlite3_file,
    open: *mut c_void,
}

impl Handle {
    pub(super) fn closed() -> Self {
        Self { base: sql::sqlite3_file { pMethods: ptr::null() }, open: ptr::null_mut() }
    }

    pub(super) fn open(open: Open) -> Self {
        Self { base: sql::sqlite3_file { pMethods: glue::io_methods() }, open: glue::into_raw(open) }
    }
}

/// An open file.
pub(super) struct Open {
    disk: Arc<Mutex<State>>,
    name: String,
    id: HandleId,
    life: u64,
    temporary: bool,
    /// Keeps what SQLite points into.
    regions: Vec<Arc<Region>>,
}

impl Open {
    pub(super) fn new(
        disk: Arc<Mutex<State>>,
        name: String,
        id: HandleId,
        life: u64,
        temporary: bool,
    ) -> Self {
        Self { disk, name, id, life, temporary, regions: Vec::new() }
    }

    /// Does `work` on the file, or answers `gone` where the power was cut since it was opened.
    fn enter(&mut self, gone: c_int, work: impl FnOnce(&mut State, &mut Self) -> c_int) -> c_int {
        let disk = Arc::clone(&self.disk);
        let mut state = disk.lock().unwrap_or_else(PoisonError::into_inner);
        if state.life != self.life || state.off {
            return gone;
        }
        work(&mut state, self)
    }

    fn on_file(&mut self, gone: c_int, work: impl FnOnce(&mut File, HandleId) -> c_int) -> c_int {
        self.enter(gone, |state, open| match state.files.get_mut(&open.name) {
            Some(file) => work(file, open.id),
            None => gone,
        })
    }
}

/// Every file's methods.
pub(super) static METHODS: sql::sqlite3_io_methods = sql::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The open file behind SQLite's handle.
unsafe fn opened<'a>(file: *mut sql::sqlite3_file) -> &'a mut Open {
    // SAFETY: methods are only set on handles made by `Handle::open`, and SQLite uses a handle from one thread at a time.
    unsafe { &mut *(*file.cast::<Handle>()).open.cast::<Open>() }
}

fn index(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

unsafe extern "C" fn close(file: *mut sql::sqlite3_file) -> c_int {
    // SAFETY: SQLite closes a handle once, and does not use it afterwards.
    let mut open = unsafe { Box::from_raw((*file.cast::<Handle>()).open.cast::<Open>()) };
    open.enter(sql::SQLITE_OK, |state, open| {
        if let Some(file) = state.files.get_mut(&open.name) {
            file.locks.give_back(open.id, Level::None);
            file.shared.unmap(open.id);
        }
        if open.temporary {
            state.files.remove(&open.name);
        }
        sql::SQLITE_OK
    });
    sql::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut sql::sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    at: sql::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives `amount` bytes to read into.
    let (open, into) = unsafe {
        (opened(file), std::slice::from_raw_parts_mut(into.cast::<u8>(), index(i64::from(amount))))
    };
    open.enter(sql::SQLITE_IOERR_READ, |state, open| {
        if state.touch(Touch::Read).is_some() {
            return sql::SQLITE_IOERR_READ;
        }
        let bytes = state.files.get(&open.name).and_then(|file| file.bytes().get(index(at)..));
        let bytes = bytes.unwrap_or_default();
        let here = bytes.len().min(into.len());
        into[..here].copy_from_slice(&bytes[..here]);
        into[here..].fill(0);
        if here == into.len() { sql::SQLITE_OK } else { sql::SQLITE_IOERR_SHORT_READ }
    })
}

unsafe extern "C" fn write(
    file: *mut sql::sqlite3_file,
    bytes: *const c_void,
    amount: c_int,
    at: sql::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite gives `amount` bytes to write.
    let (open, bytes) =
        unsafe { (opened(file), std::slice::from_raw_parts(bytes.cast::<u8>(), index(i64::from(amount)))) };
    open.enter(sql::SQLITE_IOERR_WRITE, |state, open| {
        let failure = state.touch(Touch::Write);
        let landed = match failure {
            // What was under way when the power went may have landed, or any part of it.
            None | Some(Failure::PowerOff) => bytes,
            Some(Failure::Torn) => &bytes[..(bytes.len() / 2).next_multiple_of(SECTOR).min(bytes.len())],
            Some(Failure::Io | Failure::Full | Failure::Killed) => &[],
        };
        if !state.has_room(&open.name, (index(at) + landed.len()) as u64) {
            return sql::SQLITE_FULL;
        }
        if let Some(file) = state.files.get_mut(&open.name).filter(|_| !landed.is_empty()) {
            file.write(index(at), landed);
        }
        answer(failure, sql::SQLITE_IOERR_WRITE)
    })
}

fn answer(failure: Option<Failure>, io_error: c_int) -> c_int {
    match failure {
        None => sql::SQLITE_OK,
        Some(Failure::Full) => sql::SQLITE_FULL,
        Some(Failure::Io | Failure::Torn | Failure::PowerOff | Failure::Killed) => io_error,
    }
}

unsafe extern "C" fn truncate(file: *mut sql::sqlite3_file, size: sql::sqlite3_int64) -> c_int {
    // SAFETY: an open handle of ours.
    let open = unsafe { opened(file) };
    open.enter(sql::SQLITE_IOERR_TRUNCATE, |state, open| {
        let failure = state.touch(Touch::Truncate);
        if matches!(failure, None | Some(Failure::PowerOff))
            && let Some(file) = state.files.get_mut(&open.name)
        {
            file.truncate(index(size));
        }
        answer(failure, sql::SQLITE_IOERR_TRUNCATE)
    })
}

unsafe extern "C" fn sync(file: *mut sql::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: an open handle of ours.
    let open = unsafe { opened(file) };
    open.enter(sql::SQLITE_IOERR_FSYNC, |state, open| {
        let failure = state.touch(Touch::Sync);
        if failure.is_none() {
            state.sync(&open.name);
        }
        answer(failure, sql::SQLITE_IOERR_FSYNC)
    })
}

unsafe extern "C" fn file_size(file: *mut sql::sqlite3_file, out: *mut sql::sqlite3_int64) -> c_int {
    // SAFETY: an open handle of ours, and SQLite waits for the answer at `out`.
    let (open, out) = unsafe { (opened(file), &mut *out) };
    open.on_file(sql::SQLITE_IOERR_FSTAT, |file, _| {
        *out = file.len().cast_signed();
        sql::SQLITE_OK
    })
}

unsafe extern "C" fn lock(file: *mut sql::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: an open handle of ours.
    unsafe { opened(file) }.on_file(sql::SQLITE_IOERR_LOCK, |file, id| {
        if file.locks.take(id, Level::of(level)) { sql::SQLITE_OK } else { sql::SQLITE_BUSY }
    })
}

unsafe extern "C" fn unlock(file: *mut sql::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: an open handle of ours.
    unsafe { opened(file) }.on_file(sql::SQLITE_OK, |file, id| {
        file.locks.give_back(id, Level::of(level));
        sql::SQLITE_OK
    })
}

unsafe extern "C" fn check_reserved_lock(file: *mut sql::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: an open handle of ours, and SQLite waits for the answer at `out`.
    let (open, out) = unsafe { (opened(file), &mut *out) };
    open.on_file(sql::SQLITE_IOERR_CHECKRESERVEDLOCK, |file, _| {
        *out = c_int::from(file.locks.is_reserved());
        sql::SQLITE_OK
    })
}

unsafe extern "C" fn file_control(_: *mut sql::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    sql::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_: *mut sql::sqlite3_file) -> c_int {
    4_096
}

/// As SQLite takes every Unix disk: writing does not harm the bytes beside what is written. Nothing more is promised.
unsafe extern "C" fn device_characteristics(_: *mut sql::sqlite3_file) -> c_int {
    sql::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut sql::sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: an open handle of ours, and SQLite waits for the answer at `out`.
    let (open, out) = unsafe { (opened(file), &mut *out) };
    *out = ptr::null_mut();
    open.enter(sql::SQLITE_IOERR_SHMMAP, |state, open| {
        if state.touch(Touch::Shared).is_some() {
            return sql::SQLITE_IOERR_SHMMAP;
        }
        let Some(file) = state.files.get_mut(&open.name) else { return sql::SQLITE_IOERR_SHMMAP };
        let (region, size) = (index(i64::from(region)), index(i64::from(size)));
        if let Some(region) = file.shared.map(open.id, region, size, extend != 0) {
            *out = region.pointer();
            open.regions.push(region);
        }
        sql::SQLITE_OK
    })
}

unsafe extern "C" fn shm_lock(file: *mut sql::sqlite3_file, offset: c_int, n: c_int, flags: c_int) -> c_int {
    // SAFETY: an open handle of ours.
    let open = unsafe { opened(file) };
    let range = index(i64::from(offset))..index(i64::from(offset + n));
    let take = flags & sql::SQLITE_SHM_LOCK != 0;
    open.on_file(if take { sql::SQLITE_IOERR_SHMLOCK } else { sql::SQLITE_OK }, |file, id| {
        if !take {
            file.shared.unlock(id, range);
        } else if !file.shared.lock(id, range, flags & sql::SQLITE_SHM_EXCLUSIVE != 0) {
            return sql::SQLITE_BUSY;
        }
        sql::SQLITE_OK
    })
}

unsafe extern "C" fn shm_barrier(_: *mut sql::sqlite3_file) {
    atomic::fence(atomic::Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut sql::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: an open handle of ours.
    let open = unsafe { opened(file) };
    open.on_file(sql::SQLITE_OK, |file, id| {
        file.shared.unmap(id);
        sql::SQLITE_OK
    });
    open.regions.clear();
    sql::SQLITE_OK
}
