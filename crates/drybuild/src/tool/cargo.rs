//! `cargo`: the target folder and the registry cache.

use super::{home, variable, write, write_unknown};
use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    let cargo_home = variable(process, "CARGO_HOME").map(|path| path.text().into_owned());
    let cargo_home = cargo_home.unwrap_or_else(|| format!("{}/.cargo", home(process)));
    match arguments.first()?.as_str() {
        "build" | "test" | "check" | "install" => {
            let target = variable(process, "CARGO_TARGET_DIR").map(|path| path.text().into_owned());
            let target = target.unwrap_or_else(|| "target".to_owned());
            let profile = if arguments
                .iter()
                .any(|word| matches!(word.as_str(), "--release" | "-r"))
            {
                "release"
            } else {
                "debug"
            };
            let manifest = process.files().read(b"Cargo.toml").unwrap_or_default();
            let text = manifest.text().into_owned();
            let name = text
                .lines()
                .find_map(|line| line.strip_prefix("name")?.split('"').nth(1));
            write_unknown(
                process,
                &format!("{target}/{profile}/{}", name.unwrap_or("app")),
                6_000_000,
                0o755,
            );
            write_unknown(
                process,
                &format!("{target}/{profile}/deps/objects"),
                80_000_000,
                0o644,
            );
            write_unknown(
                process,
                &format!("{cargo_home}/registry/cache/crates"),
                20_000_000,
                0o644,
            );
            Some(Exit::SUCCESS)
        }
        "fetch" | "update" => {
            write_unknown(
                process,
                &format!("{cargo_home}/registry/cache/crates"),
                20_000_000,
                0o644,
            );
            Some(Exit::SUCCESS)
        }
        "login" => {
            let token = process
                .args()
                .get(1)
                .cloned()
                .unwrap_or_else(|| process.stdin().trim_line_breaks());
            let mut content = Bytes::from("[registry]\ntoken = \"");
            content.push(&token);
            content.push_plain("\"\n");
            write(process, &format!("{cargo_home}/credentials.toml"), content);
            Some(Exit::SUCCESS)
        }
        _ => None,
    }
}
