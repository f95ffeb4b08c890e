//! `DOCKER_BUILDKIT=0 docker build`: the engine's classic builder, as Docker 20.10 has it.

use std::rc::Rc;

use super::Docker;
use super::store::{PlatformVariant, StoredImage, full_name};
use crate::base_image::BaseLayer;
use crate::context::ContextTree;
use crate::legacy::{self, Command, ContextForm, Image, Input};
use crate::machine::Driver;
use crate::platform::Platform;
use crate::reference::Reference;
use crate::shell::{Exit, Process};

/// Whether the client's environment asks for it; `docker buildx build` never does.
pub(super) fn is_asked_for(process: &Process<'_>) -> bool {
    let environment = process.environment();
    let value = environment
        .iter()
        .find(|(name, _)| name == "DOCKER_BUILDKIT");
    value.is_some_and(|(_, value)| matches!(value.text().as_ref(), "0" | "false"))
}

pub(super) fn run(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let env = process.environment().into_iter();
    let env = env
        .map(|(name, value)| (name, value.text().into_owned()))
        .collect();
    let quoted = words
        .iter()
        .map(|word| format!("'{}'", word.replace('\'', r"'\''")));
    let line = format!("docker build {}", quoted.collect::<Vec<_>>().join(" "));
    let command = Command::parse(&line, &env);
    let folder = command.options.context.clone();
    let file = command.file.clone();
    let mut input = Input::new("").with_command(command);
    input.secrets.clone_from(&docker.secrets);
    input.images = docker.reachable_images(Driver::Docker);
    let read = |path: &str, process: &mut Process<'_>| {
        let content = process.files().read(path.as_bytes()).ok()?;
        Some(content.text().into_owned())
    };
    if folder == "-" {
        input.form = ContextForm::DockerfileOnly;
        input.dockerfile = Some(process.stdin().text().into_owned());
    } else {
        input.context = ContextTree::of_client(process.files(), &folder).unwrap_or_default();
        input.options.dockerignore = read(&format!("{folder}/.dockerignore"), process);
        match file.as_deref() {
            Some("-") => {
                input.form = ContextForm::DockerfileFromStdin;
                input.dockerfile = Some(process.stdin().text().into_owned());
            }
            Some(path) => {
                input.dockerfile = read(path, process);
                path.clone_into(&mut input.dockerfile_path);
            }
            None => input.dockerfile = read(&format!("{folder}/Dockerfile"), process),
        }
    }
    let built = legacy::build(&input, &mut docker.classic);
    process.print(&built.stdout);
    process.err_text(&built.stderr);
    if let Some(image) = built
        .image
        .as_deref()
        .and_then(|id| docker.classic.image(id))
    {
        let stored = stored(docker, image);
        let names = input.options.tags.iter().filter_map(|name| full_name(name));
        let names: Vec<String> = names.collect();
        docker.images.put(&names, stored);
    }
    Exit::Known(u8::try_from(built.exit).unwrap_or(1))
}

/// The image among the others of the engine.
fn stored(docker: &Docker, image: &Image) -> StoredImage {
    let base = Reference::parse(&image.base).map(|reference| docker.hub.find(&reference).layers);
    let mut layers = base.unwrap_or_default();
    layers.truncate(image.base_layers);
    let own = image
        .own_history()
        .iter()
        .filter(|entry| !entry.empty_layer);
    for (entry, size_bytes) in own.zip(&image.layer_sizes) {
        layers.push(BaseLayer {
            created_by: entry.created_by.clone(),
            size_bytes: *size_bytes,
        });
    }
    let variant = PlatformVariant {
        platform: Platform::linux_amd64(),
        config: image.config.clone(),
        layers,
        own_layers: image.layers.iter().cloned().map(Rc::new).collect(),
        own_history: image.base_history,
        files: image.files.clone(),
        attestations: Vec::new(),
    };
    StoredImage {
        id: format!("sha256:{}", image.id),
        ..StoredImage::new(vec![variant], Some(docker.minutes))
    }
}
