//! What a stage has built so far (`llb.State`): a file system and the settings of the next step.

use crate::environment::Environment;
use crate::graph::{Edge, NetworkMode};
use crate::image::ContainerConfig;
use crate::platform::Platform;

/// A file system and the settings under which the next process would run on it.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// `None` is the empty file system.
    pub(super) output: Option<Edge>,
    pub(super) environment: Environment,
    /// Absolute.
    pub(super) dir: String,
    pub(super) user: String,
    pub(super) hostname: String,
    pub(super) network: NetworkMode,
    /// Normalised; `None` until an image sets it.
    pub(super) platform: Option<Platform>,
}

/// The empty file system, in its root folder.
impl Default for State {
    fn default() -> Self {
        Self {
            output: None,
            environment: Environment::default(),
            dir: "/".to_owned(),
            user: String::new(),
            hostname: String::new(),
            network: NetworkMode::default(),
            platform: None,
        }
    }
}

impl State {
    /// A file system without settings.
    pub(super) fn of(output: Option<Edge>, platform: Option<&Platform>) -> Self {
        Self {
            output,
            platform: platform.map(Platform::normalize),
            ..Self::default()
        }
    }

    /// Takes over environment and working directory of an image (`WithImageConfig`).
    pub(super) fn with_image_config(
        mut self,
        config: &ContainerConfig,
        platform: &Platform,
    ) -> Self {
        for entry in &config.env {
            let (key, value) = entry.split_once('=').unwrap_or((entry, ""));
            if !key.is_empty() {
                self.environment.set(key, value);
            }
        }
        self.set_dir(&config.working_dir);
        if !platform.architecture.is_empty() && !platform.os.is_empty() {
            self.platform = Some(platform.normalize());
        }
        self
    }

    /// A relative folder is below the one before it.
    pub(super) fn set_dir(&mut self, dir: &str) {
        self.dir = if dir.starts_with('/') {
            dir.to_owned()
        } else {
            crate::path::join(&self.dir, dir)
        };
    }
}
