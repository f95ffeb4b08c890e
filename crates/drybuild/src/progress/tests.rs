use expect_test::{Expect, expect};

use super::*;
use crate::build::{self, Input};
use crate::command;
use crate::schedule::schedule;
use crate::solve::Builder;

fn built(dockerfile: &str) -> (Build, Timeline) {
    let input = Input {
        dockerfile: dockerfile.to_owned(),
        options: command::parse("docker build -t app .", &Default::default()).options,
        ..Input::default()
    };
    let build = build::build(input, &mut Builder::default());
    let timeline = schedule(&build);
    (build, timeline)
}

fn check(dockerfile: &str, expected: Expect) {
    let (build, timeline) = built(dockerfile);
    // Digests stand in for real ones, and say nothing.
    let text = plain(&build, &timeline);
    let mut parts = text.split("sha256:");
    let mut short = parts.next().unwrap().to_owned();
    for part in parts {
        let rest: String = part.chars().skip(64).collect();
        short += &format!("sha256:…{rest}");
    }
    expected.assert_eq(&short);
}

#[test]
fn steps_that_run_at_once_take_turns() {
    check(
        "FROM scratch AS a\nCOPY <<A /a\nx\nA\nFROM alpine AS b\nRUN sleep 1; echo one; sleep 7; echo two\nFROM alpine AS c\nRUN sleep 0.4; echo early; sleep 2; echo late\nFROM alpine\nCOPY --from=b /etc /b\nCOPY --from=c /etc /c\n",
        expect![[r##"
            #0 building with "default" instance using docker driver

            #1 [internal] load build definition from Dockerfile
            #1 transferring dockerfile: 250B done
            #1 DONE 0.0s

            #2 [internal] load metadata for docker.io/library/alpine:latest
            #2 DONE 0.4s

            #3 [internal] load .dockerignore
            #3 transferring context: 2B done
            #3 DONE 0.0s

            #4 [c 1/2] FROM docker.io/library/alpine:latest@sha256:…
            #4 resolve docker.io/library/alpine:latest@sha256:… done
            #4 sha256:… 1.88MB / 3.32MB 0.1s
            #4 sha256:… 3.32MB / 3.32MB 0.3s done
            #4 extracting sha256:…
            #4 extracting sha256:… 0.1s done
            #4 DONE 0.3s

            #5 [b 2/2] RUN sleep 1; echo one; sleep 7; echo two
            #5 1.102 one
            #5 ...

            #6 [c 2/2] RUN sleep 0.4; echo early; sleep 2; echo late
            #6 0.502 early
            #6 2.504 late
            #6 DONE 2.5s

            #5 [b 2/2] RUN sleep 1; echo one; sleep 7; echo two
            #5 8.104 two
            #5 DONE 8.1s

            #7 [stage-3 2/3] COPY --from=b /etc /b
            #7 DONE 0.0s

            #8 [stage-3 3/3] COPY --from=c /etc /c
            #8 DONE 0.0s

            #9 exporting to image
            #9 exporting layers 0.1s done
            #9 exporting manifest sha256:…
            #9 exporting manifest sha256:… done
            #9 exporting config sha256:… done
            #9 exporting attestation manifest sha256:… done
            #9 exporting manifest list sha256:… done
            #9 naming to docker.io/library/app:latest done
            #9 unpacking to docker.io/library/app:latest done
            #9 DONE 0.1s
        "##]],
    );
}

#[test]
fn an_error_shows_the_last_lines_and_the_instruction() {
    check(
        "FROM alpine\nMAINTAINER me\nRUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; echo no >&2; exit 3\n",
        expect![[r##"
            #0 building with "default" instance using docker driver

            #1 [internal] load build definition from Dockerfile
            #1 transferring dockerfile: 147B done
            #1 WARN: MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label (line 2)
            #1 DONE 0.0s

            #2 [internal] load metadata for docker.io/library/alpine:latest
            #2 DONE 0.4s

            #3 [internal] load .dockerignore
            #3 transferring context: 2B done
            #3 DONE 0.0s

            #4 [1/2] FROM docker.io/library/alpine:latest@sha256:…
            #4 resolve docker.io/library/alpine:latest@sha256:… done
            #4 sha256:… 1.88MB / 3.32MB 0.1s
            #4 sha256:… 3.32MB / 3.32MB 0.3s done
            #4 extracting sha256:…
            #4 extracting sha256:… 0.1s done
            #4 DONE 0.3s

            #5 [2/2] RUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; echo no >&2; exit 3
            #5 0.100 line 1
            #5 0.100 line 2
            #5 0.100 line 3
            #5 0.100 line 4
            #5 0.101 line 5
            #5 0.101 line 6
            #5 0.101 line 7
            #5 0.101 line 8
            #5 0.101 line 9
            #5 0.101 line 10
            #5 0.102 line 11
            #5 0.102 line 12
            #5 0.104 no
            #5 ERROR: process "/bin/sh -c for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; echo no >&2; exit 3" did not complete successfully: exit code: 3
            ------
             > [2/2] RUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; echo no >&2; exit 3:
            0.100 line 4
            0.101 line 5
            0.101 line 6
            0.101 line 7
            0.101 line 8
            0.101 line 9
            0.101 line 10
            0.102 line 11
            0.102 line 12
            0.104 no
            ------

             1 warning found (use docker --debug to expand):
             - MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label (line 2)
            Dockerfile:3
            --------------------
               1 |     FROM alpine
               2 |     MAINTAINER me
               3 | >>> RUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; echo no >&2; exit 3
               4 |     
            --------------------
            ERROR: failed to build: failed to solve: process "/bin/sh -c for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; echo no >&2; exit 3" did not complete successfully: exit code: 3
        "##]],
    );
}

#[test]
fn a_screen_shows_what_runs_at_a_moment() {
    let (build, timeline) = built("FROM alpine\nRUN sleep 5; echo done\n");
    let running = screen(&build, &timeline, 3_000).text(80);
    let mut parts = running.split("sha256:");
    let mut masked = parts.next().unwrap().to_owned();
    for part in parts {
        let places = part.chars().take_while(char::is_ascii_hexdigit).count();
        let rest: String = part.chars().skip(places).collect();
        masked += &format!("sha256:{}{rest}", "x".repeat(places));
    }
    expect![[r#"
        [+] Building 3.0s (4/5)                                          docker:default
         => [internal] load build definition from Dockerfile                        0.0s
         => => transferring dockerfile: 72B                                         0.0s
         => [internal] load metadata for docker.io/library/alpine:latest            0.4s
         => [internal] load .dockerignore                                           0.0s
         => => transferring context: 2B                                             0.0s
         => [1/2] FROM docker.io/library/alpine:latest@sha256:xxxxxxxxxxxxxxxxxxx   0.3s
         => => resolve docker.io/library/alpine:latest@sha256:xxxxxxxxxxxxxxxxxxx   0.0s
         => => sha256:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx 3.32MB / 3.32MB   0.3s
         => => extracting sha256:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx   0.1s
         => [2/2] RUN sleep 5; echo done                                            2.2s
    "#]]
    .assert_eq(&masked);
    let last = screen(&build, &timeline, timeline.end_ms);
    assert!(last.is_finished);
    assert_eq!(last.completed, last.total);
}

#[test]
fn status_messages_are_json() {
    let (_, timeline) = built("FROM alpine\nRUN echo hi\n");
    for line in raw_json(&timeline).lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value.is_object());
    }
    assert!(raw_json(&timeline).contains("\"data\":\"aGkK\""));
}
