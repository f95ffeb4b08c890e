//! "Did you mean": the nearest of some words (`util/suggest` of BuildKit).

/// The option nearest to `value`, at an edit distance of at most two; `None` if one is equal to it.
#[must_use]
pub(crate) fn search<'a>(
    value: &str,
    options: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut best = None;
    let mut nearest = 3;
    for option in options {
        if option == value {
            return None;
        }
        let distance = levenshtein(value, option);
        if distance < nearest {
            (best, nearest) = (Some(option), distance);
        }
    }
    best
}

/// `message` with the nearest option behind it, if there is one.
#[must_use]
pub(crate) fn wrap<'a>(
    message: String,
    value: &str,
    options: impl IntoIterator<Item = &'a str>,
) -> String {
    match search(value, options) {
        Some(found) => format!("{message} (did you mean {found}?)"),
        None => message,
    }
}

fn levenshtein(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut previous = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (cb, above) in b.iter().zip(row.iter().skip(1)) {
            let substitute = previous + usize::from(ca != *cb);
            previous = *above;
            left = substitute.min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_of_the_nearest() {
        assert_eq!(
            search("prodution", ["build", "production"]),
            Some("production")
        );
        assert_eq!(search("0", ["s4", "base"]), Some("s4"));
        assert_eq!(search("build", ["build", "built"]), None);
        assert_eq!(search("xyz", ["build"]), None);
    }
}
