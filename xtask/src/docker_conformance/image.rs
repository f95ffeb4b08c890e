//! An image that an engine has saved.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// What an engine notes of an imported archive: the base is one layer and one such row.
const IMPORTED: &str = "Imported from -";

/// What is above the base.
pub(super) struct Image {
    /// The config file.
    pub(super) config: Value,
    pub(super) history: Vec<Value>,
    pub(super) layers: Vec<Layer>,
}

/// A layer as an archive.
pub(super) struct Layer {
    /// `-0644 0:0 /a.txt`, sorted.
    pub(super) entries: Vec<String>,
    pub(super) bytes: Vec<u8>,
}

impl Image {
    /// Reads the folder of an unpacked archive.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let json = |name: &str| -> Result<Value> {
            Ok(serde_json::from_str(&fs::read_to_string(
                folder.join(name),
            )?)?)
        };
        let manifest = json("manifest.json")?;
        let name = manifest
            .pointer("/0/Config")
            .and_then(Value::as_str)
            .context("a manifest names a config")?;
        let config = json(name)?;
        let history = config
            .get("history")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let comment = history.first().and_then(|row| row.get("comment"));
        let base = usize::from(comment.is_some_and(|comment| comment == IMPORTED));
        let names = manifest
            .pointer("/0/Layers")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let mut layers = Vec::new();
        for name in names.iter().skip(base).filter_map(Value::as_str) {
            layers.push(Layer::read(&folder.join(name))?);
        }
        Ok(Self {
            config,
            history: history.into_iter().skip(base).collect(),
            layers,
        })
    }
}

impl Layer {
    fn read(path: &Path) -> Result<Self> {
        let listed = process::output(
            Command::new("tar")
                .args(["--numeric-owner", "-tvf"])
                .arg(path),
        )?;
        let mut entries: Vec<String> = listed.lines().filter_map(entry).collect();
        entries.sort();
        Ok(Self {
            entries,
            bytes: fs::read(path)?,
        })
    }
}

/// A line of `tar -tv`; the folder `/etc` is left out, which the engine touches or not.
fn entry(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (mode, owner) = (words.next()?, words.next()?.replace('/', ":"));
    let path = words.nth(3)?;
    let path = format!("/{}", path.trim_start_matches("./").trim_end_matches('/'));
    let kind = mode.chars().next()?;
    (path != "/etc" && path != "/").then(|| format!("{kind}{:04o} {owner} {path}", bits(mode)))
}

/// `-rwxr-xr-t` as a number.
fn bits(text: &str) -> u32 {
    let flags: Vec<char> = text.chars().skip(1).collect();
    let mut mode = 0;
    for (index, flag) in flags.iter().take(9).enumerate() {
        let bit = 1 << (8 - index);
        if !matches!(flag, '-' | 'S' | 'T') {
            mode |= bit;
        }
        mode |= match (index, flag) {
            (2, 's' | 'S') => 0o4000,
            (5, 's' | 'S') => 0o2000,
            (8, 't' | 'T') => 0o1000,
            _ => 0,
        };
    }
    mode
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_tar() {
        let shown = |line| entry(line).unwrap_or_default();
        assert_eq!(
            shown("-rw-r--r-- 0/0  2 2024-01-01 10:00 x/a.txt"),
            "-0644 0:0 /x/a.txt"
        );
        assert_eq!(
            shown("drwxrwxrwt 0/0  0 2024-01-01 10:00 tmp/"),
            "d1777 0:0 /tmp"
        );
        assert_eq!(
            shown("lrwxrwxrwx 5/6  0 2024-01-01 10:00 l -> a"),
            "l0777 5:6 /l"
        );
        assert_eq!(shown("drwxr-xr-x 0/0  0 2024-01-01 10:00 etc/"), "");
    }
}
