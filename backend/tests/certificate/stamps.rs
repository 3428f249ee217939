//! Heads of the log, stamped by an authority that knows nothing of us: OpenSSL's.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
};

use axum::{Router, body::Bytes, extract::State, routing::post};
use waybill_backend::{
    Clock,
    certificate::{StampError, TspError, stamp_all},
    store::{
        log::{self, Broken},
        stamps,
    },
};
use waybill_domain::Delivery;

use crate::support::{Fleet, delivery};

const CONFIG: &str = "[tsa]\ndefault_tsa = here\n[here]\nserial = serial\nsigner_cert = tsa.pem\ncerts = tsa.pem\n\
     signer_key = tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n";

fn openssl(folder: &Path, args: &[&str]) -> (bool, String) {
    let output = Command::new("openssl").args(args).current_dir(folder).output().expect("openssl is there");
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
    )
}

/// A folder with an authority's key, certificate and configuration.
fn authority() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("tsa.cnf"), CONFIG).expect("written");
    fs::write(dir.path().join("serial"), "01\n").expect("written");
    let make = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=Test TSA",
        "-addext",
        "extendedKeyUsage=critical,timeStamping",
        "-keyout",
        "tsa.key",
        "-out",
        "tsa.pem",
    ];
    let (made, said) = openssl(dir.path(), &make);
    assert!(made, "{said}");
    dir
}

/// What the authority answers with: the folder of its key, and whether it stamps what it was asked first for ever.
type Desk = State<(PathBuf, bool, Arc<Mutex<Option<Vec<u8>>>>)>;

async fn answer(State((folder, stuck, first)): Desk, query: Bytes) -> Vec<u8> {
    let mut first = first.lock().expect("not poisoned");
    if let Some(reply) = first.as_ref().filter(|_| stuck) {
        return reply.clone();
    }
    fs::write(folder.join("query.tsq"), &query).expect("written");
    let reply = ["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr"];
    let (made, said) = openssl(&folder, &reply);
    assert!(made, "{said}");
    let reply = fs::read(folder.join("reply.tsr")).expect("an answer");
    *first = Some(reply.clone());
    reply
}

/// Serves it; the address.
async fn serve(folder: &Path, stuck: bool) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let desk = (folder.to_owned(), stuck, Arc::new(Mutex::new(None)));
    let router = Router::new().route("/", post(answer)).with_state(desk);
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/")
}

/// A fleet whose log has grown, and which asks this authority only when it is told to.
async fn fleet(url: &str) -> Fleet {
    let url = url.to_owned();
    let fleet = Fleet::start_with(|config| config.timestamp_url = url).await;
    grow(&fleet).await;
    fleet
}

async fn grow(fleet: &Fleet) {
    let dora = fleet.browser(&fleet.dispatcher).await;
    dora.post("/api/v1/deliveries", delivery(None)).await.ok::<Delivery>();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grown_log_is_stamped_once_and_openssl_says_that_the_stamp_is_good() {
    let tsa = authority();
    let fleet = fleet(&serve(tsa.path(), false).await).await;
    let app = &fleet.running.app;
    assert_eq!(stamp_all(app).await.expect("stamped"), 1);
    assert_eq!(stamp_all(app).await.expect("nothing new"), 0);
    grow(&fleet).await;
    assert_eq!(stamp_all(app).await.expect("stamped"), 1);
    let mut snapshot = app.store.snapshot().await.expect("a snapshot");
    let kept = stamps::all(&mut snapshot, fleet.organization).await.expect("stamps");
    assert_eq!(kept.iter().map(|stamp| stamp.seq).collect::<Vec<_>>(), [1, 2]);
    let authority = Clock::default();
    assert!(
        kept[1].stamped_at.since(authority.now()).abs() < 60_000,
        "the authority's time, not the server's"
    );
    for stamp in &kept {
        fs::write(tsa.path().join("kept.tsr"), &stamp.response).expect("written");
        let verify = |digest: &str| {
            openssl(
                tsa.path(),
                &["ts", "-verify", "-digest", digest, "-in", "kept.tsr", "-CAfile", "tsa.pem"],
            )
        };
        let (good, said) = verify(&stamp.hash.to_string());
        assert!(good && said.contains("Verification: OK"), "{said}");
        assert!(!verify(&"0".repeat(64)).0, "of nothing else");
    }
    assert_eq!(log::verify(&mut snapshot, fleet.organization).await.expect("an answer"), Ok(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_was_rewritten_after_a_stamp_is_found_out() {
    let tsa = authority();
    let fleet = fleet(&serve(tsa.path(), false).await).await;
    let app = &fleet.running.app;
    stamp_all(app).await.expect("stamped");
    let run = |sql: &'static str| {
        app.store.tx(move |tx| {
            Box::pin(async move {
                sqlx::query(sql).execute(tx.conn()).await?;
                Ok::<_, waybill_backend::store::StoreError>(())
            })
        })
    };
    // What the stamp says stands; another past would have another head there.
    run("update stamps set hash = zeroblob(32)").await.expect("done");
    let mut snapshot = app.store.snapshot().await.expect("a snapshot");
    assert_eq!(
        log::verify(&mut snapshot, fleet.organization).await.expect("an answer"),
        Err(Broken::Stamp(1))
    );
    drop(snapshot);
    run("update stamps set seq = 7").await.expect("done");
    let mut snapshot = app.store.snapshot().await.expect("a snapshot");
    assert_eq!(
        log::verify(&mut snapshot, fleet.organization).await.expect("an answer"),
        Err(Broken::Stamp(7))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_another_question_is_no_stamp() {
    let tsa = authority();
    let fleet = fleet(&serve(tsa.path(), true).await).await;
    let app = &fleet.running.app;
    stamp_all(app).await.expect("the first one is right");
    grow(&fleet).await;
    let refused = stamp_all(app).await;
    assert!(matches!(refused, Err(StampError::Answer(TspError::Other("another hash")))), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_not_there_is_told_in_words_and_stops_nothing() {
    let fleet = fleet("http://127.0.0.1:1/").await;
    let refused = stamp_all(&fleet.running.app).await;
    assert!(matches!(refused, Err(StampError::Unreachable(_))), "{refused:?}");
    let secure = Fleet::start_with(|config| config.timestamp_url = "https://tsa.example".to_owned()).await;
    grow(&secure).await;
    let refused = stamp_all(&secure.running.app).await;
    assert!(matches!(refused, Err(StampError::Address)), "{refused:?}");
    let dora = secure.browser(&secure.dispatcher).await;
    dora.get("/api/v1/deliveries").await.ok::<serde_json::Value>();
}
