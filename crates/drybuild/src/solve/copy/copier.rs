//! Copies one source after the other (`copier` of `fsutil/copy`).

use std::collections::BTreeMap;

use super::super::{mode, unpack};
use super::{Told, copy, make_dirs, missing, resolve};
use crate::context::ignore::Ignore;
use crate::filesystem::{Content, FileSystem, Follow, Inode, InodeId, Kind, Owner};
use crate::graph::{CopyAction, Op, Vertex};
use crate::labelled::{Bytes, Step};

/// One action on its way.
pub(super) struct Copier<'a> {
    source: &'a FileSystem,
    target: &'a mut FileSystem,
    owner: Option<Owner>,
    action: &'a CopyAction,
    include: Option<Ignore>,
    exclude: Option<Ignore>,
    /// Files with several names that were copied already.
    linked: BTreeMap<InodeId, InodeId>,
    told: Option<Told<'a>>,
    /// The path that is copied, and where to.
    roots: (String, String),
}

impl<'a> Copier<'a> {
    pub(super) fn new(
        source: &'a FileSystem,
        target: &'a mut FileSystem,
        action: &'a CopyAction,
        owner: Option<Owner>,
        told: Option<Told<'a>>,
    ) -> Self {
        let patterns =
            |list: &[String]| (!list.is_empty()).then(|| Ignore::new(list).unwrap_or_default());
        Self {
            source,
            target,
            owner,
            action,
            include: patterns(&action.include),
            exclude: patterns(&action.exclude),
            linked: BTreeMap::new(),
            told,
            roots: Default::default(),
        }
    }

    /// Copies one source.
    pub(super) fn one(&mut self, src: &str) -> Result<(), String> {
        let follow = if self.action.follow_symlink {
            Follow::Yes
        } else {
            Follow::No
        };
        let Some(from) = resolve(self.source, src, follow) else {
            // Files that nobody described may be there.
            return if self.source.incomplete {
                self.assumed(src)
            } else {
                Err(missing(src))
            };
        };
        if self.action.attempt_unpack
            && let Some(unpacked) = unpack::unpack(self.source, from)
        {
            return self.unpacked(&unpacked);
        }
        let dest = &self.action.dest;
        let folder = dest.ends_with('/') || dest.ends_with("/.");
        let ensured = if folder {
            dest.as_str()
        } else {
            dest.rsplit_once('/').map_or("", |(folder, _)| folder)
        };
        self.make_dirs(ensured)?;
        let is_dir = self.source.get(from).is_some_and(|inode| inode.is_dir());
        let mut dest = format!("/{}", dest.trim_end_matches("/.").trim_matches('/'));
        let there = resolve(self.target, &dest, Follow::Yes);
        let there_is_dir = there
            .and_then(|id| self.target.get(id))
            .is_some_and(|inode| inode.is_dir());
        let contents = self.action.dir_copy_contents;
        if (!contents && is_dir && there.is_some()) || (!is_dir && there_is_dir) {
            let name = src
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            dest = format!("{}/{name}", dest.trim_end_matches('/'));
        }
        let parent = dest
            .rsplit_once('/')
            .map_or("", |(parent, _)| parent)
            .to_owned();
        if contents && is_dir && there.is_none() {
            if self.include.is_none() {
                self.make_dirs(&parent)?;
            } else {
                self.make_dirs(&dest)?;
            }
        } else {
            self.make_dirs(&parent)?;
        }
        self.roots = (format!("/{}", src.trim_matches('/')), dest.clone());
        if is_dir && dest == "/" {
            return self.children(from, "", InodeId::ROOT);
        }
        if is_dir && there_is_dir && contents {
            let id = there.unwrap_or(InodeId::ROOT);
            return self.children(from, "", id);
        }
        let parent = resolve(self.target, &parent, Follow::Yes).unwrap_or(InodeId::ROOT);
        let name = dest.rsplit('/').next().unwrap_or_default();
        let name = self.labelled_name(src, name);
        self.entry(from, "", parent, &name, false)
    }

    /// Lays the content of an archive into the destination; owners and modes are the archive's.
    fn unpacked(&mut self, archive: &FileSystem) -> Result<(), String> {
        let action = CopyAction {
            src: "/".to_owned(),
            dest: self.action.dest.clone(),
            dir_copy_contents: true,
            create_dest_path: true,
            ..CopyAction::default()
        };
        make_dirs(
            self.target,
            &action.dest,
            0o755,
            self.owner.unwrap_or_default(),
        )?;
        copy(archive, self.target, &action, self.owner, self.told)
    }

    /// The name with the labels of the source's name where it is the same.
    fn labelled_name(&self, src: &str, name: &str) -> Bytes {
        let folder = src
            .trim_end_matches('/')
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let labelled = resolve(self.source, folder, Follow::Yes)
            .and_then(|id| self.source.get(id))
            .and_then(|inode| {
                let mut entries = inode.entries();
                let (_, entry) = entries.find(|(key, _)| key.as_ref() == name.as_bytes())?;
                entry.labelled.as_deref().cloned()
            });
        labelled.unwrap_or_else(|| Bytes::from(name))
    }

    /// Copies one file or directory to a name.
    fn entry(
        &mut self,
        from: InodeId,
        path: &str,
        parent: InodeId,
        name: &Bytes,
        overwrite: bool,
    ) -> Result<(), String> {
        let Some(inode) = self.source.get(from).cloned() else {
            return Ok(());
        };
        let there = self.target.child(parent, name.data());
        if inode.is_dir() {
            let included = self.is_included(path);
            let id = match there {
                Some(id) if self.target.get(id).is_some_and(|old| old.is_dir()) => {
                    if overwrite && included {
                        let (mode, owner) = self.info(&inode);
                        self.target.update(id, |old| {
                            old.mode = mode;
                            old.owner = owner;
                        });
                    }
                    id
                }
                Some(_) => return Err(format!("cannot copy to non-directory: {}", name.text())),
                // A folder that is not wanted itself is made when something in it is.
                None if !included && !self.holds_included(&inode, path) => return Ok(()),
                None => {
                    let (mode, owner) = self.info(&inode);
                    let id = self
                        .target
                        .allocate(Kind::Directory(BTreeMap::new()), mode, owner);
                    self.insert(parent, name, id)?;
                    id
                }
            };
            return self.children(from, path, id);
        }
        if !self.is_included(path) {
            return Ok(());
        }
        if let Some(old) = there {
            if self.target.get(old).is_some_and(|old| old.is_dir()) {
                return Err(format!(
                    "cannot replace to directory {} with file",
                    name.text()
                ));
            }
            self.target.detach(parent, name.data());
        }
        if inode.links > 1
            && let Some(known) = self.linked.get(&from).copied()
        {
            return self.insert(parent, name, known);
        }
        let (mode, owner) = self.info(&inode);
        let kind = self.stepped(&inode.kind, path);
        let id = self.target.allocate(kind, mode, owner);
        self.target.keep_client_time(id, &inode);
        self.linked.insert(from, id);
        self.insert(parent, name, id)
    }

    /// What is copied, with one more step where it holds a secret.
    fn stepped(&self, kind: &Kind, path: &str) -> Kind {
        let (Kind::File(Content::Bytes(bytes)), Some(told)) = (kind, self.told) else {
            return kind.clone();
        };
        if !bytes.is_tainted() {
            return kind.clone();
        }
        let (from, to) = &self.roots;
        let below = |root: &str| match path {
            "" => root.to_owned(),
            path => format!("{}/{path}", root.trim_end_matches('/')),
        };
        let from = origin(&below(from), told.from);
        let text = format!("{from} is copied to {}", below(to));
        let step = Step {
            script: told.script,
            span: 0..0,
            text: text.into(),
        };
        let bytes = Bytes::clone(bytes).stepped(|| step);
        Kind::File(bytes.into())
    }

    fn children(&mut self, from: InodeId, path: &str, into: InodeId) -> Result<(), String> {
        let Some(inode) = self.source.get(from).cloned() else {
            return Ok(());
        };
        for (name, entry) in inode.entries() {
            let text = String::from_utf8_lossy(name);
            let path = if path.is_empty() {
                text.into_owned()
            } else {
                format!("{path}/{text}")
            };
            let labelled = entry.labelled.as_deref().cloned();
            let name = labelled.unwrap_or_else(|| Bytes::from(name.as_ref()));
            self.entry(entry.inode, &path, into, &name, true)?;
        }
        Ok(())
    }

    fn is_included(&self, path: &str) -> bool {
        if path.is_empty() {
            return true;
        }
        self.include
            .as_ref()
            .is_none_or(|patterns| patterns.is_excluded(path).unwrap_or(false))
            && !self
                .exclude
                .as_ref()
                .is_some_and(|patterns| patterns.is_excluded(path).unwrap_or(false))
    }

    fn holds_included(&self, inode: &Inode, path: &str) -> bool {
        inode.entries().any(|(name, entry)| {
            let path = format!("{path}/{}", String::from_utf8_lossy(name));
            self.is_included(&path)
                || self
                    .source
                    .get(entry.inode)
                    .is_some_and(|child| self.holds_included(child, &path))
        })
    }

    fn info(&self, inode: &Inode) -> (u32, Owner) {
        let mode = if matches!(inode.kind, Kind::Symlink(_)) {
            inode.mode
        } else if !self.action.mode_str.is_empty() {
            mode::apply(&self.action.mode_str, inode.mode, inode.is_dir())
        } else {
            self.action.mode.unwrap_or(inode.mode)
        };
        (mode, self.owner.unwrap_or(inode.owner))
    }

    fn make_dirs(&mut self, path: &str) -> Result<(), String> {
        let mode = self.action.mode.unwrap_or(0o755);
        make_dirs(self.target, path, mode, self.owner.unwrap_or_default())
    }

    fn insert(&mut self, parent: InodeId, name: &Bytes, id: InodeId) -> Result<(), String> {
        let inserted = self.target.insert(parent, name, id);
        inserted.map_err(|errno| format!("{}: {}", name.text(), errno.message().to_lowercase()))
    }

    /// Puts a file of unknown content where the copy of one that nobody described would be.
    fn assumed(&mut self, src: &str) -> Result<(), String> {
        let dest = &self.action.dest;
        let name = src
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        let path = if dest.ends_with('/') {
            format!("{dest}{name}")
        } else {
            dest.clone()
        };
        self.target.incomplete = true;
        let content = Content::Unknown { size_bytes: None };
        if resolve(self.target, &path, Follow::Yes).is_none() {
            let _written = self.target.write(&path, content, 0o644, Owner::default());
        }
        Ok(())
    }
}

/// A path with what it is a path of.
fn origin(path: &str, from: Option<&Vertex>) -> String {
    let Some(vertex) = from else {
        return path.to_owned();
    };
    match (&vertex.op, &vertex.stage) {
        // Paths of a context are written without a slash in front, as `COPY` has them.
        (Op::Source(source), _) if source.identifier.starts_with("local://") => {
            format!("{} of {}", path.trim_start_matches('/'), source.words())
        }
        (Op::Source(source), _) => format!("{path} of {}", source.words()),
        (_, Some(stage)) => format!("{path} of stage `{stage}`"),
        _ => path.to_owned(),
    }
}
