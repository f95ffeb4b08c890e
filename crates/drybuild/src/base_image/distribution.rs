//! The root file systems: what a Debian, an Alpine and a BusyBox image have before anything is added.

use super::tools;
use crate::filesystem::{Content, Family, FileSystem, InodeId, Kind, Owner, Program};

/// Who made the root file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// Debian and Ubuntu: dash, bash, GNU tools, apt.
    Debian,
    /// Alpine: BusyBox, apk.
    Alpine,
    /// The image `busybox`: BusyBox and nothing else.
    Busybox,
    /// No shell, no tools: distroless.
    Bare,
}

/// Debian 12 (bookworm), `docker run debian:12 ls -la /`.
const DEBIAN_DIRECTORIES: &str = "boot dev etc etc/apt/apt.conf.d etc/apt/sources.list.d etc/default etc/init.d \
    etc/profile.d etc/ssl/certs home media mnt opt proc run/lock srv sys usr/bin usr/games usr/include usr/lib \
    usr/lib64 usr/libexec usr/local/bin usr/local/etc usr/local/lib usr/local/sbin usr/local/share usr/sbin \
    usr/share/doc usr/src var/backups var/cache/apt/archives/partial var/lib/apt/lists/partial var/lib/dpkg \
    var/local var/log/apt var/mail var/opt var/spool";

const DEBIAN_LINKS: &[(&str, &str)] = &[
    ("bin", "usr/bin"),
    ("sbin", "usr/sbin"),
    ("lib", "usr/lib"),
    ("lib64", "usr/lib64"),
    ("var/run", "/run"),
    ("var/lock", "/run/lock"),
];

/// Alpine 3.22, `docker run alpine ls -la /`.
const ALPINE_DIRECTORIES: &str = "bin dev etc/apk etc/init.d etc/profile.d etc/ssl/certs home lib/apk/db media mnt \
    opt proc run/lock sbin srv sys usr/bin usr/lib usr/local/bin usr/local/lib usr/local/share usr/sbin usr/share \
    var/cache/apk var/cache/misc var/lib/apk var/local var/log var/mail var/opt var/spool";

const BUSYBOX_DIRECTORIES: &str = "bin dev etc home usr/bin usr/sbin var/spool/mail var/www";

const DEBIAN_PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n\
    bin:x:2:2:bin:/bin:/usr/sbin/nologin\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\nsync:x:4:65534:sync:/bin:/bin/sync\n\
    games:x:5:60:games:/usr/games:/usr/sbin/nologin\nman:x:6:12:man:/var/cache/man:/usr/sbin/nologin\n\
    lp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin\nmail:x:8:8:mail:/var/mail:/usr/sbin/nologin\n\
    www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n\
    nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n_apt:x:42:65534::/nonexistent:/usr/sbin/nologin\n";

const DEBIAN_GROUP: &str = "root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nlp:x:7:\n\
    mail:x:8:\nman:x:12:\nsudo:x:27:\nwww-data:x:33:\nshadow:x:42:\nstaff:x:50:\ngames:x:60:\nusers:x:100:\n\
    nogroup:x:65534:\n";

const ALPINE_PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\nbin:x:1:1:bin:/bin:/sbin/nologin\n\
    daemon:x:2:2:daemon:/sbin:/sbin/nologin\nlp:x:4:7:lp:/var/spool/lpd:/sbin/nologin\n\
    sync:x:5:0:sync:/sbin:/bin/sync\nmail:x:8:12:mail:/var/mail:/sbin/nologin\n\
    guest:x:405:100:guest:/dev/null:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n";

const ALPINE_GROUP: &str = "root:x:0:root\nbin:x:1:root,bin,daemon\ndaemon:x:2:root,bin,daemon\nsys:x:3:root,bin\n\
    adm:x:4:root,daemon\ntty:x:5:\ndisk:x:6:root\nlp:x:7:lp\nmail:x:12:mail\nwheel:x:10:root\nusers:x:100:games\n\
    nogroup:x:65533:\nnobody:x:65534:\n";

const BUSYBOX_PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\n\
    bin:x:2:2:bin:/bin:/bin/false\nsys:x:3:3:sys:/dev:/bin/false\nsync:x:4:100:sync:/bin:/bin/sync\n\
    mail:x:8:8:mail:/var/spool/mail:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\n\
    operator:x:37:37:Operator:/var:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n";

const BUSYBOX_GROUP: &str = "root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nmail:x:8:\n\
    www-data:x:33:\noperator:x:37:\nusers:x:100:\nnogroup:x:65534:\n";

/// What Debian's image ships so that downloaded packages do not stay (`/etc/apt/apt.conf.d/docker-clean`), shortened.
const DOCKER_CLEAN: &str = "DPkg::Post-Invoke { \"rm -f /var/cache/apt/archives/*.deb \
    /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true\"; };\nAPT::Update::Post-Invoke { \"rm -f \
    /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true\"; };\n\
    Dir::Cache::pkgcache \"\"; Dir::Cache::srcpkgcache \"\";\n";

impl Distribution {
    /// The root file system, with further programs in `/usr/local/bin`.
    pub(super) fn files(self, programs: &[&str]) -> FileSystem {
        let mut files = FileSystem::new();
        let fill = match self {
            Self::Debian => debian(&mut files),
            Self::Alpine => alpine(&mut files),
            Self::Busybox => busybox(&mut files),
            Self::Bare => bare(&mut files),
        };
        debug_assert!(fill.is_ok(), "the skeletons hold no conflicting paths");
        add(
            &mut files,
            "usr/local/bin",
            programs.iter().copied(),
            self.family(),
        );
        files
    }

    pub(super) fn family(self) -> Family {
        match self {
            Self::Debian => Family::Gnu,
            Self::Alpine | Self::Busybox | Self::Bare => Family::Busybox,
        }
    }
}

/// Puts programs into a directory.
pub(super) fn add<'a>(
    files: &mut FileSystem,
    directory: &str,
    names: impl IntoIterator<Item = &'a str>,
    family: Family,
) {
    for name in names {
        let program = Program {
            name: name.into(),
            family,
        };
        let path = format!("{directory}/{name}");
        let _made = files.put(
            &path,
            Kind::File(Content::Program(program)),
            0o755,
            Owner::default(),
        );
    }
}

type Filled = Result<(), crate::filesystem::Errno>;

fn debian(files: &mut FileSystem) -> Filled {
    directories(files, DEBIAN_DIRECTORIES)?;
    for (path, target) in DEBIAN_LINKS {
        files.symlink(path, target, Owner::default())?;
    }
    accounts(files, DEBIAN_PASSWD, DEBIAN_GROUP)?;
    text(files, "etc/apt/apt.conf.d/docker-clean", DOCKER_CLEAN)?;
    text(files, "etc/debian_version", "12.12\n")?;
    text(
        files,
        "usr/lib/os-release",
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\nID=debian\n",
    )?;
    files.symlink("etc/os-release", "../usr/lib/os-release", Owner::default())?;
    text(
        files,
        "root/.bashrc",
        "# ~/.bashrc: executed by bash(1) for non-login shells.\n",
    )?;
    text(
        files,
        "root/.profile",
        "# ~/.profile: executed by Bourne-compatible login shells.\n",
    )?;
    add(files, "usr/bin", tools::words(tools::DEBIAN), Family::Gnu);
    add(
        files,
        "usr/sbin",
        tools::words(tools::DEBIAN_SYSTEM),
        Family::Gnu,
    );
    files.symlink("usr/bin/sh", "dash", Owner::default())?;
    Ok(())
}

fn alpine(files: &mut FileSystem) -> Filled {
    directories(files, ALPINE_DIRECTORIES)?;
    accounts(files, ALPINE_PASSWD, ALPINE_GROUP)?;
    text(files, "etc/alpine-release", "3.22.2\n")?;
    text(
        files,
        "etc/os-release",
        "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.22.2\n",
    )?;
    add(files, "bin", tools::words(tools::BUSYBOX), Family::Busybox);
    add(
        files,
        "usr/sbin",
        ["addgroup", "adduser", "delgroup", "deluser"],
        Family::Busybox,
    );
    add(
        files,
        "usr/bin",
        ["install", "wget", "env", "getent", "scanelf"],
        Family::Busybox,
    );
    add(files, "sbin", ["apk", "ldconfig"], Family::Busybox);
    Ok(())
}

fn busybox(files: &mut FileSystem) -> Filled {
    directories(files, BUSYBOX_DIRECTORIES)?;
    accounts(files, BUSYBOX_PASSWD, BUSYBOX_GROUP)?;
    add(files, "bin", tools::words(tools::BUSYBOX), Family::Busybox);
    add(files, "usr/bin", ["env"], Family::Busybox);
    Ok(())
}

fn bare(files: &mut FileSystem) -> Filled {
    directories(
        files,
        "dev etc/ssl/certs home proc run sys usr/bin usr/lib var/lib var/run",
    )?;
    accounts(
        files,
        "root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n\
         nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n",
        "root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n",
    )
}

/// Also `/root` (0700), `/tmp` and `/var/tmp` (1777), which every image has.
fn directories(files: &mut FileSystem, names: &str) -> Filled {
    for name in names.split_whitespace() {
        files.make_dir(name, 0o755, Owner::default())?;
    }
    files.make_dir("root", 0o700, Owner::default())?;
    for name in ["tmp", "var/tmp"] {
        files.make_dir(name, 0o1777, Owner::default())?;
    }
    files.update(InodeId::ROOT, |root| root.mode = 0o755);
    Ok(())
}

fn accounts(files: &mut FileSystem, passwd: &str, group: &str) -> Filled {
    text(files, "etc/passwd", passwd)?;
    text(files, "etc/group", group)
}

fn text(files: &mut FileSystem, path: &str, content: &str) -> Filled {
    files
        .write(path, content.into(), 0o644, Owner::default())
        .map(|_| ())
}
