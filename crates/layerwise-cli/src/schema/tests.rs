//! The schemas say what the compiler says: each is held against the problems that it reports.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::lab_judge::DryBuildJudge;

type Files = BTreeMap<String, Vec<u8>>;

/// A sound course with one of each table.
fn sound() -> Files {
    let mut files = Files::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/author-mistakes/sound");
    crate::bundle::add_folder(&folder, &mut files).expect("the sound course");
    files
}

/// The problems after a change in a file.
fn problems(path: &str, change: &dyn Fn(&str) -> String) -> Vec<course::Diagnostic> {
    let mut files = sound();
    let text = String::from_utf8(files[path].clone()).expect("text");
    files.insert(path.to_owned(), change(&text).into_bytes());
    course::compile(&files, &DryBuildJudge).diagnostics
}

/// Each table that the compiler reads itself, with its file and a line of it before which a key can
/// be written.
const PLACES: [(&Table, &str, &str); 6] = [
    (&key::COURSE, "course.toml", "title = \"A sound course\""),
    (&key::FRONT_MATTER, "topics/two.md", "title = \"Two\""),
    (&key::QUIZ, "topics/two.md", "id = \"how-many\""),
    (&key::CHAPTER, "course.toml", "title = \"First\""),
    (&key::TERM, "glossary.toml", "id = \"layer\""),
    (&key::GLOSSARY, "glossary.toml", "[[terms]]"),
];

#[test]
fn the_compiler_knows_the_same_keys() {
    for (table, path, line) in PLACES {
        let found = problems(path, &|text| {
            text.replacen(line, &format!("zzz = 1\n{line}"), 1)
        });
        let unknown = found.iter().find(|problem| problem.message.contains("zzz"));
        let unknown = unknown.unwrap_or_else(|| panic!("{path}: {found:?}"));
        let known = unknown
            .hints
            .iter()
            .find_map(|hint| hint.strip_prefix("known keys: "));
        let known = known.unwrap_or_else(|| panic!("{path}: {:?}", unknown.hints));
        let mut known: Vec<_> = known.split(", ").collect();
        let mut said: Vec<_> = table.keys.iter().map(|key| key.name).collect();
        known.sort_unstable();
        said.sort_unstable();
        if table.open {
            said.retain(|name| known.contains(name));
            assert!(said.len() == table.keys.len(), "{path}: {known:?}");
        } else {
            assert_eq!(said, known, "{path}");
        }
    }
}

#[test]
fn the_compiler_asks_for_the_same_keys() {
    for (table, path, line) in PLACES {
        let text = String::from_utf8(sound()[path].clone()).expect("text");
        let part = text
            .split("\n\n")
            .find(|part| part.contains(line))
            .expect("the table");
        for key in table.keys {
            let prefix = format!("{} = ", key.name);
            let Some(written) = part.lines().find(|line| line.starts_with(&prefix)) else {
                continue;
            };
            let others: Vec<_> = part.lines().filter(|line| *line != written).collect();
            let found = problems(path, &|text| text.replacen(part, &others.join("\n"), 1));
            let asked = found
                .iter()
                .any(|problem| problem.rule == "missing-key" && problem.message.contains(key.name));
            assert_eq!(asked, key.required, "{path}: {}: {found:?}", key.name);
        }
    }
}

#[test]
fn the_sound_course_fits_its_schemas() {
    for (schema, path) in [(&SCHEMAS[0], "course.toml"), (&SCHEMAS[2], "glossary.toml")] {
        let text = String::from_utf8(sound()[path].clone()).expect("text");
        let value: Value = toml::from_str::<toml::Value>(&text)
            .ok()
            .and_then(|value| serde_json::to_value(value).ok())
            .expect("TOML");
        let validator = jsonschema::validator_for(&document(schema)).expect("a schema");
        assert!(validator.is_valid(&value), "{path}");
        let mut wrong = value;
        wrong["zzz"] = 1.into();
        assert!(!validator.is_valid(&wrong), "{path}");
    }
}
