use super::*;

fn env(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn problems(line: &str) -> Vec<String> {
    let problems = parse(line, &env(&[])).problems;
    let text = |p: Problem| format!("{}|{}", p.message, p.hint);
    problems.into_iter().map(text).collect()
}

#[test]
fn reads_every_spelling() {
    for line in [
        "docker build .",
        "docker buildx build .",
        "docker image build .",
        "DOCKER_BUILDKIT=1 docker build .",
        "sudo docker build \\\n  .",
    ] {
        assert_eq!(problems(line), [""; 0], "{line}");
    }
}

#[test]
fn quotes_and_variables_are_the_shells() {
    let line = r#"docker build --build-arg A='x y' --build-arg "B=$HOME/${C}" --build-arg D=a\ b --build-arg E ."#;
    let command = parse(line, &env(&[("HOME", "/h"), ("C", "c"), ("E", "e")]));
    let args: Vec<_> = command
        .options
        .build_args
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    assert_eq!(args, ["A=x y", "B=/h/c", "D=a b", "E=e"]);
}

#[test]
fn secrets_come_from_files_and_variables() {
    let line = "docker build --secret id=a,src=./a.txt --secret id=b,env=B --secret type=env,id=c,src=C --secret id=D .";
    let command = parse(line, &env(&[("B", "1"), ("C", "2")]));
    let seen: Vec<_> = command
        .options
        .secrets
        .iter()
        .map(|s| {
            (
                s.id.as_str(),
                s.src.as_deref(),
                s.env.as_deref(),
                s.value.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("a", Some("./a.txt"), None, None),
            ("b", None, Some("B"), Some(&b"1"[..])),
            ("c", None, Some("C"), Some(&b"2"[..])),
            ("D", Some("D"), None, None),
        ]
    );
}

#[test]
fn short_flags_join_with_their_values() {
    let command = parse(
        "docker build -qt app:1 -fdeploy/Dockerfile -o out .",
        &env(&[]),
    );
    assert_eq!(command.options.tags, ["app:1"]);
    assert_eq!(command.dockerfile.as_deref(), Some("deploy/Dockerfile"));
    assert_eq!(command.options.output, ["type=local,dest=out"]);
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(
        problems("docker build --build-args A=1 ."),
        ["unknown flag: --build-args|did you mean --build-arg?"]
    );
    assert_eq!(
        problems("docker build"),
        [
            "\"docker buildx build\" requires 1 argument.|name the build context, mostly `.`, at the end of the line"
        ]
    );
    assert_eq!(
        problems("docker run alpine"),
        ["this is not a build command|write `docker build …` or `docker buildx build …`"]
    );
    assert_eq!(
        problems("docker build --secret id=a,scr=x ."),
        ["unexpected key 'scr' in 'scr=x'|did you mean src?"]
    );
    assert_eq!(
        problems("docker build . && docker push x"),
        ["only the first command is read; `&& docker push x` is left out|"]
    );
    assert_eq!(
        problems("docker build --check ."),
        ["--call=check builds nothing; what follows is what the build would be|"]
    );
    assert_eq!(
        problems("docker build https://git.test/app.git"),
        [
            "the build context https://git.test/app.git is not fetched: the files given stand for it|"
        ]
    );
}

#[test]
fn an_attestation_takes_a_boolean_or_fields() {
    for (flag, error) in [
        ("--provenance=true", None),
        ("--provenance=mode=max,version=v0.2", None),
        ("--sbom=false", None),
        ("--provenance=max", Some("invalid value max")),
        ("--sbom=foo", Some("invalid value foo")),
    ] {
        let command = parse(&format!("docker build {flag} ."), &BTreeMap::new());
        let mut errors = command.problems.iter().filter(|problem| problem.is_error);
        let found = errors.next().map(|problem| problem.message.as_str());
        assert_eq!(found, error, "{flag}");
    }
}
