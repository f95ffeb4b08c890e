//! What runc mounts for every process.

use super::{Content, Device, FileSystem, InodeId, Kind, Mount, MountKind, Owner};
use crate::labelled::Bytes;

thread_local! {
    /// Made once: cloning a file system costs a pointer.
    static MOUNTS: Vec<Mount> = make();
}

/// /proc, /sys, /dev, /dev/shm, /etc/hosts and /etc/resolv.conf, in the order of mounting.
pub(super) fn mounts() -> Vec<Mount> {
    MOUNTS.with(Clone::clone)
}

fn make() -> Vec<Mount> {
    let directory = |target: &str, kind, files, readonly| Mount {
        target: target.into(),
        kind,
        files,
        root: InodeId::ROOT,
        readonly,
    };
    let mut shm = FileSystem::new();
    shm.update(InodeId::ROOT, |inode| inode.mode = 0o1777);
    let mut mounts = vec![
        directory("/proc", MountKind::Runtime, proc_files(), false),
        directory("/sys", MountKind::Runtime, sys_files(), true),
        directory("/dev", MountKind::Tmpfs, dev_files(), false),
        directory("/dev/shm", MountKind::Tmpfs, shm, false),
    ];
    let hosts = "127.0.0.1\tlocalhost buildkitsandbox\n::1\tlocalhost ip6-localhost ip6-loopback\n";
    for (path, content) in [
        ("/etc/hosts", Bytes::from(hosts).into()),
        ("/etc/resolv.conf", Content::Unknown { size_bytes: None }),
    ] {
        let mut files = FileSystem::new();
        if let Ok(root) = files.write("file", content, 0o644, Owner::default()) {
            mounts.push(Mount {
                target: path.into(),
                kind: MountKind::Runtime,
                files,
                root,
                readonly: true,
            });
        }
    }
    mounts
}

fn proc_files() -> FileSystem {
    let mut files = FileSystem::new();
    for number in 0..10 {
        let path = format!("self/fd/{number}");
        let _present = files.put(
            &path,
            Kind::Device(Device::Descriptor(number)),
            0o600,
            Owner::default(),
        );
    }
    for (path, what) in [
        ("cpuinfo", None),
        ("meminfo", None),
        ("mounts", None),
        ("version", None),
        ("self/cmdline", None),
        ("self/environ", None),
        ("self/status", None),
        ("sys/kernel/ostype", Some("Linux\n")),
        ("sys/kernel/hostname", Some("buildkitsandbox\n")),
    ] {
        let content = what.map_or(Content::Unknown { size_bytes: None }, |text| {
            Bytes::from(text).into()
        });
        let _present = files.write(path, content, 0o444, Owner::default());
    }
    for dir in ["1", "sys"] {
        let _present = files.make_dir(dir, 0o555, Owner::default());
    }
    files.update(InodeId::ROOT, |inode| inode.mode = 0o555);
    files
}

fn sys_files() -> FileSystem {
    let mut files = FileSystem::new();
    for dir in [
        "block", "bus", "class", "dev", "devices", "firmware", "fs", "kernel", "module", "power",
    ] {
        let _present = files.make_dir(dir, 0o755, Owner::default());
    }
    files.update(InodeId::ROOT, |inode| inode.mode = 0o555);
    files
}

fn dev_files() -> FileSystem {
    let mut files = FileSystem::new();
    let root = Owner::default();
    for (name, device) in [
        ("null", Device::Null),
        ("zero", Device::Zero),
        ("full", Device::Full),
        ("random", Device::Random),
        ("urandom", Device::Random),
        ("tty", Device::Terminal),
    ] {
        let _present = files.put(name, Kind::Device(device), 0o666, root);
    }
    for (name, target) in [
        ("fd", "/proc/self/fd"),
        ("stdin", "/proc/self/fd/0"),
        ("stdout", "/proc/self/fd/1"),
        ("stderr", "/proc/self/fd/2"),
        ("ptmx", "pts/ptmx"),
    ] {
        let _present = files.symlink(name, target, root);
    }
    for dir in ["mqueue", "pts", "shm"] {
        let _present = files.make_dir(dir, 0o755, root);
    }
    files
}
