//! JSON Schemas of what an author writes, so that an editor completes keys and marks mistakes, and
//! of what learners' browsers write, for other programs that read it.

mod key;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use key::{Key, Kind, Table};

/// A file of the schemas.
struct Schema {
    name: &'static str,
    about: &'static str,
    table: &'static Table,
}

const SCHEMAS: [Schema; 5] = [
    Schema {
        name: "course",
        about: "course.toml: what a course is, and in which order it is read",
        table: &key::COURSE,
    },
    Schema {
        name: "front-matter",
        about: "What a topic says of itself between its two lines `+++`",
        table: &key::FRONT_MATTER,
    },
    Schema {
        name: "glossary",
        about: "glossary.toml: the words of the course",
        table: &key::GLOSSARY,
    },
    Schema {
        name: "quiz",
        about: "The head of a block `quiz`, before its line `---`",
        table: &key::QUIZ,
    },
    Schema {
        name: "lab",
        about: "A block `lab`; keys beyond these are the simulator's",
        table: &key::LAB,
    },
];

/// Of what learners' browsers write: by name, as they stand beside the code that reads it.
const OF_LEARNERS: [(&str, &str); 2] = [
    ("progress", learning::PROGRESS_JSON_SCHEMA),
    ("result", learning::RESULT_JSON_SCHEMA),
];

/// Writes the schemas into a folder; how many there are.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn write(folder: &Path) -> Result<usize> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let of_authors = SCHEMAS
        .iter()
        .map(|schema| (schema.name, format!("{:#}\n", document(schema))));
    let of_learners = OF_LEARNERS.map(|(name, text)| (name, text.to_owned()));
    for (name, text) in of_authors.chain(of_learners) {
        let path = folder.join(format!("{name}.schema.json"));
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(SCHEMAS.len() + OF_LEARNERS.len())
}

fn document(schema: &Schema) -> Value {
    let mut document = object(schema.table);
    document.insert(
        "$schema".to_owned(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    document.insert("title".to_owned(), schema.name.into());
    document.insert("description".to_owned(), schema.about.into());
    document.into()
}

fn object(table: &Table) -> Map<String, Value> {
    let properties = table
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key)));
    let required = table
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name);
    let object = json!({
        "type": "object",
        "properties": properties.collect::<Map<_, _>>(),
        "required": required.collect::<Vec<_>>(),
        "additionalProperties": table.open,
    });
    match object {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

fn property(key: &Key) -> Value {
    let mut property = match key.kind {
        Kind::Text => json!({ "type": "string", "minLength": 1 }),
        Kind::Id => json!({ "type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" }),
        Kind::Language => {
            json!({ "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" })
        }
        Kind::Number { least } => json!({ "type": "integer", "minimum": least }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Choice(names) => json!({ "enum": names }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Ids => json!({ "type": "array", "items": property(&Key { kind: Kind::Id, ..*key }) }),
        Kind::Table(table) => object(table).into(),
        Kind::Tables(table) => json!({ "type": "array", "minItems": 1, "items": object(table) }),
        Kind::Any => json!({}),
    };
    if let Value::Object(fields) = &mut property {
        fields.insert("description".to_owned(), key.about.into());
    }
    property
}

#[cfg(test)]
mod learners_tests;
#[cfg(test)]
mod tests;
