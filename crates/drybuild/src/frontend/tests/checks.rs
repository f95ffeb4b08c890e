use std::fmt::Write;

use expect_test::{Expect, expect};

use super::options;
use crate::frontend::{AnyImage, check as run};

fn check(dockerfile: &str, flags: &str, expected: Expect) {
    let answer = run(&dockerfile::parse(dockerfile), &options(flags), &AnyImage).unwrap();
    let mut out = String::new();
    for warning in &answer.warnings {
        _ = writeln!(
            out,
            "{:?} {}: {}",
            warning.lines, warning.rule.name, warning.detail
        );
    }
    if let Some(error) = answer.error {
        _ = writeln!(out, "{}", error.message);
    }
    expected.assert_eq(&out);
}

#[test]
fn names_and_casing() {
    check(
        concat!(
            "# wrong comment\nFROM alpine as Build\n",
            "from alpine AS scratch\n",
            "FROM alpine AS build\nMAINTAINER me\nRUN a \\\n\n  b\n",
        ),
        "arg:BUILDKIT_DOCKERFILE_CHECK=experimental=all",
        expect![[r#"
            [8] NoEmptyContinuation: Empty continuation line
            [2] StageNameCasing: Stage name 'Build' should be lowercase
            [2] FromAsCasing: 'as' and 'FROM' keywords' casing do not match
            [2] InvalidDefinitionDescription: Comment for FROM should follow the format: `# build <description>`
            [3] FromAsCasing: 'AS' and 'from' keywords' casing do not match
            [5] MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label
            [3] ReservedStageName: Stage name should not use the same name as reserved stage "scratch"
            [4] DuplicateStageName: Duplicate stage name "build", stage names should be unique
            [3] ConsistentInstructionCasing: Command 'from' should match the case of the command majority (uppercase)
        "#]],
    );
}

#[test]
fn a_clean_file() {
    check(
        concat!(
            "ARG V=3.20\n# build compiles\nFROM --platform=$BUILDPLATFORM alpine:${V} AS build\n",
            "WORKDIR /src\nWORKDIR sub\nARG TOKEN_FILE\nENV PATH=/opt:$PATH\nEXPOSE 80/tcp\nCMD [\"sh\"]\n",
        ),
        "arg:BUILDKIT_DOCKERFILE_CHECK=experimental=all",
        expect![[""]],
    );
}

#[test]
fn skipping_all_stays_when_names_follow() {
    let dockerfile = "# check=skip=all;skip=FromAsCasing\nFROM alpine as a\nMAINTAINER me\n";
    check(dockerfile, "", expect![""]);
    check(
        "# check=skip=FromAsCasing;skip=MaintainerDeprecated\nFROM alpine as a\nMAINTAINER me\n",
        "",
        expect![[r#"
            [2] FromAsCasing: 'as' and 'FROM' keywords' casing do not match
        "#]],
    );
}

#[test]
fn the_directive_ends_at_its_first_blank() {
    check(
        "# check=skip=FromAsCasing; error=true\nFROM alpine as a\nMAINTAINER me\n",
        "",
        expect![[r#"
            failed to parse check options: invalid check option ""
        "#]],
    );
}

#[test]
fn bases() {
    check(
        concat!(
            "ARG TAG\nFROM alpine:$TAG\n",
            "FROM alpine${TGA} AS b\n",
            "FROM --platform=$TARGETPLATFORM alpine\n",
            "FROM --platform=linux/arm64 alpine\n",
        ),
        "",
        expect![[r#"
            [2] InvalidDefaultArgInFrom: Default value for ARG alpine:$TAG results in empty or invalid base image name
            [3] UndefinedArgInFrom: FROM argument 'TGA' is not declared (did you mean TAG?)
            [4] RedundantTargetPlatform: Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior
            [5] FromPlatformFlagConstDisallowed: FROM --platform flag should not use constant value "linux/arm64"
            failed to parse stage name "alpine:": invalid reference format
        "#]],
    );
}

#[test]
fn instructions() {
    check(
        concat!(
            "FROM alpine\nWORKDIR sub\nENV A 1\nLABEL b 2\nARG API_KEY\nENV DB_PASSWORD=x\nRUN echo $NOPE\nCOPY $NOPE /\n",
            "CMD echo\nCMD [\"x\"]\nENTRYPOINT x\nEXPOSE 80/TCP 1:2\nCOPY secret.txt /\n",
            "# check=skip=UndefinedVar\nCOPY $NOPE /\n",
        ),
        "ignore=*.txt",
        expect![[r#"
            [2] WorkdirRelativePath: Relative workdir "sub" can have unexpected results if the base image changes
            [3] LegacyKeyValueFormat: "ENV key=value" should be used instead of legacy "ENV key value" format
            [4] LegacyKeyValueFormat: "LABEL key=value" should be used instead of legacy "LABEL key value" format
            [5] SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "API_KEY")
            [6] SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ENV "DB_PASSWORD")
            [8] UndefinedVar: Usage of undefined variable '$NOPE'
            [9] JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals
            [9] MultipleInstructionsDisallowed: Multiple CMD instructions should not be used in the same stage because only the last one will be used
            [11] JSONArgsRecommended: JSON arguments recommended for ENTRYPOINT to prevent unintended behavior related to OS signals
            [12] ExposeInvalidFormat: EXPOSE instruction should not define an IP address or host-port mapping, found '1:2'
            [12] ExposeProtoCasing: Defined protocol '80/TCP' in EXPOSE instruction should be lowercase
            [13] CopyIgnoredFile: Attempting to Copy file "secret.txt" that is excluded by .dockerignore
        "#]],
    );
}
