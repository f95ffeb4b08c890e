//! The caches that a build used and left.

use drybuild::build::Build;
use drybuild::graph::CacheSharing;
use drybuild::solve::{self, Builder, CacheMode};
use lab_protocol::{Blob, CacheExport, CacheImport, CacheMount, Caches};

pub(crate) fn view(build: &Build, builder: &Builder) -> Caches {
    let mount = |(id, state): (&str, &solve::CacheMountState)| CacheMount {
        // BuildKit's ids begin with their namespace, which is empty.
        id: id.trim_start_matches('/').to_owned(),
        sharing: match state.sharing {
            CacheSharing::Shared => "shared",
            CacheSharing::Private => "private",
            CacheSharing::Locked => "locked",
        }
        .to_owned(),
        was_filled: build.filled_cache_mounts.contains(id),
    };
    Caches {
        mounts: builder.cache_mounts.iter().map(mount).collect(),
        imports: build
            .cache_imports
            .iter()
            .map(|import| CacheImport {
                option: import.option.clone(),
                is_found: import.is_found,
                pulled: import.pulled.iter().map(blob).collect(),
            })
            .collect(),
        exports: build
            .cache_exports
            .iter()
            .map(|export| CacheExport {
                option: export.option.clone(),
                place: export.place.to_string(),
                mode: mode(export.mode).to_owned(),
                readers: export.audience.text().to_owned(),
                layers: export.layers.iter().map(blob).collect(),
                new_layers: u32::try_from(export.pushed.len()).unwrap_or(u32::MAX),
            })
            .collect(),
    }
}

/// As `--cache-to` and a goal name it.
pub(crate) fn mode(mode: CacheMode) -> &'static str {
    match mode {
        CacheMode::Min => "min",
        CacheMode::Max => "max",
        CacheMode::Inline => "inline",
    }
}

fn blob(blob: &solve::Blob) -> Blob {
    Blob {
        made_by: blob.made_by.clone(),
        size_bytes: blob.size_bytes,
    }
}
