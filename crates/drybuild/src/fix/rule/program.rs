//! Which programs only move bytes.

/// Programs and builtins that can be left away when what they write is not wanted.
const PLAIN: [&str; 46] = [
    "",
    ":",
    "awk",
    "base64",
    "cat",
    "chmod",
    "chown",
    "cp",
    "cut",
    "dd",
    "echo",
    "env",
    "export",
    "find",
    "grep",
    "gzip",
    "head",
    "hexdump",
    "install",
    "ln",
    "ls",
    "md5sum",
    "mkdir",
    "mktemp",
    "mv",
    "od",
    "paste",
    "printenv",
    "printf",
    "read",
    "rev",
    "rm",
    "sed",
    "set",
    "sha256sum",
    "sort",
    "tac",
    "tail",
    "tar",
    "tee",
    "test",
    "touch",
    "tr",
    "trap",
    "xargs",
    "xxd",
];

/// Further ones that do not use a secret that they are not told of.
const HARMLESS: [&str; 22] = [
    "[", "[[", "basename", "cd", "date", "dirname", "exit", "expr", "false", "gunzip", "id",
    "local", "pwd", "readlink", "return", "seq", "shift", "sleep", "true", "umask", "unset", "wc",
];

/// Whether a command only moves bytes about.
pub(super) fn is_plain(name: &str) -> bool {
    PLAIN.contains(&last(name))
}

/// Whether a program may look into its environment or its files for a secret.
pub(super) fn is_foreign(name: &str) -> bool {
    !is_plain(name) && !HARMLESS.contains(&last(name))
}

/// The program's own name.
pub(super) fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Which programs read a file without being told of it.
const READERS: [(&str, &[&str]); 16] = [
    (".npmrc", &["npm", "npx", "pnpm", "yarn"]),
    (".yarnrc.yml", &["yarn"]),
    (".netrc", &["curl", "git", "pip", "pip3", "go", "wget"]),
    (".pypirc", &["twine", "poetry"]),
    ("pip.conf", &["pip", "pip3", "python", "python3"]),
    (".git-credentials", &["git", "go", "pip", "npm"]),
    (".gitconfig", &["git", "go", "pip", "npm"]),
    ("id_rsa", &["git", "ssh", "scp", "go", "npm", "pip"]),
    ("id_ed25519", &["git", "ssh", "scp", "go", "npm", "pip"]),
    ("settings.xml", &["mvn", "mvnw"]),
    ("gradle.properties", &["gradle", "gradlew"]),
    ("auth.json", &["composer"]),
    ("credentials.toml", &["cargo"]),
    ("credentials", &["aws", "gem", "bundle"]),
    ("config.json", &["docker"]),
    (".pgpass", &["psql", "pg_dump"]),
];

/// Whether a program reads a file of this name by itself.
pub(super) fn reads(program: &str, path: &str) -> bool {
    let name = last(path);
    let mut known = READERS.iter().filter(|(file, _)| *file == name);
    known.any(|(_, programs)| programs.contains(&last(program)))
}
