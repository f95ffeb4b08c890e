//! Containers: what creating one does to its files, and the process of a `RUN`.

use std::rc::Rc;

use super::session::Session;
use crate::filesystem::{
    Change, ChangeKind, Content, FileSystem, InodeId, Mount, MountKind, Namespace, Owner, diff,
};
use crate::image::ContainerConfig;
use crate::labelled::Bytes;
use crate::shell::{self, Machine, Outcome};
use crate::solve::{account, make_dirs};
use crate::tool::Tools;

/// Folders that the daemon lays below every container and that no layer records.
const BELOW: [&str; 4] = ["proc", "sys", "dev", "etc"];

/// Files of the same layer, and mounts over them: what a step writes there is lost.
const BELOW_FILES: [&str; 5] = [
    ".dockerenv",
    "etc/hostname",
    "etc/hosts",
    "etc/mtab",
    "etc/resolv.conf",
];

/// `/etc/hosts` of a container before names are added.
const HOSTS: &str = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\n\
                     ff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n";

/// What a process left.
pub(super) struct Ran {
    /// The files after it.
    pub(super) files: FileSystem,
    pub(super) changes: Vec<Change>,
    pub(super) outcome: Outcome,
}

/// A container's files before anything runs: the working directory is made (`SetupWorkingDirectory`).
pub(super) fn create(lower: &FileSystem, config: &ContainerConfig) -> FileSystem {
    let mut files = lower.layer();
    if !config.working_dir.is_empty() && config.working_dir != "/" {
        // A file in the way fails when the process starts.
        let _made = make_dirs(&mut files, &config.working_dir, 0o755, Owner::default());
    }
    files
}

impl Session<'_> {
    /// Runs a command on top of an image.
    ///
    /// # Errors
    /// The daemon's message where no process could be started.
    pub(super) fn process(
        &mut self,
        lower: &FileSystem,
        config: &ContainerConfig,
        args: &[(String, String)],
        container: &str,
    ) -> Result<Ran, String> {
        let user = account(lower, &config.user)?;
        let mut files = create(lower, config);
        let absent: Vec<&str> = BELOW
            .into_iter()
            .filter(|path| files.lookup(path).is_none())
            .collect();
        for volume in &config.volumes {
            let _made = make_dirs(&mut files, volume, 0o755, Owner::default());
        }
        let absent_files: Vec<&str> = BELOW_FILES
            .into_iter()
            .filter(|path| files.lookup(path).is_none())
            .collect();
        for path in &absent_files {
            let _made = match *path {
                "etc/mtab" => files.symlink(path, "/proc/mounts", Owner::default()),
                path => files.write(path, "".into(), 0o644, Owner::default()),
            };
        }
        let started = files.layer();
        let mut namespace = Namespace::for_run(started.clone());
        namespace.mount(self.hosts());
        // As those of the host are: written to, and lost.
        let unknown = Content::Unknown { size_bytes: None };
        namespace.mount(file_mount("/etc/resolv.conf", unknown));
        for volume in &config.volumes {
            if let Some(mount) = volume_of(&files, volume) {
                namespace.mount(mount);
            }
        }
        namespace.cwd = if config.working_dir.is_empty() {
            "/"
        } else {
            &config.working_dir
        }
        .into();
        namespace.user = user.owner;
        let script = self.script();
        let mut machine = Machine::new(namespace);
        machine.env = self.environment(config, args, &user.home, container);
        machine.script = script;
        machine.catalogue = Some(Rc::new(Tools));
        let label = |arg: &String| {
            self.planted
                .label(arg.as_bytes(), script, "the instruction holds it")
        };
        let argv: Vec<Bytes> = config.cmd.iter().map(label).collect();
        let outcome = shell::exec(&argv, &mut machine);
        let message = outcome.stderr.text();
        if let Some(why) = message.strip_prefix("runc run failed: ") {
            let why = why.trim_end();
            return Err(format!(
                "failed to create shim task: OCI runtime create failed: runc create failed: {why}: unknown"
            ));
        }
        let (mut files, _volumes) = machine.files.finish();
        let touched = touched(&started, &files);
        for path in absent_files {
            files.remove(path);
        }
        for path in absent {
            let is_empty = files
                .lookup(path)
                .and_then(|id| files.get(id))
                .is_some_and(|inode| inode.is_dir() && inode.entries().next().is_none());
            if is_empty {
                files.remove(path);
            }
        }
        let mut changes = diff(lower, &files);
        add_touched(&mut changes, touched, &files);
        Ok(Ran {
            files,
            changes,
            outcome,
        })
    }

    /// `/etc/hosts` of the container; what a step writes to it is lost.
    fn hosts(&self) -> Mount {
        let mut text = HOSTS.to_owned();
        for (host, address) in &self.input.extra_hosts {
            text += &format!("{address}\t{host}\n");
        }
        file_mount("/etc/hosts", text.as_str().into())
    }

    fn environment(
        &self,
        config: &ContainerConfig,
        args: &[(String, String)],
        home: &str,
        container: &str,
    ) -> Vec<(String, Bytes)> {
        let mut env: Vec<(String, Bytes)> = Vec::new();
        let mut set = |key: &str, value: Bytes| match env.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value,
            None => env.push((key.to_owned(), value)),
        };
        let short = container.get(..12).unwrap_or(container);
        set("HOSTNAME", Bytes::unknown(short, "the id of the container"));
        let entries = config.env.iter().filter_map(|entry| entry.split_once('='));
        let args = args
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        for (key, value) in entries.chain(args) {
            let text = format!("it is the value of `{key}` in the environment of the step");
            set(
                key,
                self.planted.label(value.as_bytes(), self.script(), &text),
            );
        }
        if !env.iter().any(|(key, _)| key == "HOME") {
            env.push(("HOME".to_owned(), home.into()));
        }
        env
    }
}

/// A file of the daemon's over one of the container's.
fn file_mount(target: &str, content: Content) -> Mount {
    let mut files = FileSystem::new();
    let root = files.write("file", content, 0o644, Owner::default());
    Mount {
        target: target.into(),
        kind: MountKind::Runtime,
        root: root.unwrap_or(InodeId::ROOT),
        files,
        readonly: false,
    }
}

/// Folders in which a name came or went: overlayfs has copied them up, also where nothing else is left of it.
pub(crate) fn touched(started: &FileSystem, files: &FileSystem) -> Vec<String> {
    fn walk(
        started: &FileSystem,
        files: &FileSystem,
        id: InodeId,
        path: &str,
        out: &mut Vec<String>,
    ) {
        let Some(inode) = files.get(id) else {
            return;
        };
        for (name, entry) in inode.entries() {
            let path = format!("{path}/{}", String::from_utf8_lossy(name));
            let path = path.trim_start_matches('/');
            let (Some(old), Some(new)) = (started.get(entry.inode), files.get(entry.inode)) else {
                continue;
            };
            if !new.is_dir() || Rc::ptr_eq(old, new) && new.entries().next().is_none() {
                continue;
            }
            if old.modified != new.modified {
                out.push(path.to_owned());
            }
            walk(started, files, entry.inode, path, out);
        }
    }
    let mut out = Vec::new();
    walk(started, files, InodeId::ROOT, "", &mut out);
    out
}

/// Puts folders, with those above them, where a layer lists them.
pub(crate) fn add_touched(changes: &mut Vec<Change>, touched: Vec<String>, files: &FileSystem) {
    for path in touched {
        let ends = path
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([path.len()]);
        for end in ends {
            let folder = path.get(..end).unwrap_or_default();
            let is_listed = changes
                .iter()
                .any(|change| change.path.data() == folder.as_bytes());
            let inode = files.lookup(folder).and_then(|id| files.get(id)).cloned();
            if let Some(inode) = inode.filter(|_| !is_listed) {
                changes.push(Change {
                    path: folder.into(),
                    kind: ChangeKind::Put(inode),
                });
            }
        }
    }
    changes.sort_by_cached_key(|change| {
        let parts = change.path.data().split(|byte| *byte == b'/');
        parts.map(<[u8]>::to_vec).collect::<Vec<_>>()
    });
}

/// A fresh anonymous volume with a copy of what the image has there; what is written to it is lost.
fn volume_of(files: &FileSystem, path: &str) -> Option<Mount> {
    let (_, id) = super::copy::resolve(files, path)?;
    let mut content = FileSystem::new();
    let inode = files.get(id).filter(|inode| inode.is_dir())?;
    content.update(InodeId::ROOT, |root| {
        root.mode = inode.mode;
        root.owner = inode.owner;
    });
    for (name, entry) in inode.entries() {
        let copied = content.adopt(files, entry.inode)?;
        let labelled = entry.labelled.as_deref().cloned();
        let name = labelled.unwrap_or_else(|| Bytes::from(name.as_ref()));
        content.insert(InodeId::ROOT, &name, copied).ok()?;
    }
    Some(Mount {
        target: path.into(),
        kind: MountKind::Tmpfs,
        files: content,
        root: InodeId::ROOT,
        readonly: false,
    })
}
