//! The folders of a lab: its context, and what its solution changes.

use course::Source;
use lab_protocol::ContextFile;

/// All files of a folder, with their paths below it, in path order; none of those below `except`.
pub(super) fn read(
    source: &dyn Source,
    folder: &str,
    except: Option<&str>,
) -> Result<Vec<ContextFile>, String> {
    let mut paths = source
        .list(folder)
        .map_err(|error| format!("{folder}: {error}"))?;
    paths.sort();
    if let Some(except) = except {
        paths.retain(|path| !is_below(path, except));
    }
    let file = |full: String| {
        let text = source
            .read(&full)
            .map_err(|error| format!("{full}: {error}"))?;
        let path = full.strip_prefix(folder).unwrap_or(&full);
        let path = path.trim_start_matches('/').to_owned();
        Ok(ContextFile { path, text })
    };
    paths.into_iter().map(file).collect()
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}
