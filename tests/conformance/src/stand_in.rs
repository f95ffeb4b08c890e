//! The base images under the measured builds: a BusyBox and a Debian under several names.

use drybuild::base_image::{BaseImage, Distribution, Images};

const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Programs of the measured Debian beyond Debian's own.
const ADDED: &[&str] = &[
    "curl",
    "docker",
    "git",
    "node",
    "npm",
    "openssl",
    "pip",
    "pip3",
    "python3",
    "scp",
    "sftp",
    "ssh",
    "ssh-add",
    "ssh-agent",
    "ssh-copy-id",
    "ssh-keygen",
    "ssh-keyscan",
    "zless",
];

/// As SECRET-FLOWS.md names them.
pub(crate) fn of_flows() -> Images {
    let busybox = image(Distribution::Busybox, &[], "BusyBox 1.35.0", "sh");
    let debian = image(Distribution::Debian, ADDED, "Debian 12 (bookworm)", "bash");
    let mut images = Images::default();
    for name in [
        "busybox:latest",
        "busybox:1.36",
        "alpine:latest",
        "alpine:3.20",
    ] {
        images = images.with(name, busybox.clone());
    }
    for name in [
        "debian:12",
        "debian:latest",
        "node:20",
        "python:3.12",
        "alpine/git:latest",
        "docker:cli",
        "curlimages/curl:latest",
    ] {
        images = images.with(name, debian.clone());
    }
    images
}

fn image(
    distribution: Distribution,
    programs: &[&str],
    created_by: &str,
    shell: &str,
) -> BaseImage {
    let mut image = BaseImage::of(distribution, programs, created_by);
    image.config.config.env = vec![PATH.to_owned()];
    image.config.config.cmd = vec![shell.to_owned()];
    image
}

/// The base of `real.jsonl`: a BusyBox, some of its applets and an account, built by a Dockerfile of three lines.
pub(crate) fn of_real() -> Images {
    let mut image = BaseImage::of(Distribution::Busybox, &[], "COPY . / # buildkit");
    for entry in &mut image.config.history {
        "buildkit.dockerfile.v0".clone_into(&mut entry.comment);
    }
    for created_by in ["ENV PATH=/bin", "CMD [\"/bin/sh\"]"] {
        image.config.history.push(drybuild::image::HistoryEntry {
            created_by: created_by.to_owned(),
            comment: "buildkit.dockerfile.v0".to_owned(),
            empty_layer: true,
            ..Default::default()
        });
    }
    let config = &mut image.config.config;
    config.env = vec!["PATH=/bin".to_owned()];
    config.cmd = vec!["/bin/sh".to_owned()];
    config.working_dir = "/".to_owned();
    config.args_escaped = true;
    let passwd = "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/home/app:/bin/sh\n";
    let _written = image
        .files
        .write("etc/passwd", passwd.into(), 0o644, Default::default());
    let _written = image.files.write(
        "etc/group",
        "root:x:0:\napp:x:1000:\n".into(),
        0o644,
        Default::default(),
    );
    for missing in ["home", "var", "usr", "lib"] {
        image.files.remove(missing);
    }
    for mount_point in ["proc", "sys"] {
        let _made = image.files.make_dir(mount_point, 0o755, Default::default());
    }
    let mut images = Images::default();
    for name in ["alpine:latest", "busybox:latest"] {
        images = images.with(name, image.clone());
    }
    images
}
