//! The images of `data/images/*.toml`. A row is found by repository and by what the tag holds.

use super::distribution::{self, Distribution};
use super::{BaseImage, tools};
use crate::filesystem::{Content, Owner};
use crate::reference::Reference;

const PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const BUILDKIT: &str = "buildkit.dockerfile.v0";
const DEBUERREOTYPE: &str = "debuerreotype 0.16";

/// One variant of an image, with what the images below it bring.
struct Entry {
    /// Repository with its registry left away where it is Docker Hub.
    repositories: &'static [&'static str],
    /// What the tag must hold; empty fits every tag.
    tag: &'static str,
    sources: &'static [&'static str],
    platforms: &'static [&'static str],
    distribution: Distribution,
    /// Stands for `{version}` where the tag begins with no number.
    version: &'static str,
    /// Folders and the names in them.
    programs: &'static [(&'static str, &'static str)],
    env: &'static [&'static str],
    entrypoint: &'static [&'static str],
    cmd: &'static [&'static str],
    user: &'static str,
    working_dir: &'static str,
    stop_signal: &'static str,
    exposed_ports: &'static [&'static str],
    volumes: &'static [&'static str],
    /// Lines of `/etc/passwd`, each with a group of the same name.
    accounts: &'static [&'static str],
    directories: &'static [(&'static str, u32)],
    files: &'static [(&'static str, &'static str)],
    /// Files that are there and whose content is not recorded.
    unrecorded: &'static [&'static str],
    /// Oldest first; size 0 is an entry without a layer.
    history: &'static [(&'static str, u64)],
}

include!(concat!(env!("OUT_DIR"), "/images.rs"));

/// The image of a reference; an assumed one where the catalogue has none.
pub(super) fn find(reference: &Reference) -> BaseImage {
    let repository = match reference.domain.as_str() {
        "docker.io" => reference.path.clone(),
        domain => format!("{domain}/{}", reference.path),
    };
    let known = ENTRIES.iter().find(|entry| {
        entry.repositories.contains(&repository.as_str()) && reference.tag.contains(entry.tag)
    });
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
        let mut image = BaseImage {
            config: Default::default(),
            layers: Vec::new(),
            files: self.distribution.files(&[]),
            assumption: None,
            platforms: self.platforms,
            sources: self.sources,
        };
        self.add_files(&mut image);
        for account in self.accounts {
            add_account(&mut image, account);
        }
        let owned = |list: &[&str]| list.iter().map(|text| fill(text)).collect::<Vec<_>>();
        let config = &mut image.config.config;
        config.env = owned(self.env);
        config.entrypoint = owned(self.entrypoint);
        config.cmd = owned(self.cmd);
        config.exposed_ports = owned(self.exposed_ports).into_iter().collect();
        config.volumes = owned(self.volumes).into_iter().collect();
        self.user.clone_into(&mut config.user);
        self.working_dir.clone_into(&mut config.working_dir);
        self.stop_signal.clone_into(&mut config.stop_signal);
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

    fn add_files(&self, image: &mut BaseImage) {
        let files = &mut image.files;
        let family = self.distribution.family();
        for (folder, names) in self.programs {
            distribution::add(files, folder, tools::words(names), family);
        }
        for (path, mode) in self.directories {
            let _made = files.make_dir(path, *mode, Owner::default());
        }
        for (path, text) in self.files {
            let _written = files.write(path, (*text).into(), 0o644, Owner::default());
        }
        for path in self.unrecorded {
            let content = Content::Unknown { size_bytes: None };
            let _written = files.write(path, content, 0o644, Owner::default());
        }
        if !self.working_dir.is_empty() {
            let _made = files.make_dir(self.working_dir, 0o755, Owner::default());
        }
    }
}

/// Adds a user with its group and home.
fn add_account(image: &mut BaseImage, account: &str) {
    let fields: Vec<&str> = account.split(':').collect();
    let [name, _, uid, gid, _, home, _] = fields.as_slice() else {
        return;
    };
    let group = format!("{name}:x:{gid}:");
    for (path, line) in [("etc/passwd", account), ("etc/group", group.as_str())] {
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
