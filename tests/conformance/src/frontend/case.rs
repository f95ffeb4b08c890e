use std::collections::BTreeMap;

use drybuild::options::{BuildOptions, NoCache};
use drybuild::platform::Platform;
use serde::Deserialize;

use super::registry::Image;

/// A Dockerfile and what it is built with.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) dockerfile: String,
    target: String,
    build_args: BTreeMap<String, String>,
    platform: Option<String>,
    platforms: Vec<String>,
    build_platform: Option<String>,
    labels: BTreeMap<String, String>,
    no_cache: Option<String>,
    files: BTreeMap<String, String>,
    contexts: BTreeMap<String, String>,
    opts: BTreeMap<String, String>,
    pub(super) images: BTreeMap<String, Image>,
    pub(super) missing_images: Vec<String>,
}

impl Case {
    /// The case as the simulator takes it.
    pub(super) fn options(&self) -> BuildOptions {
        let platform = |text: &String| Platform::parse(text).ok().map(|p| p.normalize());
        let asked = if self.platforms.is_empty() {
            self.platform.as_slice()
        } else {
            &self.platforms
        };
        let pairs = |map: &BTreeMap<String, String>| map.clone().into_iter().collect();
        BuildOptions {
            target: self.target.clone(),
            build_args: pairs(&self.build_args),
            platforms: asked.iter().filter_map(platform).collect(),
            build_platform: self
                .build_platform
                .as_ref()
                .and_then(platform)
                .unwrap_or_else(Platform::linux_amd64),
            labels: pairs(&self.labels),
            no_cache: match self.no_cache.as_deref() {
                None => NoCache::Off,
                Some("") => NoCache::All,
                Some(names) => NoCache::Stages(names.split(',').map(str::to_owned).collect()),
            },
            contexts: pairs(&self.contexts),
            dockerignore: self.files.get(".dockerignore").cloned(),
            dockerfile_dockerignore: self.files.get("Dockerfile.dockerignore").cloned(),
            raw: self.opts.clone(),
            ..BuildOptions::default()
        }
    }
}
