//! `npm`: `node_modules`, its cache, its log of every run, and `~/.npmrc`.
//!
//! The facts are in `data/tools/npm.toml`: `npm config set` writes the value to `~/.npmrc`, and its argument list to
//! `~/.npm/_logs`, where `npm config delete` leaves it; the credentials of a registry's address stay in log and cache.

use super::{home, variable, write, write_unknown};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

const WITH_VALUE: &[&str] = &[
    "--registry",
    "--prefix",
    "--userconfig",
    "--globalconfig",
    "--cache",
    "--loglevel",
    "--location",
    "-L",
    "-w",
    "--workspace",
    "--omit",
    "--include",
    "--tag",
    "--otp",
];

/// Commands that keep nothing but the log.
const SILENT: &[&str] = &[
    "publish",
    "whoami",
    "pack",
    "audit",
    "cache",
    "ping",
    "view",
    "info",
    "ls",
    "list",
    "prune",
    "dedupe",
    "outdated",
    "version",
    "fund",
    "pkg",
    "logout",
    "rebuild",
    "update",
    "uninstall",
    "remove",
    "rm",
    "link",
];

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.args();
    let mut words = Vec::new();
    let mut all = arguments.iter();
    while let Some(word) = all.next() {
        let text = word.text();
        // `--key value` of any other key: npm takes what follows as its value where the key is `//host/:…`.
        if WITH_VALUE.contains(&text.as_ref()) || text.starts_with("--//") && !text.contains('=') {
            all.next();
        } else if !text.starts_with('-') {
            words.push(word.clone());
        }
    }
    let texts: Vec<String> = words.iter().map(|word| word.text().into_owned()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    match texts.as_slice() {
        ["config" | "c", "set", ..] => {
            log(process);
            Some(set(process, words.get(2..).unwrap_or_default()))
        }
        ["set", ..] => {
            log(process);
            Some(set(process, words.get(1..).unwrap_or_default()))
        }
        ["config" | "c", "delete" | "rm", keys @ ..] => {
            log(process);
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            Some(change(
                process,
                |line| !keys.iter().any(|key| is_for(line, key)),
                &[],
            ))
        }
        ["config" | "c", "get" | "list" | "ls", ..] | ["get", ..] => {
            // What is secret is shown as (protected).
            log(process);
            process.line(&Bytes::unknown("…", "settings of npm"));
            Some(Exit::SUCCESS)
        }
        ["ci" | "install" | "i" | "add" | "install-ci-test", ..] => {
            let is_global = process
                .texts()
                .iter()
                .any(|word| matches!(word.as_str(), "-g" | "--global"));
            log(process);
            install(process, words.get(1..).unwrap_or_default(), is_global);
            if words.len() == 1 {
                for name in ["preinstall", "install", "postinstall", "prepare"] {
                    let exit = script(process, name, &[]).unwrap_or(Exit::SUCCESS);
                    if exit != Exit::SUCCESS {
                        return Some(exit);
                    }
                }
            }
            Some(Exit::SUCCESS)
        }
        ["run" | "run-script", name, ..] => {
            log(process);
            script(process, name, words.get(2..).unwrap_or_default())
        }
        ["test" | "t" | "tst", ..] => {
            log(process);
            script(process, "test", &[])
        }
        ["start", ..] => {
            log(process);
            script(process, "start", &[])
        }
        [command, ..] if SILENT.contains(command) => {
            log(process);
            Some(Exit::SUCCESS)
        }
        [] if arguments
            .iter()
            .any(|word| matches!(word.data(), b"--version" | b"-v")) =>
        {
            process.line(&Bytes::unknown("11", "the version of npm"));
            Some(Exit::SUCCESS)
        }
        _ => None,
    }
}

/// Runs a script of `package.json`; `None` where there is none, or what it is is not known.
fn script(process: &mut Process<'_>, name: &str, more: &[Bytes]) -> Option<Exit> {
    let manifest = process.files().read(b"package.json").ok()?;
    let parsed: serde_json::Value = serde_json::from_slice(manifest.data()).ok()?;
    drop(manifest);
    let text = parsed.get("scripts")?.get(name)?.as_str()?.to_owned();
    let label = |key: &str| {
        parsed
            .get(key)
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
    };
    process.print(format!(
        "\n> {}@{} {name}\n> {text}\n\n",
        label("name"),
        label("version")
    ));
    let mut line = Bytes::from(text);
    for word in more {
        line.push_plain(" ");
        line.push(word);
    }
    // Programs of the project come first.
    let mut path = Bytes::from("PATH=node_modules/.bin:");
    path.push(&variable(process, "PATH").unwrap_or_default());
    let argv = ["env".into(), path, "sh".into(), "-c".into(), line];
    Some(process.run(&argv))
}

/// `yarn build`, `pnpm run build`: a script of the project.
pub(super) fn project_script(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.args();
    let words: Vec<&Bytes> = arguments
        .iter()
        .filter(|word| !word.data().starts_with(b"-"))
        .collect();
    let words = match words.as_slice() {
        [run, rest @ ..] if matches!(run.data(), b"run" | b"run-script") => rest,
        all => all,
    };
    let [name, rest @ ..] = words else {
        return None;
    };
    let rest: Vec<Bytes> = rest.iter().map(|word| (*word).clone()).collect();
    script(process, &name.text(), &rest)
}

/// The address of the registry, if one is named: in an option, in the environment or in a settings file.
fn registry(process: &mut Process<'_>) -> Option<Bytes> {
    let arguments = process.args();
    let at = arguments
        .iter()
        .position(|word| word.data() == b"--registry");
    if let Some(url) = at.and_then(|at| arguments.get(at + 1)) {
        return Some(url.clone());
    }
    let joined = arguments
        .iter()
        .find(|word| word.data().starts_with(b"--registry="));
    if let Some(word) = joined {
        return Some(word.from_offset("--registry=".len()));
    }
    for name in ["npm_config_registry", "NPM_CONFIG_REGISTRY"] {
        if let Some(url) = variable(process, name) {
            return Some(url);
        }
    }
    for path in [".npmrc".to_owned(), format!("{}/.npmrc", home(process))] {
        let content = process.files().read(path.as_bytes()).unwrap_or_default();
        let lines = content.lines();
        let line = lines
            .iter()
            .find(|line| line.data().starts_with(b"registry="));
        if let Some(line) = line {
            return Some(line.from_offset("registry=".len()).trim_line_breaks());
        }
    }
    None
}

fn folder(process: &Process<'_>) -> String {
    let kept =
        variable(process, "NPM_CONFIG_CACHE").or_else(|| variable(process, "npm_config_cache"));
    kept.map_or_else(
        || format!("{}/.npm", home(process)),
        |folder| folder.text().into_owned(),
    )
}

/// Every run leaves its argument list, with the passwords of addresses masked; the name holds the time.
fn log(process: &mut Process<'_>) {
    let texts = process.texts();
    let is_off = texts.iter().any(|word| word == "--logs-max=0")
        || ["npm_config_logs_max", "NPM_CONFIG_LOGS_MAX"]
            .iter()
            .any(|name| variable(process, name).is_some_and(|value| value.data() == b"0"));
    if is_off {
        return;
    }
    let mut content =
        Bytes::from("0 verbose cli /usr/local/bin/node /usr/local/bin/npm\n1 verbose argv");
    for argument in process.args() {
        content.push_plain(" \"");
        content.push(&masked(&argument));
        content.push_plain("\"");
    }
    content.push_plain("\n");
    let folder = format!("{}/_logs", folder(process));
    let earlier = process
        .files()
        .list(folder.as_bytes())
        .map_or(0, |logs| logs.len());
    let path = format!("{folder}/2026-01-01T00_00_{earlier:02}_000Z-debug-0.log");
    write(process, &path, content);
}

/// An argument with the password of an address replaced.
fn masked(argument: &Bytes) -> Bytes {
    let Some((start, at)) = userinfo(argument) else {
        return argument.clone();
    };
    let colon = argument
        .data()
        .get(start..at)
        .and_then(|user| user.iter().position(|byte| *byte == b':'));
    let from = colon.map_or(start, |colon| start + colon + 1);
    argument.replace(from..at, &"***".into())
}

/// Where user and password of an address stand.
fn userinfo(url: &Bytes) -> Option<(usize, usize)> {
    let text = url.data();
    let start = text.windows(3).position(|three| three == b"://")? + 3;
    let rest = text.get(start..)?;
    let end = rest
        .iter()
        .position(|byte| *byte == b'/')
        .unwrap_or(rest.len());
    let at = rest.get(..end)?.iter().rposition(|byte| *byte == b'@')?;
    Some((start, start + at))
}

fn set(process: &mut Process<'_>, settings: &[Bytes]) -> Exit {
    let mut lines = Vec::new();
    let mut words = settings.iter();
    while let Some(word) = words.next() {
        let mut line = word.clone();
        if !word.data().contains(&b'=')
            && let Some(value) = words.next()
        {
            line.push_plain("=");
            line.push(value);
        }
        line.push_plain("\n");
        lines.push(line);
    }
    let keys: Vec<String> = lines.iter().map(|line| key(&line.text())).collect();
    change(
        process,
        |line| !keys.iter().any(|key| is_for(line, key)),
        &lines,
    )
}

fn key(line: &str) -> String {
    line.split('=').next().unwrap_or_default().trim().to_owned()
}

fn is_for(line: &str, wanted: &str) -> bool {
    key(line) == wanted
}

/// Keeps some lines of `~/.npmrc` and adds others.
fn change(process: &mut Process<'_>, keep: impl Fn(&str) -> bool, added: &[Bytes]) -> Exit {
    let path = settings_path(process);
    let old = process.files().read(path.as_bytes()).unwrap_or_default();
    let mut content = Bytes::new();
    for line in old
        .lines()
        .iter()
        .filter(|line| keep(&line.text()))
        .chain(added)
    {
        content.push(line);
    }
    if write(process, &path, content) {
        Exit::SUCCESS
    } else {
        Exit::FAILURE
    }
}

/// The settings file that `npm config` changes: mode 0600 in the home directory.
fn settings_path(process: &Process<'_>) -> String {
    let texts = process.texts();
    let has = |names: &[&str]| texts.iter().any(|word| names.contains(&word.as_str()));
    let after = |name: &str| {
        let at = texts.iter().position(|word| word == name)?;
        texts.get(at + 1).cloned()
    };
    let location = after("--location").or_else(|| after("-L"));
    let location = location.unwrap_or_default();
    if has(&["-g", "--global", "--location=global"]) || location == "global" {
        "/usr/local/etc/npmrc".to_owned()
    } else if has(&["--location=project"]) || location == "project" {
        ".npmrc".to_owned()
    } else {
        let named = variable(process, "NPM_CONFIG_USERCONFIG")
            .or_else(|| variable(process, "npm_config_userconfig"));
        let named = after("--userconfig").or_else(|| named.map(|path| path.text().into_owned()));
        named.unwrap_or_else(|| format!("{}/.npmrc", home(process)))
    }
}

/// Packages that are named, or those of `package.json`, and the cache of what was downloaded.
fn install(process: &mut Process<'_>, operands: &[Bytes], is_global: bool) {
    let mut packages: Vec<String> = operands
        .iter()
        .map(|word| word.text().into_owned())
        .collect();
    if packages.is_empty() {
        let manifest = process.files().read(b"package.json").unwrap_or_default();
        packages = dependencies(&manifest.text());
    }
    let root = if is_global {
        "/usr/local/lib/node_modules"
    } else {
        "node_modules"
    };
    for package in &packages {
        let name = match package.split_once("://") {
            Some((_, rest)) => rest
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .trim_end_matches(".git"),
            None => package
                .rsplit_once('@')
                .filter(|(name, _)| !name.is_empty())
                .map_or(package.as_str(), |(name, _)| name),
        };
        write_unknown(
            process,
            &format!("{root}/{name}/package.json"),
            2_000,
            0o644,
        );
        write_unknown(process, &format!("{root}/{name}/index.js"), 60_000, 0o644);
    }
    if packages.is_empty() {
        return;
    }
    // The address of what was downloaded stands in the index of the cache and in the log, with its credentials.
    let mut addresses = Bytes::new();
    let registry = registry(process).into_iter();
    let direct: Vec<Bytes> = operands
        .iter()
        .filter(|word| word.text().contains("://"))
        .cloned()
        .collect();
    for url in registry
        .filter(|url| userinfo(url).is_some())
        .chain(direct.iter().cloned())
    {
        addresses.push_plain("http fetch GET 200 ");
        addresses.push(&url);
        addresses.push_plain("\n");
    }
    let cache = folder(process);
    let index = format!("{cache}/_cacache/index-v5/00/00");
    if addresses.is_empty() {
        write_unknown(process, &index, 1_000, 0o644);
    } else {
        write(process, &index, addresses.clone());
        let logs = process
            .files()
            .list(format!("{cache}/_logs").as_bytes())
            .unwrap_or_default();
        if let Some((name, _)) = logs.last() {
            let path = format!("{cache}/_logs/{}", name.text());
            let old = process.files().read(path.as_bytes()).unwrap_or_default();
            let mut content = old.slice(0..old.len());
            drop(old);
            content.push(&addresses);
            write(process, &path, content);
        }
    }
    write_unknown(
        process,
        &format!("{cache}/_cacache/content-v2/sha512/00/00"),
        500_000,
        0o644,
    );
    if !is_global {
        for url in &direct {
            keep(process, url);
        }
    }
}

/// A package that is given by its address stays so in three files.
fn keep(process: &mut Process<'_>, url: &Bytes) {
    for path in [
        "package.json",
        "package-lock.json",
        "node_modules/.package-lock.json",
    ] {
        let old = process.files().read(path.as_bytes()).unwrap_or_default();
        let mut content = old.slice(0..old.len());
        drop(old);
        content.push_plain("\"resolved\": \"");
        content.push(url);
        content.push_plain("\"\n");
        write(process, path, content);
    }
}

/// The names in `dependencies` and `devDependencies`.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    for section in ["\"dependencies\"", "\"devDependencies\""] {
        let Some((_, rest)) = manifest.split_once(section) else {
            continue;
        };
        let body = rest
            .split('{')
            .nth(1)
            .and_then(|body| body.split('}').next())
            .unwrap_or_default();
        for pair in body.split(',') {
            let name = pair
                .split(':')
                .next()
                .unwrap_or_default()
                .trim()
                .trim_matches('"');
            if !name.is_empty() {
                names.push(name.to_owned());
            }
        }
    }
    names
}
