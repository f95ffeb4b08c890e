//! `dockerignore`: what an ignore file keeps out of a context.

use std::collections::BTreeMap;

use drybuild::context::ignore::{Ignore, read};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::record::object;

/// An ignore file and the paths of a context; folders may be named with a slash at the end.
#[derive(Deserialize)]
pub(crate) struct Case {
    id: String,
    ignore: String,
    tree: Vec<String>,
}

pub(crate) fn answer(case: &Case) -> Value {
    let mut answer = object([("id", json!(case.id))]);
    match read(&case.ignore) {
        Ok(patterns) => answer.extend(judge(&patterns, &case.tree)),
        Err(error) => answer.extend(object([("readError", json!(error.to_string()))])),
    }
    answer.into()
}

fn judge(patterns: &[String], tree: &[String]) -> Map<String, Value> {
    let mut answer = object([("patterns", json!(patterns))]);
    let ignore = match Ignore::new(patterns) {
        Ok(ignore) => ignore,
        Err(error) => {
            answer.extend(object([("error", json!(error.to_string()))]));
            return answer;
        }
    };
    let excluded: Map<String, Value> = tree.iter().map(|path| judge_path(&ignore, path)).collect();
    answer.extend(object([
        ("hasExclusions", json!(ignore.has_exceptions())),
        ("excluded", excluded.into()),
    ]));
    let entries = walk_order(tree);
    let folders: BTreeMap<&str, bool> = entries.iter().copied().collect();
    answer.extend(match ignore.sent(&entries) {
        Ok(sent) => {
            let mark = |path: &&str| {
                if folders.get(path) == Some(&true) {
                    "/"
                } else {
                    ""
                }
            };
            let sent: Vec<String> = sent
                .iter()
                .map(|path| format!("{path}{}", mark(path)))
                .collect();
            object([("sent", json!(sent))])
        }
        Err(error) => object([("sent", json!([])), ("walkError", json!(error.to_string()))]),
    });
    answer
}

fn judge_path(ignore: &Ignore, path: &str) -> (String, Value) {
    let path = path.trim_end_matches('/');
    let excluded = match ignore.is_excluded(path) {
        Ok(excluded) => json!(excluded),
        Err(error) => json!(format!("error: {error}")),
    };
    (path.to_owned(), excluded)
}

/// All paths and the folders above them, sorted name by name, with whether they are folders.
fn walk_order(tree: &[String]) -> Vec<(&str, bool)> {
    let mut entries: BTreeMap<Vec<&str>, (&str, bool)> = BTreeMap::new();
    for path in tree {
        for (at, _) in path.match_indices('/') {
            let folder = path.get(..at).unwrap_or_default();
            entries.insert(folder.split('/').collect(), (folder, true));
        }
        if !path.ends_with('/') {
            entries
                .entry(path.split('/').collect())
                .or_insert((path, false));
        }
    }
    entries.into_values().collect()
}
