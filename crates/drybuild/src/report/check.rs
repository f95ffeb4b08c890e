//! Commands that show a place on a real Docker.

use crate::build::Build;
use crate::reach::{Place, Sink};

/// A command that shows what a sink holds, when there is a short one.
#[must_use]
pub fn check_with(build: &Build, sink: Sink, place: &Place) -> Option<String> {
    let image = build.options.tags.first().map_or("IMAGE", String::as_str);
    let path = place.path.as_deref().unwrap_or("/");
    // Any file: there is none to show.
    if path == "/*" && !matches!(sink, Sink::CacheExportMin | Sink::CacheExportMax) {
        return None;
    }
    Some(match sink {
        Sink::ImageLayer => format!("docker run --rm --entrypoint cat {image} {path}"),
        Sink::ImageLayerHidden => format!(
            "mkdir image && docker save {image} | tar -x -C image && for blob in image/blobs/sha256/*; do tar -xOf $blob {} 2>/dev/null; done",
            path.trim_start_matches('/')
        ),
        Sink::ImageHistory => format!("docker history --no-trunc {image}"),
        Sink::ImageConfig => format!("docker image inspect {image}"),
        Sink::ImageManifest => format!("docker buildx imagetools inspect --raw {image}"),
        Sink::ProvenanceMin | Sink::ProvenanceMax => {
            format!(
                "docker buildx imagetools inspect {image} --format '{{{{ json .Provenance }}}}'"
            )
        }
        Sink::BuildLog => "docker buildx history logs".to_owned(),
        Sink::BuilderHistory => match place.text.as_str() {
            "log" => "docker buildx history logs".to_owned(),
            "error" => "docker buildx history inspect".to_owned(),
            "image config" => "docker buildx history inspect attachment --type image".to_owned(),
            _ => "docker buildx history inspect attachment --type provenance".to_owned(),
        },
        Sink::CacheRecord => "docker buildx du --verbose".to_owned(),
        Sink::ContextSnapshot => "docker buildx du --verbose --filter type=source.local".to_owned(),
        Sink::CacheExportMin => {
            "docker buildx build --cache-to type=local,dest=cache,mode=min …".to_owned()
        }
        Sink::CacheExportMax => {
            "docker buildx build --cache-to type=local,dest=cache,mode=max …".to_owned()
        }
        Sink::BuilderCache => {
            let stage = place
                .stage
                .as_deref()
                .filter(|stage| !stage.starts_with("stage-"))?;
            format!("docker build --target {stage} -t look . && docker run --rm look cat {path}")
        }
        Sink::CacheMount => {
            let id = place
                .text
                .strip_prefix("cache mount ")?
                .strip_suffix(path)?;
            let id = id.trim_end_matches(", ");
            format!(
                "printf 'FROM busybox\\nRUN --mount=type=cache,id={id},target=/look cat /look{path}\\n' | docker build --progress=plain -"
            )
        }
        Sink::LocalOutput | Sink::InlineCache => return None,
    })
}
