use std::collections::BTreeMap;

use drybuild::frontend::ImageLookup;
use drybuild::image::{ContainerConfig, Healthcheck, HistoryEntry, ImageConfig};
use drybuild::platform::Platform;
use drybuild::reference::Reference;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::Case;

/// An image config of a case, in OCI's form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Image {
    architecture: Option<String>,
    os: Option<String>,
    variant: Option<String>,
    author: String,
    config: Config,
    history: Vec<Entry>,
    rootfs: RootFs,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Config {
    user: String,
    exposed_ports: BTreeMap<String, IgnoredAny>,
    env: Vec<String>,
    entrypoint: Vec<String>,
    cmd: Vec<String>,
    volumes: BTreeMap<String, IgnoredAny>,
    working_dir: String,
    labels: BTreeMap<String, String>,
    stop_signal: String,
    healthcheck: Option<HealthcheckConfig>,
    shell: Vec<String>,
    on_build: Vec<String>,
    args_escaped: bool,
}

/// Durations in nanoseconds, as Go writes them.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct HealthcheckConfig {
    test: Vec<String>,
    interval: i64,
    timeout: i64,
    start_period: i64,
    start_interval: i64,
    retries: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    created_by: String,
    comment: String,
    empty_layer: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RootFs {
    diff_ids: Vec<String>,
}

/// The stub registry of the data: every image exists but for those that the case names.
impl ImageLookup for Case {
    fn image(&self, reference: &Reference, platform: &Platform) -> Option<ImageConfig> {
        let familiar = reference.familiar();
        let short = familiar.strip_suffix(":latest").unwrap_or(&familiar);
        if self
            .missing_images
            .iter()
            .any(|m| m == short || *m == familiar)
        {
            return None;
        }
        let given = self
            .images
            .get(short)
            .or_else(|| self.images.get(&familiar));
        Some(given.map_or_else(|| stub(&familiar, platform), |image| image.read(platform)))
    }
}

fn stub(familiar: &str, platform: &Platform) -> ImageConfig {
    let mut image = ImageConfig {
        platform: platform.clone(),
        diff_ids: vec![format!("sha256:{}", "1".repeat(64))],
        history: vec![HistoryEntry {
            created_by: format!("STUB BASE {familiar}"),
            ..HistoryEntry::default()
        }],
        ..ImageConfig::default()
    };
    image.config.cmd = vec!["/bin/sh".to_owned()];
    image.config.set_env(
        "PATH",
        "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    );
    image
}

impl Image {
    fn read(&self, asked: &Platform) -> ImageConfig {
        let or =
            |given: &Option<String>, asked: &str| given.clone().unwrap_or_else(|| asked.to_owned());
        let config = &self.config;
        ImageConfig {
            platform: Platform {
                os: or(&self.os, &asked.os),
                architecture: or(&self.architecture, &asked.architecture),
                variant: match (&self.variant, &self.architecture) {
                    (None, Some(_)) => String::new(),
                    (given, _) => or(given, &asked.variant),
                },
                os_version: asked.os_version.clone(),
                os_features: Vec::new(),
            },
            author: self.author.clone(),
            config: ContainerConfig {
                user: config.user.clone(),
                exposed_ports: config.exposed_ports.keys().cloned().collect(),
                env: config.env.clone(),
                entrypoint: config.entrypoint.clone(),
                cmd: config.cmd.clone(),
                volumes: config.volumes.keys().cloned().collect(),
                working_dir: config.working_dir.clone(),
                labels: config.labels.clone(),
                stop_signal: config.stop_signal.clone(),
                healthcheck: config.healthcheck.as_ref().map(|check| Healthcheck {
                    test: check.test.clone(),
                    interval_ns: check.interval,
                    timeout_ns: check.timeout,
                    start_period_ns: check.start_period,
                    start_interval_ns: check.start_interval,
                    retries: check.retries,
                }),
                shell: config.shell.clone(),
                on_build: config.on_build.clone(),
                args_escaped: config.args_escaped,
            },
            history: self
                .history
                .iter()
                .map(|entry| HistoryEntry {
                    created_by: entry.created_by.clone(),
                    comment: entry.comment.clone(),
                    empty_layer: entry.empty_layer,
                    ..HistoryEntry::default()
                })
                .collect(),
            diff_ids: self.rootfs.diff_ids.clone(),
        }
    }
}
