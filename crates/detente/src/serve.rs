//! `detente serve`: the workspace of a process, for browsers on this machine.

mod folder;

use crate::desk::store_failed;
use crate::{Exit, Outcome, Talk};
use detente_record::Seat;
use detente_store::Place;
use detente_web::access::{Access, Found, LINK_LASTS, LogError, NotMade, Rules, TOKEN_AT_START_LASTS};
use detente_web::world::{Clock, SystemChance};
use detente_web::{Workspace, World, http, live};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::net::TcpListener;

/// What is asked of the server.
pub struct ServeOf<'a> {
    /// The process.
    pub process: &'a Path,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Where the workspace keeps what is its own.
    pub data: Option<&'a Path>,
    /// The seats for which a token is made.
    pub tokens: &'a [String],
}

/// The machine's clock, as the command has it.
struct TalkClock(fn() -> Timestamp);

impl Clock for TalkClock {
    fn now(&self) -> Timestamp {
        (self.0)()
    }
}

/// Where the record and the log of who came in are.
struct Kept {
    place: Place,
    access: PathBuf,
}

/// Serves until Ctrl-C or SIGTERM. Says on standard output where the keeper comes in, once.
pub fn serve(of: &ServeOf<'_>, talk: &Talk, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    match try_serve(of, talk, out, err) {
        Ok(()) => Exit::Done,
        Err(outcome) => {
            let _ = err.write_all(outcome.err.as_bytes());
            outcome.exit
        }
    }
}

fn try_serve(of: &ServeOf<'_>, talk: &Talk, out: &mut dyn Write, err: &mut dyn Write) -> Result<(), Outcome> {
    let kept = kept(of, talk, err)?;
    let keeper = keeper_of(&kept.place, talk)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Pages are work for processors. More threads than these can serve would only hold more memory each.
        .max_blocking_threads(2 * std::thread::available_parallelism().map_or(2, usize::from))
        .build()
        .map_err(|error| Outcome::wrong(format!("the server cannot start: {error}")))?;
    let listener = runtime.block_on(listen(of.port))?;
    let port = listener.local_addr().map_or(of.port, |address| address.port());
    let chance =
        SystemChance::new().map_err(|error| Outcome::wrong(format!("no random numbers: {error}")))?;
    let (clock, chance) = (Arc::new(TalkClock(talk.clock)), Arc::new(chance));
    let (access, found) = open_access(&kept.access, keeper, clock.clone(), chance.clone())?;
    let workspace = Workspace::new(kept.place, access, port, World { clock, chance })
        .map_err(|error| store_failed(error, talk))?;
    let link = workspace
        .access
        .keepers_link()
        .map_err(|error| Outcome::wrong(format!("the keeper's link cannot be made: {error}")))?;
    let address = format!("http://127.0.0.1:{port}/open?link={}", link.reveal());
    let title = title(&workspace);
    let mut told = format!("the workspace of “{title}” is open on this machine; Ctrl-C closes it\n");
    if found.torn > 0 {
        told.push_str("warning: the end of the log of who came in was cut off by a crash, and was mended\n");
    }
    told.push_str(&format!("come in with this link, once, within {} hours:\n", LINK_LASTS.as_hours()));
    let mut shown = format!("{address}\n");
    for (seat, token) in tokens(of.tokens, &workspace, talk)? {
        shown.push_str(&format!("{seat} {token}\n"));
    }
    if !of.tokens.is_empty() {
        told.push_str(&format!(
            "a token opens the API for its seat: Authorization: Bearer TOKEN; it lasts {} hours, or until the next start\nwarning: whoever reads this terminal, or a file that it goes into, can use the tokens\n",
            TOKEN_AT_START_LASTS.as_hours()
        ));
    }
    let _ = err.write_all(told.as_bytes());
    let _ = out.write_all(shown.as_bytes()).and_then(|()| out.flush());
    runtime
        .block_on(run(Arc::new(workspace), listener))
        .map_err(|error| Outcome::wrong(format!("the server stopped: {error}")))?;
    let _ = err.write_all(b"closed\n");
    Ok(())
}

/// A token for each of the seats that were asked for.
fn tokens(asked: &[String], workspace: &Workspace, talk: &Talk) -> Result<Vec<(Seat, String)>, Outcome> {
    let seat = |text: &String| {
        Seat::parse(text).ok_or_else(|| {
            Outcome::wrong(format!("“{text}” is no seat; write team, party:PARTY, projector or public"))
        })
    };
    let seats: Vec<Seat> = asked.iter().map(seat).collect::<Result<_, _>>()?;
    let parties = workspace.public_parties().map_err(|error| store_failed(error, talk))?;
    let secrets = workspace.access.tokens_at_start(&seats, &parties).map_err(|refused| match refused {
        NotMade::NotWritten(error) => Outcome::wrong(error.to_string()),
        _ => {
            let named: Vec<&str> = parties.iter().map(|party| party.as_str()).collect();
            let named = named.join(", ");
            Outcome::wrong(format!("a seat is not the keeper's to give; the parties are: {named}"))
        }
    })?;
    Ok(seats.into_iter().zip(secrets.iter().map(|secret| secret.reveal())).collect())
}

fn title(workspace: &Workspace) -> String {
    let header = workspace.header();
    header.title.read_in(&header.language).0.to_owned()
}

async fn listen(port: u16) -> Result<TcpListener, Outcome> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.map_err(|error| {
        let help = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "\n  help: another program uses that port; --port 0 takes any that is free"
            }
            _ => "",
        };
        Outcome::wrong(format!("127.0.0.1:{port} cannot be used: {error}{help}"))
    })
}

async fn run(workspace: Arc<Workspace>, listener: TcpListener) -> io::Result<()> {
    let watching = workspace.clone();
    let rounds = tokio::spawn(async move {
        loop {
            tokio::time::sleep(live::ROUND).await;
            let workspace = watching.clone();
            // Others may write into the same store.
            let _ = tokio::task::spawn_blocking(move || workspace.tell_of_change()).await;
        }
    });
    let served = http::serve(listener, http::router(&workspace), stopped()).await;
    rounds.abort();
    served
}

async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Where no signal can be caught, the program is ended from outside.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminated = async {
            match signal(SignalKind::terminate()) {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            () = interrupted => {}
            () = terminated => {}
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

/// The store of the process, which is made of a folder the first time; the folder itself is never written.
fn kept(of: &ServeOf<'_>, talk: &Talk, err: &mut dyn Write) -> Result<Kept, Outcome> {
    match Place::of(of.process) {
        Place::Sqlite(path) => {
            let access = match of.data {
                Some(_) => data_of(of, talk, &path.to_string_lossy())?.with_extension("access.jsonl"),
                None => path.with_extension("access.jsonl"),
            };
            Ok(Kept { place: Place::Sqlite(path), access })
        }
        place @ Place::Postgres(_) => {
            let data = data_of(of, talk, &of.process.to_string_lossy())?;
            Ok(Kept { place, access: data.with_extension("access.jsonl") })
        }
        Place::Folder(folder) => {
            let whole = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            let store = data_of(of, talk, &whole.to_string_lossy())?.with_extension("detente");
            folder::store_of_folder(&folder, &store, talk, err)?;
            Ok(Kept { access: store.with_extension("access.jsonl"), place: Place::Sqlite(store) })
        }
    }
}

/// A name in the folder for data, without an ending, that only this process has.
fn data_of(of: &ServeOf<'_>, talk: &Talk, what: &str) -> Result<PathBuf, Outcome> {
    let data = match of.data {
        Some(data) => data.to_owned(),
        None => (talk.data)().ok_or_else(|| {
            Outcome::wrong("there is no home folder for the store; name a folder with --data DIR".into())
        })?,
    };
    make_private(&data)
        .map_err(|error| Outcome::wrong(format!("{} cannot be made: {error}", data.display())))?;
    let name = of.process.file_name().map_or_else(|| "process".into(), |name| name.to_string_lossy());
    let name: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '-').take(60).collect();
    let part: String = Sha256::digest(what).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Ok(data.join(format!("{name}-{part}")))
}

/// A folder that only its owner reads.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn keeper_of(place: &Place, talk: &Talk) -> Result<Seat, Outcome> {
    let header = place.open().and_then(|mut store| store.header()).and_then(|header| header.to_header());
    header.map(|header| header.keeper).map_err(|error| store_failed(error, talk))
}

fn open_access(
    path: &Path,
    keeper: Seat,
    clock: Arc<dyn Clock>,
    chance: Arc<SystemChance>,
) -> Result<(Access, Found), Outcome> {
    Access::open(path, keeper, Rules::default(), clock, chance).map_err(|error| {
        let help = match error {
            LogError::InUse => {
                "use that server, or end it first; a second one needs a folder of its own: --data DIR"
            }
            LogError::Disk(_) => "name a folder that can be written with --data DIR",
            LogError::Foreign | LogError::Damaged(..) => "move the file away to begin a new one",
        };
        Outcome::wrong(format!("{}: {error}\n  help: {help}", path.display()))
    })
}
