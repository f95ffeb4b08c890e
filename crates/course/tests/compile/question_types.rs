//! Questions of every type: what the format's own examples become, and what is said of mistakes.

use course::{
    CodeJudge, Forecast, LabBlock, LabJudge, Outcome, Question, QuestionKind, Segment, Source,
    Unforeseen, Verdict, compile,
};
use expect_test::{Expect, expect};

use crate::small_course::{check_problems, files, problems};

/// Foretells that what the question asks for happens, and that the rest does not.
struct Seer;

impl CodeJudge for Seer {}

impl LabJudge for Seer {
    fn judge(&self, _: &LabBlock<'_>, _: &dyn Source) -> Verdict {
        Verdict::default()
    }

    fn foresee(
        &self,
        _: &LabBlock<'_>,
        forecast: &Forecast,
        _: &dyn Source,
    ) -> Result<Vec<Outcome>, Unforeseen> {
        if forecast.ask != "layers" {
            return Err(Unforeseen {
                key: "ask",
                message: format!("nobody can mark `{}`", forecast.ask),
                hint: "ask for layers".to_owned(),
            });
        }
        let outcome = |text: &str, happens| Outcome {
            text: text.to_owned(),
            is_code: true,
            happens,
            reason: "So it is.".to_owned(),
        };
        Ok(vec![
            outcome("RUN a > b", true),
            outcome("ENV A=1", false),
            outcome("RUN a > b", true),
        ])
    }
}

const LAB: &str = "```lab\nid = \"lend-the-password\"\ntitle = \"Lend it\"\n```\n";

/// The blocks that the documentation of the format shows.
fn documented() -> String {
    let text = include_str!("../../../../docs/format.md");
    let mut blocks = String::from(LAB);
    for example in text.split("````markdown\n").skip(1) {
        let example = example.split("````\n").next().unwrap();
        if example.starts_with("```quiz") {
            blocks.push('\n');
            blocks.push_str(example);
        }
    }
    blocks
}

fn questions(one: &str) -> Vec<Question> {
    let compilation = compile(&files(one), &Seer);
    assert_eq!(problems(&compilation), "");
    let segments = compilation
        .topics
        .into_iter()
        .flat_map(|topic| topic.segments);
    segments
        .filter_map(|segment| match segment {
            Segment::Question(question) => Some(question),
            _ => None,
        })
        .collect()
}

#[test]
fn every_example_of_the_documentation_compiles() {
    let questions = questions(&documented());
    let name = |kind: &QuestionKind| {
        let json = serde_json::to_value(kind).unwrap();
        json.as_object().unwrap().keys().next().unwrap().clone()
    };
    let kinds: Vec<_> = questions
        .iter()
        .map(|question| name(&question.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            "single-choice",
            "multiple-choice",
            "short-answer",
            "number",
            "ordering",
            "matching",
            "fill-in",
            "predict",
            "fix-it"
        ]
    );
    for question in &questions {
        let json = serde_json::to_string(question).unwrap();
        assert_eq!(&serde_json::from_str::<Question>(&json).unwrap(), question);
        assert_eq!(question.key.len(), 16, "{}", question.id);
    }
}

/// What a few of the examples become.
#[test]
fn what_the_examples_become() {
    let questions = questions(&documented());
    let shown: String = questions
        .iter()
        .filter(|question| {
            matches!(
                question.kind,
                QuestionKind::Matching(_) | QuestionKind::FillIn(_) | QuestionKind::Predict(_)
            )
        })
        .map(|question| format!("{:#?}\n", question.kind))
        .collect();
    expect![[r#"
        Matching(
            Matching {
                prompts: [
                    Prompt {
                        html: "<code>RUN</code>",
                        partner: "4cc3d223",
                        feedback_html: "It changes files.",
                    },
                    Prompt {
                        html: "<code>COPY</code>",
                        partner: "4cc3d223",
                        feedback_html: "It adds files.",
                    },
                    Prompt {
                        html: "<code>ENV</code>",
                        partner: "606495ee",
                        feedback_html: "Nothing of it is a file.",
                    },
                ],
                answers: [
                    Answer {
                        id: "4cc3d223",
                        html: "a layer",
                        text: "a layer",
                        correct: false,
                        feedback_html: "",
                        pinned: false,
                    },
                    Answer {
                        id: "606495ee",
                        html: "a line of the config",
                        text: "a line of the config",
                        correct: false,
                        feedback_html: "",
                        pinned: false,
                    },
                    Answer {
                        id: "f412ba4e",
                        html: "nothing at all",
                        text: "nothing at all",
                        correct: false,
                        feedback_html: "",
                        pinned: false,
                    },
                ],
            },
        )
        FillIn(
            FillIn {
                code: [
                    "<span class=\"hl-keyword\">RUN</span> <span class=\"hl-flag\">--mount</span>=<span class=\"hl-flag\">type</span>=",
                    ",<span class=\"hl-flag\">id</span>=<span class=\"hl-string\">index</span>,<span class=\"hl-flag\">target</span>=",
                    " <span class=\"hl-function\">pip</span> install rates",
                ],
                blanks: [
                    Typed {
                        answers: [
                            Answer {
                                id: "6b0339bf",
                                html: "secret",
                                text: "secret",
                                correct: true,
                                feedback_html: "<p>Yes: it is there while the step runs.</p>",
                                pinned: false,
                            },
                            Answer {
                                id: "0e759e75",
                                html: "bind",
                                text: "bind",
                                correct: false,
                                feedback_html: "<p>That mounts files of the context or of a stage.</p>",
                                pinned: false,
                            },
                        ],
                        exact: true,
                        unit: "",
                    },
                    Typed {
                        answers: [
                            Answer {
                                id: "65b760b7",
                                html: "/run/secrets/index",
                                text: "/run/secrets/index",
                                correct: true,
                                feedback_html: "<p>Yes, the place where it is by default.</p>",
                                pinned: false,
                            },
                            Answer {
                                id: "6b499801",
                                html: "\"/run/secrets/index\"",
                                text: "\"/run/secrets/index\"",
                                correct: true,
                                feedback_html: "<p>Yes, the place where it is by default.</p>",
                                pinned: false,
                            },
                            Answer {
                                id: "4fd0bfc1",
                                html: "",
                                text: "",
                                correct: false,
                                feedback_html: "<p><code>pip</code> looks for it where the step says.</p>",
                                pinned: false,
                            },
                        ],
                        exact: true,
                        unit: "",
                    },
                ],
            },
        )
        Predict(
            Predict {
                lab: LabRef {
                    id: "lend-the-password",
                    topic: "one",
                },
                ask: "layers",
                answers: [
                    Answer {
                        id: "e7846026",
                        html: "<code>RUN a &gt; b</code>",
                        text: "",
                        correct: true,
                        feedback_html: "So it is.",
                        pinned: true,
                    },
                    Answer {
                        id: "c2930b3c",
                        html: "<code>ENV A=1</code>",
                        text: "",
                        correct: false,
                        feedback_html: "So it is.",
                        pinned: true,
                    },
                    Answer {
                        id: "d0cec73e",
                        html: "<code>RUN a &gt; b</code>",
                        text: "",
                        correct: true,
                        feedback_html: "So it is.",
                        pinned: true,
                    },
                ],
            },
        )
    "#]].assert_eq(&shown);
}

#[test]
fn policies_hints_and_aliases() {
    let question = &questions(
        "```quiz\nid = \"q\"\naliases = [\"old\"]\nhints = [\"*One*\", \"Two\"]\nattempts = 2\n\
         reveal = \"when-done\"\nconfidence = false\n---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e\n```\n",
    )[0];
    assert_eq!(question.aliases, ["old"]);
    assert_eq!(question.hints_html, ["<p><em>One</em></p>", "<p>Two</p>"]);
    expect![[r#"
        Policy {
            attempts: 2,
            reveal: WhenDone,
            confidence: false,
        }"#]]
    .assert_eq(&format!("{:#?}", question.policy));
}

/// The problems of a block.
fn check(question: &str, expected: &Expect) {
    check_problems(&format!("````quiz\n{question}\n````\n"), expected);
}

#[test]
fn heads() {
    check(
        "id = \"q\"\ntype = \"multiple\"\nreveal = \"never\"\nattempts = 0\naliases = [\"q\"]\n\
         confidence = 1\nhints = \"h\"\n---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e",
        &expect![[r#"
            Error question-type topics/one.md:10:8: there is no type `multiple`
              type = "multiple"
                     ^^^^^^^^^^
              = did you mean `multiple-choice`?
              = known: single-choice, multiple-choice, short-answer, number, ordering, matching, fill-in, predict, fix-it
            Error question-type topics/one.md:11:10: there is no reveal `never`
              reveal = "never"
                       ^^^^^^^
              = known: at-once, when-done
            Error wrong-type topics/one.md:12:12: `attempts` must be a whole number from 1, not integer
              attempts = 0
                         ^
              = write `attempts = 5`
            Error duplicate-id topics/one.md:13:12: there is already a question `q`
              aliases = ["q"]
                         ^^^
              = the first is at topics/one.md:9
            Error wrong-type topics/one.md:14:14: `confidence` must be `true` or `false`, not integer
              confidence = 1
                           ^
              = write `confidence = true`
            Error wrong-type topics/one.md:15:9: `hints` must be a list of strings, not string
              hints = "h"
                      ^^^
              = write `hints = ["…", "…"]`
        "#]],
    );
}

#[test]
fn multiple_choice() {
    let head = "id = \"q\"\ntype = \"multiple-choice\"\n---\nA?\n";
    check(
        &format!("{head}- [x] b\n  > c\n- [x] d\n  > e"),
        &expect![[r#"
            Error question-key topics/one.md:13:1: every option is right
              - [x] b
              ^^^^^^^
              = add wrong options that people really believe
        "#]],
    );
    check(
        &format!("{head}- [ ] b\n  > c\n- [ ] d"),
        &expect![[r#"
        Error question-key topics/one.md:13:1: no option is right
          - [ ] b
          ^^^^^^^
          = mark each right one with `[x]`
        Error question-feedback topics/one.md:15:1: the option “d” has no feedback
          - [ ] d
          ^^^^^^^
          = write under it, indented: `  > why this is right or wrong`
    "#]],
    );
}

#[test]
fn short_answers() {
    let head = "id = \"q\"\ntype = \"short-answer\"\n---\nA?\n";
    check(
        &format!("{head}1. b"),
        &expect![[r#"
        Error question-shape topics/one.md:9:1: the question has no answers
          id = "q"
          ^^^^^^^^
          = write them as a list: `- [x] an accepted one`, `- [ ] a wrong one that people give`
    "#]],
    );
    check(
        &format!("{head}- [x] b\n- [x] {{other}}\n- [ ] d"),
        &expect![[r#"
            Error question-feedback topics/one.md:13:1: the option “b” has no feedback
              - [x] b
              ^^^^^^^
              = write under it, indented: `  > why this is right or wrong`
            Error question-key topics/one.md:14:1: not everything else can be right
              - [x] {other}
              ^^^^^^^^^^^^^
              = write `- [ ] {other}`
            Error question-feedback topics/one.md:15:1: the option “d” has no feedback
              - [ ] d
              ^^^^^^^
              = write under it, indented: `  > why this is right or wrong`
        "#]],
    );
    check(
        &format!("{head}- [ ] b\n  > c"),
        &expect![[r#"
            Error question-key topics/one.md:13:1: no answer is accepted
              - [ ] b
              ^^^^^^^
              = mark each accepted one with `[x]`
        "#]],
    );
}

#[test]
fn numbers() {
    check(
        "id = \"q\"\ntype = \"number\"\n---\nA?\n- [x] 5 MB\n  > c\n- [ ] 1,000\n  > d\n- [x] 5 +- 1\n- [ ] {other}\n  > e",
        &expect![[r#"
            Error question-options topics/one.md:13:1: “5 MB” is not a number
              - [x] 5 MB
              ^^^^^^^^^^
              = write `54`, `0.5` or `54 ± 2`: digits, a point, no unit
              = the unit has a key of its own: `unit = "MB"`
            Error question-options topics/one.md:15:1: “1,000” is not a number
              - [ ] 1,000
              ^^^^^^^^^^^
              = write `54`, `0.5` or `54 ± 2`: digits, a point, no unit
              = the unit has a key of its own: `unit = "MB"`
        "#]],
    );
}

#[test]
fn orderings() {
    let head = "id = \"q\"\ntype = \"ordering\"\n---\nA?\n";
    check(
        &format!("{head}- b\n- c"),
        &expect![[r#"
        Error question-shape topics/one.md:9:1: the question has nothing to put in order
          id = "q"
          ^^^^^^^^
          = write it as a numbered list, in the right order: `1. first`, `2. second`
    "#]],
    );
    check(
        &format!("{head}1. b\n2. b\n---\nE"),
        &expect![[r#"
            Error question-options topics/one.md:13:1: fewer than three have hardly an order
              1. b
              ^^^^
              = add what comes before, between or after
            Error question-options topics/one.md:14:1: another option already says “b”
              2. b
              ^^^^
              = options are told apart by their text, without emphasis: change or remove one
        "#]],
    );
    check(
        &format!("{head}1. b\n2. c\n   > why\n3. d"),
        &expect![[r#"
        Error question-feedback topics/one.md:9:1: nothing says why this is right
          id = "q"
          ^^^^^^^^
          = put a line `---` and an explanation at the end
          = or say it for each: indented `  > …` in a list, a third column in a table
    "#]],
    );
}

#[test]
fn matchings() {
    let head = "id = \"q\"\ntype = \"matching\"\n---\nA?\n\n| a | b |\n|---|---|\n";
    check(
        &format!("{head}| a | b |\n---\nE"),
        &expect![[r#"
        Error question-options topics/one.md:14:1: there is nothing to choose between
          | a | b |
          ^^^^^^^^^
          = write at least two pairs with different partners, one a row
    "#]],
    );
    check(
        &format!("{head}| a | b |\n| a | |\n| a | c |"),
        &expect![[r#"
            Error question-feedback topics/one.md:9:1: nothing says why this is right
              id = "q"
              ^^^^^^^^
              = put a line `---` and an explanation at the end
              = or say it for each: indented `  > …` in a list, a third column in a table
            Error question-shape topics/one.md:17:1: the pair has no right side
              | a | |
              ^^^^^^^
              = a partner for nobody stands in the right column, its left cell empty
            Error question-options topics/one.md:18:1: another pair has the same left side
              | a | c |
              ^^^^^^^^^
        "#]],
    );
}

#[test]
fn fill_ins() {
    let head = "id = \"q\"\ntype = \"fill-in\"\n---\nA?\n\n";
    check(
        &format!("{head}1. - [x] a\n     > b"),
        &expect![[r#"
        Error question-shape topics/one.md:9:1: the question has no code with blanks
          id = "q"
          ^^^^^^^^
          = write a block fenced by `~~~` with `{{1}}`, `{{2}}` … where something is left out
    "#]],
    );
    check(
        &format!("{head}~~~dockerfile\nFROM {{{{1}}}} {{{{1}}}}\n~~~\n\n1. - [x] a\n     > b"),
        &expect![[r#"
            Error question-shape topics/one.md:14:1: blank `{{1}}` stands 2 times in the code
              ~~~dockerfile
              ^^^^^^^^^^^^^
              = each blank stands once, and the list has an item for each
        "#]],
    );
    check(
        &format!("{head}~~~dockerfile\nFROM {{{{1}}}}:{{{{2}}}}\n~~~\n\n1. - [x] a\n     > b"),
        &expect![[r#"
            Error question-shape topics/one.md:14:1: the list has no item for blank `{{2}}`
              ~~~dockerfile
              ^^^^^^^^^^^^^
              = write a numbered list, one item a blank, each with a list: `1. - [x] accepted`, and under it `   - [ ] wrong`
        "#]],
    );
    check(
        &format!("{head}~~~dockerfile\nFROM {{{{1}}}}\n~~~\n\n1. a"),
        &expect![[r#"
            Error question-shape topics/one.md:18:1: nothing is said to belong into blank 1
              1. a
              ^^^^
              = write a numbered list, one item a blank, each with a list: `1. - [x] accepted`, and under it `   - [ ] wrong`
        "#]],
    );
}

#[test]
fn questions_about_labs() {
    let ask = |keys: &str| {
        let block =
            format!("{LAB}\n```quiz\nid = \"q\"\ntype = \"predict\"\n{keys}\n---\nA?\n```\n");
        problems(&compile(&files(&block), &Seer))
    };
    expect![[r#"
        Error unknown-lab topics/one.md:16:7: there is no lab `lend-a-password`
          lab = "lend-a-password"
                ^^^^^^^^^^^^^^^^^
          = did you mean `lend-the-password`?
          = name the id of a lab of this course
    "#]]
    .assert_eq(&ask("lab = \"lend-a-password\"\nask = \"layers\""));
    expect![[r#"
        Error question-lab topics/one.md:17:7: nobody can mark `weather`
          ask = "weather"
                ^^^^^^^^^
          = ask for layers
    "#]]
    .assert_eq(&ask(
        "lab = \"lend-the-password\"\nask = \"weather\"\nsecret = \"S\"",
    ));
    expect![[r#"
        Error missing-key topics/one.md:14:1: missing key `lab`
          id = "q"
          ^
          = add `lab = …`
        Error unknown-lab topics/one.md:14:1: there is no lab ``
          id = "q"
          ^^^^^^^^
          = name the id of a lab of this course
        Error unknown-key topics/one.md:17:1: unknown key `file`
          file = "a"
          ^^^^
          = known keys: id, type, aliases, hints, attempts, reveal, confidence, lab, ask, secret, changed, command
    "#]].assert_eq(&ask("ask = \"layers\"\nfile = \"a\""));
}

#[test]
fn keys_follow_what_is_right_and_nothing_else() {
    let key = |block: &str| {
        questions(&format!("{LAB}\n````quiz\nid = \"q\"\n{block}\n````\n"))[0]
            .key
            .clone()
    };
    let same = |one: &str, other: &str| assert_eq!(key(one), key(other), "{one}\n{other}");
    let differs = |one: &str, other: &str| assert_ne!(key(one), key(other), "{one}\n{other}");
    let typed = "type = \"short-answer\"\n---\nA?\n- [x] b\n  > c";
    same(typed, &format!("{typed}\n- [ ] d\n  > e"));
    differs(typed, &format!("{typed}\n- [x] d"));
    differs(typed, &typed.replace("---", "exact = true\n---"));
    let order = "type = \"ordering\"\n---\nA?\n1. a\n2. b\n3. c\n---\nE";
    same(order, &order.replace("E", "F"));
    differs(
        order,
        "type = \"ordering\"\n---\nA?\n1. b\n2. a\n3. c\n---\nE",
    );
    let pairs =
        "type = \"matching\"\n---\nA?\n\n| a | b |\n|---|---|\n| a | b |\n| c | d |\n---\nE";
    same(
        pairs,
        &pairs.replace("| a | b |\n| c | d |", "| c | d |\n| *a* | b |"),
    );
    differs(pairs, &pairs.replace("| c | d |", "| c | b |\n| | d |"));
    let single = "---\nA?\n- [x] b\n  > c\n- [ ] d\n  > e";
    differs(single, &format!("type = \"multiple-choice\"\n{single}"));
}
