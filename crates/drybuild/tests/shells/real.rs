//! Running a script for real, in a folder that is thrown away.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use super::Answer;

/// A shell of this machine.
pub(crate) struct Shell {
    program: PathBuf,
    name: String,
    /// A folder with a link for each applet of BusyBox.
    applets: PathBuf,
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _removed = fs::remove_dir_all(&self.applets);
    }
}

impl Shell {
    pub(crate) fn find(name: &str) -> Option<Self> {
        let path = std::env::var_os("PATH")?;
        let program = std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|program| program.is_file())?;
        let applets = std::env::temp_dir().join(format!("drybuild-{}-{name}", std::process::id()));
        let shell = Self {
            program,
            name: name.to_owned(),
            applets,
        };
        if name == "busybox" {
            shell.link_applets();
        }
        Some(shell)
    }

    pub(crate) fn run(&self, script: &str) -> Answer {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("drybuild-{}-{number}", std::process::id()));
        let work = folder.join("work");
        fs::create_dir_all(&work).expect("a temporary folder");
        let mut search = "/usr/bin:/bin".to_owned();
        if self.name == "busybox" {
            search = self.applets.display().to_string();
        }
        let mut command = Command::new(&self.program);
        if self.name == "busybox" {
            command.arg("ash");
        } else {
            command.arg0(format!("/bin/{}", self.name));
        }
        // The mask of a build step, whatever this process has.
        let output = command
            .args(["-c", &format!("umask 022; {script}")])
            .current_dir(&work)
            .env_clear()
            .env("PATH", search)
            .env("HOME", "/root")
            .stdin(Stdio::null())
            .output()
            .expect("the shell runs");
        let mut files = BTreeMap::new();
        walk(&work, &work, &mut files);
        let answer = Answer {
            exit: output.status.code(),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            files,
        };
        let _removed = fs::remove_dir_all(&folder);
        answer
    }

    fn link_applets(&self) {
        fs::create_dir_all(&self.applets).expect("a temporary folder");
        let listed = Command::new(&self.program)
            .arg("--list")
            .output()
            .expect("busybox lists its applets");
        for applet in String::from_utf8_lossy(&listed.stdout).lines() {
            let _made = std::os::unix::fs::symlink(&self.program, self.applets.join(applet));
        }
    }
}

fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = path.strip_prefix(root).expect("below the root");
        let meta = fs::symlink_metadata(&path).expect("an entry");
        let what = if meta.is_symlink() {
            format!("link {}", fs::read_link(&path).expect("a link").display())
        } else if meta.is_dir() {
            walk(root, &path, files);
            format!("dir {:o}", meta.permissions().mode() & 0o7777)
        } else {
            format!(
                "file {:o} {}",
                meta.permissions().mode() & 0o7777,
                super::simulated::shown(&fs::read(&path).unwrap_or_default())
            )
        };
        files.insert(name.display().to_string(), what);
    }
}
