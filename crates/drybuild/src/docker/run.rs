//! `docker run IMAGE …`: a container of an image. With `--rm` it is gone when its process ends; else it stays.

use std::rc::Rc;

use super::command::fail;
use super::containers::{Container, State, goes_on};
use super::flags::{Given, Known};
use super::{Docker, platforms, pull};
use crate::filesystem::Namespace;
use crate::labelled::Bytes;
use crate::platform::Platform;
use crate::shell::{self, Exit, Machine, Process};
use crate::solve::account;
use crate::tool::Tools;

const FLAGS: &[Known] = &[
    ("--rm", false),
    ("-i", false),
    ("--interactive", false),
    ("-t", false),
    ("--tty", false),
    ("-d", false),
    ("--detach", false),
    ("--privileged", false),
    ("-e", true),
    ("--env", true),
    ("-u", true),
    ("--user", true),
    ("-w", true),
    ("--workdir", true),
    ("--entrypoint", true),
    ("--platform", true),
    ("--name", true),
    ("--network", true),
    ("--pull", true),
    ("-v", true),
    ("--volume", true),
    ("-p", true),
    ("--publish", true),
];

pub(super) fn run(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let given = match Given::read(words, FLAGS, true) {
        Ok(given) => given,
        Err(message) => {
            process.err_text(format!(
                "{message}\n\nRun 'docker run --help' for more information\n"
            ));
            return Exit::Known(125);
        }
    };
    let Some((name, words)) = given.operands.split_first() else {
        return fail(process, "docker: 'docker run' requires at least 1 argument");
    };
    if let Some(other) = given
        .value("--name")
        .and_then(|name| docker.containers.find(name))
    {
        process.err_text(format!(
            "docker: Error response from daemon: Conflict. The container name \"/{}\" is already in use by container \"{}\". You have to remove (or rename) that container to be able to reuse that name.\n\nRun 'docker run --help' for more information\n",
            other.name, other.id
        ));
        return Exit::Known(125);
    }
    if let Some(exit) =
        platforms::install(docker, name, words, given.is_on("--privileged"), process)
    {
        return exit;
    }
    let asked = given
        .value("--platform")
        .and_then(|text| Platform::parse(text).ok());
    if docker.images.find(name).is_none() {
        process.err_text(format!(
            "Unable to find image '{}' locally\n",
            super::history::with_tag(name)
        ));
        if pull::into_engine(docker, name, process) != Exit::SUCCESS {
            return Exit::Known(125);
        }
    }
    let Some(variant) = docker
        .images
        .find(name)
        .and_then(|image| image.variant(asked.as_ref()))
    else {
        return Exit::Known(125);
    };
    if !docker.runs(&variant.platform) {
        process.err_text("exec format error\n");
        return Exit::Known(255);
    }
    let config = &variant.config.config;
    let user = given
        .value("-u")
        .or(given.value("--user"))
        .unwrap_or(&config.user);
    let account = match account(&variant.files, user) {
        Ok(account) => account,
        Err(message) => {
            process.err_text(format!("docker: Error response from daemon: {message}\n"));
            return Exit::Known(126);
        }
    };
    let mut machine = Machine::new(Namespace::new(variant.files.layer()));
    let folder = given
        .value("-w")
        .or(given.value("--workdir"))
        .unwrap_or(&config.working_dir);
    machine.files.cwd = if folder.is_empty() {
        b"/".to_vec()
    } else {
        folder.as_bytes().to_vec()
    };
    machine.files.user = account.owner;
    machine.catalogue = Some(Rc::new(Tools));
    let own = config.env.iter().map(String::as_str);
    let named = given.values("-e").chain(given.values("--env"));
    for entry in own.chain(named) {
        let (name, value) = match entry.split_once('=') {
            Some((name, value)) => (name, value.to_owned()),
            None => match docker.env.get(entry) {
                Some(value) => (entry, value.clone()),
                None => continue,
            },
        };
        machine.env.retain(|(known, _)| known != name);
        machine.env.push((name.to_owned(), value.as_str().into()));
    }
    let fixed = [
        (
            "HOSTNAME",
            docker
                .images
                .find(name)
                .map_or("", super::StoredImage::short_id),
        ),
        ("HOME", account.home.as_str()),
    ];
    for (name, value) in fixed {
        if !machine.env.iter().any(|(known, _)| known == name) {
            machine.env.push((name.to_owned(), value.into()));
        }
    }
    let entrypoint = match given.value("--entrypoint") {
        Some("") => Vec::new(),
        Some(program) => vec![program.to_owned()],
        None => config.entrypoint.clone(),
    };
    let is_replaced = given.value("--entrypoint").is_some();
    let rest = match words {
        [] if !is_replaced => config.cmd.clone(),
        words => words.to_vec(),
    };
    let argv: Vec<Bytes> = entrypoint
        .iter()
        .chain(&rest)
        .map(|word| word.as_str().into())
        .collect();
    if argv.is_empty() {
        process.err_text("docker: Error response from daemon: no command specified\n");
        return Exit::Known(125);
    }
    let outcome = shell::exec(&argv, &mut machine);
    let is_behind = given.is_on("-d") || given.is_on("--detach");
    let argv: Vec<String> = argv.iter().map(|word| word.text().into_owned()).collect();
    let printed = outcome.stderr.text();
    if let Some(why) = printed.strip_prefix("runc run failed: ") {
        process.err_text(format!(
            "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: {why}\nRun 'docker run --help' for more information\n"
        ));
        return Exit::Known(if why.contains("permission denied") {
            126
        } else {
            127
        });
    }
    let is_running = is_behind && goes_on(&argv, outcome.exit);
    let minutes = docker.minutes;
    let id = docker.containers.next_id();
    let container = Container {
        id: id.clone(),
        name: given.value("--name").unwrap_or_default().to_owned(),
        image: name.clone(),
        image_id: docker
            .images
            .find(name)
            .map_or(String::new(), |image| image.id.clone()),
        argv,
        published: given
            .values("-p")
            .chain(given.values("--publish"))
            .map(str::to_owned)
            .collect(),
        created_minutes: minutes,
        state: match outcome.exit {
            _ if is_running => State::Running,
            Exit::Known(status) => State::Exited { status, minutes },
            Exit::Unknown => State::Exited { status: 0, minutes },
        },
        stdout: outcome.stdout.text().into_owned(),
        stderr: printed.clone().into_owned(),
    };
    if is_running || !given.is_on("--rm") {
        docker.containers.put(container);
    }
    for note in outcome.notes {
        process.note(note.text);
    }
    if is_behind {
        process.print(format!("{id}\n"));
        return Exit::SUCCESS;
    }
    process.out(&outcome.stdout);
    process.err_text(printed);
    outcome.exit
}
