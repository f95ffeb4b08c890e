use expect_test::{Expect, expect};

use super::history;

fn check(dockerfile: &str, flags: &str, expected: Expect) {
    expected.assert_eq(&history(dockerfile, flags));
}

#[test]
fn arguments_are_counted_before_the_command() {
    check(
        "FROM scratch\nARG A=1 B\nRUN make\nENV A=2\nARG C\nRUN [\"make\", \"all\"]\n",
        "arg:C=x",
        expect![[r#"
            - ARG A=1 B
            L RUN |2 A=1 B= /bin/sh -c make # buildkit
            - ENV A=2
            - ARG C=x
            L RUN |3 A=2 B= C=x make all # buildkit
        "#]],
    );
}

#[test]
fn every_instruction_has_its_line() {
    check(
        concat!(
            "FROM scratch\n",
            "SHELL [\"/bin/bash\", \"-c\"]\n",
            "ENV A=\"x y\" B=z\n",
            "LABEL k=v\n",
            "WORKDIR srv\n",
            "WORKDIR /\n",
            "COPY --from=alpine --chown=app --chmod=755 a b/ /c/\n",
            "ADD https://example.com/x.tgz ./\n",
            "EXPOSE 443 80-81/udp\n",
            "VOLUME /d /e\n",
            "USER app\n",
            "STOPSIGNAL SIGINT\n",
            "HEALTHCHECK --interval=90s CMD curl localhost\n",
            "ENTRYPOINT [\"a\", \"b c\"]\n",
            "CMD echo $A\n",
            "ONBUILD RUN true\n",
            "MAINTAINER me\n",
        ),
        "",
        expect![[r#"
            - SHELL [/bin/bash -c]
            - ENV A=x y B=z
            - LABEL k=v
            L WORKDIR /srv
            - WORKDIR /
            L COPY --chown=app --chmod=755 a b/ /c/ # buildkit
            L ADD https://example.com/x.tgz ./ # buildkit
            - EXPOSE [443/tcp 80/udp 81/udp]
            - VOLUME [/d /e]
            - USER app
            - STOPSIGNAL SIGINT
            - HEALTHCHECK {Test:[CMD-SHELL curl localhost] Interval:1m30s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}
            - ENTRYPOINT ["a" "b c"]
            - CMD ["/bin/bash" "-c" "echo $A"]
            - MAINTAINER me
        "#]],
    );
}

#[test]
fn here_documents_are_scripts_or_files() {
    check(
        concat!(
            "FROM scratch\n",
            "RUN <<EOF\necho a\necho b\nEOF\n",
            "RUN <<EOF\n#!/bin/sh\necho a\nEOF\n",
            "RUN cat <<A <<B\na\nA\nb\nB\n",
            "COPY <<a.txt <<b.txt /dir/\n1\na.txt\n2\nb.txt\n",
        ),
        "",
        expect![[r#"
            L RUN /bin/sh -c echo a\necho b\n # buildkit
            L RUN /bin/sh -c /dev/pipes/EOF # buildkit
            L RUN /bin/sh -c cat <<A <<B\na\nA\nb\nB # buildkit
            L COPY <<a.txt <<b.txt /dir/ # buildkit
        "#]],
    );
}

#[test]
fn triggers_of_the_base_come_first() {
    check(
        "FROM scratch AS base\nONBUILD COPY . /src\nONBUILD RUN make\nFROM base\nRUN true\n",
        "",
        expect![[r#"
            L COPY . /src # buildkit
            L RUN /bin/sh -c make # buildkit
            L RUN /bin/sh -c true # buildkit
        "#]],
    );
}
