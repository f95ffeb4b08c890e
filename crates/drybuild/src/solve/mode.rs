//! `--chmod` in letters: `u=rwX,go=rX`.

/// The permission bits after a change in letters, without a umask.
pub(super) fn apply(text: &str, mode: u32, is_dir: bool) -> u32 {
    text.split(',')
        .fold(mode, |mode, clause| clause_applied(clause, mode, is_dir))
}

fn clause_applied(clause: &str, mut mode: u32, is_dir: bool) -> u32 {
    let split = clause.find(['+', '-', '=']).unwrap_or(clause.len());
    let (who, mut rest) = clause.split_at_checked(split).unwrap_or((clause, ""));
    let mut mask = who.chars().fold(0, |mask, c| {
        mask | match c {
            'u' => 0o4700,
            'g' => 0o2070,
            'o' => 0o1007,
            _ => 0o7777,
        }
    });
    if mask == 0 {
        mask = 0o7777;
    }
    while let Some(operator) = rest.chars().next() {
        rest = rest.get(1..).unwrap_or_default();
        let end = rest.find(['+', '-', '=']).unwrap_or(rest.len());
        let (letters, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = after;
        let bits = letters
            .chars()
            .fold(0, |bits, c| bits | letter(c, mode, is_dir))
            & mask;
        match operator {
            '+' => mode |= bits,
            '-' => mode &= !bits,
            _ => mode = (mode & !(mask & 0o777)) | bits,
        }
    }
    mode
}

fn letter(c: char, mode: u32, is_dir: bool) -> u32 {
    let spread = |bits: u32| bits | bits << 3 | bits << 6;
    match c {
        'r' => 0o444,
        'w' => 0o222,
        'x' => 0o111,
        'X' if is_dir || mode & 0o111 != 0 => 0o111,
        's' => 0o6000,
        't' => 0o1000,
        'u' => spread(mode >> 6 & 7),
        'g' => spread(mode >> 3 & 7),
        'o' => spread(mode & 7),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_change_bits() {
        assert_eq!(apply("a+rX,go-w", 0o666, false), 0o644);
        assert_eq!(apply("a+rX,go-w", 0o700, true), 0o755);
        assert_eq!(apply("u=rwx,g=rx,o=", 0o644, false), 0o750);
        assert_eq!(apply("g=u", 0o640, false), 0o660);
        assert_eq!(apply("+x", 0o644, false), 0o755);
    }
}
