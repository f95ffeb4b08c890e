use super::*;

#[test]
fn every_rule_has_a_help_page_with_the_five_parts() {
    for rule in RULES {
        let help = rule.help();
        let headings: Vec<&str> = help.lines().filter(|l| l.starts_with("## ")).collect();
        assert_eq!(
            headings,
            [
                "## What",
                "## Why",
                "## Example",
                "## Instead",
                "## References"
            ],
            "{}",
            rule.name
        );
        assert!(help.starts_with(&format!("# {}\n", rule.name)), "{help}");
        assert!(!rule.instead().is_empty(), "{}", rule.name);
    }
}

#[test]
fn what_to_write_instead_is_one_line() {
    assert_eq!(expose_invalid_format::RULE.instead(), "EXPOSE 8080");
    assert_eq!(undefined_var::RULE.instead(), "ARG FOO=src / COPY $FOO .");
}

#[test]
fn a_check_option_that_is_unknown_is_named() {
    let cases = [
        ("skp=A", "invalid check option \"skp\""),
        ("skip", "invalid check option \"skip\""),
        (
            "error=yes",
            "failed to parse check option \"error=yes\": strconv.ParseBool: parsing \"yes\": invalid syntax",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(LintConfig::parse(text).unwrap_err(), expected);
    }
}

#[test]
fn rules_are_skipped_and_asked_for_by_name() {
    let reported = |config: &str, comments: &[&str], rule: &'static Rule| {
        let warnings = RefCell::new(Vec::new());
        let comments: Vec<dockerfile::Text> = comments.iter().map(|&c| c.into()).collect();
        let linter = Linter::new(LintConfig::parse(config).unwrap(), Some(&warnings))
            .with_comments(&comments);
        linter.report(rule, &Location::default(), String::new());
        warnings.into_inner().len()
    };
    let (casing, description) = (
        &stage_name_casing::RULE,
        &invalid_definition_description::RULE,
    );
    assert_eq!(reported("", &[], casing), 1);
    assert_eq!(reported("skip=StageNameCasing, Other", &[], casing), 0);
    assert_eq!(reported("skip=all", &[], casing), 0);
    assert_eq!(
        reported("", &["a note", "check=skip=StageNameCasing"], casing),
        0
    );
    assert_eq!(reported("skip=all", &[], description), 0);
    assert_eq!(reported("skip=all;experimental=all", &[], description), 1);
}

#[test]
fn names_of_secrets_are_told_by_whole_words() {
    let secret = ["TOKEN", "GITHUB_TOKEN", "api_key", "DB_PASSWORD_2"];
    let harmless = [
        "MONKEY",
        "GitHubToken",
        "API_KEYS",
        "PUBLIC_KEY",
        "PASSWORD_FILE",
        "TOKEN_VERSION",
    ];
    for key in secret {
        assert!(secrets_used_in_arg_or_env::applies(key), "{key}");
    }
    for key in harmless {
        assert!(!secrets_used_in_arg_or_env::applies(key), "{key}");
    }
}
