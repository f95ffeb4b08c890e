//! Broken input: whatever the text, the crate answers, and its places fit the text.
//!
//! Texts are our own and, where the measured data lies beside the workspace, its Dockerfiles, each
//! changed at random by a generator with a fixed seed.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test: to panic is to fail"
)]

use dockerfile::{
    Dockerfile, SourceText, Span, Word, expand, highlight_parsed, parse, parse_trigger,
};

const SEEDS: &[&str] = &[
    "# syntax=docker/dockerfile:1\n# escape=`\nARG V=1\nFROM --platform=$BUILDPLATFORM alpine:$V AS Base\n",
    "FROM a\nRUN --mount=type=cache,target=/x --network=none echo \"a $B\" \\\n  # why\n\n  && c <<E <<-'F'\n$x\nE\n\ty\n\tF\n",
    "FROM a\nENV A=1 B=\"c d\" E f\nLABEL x='y' z\nENV old way\nARG p q=r\nEXPOSE 80/tcp 443-445\n",
    "\u{feff}from a\r\nCOPY --from=0 --chown=1:2 --link [\"a\\u00e9\", \"b\\ud83d\\ude00\"]\r\nADD --checksum=x <<é /ü\r\né\r\n",
    "FROM a\nHEALTHCHECK --interval=1.5s --retries=3 CMD [\"x\", null]\nONBUILD RUN <<E\nE\nSHELL [\"/bin/sh\"]\nSTOPSIGNAL 9\nVOLUME /a /b\nUSER x:y\nWORKDIR /w\nMAINTAINER me\nENTRYPOINT [\"a\"]\nCMD b\n",
    "FROM a\nRUN ${A:-${B:+c}} ${P##*/} ${P%.*} ${P//a/b} '${X}' \"${Y:?z}\"\n",
];

/// Pieces that are meaningful to the parser.
const PIECES: &[&str] = &[
    "\\",
    "\\\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\"",
    "'",
    "$",
    "${",
    "}",
    "<<",
    "<<-",
    "[",
    "]",
    ",",
    "=",
    "#",
    "# escape=`\n",
    "--",
    "--mount=",
    "`",
    "\u{a0}",
    "\u{2028}",
    "é",
    "\u{feff}",
    "\0",
    "FROM ",
    "RUN ",
    "ONBUILD ",
    "ENV ",
    "\\u",
    "/",
    "%",
    "##",
    ":-",
    "EOF\n",
];

/// A linear congruential generator: the same texts on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn mutate(&mut self, text: &mut String, seeds: &[String]) {
        for _ in 0..=self.below(4) {
            let (a, b) = (self.boundary(text), self.boundary(text));
            let (a, b) = (a.min(b), a.max(b));
            match self.below(4) {
                0 => text.insert_str(a, PIECES[self.below(PIECES.len())]),
                1 => text.replace_range(a..b, ""),
                2 => {
                    let seed = &seeds[self.below(seeds.len())];
                    let (c, d) = (self.boundary(seed), self.boundary(seed));
                    text.insert_str(a, &seed[c.min(d)..c.max(d)]);
                }
                _ => text.truncate(b),
            }
        }
    }
}

fn check_word(source: &str, word: &Word) {
    assert!(word.span.text(source).is_some(), "{word:?} in {source:?}");
}

fn check_text(source: &str, text: &SourceText) {
    for (offset, c) in text.text.char_indices() {
        let at = text.position(offset);
        assert!(
            source[at..].starts_with(c),
            "offset {offset} of {text:?} in {source:?}"
        );
    }
}

fn check_file(file: &Dockerfile) {
    let source = &file.source;
    let check_span = |span: Span| assert!(span.text(source).is_some(), "{span:?} in {source:?}");
    for node in file.nodes() {
        check_span(node.span);
        check_text(source, &node.original);
        node.args
            .iter()
            .chain(&node.flags)
            .for_each(|word| check_word(source, word));
        for heredoc in &node.heredocs {
            assert_eq!(heredoc.span.text(source), Some(heredoc.content.as_str()));
            check_span(heredoc.terminator);
        }
        let _ = expand(
            &node.original.text,
            &[("A", "a*b"), ("P", "x/y")],
            file.escape,
        );
        let _ = parse_trigger(&node.original.text);
    }
    file.problems
        .iter()
        .for_each(|problem| check_span(problem.span));
    assert!(!file.stages.is_empty() || !file.nodes().is_empty() || !file.problems.is_empty());
    let mut end = 0;
    for token in highlight_parsed(file) {
        assert!(token.span.start >= end, "{token:?} in {source:?}");
        check_span(token.span);
        end = token.span.end;
    }
}

fn run(seeds: &[String], rounds: usize) {
    let mut random = Random(42);
    for _ in 0..rounds {
        let mut text = seeds[random.below(seeds.len())].clone();
        random.mutate(&mut text, seeds);
        check_file(&parse(&text));
    }
    seeds.iter().for_each(|seed| check_file(&parse(seed)));
}

#[test]
fn mutated_texts() {
    let seeds: Vec<String> = SEEDS.iter().map(|seed| (*seed).to_owned()).collect();
    run(&seeds, 4_000);
}

#[test]
fn mutated_measured_texts() {
    let truth = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/truth/frontend/cases.jsonl"
    );
    let Ok(cases) = std::fs::read_to_string(truth) else {
        eprintln!("SKIPPED: no ../shared/truth");
        return;
    };
    let dockerfile = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        case["dockerfile"].as_str().unwrap().to_owned()
    };
    let seeds: Vec<String> = cases.lines().map(dockerfile).collect();
    run(
        &seeds,
        std::env::var("MUTATIONS").map_or(2_000, |count| count.parse().unwrap()),
    );
}
