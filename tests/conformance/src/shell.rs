//! `shell`: the expansion of single words.

use dockerfile::{expand, expand_progress_name};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::record::object;

/// A word and the variables to expand it with.
#[derive(Deserialize)]
pub(crate) struct Case {
    id: String,
    word: String,
    env: Vec<String>,
    escape: char,
}

pub(crate) fn answer(case: &Case) -> Value {
    let pair = |variable: &String| {
        let (name, value) = variable.split_once('=').unwrap_or((variable, ""));
        (name.to_owned(), value.to_owned())
    };
    let env: Vec<(String, String)> = case.env.iter().map(pair).collect();
    let mut answer = object([("id", json!(case.id))]);
    answer.extend(match expand(&case.word, &env, case.escape) {
        Ok(expansion) => object([
            ("result", json!(expansion.text)),
            // No words at all are Go's nil slice.
            (
                "words",
                json!(Some(expansion.words).filter(|words| !words.is_empty())),
            ),
            ("matched", json!(expansion.matched)),
            ("unmatched", json!(expansion.unmatched)),
        ]),
        Err(error) => object([
            ("error", json!(error.message)),
            ("wordsError", json!(error.message)),
            ("matched", json!(error.matched)),
            ("unmatched", json!(error.unmatched)),
        ]),
    });
    let name = expand_progress_name(&case.word, &env, case.escape);
    answer.extend(
        name.ok()
            .map(|name| ("progressName".to_owned(), json!(name.text))),
    );
    answer.into()
}
