use dockerfile::instructions::Instruction;
use dockerfile::{
    Dockerfile, Node, SourceText, Span, Word, highlight_parsed, parse, parse_trigger,
};

/// A Dockerfile's text: every place fits it, and the answer is always the same.
pub fn syntax(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let file = parse(&text);
    assert_eq!(file.source, text, "the source is kept");
    for node in file.nodes() {
        check_node(&file, node);
        let _ = parse_trigger(&node.original.text);
    }
    for directive in &file.directives {
        check_span(&file, directive.span);
    }
    for warning in &file.warnings {
        check_span(&file, warning.span);
    }
    for problem in &file.problems {
        check_span(&file, problem.span);
        assert!(!problem.to_string().is_empty());
    }
    let has_any = !file.stages.is_empty() || !file.meta_args.is_empty();
    assert!(
        has_any || !file.problems.is_empty(),
        "nothing is said of {text:?}"
    );
    check_stages(&file);
    check_tokens(&file);
    let again = parse(&text);
    assert_eq!(file, again, "two answers");
    let json = serde_json::to_string(&file).expect("a tree has a serialization");
    assert_eq!(json, serde_json::to_string(&again).expect("it has"));
    let back: Dockerfile = serde_json::from_str(&json).expect("what was written is read");
    assert_eq!(back, file, "serialization loses nothing");
}

fn check_stages(file: &Dockerfile) {
    let mut end = 0;
    for stage in &file.stages {
        let commands = stage.commands.iter().map(|command| &command.origin);
        for origin in std::iter::once(&stage.origin).chain(commands) {
            check_span(file, origin.span);
            assert!(origin.span.start >= end, "stages are in source order");
            end = origin.span.end;
            assert!(origin.lines.first >= 1, "lines count from 1: {origin:?}");
            assert!(
                origin.lines.last <= file.source.split('\n').count(),
                "{origin:?}"
            );
        }
        for command in &stage.commands {
            if let Instruction::Run(run) = &command.instruction {
                for mount in &run.mounts {
                    check_span(file, mount.span);
                }
            }
        }
    }
}

fn check_node(file: &Dockerfile, node: &Node) {
    check_span(file, node.span);
    check_text(file, &node.original);
    for word in node.args.iter().chain(&node.flags).chain([&node.keyword]) {
        check_word(file, word);
        assert!(
            word.span.start >= node.span.start && word.span.end <= node.span.end,
            "{word:?} is outside its instruction {:?}",
            node.span
        );
    }
    for heredoc in &node.heredocs {
        assert_eq!(
            heredoc.span.text(&file.source),
            Some(heredoc.content.as_str())
        );
        check_span(file, heredoc.terminator);
    }
    if let Some(child) = &node.child {
        check_node(file, child);
    }
}

fn check_span(file: &Dockerfile, span: Span) {
    let text = span.text(&file.source);
    assert!(text.is_some(), "{span:?} is no range of {:?}", file.source);
}

fn check_word(file: &Dockerfile, word: &Word) {
    check_span(file, word.span);
}

/// Every character of a joined text is where it says that it is.
fn check_text(file: &Dockerfile, text: &SourceText) {
    for (offset, c) in text.text.char_indices() {
        let rest = file.source.get(text.position(offset)..);
        let is_there = rest.is_some_and(|rest| rest.starts_with(c));
        assert!(is_there, "offset {offset} of {text:?} in {:?}", file.source);
    }
}

fn check_tokens(file: &Dockerfile) {
    let mut end = 0;
    for token in highlight_parsed(file) {
        assert!(
            token.span.start >= end,
            "{token:?} overlaps in {:?}",
            file.source
        );
        assert!(token.span.end > token.span.start, "{token:?} is empty");
        check_span(file, token.span);
        end = token.span.end;
    }
}
