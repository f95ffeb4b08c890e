//! `--chmod`: a number or chmod(1)'s letters.

/// Permission bits to give, as BuildKit hands them on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// `0755`
    Number(u32),
    /// `u=rw,go=r`
    Letters(String),
}

/// Reads a `--chmod` (`dispatchCopy` of `dockerfile2llb/convert_copy.go`).
///
/// # Errors
/// BuildKit's message.
pub(super) fn parse(text: &str) -> Result<Mode, String> {
    let not_octal = || {
        format!(
            "invalid chmod parameter: '{text}'. it should be octal string and between 0 and 07777"
        )
    };
    if let Some(number) = parse_octal(text) {
        return if number > 0o7777 {
            Err(not_octal())
        } else {
            Ok(Mode::Number(number))
        };
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(not_octal());
    }
    if is_symbolic(text) {
        Ok(Mode::Letters(text.to_owned()))
    } else {
        Err("invalid syntax".to_owned())
    }
}

/// The number, `None` for anything else.
pub(super) fn number(text: &str) -> Option<Mode> {
    parse_octal(text).map(Mode::Number)
}

/// Go's `strconv.ParseUint(text, 8, 32)`.
fn parse_octal(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| u32::from_str_radix(text, 8).ok()).flatten()
}

/// Clauses `[augo]*([+-=][rwxXstugo]*)+`, separated by commas (`dchapes-mode`).
fn is_symbolic(text: &str) -> bool {
    text.split(',').all(|clause| {
        let actions = clause.trim_start_matches(['a', 'u', 'g', 'o']);
        actions.starts_with(['+', '-', '='])
            && actions
                .split(['+', '-', '='])
                .all(|permissions| permissions.chars().all(|c| "rwxXstugo".contains(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_letters() {
        let number = |text: &str| match parse(text) {
            Ok(Mode::Number(n)) => n,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(
            (number("755"), number("0644"), number("7777")),
            (0o755, 0o644, 0o7777)
        );
        for letters in ["u=rw,go=r", "+x", "a+rX,g-w", "go=", "u+s+t"] {
            assert_eq!(parse(letters), Ok(Mode::Letters(letters.to_owned())));
        }
        for wrong in ["u", "rwx", "u=q", "u=r,", ""] {
            assert_eq!(parse(wrong), Err("invalid syntax".to_owned()), "{wrong}");
        }
        for wrong in ["99999", "0o7", "10000", "8"] {
            assert!(
                parse(wrong)
                    .unwrap_err()
                    .starts_with("invalid chmod parameter"),
                "{wrong}"
            );
        }
    }
}
