use expect_test::{Expect, expect};

use super::Mount;
use crate::parse;

/// The errors of a stage with this text, without the line that BuildKit names, and what each is
/// about.
fn show(instructions: &str) -> String {
    let source = format!("FROM a\n{instructions}");
    let problem = |problem: &crate::Problem| {
        let place = problem.span.text(&source).unwrap_or_default().trim();
        format!("{place}\n    {}\n", problem.message)
    };
    parse(&source).problems.iter().map(problem).collect()
}

fn check(instructions: &str, expected: Expect) {
    expected.assert_eq(&show(instructions));
}

#[test]
fn arguments() {
    check(
        "COPY a\nADD\nARG\nARG =x\nENV\nENV =a\nEXPOSE\nHEALTHCHECK\nHEALTHCHECK NONE x\nHEALTHCHECK CMD\n\
         HEALTHCHECK exec x\nLABEL\nMAINTAINER\nONBUILD\nONBUILD FROM x\nONBUILD ONBUILD RUN x\nSHELL []\n\
         SHELL sh\nSTOPSIGNAL\nUSER\nVOLUME\nVOLUME [\" \"]\nWORKDIR\nCOPY a <<E\nE\n",
        expect![[r#"
            COPY a
                COPY requires at least two arguments, but only one was provided. Destination could not be determined
            ADD
                ADD requires at least two arguments, but only one was provided. Destination could not be determined
            ARG
                ARG requires at least one argument
            =x
                ARG names can not be blank
            ENV
                ENV requires at least one argument
            =
                ENV names can not be blank
            EXPOSE
                EXPOSE requires at least one argument
            HEALTHCHECK
                HEALTHCHECK requires at least one argument
            HEALTHCHECK NONE x
                HEALTHCHECK NONE takes no arguments
            HEALTHCHECK CMD
                Missing command after HEALTHCHECK CMD
            exec
                Unknown type "EXEC" in HEALTHCHECK (try CMD)
            LABEL
                LABEL requires at least one argument
            MAINTAINER
                MAINTAINER requires exactly one argument
            ONBUILD
                ONBUILD requires at least one argument
            FROM
                FROM isn't allowed as an ONBUILD trigger
            ONBUILD
                Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed
            SHELL []
                SHELL requires at least one argument
            SHELL sh
                SHELL requires the arguments to be in JSON form
            STOPSIGNAL
                STOPSIGNAL requires exactly one argument
            USER
                USER requires exactly one argument
            VOLUME
                VOLUME requires at least one argument
            " "
                VOLUME specified can not be an empty string
            WORKDIR
                WORKDIR requires exactly one argument
            <<E
                COPY cannot accept a heredoc as a destination
        "#]],
    );
}

#[test]
fn flags() {
    check(
        "COPY --form=x a b\nADD --link=maybe a b\nCOPY --chmod a b\nCOPY --from=a --from=b a b\nRUN --network=x a\n\
         RUN --security=x a\nCMD --x a\nRUN --mount='a\"b' a\nRUN --mount=from=$A a\nRUN --device=a,b a\n\
         HEALTHCHECK --interval=1 CMD x\nHEALTHCHECK --timeout=1us CMD x\nHEALTHCHECK --retries=-1 CMD x\n\
         COPY --link= a b\n",
        expect![[r#"
            --form=x
                unknown flag: --form (did you mean from?)
            --link=maybe
                expecting boolean value for flag --link, not: maybe
            --chmod
                missing a value on flag: --chmod
            --from=b
                duplicate flag specified: --from
            x
                invalid network mode "x"
            x
                security "x" is not valid
            --x
                unknown flag: --x
            --mount='a"b'
                failed to parse csv mounts: parse error on line 1, column 2: bare " in non-quoted-field
            from=$A
                'from' doesn't support variable expansion, define alias stage instead
            a,b
                invalid field 'b' must be a key=value pair
            1
                time: missing unit in duration "1"
            1us
                Interval "timeout" cannot be less than 1ms
            -1
                --retries cannot be negative (-1)
            --link=
                missing a value on flag: --link
        "#]],
    );
}

#[test]
fn stages() {
    check(
        "FROM\nRUN x\nFROM a as 1b\nFROM a b\nFROM a b c\nFROM --plattform=x a\nRNU x\nfoo",
        expect![[r#"
            FROM
                FROM requires either one or three arguments
            1b
                invalid name for build stage: "1b", name can't start with a number or contain symbols
            FROM a b
                FROM requires either one or three arguments
            FROM a b c
                FROM requires either one or three arguments
            --plattform=x
                unknown flag: --plattform (did you mean platform?)
            RNU
                unknown instruction: RNU (did you mean RUN?)
            foo
                unknown instruction: foo (did you mean from?)
        "#]],
    );
    let file = parse("RUN x\nARG A\nFROM a\nARG B");
    assert_eq!(
        file.problems.first().map(ToString::to_string).as_deref(),
        Some("no build stage in current context")
    );
    assert_eq!((file.meta_args.len(), file.stages.len()), (1, 1));
}

#[test]
fn flags_that_are_not_looked_at() {
    check(
        "ARG --x a\nSTOPSIGNAL --x 9\nHEALTHCHECK --x NONE\n",
        expect![[""]],
    );
}

#[test]
fn mounts() {
    let cases = [
        "type=secret,id=a,required",
        "required,type=secret,id=a",
        "type=secrets",
        "type=cache,sharing=lock",
        "type=tmpfs,size=1k,rw",
        "size=1k",
        "type=bind,uid=1",
        "type=secret",
        "type=secret,id=a,source=b",
        "type=cache,readonly=maybe",
        "type=cache,mode=9",
        "type=ssh,sharing=shared",
        "bogus",
        "bogus=1",
        "srce=x",
        "type=cache,target=/x,ro=false,uid=0,gid=1,mode=0755",
        "",
    ];
    let mut shown = String::new();
    for case in cases {
        let mount = Mount::parse(crate::Version::CURRENT, case, &mut |value| {
            Ok(value.to_owned())
        });
        shown += &match mount {
            Ok(mount) => format!(
                "{case}: {:?} readonly={} size={}\n",
                mount.kind, mount.readonly, mount.size_bytes
            ),
            Err(message) => format!("{case}: {message}\n"),
        };
    }
    expect![[r#"
        type=secret,id=a,required: Secret readonly=true size=0
        required,type=secret,id=a: unexpected key 'required' for mount type 'bind'
        type=secrets: unsupported mount type "secrets" (did you mean secret?)
        type=cache,sharing=lock: unsupported sharing value "lock" (did you mean locked?)
        type=tmpfs,size=1k,rw: Tmpfs readonly=false size=1024
        size=1k: unexpected key 'size' for mount type 'bind'
        type=bind,uid=1: uid not allowed for "bind" type mounts
        type=secret: invalid secret mount. one of source, target required
        type=secret,id=a,source=b: both source and id can't be set
        type=cache,readonly=maybe: invalid value for readonly: maybe
        type=cache,mode=9: invalid value 9 for mode
        type=ssh,sharing=shared: invalid cache sharing set for ssh mount
        bogus: invalid field 'bogus' must be a key=value pair
        bogus=1: unexpected key 'bogus' in 'bogus=1'
        srce=x: unexpected key 'srce' in 'srce=x' (did you mean src?)
        type=cache,target=/x,ro=false,uid=0,gid=1,mode=0755: Cache readonly=false size=0
        : failed to parse csv mounts: EOF
    "#]]
    .assert_eq(&shown);
}

#[test]
fn triggers_keep_their_heredocs() {
    let file = parse("FROM a\nOnBuild \\\n RUN <<A cat\nx\nA\n");
    let expression = file
        .stages
        .iter()
        .flat_map(|stage| &stage.commands)
        .find_map(|command| match &command.instruction {
            super::Instruction::Onbuild(onbuild) => Some(onbuild.expression.as_str()),
            _ => None,
        });
    assert_eq!(expression, Some("RUN <<A cat\nx\nA"));
}

/// All that Docker 20.10 says of a text.
fn check_as_docker_20_10(source: &str, expected: Expect) {
    let file = crate::parse_as(crate::Version::DOCKER_20_10, source);
    let messages = file.problems.iter().map(|problem| file.message(problem));
    expected.assert_eq(&messages.collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_older_frontend_refuses_what_came_later() {
    check_as_docker_20_10(
        "FROM a\nCOPY --link a b\nCOPY --from=a --from=b c d\nADD --checksum=x a b\nRUN --network=none x\n\
         RUN --mount=type=secret,id=a,env=T x\nRUN --mount=type=volume x\nRUN --mount=type=tmpfs,size=1 x\n\
         HEALTHCHECK --start-interval=1s CMD x\nHEALTHCHECK --interval=0s CMD x\nHEALTHCHECK --retries=0 CMD x\n\
         install x\nCOPY --from a b\n",
        expect![[r#"
            dockerfile parse error line 2: Unknown flag: link
            dockerfile parse error line 3: Duplicate flag specified: from
            dockerfile parse error line 4: Unknown flag: checksum
            dockerfile parse error line 5: Unknown flag: network
            dockerfile parse error line 6: unexpected key 'env' in 'env=T'
            dockerfile parse error line 7: unsupported mount type "volume"
            dockerfile parse error line 8: unexpected key 'size' in 'size=1'
            dockerfile parse error line 9: Unknown flag: start-interval
            dockerfile parse error line 10: Interval "interval" cannot be less than 1ms
            dockerfile parse error line 11: --retries must be at least 1 (not 0)
            dockerfile parse error line 12: unknown instruction: INSTALL
            dockerfile parse error line 13: Missing a value on flag: from"#]],
    );
}

#[test]
fn to_an_older_frontend_the_body_of_a_heredoc_is_instructions() {
    check_as_docker_20_10(
        "# check=skip=all\nFROM a\nRUN <<EOF\necho hi\nEOF\nCOPY <<x /y\n",
        expect![[r#"
            dockerfile parse error line 4: unknown instruction: ECHO
            dockerfile parse error line 5: unknown instruction: EOF"#]],
    );
}

#[test]
fn modifiers_came_with_1_7() {
    let lex = |version| crate::Lex {
        version,
        ..crate::Lex::new('\\')
    };
    let text = |version, word| match lex(version).expand(word, &[("V", "1.2")]) {
        Ok(expansion) => expansion.text,
        Err(error) => error.message,
    };
    let old = crate::Version::DOCKER_20_10;
    assert_eq!(text(crate::Version::CURRENT, "${V%.*}"), "1");
    assert_eq!(
        text(old, "${V%.*}"),
        "failed to process \"${V%.*}\": missing ':' in substitution"
    );
    assert_eq!(
        text(old, "${V:%x}"),
        "failed to process \"${V:%x}\": unsupported modifier (%) in substitution"
    );
    assert_eq!(text(old, "${V:+x}${W:-y}${V?no}"), "xy1.2");
}
