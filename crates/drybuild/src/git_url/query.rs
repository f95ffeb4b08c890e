//! The query of a git URL: `?ref=v1&subdir=docs&keep-git-dir=1` (`loadQuery` of dfgitutil).

use super::GitRef;
use super::url::{decode, escapes_are_valid};
use crate::parse_bool::parse_bool;
use crate::quote::quote;

/// Puts each parameter where it belongs.
///
/// # Errors
/// BuildKit's message for the first parameter, in alphabetical order, that is wrong.
pub(super) fn apply(git: &mut GitRef, query: &str) -> Result<(), String> {
    let mut parameters: Vec<(String, String)> = query
        .split('&')
        // Go drops what it cannot read.
        .filter(|p| !p.is_empty() && !p.contains(';') && escapes_are_valid(p))
        .map(|p| p.split_once('=').unwrap_or((p, "")))
        .map(|(k, v)| (decode(k, true), decode(v, true)))
        .collect();
    parameters.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut tag, mut branch) = (String::new(), String::new());
    for (key, value) in &parameters {
        if parameters.iter().filter(|(k, _)| k == key).count() > 1 {
            return Err(format!("query {} has multiple values", quote(key)));
        }
        let switch = matches!(
            key.as_str(),
            "submodules" | "keep-git-dir" | "fetch-by-commit"
        );
        if value.is_empty() && !switch {
            return Err(format!("query {} has no value", quote(key)));
        }
        let boolean = || match value.as_str() {
            "" => Ok(true),
            v => parse_bool(v).ok_or_else(|| format!("invalid {key} value: {}", quote(v))),
        };
        match key.as_str() {
            "ref" => set_once("ref", &mut git.reference, value)?,
            "subdir" => set_once("subdir", &mut git.subdir, value)?,
            "tag" => tag = prefixed("refs/tags/", value),
            "branch" => branch = prefixed("refs/heads/", value),
            "checksum" | "commit" => git.checksum.clone_from(value),
            "keep-git-dir" => git.keep_git_dir = Some(boolean()?),
            "submodules" => git.submodules = Some(boolean()?),
            "fetch-by-commit" => git.fetch_by_commit = boolean()?,
            "mtime" if value == "checkout" || value == "commit" => git.mtime.clone_from(value),
            "mtime" => {
                return Err(format!(
                    "invalid mtime value: {} (must be \"checkout\" or \"commit\")",
                    quote(value)
                ));
            }
            other => return Err(format!("unexpected query {}", quote(other))),
        }
    }
    if !tag.is_empty() {
        set_once("ref", &mut git.reference, &tag)?;
    }
    if !branch.is_empty() {
        if !tag.is_empty() {
            return Err("branch conflicts with tag".to_owned());
        }
        set_once("ref", &mut git.reference, &branch)?;
    }
    Ok(())
}

fn set_once(what: &str, place: &mut String, value: &str) -> Result<(), String> {
    if !place.is_empty() && place != value {
        return Err(format!(
            "{what} conflicts: {} vs {}",
            quote(place),
            quote(value)
        ));
    }
    value.clone_into(place);
    Ok(())
}

fn prefixed(prefix: &str, name: &str) -> String {
    if name.starts_with(prefix) {
        name.to_owned()
    } else {
        format!("{prefix}{name}")
    }
}
