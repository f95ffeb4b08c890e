use crate::{labelled::Bytes, shell::escape};

/// A token of an awk program.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(Bytes),
    Regex(Vec<u8>),
    /// A name; true if a parenthesis follows at once.
    Name(String, bool),
    Operator(&'static str),
    Newline,
}

const OPERATORS: [&str; 41] = [
    "**=", "**", "&&", "||", "==", "!=", "<=", ">=", "!~", "++", "--", "+=", "-=", "*=", "/=",
    "%=", "^=", ">>", "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!",
    "<", ">", "|", "?", ":", "~", "$", "=",
];

/// The tokens of a program; `None` if a character belongs to none.
pub(super) fn tokens(source: &Bytes) -> Option<Vec<Token>> {
    let data = source.data();
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(byte) = data.get(at).copied() {
        let rest = data.get(at..)?;
        match byte {
            b' ' | b'\t' | b'\r' => at += 1,
            b'\\' if rest.get(1) == Some(&b'\n') => at += 2,
            b'\n' => {
                out.push(Token::Newline);
                at += 1;
            }
            b'#' => {
                at += rest
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .unwrap_or(rest.len())
            }
            b'"' => {
                let mut text = Bytes::new();
                at += 1;
                loop {
                    match data.get(at)? {
                        b'"' => break,
                        b'\\' => {
                            let after = data.get(at..)?;
                            if after.get(1) == Some(&b'/') {
                                text.push_plain("/");
                                at += 2;
                                continue;
                            }
                            let (bytes, used) = escape::printf(after, false);
                            text.push_plain(bytes);
                            at += used;
                        }
                        _ => {
                            text.push(&source.slice(at..at + 1));
                            at += 1;
                        }
                    }
                }
                at += 1;
                out.push(Token::Text(text));
            }
            b'/' if starts_operand(out.last()) => {
                let mut regex = Vec::new();
                let mut bracket = false;
                at += 1;
                loop {
                    let byte = *data.get(at)?;
                    match byte {
                        b'/' if !bracket => break,
                        b'\n' => return None,
                        b'\\' => {
                            if data.get(at + 1) != Some(&b'/') {
                                regex.push(b'\\');
                            }
                            regex.push(*data.get(at + 1)?);
                            at += 2;
                            continue;
                        }
                        b'[' => bracket = true,
                        b']' => bracket = false,
                        _ => {}
                    }
                    regex.push(byte);
                    at += 1;
                }
                at += 1;
                out.push(Token::Regex(regex));
            }
            b'0'..=b'9' | b'.' => {
                let mut length = rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
                    .count();
                let signed = usize::from(matches!(rest.get(length + 1), Some(b'+' | b'-')));
                if matches!(rest.get(length), Some(b'e' | b'E'))
                    && rest
                        .get(length + 1 + signed)
                        .is_some_and(u8::is_ascii_digit)
                {
                    length += 1 + signed;
                    length += rest
                        .iter()
                        .skip(length)
                        .take_while(|byte| byte.is_ascii_digit())
                        .count();
                }
                out.push(Token::Number(
                    std::str::from_utf8(rest.get(..length)?)
                        .ok()?
                        .parse()
                        .ok()?,
                ));
                at += length;
            }
            _ if byte.is_ascii_alphabetic() || byte == b'_' => {
                let length = rest
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                    .count();
                let name = String::from_utf8_lossy(rest.get(..length)?).into_owned();
                at += length;
                out.push(Token::Name(name, data.get(at) == Some(&b'(')));
            }
            _ => {
                let operator = OPERATORS
                    .iter()
                    .find(|operator| rest.starts_with(operator.as_bytes()))?;
                at += operator.len();
                out.push(Token::Operator(operator));
            }
        }
    }
    Some(out)
}

/// Whether a slash behind this token starts an expression and does not divide.
fn starts_operand(last: Option<&Token>) -> bool {
    match last {
        Some(Token::Number(_) | Token::Text(_) | Token::Name(..) | Token::Regex(_)) => false,
        Some(Token::Operator(operator)) => !matches!(*operator, ")" | "]" | "++" | "--" | "$"),
        _ => true,
    }
}
