//! The images that the catalogue knows. A row is found by repository and by what the tag holds.

use super::distribution::{self, Distribution};
use super::{BaseImage, tools};
use crate::filesystem::{Content, Owner};
use crate::reference::Reference;

const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const BUILDKIT: &str = "buildkit.dockerfile.v0";
const DEBUERREOTYPE: &str = "debuerreotype 0.16";

/// A layer or, with size 0, a history entry without one.
type Row = (&'static str, u64);

/// One image, or one variant of it.
struct Entry {
    /// Repository with its registry left away where it is Docker Hub.
    repository: &'static str,
    /// What the tag must hold; empty fits every tag.
    variant: &'static str,
    distribution: Distribution,
    /// In `/usr/local/bin`.
    programs: &'static str,
    /// In `/usr/bin`.
    packages: &'static str,
    /// In order; `{version}` is the number that the tag begins with, or the default behind it.
    env: &'static [&'static str],
    version: &'static str,
    entrypoint: &'static [&'static str],
    cmd: &'static [&'static str],
    user: &'static str,
    working_dir: &'static str,
    /// `/etc/passwd` and `/etc/group` lines that the image adds.
    account: &'static str,
    /// Oldest first; sizes in bytes are illustrative.
    history: &'static [Row],
}

const PLAIN: Entry = Entry {
    repository: "",
    variant: "",
    distribution: Distribution::Debian,
    programs: "",
    packages: "",
    env: &[PATH],
    version: "",
    entrypoint: &[],
    cmd: &[],
    user: "",
    working_dir: "",
    account: "",
    history: &[],
};

const DEBIAN_ROW: Row = (
    "# debian.sh --arch 'amd64' out/ 'bookworm' '@1762202650'",
    74_800_000,
);
const ALPINE_ADD: Row = (
    "ADD alpine-minirootfs-3.22.2-x86_64.tar.gz / # buildkit",
    8_310_000,
);
const ALPINE_CMD: Row = ("CMD [\"/bin/sh\"]", 0);

const PYTHON_PATH: &str =
    "PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const PYTHON: &str = "python python3 pip pip3 pydoc3 idle3 python3-config";
const PYTHON_BUILD: Row = (
    "RUN /bin/sh -c set -eux; wget -O python.tar.xz \"https://www.python.org/ftp/python/…\"; … # buildkit",
    46_400_000,
);
const PYTHON_LINKS: Row = (
    "RUN /bin/sh -c set -eux; for src in idle3 pip3 pydoc3 python3 python3-config; do … done # buildkit",
    36,
);
const BUILDPACK_ROWS: [Row; 3] = [
    (
        "RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates curl gnupg … # buildkit",
        48_000_000,
    ),
    (
        "RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends git mercurial openssh-client subversion procps … # buildkit",
        177_000_000,
    ),
    (
        "RUN /bin/sh -c set -ex; apt-get update; apt-get install -y --no-install-recommends autoconf automake g++ gcc … # buildkit",
        587_000_000,
    ),
];

/// From the images' own Dockerfiles and `docker image inspect`, late 2025; first match wins.
const ENTRIES: &[Entry] = &[
    Entry {
        repository: "library/alpine",
        distribution: Distribution::Alpine,
        cmd: &["/bin/sh"],
        history: &[ALPINE_ADD, ALPINE_CMD],
        ..PLAIN
    },
    Entry {
        repository: "library/busybox",
        distribution: Distribution::Busybox,
        cmd: &["sh"],
        history: &[("BusyBox 1.37.0 (glibc), Debian 13", 4_260_000)],
        ..PLAIN
    },
    Entry {
        repository: "library/debian",
        cmd: &["bash"],
        history: &[DEBIAN_ROW],
        ..PLAIN
    },
    Entry {
        repository: "library/ubuntu",
        cmd: &["/bin/bash"],
        history: &[
            ("/bin/sh -c #(nop)  ARG RELEASE", 0),
            (
                "/bin/sh -c #(nop)  LABEL org.opencontainers.image.ref.name=ubuntu",
                0,
            ),
            (
                "/bin/sh -c #(nop) ADD file:6089c6bede9eca8ec4bdfabb45a8ec6dc53a2b8de8c3ec2ed4d5a9a0f0d59c79 in / ",
                78_100_000,
            ),
            ("/bin/sh -c #(nop)  CMD [\"/bin/bash\"]", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/python",
        variant: "slim",
        programs: PYTHON,
        env: &[PYTHON_PATH, "PYTHON_VERSION={version}"],
        version: "3.14.0",
        cmd: &["python3"],
        history: &[
            DEBIAN_ROW,
            (
                "ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                0,
            ),
            (
                "RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates netbase tzdata; … # buildkit",
                9_240_000,
            ),
            ("ENV PYTHON_VERSION={version}", 0),
            PYTHON_BUILD,
            PYTHON_LINKS,
            ("CMD [\"python3\"]", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/python",
        variant: "alpine",
        distribution: Distribution::Alpine,
        programs: PYTHON,
        env: &[PYTHON_PATH, "PYTHON_VERSION={version}"],
        version: "3.14.0",
        cmd: &["python3"],
        history: &[
            ALPINE_ADD,
            ALPINE_CMD,
            (
                "RUN /bin/sh -c set -eux; apk add --no-cache ca-certificates tzdata ; # buildkit",
                1_600_000,
            ),
            ("ENV PYTHON_VERSION={version}", 0),
            PYTHON_BUILD,
            PYTHON_LINKS,
            ("CMD [\"python3\"]", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/python",
        programs: PYTHON,
        packages: tools::BUILDPACK,
        env: &[PYTHON_PATH, "PYTHON_VERSION={version}"],
        version: "3.14.0",
        cmd: &["python3"],
        history: &[
            DEBIAN_ROW,
            BUILDPACK_ROWS[0],
            BUILDPACK_ROWS[1],
            BUILDPACK_ROWS[2],
            ("ENV PYTHON_VERSION={version}", 0),
            PYTHON_BUILD,
            PYTHON_LINKS,
            ("CMD [\"python3\"]", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/node",
        variant: "alpine",
        distribution: Distribution::Alpine,
        programs: "node nodejs npm npx yarn yarnpkg corepack docker-entrypoint.sh",
        env: &[PATH, "NODE_VERSION={version}", "YARN_VERSION=1.22.22"],
        version: "24.11.1",
        entrypoint: &["docker-entrypoint.sh"],
        cmd: &["node"],
        account: "node:x:1000:1000::/home/node:/bin/sh",
        history: &[
            ALPINE_ADD,
            ALPINE_CMD,
            ("ENV NODE_VERSION={version}", 0),
            (
                "RUN /bin/sh -c addgroup -g 1000 node && adduser -u 1000 -G node -s /bin/sh -D node && … # buildkit",
                152_000_000,
            ),
            ("ENV YARN_VERSION=1.22.22", 0),
            (
                "RUN /bin/sh -c apk add --no-cache --virtual .build-deps-yarn curl gnupg tar && … # buildkit",
                5_600_000,
            ),
            ("COPY docker-entrypoint.sh /usr/local/bin/ # buildkit", 388),
            ("ENTRYPOINT [\"docker-entrypoint.sh\"]", 0),
            ("CMD [\"node\"]", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/node",
        variant: "slim",
        programs: "node nodejs npm npx yarn yarnpkg corepack docker-entrypoint.sh",
        env: &[PATH, "NODE_VERSION={version}", "YARN_VERSION=1.22.22"],
        version: "24.11.1",
        entrypoint: &["docker-entrypoint.sh"],
        cmd: &["node"],
        account: "node:x:1000:1000::/home/node:/bin/bash",
        history: NODE_SLIM,
        ..PLAIN
    },
    Entry {
        repository: "library/node",
        programs: "node nodejs npm npx yarn yarnpkg corepack docker-entrypoint.sh",
        packages: tools::BUILDPACK,
        env: &[PATH, "NODE_VERSION={version}", "YARN_VERSION=1.22.22"],
        version: "24.11.1",
        entrypoint: &["docker-entrypoint.sh"],
        cmd: &["node"],
        account: "node:x:1000:1000::/home/node:/bin/bash",
        history: &[
            DEBIAN_ROW,
            BUILDPACK_ROWS[0],
            BUILDPACK_ROWS[1],
            BUILDPACK_ROWS[2],
            NODE_SLIM_ROWS[0],
            NODE_SLIM_ROWS[1],
            NODE_SLIM_ROWS[2],
            NODE_SLIM_ROWS[3],
            NODE_SLIM_ROWS[4],
            NODE_SLIM_ROWS[5],
            NODE_SLIM_ROWS[6],
            NODE_SLIM_ROWS[7],
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/golang",
        variant: "alpine",
        distribution: Distribution::Alpine,
        env: GO_ENV,
        version: "1.25.4",
        working_dir: "/go",
        history: &[
            ALPINE_ADD,
            ALPINE_CMD,
            (
                "RUN /bin/sh -c apk add --no-cache ca-certificates # buildkit",
                640_000,
            ),
            ("ENV GOLANG_VERSION={version}", 0),
            ("COPY /target/ / # buildkit", 216_000_000),
            ("WORKDIR /go", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/golang",
        packages: tools::BUILDPACK,
        env: GO_ENV,
        version: "1.25.4",
        cmd: &["bash"],
        working_dir: "/go",
        history: &[
            DEBIAN_ROW,
            BUILDPACK_ROWS[0],
            BUILDPACK_ROWS[1],
            (
                "RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends g++ gcc libc6-dev make pkg-config … # buildkit",
                251_000_000,
            ),
            ("ENV GOLANG_VERSION={version}", 0),
            ("COPY /target/ / # buildkit", 216_000_000),
            ("WORKDIR /go", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/nginx",
        packages: "nginx curl",
        env: &[PATH, "NGINX_VERSION={version}"],
        version: "1.29.3",
        entrypoint: &["/docker-entrypoint.sh"],
        cmd: &["nginx", "-g", "daemon off;"],
        account: "nginx:x:101:101:nginx user:/nonexistent:/bin/false",
        history: &[
            DEBIAN_ROW,
            ("ENV NGINX_VERSION={version}", 0),
            (
                "RUN /bin/sh -c set -x && groupadd --system --gid 101 nginx … # buildkit",
                113_000_000,
            ),
            ("COPY docker-entrypoint.sh / # buildkit", 1_620),
            ("ENTRYPOINT [\"/docker-entrypoint.sh\"]", 0),
            ("CMD [\"nginx\" \"-g\" \"daemon off;\"]", 0),
        ],
        ..PLAIN
    },
    Entry {
        repository: "alpine/git",
        distribution: Distribution::Alpine,
        packages: "git ssh ssh-add ssh-agent ssh-keygen ssh-keyscan scp sftp gpg",
        entrypoint: &["git"],
        working_dir: "/git",
        history: &[
            ALPINE_ADD,
            ALPINE_CMD,
            (
                "RUN /bin/sh -c apk --update add git git-lfs gpg less openssh patch … # buildkit",
                54_000_000,
            ),
        ],
        ..PLAIN
    },
    Entry {
        repository: "curlimages/curl",
        distribution: Distribution::Alpine,
        packages: "curl",
        entrypoint: &["/entrypoint.sh"],
        cmd: &["curl"],
        user: "curl_user",
        account: "curl_user:x:100:101::/home/curl_user:/bin/ash",
        history: &[
            ALPINE_ADD,
            ALPINE_CMD,
            ("COPY /usr/local/ /usr/local/ # buildkit", 12_000_000),
        ],
        ..PLAIN
    },
    Entry {
        repository: "library/docker",
        distribution: Distribution::Alpine,
        programs: "docker docker-entrypoint.sh modprobe",
        packages: "git ssh ssh-add ssh-keyscan openssl",
        env: &[
            PATH,
            "DOCKER_VERSION={version}",
            "DOCKER_TLS_CERTDIR=/certs",
        ],
        version: "29.0.2",
        entrypoint: &["docker-entrypoint.sh"],
        cmd: &["sh"],
        history: &[
            ALPINE_ADD,
            ALPINE_CMD,
            (
                "RUN /bin/sh -c set -eux; wget -O 'docker.tgz' … # buildkit",
                44_000_000,
            ),
        ],
        ..PLAIN
    },
    Entry {
        repository: "gcr.io/distroless/static",
        distribution: Distribution::Bare,
        history: &[("bazel build ...", 2_400_000)],
        ..PLAIN
    },
    Entry {
        repository: "gcr.io/distroless/static-debian12",
        distribution: Distribution::Bare,
        history: &[("bazel build ...", 2_400_000)],
        ..PLAIN
    },
];

const NODE_SLIM_ROWS: [Row; 8] = [
    (
        "RUN /bin/sh -c groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit",
        9_010,
    ),
    ("ENV NODE_VERSION={version}", 0),
    (
        "RUN /bin/sh -c ARCH= OPENSSL_ARCH= && dpkgArch=\"$(dpkg --print-architecture)\" && … # buildkit",
        162_000_000,
    ),
    ("ENV YARN_VERSION=1.22.22", 0),
    (
        "RUN /bin/sh -c set -ex && for key in 6A010C5166006599AA17F08146C2130DFD2497F5 ; do … # buildkit",
        5_340_000,
    ),
    ("COPY docker-entrypoint.sh /usr/local/bin/ # buildkit", 388),
    ("ENTRYPOINT [\"docker-entrypoint.sh\"]", 0),
    ("CMD [\"node\"]", 0),
];

const NODE_SLIM: &[Row] = &[
    DEBIAN_ROW,
    NODE_SLIM_ROWS[0],
    NODE_SLIM_ROWS[1],
    NODE_SLIM_ROWS[2],
    NODE_SLIM_ROWS[3],
    NODE_SLIM_ROWS[4],
    NODE_SLIM_ROWS[5],
    NODE_SLIM_ROWS[6],
    NODE_SLIM_ROWS[7],
];

const GO_ENV: &[&str] = &[
    "PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "GOLANG_VERSION={version}",
    "GOTOOLCHAIN=local",
    "GOPATH=/go",
];

/// The image of a reference; an assumed one where the catalogue has none.
pub(super) fn find(reference: &Reference) -> BaseImage {
    let repository = match reference.domain.as_str() {
        "docker.io" => reference.path.clone(),
        domain => format!("{domain}/{}", reference.path),
    };
    let known = ENTRIES
        .iter()
        .find(|entry| entry.repository == repository && reference.tag.contains(entry.variant));
    known.map_or_else(|| unknown(reference), |entry| entry.image(&reference.tag))
}

/// An image that nobody described: Debian's tools, and anything else may be there too.
fn unknown(reference: &Reference) -> BaseImage {
    let name = reference.familiar();
    let mut image = BaseImage::of(
        Distribution::Debian,
        &[],
        "an image that is not in the catalogue",
    );
    image.config.config.env = vec![PATH.to_owned()];
    image.config.config.cmd = vec!["/bin/sh".to_owned()];
    image.files.incomplete = true;
    image.assumption = Some(format!(
        "{name} is not in the catalogue of base images: a POSIX shell and the usual tools are assumed, and its own \
         config, history and files are not known"
    ));
    image
}

impl Entry {
    fn image(&self, tag: &str) -> BaseImage {
        let number = tag.split('-').next().unwrap_or_default();
        let version = if number.starts_with(|c: char| c.is_ascii_digit()) {
            number
        } else {
            self.version
        };
        let fill = |text: &str| text.replace("{version}", version);
        let programs: Vec<&str> = tools::words(self.programs).collect();
        let mut image = BaseImage {
            config: Default::default(),
            layers: Vec::new(),
            files: self.distribution.files(&programs),
            assumption: None,
        };
        let family = self.distribution.family();
        distribution::add(
            &mut image.files,
            "usr/bin",
            tools::words(self.packages),
            family,
        );
        if self.repository == "library/golang" {
            distribution::add(
                &mut image.files,
                "usr/local/go/bin",
                ["go", "gofmt"],
                family,
            );
            let _made = image.files.make_dir("go/bin", 0o777, Owner::default());
            let _made = image.files.make_dir("go/src", 0o777, Owner::default());
        }
        self.add_account(&mut image);
        if !self.working_dir.is_empty() {
            let _made = image
                .files
                .make_dir(self.working_dir, 0o755, Owner::default());
        }
        let owned = |list: &[&str]| list.iter().map(|text| fill(text)).collect::<Vec<_>>();
        let config = &mut image.config.config;
        config.env = owned(self.env);
        config.entrypoint = owned(self.entrypoint);
        config.cmd = owned(self.cmd);
        self.user.clone_into(&mut config.user);
        self.working_dir.clone_into(&mut config.working_dir);
        for (created_by, size_bytes) in self.history {
            let comment = match *created_by {
                text if text.starts_with("# debian.sh") => DEBUERREOTYPE,
                text if text.contains("#(nop)") || text.starts_with("BusyBox") => "",
                _ => BUILDKIT,
            };
            match size_bytes {
                0 => image.push_history(&fill(created_by), comment, true),
                size => image.push_layer(&fill(created_by), comment, *size),
            }
        }
        image
    }

    /// Adds the image's own user with its group and home.
    fn add_account(&self, image: &mut BaseImage) {
        let fields: Vec<&str> = self.account.split(':').collect();
        let [name, _, uid, gid, _, home, _] = fields.as_slice() else {
            return;
        };
        let group = format!("{name}:x:{gid}:");
        for (path, line) in [("etc/passwd", self.account), ("etc/group", group.as_str())] {
            let old = image.files.read(path).unwrap_or_default();
            let content: Content = format!("{}{line}\n", old.text()).as_str().into();
            let _written = image.files.write(path, content, 0o644, Owner::default());
        }
        let owner = Owner {
            uid: uid.parse().unwrap_or_default(),
            gid: gid.parse().unwrap_or_default(),
        };
        if home.starts_with("/home/") {
            let _made = image.files.make_dir(home, 0o755, owner);
        }
    }
}
