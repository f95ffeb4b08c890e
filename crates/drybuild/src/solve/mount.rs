//! Mounts of a `RUN`: put over the root before the process, looked at after it.

use super::cache::mounts::Place;
use super::exec::Inputs;
use super::{Builder, Client};
use crate::command::MAX_SECRET_BYTES;
use crate::filesystem::{self, Content, FileSystem, Follow, InodeId, Namespace, Owner, Volume};
use crate::graph::{CacheMount, ExecOp, Mount, MountKind, SecretMount};
use crate::labelled::Bytes;

/// The mounts of one step, by their place among the namespace's volumes.
pub(super) struct Mounted {
    places: Vec<(usize, usize)>,
}

/// Makes every mount but the root.
pub(super) fn mount_all(
    op: &ExecOp,
    inputs: &Inputs<'_>,
    client: &Client<'_>,
    builder: &mut Builder,
    namespace: &mut Namespace,
) -> Result<Mounted, String> {
    let mut places = Vec::new();
    for (index, mount) in op.mounts.iter().enumerate() {
        if mount.dest == "/" {
            continue;
        }
        let Some(made) = volume(mount, op, inputs, client, builder)? else {
            continue;
        };
        places.push((index, namespace.mount(made)));
    }
    Ok(Mounted { places })
}

impl Mounted {
    /// Keeps what the step left in cache mounts, and gives the outputs of the vertex in order.
    pub(super) fn finish(
        &self,
        op: &ExecOp,
        root: FileSystem,
        volumes: Vec<Volume>,
        inputs: &Inputs<'_>,
        builder: &mut Builder,
    ) -> Vec<FileSystem> {
        // The root is volume 0 of the namespace and is handed out apart.
        let volume = |place: usize| {
            volumes
                .get(place.saturating_sub(1))
                .map(|volume| &volume.files)
        };
        let mut outputs: Vec<(usize, FileSystem)> = Vec::new();
        for (index, mount) in op.mounts.iter().enumerate() {
            let files = if mount.dest == "/" {
                Some(&root)
            } else {
                let place = self.places.iter().find(|(at, _)| *at == index);
                place.and_then(|(_, place)| volume(*place))
            };
            let Some(files) = files else {
                continue;
            };
            if let MountKind::Cache(cache) = &mount.kind {
                builder.keep_mount(place(cache, mount, inputs), mount, op, files);
            }
            if let Some(output) = mount.output {
                outputs.push((output, files.clone()));
            }
        }
        outputs.sort_by_key(|(output, _)| *output);
        outputs.into_iter().map(|(_, files)| files).collect()
    }
}

/// Where a cache mount is kept: what it begins as a copy of is part of it.
fn place(cache: &CacheMount, mount: &Mount, inputs: &Inputs<'_>) -> Place {
    let source = mount
        .input
        .and_then(|input| inputs.records.get(input).copied());
    Place {
        id: cache.id.clone(),
        source: source.flatten(),
    }
}

fn volume(
    mount: &Mount,
    op: &ExecOp,
    inputs: &Inputs<'_>,
    client: &Client<'_>,
    builder: &Builder,
) -> Result<Option<filesystem::Mount>, String> {
    let input = mount.input.and_then(|input| inputs.files.get(input));
    let new = |kind, files, root, readonly| {
        Some(filesystem::Mount {
            target: absolute(&mount.dest, &op.cwd).into(),
            kind,
            files,
            root,
            readonly,
        })
    };
    let of_directory = |kind, files: FileSystem| new(kind, files, InodeId::ROOT, mount.readonly);
    Ok(match &mount.kind {
        MountKind::Bind => {
            let files = input.cloned().unwrap_or_default().layer();
            let root = select(&files, &mount.selector)?;
            new(filesystem::MountKind::Bind, files, root, mount.readonly)
        }
        MountKind::Cache(cache) => {
            let files = match builder.cache_mounts.get(&place(cache, mount, inputs)) {
                Some(kept) => kept.files.clone(),
                None => seed(input, &mount.selector)?,
            };
            of_directory(filesystem::MountKind::Cache, files)
        }
        MountKind::Tmpfs { .. } => {
            let mut files = FileSystem::new();
            files.update(InodeId::ROOT, |root| root.mode = 0o1777);
            of_directory(filesystem::MountKind::Tmpfs, files)
        }
        MountKind::Secret(secret) => match secret_file(secret, client)? {
            Some((files, root)) => new(filesystem::MountKind::Secret, files, root, true),
            None => None,
        },
        MountKind::Ssh(ssh) => {
            let id = if ssh.id.is_empty() {
                "default"
            } else {
                &ssh.id
            };
            if !client.options.ssh.iter().any(|given| given == id) {
                return if ssh.optional {
                    Ok(None)
                } else {
                    Err(format!(
                        "no SSH key \"{}\" forwarded from the client",
                        ssh.id
                    ))
                };
            }
            let owner = Owner {
                uid: ssh.uid,
                gid: ssh.gid,
            };
            let mut files = FileSystem::new();
            let socket = files.write("file", Bytes::new().into(), ssh.mode, owner);
            let root = socket.map_err(|errno| errno.message().to_owned())?;
            new(filesystem::MountKind::Secret, files, root, true)
        }
    })
}

fn secret_file(
    secret: &SecretMount,
    client: &Client<'_>,
) -> Result<Option<(FileSystem, InodeId)>, String> {
    let given = client
        .options
        .secrets
        .iter()
        .find(|given| given.id == secret.id);
    let Some(value) = given.and_then(|given| given.value.as_deref()) else {
        return if secret.optional {
            Ok(None)
        } else {
            Err(format!("secret {}: not found", secret.id))
        };
    };
    if value.len() > MAX_SECRET_BYTES {
        return Err(format!("invalid secret size {}", value.len()));
    }
    let text = format!("the client gives it as the secret `{}`", secret.id);
    let content: Content = client.planted.label(value, 0, &text).into();
    let owner = Owner {
        uid: secret.uid,
        gid: secret.gid,
    };
    let mut files = FileSystem::new();
    let root = files.write("file", content, secret.mode, owner);
    let root = root.map_err(|errno| errno.message().to_owned())?;
    Ok(Some((files, root)))
}

/// What a new cache mount holds: a copy of a path of its source, or nothing.
fn seed(input: Option<&FileSystem>, selector: &str) -> Result<FileSystem, String> {
    let Some(input) = input else {
        return Ok(FileSystem::new());
    };
    let root = select(input, selector)?;
    let mut files = FileSystem::new();
    let Some(inode) = input.get(root).cloned() else {
        return Ok(files);
    };
    files.update(InodeId::ROOT, |new| {
        new.mode = inode.mode;
        new.owner = inode.owner;
    });
    for (name, entry) in inode.entries() {
        if let Some(copied) = files.adopt(input, entry.inode) {
            let labelled = entry.labelled.as_deref().cloned();
            let name = labelled.unwrap_or_else(|| Bytes::from(name.as_ref()));
            let _inserted = files.insert(InodeId::ROOT, &name, copied);
        }
    }
    Ok(files)
}

/// The inode at a path of a mount's source.
fn select(files: &FileSystem, selector: &str) -> Result<InodeId, String> {
    if selector.is_empty() || selector == "/" {
        return Ok(InodeId::ROOT);
    }
    let path = format!("/{}", selector.trim_start_matches('/'));
    let located = Namespace::new(files.clone()).locate(path.as_bytes(), Follow::Yes);
    let found = located.ok().and_then(|located| located.node);
    match found {
        Some(node) => Ok(node.inode),
        None if files.incomplete => Ok(InodeId::ROOT),
        None => Err(format!(
            "failed to compute cache key: failed to calculate checksum of ref <ref>: \"{path}\": not found"
        )),
    }
}

fn absolute(dest: &str, cwd: &str) -> String {
    if dest.starts_with('/') {
        dest.to_owned()
    } else {
        format!("{}/{dest}", cwd.trim_end_matches('/'))
    }
}
