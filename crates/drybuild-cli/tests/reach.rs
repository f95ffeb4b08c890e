//! `drybuild reach` as a user meets it.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::path::PathBuf;
use std::process::Command;

use expect_test::{Expect, expect};

/// A context with these files, made anew.
fn context(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    _ = std::fs::remove_dir_all(&folder);
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Runs `drybuild reach .` in a folder; what it prints, and its exit status.
fn run(folder: &PathBuf, flags: &[&str]) -> (String, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_drybuild"))
        .args(["reach", "."])
        .args(flags)
        .current_dir(folder)
        .env("FROM_CLIENT", "client-value-77")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        String::from_utf8(text).unwrap(),
        output.status.code().unwrap(),
    )
}

fn check(name: &str, files: &[(&str, &str)], flags: &[&str], expected: Expect) {
    let (text, exit) = run(&context(name, files), flags);
    expected.assert_eq(&format!("{text}exit {exit}\n"));
}

#[test]
fn a_secret_that_is_only_used_is_clean() {
    check(
        "reach-clean",
        &[
            (
                "Dockerfile",
                "FROM alpine\nRUN --mount=type=secret,id=token test -s /run/secrets/token\n",
            ),
            ("token.txt", "tok-4711-secret"),
        ],
        &["--secret", "id=token,src=token.txt"],
        expect![[r#"
            1 secret followed: this build leaves none behind.

            Nowhere: token

            Taken for granted
              sizes of base images, and names and sizes of what package managers download, are illustrative
            exit 0
        "#]],
    );
}

#[test]
fn a_table_and_the_way_below_it() {
    check(
        "reach-leak",
        &[(
            "Dockerfile",
            "FROM alpine AS build\nARG API_TOKEN\nRUN echo \"$API_TOKEN\" > /key\nFROM alpine\nCOPY --from=build /key /key\nRUN rm /key\n",
        )],
        &["--build-arg", "API_TOKEN=tok-4711-secret"],
        expect![[r#"
            1 secret followed: 1 is left behind by this build.

            This build leaves
              SECRET     PLACE                CERTAINTY  WHO CAN READ IT           LINE
              API_TOKEN  image layer, hidden  certain    anyone with the image     5
              API_TOKEN  build log            certain    anyone who reads the log  3
              API_TOKEN  builder's record     certain    anyone on the builder     3
              API_TOKEN  builder's layers     certain    anyone on the builder     3, 5

            Other outputs of the same build would hold
              SECRET     PLACE                  CERTAINTY  WHO CAN READ IT        LINE
              API_TOKEN  provenance mode=max    certain    anyone with the image  3
              API_TOKEN  cache export mode=min  certain    anyone with the cache  5
              API_TOKEN  cache export mode=max  certain    anyone with the cache  3, 5

            Guessed to be secret (--secret names them, --no-guess leaves guesses away)
              API_TOKEN: the name of the build argument says so

            Taken for granted
              sizes of base images, and names and sizes of what package managers download, are illustrative

            How it gets there

              API_TOKEN → image layer, hidden: layer 2, /key
                1. `--build-arg API_TOKEN` gives the value
                2. `ARG API_TOKEN` takes it (line 2)
                3. it is the value of `API_TOKEN` in the environment of the step (line 3)
                4. the value is written to /key (line 3)
                5. /key of stage `build` is copied to /key (line 5)
                6. `/key`: a later layer hides it, and this layer still holds it (line 5)
                see it: mkdir image && docker save IMAGE | tar -x -C image && for blob in image/blobs/sha256/*; do tar -xOf $blob key 2>/dev/null; done

              API_TOKEN → build log: name of the step
                1. `--build-arg API_TOKEN` gives the value
                2. `ARG API_TOKEN` takes it (line 2)
                3. the log names the step with its variables expanded (line 3)
                see it: docker buildx history logs

              API_TOKEN → builder's record: log
                1. `--build-arg API_TOKEN` gives the value
                2. `ARG API_TOKEN` takes it (line 2)
                3. the log names the step with its variables expanded (line 3)
                4. the builder keeps the log of every build
                also: provenance and 1 more
                see it: docker buildx history logs

              API_TOKEN → builder's layers: layer of stage build on the builder, /key
                1. `--build-arg API_TOKEN` gives the value
                2. `ARG API_TOKEN` takes it (line 2)
                3. it is the value of `API_TOKEN` in the environment of the step (line 3)
                4. the value is written to /key (line 3)
                5. `/key`: the builder keeps the layer of every step that ran, of the image or not (line 3)
                also: layer of stage-1 on the builder, /key
                see it: docker build --target build -t look . && docker run --rm look cat /key

            How it would get into other outputs

              API_TOKEN → provenance mode=max: build argument API_TOKEN
                1. `--build-arg API_TOKEN` of the command holds the value
                2. provenance keeps what the client asked for
                also: graph of the build, env of a step
                see it: docker buildx imagetools inspect IMAGE --format '{{ json .Provenance }}'

              API_TOKEN → cache export mode=min: the image's layers, /key
                1. `--build-arg API_TOKEN` gives the value
                2. `ARG API_TOKEN` takes it (line 2)
                3. it is the value of `API_TOKEN` in the environment of the step (line 3)
                4. the value is written to /key (line 3)
                5. /key of stage `build` is copied to /key (line 5)
                6. `/key`: an exported cache takes the layer along (line 5)
                see it: docker buildx build --cache-to type=local,dest=cache,mode=min …

              API_TOKEN → cache export mode=max: layer of stage build, /key
                1. `--build-arg API_TOKEN` gives the value
                2. `ARG API_TOKEN` takes it (line 2)
                3. it is the value of `API_TOKEN` in the environment of the step (line 3)
                4. the value is written to /key (line 3)
                5. `/key`: an exported cache takes the layer along (line 3)
                also: layer of stage-1, /key
                see it: docker buildx build --cache-to type=local,dest=cache,mode=max …
            exit 1
        "#]],
    );
}

#[test]
fn guesses_are_said_to_be_guesses() {
    check(
        "reach-guess",
        &[
            ("Dockerfile", "FROM alpine\nCOPY . /app\n"),
            (".env", "PORT=8080\nDB_PASSWORD=hunter2-hunter2\n"),
        ],
        &[],
        expect![[r#"
            1 secret followed: 1 is left behind by this build.

            This build leaves
              SECRET             PLACE                   CERTAINTY  WHO CAN READ IT        LINE
              .env: DB_PASSWORD  image layer             certain    anyone with the image  2
              .env: DB_PASSWORD  builder's layers        certain    anyone on the builder  2
              .env: DB_PASSWORD  builder's context copy  certain    anyone on the builder

            Other outputs of the same build would hold
              SECRET             PLACE                  CERTAINTY  WHO CAN READ IT        LINE
              .env: DB_PASSWORD  cache export mode=min  certain    anyone with the cache  2
              .env: DB_PASSWORD  cache export mode=max  certain    anyone with the cache  2

            Guessed to be secret (--secret names them, --no-guess leaves guesses away)
              .env: DB_PASSWORD: a file of the build context holds it

            Taken for granted
              sizes of base images, and names and sizes of what package managers download, are illustrative

            How it gets there

              .env: DB_PASSWORD → image layer: layer 2, /app/.env
                1. the build context holds it in `.env`
                2. .env of the build context is copied to /app/.env (line 2)
                3. `/app/.env`: the layer of this step holds the file when the step ends (line 2)
                see it: docker run --rm --entrypoint cat IMAGE /app/.env

              .env: DB_PASSWORD → builder's layers: layer of the step on the builder, /app/.env
                1. the build context holds it in `.env`
                2. .env of the build context is copied to /app/.env (line 2)
                3. `/app/.env`: the builder keeps the layer of every step that ran, of the image or not (line 2)

              .env: DB_PASSWORD → builder's context copy: the context on the builder, /.env
                1. the build context holds it in `.env`
                2. `/.env`: the builder keeps its copy of the file
                see it: docker buildx du --verbose --filter type=source.local

            How it would get into other outputs

              .env: DB_PASSWORD → cache export mode=min: the image's layers, /app/.env
                1. the build context holds it in `.env`
                2. .env of the build context is copied to /app/.env (line 2)
                3. `/app/.env`: an exported cache takes the layer along (line 2)
                see it: docker buildx build --cache-to type=local,dest=cache,mode=min …

              .env: DB_PASSWORD → cache export mode=max: layer of the step, /app/.env
                1. the build context holds it in `.env`
                2. .env of the build context is copied to /app/.env (line 2)
                3. `/app/.env`: an exported cache takes the layer along (line 2)
                see it: docker buildx build --cache-to type=local,dest=cache,mode=max …
            exit 1
        "#]],
    );
    check(
        "reach-no-guess",
        &[
            ("Dockerfile", "FROM alpine\nCOPY . /app\n"),
            (".env", "DB_PASSWORD=hunter2-hunter2\n"),
        ],
        &["--no-guess"],
        expect![[r#"
            No secret is named, and nothing in the build looks like one.

            Taken for granted
              sizes of base images, and names and sizes of what package managers download, are illustrative
            exit 0
        "#]],
    );
}

#[test]
fn what_is_not_understood_counts_as_possible() {
    let files = [
        (
            "Dockerfile",
            "FROM corp/tools\nRUN --mount=type=secret,id=token,env=TOKEN deploy\n",
        ),
        ("token.txt", "tok-4711-secret"),
    ];
    let secret = ["--secret", "id=token,src=token.txt"];
    let folder = context("reach-unknown", &files);
    let (text, exit) = run(&folder, &secret);
    assert!(text.contains("Not understood"), "{text}");
    assert_eq!(exit, 1);
    let (_, exit) = run(&folder, &[&secret[..], &["--fail-on", "certain"]].concat());
    assert_eq!(exit, 0);
}

#[test]
fn no_format_prints_a_value() {
    let files = [
        (
            "Dockerfile",
            "FROM alpine\nARG A\nENV PASSWORD=literal-4711\nCOPY . /app\nCOPY --link x /$A\nRUN --mount=type=secret,id=e,env=E mkdir \"/$E\" && false\n",
        ),
        ("x", ""),
        (".npmrc", "//r.test/:_authToken=npmrc-value-4711\n"),
    ];
    let folder = context("reach-values", &files);
    let flags = [
        "--build-arg",
        "A=https://u:url-password-4711@h.test",
        "--secret",
        "id=e,env=FROM_CLIENT",
    ];
    for format in ["text", "json", "sarif"] {
        let (text, exit) = run(&folder, &[&flags[..], &["--format", format]].concat());
        assert_eq!(exit, 1, "{text}");
        assert!(
            text.contains("PASSWORD") && text.contains("_authToken"),
            "{text}"
        );
        for value in [
            "literal-4711",
            "npmrc-value-4711",
            "url-password-4711",
            "client-value-77",
        ] {
            assert!(!text.contains(value), "{format}: {value}\n{text}");
        }
    }
}

#[test]
fn what_is_not_read_is_refused() {
    let files = [("compose.yaml", "services: {}\n")];
    check(
        "reach-compose",
        &files,
        &[],
        expect![[r#"
        drybuild: there is no Dockerfile in ., and compose.yaml is not read: Bake and Compose files are out of scope
        exit 2
    "#]],
    );
    check(
        "reach-bake",
        &files,
        &["--file", "docker-bake.hcl"],
        expect![[r#"
            drybuild: docker-bake.hcl: Bake and Compose files are not read; name a Dockerfile with --file, and give the flags of one build
            exit 2
        "#]],
    );
    let files = [("Dockerfile", "FROM alpine\n")];
    check(
        "reach-missing",
        &files,
        &["--secret", "id=a,src=nowhere"],
        expect![[r#"
            drybuild: failed to stat nowhere: stat nowhere: no such file or directory
            exit 2
        "#]],
    );
}

#[test]
fn large_files_are_listed_and_not_read() {
    let folder = context(
        "reach-large",
        &[(
            "Dockerfile",
            "FROM alpine\nCOPY . /app\nRUN cat /app/big.key\n",
        )],
    );
    std::fs::write(folder.join("big.key"), vec![b'x'; 5 * 1024 * 1024]).unwrap();
    let (text, exit) = run(&folder, &[]);
    assert!(
        text.contains("big.key not read (limits: 4 MiB a file"),
        "{text}"
    );
    assert_eq!(exit, 0, "{text}");
}

#[test]
fn a_fix_is_a_diff_and_a_command() {
    let files = [
        (
            "Dockerfile",
            "FROM node:20\nARG NPM_TOKEN\nCOPY . /app\nRUN test -n \"$NPM_TOKEN\" && touch /ready\nCMD [\"node\", \"/app\"]\n",
        ),
        (".npmrc", "//r.test/:_authToken=npmrc-value-4711\n"),
        ("index.js", ""),
    ];
    let flags = ["--build-arg", "NPM_TOKEN=arg-value-4711", "--fix"];
    let folder = context("reach-fix", &files);
    let (text, exit) = run(&folder, &flags);
    assert_eq!(exit, 1);
    let (_, shown) = text.split_once("How to keep it out").unwrap();
    expect![[r#"
         (built again: nothing certain remains)
          - give NPM_TOKEN as a secret to the steps that use it, instead of by ARG or ENV
          - keep .npmrc out of the build context, with a line in .dockerignore
          - if the container needs .npmrc when it runs, give it then: docker run -v, or --env-file
          - the client has to have the value in the variable NPM_TOKEN
          - replace the secret: images, caches and records of earlier builds still hold it

        --- Dockerfile
        +++ Dockerfile
        @@ -1,5 +1,4 @@
         FROM node:20
        -ARG NPM_TOKEN
         COPY . /app
        -RUN test -n "$NPM_TOKEN" && touch /ready
        +RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN test -n "$NPM_TOKEN" && touch /ready
         CMD ["node", "/app"]

        --- /dev/null
        +++ .dockerignore
        @@ -0,0 +1,1 @@
        +.npmrc

        - docker buildx build --build-arg NPM_TOKEN=*** .
        + docker buildx build --secret id=NPM_TOKEN,env=NPM_TOKEN .
    "#]]
    .assert_eq(shown);
    // Only --write writes.
    let dockerfile = || std::fs::read_to_string(folder.join("Dockerfile")).unwrap();
    assert_eq!(dockerfile(), files[0].1);
    assert!(!folder.join(".dockerignore").exists());

    let (text, _) = run(&folder, &[&flags[..], &["--write"]].concat());
    assert!(
        text.contains("written: Dockerfile") && text.contains("written: .dockerignore"),
        "{text}"
    );
    assert!(!dockerfile().contains("ARG"), "{}", dockerfile());
    let (text, exit) = run(&folder, &["--secret", "id=NPM_TOKEN,env=FROM_CLIENT"]);
    assert_eq!(exit, 0, "{text}");
}

#[test]
fn a_fix_is_in_every_format() {
    let files = [(
        "Dockerfile",
        "FROM alpine\nENV API_KEY=literal-4711\nRUN wget -q --header=$API_KEY h.test\n",
    )];
    let folder = context("reach-fix-formats", &files);
    for (format, part) in [("json", "\"diff\""), ("sarif", "\"artifactChanges\"")] {
        let (text, exit) = run(&folder, &["--fix", "--format", format]);
        assert_eq!(exit, 1);
        assert!(
            text.contains(part) && !text.contains("literal-4711"),
            "{text}"
        );
    }
}

#[test]
fn writing_without_a_fix_is_refused() {
    let folder = context("reach-write", &[("Dockerfile", "FROM alpine\n")]);
    assert_eq!(run(&folder, &["--write"]).1, 2);
}

#[test]
fn a_variable_that_is_not_set_has_a_stand_in() {
    let dockerfile = "FROM alpine\nRUN --mount=type=secret,id=t,env=T echo \"$T\" > /key\n";
    let folder = context("reach-unset", &[("Dockerfile", dockerfile)]);
    let (text, exit) = run(&folder, &["--secret", "id=t,env=NOT_SET_ANYWHERE"]);
    assert_eq!(exit, 1);
    assert!(text.contains("the secret t has no value here"), "{text}");
}
