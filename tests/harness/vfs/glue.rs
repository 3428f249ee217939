//! The VFS as SQLite's C side sees it: names are opened, removed and looked for here.
//! <https://www.sqlite.org/c3ref/vfs.html>

use std::{
    ffi::{CStr, CString, c_char, c_int, c_void},
    ptr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use libsqlite3_sys as sql;

use super::{
    disk::State,
    fault::{Failure, Touch},
    file::File,
    life,
    methods::{self, Handle, Open},
};

const PATH_MAX: c_int = 1_024;
/// The Unix epoch in SQLite's milliseconds since noon of 24 November 4714 BC.
const EPOCH_MS: i64 = 210_866_760_000_000;

/// A VFS under a name of its own, as long as this lives.
#[derive(Debug)]
pub(super) struct Registration {
    name: CString,
    vfs: *mut sql::sqlite3_vfs,
}

// SAFETY: the pointer is only handed to SQLite's registry, which locks itself.
unsafe impl Send for Registration {}
// SAFETY: as above; nothing is read through it.
unsafe impl Sync for Registration {}

impl Registration {
    pub(super) fn new(state: &Arc<Mutex<State>>) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = CString::new(format!("waybill-disk-{number}")).unwrap_or_default();
        // Connections may outlive the registration, so that these two are never freed: a hundred bytes a disk.
        let data = Box::into_raw(Box::new(Arc::clone(state)));
        let vfs = Box::into_raw(Box::new(sql::sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<Handle>()).unwrap_or(c_int::MAX),
            mxPathname: PATH_MAX,
            pNext: ptr::null_mut(),
            zName: name.clone().into_raw(),
            pAppData: data.cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_pathname),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xGetLastError: Some(last_error),
            xCurrentTimeInt64: Some(current_time_ms),
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        }));
        // SAFETY: the structure is complete and never freed.
        let registered = unsafe { sql::sqlite3_vfs_register(vfs, 0) };
        assert_eq!(registered, sql::SQLITE_OK, "SQLite takes a VFS");
        Self { name, vfs }
    }

    pub(super) fn name(&self) -> &str {
        self.name.to_str().unwrap_or_default()
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        // SAFETY: it was registered by `new`; unregistering leaves the structure to connections that still use it.
        unsafe { sql::sqlite3_vfs_unregister(self.vfs) };
    }
}

/// The disk behind a VFS.
unsafe fn state<'a>(vfs: *mut sql::sqlite3_vfs) -> &'a Arc<Mutex<State>> {
    // SAFETY: SQLite hands back the structure made by `Registration::new`, whose data is never freed.
    unsafe { &*(*vfs).pAppData.cast::<Arc<Mutex<State>>>() }
}

unsafe fn text(name: *const c_char) -> String {
    // SAFETY: SQLite's file names end with a zero byte.
    unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()
}

unsafe extern "C" fn open(
    vfs: *mut sql::sqlite3_vfs,
    name: sql::sqlite3_filename,
    file: *mut sql::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let handle = file.cast::<Handle>();
    // SAFETY: SQLite gives room for a `Handle`. Without methods it will not close a file that was not opened.
    unsafe { ptr::write(handle, Handle::closed()) };
    // SAFETY: the arguments are SQLite's own, valid during the call.
    let (disk, given) = unsafe { (state(vfs), (!name.is_null()).then(|| text(name))) };
    let mut state = disk.lock().unwrap_or_else(PoisonError::into_inner);
    if flags & sql::SQLITE_OPEN_MAIN_DB != 0 {
        life::begin(life::id(disk), state.life);
    } else if life::is_over(life::id(disk), state.life) {
        return sql::SQLITE_CANTOPEN;
    }
    match state.touch(Touch::Open) {
        None => {}
        Some(Failure::Full) => return sql::SQLITE_FULL,
        Some(_) => return sql::SQLITE_CANTOPEN,
    }
    state.handles += 1;
    let id = state.handles;
    let temporary = given.is_none() || flags & sql::SQLITE_OPEN_DELETEONCLOSE != 0;
    let name = given.unwrap_or_else(|| format!("temporary-{id}"));
    if !state.files.contains_key(&name) {
        if flags & sql::SQLITE_OPEN_CREATE == 0 {
            return sql::SQLITE_CANTOPEN;
        }
        state.files.insert(name.clone(), File::default());
    }
    let open = Open::new(Arc::clone(disk), name, id, state.life, temporary);
    // SAFETY: as above; `out_flags` may be null.
    unsafe {
        ptr::write(handle, Handle::open(open));
        if !out_flags.is_null() {
            *out_flags = flags;
        }
    }
    sql::SQLITE_OK
}

unsafe extern "C" fn delete(vfs: *mut sql::sqlite3_vfs, name: *const c_char, synced: c_int) -> c_int {
    // SAFETY: the arguments are SQLite's own, valid during the call.
    let (disk, name) = unsafe { (state(vfs), text(name)) };
    let mut state = disk.lock().unwrap_or_else(PoisonError::into_inner);
    if life::is_over(life::id(disk), state.life) {
        return sql::SQLITE_IOERR_DELETE;
    }
    match state.touch(Touch::Delete) {
        None if state.remove(&name, synced != 0) => sql::SQLITE_OK,
        None => sql::SQLITE_IOERR_DELETE_NOENT,
        Some(failure) => {
            if failure == Failure::PowerOff {
                state.remove(&name, false);
            }
            sql::SQLITE_IOERR_DELETE
        }
    }
}

unsafe extern "C" fn access(
    vfs: *mut sql::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: the arguments are SQLite's own, valid during the call.
    let (disk, name) = unsafe { (state(vfs), text(name)) };
    let state = disk.lock().unwrap_or_else(PoisonError::into_inner);
    if state.off {
        return sql::SQLITE_IOERR_ACCESS;
    }
    // As on Unix: an empty file is as good as none where only existence is asked for.
    let there = state.files.get(&name).is_some_and(|f| flags != sql::SQLITE_ACCESS_EXISTS || f.len() > 0);
    // SAFETY: SQLite waits for the answer there.
    unsafe { *out = c_int::from(there) };
    sql::SQLITE_OK
}

unsafe extern "C" fn full_pathname(
    _: *mut sql::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: the name ends with a zero byte, and `out` has `room` bytes.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > usize::try_from(room).unwrap_or(0) {
            return sql::SQLITE_CANTOPEN;
        }
        ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len());
    }
    sql::SQLITE_OK
}

unsafe extern "C" fn randomness(_: *mut sql::sqlite3_vfs, n: c_int, out: *mut c_char) -> c_int {
    let mut bytes = vec![0_u8; usize::try_from(n).unwrap_or(0)];
    rand::RngCore::fill_bytes(&mut rand::rng(), &mut bytes);
    // SAFETY: SQLite gives room for `n` bytes.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr().cast(), out, bytes.len()) };
    n
}

unsafe extern "C" fn sleep(_: *mut sql::sqlite3_vfs, microseconds: c_int) -> c_int {
    std::thread::sleep(Duration::from_micros(u64::try_from(microseconds).unwrap_or(0)));
    microseconds
}

unsafe extern "C" fn current_time_ms(_: *mut sql::sqlite3_vfs, out: *mut sql::sqlite3_int64) -> c_int {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // SAFETY: SQLite waits for the answer there.
    unsafe { *out = EPOCH_MS + i64::try_from(now.as_millis()).unwrap_or(0) };
    sql::SQLITE_OK
}

unsafe extern "C" fn current_time(vfs: *mut sql::sqlite3_vfs, out: *mut f64) -> c_int {
    let mut ms = 0;
    // SAFETY: `ms` is there; SQLite waits for the answer at `out`.
    unsafe {
        current_time_ms(vfs, &raw mut ms);
        *out = ms as f64 / 86_400_000.0;
    }
    sql::SQLITE_OK
}

unsafe extern "C" fn last_error(_: *mut sql::sqlite3_vfs, _: c_int, _: *mut c_char) -> c_int {
    0
}

/// The handle's memory is SQLite's; this is what it points to.
pub(super) fn into_raw(open: Open) -> *mut c_void {
    Box::into_raw(Box::new(open)).cast()
}

/// Every file has the same methods.
pub(super) fn io_methods() -> *const sql::sqlite3_io_methods {
    &raw const methods::METHODS
}
