//! `--format sarif`, held against the published schema of SARIF 2.1.0.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::path::{Path, PathBuf};
use std::process::Command;

use jsonschema::Validator;
use serde_json::{Value, json};

/// The schema as the package serde-sarif carries it, in the place where cargo has unpacked that.
fn validator() -> Validator {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version=1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let mut packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .unwrap()
        .iter();
    let package = packages.find(|package| {
        package
            .get("name")
            .is_some_and(|name| name == "serde-sarif")
    });
    let manifest = Path::new(
        package
            .unwrap()
            .get("manifest_path")
            .and_then(Value::as_str)
            .unwrap(),
    );
    let schema = manifest.with_file_name("src").join("schema.json");
    let schema = std::fs::read_to_string(schema).unwrap();
    // The pattern of a language tag has a lone bracket, which a strict reader of regular
    // expressions wants escaped; it means the same.
    let schema = schema.replace("{2}]?$", r"{2}\\]?$");
    jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap()
}

/// What `drybuild check --format sarif` prints for a Dockerfile.
fn log(name: &str, dockerfile: &str) -> Value {
    log_of("check", name, dockerfile)
}

fn log_of(command: &str, name: &str, dockerfile: &str) -> Value {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("Dockerfile"), dockerfile).unwrap();
    let fix: &[&str] = if command == "reach" { &["--fix"] } else { &[] };
    let output = Command::new(env!("CARGO_BIN_EXE_drybuild"))
        .args([command, "--format=sarif"])
        .args(fix)
        .arg(folder)
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn faults(validator: &Validator, log: &Value) -> Vec<String> {
    let shown = |error: jsonschema::ValidationError| format!("{}: {error}", error.instance_path());
    validator.iter_errors(log).map(shown).collect()
}

#[test]
fn every_log_is_valid() {
    let validator = validator();
    let cases = [
        ("sarif-clean", "FROM alpine\n", 0),
        (
            "sarif-warnings",
            "from alpine AS Build\nENV TOKEN=x\nCMD echo $Y\n",
            5,
        ),
        ("sarif-error", "FROM alpine\nRUNN true\n", 1),
        ("sarif-empty", "", 1),
    ];
    for (name, dockerfile, least) in cases {
        let log = log(name, dockerfile);
        assert_eq!(faults(&validator, &log), [""; 0], "{name}");
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert!(results.len() >= least, "{name}: {results:?}");
    }
}

#[test]
fn every_log_of_reach_is_valid() {
    let validator = validator();
    let cases = [
        ("reach-sarif-clean", "FROM alpine\n", 0),
        (
            "reach-sarif-leak",
            "FROM corp/x\nARG TOKEN\nRUN --mount=type=secret,id=key \\\n  cp /run/secrets/key /k && \\\n  frobnicate $TOKEN\n",
            8,
        ),
        (
            "reach-sarif-fails",
            "FROM corp/x\nENV TOKEN=4711-4711\nRUN deploy && exit 3\n",
            4,
        ),
    ];
    for (name, dockerfile, least) in cases {
        let log = log_of("reach", name, dockerfile);
        assert_eq!(faults(&validator, &log), [""; 0], "{name}");
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert!(results.len() >= least, "{name}: {results:?}");
    }
}

#[test]
fn the_schema_finds_a_fault() {
    let mut log = log("sarif-broken", "FROM alpine AS Build\n");
    log["runs"][0]["results"][0]["level"] = json!("dreadful");
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] =
        json!(0);
    assert_eq!(faults(&validator(), &log).len(), 2);
}
