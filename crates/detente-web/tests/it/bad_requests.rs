//! Requests that are wrong, hostile, too large or too slow, over a real socket: each gets a page that helps, with
//! the headers that every page has, and the server goes on.

use crate::house::{Browser, House, encoded, pairs};
use crate::matrix::WRITE;
use detente_web::access::{Secret, What};
use detente_web::http;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// How long the server of a test waits for a request.
const PATIENCE: Duration = Duration::from_secs(3);

/// What every reply says.
const ALWAYS: [&str; 9] = [
    "content-security-policy: default-src 'none'",
    "x-content-type-options: nosniff",
    "x-frame-options: DENY",
    "referrer-policy: same-origin",
    "cross-origin-opener-policy: same-origin",
    "cross-origin-resource-policy: same-origin",
    "cross-origin-embedder-policy: require-corp",
    "permissions-policy: camera=()",
    "cache-control: no-store",
];

/// A house with a server at its door.
struct Served {
    house: House,
    address: SocketAddr,
    mine: Browser,
    _runtime: Runtime,
}

/// A reply as it came.
struct Raw {
    status: u16,
    text: String,
}

impl Served {
    fn new() -> Served {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let house = House::at_port("team", address.port());
        let mine = house.guest(&house.keeper, "party:north", "en");
        let router = http::router_within(PATIENCE, &house.workspace);
        runtime.spawn(http::serve_within(PATIENCE, listener, router, std::future::pending()));
        Served { house, address, mine, _runtime: runtime }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// The lines with which a page of ours asks, without the empty line behind them.
    fn head(&self, method: &str, path: &str) -> String {
        let Served { address, mine, .. } = self;
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {}\r\nConnection: close\r\n",
            mine.header()
        )
    }

    fn path(&self, name: &str) -> String {
        format!("/v/{}/{name}", self.mine.key())
    }

    /// Sends bytes and reads what comes until the end.
    fn send(&self, bytes: impl AsRef<[u8]>) -> Raw {
        let mut stream = self.connect();
        // A server that has answered need not read the rest.
        let _ = stream.write_all(bytes.as_ref());
        read(&mut stream)
    }

    fn form(&self, path: &str, body: &[u8]) -> Raw {
        self.body(path, "application/x-www-form-urlencoded", body)
    }

    fn body(&self, path: &str, kind: &str, body: &[u8]) -> Raw {
        let head = format!(
            "{}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.head("POST", path),
            body.len()
        );
        self.send([head.as_bytes(), body].concat())
    }

    #[track_caller]
    fn goes_on(&self) {
        self.house.is_there(&self.mine);
        let got = self.send(format!("{}\r\n", self.head("GET", &self.path("brief"))));
        assert_eq!(got.status, 200, "{}", got.text);
    }
}

fn read(stream: &mut TcpStream) -> Raw {
    let mut bytes = Vec::new();
    // A server that cuts off who goes on sending may reset the connection behind its answer.
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Raw { status, text }
}

impl Raw {
    /// It has this status, a page, and what every reply says.
    #[track_caller]
    fn is(&self, status: u16) -> &Raw {
        assert_eq!(self.status, status, "{}", self.text);
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default().to_owned();
        for line in ALWAYS {
            assert!(head.contains(line), "no {line}: {head}");
        }
        self
    }

    #[track_caller]
    fn says(&self, words: &str) -> &Raw {
        assert!(self.text.contains(words), "no {words}: {}", self.text);
        self
    }
}

#[test]
fn a_form_that_is_too_large() {
    let served = Served::new();
    let large = vec![b'a'; http::MOST_FORM + 1];
    served.form(&served.path("lock"), &large).is(413).says("<h1>");
    served.form("/open", &large).is(413).says("<h1>");
    served.goes_on();
}

#[test]
fn an_upload_that_is_too_large() {
    let served = Served::new();
    let part = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n";
    let large = [&part[..], &vec![b'a'; http::MOST_UPLOAD], b"\r\n--b--\r\n"].concat();
    served.body(&served.path("lock"), "multipart/form-data; boundary=b", &large).is(413).says("<h1>");
    served.body("/open", "multipart/form-data; boundary=b", &large).is(413);
    served.goes_on();
}

#[test]
fn multipart_that_is_broken() {
    let served = Served::new();
    for (kind, body) in [
        ("multipart/form-data", "--b\r\n\r\nx\r\n--b--\r\n"),
        ("multipart/form-data; boundary=b", "no part at all"),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ncut",
        ),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nX: \u{0}\r\n\r\nx\r\n--b--\r\n",
        ),
        ("multipart/form-data; boundary=", ""),
    ] {
        let got = served.body(&served.path("lock"), kind, body.as_bytes());
        got.is(400).says("<h1>");
    }
    assert!(served.house.seated(&served.mine).is_some());
    served.goes_on();
}

/// Somebody without a session takes nobody's place, and a slow one is told so in time.
#[test]
fn a_body_that_never_ends() {
    let served = Served::new();
    let paths = [served.path("lock"), "/open".to_owned(), served.path("unlock")];
    let slow: Vec<TcpStream> = (0..12)
        .map(|n| {
            let kind = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"][n % 2];
            let mut stream = served.connect();
            let head = served.head("POST", &paths[n % paths.len()]);
            write!(stream, "{head}Content-Type: {kind}\r\nContent-Length: 100000\r\n\r\n--b\r\ncsrf=1")
                .unwrap();
            stream
        })
        .collect();
    let began = Instant::now();
    served.goes_on();
    served.form(&served.path("gone"), b"a=1").is(404);
    served.form("/open", b"link=x&pin=12345").is(404);
    assert!(
        began.elapsed() < PATIENCE,
        "others wait until the slow ones are given up: {:?}",
        began.elapsed()
    );
    for mut stream in slow {
        let got = read(&mut stream);
        assert!([400, 408].contains(&got.status), "{}", got.text);
        got.is(got.status).says("<h1>");
    }
    assert!(began.elapsed() < PATIENCE * 6, "{:?}", began.elapsed());
    served.goes_on();
}

#[test]
fn a_head_that_never_ends() {
    let served = Served::new();
    let mut slow = served.connect();
    slow.write_all(b"GET /open HTTP/1.1\r\nHost: ").unwrap();
    let began = Instant::now();
    served.goes_on();
    let got = read(&mut slow);
    assert!([0, 408].contains(&got.status) && began.elapsed() < PATIENCE * 6, "{}", got.text);
    served.goes_on();
}

#[test]
fn bytes_that_are_no_text() {
    let served = Served::new();
    let key = served.mine.key();
    for path in [
        format!("/v/{key}/search?q=%ff%fe%00"),
        format!("/v/{key}/entry?id=%c3%28"),
        format!("/v/{key}/brief?known=%ff"),
    ] {
        let got = served.send(format!("{}\r\n", served.head("GET", &path)));
        assert!([200, 400, 404].contains(&got.status), "{path}: {}", got.text);
        got.is(got.status);
    }
    served.form(&served.path("lock"), b"csrf=%ff&\xff\xfe=\xc3\x28&sense=\xf0\x9f\x98").is(403);
    let head = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nCookie: detente=\u{fffd}\r\nConnection: close\r\n\r\n",
        served.path("brief"),
        served.address
    );
    served.send(head.replace('\u{fffd}', "\u{ff}")).is(401);
    let mut head =
        format!("GET /open HTTP/1.1\r\nConnection: close\r\nHost: {}", served.address).into_bytes();
    head.extend(b"\xff\r\n\r\n");
    served.send(head).is(421);
    served.goes_on();
}

#[test]
fn more_pairs_than_anybody_types() {
    let served = Served::new();
    served.form(&served.path("lock"), "a=1&".repeat(10_000).as_bytes()).is(413);
    let path = format!("{}?{}q=harbour", served.path("search"), "a=1&".repeat(10_000));
    let got = served.send(format!("{}\r\n", served.head("GET", &path)));
    assert!([200, 404, 414].contains(&got.status), "{}", got.text);
    served.goes_on();
}

#[test]
fn somebody_elses_name_or_page() {
    let served = Served::new();
    let Served { address, mine, .. } = &served;
    let cookie = mine.header();
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80", "127.0.0.1:0x1", ""]
    {
        let head = format!(
            "GET {} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n",
            served.path("brief")
        );
        served.send(head).is(421);
    }
    served.send(format!("GET {} HTTP/1.0\r\nCookie: {cookie}\r\n\r\n", served.path("brief"))).is(421);
    let csrf = served.house.csrf(mine);
    for origin in ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1", "file://"] {
        let body = format!("_csrf={csrf}&sense=typed-by-hand");
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: {address}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            served.path("lock"),
            body.len()
        );
        served.send(head).is(403);
    }
    served.form(&served.path("lock"), b"sense=typed-by-hand").is(403).says("typed-by-hand");
    served.goes_on();
    assert!(served.house.seated(mine).is_some());
}

/// Nothing that was typed is lost when the session ends or is locked while somebody writes.
#[test]
fn a_session_that_ends_in_mid_form() {
    let served = Served::new();
    let Served { house, mine, .. } = &served;
    let typed = pairs(&[
        ("_csrf", &house.csrf(mine)),
        ("sense", "Typed <b>for long</b>."),
        ("note", "\u{202e}right to left"),
        ("pin", "1234-secret"),
    ]);
    let gives_back = |got: &Raw| {
        got.says("Typed &#60;b&#62;for long&#60;/b&#62;.").says("right to left");
        assert!(!got.text.contains("1234-secret") && !got.text.contains("<b>for"), "{}", got.text);
    };
    house.watch.pass(16 * 60);
    let locked = house.answer(&WRITE, mine, &typed);
    assert_eq!(locked.status, 423);
    gives_back(&Raw { status: 423, text: locked.text() });
    house.is_there(mine);
    house.is_there(&house.keeper);
    let seated = house.seated(&house.keeper).unwrap();
    let key = Secret::parse(&mine.cookie).unwrap().key();
    house.workspace.access.revoke(&seated.keeper().unwrap(), What::Session(key)).unwrap();
    let got = served.form(&served.path("lock"), encoded(&typed).as_bytes());
    gives_back(got.is(401));
    assert_eq!(house.size("party:north"), 0);
}

#[test]
fn other_methods() {
    let served = Served::new();
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST", "BREW"] {
        let got =
            served.send(format!("{}Content-Length: 0\r\n\r\n", served.head(method, &served.path("brief"))));
        got.is(405).says("<h1>");
    }
    let got = served.send(format!("{}\r\n", served.head("HEAD", &served.path("brief"))));
    got.is(200);
    assert!(!got.text.contains("<h1>"), "{}", got.text);
    let lock = served.send(format!("{}\r\n", served.head("GET", &served.path("lock"))));
    lock.is(405);
    assert!(served.house.seated(&served.mine).is_some());
    served.send("not http at all\r\n\r\n");
    served.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03");
    served.goes_on();
}

#[test]
fn ways_around_the_table() {
    let served = Served::new();
    let key = served.mine.key().to_owned();
    let other = served.house.guest(&served.house.keeper, "team", "en").key().to_owned();
    let tricks = [
        format!("//v/{key}/brief"),
        format!("/v//{key}/brief"),
        format!("/v/{key}/../{other}/brief"),
        format!("/v/{key}/%2e%2e/{other}/brief"),
        format!("/v/{key}/..%2f{other}%2fbrief"),
        format!("/v/{key}/brief/"),
        format!("/v/{key}/brief%00"),
        format!("/v/{key}/%62rief"),
        format!("/v/{key}/BRIEF"),
        format!("/v/{key}/brief;x=1"),
        format!("/v/{key}/asset/../brief"),
        format!("/v/{key}%2fbrief"),
        format!("/asset/../v/{key}/brief"),
        "/asset/%2e%2e%2f%2e%2e%2fetc%2fpasswd".into(),
        "/asset/..".into(),
        "/../../etc/passwd".into(),
        "/".into(),
        "*".into(),
        "/v/".into(),
        format!("/v/{}/brief", "a".repeat(4_000)),
        format!("/api/v1/brief?session={key}"),
    ];
    for path in tricks {
        let got = served.send(format!("{}\r\n", served.head("GET", &path)));
        assert!([400, 401, 404, 405].contains(&got.status), "{path}: {}", got.text);
        if got.status != 400 {
            got.is(got.status);
        }
    }
    // Whose address it is, and whose cookie, must be the same.
    served.send(format!("{}\r\n", served.head("GET", &format!("/v/{other}/brief")))).is(401);
    served.goes_on();
}

#[test]
fn a_clock_that_jumps() {
    let served = Served::new();
    let Served { house, mine, .. } = &served;
    let brief = || served.send(format!("{}\r\n", served.head("GET", &served.path("brief"))));
    for jump in [-3_600, 20 * 60, -86_400] {
        house.watch.pass(jump);
        brief().is(303).says("locked?then=brief");
        house.is_there(mine);
        brief().is(200);
    }
    house.watch.pass(13 * 3_600);
    brief().is(401);
    house.watch.pass(-13 * 3_600);
    brief().is(401);
}

#[test]
fn what_all_get_may_be_kept_and_nothing_else() {
    let served = Served::new();
    let page = served.send(format!("{}\r\n", served.head("GET", &served.path("brief"))));
    page.is(200);
    let assets = page.text.split('"').filter(|part| part.starts_with("/asset/"));
    let mut found = 0;
    for asset in assets {
        let got = served.send(format!("{}\r\n", served.head("GET", asset)));
        assert_eq!(got.status, 200, "{asset}");
        got.says("cache-control: public, max-age=31536000, immutable")
            .says("x-content-type-options: nosniff");
        found += 1;
    }
    assert!(found >= 3);
    served.send(format!("{}\r\n", served.head("GET", "/asset/nothing.js"))).is(404);
}
