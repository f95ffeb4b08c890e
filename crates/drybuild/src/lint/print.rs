//! Warnings as `docker build --check` prints them.

mod go_sort;

use std::fmt::Write;

use super::Warning;

/// All warnings in the order of their lines, each with an excerpt of the Dockerfile.
#[must_use]
pub fn print(warnings: &[Warning], source: &str, file_name: &str) -> String {
    let lines: Vec<Option<usize>> = warnings.iter().map(|w| w.lines.first().copied()).collect();
    let mut out = String::new();
    for warning in go_sort::order(&lines)
        .into_iter()
        .filter_map(|index| warnings.get(index))
    {
        let url = warning.rule.url;
        let link = if url.is_empty() {
            String::new()
        } else {
            format!(" - {url}")
        };
        _ = write!(
            out,
            "\nWARNING: {}{link}\n{}\n",
            warning.rule.name, warning.detail
        );
        out += &excerpt(source, file_name, &warning.lines);
    }
    out
}

/// Numbered lines around the marked ones (`Source.Print` of `solver/errdefs`); empty if none exists.
#[must_use]
pub fn excerpt(source: &str, file_name: &str, marked: &[usize]) -> String {
    let lines: Vec<&str> = source.split('\n').collect();
    let (Some(&first), Some(&last)) = (marked.iter().min(), marked.iter().max()) else {
        return String::new();
    };
    if first < 1 || first > lines.len() {
        return String::new();
    }
    let (mut start, mut end) = (first, last.min(lines.len()));
    let wanted = if start == end { 4 } else { 2 };
    let mut added = 0;
    while added < wanted {
        if start > 1 {
            start -= 1;
            added += 1;
        }
        if end != lines.len() {
            end += 1;
            added += 1;
        }
        added += 1;
    }
    let mut out = format!("{file_name}:{first}\n--------------------\n");
    for (number, line) in (1..).zip(&lines).skip(start - 1).take(end + 1 - start) {
        let mark = if marked.contains(&number) {
            ">>>"
        } else {
            "   "
        };
        _ = writeln!(out, " {number:3} | {mark} {line}");
    }
    out + "--------------------\n"
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn shows_the_lines_around() {
        let source = "FROM a\nRUN 1\nRUN 2\nRUN 3\nRUN 4\n";
        expect![[r"
            D:3
            --------------------
               1 |     FROM a
               2 |     RUN 1
               3 | >>> RUN 2
               4 |     RUN 3
               5 |     RUN 4
            --------------------
        "]]
        .assert_eq(&excerpt(source, "D", &[3]));
        assert_eq!(excerpt(source, "D", &[]), "");
        assert_eq!(excerpt(source, "D", &[9]), "");
    }
}
