//! Commands that show a place on a real Docker.

use crate::build::Build;
use crate::reach::{ANY_FILE, Place, Sink};

/// A command that shows what a sink holds, when there is a short one.
#[must_use]
pub fn check_with(build: &Build, sink: Sink, place: &Place) -> Option<String> {
    let image = build.options.tags.first().map_or("IMAGE", String::as_str);
    let path = place.path.as_deref().unwrap_or("/");
    // Any file: there is none to show.
    if path == ANY_FILE && !matches!(sink, Sink::CacheExportMin | Sink::CacheExportMax) {
        return None;
    }
    let (program, shown) = program(build, path)?;
    Some(match sink {
        Sink::ImageLayer => format!("docker run --rm --entrypoint {program} {image} {shown}"),
        Sink::ImageLayerHidden => {
            let files = shown.trim_start_matches('/');
            let read = if program == CAT { "-xOf" } else { "-tf" };
            format!(
                "mkdir image && docker save {image} | tar -x -C image && for blob in image/blobs/sha256/*; do tar {read} $blob {files} 2>/dev/null; done"
            )
        }
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
            format!(
                "docker build --target {stage} -t look . && docker run --rm look {program} {shown}"
            )
        }
        Sink::CacheMount => {
            let id = place
                .text
                .strip_prefix("cache mount ")?
                .strip_suffix(path)?;
            let id = id.trim_end_matches(", ");
            format!(
                "printf 'FROM busybox\\nRUN --mount=type=cache,id={id},target=/look {program} /look{shown}\\n' | docker build --progress=plain -"
            )
        }
        Sink::LocalOutput | Sink::InlineCache => return None,
    })
}

const CAT: &str = "cat";
const FIND: &str = "find";

/// What shows a path, and the path that it is given: where a name holds the value, the folder is listed.
///
/// `None` where the folder's own name holds it too: no command can be written down without the value.
fn program<'a>(build: &Build, path: &'a str) -> Option<(&'static str, &'a str)> {
    let holds = |text: &str| !build.planted.found_in(text.as_bytes()).is_empty();
    if !holds(path) {
        return Some((CAT, path));
    }
    let folder = path.rsplit_once('/').map_or("/", |(folder, _)| folder);
    let folder = if folder.is_empty() { "/" } else { folder };
    (!holds(folder)).then_some((FIND, folder))
}
