/// A line of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// In both.
    Same(String),
    /// Only before.
    Gone(String),
    /// Only after.
    New(String),
}

/// Compares two texts line by line. Lines in common are as many as can be.
pub(crate) fn compare(before: &str, after: &str) -> Vec<Line> {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let common = common(&old, &new);
    let at = |i: usize, j: usize| {
        common
            .get(i)
            .and_then(|row| row.get(j))
            .copied()
            .unwrap_or(0)
    };
    let mut lines = Vec::new();
    let (mut i, mut j) = (0, 0);
    loop {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => {
                lines.push(Line::Same((*a).to_owned()));
                i += 1;
                j += 1;
            }
            (Some(a), b) if b.is_none() || at(i + 1, j) >= at(i, j + 1) => {
                lines.push(Line::Gone((*a).to_owned()));
                i += 1;
            }
            (_, Some(b)) => {
                lines.push(Line::New((*b).to_owned()));
                j += 1;
            }
            _ => return lines,
        }
    }
}

/// For each pair of places, how many lines the rests of both have in common.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0_u32; new.len() + 1]];
    for a in old.iter().rev() {
        let below = table.last().cloned().unwrap_or_default();
        let mut row = vec![0_u32; new.len() + 1];
        for (j, b) in new.iter().enumerate().rev() {
            let right = row.get(j + 1).copied().unwrap_or(0);
            let down = below.get(j).copied().unwrap_or(0);
            let diagonal = below.get(j + 1).copied().unwrap_or(0);
            if let Some(cell) = row.get_mut(j) {
                *cell = if a == b {
                    diagonal + 1
                } else {
                    right.max(down)
                };
            }
        }
        table.push(row);
    }
    table.reverse();
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> Vec<String> {
        let one = |line: &Line| match line {
            Line::Same(text) => format!(" {text}"),
            Line::Gone(text) => format!("-{text}"),
            Line::New(text) => format!("+{text}"),
        };
        compare(before, after).iter().map(one).collect()
    }

    #[test]
    fn what_stays_is_kept_together() {
        let before = "FROM a\nARG T\nRUN b\n";
        let after = "FROM a\nRUN --mount=type=secret,id=T b\n";
        let expected = [
            " FROM a",
            "-ARG T",
            "-RUN b",
            "+RUN --mount=type=secret,id=T b",
        ];
        assert_eq!(shown(before, after), expected);
        assert_eq!(shown("a\nb\n", "b\nc\n"), ["-a", " b", "+c"]);
        assert_eq!(shown("", "a\n"), ["+a"]);
        assert_eq!(shown("a\n", ""), ["-a"]);
    }
}
