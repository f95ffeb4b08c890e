use super::{Dialect, Span};

/// Why a script does not parse.
#[derive(Clone, Debug)]
pub(crate) struct SyntaxError {
    pub(crate) span: Span,
    pub(crate) line: usize,
    pub(crate) found: Unexpected,
    /// The word that would have been right.
    pub(crate) expecting: Option<&'static str>,
    /// The text of the line, for bash.
    pub(crate) source_line: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unexpected {
    Token(String),
    Word(String),
    Redirection,
    Newline,
    EndOfFile,
    /// A quote that is not closed.
    Quote(u8),
    BadFunctionName,
    BadForVariable,
    TooDeep,
}

impl SyntaxError {
    /// The lines that the shell prints, without its name in front.
    pub(crate) fn messages(&self, dialect: Dialect, command_string: bool) -> Vec<String> {
        match dialect {
            Dialect::Dash => vec![format!("{}: Syntax error: {}", self.line, self.dash())],
            Dialect::Ash => {
                let at = if command_string {
                    String::new()
                } else {
                    format!("line {}: ", self.line)
                };
                vec![format!("{at}syntax error: {}", self.ash())]
            }
            Dialect::Bash => self.bash(command_string),
        }
    }

    fn dash(&self) -> String {
        let found = match &self.found {
            Unexpected::Token(token) => format!("\"{token}\" unexpected"),
            Unexpected::Word(_) => "word unexpected".to_owned(),
            Unexpected::Redirection => "redirection unexpected".to_owned(),
            Unexpected::Newline => "newline unexpected".to_owned(),
            Unexpected::EndOfFile => "end of file unexpected".to_owned(),
            Unexpected::Quote(b'`') => return "EOF in backquote substitution".to_owned(),
            Unexpected::Quote(b'}') => return "Missing '}'".to_owned(),
            Unexpected::Quote(b')') => {
                return "end of file unexpected (expecting \")\")".to_owned();
            }
            Unexpected::Quote(_) => return "Unterminated quoted string".to_owned(),
            Unexpected::BadFunctionName => return "Bad function name".to_owned(),
            Unexpected::BadForVariable => return "Bad for loop variable".to_owned(),
            Unexpected::TooDeep => return "nested too deeply".to_owned(),
        };
        match self.expecting {
            Some(expected) => format!("{found} (expecting \"{expected}\")"),
            None => found,
        }
    }

    fn ash(&self) -> String {
        let found = match &self.found {
            Unexpected::Token(token) => format!("unexpected \"{token}\""),
            Unexpected::Word(_) => "unexpected word".to_owned(),
            Unexpected::Redirection => "unexpected redirection".to_owned(),
            Unexpected::Newline => "unexpected newline".to_owned(),
            Unexpected::EndOfFile => "unexpected end of file".to_owned(),
            Unexpected::Quote(b'`') => return "EOF in backquote substitution".to_owned(),
            Unexpected::Quote(b'}') => return "missing '}'".to_owned(),
            Unexpected::Quote(b')') => {
                return "unexpected end of file (expecting \")\")".to_owned();
            }
            Unexpected::Quote(_) => return "unterminated quoted string".to_owned(),
            Unexpected::BadFunctionName => return "bad function name".to_owned(),
            Unexpected::BadForVariable => return "bad for loop variable".to_owned(),
            Unexpected::TooDeep => return "nested too deeply".to_owned(),
        };
        match self.expecting {
            Some(expected) => format!("{found} (expecting \"{expected}\")"),
            None => found,
        }
    }

    fn bash(&self, command_string: bool) -> Vec<String> {
        let prefix = if command_string { "-c: " } else { "" };
        let at = |line: usize| format!("{prefix}line {line}: ");
        let token = match &self.found {
            Unexpected::Token(token) | Unexpected::Word(token) => token.clone(),
            Unexpected::Redirection => "<".to_owned(),
            Unexpected::Newline => "newline".to_owned(),
            Unexpected::EndOfFile | Unexpected::TooDeep => {
                return vec![format!(
                    "{}syntax error: unexpected end of file",
                    at(self.line + 1)
                )];
            }
            Unexpected::Quote(quote) => {
                return vec![format!(
                    "{}unexpected EOF while looking for matching `{}'",
                    at(self.line),
                    char::from(*quote)
                )];
            }
            Unexpected::BadFunctionName | Unexpected::BadForVariable => {
                return vec![format!("{}not a valid identifier", at(self.line))];
            }
        };
        vec![
            format!(
                "{}syntax error near unexpected token `{token}'",
                at(self.line)
            ),
            format!("{}`{}'", at(self.line), self.source_line),
        ]
    }
}
