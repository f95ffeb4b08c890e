//! `npm`: `node_modules`, its cache, its log of every run, and `~/.npmrc`.
//!
//! Measured with npm 11.19.1: `npm config set` writes the value to `~/.npmrc`, and its argument list to
//! `~/.npm/_logs`, where `npm config delete` leaves it.

use super::{home, variable, write, write_unknown};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    let texts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match texts.as_slice() {
        ["config" | "c", "set", ..] | ["set", ..] => {
            log(process);
            let settings =
                process
                    .args()
                    .split_off(if texts.first() == Some(&"set") { 1 } else { 2 });
            Some(set(process, &settings))
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
        ["ci" | "install" | "i" | "add", operands @ ..] => {
            let operands: Vec<String> = operands
                .iter()
                .filter(|word| !word.starts_with('-'))
                .map(|word| (*word).to_owned())
                .collect();
            let is_global = texts.iter().any(|word| matches!(*word, "-g" | "--global"));
            log(process);
            install(process, &operands, is_global);
            Some(Exit::SUCCESS)
        }
        ["--version" | "-v"] => {
            process.line(&Bytes::unknown("11", "the version of npm"));
            Some(Exit::SUCCESS)
        }
        _ => None,
    }
}

fn folder(process: &Process<'_>) -> String {
    let kept =
        variable(process, "NPM_CONFIG_CACHE").or_else(|| variable(process, "npm_config_cache"));
    kept.map_or_else(
        || format!("{}/.npm", home(process)),
        |folder| folder.text().into_owned(),
    )
}

/// Every run leaves its argument list; the name holds the time.
fn log(process: &mut Process<'_>) {
    let mut content =
        Bytes::from("0 verbose cli /usr/local/bin/node /usr/local/bin/npm\n1 verbose argv");
    for argument in process.args() {
        content.push_plain(" \"");
        content.push(&argument);
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
    let path = format!("{}/.npmrc", home(process));
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

/// Packages that are named, or those of `package.json`, and the cache of what was downloaded.
fn install(process: &mut Process<'_>, operands: &[String], is_global: bool) {
    let mut packages = operands.to_vec();
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
        let name = package
            .rsplit_once('@')
            .filter(|(name, _)| !name.is_empty())
            .map_or(package.as_str(), |(name, _)| name);
        write_unknown(
            process,
            &format!("{root}/{name}/package.json"),
            2_000,
            0o644,
        );
        write_unknown(process, &format!("{root}/{name}/index.js"), 60_000, 0o644);
    }
    if !packages.is_empty() {
        let cache = folder(process);
        write_unknown(
            process,
            &format!("{cache}/_cacache/index-v5/00/00"),
            1_000,
            0o644,
        );
        write_unknown(
            process,
            &format!("{cache}/_cacache/content-v2/sha512/00/00"),
            500_000,
            0o644,
        );
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
