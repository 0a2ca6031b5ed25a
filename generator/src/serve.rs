//! `handbill serve`: the site on this machine, and every change as soon as it is saved.
//!
//! - `watch`: what has changed on the disk
//! - `save`: when what an editor does is done
//! - `stage`: the site as it stands, on the thread that prints; answers with pages, made when they are asked for
//! - `shelf`: what is at a path, as a host would give it out
//! - `http`: what browsers speak to, on threads of its own
//! - `desk`: the functions behind `/api/`, with a database, a mailbox and a checkout of their own (feature `forms`)
//! - `dress`: what a page gets besides: the script that loads it again, or what is wrong
//!
//! It listens on the loopback alone: nothing here is meant for anybody else.

#[cfg(feature = "forms")]
mod desk;
mod dress;
mod http;
mod save;
mod shelf;
mod stage;
mod watch;

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::mpsc;

use axum::Router;
use tokio::runtime::Runtime;
use tokio::sync::watch::channel;

use crate::cli::Streams;
use crate::diag::render::Color;
use crate::load::LoadError;
use crate::project::{Project, Rendering};
use crate::resolve::{Drafts, Now};

/// The port that is tried first, and how many after it.
const PORTS: std::ops::Range<u16> = 8000..8020;

/// What is to be served, and where.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// The port to listen on; `None` is the first that is free, 0 is any.
    pub port: Option<u16>,
    /// Which drafts are shown.
    pub drafts: Drafts,
    /// The clock, where it is not to be the machine's.
    pub now: Option<Now>,
    /// Whether findings are coloured.
    pub color: Color,
}

/// Why the site cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Nobody can listen on that port.
    #[error("could not listen on port {port}: name another with `--port`")]
    Listen {
        /// Which port.
        port: u16,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The server could not be started.
    #[error("could not start the server")]
    Start(#[source] io::Error),
    /// The system would not say what changes.
    #[error("could not watch the site's folder for changes")]
    Watch(#[source] notify::Error),
    /// The site could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// What is kept between two starts could not be read or written.
    #[cfg(feature = "forms")]
    #[error("could not write to `{}`", path.display())]
    Notes {
        /// Where it is kept.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The database cannot be opened.
    #[cfg(feature = "forms")]
    #[error("could not open the database in `.handbill`")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The terminal is gone.
    #[error("could not print")]
    Print(#[source] io::Error),
}

/// Something that the stage has to know.
enum Event {
    /// A browser wants something.
    Ask(http::Ask),
    /// These paths may have changed.
    Changed(Vec<PathBuf>),
    /// Somebody who could write to these paths has closed them; where the system tells of that.
    Closed(Vec<PathBuf>),
    /// Some of what changes is not told.
    Unwatched(notify::Error),
    /// Everything of a site, by its version, has been rendered once: what was found.
    Rehearsed(u64, Vec<crate::diag::Diagnostic>),
    /// The user has had enough.
    Stop,
}

/// Serves the site until the user stops it, and prints where it is, and what is wrong with it.
///
/// # Errors
/// When the port is taken, or the folder cannot be read or watched.
pub fn serve(request: &Request, streams: &mut Streams<'_>) -> Result<(), ServeError> {
    // The system tells whole paths of what changes, also below a folder that was named from where one stands.
    let root = std::path::absolute(&request.root).map_err(ServeError::Start)?;
    let request = &Request { root, ..request.clone() };
    let listener = listen(request.port)?;
    let port = listener.local_addr().map_err(ServeError::Start)?.port();
    let (events, inbox) = mpsc::channel();
    let (version, shown) = channel(0);
    let mut watch = watch::Watch::new(&request.root, events.clone())?;
    let runtime = http::runtime()?;
    let (more, publish) = forms(request, &runtime, port)?;
    http::start(listener, runtime, more, events.clone(), shown)?;
    writeln!(streams.out, "the site is at http://127.0.0.1:{port}/ and follows every change; stop it with Ctrl-C")
        .and_then(|()| say_more(streams.out, port))
        .and_then(|()| streams.out.flush())
        .map_err(ServeError::Print)?;
    stage::run(request, &stage::Wires { events, inbox, version, publish }, &mut watch, streams)
}

/// Told of the site whenever it can be made.
type Publish = Box<dyn Fn(&Project, &Rendering<'_>) + Send + Sync>;

/// What takes the forms: the functions, on this machine.
#[cfg(feature = "forms")]
fn forms(request: &Request, runtime: &Runtime, port: u16) -> Result<(Router, Publish), ServeError> {
    let desk = runtime.block_on(desk::Desk::open(&request.root, port))?;
    runtime.spawn(desk.clone().sweep_for_ever());
    let routes = desk.routes();
    let publish = move |project: &Project, rendering: &Rendering<'_>| {
        let forms = rendering.forms().bytes;
        if rendering.is_stopped() {
            return;
        }
        let manifest = handbill_contract::Manifest::from_json(&forms);
        if let (Ok(manifest), Some(site), false) = (manifest, &project.site, rendering.is_stopped()) {
            desk.hold(manifest, site.now.timestamp(), port);
        }
    };
    Ok((routes, Box::new(publish)))
}

#[cfg(not(feature = "forms"))]
fn forms(_: &Request, _: &Runtime, _: u16) -> Result<(Router, Publish), ServeError> {
    Ok((Router::new(), Box::new(|_, _| {})))
}

#[cfg(feature = "forms")]
fn say_more(out: &mut dyn io::Write, port: u16) -> io::Result<()> {
    writeln!(out, "its forms work: what they record is at http://127.0.0.1:{port}/_dev/, what they send at /_dev/mail")
}

#[cfg(not(feature = "forms"))]
fn say_more(_: &mut dyn io::Write, _: u16) -> io::Result<()> {
    Ok(())
}

fn listen(port: Option<u16>) -> Result<TcpListener, ServeError> {
    let try_port = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let taken = |error: &io::Error| matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied);
    let listener = match port {
        Some(port) => try_port(port).map_err(|source| ServeError::Listen { port, source })?,
        None => PORTS
            .map(try_port)
            .find(|tried| !tried.as_ref().is_err_and(taken))
            .unwrap_or_else(|| try_port(0))
            .map_err(|source| ServeError::Listen { port: PORTS.start, source })?,
    };
    listener.set_nonblocking(true).map_err(ServeError::Start)?;
    Ok(listener)
}
