//! What secrets do in scripts, and where the shells differ. Effects of every construct are compared with real builds
//! by the conformance tests.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::{Exit, Machine, Outcome, exec};
use crate::{
    filesystem::{
        ChangeKind, Content, Family, FileSystem, InodeId, Kind, Mount, MountKind, Namespace, Owner,
        Program, diff,
    },
    labelled::{Bytes, SecretId, Trace},
};

const PROGRAMS: [&str; 31] = [
    "awk",
    "base64",
    "cat",
    "chmod",
    "cp",
    "cut",
    "env",
    "find",
    "grep",
    "gunzip",
    "gzip",
    "head",
    "id",
    "ln",
    "ls",
    "mkdir",
    "mv",
    "od",
    "rev",
    "rm",
    "sed",
    "sha256sum",
    "sort",
    "stat",
    "tar",
    "tee",
    "touch",
    "tr",
    "wc",
    "xargs",
    "mystery",
];

fn base() -> FileSystem {
    let mut files = FileSystem::new();
    for dir in ["/tmp", "/root", "/dev", "/proc", "/sys", "/etc"] {
        files
            .make_dir(dir, 0o755, Owner::default())
            .expect("a fresh tree");
    }
    let mut add = |path: String, name: &str, family| {
        let content = Content::Program(Program {
            name: Rc::from(name),
            family,
        });
        files
            .write(&path, content, 0o755, Owner::default())
            .expect("a fresh tree");
    };
    for (path, name, family) in [
        ("/bin/sh", "dash", Family::Gnu),
        ("/bin/bash", "bash", Family::Gnu),
        ("/bin/ash", "ash", Family::Busybox),
    ] {
        add(path.to_owned(), name, family);
    }
    for name in PROGRAMS {
        add(format!("/bin/{name}"), name, Family::Gnu);
    }
    files
}

fn run(shell: &str, script: &str) -> (Outcome, FileSystem, FileSystem) {
    let lower = base();
    let mut files = Namespace::for_run(lower.layer());
    let mut secret = FileSystem::new();
    let token = Bytes::from("s3cr3t-value\n").with_secret(0..12, SecretId(0), Trace::default());
    let root = secret
        .write("token", token.into(), 0o400, Owner::default())
        .expect("a fresh tree");
    files.mount(Mount {
        target: "/run/secrets/token".into(),
        kind: MountKind::Secret,
        files: secret,
        root,
        readonly: true,
    });
    let mut machine = Machine::new(files);
    machine.env = vec![
        ("PATH".to_owned(), "/bin".into()),
        ("HOME".to_owned(), "/root".into()),
    ];
    let outcome = exec(&[shell.into(), "-c".into(), script.into()], &mut machine);
    let (upper, _) = machine.files.finish();
    (outcome, lower, upper)
}

/// Exit, output, notes, the files of the layer, and where the secret is.
fn check(shell: &str, script: &str, expected: Expect) {
    let (outcome, lower, upper) = run(shell, script);
    let mut report = String::new();
    if outcome.exit != Exit::SUCCESS {
        report.push_str(&format!("exit {:?}\n", outcome.exit));
    }
    for (name, stream) in [("out", &outcome.stdout), ("err", &outcome.stderr)] {
        report.push_str(
            &stream
                .text()
                .lines()
                .map(|line| format!("{name}: {line}\n"))
                .collect::<String>(),
        );
        for taint in stream.whole_secrets() {
            report.push_str(&format!(
                "{name} holds the secret, {:?}, {:?}\n",
                taint.form, taint.certainty
            ));
        }
    }
    for change in diff(&lower, &upper) {
        let path = change.path.text().into_owned();
        for taint in change.path.whole_secrets() {
            report.push_str(&format!(
                "the name {path} is the secret, {:?}\n",
                taint.form
            ));
        }
        match &change.kind {
            ChangeKind::Whiteout => report.push_str(&format!("{path} is removed\n")),
            ChangeKind::Hardlink { target } => {
                report.push_str(&format!("{path} is {}\n", target.text()))
            }
            ChangeKind::Put(inode) => {
                if let Kind::File(content) = &inode.kind {
                    report.push_str(&format!("{path} {:o}\n", inode.mode));
                    for taint in content.bytes().whole_secrets() {
                        report.push_str(&format!(
                            "{path} holds the secret, {:?}, {:?}\n",
                            taint.form, taint.certainty
                        ));
                    }
                }
            }
        }
    }
    for note in &outcome.notes {
        report.push_str(&format!("note {:?}: {}\n", note.span, note.text));
    }
    for possible in &outcome.possible {
        report.push_str(&format!(
            "possible {:?}: {:?}\n",
            possible.span, possible.place
        ));
    }
    expected.assert_eq(&report);
}

#[test]
fn a_secret_that_is_printed_or_copied() {
    check(
        "/bin/sh",
        "cat /run/secrets/token",
        expect![[r#"
        out: s3cr3t-value
        out holds the secret, Plain, Certain
    "#]],
    );
    check(
        "/bin/sh",
        "cp /run/secrets/token /key && rm -f /nothing",
        expect![[r#"
            key 400
            key holds the secret, Plain, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "T=$(cat /run/secrets/token); echo \"//registry/:_authToken=$T\" > ~/.npmrc",
        expect![[r#"
            root/.npmrc 644
            root/.npmrc holds the secret, Plain, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "cat /run/secrets/token > /k; rm /k",
        expect![[""]],
    );
    check(
        "/bin/sh",
        "cat /run/secrets/token | tee /k | wc -c",
        expect![[r#"
            out: 13
            k 644
            k holds the secret, Plain, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "touch \"/tmp/$(cat /run/secrets/token)\"",
        expect![[r#"
            the name tmp/s3cr3t-value is the secret, Plain
            tmp/s3cr3t-value 644
        "#]],
    );
    check(
        "/bin/sh",
        "set -x; T=$(cat /run/secrets/token)",
        expect![[r#"
            err: + cat /run/secrets/token
            err: + T=s3cr3t-value
            err holds the secret, Plain, Certain
        "#]],
    );
}

#[test]
fn a_secret_in_another_spelling() {
    check(
        "/bin/sh",
        "base64 /run/secrets/token > /k; base64 -d < /k > /plain",
        expect![[r#"
            k 644
            k holds the secret, Base64, Certain
            plain 644
            plain holds the secret, Plain, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "od -An -tx1 /run/secrets/token > /k",
        expect![[r#"
            k 644
            k holds the secret, Hex, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "rev < /run/secrets/token > /k",
        expect![[r#"
        k 644
        k holds the secret, Encoded, Certain
    "#]],
    );
    check(
        "/bin/sh",
        "gzip -c /run/secrets/token > /k.gz; gunzip -c /k.gz > /k",
        expect![[r#"
            k 644
            k holds the secret, Plain, Certain
            k.gz 644
            k.gz holds the secret, Encoded, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "tar -cf /all.tar -C /run/secrets token",
        expect![[r#"
            all.tar 644
            all.tar holds the secret, Plain, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "tr a-z A-Z < /run/secrets/token > /k",
        expect![[r#"
            k 644
        "#]],
    );
}

#[test]
fn what_is_not_the_secret() {
    check(
        "/bin/sh",
        "sha256sum < /run/secrets/token > /k; head -c 4 /run/secrets/token > /k4",
        expect![[r#"
            k 644
            k4 644
        "#]],
    );
    check(
        "/bin/sh",
        "T=$(cat /run/secrets/token); echo ${#T}; [ -n \"$T\" ] && echo set",
        expect![[r#"
            out: 12
            out: set
        "#]],
    );
    check(
        "/bin/sh",
        "grep -c value /run/secrets/token; cat /run/secrets/token > /dev/null",
        expect![[r#"
            out: 1
        "#]],
    );
    check("/bin/sh", "cp /run/secrets/token /dev/shm/k", expect![[""]]);
}

#[test]
fn what_is_not_known_is_said() {
    check(
        "/bin/sh",
        "mystery --token \"$(cat /run/secrets/token)\"",
        expect![[r#"
            note 0..43: `mystery` is not known: it is taken to succeed, what it prints and writes is not known
            possible 0..43: Output
            possible 0..43: Files
        "#]],
    );
    check(
        "/bin/sh",
        "if [ \"$(mystery)\" = yes ]; then echo a; else cp /run/secrets/token /k; fi",
        expect![[r#"
            out: a
            note 8..15: `mystery` is not known: it is taken to succeed, what it prints and writes is not known
            note 0..73: which branch is taken hangs on a status that is not known: both are followed
            possible 0..73: File("/k")
        "#]],
    );
    check(
        "/bin/sh",
        "nosuch; echo $?",
        expect![[r#"
        out: 127
        err: /bin/sh: 1: nosuch: not found
    "#]],
    );
    check(
        "/bin/sh",
        "while :; do :; done",
        expect![[r#"
        exit Unknown
        note 0..19: this loop is followed for 5000 rounds only
    "#]],
    );
}

#[test]
fn the_shells_differ() {
    check(
        "/bin/sh",
        "cat <<< x",
        expect![[r#"
        exit Known(2)
        err: /bin/sh: 1: Syntax error: redirection unexpected
        note 5..6: the shell stops here: this is no valid syntax for it
    "#]],
    );
    check(
        "/bin/bash",
        "cat <<< x",
        expect![[r#"
        out: x
    "#]],
    );
    check(
        "/bin/ash",
        "cat <<< x",
        expect![[r#"
        exit Known(2)
        err: /bin/ash: syntax error: unexpected redirection
        note 5..6: the shell stops here: this is no valid syntax for it
    "#]],
    );
    check(
        "/bin/sh",
        "echo 'a\\tb'; echo {1,2}; set -o pipefail",
        expect![[r#"
            exit Known(2)
            out: a	b
            out: {1,2}
            err: /bin/sh: 1: set: Illegal option -o pipefail
        "#]],
    );
    check(
        "/bin/bash",
        "echo 'a\\tb'; echo {1,2}; set -o pipefail",
        expect![[r#"
            out: a\tb
            out: 1 2
        "#]],
    );
}

#[test]
fn layers_are_what_overlayfs_would_make_of_them() {
    let lower = base();
    let mut first = lower.layer();
    first
        .write("/a", "same".into(), 0o644, Owner::default())
        .expect("a fresh tree");
    let second = first.layer();
    let run_in = |files: FileSystem, script: &str| {
        let mut machine = Machine::new(Namespace::for_run(files));
        machine.env = vec![("PATH".to_owned(), "/bin".into())];
        let outcome = super::run(&script.into(), &mut machine);
        assert_eq!(outcome.exit, Exit::SUCCESS);
        machine.files.finish().0
    };
    let paths = |upper: &FileSystem| {
        diff(&first, upper)
            .iter()
            .map(|change| {
                format!(
                    "{}{}",
                    change.path.text(),
                    if matches!(change.kind, ChangeKind::Whiteout) {
                        " gone"
                    } else {
                        ""
                    }
                )
            })
            .collect::<Vec<_>>()
    };
    // Permissions that end as they were leave no entry, a rewrite with the same bytes does.
    assert!(paths(&run_in(second.clone(), "chmod 600 /a && chmod 644 /a")).is_empty());
    assert_eq!(
        paths(&run_in(second.clone(), "cp /a /b && mv /b /a")),
        ["a"]
    );
    assert_eq!(
        paths(&run_in(second.clone(), "rm /a && mkdir /d && touch /d/x")),
        ["a gone", "d", "d/x"]
    );
    // Mount points that were made for the step are gone after it.
    assert!(run_in(second, "true").lookup("/dev/shm").is_none());
    assert!(first.get(InodeId::ROOT).is_some());
}

#[test]
fn awk_keeps_what_it_copies() {
    check(
        "/bin/sh",
        "printf 'token=%s\\n' \"$(cat /run/secrets/token)\" | awk -F= '/^token/ {print $2 > \"/k\"}'",
        expect![[r#"
            k 644
            k holds the secret, Plain, Certain
        "#]],
    );
    check(
        "/bin/sh",
        "printf 'a 1\\nb 2\\n' | awk 'function f(x) { return x \"!\" } { \"echo \" $2 | getline n; print f($1), n | \"sort -r\" }'",
        expect![[r#"
            out: b! 2
            out: a! 1
        "#]],
    );
    check(
        "/bin/sh",
        "echo x | awk '{ print gensub(/x/, \"y\", 1) }'",
        expect![[r#"
            out: x
            note 9..44: this program of `awk` is not understood: its output is not known
        "#]],
    );
}

#[test]
fn a_message_that_quotes_a_secret_holds_it() {
    check(
        "/bin/sh",
        "$(cat /run/secrets/token)",
        expect![[r#"
        exit Known(127)
        err: /bin/sh: 1: s3cr3t-value: not found
        err holds the secret, Plain, Certain
    "#]],
    );
    check(
        "/bin/bash",
        "cat \"/no/$(cat /run/secrets/token)\"",
        expect![[r#"
            exit Known(1)
            err: cat: /no/s3cr3t-value: No such file or directory
            err holds the secret, Plain, Certain
        "#]],
    );
}

#[test]
fn a_place_is_made_of_whole_characters() {
    check(
        "/bin/sh",
        "é`",
        expect![[r#"
        exit Known(2)
        err: /bin/sh: 1: Syntax error: EOF in backquote substitution
        note 0..2: the shell stops here: this is no valid syntax for it
    "#]],
    );
}
