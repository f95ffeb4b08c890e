//! `docker buildx history`: what a builder keeps of every build, as buildx shows it (`commands/history`).

mod attachment;
mod inspect;
mod logs;
mod ls;
mod name;
mod rm;

use super::builders::Builder;
use super::store::{StoredImage, digest};
use super::{Docker, imagetools};
use crate::attestation::{Mode, ProvenanceSettings, SlsaVersion, provenance_json};
use crate::build::Build;
use crate::shell::Process;
use crate::solve::identity;

pub(super) use attachment::run as attachment;
pub(super) use inspect::run as inspect;
pub(super) use logs::run as logs;
pub(super) use ls::run as list;
pub(super) use rm::run as remove;

/// What a builder keeps of a build.
#[derive(Debug, Clone)]
pub struct Record {
    /// 25 letters and digits.
    pub reference: String,
    /// When it began, in minutes of the terminal's clock.
    started_minutes: u64,
    /// The folder that was built, as an absolute path; an address or `-` as it was given.
    context: String,
    /// The Dockerfile's absolute path; `-` for standard input, empty where the context brings it.
    dockerfile: String,
    /// The build, by its place among those of the builder.
    build: usize,
    /// Documents about it.
    attachments: Vec<Attachment>,
}

/// A document beside a record.
#[derive(Debug, Clone)]
struct Attachment {
    digest: String,
    /// Empty where it is not about one of several platforms.
    platform: String,
    /// The type of its predicate, or its media type.
    kind: String,
    text: String,
}

/// Where a build was started.
#[derive(Debug, Clone, Default)]
pub(super) struct Started {
    pub(super) context: String,
    pub(super) dockerfile: String,
}

impl Started {
    /// What the client notes of its paths (`saveLocalState` of `build/localstate.go`).
    pub(super) fn of(context: &str, dockerfile: Option<&str>, process: &mut Process<'_>) -> Self {
        let folder = String::from_utf8_lossy(&process.files().cwd).into_owned();
        let absolute = |path: &str| clean(&format!("{folder}/"), path);
        if context == "-" || context.contains("://") {
            return Self {
                context: context.to_owned(),
                dockerfile: dockerfile.unwrap_or_default().to_owned(),
            };
        }
        let context = absolute(context);
        let dockerfile = match dockerfile {
            Some("-") => "-".to_owned(),
            Some(path) => absolute(path),
            None => format!("{}/Dockerfile", context.trim_end_matches('/')),
        };
        Self {
            context,
            dockerfile,
        }
    }
}

/// An absolute path without `.` and `..`.
fn clean(folder: &str, path: &str) -> String {
    let whole = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("{folder}{path}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

impl Builder {
    /// Keeps a build, and what is to be known of it.
    pub(super) fn keep(&mut self, build: Build, started: Started, minutes: u64) {
        let many = build.images.len() > 1;
        let attachments = build.built_images().map(|image| {
            let settings = ProvenanceSettings {
                mode: Mode::Max,
                ..ProvenanceSettings::default()
            };
            let text = provenance_json(&build, image, &settings);
            Attachment {
                digest: digest(&text),
                platform: if many {
                    image.platform.format()
                } else {
                    String::new()
                },
                kind: SlsaVersion::V1.predicate_type().to_owned(),
                text,
            }
        });
        self.records.push(Record {
            reference: identity(&format!(
                "build {} of {} at {minutes}",
                self.builds.len(),
                self.name
            )),
            started_minutes: minutes,
            context: started.context,
            dockerfile: started.dockerfile,
            build: self.builds.len(),
            attachments: attachments.collect(),
        });
        self.builds.push(build);
    }

    /// Notes the image that the last build was exported as: its index and the manifests in it.
    pub(super) fn keep_image(&mut self, image: &StoredImage) {
        let Some(record) = self.records.last_mut() else {
            return;
        };
        let documents = imagetools::documents(image).into_iter();
        record
            .attachments
            .extend(documents.map(|document| Attachment {
                digest: document.digest,
                platform: document.platform,
                kind: document.media_type.to_owned(),
                text: document.text,
            }));
        let order = |one: &Attachment| (one.platform.clone(), one.kind.clone());
        record.attachments.sort_by_key(order);
    }
}

/// The record that a command means: the last one, `^1` for the one before, or by its reference.
///
/// # Errors
/// The client's message.
fn find<'d>(
    docker: &'d Docker,
    builder: Option<&str>,
    reference: &str,
) -> Result<(&'d Builder, &'d Record, &'d Build), String> {
    let builder = named(docker, builder)?;
    let mut newest = builder.records.iter().rev();
    let found = match reference.strip_prefix('^') {
        Some(offset) => {
            let offset: usize = offset.parse().map_err(|_| {
                format!(
                    "invalid offset {reference:?}: strconv.Atoi: parsing {offset:?}: invalid syntax"
                )
            })?;
            let count = builder.records.len();
            if offset > count {
                let left = offset - count;
                return Err(format!("no completed build found with offset {left}"));
            }
            newest.nth(offset)
        }
        None if reference.is_empty() => newest.next(),
        None => newest.find(|record| record.reference == reference),
    };
    let found = found.and_then(|record| Some((builder, record, builder.builds.get(record.build)?)));
    found.ok_or_else(|| match reference {
        "" => "no records found".to_owned(),
        _ => format!("no record found for ref {reference:?}"),
    })
}

fn named<'d>(docker: &'d Docker, name: Option<&str>) -> Result<&'d Builder, String> {
    docker
        .builders
        .find(name)
        .ok_or_else(|| format!("no builder {:?} found", name.unwrap_or_default()))
}

/// `3.2s`, `1m  5s` (`formatDuration`).
fn duration(ms: u64) -> String {
    let seconds = ms / 1000;
    if seconds < 60 {
        return format!("{seconds}.{}s", ms % 1000 / 100);
    }
    format!("{}m {:2}s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_absolute_and_clean() {
        for (path, expected) in [
            (".", "/home/you/app"),
            ("sub/../x", "/home/you/app/x"),
            ("..", "/home/you"),
            ("/tmp/a/", "/tmp/a"),
        ] {
            assert_eq!(clean("/home/you/app/", path), expected);
        }
    }

    #[test]
    fn a_minute_is_written_apart() {
        assert_eq!(duration(3_249), "3.2s");
        assert_eq!(duration(65_000), "1m  5s");
    }
}
