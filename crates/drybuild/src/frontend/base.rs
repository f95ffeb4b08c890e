//! What a stage starts from: an image, a context, another stage or nothing.

use std::collections::BTreeSet;

use super::stage::{Stage, StageId};
use super::{BuildError, Converter};
use crate::graph::{Op, SourceOp, Vertex};
use crate::image::ImageConfig;
use crate::legacy::stage::old_text;
use crate::lint::invalid_base_image_platform;
use crate::path::default_path_env;
use crate::platform::Platform;
use crate::reference::Reference;
use crate::suggest;

use super::state::State;

/// Images that BuildKit suggests for a misspelt name.
const COMMON_IMAGES: [&str; 7] = [
    "alpine", "busybox", "centos", "debian", "golang", "ubuntu", "fedora",
];

impl Converter<'_> {
    /// Finds every base, and again while `ONBUILD` triggers bring new stages (`resolveStages`).
    pub(super) fn resolve_stages(
        &mut self,
        target: StageId,
    ) -> Result<BTreeSet<StageId>, BuildError> {
        loop {
            let reachable = self.reachable(target);
            self.resolve_bases(&reachable)?;
            let mut again = false;
            for &id in &reachable {
                self.inherit(id);
                again |= self.add_triggers(id)?;
            }
            if !again {
                return Ok(reachable);
            }
        }
    }

    /// The stages that the target needs.
    fn reachable(&self, target: StageId) -> BTreeSet<StageId> {
        let (mut found, mut open) = (BTreeSet::new(), vec![target]);
        while let Some(id) = open.pop() {
            if found.insert(id)
                && let Some(stage) = self.stages.get(id)
            {
                open.extend(stage.base);
                open.extend(stage.uses.iter().map(|(used, _)| *used));
            }
        }
        found
    }

    /// BuildKit asks for all of them at once. Where several fail, it reports the one that it asked
    /// for last, and if that is well, the first: the order in which Go runs what waits.
    fn resolve_bases(&mut self, reachable: &BTreeSet<StageId>) -> Result<(), BuildError> {
        let mut first = Ok(());
        let mut last = Ok(());
        for id in 0..self.stages.len() {
            let is_reachable = self.all_stages || reachable.contains(&id);
            let Some(mut stage) = self.stages.get_mut(id).map(std::mem::take) else {
                continue;
            };
            if stage.base.is_none() && !stage.is_dispatched && !stage.is_resolved {
                let is_asked_for = stage.base_name != "scratch" || stage.context.is_some();
                stage.is_resolved = is_reachable;
                let result = self.resolve_base(&mut stage, is_reachable);
                if is_asked_for {
                    first = first.and(result.clone());
                    last = result;
                }
            }
            if let Some(place) = self.stages.get_mut(id) {
                *place = stage;
            }
        }
        last.and(first)
    }

    fn resolve_base(
        &mut self,
        stage: &mut Stage<'_>,
        is_reachable: bool,
    ) -> Result<(), BuildError> {
        if stage.base_name == "scratch" && stage.context.is_none() {
            stage.state = State::default();
            stage.image = empty_image(&self.target_platform);
            stage.platform = Some(self.target_platform.clone());
            stage.is_dispatched |= stage.is_hidden;
            return Ok(());
        }
        let result = self.resolve_image(stage, is_reachable);
        stage.is_dispatched |= stage.is_hidden;
        result.map_err(|e| e.at(&stage.location))
    }

    /// A base that is an image or a context (`resolveBaseImage`).
    fn resolve_image(
        &mut self,
        stage: &mut Stage<'_>,
        is_reachable: bool,
    ) -> Result<(), BuildError> {
        let original = stage.base_name.clone();
        let reference = Reference::parse(&original).map_err(|e| {
            BuildError::new(format!(
                "failed to parse stage name {}: {}",
                crate::quote::quote(&original),
                if self.lex.version.suggests() {
                    e
                } else {
                    old_text(&e)
                }
            ))
        })?;
        let reference = reference.with_default_tag();
        let mut platform = stage
            .platform
            .clone()
            .unwrap_or_else(|| self.target_platform.clone());
        stage.base_name = reference.to_string();
        let mut is_empty = false;
        if is_reachable {
            if let Some(context) = stage.context.clone() {
                return self.start_from_context(stage, &context);
            }
            if let Some(context) = self.named_context(&stage.base_name, Some(&platform))? {
                let loaded = self.load_context(&context)?;
                stage.image = loaded.image.unwrap_or_else(|| empty_image(&platform));
                stage.base_image = Some(stage.image.clone());
                stage.state = State {
                    platform: Some(platform.normalize()),
                    ..loaded.state
                };
                stage.local = loaded.local;
                stage.platform = Some(platform);
                return Ok(());
            }
            stage.image = self.resolve_base_image(&reference, &platform, &original)?;
            stage.base_image = Some(stage.image.clone());
            if stage.platform.is_none() && self.requested_platform.is_none() {
                platform = detect_platform(&stage.image, &platform, &self.options.build_platform);
            }
            is_empty = stage.image.diff_ids.is_empty()
                && stage.image.history.iter().all(|h| h.empty_layer);
        }
        if is_empty {
            stage.state = State::default();
        } else {
            self.start_from_image(stage, &reference, &platform, &original);
            if is_reachable {
                self.check_image_platform(stage, &original, &platform);
            }
        }
        stage.platform = Some(platform);
        Ok(())
    }

    fn start_from_context(
        &mut self,
        stage: &mut Stage<'_>,
        context: &super::context::NamedContext,
    ) -> Result<(), BuildError> {
        let loaded = self.load_context(context)?;
        stage.is_dispatched = true;
        stage.state = loaded.state;
        stage.local = loaded.local;
        if let Some(image) = loaded.image {
            if !image.platform.architecture.is_empty() && !image.platform.os.is_empty() {
                stage.platform = Some(image.platform.clone());
            }
            stage.image = image;
        }
        Ok(())
    }

    fn resolve_base_image(
        &mut self,
        reference: &Reference,
        platform: &Platform,
        original: &str,
    ) -> Result<ImageConfig, BuildError> {
        let prefix = if self.is_multi_platform {
            format!("[{platform} internal]")
        } else {
            "[internal]".to_owned()
        };
        let log_name = format!("{prefix} load metadata for {reference}");
        self.resolve(reference, platform, log_name).map_err(|e| {
            let common: Vec<String> = COMMON_IMAGES
                .iter()
                .flat_map(|name| {
                    let name = (*name).to_owned();
                    let library = format!("docker.io/library{name}");
                    [
                        name.clone(),
                        library.clone(),
                        format!("{name}:latest"),
                        format!("{library}:latest"),
                    ]
                })
                .collect();
            let options = self.stage_names().chain(common.iter().map(String::as_str));
            BuildError::new(suggest::wrap(
                format!("{original}: {}", e.message),
                original,
                options,
            ))
        })
    }

    /// The vertex that pulls the image.
    fn start_from_image(
        &mut self,
        stage: &mut Stage<'_>,
        reference: &Reference,
        platform: &Platform,
        original: &str,
    ) {
        let name_platform = self.is_multi_platform.then_some(platform);
        stage.count_step();
        // Older versions show a tag only where it is written.
        let written = Reference::parse(original).map(|written| written.to_string());
        let shown = match written {
            Ok(written) if !self.lex.version.suggests() => written,
            _ => reference.to_string(),
        };
        let name = stage.step_name(name_platform, &format!("FROM {shown}"));
        let op = SourceOp {
            identifier: format!("docker-image://{reference}"),
            ..SourceOp::default()
        };
        let vertex = Vertex {
            platform: Some(platform.clone()),
            name,
            command: stage.code.clone(),
            ..stage.vertex(Op::Source(op))
        };
        let output = self.builder.add(vertex);
        stage.state = State::of(Some(output), Some(platform));
    }

    fn check_image_platform(&self, stage: &Stage<'_>, original: &str, expected: &Platform) {
        let actual = &stage.image.platform;
        if expected.os != actual.os || expected.architecture != actual.architecture {
            let (expected, actual) = (
                expected.normalize().to_string(),
                actual.normalize().to_string(),
            );
            let detail = invalid_base_image_platform::detail(original, &expected, &actual);
            self.linter
                .report(&invalid_base_image_platform::RULE, &stage.location, detail);
        }
    }

    /// Takes over what the stage below has (`dispatchState.init`).
    pub(super) fn inherit(&mut self, id: StageId) {
        let base = self.stages.get(id).and_then(|s| s.base);
        let Some(base) = base
            .and_then(|base| self.stages.get(base))
            .map(Inherited::of)
        else {
            return;
        };
        if let Some(stage) = self.stages.get_mut(id) {
            stage.state = base.state;
            stage.platform = base.platform;
            stage.image = base.image;
            stage.image.config.on_build.clear();
            stage.base_image = base.base_image;
            stage.paths_of = base.paths_of;
            stage.has_workdir = base.has_workdir;
            if self.lex.version.suggests() {
                stage.build_args.extend(base.build_args);
            }
        }
    }
}

/// What a stage hands on to those that build on it.
struct Inherited {
    state: State,
    platform: Option<Platform>,
    image: ImageConfig,
    base_image: Option<ImageConfig>,
    paths_of: StageId,
    has_workdir: bool,
    build_args: Vec<(String, Option<String>)>,
}

impl Inherited {
    fn of(stage: &Stage<'_>) -> Self {
        Self {
            state: stage.state.clone(),
            platform: stage.platform.clone(),
            image: stage.image.clone(),
            base_image: stage.base_image.clone(),
            paths_of: stage.paths_of,
            has_workdir: stage.has_workdir,
            build_args: stage.build_args.clone(),
        }
    }
}

/// The image of `FROM scratch`.
fn empty_image(platform: &Platform) -> ImageConfig {
    let mut image = ImageConfig {
        platform: platform.clone(),
        ..ImageConfig::default()
    };
    "/".clone_into(&mut image.config.working_dir);
    if platform.os != "windows" {
        image.config.set_env("PATH", default_path_env(&platform.os));
    }
    image
}

/// The builder's own platform, where the image was made for it and nothing else was asked for.
fn detect_platform(image: &ImageConfig, target: &Platform, supported: &Platform) -> Platform {
    let is =
        |p: &Platform| p.os == image.platform.os && p.architecture == image.platform.architecture;
    if !is(target) && is(supported) {
        supported.clone()
    } else {
        target.clone()
    }
}
