//! Files that hold secrets, by their names and by what is in them.

use super::{is_secret_name, is_value, token, unquoted};

/// Names of files that are there to hold secrets.
const NAMES: [&str; 24] = [
    ".env",
    ".npmrc",
    ".yarnrc.yml",
    ".netrc",
    "_netrc",
    ".pypirc",
    ".git-credentials",
    ".dockercfg",
    ".htpasswd",
    ".pgpass",
    ".my.cnf",
    ".vault-token",
    "credentials",
    "credentials.json",
    "credentials.toml",
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "kubeconfig",
    "secrets.json",
    "secrets.toml",
    "secrets.yaml",
    "secrets.yml",
];

const ENDINGS: [&str; 10] = [
    ".env",
    ".pem",
    ".key",
    ".p12",
    ".pfx",
    ".jks",
    ".keystore",
    ".kdbx",
    ".tfstate",
    ".tfvars",
];

/// Names of patterns for such files, which hold none.
const EXAMPLES: [&str; 5] = [".example", ".sample", ".template", ".dist", ".pub"];

/// A file beyond this is looked at only as a whole.
const LONGEST_TEXT: usize = 256 * 1024;

/// Whether the name of a file says that it holds a secret.
pub(super) fn is_secret_file_name(path: &str) -> bool {
    let lower = path.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    let is_example = EXAMPLES.iter().any(|ending| name.ends_with(ending));
    let is_listed = NAMES.contains(&name)
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || name.starts_with(".env.")
        || lower.ends_with(".docker/config.json");
    is_listed && !is_example
}

/// The secrets of a file, and what to call them.
pub(super) fn secrets(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let is_listed = is_secret_file_name(path);
    let text = std::str::from_utf8(bytes).ok();
    let text = text.filter(|text| text.len() <= LONGEST_TEXT);
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    let called = |what: &str| format!("{path}: {what}");
    if let Some(text) = text {
        for (what, value) in token::all(text) {
            found.push((called(&what), value.as_bytes().to_vec()));
        }
        if is_listed {
            for (key, value) in settings(text) {
                found.push((called(key), value.as_bytes().to_vec()));
            }
        }
    }
    if found.is_empty() && is_listed {
        let whole = bytes.trim_ascii();
        found.push((path.to_owned(), whole.to_vec()));
    }
    found
}

/// Values of keys with the name of a secret: `KEY=value`, `key: value`, `"key": "value"`, `password value`.
fn settings(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        if line.starts_with('#') {
            continue;
        }
        let pair = line.split_once('=').or_else(|| line.split_once(": "));
        if let Some((key, value)) = pair {
            let key = unquoted(key.trim());
            let value = unquoted(value.trim().trim_end_matches(','));
            if is_secret_name(key) && is_value(value) {
                found.push((last_part(key), value));
            }
            continue;
        }
        // The words of a netrc file.
        let mut words = line.split_whitespace();
        while let Some(word) = words.next() {
            if word == "password"
                && let Some(value) = words.next()
            {
                found.push(("password", value));
            }
        }
    }
    found
}

/// `//registry.example/:_authToken` without the registry.
fn last_part(key: &str) -> &str {
    key.rsplit(['/', ':']).next().unwrap_or(key)
}
