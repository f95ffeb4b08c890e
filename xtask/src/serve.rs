//! `cargo xtask serve`: the course in a browser, with live reload.

use std::process::Command;

use anyhow::Result;

use crate::arguments::ServeOptions;
use crate::bundle;
use crate::project::Project;
use crate::site;

/// Builds what has changed, then serves until Ctrl-C.
pub(crate) fn serve(project: &Project, options: &ServeOptions) -> Result<()> {
    bundle::build(project)?;
    let mut server = site::layerwise(project)?;
    server.args(["serve", &options.content]);
    if let Some(port) = options.port {
        server.args(["--port", &port.to_string()]);
    }
    if let Some(base) = &options.base {
        server.args(["--base", base]);
    }
    become_server(server)
}

/// Turns this process into the server, so that no signal can end one and leave the other.
#[cfg(unix)]
fn become_server(mut server: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec().into())
}

#[cfg(not(unix))]
fn become_server(mut server: Command) -> Result<()> {
    crate::process::run(&mut server)
}
