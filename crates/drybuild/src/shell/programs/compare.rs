use super::{Flags, Process};
use crate::{labelled::Bytes, shell::Exit};

/// `cmp`
pub(super) fn cmp(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(&process.args(), "slb", &[("silent", 's'), ("quiet", 's')]);
    let [left, right] = flags.operands.as_slice() else {
        return Exit::Known(2);
    };
    let (Ok(a), Ok(b)) = (process.input(left), process.input(right)) else {
        let missing = [left, right]
            .into_iter()
            .find(|path| process.input(path).is_err())
            .cloned()
            .unwrap_or_default();
        process.err(format!("{}: No such file or directory", missing.text()));
        return Exit::Known(2);
    };
    if !a.is_known() || !b.is_known() {
        return Exit::Unknown;
    }
    if a.data() == b.data() {
        return Exit::SUCCESS;
    }
    if !flags.has('s') {
        let at = a
            .data()
            .iter()
            .zip(b.data())
            .take_while(|(left, right)| left == right)
            .count();
        if at == a.len().min(b.len()) {
            let short = if a.len() < b.len() { left } else { right };
            process.err(format!("EOF on {} after byte {at}", short.text()));
        } else {
            let line = a
                .data()
                .iter()
                .take(at)
                .filter(|byte| **byte == b'\n')
                .count()
                + 1;
            process.print(format!(
                "{} {} differ: byte {}, line {line}\n",
                left.text(),
                right.text(),
                at + 1
            ));
        }
    }
    Exit::FAILURE
}

/// `diff` of two files, in its default form.
pub(super) fn diff(process: &mut Process<'_>) -> Exit {
    let flags = Flags::parse(
        &process.args(),
        "qurNbwBaiU:",
        &[("brief", 'q'), ("unified", 'u'), ("recursive", 'r')],
    );
    let [left, right] = flags.operands.as_slice() else {
        return process.missing_operand("missing operand", 2);
    };
    let mut contents = Vec::new();
    for path in [left, right] {
        match process.input(path) {
            Ok(content) => contents.push(content),
            Err(crate::filesystem::Errno::IsDirectory) => {
                process.note("the comparison of directories is not understood");
                return Exit::Unknown;
            }
            Err(error) => {
                process.err(format!("{}: {}", path.text(), error.message()));
                return Exit::Known(2);
            }
        }
    }
    let [a, b] = contents.as_slice() else {
        return Exit::Known(2);
    };
    if !a.is_known() || !b.is_known() {
        return Exit::Unknown;
    }
    if a.data() == b.data() {
        return Exit::SUCCESS;
    }
    if flags.has('q') {
        process.print(format!(
            "Files {} and {} differ\n",
            left.text(),
            right.text()
        ));
        return Exit::FAILURE;
    }
    if flags.has('u') || flags.has('U') {
        process.note("the unified output of `diff` is not understood");
        process.out(&Bytes::unknown("?\n", "the output of `diff`"));
        return Exit::FAILURE;
    }
    normal(process, &a.lines(), &b.lines());
    Exit::FAILURE
}

/// Lines that are compared at most; more make the table too large.
const MOST_LINES: usize = 2000;

fn normal(process: &mut Process<'_>, a: &[Bytes], b: &[Bytes]) {
    if a.len() > MOST_LINES || b.len() > MOST_LINES {
        process.note("these files are too long to be compared line by line");
        return;
    }
    let width = b.len() + 1;
    let mut table = vec![0_u32; (a.len() + 1) * width];
    let get = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let same = a.get(i).map(Bytes::data) == b.get(j).map(Bytes::data);
            let value = if same {
                get(&table, i + 1, j + 1) + 1
            } else {
                get(&table, i + 1, j).max(get(&table, i, j + 1))
            };
            if let Some(slot) = table.get_mut(i * width + j) {
                *slot = value;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let same = |i: usize, j: usize| {
            i < a.len() && j < b.len() && a.get(i).map(Bytes::data) == b.get(j).map(Bytes::data)
        };
        if same(i, j) {
            i += 1;
            j += 1;
            continue;
        }
        let (from_i, from_j) = (i, j);
        while (i < a.len() || j < b.len()) && !same(i, j) {
            if j >= b.len() || (i < a.len() && get(&table, i + 1, j) >= get(&table, i, j + 1)) {
                i += 1
            } else {
                j += 1
            }
        }
        hunk(process, (a, from_i, i), (b, from_j, j));
    }
}

fn hunk(
    process: &mut Process<'_>,
    (a, from_a, to_a): (&[Bytes], usize, usize),
    (b, from_b, to_b): (&[Bytes], usize, usize),
) {
    let range = |from: usize, to: usize| match to - from {
        0 => from.to_string(),
        1 => (from + 1).to_string(),
        _ => format!("{},{to}", from + 1),
    };
    let letter = match (to_a - from_a, to_b - from_b) {
        (0, _) => 'a',
        (_, 0) => 'd',
        _ => 'c',
    };
    process.print(format!(
        "{}{letter}{}\n",
        range(from_a, to_a),
        range(from_b, to_b)
    ));
    let mut side = |lines: &[Bytes], mark: &str| {
        for line in lines {
            let mut shown = Bytes::from(mark);
            shown.push(line);
            if !line.data().ends_with(b"\n") {
                shown.push_plain("\n\\ No newline at end of file\n");
            }
            process.out(&shown);
        }
    };
    side(a.get(from_a..to_a).unwrap_or_default(), "< ");
    if letter == 'c' {
        side(&["---\n".into()], "");
    }
    side(b.get(from_b..to_b).unwrap_or_default(), "> ");
}
