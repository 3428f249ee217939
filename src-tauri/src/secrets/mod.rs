//! Where tokens and lane keys are kept: the system's keystore, or, where there is none that answers, files that only the
//! user may read (0600, in `secrets/` of the data folder). `WAYBILL_SECRETS=file` asks for the files at once.

mod keystore;
mod native;

use std::{env, path::Path, sync::Arc};

use waybill_client::secrets::{FileSecrets, Secrets};

use keystore::{Keystore, System};

/// The secrets of the app whose data is in `data`.
pub fn open(data: &Path) -> Arc<dyn Secrets> {
    let folder = data.join("secrets");
    if env::var_os("WAYBILL_SECRETS").is_some_and(|value| value == "file") {
        return Arc::new(FileSecrets::new(folder));
    }
    // Each data folder is its own device: two must not share their keys.
    let service = format!("app.waybill.client {}", data.display());
    Arc::new(Keystore::new(System::new(&service), &folder))
}
