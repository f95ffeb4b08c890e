//! `pip`: installed packages, and downloads in its cache. The facts are in `data/tools/pip.toml`: credentials of an
//! index are masked and not kept; of a package's own address `direct_url.json` keeps path and query.

use super::{exists, home, install, variable, write, write_unknown};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

const WITH_VALUE: &[&str] = &[
    "-r",
    "--requirement",
    "-c",
    "--constraint",
    "-i",
    "--index-url",
    "--extra-index-url",
    "-f",
    "--find-links",
    "-t",
    "--target",
    "--prefix",
    "--trusted-host",
    "--cache-dir",
    "-d",
    "--dest",
    "-w",
    "--wheel-dir",
    "--root",
    "--platform",
    "--python-version",
    "--progress-bar",
    "--timeout",
    "--proxy",
];

/// Packages that bring a program of their own name.
const PROGRAMS: &[&str] = &[
    "black",
    "celery",
    "django-admin",
    "fastapi",
    "flask",
    "gunicorn",
    "poetry",
    "pytest",
    "ruff",
    "uv",
    "uvicorn",
];

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    pip(process, &arguments)
}

/// `python -m pip …` and `python -m compileall …`; a program of one's own stays unknown.
pub(super) fn module(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    let texts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match texts.as_slice() {
        ["-m", "pip", ..] => pip(process, arguments.get(2..)?),
        ["-m", "venv", .., folder] => {
            for name in ["python", "python3", "pip", "activate"] {
                write_unknown(process, &format!("{folder}/bin/{name}"), 2_000, 0o755);
            }
            Some(Exit::SUCCESS)
        }
        ["-V" | "--version"] => {
            let version = variable(process, "PYTHON_VERSION");
            let version = version.unwrap_or_else(|| Bytes::unknown("3", "the version of Python"));
            let mut line = Bytes::from("Python ");
            line.push(&version);
            process.line(&line);
            Some(Exit::SUCCESS)
        }
        _ => None,
    }
}

fn pip(process: &mut Process<'_>, arguments: &[String]) -> Option<Exit> {
    let words = install::operands(arguments, WITH_VALUE);
    let (command, operands) = words.split_first()?;
    let after = |names: &[&str]| {
        let at = arguments
            .iter()
            .position(|word| names.contains(&word.as_str()))?;
        arguments.get(at + 1).cloned()
    };
    let mut packages: Vec<String> = operands
        .iter()
        .filter(|word| *word != ".")
        .map(|word| name_of(word))
        .collect();
    for (at, word) in arguments.iter().enumerate() {
        if matches!(word.as_str(), "-r" | "--requirement")
            && let Some(path) = arguments.get(at + 1)
        {
            let Ok(content) = process.read(&path.as_str().into()) else {
                process.err_text(format!("ERROR: Could not open requirements file: [Errno 2] No such file or directory: '{path}'\n"));
                return Some(Exit::FAILURE);
            };
            let text = content.text().into_owned();
            let lines = text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty() && !line.starts_with(['#', '-']));
            packages.extend(lines.map(name_of));
        }
    }
    let site = match after(&["-t", "--target"]) {
        Some(target) => target,
        None => format!("/usr/local/lib/python{}/site-packages", minor(process)),
    };
    match command.as_str() {
        "install" => {
            for url in process
                .args()
                .iter()
                .filter(|word| word.text().contains("://"))
            {
                direct(process, &site, url);
            }
            for package in &packages {
                let module = package.replace('-', "_");
                write_unknown(
                    process,
                    &format!("{site}/{module}/__init__.py"),
                    400_000,
                    0o644,
                );
                write_unknown(
                    process,
                    &format!("{site}/{module}.dist-info/METADATA"),
                    4_000,
                    0o644,
                );
                if PROGRAMS.contains(&package.as_str()) {
                    write_unknown(process, &format!("/usr/local/bin/{package}"), 220, 0o755);
                }
            }
        }
        "wheel" | "download" => {
            let folder =
                after(&["-w", "--wheel-dir", "-d", "--dest"]).unwrap_or_else(|| ".".to_owned());
            for package in &packages {
                let module = package.replace('-', "_");
                write_unknown(
                    process,
                    &format!("{folder}/{module}-1-py3-none-any.whl"),
                    300_000,
                    0o644,
                );
            }
        }
        "config" => return configure(process, operands),
        "--version" | "list" | "freeze" | "check" | "uninstall" | "cache" => {
            return Some(Exit::SUCCESS);
        }
        _ => return None,
    }
    let is_uncached = arguments.iter().any(|word| word == "--no-cache-dir")
        || variable(process, "PIP_NO_CACHE_DIR").is_some();
    if !is_uncached && !packages.is_empty() {
        let kept = after(&["--cache-dir"])
            .or_else(|| variable(process, "PIP_CACHE_DIR").map(|dir| dir.text().into_owned()));
        let cache = kept.unwrap_or_else(|| format!("{}/.cache/pip", home(process)));
        for package in &packages {
            write_unknown(
                process,
                &format!("{cache}/http-v2/{package}.body"),
                300_000,
                0o600,
            );
        }
    }
    Some(Exit::SUCCESS)
}

/// What is kept of a package's own address: all but user, password and fragment.
fn direct(process: &mut Process<'_>, site: &str, requirement: &Bytes) {
    let text = requirement.text().into_owned();
    let Some(scheme) = text.find("://") else {
        return;
    };
    if text.starts_with('-')
        || !text.contains(".whl")
            && !text.contains(".tar")
            && !text.contains(".zip")
            && !text.contains("git+")
    {
        return;
    }
    let name = match text.split_once(" @ ") {
        Some((name, _)) => name.trim().to_owned(),
        None => name_of(
            text.rsplit('/')
                .next()
                .unwrap_or_default()
                .split('-')
                .next()
                .unwrap_or_default(),
        ),
    };
    let host = scheme + 3;
    let rest = text.get(host..).unwrap_or_default();
    let end = rest.find('/').unwrap_or(rest.len());
    let at = rest
        .get(..end)
        .and_then(|host| host.rfind('@'))
        .map_or(0, |at| at + 1);
    let fragment = rest.find('#').unwrap_or(rest.len());
    let mut content = Bytes::from("{\"archive_info\": {}, \"url\": \"https://");
    content.push(&requirement.slice(host + at..host + fragment));
    content.push_plain("\"}");
    let module = name.replace('-', "_");
    write(
        process,
        &format!("{site}/{module}.dist-info/direct_url.json"),
        content,
    );
}

/// `pip config set global.index-url URL` keeps the URL in `~/.config/pip/pip.conf`; `get` and `list` show it.
fn configure(process: &mut Process<'_>, operands: &[String]) -> Option<Exit> {
    let texts = process.texts();
    let path = if texts.iter().any(|word| word == "--global") {
        "/etc/pip.conf".to_owned()
    } else {
        format!("{}/.config/pip/pip.conf", home(process))
    };
    match operands {
        [action, key, _] if action == "set" => {
            let (section, option) = key.split_once('.')?;
            let value = process.args().last().cloned()?;
            let mut content = Bytes::from(format!("[{section}]\n{option} = "));
            content.push(&value);
            content.push_plain("\n");
            process.print(format!("Writing to {path}\n"));
            Some(if write(process, &path, content) {
                Exit::SUCCESS
            } else {
                Exit::FAILURE
            })
        }
        [action, ..] if matches!(action.as_str(), "list" | "get" | "debug") => {
            let content = process.files().read(path.as_bytes()).unwrap_or_default();
            for line in content
                .lines()
                .iter()
                .filter(|line| line.data().contains(&b'='))
            {
                process.out(line);
            }
            Some(Exit::SUCCESS)
        }
        [action, ..] if action == "unset" => {
            let written = write(process, &path, Bytes::new());
            Some(if written {
                Exit::SUCCESS
            } else {
                Exit::FAILURE
            })
        }
        _ => None,
    }
}

fn name_of(requirement: &str) -> String {
    let end = requirement
        .find(['=', '<', '>', '~', '!', '[', ';', ' ', '@'])
        .unwrap_or(requirement.len());
    requirement.get(..end).unwrap_or_default().to_lowercase()
}

/// `3.13` of `PYTHON_VERSION=3.13.1`.
fn minor(process: &mut Process<'_>) -> String {
    let version = variable(process, "PYTHON_VERSION").map(|version| version.text().into_owned());
    let version = version.unwrap_or_else(|| "3".to_owned());
    let mut parts = version.split('.');
    let found = match (parts.next(), parts.next()) {
        (Some(major), Some(minor)) => format!("{major}.{minor}"),
        _ => version.clone(),
    };
    if exists(process, "/usr/lib/python3/dist-packages") {
        "3".to_owned()
    } else {
        found
    }
}
