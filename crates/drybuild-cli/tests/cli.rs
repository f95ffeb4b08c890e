//! The command as a user meets it: arguments and files in, text and exit status out.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::{Expect, expect};

/// A context with these files, made anew.
fn context(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn output(folder: &Path, arguments: &[&str]) -> Output {
    let (command, flags) = arguments.split_first().unwrap();
    Command::new(env!("CARGO_BIN_EXE_drybuild"))
        .arg(command)
        .arg(folder)
        .args(flags)
        .output()
        .unwrap()
}

fn check(name: &str, files: &[(&str, &str)], arguments: &[&str], expected: Expect) {
    let folder = context(name, files);
    let output = output(&folder, arguments);
    let text = format!(
        "{}{}exit {}\n",
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap()
    );
    let text = text.replace(&folder.display().to_string(), "<context>");
    // Digests stand in for real ones, and say nothing.
    let mut parts = text.split("sha256:");
    let mut short = parts.next().unwrap().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        short += &format!("sha256:…{rest}");
    }
    expected.assert_eq(&short);
}

#[test]
fn a_clean_file_exits_with_0() {
    check(
        "clean",
        &[("Dockerfile", "FROM alpine\nRUN true\n")],
        &["check"],
        expect![[r#"
            Check complete, no warnings found.
            exit 0
        "#]],
    );
}

#[test]
fn a_warning_exits_with_1_unless_it_may() {
    let files = [
        ("Dockerfile", "FROM alpine\nCOPY secret.env /\n"),
        (".dockerignore", "*.env\n"),
    ];
    check(
        "warning",
        &files,
        &["check"],
        expect![[r#"
        Check complete, 1 warning has been found!

        WARNING: CopyIgnoredFile - https://docs.docker.com/go/dockerfile/rule/copy-ignored-file/
        Attempting to Copy file "secret.env" that is excluded by .dockerignore
        Dockerfile:2
        --------------------
           1 |     FROM alpine
           2 | >>> COPY secret.env /
           3 |     
        --------------------
        exit 1
    "#]],
    );
    check(
        "allowed",
        &files,
        &["check", "--fail-on=error", "--format=json"],
        expect![[r#"
            {
              "warnings": [
                {
                  "rule": "CopyIgnoredFile",
                  "detail": "Attempting to Copy file \"secret.env\" that is excluded by .dockerignore",
                  "url": "https://docs.docker.com/go/dockerfile/rule/copy-ignored-file/",
                  "lines": [
                    2
                  ],
                  "span": [
                    12,
                    29
                  ]
                }
              ],
              "errors": []
            }
            exit 0
        "#]],
    );
}

#[test]
fn every_error_of_the_text_is_told() {
    check(
        "errors",
        &[("Dockerfile", "FROM alpine\nNOPE x\nCOPY a\n")],
        &["check"],
        expect![[r#"
            Dockerfile:2
            --------------------
               1 |     FROM alpine
               2 | >>> NOPE x
               3 |     COPY a
               4 |     
            --------------------
            ERROR: failed to solve: dockerfile parse error on line 2: unknown instruction: NOPE (did you mean COPY?)
            Dockerfile:3
            --------------------
               1 |     FROM alpine
               2 |     NOPE x
               3 | >>> COPY a
               4 |     
            --------------------
            ERROR: failed to solve: dockerfile parse error on line 3: COPY requires at least two arguments, but only one was provided. Destination could not be determined
            exit 1
        "#]],
    );
}

#[test]
fn history_knows_the_arguments() {
    let files = [("Dockerfile", "FROM scratch\nARG TOKEN\nRUN make\n")];
    check(
        "history",
        &files,
        &["history", "--build-arg", "TOKEN=x"],
        expect![[r#"
            layer  RUN |1 TOKEN=x /bin/sh -c make # buildkit
            0B     ARG TOKEN=x
            exit 0
        "#]],
    );
}

#[test]
fn a_build_shows_its_progress() {
    let files = [
        (
            "app.Dockerfile",
            "FROM scratch AS a\nCOPY x /\nFROM scratch\nCOPY --from=a /x /y\n",
        ),
        ("x", "hi\n"),
    ];
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("build/app.Dockerfile");
    check(
        "build",
        &files,
        &["build", "-f", file.to_str().unwrap()],
        expect![[r##"
            #0 building with "default" instance using docker driver

            #1 [internal] load build definition from app.Dockerfile
            #1 transferring dockerfile: 101B done
            #1 DONE 0.0s

            #2 [internal] load .dockerignore
            #2 transferring context: 2B done
            #2 DONE 0.0s

            #3 [internal] load build context
            #3 transferring context: 31B done
            #3 DONE 0.0s

            #4 [a 1/1] COPY x /
            #4 DONE 0.0s

            #5 [stage-1 1/1] COPY --from=a /x /y
            #5 DONE 0.0s

            #6 exporting to image
            #6 exporting layers 0.1s done
            #6 exporting manifest sha256:…
            #6 exporting manifest sha256:… done
            #6 exporting config sha256:… done
            #6 exporting attestation manifest sha256:… done
            #6 exporting manifest list sha256:… done
            #6 DONE 0.1s
            exit 0
        "##]],
    );
}

#[test]
fn targets_and_outline() {
    let files = [(
        "Dockerfile",
        "# base has tools\nFROM alpine AS base\nARG V=1\nFROM base AS app\n",
    )];
    check(
        "targets",
        &files,
        &["targets"],
        expect![[r#"
        TARGET        DESCRIPTION
        base          has tools
        app (default)
        exit 0
    "#]],
    );
    check(
        "outline",
        &files,
        &["outline", "--target", "base"],
        expect![[r#"
            TARGET: base
            DESCRIPTION: has tools

            BUILD ARG   VALUE   DESCRIPTION
            V           1

            exit 0
        "#]],
    );
}

#[test]
fn what_cannot_be_read_exits_with_2() {
    check(
        "missing",
        &[],
        &["graph"],
        expect![[r#"
        drybuild: failed to read <context>/Dockerfile: No such file or directory (os error 2)
        exit 2
    "#]],
    );
    let files = [("Dockerfile", "FROM alpine\n")];
    check(
        "platform",
        &files,
        &["graph", "--platform", "nope"],
        expect![[r#"
            drybuild: invalid value "nope" for flag --platform: "nope": unknown operating system or architecture: invalid argument
            exit 2
        "#]],
    );
    check(
        "flag",
        &files,
        &["graph", "--frobnicate"],
        expect![[r#"
        error: unexpected argument '--frobnicate' found

          tip: a similar argument exists: '--format'

        Usage: drybuild graph --format <FORMAT> <CONTEXT>

        For more information, try '--help'.
        exit 2
    "#]],
    );
}

#[test]
fn a_build_as_json_has_a_timeline() {
    let files = [("Dockerfile", "FROM alpine\nRUN sleep 3\n")];
    let flags = ["build", "--format", "json", "--max-parallelism", "1"];
    let output = output(&context("timeline", &files), &flags);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let timeline = &value["timeline"];
    let step = timeline["vertices"].as_array().unwrap().iter();
    let mut step = step.filter(|vertex| vertex["name"] == "[2/2] RUN sleep 3");
    let interval = &step.next().unwrap()["intervals"][0];
    let length = interval["end_ms"].as_u64().unwrap() - interval["start_ms"].as_u64().unwrap();
    assert_eq!(length, 3_140);
    assert!(value["legacy"]["end_ms"].as_u64() > timeline["end_ms"].as_u64());
}

const HEREDOC: &str = "FROM alpine\nRUN <<EOF\necho one\nEOF\n";

#[test]
fn an_older_docker_is_asked_with_its_own_frontend() {
    check(
        "docker-classic",
        &[("Dockerfile", HEREDOC)],
        &["build", "--docker-version", "20.10"],
        expect![[r#"
            Docker 20.10 (measured): the classic builder, for which a `# syntax` line is a comment; DOCKER_BUILDKIT=1 asks BuildKit

            Sending build context to Docker daemon  2.048kB
            Error response from daemon: dockerfile parse error line 3: unknown instruction: ECHO

            BuildKit takes it: DOCKER_BUILDKIT=1, and the first line `# syntax=docker/dockerfile:1` where its own frontend is too old
            exit 1
        "#]],
    );
    check(
        "docker-23",
        &[(
            "Dockerfile",
            "FROM alpine\nADD --checksum=sha256:0 https://a.example/b /\n",
        )],
        &["check", "--docker-version", "23.0"],
        expect![[r#"
            Docker 23.0 (from release notes): BuildKit, which reads a file without a `# syntax` line with its own Dockerfile frontend, 1.4

            Dockerfile:2
            --------------------
               1 |     FROM alpine
               2 | >>> ADD --checksum=sha256:… https://a.example/b /
               3 |     
            --------------------
            ERROR: failed to solve: dockerfile parse error on line 2: unknown flag: --checksum
            exit 1
        "#]],
    );
    check(
        "docker-history",
        &[("Dockerfile", "FROM alpine\nRUN true\n")],
        &["history", "--docker-version", "20.10.24"],
        expect![[r#"
            Docker 20.10 (measured): the classic builder, for which a `# syntax` line is a comment; DOCKER_BUILDKIT=1 asks BuildKit

            0B     /bin/sh -c true
            0B     CMD ["/bin/sh"]
            layer  ADD alpine-minirootfs-3.22.2-x86_64.tar.gz / # buildkit
            exit 0
        "#]],
    );
    check(
        "docker-none",
        &[("Dockerfile", HEREDOC)],
        &["graph", "--docker-version", "20.10"],
        expect![[r#"
            drybuild: the classic builder of Docker 20.10 has no graph, outline or targets; DOCKER_BUILDKIT=1 asks BuildKit
            exit 2
        "#]],
    );
}
