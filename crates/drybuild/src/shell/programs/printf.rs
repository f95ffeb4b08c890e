use super::{
    Process,
    echo::{expand, flavor},
};
use crate::{
    labelled::Bytes,
    shell::{
        Exit,
        escape::{self, Flavor},
        interpret::single_quoted,
        syntax::Dialect,
    },
};

/// `printf`: the format is used again while there are arguments.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut arguments = process.args();
    if arguments.first().is_some_and(|first| first.data() == b"--") {
        arguments.remove(0);
    }
    let mut variable = None;
    if arguments.first().is_some_and(|first| first.data() == b"-v") && arguments.len() > 2 {
        variable = arguments.get(1).map(|name| name.text().into_owned());
        arguments.drain(..2);
    }
    if arguments.is_empty() {
        return usage(process);
    }
    let format = arguments.remove(0);
    let mut run = Run {
        out: Bytes::new(),
        arguments,
        at: 0,
        failed: Vec::new(),
        bad: None,
        flavor: Some(flavor(process)),
        bash: process.builtin && process.shell.dialect() == Dialect::Bash,
    };
    loop {
        let before = run.at;
        let stops = run.format(&format);
        if stops || run.at >= run.arguments.len() || run.at == before {
            break;
        }
    }
    let mut status = Exit::SUCCESS;
    let dash = process.builtin && process.shell.dialect() == Dialect::Dash;
    let ash = run.flavor == Some(Flavor::Busybox);
    for text in std::mem::take(&mut run.failed) {
        let partly = text.starts_with(|first: char| first.is_ascii_digit());
        process.err(match (dash, ash) {
            (true, _) if partly => format!("{text}: not completely converted"),
            (true, _) => format!("{text}: expected numeric value"),
            (_, true) => format!("invalid number '{text}'"),
            _ if process.builtin => format!("{text}: invalid number"),
            _ if partly => format!("'{text}': value not completely converted"),
            _ => format!("'{text}': expected a numeric value"),
        });
        status = Exit::FAILURE;
    }
    if let Some(bad) = run.bad.take() {
        let directive = bad
            .split_at_checked(bad.len().min(2))
            .map_or("", |(head, _)| head);
        let letter = directive.trim_start_matches('%').to_owned();
        process.err(match (dash, ash) {
            (true, _) => format!("{directive}: invalid directive"),
            (_, true) => format!("{bad}: invalid format"),
            _ if process.builtin => format!("`{letter}': invalid format character"),
            _ => format!("%{letter}: invalid conversion specification"),
        });
        status = Exit::Known(if dash { 2 } else { 1 });
    }
    match variable {
        Some(name) => {
            let span = process.span.clone();
            let _set = process.shell.assign(&name, run.out, &span);
        }
        None => {
            if !process.prints(&run.out) {
                return Exit::FAILURE;
            }
        }
    }
    status
}

fn usage(process: &mut Process<'_>) -> Exit {
    match (process.builtin, process.shell.dialect()) {
        (true, Dialect::Dash) => process.err("usage: printf format [arg ...]"),
        (true, Dialect::Ash) => process.err("usage: printf FORMAT [ARGUMENT...]"),
        (true, Dialect::Bash) => {
            process.err_text("printf: usage: printf [-v var] format [arguments]\n")
        }
        _ => return process.missing_operand("missing operand", 1),
    }
    Exit::Known(2)
}

/// The format with its arguments, used once: `printf` of awk, whose strings have no escapes left.
pub(super) fn once(format: &Bytes, arguments: Vec<Bytes>) -> Bytes {
    let mut run = Run {
        out: Bytes::new(),
        arguments,
        at: 0,
        failed: Vec::new(),
        bad: None,
        flavor: None,
        bash: false,
    };
    let _stops = run.format(format);
    run.out
}

struct Run {
    out: Bytes,
    arguments: Vec<Bytes>,
    at: usize,
    /// Arguments that are no numbers.
    failed: Vec<String>,
    /// The rest of the format from a directive on that does not exist.
    bad: Option<String>,
    /// Whose escapes the format has; none in awk.
    flavor: Option<Flavor>,
    bash: bool,
}

impl Run {
    fn next(&mut self) -> Option<Bytes> {
        let argument = self.arguments.get(self.at).cloned();
        self.at += usize::from(argument.is_some());
        argument
    }

    fn number(&mut self) -> i64 {
        let Some(argument) = self.next() else {
            return 0;
        };
        let text = argument.text().trim().to_owned();
        if let Some(character) = text.strip_prefix(['\'', '"']) {
            return character
                .chars()
                .next()
                .map_or(0, |character| i64::from(u32::from(character)));
        }
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.trim_start_matches('+')),
        };
        let value = if let Some(hex) = digits.strip_prefix("0x") {
            i64::from_str_radix(hex, 16).ok()
        } else if digits.len() > 1 && digits.starts_with('0') {
            i64::from_str_radix(digits, 8).ok()
        } else if digits.is_empty() {
            Some(0)
        } else {
            digits.parse().ok()
        };
        value.map_or_else(
            || {
                self.failed.push(text.clone());
                if self.flavor == Some(Flavor::Busybox) {
                    return 0;
                }
                let head: String = digits.chars().take_while(char::is_ascii_digit).collect();
                head.parse().unwrap_or(0)
            },
            |value| sign * value,
        )
    }

    /// One pass over the format; true if `\c` ended the output.
    fn format(&mut self, format: &Bytes) -> bool {
        let data = format.data();
        let mut at = 0;
        while at < data.len() {
            let rest = data.get(at..).unwrap_or_default();
            match rest.first() {
                Some(b'\\') => {
                    let Some(flavor) = self.flavor else {
                        self.out.push(&format.slice(at..at + 1));
                        at += 1;
                        continue;
                    };
                    if rest.get(1) == Some(&b'c') && flavor != Flavor::Dash {
                        return true;
                    }
                    let (bytes, used) = escape::output(rest, false, flavor);
                    self.out.push_plain(bytes);
                    at += used;
                }
                Some(b'%') => match self.directive(rest) {
                    Some(used) => at += used,
                    None => return true,
                },
                _ => {
                    let length = rest
                        .iter()
                        .position(|byte| matches!(byte, b'\\' | b'%'))
                        .unwrap_or(rest.len());
                    self.out.push(&format.slice(at..at + length));
                    at += length;
                }
            }
        }
        false
    }

    /// A directive at the start of `text`; how much it takes, or `None` if the output ends.
    fn directive(&mut self, text: &[u8]) -> Option<usize> {
        let byte = |at: usize| text.get(at).copied().unwrap_or(0);
        let mut at = 1;
        if byte(at) == b'%' {
            self.out.push_plain("%");
            return Some(2);
        }
        let mut layout = Layout::default();
        while b"-+ #0".contains(&byte(at)) && at < text.len() {
            match byte(at) {
                b'-' => layout.left = true,
                b'+' => layout.plus = true,
                b' ' => layout.space = true,
                b'#' => layout.alternate = true,
                _ => layout.zero = true,
            }
            at += 1;
        }
        if byte(at) == b'*' {
            let width = self.number();
            layout.left |= width < 0;
            layout.width = usize::try_from(width.abs()).unwrap_or(0);
            at += 1;
        } else {
            while byte(at).is_ascii_digit() {
                layout.width = (layout.width * 10 + usize::from(byte(at) - b'0')).min(10_000);
                at += 1;
            }
        }
        if byte(at) == b'.' {
            at += 1;
            let mut precision = 0;
            if byte(at) == b'*' {
                precision = usize::try_from(self.number()).unwrap_or(0);
                at += 1;
            }
            while byte(at).is_ascii_digit() {
                precision = (precision * 10 + usize::from(byte(at) - b'0')).min(10_000);
                at += 1;
            }
            layout.precision = Some(precision);
        }
        while matches!(byte(at), b'l' | b'h' | b'j' | b'z' | b't' | b'L') {
            at += 1;
        }
        let kind = byte(at);
        match kind {
            b's' => {
                let value = self.next().unwrap_or_default();
                let value = layout
                    .precision
                    .map_or_else(|| value.clone(), |precision| value.slice(0..precision));
                self.pad(&value, &layout);
            }
            b'b' => {
                let value = self.next().unwrap_or_default();
                let (value, stops) = expand(&value, self.flavor.unwrap_or(Flavor::Full));
                self.pad(&value, &layout);
                if stops {
                    return None;
                }
            }
            b'q' if self.flavor == Some(Flavor::Full) => {
                let value = self.next().unwrap_or_default();
                let plain = !value.is_empty()
                    && value
                        .data()
                        .iter()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"_-./:=,+@%".contains(byte));
                let value = if value.is_empty() {
                    "''".into()
                } else if plain {
                    value
                } else if self.bash && !value.data().iter().any(|byte| *byte < 0x20) {
                    backslashed(&value)
                } else {
                    single_quoted(&value)
                };
                self.pad(&value, &layout);
            }
            b'c' => {
                let value = self.next().unwrap_or_default();
                self.pad(&value.slice(0..1), &layout);
            }
            b'd' | b'i' | b'u' | b'x' | b'X' | b'o' => {
                let value = self.number();
                let text = layout.integer(kind, value);
                let zero = layout.zero && !layout.left && layout.precision.is_none();
                self.pad_number(&text, &layout, zero);
            }
            b'f' | b'F' | b'e' | b'E' | b'g' | b'G' => {
                let argument = self.next().unwrap_or_default();
                let text = argument.text().trim().to_owned();
                let value: f64 = text.parse().unwrap_or_else(|_| {
                    if !text.is_empty() {
                        self.failed.push(text.clone());
                    }
                    0.0
                });
                let text = layout.float(kind, value);
                let zero = layout.zero && !layout.left;
                self.pad_number(&text, &layout, zero);
            }
            _ => {
                let rest = String::from_utf8_lossy(text.get(at..).unwrap_or_default());
                let shown = if self.flavor == Some(Flavor::Dash) {
                    String::from_utf8_lossy(text).into_owned()
                } else {
                    format!("%{rest}")
                };
                self.bad = Some(shown);
                return None;
            }
        }
        Some(at + 1)
    }

    fn pad(&mut self, value: &Bytes, layout: &Layout) {
        let padding = " ".repeat(layout.width.saturating_sub(value.len()));
        if !layout.left {
            self.out.push_plain(&padding);
        }
        self.out.push(value);
        if layout.left {
            self.out.push_plain(&padding);
        }
    }

    fn pad_number(&mut self, text: &str, layout: &Layout, zero: bool) {
        if !zero {
            return self.pad(&text.into(), layout);
        }
        let sign = if text.starts_with(['-', '+', ' ']) {
            text.get(..1).unwrap_or_default()
        } else {
            ""
        };
        let digits = text.get(sign.len()..).unwrap_or_default();
        let zeros = "0".repeat(layout.width.saturating_sub(text.len()));
        self.out.push_plain(format!("{sign}{zeros}{digits}"));
    }
}

/// As `printf %q` of bash quotes: a backslash before what is special.
fn backslashed(value: &Bytes) -> Bytes {
    let mut out = Bytes::new();
    for (at, byte) in value.data().iter().enumerate() {
        if !byte.is_ascii_alphanumeric() && !b"_-./:=+@%,".contains(byte) && *byte < 0x80 {
            out.push_plain("\\");
        }
        out.push(&value.slice(at..at + 1));
    }
    out
}

/// Flags, width and precision of a directive.
#[derive(Default)]
pub(super) struct Layout {
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

impl Layout {
    fn integer(&self, kind: u8, value: i64) -> String {
        let digits = match kind {
            b'x' => format!("{value:x}"),
            b'X' => format!("{value:X}"),
            b'o' => format!("{value:o}"),
            b'u' => value.cast_unsigned().to_string(),
            _ => value.unsigned_abs().to_string(),
        };
        let digits = format!("{digits:0>width$}", width = self.precision.unwrap_or(1));
        let prefix = match kind {
            b'd' | b'i' if value < 0 => "-",
            b'd' | b'i' if self.plus => "+",
            b'd' | b'i' if self.space => " ",
            b'x' if self.alternate => "0x",
            b'X' if self.alternate => "0X",
            b'o' if self.alternate => "0",
            _ => "",
        };
        format!("{prefix}{digits}")
    }

    fn float(&self, kind: u8, value: f64) -> String {
        let precision = self.precision.unwrap_or(6);
        let text = match kind {
            b'f' | b'F' => format!("{value:.precision$}"),
            b'e' | b'E' => exponent(value, precision),
            _ => general(value, precision.max(1)),
        };
        let text = if kind.is_ascii_uppercase() {
            text.to_uppercase()
        } else {
            text
        };
        if self.plus && value >= 0.0 {
            format!("+{text}")
        } else if self.space && value >= 0.0 {
            format!(" {text}")
        } else {
            text
        }
    }
}

fn exponent(value: f64, precision: usize) -> String {
    let text = format!("{value:.precision$e}");
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    let sign = if power < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", power.abs())
}

/// A number as `%g` prints it.
pub(super) fn general(value: f64, precision: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{value:.*e}", precision - 1);
    let power: i32 = text
        .split_once('e')
        .and_then(|(_, power)| power.parse().ok())
        .unwrap_or(0);
    let limit = i32::try_from(precision).unwrap_or(6);
    if power < -4 || power >= limit {
        let text = exponent(value, precision - 1);
        let (mantissa, rest) = text.split_once('e').unwrap_or((&text, "+00"));
        let mantissa = if mantissa.contains('.') {
            mantissa.trim_end_matches('0').trim_end_matches('.')
        } else {
            mantissa
        };
        return format!("{mantissa}e{rest}");
    }
    let decimals = usize::try_from(limit - 1 - power).unwrap_or(0);
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
