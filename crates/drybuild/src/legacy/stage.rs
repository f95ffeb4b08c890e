//! `FROM`: what a stage begins with, and where images come from.

use dockerfile::instructions::{Arg, From};

use super::build_args::BuildArgs;
use super::session::{Session, Stop};
use crate::image::ContainerConfig;
use crate::platform::Platform;
use crate::reference::Reference;

/// A stage on its way (`dispatchState`).
pub(super) struct Stage {
    pub(super) config: ContainerConfig,
    pub(super) author: String,
    /// A `CMD` of this stage was seen.
    pub(super) has_cmd: bool,
    /// Id of the image so far; empty for `scratch`.
    pub(super) image: String,
    pub(super) args: BuildArgs,
}

impl Stage {
    pub(super) fn new(args: &BuildArgs) -> Self {
        Self {
            config: ContainerConfig::default(),
            author: String::new(),
            has_cmd: false,
            image: String::new(),
            args: args.of_stage(),
        }
    }
}

impl Session<'_> {
    /// An `ARG` before the first `FROM`.
    pub(super) fn global_arg(&mut self, arg: &Arg) -> Result<(), Stop> {
        let env = self.args.allowed();
        let mut pairs = Vec::new();
        for pair in &arg.args {
            let key = self.expand(&pair.key.text, &env)?;
            let value = match &pair.value {
                Some(value) => Some(self.expand(&value.text, &env)?),
                None => None,
            };
            pairs.push((key, value));
        }
        for (key, value) in pairs {
            self.args.declare_global(&key, value);
        }
        Ok(())
    }

    /// Begins a stage, and runs the triggers of its base.
    pub(super) fn from(&mut self, stage: &mut Stage, from: &From) -> Result<(), Stop> {
        self.cache.reset();
        let env = self.args.for_from();
        if let Some(platform) = &from.platform {
            let platform = self.expand(&platform.text, &env)?;
            check_platform(&platform)
                .map_err(|error| format!("failed to parse platform {platform}: {error}"))?;
        }
        let name = self.expand(&from.base.text, &env)?;
        if name.is_empty() {
            return Err(format!("base name ({}) should not be blank", from.base.text).into());
        }
        let lower = name.to_lowercase();
        let earlier = self.done.iter().find(|(done, _)| *done == lower);
        stage.image = match earlier {
            Some((_, image)) => image.clone(),
            None if name == "scratch" => String::new(),
            None => self.fetch(&name)?,
        };
        if let Some(image) = self.engine.image(&stage.image) {
            stage.config = image.config.config.clone();
            // Docker 20.10 has no such field in what it writes.
            stage.config.args_escaped = false;
        }
        if stage.config.env_value("PATH").is_none() {
            let path = crate::path::default_path_env("linux");
            stage.config.env.push(format!("PATH={path}"));
        }
        let triggers = std::mem::take(&mut stage.config.on_build);
        if triggers.is_empty() {
            return Ok(());
        }
        let plural = if triggers.len() > 1 { "s" } else { "" };
        self.say(&format!(
            "# Executing {} build trigger{plural}\n",
            triggers.len()
        ));
        for trigger in triggers {
            let command = dockerfile::parse_trigger_as(self.tree.version, &trigger)
                .map_err(|problem| problem.message)?;
            let result = self.dispatch(stage, &command.instruction);
            self.close(result.is_ok());
            result?;
        }
        Ok(())
    }

    /// Id of an image by name, as the daemon finds it: its own store, then the registry.
    pub(super) fn fetch(&mut self, name: &str) -> Result<String, String> {
        if name.len() >= 12 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let found = self
                .engine
                .images()
                .find(|image| image.id.starts_with(name));
            if let Some(image) = found {
                return Ok(image.id.clone());
            }
        }
        let reference = Reference::parse(name).map_err(|error| old_text(&error))?;
        let full = reference.clone().with_default_tag();
        let familiar = full.familiar();
        if let Some(image) = self.engine.tagged(&familiar) {
            return Ok(image.id.clone());
        }
        let known = self.engine.known_images.as_ref();
        if known.is_some_and(|known| !known.contains(&familiar)) {
            let host = match full.domain.as_str() {
                "docker.io" => "registry-1.docker.io",
                domain => domain,
            };
            return Err(if self.engine.is_offline {
                format!("Get \"https://{host}/v2/\": {}", no_such_host(host))
            } else {
                let repository = reference.familiar();
                let repository = repository.split([':', '@']).next().unwrap_or_default();
                format!(
                    "pull access denied for {repository}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"
                )
            });
        }
        let base = self.input.images.find(&full);
        Ok(self.engine.add_base(&full, base))
    }

    /// Expands a word.
    pub(super) fn expand(&self, word: &str, env: &[(String, String)]) -> Result<String, String> {
        let expansion = self.tree.lex().expand(word, &env);
        expansion
            .map(|expansion| expansion.text)
            .map_err(|error| error.message)
    }
}

/// `platforms.Parse` of that time, which knew no versions of systems.
fn check_platform(platform: &str) -> Result<(), String> {
    let is_name = |part: &str| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        !part.is_empty() && part.chars().all(fits)
    };
    match platform.split('/').find(|part| !is_name(part)) {
        Some(part) => Err(format!(
            "\"{part}\" is an invalid component of \"{platform}\": platform specifier component must match \"^[A-Za-z0-9_-]+$\": invalid argument"
        )),
        None => Platform::parse(platform).map(|_| ()),
    }
}

/// The library named no repository in its error yet.
pub(crate) fn old_text(error: &str) -> String {
    match (error.find(" name ("), error.find(") must be lowercase")) {
        (Some(start), Some(end)) if start < end => {
            let before = error.get(..start).unwrap_or_default();
            format!("{before} name must be lowercase")
        }
        _ => error.to_owned(),
    }
}

/// What Go says of a name that no server knows.
pub(crate) fn no_such_host(host: &str) -> String {
    let name = host.split(':').next().unwrap_or_default();
    format!("dial tcp: lookup {name} on <resolver>: no such host")
}
