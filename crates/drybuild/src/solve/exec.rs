//! `RUN`: the process, its environment and its mounts.

use std::collections::HashMap;
use std::rc::Rc;

use super::cache::record::RecordId;
use super::{Builder, Client, Failed, mount, owner};
use crate::command::MAX_SECRET_BYTES;
use crate::filesystem::{FileSystem, Namespace};
use crate::graph::ExecOp;
use crate::labelled::Bytes;
use crate::shell::{self, Exit, Machine, Outcome};
use crate::tool::Tools;

/// What a process without `PATH` gets (`system.DefaultPathEnv`).
const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// What the inputs hold, and the records that they are.
pub(super) struct Inputs<'a> {
    pub(super) files: &'a [FileSystem],
    pub(super) records: &'a [Option<RecordId>],
}

/// Runs the process: the outputs of the vertex and what was printed.
pub(super) fn run(
    op: &ExecOp,
    script: u32,
    inputs: &Inputs<'_>,
    client: &Client<'_>,
    builder: &mut Builder,
) -> Result<(Vec<FileSystem>, Outcome), Box<Failed>> {
    let root = op.mounts.iter().find(|mount| mount.dest == "/");
    let files = root
        .and_then(|mount| inputs.files.get(mount.input?))
        .cloned()
        .unwrap_or_default();
    let account = owner::account(&files, &op.user).map_err(|message| failure(op, &message))?;
    let env = environment(op, script, client, &account.home)?;
    let mut namespace = Namespace::for_run(files.layer());
    let mounted = mount::mount_all(op, inputs, client, builder, &mut namespace)?;
    namespace.cwd = op.cwd.clone().into_bytes();
    namespace.user = account.owner;
    let mut machine = Machine::new(namespace);
    machine.env = env;
    machine.script = script;
    machine.catalogue = Some(Rc::new(Tools));
    let text = "the instruction holds it";
    let label = |arg: &String| client.planted.label(arg.as_bytes(), script, text);
    let argv: Vec<Bytes> = op.args.iter().map(label).collect();
    let outcome = shell::exec(&argv, &mut machine);
    let (root_files, volumes) = machine.files.finish();
    let outputs = mounted.finish(op, root_files, volumes, inputs, builder);
    match outcome.exit {
        Exit::Known(0) | Exit::Unknown => Ok((outputs, outcome)),
        Exit::Known(status) => Err(Box::new(Failed {
            message: failure(op, &format!("exit code: {status}")),
            run: Some(outcome),
        })),
    }
}

/// BuildKit's text for a process that failed (`solver/llbsolver/ops/exec.go`).
pub(super) fn failure(op: &ExecOp, why: &str) -> String {
    let command = crate::quote::quote(&op.args.join(" "));
    format!("process {command} did not complete successfully: {why}")
}

/// `ENV` and `ARG`, proxies, secrets, and `PATH` and `HOME` where they are not set.
fn environment(
    op: &ExecOp,
    script: u32,
    client: &Client<'_>,
    home: &str,
) -> Result<Vec<(String, Bytes)>, String> {
    let mut env = Variables::default();
    for entry in &op.env {
        let (key, value) = entry.split_once('=').unwrap_or((entry, ""));
        let text = || format!("it is the value of `{key}` in the environment of the step").into();
        let value = client.planted.label_with(value.as_bytes(), script, text);
        env.set(key, value);
    }
    if let Some(proxy) = &op.proxy_env {
        for (name, value) in [
            ("HTTP_PROXY", &proxy.http),
            ("HTTPS_PROXY", &proxy.https),
            ("FTP_PROXY", &proxy.ftp),
            ("NO_PROXY", &proxy.no),
            ("ALL_PROXY", &proxy.all),
        ] {
            if !value.is_empty() {
                let text = format!("the builder sets `{name}` for every step");
                let value = client.planted.label(value.as_bytes(), script, &text);
                env.set(name, value.clone());
                env.set(&name.to_ascii_lowercase(), value);
            }
        }
    }
    for secret in &op.secret_env {
        let given = client
            .options
            .secrets
            .iter()
            .find(|given| given.id == secret.id);
        let value = match given.and_then(|given| given.value.as_deref()) {
            Some(value) if value.len() > MAX_SECRET_BYTES => {
                return Err(format!("invalid secret size {}", value.len()));
            }
            Some(value) => {
                let text = format!("the secret mount puts it into `{}`", secret.name);
                client.planted.label(value, script, &text)
            }
            None if secret.optional => Bytes::new(),
            None => return Err(format!("secret {}: not found", secret.id)),
        };
        env.set(&secret.name, value);
    }
    for (key, value) in [("PATH", DEFAULT_PATH), ("HOME", home)] {
        if !env.places.contains_key(key) {
            env.set(key, value.into());
        }
    }
    Ok(env.list)
}

/// Variables in the order first set, each once.
#[derive(Default)]
struct Variables {
    list: Vec<(String, Bytes)>,
    places: HashMap<String, usize>,
}

impl Variables {
    fn set(&mut self, key: &str, value: Bytes) {
        let place = self.places.get(key).copied();
        match place.and_then(|place| self.list.get_mut(place)) {
            Some((_, old)) => *old = value,
            None => {
                self.places.insert(key.to_owned(), self.list.len());
                self.list.push((key.to_owned(), value));
            }
        }
    }
}
