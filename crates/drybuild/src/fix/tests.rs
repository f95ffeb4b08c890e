//! One test a kind of fix: what is written afterwards.

use expect_test::{Expect, expect};

use super::*;
use crate::build::Input;
use crate::command;
use crate::context::ContextTree;

const VALUE: &str = "demo-4711";

/// `file` is a file of the context with its text; `token.txt` and the variable `TOKEN` hold the value on the client.
fn check(dockerfile: &str, command: &str, file: Option<(&str, &str)>, expected: Expect) {
    let env = [("TOKEN".to_owned(), VALUE.to_owned())].into();
    let mut parsed = command::parse(command, &env);
    parsed.read_secrets(|path| (path == "token.txt").then(|| VALUE.into()));
    let context = match file {
        Some((path, text)) => ContextTree::default().with_file(path, text),
        None => ContextTree::default(),
    };
    let draft = Draft {
        input: Input {
            dockerfile: dockerfile.to_owned(),
            options: parsed.options,
            context,
            secrets: vec![VALUE.into()],
            ..Input::default()
        },
        command: command.to_owned(),
    };
    let answer = fix(
        std::slice::from_ref(&draft),
        &["api token".to_owned()],
        crate::labelled::SecretId(0),
    );
    let text = match answer {
        Answer::Clean => "clean\n".to_owned(),
        Answer::Without(why) => format!("{why}\n"),
        Answer::Fixed(fix) => {
            let after = draft.edited(&fix.edits, &fix.needs);
            let mut text = after.input.dockerfile.clone();
            for file in [EditedFile::Dockerignore, EditedFile::Command] {
                if after.text(file) != draft.text(file) {
                    text += &format!("{file:?}: {}\n", after.text(file).trim_end());
                }
            }
            text
        }
    };
    expected.assert_eq(&text);
}

const SECRET: &str = "docker build --secret id=token,src=token.txt .";

#[test]
fn arguments_and_variables() {
    check(
        "FROM alpine\nARG VERSION=1 TOKEN\nENV A=1 \\\n    KEY=$TOKEN\nRUN test -n \"$KEY\"\nRUN true\n",
        "docker build --build-arg TOKEN --build-arg VERSION=2 .",
        None,
        expect![[r#"
            FROM alpine
            ARG VERSION=1
            ENV A=1
            RUN --mount=type=secret,id=KEY,env=KEY test -n "$KEY"
            RUN true
            Command: docker build --build-arg VERSION=2 --secret id=KEY,env=TOKEN .
        "#]],
    );
    check(
        "FROM alpine\nARG TOKEN\nLABEL url=https://x:$TOKEN@h.test team=a\nWORKDIR /srv/${TOKEN}/x\n",
        "docker build --build-arg=TOKEN=demo-4711 .",
        None,
        expect![[r#"
            FROM alpine
            LABEL team=a
            WORKDIR /srv/token/x
            Command: docker build .
        "#]],
    );
}

#[test]
fn values_in_the_text() {
    check(
        "FROM alpine\n# old: demo-4711\nRUN wget --header='X: demo-4711' \\\n  -O /dev/null http://h.test\nRUN [\"wget\", \"--header=X: demo-4711\", \"h.test\"]\nCMD [\"app\", \"--key\", \"demo-4711\"]\n",
        "docker build -t app:demo-4711 --label key=demo-4711 .",
        None,
        expect![[r#"
            FROM alpine
            RUN --mount=type=secret,id=TOKEN,env=TOKEN wget --header='X: '"$TOKEN"'' \
              -O /dev/null http://h.test
            RUN --mount=type=secret,id=TOKEN,env=TOKEN wget "--header=X: ${TOKEN}" h.test
            CMD ["/bin/sh", "-c", "exec app --key \"${TOKEN}\""]
            Command: docker build -t app --secret id=TOKEN,env=TOKEN .
        "#]],
    );
}

#[test]
fn files_of_the_context() {
    let npmrc = Some((".npmrc", "//r.test/:_authToken=demo-4711\n"));
    check(
        "FROM node:20\nCOPY . /app\n",
        "docker build .",
        npmrc,
        expect![[r#"
            FROM node:20
            COPY . /app
            Dockerignore: .npmrc
        "#]],
    );
    check(
        "FROM node:20\nCOPY .npmrc /app/\nWORKDIR /app\nRUN npm ci\nRUN rm /app/.npmrc\n",
        "docker build .",
        npmrc,
        expect![[r#"
            FROM node:20
            WORKDIR /app
            RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci
            Dockerignore: .npmrc
            Command: docker build --secret id=npmrc,src=.npmrc .
        "#]],
    );
}

#[test]
fn copies_of_a_mounted_secret() {
    check(
        "FROM alpine\nRUN --mount=type=secret,id=token cp /run/secrets/token /key\nRUN wc -c /key\nRUN rm /key\n",
        SECRET,
        None,
        expect![[r#"
            FROM alpine
            RUN --mount=type=secret,id=token,target=/key wc -c /key
        "#]],
    );
    check(
        "FROM alpine/git\nRUN --mount=type=secret,id=token cp /run/secrets/token ~/.netrc && git fetch && echo done\n",
        SECRET,
        None,
        expect![[r#"
            FROM alpine/git
            RUN --mount=type=secret,id=token cp /run/secrets/token ~/.netrc && git fetch && echo done && rm -f /root/.netrc
        "#]],
    );
}

#[test]
fn what_tools_keep() {
    check(
        "FROM alpine/git\nRUN --mount=type=secret,id=token git clone \"https://x:$(cat /run/secrets/token)@h.test/r.git\" /src\n",
        SECRET,
        None,
        expect![[r#"
            FROM alpine/git
            RUN --mount=type=secret,id=token git -c "url.https://x:$(cat /run/secrets/token)@h.test/.insteadOf=https://h.test/" clone "https://h.test/r.git" /src
        "#]],
    );
    check(
        "FROM node:20\nRUN --mount=type=secret,id=token npm config set //r.test/:_authToken=$(cat /run/secrets/token)\n",
        SECRET,
        None,
        expect![[r#"
            FROM node:20
            RUN --mount=type=secret,id=token,env=TOKEN npm config set //r.test/:_authToken=\${TOKEN}
        "#]],
    );
}

#[test]
fn what_is_printed() {
    check(
        "FROM alpine\nRUN --mount=type=secret,id=token set -ex; \\\n    T=$(cat /run/secrets/token); \\\n    echo \"$T\" | tee /dev/stderr; \\\n    echo ok\n",
        SECRET,
        None,
        expect![[r#"
            FROM alpine
            RUN --mount=type=secret,id=token set -e; \
                T=$(cat /run/secrets/token); \
                echo "$T" | tee /dev/stderr > /dev/null 2> /dev/null; \
                echo ok
        "#]],
    );
}

#[test]
fn removal_in_a_later_step_is_not_a_fix() {
    check(
        "FROM alpine\nRUN --mount=type=secret,id=token base64 /run/secrets/token > /k && sha256sum /k > /sum\nRUN rm /k\n",
        SECRET,
        None,
        expect![[r#"
            FROM alpine
            RUN --mount=type=secret,id=token base64 /run/secrets/token > /k && sha256sum /k > /sum && rm -f /k
        "#]],
    );
}

#[test]
fn what_is_clean_and_what_has_no_fix() {
    check(
        "FROM alpine\nRUN --mount=type=secret,id=token test -s /run/secrets/token\n",
        SECRET,
        None,
        expect![[r#"
            clean
        "#]],
    );
    check(
        "FROM alpine\nRUN --mount=type=secret,id=token wc -c /run/secrets/token | sh -c 'cat; cat /run/secrets/token > /k; cat /k'\n",
        SECRET,
        None,
        expect![[r#"
            FROM alpine
            RUN --mount=type=secret,id=token wc -c /run/secrets/token | sh -c 'cat; cat /run/secrets/token > /k; cat /k' > /dev/null && rm -f /k
        "#]],
    );
}
