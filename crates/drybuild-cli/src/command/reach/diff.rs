//! A unified diff, as `patch` and `git apply` read it.

use std::fmt::Write;

use drybuild::fix::hunks;

/// Lines that are shown around a change.
const CONTEXT: usize = 3;

/// The difference of two texts of one file.
pub(super) fn unified(path: &str, old: &str, new: &str) -> String {
    let a: Vec<&str> = old.split_inclusive('\n').collect();
    let b: Vec<&str> = new.split_inclusive('\n').collect();
    let from = if old.is_empty() { "/dev/null" } else { path };
    let mut out = format!("--- {from}\n+++ {path}\n");
    let changes = hunks(old, new);
    let mut changes = changes.as_slice();
    while let Some(first) = changes.first() {
        // Changes whose context would touch are one.
        let mut count = 1;
        while let (Some(last), Some(next)) = (changes.get(count - 1), changes.get(count))
            && next.old.start <= last.old.end + 2 * CONTEXT
        {
            count += 1;
        }
        let (group, rest) = changes.split_at(count);
        let last = group.last().unwrap_or(first);
        let start = first.old.start.saturating_sub(CONTEXT);
        let new_start = first.new.start - (first.old.start - start);
        let end = (last.old.end + CONTEXT).min(a.len());
        let new_end = last.new.end + (end - last.old.end);
        let number = |start: usize, end: usize| if start == end { start } else { start + 1 };
        _ = writeln!(
            out,
            "@@ -{},{} +{},{} @@",
            number(start, end),
            end - start,
            number(new_start, new_end),
            new_end - new_start
        );
        let mut at = start;
        for change in group {
            lines(&mut out, ' ', a.get(at..change.old.start));
            lines(&mut out, '-', a.get(change.old.clone()));
            lines(&mut out, '+', b.get(change.new.clone()));
            at = change.old.end;
        }
        lines(&mut out, ' ', a.get(at..end));
        changes = rest;
    }
    out
}

fn lines(out: &mut String, mark: char, lines: Option<&[&str]>) {
    for line in lines.unwrap_or_default() {
        out.push(mark);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn changes_have_their_surroundings() {
        let old = "FROM a\nARG T\nRUN 1\nRUN 2\nRUN 3\nRUN 4\nRUN 5\nRUN 6\nRUN 7\nRUN 8\nCMD x";
        let new = "FROM a\nRUN 1\nRUN 2\nRUN 3\nRUN 4\nRUN 5\nRUN 6\nRUN 7\nRUN 8\nCMD y";
        expect![[r#"
            --- Dockerfile
            +++ Dockerfile
            @@ -1,5 +1,4 @@
             FROM a
            -ARG T
             RUN 1
             RUN 2
             RUN 3
            @@ -8,4 +7,4 @@
             RUN 6
             RUN 7
             RUN 8
            -CMD x
            \ No newline at end of file
            +CMD y
            \ No newline at end of file
        "#]]
        .assert_eq(&unified("Dockerfile", old, new));
        expect![[r#"
            --- /dev/null
            +++ .dockerignore
            @@ -0,0 +1,1 @@
            +.env
        "#]]
        .assert_eq(&unified(".dockerignore", "", ".env\n"));
    }
}
