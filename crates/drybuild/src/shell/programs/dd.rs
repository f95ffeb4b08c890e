use super::Process;
use crate::{labelled::Bytes, shell::Exit};

/// A size with an optional suffix: `4k`, `1M`.
pub(super) fn size_of(text: &str) -> Option<usize> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let factor = match text.get(digits.len()..)? {
        "" | "c" => 1,
        "b" => 512,
        "k" | "K" | "KiB" => 1 << 10,
        "kB" | "KB" => 1000,
        "M" | "MiB" => 1 << 20,
        "MB" => 1_000_000,
        "G" | "GiB" => 1 << 30,
        _ => return None,
    };
    digits.parse::<usize>().ok()?.checked_mul(factor)
}

/// Bytes that one `dd` moves at most.
const MOST: usize = 1 << 20;

/// `dd`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut values = std::collections::BTreeMap::new();
    for argument in process.args() {
        if let Some(at) = argument.data().iter().position(|byte| *byte == b'=') {
            values.insert(
                argument.slice(0..at).text().into_owned(),
                argument.from_offset(at + 1),
            );
        }
    }
    let number = |name: &str| values.get(name).and_then(|value| size_of(&value.text()));
    let block = number("ibs").or_else(|| number("bs")).unwrap_or(512).max(1);
    let input = match values.get("if") {
        None => process.stdin(),
        Some(path) if matches!(path.data(), b"/dev/zero" | b"/dev/urandom" | b"/dev/random") => {
            let wanted = number("count")
                .map_or(MOST, |count| count.saturating_mul(block))
                .min(MOST);
            if path.data() == b"/dev/zero" {
                vec![0; wanted].into()
            } else {
                Bytes::unknown(&"?".repeat(wanted.min(4096)), "random bytes")
            }
        }
        Some(path) => match process.read(path) {
            Ok(content) => content,
            Err(error) => {
                process.err(match process.is_busybox() {
                    true => format!("can't open '{}': {}", path.text(), error.message()),
                    false => format!("failed to open '{}': {}", path.text(), error.message()),
                });
                return Exit::FAILURE;
            }
        },
    };
    let skipped = number("skip").unwrap_or(0).saturating_mul(block);
    let count = number("count").map_or(usize::MAX, |count| count.saturating_mul(block));
    let data = input.slice(skipped..skipped.saturating_add(count));
    let flags = values
        .get("conv")
        .map(|value| value.text().into_owned())
        .unwrap_or_default();
    if flags.split(',').any(|flag| {
        !matches!(
            flag,
            "" | "notrunc" | "fsync" | "fdatasync" | "noerror" | "sync"
        )
    }) {
        process.note(format!("the conversion {flags} of `dd` is not understood"));
    }
    match values.get("of") {
        None => process.out(&data),
        Some(path) => {
            let seek = number("seek").unwrap_or(0).saturating_mul(block).min(MOST);
            let old = process
                .files()
                .read(path.data())
                .map(|old| (*old).clone())
                .unwrap_or_default();
            let mut content = old.slice(0..seek);
            content.push_plain(vec![0; seek.saturating_sub(content.len())]);
            content.push(&data);
            if flags.contains("notrunc") {
                content.push(&old.from_offset(seek + data.len()));
            }
            if let Err(error) = process.write(path, content) {
                process.err(format!(
                    "failed to open '{}': {}",
                    path.text(),
                    error.message()
                ));
                return Exit::FAILURE;
            }
        }
    }
    let status = values
        .get("status")
        .map(|value| value.text().into_owned())
        .unwrap_or_default();
    if status != "none" {
        let (full, partial) = (data.len() / block, usize::from(data.len() % block > 0));
        let mut lines = format!("{full}+{partial} records in\n{full}+{partial} records out\n");
        if status != "noxfer" {
            lines.push_str(&format!("{} bytes copied\n", data.len()));
        }
        process.err_text(lines);
    }
    Exit::SUCCESS
}
