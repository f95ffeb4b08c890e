//! `go`: the binary, the build cache and the module cache.

use super::{home, variable, write_unknown};
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    let command = arguments.first()?.clone();
    match command.as_str() {
        "build" => {
            let at = arguments.iter().position(|word| word == "-o");
            let named = at.and_then(|at| arguments.get(at + 1)).cloned();
            let path = named.unwrap_or_else(|| {
                let cwd = String::from_utf8_lossy(&process.files().cwd).into_owned();
                cwd.rsplit('/').next().unwrap_or("app").to_owned()
            });
            write_unknown(process, &path, 8_000_000, 0o755);
            caches(process);
        }
        "install" => {
            let path = format!("{}/bin/app", go_path(process));
            write_unknown(process, &path, 8_000_000, 0o755);
            caches(process);
        }
        "test" | "vet" | "generate" => caches(process),
        "mod" | "get" => modules(process),
        "version" | "env" => {
            process.line(&crate::labelled::Bytes::unknown("go", "the output of go"));
        }
        _ => return None,
    }
    Some(Exit::SUCCESS)
}

fn go_path(process: &Process<'_>) -> String {
    variable(process, "GOPATH").map_or_else(
        || format!("{}/go", home(process)),
        |path| path.text().into_owned(),
    )
}

fn modules(process: &mut Process<'_>) {
    let cache = variable(process, "GOMODCACHE").map(|path| path.text().into_owned());
    let cache = cache.unwrap_or_else(|| format!("{}/pkg/mod", go_path(process)));
    write_unknown(
        process,
        &format!("{cache}/cache/download/modules"),
        5_000_000,
        0o644,
    );
}

fn caches(process: &mut Process<'_>) {
    modules(process);
    let cache = variable(process, "GOCACHE").map(|path| path.text().into_owned());
    let cache = cache.unwrap_or_else(|| format!("{}/.cache/go-build", home(process)));
    write_unknown(process, &format!("{cache}/00/objects"), 40_000_000, 0o644);
}
