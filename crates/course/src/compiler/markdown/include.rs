use std::ops::Range;

use super::code::line_ranges;
use super::page::Page;
use crate::compiler::source::read_text;

/// The lines of a file that a code block shows.
pub(super) struct Included {
    pub(super) code: String,
    /// The number in the file of the first line shown, from 1.
    pub(super) first_line: usize,
}

impl Page<'_, '_> {
    /// Reads `lines` (`3-9`; all of them if empty) of a file of the course; reports what is wrong
    /// with either at `span`.
    pub(super) fn included(&mut self, path: &str, lines: &str, span: Range<usize>) -> Included {
        let nothing = Included {
            code: String::new(),
            first_line: 1,
        };
        if !is_inside(path) {
            self.checked
                .error(
                    "include",
                    span,
                    format!("`{path}` is not a path of a file of the course"),
                )
                .hint("name it from the folder of `course.toml`: `include=\"app/Dockerfile\"`");
            return nothing;
        }
        let text = match read_text(self.source, path) {
            Ok(text) => text,
            Err(error) if error.is_elsewhere() => return nothing,
            Err(error) => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let files = self.source.list(folder).unwrap_or_default();
                self.checked
                    .error("include", span, format!("{path}: {error}"))
                    .suggest(path, files.iter().map(String::as_str));
                return nothing;
            }
        };
        let all = text.lines().count();
        if lines.is_empty() {
            return Included {
                code: text,
                first_line: 1,
            };
        }
        let ranges = line_ranges(lines, 1..=all);
        let Some([range]) = ranges.as_deref() else {
            self.checked
                .error(
                    "include",
                    span,
                    format!("`lines=\"{lines}\"` does not fit the {all} lines of {path}"),
                )
                .hint("write the first and the last line: `lines=\"3-9\"`");
            return nothing;
        };
        let shown = text
            .split_inclusive('\n')
            .skip(range.start() - 1)
            .take(range.end() + 1 - range.start());
        Included {
            code: shown.collect(),
            first_line: *range.start(),
        }
    }
}

/// A path below the folder of `course.toml` that leads nowhere else.
fn is_inside(path: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\\');
    path.split('/').all(plain) && !path.contains(':')
}
