//! The part of Go's templates that `--format` is mostly used with: fields, `json`, `index`, `len` and literal text.

use serde_json::Value;

/// Fills a template from a document.
///
/// # Errors
/// What the client would refuse, or what is not simulated.
pub(super) fn fill(template: &str, document: &Value) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out += before;
        let Some((action, behind)) = after.split_once("}}") else {
            return Err("template parsing error: unclosed action".to_owned());
        };
        out += &value(action.trim(), document)?;
        rest = behind;
    }
    Ok((out + rest).replace("\\n", "\n").replace("\\t", "\t"))
}

fn value(action: &str, document: &Value) -> Result<String, String> {
    let words: Vec<&str> = action.split_whitespace().collect();
    match words.as_slice() {
        ["json", path] => field(path, document).map(Value::to_string),
        ["len", path] => field(path, document).map(|value| match value {
            Value::Array(values) => values.len().to_string(),
            Value::Object(fields) => fields.len().to_string(),
            other => other.as_str().map_or(0, str::len).to_string(),
        }),
        ["index", path, key] => {
            let value = field(path, document)?;
            let key = key.trim_matches('"');
            let found = match value {
                Value::Array(values) => key.parse().ok().and_then(|index: usize| values.get(index)),
                value => value.get(key),
            };
            Ok(found.map(printed).unwrap_or_default())
        }
        [path] if path.starts_with('.') => field(path, document).map(printed),
        _ => Err(format!(
            "template: this action is not simulated: {{{{{action}}}}}"
        )),
    }
}

fn field<'a>(path: &str, document: &'a Value) -> Result<&'a Value, String> {
    let names = path.split('.').filter(|name| !name.is_empty());
    let mut value = document;
    for name in names {
        match value.get(name) {
            Some(found) => value = found,
            None if matches!(value, Value::Null) => return Ok(&Value::Null),
            None => {
                return Err(format!(
                    "template parsing error: template: :1:2: executing \"\" at <{path}>: map has no entry for key {name:?}"
                ));
            }
        }
    }
    Ok(value)
}

/// As Go prints it: `[a b]`, `map[k:v]`.
fn printed(value: &Value) -> String {
    match value {
        Value::Null => "<no value>".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) => format!(
            "[{}]",
            values.iter().map(printed).collect::<Vec<_>>().join(" ")
        ),
        Value::Object(fields) => {
            let mut pairs: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key}:{}", printed(value)))
                .collect();
            pairs.sort();
            format!("map[{}]", pairs.join(" "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_printed_as_go_does() {
        let document = json!({ "Id": "sha256:1", "Config": { "Env": ["A=1", "B=2"], "Labels": { "b": "2", "a": "1" } } });
        let fill = |template: &str| fill(template, &document);
        assert_eq!(
            fill("{{.Id}}: {{.Config.Env}}").as_deref(),
            Ok("sha256:1: [A=1 B=2]")
        );
        assert_eq!(
            fill("{{json .Config.Env}}").as_deref(),
            Ok("[\"A=1\",\"B=2\"]")
        );
        assert_eq!(
            fill("{{.Config.Labels}} {{len .Config.Env}}").as_deref(),
            Ok("map[a:1 b:2] 2")
        );
        assert_eq!(fill("{{index .Config.Labels \"a\"}}").as_deref(), Ok("1"));
        assert!(fill("{{range .Config.Env}}").is_err());
        assert!(fill("{{.Nope}}").is_err());
        assert!(fill("{{.Id").is_err());
    }
}
