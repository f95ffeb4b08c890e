//! From a step to an image: ask the cache, make a container, commit it (`builder/dockerfile/internals.go`).

use super::engine::{Container, Image};
use super::session::Session;
use super::stage::Stage;
use crate::filesystem::{Change, ChangeKind, Content, FileSystem, Kind};
use crate::image::{ContainerConfig, HistoryEntry};

/// The result of a step that is not in the cache.
pub(super) struct Made {
    /// All files after it.
    pub(super) files: FileSystem,
    /// The layer.
    pub(super) changes: Vec<Change>,
    /// The container that is committed, if there is one.
    pub(super) container: Option<String>,
}

impl Session<'_> {
    /// A step that only changes the config: its container is never started.
    pub(super) fn commit(&mut self, stage: &mut Stage, comment: &str) {
        let mut command = shell_of(&stage.config);
        command.extend(["#(nop) ".to_owned(), comment.to_owned()]);
        let config = with_cmd(&stage.config, command);
        if self.probe(stage, &config) {
            return;
        }
        let lower = self.files(stage);
        let files = super::run::create(&lower, &config);
        let container = self.create(&config, &lower, &files);
        let changes = crate::filesystem::diff(&lower, &files);
        let made = Made {
            files,
            changes,
            container: Some(container),
        };
        self.keep(stage, config, made);
    }

    /// Takes the image of a step from the cache.
    pub(super) fn probe(&mut self, stage: &mut Stage, config: &ContainerConfig) -> bool {
        match self.cache.probe(self.engine, &stage.image, config) {
            Some(id) => {
                self.cached();
                stage.image = id;
                true
            }
            None => false,
        }
    }

    /// Makes a container that is removed, or left behind, when the step ends.
    pub(super) fn create(
        &mut self,
        config: &ContainerConfig,
        lower: &FileSystem,
        files: &FileSystem,
    ) -> String {
        let id = self.engine.new_id("container");
        let short = id.get(..12).unwrap_or_default();
        self.say(&format!(" ---> Running in {short}\n"));
        self.open.push(Container {
            id: id.clone(),
            exit: None,
            env: config.env.clone(),
            cmd: config.cmd.clone(),
            changes: crate::filesystem::diff(lower, files),
        });
        id
    }

    /// The files of a stage so far.
    pub(super) fn files(&self, stage: &Stage) -> FileSystem {
        let image = self.engine.image(&stage.image);
        image.map_or_else(FileSystem::new, |image| image.files.clone())
    }

    /// Makes the image of a step.
    pub(super) fn keep(&mut self, stage: &mut Stage, config: ContainerConfig, made: Made) {
        let id = self.engine.new_id("image");
        let parent = self.engine.image(&stage.image);
        let mut image = Image {
            config: parent.map(|image| image.config.clone()).unwrap_or_default(),
            layers: parent.map(|image| image.layers.clone()).unwrap_or_default(),
            layer_sizes: parent
                .map(|image| image.layer_sizes.clone())
                .unwrap_or_default(),
            base_layers: parent.map_or(0, |image| image.base_layers),
            base_history: parent.map_or(0, |image| image.base_history),
            base: parent.map(|image| image.base.clone()).unwrap_or_default(),
            parent: parent.map(|image| image.id.clone()),
            id: id.clone(),
            container: made.container,
            files: made.files,
            container_config: config,
        };
        if image.config.platform.architecture.is_empty() {
            image.config.platform = self.input.options.build_platform.clone();
        }
        image.config.config = stage.config.clone();
        image.config.author.clone_from(&stage.author);
        image.config.history.push(HistoryEntry {
            created_by: image.container_config.cmd.join(" "),
            empty_layer: made.changes.is_empty(),
            span: None,
            ..HistoryEntry::default()
        });
        if !made.changes.is_empty() {
            image
                .layer_sizes
                .push(made.changes.iter().map(size_of).sum());
            image.layers.push(made.changes);
        }
        self.engine.add(image);
        stage.image = id;
    }
}

/// `SHELL`, or Linux's.
pub(super) fn shell_of(config: &ContainerConfig) -> Vec<String> {
    if config.shell.is_empty() {
        return ["/bin/sh", "-c"].map(str::to_owned).into();
    }
    config.shell.clone()
}

/// The config with another command.
pub(super) fn with_cmd(config: &ContainerConfig, cmd: Vec<String>) -> ContainerConfig {
    ContainerConfig {
        cmd,
        ..config.clone()
    }
}

/// Bytes of a file in a layer.
fn size_of(change: &Change) -> u64 {
    match &change.kind {
        ChangeKind::Put(inode) => match &inode.kind {
            Kind::File(Content::Unknown { size_bytes: None } | Content::Program(_)) => 1,
            Kind::File(content) => content.size_bytes().unwrap_or(1),
            Kind::Symlink(target) => target.len() as u64,
            _ => 0,
        },
        _ => 0,
    }
}
