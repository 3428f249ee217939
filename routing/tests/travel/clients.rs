//! Other routing services, as far as what they answer goes: a server of canned answers.

use std::{io, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use waybill_domain::Point;
use waybill_routing::travel::{
    Fallback, Osrm, StraightLine, Travel, TravelError, TravelMode, TravelSource, Valhalla,
};

const HERE: Point = Point { lat: 42.5, lon: 1.5 };
const THERE: Point = Point { lat: 42.51, lon: 1.52 };

pub(crate) fn client() -> reqwest::Client {
    // Another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// Answers every request with `status` and `body`, and gives back the first line of each.
async fn server(
    status: &'static str,
    body: &'static str,
) -> io::Result<(SocketAddr, tokio::sync::mpsc::UnboundedReceiver<String>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (tell, told) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut head = vec![0; 16 << 10];
            let Ok(length) = socket.read(&mut head).await else { continue };
            let first = String::from_utf8_lossy(&head[..length]).lines().next().unwrap_or("").to_owned();
            let _ = tell.send(first);
            let length = body.len();
            let answer =
                format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
            let _ = socket.write_all(answer.as_bytes()).await;
        }
    });
    Ok((address, told))
}

async fn osrm(status: &'static str, body: &'static str) -> Osrm {
    let (address, _) = server(status, body).await.expect("a port");
    Osrm::new(client()).with(TravelMode::Car, &format!("http://{address}/"))
}

async fn valhalla(status: &'static str, body: &'static str) -> Valhalla {
    let (address, _) = server(status, body).await.expect("a port");
    Valhalla::new(client(), &format!("http://{address}"))
}

#[tokio::test]
async fn osrm_is_asked_and_read_as_its_documentation_says() {
    let body = r#"{"code":"Ok","routes":[{"duration":120.5,"distance":1500.2,"geometry":"_ibE_seK_seK_seK"}],"waypoints":[]}"#;
    let (address, mut asked) = server("200 OK", body).await.expect("a port");
    let osrm = Osrm::new(client()).with(TravelMode::Car, &format!("http://{address}"));
    let way = osrm.way(TravelMode::Car, HERE, THERE).await.expect("an answer");
    assert_eq!((way.leg.seconds, way.leg.metres, way.source), (120.5, 1500.2, TravelSource::Osrm));
    assert_eq!(way.line.len(), 2);
    let expected = "GET /route/v1/driving/1.500000,42.500000;1.520000,42.510000?overview=full&geometries=polyline6 HTTP/1.1";
    assert_eq!(asked.recv().await.as_deref(), Some(expected));
    assert_eq!(osrm.way(TravelMode::Foot, HERE, THERE).await, Err(TravelError::NoRoads));
}

#[tokio::test]
async fn a_table_of_osrm_has_holes_where_no_way_leads() {
    let body = r#"{"code":"Ok","durations":[[10.0,null]],"distances":[[100.0,null]]}"#;
    let table =
        osrm("200 OK", body).await.matrix(TravelMode::Car, &[HERE], &[THERE, HERE]).await.expect("an answer");
    assert_eq!(table.leg(0, 0).map(|leg| (leg.seconds, leg.metres)), Some((10.0, 100.0)));
    assert_eq!(table.leg(0, 1), None);
    assert_eq!(table.leg(1, 0), None);
    let short = osrm("200 OK", body).await.matrix(TravelMode::Car, &[HERE], &[THERE]).await;
    assert!(matches!(short, Err(TravelError::Unreadable(_))), "{short:?}");
}

#[tokio::test]
async fn a_refusal_is_told_from_a_failure() {
    let refused = osrm("400 Bad Request", r#"{"code":"NoRoute","message":"Impossible route"}"#).await;
    assert_eq!(refused.way(TravelMode::Car, HERE, THERE).await, Err(TravelError::NotConnected));
    let refused =
        osrm("400 Bad Request", r#"{"code":"InvalidQuery","message":"Query string malformed"}"#).await;
    let error = refused.way(TravelMode::Car, HERE, THERE).await.expect_err("a refusal");
    assert_eq!(error.to_string(), "the routing service refused: InvalidQuery: Query string malformed");
    let island =
        valhalla("400 Bad Request", r#"{"error_code":442,"error":"No path could be found for input"}"#).await;
    assert_eq!(island.way(TravelMode::Car, HERE, THERE).await, Err(TravelError::NotConnected));
    let down = valhalla("502 Bad Gateway", "<html>").await;
    let error = down.way(TravelMode::Car, HERE, THERE).await.expect_err("a failure");
    assert!(error.can_retry(), "{error}");
    let odd = valhalla("200 OK", "<html>Welcome to our WLAN</html>").await;
    let error = odd.way(TravelMode::Car, HERE, THERE).await.expect_err("not an answer");
    assert!(matches!(error, TravelError::Unreadable(_)) && !error.can_retry(), "{error}");
}

#[tokio::test]
async fn a_service_that_is_gone_is_replaced_by_the_straight_line() {
    let free = TcpListener::bind("127.0.0.1:0").await.and_then(|it| it.local_addr()).expect("a port");
    let gone = Valhalla::new(client(), &format!("http://{free}"));
    assert!(matches!(gone.way(TravelMode::Car, HERE, THERE).await, Err(TravelError::Unavailable(_))));
    let travel = Fallback::new(gone, StraightLine::default());
    let way = travel.way(TravelMode::Car, HERE, THERE).await.expect("the line is always there");
    assert_eq!(way.source, TravelSource::StraightLine);
    let table = travel.matrix(TravelMode::Car, &[HERE], &[THERE]).await.expect("the line is always there");
    assert_eq!(table.source(), TravelSource::StraightLine);
}
