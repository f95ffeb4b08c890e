//! `ssh-add -l` and `ssh-keyscan`: public keys and fingerprints only.

use crate::labelled::Bytes;
use crate::shell::{Exit, Process};

pub(super) fn run(process: &mut Process<'_>) -> Option<Exit> {
    let arguments = process.texts();
    let shows = match process.name.as_str() {
        "ssh-keyscan" => true,
        _ => arguments
            .iter()
            .any(|word| matches!(word.as_str(), "-l" | "-L")),
    };
    if !shows {
        return None;
    }
    process.line(&Bytes::unknown("…", "public keys"));
    Some(Exit::SUCCESS)
}
