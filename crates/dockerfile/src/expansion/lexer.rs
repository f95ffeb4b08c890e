use std::collections::BTreeSet;

use super::{Env, ExpandError, Expansion, Lex};
use crate::quote::quote;

/// `${a:-${b:-…}}` may nest; BuildKit recurses without a limit, we stop where nobody gets.
const MAX_DEPTH: usize = 128;

/// Bytes of a text whose variables are expanded. `${A//?/${A//?/$A}}` multiplies, and BuildKit goes on until its memory
/// ends; no process could be started with a variable of this length.
const MAX_BYTES: usize = 1 << 20;

/// The state while one word is read. Follows `shellWord` of BuildKit's `lex.go`.
pub(super) struct Lexer<'a> {
    pub(super) lex: Lex,
    rest: &'a str,
    env: &'a dyn Env,
    raw_escapes: bool,
    depth: usize,
    /// The word that is being collected. As in BuildKit it is shared with what is nested in
    /// `${…}`, so that a word loses what was collected before a modifier.
    word: String,
    matched: BTreeSet<String>,
    unmatched: BTreeSet<String>,
}

/// The words found so far at one level of nesting.
#[derive(Default)]
struct Words {
    words: Vec<String>,
    in_word: bool,
}

/// Expanded text, or BuildKit's error without its prefix.
pub(super) type Piece = Result<String, String>;

impl<'a> Lexer<'a> {
    pub(super) fn new(lex: Lex, word: &'a str, env: &'a dyn Env) -> Self {
        Self {
            lex,
            // Go's text/scanner, which BuildKit reads words with, drops a leading byte order mark.
            rest: word.strip_prefix('\u{feff}').unwrap_or(word),
            env,
            raw_escapes: lex.raw_escapes,
            depth: 0,
            word: String::new(),
            matched: BTreeSet::new(),
            unmatched: BTreeSet::new(),
        }
    }

    pub(super) fn run(mut self, source: &str) -> Result<Expansion, ExpandError> {
        let result = self.until(None, self.raw_escapes);
        let Self {
            matched, unmatched, ..
        } = self;
        match result {
            Ok((text, words)) => Ok(Expansion {
                text,
                words,
                matched,
                unmatched,
            }),
            Err(error) => {
                let message = format!("failed to process {}: {error}", quote(source));
                Err(ExpandError {
                    message,
                    matched,
                    unmatched,
                })
            }
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    /// Looks a variable up and remembers whether it is set.
    pub(super) fn variable(&mut self, name: &str) -> Option<String> {
        let value = self.env.get(name).map(str::to_owned);
        let names = if value.is_some() {
            &mut self.matched
        } else {
            &mut self.unmatched
        };
        names.insert(name.to_owned());
        value
    }

    /// What stands for a `$…` that comes behind `text`.
    fn value_behind(&mut self, text: &str) -> Piece {
        let value = self.dollar()?;
        if text.len() + value.len() > MAX_BYTES {
            return Err(format!(
                "the expanded text is longer than {MAX_BYTES} bytes"
            ));
        }
        Ok(value)
    }

    /// The text nested in a `${…}`, up to `stop`.
    pub(super) fn nested(&mut self, stop: char, raw_escapes: bool) -> Piece {
        if self.depth >= MAX_DEPTH {
            return Err(format!("substitutions nest deeper than {MAX_DEPTH}"));
        }
        self.depth += 1;
        let before = std::mem::replace(&mut self.raw_escapes, raw_escapes);
        let result = self.until(Some(stop), raw_escapes);
        self.raw_escapes = before;
        self.depth -= 1;
        result.map(|(text, _)| text)
    }

    /// Everything up to `stop`, or to the end when there is none.
    fn until(
        &mut self,
        stop: Option<char>,
        raw_escapes: bool,
    ) -> Result<(String, Vec<String>), String> {
        self.raw_escapes = raw_escapes;
        self.word.clear();
        let mut text = String::with_capacity(if stop.is_none() { self.rest.len() } else { 0 });
        let mut words = Words::default();
        while let Some(c) = self.peek() {
            if Some(c) == stop {
                self.next();
                return Ok((text, words.finish(&mut self.word)));
            }
            match c {
                '$' => {
                    let value = self.value_behind(&text)?;
                    words.push_value(&mut self.word, &value);
                    text.push_str(&value);
                }
                '<' => {
                    let mark = self.heredoc_mark();
                    words.push_raw(&mut self.word, &mark);
                    text.push_str(&mark);
                }
                '\'' if !self.lex.skip_quotes => {
                    let quoted = self.single_quoted()?;
                    words.push_raw(&mut self.word, &quoted);
                    text.push_str(&quoted);
                }
                '"' if !self.lex.skip_quotes => {
                    let quoted = self.double_quoted()?;
                    words.push_raw(&mut self.word, &quoted);
                    text.push_str(&quoted);
                }
                _ if c == self.lex.escape => {
                    self.next();
                    let escape = self.raw_escapes.then_some(c);
                    let Some(escaped) = self.peek() else {
                        // An escape character at the end stands for nothing.
                        escape.into_iter().for_each(|c| {
                            words.push_raw(&mut self.word, c.encode_utf8(&mut [0; 4]));
                            text.push(c);
                        });
                        break;
                    };
                    self.next();
                    for c in escape.into_iter().chain([escaped]) {
                        words.push_raw(&mut self.word, c.encode_utf8(&mut [0; 4]));
                        text.push(c);
                    }
                }
                _ if c.is_whitespace() => {
                    self.next();
                    words.cut(&mut self.word);
                    text.push(c);
                }
                _ => {
                    let plain = self.plain(stop);
                    words.push_raw(&mut self.word, plain);
                    text.push_str(plain);
                }
            }
        }
        match stop {
            None => Ok((text, words.finish(&mut self.word))),
            Some(stop) => Err(format!(
                "unexpected end of statement while looking for matching {stop}"
            )),
        }
    }

    /// The next character, which stands for itself, with all behind it that do too and are no blanks.
    fn plain(&mut self, stop: Option<char>) -> &'a str {
        let is_other = |c: char| {
            c.is_whitespace()
                || matches!(c, '$' | '<' | '\'' | '"')
                || c == self.lex.escape
                || Some(c) == stop
        };
        let mut behind = self.rest.char_indices().skip(1);
        let end = behind.find(|(_, c)| is_other(*c)).map(|(at, _)| at);
        let (plain, rest) = self
            .rest
            .split_at_checked(end.unwrap_or(self.rest.len()))
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        plain
    }

    /// `'…'`: everything as it is, nothing can be escaped.
    fn single_quoted(&mut self) -> Piece {
        let mut text = String::new();
        let mut quotes = 0;
        while let Some(c) = self.next() {
            let quote = c == '\'';
            if !quote || self.lex.raw_quotes {
                text.push(c);
            }
            quotes += usize::from(quote);
            if quotes == 2 {
                return Ok(text);
            }
        }
        Err("unexpected end of statement while looking for matching single-quote".into())
    }

    /// `"…"`: variables are expanded; the escape character works before `"`, `$` and itself.
    fn double_quoted(&mut self) -> Piece {
        let mut text = String::new();
        let open = self.next();
        text.extend(open.filter(|_| self.lex.raw_quotes));
        while let Some(c) = self.peek() {
            if c == '$' {
                let value = self.value_behind(&text)?;
                text.push_str(&value);
                continue;
            }
            self.next();
            if c == '"' {
                text.extend(Some(c).filter(|_| self.lex.raw_quotes));
                return Ok(text);
            }
            if c != self.lex.escape {
                text.push(c);
                continue;
            }
            if self.raw_escapes {
                text.push(c);
            }
            match self.peek() {
                None => {}
                Some(special) if matches!(special, '"' | '$') || special == self.lex.escape => {
                    self.next();
                    text.push(special);
                }
                // With raw escapes BuildKit writes the character twice here.
                Some(_) => text.push(c),
            }
        }
        Err("unexpected end of statement while looking for matching double-quote".into())
    }

    /// `<`, or `<<` and the blanks behind it, which belong to the heredoc's word.
    fn heredoc_mark(&mut self) -> String {
        self.next();
        let mut mark = String::from("<");
        if self.peek() == Some('<') {
            self.next();
            mark.push('<');
            while let Some(blank) = self.peek().filter(|c| matches!(c, '\t' | '\r' | ' ')) {
                self.next();
                mark.push(blank);
            }
        }
        mark
    }
}

impl Words {
    /// The value of a variable, whose blanks separate words.
    fn push_value(&mut self, word: &mut String, value: &str) {
        for c in value.chars() {
            if c.is_whitespace() {
                self.cut(word);
            } else {
                word.push(c);
                self.in_word = true;
            }
        }
    }

    /// A blank ends the word.
    fn cut(&mut self, word: &mut String) {
        if self.in_word && !word.is_empty() {
            self.words.push(word.clone());
            word.clear();
            self.in_word = false;
        }
    }

    /// Text without blanks, or quoted or escaped: blanks are part of the word then.
    fn push_raw(&mut self, word: &mut String, text: &str) {
        word.push_str(text);
        self.in_word = true;
    }

    fn finish(mut self, word: &mut String) -> Vec<String> {
        if !word.is_empty() {
            self.words.push(std::mem::take(word));
        }
        self.words
    }
}
