//! A local web server that shows the course as it is being written.

mod live_reload;
mod room;
mod static_file;
mod watch;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::{Arc, RwLock};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;

use crate::arguments::{Address, BundleArguments};
use crate::course_folder::CourseFolder;
use crate::output::Output;
use crate::site::{Purpose, Site};
use crate::{app_bundle, author_page, command};

/// The first port that is tried where none is asked for, and how many after it.
const PORTS: std::ops::Range<u16> = 4000..4020;

/// What the server shows now.
struct Server {
    site: RwLock<Arc<Site>>,
    /// Counts the versions of the site that were shown.
    version: tokio::sync::watch::Sender<u64>,
    /// The path under which it is shown, from slash to slash.
    base: String,
}

/// Serves the course until the process ends.
///
/// # Errors
/// When the course cannot be shown at all, or the port is taken.
pub(crate) fn serve(
    content: &Path,
    bundle: &BundleArguments,
    asked: &Address,
    output: Output,
) -> Result<()> {
    let base = match asked.base.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    };
    let site = build(content, bundle, output)?;
    let server = Arc::new(Server {
        site: RwLock::new(Arc::new(site)),
        version: tokio::sync::watch::Sender::new(0),
        base,
    });
    let listener = listen(asked)?;
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;

    let changing = Arc::clone(&server);
    let (content, bundle) = (content.to_owned(), bundle.clone());
    let mut watched = vec![content.clone()];
    if app_bundle::is_from_folders(&bundle) {
        let folders = bundle.folders();
        watched.extend([folders.app, folders.style, folders.public]);
    }
    let _watcher = watch::watch(&watched, move || match build(&content, &bundle, output) {
        Ok(site) => changing.show(site),
        Err(error) => eprintln!("layerwise: {error:#}; the page stays as it was"),
    })?;

    println!("http://localhost:{}{}", address.port(), server.base);
    eprintln!(
        "layerwise: to write a topic and see it at once: http://localhost:{}{}{}",
        address.port(),
        server.base,
        author_page::FOLDER
    );
    if asked.lan {
        match room::address() {
            Some(host) => {
                let url = format!("http://{host}:{}{}", address.port(), server.base);
                println!("{}", room::invitation(&url));
            }
            None => eprintln!("layerwise: this machine is in no network that others could use"),
        }
    }
    tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?
        .block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, routes(server)).await
        })
        .context("the server stopped")
}

fn build(content: &Path, bundle: &BundleArguments, output: Output) -> Result<Site> {
    let compilation = command::sound(content, output)?;
    let bundle = app_bundle::of(bundle)?.themed(&compilation.theme_css);
    Site::new(
        &compilation,
        &CourseFolder::new(content),
        &bundle,
        Purpose::Preview,
    )
}

fn listen(asked: &Address) -> Result<TcpListener> {
    let host = if asked.lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    };
    let ports = asked
        .port
        .map_or(PORTS, |port| port..port.saturating_add(1));
    let mut refused = None;
    for port in ports {
        match TcpListener::bind((host, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = Some((port, error)),
        }
    }
    let (port, error) = refused.context("there is no port to listen at")?;
    Err(error).with_context(|| format!("cannot listen at port {port}; choose another with --port"))
}

fn routes(server: Arc<Server>) -> Router {
    let events = format!("{}{}", server.base, live_reload::EVENTS);
    let script = format!("{}{}", server.base, live_reload::SCRIPT);
    let worker = format!("{}sw.js", server.base);
    Router::new()
        .route(&events, get(live_reload::events))
        .route(&script, get(live_reload::script))
        .route(&worker, get(live_reload::forget))
        .fallback(page)
        .with_state(server)
}

async fn page(State(server): State<Arc<Server>>, uri: Uri) -> Response {
    static_file::answer(&server.shown(), &server.base, uri.path())
}

impl Server {
    /// The lock is held for the time of a pointer's copy; a thread that panics while holding it
    /// leaves the pointer whole.
    fn shown(&self) -> Arc<Site> {
        let site = self
            .site
            .read()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        Arc::clone(&site)
    }

    fn show(&self, site: Site) {
        *self
            .site
            .write()
            .unwrap_or_else(|poisoned| poisoned.into_inner()) = Arc::new(site);
        self.version.send_modify(|version| *version += 1);
    }
}
