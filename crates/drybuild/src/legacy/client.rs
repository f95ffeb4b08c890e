//! The client of Docker 20.10 before it talks to the daemon: its flags and what it refuses itself.

use std::collections::BTreeMap;

use super::LegacyBuild;
use crate::base_image::Images;
use crate::command;
use crate::context::ContextTree;
use crate::options::BuildOptions;

/// All that a build of the classic builder depends on, beside the engine.
#[derive(Debug, Clone)]
pub struct Input {
    /// Text of the Dockerfile; `None` when there is no such file.
    pub dockerfile: Option<String>,
    /// Where it lies in the context.
    pub dockerfile_path: String,
    /// How the context is handed over.
    pub form: ContextForm,
    /// The command line.
    pub options: BuildOptions,
    /// `--rm`, which is on by default: containers of steps that went well are removed.
    pub remove: bool,
    /// `--force-rm`: those of failed steps too.
    pub force_remove: bool,
    /// `--quiet`
    pub quiet: bool,
    /// `--add-host`: name and address.
    pub extra_hosts: Vec<(String, String)>,
    /// What the client refuses: message and exit status.
    pub refused: Option<(String, i32)>,
    /// The build context.
    pub context: ContextTree,
    /// The values to follow, in an order of the caller's.
    pub secrets: Vec<Vec<u8>>,
    /// The base images.
    pub images: Images,
}

/// How Dockerfile and context are handed to the client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ContextForm {
    /// A folder: `docker build .`
    #[default]
    Folder,
    /// No context: `docker build - < Dockerfile`
    DockerfileOnly,
    /// A folder, and the Dockerfile from standard input: `docker build -f - . < Dockerfile`
    DockerfileFromStdin,
    /// An archive: `docker build - < context.tar`
    Archive,
}

/// A command line as the client of 20.10 reads it.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// What the build is asked for.
    pub options: BuildOptions,
    /// `--file`
    pub file: Option<String>,
    /// `--rm=false`
    pub keeps_containers: bool,
    /// `--force-rm`
    pub force_remove: bool,
    /// `--quiet`
    pub quiet: bool,
    /// `--add-host`: name and address.
    pub extra_hosts: Vec<(String, String)>,
    /// What the client refuses: message and exit status.
    pub refused: Option<(String, i32)>,
}

/// Flags that take a value.
const VALUES: [&str; 28] = [
    "add-host",
    "build-arg",
    "cache-from",
    "cgroup-parent",
    "cpu-period",
    "cpu-quota",
    "cpu-shares",
    "cpuset-cpus",
    "cpuset-mems",
    "file",
    "iidfile",
    "isolation",
    "label",
    "memory",
    "memory-swap",
    "network",
    "output",
    "platform",
    "progress",
    "secret",
    "security-opt",
    "shm-size",
    "ssh",
    "tag",
    "target",
    "ulimit",
    "host",
    "log-level",
];

/// Flags that take none.
const SWITCHES: [&str; 11] = [
    "compress",
    "disable-content-trust",
    "force-rm",
    "help",
    "no-cache",
    "pull",
    "quiet",
    "rm",
    "squash",
    "stream",
    "debug",
];

/// Their letters.
const LETTERS: [(char, &str); 6] = [
    ('c', "cpu-shares"),
    ('f', "file"),
    ('m', "memory"),
    ('o', "output"),
    ('q', "quiet"),
    ('t', "tag"),
];

impl Input {
    /// `docker build -t app .` with this Dockerfile and an empty context.
    #[must_use]
    pub fn new(dockerfile: &str) -> Self {
        Self {
            dockerfile: Some(dockerfile.to_owned()),
            dockerfile_path: "Dockerfile".to_owned(),
            form: ContextForm::Folder,
            options: BuildOptions::default(),
            remove: true,
            force_remove: false,
            quiet: false,
            extra_hosts: Vec::new(),
            refused: None,
            context: ContextTree::default(),
            secrets: Vec::new(),
            images: Images::default(),
        }
    }

    /// Takes over what a command line says.
    #[must_use]
    pub fn with_command(mut self, command: Command) -> Self {
        self.remove = !command.keeps_containers;
        self.force_remove = command.force_remove;
        self.quiet = command.quiet;
        self.extra_hosts = command.extra_hosts;
        self.refused = command.refused;
        self.options = command.options;
        self
    }
}

/// Reads a command line; redirections behind it are left out.
#[must_use]
pub(super) fn parse(line: &str, env: &BTreeMap<String, String>) -> Command {
    let line = line.split(" < ").next().unwrap_or_default();
    let read = command::parse(line, env);
    let mut out = Command {
        file: read.dockerfile,
        options: read.options,
        ..Command::default()
    };
    let words = command::words_of(line, env);
    let mut words = words
        .iter()
        .skip_while(|word| !matches!(word.as_str(), "build" | "b"))
        .skip(1);
    let mut contexts = 0;
    while let Some(word) = words.next() {
        let refused = if let Some(name) = word.strip_prefix("--").filter(|name| !name.is_empty()) {
            let (name, value) = match name.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (name, None),
            };
            out.long(name, value, &mut words)
        } else if word.starts_with('-') && word != "-" && word != "--" {
            out.short(word, &mut words)
        } else {
            contexts += usize::from(word != "--");
            None
        };
        if let Some(message) = refused {
            let message = format!("{message}\nSee 'docker build --help'.");
            out.refused = Some((message, 125));
            return out;
        }
    }
    if contexts != 1 {
        let message = "\"docker build\" requires exactly 1 argument.\nSee 'docker build --help'.\n\n\
                       Usage:  docker build [OPTIONS] PATH | URL | -\n\nBuild an image from a Dockerfile";
        out.refused = Some((message.to_owned(), 1));
    }
    out
}

impl Command {
    /// Reads a command line as the client of 20.10 does. Never fails: see [`Self::refused`].
    #[must_use]
    pub fn parse(line: &str, env: &BTreeMap<String, String>) -> Self {
        parse(line, env)
    }

    fn long<'a>(
        &mut self,
        name: &str,
        value: Option<&str>,
        words: &mut impl Iterator<Item = &'a String>,
    ) -> Option<String> {
        if VALUES.contains(&name) {
            let Some(value) = value.or_else(|| words.next().map(String::as_str)) else {
                return Some(format!("flag needs an argument: --{name}"));
            };
            if name == "add-host"
                && let Some((host, address)) = value.split_once(':')
            {
                self.extra_hosts.push((host.to_owned(), address.to_owned()));
            }
            return None;
        }
        if !SWITCHES.contains(&name) {
            return Some(format!("unknown flag: --{name}"));
        }
        let is_on = value != Some("false");
        match name {
            "rm" => self.keeps_containers = !is_on,
            "force-rm" => self.force_remove = is_on,
            "quiet" => self.quiet = is_on,
            _ => {}
        }
        None
    }

    fn short<'a>(
        &mut self,
        word: &str,
        words: &mut impl Iterator<Item = &'a String>,
    ) -> Option<String> {
        let mut letters = word.trim_start_matches('-').chars();
        while let Some(letter) = letters.next() {
            let Some((_, name)) = LETTERS.iter().find(|(known, _)| *known == letter) else {
                return Some(format!("unknown shorthand flag: '{letter}' in {word}"));
            };
            if !SWITCHES.contains(name) {
                let is_given = !letters.as_str().is_empty() || words.next().is_some();
                return (!is_given)
                    .then(|| format!("flag needs an argument: '{letter}' in {word}"));
            }
            self.quiet |= letter == 'q';
        }
        None
    }
}

/// What the client says without asking the daemon.
pub(super) fn refusal(input: &Input) -> Option<LegacyBuild> {
    let (message, exit) = match &input.refused {
        Some(refused) => refused.clone(),
        None if input.dockerfile.is_none() => {
            let folder = input.options.context.trim_end_matches('/');
            let path = &input.dockerfile_path;
            let message = format!(
                "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat {folder}/{path}: no such file or directory"
            );
            (message, 1)
        }
        None => return None,
    };
    Some(LegacyBuild {
        exit,
        error: message.lines().next().map(str::to_owned),
        stderr: format!("{message}\n"),
        ..LegacyBuild::default()
    })
}

/// What stands between the client and a build by the BuildKit of Docker 20.10: message and exit status.
#[must_use]
pub fn refusal_of_buildkit(input: &Input) -> Option<(String, i32)> {
    const FRONTEND: &str = "failed to solve with frontend dockerfile.v0: ";
    if let Some(refused) = &input.refused {
        return Some(refused.clone());
    }
    if input.dockerfile.is_none() {
        let path = &input.dockerfile_path;
        let message = format!(
            "{FRONTEND}failed to read dockerfile: open <data-root>/tmp/buildkit-mount<n>/{path}: no such file or directory"
        );
        return Some((message, 1));
    }
    if !input.options.ssh.is_empty() && !input.options.client_env.contains_key("SSH_AUTH_SOCK") {
        let ids = input.options.ssh.join(" ");
        let message = format!(
            "could not parse ssh: [{ids}]: invalid empty ssh agent socket, make sure SSH_AUTH_SOCK is set"
        );
        return Some((message, 1));
    }
    if let Some(ignore) = &input.options.dockerignore
        && let Ok(patterns) = crate::context::ignore::read(ignore)
        && let Err(error) = crate::context::ignore::Ignore::new(&patterns)
    {
        let message = format!(
            "error from sender: invalid excludepatterns: [{}]: {error}",
            patterns.join(" ")
        );
        return Some((message, 1));
    }
    let text = input.dockerfile.as_deref().unwrap_or_default();
    if text.is_empty() {
        let message =
            format!("{FRONTEND}failed to create LLB definition: the Dockerfile cannot be empty");
        return Some((message, 1));
    }
    let tree = dockerfile::parse_as(dockerfile::Version::DOCKER_20_10, text);
    // Another frontend is another image, which has to be fetched.
    let given = input
        .options
        .build_args
        .iter()
        .rev()
        .find(|(key, _)| key == "BUILDKIT_SYNTAX");
    let (image, context) = match (given, tree.syntax) {
        (Some((_, image)), _) => (
            image.clone(),
            format!("failed with build-arg:BUILDKIT_SYNTAX = {image}: "),
        ),
        (None, Some(syntax)) => (syntax.reference().to_owned(), String::new()),
        (None, None) => return None,
    };
    let reference = crate::reference::Reference::parse(&image)
        .ok()?
        .with_default_tag();
    let host = match reference.domain.as_str() {
        "docker.io" => "registry-1.docker.io",
        domain => domain,
    };
    let url = format!(
        "https://{host}/v2/{}/manifests/{}",
        reference.path, reference.tag
    );
    let why = super::stage::no_such_host(host);
    Some((
        format!(
            "{FRONTEND}{context}failed to solve with frontend gateway.v0: failed to do request: Head \"{url}\": {why}"
        ),
        1,
    ))
}
