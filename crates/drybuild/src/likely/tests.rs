use super::*;

fn found(
    dockerfile: &str,
    options: &BuildOptions,
    files: &[(&str, &str)],
) -> Vec<(String, String)> {
    let mut context = ContextTree::default();
    for (path, text) in files {
        context = context.with_file(path, *text);
    }
    let found = find(&dockerfile::parse(dockerfile), options, &context);
    let shown = |likely: Likely| (likely.name, String::from_utf8(likely.value).unwrap());
    found.into_iter().map(shown).collect()
}

fn check(dockerfile: &str, files: &[(&str, &str)], expected: &[(&str, &str)]) {
    let found = found(dockerfile, &BuildOptions::default(), files);
    let found: Vec<_> = found
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn names_say_what_is_secret() {
    let secret = "TOKEN GitHubToken db-password PASSPHRASE API_KEYS npmtoken //r.test/:_authToken";
    for name in secret.split(' ') {
        assert!(is_secret_name(name), "{name}");
    }
    let harmless = "VERSION MONKEY PUBLIC_KEY TOKEN_FILE KEYBOARD PATH author AUTH_URL compass";
    for name in harmless.split(' ') {
        assert!(!is_secret_name(name), "{name}");
    }
}

#[test]
fn variables_and_labels_of_the_dockerfile() {
    check(
        "FROM a\nARG TOKEN=abcdef\nENV DB_PASSWORD=\"pass word\" PORT=8080 API_KEY=$TOKEN\nLABEL secret=x1y2z3\n",
        &[],
        &[
            ("TOKEN", "abcdef"),
            ("DB_PASSWORD", "pass word"),
            ("secret", "x1y2z3"),
        ],
    );
}

#[test]
fn what_the_command_does_not_give_has_a_stand_in() {
    let dockerfile = "FROM a\nARG NPM_TOKEN\nRUN --mount=type=secret,id=git true\n";
    check(
        dockerfile,
        &[],
        &[
            ("NPM_TOKEN", "standin0npmtoken0for0drybuild"),
            ("git", "standin0git0for0drybuild"),
        ],
    );
    let options = BuildOptions {
        build_args: vec![("NPM_TOKEN".to_owned(), "given-4711".to_owned())],
        secrets: vec![crate::options::SecretOption {
            id: "git".to_owned(),
            ..Default::default()
        }],
        ..BuildOptions::default()
    };
    let expected = [("NPM_TOKEN".to_owned(), "given-4711".to_owned())];
    assert_eq!(found(dockerfile, &options, &[]), expected);
}

#[test]
fn tokens_by_their_form() {
    let token = format!("ghp_{}", "a1B2".repeat(9));
    let dockerfile = format!(
        "FROM a\nRUN curl -H 'X: {token}' https://u:{}@h.test/ https://u:$PW@h.test https://xxxxx:xxxxx@h.test\n# npm_install is a word\n",
        "pw4711"
    );
    check(
        &dockerfile,
        &[],
        &[("GitHub token", &token), ("password in a URL", "pw4711")],
    );
}

#[test]
fn files_of_the_context() {
    check(
        "FROM a\nCOPY . .\n",
        &[
            (".env", "PORT=80\nexport DB_PASSWORD='hunter22'\n"),
            (".env.example", "DB_PASSWORD=changeme\n"),
            (".netrc", "machine h login u password netrc-pw\n"),
            (
                "key.pem",
                "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
            ),
            ("main.rs", "let token = 5;\n"),
        ],
        &[
            (".env: DB_PASSWORD", "hunter22"),
            (".netrc: password", "netrc-pw"),
            ("key.pem: private key", "MIIE"),
        ],
    );
    let options = BuildOptions {
        dockerignore: Some(".env\n".to_owned()),
        ..BuildOptions::default()
    };
    let files = [(".env", "DB_PASSWORD=hunter22\n")];
    assert_eq!(found("FROM a\nCOPY . .\n", &options, &files), []);
}
