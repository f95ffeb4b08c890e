//! A Docker engine of its own: started, asked, stopped.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::image::Image;
use super::page::Page;
use crate::process;

/// The release that the simulator knows both builders of.
const RELEASE: &str = "20.10.";

/// Storage drivers, the better one first.
const DRIVERS: [&str; 2] = ["overlay2", "vfs"];

/// The base: what the simulator's base holds, too.
const FOLDERS: [(&str, u32); 12] = [
    ("bin", 0o755),
    ("dev", 0o755),
    ("etc", 0o755),
    ("home", 0o755),
    ("proc", 0o755),
    ("root", 0o700),
    ("sys", 0o755),
    ("tmp", 0o1777),
    ("usr", 0o755),
    ("usr/bin", 0o755),
    ("usr/sbin", 0o755),
    ("var", 0o755),
];

const PASSWD: &str = "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n\
                      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";

const GROUP: &str = "root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n";

/// A running engine; it ends with this value.
pub(super) struct Engine {
    daemon: Child,
    client: PathBuf,
    folder: PathBuf,
    pub(super) version: String,
}

/// What came of a build.
pub(super) struct Built {
    pub(super) exit: i32,
    pub(super) stderr: String,
    pub(super) image: Option<Image>,
}

impl Engine {
    /// Starts an engine in a folder.
    ///
    /// # Errors
    /// Why none can run here.
    pub(super) fn start(folder: &Path) -> Result<Self> {
        let daemon =
            process::find("dockerd").context("there is no dockerd (Debian's package docker.io)")?;
        let version = process::output(Command::new(&daemon).arg("--version"))?;
        let version = version
            .split_whitespace()
            .nth(2)
            .unwrap_or_default()
            .trim_end_matches(',')
            .to_owned();
        if !version.starts_with(RELEASE) {
            bail!("dockerd is {version}, and the pages are about {RELEASE}x");
        }
        let client = clients()
            .into_iter()
            .next()
            .context("there is no client of the same release")?;
        if !Path::new("/bin/busybox").exists() {
            bail!("there is no static BusyBox (Debian's package busybox-static)");
        }
        if !process::output(Command::new("id").arg("-u"))?
            .trim()
            .eq("0")
        {
            bail!("an engine needs root");
        }
        let folder = std::path::absolute(folder)?;
        let mut problems = Vec::new();
        for driver in DRIVERS {
            match Self::try_start(&daemon, &client, &folder, driver, &version) {
                Ok(engine) => return Ok(engine),
                Err(error) => problems.push(format!("{driver}: {error:#}")),
            }
        }
        bail!("{}", problems.join("; "))
    }

    fn try_start(
        daemon: &Path,
        client: &Path,
        folder: &Path,
        driver: &str,
        version: &str,
    ) -> Result<Self> {
        let _gone = fs::remove_dir_all(folder);
        fs::create_dir_all(folder)?;
        let log = fs::File::create(folder.join("log"))?;
        let path = |name: &str| folder.join(name).into_os_string();
        let child = Command::new(daemon)
            .args([
                "--bridge=none",
                "--iptables=false",
                "--storage-driver",
                driver,
            ])
            .arg("--data-root")
            .arg(path("data"))
            .arg("--exec-root")
            .arg(path("exec"))
            .arg("--pidfile")
            .arg(path("pid"))
            .arg("--host")
            .arg(format!("unix://{}", folder.join("socket").display()))
            .stdout(log.try_clone()?)
            .stderr(log)
            .stdin(Stdio::null())
            .spawn()?;
        let mut engine = Self {
            daemon: child,
            client: client.to_owned(),
            folder: folder.to_owned(),
            version: version.to_owned(),
        };
        for _ in 0..150 {
            if engine.docker("0").args(["info"]).output()?.status.success() {
                return Ok(engine);
            }
            if engine.daemon.try_wait()?.is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(200));
        }
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        let last = log.lines().last().unwrap_or("it said nothing").to_owned();
        bail!("{last}")
    }

    fn docker(&self, buildkit: &str) -> Command {
        let mut command = Command::new(&self.client);
        command
            .arg("--host")
            .arg(format!("unix://{}", self.folder.join("socket").display()))
            .env("DOCKER_BUILDKIT", buildkit)
            .env("DOCKER_CONFIG", self.folder.join("config"))
            .stdin(Stdio::null());
        command
    }

    /// Imports a folder with a static BusyBox as `busybox:latest`.
    pub(super) fn make_base(&self) -> Result<()> {
        let root = self.folder.join("base");
        for (folder, mode) in FOLDERS {
            let path = root.join(folder);
            fs::create_dir_all(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
        }
        for (path, content) in [
            ("passwd", PASSWD),
            ("group", GROUP),
            ("os-release", "ID=busybox\n"),
        ] {
            fs::write(root.join("etc").join(path), content)?;
        }
        fs::copy("/bin/busybox", root.join("bin/busybox"))?;
        let applets = process::output(Command::new("/bin/busybox").arg("--list"))?;
        for applet in applets.lines().filter(|applet| *applet != "busybox") {
            std::os::unix::fs::symlink("busybox", root.join("bin").join(applet))?;
        }
        let archive = self.folder.join("base.tar");
        process::run(
            Command::new("tar")
                .arg("-C")
                .arg(&root)
                .arg("-cf")
                .arg(&archive)
                .arg("."),
        )?;
        let mut import = self.docker("0");
        import.args(["import", "--change", "CMD [\"sh\"]", "--change"]);
        import.arg("ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        process::output(import.arg(&archive).arg("busybox:latest"))?;
        Ok(())
    }

    /// Builds a page without cache.
    pub(super) fn build(&self, page: &Page, buildkit: &str) -> Result<Built> {
        let work = self.folder.join("work");
        let _gone = fs::remove_dir_all(&work);
        let context = work.join("ctx");
        fs::create_dir_all(&context)?;
        fs::write(context.join("Dockerfile"), &page.dockerfile)?;
        for (path, mode, content) in &page.files {
            let path = context.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&context))?;
            fs::write(&path, content)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(*mode))?;
        }
        for (name, value) in &page.secrets {
            fs::write(work.join(format!("{name}.txt")), value)?;
        }
        let _untagged = self.docker("0").args(["rmi", "app:1"]).output()?;
        let words = page.command.split_whitespace().skip(2);
        let mut build = self.docker(buildkit);
        build
            .args(["build", "--network=host", "--no-cache"])
            .args(words)
            .current_dir(&work);
        let output = build.output()?;
        let exit = output.status.code().unwrap_or(-1);
        let image = if exit == 0 {
            Some(self.read_image()?)
        } else {
            None
        };
        let clean =
            |text: &str| text.replace(&*self.folder.join("data").to_string_lossy(), "<data-root>");
        Ok(Built {
            exit,
            stderr: clean(&String::from_utf8_lossy(&output.stderr)),
            image,
        })
    }

    fn read_image(&self) -> Result<Image> {
        let saved = self.folder.join("saved");
        let _gone = fs::remove_dir_all(&saved);
        fs::create_dir_all(&saved)?;
        let archive = saved.join("image.tar");
        process::output(self.docker("0").args(["save", "app:1", "-o"]).arg(&archive))?;
        process::run(
            Command::new("tar")
                .arg("-C")
                .arg(&saved)
                .arg("-xf")
                .arg(&archive),
        )?;
        Image::read(&saved)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // A polite end also ends what the daemon has started.
        let _asked = Command::new("kill")
            .arg(self.daemon.id().to_string())
            .status();
        let _ended = self.daemon.wait();
        for folder in ["data", "exec", "base", "saved", "work"] {
            let _gone = fs::remove_dir_all(self.folder.join(folder));
        }
    }
}

/// Clients of the release, on the path.
fn clients() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates = std::env::split_paths(&path).map(|folder| folder.join("docker"));
    let is_fitting = |candidate: &PathBuf| {
        candidate.is_file()
            && process::output(Command::new(candidate).arg("--version"))
                .is_ok_and(|version| version.contains(&format!(" {RELEASE}")))
    };
    candidates.filter(is_fitting).collect()
}
