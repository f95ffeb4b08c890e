//! The base images of the records: one imported archive under several names, and two images built on it.

use drybuild::base_image::{BaseImage, Distribution, Images};
use drybuild::image::HistoryEntry;

const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n\
                      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";

const GROUP: &str = "root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n";

/// Name with tag, command, and `/etc/os-release`.
const PLAIN: [(&str, &str, &str); 6] = [
    ("busybox:latest", "sh", "ID=busybox\n"),
    ("busybox:1.35.0", "sh", "ID=busybox\n"),
    ("alpine:latest", "/bin/sh", ALPINE),
    ("alpine:3.20", "/bin/sh", ALPINE),
    ("debian:12", "bash", "ID=debian\n"),
    ("debian:bookworm-slim", "bash", "ID=debian\n"),
];

const ALPINE: &str = "ID=alpine\n";

/// All names.
pub(super) fn names() -> Vec<String> {
    let plain = PLAIN.iter().map(|(name, ..)| *name);
    plain
        .chain(["corp/onbuild:1", "corp/app:1"])
        .map(str::to_owned)
        .collect()
}

/// The name of the image in the records: of two names for one image, the first that was given.
pub(super) fn recorded(name: &str) -> &str {
    match name {
        "debian:bookworm-slim" => "debian:12",
        name => name,
    }
}

/// The images.
pub(super) fn images() -> Images {
    let mut images = Images::default();
    for (name, command, release) in PLAIN {
        images = images.with(name, plain(command, release));
    }
    let mut onbuild = plain("/bin/sh", ALPINE);
    onbuild.config.config.on_build = ["COPY . /src", "RUN echo triggered > /trig"]
        .map(str::to_owned)
        .into();
    rows(
        &mut onbuild,
        &["ONBUILD COPY . /src", "ONBUILD RUN echo triggered > /trig"],
    );
    let mut app = plain("/bin/sh", ALPINE);
    let config = &mut app.config.config;
    config
        .env
        .extend(["MODE=prod", "LOG=info"].map(str::to_owned));
    config.labels = [("tier", "one"), ("owner", "team a")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
    config.working_dir = "/srv".to_owned();
    config.user = "1000:1000".to_owned();
    config.exposed_ports.insert("8080/tcp".to_owned());
    config.entrypoint = vec!["/srv/run".to_owned()];
    config.cmd = vec!["--serve".to_owned()];
    let _made = app.files.make_dir("srv", 0o755, Default::default());
    rows(
        &mut app,
        &[
            "ENV",
            "LABEL",
            "WORKDIR",
            "USER",
            "EXPOSE",
            "ENTRYPOINT",
            "CMD",
        ],
    );
    images
        .with("corp/onbuild:1", onbuild)
        .with("corp/app:1", app)
}

fn plain(command: &str, release: &str) -> BaseImage {
    let mut image = BaseImage::of(Distribution::Busybox, &[], "");
    for entry in &mut image.config.history {
        "Imported from -".clone_into(&mut entry.comment);
    }
    image.config.config.env = vec![PATH.to_owned()];
    image.config.config.cmd = vec![command.to_owned()];
    image.files.remove("etc");
    for mount_point in ["dev", "proc", "sys"] {
        let _made = image.files.make_dir(mount_point, 0o755, Default::default());
    }
    for (path, content) in [
        ("etc/passwd", PASSWD),
        ("etc/group", GROUP),
        ("etc/os-release", release),
    ] {
        let _written = image
            .files
            .write(path, content.into(), 0o644, Default::default());
    }
    image
}

fn rows(image: &mut BaseImage, texts: &[&str]) {
    image
        .config
        .history
        .extend(texts.iter().map(|text| HistoryEntry {
            created_by: (*text).to_owned(),
            empty_layer: true,
            ..HistoryEntry::default()
        }));
}
