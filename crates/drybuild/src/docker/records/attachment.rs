//! `docker buildx history inspect attachment`.

use super::super::Docker;
use super::super::command::fail;
use super::super::flags::Given;
use super::find;
use crate::shell::{Exit, Process};

/// The document that is asked for, as it is stored.
pub(in super::super) fn run(
    docker: &mut Docker,
    words: &[String],
    process: &mut Process<'_>,
) -> Exit {
    let known = [("--builder", true), ("--type", true), ("--platform", true)];
    let given = match Given::read(words, &known, false) {
        Ok(given) => given,
        Err(message) => return fail(process, &message),
    };
    let mut operands = given.operands.iter().map(String::as_str);
    let reference = operands.next().unwrap_or_default();
    let digest = operands.next();
    let (kind, platform) = (given.value("--type"), given.value("--platform"));
    if digest.is_none() && kind.is_none() && platform.is_none() {
        return fail(
            process,
            "at least one of --type, --platform or DIGEST must be specified",
        );
    }
    let record = match find(docker, given.value("--builder"), reference) {
        Ok((_, record, _)) => record,
        Err(message) => return fail(process, &message),
    };
    let found = record.attachments.iter().find(|one| match digest {
        Some(digest) => one.digest == digest,
        None => {
            kind.is_none_or(|kind| is_of(&one.kind, kind))
                && platform.is_none_or(|platform| one.platform == platform)
        }
    });
    match (found, digest) {
        (Some(found), _) => {
            process.print(&found.text);
            Exit::SUCCESS
        }
        (None, Some(digest)) => fail(process, &format!("content {digest}: not found")),
        (None, None) => fail(
            process,
            &format!("no matching attachment found for ref {reference:?}"),
        ),
    }
}

/// Short names stand for types.
fn is_of(kind: &str, asked: &str) -> bool {
    match asked {
        "index" => kind == "application/vnd.oci.image.index.v1+json",
        "manifest" => kind == "application/vnd.oci.image.manifest.v1+json",
        "image" => kind == "application/vnd.oci.image.config.v1+json",
        "provenance" => kind.starts_with("https://slsa.dev/provenance/"),
        "sbom" => kind == "https://spdx.dev/Document",
        asked => kind == asked,
    }
}
