use expect_test::expect;

use super::graph;

#[test]
fn named_contexts_stand_for_images_and_stages() {
    let answer = graph(
        "FROM alpine AS tools\nRUN true\nFROM busybox\nCOPY --from=tools /a /b\nCOPY --from=assets /c /d\n",
        "context:tools=docker-image://debian:12 context:assets=local:assets context:busybox=https://github.com/a/b.git",
    );
    expect![[r#"
        0 [internal] load git source https://github.com/a/b.git <- []
            git://github.com/a/b.git {"git.authheadersecret": "GIT_AUTH_HEADER", "git.authtokensecret": "GIT_AUTH_TOKEN", "git.fullurl": "https://github.com/a/b.git"}
        1 [context tools] debian:12 <- []
            docker-image://docker.io/library/debian:12 {}
        2 [stage-1 1/3] COPY --from=tools /a /b <- [0, 1]
            1 actions
        3 [context assets] load from client <- []
            local://assets {"local.followpaths": "[\"c\"]", "local.sharedkeyhint": "context:assets-"}
        4 [stage-1 2/3] COPY --from=assets /c /d <- [2, 3]
            1 actions
    "#]].assert_eq(&answer);
}

#[test]
fn a_context_that_only_another_frontend_has() {
    let answer = graph("FROM alpine\n", "context:alpine=input:x");
    expect![[r#"
        error at [[1]]: invalid input x for alpine
    "#]]
    .assert_eq(&answer);
}

#[test]
fn a_stage_on_an_empty_context_has_no_platform() {
    let frontend = super::build(
        "FROM alpine AS base\nFROM base\nWORKDIR /a\n",
        "context:base=docker-image://scratch platform=windows/amd64,linux/amd64",
    );
    let platform = frontend.platforms.first().unwrap();
    let name = &platform.definition.vertices.first().unwrap().name;
    expect!["[unknown stage-1 1/1] WORKDIR /a"].assert_eq(name);
    expect![[r#"["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]"#]]
        .assert_eq(&format!("{:?}", platform.image.config.env));
}
