//! What is read passes its schema, and what is refused does not.

use jsonschema::Validator;
use learning::{Given, Progress, ResultFile};
use serde_json::{Value, json};

fn schema(text: &str) -> Validator {
    let schema = serde_json::from_str(text).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a schema");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn progress() -> Progress {
    let mut progress = Progress::new("c");
    let given = |credit, sure| Given {
        parts: vec!["a".to_owned()],
        credit,
        sure,
    };
    progress.record("q", "k", given(50, Some(false)), 20_784);
    progress.record("open", "k", given(0, None), 20_784);
    progress.retry("open", "k", Vec::new());
    progress.visit("t");
    progress.mark_read("t");
    progress.meet("lab");
    progress
}

fn result() -> Value {
    let file = ResultFile::new(&progress(), "1", [("q", "k")], "Ada", 20_784);
    serde_json::from_str(&file.expect("a name").to_json()).expect("JSON")
}

/// The value with another one at a place.
fn with(value: &Value, place: &str, other: Value) -> Value {
    let mut value = value.clone();
    match value.pointer_mut(place) {
        Some(at) => *at = other,
        None => {
            let key = place.trim_start_matches('/').to_owned();
            value.as_object_mut().expect("an object").insert(key, other);
        }
    }
    value
}

#[test]
fn progress_and_its_schema_agree() {
    let schema = schema(learning::PROGRESS_JSON_SCHEMA);
    let good: Value = serde_json::from_str(&progress().to_json()).expect("JSON");
    let before = json!({ "schema": 2, "course": "c", "read": { "t": 1 }, "answers": {} });
    for value in [&good, &before, &with(&good, "/last_topic", Value::Null)] {
        assert!(
            Progress::from_json(&value.to_string(), "c").is_ok(),
            "{value}"
        );
        let problems: Vec<_> = schema
            .iter_errors(value)
            .map(|error| error.to_string())
            .collect();
        assert!(problems.is_empty(), "{problems:?}");
    }
    for (place, other) in [
        ("/schema", json!(4)),
        ("/extra", json!(1)),
        ("/labs", json!(["lab"])),
        ("/labs/lab", json!(4_294_967_295_u32)),
        ("/read/t", json!(-1)),
        ("/answers/q/credit", json!(101)),
        ("/answers/q/revision", json!(4_294_967_295_u32)),
        ("/answers/q/log", json!([[1, 9]])),
        ("/answers/q/log", json!([[1, 2, 3]])),
        ("/answers/q/given", json!("a")),
    ] {
        let value = with(&good, place, other);
        assert!(
            Progress::from_json(&value.to_string(), "c").is_err(),
            "{value}"
        );
        assert!(!schema.is_valid(&value), "{value}");
    }
}

#[test]
fn a_result_and_its_schema_agree() {
    let schema = schema(learning::RESULT_JSON_SCHEMA);
    let good = result();
    assert!(ResultFile::from_json(&good.to_string(), "c").is_ok());
    let problems: Vec<_> = schema
        .iter_errors(&good)
        .map(|error| error.to_string())
        .collect();
    assert!(problems.is_empty(), "{problems:?}");
    for (place, other) in [
        ("/kind", json!("other")),
        ("/schema", json!(2)),
        ("/extra", json!(1)),
        ("/learner", json!("")),
        ("/learner", json!("x".repeat(81))),
        ("/date", json!("27.11.2026")),
        ("/labs", json!({})),
        ("/answers/q/credit", json!(101)),
        ("/answers/q/tries", json!(0)),
        ("/answers/q/more", json!(0)),
    ] {
        // A key that is not there belongs to the place above it.
        let value = match place {
            "/answers/q/more" => {
                let mut value = good.clone();
                value["answers"]["q"]["more"] = other;
                value
            }
            place => with(&good, place, other),
        };
        assert!(
            ResultFile::from_json(&value.to_string(), "c").is_err(),
            "{value}"
        );
        assert!(!schema.is_valid(&value), "{value}");
    }
}
