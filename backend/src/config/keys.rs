//! All keys in one place: name, type, default and what it means.

use std::{net::SocketAddr, path::PathBuf};

/// A key, as `waybill-server config` prints it.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name in the environment.
    pub env: &'static str,
    /// The default, as TOML.
    pub default: &'static str,
    /// What it means.
    pub doc: &'static [&'static str],
}

macro_rules! config {
    ($( $(#[doc = $doc:literal])+ $name:ident ($env:literal) : $type:ty = $default:literal; )+) => {
        /// Everything that can be configured.
        #[derive(Clone, Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Config {
            $( $(#[doc = $doc])+ pub $name: $type, )+
        }

        /// All keys, in the order of the documentation.
        pub const KEYS: &[Key] = &[
            $( Key { name: stringify!($name), env: $env, default: $default, doc: &[$($doc),+] }, )+
        ];
    };
}

config! {
    /// Address and port to listen on. Port 0 takes a free one.
    listen ("WAYBILL_LISTEN"): SocketAddr = "\"127.0.0.1:8080\"";
    /// Folder of the database and the proof files.
    data_dir ("WAYBILL_DATA_DIR"): PathBuf = "\"waybill-data\"";
    /// The file with the secret key that signs receipts and certificates; empty: `issuer.key` in the data folder, made at
    /// the first start. Keep it out of backups of the database.
    issuer_key_file ("WAYBILL_ISSUER_KEY_FILE"): String = "\"\"";
    /// Where people reach this server, such as `https://waybill.example.com`. With https the cookie is marked Secure.
    /// Empty: what the request's Host header says.
    public_url ("WAYBILL_PUBLIC_URL"): String = "\"\"";
    /// Take the client's address from the last entry of X-Forwarded-For. Only behind a proxy that sets it.
    behind_proxy ("WAYBILL_BEHIND_PROXY"): bool = "false";
    /// "pretty" for people, "json" for machines.
    log_format ("WAYBILL_LOG_FORMAT"): LogFormat = "\"pretty\"";
    /// What is logged, such as "info" or "waybill_backend=debug,info".
    log_filter ("WAYBILL_LOG_FILTER"): String = "\"info\"";
    /// Connections that read the database at the same time.
    readers ("WAYBILL_READERS"): u32 = "4";
    /// How long an access token of the app is good for, in minutes.
    access_minutes ("WAYBILL_ACCESS_MINUTES"): i64 = "15";
    /// How long an app stays signed in without being used, in days.
    app_days ("WAYBILL_APP_DAYS"): i64 = "90";
    /// How long a browser stays signed in without being used, in days.
    browser_days ("WAYBILL_BROWSER_DAYS"): i64 = "14";
    /// Wrong passwords for one e-mail address in 15 minutes before it has to wait.
    sign_in_tries ("WAYBILL_SIGN_IN_TRIES"): u32 = "10";
    /// Wrong passwords from one network address in 15 minutes before it has to wait.
    sign_in_tries_per_address ("WAYBILL_SIGN_IN_TRIES_PER_ADDRESS"): u32 = "100";
    /// Memory of one password hash (Argon2id), in KiB.
    password_memory_kib ("WAYBILL_PASSWORD_MEMORY_KIB"): u32 = "19456";
    /// Passes of one password hash (Argon2id).
    password_passes ("WAYBILL_PASSWORD_PASSES"): u32 = "2";
    /// Largest JSON body, in bytes. A push of an app may have 16 times as much.
    json_max_bytes ("WAYBILL_JSON_MAX_BYTES"): usize = "1048576";
    /// Days after which a finished delivery leaves the phones.
    phone_days ("WAYBILL_PHONE_DAYS"): i64 = "14";
    /// Hours after which an upload that nobody finished is forgotten.
    upload_hours ("WAYBILL_UPLOAD_HOURS"): u64 = "72";
    /// Minutes without a sign of a driver who is at work on a delivery, after which dispatchers are told; 0: never.
    silent_minutes ("WAYBILL_SILENT_MINUTES"): i64 = "10";
    /// A driver's times of arrival are computed anew at most once in so many seconds while the driver moves; after an event
    /// at once.
    eta_seconds ("WAYBILL_ETA_SECONDS"): u64 = "10";
    /// A folder to serve the UI from instead of the one inside this program; empty: the one inside.
    ui_dir ("WAYBILL_UI_DIR"): String = "\"\"";
    /// A GeoJSON file with the map that the UI draws; empty: that of the imported map, or else `map.geojson` in the data
    /// folder, if it is there.
    map_file ("WAYBILL_MAP_FILE"): String = "\"\"";
    /// Where travel times come from: "map" (the roads of the imported map), "osrm", "valhalla", "straight" (the straight
    /// line times a factor). Where the source is silent, the straight line answers, and says so.
    travel ("WAYBILL_TRAVEL"): TravelBy = "\"map\"";
    /// The address of the OSRM or Valhalla server, such as `http://127.0.0.1:5000`. An OSRM server has one profile: several
    /// are given as `car=http://127.0.0.1:5000 bicycle=http://127.0.0.1:5001`.
    travel_url ("WAYBILL_TRAVEL_URL"): String = "\"\"";
    /// Where addresses are looked up: "map" (the imported map), "nominatim" or "photon" (a server), "off".
    geocoder ("WAYBILL_GEOCODER"): GeocodeBy = "\"map\"";
    /// The address of the Nominatim or Photon server, such as `https://photon.example.com`. What it answers is kept for 30
    /// days. Public servers forbid suggestions while typing: run your own.
    geocoder_url ("WAYBILL_GEOCODER_URL"): String = "\"\"";
    /// A time stamping authority (RFC 3161, http only; what it answers is signed), such as
    /// `http://timestamp.example.com`. It stamps the heads of the logs; empty: nobody does.
    timestamp_url ("WAYBILL_TIMESTAMP_URL"): String = "\"\"";
    /// How often a log that has grown is stamped, in minutes.
    timestamp_minutes ("WAYBILL_TIMESTAMP_MINUTES"): u64 = "60";
    /// A folder with TrueType or OpenType files for printed certificates, for scripts that the fonts inside this program
    /// do not have (Chinese, Japanese, Korean, Devanagari, Thai, …); empty: only those inside.
    font_dir ("WAYBILL_FONT_DIR"): String = "\"\"";
    /// How long open requests may take to end when the server is told to stop, in seconds.
    stop_seconds ("WAYBILL_STOP_SECONDS"): u64 = "10";
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// Where travel times come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TravelBy {
    /// The roads of the imported map.
    Map,
    /// An OSRM server.
    Osrm,
    /// A Valhalla server.
    Valhalla,
    /// The straight line times a factor.
    Straight,
}

/// Where addresses are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GeocodeBy {
    /// In the imported map.
    Map,
    /// At a Nominatim server.
    Nominatim,
    /// At a Photon server.
    Photon,
    /// Nowhere.
    Off,
}
