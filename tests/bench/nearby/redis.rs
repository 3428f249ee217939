//! Redis, started for this run on a socket of its own, and as much of its protocol (RESP 2) as a GEOSEARCH needs.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _},
    os::unix::net::UnixStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use rustix::param::clock_ticks_per_second;
use waybill_domain::Point;
use waybill_routing::nearby::LiveIndex;

use crate::{Args, fleet::Fleet, ours::Questions};

pub struct Redis {
    server: Child,
    replies: BufReader<UnixStream>,
    _folder: tempfile::TempDir,
}

/// What one row measured.
pub struct Row {
    pub p50_us: f64,
    /// CPU of the server for a query.
    pub cpu_us: f64,
}

/// Anything that Redis answers.
#[derive(Debug)]
enum Reply {
    Text(String),
    Number,
    List(Vec<Self>),
}

impl Redis {
    /// Starts it; `None` where it is not installed.
    pub fn start() -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let socket = folder.path().join("redis.sock");
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--appendonly", "no", "--unixsocket"]).arg(&socket);
        let mut server = match command.current_dir(folder.path()).stdout(Stdio::null()).spawn() {
            Ok(server) => server,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).context("redis-server does not start"),
        };
        let begin = Instant::now();
        let stream = loop {
            if let Ok(stream) = UnixStream::connect(&socket) {
                break stream;
            }
            if begin.elapsed() > Duration::from_secs(10) || server.try_wait()?.is_some() {
                // It may have ended already; then there is nothing to end.
                let _ = server.kill();
                bail!("redis-server does not answer");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        Ok(Some(Self { server, replies: BufReader::new(stream), _folder: folder }))
    }

    /// Gives it the fleet.
    pub fn fill(&mut self, fleet: &Fleet) -> Result<()> {
        for drivers in fleet.drivers.chunks(1_000) {
            let mut words = vec!["GEOADD".to_string(), "drivers".into()];
            for driver in drivers {
                let Point { lat, lon } = driver.point;
                words.extend([lon.to_string(), lat.to_string(), driver.id.to_string()]);
            }
            self.send(&request(&words))?;
            ensure!(matches!(self.reply()?, Reply::Number), "GEOADD was refused");
        }
        Ok(())
    }

    /// Asks `at_once` questions at a time.
    pub fn ask(&mut self, fleet: &Fleet, args: &Args, at_once: usize) -> Result<Row> {
        let questions: Vec<_> =
            fleet.questions(args.redis_queries).iter().map(|from| geosearch(*from, args)).collect();
        let before = self.cpu_seconds()?;
        let mut took = Vec::new();
        for questions in questions.chunks(at_once) {
            let begin = Instant::now();
            self.send(&questions.concat())?;
            for _ in questions {
                self.reply()?;
            }
            took.push(begin.elapsed().as_secs_f64() * 1e6);
        }
        let cpu = self.cpu_seconds()? - before;
        took.sort_by(f64::total_cmp);
        let p50_us = took.get(took.len() / 2).copied().unwrap_or(f64::NAN);
        Ok(Row { p50_us, cpu_us: cpu * 1e6 / questions.len().max(1) as f64 })
    }

    /// In how many answers it names the same drivers as our index, of how many.
    pub fn compare(&mut self, fleet: &Fleet, index: &LiveIndex, args: &Args) -> Result<(usize, usize)> {
        // The measurement with updates has moved drivers.
        for driver in &fleet.drivers {
            index.moved(driver.id, driver.point);
        }
        let (mut same, questions) = (0, fleet.questions(args.redis_queries.min(2_000)));
        let (filter, mut found) = (Questions::Anybody.filter(), Vec::new());
        for from in &questions {
            self.send(&geosearch(*from, args))?;
            let Reply::List(rows) = self.reply()? else { bail!("GEOSEARCH did not answer with a list") };
            let theirs: BTreeSet<String> = rows
                .into_iter()
                .filter_map(|row| match row {
                    Reply::List(row) => row.into_iter().next(),
                    Reply::Text(_) | Reply::Number => None,
                })
                .filter_map(|name| if let Reply::Text(name) = name { Some(name) } else { None })
                .collect();
            index.nearest(*from, args.within, args.count, &filter, &mut found);
            let ours: BTreeSet<String> = found.iter().map(|near| near.driver.to_string()).collect();
            same += usize::from(ours == theirs);
        }
        Ok((same, questions.len()))
    }

    fn send(&mut self, bytes: &[u8]) -> Result<()> {
        Ok(self.replies.get_mut().write_all(bytes)?)
    }

    fn reply(&mut self) -> Result<Reply> {
        let mut line = String::new();
        self.replies.read_line(&mut line)?;
        let (kind, rest) = line.trim_end().split_at_checked(1).context("Redis has gone away")?;
        match kind {
            "+" => Ok(Reply::Text(rest.into())),
            ":" => Ok(Reply::Number),
            "$" => {
                let mut bytes = vec![0; rest.parse::<usize>()? + 2];
                self.replies.read_exact(&mut bytes)?;
                bytes.truncate(bytes.len() - 2);
                Ok(Reply::Text(String::from_utf8(bytes)?))
            }
            "*" => (0..rest.parse::<usize>()?).map(|_| self.reply()).collect::<Result<_>>().map(Reply::List),
            _ => bail!("Redis: {rest}"),
        }
    }

    /// User and system time of the server: fields 14 and 15 of `/proc/PID/stat`, in clock ticks.
    fn cpu_seconds(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.server.id()))?;
        // The second field is the program's name in brackets, which may hold blanks.
        let rest = stat.rsplit_once(')').context("/proc/PID/stat has no name")?.1;
        let ticks: Vec<f64> = rest.split_whitespace().skip(11).take(2).flat_map(str::parse).collect();
        Ok(ticks.iter().sum::<f64>() / clock_ticks_per_second() as f64)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        // Nothing is kept; one that has ended already needs no ending.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn geosearch(from: Point, args: &Args) -> Vec<u8> {
    let (lon, lat) = (from.lon.to_string(), from.lat.to_string());
    let (within, count) = (args.within.to_string(), args.count.to_string());
    request(&[
        "GEOSEARCH",
        "drivers",
        "FROMLONLAT",
        &lon,
        &lat,
        "BYRADIUS",
        &within,
        "m",
        "ASC",
        "COUNT",
        &count,
        "WITHDIST",
    ])
}

fn request<S: AsRef<str>>(words: &[S]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", words.len());
    for word in words {
        let word = word.as_ref();
        bytes.push_str(&format!("${}\r\n{word}\r\n", word.len()));
    }
    bytes.into_bytes()
}
