//! What the comparing scripts report.

use anyhow::{Context, Result};
use serde_json::Value;

/// How many of the cases agree on one level.
#[derive(Debug, PartialEq)]
pub(super) struct Score {
    pub(super) level: String,
    pub(super) agree: u64,
    pub(super) total: u64,
    /// Whether the simulator gives an answer of this kind at all.
    pub(super) is_answered: bool,
}

/// The counts that the report on secret flows gives side by side: level, agreeing, all.
const FLOWS: [(&str, &str, &str); 6] = [
    ("every sink right", "fully_right", "scenarios"),
    ("nothing where nothing is", "empty_right", "empty_scenarios"),
    ("(secret, sink) found", "pairs_found", "pairs"),
    (
        "certain called certain",
        "certain_pairs_found_certain",
        "certain_pairs",
    ),
    (
        "tool-dependent found",
        "tool_dependent_pairs_found",
        "tool_dependent_pairs",
    ),
    ("layer places", "places_found", "places"),
];

/// The scores of a script's JSON.
pub(super) fn read(report: &str) -> Result<Vec<Score>> {
    let report: Value = serde_json::from_str(report).context("the script printed no JSON")?;
    let Some(levels) = report.get("levels").and_then(Value::as_object) else {
        return FLOWS.iter().map(|flow| flow_score(&report, flow)).collect();
    };
    let score = |(level, counts): (&String, &Value)| {
        let total = count(counts, "total")?;
        let named = ["unanswered", "missing"]
            .into_iter()
            .find(|name| counts.get(name).is_some());
        let unanswered = match named {
            Some(name) => count(counts, name)?,
            None => total.saturating_sub(count(counts, "compared")?),
        };
        Ok(Score {
            level: level.clone(),
            agree: count(counts, "agree")?,
            total,
            is_answered: total == 0 || unanswered < total,
        })
    };
    levels.iter().map(score).collect()
}

fn flow_score(report: &Value, (level, agree, total): &(&str, &str, &str)) -> Result<Score> {
    Ok(Score {
        level: (*level).to_owned(),
        agree: count(report, agree)?,
        total: count(report, total)?,
        is_answered: true,
    })
}

fn count(object: &Value, key: &str) -> Result<u64> {
    let number = object.get(key).and_then(Value::as_u64);
    number.with_context(|| format!("the report has no number `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(report: &str) -> Vec<(String, u64, u64, bool)> {
        let shown = |score: Score| (score.level, score.agree, score.total, score.is_answered);
        read(report).unwrap().into_iter().map(shown).collect()
    }

    #[test]
    fn all_ways_to_tell_what_is_not_answered_are_read() {
        let report = r#"{"levels": {
            "dump": {"agree": 0, "compared": 0, "total": 9},
            "exit": {"agree": 7, "unanswered": 1, "total": 9},
            "legacy.exit": {"agree": 0, "missing": 9, "total": 9}
        }}"#;
        let expected = [
            ("dump".to_owned(), 0, 9, false),
            ("exit".to_owned(), 7, 9, true),
            ("legacy.exit".to_owned(), 0, 9, false),
        ];
        assert_eq!(scores(report), expected);
    }

    #[test]
    fn a_count_that_is_not_there_is_named() {
        let message = read("{}").map_err(|error| error.to_string());
        assert_eq!(
            message,
            Err("the report has no number `fully_right`".to_owned())
        );
    }
}
