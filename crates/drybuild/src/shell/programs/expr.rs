use super::Process;
use crate::{
    labelled::Bytes,
    shell::{Exit, regex::Regex},
};

/// `expr`
pub(super) fn run(process: &mut Process<'_>) -> Exit {
    let arguments = process.args();
    let mut evaluation = Evaluation {
        arguments,
        at: 0,
        error: None,
    };
    if evaluation
        .arguments
        .first()
        .is_some_and(|first| first.data() == b"--")
    {
        evaluation.at = 1;
    }
    let value = evaluation.level(0);
    if evaluation.error.is_none() && evaluation.at < evaluation.arguments.len() {
        evaluation.error = Some("syntax error: unexpected argument".to_owned());
    }
    if let Some(message) = evaluation.error {
        process.err(message);
        return Exit::Known(2);
    }
    process.line(&value);
    let zero = value.is_empty() || value.text().parse::<i64>() == Ok(0);
    Exit::Known(u8::from(zero))
}

struct Evaluation {
    arguments: Vec<Bytes>,
    at: usize,
    error: Option<String>,
}

const LEVELS: [&[&str]; 6] = [
    &["|"],
    &["&"],
    &["=", "==", "!=", "<", "<=", ">", ">="],
    &["+", "-"],
    &["*", "/", "%"],
    &[":"],
];

impl Evaluation {
    fn peek(&self) -> String {
        self.arguments
            .get(self.at)
            .map(|argument| argument.text().into_owned())
            .unwrap_or_default()
    }

    fn level(&mut self, level: usize) -> Bytes {
        let Some(operators) = LEVELS.get(level) else {
            return self.primary();
        };
        let mut left = self.level(level + 1);
        while operators.contains(&self.peek().as_str()) && self.at < self.arguments.len() {
            let operator = self.peek();
            self.at += 1;
            let right = self.level(level + 1);
            left = self.apply(&operator, &left, &right);
        }
        left
    }

    fn primary(&mut self) -> Bytes {
        let word = self.arguments.get(self.at).cloned();
        self.at += 1;
        let Some(word) = word else {
            self.error
                .get_or_insert_with(|| "syntax error: missing argument".to_owned());
            return Bytes::new();
        };
        let text = word.text().into_owned();
        match text.as_str() {
            "(" => {
                let inner = self.level(0);
                if self.peek() == ")" {
                    self.at += 1;
                } else {
                    self.error
                        .get_or_insert_with(|| "syntax error: expecting ')'".to_owned());
                }
                inner
            }
            "length" if self.at < self.arguments.len() => self.primary().len().to_string().into(),
            "substr" if self.at + 2 < self.arguments.len() => {
                let value = self.primary();
                let mut number = || self.primary().text().parse::<usize>().unwrap_or(0);
                let (start, length) = (number(), number());
                if start == 0 {
                    Bytes::new()
                } else {
                    value.slice(start - 1..start - 1 + length)
                }
            }
            "index" if self.at + 1 < self.arguments.len() => {
                let (value, set) = (self.primary(), self.primary());
                let found = value
                    .data()
                    .iter()
                    .position(|byte| set.data().contains(byte));
                found.map_or(0, |at| at + 1).to_string().into()
            }
            "match" if self.at + 1 < self.arguments.len() => {
                let (value, pattern) = (self.primary(), self.primary());
                self.apply(":", &value, &pattern)
            }
            _ => word,
        }
    }

    fn apply(&mut self, operator: &str, left: &Bytes, right: &Bytes) -> Bytes {
        let numbers = left
            .text()
            .parse::<i64>()
            .ok()
            .zip(right.text().parse::<i64>().ok());
        let falsy = |value: &Bytes| value.is_empty() || value.data() == b"0";
        let truth = |value: bool| Bytes::from(if value { "1" } else { "0" });
        match operator {
            "|" => {
                if falsy(left) {
                    right.clone()
                } else {
                    left.clone()
                }
            }
            "&" => {
                if falsy(left) || falsy(right) {
                    "0".into()
                } else {
                    left.clone()
                }
            }
            "=" | "==" | "!=" | "<" | "<=" | ">" | ">=" => {
                let order = numbers.map_or_else(
                    || left.data().cmp(right.data()),
                    |(left, right)| left.cmp(&right),
                );
                truth(match operator {
                    "=" | "==" => order.is_eq(),
                    "!=" => order.is_ne(),
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    _ => order.is_ge(),
                })
            }
            ":" => match Regex::basic(right.data(), false)
                .and_then(|regex| regex.surrounded("^", "", false))
            {
                Some(regex) => {
                    let grouped = right.data().windows(2).any(|pair| pair == b"\\(");
                    match regex.find(left.data(), 0) {
                        Some(groups) if grouped => groups
                            .get(1)
                            .cloned()
                            .flatten()
                            .map_or_else(Bytes::new, |range| left.slice(range)),
                        Some(groups) => groups
                            .first()
                            .cloned()
                            .flatten()
                            .map_or(0, |range| range.len())
                            .to_string()
                            .into(),
                        None if grouped => Bytes::new(),
                        None => "0".into(),
                    }
                }
                None => Bytes::unknown("0", "what an expression that is not understood matches"),
            },
            _ => {
                let Some((left, right)) = numbers else {
                    self.error
                        .get_or_insert_with(|| "non-integer argument".to_owned());
                    return Bytes::new();
                };
                if right == 0 && matches!(operator, "/" | "%") {
                    self.error
                        .get_or_insert_with(|| "division by zero".to_owned());
                    return Bytes::new();
                }
                match operator {
                    "+" => left.wrapping_add(right),
                    "-" => left.wrapping_sub(right),
                    "*" => left.wrapping_mul(right),
                    "/" => left.wrapping_div(right),
                    _ => left.wrapping_rem(right),
                }
                .to_string()
                .into()
            }
        }
    }
}
