//! Colours and links, where a person reads the answer on a terminal.

use std::io::IsTerminal;

const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[1;33m";
const RESET: &str = "\u{1b}[0m";

/// Adds colours and links if standard output is a terminal and `NO_COLOR` is not set.
pub(crate) fn paint(text: String) -> String {
    let wanted = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if wanted {
        text.split_inclusive('\n').map(paint_line).collect()
    } else {
        text
    }
}

/// Headings of findings in colour, their rule a link to its page; marked lines in colour.
fn paint_line(line: &str) -> String {
    let (text, end) = match line.strip_suffix('\n') {
        Some(text) => (text, "\n"),
        None => (line, ""),
    };
    if let Some(rest) = text.strip_prefix("WARNING: ") {
        let painted = match rest.split_once(" - ") {
            Some((rule, url)) => format!("{YELLOW}WARNING:{RESET} {}", link(rule, url)),
            None => format!("{YELLOW}WARNING:{RESET} {rest}"),
        };
        return painted + end;
    }
    if let Some(rest) = text.strip_prefix("ERROR: ") {
        return format!("{RED}ERROR:{RESET} {rest}{end}");
    }
    if text.contains(" | >>> ") {
        return format!("{RED}{text}{RESET}{end}");
    }
    line.to_owned()
}

/// A link as terminals understand it (OSC 8).
fn link(text: &str, url: &str) -> String {
    format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_stand_out() {
        let cases = [
            (
                "WARNING: Rule - https://x\n",
                "\u{1b}[1;33mWARNING:\u{1b}[0m \u{1b}]8;;https://x\u{1b}\\Rule\u{1b}]8;;\u{1b}\\\n",
            ),
            ("ERROR: no\n", "\u{1b}[1;31mERROR:\u{1b}[0m no\n"),
            (
                "   2 | >>> RUN x\n",
                "\u{1b}[1;31m   2 | >>> RUN x\u{1b}[0m\n",
            ),
            ("   3 |     RUN y\n", "   3 |     RUN y\n"),
        ];
        for (line, expected) in cases {
            assert_eq!(paint_line(line), expected);
        }
    }
}
