//! Platform specifiers, as `platforms.Parse` of containerd/platforms reads them.

use std::collections::BTreeSet;

use super::Platform;
use crate::quote::quote;

/// Text of containerd's two patterns, which its error messages show.
const OS_PATTERN: &str = r"^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.%-]*)((?:\+[A-Za-z0-9_.%-]+)*)\))?$";
const PART_PATTERN: &str = "^[A-Za-z0-9_.-]+$";

const KNOWN_OS: [&str; 17] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
];
const KNOWN_ARCHITECTURE: [&str; 24] = [
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "ppc64",
    "ppc64le",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

impl Platform {
    /// Reads `os[(version)]`, `architecture` or `os[(version)]/architecture[/variant]`.
    ///
    /// What a lone part leaves open comes from linux/amd64, the machine that BuildKit is taken to
    /// run on.
    ///
    /// # Errors
    /// containerd's message, without the context that BuildKit puts before it.
    pub fn parse(specifier: &str) -> Result<Self, String> {
        if specifier.contains('*') {
            return Err(format!(
                "{}: wildcards not yet supported: invalid argument",
                quote(specifier)
            ));
        }
        let mut parts = specifier.splitn(4, '/');
        let first = parts.next().unwrap_or_default();
        let rest: Vec<&str> = parts.collect();
        let (os, os_version, os_features) = split_os(first).ok_or_else(|| {
            let (part, whole) = (quote(first), quote(specifier));
            format!(
                "{part} is an invalid OS component of {whole}: OSAndVersion specifier component must match {}: invalid argument",
                quote(OS_PATTERN)
            )
        })?;
        if let Some(bad) = rest.iter().find(|part| !is_part(part)) {
            let (part, whole) = (quote(bad), quote(specifier));
            return Err(format!(
                "{part} is an invalid component of {whole}: platform specifier component must match {}: invalid argument",
                quote(PART_PATTERN)
            ));
        }
        let mut platform = Self {
            os: normalize_os(os),
            os_version: os_version.to_owned(),
            os_features,
            ..Self::default()
        };
        match rest.as_slice() {
            [] if KNOWN_OS.contains(&platform.os.as_str()) => {
                "amd64".clone_into(&mut platform.architecture)
            }
            [] => {
                (platform.architecture, platform.variant) = normalize_architecture(first, "");
                platform.drop_default_arm();
                if !KNOWN_ARCHITECTURE.contains(&platform.architecture.as_str()) {
                    let whole = quote(specifier);
                    return Err(format!(
                        "{whole}: unknown operating system or architecture: invalid argument"
                    ));
                }
                "linux".clone_into(&mut platform.os);
            }
            [architecture] => {
                (platform.architecture, platform.variant) =
                    normalize_architecture(architecture, "");
                platform.drop_default_arm();
            }
            [architecture, variant] => {
                (platform.architecture, platform.variant) =
                    normalize_architecture(architecture, variant);
                if platform.architecture == "arm64" && platform.variant.is_empty() {
                    "v8".clone_into(&mut platform.variant);
                }
            }
            _ => {
                return Err(format!(
                    "{}: cannot parse platform specifier: invalid argument",
                    quote(specifier)
                ));
            }
        }
        Ok(platform)
    }

    /// Other names of the same platform become one.
    #[must_use]
    pub fn normalize(&self) -> Self {
        let (architecture, variant) = normalize_architecture(&self.architecture, &self.variant);
        Self {
            os: normalize_os(&self.os),
            architecture,
            variant,
            os_version: self.os_version.clone(),
            os_features: self.sorted_features(),
        }
    }

    /// The features in order, each once.
    fn sorted_features(&self) -> Vec<String> {
        let features: BTreeSet<&String> = self.os_features.iter().collect();
        features.into_iter().cloned().collect()
    }

    fn drop_default_arm(&mut self) {
        if self.architecture == "arm" && self.variant == "v7" {
            self.variant.clear();
        }
    }
}

fn normalize_os(os: &str) -> String {
    match os.to_ascii_lowercase().as_str() {
        "" => "linux".to_owned(),
        "macos" => "darwin".to_owned(),
        other => other.to_owned(),
    }
}

fn normalize_architecture(architecture: &str, variant: &str) -> (String, String) {
    let (architecture, variant) = (
        architecture.to_ascii_lowercase(),
        variant.to_ascii_lowercase(),
    );
    let (a, v) = match (architecture.as_str(), variant.as_str()) {
        ("i386", _) => ("386", ""),
        ("x86_64" | "x86-64" | "amd64", "v1") => ("amd64", ""),
        ("x86_64" | "x86-64", v) => ("amd64", v),
        ("aarch64" | "arm64", "8" | "v8" | "v8.0") => ("arm64", ""),
        ("aarch64" | "arm64", "9" | "9.0" | "v9.0") => ("arm64", "v9"),
        ("aarch64", v) => ("arm64", v),
        ("armhf", _) | ("arm", "" | "7") => ("arm", "v7"),
        ("armel", _) | ("arm", "6") => ("arm", "v6"),
        ("arm", "5") => ("arm", "v5"),
        ("arm", "8") => ("arm", "v8"),
        (a, v) => (a, v),
    };
    (a.to_owned(), v.to_owned())
}

/// `name` or `name(version+feature+feature)`.
fn split_os(part: &str) -> Option<(&str, &str, Vec<String>)> {
    let name_char = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let option_char = |c: char| name_char(c) || c == '.' || c == '%';
    let (name, options) = match part.split_once('(') {
        Some((name, options)) => (name, options.strip_suffix(')')?),
        None => (part, ""),
    };
    if name.is_empty() || !name.chars().all(name_char) {
        return None;
    }
    let mut options = options.split('+');
    let version = options.next().unwrap_or_default();
    let features: Vec<String> = options.map(str::to_owned).collect();
    let features_ok = features
        .iter()
        .all(|f| !f.is_empty() && f.chars().all(option_char));
    (features_ok && version.chars().all(option_char)).then_some((name, version, features))
}

fn is_part(part: &str) -> bool {
    !part.is_empty()
        && part
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(specifiers: &[&str], expected: Expect) {
        let lines: Vec<String> = specifiers
            .iter()
            .map(|s| match Platform::parse(s) {
                Ok(p) => format!("{s} -> {p} | {}", p.normalize()),
                Err(e) => format!("{s} -> {e}"),
            })
            .collect();
        expected.assert_eq(&lines.join("\n"));
    }

    #[test]
    fn reads_short_and_full_forms() {
        check(
            &[
                "linux",
                "arm64",
                "linux/arm",
                "linux/arm/7",
                "Linux/aarch64/v8",
                "windows(10.0.17763)/amd64",
                "macos/x86_64",
                "windows(10.0.17763+win32k+a)/amd64",
            ],
            expect![[r#"
                linux -> linux/amd64 | linux/amd64
                arm64 -> linux/arm64 | linux/arm64
                linux/arm -> linux/arm | linux/arm/v7
                linux/arm/7 -> linux/arm/v7 | linux/arm/v7
                Linux/aarch64/v8 -> linux/arm64/v8 | linux/arm64
                windows(10.0.17763)/amd64 -> windows(10.0.17763)/amd64 | windows(10.0.17763)/amd64
                macos/x86_64 -> darwin/amd64 | darwin/amd64
                windows(10.0.17763+win32k+a)/amd64 -> windows(10.0.17763+a+win32k)/amd64 | windows(10.0.17763+a+win32k)/amd64"#]],
        );
    }

    #[test]
    fn names_what_is_wrong() {
        check(
            &["linux/*", "bogus", "a.b", "linux/a b", "linux/a/b/c"],
            expect![[r#"
                linux/* -> "linux/*": wildcards not yet supported: invalid argument
                bogus -> "bogus": unknown operating system or architecture: invalid argument
                a.b -> "a.b" is an invalid OS component of "a.b": OSAndVersion specifier component must match "^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$": invalid argument
                linux/a b -> "a b" is an invalid component of "linux/a b": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument
                linux/a/b/c -> "linux/a/b/c": cannot parse platform specifier: invalid argument"#]],
        );
    }
}
