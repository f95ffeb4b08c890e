use std::collections::BTreeSet;

use crate::frontend::{ImageLookup, check};
use crate::image::ImageConfig;
use crate::lint::RULES;
use crate::options::BuildOptions;
use crate::platform::Platform;
use crate::reference::Reference;

/// Rule, a Dockerfile that breaks it, the nearest one that does not.
const CASES: [(&str, &str, &str); 22] = [
    ("StageNameCasing", "FROM a AS Build", "FROM a AS build"),
    ("FromAsCasing", "FROM a as build", "from a as build"),
    (
        "NoEmptyContinuation",
        "FROM a\nRUN x \\\n\n y",
        "FROM a\nRUN x \\\n # why\n y",
    ),
    (
        "ConsistentInstructionCasing",
        "FROM a\nrun x",
        "from a\nrun x",
    ),
    (
        "DuplicateStageName",
        "FROM a AS b\nFROM a AS b",
        "FROM a AS b\nFROM a AS c",
    ),
    (
        "ReservedStageName",
        "FROM a AS context",
        "FROM a AS contexts",
    ),
    (
        "JSONArgsRecommended",
        "FROM a\nCMD x",
        "FROM a\nSHELL [\"sh\", \"-c\"]\nCMD x",
    ),
    (
        "MaintainerDeprecated",
        "FROM a\nMAINTAINER me",
        "FROM a\nLABEL maintainer=me",
    ),
    ("UndefinedArgInFrom", "FROM a$TAG", "ARG TAG\nFROM a$TAG"),
    (
        "WorkdirRelativePath",
        "FROM a\nWORKDIR b",
        "FROM a\nWORKDIR /a\nWORKDIR b",
    ),
    (
        "UndefinedVar",
        "FROM a\nCOPY $X /",
        "FROM a\nARG X\nCOPY $X /",
    ),
    (
        "MultipleInstructionsDisallowed",
        "FROM a\nCMD [\"x\"]\nCMD [\"y\"]",
        "FROM a AS b\nCMD [\"x\"]\nFROM b\nCMD [\"y\"]",
    ),
    ("LegacyKeyValueFormat", "FROM a\nENV b c", "FROM a\nENV b=c"),
    ("InvalidBaseImagePlatform", "FROM only-arm64", "FROM any"),
    (
        "RedundantTargetPlatform",
        "FROM --platform=$TARGETPLATFORM a",
        "FROM --platform=$BUILDPLATFORM a",
    ),
    (
        "SecretsUsedInArgOrEnv",
        "FROM a\nARG TOKEN",
        "FROM a\nARG TOKEN_FILE",
    ),
    (
        "InvalidDefaultArgInFrom",
        "ARG V\nFROM a:$V",
        "ARG V=1\nFROM a:$V",
    ),
    (
        "FromPlatformFlagConstDisallowed",
        "FROM --platform=linux/arm64 a",
        "FROM --platform=linux/arm64 a AS arm64",
    ),
    (
        "CopyIgnoredFile",
        "FROM a\nCOPY x.tmp /",
        "FROM a\nCOPY x.txt /",
    ),
    (
        "InvalidDefinitionDescription",
        "# my stage\nFROM a AS b",
        "# b is my stage\nFROM a AS b",
    ),
    (
        "ExposeProtoCasing",
        "FROM a\nEXPOSE 1/TCP",
        "FROM a\nEXPOSE 1/tcp",
    ),
    (
        "ExposeInvalidFormat",
        "FROM a\nEXPOSE 1:2",
        "FROM a\nEXPOSE 1-2",
    ),
];

/// `only-arm64` is what its name says; every other image is made for all platforms.
struct Registry;

impl ImageLookup for Registry {
    fn image(&self, reference: &Reference, platform: &Platform) -> Option<ImageConfig> {
        let arm64 = reference.path.ends_with("only-arm64");
        let platform = if arm64 {
            Platform::new("linux", "arm64")
        } else {
            platform.clone()
        };
        Some(ImageConfig {
            platform,
            diff_ids: vec![String::new()],
            ..ImageConfig::default()
        })
    }
}

fn broken(dockerfile: &str) -> BTreeSet<&'static str> {
    let mut options = BuildOptions {
        dockerignore: Some("*.tmp\n".to_owned()),
        ..BuildOptions::default()
    };
    options.build_args = vec![(
        "BUILDKIT_DOCKERFILE_CHECK".to_owned(),
        "experimental=all".to_owned(),
    )];
    let answer = check(&dockerfile::parse(dockerfile), &options, &Registry).unwrap();
    answer.warnings.iter().map(|w| w.rule.name).collect()
}

#[test]
fn every_rule_catches_and_lets_pass() {
    assert!(
        CASES
            .iter()
            .map(|(rule, ..)| *rule)
            .eq(RULES.iter().map(|rule| rule.name))
    );
    for (rule, catch, pass) in CASES {
        assert!(
            broken(catch).contains(rule),
            "{rule} should catch:\n{catch}"
        );
        assert!(
            !broken(pass).contains(rule),
            "{rule} should let pass:\n{pass}"
        );
    }
}

#[test]
fn a_comment_silences_a_rule_for_one_instruction() {
    let rules = broken("FROM a\n# check=skip=SecretsUsedInArgOrEnv\nARG TOKEN\nWORKDIR b");
    assert!(!rules.contains("SecretsUsedInArgOrEnv"));
    assert!(rules.contains("WorkdirRelativePath"));
}
