//! A stage on its way from instructions to graph (`dispatchState`).

use std::borrow::Cow;
use std::collections::BTreeSet;

use dockerfile::Command;

use super::context::{LocalContext, NamedContext};
use super::names::Prefix;
use super::outline::Capture;
use super::state::State;
use crate::image::ImageConfig;
use crate::lint::Location;
use crate::platform::Platform;

/// Place of a stage among all, hidden ones included.
pub(super) type StageId = usize;

/// A stage of the file, or a hidden one that stands for an image named in `--from`.
#[derive(Debug, Clone, Default)]
pub(super) struct Stage<'a> {
    /// As given by `AS`, in lower case.
    pub(super) name: String,
    /// As shown in the log.
    pub(super) log_name: String,
    /// Name after `FROM`, expanded.
    pub(super) base_name: String,
    pub(super) description: String,
    /// Text of the `FROM`.
    pub(super) code: String,
    pub(super) location: Location,
    pub(super) steps: Vec<Step<'a>>,
    /// The stage that it builds on.
    pub(super) base: Option<StageId>,
    /// Stages whose files it uses, each with the last instruction that does.
    pub(super) uses: Vec<(StageId, Location)>,
    pub(super) context: Option<NamedContext>,
    pub(super) local: Option<LocalContext>,
    pub(super) state: State,
    pub(super) image: ImageConfig,
    /// The image at the root of its bases, as it came.
    pub(super) base_image: Option<ImageConfig>,
    pub(super) platform: Option<Platform>,
    /// `ARG`s declared so far, those of the base first.
    pub(super) build_args: Vec<(String, Option<String>)>,
    /// Paths wanted of the build context.
    pub(super) context_paths: BTreeSet<String>,
    /// Whose `paths` count: its own, or those of the stage at the root of its bases.
    pub(super) paths_of: StageId,
    /// Paths wanted of this stage.
    pub(super) paths: BTreeSet<String>,
    pub(super) is_dispatched: bool,
    pub(super) is_resolved: bool,
    pub(super) has_triggers: bool,
    /// It stands for an image named in `--from`.
    pub(super) is_hidden: bool,
    pub(super) ignore_cache: bool,
    /// A `WORKDIR` of this file has set the working directory.
    pub(super) has_workdir: bool,
    pub(super) command_index: usize,
    pub(super) command_total: usize,
    pub(super) in_trigger: bool,
    pub(super) last_cmd: Option<Location>,
    pub(super) last_entrypoint: Option<Location>,
    pub(super) last_healthcheck: Option<Location>,
    pub(super) outline: Capture,
}

/// An instruction and what it reads.
#[derive(Debug, Clone)]
pub(super) struct Step<'a> {
    pub(super) command: Cow<'a, Command>,
    pub(super) location: Location,
    /// Stages behind `--from` and behind each mount.
    pub(super) sources: Vec<StageId>,
    /// It comes from `ONBUILD` of the base.
    pub(super) is_trigger: bool,
}

impl Stage<'_> {
    /// Counts an instruction that the log numbers.
    pub(super) fn count_step(&mut self) {
        if self.command_total > 0 {
            self.command_index += 1;
        }
    }

    /// Names a vertex of the current instruction (`prefixCommand`).
    pub(super) fn step_name(&self, platform: Option<&Platform>, command: &str) -> String {
        if self.command_total == 0 {
            return command.to_owned();
        }
        let prefix = Prefix {
            stage: &self.log_name,
            index: self.command_index,
            total: self.command_total,
            platform,
            on_build: self.in_trigger,
        };
        prefix.name(&self.state.environment, command)
    }

    /// The platform's operating system, Linux while none is known.
    pub(super) fn os(&self) -> &str {
        self.platform.as_ref().map_or("linux", |p| &p.os)
    }

    /// Whether an `ARG` of this name was declared.
    pub(super) fn declares(&self, key: &str) -> bool {
        self.build_args.iter().any(|(k, _)| k == key)
    }
}
