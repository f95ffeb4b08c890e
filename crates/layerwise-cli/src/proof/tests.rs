use std::collections::BTreeMap;
use std::path::Path;

use crate::lab_judge::DryBuildJudge;
use crate::report;

const MANIFEST: &str = r#"id = "c"
title = "C"
summary = "S."
language = "en"
version = "1"
licence = "MIT"

[[chapters]]
id = "ch"
title = "Ch"
topics = ["t"]
"#;

const HEAD: &str = r#"+++
id = "t"
title = "T"
tags = []
summary = "S."
minutes = 1
prerequisites = []
+++

"#;

/// A lab whose password gets into the history, and whose key is lent.
const LAB: &str = r#"
```lab
id = "shop"
title = "Shop"
context = "labs/shop"
command = "docker build -t shop --build-arg TOKEN=demo-token-1 --secret id=key,src=key.txt ."

[[secrets]]
name = "TOKEN"
value = "demo-token-1"

[[secrets]]
name = "KEY"
value = "demo-key-2"
file = "key.txt"
```
"#;

const DOCKERFILE: &str = "\
FROM alpine
ARG TOKEN
RUN --mount=type=secret,id=key wc -c < /run/secrets/key > /length
";

/// What is found in a topic with these blocks.
fn check(blocks: &str) -> String {
    let files = [
        ("course.toml", MANIFEST.to_owned()),
        ("topics/t.md", format!("{HEAD}{blocks}{LAB}")),
        ("labs/shop/Dockerfile", DOCKERFILE.to_owned()),
        ("app/Dockerfile", "FROM alpine\nCOPY note /\n".to_owned()),
        ("app/note", "from the folder\n".to_owned()),
    ];
    let source: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.into_bytes()))
        .collect();
    course::compile(&source, &DryBuildJudge)
        .diagnostics
        .iter()
        .map(|found| report::diagnostic(Path::new(""), found))
        .collect()
}

#[track_caller]
fn holds(blocks: &str) {
    assert_eq!(check(blocks), "");
}

/// The message, the place and the marked line.
#[track_caller]
fn is_wrong(blocks: &str, message: &str, marked: &str) {
    let found = check(blocks);
    let first = format!("error[proof]: {message}\n");
    assert!(found.starts_with(&first), "{found}");
    let line = found.lines().nth(3).unwrap_or_default();
    let shown = line.split_once(" | ").map(|(_, line)| line);
    assert_eq!(shown, Some(marked), "{found}");
}

#[test]
fn a_console_that_is_right_is_silent() {
    holds(
        "\
```console proved=\"shop\"
$ docker build -t shop \\
    --build-arg TOKEN=demo-token-1 --secret id=key,src=key.txt .
$ docker run --rm shop cat /length
10
```
",
    );
    holds(
        "\
```console proved
$ docker build -q -t a - <<'EOF'
FROM alpine
RUN echo hi > /f
EOF
sha256:…
$ docker history --format '{{.CreatedBy}}' a
RUN /bin/sh -c echo hi > /f # buildkit
…
```
",
    );
    holds("```console proved=\"app/\"\n$ cat note\nfrom the folder\n```\n");
}

#[test]
fn a_block_goes_on_where_the_last_one_ended() {
    let build = "```console proved=\"app/\"\n$ docker build -t a .\n```\n";
    let look = "```console proved=\"app/\"\n$ docker run --rm a cat /note\nfrom the folder\n```\n";
    let quoted = look.trim_end().replace('\n', "\n> ");
    holds(&format!("{build}\nText.\n\n> {quoted}\n"));
    let fresh = look.replace("proved", "fresh proved");
    is_wrong(
        &format!("{build}\n{fresh}"),
        "here the command prints \"latest: Pulling from library/a\"",
        "from the folder",
    );
}

#[test]
fn a_wrong_line_is_shown_with_what_is_printed() {
    let found = check("```console proved=\"app/\"\n$ echo one; echo 2\none\ntwo\n```\n");
    let expected = "\
error[proof]: here the command prints \"2\"
  --> topics/t.md:13:1
   |
13 | two
   | ^^^
   = help: it prints:
    one
    2
";
    assert_eq!(found, expected);
}

#[test]
fn a_console_can_be_wrong_in_many_ways() {
    for (block, message, marked) in [
        (
            "proved\n$ true\nmore",
            "the command does not print this",
            "more",
        ),
        (
            "proved\n$ echo a; echo b\na",
            "below this line the command prints \"b\"",
            "a",
        ),
        (
            "proved\n$ false",
            "this command ends with status 1",
            "$ false",
        ),
        (
            "proved silent\n$ echo a",
            "this command prints something",
            "$ echo a",
        ),
        (
            "proved\na\n$ echo a",
            "output stands here before any command: a command begins with `$ `",
            "a",
        ),
        (
            "proved\n$ cat <<'EOF'\nnever closed",
            "the command goes on behind the end of the block",
            "$ cat <<'EOF'",
        ),
        (
            "proved=\"store\"\n$ true",
            "no lab is called \"store\", and a folder ends in `/`; labs: shop",
            "```console proved=\"store\"",
        ),
        (
            "proved=\"store/\"\n$ true",
            "the folder store/ is not there, or empty",
            "```console proved=\"store/\"",
        ),
        (
            "silent\n$ true",
            "this is claimed and not proved: say where it is run, `proved=\"<lab or folder/>\"`",
            "```console silent",
        ),
        (
            "proved layers=\"2\"\n$ true",
            "a console block cannot say `layers`",
            "```console proved layers=\"2\"",
        ),
        (
            "proved\n$ docker swarm init",
            "this command ends with status 1",
            "$ docker swarm init",
        ),
    ] {
        is_wrong(&format!("```console {block}\n```\n"), message, marked);
    }
    holds("```console proved silent\n$ echo a | grep b\n```\n");
}

#[test]
fn a_dockerfile_claims_what_it_leaves() {
    let claims = "layers=\"1\" history=\"ARG TOKEN=demo-token-1\" history=\"RUN |1 …\" \
         leaves=\"TOKEN in image-history, builder-history; KEY in nothing\" \
         warns=\"SecretsUsedInArgOrEnv\"";
    holds(&format!(
        "\
```dockerfile proved=\"shop\" {claims}
{DOCKERFILE}```

```console proved=\"shop\" leaves=\"KEY in nothing\"
$ docker run --rm shop cat /length
10
```
"
    ));
    holds(
        "\
```dockerfile proved secret=\"T=demo-4711\" after=\"FROM alpine\" command=\"docker build --secret id=t,env=T .\" leaves=\"nothing\"
RUN --mount=type=secret,id=t true
```
",
    );
    holds("```dockerfile proved fails=\"exit code: 3\"\nFROM alpine\nRUN exit 3\n```\n");
    holds(
        "\
```text title=\"note\" proved=\"app/\"
from the page
```

```console proved=\"app/\"
$ docker build -q -t a .
…
$ docker run --rm a cat /note
from the page
```
",
    );
    holds(
        "\
```dockerfile title=\"other.Dockerfile\" proved=\"app/\" layers=\"2\"
FROM alpine
COPY note /a
COPY note /b
```
",
    );
}

#[test]
fn a_dockerfile_can_be_wrong_in_many_ways() {
    let run = "FROM alpine\nARG T\nRUN echo $T > /f";
    for (claims, text, message, line) in [
        (
            "layers=\"2\"",
            run,
            "this Dockerfile adds 1 layers, not 2",
            0,
        ),
        (
            "layers=\"two\"",
            run,
            "`layers` is the number of layers that the Dockerfile adds, not \"two\"",
            0,
        ),
        (
            "history=\"RUN true\"",
            run,
            "no row of the history reads \"RUN true\"",
            0,
        ),
        ("fails=\"x\"", run, "this builds, and is said to fail", 0),
        (
            "fails=\"exit code: 4\"",
            "FROM alpine\nRUN exit 3",
            "the build fails, and not with \"exit code: 4\"",
            0,
        ),
        (
            "warns=\"nothing\"",
            "FROM alpine\nrun true",
            "the build checks that warn are ConsistentInstructionCasing",
            0,
        ),
        (
            "leaves=\"nothing\"",
            run,
            "there is no secret to follow: prove the block in a lab that has some, \
             or name one: `secret=\"TOKEN=demo-4711\"`",
            0,
        ),
        (
            "command=\"docker build --build-arg T .\" secret=\"T=demo-4711\" leaves=\"nothing\"",
            run,
            "T is in image-layer, image-history, build-log, builder-history, builder-cache",
            0,
        ),
        (
            "secret=\"T=demo-4711\" leaves=\"K in nothing\"",
            run,
            "no secret is called K; there is T",
            0,
        ),
        (
            "",
            "FROM alpine\nCOPPY a b",
            "this does not build: ERROR: failed to build: failed to solve: dockerfile parse error \
             on line 2: unknown instruction: COPPY (did you mean COPY?)",
            2,
        ),
        (
            "after=\"FROM alpine\"",
            "COPPY a b",
            "this does not build: ERROR: failed to build: failed to solve: dockerfile parse error \
             on line 2: unknown instruction: COPPY (did you mean COPY?)",
            1,
        ),
        (
            "command=\"DOCKER_BUILDKIT=0 docker build .\" layers=\"1\"",
            run,
            "nothing was built with BuildKit, so that only `fails` can be proved",
            0,
        ),
    ] {
        let block = format!("```dockerfile proved {claims}\n{text}\n```\n");
        let marked = block.lines().nth(line).unwrap_or_default().trim_end();
        is_wrong(&block, message, marked);
    }
    let block = "```dockerfile proved leaves=\"T in the-air\"\nFROM alpine\n```\n";
    let found = check(block);
    let expected = "error[proof]: \"the-air\" is no place; places: image-layer, ";
    assert!(found.starts_with(expected), "{found}");
}
