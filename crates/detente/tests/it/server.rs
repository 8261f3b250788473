//! A server as people start it, and browsers without a window that ask it. Proves nothing by itself.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The PIN of every browser.
pub const PIN: &str = "a pin of the test";

/// A running server, which goes when its holder does.
pub struct Server {
    child: Child,
    printed: BufReader<ChildStdout>,
    told: PathBuf,
    /// `127.0.0.1:PORT`.
    pub address: String,
    /// The keeper's one-time link.
    pub link: String,
}

/// `detente serve PROCESS --data DATA` on a port that is free.
pub fn serving(process: &Path, data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.arg("serve").arg(process).args(["--port", "0", "--data"]).arg(data);
    command
}

impl Server {
    /// Starts a server and waits until it can be asked.
    ///
    /// # Errors
    /// What it said on standard error, where it did not start.
    pub fn start(process: &Path, data: &Path) -> Result<Server, String> {
        Server::run(serving(process, data))
    }

    /// The same for a command that was made ready.
    pub fn run(mut command: Command) -> Result<Server, String> {
        // A file of its own for what it says: a pipe that nobody reads would stop it.
        let told = tempfile::NamedTempFile::new().expect("a temporary file").into_temp_path();
        let told = told.keep().expect("it stays");
        let log = File::create(&told).expect("it can be written");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("the command starts");
        let mut printed = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        printed.read_line(&mut line).expect("its output can be read");
        let mut server = Server { child, printed, told, address: String::new(), link: String::new() };
        let parts = line.trim().strip_prefix("http://").and_then(|rest| rest.split_once("/open?link="));
        let Some((address, link)) = parts else {
            let _ = server.child.wait();
            return Err(server.told());
        };
        (server.address, server.link) = (address.to_owned(), link.to_owned());
        Ok(server)
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it said on standard error.
    pub fn told(&self) -> String {
        std::fs::read_to_string(&self.told).unwrap_or_default()
    }

    /// Kills it, as a power cut does.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Ends it as a system does, with SIGTERM, and waits. Its exit code, and what it said and printed after the link.
    pub fn stop(mut self) -> (Option<i32>, String) {
        let ended = Command::new("kill").arg(self.pid().to_string()).status();
        assert!(ended.is_ok_and(|status| status.success()), "SIGTERM can be sent");
        let code = self.child.wait().expect("it ends").code();
        let mut rest = self.told();
        self.printed.read_to_string(&mut rest).expect("its output can be read");
        (code, rest)
    }

    /// The keeper's browser, come in by the link.
    pub fn enter(&self) -> Browser {
        Browser::enter(&self.address, &self.link)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        let _ = std::fs::remove_file(&self.told);
    }
}

/// A browser with a session, and one connection that it keeps.
pub struct Browser {
    address: String,
    cookie: String,
    kept: Option<BufReader<TcpStream>>,
    /// Does it take compressed pages?
    pub compressed: bool,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The head, with its names in small letters.
    pub head: String,
    /// The body as it came, compressed where the browser takes that.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let is_it = |line: &&str| line.split(':').next() == Some(name);
        self.head.lines().find(is_it).and_then(|line| Some(line.split_once(':')?.1.trim()))
    }

    /// The hidden inputs of the page's form that is sent to the screen `name`.
    pub fn hidden(&self, name: &str) -> Vec<(String, String)> {
        let (text, action) = (self.text(), format!("action=\"{name}"));
        let is_it = |form: &&str| form.split('>').next().is_some_and(|tag| tag.contains(&action));
        let form = text.split("<form").skip(1).find(is_it).unwrap_or_default();
        let input = |rest: &str| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            Some((name.to_owned(), rest.split('"').next()?.to_owned()))
        };
        form.split("<input type=\"hidden\" name=\"").skip(1).filter_map(input).collect()
    }
}

impl Browser {
    /// A browser without a session.
    pub fn stranger(address: &str) -> Browser {
        Browser { address: address.to_owned(), cookie: String::new(), kept: None, compressed: false }
    }

    /// Opens a link and chooses the PIN.
    pub fn enter(address: &str, link: &str) -> Browser {
        let mut browser = Browser::stranger(address);
        let typed = [("link", link), ("pin", PIN), ("language", "en")];
        let opened = browser.send_to("/open", &typed).expect("the server answers");
        assert_eq!(opened.status, 303, "{}", opened.text());
        let cookie = opened.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        browser.cookie = cookie.expect("a cookie").to_owned();
        browser
    }

    /// The same browser, with the same cookie, at another server.
    pub fn moved_to(&self, address: &str) -> Browser {
        let (address, cookie) = (address.to_owned(), self.cookie.clone());
        Browser { address, cookie, kept: None, compressed: self.compressed }
    }

    /// The address of a screen.
    pub fn path(&self, screen: &str) -> String {
        let key = self.cookie.split(['=', '.']).nth(1).unwrap_or_default();
        format!("/v/{key}/{screen}")
    }

    /// Asks for a screen.
    pub fn get(&mut self, screen: &str) -> io::Result<Reply> {
        let path = self.path(screen);
        self.ask("GET", &path, "")
    }

    /// Asks for what is at `path`.
    pub fn get_at(&mut self, path: &str) -> io::Result<Reply> {
        self.ask("GET", path, "")
    }

    /// Sends a form to a screen.
    pub fn send(&mut self, screen: &str, typed: &[(&str, &str)]) -> io::Result<Reply> {
        let path = self.path(screen);
        self.send_to(&path, typed)
    }

    /// Asks for the form of a screen, types into it, and sends it.
    pub fn fill(&mut self, screen: &str, typed: &[(&str, &str)]) -> io::Result<Reply> {
        self.fill_at(screen, screen, typed)
    }

    /// Makes a link for a seat, as the keeper does.
    pub fn give(&mut self, seat: &str) -> String {
        let typed = [("name", "A guest"), ("seat", seat), ("what", "link"), ("hours", "24")];
        let given = self.fill_at("access", "give", &typed).expect("the server answers").text();
        let link = given.split("/open?link=").nth(1).and_then(|rest| rest.split('<').next());
        link.unwrap_or_else(|| panic!("no link: {given}")).to_owned()
    }

    /// Unlocks the session with its PIN, where it is locked. Is it open now?
    pub fn unlock(&mut self) -> bool {
        let locked = self.fill_at("locked", "unlock", &[("pin", PIN)]);
        locked.is_ok_and(|reply| reply.status == 303)
    }

    fn fill_at(&mut self, from: &str, screen: &str, typed: &[(&str, &str)]) -> io::Result<Reply> {
        let was = std::mem::replace(&mut self.compressed, false);
        let form = self.get(from);
        self.compressed = was;
        let hidden = form?.hidden(screen.split('?').next().unwrap_or_default());
        let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<(&str, &str)> = hidden.chain(typed.iter().copied()).collect();
        self.send(screen, &all)
    }

    /// Sends a form to `path`.
    pub fn send_to(&mut self, path: &str, typed: &[(&str, &str)]) -> io::Result<Reply> {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
        self.ask("POST", path, &typed.iter().map(pair).collect::<Vec<_>>().join("&"))
    }

    /// A request as it goes over the wire.
    pub fn request(&self, method: &str, path: &str, body: &str) -> String {
        let (address, cookie) = (&self.address, &self.cookie);
        let coding = if self.compressed { "Accept-Encoding: gzip\r\n" } else { "" };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {cookie}\r\n{coding}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> io::Result<Reply> {
        let request = self.request(method, path, body);
        let mut stream = match self.kept.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect(&self.address)?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(Duration::from_secs(60)))?;
                BufReader::new(stream)
            }
        };
        stream.get_mut().write_all(request.as_bytes())?;
        let reply = read(&mut stream)?;
        if reply.header("connection") != Some("close") {
            self.kept = Some(stream);
        }
        Ok(reply)
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Reply> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        match stream.read_line(&mut line)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            _ if line == "\r\n" => break,
            _ => head.push_str(&line),
        }
    }
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let mut reply = Reply { status, head, body: Vec::new() };
    if reply.header("transfer-encoding") == Some("chunked") {
        while let size @ 1.. = chunk(stream)? {
            stream.take(size).read_to_end(&mut reply.body)?;
            stream.read_line(&mut String::new())?;
        }
        stream.read_line(&mut String::new())?;
    } else {
        let length = reply.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        stream.take(length).read_to_end(&mut reply.body)?;
    }
    Ok(reply)
}

/// The size of the next part of a body that comes in parts.
fn chunk(stream: &mut BufReader<TcpStream>) -> io::Result<u64> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    u64::from_str_radix(line.trim(), 16).map_err(|_| io::ErrorKind::UnexpectedEof.into())
}

/// As the body of a form has it.
pub fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}
