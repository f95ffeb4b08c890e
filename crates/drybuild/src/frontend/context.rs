//! Named contexts (`--build-context name=source`) as stages and images see them.
//!
//! Follows `frontend/dockerui/namedcontext.go`.

mod local;

pub(super) use local::{LocalContext, follow_paths, json_list};

use super::error::BuildError;
use super::state::State;
use super::{Converter, lookup::ResolvedImage};
use crate::git_url::{GitRef, GitRefError};
use crate::graph::{Op, SourceOp, Vertex};
use crate::image::ImageConfig;
use crate::platform::Platform;
use crate::quote::quote;
use crate::reference::Reference;

/// A `--build-context` that a name leads to.
#[derive(Debug, Clone)]
pub(super) struct NamedContext {
    source: String,
    /// As given on the command line, perhaps with `::platform`.
    name: String,
    platform: Option<Platform>,
}

/// What a context holds.
pub(super) struct Loaded {
    pub(super) state: State,
    pub(super) image: Option<ImageConfig>,
    pub(super) local: Option<LocalContext>,
}

impl Converter<'_> {
    /// The context that `name` leads to, if any (`Client.NamedContext`).
    pub(super) fn named_context(
        &self,
        name: &str,
        platform: Option<&Platform>,
    ) -> Result<Option<NamedContext>, BuildError> {
        if name.eq_ignore_ascii_case("scratch") || name.eq_ignore_ascii_case("context") {
            return Ok(None);
        }
        let platform = platform.or(self.requested_platform.as_ref()).cloned();
        let reference = Reference::parse(name)
            .map_err(|e| BuildError::new(format!("invalid context name {name}: {e}")))?;
        let familiar = reference.familiar();
        let name = familiar
            .strip_suffix(":latest")
            .unwrap_or(&familiar)
            .to_owned();
        let suffix = platform
            .clone()
            .unwrap_or_else(Platform::linux_amd64)
            .normalize();
        let with_platform = format!("{name}::{suffix}");
        let find = |key: &str| {
            self.options
                .contexts
                .iter()
                .rev()
                .find(|(k, _)| k == key)
                .cloned()
        };
        let found = find(&with_platform).or_else(|| find(&name));
        Ok(found.map(|(name, source)| NamedContext {
            source,
            name,
            platform,
        }))
    }

    /// Brings a context into the graph.
    pub(super) fn load_context(&mut self, context: &NamedContext) -> Result<Loaded, BuildError> {
        let NamedContext {
            source,
            name,
            platform,
        } = context;
        let Some((scheme, rest)) = source.split_once(':') else {
            return Err(BuildError::new(format!(
                "invalid context specifier {source} for {name}"
            )));
        };
        match scheme {
            "docker-image" => {
                self.load_image(name, rest.trim_start_matches("//"), platform.as_ref())
            }
            "http" | "https" | "git" => self.load_remote(name, source),
            scheme if scheme.starts_with("git@") => self.load_remote(name, source),
            "local" => Ok(local::load(&mut self.builder, name, rest)),
            "oci-layout" => {
                self.load_layout(name, rest.trim_start_matches("//"), platform.as_ref())
            }
            // States that another frontend hands over; a build from the command line has none.
            "input" => Err(BuildError::new(format!("invalid input {rest} for {name}"))),
            other => Err(BuildError::new(format!(
                "unsupported context source {other} for {name}"
            ))),
        }
    }

    fn load_image(
        &mut self,
        name: &str,
        text: &str,
        platform: Option<&Platform>,
    ) -> Result<Loaded, BuildError> {
        if text == "scratch" {
            return Ok(Loaded {
                state: State::default(),
                image: None,
                local: None,
            });
        }
        let reference = Reference::parse(text)?.with_default_tag();
        let log_name = format!("[context {name}] load metadata for {text}");
        let wanted = platform
            .cloned()
            .unwrap_or_else(|| self.target_platform.clone());
        let image = self.resolve(&reference, &wanted, log_name)?;
        let vertex = Vertex {
            platform: Some(wanted.clone()),
            name: format!("[context {name}] {text}"),
            ..Vertex::new(Op::Source(SourceOp {
                identifier: format!("docker-image://{reference}"),
                ..SourceOp::default()
            }))
        };
        let output = self.builder.add(vertex);
        let state = State::of(Some(output), Some(&wanted))
            .with_image_config(&image.config, &image.platform);
        Ok(Loaded {
            state,
            image: Some(image),
            local: None,
        })
    }

    fn load_remote(&mut self, name: &str, source: &str) -> Result<Loaded, BuildError> {
        let vertex = match GitRef::parse(source) {
            Ok(git) => Vertex {
                name: format!("[internal] load git source {source}"),
                ..Vertex::new(Op::Source(git.source()))
            },
            Err(GitRefError::Invalid(message)) => return Err(BuildError::new(message)),
            Err(GitRefError::NotGit)
                if source.starts_with("http://") || source.starts_with("https://") =>
            {
                let attrs = [("http.filename".to_owned(), "context".to_owned())].into();
                Vertex {
                    name: format!("[context {name}] {source}"),
                    ..Vertex::new(Op::Source(SourceOp {
                        identifier: source.to_owned(),
                        attrs,
                    }))
                }
            }
            Err(GitRefError::NotGit) => {
                return Err(BuildError::new(format!("invalid git context {source}")));
            }
        };
        let output = self.builder.add(vertex);
        Ok(Loaded {
            state: State::of(Some(output), None),
            image: None,
            local: None,
        })
    }

    fn load_layout(
        &mut self,
        name: &str,
        text: &str,
        platform: Option<&Platform>,
    ) -> Result<Loaded, BuildError> {
        let (store, digest) = match text.split_once('@') {
            Some((store, digest)) => (store, digest),
            None => {
                return Err(BuildError::new(format!(
                    "oci-layout reference {} has no digest",
                    quote(text)
                )));
            }
        };
        let plain_name = name.split("::").next().unwrap_or(name);
        let mut reference = Reference::parse(plain_name).map_err(|e| {
            BuildError::new(format!(
                "could not parse oci-layout reference {}: {e}",
                quote(plain_name)
            ))
        })?;
        digest.clone_into(&mut reference.digest);
        let wanted = platform
            .cloned()
            .unwrap_or_else(|| self.target_platform.clone());
        let image = self.resolve(
            &reference,
            &wanted,
            format!("[context {name}] load metadata for {reference}"),
        )?;
        let attrs = [("oci.store".to_owned(), store.to_owned())].into();
        let vertex = Vertex {
            platform: Some(wanted.clone()),
            name: format!("[context {name}] OCI load from client"),
            ..Vertex::new(Op::Source(SourceOp {
                identifier: format!("oci-layout://{reference}"),
                attrs,
            }))
        };
        let output = self.builder.add(vertex);
        let state = State::of(Some(output), Some(&wanted))
            .with_image_config(&image.config, &image.platform);
        Ok(Loaded {
            state,
            image: Some(image),
            local: None,
        })
    }

    /// Asks for an image, and remembers that it was asked for.
    pub(super) fn resolve(
        &mut self,
        reference: &Reference,
        platform: &Platform,
        log_name: String,
    ) -> Result<ImageConfig, BuildError> {
        let asked = ResolvedImage {
            reference: reference.clone(),
            platform: platform.clone(),
            log_name,
        };
        if !self.resolved.contains(&asked) {
            self.resolved.push(asked);
        }
        let found = self.images.image(reference, platform);
        found.ok_or_else(|| BuildError::new(self.images.refusal(reference, platform)))
    }
}
