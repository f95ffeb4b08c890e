//! Instructions with their places, those behind `ONBUILD` too, and how to take them out of the text.

use std::ops::Range;

use dockerfile::instructions::{Arg, Instruction, KeyValue, Run};
use dockerfile::{Dockerfile, SourceText, Span};

/// An instruction as it is written.
pub(super) struct Written {
    /// What it says.
    pub(super) instruction: Instruction,
    /// First to last byte of its lines, the line break included.
    pub(super) lines: Range<usize>,
    /// Keyword to end.
    pub(super) span: Range<usize>,
    /// The end of its keyword, that of the trigger behind `ONBUILD`.
    pub(super) keyword_end: usize,
    /// Behind `ONBUILD`, the places of the trigger's text.
    trigger: Option<SourceText>,
}

/// All instructions but `FROM`, in their order.
pub(super) fn written(file: &Dockerfile) -> Vec<Written> {
    let mut all = Vec::new();
    for meta in &file.meta_args {
        let instruction = Instruction::Arg(meta.arg.clone());
        all.push(one(file, &meta.origin, instruction, None));
    }
    for commands in file.stages.iter().map(|stage| &stage.commands) {
        for command in commands {
            let trigger = match &command.instruction {
                Instruction::Onbuild(onbuild) => {
                    let parsed = dockerfile::parse_trigger(&onbuild.trigger.text).ok();
                    parsed.map(|parsed| (parsed, onbuild.trigger.clone()))
                }
                _ => None,
            };
            let written = match trigger {
                Some((parsed, map)) => {
                    let end = map.position(parsed.origin.keyword.span.end.saturating_sub(1)) + 1;
                    let mut written = one(file, &command.origin, parsed.instruction, Some(map));
                    written.keyword_end = end;
                    written
                }
                None => one(file, &command.origin, command.instruction.clone(), None),
            };
            all.push(written);
        }
    }
    all
}

fn one(
    file: &Dockerfile,
    origin: &dockerfile::Node,
    instruction: Instruction,
    trigger: Option<SourceText>,
) -> Written {
    Written {
        instruction,
        lines: lines(&file.source, origin.span.range()),
        span: origin.span.range(),
        keyword_end: origin.keyword.span.end,
        trigger,
    }
}

/// A range widened to whole lines.
pub(super) fn lines(source: &str, span: Range<usize>) -> Range<usize> {
    let before = source.get(..span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = source.get(span.end..).unwrap_or_default();
    // The span of a heredoc ends behind its last line break.
    let ends_line = span.end > span.start
        && source
            .get(..span.end)
            .is_some_and(|text| text.ends_with('\n'));
    let end = match rest.find('\n') {
        _ if ends_line => span.end,
        Some(at) => span.end + at + 1,
        None => source.len(),
    };
    start..end
}

impl Written {
    /// A place of the instruction's own text in the Dockerfile.
    pub(super) fn place(&self, span: Span) -> Range<usize> {
        match &self.trigger {
            Some(map) => map.span(span.range()).range(),
            None => span.range(),
        }
    }

    pub(super) fn is_trigger(&self) -> bool {
        self.trigger.is_some()
    }

    pub(super) fn run(&self) -> Option<&Run> {
        match &self.instruction {
            Instruction::Run(run) => Some(run),
            _ => None,
        }
    }

    pub(super) fn arg(&self) -> Option<&Arg> {
        match &self.instruction {
            Instruction::Arg(arg) => Some(arg),
            _ => None,
        }
    }

    /// The pairs of `ENV` or `LABEL`.
    pub(super) fn pairs(&self) -> &[KeyValue] {
        match &self.instruction {
            Instruction::Env(env) => &env.pairs,
            Instruction::Label(label) => &label.pairs,
            _ => &[],
        }
    }

    /// Takes some of the words of the instruction away: the whole instruction where none is left.
    pub(super) fn without(&self, words: &[Range<usize>], is_gone: &[bool]) -> Vec<Range<usize>> {
        if is_gone.iter().all(|gone| *gone) {
            return vec![self.lines.clone()];
        }
        let mut taken = Vec::new();
        for (index, word) in words.iter().enumerate() {
            if !is_gone.get(index).copied().unwrap_or_default() {
                continue;
            }
            let kept_before = (0..index).rev().find(|at| is_gone.get(*at) == Some(&false));
            match kept_before.and_then(|at| words.get(at)) {
                // With the blanks and the continuation before it.
                Some(before) => {
                    let start = words
                        .get(index.saturating_sub(1))
                        .map_or(before.end, |previous| previous.end.max(before.end));
                    taken.push(start..word.end);
                }
                None => {
                    let next = words.get(index + 1).map_or(word.end, |next| next.start);
                    taken.push(word.start..next);
                }
            }
        }
        taken
    }

    /// Where each pair of `ENV`, `LABEL` or `ARG` is written.
    pub(super) fn pair_spans(&self) -> Vec<Range<usize>> {
        let place = |start: Span, end: Span| self.place(start).start..self.place(end).end;
        match &self.instruction {
            Instruction::Arg(arg) => {
                let pairs = arg.args.iter();
                pairs
                    .map(|pair| {
                        place(
                            pair.key.span,
                            pair.value
                                .as_ref()
                                .map_or(pair.key.span, |value| value.span),
                        )
                    })
                    .collect()
            }
            _ => {
                let pairs = self.pairs().iter();
                pairs
                    .map(|pair| place(pair.key.span, pair.value.span))
                    .collect()
            }
        }
    }

    /// The position for a further flag of `RUN`.
    pub(super) fn flags_at(&self) -> Range<usize> {
        self.keyword_end..self.keyword_end
    }
}

/// Where a text refers to a variable: `$NAME`, `${NAME}`, `${NAME:-…}`; a backslash before the dollar keeps it.
pub(super) fn references(text: &str, name: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('$') {
        if text.get(..at).is_some_and(|before| before.ends_with('\\')) {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let (inner, is_braced) = match rest.strip_prefix('{') {
            Some(inner) => (inner.strip_prefix('#').unwrap_or(inner), true),
            None => (rest, false),
        };
        let length = inner
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(inner.len());
        if inner.get(..length) != Some(name) {
            continue;
        }
        let end = if is_braced {
            let close = rest.find('}').unwrap_or(rest.len().saturating_sub(1));
            at + 1 + close + 1
        } else {
            at + 1 + length
        };
        found.push(at..end);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_form() {
        let text = "a$X ${X} ${X:-b} $XY \\$X ${#X} '$X'";
        let found: Vec<&str> = references(text, "X")
            .into_iter()
            .filter_map(|at| text.get(at))
            .collect();
        assert_eq!(found, ["$X", "${X}", "${X:-b}", "${#X}", "$X"]);
    }

    #[test]
    fn pairs_go_with_the_blanks_before_them() {
        let text = "FROM a\nENV A=1 \\\n    B=2 \\\n    C=3\nCMD x\n";
        let file = dockerfile::parse(text);
        let all = written(&file);
        let env = &all[0];
        let cut = |gone: &[bool]| {
            let mut text = text.to_owned();
            for range in env.without(&env.pair_spans(), gone).into_iter().rev() {
                text.replace_range(range, "");
            }
            text
        };
        assert_eq!(
            cut(&[false, true, false]),
            "FROM a\nENV A=1 \\\n    C=3\nCMD x\n"
        );
        assert_eq!(
            cut(&[true, false, false]),
            "FROM a\nENV B=2 \\\n    C=3\nCMD x\n"
        );
        assert_eq!(cut(&[false, true, true]), "FROM a\nENV A=1\nCMD x\n");
        assert_eq!(cut(&[true, true, true]), "FROM a\nCMD x\n");
    }
}
