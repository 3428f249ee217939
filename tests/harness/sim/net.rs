//! The network between one party and the server: delay, loss, duplication, one-way cuts, a Wi-Fi's sign-in page.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep, sleep_until};
use waybill_client::wire::{WireError, WireReply, WireRequest};

use super::{dice::Dice, history::History, post::Post};

/// How long a phone waits for an answer, as over HTTP.
pub(super) const TIMEOUT: Duration = Duration::from_secs(30);

/// What every network must carry in one piece, in bytes (RFC 791).
const PACKET: usize = 576;

/// What the network is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weather {
    /// Requests get through.
    pub(super) up: bool,
    /// Answers get through.
    pub(super) down: bool,
    /// Somebody else answers.
    pub(super) portal: bool,
    /// What does not fit into a small packet is lost on the way to the server, as where a tunnel eats the word that it
    /// was too large.
    pub(super) narrow: bool,
    /// Of requests, and of answers.
    pub(super) loss: f64,
    /// Requests that arrive twice.
    pub(super) twice: f64,
    /// One way, in milliseconds.
    pub(super) delay: (u64, u64),
}

impl Weather {
    /// As it should be.
    pub(super) const FINE: Self =
        Self { up: true, down: true, portal: false, narrow: false, loss: 0.0, twice: 0.0, delay: (5, 60) };

    /// Whether a request gets to the server, but for what is lost by chance.
    fn lets_through(self, request: &WireRequest) -> bool {
        self.up && (!self.narrow || request.body.len() <= PACKET)
    }
}

/// One party's way to the server.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) who: String,
    weather: Mutex<Weather>,
}

impl Line {
    pub(super) fn new(who: &str) -> Arc<Self> {
        Arc::new(Self { who: who.to_owned(), weather: Mutex::new(Weather::FINE) })
    }

    pub(super) fn weather(&self) -> Weather {
        *self.weather.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set(&self, weather: Weather) {
        *self.weather.lock().unwrap_or_else(PoisonError::into_inner) = weather;
    }
}

/// The network.
pub(super) struct Net {
    pub(super) post: Arc<Post>,
    pub(super) dice: Dice,
    pub(super) history: Arc<History>,
}

impl Net {
    /// One way.
    pub(super) async fn travel(&self, weather: Weather) {
        sleep(self.dice.millis(weather.delay.0..=weather.delay.1)).await;
    }

    /// Makes a request, as far as the network lets it.
    pub(super) async fn exchange(&self, line: &Line, request: WireRequest) -> Result<WireReply, WireError> {
        let deadline = Instant::now() + TIMEOUT;
        let what = format!("{} {}", request.method, request.path.split('?').next().unwrap_or_default());
        let weather = line.weather();
        self.travel(weather).await;
        if weather.portal {
            self.history.say(&line.who, format!("{what}: a sign-in page answers"));
            return Ok(sign_in_page());
        }
        if !weather.lets_through(&request) || self.dice.chance(weather.loss) {
            return self.lost(line, &what, "the request is lost", deadline).await;
        }
        if self.dice.chance(weather.twice) {
            self.again(line, request.clone(), &what);
        }
        let Some(answer) = self.post.take(request) else {
            self.history.say(&line.who, format!("{what}: nobody is there"));
            return Err(unreachable("connection refused"));
        };
        let answer = tokio::time::timeout_at(deadline, answer).await;
        let Ok(Ok(reply)) = answer else {
            return self.lost(line, &what, "the server died over it", deadline).await;
        };
        let weather = line.weather();
        self.travel(weather).await;
        if !weather.down || self.dice.chance(weather.loss) {
            let lost = format!("the answer {} is lost", reply.status);
            return self.lost(line, &what, &lost, deadline).await;
        }
        self.history.say(&line.who, format!("{what}: {}", reply.status));
        Ok(reply)
    }

    async fn lost(
        &self,
        line: &Line,
        what: &str,
        how: &str,
        deadline: Instant,
    ) -> Result<WireReply, WireError> {
        self.history.say(&line.who, format!("{what}: {how}"));
        sleep_until(deadline).await;
        Err(unreachable("no answer in time"))
    }

    /// The same request arrives once more, a little later.
    fn again(&self, line: &Line, request: WireRequest, what: &str) {
        self.history.say(&line.who, format!("{what}: arrives twice"));
        let (post, wait) = (Arc::clone(&self.post), self.dice.millis(0..=4_000));
        tokio::spawn(async move {
            sleep(wait).await;
            if let Some(answer) = post.take(request) {
                drop(answer.await);
            }
        });
    }
}

fn unreachable(why: &str) -> WireError {
    WireError::Unreachable(why.to_owned())
}

fn sign_in_page() -> WireReply {
    let headers = vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())];
    WireReply { status: 200, headers, body: "<html>Welcome to the hotel. Room number?</html>".into() }
}
