use expect_test::{Expect, expect};

use super::history;

fn check(dockerfiles: &[&str], expected: Expect) {
    let answers: String = dockerfiles.iter().map(|d| history(d, "")).collect();
    expected.assert_eq(&answers);
}

#[test]
fn stages_that_cannot_be_found() {
    check(
        &[
            "FROM a AS a1\nCOPY --from=b1 x y\nFROM a AS b1\nCOPY --from=a1 x y\n",
            "FROM a AS a1\nCOPY --from=b1 x y\nFROM a AS b1\n",
            "FROM a\nCOPY --from=7 x y\n",
            "ARG V\nFROM $V\n",
            "FROM A\n",
            "FROM --platform=nope a\n",
            "FROM A AS a\nFROM B AS b\nFROM c\nCOPY --from=a / /\nCOPY --from=b / /\n",
            "FROM A AS a\nFROM B AS b\nFROM C\nCOPY --from=a / /\nCOPY --from=b / /\n",
        ],
        expect![[r#"
            error at [[2], [4]]: circular dependency detected on stage: a1
            error at []: invalid stage index 7
            error at [[2]]: base name ($V) should not be blank
            error at [[1]]: failed to parse stage name "A": invalid reference format: repository name (library/A) must be lowercase
            error at [[1], [1]]: failed to parse platform nope: "nope": unknown operating system or architecture: invalid argument
            error at [[1]]: failed to parse stage name "A": invalid reference format: repository name (library/A) must be lowercase
            error at [[3]]: failed to parse stage name "C": invalid reference format: repository name (library/C) must be lowercase
        "#]],
    );
    let target = super::history("FROM a AS build\n", "target=biuld");
    expect![[r#"
        error at []: target stage "biuld" could not be found (did you mean build?)
    "#]]
    .assert_eq(&target);
}

#[test]
fn instructions_that_cannot_be_run() {
    check(
        &[
            "FROM a\nRUN --mount=type=cache,target=/ true\n",
            "FROM a\nRUN []\n",
            "FROM a\nCOPY --chmod=9 a b\n",
            "FROM a\nCOPY https://example.com/a b\n",
            "FROM a\nEXPOSE 80/tpc\n",
            "FROM a\nSTOPSIGNAL NOPE\n",
            "FROM a\nENV A=\"${B:?is missing}\"\n",
            "# check=error=true\nFROM a\nMAINTAINER me\n",
            "FROM a AS b\nONBUILD RUN --nope x\nFROM b\n",
            "FROM a\nRUN --device=vendor.com/class=x true\n",
        ],
        expect![[r#"
            error at [[2]]: invalid mount target "/"
            error at []: failed to marshal LLB definition: arguments are required
            error at [[2]]: invalid chmod parameter: '9'. it should be octal string and between 0 and 07777
            error at [[2]]: source can't be a URL for COPY
            error at [[2]]: invalid port: "80/tpc": invalid proto: tpc
            error at [[2]]: invalid signal: NOPE
            error at [[2]]: failed to process "\"${B:?is missing}\"": B: is missing
            error at []: lint violation found for rules: MaintainerDeprecated
            error at [[3]]: unknown flag: --nope
            error at [[2]]: device feature is only supported in Dockerfile frontend 1.14.0-labs or later
        "#]],
    );
}

#[test]
fn text_that_is_no_dockerfile() {
    check(
        &[
            "",
            "# nothing\n",
            "RUN true\n",
            "FROM a\nNOPE\n",
            "ARG A\n",
            "# check=nope=1\nFROM a\n",
        ],
        expect![[r#"
            error at []: the Dockerfile cannot be empty
            error at [[1]]: file with no instructions
            error at [[1]]: no build stage in current context
            error at [[2]]: dockerfile parse error on line 2: unknown instruction: NOPE (did you mean COPY?)
            error at []: dockerfile contains no stages to build
            error at []: failed to parse check options: invalid check option "nope"
        "#]],
    );
}

#[test]
fn an_option_that_cannot_be_read_fails_before_the_syntax_line_counts() {
    let flags = "arg:BUILDKIT_MULTI_PLATFORM=x arg:BUILDKIT_SYNTAX=docker/dockerfile:1";
    let answer = history("# syntax=docker/dockerfile:1\nFROM a\n", flags);
    expect![[r#"
        error at []: invalid boolean value for multi-platform: x
    "#]]
    .assert_eq(&answer);
}

#[test]
fn the_platform_named_last_fails_first() {
    let answer = history(
        "FROM a:${TARGETARCH}:\n",
        "platform=linux/amd64,linux/arm64",
    );
    expect![[r#"
        error at [[1]]: failed to parse stage name "a:arm64:": invalid reference format
    "#]]
    .assert_eq(&answer);
}

#[test]
fn a_stage_that_gives_the_time_holds_one_download() {
    let stages = [
        "FROM scratch AS time\nADD https://example.com/x /\n",
        "FROM alpine AS time\nADD https://example.com/x /\n",
        "FROM scratch AS time\nADD x /\n",
        "FROM scratch AS time\nRUN date\n",
        "FROM scratch AS time\n",
    ];
    let answers: String = stages
        .iter()
        .map(|stage| {
            history(
                &format!("{stage}FROM scratch\n"),
                "arg:SOURCE_DATE_EPOCH=time",
            )
        })
        .collect();
    expect![[r#"
        error at [[1]]: SOURCE_DATE_EPOCH stage must use FROM scratch
        error at [[1]]: SOURCE_DATE_EPOCH stage source must be a single HTTP(S) or Git ADD
        error at [[1]]: SOURCE_DATE_EPOCH stage does not meet source-only requirements: unsupported RUN instruction
        error at [[1]]: SOURCE_DATE_EPOCH stage must contain exactly one remote ADD
    "#]].assert_eq(&answers);
}
