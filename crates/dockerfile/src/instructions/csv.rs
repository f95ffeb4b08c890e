//! One line of comma-separated values, as `tonistiigi/go-csvvalue` reads it.

use std::borrow::Cow;

/// The fields, unquoted; an error is Go's text.
pub(super) fn fields(line: &str) -> Result<Vec<Cow<'_, str>>, String> {
    let line = line
        .strip_suffix('\n')
        .map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    if line.is_empty() {
        return Err("EOF".into());
    }
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let at = line.len() - rest.len();
        if let Some(quoted) = rest.strip_prefix('"') {
            let (field, behind) = quoted_field(quoted, at + 1)?;
            fields.push(field.into());
            match behind {
                Some(behind) => rest = behind,
                None => return Ok(fields),
            }
            continue;
        }
        let (field, behind) = match rest.split_once(',') {
            Some((field, behind)) => (field, Some(behind)),
            None => (rest, None),
        };
        if let Some(quote) = field.find('"') {
            return Err(error(at + quote, "bare \" in non-quoted-field"));
        }
        fields.push(field.into());
        match behind {
            Some(behind) => rest = behind,
            None => return Ok(fields),
        }
    }
}

/// Reads behind an opening quote; gives the field and what follows its comma, if there is one.
fn quoted_field(text: &str, at: usize) -> Result<(String, Option<&str>), String> {
    const UNBALANCED: &str = "extraneous or missing \" in quoted-field";
    let mut field = String::new();
    let mut rest = text;
    while let Some((inside, behind)) = rest.split_once('"') {
        field.push_str(inside);
        if let Some(behind) = behind.strip_prefix('"') {
            field.push('"');
            rest = behind;
        } else if let Some(behind) = behind.strip_prefix(',') {
            return Ok((field, Some(behind)));
        } else if behind.is_empty() {
            return Ok((field, None));
        } else {
            return Err(error(at + text.len() - behind.len() - 1, UNBALANCED));
        }
    }
    Err(error(at + text.len() - rest.len(), UNBALANCED))
}

fn error(position: usize, reason: &str) -> String {
    format!("parse error on line 1, column {}: {reason}", position + 1)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::fields;

    #[test]
    fn splits_and_unquotes() {
        let cases: &[(&str, &[&str])] = &[
            ("a=1,b", &["a=1", "b"]),
            (",", &["", ""]),
            ("\"a,\"\"b\"\"\",c\r\n", &["a,\"b\"", "c"]),
        ];
        for (line, expected) in cases {
            let expected = expected.iter().map(|field| Cow::from(*field)).collect();
            assert_eq!(fields(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn refuses_stray_quotes() {
        let cases = [
            ("", "EOF"),
            (
                "a,b\"c",
                "parse error on line 1, column 4: bare \" in non-quoted-field",
            ),
            (
                "\"a",
                "parse error on line 1, column 2: extraneous or missing \" in quoted-field",
            ),
            (
                "\"a\"b",
                "parse error on line 1, column 3: extraneous or missing \" in quoted-field",
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(fields(line), Err(expected.to_owned()), "{line}");
        }
    }
}
