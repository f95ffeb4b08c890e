//! BuildKit's Dockerfile frontend: instructions to stages, to a graph and an image for each platform.
//!
//! Follows `frontend/dockerfile/dockerfile2llb` of BuildKit (commit 73ed6825, frontend 1.26).
//! Nothing here knows how to run a graph.

mod args;
mod base;
mod context;
mod dispatch;
mod epoch;
mod error;
mod ignore_file;
mod lookup;
mod names;
mod onbuild;
mod outline;
mod parse;
mod scan;
mod settings;
mod stage;
mod stages;
mod state;
mod targets;
mod uses;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use dockerfile::{Dockerfile, Lex};

pub(crate) use dispatch::{duration, is_signal};
pub use error::BuildError;
pub use lookup::{AnyImage, ImageLookup, ResolvedImage};
pub use outline::{Outline, OutlineArg, OutlineMount};
pub use scan::ScanTargets;
pub use targets::{Target, targets};

use crate::environment::Environment;
use crate::graph::{Builder, Definition, Edge, ProxyEnv};
use crate::image::ImageConfig;
use crate::lint::{LintConfig, Linter, Warning};
use crate::options::BuildOptions;
use crate::platform::Platform;
use stage::{Stage, StageId};

/// What the frontend makes of a Dockerfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Frontend {
    /// One for each `--platform`, in their order; empty when there is an error.
    pub platforms: Vec<PlatformBuild>,
    /// Why it does not build.
    pub error: Option<BuildError>,
    /// Build checks of the stages that the target needs, as a build reports them.
    pub warnings: Vec<Warning>,
    /// Images asked for.
    pub resolved: Vec<ResolvedImage>,
}

/// The build for one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct PlatformBuild {
    /// The platform that was asked for, or the builder's.
    pub platform: Platform,
    /// Several platforms were asked for, so the result is an index.
    pub is_multi_platform: bool,
    /// What to run; its result is the image's file system.
    pub definition: Definition,
    /// Config and history; layer entries name their vertex in `definition`.
    pub image: ImageConfig,
    /// The image that the target's first stage starts from.
    pub base_image: Option<ImageConfig>,
    /// What an SBOM scanner is given besides the result.
    pub scan: ScanTargets,
}

/// What `docker build --check` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Check {
    /// Broken rules of all stages, or of the target's when one is given; in the order found.
    pub warnings: Vec<Warning>,
    /// Why it would not build.
    pub error: Option<BuildError>,
}

/// Converts a Dockerfile as `docker build` does. User input is never an `Err`.
///
/// ```
/// use drybuild::frontend::{AnyImage, convert};
/// use drybuild::options::BuildOptions;
///
/// let dockerfile = dockerfile::parse("FROM alpine\nARG TOKEN=x\nRUN make\n");
/// let frontend = convert(&dockerfile, &BuildOptions::default(), &AnyImage);
/// let history: Vec<&str> = frontend
///     .platforms
///     .iter()
///     .flat_map(|p| &p.image.history)
///     .map(|h| h.created_by.as_str())
///     .collect();
/// assert_eq!(history, ["ARG TOKEN=x", "RUN |1 TOKEN=x /bin/sh -c make # buildkit"]);
/// ```
#[must_use]
pub fn convert(
    dockerfile: &Dockerfile,
    options: &BuildOptions,
    images: &dyn ImageLookup,
) -> Frontend {
    let mut frontend = Frontend::default();
    if let Err(error) = settings::check(options) {
        frontend.error = Some(error);
        return frontend;
    }
    let warnings = RefCell::new(Vec::new());
    let requested: Vec<Option<&Platform>> = if options.platforms.is_empty() {
        vec![None]
    } else {
        options.platforms.iter().map(Some).collect()
    };
    let count = requested.len();
    let mut failed = Vec::new();
    for (index, platform) in requested.into_iter().enumerate() {
        // BuildKit reports the warnings of one platform only.
        let warnings = (index == 0).then_some(&warnings);
        let setup = Setup {
            dockerfile,
            options,
            images,
            platform,
            warnings,
            all_stages: false,
        };
        let mut converter = match Converter::new(setup) {
            Ok(converter) => converter,
            Err(error) => {
                frontend.error = Some(error);
                break;
            }
        };
        let built = converter
            .run(dockerfile)
            .and_then(|target| converter.finish(target));
        for image in converter.resolved {
            if !frontend.resolved.contains(&image) {
                frontend.resolved.push(image);
            }
        }
        match built {
            Ok(build) => frontend.platforms.push(build),
            Err(error) => failed.push((index, error)),
        }
    }
    // All platforms are converted at once, and the one that was begun last runs first.
    let is_last = |(index, _): &(usize, BuildError)| index + 1 == count;
    let at = failed.iter().position(is_last).unwrap_or_default();
    if let Some((_, error)) = failed.into_iter().nth(at) {
        frontend.error = Some(error);
    }
    if let Some(error) = frontend.error.take() {
        frontend.platforms.clear();
        frontend.error = Some(error.through_syntax(dockerfile, options));
    }
    frontend.warnings = warnings.into_inner();
    frontend
}

/// Runs the build checks as `docker build --check` does.
///
/// # Errors
/// An option cannot be read; BuildKit then checks nothing.
pub fn check(
    dockerfile: &Dockerfile,
    options: &BuildOptions,
    images: &dyn ImageLookup,
) -> Result<Check, BuildError> {
    settings::check(options)?;
    let warnings = RefCell::new(Vec::new());
    let setup = Setup {
        dockerfile,
        options,
        images,
        platform: None,
        warnings: Some(&warnings),
        all_stages: options.target.is_empty(),
    };
    let error = Converter::new(setup)
        .and_then(|mut converter| converter.run(dockerfile))
        .err();
    Ok(Check {
        warnings: warnings.into_inner(),
        error,
    })
}

/// What the target takes, as `docker build --call=outline` says.
///
/// # Errors
/// The Dockerfile does not build.
pub fn outline(
    dockerfile: &Dockerfile,
    options: &BuildOptions,
    images: &dyn ImageLookup,
) -> Result<Outline, BuildError> {
    settings::check(options)?;
    let warnings = RefCell::new(Vec::new());
    let setup = Setup {
        dockerfile,
        options,
        images,
        platform: None,
        warnings: Some(&warnings),
        all_stages: false,
    };
    let outline = Converter::new(setup).and_then(|mut converter| {
        let target = converter.run(dockerfile)?;
        Ok(converter.outline(target))
    });
    outline.map_err(|error| error.through_syntax(dockerfile, options))
}

/// Errors of the text behind the one at which BuildKit stops: what it would find next.
#[must_use]
pub fn further_errors(dockerfile: &Dockerfile) -> Vec<BuildError> {
    dockerfile
        .problems
        .iter()
        .skip(1)
        .map(|problem| parse::error(dockerfile, problem))
        .collect()
}

/// What a conversion starts from.
#[derive(Clone, Copy)]
struct Setup<'a> {
    dockerfile: &'a Dockerfile,
    options: &'a BuildOptions,
    images: &'a dyn ImageLookup,
    platform: Option<&'a Platform>,
    warnings: Option<&'a RefCell<Vec<Warning>>>,
    all_stages: bool,
}

/// One conversion of a Dockerfile, for one platform (`dispatchContext`).
struct Converter<'a> {
    options: &'a BuildOptions,
    images: &'a dyn ImageLookup,
    linter: Linter<'a>,
    lex: Lex,
    all_stages: bool,
    requested_platform: Option<Platform>,
    target_platform: Platform,
    is_multi_platform: bool,
    build_args: BTreeMap<String, String>,
    global_args: Environment,
    global_outline: outline::Capture,
    proxy: Option<ProxyEnv>,
    ignore: Option<ignore_file::IgnoreFile>,
    builder: Builder,
    context: Edge,
    stages: Vec<Stage<'a>>,
    by_name: HashMap<String, StageId>,
    resolved: Vec<ResolvedImage>,
}

impl<'a> Converter<'a> {
    fn new(setup: Setup<'a>) -> Result<Self, BuildError> {
        let Setup {
            dockerfile,
            options,
            images,
            platform,
            warnings,
            all_stages,
        } = setup;
        let linter = Linter::new(lint_config(dockerfile, options)?, warnings);
        let mut builder = Builder::default();
        let context = builder.reserve();
        let build_args = options.all_build_args();
        Ok(Self {
            options,
            images,
            linter,
            lex: dockerfile.lex(),
            all_stages,
            requested_platform: platform.cloned(),
            target_platform: platform.unwrap_or(&options.build_platform).clone(),
            is_multi_platform: settings::is_multi_platform(options),
            proxy: args::proxy_env(&build_args),
            build_args,
            global_args: Environment::default(),
            global_outline: outline::Capture::default(),
            ignore: None,
            builder,
            context,
            stages: Vec::new(),
            by_name: HashMap::new(),
            resolved: Vec::new(),
        })
    }

    /// From instructions to the dispatched target (`toDispatchState`).
    fn run(&mut self, dockerfile: &'a Dockerfile) -> Result<StageId, BuildError> {
        parse::check(dockerfile, &self.linter)?;
        self.set_global_args(dockerfile)?;
        self.set_epoch(dockerfile)?;
        self.add_stages(dockerfile)?;
        let target = self.target()?;
        self.link_stages()?;
        let reachable = self.resolve_stages(target)?;
        self.dispatch_stages(&reachable)?;
        if let Some(stage) = self.stages.get_mut(target) {
            let labels = self.options.labels.iter().cloned();
            stage.image.config.labels.extend(labels);
        }
        self.mark_path(target, "/");
        match self.linter.error() {
            Some(message) => Err(BuildError::new(message)),
            None => Ok(target),
        }
    }

    /// The stage to build.
    fn target(&self) -> Result<StageId, BuildError> {
        let wanted = &self.options.target;
        if wanted.is_empty() {
            return Ok(self.stages.len().saturating_sub(1));
        }
        self.find_stage(wanted).ok_or_else(|| {
            if !self.lex.version.suggests() {
                return BuildError::new(format!("target stage {wanted} could not be found"));
            }
            let message = format!(
                "target stage {} could not be found",
                crate::quote::quote(wanted)
            );
            BuildError::new(crate::suggest::wrap(message, wanted, self.stage_names()))
        })
    }

    /// The graph and the image of the target (`finalizeResultImage`, `Marshal`).
    fn finish(&mut self, target: StageId) -> Result<PlatformBuild, BuildError> {
        self.fill_contexts()?;
        let scan = self.scan_targets(target);
        let stage = self
            .stages
            .get_mut(target)
            .map(std::mem::take)
            .unwrap_or_default();
        let mut image = stage.image;
        if let Some(requested) = &self.requested_platform {
            let same = requested.os == image.platform.os
                && requested.architecture == image.platform.architecture;
            image.platform.os.clone_from(&requested.os);
            image
                .platform
                .architecture
                .clone_from(&requested.architecture);
            if !requested.variant.is_empty() || !same {
                image.platform.variant.clone_from(&requested.variant);
            }
            if !requested.os_version.is_empty() || !same {
                image.platform.os_version.clone_from(&requested.os_version);
            }
            if !requested.os_features.is_empty() {
                image
                    .platform
                    .os_features
                    .clone_from(&requested.os_features);
            }
        }
        image.platform = image.platform.normalize();
        let builder = std::mem::take(&mut self.builder);
        let (definition, placement) = builder.definition(stage.state.output);
        dispatch::check_processes(&definition)?;
        for entry in &mut image.history {
            entry.vertex = entry.vertex.and_then(|vertex| placement.vertex(vertex));
        }
        Ok(PlatformBuild {
            platform: self.target_platform.clone(),
            is_multi_platform: self.is_multi_platform,
            definition,
            image,
            base_image: stage.base_image,
            scan,
        })
    }
}

/// What `# check=` or `BUILDKIT_DOCKERFILE_CHECK` asks for; the second wins.
fn lint_config(dockerfile: &Dockerfile, options: &BuildOptions) -> Result<LintConfig, BuildError> {
    if let Some(config) = settings::lint_config(options)? {
        return Ok(config);
    }
    let text = parse::check_directive(dockerfile).unwrap_or_default();
    LintConfig::parse(text)
        .map_err(|e| BuildError::new(format!("failed to parse check options: {e}")))
}

#[cfg(test)]
mod tests;
