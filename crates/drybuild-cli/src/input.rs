//! Files and flags to the inputs of a dry build.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use drybuild::options::{BuildOptions, NoCache, SecretOption};
use drybuild::platform::Platform;

use crate::cli::{BuildFlags, Common};

/// A Dockerfile and how it is to be built.
pub(crate) struct Input {
    pub(crate) dockerfile: String,
    /// As shown in messages.
    pub(crate) file_name: String,
    pub(crate) options: BuildOptions,
}

/// The Dockerfile of a build, and the ignore files that count for it.
pub(crate) struct Source {
    pub(crate) dockerfile: String,
    /// Where it was read from; `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    /// As shown in messages.
    pub(crate) file_name: String,
    pub(crate) dockerignore: Option<String>,
    pub(crate) dockerfile_dockerignore: Option<String>,
}

/// Reads the Dockerfile and the ignore files.
pub(crate) fn source(context: &str, file: Option<&str>) -> Result<Source> {
    let folder = Path::new(context);
    if !folder.is_dir() {
        bail!("unable to prepare context: path {context:?} not found");
    }
    let (dockerfile, path) = match file {
        Some("-") => {
            let mut text = String::new();
            std::io::stdin()
                .read_to_string(&mut text)
                .context("failed to read the Dockerfile from standard input")?;
            (text, None)
        }
        file => {
            let path = file.map_or_else(|| folder.join("Dockerfile"), PathBuf::from);
            let bytes = std::fs::read(&path)
                .with_context(|| format!("failed to read {}", path.display()))?;
            (String::from_utf8_lossy(&bytes).into_owned(), Some(path))
        }
    };
    let ignore = |path: PathBuf| {
        std::fs::read(path)
            .ok()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let beside = path.as_ref().and_then(|path| {
        let mut name = path.file_name()?.to_owned();
        name.push(".dockerignore");
        ignore(path.with_file_name(name))
    });
    let file_name = path
        .as_deref()
        .and_then(Path::file_name)
        .and_then(|name| name.to_str())
        .unwrap_or("Dockerfile");
    Ok(Source {
        file_name: file_name.to_owned(),
        dockerfile,
        dockerignore: ignore(folder.join(".dockerignore")),
        dockerfile_dockerignore: beside,
        path,
    })
}

/// The variables of this process, which the client reads too.
pub(crate) fn environment() -> BTreeMap<String, String> {
    std::env::vars_os()
        .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}

/// Reads what the command line names.
pub(crate) fn read(common: &Common) -> Result<Input> {
    let source = source(&common.context, common.build.file.as_deref())?;
    let mut options = options(&common.build, environment())?;
    options.dockerignore = source.dockerignore;
    options.dockerfile_dockerignore = source.dockerfile_dockerignore;
    Ok(Input {
        dockerfile: source.dockerfile,
        file_name: source.file_name,
        options,
    })
}

fn options(flags: &BuildFlags, environment: BTreeMap<String, String>) -> Result<BuildOptions> {
    let pair = |text: &String| match text.split_once('=') {
        Some((key, value)) => (key.to_owned(), value.to_owned()),
        None => (text.clone(), String::new()),
    };
    let mut platforms = Vec::new();
    for text in &flags.platform {
        match Platform::parse(text) {
            Ok(platform) => platforms.push(platform.normalize()),
            Err(error) => bail!("invalid value {text:?} for flag --platform: {error}"),
        }
    }
    let build_args = flags
        .build_arg
        .iter()
        .filter_map(|text| match text.split_once('=') {
            Some((key, value)) => Some((key.to_owned(), value.to_owned())),
            None => environment
                .get(text)
                .map(|value| (text.clone(), value.clone())),
        });
    let mut contexts = Vec::new();
    for text in &flags.build_context {
        let Some((name, source)) = text.split_once('=') else {
            bail!("invalid context value: {text}, expected key=value");
        };
        let is_folder = !source.contains("://") && !source.starts_with("docker-image:");
        let source = if is_folder {
            format!("local:{name}")
        } else {
            source.to_owned()
        };
        contexts.push((name.to_owned(), source));
    }
    let no_cache = match flags.no_cache_filter.as_slice() {
        _ if flags.no_cache => NoCache::All,
        [] => NoCache::Off,
        names => NoCache::Stages(names.to_vec()),
    };
    let network = flags.network.iter().filter(|n| *n != "default");
    Ok(BuildOptions {
        target: flags.target.clone(),
        build_args: build_args.collect(),
        platforms,
        labels: flags.label.iter().map(pair).collect(),
        no_cache,
        contexts,
        secrets: flags.secret.iter().map(|text| secret(text)).collect(),
        ssh: flags.ssh.clone(),
        provenance: flags.provenance.clone(),
        sbom: flags.sbom.clone(),
        cache_to: flags.cache_to.clone(),
        cache_from: flags.cache_from.clone(),
        output: flags.output.clone(),
        tags: flags.tag.clone(),
        client_env: environment.clone(),
        raw: network
            .map(|n| ("force-network-mode".to_owned(), n.clone()))
            .collect(),
        ..BuildOptions::default()
    })
}

fn secret(text: &str) -> SecretOption {
    let mut secret = SecretOption::default();
    for field in text.split(',') {
        match field.split_once('=') {
            Some(("id", value)) => value.clone_into(&mut secret.id),
            Some(("src" | "source", value)) => secret.src = Some(value.to_owned()),
            Some(("env", value)) => secret.env = Some(value.to_owned()),
            _ => {}
        }
    }
    secret
}
