//! What a fix must not take away.

use std::collections::BTreeMap;

use crate::build::Build;
use crate::filesystem::{Content, FileSystem, Inode, InodeId, Kind};
use crate::labelled::SecretId;

/// Whether the second build does what the first did, but for the secret: it builds if that did, and its image has every
/// file and every setting of that one that holds no secret. `renamed` are texts that the fix puts in the place of others.
pub(super) fn is_kept(
    before: &Build,
    after: &Build,
    secret: SecretId,
    renamed: &[(String, String)],
) -> bool {
    if before.is_built() != after.is_built() || before.images.len() > after.images.len() {
        return false;
    }
    if !before.is_built() {
        return before.refused.is_some() == after.refused.is_some();
    }
    for (old, new) in before.images.iter().zip(&after.images) {
        let holds = |text: &str| before.planted.found_in(text.as_bytes()).contains(&secret);
        let fields = |image: &crate::image::ImageConfig| crate::reach::config_fields(image);
        let new_fields = fields(&new.config);
        // A place in a list may move up when what stands before it goes.
        let is_in = |path: &str, value: &str| {
            let list = path.trim_end_matches(|c: char| c.is_ascii_digit());
            let mut fields = new_fields.iter();
            fields.any(|(other, text)| other.starts_with(list) && text == value)
        };
        let old_fields = fields(&old.config);
        // A command that holds the value is another one without it.
        let is_of_secret = |path: &str| {
            let command = path.rsplit_once('/').map_or("", |(command, _)| command);
            let is_command = matches!(
                command,
                "/config/Cmd" | "/config/Entrypoint" | "/config/Healthcheck/Test"
            );
            let mut parts = old_fields
                .iter()
                .filter(|(other, _)| other.starts_with(command));
            is_command && parts.any(|(_, value)| holds(value))
        };
        let is_kept = |(path, value): &(String, String)| {
            value.is_empty() || holds(value) || is_of_secret(path) || is_in(path, value)
        };
        if !old_fields.iter().all(is_kept) {
            return false;
        }
    }
    let files = |build: &'_ Build| -> BTreeMap<String, Found> {
        let edge = build.definition.result;
        let files = edge.and_then(|edge| build.solution.files(edge));
        let mut found = BTreeMap::new();
        if let Some(files) = files {
            walk(build, files, InodeId::ROOT, "", secret, &mut found);
        }
        found
    };
    let (old, new) = (files(before), files(after));
    old.iter().all(|(path, file)| {
        let is_runtime = matches!(path.as_str(), "/proc" | "/sys" | "/dev");
        let mut other = new.get(path);
        is_runtime
            || file.is_secret
            || other
                .take_if(|other| other.is_like(file, renamed))
                .is_some()
    })
}

/// A file as far as it is compared.
#[derive(Default)]
struct Found {
    /// It holds the secret, or nothing but what does, or is an empty folder.
    is_secret: bool,
    /// `None` where it is not known.
    bytes: Option<Vec<u8>>,
    is_directory: bool,
}

impl Found {
    /// Whether the bytes are the same, or were the same if the build's texts were the edited ones.
    fn is_like(&self, old: &Self, renamed: &[(String, String)]) -> bool {
        let is_same_text = match (&self.bytes, &old.bytes) {
            (Some(mine), Some(others)) if mine != others => {
                let mine = String::from_utf8_lossy(mine);
                let others = String::from_utf8_lossy(others);
                let mut renamed = renamed.iter();
                renamed
                    .any(|(from, to)| !from.is_empty() && others.replace(from.as_str(), to) == mine)
            }
            _ => true,
        };
        self.is_directory == old.is_directory && is_same_text
    }
}

/// Collects the files of a folder; whether there was any that holds the secret, and any other.
fn walk(
    build: &Build,
    files: &FileSystem,
    directory: InodeId,
    above: &str,
    secret: SecretId,
    found: &mut BTreeMap<String, Found>,
) -> (bool, bool) {
    let Some(inode) = files.get(directory) else {
        return (false, false);
    };
    let (mut any_secret, mut any_other) = (false, false);
    for (name, entry) in inode.entries() {
        let Some(child) = files.get(entry.inode) else {
            continue;
        };
        let path = format!("{above}/{}", String::from_utf8_lossy(name.as_ref()));
        let (inner_secret, inner_other) = walk(build, files, entry.inode, &path, secret, found);
        let is_directory = child.is_dir();
        // An empty folder may be what is left of a secret's own.
        let is_empty = is_directory && !inner_secret && !inner_other;
        let is_secret = is_empty
            || build.planted.found_in(path.as_bytes()).contains(&secret)
            || holds(build, child, secret)
            || is_directory && inner_secret && !inner_other;
        any_secret |= is_secret || inner_secret;
        any_other |= !is_secret;
        let bytes = match &child.kind {
            Kind::File(Content::Bytes(bytes)) => Some(bytes.data().to_vec()),
            _ => None,
        };
        found.insert(
            path,
            Found {
                is_secret,
                bytes,
                is_directory,
            },
        );
    }
    (any_secret, any_other)
}

fn holds(build: &Build, inode: &Inode, secret: SecretId) -> bool {
    let bytes = match &inode.kind {
        Kind::File(Content::Bytes(bytes)) => bytes,
        Kind::Symlink(target) => target,
        _ => return false,
    };
    build.planted.found_in(bytes.data()).contains(&secret)
        || bytes.whole_secrets().any(|taint| taint.secret == secret)
}
