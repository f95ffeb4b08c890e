//! `docker pull` and `docker push`.

use super::Docker;
use super::command::{fail, refuse};
use super::flags::Given;
use super::history::with_tag;
use super::store::{PlatformVariant, StoredImage, full_name};
use crate::platform::Platform;
use crate::reference::Reference;
use crate::shell::{Exit, Process};

pub(super) fn pull(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    match Given::read(
        words,
        &[("--platform", true), ("-q", false), ("--quiet", false)],
        false,
    ) {
        Ok(given) => match given.operands.as_slice() {
            [name] => into_engine(docker, name, process),
            _ => fail(process, "docker: 'docker pull' requires 1 argument"),
        },
        Err(message) => fail(process, &message),
    }
}

/// Takes an image from a registry. One that the catalogue does not know is assumed to be there.
pub(super) fn into_engine(docker: &mut Docker, name: &str, process: &mut Process<'_>) -> Exit {
    let (Some(full), Ok(reference)) = (full_name(name), Reference::parse(name)) else {
        return refuse(process, "invalid reference format");
    };
    let tag = full.rsplit_once(':').map_or("latest", |(_, tag)| tag);
    let path = if reference.domain == "docker.io" {
        reference.path.clone()
    } else {
        format!("{}/{}", reference.domain, reference.path)
    };
    let image = match docker.registry.find(&full) {
        Some(image) => image.clone(),
        None => {
            let base = docker.hub.find(&reference);
            if let Some(assumption) = base.assumption {
                process.note(assumption);
            }
            let variant = PlatformVariant {
                platform: Platform::linux_amd64(),
                config: base.config,
                layers: base.layers,
                own_layers: Vec::new(),
                own_history: 0,
                files: base.files,
                attestations: Vec::new(),
            };
            StoredImage::new(vec![variant], None)
        }
    };
    let is_known = docker
        .images
        .find(&full)
        .is_some_and(|known| known.id == image.id);
    let status = if is_known {
        format!("Image is up to date for {full}")
    } else {
        format!("Downloaded newer image for {full}")
    };
    process.print(format!(
        "{tag}: Pulling from {path}\nDigest: {}\nStatus: {status}\n",
        image.id
    ));
    docker.images.put(&[full], image);
    Exit::SUCCESS
}

pub(super) fn push(docker: &mut Docker, words: &[String], process: &mut Process<'_>) -> Exit {
    let [name] = words else {
        return fail(process, "docker: 'docker push' requires 1 argument");
    };
    let Some(image) = docker.images.find(name).cloned() else {
        let repository = with_tag(name);
        let repository = repository
            .rsplit_once(':')
            .map_or(repository.as_str(), |(name, _)| name);
        process.err_text(format!(
            "An image does not exist locally with the tag: {repository}\n"
        ));
        return Exit::FAILURE;
    };
    let Some(full) = full_name(name) else {
        return refuse(process, "invalid reference format");
    };
    let (repository, tag) = full.rsplit_once(':').unwrap_or((&full, "latest"));
    let domain = Reference::parse(name).map(|reference| (reference.domain, reference.path));
    let (domain, path) = domain.unwrap_or_default();
    process.print(format!("The push refers to repository [{domain}/{path}]\n"));
    let layers = image
        .platforms
        .first()
        .map_or(0, |variant| variant.layers.len());
    for place in (0..layers).rev() {
        let id = image.digest_of(&format!("layer {place}"));
        process.print(format!("{}: Pushed\n", id.get(7..19).unwrap_or_default()));
    }
    process.print(format!(
        "{tag}: digest: {} size: {}\n",
        image.id,
        400 + 110 * layers
    ));
    let name = format!("{repository}:{tag}");
    docker.registry.put(&[name], image);
    Exit::SUCCESS
}
