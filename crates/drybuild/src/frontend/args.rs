//! Build arguments before the first `FROM`, and those that are always there.

use std::collections::BTreeMap;

use dockerfile::Dockerfile;

use super::outline::{ArgInfo, Capture};
use super::{BuildError, Converter, parse};
use crate::environment::Environment;
use crate::graph::ProxyEnv;
use crate::lint::{Linter, invalid_default_arg_in_from};
use crate::options::BuildOptions;
use crate::reference::Reference;

impl BuildOptions {
    /// A frontend attribute by BuildKit's name; build arguments are `build-arg:NAME`.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        if let Some(value) = self.raw.get(name) {
            return Some(value);
        }
        let key = name.strip_prefix("build-arg:")?;
        self.build_args
            .iter()
            .rev()
            .find(|(k, _)| k == key)
            .map(|(_, value)| value.as_str())
    }

    /// The Dockerfile's name, as logs and errors call it.
    pub(crate) fn dockerfile_name(&self) -> &str {
        let name = self.raw.get("filename").filter(|name| !name.is_empty());
        name.map_or("Dockerfile", |name| name)
    }

    /// All build arguments, of two with one name the last.
    pub(crate) fn all_build_args(&self) -> BTreeMap<String, String> {
        let mut args: BTreeMap<String, String> = self.build_args.iter().cloned().collect();
        let raw = self
            .raw
            .iter()
            .filter_map(|(k, v)| Some((k.strip_prefix("build-arg:")?.to_owned(), v.clone())));
        args.extend(raw);
        args
    }
}

impl Converter<'_> {
    /// Reads the arguments before the first `FROM` (`buildMetaArgs`).
    pub(super) fn set_global_args(&mut self, dockerfile: &Dockerfile) -> Result<(), BuildError> {
        let defaults = self.default_args(dockerfile);
        check_default_bases(dockerfile, &defaults, &self.linter);
        (self.global_args, self.global_outline) =
            global_args(dockerfile, defaults, &self.build_args)?;
        Ok(())
    }

    /// Arguments that need no declaration in `FROM` (`defaultArgs` of `dockerfile2llb/platform.go`).
    fn default_args(&self, dockerfile: &Dockerfile) -> Environment {
        let (build, target) = (&self.options.build_platform, &self.target_platform);
        let last = dockerfile
            .stages
            .last()
            .map(|s| s.from.name.as_str())
            .unwrap_or_default();
        let stage = [self.options.target.as_str(), last, "default"]
            .into_iter()
            .find(|s| !s.is_empty());
        let pairs = [
            ("BUILDPLATFORM", build.format()),
            ("BUILDOS", build.os.clone()),
            ("BUILDOSVERSION", build.os_version.clone()),
            ("BUILDARCH", build.architecture.clone()),
            ("BUILDVARIANT", build.variant.clone()),
            ("TARGETPLATFORM", target.to_string()),
            ("TARGETOS", target.os.clone()),
            ("TARGETOSVERSION", target.os_version.clone()),
            ("TARGETARCH", target.architecture.clone()),
            ("TARGETVARIANT", target.variant.clone()),
            ("TARGETSTAGE", stage.unwrap_or_default().to_owned()),
        ];
        let mut environment = Environment::default();
        for (key, value) in &pairs {
            environment.set(key, self.build_args.get(*key).unwrap_or(value));
        }
        environment
    }
}

fn global_args(
    dockerfile: &Dockerfile,
    mut environment: Environment,
    build_args: &BTreeMap<String, String>,
) -> Result<(Environment, Capture), BuildError> {
    let mut capture = Capture::default();
    for meta in &dockerfile.meta_args {
        let location = parse::location(&meta.origin);
        for arg in &meta.arg.args {
            let mut info = ArgInfo {
                description: arg.doc.clone(),
                location: location.clone(),
                ..ArgInfo::default()
            };
            let value = match (build_args.get(arg.key.as_str()), &arg.value) {
                (Some(given), _) => Some(given.clone()),
                (None, Some(default)) => {
                    let expanded = parse::expand(dockerfile.lex(), &default.text, &environment)
                        .map_err(|e| BuildError::new(e.message).at(&location))?;
                    info.needs = expanded.matched;
                    if info.needs.remove(arg.key.as_str())
                        && let Some(old) = capture.args.get(arg.key.as_str())
                    {
                        info.needs.extend(old.needs.iter().cloned());
                    }
                    Some(expanded.text)
                }
                (None, None) => None,
            };
            if let Some(value) = value {
                environment.set(&arg.key.text, &value);
                info.value = value;
            }
            capture.args.insert(arg.key.to_string(), info);
        }
    }
    Ok((environment, capture))
}

/// Whether every `FROM` names an image when no `--build-arg` is given.
fn check_default_bases(dockerfile: &Dockerfile, defaults: &Environment, linter: &Linter<'_>) {
    let Ok((environment, _)) = global_args(dockerfile, defaults.clone(), &BTreeMap::new()) else {
        return;
    };
    for stage in &dockerfile.stages {
        let Ok(name) = parse::expand(dockerfile.lex(), &stage.from.base.text, &environment) else {
            return;
        };
        if Reference::parse(&name.text).is_err() {
            let location = parse::location(&stage.origin);
            let rule = &invalid_default_arg_in_from::RULE;
            linter.report(
                rule,
                &location,
                invalid_default_arg_in_from::detail(&stage.from.base.text),
            );
        }
    }
}

/// Values of the proxy arguments, in any case; of two spellings the one later in the alphabet counts.
pub(super) fn proxy_env(build_args: &BTreeMap<String, String>) -> Option<ProxyEnv> {
    let mut proxy = None;
    for (key, value) in build_args {
        let field: fn(&mut ProxyEnv) -> &mut String = match key.to_ascii_lowercase().as_str() {
            "http_proxy" => |p| &mut p.http,
            "https_proxy" => |p| &mut p.https,
            "ftp_proxy" => |p| &mut p.ftp,
            "no_proxy" => |p| &mut p.no,
            "all_proxy" => |p| &mut p.all,
            _ => continue,
        };
        field(proxy.get_or_insert_with(ProxyEnv::default)).clone_from(value);
    }
    proxy
}
