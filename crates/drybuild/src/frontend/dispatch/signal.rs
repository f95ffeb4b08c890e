//! Signals of `STOPSIGNAL` (`moby/sys/signal` on Linux).

const NAMES: [&str; 36] = [
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL",
    "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP",
    "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
];

/// Checks a number or a name, with or without `SIG`.
///
/// # Errors
/// BuildKit's message.
pub(super) fn check(text: &str) -> Result<(), String> {
    let known = match text.parse::<i64>() {
        Ok(number) => number != 0,
        Err(_) => {
            let upper = text.to_uppercase();
            let name = upper.strip_prefix("SIG").unwrap_or(&upper);
            NAMES.contains(&name) || is_real_time(name)
        }
    };
    if known {
        Ok(())
    } else {
        Err(format!("invalid signal: {text}"))
    }
}

/// `RTMIN+1` to `RTMIN+15`, `RTMAX-14` to `RTMAX-1`.
fn is_real_time(name: &str) -> bool {
    let offset = |text: &str, limit: u8| {
        let plain = !text.starts_with(['0', '+']);
        plain && text.parse::<u8>().is_ok_and(|n| (1..=limit).contains(&n))
    };
    name.strip_prefix("RTMIN+").is_some_and(|n| offset(n, 15))
        || name.strip_prefix("RTMAX-").is_some_and(|n| offset(n, 14))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_real_time() {
        for known in ["9", "SIGTERM", "kill", "SIGRTMIN+3", "RTMAX-14"] {
            assert_eq!(check(known), Ok(()), "{known}");
        }
        for unknown in ["0", "", "SIGNOPE", "RTMIN+16", "RTMIN+03"] {
            assert_eq!(check(unknown), Err(format!("invalid signal: {unknown}")));
        }
    }
}
