//! Packages of a distribution as programs.

use crate::filesystem::{Content, Family, Program};
use crate::shell::Process;

/// Programs of packages whose name is not that of their only program.
const PROGRAMS: &[(&str, &str)] = &[
    ("apache2-utils", "ab htpasswd"),
    ("apt-transport-https", ""),
    ("awscli", "aws"),
    ("aws-cli", "aws"),
    ("bsdextrautils", "column hexdump"),
    ("bsdmainutils", "column hexdump"),
    ("build-base", "gcc g++ make cc ld"),
    ("build-essential", "gcc g++ make cc ld"),
    ("ca-certificates", "update-ca-certificates"),
    ("ca-certificates-bundle", ""),
    ("default-jdk", "java javac jar keytool"),
    ("default-jre", "java keytool"),
    ("default-libmysqlclient-dev", ""),
    ("default-mysql-client", "mysql mysqldump"),
    ("dnsutils", "dig nslookup"),
    ("docker-ce-cli", "docker"),
    ("docker-cli", "docker"),
    ("docker.io", "docker dockerd"),
    ("gettext", "envsubst gettext msgfmt"),
    ("gettext-base", "envsubst gettext"),
    ("gettext-envsubst", "envsubst"),
    ("gnupg", "gpg"),
    ("gnupg2", "gpg gpg2"),
    ("golang", "go gofmt"),
    ("golang-go", "go gofmt"),
    ("iproute2", "ip ss"),
    ("iputils-ping", "ping"),
    ("libpq-dev", "pg_config"),
    ("mariadb-client", "mariadb mysql mysqldump"),
    ("maven", "mvn"),
    ("mysql-client", "mysql mysqldump"),
    ("netcat-openbsd", "nc netcat"),
    ("nodejs", "node nodejs"),
    (
        "openssh",
        "ssh ssh-keyscan ssh-add ssh-agent ssh-keygen scp",
    ),
    (
        "openssh-client",
        "ssh ssh-keyscan ssh-add ssh-agent ssh-keygen scp",
    ),
    (
        "openssh-client-default",
        "ssh ssh-keyscan ssh-add ssh-agent ssh-keygen scp",
    ),
    ("php-cli", "php"),
    ("postgresql-client", "psql pg_dump"),
    ("procps", "ps top"),
    ("py3-pip", "pip pip3"),
    ("python-is-python3", "python"),
    ("python3", "python3"),
    ("python3-pip", "pip3 pip"),
    ("ruby-full", "ruby gem irb"),
    ("shadow", "useradd groupadd userdel usermod chpasswd"),
    ("software-properties-common", "add-apt-repository"),
    ("sqlite3", "sqlite3"),
    ("subversion", "svn"),
    ("tini", "tini"),
    ("tzdata", ""),
    ("vim-common", "xxd"),
    ("xz-utils", "xz unxz"),
];

/// What programs ask whom they may trust.
const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// Puts the programs of packages into `/usr/bin`.
pub(super) fn packages(process: &mut Process<'_>, names: &[String], family: Family) {
    for name in names {
        let package = name
            .split(['=', '<', '>', '~', '/', ':'])
            .next()
            .unwrap_or_default();
        let known = PROGRAMS.iter().find(|(known, _)| *known == package);
        let programs = known.map_or(package, |(_, programs)| programs);
        if known.is_none() && (package.starts_with("lib") || package.ends_with("-dev")) {
            continue;
        }
        if package.starts_with("ca-certificates") && !super::exists(process, CERTIFICATES) {
            super::make_parents(process, CERTIFICATES);
            let content = Content::Unknown { size_bytes: None };
            let _written = process.files().write(&CERTIFICATES.into(), content, 0o644);
        }
        for program in programs.split_whitespace() {
            let path = format!("/usr/bin/{program}");
            if super::exists(process, &path) {
                continue;
            }
            let content = Content::Program(Program {
                name: program.into(),
                family,
            });
            super::make_parents(process, &path);
            let _written = process.files().write(&path.as_str().into(), content, 0o755);
        }
    }
}

/// The operands of a command: what is no option and not the value of one of `with_value`.
pub(super) fn operands(arguments: &[String], with_value: &[&str]) -> Vec<String> {
    let mut operands = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if with_value.contains(&word.as_str()) {
            words.next();
        } else if !word.starts_with('-') {
            operands.push(word.clone());
        }
    }
    operands
}
