use super::Process;
use crate::{
    labelled::Bytes,
    shell::{Exit, interpret::Pattern, syntax::Dialect},
};

/// `test` and `[`; `[[` of BusyBox ash, where `=` takes a pattern.
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let mut arguments = process.args();
    let name = process
        .argv
        .first()
        .map(|name| name.text().into_owned())
        .unwrap_or_default();
    let closing = if name.ends_with("[[") { "]]" } else { "]" };
    if name.ends_with('[') {
        if arguments
            .last()
            .is_none_or(|last| last.data() != closing.as_bytes())
        {
            process.err(if process.shell.dialect() == Dialect::Bash {
                "missing `]'"
            } else {
                "missing ]"
            });
            return Exit::Known(2);
        }
        arguments.pop();
    }
    let mut test = Test {
        process,
        arguments,
        at: 0,
        patterns: closing == "]]",
        error: None,
    };
    if test.arguments.is_empty() {
        return Exit::FAILURE;
    }
    let truth = test.short().unwrap_or_else(|| test.or());
    if test.error.is_none() && test.at < test.arguments.len() {
        test.error = Some(test.leftover());
    }
    if let Some(message) = test.error.take() {
        test.process.err(message);
        return Exit::Known(2);
    }
    match truth {
        Some(true) => Exit::SUCCESS,
        Some(false) => Exit::FAILURE,
        None => Exit::Unknown,
    }
}

struct Test<'a, 'b> {
    process: &'a mut Process<'b>,
    arguments: Vec<Bytes>,
    at: usize,
    patterns: bool,
    error: Option<String>,
}

impl Test<'_, '_> {
    fn text(&self, ahead: usize) -> String {
        self.arguments
            .get(self.at + ahead)
            .map(|argument| argument.text().into_owned())
            .unwrap_or_default()
    }

    /// What is said of words that belong to no expression.
    fn leftover(&self) -> String {
        let word = |index: usize| {
            self.arguments
                .get(index)
                .map(|word| word.text().into_owned())
                .unwrap_or_default()
        };
        match (self.process.builtin, self.process.shell.dialect()) {
            (true, Dialect::Dash) => {
                format!("{}: unexpected operator", word(self.at.saturating_sub(1)))
            }
            (true, Dialect::Ash) => format!("{}: unknown operand", word(self.at)),
            (true, Dialect::Bash) => match self.arguments.len() {
                2 => format!("{}: unary operator expected", word(0)),
                3 => format!("{}: binary operator expected", word(1)),
                _ => "too many arguments".to_owned(),
            },
            _ if self.process.is_busybox() => format!("{}: unknown operand", word(self.at)),
            _ => match self.arguments.len() {
                2 => format!("'{}': unary operator expected", word(0)),
                3 => format!("'{}': binary operator expected", word(1)),
                _ => format!("extra argument '{}'", word(self.at)),
            },
        }
    }

    /// The cases of one to four arguments, which POSIX decides by their count.
    #[expect(
        clippy::option_option,
        reason = "the outer option says whether the count decides, the inner is the truth"
    )]
    fn short(&mut self) -> Option<Option<bool>> {
        match self.arguments.len() {
            1 => {
                let value = self.arguments.first().cloned().unwrap_or_default();
                self.at = 1;
                Some(known(&value).map(|()| !value.is_empty()).or(Some(true)))
            }
            2 if self.text(0) == "!" => {
                let value = self.arguments.get(1).cloned().unwrap_or_default();
                self.at = 2;
                Some(Some(value.is_empty()))
            }
            3 if is_binary(&self.text(1)) => Some(self.primary()),
            4 if self.text(0) == "!" && is_binary(&self.text(2)) => {
                self.at = 1;
                Some(self.primary().map(|truth| !truth))
            }
            _ => None,
        }
    }

    fn or(&mut self) -> Option<bool> {
        let mut left = self.and();
        while self.text(0) == "-o" || self.text(0) == "||" {
            self.at += 1;
            let right = self.and();
            left = if left == Some(true) || right == Some(true) {
                Some(true)
            } else {
                left.and(right)
            };
        }
        left
    }

    fn and(&mut self) -> Option<bool> {
        let mut left = self.not();
        while self.text(0) == "-a" || self.text(0) == "&&" {
            self.at += 1;
            let right = self.not();
            left = if left == Some(false) || right == Some(false) {
                Some(false)
            } else {
                left.and(right)
            };
        }
        left
    }

    fn not(&mut self) -> Option<bool> {
        if self.text(0) == "!" && self.at + 1 < self.arguments.len() {
            self.at += 1;
            return self.not().map(|truth| !truth);
        }
        self.primary()
    }

    fn primary(&mut self) -> Option<bool> {
        let first = self.text(0);
        let left = self.arguments.len() - self.at.min(self.arguments.len());
        if first == "(" && left > 1 && !(left >= 3 && is_binary(&self.text(1))) {
            self.at += 1;
            let truth = self.or();
            if self.text(0) == ")" {
                self.at += 1;
            } else {
                self.error
                    .get_or_insert_with(|| "closing paren expected".to_owned());
            }
            return truth;
        }
        if left >= 3 && is_binary(&self.text(1)) {
            let (operator, first) = (
                self.text(1),
                self.arguments.get(self.at).cloned().unwrap_or_default(),
            );
            let second = self.arguments.get(self.at + 2).cloned().unwrap_or_default();
            self.at += 3;
            return self.binary(&operator, &first, &second);
        }
        if left >= 2 && first.len() == 2 && first.starts_with('-') {
            let value = self.arguments.get(self.at + 1).cloned().unwrap_or_default();
            if let Ok(truth) = self.process.shell.unary(&first, &value) {
                self.at += 2;
                return truth;
            }
        }
        if left == 2 && is_binary(&self.text(1)) {
            let operator = self.text(1);
            if self.process.shell.dialect() == Dialect::Bash {
                self.error
                    .get_or_insert_with(|| format!("{first}: unary operator expected"));
            } else {
                self.error
                    .get_or_insert_with(|| format!("{operator}: argument expected"));
            }
            return None;
        }
        if left == 0 {
            self.error
                .get_or_insert_with(|| "argument expected".to_owned());
            return None;
        }
        let value = self.arguments.get(self.at).cloned().unwrap_or_default();
        self.at += 1;
        known(&value).map(|()| !value.is_empty())
    }

    fn binary(&mut self, operator: &str, left: &Bytes, right: &Bytes) -> Option<bool> {
        if self.patterns && matches!(operator, "=" | "==" | "!=") && left.is_known() {
            return Some(
                Pattern::from_text(right.data()).matches(left.data()) == (operator != "!="),
            );
        }
        if operator == "==" && self.process.shell.dialect() == Dialect::Dash && self.process.builtin
        {
            self.error
                .get_or_insert_with(|| format!("{}: unexpected operator", left.text()));
            return None;
        }
        match self.process.shell.binary(operator, left, right) {
            Ok(truth) => truth,
            Err(number) => {
                let number = number.unwrap_or_default();
                let message = match self.process.shell.dialect() {
                    _ if !self.process.builtin && !self.process.is_busybox() => {
                        format!("invalid integer '{number}'")
                    }
                    Dialect::Dash => format!("Illegal number: {number}"),
                    Dialect::Ash => format!("{number}: bad number"),
                    Dialect::Bash => format!("{number}: integer expression expected"),
                };
                self.error.get_or_insert(message);
                None
            }
        }
    }
}

fn known(value: &Bytes) -> Option<()> {
    value.is_known().then_some(())
}

fn is_binary(operator: &str) -> bool {
    matches!(
        operator,
        "=" | "=="
            | "!="
            | "<"
            | ">"
            | "-eq"
            | "-ne"
            | "-lt"
            | "-le"
            | "-gt"
            | "-ge"
            | "-nt"
            | "-ot"
            | "-ef"
    )
}
