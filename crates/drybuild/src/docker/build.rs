//! `docker build` and `docker buildx build`: the client around a build.

use std::collections::BTreeMap;

use super::classic;
use super::command::fail;
use super::export;
use super::records::Started;
use super::{Builder, Docker, Node};
use crate::build::{self, Build, Input};
use crate::command::{self, Command};
use crate::context::ContextTree;
use crate::machine::{self, Driver, Emulation, Machine};
use crate::options::BuildOptions;
use crate::platform::Platform;
use crate::progress;
use crate::report;
use crate::schedule::schedule;
use crate::shell::{Exit, Process};

/// `docker build`, which the environment may turn into a build of the classic builder.
pub(super) fn plain(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    if classic::is_asked_for(process) {
        return classic::run(docker, words, process);
    }
    run(docker, words, process)
}

pub(super) fn run(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let env = process.environment().into_iter();
    let env = env.map(|(name, value)| (name, value.text().into_owned()));
    let mut command = command::parse_words(words, &env.collect());
    let read = |path: &str, process: &mut Process<'_>| {
        let content = process.files().read(path.as_bytes()).ok()?;
        Some(content.data().to_vec())
    };
    let mut secrets = Vec::new();
    for secret in &command.options.secrets {
        secrets.extend(secret.src.clone());
    }
    let files: BTreeMap<String, Vec<u8>> = secrets
        .into_iter()
        .filter_map(|path| Some((path.clone(), read(&path, process)?)))
        .collect();
    command.read_secrets(|path| files.get(path).cloned());
    if let Some(problem) = command.problems.iter().find(|problem| problem.is_error) {
        let message = problem.message.clone();
        process.err_text(format!(
            "ERROR: {message}\n\nRun 'docker buildx build --help' for more information\n"
        ));
        return Exit::Known(1);
    }
    for problem in &command.problems {
        process.note(problem.message.clone());
    }
    let name = command.builder.clone();
    let Some(builder) = docker.builders.find(name.as_deref()) else {
        return fail(
            process,
            &format!("no builder {:?} found", name.unwrap_or_default()),
        );
    };
    let driver = builder.driver;
    if let Err(message) = allowed(docker, driver, &command.options) {
        return fail(process, &format!("failed to build: {message}"));
    }
    let machine = docker.machine(builder);
    let input = match input(docker, driver, &mut command, process) {
        Ok(input) => Input { machine, ..input },
        Err(message) => return fail(process, &message),
    };
    if command.call.is_some() {
        return check(&input, process);
    }
    let Some(builder) = docker.builders.find_mut(name.as_deref()) else {
        return Exit::FAILURE;
    };
    let built = build::build_with(input, &mut builder.state, &mut docker.caches);
    let started = Started::of(
        &built.options.context,
        command.dockerfile.as_deref(),
        process,
    );
    if !command.is_quiet {
        process.err_text(progress::log(&built, &schedule(&built)));
    }
    if let Some(error) = built.error() {
        let message = format!("failed to build: failed to solve: {error}");
        builder.keep(built, started, docker.minutes);
        return fail(process, &message);
    }
    let exported = export::run(docker, driver, &built, process);
    let image = exported.as_ref().ok().and_then(|id| {
        let id = id.as_deref()?;
        docker.images.find(id).or_else(|| docker.registry.find(id))
    });
    // The classic store and archives tell the builder nothing of what they made of the result.
    let image = image
        .filter(|_| driver != Driver::Docker || docker.uses_containerd)
        .cloned();
    if let Some(builder) = docker.builders.find_mut(name.as_deref()) {
        builder.keep(built, started, docker.minutes);
        if let Some(image) = &image {
            builder.keep_image(image);
        }
    }
    match exported {
        Ok(image) => {
            if let Some(id) = image.filter(|_| command.is_quiet) {
                process.print(id + "\n");
            }
            Exit::SUCCESS
        }
        Err(message) => fail(process, &format!("failed to build: {message}")),
    }
}

/// What the driver cannot do is refused by the client, before anything is sent (`toSolveOpt` of `build/opt.go`).
fn allowed(docker: &Docker, driver: Driver, options: &BuildOptions) -> Result<(), String> {
    let supported = driver != Driver::Docker || docker.uses_containerd;
    let refused = |feature: &str, page: &str| {
        Err(format!(
            "{feature} is not supported for the {driver} driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.\nLearn more at https://docs.docker.com/go/{page}/"
        ))
    };
    let exports_cache = options.cache_to.iter().any(|cache| {
        let is_inline = cache
            .split(',')
            .any(|field| matches!(field, "type=inline" | "inline"));
        !is_inline
    });
    if exports_cache && !supported {
        return refused("Cache export", "build-cache-backends");
    }
    let is_on = |flag: &Option<String>| flag.as_ref().is_some_and(|value| value != "false");
    if (is_on(&options.provenance) || is_on(&options.sbom)) && !supported {
        return refused("Attestation", "attestations");
    }
    let has = |kind: &str| {
        options
            .output
            .iter()
            .any(|output| output.split(',').any(|field| field == kind))
    };
    if has("type=oci") && !supported {
        return refused("OCI exporter", "build-exporters");
    }
    if has("type=docker") && !docker.uses_containerd && options.platforms.len() > 1 {
        return Err(
            "docker exporter does not currently support exporting manifest lists".to_owned(),
        );
    }
    if options.platforms.len() > 1 && !supported {
        return refused("Multi-platform build", "build-multi-platform");
    }
    if (has("type=registry") || has("push=true"))
        && options.tags.is_empty()
        && !options.output.iter().any(|output| output.contains("name="))
    {
        return Err("tag is needed when pushing to registry".to_owned());
    }
    Ok(())
}

/// Reads what the command names from the client's files.
fn input(
    docker: &Docker,
    driver: Driver,
    command: &mut Command,
    process: &mut Process<'_>,
) -> Result<Input, String> {
    let folder = command.options.context.clone();
    let is_remote = folder == "-" || folder.contains("://") || folder.ends_with(".git");
    let context = if is_remote {
        ContextTree::default()
    } else {
        ContextTree::of_client(process.files(), &folder).ok_or_else(|| {
            format!("failed to build: unable to prepare context: path {folder:?} not found")
        })?
    };
    let mut contexts = BTreeMap::new();
    for (name, source) in &mut command.options.contexts {
        if let Some(path) = source.strip_prefix("local:") {
            let tree = ContextTree::of_client(process.files(), path)
                .ok_or_else(|| format!("failed to build: failed to get build context {name}: stat {path}: no such file or directory"))?;
            contexts.insert(name.clone(), tree);
            *source = format!("local:{name}");
        }
    }
    let path = match &command.dockerfile {
        Some(path) if path == "-" => None,
        Some(path) => Some(path.clone()),
        // What comes on standard input is the Dockerfile, and there is no context.
        None if folder == "-" => None,
        None => Some(format!("{}/Dockerfile", folder.trim_end_matches('/'))),
    };
    let dockerfile = match &path {
        Some(path) => {
            let content = process.files().read(path.as_bytes()).map_err(|_| {
                let name = path.rsplit('/').next().unwrap_or(path);
                format!("failed to build: failed to solve: failed to read dockerfile: open {name}: no such file or directory")
            })?;
            content.text().into_owned()
        }
        None => process.stdin().text().into_owned(),
    };
    let mut options = command.options.clone();
    let text = |path: String, process: &mut Process<'_>| {
        let content = process.files().read(path.as_bytes()).ok()?;
        Some(content.text().into_owned())
    };
    options.dockerignore = text(format!("{folder}/.dockerignore"), process);
    options.dockerfile_dockerignore =
        path.and_then(|path| text(format!("{path}.dockerignore"), process));
    Ok(Input {
        dockerfile,
        options,
        context,
        contexts,
        secrets: docker.secrets.clone(),
        images: docker.reachable_images(driver),
        ..Input::default()
    })
}

/// `--check`: the build checks, and nothing is built.
fn check(input: &Input, process: &mut Process<'_>) -> Exit {
    let tree = dockerfile::parse(&input.dockerfile);
    match crate::frontend::check(&tree, &input.options, &input.images) {
        Ok(check) => {
            let text = {
                let name = input.options.dockerfile_name();
                crate::lint::print(&check.warnings, &input.dockerfile, name)
            };
            process.print(text);
            Exit::Known(u8::from(
                !check.warnings.is_empty() || check.error.is_some(),
            ))
        }
        Err(error) => fail(
            process,
            &format!("failed to build: failed to solve: {}", error.message),
        ),
    }
}

impl Docker {
    /// What a builder runs on; a node without platforms of its own is like the engine's machine.
    fn machine(&self, builder: &Builder) -> Machine {
        let node = |node: &Node| machine::Node {
            platform: node
                .platforms
                .first()
                .cloned()
                .unwrap_or_else(Platform::linux_amd64),
            emulation: Emulation::For(self.emulated.clone()),
            max_parallelism: None,
        };
        Machine {
            builder: builder.name.clone(),
            driver: builder.driver,
            nodes: builder.nodes.iter().map(node).collect(),
            ..Machine::default()
        }
    }

    /// The images that a builder can start from: those of registries, and for the engine's own builder its images.
    pub(super) fn reachable_images(&self, driver: Driver) -> crate::base_image::Images {
        let mut images = self.hub.clone();
        let local = (driver == Driver::Docker).then_some(&self.images);
        for store in [Some(&self.registry), local].into_iter().flatten() {
            for (name, image) in store.rows() {
                if let Some(variant) = image.variant(Some(&Platform::linux_amd64())) {
                    images = images.with(name, variant.to_base());
                }
            }
        }
        images
    }
}

/// Sum of the known sizes of the files in a layer.
pub(super) fn layer_size(built: &Build, vertex: crate::graph::VertexId) -> u64 {
    report::layer_size_bytes(built, vertex)
}
