//! Tables and sizes as the client prints them.

/// Columns padded to the longest cell and three blanks, ten wide at least (`tabwriter` as `docker` sets it up).
pub(super) fn columns(rows: &[Vec<String>]) -> String {
    aligned(rows, 10, 3)
}

/// Columns padded to the longest cell and `padding` blanks; the last one is not padded.
pub(super) fn aligned(rows: &[Vec<String>], least: usize, padding: usize) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter(|row| row.len() > column + 1);
        let longest = cells
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max();
        longest.map_or(0, |longest| (longest + padding).max(least))
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            out.push_str(cell);
            if column + 1 < row.len() {
                let missing = widths
                    .get(column)
                    .copied()
                    .unwrap_or_default()
                    .saturating_sub(cell.chars().count());
                out.extend(std::iter::repeat_n(' ', missing));
            }
        }
        out.push('\n');
    }
    out
}

/// Columns filled with tabs up to a multiple of eight (`tabwriter` as `buildx` sets it up for a summary).
pub(super) fn tabbed(rows: &[Vec<String>]) -> String {
    const TAB: usize = 8;
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter(|row| row.len() > column + 1);
        let longest = cells
            .filter_map(|row| row.get(column))
            .map(String::len)
            .max();
        longest.map_or(0, |longest| (longest + 1).div_ceil(TAB))
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            out.push_str(cell);
            if column + 1 < row.len() {
                let tabs = widths.get(column).copied().unwrap_or_default();
                let missing = tabs.saturating_sub(cell.len() / TAB);
                out.extend(std::iter::repeat_n('\t', missing));
            }
        }
        out.push('\n');
    }
    out
}

/// `4.26MB`: three significant digits, powers of a thousand (`units.HumanSizeWithPrecision`).
pub(super) fn size(bytes: u64) -> String {
    human(bytes, 3)
}

/// `4.262MB`: four significant digits (`units.HumanSize`).
pub(super) fn long_size(bytes: u64) -> String {
    human(bytes, 4)
}

fn human(bytes: u64, digits: usize) -> String {
    const UNITS: [&str; 6] = ["B", "kB", "MB", "GB", "TB", "PB"];
    #[expect(clippy::cast_precision_loss, reason = "three digits of it are shown")]
    let mut number = bytes as f64;
    let mut unit = 0;
    while number >= 1000.0 && unit + 1 < UNITS.len() {
        number /= 1000.0;
        unit += 1;
    }
    let before = match number {
        100.0.. => 3,
        10.0.. => 2,
        _ => 1,
    };
    let places = digits.saturating_sub(before);
    let text = format!("{number:.places$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    format!("{text}{}", UNITS.get(unit).copied().unwrap_or_default())
}

/// `3 minutes ago` (`units.HumanDuration`, as far as minutes and hours go).
pub(super) fn ago(minutes: u64) -> String {
    match minutes {
        0 => "Less than a second ago".to_owned(),
        1 => "About a minute ago".to_owned(),
        2..=45 => format!("{minutes} minutes ago"),
        46..=89 => "About an hour ago".to_owned(),
        _ => format!("{} hours ago", (minutes + 30) / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_three_digits() {
        for (bytes, text) in [
            (0, "0B"),
            (17, "17B"),
            (999, "999B"),
            (4_260_000, "4.26MB"),
            (74_800_000, "74.8MB"),
            (1_100_000_000, "1.1GB"),
        ] {
            assert_eq!(size(bytes), text);
        }
        assert_eq!(long_size(4_262_000), "4.262MB");
    }

    #[test]
    fn tabs_fill_up() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["Reclaimable:", "1kB"]), row(["Total:", "1kB"])];
        assert_eq!(tabbed(&rows), "Reclaimable:\t1kB\nTotal:\t\t1kB\n");
    }

    #[test]
    fn the_last_column_is_not_padded() {
        let rows = [
            vec!["ID".to_owned(), "SIZE".to_owned()],
            vec!["abcdefghijkl".to_owned(), "7B".to_owned()],
        ];
        assert_eq!(columns(&rows), "ID             SIZE\nabcdefghijkl   7B\n");
    }
}
