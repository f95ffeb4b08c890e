use expect_test::expect;

use super::options;
use crate::frontend::{AnyImage, outline, targets};

const DOCKERFILE: &str = "\
# V is the version
ARG V=1
ARG UNUSED=2
# base holds tools
FROM alpine:$V AS base
RUN --mount=type=secret,id=token,required=true true
# app is shipped
FROM base AS app
ARG MODE
RUN --mount=type=ssh true
";

#[test]
fn a_target_takes_what_it_and_its_bases_take() {
    let answer = outline(
        &dockerfile::parse(DOCKERFILE),
        &options("arg:MODE=fast"),
        &AnyImage,
    )
    .unwrap();
    let show = |list: &[super::OutlineMount]| {
        list.iter()
            .map(|m| format!("{} {} {:?}\n", m.name, m.required, m.location.lines))
            .collect::<String>()
    };
    let args: String = answer
        .args
        .iter()
        .map(|a| {
            format!(
                "{}={} {} {:?}\n",
                a.name, a.value, a.description, a.location.lines
            )
        })
        .collect();
    let text = format!(
        "{}: {}\n{args}{}{}",
        answer.name,
        answer.description,
        show(&answer.secrets),
        show(&answer.ssh)
    );
    expect![[r#"
        app: is shipped
        V=1 is the version [2]
        MODE=fast  [9]
        token true [6]
        default false [10]
    "#]]
    .assert_eq(&text);
}

#[test]
fn targets_are_the_stages() {
    let list: String = targets(&dockerfile::parse(DOCKERFILE), &options(""))
        .unwrap()
        .iter()
        .map(|t| format!("{} {} {} {}\n", t.name, t.is_default, t.base, t.description))
        .collect();
    expect![[r#"
        base false alpine:$V holds tools
        app true base is shipped
    "#]]
    .assert_eq(&list);
}
