//! `RUN --mount` (`dispatchRunMounts` of `dockerfile2llb/convert_runmount.go`).

use dockerfile::instructions::{Mount as Wanted, MountType, Sharing};

use super::super::super::stage::{Stage, StageId};
use super::super::super::{BuildError, Converter};
use super::super::Scope;
use super::{secret, ssh};
use crate::graph::{
    ActionInput, ActionKind, CacheMount, CacheSharing, Edge, FileAction, FileOp, MkdirAction,
    Mount, MountKind, Op, Owner, SecretEnv, User, Vertex,
};
use crate::path::{clean, join};
use crate::quote::quote;

/// A mount of files, and where they come from.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) mount: Mount,
    pub(super) from: Option<Edge>,
    /// What is written there can be used by others; only the root's is.
    pub(super) has_output: bool,
}

/// Secrets and agents.
#[derive(Debug, Clone, Default)]
pub(super) struct Sockets {
    /// As files, secrets before agents.
    pub(super) files: Vec<Mount>,
    pub(super) variables: Vec<SecretEnv>,
    /// Where the first agent's socket is.
    pub(super) agent: Option<String>,
}

/// Mounts of one `RUN`, in the order written.
#[derive(Debug, Clone, Default)]
pub(super) struct Mounts {
    bound: Vec<Bound>,
    secrets: Vec<Mount>,
    variables: Vec<SecretEnv>,
    agents: Vec<Mount>,
}

impl Mounts {
    /// Adds a mount of files, whose details the caller sets.
    pub(super) fn add(&mut self, dest: &str, from: Option<Edge>) -> &mut Mount {
        let mount = Mount {
            dest: dest.to_owned(),
            input: None,
            output: None,
            readonly: false,
            selector: String::new(),
            kind: MountKind::Bind,
        };
        &mut self
            .bound
            .push_mut(Bound {
                mount,
                from,
                has_output: false,
            })
            .mount
    }

    pub(super) fn add_secret(&mut self, file: Option<Mount>, variable: Option<SecretEnv>) {
        self.secrets.extend(file);
        self.variables.extend(variable);
    }

    pub(super) fn add_agent(&mut self, mut mount: Mount) {
        if mount.dest.is_empty() {
            mount.dest = format!("/run/buildkit/ssh_agent.{}", self.agents.len());
        }
        self.agents.push(mount);
    }

    /// Names of variables that hold secrets.
    pub(super) fn secret_variables(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|v| v.name.as_str())
    }

    /// The root and all mounts of files by destination; secrets and agents.
    pub(super) fn parts(self, root: Mount, below: Option<Edge>) -> (Vec<Bound>, Sockets) {
        let mut bound = vec![Bound {
            mount: root,
            from: below,
            has_output: true,
        }];
        bound.extend(self.bound);
        bound.sort_by(|a, b| a.mount.dest.cmp(&b.mount.dest));
        let agent = self.agents.first().map(|m| m.dest.clone());
        let files = self.secrets.into_iter().chain(self.agents).collect();
        (
            bound,
            Sockets {
                files,
                variables: self.variables,
                agent,
            },
        )
    }
}

impl<'a> Converter<'a> {
    /// Adds one mount to a `RUN`.
    pub(super) fn mount(
        &mut self,
        stage: &mut Stage<'a>,
        scope: &Scope<'a, '_>,
        wanted: &Wanted,
        source: Option<StageId>,
        mounts: &mut Mounts,
    ) -> Result<(), BuildError> {
        let from_stage = !wanted.from.is_empty() || wanted.kind == MountType::Cache;
        let mut from = if from_stage {
            self.mount_input(wanted, source)?
        } else {
            Some(self.context)
        };
        match wanted.kind {
            MountType::Secret => return secret::mount(stage, scope.location(), wanted, mounts),
            MountType::Ssh => return ssh::mount(stage, scope.location(), wanted, mounts),
            MountType::Tmpfs => from = None,
            MountType::Bind | MountType::Cache => {}
        }
        let target = mount_target(stage, &wanted.target)?;
        let mut selector = join("/", &wanted.source);
        if selector == "/" {
            selector.clear();
            if wanted.uid.is_some() || wanted.gid.is_some() || wanted.mode.is_some() {
                from = Some(self.cache_dir(from, wanted));
                "/cache".clone_into(&mut selector);
            }
        }
        let mount = mounts.add(&target, from);
        mount.readonly = wanted.readonly;
        mount.selector = selector;
        mount.kind = match wanted.kind {
            MountType::Cache => MountKind::Cache(self.cache_mount(wanted)),
            MountType::Tmpfs => MountKind::Tmpfs {
                size_bytes: wanted.size_bytes,
            },
            _ => MountKind::Bind,
        };
        match source.filter(|_| from_stage) {
            Some(id) => self.mark_path(id, &wanted.source),
            None => _ = stage.context_paths.insert(join("/", &wanted.source)),
        }
        Ok(())
    }

    fn mount_input(
        &self,
        wanted: &Wanted,
        source: Option<StageId>,
    ) -> Result<Option<Edge>, BuildError> {
        match source
            .and_then(|id| self.stages.get(id))
            .filter(|s| s.is_dispatched)
        {
            Some(source) => Ok(source.state.output),
            None => {
                let from = if wanted.from.is_empty() {
                    "scratch"
                } else {
                    &wanted.from
                };
                Err(BuildError::new(format!(
                    "cannot mount from stage {} to {}, stage needs to be defined before current command",
                    quote(from),
                    quote(&wanted.target)
                )))
            }
        }
    }

    fn cache_mount(&self, wanted: &Wanted) -> CacheMount {
        let namespace = self
            .options
            .attribute("build-arg:BUILDKIT_CACHE_MOUNT_NS")
            .unwrap_or_default();
        let id = if wanted.id.is_empty() {
            clean(&wanted.target)
        } else {
            wanted.id.clone()
        };
        let sharing = match wanted.sharing {
            Some(Sharing::Private) => CacheSharing::Private,
            Some(Sharing::Locked) => CacheSharing::Locked,
            Some(Sharing::Shared) | None => CacheSharing::Shared,
        };
        CacheMount {
            id: format!("{namespace}/{id}"),
            sharing,
        }
    }

    /// A folder with the owner and permissions that the cache shall begin with.
    fn cache_dir(&mut self, below: Option<Edge>, wanted: &Wanted) -> Edge {
        let id = |id: Option<u32>| Some(User::Id(id.unwrap_or_default()));
        let mkdir = MkdirAction {
            path: "/cache".to_owned(),
            mode: wanted.mode.unwrap_or(0o755) & 0o777,
            make_parents: false,
            owner: Some(Owner {
                user: id(wanted.uid),
                group: id(wanted.gid),
            }),
        };
        let action = FileAction {
            input: if below.is_some() {
                ActionInput::Input(0)
            } else {
                ActionInput::Empty
            },
            secondary_input: ActionInput::Empty,
            output: Some(0),
            kind: ActionKind::Mkdir(mkdir),
        };
        self.builder.add(Vertex {
            inputs: below.into_iter().collect(),
            name: "[internal] setting cache mount permissions".to_owned(),
            ..Vertex::new(Op::File(FileOp {
                actions: vec![action],
            }))
        })
    }
}

fn mount_target(stage: &Stage<'_>, target: &str) -> Result<String, BuildError> {
    let absolute = if clean(target).starts_with('/') {
        target.to_owned()
    } else {
        join(&join("/", &stage.state.dir), target)
    };
    if absolute == "/" {
        return Err(BuildError::new(format!(
            "invalid mount target {}",
            quote(&absolute)
        )));
    }
    Ok(absolute)
}
