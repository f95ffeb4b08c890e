use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case.
    pub(crate) text: String,
    /// Where it stands, in bytes.
    pub(crate) span: Range<usize>,
}

/// The words of a text in order.
///
/// A word is a run of letters and digits, so that `--mount=type=cache` is three of them. Where a
/// script has no spaces, each two neighbouring characters are a word, and a lone one is.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut run: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let continues = c.is_alphanumeric()
            && run
                .last()
                .is_none_or(|(_, last)| is_unspaced(*last) == is_unspaced(c));
        if !continues {
            take(text, &mut run, &mut words);
        }
        if c.is_alphanumeric() {
            run.push((at, c));
        }
    }
    take(text, &mut run, &mut words);
    words
}

/// Turns a run of characters into words.
fn take(text: &str, run: &mut Vec<(usize, char)>, words: &mut Vec<Word>) {
    let run = std::mem::take(run);
    let Some((start, first)) = run.first().copied() else {
        return;
    };
    let end = |(at, c): &(usize, char)| at + c.len_utf8();
    let mut push = |span: Range<usize>| {
        let text = text.get(span.clone()).unwrap_or_default().to_lowercase();
        words.push(Word { text, span });
    };
    if is_unspaced(first) && run.len() > 1 {
        for (one, next) in run.iter().zip(run.iter().skip(1)) {
            push(one.0..end(next));
        }
    } else {
        push(start..run.last().map_or(start, end));
    }
}

/// Whether a character belongs to a script that puts no spaces between words: Chinese, Japanese,
/// Thai, Lao, Khmer, Myanmar. Korean has spaces, but joins particles to words, so that it is
/// found better by pairs too.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF          // Thai, Lao
        | 0x1000..=0x109F        // Myanmar
        | 0x1100..=0x11FF        // Hangul Jamo
        | 0x1780..=0x17FF        // Khmer
        | 0x3005..=0x3007        // ideographic marks
        | 0x3040..=0x30FF        // Hiragana, Katakana
        | 0x31F0..=0x31FF        // Katakana extensions
        | 0x3400..=0x4DBF        // CJK extension A
        | 0x4E00..=0x9FFF        // CJK
        | 0xAC00..=0xD7AF        // Hangul
        | 0xF900..=0xFAFF        // CJK compatibility
        | 0xFF66..=0xFF9F        // half-width Katakana
        | 0x20000..=0x323AF      // CJK extensions B and later
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn a_text_is_cut_into_words() {
        for (text, expected) in [
            ("", &[][..]),
            (" … -- ", &[]),
            ("RUN apt-get", &["run", "apt", "get"]),
            (
                "--mount=type=cache,id=a1",
                &["mount", "type", "cache", "id", "a1"],
            ),
            ("Größe ÉCOLE", &["größe", "école"]),
            ("缓存", &["缓存"]),
            ("缓", &["缓"]),
            ("构建缓存。层", &["构建", "建缓", "缓存", "层"]),
            (
                "BuildKitのキャッシュ",
                &["buildkit", "のキ", "キャ", "ャッ", "ッシ", "シュ"],
            ),
            ("빌드 캐시를", &["빌드", "캐시", "시를"]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "ein Größenmaß, 构建x";
        for word in words(text) {
            let there = text.get(word.span.clone()).map(str::to_lowercase);
            assert_eq!(there.as_ref(), Some(&word.text));
        }
    }
}
