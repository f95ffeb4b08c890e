use expect_test::{Expect, expect};

use super::graph;

fn check(dockerfile: &str, flags: &str, expected: Expect) {
    expected.assert_eq(&graph(dockerfile, flags));
}

#[test]
fn stages_that_nothing_needs_are_left_out() {
    check(
        concat!(
            "FROM golang AS build\nWORKDIR /src\nCOPY go.mod main.go ./\nRUN go build -o /app\n",
            "FROM node AS unused\nRUN npm ci\n",
            "FROM alpine\nCOPY --from=build /app /app\n",
        ),
        "",
        expect![[r#"
            0 [stage-2 1/2] FROM docker.io/library/alpine:latest <- []
                docker-image://docker.io/library/alpine:latest {}
            1 [build 1/4] FROM docker.io/library/golang:latest <- []
                docker-image://docker.io/library/golang:latest {}
            2 [build 2/4] WORKDIR /src <- [1]
                1 actions
            3 [internal] load build context <- []
                local://context {"local.followpaths": "[\"go.mod\",\"main.go\"]", "local.sharedkeyhint": "context"}
            4 [build 3/4] COPY go.mod main.go ./ <- [2, 3]
                2 actions
            5 [build 4/4] RUN go build -o /app <- [4]
                ["/bin/sh", "-c", "go build -o /app"] /src
            6 [stage-2 2/2] COPY --from=build /app /app <- [0, 5]
                1 actions
        "#]],
    );
}

#[test]
fn mounts() {
    check(
        concat!(
            "FROM alpine\n",
            "RUN --mount=type=cache,target=/c,uid=5 --mount=type=secret,id=k --mount=type=ssh ",
            "--mount=type=tmpfs,target=/t,size=1m --mount=target=/src make\n",
        ),
        "",
        expect![[r#"
            0 [stage-0 1/2] FROM docker.io/library/alpine:latest <- []
                docker-image://docker.io/library/alpine:latest {}
            1 [internal] setting cache mount permissions <- []
                1 actions
            2 [internal] load build context <- []
                local://context {"local.sharedkeyhint": "context"}
            3 [stage-0 2/2] RUN --mount=type=cache,target=/c,uid=5 --mount=type=secret,id=k --mount=type=ssh --mount=type=tmpfs,target=/t,size=1m --mount=target=/src make <- [0, 1, 2]
                ["/bin/sh", "-c", "make"] / /c Cache(CacheMount { id: "//c", sharing: Shared }) /src Bind /t Tmpfs { size_bytes: 1048576 } /run/secrets/k Secret(SecretMount { id: "k", uid: 0, gid: 0, mode: 256, optional: true }) /run/buildkit/ssh_agent.0 Ssh(SshMount { id: "", uid: 0, gid: 0, mode: 384, optional: true })
        "#]],
    );
}

#[test]
fn linked_copies_are_merged() {
    check(
        "FROM alpine\nCOPY --link a /a\nCOPY --link b /b\n",
        "",
        expect![[r#"
            0 [1/3] FROM docker.io/library/alpine:latest <- []
                docker-image://docker.io/library/alpine:latest {}
            1 [internal] load build context <- []
                local://context {"local.followpaths": "[\"a\",\"b\"]", "local.sharedkeyhint": "context"}
            2 [2/3] COPY --link a /a <- [1]
                1 actions
            3 [2/3] LINK COPY --link a /a <- [0, 2]
            4 [3/3] COPY --link b /b <- [1]
                1 actions
            5 [3/3] LINK COPY --link b /b <- [3, 4]
        "#]],
    );
}

#[test]
fn several_platforms() {
    check(
        "FROM --platform=$BUILDPLATFORM alpine AS build\nARG TARGETARCH\nRUN make\nFROM scratch\nCOPY --from=build /x /\n",
        "platform=linux/amd64,linux/arm64",
        expect![[r#"
            0 [linux/amd64 build 1/2] FROM docker.io/library/alpine:latest <- []
                docker-image://docker.io/library/alpine:latest {}
            1 [linux/amd64 build 2/2] RUN make <- [0]
                ["/bin/sh", "-c", "make"] /
            2 [linux/amd64 stage-1 1/1] COPY --from=build /x / <- [1]
                1 actions
            0 [linux/amd64 build 1/2] FROM docker.io/library/alpine:latest <- []
                docker-image://docker.io/library/alpine:latest {}
            1 [linux/amd64->arm64 build 2/2] RUN make <- [0]
                ["/bin/sh", "-c", "make"] /
            2 [linux/arm64 stage-1 1/1] COPY --from=build /x / <- [1]
                1 actions
        "#]],
    );
}

#[test]
fn add_does_not_pass_on_the_times_of_a_repository() {
    check(
        "FROM scratch\nADD https://github.com/a/b.git?mtime=commit /d\n",
        "",
        expect![[r#"
            0 [1/1] ADD https://github.com/a/b.git?mtime=commit /d <- []
                git://github.com/a/b.git {"git.authheadersecret": "GIT_AUTH_HEADER", "git.authtokensecret": "GIT_AUTH_TOKEN", "git.fullurl": "https://github.com/a/b.git"}
            1 [1/1] ADD https://github.com/a/b.git?mtime=commit /d <- [0]
                1 actions
        "#]],
    );
}

#[test]
fn urls_are_read_and_written_as_go_does() {
    let dockerfile = [
        "FROM scratch",
        "ADD https://u@v:p@example.com/a b.git /1",
        "ADD ssh://git@example.com/x?#v1 /2",
        "ADD https://%user@example.com/a/b.git /3",
        "ADD https://[::/f /4",
        "ADD https://example.com/a.git?ref=v1&sub%dir=x /5\n",
    ];
    check(
        &dockerfile.join("\n"),
        "",
        expect![[r#"
        0 [internal] load build context <- []
            local://context {"local.followpaths": "[\"b.git\",\"ssh:/git@example.com/x?#v1\"]", "local.sharedkeyhint": "context"}
        1 [1/5] ADD https://u@v:p@example.com/a b.git /1 <- []
            https://u@v:p@example.com/a {"http.filename": "a"}
        2 [1/5] ADD https://u@v:p@example.com/a b.git /1 <- [1, 0]
            2 actions
        3 [2/5] ADD ssh://git@example.com/x?#v1 /2 <- []
            git://example.com/x#v1 {"git.authheadersecret": "GIT_AUTH_HEADER", "git.authtokensecret": "GIT_AUTH_TOKEN", "git.fullurl": "ssh://git@example.com/x?", "git.mountsshsock": "default"}
        4 [2/5] ADD ssh://git@example.com/x?#v1 /2 <- [2, 3]
            1 actions
        5 [3/5] ADD https://%user@example.com/a/b.git /3 <- []
            https://%user@example.com/a/b.git {"http.filename": "__unnamed__"}
        6 [3/5] ADD https://%user@example.com/a/b.git /3 <- [4, 5]
            1 actions
        7 [4/5] ADD https://[::/f /4 <- []
            https://[::/f {"http.filename": "__unnamed__"}
        8 [4/5] ADD https://[::/f /4 <- [6, 7]
            1 actions
        9 [5/5] ADD https://example.com/a.git?ref=v1&sub%dir=x /5 <- []
            git://example.com/a.git#v1 {"git.authheadersecret": "GIT_AUTH_HEADER", "git.authtokensecret": "GIT_AUTH_TOKEN", "git.fullurl": "https://example.com/a.git"}
        10 [5/5] ADD https://example.com/a.git?ref=v1&sub%dir=x /5 <- [8, 9]
            1 actions
    "#]],
    );
}

#[test]
fn repositories_and_downloads() {
    check(
        "FROM scratch\nADD --keep-git-dir https://github.com/a/b.git#v1:docs /d\nADD https://example.com/f?x=1 /f\n",
        "",
        expect![[r#"
            0 [1/2] ADD --keep-git-dir https://github.com/a/b.git#v1:docs /d <- []
                git://github.com/a/b.git#v1:docs {"git.authheadersecret": "GIT_AUTH_HEADER", "git.authtokensecret": "GIT_AUTH_TOKEN", "git.fullurl": "https://github.com/a/b.git", "git.keepgitdir": "true"}
            1 [1/2] ADD --keep-git-dir https://github.com/a/b.git#v1:docs /d <- [0]
                1 actions
            2 [2/2] ADD https://example.com/f?x=1 /f <- []
                https://example.com/f?x=1 {"http.filename": "f"}
            3 [2/2] ADD https://example.com/f?x=1 /f <- [1, 2]
                1 actions
        "#]],
    );
}
